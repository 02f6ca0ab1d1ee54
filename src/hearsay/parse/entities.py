"""Named entities, and mentions with their coreference chains, out of the model's values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hearsay.parse import pairs
from hearsay.parse.antecedents import Columns, Grammar, Scorer, columns
from hearsay.parse.known import known
from hearsay.parse.known import words as lists
from hearsay.parsed import Name
from hearsay.sequences import legal_steps, softmax, spans, viterbi

Floats = NDArray[np.float32]

Ints = NDArray[np.int64]
# How far the value of being a mention may be below that of being none (GUM dev CoNLL F1 at 0.25 and 0.5: 60.1, 60.0;
# with fewer rules at 0, 0.5, 1, 2: 58.6, 59.0, 58.9, 58.7).
DOUBT = 0.25
# How sure a name is of being a mention where no mention has its head.
_NAMED = 0.01
# A mention's antecedent is sought among this many mentions before it at least (about 1,750 words); tables of pairs
# over a whole book would not fit in memory.
REACH = 512
# Antecedents tried, best first, where the best ones are ruled out.
_TRIED = 8
# How far below the link's limit a pronoun's antecedent may score (GUM dev CoNLL F1 at 0, 0.75, 0.95, 1.25: 59.6, 60.0,
# 60.1, 59.6).
PRONOUN = 0.85
_OTHERS = frozenset(("another", "different", "other"))
_SMALL = frozenset(("a", "an", "and", "dear", "jr", "of", "our", "s", "sr", "the", "this"))
# Sets of pronouns (bits by class) no two of which stand for one thing: "we" and "he"; "it" and "they".
_ONE = sum(1 << c for c in (pairs.FIRST, pairs.SECOND, pairs.HE, pairs.SHE))
_APART = ((1 << pairs.WE, _ONE | 1 << pairs.IT), (1 << pairs.IT, _ONE | 1 << pairs.THEY))
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
        for start, end, kind in spans([tags[t] for t in row[: b - a].tolist()]):
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
    grammar: Grammar,
    *,
    rows: list[tuple[int, int]],
    pointer: int,
    scorer: Scorer,
    named: Mapping[int, tuple[int, Name]] | None = None,
    person: int = -1,
) -> list[Found]:
    """Every mention with its chain. A mention is found at its head word; its edges are pointed at from there.

    No two have the same words: of heads that point at the same edges the surest stays. ``named`` has names by their
    heads, with the number of a mention's type: one in whose words no mention has its head is a mention too ("Kremlin"
    in "Kremlin threats"), for the heads for mentions pass over most nouns that stand before another. ``person`` is the
    number of the type of persons.
    """
    found = candidates(signals, grammar, rows=rows, pointer=pointer, doubt=DOUBT, named=named)
    if found is None:
        return []
    chain = _chains(signals, grammar.words, found, scorer, person)
    # What is doubtful is a mention only where something else refers to it, or it to something.
    kept = (found.sure > 0) | (np.bincount(chain, minlength=len(chain))[chain] > 1)
    return [
        Found(int(h), int(a), int(b) + 1, int(t), int(c), int(k))
        for h, a, b, c, t, k, keep in zip(
            found.heads, found.firsts, found.lasts, found.classes, found.types, chain, kept, strict=True
        )
        if keep
    ]


def candidates(
    signals: dict[str, Floats],
    grammar: Grammar,
    *,
    rows: list[tuple[int, int]],
    pointer: int,
    doubt: float = 0.0,
    named: Mapping[int, tuple[int, Name]] | None = None,
) -> Columns | None:
    """The mentions found, before any chain; None where there are none. ``doubt`` is how far the value of being a
    mention may be below that of being none; ``named`` as for `mentions`."""
    values = signals["mention"]
    kinds = 1 + values[:, 1:].argmax(1)
    margin = values[:, 1:].max(1) - values[:, 0]
    taken = margin > -doubt
    missed = {head: pair for head, pair in (named or {}).items() if not taken[pair[1].start : pair[1].end].any()}
    for head, (kind, _) in missed.items():
        # A name is a mention whatever the heads for mentions think.
        kinds[head], margin[head], taken[head] = kind, max(float(margin[head]), _NAMED), True
    heads = np.flatnonzero(taken)
    if not len(heads):
        return None
    firsts, lasts = _edges(signals, heads, grammar.sentences, rows, pointer)
    for i in np.flatnonzero(np.isin(heads, list(missed))):
        firsts[i], lasts[i] = missed[int(heads[i])][1].start, missed[int(heads[i])][1].end - 1
    sure = margin[heads]
    kept = _distinct(firsts, lasts, sure)
    heads, edges = heads[kept], (firsts[kept], lasts[kept])
    return columns(grammar, heads, edges, kinds[heads], sure[kept])


def _distinct(firsts: Ints, lasts: Ints, sure: Floats) -> Ints:
    best: dict[tuple[int, int], int] = {}
    for i, span in enumerate(zip(firsts.tolist(), lasts.tolist(), strict=True)):
        if span not in best or sure[i] > sure[best[span]]:
            best[span] = i
    return np.array(sorted(best.values()), np.int64)


def _edges(
    signals: dict[str, Floats],
    heads: Ints,
    ranges: Sequence[tuple[int, int]],
    rows: list[tuple[int, int]],
    pointer: int,
) -> tuple[Ints, Ints]:
    firsts, lasts = heads.copy(), heads.copy()
    query, keys = signals["point_head"], signals["point_edge"]
    row_of = np.searchsorted([b for _, b in rows], heads, side="right")
    sentence_of = np.searchsorted([b for _, b in ranges], heads, side="right")
    # Heads of one sentence, within one row, are neighbours and point into the same words.
    parts = np.flatnonzero(np.diff(row_of) | np.diff(sentence_of)) + 1
    for at in np.split(np.arange(len(heads)), parts):
        sentence, row = ranges[sentence_of[at[0]]], rows[row_of[at[0]]]
        lo, hi = max(sentence[0], row[0]), min(sentence[1], row[1])
        own, words = heads[at], np.arange(lo, hi)
        left = query[own, :pointer] @ keys[lo:hi, :pointer].T
        right = query[own, pointer:] @ keys[lo:hi, pointer:].T
        firsts[at] = lo + np.where(words <= own[:, None], left, -np.inf).argmax(1)
        lasts[at] = lo + np.where(words >= own[:, None], right, -np.inf).argmax(1)
    return firsts, lasts


def _chains(signals: dict[str, Floats], words: Sequence[str], found: Columns, scorer: Scorer, person: int = -1) -> Ints:
    """Each mention's chain: its best antecedent's where one scores above the scorer's ``link``, else a new one.

    An antecedent whose chain holds what cannot be the same as the mention is none, whatever its score: pairs are scored
    two by two, and what a chain already says of somebody's gender, number and name is not seen there (the entity-level
    features of Clark and Manning, 2016). A pronoun that stands for nothing said before is rare, so less is asked of it.
    """
    n = len(found)
    chain = np.arange(n)
    told = _Told(words, found, person)
    needed = np.where(found.classes > pairs.NOMINAL, scorer.link - PRONOUN, scorer.link)
    for begin in range(0, n, REACH):
        window = slice(max(0, begin - REACH), min(n, begin + REACH))
        scores = scorer.scores(signals, words, found.at(window))
        best_of = scores[begin - window.start :].max(1)
        for i in range(begin, window.stop):
            if (first := told.same_people(words, found, i)) is not None:
                chain[i] = chain[first]
                told.join(i, int(chain[i]))
                continue
            if best_of[i - begin] <= needed[i]:
                continue
            row = scores[i - window.start]
            for best in np.argsort(-row)[:_TRIED]:
                if row[best] <= needed[i]:
                    break
                onto = int(chain[window.start + best])
                if told.agree(i, onto):
                    chain[i] = onto
                    told.join(i, onto)
                    break
    return chain


class _Told:
    """What the chains say so far of gender, of which pronouns stand for them, and of a person's name; each chain's is
    kept at its first mention."""

    def __init__(self, words: Sequence[str], found: Columns, person: int) -> None:
        n = len(found)
        self.gender = [_gender(words, found, i) for i in range(n)]
        self.pronouns = [1 << int(c) if c > pairs.NOMINAL else 0 for c in found.classes.tolist()]
        named = (found.classes == pairs.NAME) & (found.types == person)
        self.names = [_name_parts(words, found, i) if named[i] else None for i in range(n)]
        self.fresh = [_is_other(words, found, i) for i in range(n)]
        self.peoples = {people: i for i in reversed(range(n)) if (people := _people(words, found, i))}

    def agree(self, i: int, onto: int) -> bool:
        """Whether mention ``i`` can be what the chain that begins with ``onto`` is."""
        if self.fresh[i] or (self.gender[i] and self.gender[onto] and self.gender[i] != self.gender[onto]):
            return False
        one, other = self.pronouns[i], self.pronouns[onto]
        if any((one & a and other & b) or (one & b and other & a) for a, b in _APART):
            return False
        known, name = self.names[onto], self.names[i]
        return not known or not name or bool(known & name)

    def same_people(self, words: Sequence[str], found: Columns, i: int) -> int | None:
        """The first mention of the people that mention ``i`` names, should it name one and that stand before it."""
        first = self.peoples.get(_people(words, found, i))
        return first if first is not None and first < i else None

    def join(self, i: int, onto: int) -> None:
        self.gender[onto] = self.gender[onto] or self.gender[i]
        self.pronouns[onto] |= self.pronouns[i]
        if self.names[i]:
            self.names[onto] = (self.names[onto] or frozenset()) | (self.names[i] or frozenset())


def _people(words: Sequence[str], found: Columns, i: int) -> str:
    """A people by its adjective, where a mention is no more than its name: "Americans", "the American people"."""
    own = [words[at].lower() for at in range(int(found.firsts[i]), int(found.lasts[i]) + 1)]
    match own[1:] if own[0] == "the" else own:
        case [adjective, "people"]:
            name = adjective
        case [plural] if plural.endswith("s"):
            name = plural[:-1]
        case _:
            return ""
    return name if "demonym" in known().of([name]) else ""


def _is_other(words: Sequence[str], found: Columns, i: int) -> bool:
    """Whether a mention says itself that it is none of those named before: "another attack"."""
    head = int(found.heads[i])
    before = range(int(found.firsts[i]), head)
    return found.classes[i] <= pairs.NOMINAL and any(words[at].lower() in _OTHERS for at in before)


def _name_parts(words: Sequence[str], found: Columns, i: int) -> frozenset[str]:
    """A person's name in lower case, without titles and small words: two people mostly share none of it."""
    parts = {words[at].lower().strip(".") for at in range(int(found.firsts[i]), int(found.lasts[i]) + 1)}
    return frozenset(part for part in parts if part[:1].isalpha()) - lists()["title"] - _SMALL


def _gender(words: Sequence[str], found: Columns, i: int) -> int:
    """1 for "he", 2 for "she" and 0 for what does not say, by pronoun, noun and title."""
    if found.classes[i] in (pairs.HE, pairs.SHE):
        return int(found.classes[i]) - pairs.HE + 1
    if found.classes[i] == pairs.NOMINAL:
        noun = words[found.heads[i]].lower()
        return 1 if noun in lists()["male"] else 2 if noun in lists()["female"] else 0
    first, last = int(found.firsts[i]), int(found.lasts[i])
    title = words[first].lower().strip(".") if last > first and found.classes[i] == pairs.NAME else ""
    return _TITLES.get(title, 0)
