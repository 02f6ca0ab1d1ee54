"""Events as a table in PLOVER's terms, one a row, with on whose word each stands and who disputes it.

A CSV file (RFC 4180, UTF-8) with a header. Nothing is left out: events that are negated, supposed or held by nobody
have their row, and ``status``, ``holders`` and ``disputed_by`` say so. Columns that PLOVER 2.0 names (chapter "Data
Fields") have its names; ``docs/events.md`` describes them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hearsay.export.safe import one_line
from hearsay.export.sheet import header, line
from hearsay.model import Actor, Claim, Event, Holding, Participant, Reading, Span

COLUMNS = (
    "id", "document", "title", "outlet", "url", "published", "date", "enddate", "event", "mode", "context", "status",
    "actor_text", "actor_id", "actor_name", "actor_code", "actor_sector",
    "recipient_text", "recipient_id", "recipient_name", "recipient_code", "recipient_sector",
    "extracted_place", "geonameid", "lat", "lon", "country_code",
    "dead", "injured", "arrested", "abducted", "displaced",
    "quad_code", "event_scale", "cameo_root",
    "whose_word", "certainty", "polarity", "holders", "disputed_by", "confidence", "start", "end", "event_text",
)  # fmt: skip
"""The columns, in order. Several values in one cell are parted by ``|``."""
_TOLL = {"dead": "killed"} | {name: name for name in ("injured", "arrested", "abducted", "displaced")}
_SURE = ("certain", "probable", "possible", "unknown")


def rows(readings: Iterable[Reading]) -> Iterator[bytes]:
    """The header, then the rows of each reading's events."""
    yield header(COLUMNS)
    for reading in readings:
        yield b"".join(line(COLUMNS, row) for row in map(EventRows(reading).row, reading.events))


class EventRows:
    """The rows of one reading's events."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.document.text
        self.actors = {a.id: a for a in reading.actors}
        self.claims = {c.id: c for c in reading.claims}
        self.sources = {a.id: a.source_name for a in reading.attributions}
        self.times = {t.id: t for t in reading.times}
        self.places = {p.id: p for p in reading.places}
        self.quantities = {q.id: q for q in reading.quantities}

    def row(self, event: Event) -> dict[str, object]:
        """One event's cells by column."""
        document = self.reading.document
        return {
            "id": event.id,
            "document": document.id,
            "title": document.title,
            "outlet": document.outlet,
            "url": document.url,
            "published": document.published,
            "event": event.type,
            "mode": event.mode,
            "context": "|".join(event.contexts),
            "status": event.status,
            "quad_code": event.quad or None,
            "event_scale": event.score,
            "cameo_root": event.cameo,
            "confidence": event.confidence,
            "start": event.anchor[0],
            "end": event.anchor[1],
            "event_text": self.at(event.anchor),
            **self._when(event),
            **self._side("actor", event.actors),
            **self._side("recipient", event.recipients),
            **self._where(event),
            **{column: self.count(event.toll.get(measure)) for column, measure in _TOLL.items()},
            **self.held(event.holdings),
        }

    def at(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span[0] : span[1]]

    def sentence(self, span: Span) -> str:
        """The sentence in which a span begins, on one line."""
        found = next(((s, e) for s, e in self.reading.sentences if s <= span[0] < e), span)
        return one_line(self.at(found))

    def _when(self, event: Event) -> dict[str, object]:
        time = self.times.get(event.time or "")
        return {"date": time.begin or time.value, "enddate": time.end} if time is not None else {}

    def _side(self, name: str, participants: Iterable[Participant]) -> dict[str, object]:
        people = list(participants)
        known: list[Actor | None] = [self.actors.get(p.actor or "") for p in people]
        return {
            f"{name}_text": "|".join(self.at(p.span) for p in people),
            f"{name}_id": "|".join(a.id if a else "" for a in known),
            f"{name}_name": "|".join(a.name if a else "" for a in known),
            f"{name}_code": "|".join((a.code or "") if a else "" for a in known),
            f"{name}_sector": "|".join((a.sector or "") if a else "" for a in known),
        }

    def _where(self, event: Event) -> dict[str, object]:
        place = self.places.get(event.place or "")
        if place is None:
            return {}
        return {
            "extracted_place": place.name,
            "geonameid": place.geonames,
            "lat": place.lat,
            "lon": place.lon,
            "country_code": place.country,
        }

    def count(self, quantity: str | None) -> str | None:
        """A toll as bounds ("24-31", "24+"), in the words of the text where it has none."""
        found = self.quantities.get(quantity or "")
        if found is None:
            return None
        low, high = (None if v is None else f"{v:g}" for v in (found.low, found.high))
        if low is None and high is None:
            return self.at(found.span)
        if low == high:
            return low
        return f"{low}+" if high is None else f"{low or 0}-{high}"

    def held(self, holdings: Sequence[Holding]) -> dict[str, object]:
        """Who holds it with positive polarity, the surest first; who denies it."""
        held = sorted((h for h in holdings if h.polarity == "positive"), key=lambda h: _SURE.index(h.certainty))
        best = held[0] if held else next(iter(holdings), None)
        return {
            "whose_word": "|".join(dict.fromkeys(self.who(h.by) for h in held)),
            "certainty": best.certainty if best else None,
            "polarity": best.polarity if best else None,
            "holders": len({self.who(h.by) for h in held}),
            "disputed_by": "|".join(dict.fromkeys(self.who(h.by) for h in holdings if h.polarity == "negative")),
        }

    def who(self, by: str) -> str:
        """A name for who holds something: ``by`` is ``author`` or the id of a claim or of an attribution."""
        claim = self.claims.get(by)
        if claim is not None:
            return self._speaker(claim)
        return "author" if by == "author" else self.sources.get(by) or "unnamed"

    def _speaker(self, claim: Claim) -> str:
        link = claim.chain[-1] if claim.chain else None
        if link is None or (link.name is None and link.span is None):
            return self.sources.get(claim.attribution) or "unnamed"
        if link.name is not None:
            return link.name
        return self.at(link.span) if link.span is not None else "unnamed"
