"""Propositions and happenings: who stands where on what, and what is told of one event by whom."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from litestar import Response, get
from litestar.response import Redirect

from hearsay.corroborated import Happening, Proposition
from hearsay.errors import ConfigError, NotInLedger
from hearsay.serve.desk import Desk
from hearsay.serve.threads import threaded
from hearsay.serve.web import charts
from hearsay.serve.web.front import suffixless
from hearsay.serve.web.narrowing import day
from hearsay.serve.web.rendering import Asked, address, show
from hearsay.serve.web.views import SIDES, InReading, brief, gist, named_tolls, origin_names, position, series
from hearsay.store.corroboration import Corroboration
from hearsay.store.index import Index
from hearsay.store.judgements import Judgement

_PAGE = 30
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")


def graded(given: str) -> str | None:
    """A grade that is asked for, None for all. Raises ConfigError where there is no such grade."""
    if given in ("", "all"):
        return None
    if given not in GRADES:
        raise ConfigError(f"no such grade: {given[:40]!r}; there are {', '.join(GRADES)}")
    return given


@get(["/disputes", "/disputes.json"])
@threaded
def disputes(request: Asked, q: str = "", grade: str = "contested", after: str | None = None) -> Response[Any]:
    """Propositions, those that most take a position to first; only those in dispute unless asked otherwise."""
    desk: Desk = request.app.state.desk
    chosen = graded(grade)
    with desk.corroboration() as found:
        query = q.strip() or None
        rows = found.propositions(query=query, grade=chosen, limit=_PAGE + 1, after=after)
        grades = found.grades(Proposition)
    view = {
        "propositions": [gist(one) for one in rows[:_PAGE]], "q": q, "grade": chosen or "all", "grades": grades,
        "after": rows[_PAGE - 1].id if len(rows) > _PAGE else None, "_all_grades": GRADES,
    }  # fmt: skip
    return show(request, "disputes.html.j2", view)


@get("/disputes/{name:str}")
@threaded
def dispute(request: Asked, name: str) -> Response[Any]:
    """One proposition: who affirms, denies, doubts it, who withheld, who has not been heard."""
    desk: Desk = request.app.state.desk
    wanted = suffixless(name)
    with desk.index() as index, desk.corroboration() as found:
        one = found.proposition(wanted)
        if one.id != wanted:
            return moved(name, "disputes", one.id)
        view = _dispute(index, found, one)
        with desk.judgements() as book:
            said = book.of([one.id, *found.former(one)])
        view |= _decided(found, said)
    return show(request, "dispute.html.j2", view)


def moved(asked: str, where: str, now: str) -> Redirect:
    """On to what has become of a record since its address was noted."""
    suffix = ".json" if asked.endswith(".json") else ""
    return Redirect(address(where, now + suffix), status_code=307)


def _dispute(index: Index, found: Corroboration, one: Proposition) -> dict[str, Any]:
    names = origin_names(found, (p.origin for p in one.positions))
    titles = index.titles(p.document for p in one.positions)
    sides: dict[str, list[dict[str, Any]]] = {"affirm": [], "deny": [], "doubt": []}
    for each in one.positions:
        sides[SIDES[each.polarity]].append(position(each, names, titles))
    bodies = index.bodies((*one.about, *one.unheard))
    told = _told_of(found, one.happening)
    tolls = named_tolls(told.tolls, index.titles(f.document for s in told.tolls for f in s.figures)) if told else []
    copies = {p.document: found.copies_of(p.document) for p in one.positions}
    return gist(one) | {
        "sides": sides, "about": _named(one.about, bodies), "unheard": _named(one.unheard, bodies),
        "withheld": list(one.withheld),
        "_copies": {document: group for document, group in copies.items() if group is not None},
        "_titles": titles,
        "independent": {"affirm": one.affirming, "deny": one.denying, "doubt": one.doubting},
        "dates": _dates(one),
        "tolls": [series(s) for s in tolls], "_charts": [charts.ranges(s) for s in tolls],
        "happening": brief(told) if told is not None else None,
        "_alike": [(other.id, other.text) for other in found.alike(one)],
    }  # fmt: skip


def _told_of(found: Corroboration, name: str | None) -> Happening | None:
    """The happening that a proposition is about."""
    try:
        return found.happening(name) if name is not None else None
    except NotInLedger:
        return None


def _dates(one: Proposition) -> list[dict[str, str]]:
    dated = sorted((p.date, p.source, SIDES[p.polarity]) for p in one.positions if p.date)
    return [{"date": date, "source": source, "side": side} for date, source, side in dated]


def _named(ids: Iterable[str], bodies: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"id": one, "name": bodies[one].name} for one in ids if one in bodies]


def _decided(found: Corroboration, said: Sequence[Judgement]) -> dict[str, Any]:
    """What people joined to it or parted from it, with who and when."""
    split = {claim for one in said if one.verdict == "split" for claim in one.value.get("ids", ())}
    joined: list[dict[str, Any]] = []
    for one in said:
        joined += [_joined(found, other) for other in one.value.get("ids", ()) if one.verdict == "merge"]
    return {"judgements": list(said), "_split": split, "joined": joined}


def _joined(found: Corroboration, name: str) -> dict[str, Any]:
    """A proposition that somebody joined to another; what has changed since has no text."""
    try:
        return {"id": name, "text": found.proposition(name).text}
    except NotInLedger:
        return {"id": name, "text": None}


@get(["/incidents", "/incidents.json"])
@threaded
def incidents(
    request: Asked, q: str = "", type: str = "", country: str = "", grade: str = "", since: str = "", until: str = "",
    after: str | None = None,
) -> Response[Any]:  # fmt: skip
    """What happened, as told: events and incidents across documents, those with most versions first."""
    desk: Desk = request.app.state.desk
    with desk.corroboration() as found:
        rows = found.happenings(
            query=q.strip() or None, type=type or None, country=country.upper() or None, grade=graded(grade),
            since=day(since), until=day(until), limit=_PAGE + 1, after=after,
        )  # fmt: skip
        grades = found.grades(Happening)
    asked = {"q": q, "type": type, "country": country, "grade": grade, "since": since, "until": until}
    view = asked | {
        "happenings": [brief(one) for one in rows[:_PAGE]], "grades": grades, "_all_grades": GRADES,
        "after": rows[_PAGE - 1].id if len(rows) > _PAGE else None,
        "_again": [(name, value) for name, value in asked.items() if value],
    }  # fmt: skip
    return show(request, "incidents.html.j2", view)


@get("/incidents/{name:str}")
@threaded
def incident(request: Asked, name: str) -> Response[Any]:
    """One happening: its slots, every version side by side, tolls by source, who is accused and by whom."""
    desk: Desk = request.app.state.desk
    wanted = suffixless(name)
    with desk.index() as index, desk.corroboration() as found:
        one = found.happening(wanted)
        if one.id != wanted:
            return moved(name, "incidents", one.id)
        titles = index.titles(v.document for v in one.versions)
        names = origin_names(found, one.origins)
        names |= origin_names(found, (v.origin for v in one.versions))
        bodies = index.bodies((*one.actors, *one.recipients))
        tolls = named_tolls(one.tolls, index.titles(f.document for s in one.tolls for f in s.figures))
        view = brief(one) | {
            "tolls": [series(s) for s in tolls], "_charts": [charts.ranges(s) for s in tolls],
            "versions": [
                _version(desk, index, v, titles if place < _SHOWN_IN_FULL else {}, names)
                for place, v in enumerate(one.versions)
            ],
            "perpetrators": [
                {"name": who, "confidence": how, "by": by} for who, how, by in one.perpetrators
            ],
            "actors": _named(one.actors, bodies), "recipients": _named(one.recipients, bodies),
            "propositions": [gist(p) for p in _propositions(found, one.propositions)],
            "_alike": [
                (other.id, ", ".join(filter(None, (other.title, other.place, (other.day or ("",))[0]))))
                for other in found.alike(one)
            ],
        }  # fmt: skip
        with desk.judgements() as book:
            view["judgements"] = book.of([one.id, *found.former(one)])
    return show(request, "incident.html.j2", view)


_SHOWN_IN_FULL = 40


def _propositions(found: Corroboration, ids: Sequence[str]) -> Iterator[Proposition]:
    for name in ids[:20]:
        with contextlib.suppress(NotInLedger):
            yield found.proposition(name)


def _version(desk: Desk, index: Index, one: Any, titles: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(one)
    told = titles.get(one.document, {})
    made |= {
        "title": told.get("title") or told.get("name"),
        "input": told.get("id"),
        "origin_name": names.get(one.origin, ""),
    }
    made["slots"] = _slots(desk, index, one) if told else None
    return made


def _slots(desk: Desk, index: Index, one: Any) -> dict[str, Any] | None:
    """The record as its own document has it."""
    reading = desk.entry(index, one.document).reading
    if reading is None:
        return None
    inside = InReading(reading)
    for incident in reading.incidents:
        if incident.id == one.record:
            return inside.incident(incident)
    for event in reading.events:
        if event.id == one.record:
            return inside.event(event)
    return None
