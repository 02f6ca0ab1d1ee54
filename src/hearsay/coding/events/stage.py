"""The stage: a parsed document and what the stages before made of it, to events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from hearsay.coding.events.candidates import Candidate, Finder
from hearsay.coding.events.circumstances import Circumstances
from hearsay.coding.events.holdings import Holders
from hearsay.coding.events.merge import Merger, Told
from hearsay.coding.events.slots import Slots
from hearsay.coding.events.tree import Tree
from hearsay.coding.linking import Linker
from hearsay.coding.ontology import Ontology, load
from hearsay.coding.wordlists import tables
from hearsay.model import (
    Actor,
    Attribution,
    Claim,
    Event,
    Holding,
    Participant,
    Place,
    Quantity,
    Spans,
    Time,
    content_id,
)
from hearsay.parsed import Parsed


@dataclass(frozen=True)
class Given:
    """What other stages found in the document. Claims may be empty: an attribution's cue is asked then."""

    attributions: Sequence[Attribution] = ()
    claims: Sequence[Claim] = ()
    actors: Sequence[Actor] = ()
    times: Sequence[Time] = ()
    places: Sequence[Place] = ()
    quantities: Sequence[Quantity] = ()


def events(parsed: Parsed, given: Given | None = None, ontology: Ontology | None = None) -> tuple[Event, ...]:
    """The events of a document, in text order, each once, by PLOVER 2.0 or an ontology of the user's.

    Raises `ConfigError` where a data file in the package is damaged.
    """
    return _Coder(parsed, given or Given(), ontology or load()).events()


