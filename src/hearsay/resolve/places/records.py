"""An article's places as records: recognised, resolved, and where unsure, noted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from hearsay.model import Actor, Mention, Note, Place, content_id
from hearsay.parsed import Parsed
from hearsay.resolve.places.choose import Sense, decide, senses
from hearsay.resolve.places.gazetteer import PRECISION, Gazetteer, distance, gazetteer
from hearsay.resolve.places.keys import key
from hearsay.resolve.places.lists import weights
from hearsay.resolve.places.recognise import describe, probability
from hearsay.resolve.places.spots import Spot, dateline_spots, find_spots, governed

_HEARD = 0.2  # spots below are not even context
_NAMED = frozenset(("group", "ngo", "media", "party", "igo"))  # bodies of whose names a town's may be a part
_APART = 161.0  # km (100 miles): nearer than this two readings do not differ, as the literature scores


class PlaceReading(NamedTuple):
    """The places of an article in text order, and notes on those that may well be another of the name."""

    places: tuple[Place, ...]
    notes: tuple[Note, ...]


def places(parsed: Parsed, *, dateline: str | None = None) -> tuple[Place, ...]:
    """The places an article names, in text order.

    ``dateline`` is a dateline known from elsewhere; the document's own is found in its zones. Demonyms count as naming
    their country ("the Georgian tabloid"). A name the gazetteer does not hold has no point.
    """
    return read_places(parsed, dateline=dateline).places


def read_places(parsed: Parsed, *, dateline: str | None = None) -> PlaceReading:
    """The places an article names and notes (``place-ambiguous``) on names decided narrowly; see `places`."""
    known = gazetteer()
    spots = weighed_spots(parsed, known)
    heading = _dateline(parsed, known)
    if dateline is not None:
        # Not in the text, so it gives context alone.
        elsewhere = dateline_spots(dateline, 0, known)
    else:
        elsewhere = []
    heard = [*heading, *elsewhere, *(spot for spot in spots if spot.probability >= _HEARD)]
    made = senses(heard, known, governed(parsed, spots, known))
    decide(made, known, weights().choose)
    outside = {id(spot) for spot in elsewhere}
    threshold = weights().thresholds["spot"]
    kept = [spot for spot in (*heading, *spots) if spot.probability >= threshold]
    return _reading(parsed, kept, [_without(sense, outside) for sense in made], known)


def literal(
    found: Sequence[Place], text: str, actors: Sequence[Actor], mentions: Sequence[Mention]
) -> tuple[Place, ...]:
    """The places that are meant as places.

    Left out are capitals whose names stand for a government ("Beijing denied it"), and towns whose names are but part
    of a listed body's ("the New York Times").
    """
    governments = {mention for actor in actors if actor.kind == "institution" for mention in actor.mentions}
    heads = {mention.head for mention in mentions if mention.id in governments}
    spans = {m.id: m.span for m in mentions}
    named = [(spans[id], f" {key(a.name)} ") for a in actors if a.entry and a.kind in _NAMED for id in a.mentions]
    known = gazetteer()

    def kept(place: Place) -> bool:
        start, end = place.span
        own = text[start:end]
        if any(a <= start and end <= b for a, b in heads) and any(h.place in known.capitals for h in known.find(own)):
            return False
        if place.precision not in ("city", "feature"):
            return True
        return not any(a <= start and end <= b and f" {key(own)} " in name for (a, b), name in named)

    return tuple(filter(kept, found))


def weighed_spots(parsed: Parsed, known: Gazetteer) -> list[Spot]:
    """The spots of an article's prose, each with its probability of being a place's name."""
    spots = find_spots(parsed, known)
    describe(parsed, spots, known)
    for spot in spots:
        spot.probability = probability(spot.features, weights().spot)
    return spots


def _dateline(parsed: Parsed, known: Gazetteer) -> list[Spot]:
    text = parsed.document.text
    return [
        spot
        for zone in parsed.document.zones
        if zone.kind == "dateline"
        for spot in dateline_spots(text[zone.span[0] : zone.span[1]], zone.span[0], known)
    ]


def _without(sense: Sense, outside: set[int]) -> Sense:
    sense.spots = [spot for spot in sense.spots if id(spot) not in outside]
    return sense


def _reading(parsed: Parsed, spots: Sequence[Spot], made: Sequence[Sense], known: Gazetteer) -> PlaceReading:
    decided = {id(spot): sense for sense in made for spot in sense.spots}
    found, notes = [], []
    noted: set[int] = set()
    for spot in sorted(spots, key=lambda spot: spot.span):
        sense = decided.get(id(spot))
        found.append(_record(parsed, spot, sense, known))
        if sense is not None and id(sense) not in noted:
            noted.add(id(sense))
            notes += _ambiguity(parsed, spot, sense, known)
    return PlaceReading(tuple(found), tuple(notes))


def _record(parsed: Parsed, spot: Spot, sense: Sense | None, known: Gazetteer) -> Place:
    text = parsed.document.text[spot.span[0] : spot.span[1]]
    if sense is None:
        return Place(id=content_id("l", spot.span, text), name=text, span=spot.span)
    place = int(sense.places[int(np.argmax(sense.p))])
    return Place(
        id=content_id("l", spot.span, text, place),
        name=known.name(place),
        span=spot.span,
        country=known.country_code(place),
        admin1=known.admin1_code(place),
        lat=round(float(known.lat[place]), 4),
        lon=round(float(known.lon[place]), 4),
        geonames=int(known.geonames[place]) or None,
        precision="near" if spot.near else PRECISION[known.kind[place]],
    )


def _ambiguity(parsed: Parsed, spot: Spot, sense: Sense, known: Gazetteer) -> list[Note]:
    """A note where places of the name that are far from the one chosen are together too probable to pass over."""
    best, *others = np.argsort(-sense.p, kind="stable").tolist()
    sure = weights().thresholds["sure"]
    if sense.p[best] >= sure:
        return []
    at = int(sense.places[best])
    far = distance(known.lat[sense.places], known.lon[sense.places], float(known.lat[at]), float(known.lon[at]))
    if sense.p[far > _APART].sum() <= 1 - sure:
        return []
    rival = next(i for i in others if far[i] > _APART)
    text = parsed.document.text[spot.span[0] : spot.span[1]]
    message = f"{text!r} may be {_said(at, known)} or {_said(int(sense.places[rival]), known)}; the first is taken"
    return [Note(code="place-ambiguous", message=message, span=spot.span)]


def _said(place: int, known: Gazetteer) -> str:
    """A place as a note names it: "Springfield (US.IL)"."""
    where = ".".join(filter(None, (known.country_code(place), known.admin1_code(place))))
    return f"{known.name(place)} ({where})" if where else known.name(place)
