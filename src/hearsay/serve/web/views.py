"""Records as the pages show them: plain dictionaries, which are the pages' JSON twins too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from hearsay.corroborated import Figure, Happening, Position, Proposition, Series
from hearsay.export.rows import joined
from hearsay.model import Event, Holding, Incident, Reading, Span
from hearsay.serve.web.rendering import headline
from hearsay.store.corroboration import Corroboration
from hearsay.store.index import Index
from hearsay.store.queries import Body, Hit

_NAMELESS = re.compile(r"d[0-9a-f]{12}")
SIDES = {"positive": "affirm", "negative": "deny", "unknown": "doubt"}


def claim(hit: Hit, bodies: Mapping[str, Body]) -> dict[str, Any]:
    """A statement of the ledger."""
    made: dict[str, Any] = msgspec.to_builtins(hit)
    made["id"] = hit.claim or hit.attribution
    made["who"] = hit.source_name or hit.source
    made["about"] = [{"id": one, "name": bodies[one].name} for one in hit.about if one in bodies]
    return made


def claims(index: Index, hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Statements of the ledger, with the names of those they are about."""
    bodies = index.bodies(actor for hit in hits for actor in hit.about)
    return [claim(hit, bodies) for hit in hits]


def words_of(text: str, span: Span | None) -> str:
    """A span's words on one line, empty for none."""
    return joined(text, (span,)) if span is not None else ""


class InReading:
    """The records of one reading by id, with words for what they point at."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.document.text
        self._claims = {one.id: one for one in reading.claims}
        self._attributions = {one.id: one for one in reading.attributions}
        self._times = {one.id: one for one in reading.times}
        self._places = {one.id: one for one in reading.places}
        self._quantities = {one.id: one for one in reading.quantities}
        self._actors = {one.id: one for one in reading.actors}

    def holder(self, by: str) -> str:
        """Who a holding is: the author, or the source of a claim or an attribution."""
        if by == "author":
            return "the author"
        found = self._claims.get(by)
        if found is not None and found.chain and found.chain[-1].name:
            return found.chain[-1].name
        attribution = self._attributions.get(found.attribution if found is not None else by)
        if attribution is None:
            return "a source"
        return attribution.source_name or joined(self.text, attribution.source) or "an unnamed source"

    def holdings(self, held: Iterable[Holding]) -> list[dict[str, str]]:
        """On whose word, and how."""
        return [
            {"by": one.by, "who": self.holder(one.by), "certainty": one.certainty, "polarity": one.polarity}
            for one in held
        ]

    def toll(self, toll: Mapping[str, str]) -> dict[str, str]:
        """The figures of a toll in the text's words, by measure."""
        spans = {measure: self._quantities[q].span for measure, q in toll.items() if q in self._quantities}
        return {measure: words_of(self.text, span) for measure, span in spans.items()}

    def when(self, time: str | None) -> str:
        """A time in the text's words, and what it means."""
        found = self._times.get(time or "")
        if found is None:
            return ""
        said = words_of(self.text, found.span)
        return f"{said} ({found.value})" if found.value != said else said

    def where(self, place: str | None) -> str:
        """A place's name."""
        found = self._places.get(place or "")
        return found.name if found is not None else ""

    def party(self, span: Span, actor: str | None) -> dict[str, str | None]:
        """Who takes part: the phrase, and the public actor it means."""
        known = self._actors.get(actor or "")
        return {"words": words_of(self.text, span), "actor": actor, "name": known.name if known else None}

    def event(self, one: Event) -> dict[str, Any]:
        """A coded event."""
        return {
            "id": one.id, "type": one.type, "mode": one.mode, "contexts": list(one.contexts), "status": one.status,
            "words": words_of(self.text, one.anchor), "actors": [self.party(p.span, p.actor) for p in one.actors],
            "recipients": [self.party(p.span, p.actor) for p in one.recipients], "when": self.when(one.time),
            "where": self.where(one.place), "toll": self.toll(one.toll), "holdings": self.holdings(one.holdings),
            "confidence": one.confidence, "start": one.anchor[0], "end": one.anchor[1],
        }  # fmt: skip

    def incident(self, one: Incident) -> dict[str, Any]:
        """A violent incident with its slots."""
        perpetrators = [
            self.party(p.span, p.actor) | {"kind": p.kind, "confidence": p.confidence,
                                          "by": [self.holder(by) for by in p.by]}
            for p in one.perpetrators
        ]  # fmt: skip
        targets = [
            {"words": words_of(self.text, t.span), "kind": t.kind, "type": t.type, "effect": t.effect, "count": t.count}
            for t in one.targets
        ]
        return {
            "id": one.id, "type": one.type, "stage": one.stage, "category": one.category, "when": self.when(one.time),
            "day": one.day, "where": self.where(one.place), "country": one.country, "perpetrators": perpetrators,
            "instruments": [words_of(self.text, i.span) for i in one.instruments], "targets": targets,
            "toll": self.toll(one.toll), "holdings": self.holdings(one.holdings), "confidence": one.confidence,
            "words": words_of(self.text, one.anchor), "start": one.anchor[0], "end": one.anchor[1],
        }  # fmt: skip


