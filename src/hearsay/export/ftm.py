"""Readings as FollowTheMoney entities, one JSON line each, made and checked by its own library.

An ``Article`` for the document, an ``Organization`` or ``PublicBody`` for each public actor, a ``Mention`` for each
actor in each article, an ``Event`` for each event with whom it involves, and a ``Note`` for each claim, whose text says
who says it, through whom, and how. Nobody is made a ``Person``: people stand in the words of notes alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from hearsay.errors import ConfigError
from hearsay.export.plover import EventRows
from hearsay.export.rows import joined, speaker_of
from hearsay.export.shaped import days
from hearsay.model import Actor, Claim, Event, Reading

_PUBLIC = frozenset(("country", "institution", "office", "igo"))


def entities(readings: Iterable[Reading]) -> Iterator[bytes]:
    """The entities. Raises ConfigError where followthemoney is not installed."""
    try:
        from followthemoney import model
    except ImportError as error:
        raise ConfigError("this format needs followthemoney: pip install 'hearsay[export]'") from error
    from hearsay.export.json import encode

    for reading in readings:
        for entity in _Entities(reading, model).all():
            yield encode(entity.to_dict()) + b"\n"


class _Entities:
    """The entities of one reading."""

    def __init__(self, reading: Reading, model: Any) -> None:
        self.reading = reading
        self.model = model
        self.by = EventRows(reading)

    def all(self) -> Iterator[Any]:
        """The article first, then what is in it."""
        yield self._article()
        for actor in self.reading.actors:
            yield self._actor(actor)
            yield self._mention(actor)
        for event in self.reading.events:
            yield self._event(event)
        for claim in self.reading.claims:
            yield self._note(claim)

    def _made(self, schema: str, id: str, **values: object) -> Any:
        entity = self.model.make_entity(schema)
        entity.id = id
        for name, value in values.items():
            if value:
                entity.add(name, value)
        return entity

    def _article(self) -> Any:
        document = self.reading.document
        return self._made(
            "Article", document.id, title=document.title or document.id, publishedAt=document.published,
            publisher=document.outlet, author=document.byline, language=document.language, sourceUrl=document.url,
            bodyText=document.text,
        )  # fmt: skip

    def _actor(self, actor: Actor) -> Any:
        schema = "PublicBody" if actor.kind in _PUBLIC else "Organization"
        country = self.by.actors[actor.id].country
        return self._made(
            schema, actor.id, name=actor.name, country=country.lower() if country and len(country) == 2 else None,
            wikidataId=actor.wikidata,
        )  # fmt: skip

    def _mention(self, actor: Actor) -> Any:
        document = self.reading.document.id
        return self._made(
            "Mention", f"{document}.{actor.id}", document=document, resolved=actor.id, name=actor.name,
            detectedSchema="Organization",
        )  # fmt: skip

    def _event(self, event: Event) -> Any:
        begin, end = days(self.by.times.get(event.time or ""))
        place = self.by.places.get(event.place or "")
        held = self.by.held(event.holdings)
        said = f"{event.status}; on the word of {held['whose_word'] or 'nobody'}"
        said += f"; disputed by {held['disputed_by']}" if held["disputed_by"] else ""
        return self._made(
            "Event", event.id, name=f"{event.type} {self.by.at(event.anchor)}"[:200], startDate=begin, endDate=end,
            location=place.name if place else None, summary=said, description=self.by.sentence(event.anchor),
            involved=[one.actor for one in (*event.actors, *event.recipients) if one.actor in self.by.actors],
            proof=self.reading.document.id,
        )  # fmt: skip

    def _note(self, claim: Claim) -> Any:
        attribution = next(one for one in self.reading.attributions if one.id == claim.attribution)
        text = self.reading.document.text
        speaker = claim.chain[-1]
        told = f"{speaker_of(text, attribution, speaker) or 'unnamed'} {joined(text, attribution.cue)}: "
        told += joined(text, attribution.content)
        weighed = f"{claim.act}, {claim.stance}, {claim.certainty} {claim.polarity}, author {claim.distance}"
        through = "; ".join(link.name for link in claim.chain[1:-1] if link.name)
        weighed += f"; through {through}" if through else ""
        return self._made(
            "Note", claim.id, name=claim.act, description=told, summary=weighed,
            entity=speaker.actor if speaker.actor in self.by.actors else self.reading.document.id,
            sourceUrl=self.reading.document.url, proof=self.reading.document.id,
        )  # fmt: skip
