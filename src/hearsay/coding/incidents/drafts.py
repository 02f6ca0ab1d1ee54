"""How many incidents an article tells of, and which fillers belong to each.

Fillers are brought together by the type of incident they fill a role in. Within a type, targets are joined as long as
those on both sides are, on average, likelier than not to be of one incident; perpetrators and instruments go to every
incident of their type in whose telling they stand near, or to all where they stand near none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from hearsay.coding.incidents.fillers import Filler
from hearsay.coding.incidents.scores import HUMAN, KIDNAPPING, PHYSICAL, TYPES
from hearsay.coding.incidents.second import Second, chance
from hearsay.coding.incidents.together import Pairs

Floats = NDArray[np.float32]


class Limits(msgspec.Struct, frozen=True):
    """What the coder is tuned by.

    ``least``: a phrase's chance, by role, to be looked at; ``keep``: a filler's score, by role, to stand in a draft;
    ``found``: the surest target's score for an incident to be told of, by type; ``joined``: the mean chance that
    targets are of one incident for them to be joined; ``beside``: how many sentences from an incident's targets what
    is told with it may stand; ``gate``: the chance of the document's likeliest type below which it is not looked at
    further; ``share``: a type's least chance for a filler, as a share of its likeliest type's; ``pairs``: weights of
    what speaks for two targets' being of one incident (:data:`hearsay.coding.incidents.together.NAMES`); ``fillers``
    by role, and ``drafts``: weights of the second look (:mod:`hearsay.coding.incidents.second`); ``told``: a draft's
    least chance by it.
    """

    least: tuple[float, ...] = (0.05, 0.05, 0.05, 0.05, 0.05)
    keep: tuple[float, ...] = (0.15, 0.15, 0.15, 0.15, 0.15)
    found: tuple[float, ...] = (0.2, 0.2, 0.2, 0.2, 0.2, 0.2)
    joined: float = 0.5
    beside: int = 2
    gate: float = 0.01
    share: float = 0.0
    pairs: tuple[float, ...] = ()
    fillers: tuple[tuple[float, ...], ...] = ()
    drafts: tuple[float, ...] = ()
    told: float = 0.5


class Draft(msgspec.Struct, frozen=True):
    """An incident's type (a number of :data:`TYPES`), its fillers by role, and the surest target with its score."""

    type: int
    roles: tuple[tuple[Filler, ...], ...]
    score: float
    anchor: Filler


def drafts(told: Sequence[Filler], second: Second, pairs: Pairs, limits: Limits) -> list[Draft]:
    """The incidents of a document, given its fillers."""
    told = [_weighed(f, second, limits) for f in told]
    out: list[Draft] = []
    for kind in range(len(TYPES)):
        kept = [
            f for f in told if f.score(kind) >= limits.keep[f.role] and f.types[kind] >= limits.share * f.types.max()
        ]
        # Nothing but people is kidnapped.
        targets = [f for f in kept if f.role == HUMAN or (f.role == PHYSICAL and kind != KIDNAPPING)]
        for group in _groups(targets, pairs, limits):
            if not second.violent(group):
                continue
            best = max(group, key=lambda f: f.score(kind))
            if best.score(kind) >= limits.found[kind]:
                out.append(_draft(kind, group, [f for f in kept if f.role not in (PHYSICAL, HUMAN)], best))
    return _likely(_shared(out, second, limits), second, limits)


def _weighed(filler: Filler, second: Second, limits: Limits) -> Filler:
    if not limits.fillers:
        return filler
    return replace(filler, chance=chance(second.filler(filler), limits.fillers[filler.role]))


def _likely(found: list[Draft], second: Second, limits: Limits) -> list[Draft]:
    """The drafts that are likely enough at a second look."""
    if not limits.drafts:
        return found
    out = []
    for draft in found:
        rivals = sum(d.type == draft.type for d in found)
        features = second.draft(draft.type, draft.roles, draft.score, len(found), rivals)
        likely = chance(features, limits.drafts)
        if likely >= limits.told:
            out.append(msgspec.structs.replace(draft, score=likely))
    return out


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


def _shared(found: list[Draft], second: Second, limits: Limits) -> list[Draft]:
    """Drafts of one type with those perpetrators and instruments alone that are told near their targets."""
    out = []
    for draft in found:
        rivals = [d for d in found if d.type == draft.type]
        roles = tuple(
            tuple(f for f in fillers if role in (PHYSICAL, HUMAN) or _belongs(f, draft, rivals, second, limits))
            for role, fillers in enumerate(draft.roles)
        )
        out.append(msgspec.structs.replace(draft, roles=roles))
    return out


def _belongs(filler: Filler, draft: Draft, rivals: Sequence[Draft], second: Second, limits: Limits) -> bool:
    """Whether a filler is told beside this draft's targets, or beside no draft's and nearest to this one's."""
    apart = {id(d): second.apart(filler, (*d.roles[PHYSICAL], *d.roles[HUMAN])) for d in rivals}
    mine = apart[id(draft)]
    return mine <= limits.beside or mine == min(apart.values())
