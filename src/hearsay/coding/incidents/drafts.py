"""How many incidents an article tells of, and which fillers belong to each.

Fillers are brought together by the type of incident they fill a role in. Within a type, targets are joined as long as
those on both sides are, on average, likelier than not to be of one incident. Of these and of the perpetrators and
instruments of their type, those stay in each draft that are likely to belong to it (:mod:`.belonging`); those of its
people who are likely the same are joined (:mod:`.persons`); of the drafts so made, those stay that are likely enough to
be incidents (:mod:`.worth`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from hearsay.coding.incidents.belonging import Belonging
from hearsay.coding.incidents.fillers import Filler
from hearsay.coding.incidents.persons import Persons
from hearsay.coding.incidents.scores import HUMAN, KIDNAPPING, PHYSICAL, TYPES
from hearsay.coding.incidents.second import Second, chance
from hearsay.coding.incidents.together import Pairs
from hearsay.coding.incidents.worth import Worth

Floats = NDArray[np.float32]


class Limits(msgspec.Struct, frozen=True):
    """What the coder is tuned by.

    ``least``: a phrase's chance, by role, to be looked at; ``keep``: a filler's score, by role, to stand in a draft;
    ``found``: the surest target's score for an incident to be told of, by type; ``joined``: the mean chance that
    targets are of one incident for them to be joined; ``gate``: the chance of the document's likeliest type below which
    it is not looked at further; ``share``: a type's least chance for a filler, as a share of its likeliest type's;
    ``pairs``: weights of what speaks for two targets' being of one incident
    (:data:`hearsay.coding.incidents.together.NAMES`); ``fillers`` by role: weights of the second look
    (:mod:`hearsay.coding.incidents.second`); ``belongs`` by role: weights of a filler's belonging to a draft, and
    ``belong`` the least chance of it; ``persons``: weights of two people's being one
    (:data:`hearsay.coding.incidents.persons.NAMES`), and ``person`` the least chance of it; ``drafts``: weights of a
    draft's worth, and ``told`` its least chance.
    """

    least: tuple[float, ...] = (0.05, 0.05, 0.05, 0.05, 0.05)
    keep: tuple[float, ...] = (0.15, 0.15, 0.15, 0.15, 0.15)
    found: tuple[float, ...] = (0.2, 0.2, 0.2, 0.2, 0.2, 0.2)
    joined: float = 0.5
    gate: float = 0.01
    share: float = 0.0
    pairs: tuple[float, ...] = ()
    fillers: tuple[tuple[float, ...], ...] = ()
    belongs: tuple[tuple[float, ...], ...] = ()
    belong: tuple[float, ...] = (0.25, 0.25, 0.25, 0.25, 0.25)
    persons: tuple[float, ...] = ()
    person: float = 0.65
    drafts: tuple[float, ...] = ()
    told: float = 0.5


class Draft(msgspec.Struct, frozen=True):
    """An incident's type (a number of :data:`TYPES`), its fillers by role, and the surest target with its score."""

    type: int
    roles: tuple[tuple[Filler, ...], ...]
    score: float
    anchor: Filler


@dataclass(frozen=True, slots=True)
class Looks:
    """What describes the fillers, pairs and drafts of one document."""

    second: Second
    pairs: Pairs
    belonging: Belonging
    persons: Persons
    worth: Worth


def drafts(told: Sequence[Filler], looks: Looks, limits: Limits) -> list[Draft]:
    """The incidents of a document, given its fillers."""
    return likely(persons(own(grouped(told, looks, limits), looks, limits), looks, limits), looks, limits)


def grouped(told: Sequence[Filler], looks: Looks, limits: Limits) -> list[Draft]:
    """Targets joined, with every perpetrator and instrument of their type."""
    told = [_weighed(f, looks.second, limits) for f in told]
    out: list[Draft] = []
    for kind in range(len(TYPES)):
        kept = [
            f for f in told if f.score(kind) >= limits.keep[f.role] and f.types[kind] >= limits.share * f.types.max()
        ]
        # Nothing but people is kidnapped.
        targets = [f for f in kept if f.role == HUMAN or (f.role == PHYSICAL and kind != KIDNAPPING)]
        for group in _groups(targets, looks.pairs, limits):
            if not looks.second.violent(group):
                continue
            best = max(group, key=lambda f: f.score(kind))
            if best.score(kind) >= limits.found[kind]:
                out.append(_draft(kind, group, [f for f in kept if f.role not in (PHYSICAL, HUMAN)], best))
    return out


