"""Learns ``names.json``, which spans are names and of whom: ``python -m training.names --data DATA --model FOLDER
[--cache FILE]``.

On GUM's open genres, wikigold and CrossNER's politics, which the encoder has learnt, and, lightly, on re3d, which it
has not but which marks descriptions as well and so agrees only in part. What the encoder says of names it has learnt is
too good to learn from, so a share of them is spoilt as unknown names would be: all a document's places of one name get
another type, or are half missed, and some other proper nouns become names (`spoil`). ``--cache`` names a pickle that
keeps what the encoder said.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from hearsay.parse.candidates import Span, Text, stretches, text_of
from hearsay.parse.encoder import Encoder
from hearsay.parse.known import known, words
from hearsay.parse.naming import TYPES, VALUES, Describer, Weights
from hearsay.parse.syntax import SyntaxTables, dependencies, sentences
from hearsay.parse.weights import tables
from hearsay.parse.words import Words
from hearsay.sequences import spans
from training.data import _CROSSNER, CLOSED_GENRES, read_conll, read_ud, tokenised, ud_sample
from training.kept import kept
from training.labels import ENTITY
from training.manifest import record
from training.options import add_data

Floats = NDArray[np.float64]
Signals = dict[str, NDArray[np.float32]]

PRIOR, CAUTION = 1.0, 0.0
WEIGHT = {"re3d": 0.3}
# How often an unknown name of each type is taken for another, and for which: as on texts the encoder has not seen.
MISTAKEN = {
    "ORG": (0.18, {"PER": 0.4, "MISC": 0.3, "LOC": 0.3}),
    "LOC": (0.10, {"ORG": 0.4, "PER": 0.35, "MISC": 0.25}),
    "PER": (0.05, {"ORG": 0.4, "LOC": 0.3, "MISC": 0.3}),
    "MISC": (0.15, {"ORG": 0.4, "PER": 0.3, "LOC": 0.3}),
}
HALF_MISSED, MADE_UP = 0.04, 0.08
_KIND = {"PER": "person", "ORG": "organization", "LOC": "place", "MISC": "object"}
_RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}


@dataclass
class Said:
    """A document, what the encoder makes of it, and its names; at ``unsure`` words nothing is learnt."""

    origin: str
    words: Words
    rows: list[Span]
    signals: Signals
    gold: dict[Span, str]
    unsure: set[int]


def samples(data: Path, encoder: Encoder) -> Iterator[tuple[str, Words, dict[Span, str], set[int]]]:
    """Every document to learn from, before the encoder is asked."""
    labels = encoder.manifest.labels
    xpos = {name: i for i, name in enumerate(labels["xpos"])}
    relations = {name: i for i, name in enumerate(labels["relations"])}
    found = [
        ("gum", ud_sample(document, "gum", relations, xpos))
        for document in read_ud(data / "ud/gum-train.conllu")
        if document.name.split("_")[1] not in CLOSED_GENRES
    ]
    found += [("wikigold", s) for s in read_conll(data / "ner/wikigold.conll", "wikigold", {t: t for t in TYPES})]
    for half in ("train", "dev"):
        found += [("crossner", s) for s in read_conll(data / f"ner/crossner-politics-{half}.conll", "", _CROSSNER)]
    for origin, sample in found:
        tags = sample.entity if sample.entity is not None else ()
        yield origin, sample.words, {(a, b): kind for a, b, kind in spans([ENTITY[t] for t in tags])}, set()
    for folder in sorted((data / "ner/re3d").iterdir()):
        yield from _re3d(folder)


def _re3d(folder: Path) -> Iterator[tuple[str, Words, dict[Span, str], set[int]]]:
    """re3d's documents with their entities; which of them are names is told later, by their heads (`_named`)."""
    marked: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for entity in _records(folder / "entities.json"):
        if entity["type"] in _RE3D:
            marked[str(entity["documentId"])].append((int(entity["begin"]), int(entity["end"]), _RE3D[entity["type"]]))
    for document in _records(folder / "documents.json"):
        cut = tokenised(str(document["text"]))
        gold = {}
        for begin, end, kind in marked[str(document["_id"])]:
            inside = [i for i in range(len(cut)) if cut.starts[i] < end and begin < cut.ends[i]]
            if inside:
                gold[inside[0], inside[-1] + 1] = kind
        yield "re3d", cut, gold, set()


