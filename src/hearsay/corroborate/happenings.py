"""Happenings: events and incidents of one story that are the same, each document's version kept.

Two tellings are the same where nothing speaks against it (type, days, place, who did it to whom) and something speaks
for it: somebody who takes part in both, one day and one place, or sentences in much the same words.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from hearsay.corroborate.copies import components
from hearsay.corroborate.grades import Reliability, Standing, grade
from hearsay.corroborate.origins import Root
from hearsay.corroborate.told import AUTHOR, Told, Voice
from hearsay.corroborate.tolls import Given, series
from hearsay.corroborate.views import View
from hearsay.corroborate.voices import authority, joined, speaker_in, voice_key
from hearsay.corroborate.words import cosine, name_key, vector
from hearsay.corroborated import Happening, Version
from hearsay.model import content_id

ALIKE = 0.25
"""From this likeness on two sentences tell of one thing, where nothing speaks against it."""
SLACK = 1
"""Days that two reports may differ by: "on Monday" is read from the day of publication, which is not always known."""
NEARBY = 60.0
"""Kilometres within which two places can be one."""
_EARTH = 6371.0


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """An event or incident with the document that tells it. ``folded``: that document is a copy of another."""

    told: Told
    view: View
    root: Root
    folded: bool
    terms: dict[str, float]


def tellings(views: Iterable[View], roots: Mapping[str, Root], folded: frozenset[str]) -> list[Telling]:
    """All that some documents tell. ``roots`` is each one's origin and ``folded`` the copies, by record."""
    return [
        Telling(
            told=told, view=view, root=roots[view.record], folded=view.record in folded,
            terms=vector([(told.words, 1.0)]),
        )
        for view in views
        for told in view.tellings
    ]  # fmt: skip


def happenings(found: Sequence[Telling], reliability: Reliability | None = None) -> list[Happening]:
    """What a story's documents tell together: what two or more tell, and each incident."""
    return [
        _happening(group, reliability)
        for group in _groups(found)
        if group[0].told.kind == "incident" or len({one.view.document for one in group}) > 1
    ]


def _groups(found: Sequence[Telling]) -> Iterator[list[Telling]]:
    by_type: dict[tuple[str, str], list[Telling]] = {}
    for one in found:
        by_type.setdefault((one.told.kind, one.told.type), []).append(one)
    for _, alike in sorted(by_type.items()):
        yield from _joined(alike)


def _joined(alike: Sequence[Telling]) -> Iterator[list[Telling]]:
    """Tellings of one type, grouped. One document's are told apart already, so they meet only through another's."""
    by = {_key(one): one for one in alike}
    near: dict[str, list[str]] = {key: [] for key in by}
    for one, other in combinations(sorted(by), 2):
        if by[one].view.document != by[other].view.document and same(by[one], by[other]):
            near[one].append(other)
            near[other].append(one)
    for keys in components(by, lambda asked: {key: near[key] for key in asked}):
        yield [by[key] for key in keys]


def _key(one: Telling) -> str:
    return f"{one.view.record}\x1f{one.told.record}"


def same(one: Telling, other: Telling) -> bool:
    """Whether two tellings of one type tell of one thing."""
    a, b = one.told, other.told
    days, place = _days(a, b), _place(a, b)
    actors, recipients = _shared(a.actors, b.actors), _shared(a.recipients, b.recipients)
    if days is False or place is False or (actors is False and recipients is not True):
        return False
    alike = cosine(one.terms, other.terms)
    if recipients is False and alike < ALIKE:
        return False
    speaks = [days is True, place is True, actors is True, recipients is True]
    return sum(speaks) >= 2 or alike >= ALIKE or (any(speaks[2:]) and alike >= ALIKE / 2)


def _shared(one: Sequence[str], other: Sequence[str]) -> bool | None:
    """Whether somebody is in both; None where one of them names nobody."""
    if not one or not other:
        return None
    return bool(set(one) & set(other)) or any(_one_name(a, b) for a in one for b in other)


def _one_name(one: str, other: str) -> bool:
    """Whether one name's words are among the other's: "police" and "local police"."""
    first, second = set(name_key(one).split()), set(name_key(other).split())
    return bool(first) and bool(second) and (first <= second or second <= first)


def _days(one: Told, other: Told) -> bool | None:
    """Whether the days can be one; None where either is not told."""
    if one.days is None or other.days is None:
        return None
    a, b, c, d = (_number(day, end) for days in (one.days, other.days) for day, end in zip(days, (0, 1), strict=True))
    return a <= d + SLACK and c <= b + SLACK


def _number(day: str | None, end: int) -> int:
    open_end = datetime.date.max.toordinal() - 400 if end else 1
    try:
        return datetime.date.fromisoformat(day).toordinal() if day else open_end
    except ValueError:
        return open_end


def _place(one: Told, other: Told) -> bool | None:
    """Whether the places can be one; None where either is not told, or one is only the country of the other."""
    if one.country is None or other.country is None:
        return None
    if one.country != other.country:
        return False
    precise = {one.precision, other.precision} <= {"city", "feature", "near"}
    here, there = _point(one), _point(other)
    if not precise or here is None or there is None:
        return True if one.place and one.place == other.place else None
    return kilometres(*here, *there) <= NEARBY


