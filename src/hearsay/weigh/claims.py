"""Attributions to claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from hearsay.model import Actor, Attribution, Claim, Distance, Note, Quantity, Time, content_id
from hearsay.parsed import Parsed
from hearsay.weigh.chains import Chains, frame, held
from hearsay.weigh.cues import Frame, Weighed, addressee
from hearsay.weigh.cues import weigh as weigh_cue
from hearsay.weigh.denials import allegation, alleged
from hearsay.weigh.evidence import evidence
from hearsay.weigh.factuality import Value, factuality
from hearsay.weigh.notes import notes
from hearsay.weigh.said import When
from hearsay.weigh.sources import SourceTypes
from hearsay.weigh.tables import cue_tables
from hearsay.weigh.view import View


class Weighing(NamedTuple):
    """An article's claims, and the notes on them."""

    claims: tuple[Claim, ...]
    notes: tuple[Note, ...]


def weigh(
    parsed: Parsed,
    attributions: Sequence[Attribution],
    actors: Sequence[Actor] = (),
    times: Sequence[Time] = (),
    quantities: Sequence[Quantity] = (),
) -> Weighing:
    """The claims of an article, as :func:`claims` gives them, and what a careful reader would stop at.

    Raises :class:`hearsay.errors.ConfigError` where a lexicon in the package is damaged.
    """
    weigher = Weigher(parsed, attributions, actors, times)
    found = weigher.all(attributions)
    by_id = {a.id: a for a in attributions}
    told = [(claim, by_id[claim.attribution]) for claim in found]
    return Weighing(found, notes(weigher.types, told, actors, quantities))


def claims(
    parsed: Parsed, attributions: Sequence[Attribution], actors: Sequence[Actor] = (), times: Sequence[Time] = ()
) -> tuple[Claim, ...]:
    """One claim for each attribution, in their order.

    ``actors`` and ``times`` are the article's: links get the ids of actors, claims that of the time they were made at,
    and what kind of body a source is helps to tell its type. A denial of what another has alleged ("X denies Y's report
    that Z") is followed by Y's claim, to which it is linked; both have the denial's attribution. Raises
    :class:`hearsay.errors.ConfigError` where a lexicon in the package is damaged.
    """
    return Weigher(parsed, attributions, actors, times).all(attributions)


class Sized(NamedTuple):
    """What an attribution's own words say."""

    frame: Frame
    cue: Weighed
    value: Value


