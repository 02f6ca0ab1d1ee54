"""The records of many documents: what `hearsay.corroborate` makes out of a ledger's readings.

They are about documents, claims, events and incidents by their ids, and repeat just enough of each to be read alone.
Nothing here says what is true: a grade says what the reports at hand amount to, and by which rule.
Ids are hashes of what the record rests on, so the same documents give the same ids in any order and on any number of
workers.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from hearsay.model import Certainty, Distance, EvidenceKind, Polarity, SourceType, Stance

CopyRole = Literal["fullest", "copy", "partial"]
OriginKind = Literal["agency", "outlet", "body", "document", "person", "unknown"]
FigureRelation = Literal["first", "same", "compatible", "revised", "disputed"]
SeriesState = Literal["single", "agreed", "compatible", "revised", "disputed"]
GradeValue = Literal["confirmed", "fair", "weak", "contested", "discounted"]
HappeningKind = Literal["event", "incident"]


class Copied(msgspec.Struct, frozen=True, kw_only=True):
    """A document among copies of one text. ``containment`` is the share of its words that the fullest text holds too.

    ``role`` is ``fullest`` for the one the others are held against, ``partial`` where text of its own stands beside
    what was copied.
    """

    document: str
    record: str
    role: CopyRole
    containment: float
    outlet: str | None = None
    title: str | None = None
    published: str | None = None


class CopyGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Documents that carry one text, whole or in part. ``origin`` is the id of where that text comes from."""

    id: str
    documents: tuple[Copied, ...]
    origin: str


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where reports independently come from, once copies are folded and chains are traced outwards.

    ``actor`` is the id of the public body it is, None where it is none that is known. ``documents`` rest on it.
    """

    id: str
    kind: OriginKind
    name: str
    actor: str | None = None
    documents: tuple[str, ...] = ()


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """An edge of the graph of origins: ``to`` passes on what ``by`` said, in a document, through a claim or a credit.

    ``by`` and ``to`` are ids of origins or documents; ``basis`` tells which words or metadata say so.
    """

    by: str
    to: str
    document: str
    basis: Literal["credit", "chain", "copy", "byline", "dateline"]
    claim: str | None = None


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """What the reports amount to by a rule of docs/corroboration.md: ``rule`` its name, ``reason`` spells it out."""

    value: GradeValue
    rule: str
    reason: str


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """One source's stance to one proposition, at a time, through a document.

    ``through`` are the sources it came through, outermost first. ``date`` is when it was said where the text tells, or
    when it was published (ISO 8601). ``words`` are those of the content. ``origin`` is the id of the independent
    origin it counts for; ``folded`` the claims in copies of the same text that say the same.
    """

    source: str
    actor: str | None = None
    type: SourceType
    stance: Stance
    certainty: Certainty
    polarity: Polarity
    distance: Distance
    document: str
    claim: str
    through: tuple[str, ...] = ()
    date: str | None = None
    outlet: str | None = None
    words: str
    cue: str = ""
    evidence: tuple[EvidenceKind, ...] = ()
    origin: str
    folded: tuple[str, ...] = ()


class Proposition(msgspec.Struct, frozen=True, kw_only=True):
    """What claims in one or several documents have in common.

    ``text`` is the content of the claim that says it most fully and plainly, affirmed. ``affirming`` and ``denying``
    count independent origins. ``about`` are ids of the public actors it speaks of, ``unheard`` of those of them who
    take no position in the documents at hand, ``withheld`` of those who were asked and did not say.
    """

    id: str
    text: str
    positions: tuple[Position, ...]
    affirming: int
    denying: int
    doubting: int
    about: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    happening: str | None = None
    first: str | None = None
    last: str | None = None
    grade: Grade


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One number for one measure, on one source's word. ``low`` and ``high`` are None where there is no bound.

    ``relation`` is to the figures before it: ``revised`` where the same source gave another, ``disputed`` where
    another source gave one that cannot both be right, ``compatible`` where both can.
    """

    low: float | None
    high: float | None
    text: str
    source: str
    actor: str | None = None
    document: str
    quantity: str
    claim: str | None = None
    date: str | None = None
    origin: str
    relation: FigureRelation


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """The figures for one measure (``killed``, ``injured``, ...) in the order they were given.

    ``low`` and ``high`` are the current range: what the latest figure of each source leaves open.
    """

    measure: str
    figures: tuple[Figure, ...]
    state: SeriesState
    low: float | None
    high: float | None


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One document's telling of a happening: ``record`` is the id of its event or incident.

    ``holders`` are the sources on whose word it stands there ("the author" among them), ``deniers`` those who deny it.
    """

    document: str
    record: str
    kind: HappeningKind
    outlet: str | None = None
    published: str | None = None
    words: str
    holders: tuple[str, ...] = ()
    deniers: tuple[str, ...] = ()
    origin: str
    folded: bool = False


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """Something that several documents (or one) tell of, every version kept.

    ``type`` is the ontology's or MUC-4's name; ``day`` the first and last possible day (ISO 8601); ``country``,
    ``place``, ``lat``, ``lon`` and ``precision`` those of the most precise place told. ``perpetrators`` are names as
    claimed or accused, each with on whose word; never a conclusion. ``origins`` are ids.
    """

    id: str
    kind: HappeningKind
    type: str
    title: str
    versions: tuple[Version, ...]
    tolls: tuple[Series, ...] = ()
    day: tuple[str | None, str | None] | None = None
    place: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    perpetrators: tuple[tuple[str, str, str], ...] = ()
    propositions: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    grade: Grade
