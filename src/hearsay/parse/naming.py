"""Which of the spans that may be names are names, and of whom: a log-linear choice laid over the model's tags.

Each span (:mod:`hearsay.parse.candidates`) is PER, ORG, LOC, MISC or no name. What speaks for each is what the tags
say of it, and what they do not see: what is known of the name (:mod:`hearsay.parse.known`), its last word, what stands
beside it, its place in the tree, and what the same words are taken for elsewhere in the document. Weights are learnt by
``training/names.py`` and kept in a model folder's ``names.json``; a folder without one is read by its tags alone.
Of spans that overlap the set with the best sum of log odds against being no name is taken.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hearsay.errors import ModelError
from hearsay.parse.candidates import Span, Text, propose
from hearsay.parse.known import Known
from hearsay.parsed import Name

Floats = NDArray[np.float64]

TYPES = ("PER", "ORG", "LOC", "MISC")
_KINDS = ("person", "organization", "place")
_POSSESSIVE = ("'s", "’s")
_RELATIONS = frozenset(
    {"compound", "amod", "nsubj", "appos", "flat", "nmod", "obl", "obj", "conj", "list", "vocative", "root"}
)
_LEAST = -12.0


def _value_names() -> list[str]:
    by_type = [f"{name} {kind}" for name in ("log odds", "log odds a word", "mean") for kind in TYPES]
    votes = [f"{name} {kind}" for name, kinds in (("elsewhere", (*TYPES, "none")), ("last word elsewhere", TYPES))
             for kind in kinds]  # fmt: skip
    kinds = ["mention none", *(f"mention {kind}" for kind in _KINDS), "mention other"]
    around = ["outside", "most outside", "left", "right", "begins within"]
    return [*by_type, *around, *kinds, "proper", "head proper", *votes]


VALUES = tuple(_value_names())
"""The features that are numbers; all others are there or not."""


@dataclass(frozen=True)
class Described:
    """A document's spans: numbers ``(spans, len(VALUES))``, and what else is true of each."""

    spans: list[Span]
    values: Floats
    signs: list[list[str]]