def _records(path: Path) -> Iterator[dict[str, str]]:
    for line in path.open(encoding="utf-8-sig"):
        if line.strip():
            yield json.loads(line)


def _named(gold: dict[Span, str], text: Text) -> tuple[dict[Span, str], set[int]]:
    """Of re3d's entities those that are names, without their articles, and the words of the others."""
    kept: dict[Span, str] = {}
    unsure: set[int] = set()
    for (a, b), kind in gold.items():
        while b - a > 1 and text.low[a] in ("the", "a", "an"):
            a += 1
        plain = [i for i in range(a, b) if text.xpos[i] not in ("NNP", "NNPS")]
        head = next((i for i in range(a, b) if not a <= text.head[i] < b), b - 1)
        if head in plain or any(text.low[i] not in ("of", "the", "for", "and", "&", "-") for i in plain):
            unsure |= set(range(a, b))
        else:
            kept[a, b] = kind
    return kept, unsure


def spoil(text: Text, gold: dict[Span, str], kinds: Sequence[str], random: np.random.Generator) -> None:
    """Make the encoder's values on a document as bad as they are on names it has not learnt; changes ``text``."""
    forms: dict[str, list[Span]] = defaultdict(list)
    for a, b in gold:
        forms[" ".join(text.low[a:b])].append((a, b))
    for places in forms.values():
        kind = gold[places[0]]
        share, others = MISTAKEN[kind]
        draw = random.random()
        if draw < share:
            _mistake(text, places, (kind, str(random.choice(list(others), p=list(others.values())))), kinds, random)
        elif draw < share + HALF_MISSED:
            for a, b in places:
                text.chances[a:b] *= 0.15
                text.chances[a:b, 0] += 0.85
    _make_up(text, {i for a, b in gold for i in range(a, b)}, random)


def _mistake(
    text: Text, places: list[Span], types: tuple[str, str], kinds: Sequence[str], random: np.random.Generator
) -> None:
    tags = [[ENTITY.index(f"{tag}-{kind}") for tag in "BI"] for kind in types]
    mentioned = [kinds.index(_KIND[kind]) for kind in types]
    for a, b in places:
        both = [*tags[0], *tags[1]]
        text.chances[a : b + 1, both] = text.chances[a : b + 1, [*tags[1], *tags[0]]]
        if random.random() < 0.5:
            text.kinds[a:b, mentioned] = text.kinds[a:b, mentioned[::-1]]


def _make_up(text: Text, named: set[int], random: np.random.Generator) -> None:
    places: dict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(text.low):
        if i not in named and text.proper[i] > 0.5 and text.chances[i, 0] > 0.5:
            places[word].append(i)
    for at in places.values():
        if random.random() < MADE_UP:
            text.chances[at] *= 0.3
            text.chances[at, ENTITY.index(f"B-{TYPES[random.integers(len(TYPES))]}")] += 0.7


