"""Readings made by hand, from invented reports, to try renderings on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hearsay.model import (
    Attribution,
    AttributionKind,
    Document,
    Note,
    Reading,
    Span,
    Spans,
    Zone,
    ZoneKind,
    content_id,
)

Pieces = str | Sequence[str]


class Sketch:
    """An article and the attributions in it, each span given as its words and the paragraph they stand in."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self.text = "\n\n".join(paragraphs)
        self._starts = [sum(len(before) + 2 for before in paragraphs[:n]) for n in range(len(paragraphs))]
        self.attributions: list[Attribution] = []
        self.zones: list[Zone] = []

    def zone(self, paragraph: int, words: str, kind: ZoneKind) -> None:
        """Mark words as a zone."""
        self.zones.append(Zone(span=self.span(paragraph, words), kind=kind))

    def span(self, paragraph: int, words: str) -> Span:
        """The words, first found from that paragraph on."""
        return self._find(words, self._starts[paragraph])

    def spans(self, paragraph: int, pieces: Pieces) -> Spans:
        """The pieces, each after the one before; empty ones left out."""
        found: list[Span] = []
        for words in [pieces] if isinstance(pieces, str) else pieces:
            if words:
                at = found[-1][1] if found else self._starts[paragraph]
                found.append(self._find(words, at))
        return tuple(found)

    def _find(self, words: str, start: int) -> Span:
        """The words, as whole words, from ``start`` on."""
        match = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(self.text, start)
        if match is None:
            raise ValueError(f"not in the text: {words!r}")
        return match.span()

    def add(
        self,
        paragraph: int,
        source: Pieces,
        cue: Pieces,
        content: Pieces,
        kind: AttributionKind = "indirect",
        *,
        parent: str | None = None,
        name: str | None = None,
        sure: float = 0.9,
    ) -> str:
        """Add an attribution and give its id."""
        spans = [self.spans(paragraph, pieces) for pieces in (source, cue, content)]
        attribution = Attribution(
            id=content_id("a", *spans, kind),
            source=spans[0],
            cue=spans[1],
            content=spans[2],
            kind=kind,
            parent=parent,
            source_name=name,
            confidence=sure,
        )
        self.attributions.append(attribution)
        return attribution.id

    def reading(
        self,
        *,
        title: str | None = None,
        outlet: str | None = None,
        byline: str | None = None,
        agency: str | None = None,
        published: str | None = None,
        basis: str | None = None,
        url: str | None = None,
        captions: tuple[str, ...] = (),
        notes: tuple[Note, ...] = (),
        language: str = "en",
    ) -> Reading:
        """The reading of the article as sketched so far."""
        document = Document(
            id=content_id("d", self.text),
            text=self.text,
            title=title,
            url=url,
            outlet=outlet,
            byline=byline,
            agency=agency,
            published=published,
            published_basis=basis,
            language=language,
            zones=tuple(self.zones),
            captions=captions,
        )
        return Reading(
            hearsay="0.0",
            model="hand-made",
            document=document,
            sentences=tuple((start, start + 1) for start in self._starts),
            attributions=tuple(self.attributions),
            notes=notes,
        )


def plain(text: str = "Nothing happened. Nobody said so.", **fields: Any) -> Reading:
    """A reading of a text with no attributions."""
    document = Document(id=content_id("d", text), text=text, **fields)
    return Reading(hearsay="0.0", model="hand-made", document=document, sentences=((0, len(text)),))


def simple(who: str = "Ana Brom", what: str = "The bridge is closed", **fields: Any) -> Reading:
    """A text of one attribution, whatever is in its words; ``fields`` are the document's."""
    text = f"{what}, {who} said."
    at = len(what) + 2
    attribution = Attribution(
        id=content_id("a", text),
        source=((at, at + len(who)),),
        cue=((len(text) - 5, len(text) - 1),),
        content=((0, len(what)),),
        kind="indirect",
        confidence=0.9,
    )
    document = Document(id=content_id("d", text), text=text, **fields)
    return Reading(hearsay="0.0", model="hand-made", document=document, attributions=(attribution,))