class _Coder:
    """Codes one document."""

    def __init__(self, parsed: Parsed, given: Given, ontology: Ontology) -> None:
        self.tree = Tree(parsed)
        self.given = given
        self.ontology = ontology
        self.linker = Linker(parsed.mentions, given.actors)
        linked = {w for w, m in self.tree.mention_at.items() if self.linker.linked(m)}
        self.slots = Slots(self.tree, ontology, linked)
        self.finder = Finder(self.tree, ontology, self.slots)
        self.around = Circumstances(self.tree, ontology, given.times, given.places, given.quantities)
        self.holders = Holders(self.tree, given.attributions, given.claims)

    def events(self) -> tuple[Event, ...]:
        candidates = self.finder.find()
        tolls = self.around.tolls(candidates)
        told = Merger(self.tree, self.slots, self._when).merge(candidates)
        out: list[Event] = []
        for one in told:
            event = self._event(one, tolls)
            out.append(self._sides(one, event, out))
        return tuple(self._denied(told, out))

    def _denied(self, told: Sequence[Told], made: Sequence[Event]) -> list[Event]:
        """Events with the denials that only point back at them: the last that another source told, a sentence back."""
        out = list(made)
        for at, claim in self.holders.denials():
            near = [i for i, one in enumerate(told) if self._points_at(one, out[i], at)]
            speaker = claim.chain[-1] if claim.chain else None
            name = (speaker.name or str(speaker.span)) if speaker else ""
            target = next((i for i in reversed(near) if name not in self.holders.speakers(out[i].holdings)), None)
            if target is not None:
                denial = Holding(by=claim.id, certainty="certain", polarity="negative")
                out[target] = msgspec.structs.replace(out[target], holdings=(*out[target].holdings, denial))
        return out

    def _points_at(self, told: Told, event: Event, at: int) -> bool:
        sentence = self.tree.sentence_of
        last = max(c.word for c in told.tellings)
        claimed = any(h.by != "author" and h.polarity == "positive" for h in event.holdings)
        return claimed and last < at and sentence[at] - sentence[last] <= 1

    def _when(self, candidate: Candidate) -> str | None:
        time = self.around.time(candidate)
        return None if time is None else time.begin or time.value

    def _event(self, told: Told, tolls: dict[int, dict[str, str]]) -> Event:
        first = told.first
        anchor = self._span(first)
        times = [t for c in told.tellings if (t := self.around.time(c)) is not None]
        places = [p for c in told.tellings if (p := self.around.place(c)) is not None]
        toll: dict[str, str] = {}
        for candidate in told.tellings:
            toll |= {m: q for m, q in tolls.get(candidate.word, {}).items() if m not in toll}
        kind = self.ontology.types[first.type]
        mode = kind.modes.get(told.mode or "")
        return Event(
            id=content_id("e", self.tree.parsed.document.id, first.type, *anchor),
            anchor=anchor,
            type=first.type,
            mode=mode.name if mode else None,
            contexts=self._contexts(told),
            actors=self._participants(told.actors),
            recipients=self._participants(told.recipients),
            time=times[0].id if times else None,
            place=places[0].id if places else None,
            toll=toll,
            status=first.status,
            holdings=self._holdings(told),
            confidence=self._confidence(told),
            tellings=self._tellings(told),
            quad=kind.quad,
            score=mode.score if mode and mode.score is not None else kind.score,
            cameo=self.ontology.cameo_root(kind.name, mode.name if mode else None),
        )

    def _span(self, candidate: Candidate) -> tuple[int, int]:
        return self.tree.parsed.span(candidate.word, candidate.word + 1)

    def _tellings(self, told: Told) -> Spans:
        return tuple(sorted({self._span(c) for c in told.tellings}))

    def _participants(self, words: Sequence[int]) -> tuple[Participant, ...]:
        """Each once: "the East Example Movement, or EEM" is one."""
        found = [
            Participant(span=self.tree.phrase(w), actor=self._actor(w), stands_for=self.tree.stands_for(w))
            for w in words
        ]
        known = {p.actor: p for p in reversed(found) if p.actor is not None}
        return tuple(p for p in found if p.actor is None or known[p.actor] is p)

    def _actor(self, word: int) -> str | None:
        return self.linker.actor(self.tree.mention_at.get(word))

    def _contexts(self, told: Told) -> tuple[str, ...]:
        mode = self.ontology.types[told.first.type].modes.get(told.mode or "")
        found = set(self.around.contexts(told.first)) | ({mode.context} if mode and mode.context else set())
        return tuple(c for c in self.ontology.contexts if c in found)

    def _holdings(self, told: Told) -> tuple[Holding, ...]:
        """Of all tellings, one a holder; a later one that affirms wins over one that leaves it open."""
        out: dict[str, Holding] = {}
        for c in told.tellings:
            if out and self.holders.speaks_of(c.word):
                continue  # who only takes it up says nothing of whether it happened
            value = self.finder.statuses.value(c.word, c.verb, c.status)
            for holding in self.holders.holdings(c.word, c.verb, c.status, value):
                known = out.get(holding.by)
                if known is None or known.polarity == "unknown":
                    out[holding.by] = holding
        return tuple(out.values())

    def _confidence(self, told: Told) -> float:
        """By how much of the event is filled; measured, see docs/events.md."""
        filled = bool(told.actors) + bool(told.recipients)
        key = ("none", "one", "both")[filled]
        return next(float(v) for v in tables()[f"confidence.{key}"])

    # --- "both sides" ---

    def _sides(self, told: Told, event: Event, before: Sequence[Event]) -> Event:
        """ "Both sides agreed": the two that met or dealt with each other last are the sides."""
        word = next((w for w in told.actors if self._is_sides(w)), None)
        if word is None or len(told.actors) > 1:
            return event
        bodies = self._two(before)
        if bodies is None:
            return event
        span = self.tree.phrase(word)
        return msgspec.structs.replace(event, actors=tuple(Participant(span=span, actor=a) for a in bodies))

    def _is_sides(self, word: int) -> bool:
        lists, tree = tables(), self.tree
        near = {tree.form[c] for c in tree.children[word]}
        return tree.lemma[word] in lists["retelling.sides"] and bool(near & lists["retelling.both"])

    def _two(self, before: Sequence[Event]) -> tuple[str, str] | None:
        for event in reversed(before):
            found = [p.actor for p in (*event.actors, *event.recipients) if p.actor is not None]
            unique = list(dict.fromkeys(found))
            if len(unique) == 2:
                return unique[0], unique[1]
        return None
