"""From phrases to who and what: the phrases that fill one role and mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hearsay.coding.incidents.phrases import Phrase
from hearsay.coding.incidents.scores import HUMAN, ORGANIZATION, ROLES, Scores
from hearsay.coding.incidents.tree import Tree

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Filler:
    """One who or what in a role.

    ``phrases`` are phrase numbers, the likeliest first; ``chance`` that it fills the role, ``types`` the chances that
    it does so in an incident of each type.
    """

    role: int
    phrases: tuple[int, ...]
    chance: float
    types: Floats

    def score(self, kind: int) -> float:
        """The chance that it fills its role in an incident of the type."""
        return self.chance * float(self.types[kind])


def fillers(tree: Tree, found: Sequence[Phrase], scores: Scores, least: Sequence[float]) -> list[Filler]:
    """The fillers of a document, phrases below the ``least`` chance of each role left out."""
    out = []
    for role in range(len(ROLES)):
        numbers = [n for n in range(len(found)) if scores.roles[n, role] >= least[role]]
        for group in _groups(tree, found, numbers, role):
            out.append(_filler(scores, group, role))
    return out


def _filler(scores: Scores, group: Sequence[int], role: int) -> Filler:
    ranked = sorted(group, key=lambda n: -scores.roles[n, role])
    weights = scores.roles[ranked, role]
    types = (scores.types[ranked] * weights[:, None]).sum(0) / weights.sum()
    return Filler(role, tuple(ranked), float(weights[0]), np.maximum(types, scores.types[ranked[0]]))


def _groups(tree: Tree, found: Sequence[Phrase], numbers: Sequence[int], role: int) -> list[list[int]]:
    """Phrases joined where they share a key."""
    leader = {n: n for n in numbers}

    def top(n: int) -> int:
        while leader[n] != n:
            n = leader[n]
        return n

    first: dict[str, int] = {}
    for n in numbers:
        for key in _keys(tree, found[n], role):
            if key in first:
                leader[top(n)] = top(first[key])
            else:
                first[key] = n
    groups: dict[int, list[int]] = {}
    for n in numbers:
        groups.setdefault(top(n), []).append(n)
    return list(groups.values())


def _keys(tree: Tree, phrase: Phrase, role: int) -> list[str]:
    """What two phrases of one filler have in common."""
    words = [tree.lemma[i] for i in range(phrase.start, phrase.end)]
    keys = [" ".join(words), f"head {phrase.head}"]
    if phrase.mention >= 0 and role in (HUMAN, ORGANIZATION):
        keys.append(f"chain {tree.parsed.mentions[phrase.mention].chain}")
    if role == HUMAN and phrase.name == "PER":
        keys.append(f"surname {words[-1]}")
    if tree.relation[phrase.head] == "appos":
        keys.append(f"head {tree.head[phrase.head]}")
    return keys
