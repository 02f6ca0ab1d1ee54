"""Named entities, and mentions with their coreference chains, out of the model's values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hearsay.parse import pairs
from hearsay.parsed import Name
from hearsay.sequences import legal_steps, softmax, spans, viterbi

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def names(values: Floats, rows: list[tuple[int, int]], tags: list[str], words: list[str]) -> list[Name]:
    """The named entities, typed; the same name bears one type throughout a document unless it is sure otherwise."""
    found: list[Name] = []
    if not len(values):
        return found
    chances = softmax(values)
    longest = max(b - a for a, b in rows)
    emissions = np.zeros((len(rows), longest, values.shape[1]), np.float32)
    for i, (a, b) in enumerate(rows):
        emissions[i, : b - a] = np.log(chances[a:b] + 1e-9)
    best = viterbi(emissions, np.array([b - a for a, b in rows]), legal_steps(tags))
    for (a, b), row in zip(rows, best, strict=True):
        for start, end, kind in spans([tags[t] for t in row[: b - a]]):
            columns = [i for i, tag in enumerate(tags) if tag[2:] == kind]
            chance = float(chances[a + start : a + end][:, columns].sum(1).mean())
            found.append(Name(a + start, a + end, kind, chance))
    return _agreed(found, words)


def _agreed(found: list[Name], words: list[str]) -> list[Name]:
    votes: dict[str, Counter[str]] = {}
    for name in found:
        votes.setdefault(_form(name, words), Counter())[name.type] += name.probability  # type: ignore[assignment]
    out = []
    for name in found:
        likeliest, weight = votes[_form(name, words)].most_common(1)[0]
        sure = name.probability > 0.9 and votes[_form(name, words)][name.type] * 3 > weight
        kind = name.type if sure else likeliest
        out.append(Name(name.start, name.end, kind, name.probability))
    return out


def _form(name: Name, words: list[str]) -> str:
    return " ".join(words[name.start : name.end]).lower()


@dataclass(frozen=True)
class PairTables:
    """The parameters of the antecedent scorer (see ``training/net.py``)."""

    word_class: Floats
    type: Floats
    distance: Floats
    agreement: Floats

    @classmethod
    def of(cls, tables: dict[str, Floats]) -> PairTables:
        return cls(tables["pair_class"], tables["pair_type"], tables["pair_distance"], tables["pair_agreement"])


@dataclass(frozen=True, slots=True)
class Found:
    """A detected mention: head word, word range (half-open), type number, word class, chain number."""

    head: int
    start: int
    end: int
    type: int
    word_class: int
    chain: int


def mentions(
    signals: dict[str, Floats],
    words: list[str],
    xpos: list[str],
    ranges: list[tuple[int, int]],
    rows: list[tuple[int, int]],
    pointer: int,
    tables: PairTables,
) -> list[Found]:
    """Every mention with its chain. A mention is found at its head word; its edges are pointed at from there."""
    kinds = signals["mention"].argmax(1) if len(words) else np.zeros(0, np.int64)
    heads = np.flatnonzero(kinds)
    if not len(heads):
        return []
    firsts, lasts = _edges(signals, heads, ranges, rows, pointer)
    classes = np.array([pairs.word_class(words[h], xpos[h]) for h in heads], np.int64)
    chain = _chains(signals, words, heads, firsts, lasts, classes, kinds[heads], tables)
    return [
        Found(int(h), int(a), int(b) + 1, int(kinds[h]), int(c), int(k))
        for h, a, b, c, k in zip(heads, firsts, lasts, classes, chain, strict=True)
    ]


def _edges(
    signals: dict[str, Floats], heads: Ints, ranges: list[tuple[int, int]], rows: list[tuple[int, int]], pointer: int
) -> tuple[Ints, Ints]:
    firsts, lasts = heads.copy(), heads.copy()
    query, keys = signals["point_head"], signals["point_edge"]
    row_of = np.searchsorted([b for _, b in rows], heads, side="right")
    sentence_of = np.searchsorted([b for _, b in ranges], heads, side="right")
    for i, head in enumerate(heads):
        lo = max(ranges[sentence_of[i]][0], rows[row_of[i]][0])
        hi = min(ranges[sentence_of[i]][1], rows[row_of[i]][1])
        left = keys[lo : head + 1, :pointer] @ query[head, :pointer]
        right = keys[head:hi, pointer:] @ query[head, pointer:]
        firsts[i] = lo + left.argmax()
        lasts[i] = head + right.argmax()
    return firsts, lasts


def _chains(
    signals: dict[str, Floats],
    words: list[str],
    heads: Ints,
    firsts: Ints,
    lasts: Ints,
    classes: Ints,
    types: Ints,
    tables: PairTables,
) -> Ints:
    n = len(heads)
    anaphor, antecedent = signals["anaphor"][heads], signals["antecedent"][heads]
    scores = anaphor @ antecedent.T * (anaphor.shape[1] ** -0.5) + signals["anaphoric"][heads]
    kind = np.minimum(classes, 2)
    scores += tables.word_class[classes][:, classes] + tables.type[types][:, types]
    scores += tables.distance[kind[:, None], pairs.distances(n)]
    scores += tables.agreement[kind[:, None], pairs.agreements(words, heads, firsts, lasts, classes)]
    scores[np.triu_indices(n)] = -np.inf
    chain = np.arange(n)
    if n > 1:
        best = scores[1:].argmax(1)
        linked = scores[1:][np.arange(n - 1), best] > 0
        for i in range(1, n):
            if linked[i - 1]:
                chain[i] = chain[best[i - 1]]
    return chain
