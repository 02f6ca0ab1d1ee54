"""Tolls: what each source said the number was, when, and how the numbers stand to each other.

Dead and wounded are two measures and never meet. A figure is a range: "at least 29" is 29 or more. A later figure of
the same source takes the place of its earlier one. Figures of two sources are compatible where their ranges meet, and
disputed where they do not, unless the later was given on a later day and is higher by no more than half: numbers of
dead rise while the count goes on, and whoever gave the lower number had not been asked again.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence

import msgspec

from hearsay.corroborated import Figure, FigureRelation, Series, SeriesState

RISES = 1.5
"""Times the earlier number that a later count of another source may be and still be the same count gone on with."""
VAGUE = 0.1
"""The share by which two numbers, one of which is about ("some 30"), may differ and still agree."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A number as one source gave it. ``source`` identifies who gives it, ``name`` is how it is shown."""

    measure: str
    low: float | None
    high: float | None
    text: str
    source: str
    name: str
    document: str
    quantity: str
    origin: str
    actor: str | None = None
    claim: str | None = None
    date: str | None = None


def series(given: Iterable[Given]) -> tuple[Series, ...]:
    """The series of each measure, by its name."""
    by: dict[str, list[Given]] = {}
    for one in given:
        by.setdefault(one.measure, []).append(one)
    return tuple(_series(measure, _in_order(figures)) for measure, figures in sorted(by.items()))


def _in_order(figures: Iterable[Given]) -> list[Given]:
    """Oldest first; those of no date come last of all, since nothing can be said of them."""
    return sorted(figures, key=lambda one: (one.date or "9999", one.document, one.source, one.quantity))


def _series(measure: str, given: Sequence[Given]) -> Series:
    relations: list[FigureRelation] = []
    standing: dict[str, Given] = {}
    for one in given:
        relations.append(_relation(one, standing))
        standing = {source: old for source, old in standing.items() if not _supersedes(one, old)}
        kept = standing.get(one.source)
        standing[one.source] = one if kept is None else _narrower(one, kept)
    low, high = _range(list(standing.values()))
    return Series(
        measure=measure, figures=tuple(_figure(one, how) for one, how in zip(given, relations, strict=True)),
        state=_state(relations, list(standing.values())), low=low, high=high,
    )  # fmt: skip


def _relation(one: Given, standing: dict[str, Given]) -> FigureRelation:
    """How a figure stands to those that stood before it."""
    if not standing:
        return "first"
    own = standing.get(one.source)
    if own is not None and not meets(one, own):
        return "revised"
    others = [old for source, old in standing.items() if source != one.source]
    if any(not meets(one, old) and not _goes_on(one, old) for old in others):
        return "disputed"
    if any(not meets(one, old) for old in others):
        return "revised"
    equal = [old for old in standing.values() if (old.low, old.high) == (one.low, one.high)]
    return "same" if equal else "compatible"


def meets(one: Given, other: Given) -> bool:
    """Whether two figures can both be right."""
    (a, b), (c, d) = _bounds(one), _bounds(other)
    return a <= d and c <= b


def _bounds(one: Given) -> tuple[float, float]:
    low = one.low if one.low is not None else 0.0
    high = one.high if one.high is not None else math.inf
    return (low, high) if low != high or not _about(one) else (low * (1 - VAGUE), high * (1 + VAGUE))


def _about(one: Given) -> bool:
    words = one.text.casefold().split()
    return any(word in _ABOUT for word in words)


_ABOUT = frozenset(["about", "around", "some", "roughly", "approximately", "nearly", "almost", "estimated"])


def _goes_on(one: Given, old: Given) -> bool:
    """Whether a figure of another source reads as the same count gone on with: later, higher, not by much."""
    if one.date is None or old.date is None or _day(one.date) <= _day(old.date):
        return False
    before, now = old.high if old.high is not None else old.low, one.low if one.low is not None else one.high
    return before is not None and now is not None and before < now <= before * RISES + 1


def _day(date: str) -> str:
    try:
        return datetime.date.fromisoformat(date[:10]).isoformat()
    except ValueError:
        return date[:10]


def _supersedes(one: Given, old: Given) -> bool:
    """Whether an earlier figure no longer stands: its own source gave another, or the count went on."""
    if one.source == old.source:
        return not meets(one, old)
    return not meets(one, old) and _goes_on(one, old)


def _narrower(one: Given, old: Given) -> Given:
    """Of two figures of one source that can both be right the one that says more; of equals the later."""
    (a, b), (c, d) = _bounds(one), _bounds(old)
    return old if d - c < b - a else one


def _range(standing: Sequence[Given]) -> tuple[float | None, float | None]:
    """What the figures that stand leave open: what all allow, or, where they allow nothing, from lowest to highest."""
    if len({(one.low, one.high) for one in standing}) == 1:
        return standing[0].low, standing[0].high
    bounds = [_bounds(one) for one in standing]
    low, high = max(a for a, _ in bounds), min(b for _, b in bounds)
    if low > high:
        low, high = min(a for a, _ in bounds), max(b for _, b in bounds)
    unknown = low == 0.0 and all(one.low is None for one in standing)
    return None if unknown else low, None if math.isinf(high) else high


def _state(relations: Sequence[FigureRelation], standing: Sequence[Given]) -> SeriesState:
    """What the series comes to: whether those figures that stand at its end can all be right."""
    if len(relations) == 1:
        return "single"
    if any(not meets(one, other) for one in standing for other in standing):
        return "disputed"
    if "revised" in relations:
        return "revised"
    return "agreed" if set(relations) == {"first", "same"} else "compatible"


def _figure(one: Given, relation: FigureRelation) -> Figure:
    return Figure(
        low=one.low, high=one.high, text=one.text, source=one.name, actor=one.actor, document=one.document,
        quantity=one.quantity, claim=one.claim, date=one.date, origin=one.origin, relation=relation,
    )  # fmt: skip
