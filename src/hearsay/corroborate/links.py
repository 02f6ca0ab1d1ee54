"""Which propositions are about which happening: those with a claim on whose word it stands, or that denies it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from hearsay.corroborate.views import View
from hearsay.corroborated import Happening, Proposition

MOST = 50
"""Propositions kept with one happening, those with most positions first."""


def linked(
    told: Sequence[Happening], stated: Sequence[Proposition], views: Iterable[View]
) -> tuple[list[Happening], list[Proposition]]:
    """The records with each other's ids. A proposition is about one happening: that which most of its claims hold."""
    holding = _holding(views)
    by_claim: dict[str, set[str]] = {}
    for happening in told:
        for version in happening.versions:
            for claim in holding.get((version.document, version.record), ()):
                by_claim.setdefault(claim, set()).add(happening.id)
    about: dict[str, list[Proposition]] = {}
    made = []
    for one in stated:
        counts: dict[str, int] = {}
        for claim in {claim for p in one.positions for claim in (p.claim, *p.folded)}:
            for found in by_claim.get(claim, ()):
                counts[found] = counts.get(found, 0) + 1
        best = min(counts, key=lambda found: (-counts[found], found), default=None)
        made.append(msgspec.structs.replace(one, happening=best))
        if best is not None:
            about.setdefault(best, []).append(one)
    return [_with(happening, about.get(happening.id, [])) for happening in told], made


def _with(happening: Happening, found: Sequence[Proposition]) -> Happening:
    ordered = sorted(found, key=lambda one: (-len(one.positions), one.id))[:MOST]
    return msgspec.structs.replace(happening, propositions=tuple(one.id for one in ordered))


def _holding(views: Iterable[View]) -> dict[tuple[str, str], list[str]]:
    """The claims by which each event or incident of a document is held or denied."""
    return {
        (view.document, told.record): [voice.claim for voice in told.voices if voice.claim is not None]
        for view in views
        for told in view.tellings
    }
