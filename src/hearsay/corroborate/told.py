"""Events and incidents of one document, as they are held against those of others."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from hearsay.corroborated import HappeningKind
from hearsay.model import (
    Certainty,
    Claim,
    Event,
    EvidenceKind,
    Holding,
    Incident,
    Participant,
    Polarity,
    Reading,
    SourceType,
    Span,
)

AUTHOR = "the author"
_LONGEST = 220


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """On whose word something stands in a document, and how. ``source`` is `AUTHOR` for the article's own."""

    source: str
    actor: str | None = None
    type: SourceType = "unknown"
    claim: str | None = None
    certainty: Certainty = "unknown"
    polarity: Polarity = "positive"
    evidence: tuple[EvidenceKind, ...] = ()


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A number of a toll, with the bounds the text gives it. ``quantity`` is the record's id.

    ``voice`` is whose word it stands in, None where it is in nobody's.
    """

    measure: str
    low: float | None
    high: float | None
    text: str
    quantity: str
    voice: Voice | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One event or incident as a document tells it.

    ``days`` are the first and last day it can have been (ISO 8601), ``actors`` and ``recipients`` ids of actors, or
    names where there is none; ``perpetrators`` names with MUC-4's confidence and on whose word.
    """

    record: str
    kind: HappeningKind
    type: str
    words: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    days: tuple[str | None, str | None] | None = None
    place: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    voices: tuple[Voice, ...] = ()
    toll: tuple[Number, ...] = ()
    perpetrators: tuple[tuple[str, str, str], ...] = ()


class _Lookup:
    """A reading's records by id."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.document.text
        self.sentences = reading.sentences
        self.claims = {claim.id: claim for claim in reading.claims}
        self.times = {time.id: time for time in reading.times}
        self.places = {place.id: place for place in reading.places}
        self.quantities = {quantity.id: quantity for quantity in reading.quantities}
        self.contents = _contents(reading)
        self.names = {actor.id: actor.name for actor in reading.actors}


def _contents(reading: Reading) -> list[tuple[Span, Claim]]:
    """The spans of what is claimed, each with the claim, the shortest first: within another's words the inner one's."""
    content = {attribution.id: attribution.content for attribution in reading.attributions}
    spans = [(span, claim) for claim in reading.claims for span in content.get(claim.attribution, ())]
    affirmed = [(span, claim) for span, claim in spans if claim.stance == "affirm"]
    return sorted(affirmed, key=lambda pair: (pair[0][1] - pair[0][0], pair[1].id))


def tellings(reading: Reading) -> Iterator[Told]:
    """The events that are told as having happened or going on, and the incidents."""
    by = _Lookup(reading)
    for event in reading.events:
        if event.status in ("occurred", "ongoing"):
            yield _event(event, by)
    for incident in reading.incidents:
        yield _incident(incident, by)


def _event(event: Event, by: _Lookup) -> Told:
    return Told(
        record=event.id, kind="event", type=event.type, words=_sentence(event.anchor, by),
        actors=_bodies(event.actors, by), recipients=_bodies(event.recipients, by), days=_days(event.time, by),
        voices=_voices(event.holdings, by), toll=_toll(event.toll, by), **_where(event.place, by),
    )  # fmt: skip


def _incident(incident: Incident, by: _Lookup) -> Told:
    days = incident.day or _days(incident.time, by)
    targets = tuple(dict.fromkeys(target.name for target in incident.targets))
    where = _where(incident.place, by)
    return Told(
        record=incident.id, kind="incident", type=incident.type, words=_sentence(incident.anchor, by),
        recipients=targets, days=days, voices=_voices(incident.holdings, by), toll=_toll(incident.toll, by),
        perpetrators=tuple((one.name, one.confidence, _word(one.by, by)) for one in incident.perpetrators),
        **(where | {"country": incident.country or where["country"]}),
    )  # fmt: skip


def _word(by: tuple[str, ...], look: _Lookup) -> str:
    named = [speaker(look.claims[one]).source for one in by if one in look.claims]
    return ", ".join(dict.fromkeys(named)) or AUTHOR


def _sentence(anchor: Span, by: _Lookup) -> str:
    """The words of the sentence that tells it."""
    start, end = next(((s, e) for s, e in by.sentences if s <= anchor[0] < e), anchor)
    words = " ".join(by.text[start:end].split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _bodies(taking_part: tuple[Participant, ...], by: _Lookup) -> tuple[str, ...]:
    named = (one.actor or " ".join(by.text[slice(*one.span)].split()).casefold() for one in taking_part)
    return tuple(dict.fromkeys(named))


def _days(time: str | None, by: _Lookup) -> tuple[str | None, str | None] | None:
    """The days a time covers, both among them."""
    found = by.times.get(time or "")
    if found is None or (found.begin is None and found.end is None):
        return None
    return (found.begin[:10] if found.begin else None, _day_before(found.end) if found.end else None)


def _day_before(end: str) -> str:
    """The last day before a half-open end; an end within a day is that day's."""
    try:
        day = datetime.date.fromisoformat(end[:10])
        return (day if len(end) > 10 else day - datetime.timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return end[:10]


def _where(place: str | None, by: _Lookup) -> dict[str, Any]:
    found = by.places.get(place or "")
    names = ("country", "lat", "lon", "precision")
    if found is None:
        return dict.fromkeys(("place", *names))
    return {"place": found.name} | {name: getattr(found, name) for name in names}


def _voices(holdings: tuple[Holding, ...], by: _Lookup) -> tuple[Voice, ...]:
    return tuple(_voice(holding, by.claims) for holding in holdings)


def _voice(holding: Holding, claims: Mapping[str, Claim]) -> Voice:
    claim = claims.get(holding.by)
    if claim is None:
        source = AUTHOR if holding.by == "author" else "a source that is not named"
        return Voice(source=source, type="author", certainty=holding.certainty, polarity=holding.polarity)
    return msgspec.structs.replace(speaker(claim), certainty=holding.certainty, polarity=holding.polarity)


def speaker(claim: Claim) -> Voice:
    """Whose claim it is: the innermost source of its chain."""
    link = claim.chain[-1]
    return Voice(
        source=link.name or ("a source that is not named" if link.type != "author" else AUTHOR), actor=link.actor,
        type=link.type, claim=claim.id, certainty=claim.certainty, polarity=claim.polarity,
        evidence=tuple(dict.fromkeys(one.kind for one in claim.evidence)),
    )  # fmt: skip


def _whose(span: Span, by: _Lookup) -> Voice | None:
    claims = (claim for (start, end), claim in by.contents if start <= span[0] and span[1] <= end)
    return next((speaker(claim) for claim in claims), None)


def _toll(toll: Mapping[str, str], by: _Lookup) -> tuple[Number, ...]:
    return tuple(
        Number(
            measure=measure,
            low=found.low,
            high=found.high,
            text=by.text[slice(*found.span)],
            quantity=found.id,
            voice=_whose(found.span, by),
        )
        for measure, quantity in sorted(toll.items())
        if (found := by.quantities.get(quantity)) is not None
    )
