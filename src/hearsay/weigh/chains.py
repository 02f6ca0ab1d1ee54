"""Whose word a claim is, from the author of the article to the speaker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from hearsay.model import Actor, Attribution, Claim, Link, SourceType
from hearsay.weigh.cues import Frame, hears
from hearsay.weigh.sources import SourceTypes, first_piece
from hearsay.weigh.view import View


class Chains:
    """The links of one document's attributions, each made once."""

    def __init__(self, view: View, attributions: Sequence[Attribution], actors: Sequence[Actor]) -> None:
        self.by_id = {a.id: a for a in attributions}
        self._view = view
        self._actor_of = {mention: actor for actor in actors for mention in actor.mentions}
        kinds = {mention: actor.kind for mention, actor in self._actor_of.items()}
        self.types = SourceTypes(view, kinds)
        self._links: dict[str, Link] = {}

    def parents(self, attribution: Attribution) -> list[Attribution]:
        """Those in whose contents an attribution stands, the nearest first. A circle of them is cut."""
        line: list[Attribution] = []
        seen = {attribution.id}
        while (parent := self.by_id.get(attribution.parent or "")) is not None and parent.id not in seen:
            seen.add(parent.id)
            line.append(parent)
            attribution = parent
        return line

    def author(self) -> Link:
        """The author of the article."""
        return Link(span=None, type="author", name=self._view.parsed.document.byline)

    def link(self, attribution: Attribution) -> Link:
        """The source of one attribution."""
        known = self._links.get(attribution.id)
        if known is None:
            known = self._links[attribution.id] = self._link(attribution)
        return known

    def _link(self, attribution: Attribution) -> Link:
        view = self._view
        source = view.words(attribution.source)
        if hears(view, view.words(attribution.cue)) and not any(view.relation[i] == "obl:agent" for i in source):
            # "People have been told": who told them is not said.
            return Link(span=None, type="unknown")
        parent = self.by_id.get(attribution.parent or "")
        speaker = view.words(parent.source) if parent and parent.kind != "indirect" else []
        span = first_piece(attribution.source)
        return Link(
            span=span,
            type=self.types.type(source, speaker, view.words(attribution.content)),
            name=attribution.source_name or (span and view.text(span)),
            actor=self._actor(source, attribution.source_mention),
        )

    def other(self, words: Sequence[int]) -> Link:
        """Somebody who is no attribution's source: whose allegation is denied."""
        if not words:
            return Link(span=None, type="unknown")
        span = self._view.span(words)
        return Link(span=span, type=self.types.type(words), name=self._view.text(span), actor=self._actor(words))

    def _actor(self, source: Sequence[int], mention: str | None = None) -> str | None:
        """The body that the source's mention stands for: the one it was resolved at, else the one its head heads."""
        found = self._actor_of.get(mention or "")
        if found is None and source:
            found = next((self._actor_of[m] for m in self.types.mentions(source) if m in self._actor_of), None)
        return None if found is None else found.id


def frame(view: View, attribution: Attribution, kind: SourceType, types: SourceTypes) -> Frame:
    """An attribution in words."""
    source = view.words(attribution.source)
    witness = types.witness(source) if kind == "witness" else []
    return Frame(source, view.words(attribution.cue), view.words(attribution.content), kind, witness)


def held(claim: Claim, accepted: Iterable[bool]) -> Claim:
    """The claim with what each party of its chain holds.

    ``accepted`` tells for each link but the first whether those before take what it says for so (by the cue used of
    it). After FactBank (Saurí and Pustejovsky 2009): a report commits nobody but the speaker, a factive cue all.
    """
    links = [msgspec.structs.replace(claim.chain[-1], certainty=claim.certainty, polarity=claim.polarity)]
    for link, factive in zip(reversed(claim.chain[:-1]), reversed(list(accepted)), strict=True):
        if factive:
            link = msgspec.structs.replace(link, certainty=links[0].certainty, polarity=links[0].polarity)
        links.insert(0, link)
    return msgspec.structs.replace(claim, chain=tuple(links))
