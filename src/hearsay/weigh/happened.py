"""How far a predicate happened according to its sentence: a number from -3 (surely not) to 3 (surely).

The scale is UDS's (White et al. 2016; Rudinger, White and Van Durme 2018). The number is a sum of weights over what
the clause's grammar says (:mod:`hearsay.weigh.clauses`, after the features of Stanovsky et al. 2017 and Rudinger et
al. 2018) and over the reading model's own values for the word. ``training/happened.py`` fits the weights, on part of
UDS's dev set; ``data/weigh/happened.csv`` holds them.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from hearsay.errors import ConfigError
from hearsay.parsed import Parsed
from hearsay.weigh.clauses import Clause, base, marks, signature
from hearsay.weigh.status import status_in
from hearsay.weigh.tables import predicate_tables
from hearsay.weigh.view import View

LOWEST, HIGHEST = -3.0, 3.0
SIGNALS = ("role_word", "role_first", "role_last", "flat", "cue")
"""The values of the model that the number is also made of."""
_ADVERBS = ("future", "past", "ongoing", "generic", "hedging", "polite")
# Which of a predicate's properties are also weighed together.
_CROSSED = (
    ("tense", "relation"), ("tense", "subject"), ("tense", "negated"), ("tense", "question"), ("tense", "word"),
    ("tense", "governor", "above"), ("governor", "above"), ("status", "relation"), ("status", "negated"),
    ("status", "subject"), ("status", "word"), ("tag", "relation"), ("question", "relation"), ("question", "modal"),
    ("condition", "tense"), ("modal", "subject"), ("form", "relation"), ("form", "subject"), ("form", "negated"),
    ("form", "question"), ("form", "above"),
)  # fmt: skip
_LENGTHS = (6, 15, 30)
# How many words to each side count as near.
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by feature, and by value of the model's; ``model`` is the id of the model those are of.

    ``bias`` belongs to the features, ``signal_bias`` to the model's values; ``low`` and ``high`` bound the number.
    """

    model: str
    low: float
    high: float
    bias: float
    features: Mapping[str, float]
    signal_bias: float
    signals: NDArray[np.float64]


def happened(parsed: Parsed, word: int, model: str | None = None) -> float:
    """The number of the predicate at a word (its place in the document), -3 to 3.

    ``model`` is the id of the model that parsed the document: its own values are used where the weights were fitted
    to that very model, and grammar alone is used where they were not. Raises IndexError where there is no such word
    and :class:`hearsay.errors.ConfigError` where the weights or the lexicon in the package are damaged.
    """
    if not 0 <= word < len(parsed):
        raise IndexError(f"no word {word} among {len(parsed)}")
    return happened_in(View(parsed), word, model)


def happened_in(view: View, word: int, model: str | None = None) -> float:
    """:func:`happened` where the document's view is at hand already."""
    known = weights()
    total = known.bias + sum(known.features.get(name, 0.0) for name in features(view, word))
    if model == known.model:
        total += known.signal_bias + float(signals(view.parsed, word) @ known.signals)
    # UDS's annotators often gave "did not arrive" a number above 0; what is plainly denied is never held to be so.
    high = min(known.high, 0.0) if status_in(view, word) == "negated" else known.high
    return min(max(total, known.low), high)


def signals(parsed: Parsed, word: int) -> NDArray[np.float64]:
    """The model's values for a word that the weights are of, in the order of :data:`SIGNALS`."""
    return np.concatenate([parsed.signals[name][word] for name in SIGNALS]).astype(np.float64)


def features(view: View, word: int) -> set[str]:
    """What is weighed of a predicate: names of what is so of it."""
    clause = Clause(view, word)
    own = _properties(clause)
    found = {f"{name}={value}" for name, value in own.items()}
    found |= {"&".join(f"{name}={own[name]}" for name in names) for names in _CROSSED}
    return {*found, *_marks(clause), *_below(clause), *_above(clause), *_path(clause), *_sentence(clause)}


def _properties(clause: Clause) -> dict[str, str]:
    view, word = clause.view, clause.word
    return {
        "tense": clause.tense,
        "form": _form(clause),
        "relation": view.relation[word],
        "tag": view.parsed.xpos[word],
        "status": status_in(view, word),
        "subject": _subject(clause),
        "governor": clause.signature or ("none" if clause.governor is not None else "top"),
        "above": clause.relation,
        "word": signature(view, word) or "none",
        "lemma": view.lemma[word],
        "modal": clause.modal or "none",
        "negated": str(clause.negated),
        "question": clause.question or "none",
        "condition": clause.conditional or "none",
    }


def _form(clause: Clause) -> str:
    """The tense, or the auxiliary that leaves the clause open, with whether "be" goes with it."""
    helped = " be" if "be" in clause.modals else ""
    return f"{clause.modal or clause.tense}{helped} {clause.view.parsed.xpos[clause.word]}"


def _subject(clause: Clause) -> str:
    view, subject = clause.view, clause.subject
    if subject is None:
        return "none"
    if view.upos[subject] == "PRON":
        return view.form[subject]
    return "plural" if view.parsed.xpos[subject] in ("NNS", "NNPS") else "noun"