class Teacher:
    """Turns what the encoder said into descriptions with answers."""

    def __init__(self, encoder: Encoder) -> None:
        self._labels = encoder.manifest.labels
        self._syntax = SyntaxTables.of(tables(encoder.manifest))
        self._describer = Describer(self._labels["entity"], self._labels["mention"], known(), words())
        self._proper = [self._labels["xpos"].index(tag) for tag in ("NNP", "NNPS")]

    def text(self, said: Said) -> Text:
        """The document as the reader would seek names in it."""
        s, paragraph = said.signals, said.words.paragraph.astype(np.int64)
        ranges = sentences(s["sentence"], paragraph, said.rows)
        head, relation = dependencies(s, ranges, self._syntax)
        xpos, upos = ([self._labels[name][i] for i in s[name].argmax(1)] for name in ("xpos", "upos"))
        grammar = (said.words.text, xpos, upos, head, [self._labels["relations"][i] for i in relation])
        return text_of(s, grammar, stretches(said.rows, ranges, paragraph), self._proper)

    def lesson(self, said: Said, random: np.random.Generator) -> tuple[list[dict[str, float]], list[int]]:
        """Each span's features and its answer: a type's number, 4 for no name, or -1 where that is not known."""
        text = self.text(said)
        gold, unsure = _named(said.gold, text) if said.origin == "re3d" else (said.gold, said.unsure)
        if said.origin not in WEIGHT:
            spoil(text, gold, self._labels["mention"], random)
        described = self._describer.describe(text)
        features = [
            dict(zip(VALUES, values, strict=True)) | dict.fromkeys(signs, 1.0)
            for values, signs in zip(described.values.tolist(), described.signs, strict=True)
        ]
        answers = [
            TYPES.index(gold[span]) if span in gold else -1 if unsure & set(range(*span)) else len(TYPES)
            for span in described.spans
        ]
        return features, answers


def learn(lessons: list[tuple[list[dict[str, float]], list[int], float]]) -> Weights:
    """The weights, by maximum likelihood with an L2 prior."""
    names = {n: i for i, n in enumerate(sorted({n for features, _, _ in lessons for f in features for n in f}))}
    rows = [(f, y, w) for features, answers, w in lessons for f, y in zip(features, answers, strict=True) if y >= 0]
    x = np.zeros((len(rows), len(names) + 1))
    x[:, -1] = 1
    for row, (features, _, _) in zip(x, rows, strict=True):
        row[[names[n] for n in features]] = list(features.values())
    y, weight = np.eye(len(TYPES) + 1)[[y for _, y, _ in rows]], np.array([w for _, _, w in rows])

    def cost(flat: Floats) -> tuple[float, Floats]:
        table = flat.reshape(x.shape[1], -1)
        values = x @ table
        values -= values.max(1, keepdims=True)
        total = np.log(np.exp(values).sum(1))
        slope = x.T @ ((np.exp(values - total[:, None]) - y) * weight[:, None])
        slope[:-1] += PRIOR * table[:-1]
        missed = float((weight * (total - (values * y).sum(1))).sum())
        return missed + PRIOR / 2 * float((table[:-1] ** 2).sum()), slope.ravel()

    start = np.zeros(x.shape[1] * y.shape[1])
    found = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return Weights(names, found.reshape(x.shape[1], -1), CAUTION)


def write(path: Path, weights: Weights) -> None:
    """``names.json``: five numbers a feature, for TYPES and for no name."""
    table = np.round(weights.table, 4).tolist()
    raw = {"caution": weights.caution, "bias": table[-1], "features": {n: table[i] for n, i in weights.names.items()}}
    lines = json.dumps(raw).replace("], ", "],\n ").replace('"features": {', '"features": {\n ')
    path.write_text(lines + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data(parser)
    parser.add_argument("--model", type=Path, required=True, help="the model folder to read and to write to")
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    encoder = Encoder.load(args.model)
    said = kept(args.cache, _said(args.data, encoder))
    teacher, random = Teacher(encoder), np.random.default_rng(0)
    lessons = [(*teacher.lesson(s, random), WEIGHT.get(s.origin, 1.0)) for s in said]
    write(args.model / "names.json", learn(lessons))
    record(args.model, "names.json")


def _said(data: Path, encoder: Encoder) -> Iterator[Said]:
    for origin, text, gold, unsure in samples(data, encoder):
        encoded = encoder.encode([text])[0]
        signals = {k: v for k, v in encoded.signals.items() if not k.startswith("role")}
        yield Said(origin, text, encoded.rows, signals, gold, unsure)


if __name__ == "__main__":
    main()