def _weighed(filler: Filler, second: Second, limits: Limits) -> Filler:
    if not limits.fillers:
        return filler
    return replace(filler, chance=chance(second.filler(filler), limits.fillers[filler.role]))


def own(found: Sequence[Draft], looks: Looks, limits: Limits) -> list[Draft]:
    """Drafts with those fillers alone that are likely to belong to them; each keeps one target at least."""
    if not limits.belongs:
        return list(found)
    out = []
    for draft, described in zip(found, belongings(found, looks), strict=True):
        roles = [
            tuple(
                f
                for f, features in zip(fillers, rows, strict=True)
                if chance(features, limits.belongs[role]) >= limits.belong[role]
            )
            for role, (fillers, rows) in enumerate(zip(draft.roles, described, strict=True))
        ]
        if not roles[PHYSICAL] and not roles[HUMAN]:
            roles[draft.anchor.role] = (draft.anchor,)
        best = max((*roles[PHYSICAL], *roles[HUMAN]), key=lambda f: f.score(draft.type))
        out.append(Draft(draft.type, tuple(roles), best.score(draft.type), best))
    return out


def persons(found: Sequence[Draft], looks: Looks, limits: Limits) -> list[Draft]:
    """Drafts with those of their human targets joined that are likely the same."""
    if not limits.persons:
        return list(found)
    out = []
    for draft in found:
        people = tuple(looks.persons.merged(draft.roles[HUMAN], limits.persons, limits.person))
        if len(people) == len(draft.roles[HUMAN]):
            out.append(draft)
            continue
        roles = tuple(people if role == HUMAN else fillers for role, fillers in enumerate(draft.roles))
        best = max((*roles[PHYSICAL], *people), key=lambda f: f.score(draft.type))
        out.append(Draft(draft.type, roles, best.score(draft.type), best))
    return out


def belongings(found: Sequence[Draft], looks: Looks) -> list[list[list[Floats]]]:
    """By draft, role and filler, the features of its belonging."""
    targets = [_targets(draft) for draft in found]
    out = []
    for n, draft in enumerate(found):
        others = [(d.type, targets[m]) for m, d in enumerate(found) if m != n]
        out.append(
            [
                [looks.belonging.features(f, draft.type, targets[n], fillers, others) for f in fillers]
                for fillers in draft.roles
            ]
        )
    return out


def _targets(draft: Draft) -> list[Filler]:
    """The targets, the surest first."""
    rest = [f for role in (PHYSICAL, HUMAN) for f in draft.roles[role] if f is not draft.anchor]
    return [draft.anchor, *rest]


def likely(found: Sequence[Draft], looks: Looks, limits: Limits) -> list[Draft]:
    """The drafts that are likely enough to be incidents, with the chance of it as their score."""
    if not limits.drafts:
        return list(found)
    chances = [chance(looks.worth.features(draft, found), limits.drafts) for draft in found]
    return [
        msgspec.structs.replace(draft, score=share)
        for draft, share in zip(found, chances, strict=True)
        if share >= limits.told
    ]


def _draft(kind: int, group: Sequence[Filler], others: Sequence[Filler], best: Filler) -> Draft:
    roles = tuple(tuple(f for f in (*group, *others) if f.role == role) for role in range(5))
    return Draft(kind, roles, best.score(kind), best)


def _groups(targets: Sequence[Filler], pairs: Pairs, limits: Limits) -> list[list[Filler]]:
    """Average-link clustering: the two groups likeliest to be one are joined, until none are likely enough."""
    groups = [[i] for i in range(len(targets))]
    chances = together(targets, pairs, limits)
    while len(groups) > 1:
        links = [
            (float(chances[np.ix_(a, b)].mean()), i, j) for i, a in enumerate(groups) for j, b in enumerate(groups[:i])
        ]
        link, i, j = max(links)
        if link < limits.joined:
            break
        groups[j] += groups.pop(i)
    return [[targets[n] for n in group] for group in groups]


def together(targets: Sequence[Filler], pairs: Pairs, limits: Limits) -> Floats:
    """``(targets, targets)``: the chance that each two are of one incident."""
    out = np.ones((len(targets), len(targets)), np.float32)
    for i, a in enumerate(targets):
        for j, b in enumerate(targets[:i]):
            score = (
                float(pairs.features(a, b, len(targets)) @ np.array(limits.pairs, np.float32)) if limits.pairs else 9.0
            )
            out[i, j] = out[j, i] = 1 / (1 + np.exp(-score))
    return out