def _marks(clause: Clause) -> Iterator[str]:
    for mark in clause.marks:
        yield f"mark={mark}"
        yield f"mark={mark}&relation={clause.view.relation[clause.word]}"
        yield f"mark={mark}&tense={clause.tense}"


def _below(clause: Clause) -> Iterator[str]:
    view, words = clause.view, predicate_tables().words
    for child in view.children[clause.word]:
        relation = base(view, child)
        yield f"below={relation}"
        for kind in _ADVERBS:
            if view.form[child] in words[f"adverbs.{kind}"]:
                yield from (f"adverb={kind}", f"adverb={kind}&tense={clause.tense}")
        if relation == "advmod":
            yield f"adverb={view.form[child]}"
        if relation == "advcl":
            yield from (f"below=advcl {mark}" for mark in marks(view, child))


def _above(clause: Clause) -> Iterator[str]:
    """What governs the predicate, and its status, negation and mood."""
    above, view = clause.above, clause.view
    if above is None:
        return
    here, kind = f"above={clause.relation}", clause.signature or "none"
    upper = status_in(view, above.word)
    yield f"lemma above={view.lemma[above.word]}&{here}"
    yield from (f"{name}&{here}" for name in (f"tense above={above.tense}", f"status above={upper}"))
    for name in (f"tense above={above.tense}", f"status above={upper}"):
        yield f"{name}&governor={kind}&tense={clause.tense}"
    yield f"status above={upper}&{here}&tense={clause.tense}"
    yield f"part above={view.upos[above.word]}&{here}&tense={clause.tense}"
    yield f"negated above={above.negated}&{here}&governor={kind}"
    yield f"condition above={above.conditional or 'none'}&{here}"
    yield f"modal above={above.modal or 'none'}&{here}"
    if any(base(view, c) in ("obj", "iobj") for c in view.children[above.word]):
        yield f"object above&governor={kind}&{here}"


def _path(clause: Clause) -> set[str]:
    """What stands anywhere above: conditions, modals, negations, futures and commands."""
    found: set[str] = set()
    for word in clause.view.up(clause.word):
        other = Clause(clause.view, word)
        marked = {
            "condition": other.conditional == "protasis",
            "modal": other.modal is not None,
            "negation": other.negated,
            "future": other.tense == "future",
            "command": other.tense == "imperative",
        }
        found |= {f"path={name}" for name, so in marked.items() if so}
    return found


def _sentence(clause: Clause) -> Iterator[str]:
    view, words = clause.view, predicate_tables().words
    sentence = view.sentence(clause.word)
    top = next((i for i in sentence if view.head[i] == i), clause.word)
    tense = Clause(view, top).tense
    yield from (f"top={tense}", f"top={tense}&tense={clause.tense}", f"length={_length(len(sentence))}")
    yield from (f"begins={view.form[sentence[0]]}", f"ends={view.form[sentence[-1]]}")
    if len(sentence) > 1:
        yield f"begins={view.form[sentence[0]]} {view.form[sentence[1]]}"
    yield from (f"near={view.form[i]}" for i in sentence if abs(i - clause.word) <= _NEAR)
    if clause.word == sentence[0]:
        yield from ("first", f"first&tense={clause.tense}")
    if view.form[sentence[-1]] == "!":
        yield "exclaimed"
    if any(view.form[i] in words["adverbs.polite"] for i in sentence):
        yield "polite"


def _length(words: int) -> int:
    return sum(words >= limit for limit in _LENGTHS)


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights in the package. Raises ConfigError where the file is damaged."""
    try:
        text = files("hearsay").joinpath("data", "weigh", "happened.csv").read_text(encoding="utf-8")
        return parse_weights(text.splitlines())
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise ConfigError(f"the data file weigh/happened.csv is damaged: {error!r}") from error


def parse_weights(lines: Iterable[str]) -> Weights:
    """The weights of a CSV file with columns ``kind, name, weight``; lines that begin with # tell of it.

    ``kind`` is ``model`` (its id is the name), ``bound`` (``low``, ``high``), ``bias`` (``bias``, ``signals``),
    ``feature`` or ``signal`` (numbered from 0, in order). Raises KeyError or ValueError where something is missing, is
    no number, or the bounds lie outside the scale.
    """
    kinds: dict[str, dict[str, float]] = {"model": {}, "bound": {}, "bias": {}, "feature": {}, "signal": {}}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        kinds[row["kind"]][row["name"]] = _finite(row["weight"])
    (model,), bound, bias = kinds["model"], kinds["bound"], kinds["bias"]
    if not LOWEST <= bound["low"] < bound["high"] <= HIGHEST:
        raise ValueError(f"bounds {bound['low']} and {bound['high']}")
    values = np.array([kinds["signal"][str(i)] for i in range(len(kinds["signal"]))])
    return Weights(model, bound["low"], bound["high"], bias["bias"], kinds["feature"], bias["signals"], values)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no weight")
    return number
