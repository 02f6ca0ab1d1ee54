"""The root of what a source does to a target, where both are marked: a linear classifier.

Its features are words and the lexicon's events. Trained on ``plv-train`` (``training/events.py``); at run time a table
of weights and numpy. PLOVER's CONCEDE and RETREAT are one class there, ``YIELD``, as in CAMEO.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from hearsay.coding.events.tree import Tree
from hearsay.errors import ModelError
from hearsay.model import Event, Span
from hearsay.parsed import Parsed

ROOTS = (
    "AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
WORDS_NORM = 4.0
"""The length that the words' part of the features is brought to; the lexicon's part counts as it is."""
_CONTENT = ("VERB", "NOUN", "AUX", "PART", "ADV", "ADJ")
_TELLING = ("will", "would", "not", "may", "could")


def root(kind: str) -> str:
    """The class a type belongs to."""
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


def features(parsed: Parsed, source: Span, target: Span, events: Sequence[Event]) -> dict[str, float]:
    """What a source and a target in a sentence are classified by. Spans are code points into the text."""
    tree = Tree(parsed)
    words = [_words(tree, span) for span in (source, target)]
    inside = set(words[0]) | set(words[1])
    up, common, down = _path(tree, _head(tree, words[0]), _head(tree, words[1]))
    found = _bag(tree, words, inside) | _along(tree, [*up, *down, *([common] if common is not None else [])], inside)
    if common is not None:
        found[f"top:{tree.lemma[common]}"] = 1.5
        for word in (common, *tree.children[common]):
            if tree.lemma[word] in _TELLING:
                found[f"aux:{tree.lemma[word]}"] = 1.0
    for event in events:
        found[f"status:{root(event.type)}:{event.status}"] = 1.0
    norm = sum(v * v for v in found.values()) ** 0.5
    scaled = {name: value * WORDS_NORM / norm for name, value in found.items()} if norm else {}
    return scaled | _lexicon(events, source, target)


def _words(tree: Tree, span: Span) -> list[int]:
    parsed = tree.parsed
    return [i for i in range(len(tree)) if parsed.starts[i] < span[1] and parsed.ends[i] > span[0]]


def _head(tree: Tree, words: Sequence[int]) -> int | None:
    inside = set(words)
    return next((w for w in words if tree.head[w] not in inside or tree.head[w] == w), None)


def _path(tree: Tree, one: int | None, other: int | None) -> tuple[list[int], int | None, list[int]]:
    """The words from each up to the lowest word above both, and that word."""
    if one is None or other is None:
        return [], None, []
    first, second = [one, *tree.up(one)], [other, *tree.up(other)]
    common = next((w for w in first if w in second), None)
    if common is None:
        return first, None, second
    return first[: first.index(common)], common, second[: second.index(common)]


def _bag(tree: Tree, words: Sequence[Sequence[int]], inside: set[int]) -> dict[str, float]:
    """Words and pairs of words outside the two, those between them apart, and the nouns and verbs within."""
    found: dict[str, float] = {}
    between = range(0)
    if words[0] and words[1]:
        between = range(min(words[0][-1], words[1][-1]) + 1, max(words[0][0], words[1][0]))
    for i, upos in enumerate(tree.upos):
        lemma = tree.lemma[i]
        if i in inside:
            if upos in ("NOUN", "VERB"):
                found[f"in:{lemma}"] = 0.4
        elif upos not in ("PUNCT", "PROPN", "NUM"):
            found[f"w:{lemma}"] = 1.0
            if i + 1 < len(tree) and i + 1 not in inside:
                found[f"b:{lemma}_{tree.lemma[i + 1]}"] = 0.7
            if i in between:
                found[f"m:{lemma}"] = 1.0
    top = next((i for i in range(len(tree)) if tree.head[i] == i), None)
    if top is not None:
        found[f"root:{tree.lemma[top]}"] = 1.0
    return found


def _along(tree: Tree, path: Sequence[int], inside: set[int]) -> dict[str, float]:
    """Words on the path between the two, and what hangs on them."""
    found: dict[str, float] = {}
    for word in path:
        found[f"p:{tree.lemma[word]}"] = 1.5
        for c in tree.children[word]:
            if c not in inside and tree.upos[c] in _CONTENT:
                found[f"c:{tree.lemma[c]}"] = 1.0
    return found


def _lexicon(events: Sequence[Event], source: Span, target: Span) -> dict[str, float]:
    found: dict[str, float] = {}
    for event in events:
        fit = ("any", "one", "both")[sides(event, source, target)]
        found[f"{fit}:{root(event.type)}"] = 1.0
        if event.mode:
            found[f"mode-{fit}:{root(event.type)}:{event.mode}"] = 1.0
    return found


def sides(event: Event, source: Span, target: Span) -> int:
    """How many of the two marked sides an event has where they belong; of those who are all actors, either."""
    actors, recipients = [p.span for p in event.actors], [p.span for p in event.recipients]
    return int(_meets(actors, source)) + int(_meets(recipients, target) or _meets(actors, target))


def _meets(spans: Sequence[Span], other: Span) -> bool:
    return any(s[0] < other[1] and other[0] < s[1] for s in spans)


@dataclass(frozen=True)
class Classifier:
    """``weights`` is (features, roots), ``bias`` (roots,); ``index`` the row of a feature."""

    index: Mapping[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    roots: tuple[str, ...] = ROOTS

    def scores(self, found: Mapping[str, float]) -> NDArray[np.float32]:
        """A score for each root; the greatest is the answer. Not probabilities."""
        total = self.bias.copy()
        for name, value in found.items():
            row = self.index.get(name)
            if row is not None:
                total += self.weights[row] * value
        return total

    def root(self, found: Mapping[str, float]) -> str:
        """The likeliest root."""
        return self.roots[int(self.scores(found).argmax())]


def classify(parsed: Parsed, source: Span, target: Span, events: Sequence[Event]) -> str:
    """The root of what ``source`` does to ``target`` in a sentence, one of `ROOTS`.

    ``events`` are those coded in it. Raises :class:`hearsay.errors.ModelError` where the weights are damaged.
    """
    return shipped().root(features(parsed, source, target, events))


@lru_cache(maxsize=1)
def shipped() -> Classifier:
    """The weights in the package."""
    path = files("hearsay").joinpath("data", "ontology", "classifier.npz")
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as table:
            names = table["names"].tobytes().decode("utf-8").split("\n")
            weights = table["weights"].astype(np.float32) * table["scale"].astype(np.float32)
            bias = table["bias"].astype(np.float32)
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(f"the event classifier's weights are damaged: {error!r}", where=str(path)) from error
    if weights.shape != (len(names), len(ROOTS)) or bias.shape != (len(ROOTS),):
        raise ModelError(f"weights of shape {weights.shape} for {len(names)} features", where=str(path))
    return Classifier({name: i for i, name in enumerate(names)}, weights, bias)