class Describer:
    """Describes spans by what is known and by the lists of ``data/names/words.toml``."""

    def __init__(
        self, tags: Sequence[str], kinds: Sequence[str], known: Known, lists: dict[str, frozenset[str]]
    ) -> None:
        self._tags, self._known, self._lists = list(tags), known, lists
        self._begin = [self._tags.index(f"B-{kind}") for kind in TYPES]
        self._inside = [self._tags.index(f"I-{kind}") for kind in TYPES]
        self._kinds = [kinds.index(kind) for kind in _KINDS]

    def describe(self, text: Text) -> Described:
        """The spans proposed for ``text``, described."""
        found = propose(text, self._tags, self._known, self._lists["glue"], self._lists["title"])
        if not found:
            return Described([], np.zeros((0, len(VALUES))), [])
        heads = [_head(text, span) for span in found]
        values = np.concatenate([self._tagged(text, found, heads), self._elsewhere(text, found)], 1)
        signs = [list(self._signs(text, span, head)) for span, head in zip(found, heads, strict=True)]
        return Described(found, values, signs)

    # ------------------------------------------------------------ numbers

    def _odds(self, text: Text, a: NDArray[np.int64], b: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """For each span the log probability of each type's tags along it and no further, and of no tag."""
        logs = np.log(text.chances.astype(np.float64) + 1e-7)
        along = np.concatenate([np.zeros((1, logs.shape[1])), logs.cumsum(0)])
        inside = text.chances[np.minimum(b, len(logs) - 1)][:, self._inside]
        closed = np.where((b < len(logs))[:, None], np.log(1 - np.minimum(inside, 0.999)), 0)
        typed = logs[a][:, self._begin] + (along[b] - along[a + 1])[:, self._inside] + closed
        return typed, along[b, 0] - along[a, 0]

    def _tagged(self, text: Text, found: list[Span], heads: list[int]) -> Floats:
        a, b = np.array(found, np.int64).T
        size = (b - a)[:, None]
        typed, none = self._odds(text, a, b)
        along = np.concatenate([np.zeros((1, text.chances.shape[1])), text.chances.astype(np.float64).cumsum(0)])
        mean = (along[b] - along[a]) / size
        proper = np.concatenate([[0], text.proper.astype(np.float64).cumsum()])
        kinds = text.kinds[heads].astype(np.float64)
        named = kinds[:, self._kinds]
        columns = [
            np.maximum(typed, _LEAST) / 3,
            np.maximum(typed / size, -8) / 2,
            mean[:, self._begin] + mean[:, self._inside],
            np.maximum(none[:, None] / size, -8) / 2,
            self._edges(text, found),
            kinds[:, :1], named, 1 - kinds[:, :1] - named.sum(1, keepdims=True),
            (proper[b] - proper[a])[:, None] / size,
            text.proper[heads][:, None],
        ]  # fmt: skip
        return np.concatenate(columns, 1)

    def _edges(self, text: Text, found: list[Span]) -> Floats:
        """How surely outside its surest word is, and how likely names stand to either side or begin within."""
        outside = text.chances[:, 0].tolist()
        begins = text.chances[:, self._begin].sum(1).tolist()
        rows = []
        for a, b in found:
            left = 1 - outside[a - 1] if a > text.begins[a] else 0.0
            right = 1 - outside[b] if b < text.stops[a] else 0.0
            most = max(np.log(max(outside[a:b]) + 1e-7), -8) / 2
            rows.append((most, left, right, max(begins[a + 1 : b], default=0.0)))
        return np.array(rows)

    def _elsewhere(self, text: Text, found: list[Span]) -> Floats:
        """What the same words, and spans with the same last word, are taken for in the rest of the document."""
        a, b = np.array(found, np.int64).T
        typed, none = self._odds(text, a, b)
        own = np.exp(np.concatenate([typed, none[:, None]], 1))
        votes: dict[str, Floats] = defaultdict(lambda: np.zeros(5))
        last: dict[str, Floats] = defaultdict(lambda: np.zeros(5))
        forms = [" ".join(text.low[i:j]) for i, j in found]
        for row, form, (_, end) in zip(own, forms, found, strict=True):
            votes[form] += row
            last[text.low[end - 1]] += row
        rest = np.array([votes[form] for form in forms]) - own
        ends = np.array([last[text.low[end - 1]] for _, end in found]) - own
        return np.concatenate([_shares(rest, 0.0, 3.0), _shares(ends, 0.3, 0.0)[:, :4]], 1)

    # ------------------------------------------------------------ signs

    def _signs(self, text: Text, span: Span, head: int) -> Iterator[str]:
        yield from self._wording(text, span)
        yield from self._beside(text, span)
        yield from self._in_tree(text, span, head)

    def _wording(self, text: Text, span: Span) -> Iterator[str]:
        a, b = span
        low, last, more = text.low[a:b], text.low[b - 1], b - a > 1
        yield f"words {min(b - a, 4)}"
        classes = self._known.of(low)
        yield from (f"known {name}" for name in classes)
        if classes and text.words[a].islower():
            yield "known lower"
        if more:
            first = self._known.of(low[:1])
            yield from (f"first is {name}" for name in first if name in ("first", "demonym", "country"))
            if "last" in self._known.of([last]):
                yield "last is last"
        for name in ("body", "place"):
            items = self._lists[name]
            if last in items:
                yield f"ends in {name}"
            if more and low[0] in items:
                yield f"begins with {name}"
        if not self._lists["body"].isdisjoint(low):
            yield "has body"
        if last in self._lists["time"]:
            yield "time"
        yield from self._shape(text, span)

    def _shape(self, text: Text, span: Span) -> Iterator[str]:
        words, low = text.words[span[0] : span[1]], text.low[span[0] : span[1]]
        titles, glue = self._lists["title"], self._lists["glue"]
        if all(word.isupper() and len(word) > 1 for word in words):
            yield "capitals"
            if len(words) == 1 and len(words[0]) <= 5:
                yield "short capitals"
        if words[0].islower():
            yield "lower"
        letters = "".join(words)
        if any(c.isdigit() for c in letters):
            yield "digits"
        if any(mark in letters.lower() for mark in ("@", "/", ".com")) or low[0].startswith(("http", "www")):
            yield "address"
        if any(c in '"<>()[]|_=*$' for c in letters):
            yield "marks"
        if "-" in letters:
            yield "hyphen"
        if low[0] in titles:
            yield "begins with title"
        if low[-1] in titles:
            yield "ends in title"
        if low[-1] in glue or words[-1] in ("'s", ".", ","):
            yield "open end"
        if low[0] == "the":
            yield "begins with the"

    def _beside(self, text: Text, span: Span) -> Iterator[str]:
        a, b = span
        start, stop = text.begins[a], text.stops[a]
        near = text.low[a - 1] if a > start else "^"
        after = text.low[b] if b < stop else "$"
        before = near
        if near == "the":
            yield "after the"
            before = text.low[a - 2] if a - 1 > start else "^"
        for name in ("at", "title", "speech"):
            if before in self._lists[name]:
                yield f"after {name}"
        if before in self._lists["before"] or before == ",":
            yield f"after {before}"
        if near == "^" or near in '@<"':
            yield "first" if near == "^" else "after mark"
        if near == "(" and after == ")":
            yield "bracketed"
        if after in self._lists["speech"]:
            yield "before speech"
        if after in _POSSESSIVE:
            yield "possessive"
        if after in (",", "$", "@", "<", "who", "whom"):
            yield f"before {after}"
        if a > start and text.proper[a - 1] > 0.5:
            yield "proper before"
        if b < stop and text.proper[b] > 0.5:
            yield "proper after"

    def _in_tree(self, text: Text, span: Span, head: int) -> Iterator[str]:
        above, relation = int(text.head[head]), text.relation[head].partition(":")[0]
        tag = text.xpos[head]
        if text.upos[head] == "ADJ":
            yield "adjective"
        elif text.upos[head] not in ("PROPN", "NOUN"):
            yield "no noun"
        if tag in ("NN", "NNS"):
            yield "common noun"
        elif tag == "NNPS":
            yield "plural name"
        if relation in _RELATIONS:
            yield f"is {relation}"
        if relation in ("compound", "amod"):
            if text.upos[above] == "NOUN" and above >= span[1]:
                yield "before noun"
            if "demonym" in self._known.of(text.low[span[0] : span[1]]):
                yield "demonym before noun"
        if relation == "nsubj" and text.low[above] in self._lists["speech"]:
            yield "speaks"


def _head(text: Text, span: Span) -> int:
    """The word of a span that hangs on a word outside, the likeliest mention where there are several."""
    a, b = span
    tops = [i for i in range(a, b) if not a <= text.head[i] < b or text.head[i] == i]
    if len(tops) == 1:
        return tops[0]
    return max(tops or range(a, b), key=lambda i: -text.kinds[i, 0])


def _shares(votes: Floats, least: float, full: float) -> Floats:
    """Votes as shares, nothing where their sum is ``least`` or under, less where it is under ``full``."""
    total = votes.sum(1, keepdims=True)
    weight = np.minimum(total, full) / full if full else 1.0
    return np.where(total > max(least, 1e-9), votes / np.maximum(total, 1e-9) * weight, 0)


@dataclass(frozen=True)
class Weights:
    """``table`` ``(features + 1, 5)`` by feature name, the bias last; ``caution`` is what log odds must be above."""

    names: dict[str, int]
    table: Floats
    caution: float

    @classmethod
    def load(cls, path: Path) -> Weights:
        """A ``names.json``. Raises ModelError where it is damaged."""
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            features: dict[str, list[float]] = raw["features"]
            table = np.array([*features.values(), raw["bias"]], np.float64)
            found = cls({name: i for i, name in enumerate(features)}, table, float(raw["caution"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"the names' weights are damaged: {error!r}", where=str(path)) from error
        if table.shape != (len(features) + 1, len(TYPES) + 1) or not set(VALUES) <= set(features):
            raise ModelError("the names' weights are of another shape", where=str(path))
        return found

    def matrix(self, described: Described) -> Floats:
        """The spans' features, ``(spans, features + 1)``."""
        out = np.zeros((len(described.spans), len(self.names) + 1))
        out[:, -1] = 1
        out[:, [self.names[name] for name in VALUES]] = described.values
        for row, signs in zip(out, described.signs, strict=True):
            row[[self.names[s] for s in signs if s in self.names]] = 1
        return out

    def chances(self, described: Described) -> Floats:
        """Each span's probability of each type and of being no name, ``(spans, 5)``."""
        values = self.matrix(described) @ self.table
        shifted = np.exp(values - values.max(1, keepdims=True))
        out: Floats = shifted / shifted.sum(1, keepdims=True)
        return out


def choose(spans: list[Span], chances: Floats, caution: float) -> list[Name]:
    """The names: of overlapping spans those with the largest sum of log odds, less ``caution`` each."""
    odds = np.log(chances[:, :-1].sum(1) + 1e-9) - np.log(chances[:, -1] + 1e-9) - caution
    order = sorted(range(len(spans)), key=lambda i: spans[i][1])
    ends = [spans[i][1] for i in order]
    best, taken = [0.0], []
    for k, i in enumerate(order):
        before = bisect_right(ends, spans[i][0], 0, k)
        take = best[before] + odds[i] > best[k]
        taken.append(before if take else None)
        best.append(best[before] + odds[i] if take else best[k])
    out = []
    k = len(order)
    while k:
        before_it = taken[k - 1]
        if before_it is not None:
            i = order[k - 1]
            kind = int(chances[i, :-1].argmax())
            out.append(Name(*spans[i], TYPES[kind], float(chances[i, kind])))
        k = k - 1 if before_it is None else before_it
    return out[::-1]


class Namer:
    """Finds the names of a document."""

    def __init__(self, describer: Describer, weights: Weights) -> None:
        self._describer, self._weights = describer, weights

    def names(self, text: Text) -> list[Name]:
        """The names, in order."""
        described = self._describer.describe(text)
        return choose(described.spans, self._weights.chances(described), self._weights.caution)
