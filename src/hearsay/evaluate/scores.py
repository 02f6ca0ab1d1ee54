"""Precision, recall and F1 as counts that can be summed over documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping

import msgspec


class PRF(msgspec.Struct, frozen=True):
    """What precision and recall are made of.

    ``right`` of ``predicted`` items are right; ``found`` of ``gold`` items are found. In most measures
    the two numerators are the same; they differ where either side is looked at by itself (a split by kind,
    B-cubed). They need not be whole. An empty denominator gives 0, as the shared tasks' scorers have it.
    """

    right: float = 0
    predicted: float = 0
    found: float = 0
    gold: float = 0

    @classmethod
    def of(cls, right: float, predicted: float, gold: float) -> PRF:
        """The usual case: one count of true positives for both sides."""
        return cls(right, predicted, right, gold)

    @property
    def precision(self) -> float:
        """Share of the predicted that is right, 0 to 1."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that is found, 0 to 1."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: PRF) -> PRF:
        return PRF(
            self.right + other.right,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )

    def figures(self) -> dict[str, float]:
        """For people and JSON: percentages to two places, with the two denominators."""
        return {
            "precision": percent(self.precision),
            "recall": percent(self.recall),
            "f1": percent(self.f1),
            "predicted": self.predicted,
            "gold": self.gold,
        }


Table = dict[str, PRF]
"""Scores by name: what a scorer gives for one document, and what sums over documents."""


def percent(share: float) -> float:
    """A share of 1 as a percentage to two places."""
    return round(100 * share, 2)


def set_prf(gold: Iterable[Hashable], predicted: Iterable[Hashable]) -> PRF:
    """Exact matches of two collections in which a repeated item counts once."""
    golds, guesses = set(gold), set(predicted)
    return PRF.of(len(golds & guesses), len(guesses), len(golds))


def multiset_prf(gold: Iterable[Hashable], predicted: Iterable[Hashable]) -> PRF:
    """Exact matches of two collections in which a repeated item counts each time."""
    golds, guesses = Counter(gold), Counter(predicted)
    return PRF.of((golds & guesses).total(), guesses.total(), golds.total())


def add_tables(tables: Iterable[Mapping[str, PRF]]) -> Table:
    """The sum of each named score over the tables that have it, in order of first appearance."""
    sums: Table = {}
    for table in tables:
        for name, score in table.items():
            sums[name] = sums.get(name, PRF()) + score
    return sums


def table_figures(table: Mapping[str, PRF]) -> dict[str, dict[str, float]]:
    """The table for people and JSON."""
    return {name: score.figures() for name, score in table.items()}
