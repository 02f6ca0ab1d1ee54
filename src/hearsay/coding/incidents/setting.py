"""When and where an incident happened, from the times and places told with its targets.

The date follows MUC-4 (``template-doc-part1.v7``, 7.3): a day where the text gives one or one can be counted back to; a
span for a week, a month or a year; and "on or before" the article's date where the text gives only a weekday's name or
nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hearsay.coding.incidents.nations import nations, told
from hearsay.coding.incidents.tree import Tree
from hearsay.model import Place, Span, Time
from hearsay.place_types import place_type
from hearsay.reporting import reporting_verbs

Day = tuple[str | None, str]

# How many sentences from the targets a time or a place may stand.
_REACH = 1
# How far what the incident's own event gives is: before everything else.
_OWN = -1
# Weights of what speaks for a country beside its share of all that are named.
_NAMED_BESIDE, _PLACE_BESIDE, _STRANGE_BESIDE = 0.15, 0.6, 0.15
_PLACE_OWN, _STRANGE_OWN = 1.0, 0.3
# The breadth of towns, as muc4.toml ranks them.
_TOWN = 1
# A dateline counts as this many namings.
_DATELINE = 2.0
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
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
    return tree.sentence_of[max(word, 0)] if tree.sentence_of else 0


def when(tree: Tree, times: Sequence[Time], sentences: Sequence[int], own: Collection[str] = ()) -> When:
    """When it happened, told in or next to the sentences given; times whose ids are in ``own`` before all others."""
    published = (tree.parsed.document.published or "")[:10]
    undated = [time for time in times if time.id in own and not time.begin]
    if undated and not published:  # "last week": that of no day that can be counted, rather than another's
        return When(undated[0], None)
    ranked = []
    for time in times:
        distance = min(abs(sentence_of(tree, time.span) - s) for s in sentences)
        if time.id in own:
            distance = _OWN
        if distance > _REACH or not time.begin or (published and time.begin[:10] > published):
            continue
        # A year told near by is mostly that of something else.
        strange = time.id not in own and (_YEAR.fullmatch(time.value) is not None or _of_reporting(tree, time.span))
        if not strange and not _in_dateline(tree, time.span):
            ranked.append((distance, _DAY.match(time.value) is None, time.span, time))
    default = (None, published) if _DAY.fullmatch(published) else None
    for *_, time in sorted(ranked, key=lambda r: r[:3]):
        day = _days(tree, time, published)
        if day is not None:
            return When(time, day)
    return When(None, default)


def _of_reporting(tree: Tree, span: Span) -> bool:
    """Whether a time or place says when or where something was reported, not when or where it happened."""
    word = bisect_right(tree.parsed.starts, span[1] - 1) - 1
    verb = next((a for a in tree.up(word) if tree.upos[a] == "VERB"), None)
    return verb is not None and tree.lemma[verb] in reporting_verbs()


def _days(tree: Tree, time: Time, published: str) -> Day | None:
    text = tree.parsed.document.text[slice(*time.span)]
    if _WEEKDAY.search(text) and not any(c.isdigit() for c in text):
        return (None, published) if published else None
    if _DAY.match(time.value):
        return time.value[:10], time.value[:10]
    if re.fullmatch(r"\d{4}(?:-(?:\d\d|W\d\d))?", time.value) and time.begin and time.end:
        last = (date.fromisoformat(time.end[:10]) - timedelta(days=1)).isoformat()
        return time.begin[:10], min(last, published) if published else last
    return None


def where(tree: Tree, places: Sequence[Place], sentences: Sequence[int], own: Collection[str] = ()) -> Where:
    """Where it happened: the places told in or next to the sentences, in the likeliest country.

    Places whose ids are in ``own`` come before all others.
    """
    near = [
        (_OWN if p.id in own else d, p)
        for p in places
        if (d := _apart(tree, p, sentences)) <= _REACH or p.id in own
        if _is_within(tree, p) and (p.id in own or not _of_reporting(tree, p.span))
    ]
    country = _country(tree, places, near, sentences, own)
    if country is None:
        return Where((), None)
    known = _told_countries(tree, places)
    # A name that only another country's place is known by, where nothing else is said of that country, is taken to be
    # a place the gazetteer does not have; a name that no place is known by may as well be a body's or a building's.
    inside = [(d, p) for d, p in near if p.country and (p.country == country or p.country not in known)]
    if not inside:
        return Where((), country)
    closest = min(d for d, _ in inside)
    dateline = [p for p in places if p.country == country and _in_dateline(tree, p.span) and _is_within(tree, p)]
    return Where(_nested(tree, [p for d, p in inside if d == closest], dateline), country)


def _apart(tree: Tree, place: Place, sentences: Sequence[int]) -> int:
    """How many sentences lie between; a dateline's place is never near."""
    if _in_dateline(tree, place.span):
        return _REACH + 1
    return min(abs(sentence_of(tree, place.span) - s) for s in sentences)


