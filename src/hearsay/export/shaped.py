"""Events in the shape of UCDP's GED and of ACLED's table, so that other people's scripts take them.

The columns are those of UCDP GED 24.1 and of ACLED's export; what a reading cannot know is left empty, never made up,
and columns of our own at the end say on whose word each row stands. A row is a report of an event, not a verified
event: neither project's coders have seen it. docs/exports.md says column by column what is filled.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from hearsay.export.plover import EventRows
from hearsay.export.sheet import header, line
from hearsay.model import Event, Participant, Quantity, Reading, Time

OURS = ("whose_word", "certainty", "polarity", "holders", "disputed_by", "status", "document", "start", "end")
"""Our own columns, after theirs."""
UCDP_COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob", *OURS,
)  # fmt: skip
ACLED_COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp", *OURS,
)  # fmt: skip
_STATE, _ARMED, _CIVIL = frozenset(("GOV", "MIL", "COP", "SPY")), frozenset(("REB", "UAF", "PAR")), frozenset(("CVL",))
_WHERE_UCDP = {"feature": 1, "city": 1, "near": 2, "admin1": 4, "country": 6}
_WHERE_ACLED = {"feature": 1, "city": 1, "near": 2, "admin1": 3}


def ucdp(readings: Iterable[Reading]) -> Iterator[bytes]:
    """Events in which somebody is said to have been killed, as UCDP counts only these."""
    yield header(UCDP_COLUMNS)
    for reading in readings:
        by = EventRows(reading)
        for event in reading.events:
            killed = by.quantities.get(event.toll.get("killed", ""))
            if event.status == "occurred" and killed is not None and killed.high != 0:
                yield line(UCDP_COLUMNS, _ucdp(event, killed, by))


def acled(readings: Iterable[Reading]) -> Iterator[bytes]:
    """Events of the types that ACLED has."""
    yield header(ACLED_COLUMNS)
    for reading in readings:
        by = EventRows(reading)
        for event in reading.events:
            if event.status == "occurred" and event.type in _table()["types"]:
                yield line(ACLED_COLUMNS, _acled(event, by))


@cache
def _table() -> dict[str, Any]:
    path = "data/export/acled.toml"
    return tomllib.loads(resources.files("hearsay").joinpath(path).read_text(encoding="utf-8"))


def _ucdp(event: Event, killed: Quantity, by: EventRows) -> dict[str, object]:
    document, place, time = by.reading.document, by.places.get(event.place or ""), by.times.get(event.time or "")
    begin, end = days(time)
    best = killed.low if killed.low is not None else killed.high
    held = by.held(event.holdings)
    return _ours(event, held, by) | {
        "id": event.id, "year": begin[:4] if begin else None, "code_status": "Machine-read report",
        "type_of_violence": _violence(event, by), "side_a": _names(event.actors, by),
        "side_b": _names(event.recipients, by), "number_of_sources": held["holders"],
        "source_article": _article(by), "source_office": document.outlet, "source_date": document.published,
        "source_headline": document.title, "source_original": held["whose_word"],
        "where_prec": _WHERE_UCDP.get(place.precision or "") if place else None,
        "where_coordinates": place.name if place else None, "adm_1": place.admin1 if place else None,
        "latitude": place.lat if place else None, "longitude": place.lon if place else None,
        "geom_wkt": f"POINT ({place.lon:g} {place.lat:g})" if place and place.lat is not None else None,
        "country": place.country if place else None, "date_prec": date_precision(begin, end), "date_start": begin,
        "date_end": end, "deaths_unknown": _whole(best), "best": _whole(best), "high": _whole(killed.high),
        "low": _whole(killed.low if killed.low is not None else 0),
    }  # fmt: skip


def _violence(event: Event, by: EventRows) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; only where the sectors of both sides are known."""
    one, other = _sectors(event.actors, by), _sectors(event.recipients, by)
    if not one or not other:
        return None
    if one | other <= _STATE | _ARMED and ((one & _STATE and other & _ARMED) or (one & _ARMED and other & _STATE)):
        return 1
    if one <= _ARMED and other <= _ARMED:
        return 2
    return 3 if one <= _STATE | _ARMED and other <= _CIVIL else None


