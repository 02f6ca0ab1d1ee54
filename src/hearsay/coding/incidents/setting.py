"""When and where an incident happened, from the times and places told with its targets.

The date follows MUC-4 (``template-doc-part1.v7``, 7.3): a day where the text gives one or one can be counted back to; a
span for a month or a week; and "on or before" the article's date where the text gives only a weekday's name or nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hearsay.coding.incidents.tree import Tree
from hearsay.model import Place, Span, Time
from hearsay.place_types import place_type

Day = tuple[str | None, str]

# How many sentences from the targets a time or a place may stand.
_REACH = 1
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class When:
    """The record it rests on, None for a default, and the day or days; None where the article is undated too."""

    time: Time | None
    day: Day | None


@dataclass(frozen=True, slots=True)
class Where:
    """The places about each other, the widest first, and the country."""

    places: tuple[Place, ...]
    country: str | None


def sentence_of(tree: Tree, span: Span) -> int:
    """The number of the sentence a span begins in."""
    word = bisect_right(tree.parsed.starts, span[0]) - 1
    return tree.sentence[max(word, 0)] if tree.sentence else 0


def when(tree: Tree, times: Sequence[Time], sentences: Sequence[int]) -> When:
    """When it happened, told in or next to the sentences given."""
    published = (tree.parsed.document.published or "")[:10]
    ranked = []
    for time in times:
        distance = min(abs(sentence_of(tree, time.span) - s) for s in sentences)
        if distance <= _REACH and time.begin and not (published and time.begin[:10] > published):
            ranked.append((distance, _DAY.match(time.value) is None, time.span, time))
    default = (None, published) if _DAY.fullmatch(published) else None
    for *_, time in sorted(ranked, key=lambda r: r[:3]):
        day = _days(tree, time, published)
        if day is not None:
            return When(time, day)
    return When(None, default)


def _days(tree: Tree, time: Time, published: str) -> Day | None:
    text = tree.parsed.document.text[slice(*time.span)]
    if _WEEKDAY.search(text) and not any(c.isdigit() for c in text):
        return (None, published) if published else None
    if _DAY.match(time.value):
        return time.value[:10], time.value[:10]
    if re.fullmatch(r"\d{4}-(?:\d\d|W\d\d)", time.value) and time.begin and time.end:
        last = (date.fromisoformat(time.end[:10]) - timedelta(days=1)).isoformat()
        return time.begin[:10], min(last, published) if published else last
    return None


def where(tree: Tree, places: Sequence[Place], sentences: Sequence[int]) -> Where:
    """Where it happened: the places in the nearest sentence that has one, else the country most spoken of."""
    text, zones = tree.parsed.document.text, [z.span for z in tree.parsed.document.zones]
    body = [p for p in places if p.country and not any(a <= p.span[0] < b for a, b in zones)]
    near = [(min(abs(sentence_of(tree, p.span) - s) for s in sentences), p) for p in body]
    exact = [(d, p) for d, p in near if p.precision != "country" and d <= _REACH]
    if exact:
        closest = min(d for d, _ in exact)
        return _nested(text, [p for d, p in exact if d == closest])
    told = [p for d, p in near if d <= _REACH] or [p for p in places if p.country]
    if not told:
        return Where((), None)
    return Where((), Counter(p.country for p in told).most_common(1)[0][0])


def _nested(text: str, places: Sequence[Place]) -> Where:
    """The first of the places with those about it or within it: one of each breadth."""
    country = places[0].country
    by_rank: dict[int, Place] = {}
    for place in places:
        if place.country == country:
            by_rank.setdefault(place_type(text, place).rank, place)
    return Where(tuple(by_rank[r] for r in sorted(by_rank)), country)