def _point(one: Told) -> tuple[float, float] | None:
    return None if one.lat is None or one.lon is None else (one.lat, one.lon)


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points in degrees on a sphere, by the haversine formula."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))


def _happening(group: Sequence[Telling], reliability: Reliability | None) -> Happening:
    ordered = sorted(group, key=lambda one: (one.view.published or "9999", one.view.document, one.told.record))
    placed = min(ordered, key=lambda one: (_PRECISION.get(one.told.precision or "", 9), one.view.document)).told
    first, voices = ordered[0].told, _voices_in(ordered)
    return Happening(
        id=content_id("h", *sorted(_key(one) for one in group)), kind=first.kind, type=first.type,
        title=_title(ordered), versions=tuple(_version(one) for one in ordered),
        tolls=series(given for one in ordered if not one.folded for given in _given(one, voices)),
        day=_narrowed([one.told.days for one in ordered if one.told.days]), place=placed.place, country=placed.country,
        lat=placed.lat, lon=placed.lon, precision=placed.precision,
        actors=_all(one.told.actors for one in ordered), recipients=_all(one.told.recipients for one in ordered),
        perpetrators=tuple(dict.fromkeys(who for one in ordered for who in one.told.perpetrators)),
        origins=tuple(sorted({one.root.id for one in group})),
        grade=grade([*_standings(ordered, voices)], reliability),
    )  # fmt: skip


_PRECISION = {"feature": 0, "near": 1, "city": 2, "admin1": 3, "country": 4}


def _title(ordered: Sequence[Telling]) -> str:
    """The words most like those of all others; of equals the first."""
    if len(ordered) == 1:
        return ordered[0].told.words

    def likeness(one: Telling) -> float:
        return sum(cosine(one.terms, other.terms) for other in ordered)

    few = ordered[:50]
    return max(few, key=lambda one: (round(likeness(one), 6), -few.index(one))).told.words


def _all(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for group in groups for one in group))


def _narrowed(days: Sequence[tuple[str | None, str | None]]) -> tuple[str | None, str | None] | None:
    """The days that all versions allow, or, where they allow none, all that any tells."""
    if not days:
        return None
    begins, ends = [a for a, _ in days if a], [b for _, b in days if b]
    low, high = max(begins, default=None), min(ends, default=None)
    if low is not None and high is not None and low > high:
        return min(begins), max(ends)
    return low, high


def _version(one: Telling) -> Version:
    told, view = one.told, one.view
    return Version(
        document=view.document, record=told.record, kind=told.kind, outlet=view.outlet, published=view.published,
        words=told.words, holders=_named(told.voices, "positive"), deniers=_named(told.voices, "negative"),
        origin=one.root.id, folded=one.folded,
    )  # fmt: skip


def _named(voices: Iterable[Voice], polarity: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(voice.source for voice in voices if voice.polarity == polarity))


def _voices_in(ordered: Sequence[Telling]) -> dict[str, str]:
    """The voice of each who holds the event in a document, by `_held`'s keys."""
    return joined(
        [speaker_in(key, one.view.document, voice, one.root) for one in ordered for key, voice in _held(one)]
    )  # fmt: skip


def _held(one: Telling) -> Iterator[tuple[str, Voice]]:
    return ((f"{_key(one)}.{number}", voice) for number, voice in enumerate(one.told.voices))


def _standings(ordered: Sequence[Telling], voices: Mapping[str, str]) -> Iterator[Standing]:
    for one in ordered:
        for key, voice in _held(one):
            side = {"positive": 1, "negative": -1}.get(voice.polarity)
            if side is not None:
                yield Standing(
                    voice=voices[key], side=side, sure=voice.certainty in ("certain", "probable"),
                    evidence=voice.evidence, source=voice.source,
                    names=tuple(filter(None, (one.view.outlet, one.root.name))),
                    text=one.view.document,
                )  # fmt: skip


def _given(one: Telling, voices: Mapping[str, str]) -> Iterator[Given]:
    """The numbers of a toll, each on the word it stands in, else on that of the first who holds the event there."""
    holding = {voice.claim: (key, voice) for key, voice in _held(one) if voice.polarity == "positive"}
    first = next((held for claim, held in holding.items() if claim is not None), holding.get(None))
    for number in one.told.toll:
        key: str
        voice: Voice | None
        if number.voice is not None:
            key, voice = holding.get(number.voice.claim, ("", number.voice))
        else:
            key, voice = first or ("", None)
        own = voice is None or voice.source == AUTHOR
        yield Given(
            measure=number.measure, low=number.low, high=number.high, text=number.text,
            source=authority(voices.get(key) or _by_itself(voice, one.root)),
            name=one.view.outlet or one.root.name if own or voice is None else voice.source,
            document=one.view.document, quantity=number.quantity, origin=one.root.id,
            actor=None if voice is None else voice.actor, claim=None if voice is None else voice.claim,
            date=one.view.published,
        )  # fmt: skip


def _by_itself(voice: Voice | None, root: Root) -> str:
    return f"origin {root.id}" if voice is None else voice_key(voice, root)
