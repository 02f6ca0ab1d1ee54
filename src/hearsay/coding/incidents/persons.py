"""Whether two human targets of a draft are one and the same: "Senator Juan Cruz" and, further on, "the legislator".

Coreference and like words join what fillers are made of (:mod:`.fillers`); what they miss is told here of two targets
at a time, once it is known that both are of one incident, by a logistic regression over how the two are called and how
they stand to each other. A target told twice costs every fill of it a second time.
``training/incidents_second.py`` fits the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hearsay.coding.incidents.fillers import Filler
from hearsay.coding.incidents.lexicon import words
from hearsay.coding.incidents.phrases import Phrase
from hearsay.coding.incidents.scores import HUMAN, Scores
from hearsay.coding.incidents.tree import Tree

Floats = NDArray[np.float32]

NAMES = (
    "bias", "both named", "one named", "names share", "title", "like heads", "name and many", "one and many",
    "later the", "later other", "described first", "described the", "joined", "dependent", "included", "one chain",
    "like types", "shared sentences", "apart 0", "apart 1", "apart 2", "targets", "anybody", "descriptions", "namings",
)  # fmt: skip
"""What a pair's features are, in order."""

# Drafts of more people are lists; there, whoever is called alike has been joined already.
_MOST = 30
_TITLES = frozenset({"NOUN", "PROPN", "ADJ"})
_PLURAL = frozenset({"NNS", "NNPS"})