def bridge() -> Reading:
    """A long report on a bridge: 29 attributions, nested three deep, discontinuous, across paragraphs."""
    s = Sketch(_BRIDGE)
    s.zone(0, _BRIDGE[0], "title")
    s.zone(1, _BRIDGE[1], "byline")
    s.zone(2, "LOVRANA, March 14 (Meridian News) —", "dateline")
    s.zone(12, _BRIDGE[12], "caption")
    s.zone(20, _BRIDGE[20], "credit")
    ministry = "Transport Ministry of Karvonia"
    gone = "at least nine people were missing after the Old Salt Bridge gave way in the morning rush"
    s.add(2, "officials", "said on Friday", gone, sure=0.97)
    s.add(3, f"The {ministry}", "said", "the centre span fell at 6:40 a.m.", name=ministry, sure=0.98)
    s.add(3, "it", "added", "that two lorries and a school bus had been crossing", name=ministry, sure=0.94)
    _karpress(s)
    s.add(
        5,
        "he",
        "told reporters",
        ["“Nobody in this building,”", "“was ever shown a report that said otherwise,”"],
        "direct",
        name="Ilin Tarasco",
    )
    _union(s)
    s.add(
        9,
        "",
        "it was announced",
        "that the crossing would stay shut until an inquiry had reported",
        sure=0.77,
    )
    s.add(9, "Opposition deputies", "called for", "the minister’s resignation", sure=0.64)
    s.add(
        10,
        "A rescue worker who asked not to be named because she was not allowed to speak to the press",
        "said",
        "divers had heard knocking from inside the bus until shortly before noon",
    )
    s.add(10, "the fire brigade", "would not confirm", "the account", sure=0.83)
    _memorandum(s)
    steel = ["Steel of that age", "does not fail without giving notice"]
    s.add(13, "Professor Henrike Aalto of the Northern Technical University", "said", steel, sure=0.94)
    early = "that it was too early to say whether the anchors had gone first"
    s.add(13, "She", "cautioned", early, name="Henrike Aalto", sure=0.95)
    s.add(14, "Residents", "described", "a sound “like a train going over the roof”", "mixed", sure=0.81)
    cars = ["“I counted four cars,”", "“and then I stopped counting.”"]
    s.add(14, "Bojan Reik, 61, who keeps the tobacco shop on the quay,", "recalled", cars, "direct", sure=0.93)
    s.add(15, "Neighbouring Estavia", "offered", "to send cranes and divers", sure=0.58)
    s.add(15, "Karvonia’s Foreign Ministry", "said", "its own teams were sufficient", sure=0.86)
    _sabotage(s)
    s.add(17, "The mayor, Celestine Dufrane,", "pleaded for", "patience", sure=0.62)
    children = ["“Let us find the children first,”", "“The shouting can wait until they are home.”"]
    s.add(17, "she", "told a crowd at the town hall", children, "direct", name="Celestine Dufrane", sure=0.91)
    s.add(18, "Investigators", "are expected to say", "whether charges will follow", sure=0.49)
    return s.reading(
        title=_BRIDGE[0],
        outlet="The Meridian Standard",
        byline="Tilda Okonjo and Per Asmund",
        agency="Meridian News",
        published="2031-03-14",
        basis="dateline",
        captions=("Rescue boats below the east tower. Photograph: M. Lind",),
        notes=(Note(code="year-inferred", message="the dateline names no year", span=s.span(2, "March 14")),),
    )


def _karpress(s: Sketch) -> None:
    decade = "“the cables would see out the decade”"
    told = f"inspectors had told him in January {decade}"
    minister = "Deputy Minister Ilin Tarasco"
    outer = s.add(4, "The state agency Karpress", "quoted", f"{minister} as saying that {told}", "mixed", sure=0.91)
    middle = s.add(4, minister, "as saying", f"that {told}", "mixed", parent=outer, sure=0.9)
    s.add(4, "inspectors", "had told him in January", decade, "direct", parent=middle, sure=0.88)


def _union(s: Sketch) -> None:
    marsh = "Odile Marsh"
    s.add(6, "The engineers’ union", "denies", "that", name="Karvonian Union of Engineers", sure=0.71)
    warned = "that raising the matter in public would cost contracts"
    written = ["the union had “written to the ministry four times”", f"and that she had been warned {warned}"]
    outer = s.add(6, f"Its chairwoman, {marsh},", "said", written, "mixed", sure=0.95)
    s.add(6, "", "had been warned", warned, parent=outer, sure=0.52)
    asked = [
        "“We asked for the lorries to be kept off,”",
        "“We asked for a second pair of eyes on the east anchor.",
        "“We were told to wait for the budget. So we waited, and we went on writing.”",
    ]
    s.add(7, "she", "said", asked, "direct", name=marsh, sure=0.96)


def _memorandum(s: Sketch) -> None:
    bolts = "that the anchor bolts were “beyond their service life”"
    warned = f"that a leaked memorandum warned the ministry {bolts}"
    report = s.add(11, "The Lovrana Courier", "reported", warned, "mixed", sure=0.9)
    s.add(11, "a leaked memorandum", "warned", bolts, "mixed", parent=report, sure=0.87)
    draft = "the memorandum as “a draft by a junior clerk”"
    s.add(11, "Tarasco’s office", "dismissed", draft, "mixed", sure=0.79)


def _sabotage(s: Sketch) -> None:
    excluded = "that sabotage “could not be excluded”"
    aide = f"an unnamed aide as suggesting {excluded}"
    agency = s.add(16, "Karpress", "later cited", aide, "mixed", name="The state agency Karpress", sure=0.85)
    s.add(16, "an unnamed aide", "as suggesting", excluded, "mixed", parent=agency, sure=0.82)


_BRIDGE = Path(__file__).with_name("bridge.txt").read_text("utf-8").strip().split("\n\n")
