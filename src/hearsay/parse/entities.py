"""Named entities, and mentions with their coreference chains, out of the model's values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hearsay.parse import pairs
from hearsay.parsed import Name
from hearsay.sequences import legal_steps, softmax, spans, viterbi

Floats = NDArray[np.float32]

# An antecedent is taken where its score is above this. Training sets the balance at 0; on GUM dev a little more
# recall gives the best CoNLL F1 (0: 54.6, -0.5: 54.9, -1: 54.8, -1.5: 54.3).
LINK = -0.5
Ints = NDArray[np.int64]
# A mention's antecedent is sought among this many mentions before it at least (about 3,500 words); tables of pairs
# over a whole book would not fit in memory.
REACH = 1024
# Antecedents tried, best first, where the best ones are ruled out.
_TRIED = 8
_TITLES = {"mr": 1, "sir": 1, "lord": 1, "king": 1, "mrs": 2, "ms": 2, "miss": 2, "lady": 2, "queen": 2}


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


class _Candidates(NamedTuple):
    """Mentions, column by column: head, first and last word (inclusive), word class, type."""

    heads: Ints
    firsts: Ints
    lasts: Ints
    classes: Ints
    types: Ints

    def at(self, which: slice | Ints) -> _Candidates:
        return _Candidates(*(column[which] for column in self))


def mentions(
    signals: dict[str, Floats],
    words: list[str],
    xpos: list[str],
    *,
    ranges: list[tuple[int, int]],
    rows: list[tuple[int, int]],
    pointer: int,
    tables: PairTables,
    named: Mapping[int, tuple[int, Name]] | None = None,
) -> list[Found]:
    """Every mention with its chain. A mention is found at its head word; its edges are pointed at from there.

    No two have the same words: of heads that point at the same edges the surest stays. ``named`` has names by their
    heads, with the number of a mention's type: one in whose words no mention has its head is a mention too ("Kremlin"
    in "Kremlin threats"), for the heads for mentions pass over most nouns that stand before another.
    """
    kinds = signals["mention"].argmax(1)
    missed = {head: pair for head, pair in (named or {}).items() if not kinds[pair[1].start : pair[1].end].any()}
    kinds[list(missed)] = [kind for kind, _ in missed.values()]
    heads = np.flatnonzero(kinds)
    if not len(heads):
        return []
    firsts, lasts = _edges(signals, heads, ranges, rows, pointer)
    for i in np.flatnonzero(np.isin(heads, list(missed))):
        firsts[i], lasts[i] = missed[int(heads[i])][1].start, missed[int(heads[i])][1].end - 1
    classes = np.array([pairs.word_class(words[h], xpos[h]) for h in heads], np.int64)
    sure = signals["mention"][heads].max(1) - signals["mention"][heads, 0]
    kept = _distinct(firsts, lasts, sure)
    found = _Candidates(heads, firsts, lasts, classes, kinds[heads]).at(kept)
    chain = _chains(signals, words, found, tables)
    return [
        Found(int(h), int(a), int(b) + 1, int(t), int(c), int(k))
        for h, a, b, c, t, k in zip(*found, chain, strict=True)
    ]


def _distinct(firsts: Ints, lasts: Ints, sure: Floats) -> Ints:
    best: dict[tuple[int, int], int] = {}
    for i, span in enumerate(zip(firsts.tolist(), lasts.tolist(), strict=True)):
        if span not in best or sure[i] > sure[best[span]]:
            best[span] = i
    return np.array(sorted(best.values()), np.int64)


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


def _chains(signals: dict[str, Floats], words: list[str], found: _Candidates, tables: PairTables) -> Ints:
    """Each mention's chain: its best antecedent's where one scores above LINK, else a new one.

    An antecedent whose chain holds "she" is none for "he", whatever its score: pairs are scored two by two, and what
    a chain already says of somebody's gender is not seen there (the entity-level features of Clark and Manning, 2016).
    """
    n = len(found.heads)
    chain = np.arange(n)
    gender = np.array([_gender(words, found, i) for i in range(n)], np.int64)
    for begin in range(0, n, REACH):
        window = slice(max(0, begin - REACH), min(n, begin + REACH))
        scores = antecedent_scores(signals, words, found.at(window), tables)
        for i in range(begin, window.stop):
            row = scores[i - window.start]
            for best in np.argsort(-row)[:_TRIED]:
                if row[best] <= LINK:
                    break
                onto = chain[window.start + best]
                if not (gender[i] and gender[onto] and gender[i] != gender[onto]):
                    chain[i] = onto
                    # A chain's gender is kept at its first mention.
                    gender[onto] = gender[onto] or gender[i]
                    break
    return chain


def _gender(words: list[str], found: _Candidates, i: int) -> int:
    """1 for "he", 2 for "she" and 0 for what does not say, by pronoun and title."""
    if found.classes[i] in (pairs.HE, pairs.SHE):
        return int(found.classes[i]) - pairs.HE + 1
    first, last = int(found.firsts[i]), int(found.lasts[i])
    title = words[first].lower().strip(".") if last > first and found.classes[i] == pairs.NAME else ""
    return _TITLES.get(title, 0)


def antecedent_scores(signals: dict[str, Floats], words: list[str], found: _Candidates, tables: PairTables) -> Floats:
    """``(n, n)``: the score of taking column's mention as row's antecedent, ``-inf`` on and above the diagonal."""
    heads, firsts, lasts, classes, types = found
    n = len(heads)
    anaphor, antecedent = signals["anaphor"][heads], signals["antecedent"][heads]
    scores: Floats = anaphor @ antecedent.T * np.float32(anaphor.shape[1] ** -0.5) + signals["anaphoric"][heads]
    kind = np.minimum(classes, 2)
    scores += tables.word_class[classes][:, classes] + tables.type[types][:, types]
    scores += tables.distance[kind[:, None], pairs.distances(n)]
    scores += tables.agreement[kind[:, None], pairs.agreements(words, heads, firsts, lasts, classes)]
    scores[np.triu_indices(n)] = -np.inf
    return scores
