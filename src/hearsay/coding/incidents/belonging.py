"""Whether a filler belongs to a draft: its role's logistic regression over how it stands in the draft and document.

A filler may be one of the document's and not of this incident: a guerrilla group that another attack is ascribed to, a
bystander of a second bombing. What shows it is how far from the incident's targets and how near to another's it is
told, and which else stand in its role. ``training/incidents_second.py`` fits the weights.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hearsay.coding.incidents.fillers import Filler
from hearsay.coding.incidents.phrases import Phrase
from hearsay.coding.incidents.scores import HUMAN, HUMAN_TYPES, PHYSICAL, PHYSICAL_TYPES, TYPES, Scores
from hearsay.coding.incidents.second import Second, logit
from hearsay.coding.incidents.together import Pairs
from hearsay.coding.incidents.tree import Tree

Floats = NDArray[np.float32]

# Sentences further apart than this are as far as that; the same for a filler that stands alone.
_FAR = 10
# What a pair of targets is told by where there is no other: as likely as not.
_EVEN = 0.0


class Belonging:
    """Describes the fillers of one document's drafts by numbers. ``pairs`` are the weights of pairs of targets."""

    def __init__(
        self,
        tree: Tree,
        found: Sequence[Phrase],
        scores: Scores,
        second: Second,
        pairs: Pairs,
        weights: Sequence[float],
    ) -> None:
        self._tree = tree
        self._found = found
        self._scores = scores
        self._second = second
        self._pairs = pairs
        self._weights = np.array(weights, np.float32)

    def features(
        self,
        filler: Filler,
        kind: int,
        targets: Sequence[Filler],
        alike: Sequence[Filler],
        others: Sequence[tuple[int, Sequence[Filler]]],
    ) -> Floats:
        """A filler in a draft of a type with ``targets``, the surest first; ``alike`` are those of its role there, and
        ``others`` other drafts' types and targets."""
        rivals = [f.score(kind) for f in alike if f is not filler]
        return np.array(
            [
                *self._second.filler(filler),
                logit(filler.chance),
                logit(float(filler.types[kind])),
                *(kind == k for k in range(len(TYPES))),
                *self._near(filler, kind, targets, others),
                *self._paired(filler, targets),
                *self._form(filler),
                *self._what(filler),
                len(rivals),
                max(rivals, default=0.0),
                sum(score > filler.score(kind) for score in rivals),
                len(targets),
                len(others),
                sum(k == kind for k, _ in others),
                targets[0].score(kind),
            ],
            np.float32,
        )

    def _near(
        self, filler: Filler, kind: int, targets: Sequence[Filler], others: Sequence[tuple[int, Sequence[Filler]]]
    ) -> list[float]:
        """How far the filler stands from the surest target, from any other, and from those of other drafts."""
        beside = [t for t in targets if t is not filler]
        rivals = [(k, [t for t in theirs if t is not filler]) for k, theirs in others]
        apart = [(k, self._apart(filler, theirs)) for k, theirs in rivals if theirs]
        best = self._sentence(filler.phrases[0])
        anchored = [self._sentence(n) for n in targets[0].phrases]
        return [
            self._apart(filler, targets[:1]),
            self._apart(filler, beside) if beside else 0,
            min((a for _, a in apart), default=_FAR),
            min((a for k, a in apart if k == kind), default=_FAR),
            min(best, 2 * _FAR),
            min(*(abs(best - s) for s in anchored), _FAR),
            best > min(anchored),
        ]

    def _apart(self, filler: Filler, targets: Sequence[Filler]) -> float:
        return min(self._second.apart(filler, targets), _FAR)

    def _sentence(self, number: int) -> int:
        return self._tree.sentence_of[self._found[number].head]

    def _paired(self, filler: Filler, targets: Sequence[Filler]) -> tuple[float, float]:
        """How likely a target is to be of one incident with the likeliest other, and with all others on the average."""
        beside = [t for t in targets if t is not filler]
        if filler.role not in (PHYSICAL, HUMAN) or not beside:
            return _EVEN, _EVEN
        odds = [float(self._pairs.features(filler, t, len(targets)) @ self._weights) for t in beside]
        return max(odds), sum(odds) / len(odds)

    def _form(self, filler: Filler) -> list[float]:
        """What the surest phrase looks like: a name, how long, counted or not, with which article."""
        surest = self._found[filler.phrases[0]]
        under = self._tree.children[surest.head]
        articles = {self._tree.lemma[c] for c in under if self._tree.relation[c] == "det"}
        return [
            *(surest.name == name for name in ("PER", "ORG", "LOC", "MISC")),
            any(self._found[n].name == "PER" for n in filler.phrases),
            surest.end - surest.start,
            any(self._tree.relation[c] == "nummod" for c in under),
            "the" in articles,
            "a" in articles,
        ]

    def _what(self, filler: Filler) -> list[float]:
        """The chances of a target's types."""
        n = filler.phrases[0]
        human = self._scores.sets["ht"][n] if filler.role == HUMAN else np.zeros(len(HUMAN_TYPES), np.float32)
        thing = self._scores.sets["pt"][n] if filler.role == PHYSICAL else np.zeros(len(PHYSICAL_TYPES), np.float32)
        return [*human.tolist(), *thing.tolist()]