def position(one: Position, origins: Mapping[str, str], titles: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """One source's position: its words, date, chain and evidence, and whom it counts for."""
    made: dict[str, Any] = msgspec.to_builtins(one)
    told = titles.get(one.document, {})
    made["origin_name"] = origins.get(one.origin, "")
    made["record"] = told.get("id")
    made["title"] = told.get("title") or told.get("name")
    return made


def gist(one: Proposition) -> dict[str, Any]:
    """A proposition in a list."""
    return {
        "id": one.id, "text": one.text, "grade": msgspec.to_builtins(one.grade), "affirming": one.affirming,
        "denying": one.denying, "doubting": one.doubting, "first": one.first, "last": one.last,
        "sources": list(dict.fromkeys(p.source for p in one.positions))[:6], "positions": len(one.positions),
        "voices": _voices(one),
    }  # fmt: skip


def _voices(one: Proposition) -> list[dict[str, str]]:
    """The first voice of each side that it has, in its own words: what a title alone may not tell."""
    first: dict[str, Position] = {}
    for each in one.positions:
        first.setdefault(SIDES[each.polarity], each)
    return [
        {"side": side, "source": first[side].source, "cue": first[side].cue, "words": first[side].words}
        for side in SIDES.values()
        if side in first
    ]


def brief(one: Happening) -> dict[str, Any]:
    """A happening in a list."""
    tolls = [{"measure": s.measure, "low": s.low, "high": s.high, "state": s.state} for s in one.tolls]
    return {
        "id": one.id, "kind": one.kind, "type": one.type, "title": one.title, "day": one.day, "place": one.place,
        "country": one.country, "lat": one.lat, "lon": one.lon, "precision": one.precision, "tolls": tolls,
        "versions": len(one.versions), "origins": len(one.origins), "grade": msgspec.to_builtins(one.grade),
    }  # fmt: skip


def named_tolls(tolls: Iterable[Series], titles: Mapping[str, Mapping[str, Any]]) -> list[Series]:
    """Tolls with what a report says for itself under its title or its file's name, never under its id."""

    def named_by(figure: Figure) -> Figure:
        if not _NAMELESS.fullmatch(figure.source):
            return figure
        told = titles.get(figure.document, {})
        return msgspec.structs.replace(figure, source=headline(told.get("title") or told.get("name")) or "a report")

    return [msgspec.structs.replace(one, figures=tuple(map(named_by, one.figures))) for one in tolls]


def series(one: Series) -> dict[str, Any]:
    """A toll's figures in the order they were given."""
    made: dict[str, Any] = msgspec.to_builtins(one)
    return made


def origin_names(found: Corroboration, ids: Iterable[str]) -> dict[str, str]:
    """The names of origins, by id; those that are gone are left out, a report without a title has none."""
    return {one.id: named(one.name) for one in found.origins_by_id(ids)}


def named(origin: str) -> str:
    """An origin's name; that of a report without a title is its id, which says nothing to anybody."""
    return "" if _NAMELESS.fullmatch(origin) else origin