class Persons:
    """Describes pairs of human targets of one document."""

    def __init__(self, tree: Tree, found: Sequence[Phrase], scores: Scores) -> None:
        self._tree = tree
        self._found = found
        self._scores = scores
        self._spans: dict[int, tuple[int, int]] = {}
        for phrase in found:
            start, end = self._spans.get(phrase.head, (phrase.start, phrase.end))
            self._spans[phrase.head] = min(start, phrase.start), max(end, phrase.end)

    def features(self, a: Filler, b: Filler, targets: int) -> Floats:
        """The features of two of so many human targets of a draft, as :data:`NAMES` has them."""
        first, later = sorted((a, b), key=lambda f: (self._surest(f).start, self._surest(f).end))
        named, other = (first, later) if self._named(first) else (later, first)
        both, none = self._named(a) and self._named(b), not self._named(named)
        one = not both and not none
        apart = self._apart(a, b)
        many = self._many(a), self._many(b)
        return np.array(
            [
                1,
                both,
                one,
                both and self._share_names(a, b),
                one and not self._heads(other).isdisjoint(self._titles(named)),
                none and self._lemma(a) == self._lemma(b),
                one and self._many(other),
                many[0] != many[1],
                self._has(later, "the"),
                any(self._tree.lemma[c] in words("another") for c in self._under(later)),
                one and other is first,
                one and self._has(other, "the"),
                self._conjoined(a, b),
                self._dependent(a, b),
                self._included(a) or self._included(b),
                not self._chains(a).isdisjoint(self._chains(b)),
                self._alike(a, b),
                len(self._sentences(a) & self._sentences(b)) / min(len(self._sentences(a)), len(self._sentences(b))),
                apart == 0,
                apart == 1,
                apart == 2,
                min(targets, 10) / 10,
                not self._heads(other).isdisjoint(words("anybody")),
                np.log1p(len(other.phrases)),
                np.log1p(len(named.phrases)),
            ],
            np.float32,
        )

    def merged(self, targets: Sequence[Filler], weights: Sequence[float], least: float) -> list[Filler]:
        """The targets, those joined that are one with at least such a chance, the likeliest pairs first."""
        out = list(targets)
        if len(out) > _MOST:
            return out
        table = np.array(weights, np.float32)
        chances = {
            (i, j): float(1 / (1 + np.exp(-float(self.features(a, b, len(targets)) @ table))))
            for i, a in enumerate(out)
            for j, b in enumerate(out[:i])
        }
        leader = list(range(len(out)))
        for (i, j), chance in sorted(chances.items(), key=lambda item: (-item[1], item[0])):
            if chance < least:
                break
            mine, theirs = leader[i], leader[j]
            groups = [[n for n in range(len(out)) if leader[n] == top] for top in (mine, theirs)]
            # What is one with a third is one with the first, unless the two are told to be two.
            if mine != theirs and all(chances[max(n, m), min(n, m)] >= 1 - least for n in groups[0] for m in groups[1]):
                leader = [min(mine, theirs) if top in (mine, theirs) else top for top in leader]
        return [self._joined([out[n] for n in range(len(out)) if leader[n] == top]) for top in sorted(set(leader))]

    def _joined(self, group: Sequence[Filler]) -> Filler:
        if len(group) == 1:
            return group[0]
        phrases = {n for f in group for n in f.phrases}
        ranked = tuple(sorted(phrases, key=lambda n: (-self._scores.roles[n, HUMAN], n)))
        types = np.max(np.stack([f.types for f in group]), 0)
        return replace(group[0], phrases=ranked, chance=max(f.chance for f in group), types=types)

    def _surest(self, filler: Filler) -> Phrase:
        return self._found[filler.phrases[0]]

    def _named(self, filler: Filler) -> bool:
        return any(self._found[n].name == "PER" for n in filler.phrases)

    def _heads(self, filler: Filler) -> set[str]:
        return {self._tree.lemma[self._found[n].head] for n in filler.phrases}

    def _lemma(self, filler: Filler) -> str:
        return self._tree.lemma[self._surest(filler).head]

    def _under(self, filler: Filler) -> list[int]:
        return self._tree.children[self._surest(filler).head]

    def _many(self, filler: Filler) -> bool:
        return self._tree.parsed.xpos[self._surest(filler).head] in _PLURAL

    def _has(self, filler: Filler, article: str) -> bool:
        return any(self._tree.relation[c] == "det" and self._tree.lemma[c] == article for c in self._under(filler))

    def _share_names(self, a: Filler, b: Filler) -> bool:
        sides = [
            {w for n in f.phrases if (p := self._found[n]).name == "PER" for w in self._tree.lemma[p.start : p.end]}
            for f in (a, b)
        ]
        return bool(sides[0] & sides[1])

    def _titles(self, filler: Filler) -> set[str]:
        """The words that a name's phrases have about it: titles before it, and what is apposed to it."""
        tree = self._tree
        out: set[str] = set()
        for n in filler.phrases:
            head = self._found[n].head
            out |= {tree.lemma[w] for w in range(*self._spans[head]) if tree.upos[w] in _TITLES}
            out |= {tree.lemma[c] for c in tree.children[head] if tree.relation[c] == "appos"}
            if tree.relation[head] == "appos":
                out.add(tree.lemma[tree.head[head]])
        return out

    def _words(self, filler: Filler) -> set[int]:
        return {self._found[n].head for n in filler.phrases}

    def _conjoined(self, a: Filler, b: Filler) -> bool:
        tree, ours, theirs = self._tree, self._words(a), self._words(b)
        above = [{tree.head[w] for w in side if tree.relation[w] == "conj"} for side in (ours, theirs)]
        return bool(above[0] & theirs or above[1] & ours)

    def _dependent(self, a: Filler, b: Filler) -> bool:
        ours, theirs = self._words(a), self._words(b)
        return bool({self._tree.head[w] for w in ours} & theirs or {self._tree.head[w] for w in theirs} & ours)

    def _included(self, filler: Filler) -> bool:
        """Whether it is told as part of another: "five people, including two students"."""
        spans = (self._found[n] for n in filler.phrases)
        return any("include" in self._tree.lemma[max(p.start - 2, 0) : p.end] for p in spans)

    def _chains(self, filler: Filler) -> set[str]:
        numbers = (self._found[n].mention for n in filler.phrases)
        chains = (self._tree.parsed.mentions[m].chain for m in numbers if m >= 0)
        return {chain for chain in chains if chain is not None}

    def _alike(self, a: Filler, b: Filler) -> float:
        """How alike the chances of their types are."""
        ours, theirs = (self._scores.sets["ht"][f.phrases[0]] for f in (a, b))
        return float(ours @ theirs / np.sqrt(float(ours @ ours) * float(theirs @ theirs) + 1e-9))

    def _sentences(self, filler: Filler) -> set[int]:
        return {self._tree.sentence_of[self._found[n].head] for n in filler.phrases}

    def _apart(self, a: Filler, b: Filler) -> int:
        return min(abs(i - j) for i in self._sentences(a) for j in self._sentences(b))