class Weigher:
    """Weighs the attributions of one document."""

    def __init__(
        self,
        parsed: Parsed,
        attributions: Sequence[Attribution],
        actors: Sequence[Actor] = (),
        times: Sequence[Time] = (),
    ) -> None:
        self.view = View(parsed)
        self._chains = Chains(self.view, attributions, actors)
        self._when = When(self.view, times)
        self._sized: dict[str, Sized] = {}
        self._objects = self._denied_children(attributions)

    @property
    def types(self) -> SourceTypes:
        """The typing of the document's sources."""
        return self._chains.types

    def all(self, attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
        """The claims of all attributions, in their order."""
        return tuple(claim for attribution in attributions for claim in self.weigh(attribution))

    def weigh(self, attribution: Attribution) -> list[Claim]:
        """The attribution's claim, and that of whom it denies where no attribution of its own stands for it."""
        claim = self._claim(attribution)
        child = self._objects.get(attribution.id)
        if child is not None:
            return [msgspec.structs.replace(claim, linked=self._claim(child).id)]
        other = self._denied(attribution)
        return [claim] if other is None else [msgspec.structs.replace(claim, linked=other.id), other]

    def size(self, attribution: Attribution) -> Sized:
        """What the attribution's own words say, worked out once."""
        known = self._sized.get(attribution.id)
        if known is None:
            words = frame(self.view, attribution, self._chains.link(attribution).type, self.types)
            cue = weigh_cue(self.view, words)
            known = self._sized[attribution.id] = Sized(words, cue, factuality(self.view, words, cue))
        return known

    def _rejected(self, attribution: Attribution) -> int | None:
        """The noun of what is denied or doubted, where it is something that somebody has put forward."""
        own, cue, _ = self.size(attribution)
        return allegation(self.view, own) if cue.stance in ("deny", "doubt") else None

    def _denied_children(self, attributions: Sequence[Attribution]) -> dict[str, Attribution]:
        """For a denial, by its id, the attribution inside it that is what it denies."""
        found: dict[str, Attribution] = {}
        for child in attributions:
            parent = self._chains.by_id.get(child.parent or "")
            if parent is not None and parent.id != child.id and parent.id not in found:
                noun = self._rejected(parent)
                if noun is not None and noun in self.view.words(child.cue):
                    found[parent.id] = child
        for denial in attributions:
            if denial.id not in found and (noun := self._rejected(denial)) is not None:
                accusation = self._accusation(denial, noun, attributions)
                if accusation is not None:
                    found[denial.id] = accusation
        return found

    def _accusation(self, denial: Attribution, noun: int, attributions: Sequence[Attribution]) -> Attribution | None:
        """What a noun without an owner takes up: "Police accuse him of theft, a charge he denies"."""
        told = {self.view.relation[c] for c in self.view.children[noun]} & {"acl", "nmod", "ccomp"}
        if told or alleged(self.view, noun, self.size(denial).value).owner:
            return None
        here = self.view.sentence(noun)
        before = [
            a
            for a in attributions
            if a.id != denial.id and a.cue and (at := self.view.words(a.cue)) and at[0] in here and at[-1] < noun
        ]
        accusing = [
            a for a in before if self.size(a).cue.act in ("blame", "claim") and self.size(a).cue.stance == "affirm"
        ]
        return accusing[-1] if accusing else None

    def _claim(self, attribution: Attribution) -> Claim:
        own, cue, value = self.size(attribution)
        found = evidence(self.view, own, cue)
        line = self._line(attribution)
        return held(
            Claim(
                id=content_id("c", attribution.id, cue.act, cue.stance, value),
                attribution=attribution.id,
                chain=(self._chains.author(), *(self._chains.link(a) for a in line)),
                act=cue.act,
                stance=cue.stance,
                certainty=value[0],
                polarity=value[1],
                distance="distanced" if any(e.kind == "lacking" for e in found) else cue.distance,
                addressee=addressee(self.view, own),
                evidence=found,
                time=self._when.said(own),
                confidence=self._sure(attribution, cue.listed),
            ),
            (self.size(a).cue.distance == "accept" for a in line),
        )

    def _sure(self, attribution: Attribution, listed: bool) -> float:
        tables = cue_tables()
        return round(attribution.confidence * (tables.listed if listed else tables.unlisted), 3)

    def _line(self, attribution: Attribution) -> list[Attribution]:
        """Those through whom an attribution is told, the outermost first, itself last."""
        line = [attribution]
        at = attribution
        for parent in self._chains.parents(attribution):
            # Who denies an allegation does not pass it on.
            if self._objects.get(parent.id) is not at:
                line.append(parent)
            at = parent
        return line[::-1]

    def _denied(self, attribution: Attribution) -> Claim | None:
        """The claim of whoever alleged what is denied; of nobody named where the text does not say who that is."""
        noun = self._rejected(attribution)
        if noun is None:
            return None
        made = alleged(self.view, noun, self.size(attribution).value)
        link = self._chains.other(made.owner)
        outer = self._line(attribution)[:-1]
        distance: Distance = "distanced" if made.act == "claim" else "neutral"
        return held(
            Claim(
                id=content_id("c", attribution.id, "alleged", link.span, made.act),
                attribution=attribution.id,
                chain=(self._chains.author(), *(self._chains.link(a) for a in outer), link),
                act=made.act,
                stance="affirm",
                certainty="certain",
                polarity=made.polarity,
                distance=distance,
                confidence=self._sure(attribution, listed=False),
            ),
            [False] * (len(outer) + 1),
        )