def _acled(event: Event, by: EventRows) -> dict[str, object]:
    document, place, time = by.reading.document, by.places.get(event.place or ""), by.times.get(event.time or "")
    begin, end = days(time)
    told = _acled_type(event, by)
    killed = by.quantities.get(event.toll.get("killed", ""))
    one, other = _inter(event.actors, by), _inter(event.recipients, by)
    held = by.held(event.holdings)
    return _ours(event, held, by) | {
        "event_id_cnty": event.id, "event_date": begin, "year": begin[:4] if begin else None,
        "time_precision": {1: 1, 2: 2, 3: 2, 4: 3}.get(date_precision(begin, end) or 0), "disorder_type": told[2],
        "event_type": told[0], "sub_event_type": told[1], "actor1": _names(event.actors, by), "inter1": one,
        "actor2": _names(event.recipients, by), "inter2": other,
        "interaction": f"{one}-{other}" if one and other else None,
        "civilian_targeting": "Civilian targeting" if other == "Civilians" else None,
        "country": place.country if place else None, "admin1": place.admin1 if place else None,
        "location": place.name if place else None, "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geo_precision": _WHERE_ACLED.get(place.precision or "") if place else None, "source": document.outlet,
        "notes": by.sentence(event.anchor), "fatalities": _whole(killed.low) if killed is not None else None,
        "tags": "|".join(event.contexts),
    }  # fmt: skip


def _acled_type(event: Event, by: EventRows) -> tuple[str, str, str]:
    """ACLED's event type, sub-event type and disorder type."""
    table = _table()
    entry = table["types"][event.type]
    armed = set(table["battle"]["armed"])
    one, other = _sectors(event.actors, by), _sectors(event.recipients, by)
    mode = entry.get("modes", {}).get(event.mode or "")
    if event.type == "ASSAULT" and one and other and one <= armed and other <= armed and " / " not in (mode or ""):
        return table["battle"]["event"], table["battle"]["sub"], table["battle"]["disorder"]
    if mode is None:
        return entry["event"], entry["sub"], entry["disorder"]
    named, _, sub = mode.partition(" / ")
    return (named, sub, entry["disorder"]) if sub else (entry["event"], named, entry["disorder"])


def _inter(participants: Sequence[Participant], by: EventRows) -> str | None:
    found = {_table()["inter"].get(sector) for sector in _sectors(participants, by)} - {None}
    return found.pop() if len(found) == 1 else None


def _sectors(participants: Sequence[Participant], by: EventRows) -> set[str]:
    known = (by.actors.get(one.actor or "") for one in participants)
    return {actor.sector for actor in known if actor is not None and actor.sector}


def _names(participants: Sequence[Participant], by: EventRows) -> str:
    """As the text calls them: nobody is identified beyond what it says."""
    return "|".join(by.at(one.span) for one in participants)


def _article(by: EventRows) -> str:
    document = by.reading.document
    parts = (document.outlet, document.published, document.title, document.url)
    return ", ".join(part for part in parts if part)


def _ours(event: Event, held: dict[str, object], by: EventRows) -> dict[str, object]:
    place = {
        "status": event.status,
        "document": by.reading.document.id,
        "start": event.anchor[0],
        "end": event.anchor[1],
    }
    return held | place


def days(time: Time | None) -> tuple[str | None, str | None]:
    """The first and the last day of a time, ISO 8601, None where they are not known."""
    if time is None or time.begin is None:
        return None, None
    try:
        first = datetime.date.fromisoformat(time.begin[:10])
        last = datetime.date.fromisoformat(time.end[:10]) if time.end else first
        if time.end and len(time.end) == 10 and last > first:
            last -= datetime.timedelta(days=1)
    except ValueError:
        return None, None
    return first.isoformat(), max(first, last).isoformat()


def date_precision(begin: str | None, end: str | None) -> int | None:
    """UCDP's: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 more."""
    if begin is None or end is None:
        return None
    length = (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(begin)).days + 1
    return 1 if length == 1 else 2 if length < 7 else 3 if length == 7 else 4 if length <= 31 else 5


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
