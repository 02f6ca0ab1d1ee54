"""Whether two targets are those of one incident.

MUC-4 holds incidents apart that differ in place, date, category or perpetrator (``template-doc-part1.v7``, section
5). What shows it is how near two targets are told to each other, whether under one verb, and with which places and
times.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hearsay.coding.incidents.fillers import Filler
from hearsay.coding.incidents.lexicon import words
from hearsay.coding.incidents.phrases import Phrase
from hearsay.coding.incidents.scores import HUMAN
from hearsay.coding.incidents.setting import sentence_of
from hearsay.coding.incidents.tree import Tree
from hearsay.model import Place, Time

Floats = NDArray[np.float32]

NAMES = (
    "bias", "apart 0", "apart 1", "apart 2", "apart 3", "apart more", "one paragraph", "one verb", "like verbs",
    "joined", "like heads", "both human", "both physical", "shared sentences", "places shared", "places differ",
    "times shared", "times differ", "another between", "sentences", "few targets", "many targets",
)  # fmt: skip
"""What the pair's features are, in order."""


class Pairs:
    """Describes pairs of targets of one document."""

    def __init__(self, tree: Tree, found: Sequence[Phrase], places: Sequence[Place], times: Sequence[Time]) -> None:
        self._tree = tree
        self._found = found
        text = tree.parsed.document.text
        self._places: dict[int, set[str]] = {}
        for place in places:
            if place.precision != "country":
                self._places.setdefault(sentence_of(tree, place.span), set()).add(text[slice(*place.span)].lower())
        self._times: dict[int, set[str]] = {}
        for time in times:
            if time.type in ("DATE", "TIME"):
                self._times.setdefault(sentence_of(tree, time.span), set()).add(time.value[:10])

    def features(self, a: Filler, b: Filler, targets: int) -> Floats:
        """The features of a pair in a document with so many targets of the type, as :data:`NAMES` has them."""
        ours, theirs = self._sentences(a), self._sentences(b)
        apart = min(abs(i - j) for i in ours for j in theirs)
        verbs = self._verbs(a), self._verbs(b)
        lemmas = [{self._tree.lemma[v] for v in side} for side in verbs]
        heads = [{self._tree.lemma[self._found[n].head] for n in f.phrases} for f in (a, b)]
        first, last = sorted((min(ours), min(theirs)))
        return np.array(
            [
                1,
                *(apart == d for d in range(4)),
                apart > 3,
                self._one_paragraph(a, b),
                bool(verbs[0] & verbs[1]),
                bool(lemmas[0] & lemmas[1]),
                self._joined(a, b),
                bool(heads[0] & heads[1]),
                a.role == b.role == HUMAN,
                a.role == b.role != HUMAN,
                len(ours & theirs) / min(len(ours), len(theirs)),
                *self._compared(self._places, ours, theirs),
                *self._compared(self._times, ours, theirs),
                self._another(first, last),
                min(len(self._tree.parsed.sentences), 40) / 40,
                targets <= 3,
                targets > 8,
            ],
            np.float32,
        )

    def _sentences(self, filler: Filler) -> set[int]:
        return {self._tree.sentence_of[self._found[n].head] for n in filler.phrases}

    def _verbs(self, filler: Filler) -> set[int]:
        """The nearest verb or, under a noun like "murder", that noun, above each phrase."""
        out = set()
        for n in filler.phrases:
            above, _ = self._tree.place(self._found[n].head)
            out.add(above)
            verb = next((w for w in self._tree.up(self._found[n].head) if self._tree.upos[w] == "VERB"), None)
            if verb is not None:
                out.add(verb)
        return out

    def _one_paragraph(self, a: Filler, b: Filler) -> bool:
        paragraph = self._tree.parsed.paragraph
        sides = [{int(paragraph[self._found[n].head]) for n in f.phrases} for f in (a, b)]
        return bool(sides[0] & sides[1])

    def _joined(self, a: Filler, b: Filler) -> bool:
        """Whether one is a conjunct of the other, or both of one phrase."""
        tree, out = self._tree, []
        for filler in (a, b):
            heads = {self._found[n].head for n in filler.phrases}
            out.append(heads | {tree.head[h] for h in heads if tree.relation[h] == "conj"})
        return bool(out[0] & out[1])

    def _compared(self, told: dict[int, set[str]], ours: set[int], theirs: set[int]) -> tuple[bool, bool]:
        """Whether what is told with the two agrees in something; whether both have something and agree in nothing."""
        sides = [set().union(*(told.get(s, set()) for s in side)) for side in (ours, theirs)]
        shared = bool(sides[0] & sides[1])
        return shared, bool(sides[0] and sides[1]) and not shared

    def _another(self, first: int, last: int) -> bool:
        """Whether a word that begins another story stands after the first's sentence, up to the second's."""
        if first == last:
            return False
        start, end = self._tree.parsed.sentences[first][1], self._tree.parsed.sentences[last][1]
        return any(self._tree.lemma[w] in words("another") for w in range(start, end))