def _in_dateline(tree: Tree, span: Span) -> bool:
    return any(z.span[0] <= span[0] < z.span[1] for z in tree.parsed.document.zones)


def _is_within(tree: Tree, place: Place) -> bool:
    """Whether a place is one within a country, not a country."""
    text = " ".join(tree.parsed.document.text[slice(*place.span)].split()).lower()
    return place.precision != "country" and text not in nations()


def _told_countries(tree: Tree, places: Sequence[Place]) -> dict[str, float]:
    """How often each country is named in the article or is the dateline's."""
    out = told(tree, 0, len(tree.lemma))
    for country in {p.country for p in places if p.country and _in_dateline(tree, p.span)}:
        out[country] = out.get(country, 0.0) + _DATELINE
    return out


def _country(
    tree: Tree,
    places: Sequence[Place],
    near: Sequence[tuple[int, Place]],
    sentences: Sequence[int],
    own: Collection[str],
) -> str | None:
    """The country most spoken of, those named with the targets and those of places beside them counting more."""
    known = _told_countries(tree, places)
    total = sum(known.values()) or 1
    scores = {country: count / total for country, count in known.items()}
    for sentence in sentences:
        for country in told(tree, *tree.parsed.sentences[sentence]):
            scores[country] = scores.get(country, 0.0) + _NAMED_BESIDE
    for country in {p.country for _, p in near if p.country}:
        beside = _PLACE_BESIDE if country in known else _STRANGE_BESIDE
        scores[country] = scores.get(country, 0.0) + beside
    for country in {p.country for p in places if p.id in own and p.country}:
        scores[country] = scores.get(country, 0.0) + (_PLACE_OWN if country in known else _STRANGE_OWN)
    if not scores:
        return _most_placed(tree, places)
    return max(scores, key=lambda c: scores[c])


def _most_placed(tree: Tree, places: Sequence[Place]) -> str | None:
    """The country of most of an article's places, those that no place is known for counted; a dateline's goes first.

    One town abroad among towns that are not known says nothing of where they are.
    """
    dated = [p.country for p in places if p.country and _in_dateline(tree, p.span)]
    if dated:
        return dated[0]
    counts = Counter(p.country for p in places)
    country, count = max(counts.items(), key=lambda item: (item[1], item[0] or ""), default=(None, 0))
    return country if 2 * count > len(places) else None


def _nested(tree: Tree, closest: Sequence[Place], dateline: Sequence[Place]) -> tuple[Place, ...]:
    """One place of each breadth, the first of each, the widest first; parts of a town lie in the dateline's."""
    text = tree.parsed.document.text
    by_rank: dict[int, Place] = {}
    for place in closest:
        by_rank.setdefault(place_type(text, place).rank, place)
    towns = [p for p in dateline if place_type(text, p).rank == _TOWN]
    if towns and min(by_rank) > _TOWN:
        by_rank[_TOWN] = towns[0]
    return tuple(by_rank[r] for r in sorted(by_rank))
