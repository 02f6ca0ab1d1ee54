"""How many incidents an article tells of, and which fillers belong to each.

Fillers are brought together by the type of incident they fill a role in; within a type, targets that are told of apart
are parted into incidents of their own, and perpetrators and instruments go with the targets they are told with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.coding.incidents.fillers import Filler
from hearsay.coding.incidents.phrases import Phrase
from hearsay.coding.incidents.scores import HUMAN, PHYSICAL, TYPES, Scores
from hearsay.coding.incidents.tree import Tree


@dataclass(frozen=True, slots=True)
class Limits:
    """Least scores. ``least`` a phrase's chance by role to be looked at; ``keep`` a filler's score by role to stand in a
    draft; ``found`` that of the best target for an incident to be told of at all, by type."""

    least: tuple[float, ...] = (0.2, 0.2, 0.2, 0.2, 0.2)
    keep: tuple[float, ...] = (0.3, 0.3, 0.3, 0.3, 0.3)
    found: tuple[float, ...] = (0.4, 0.4, 0.4, 0.4, 0.4, 0.4)


@dataclass(frozen=True, slots=True)
class Draft:
    """An incident's type (a number of :data:`TYPES`), its fillers by role, and the surest target with its score."""

    type: int
    roles: tuple[tuple[Filler, ...], ...]
    score: float
    anchor: Filler


def drafts(
    told: Sequence[Filler], tree: Tree, found: Sequence[Phrase], scores: Scores, limits: Limits
) -> list[Draft]:
    """The incidents of a document."""
    out = []
    for kind in range(len(TYPES)):
        kept = [f for f in told if f.score(kind) >= limits.keep[f.role]]
        targets = [f for f in kept if f.role in (PHYSICAL, HUMAN)]
        best = max(targets, key=lambda f: f.score(kind), default=None)
        if best is not None and best.score(kind) >= limits.found[kind]:
            roles = tuple(tuple(f for f in kept if f.role == role) for role in range(5))
            out.append(Draft(kind, roles, best.score(kind), best))
    return out
