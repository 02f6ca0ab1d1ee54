"""The rows of the index: one for each attribution or claim, made of an entry."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from hearsay.model import Actor, Attribution, Claim, Document, Entry, Reading, Record, Span, Spans

FACETS = (
    "outlet", "agency", "stance", "act", "certainty", "polarity", "distance", "source_type", "kind", "evidence",
    "actor", "speaker", "about",
)  # fmt: skip
"""What a search can be narrowed by: a value of each, one of several for ``evidence``, ``actor`` and ``about``.

``speaker`` is the id of the actor whose word it is, ``actor`` of any it comes through, ``about`` of any the content
names.
"""

COLUMNS = (
    "record", "document", "attribution", "claim", "kind", "act", "stance", "certainty", "polarity", "distance",
    "source_type", "confidence", "outlet", "agency", "published", "source_name", "source", "cue", "content", "speaker",
    "about", "evidence", "facets",
)  # fmt: skip
SEVERAL = ("about", "evidence")
"""Columns that hold several values, parted by spaces."""


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """Of a mention, where it stands."""

    id: str
    span: Span


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """What the index takes of a reading."""

    document: Document
    mentions: tuple[Placed, ...] = ()
    actors: tuple[Actor, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()


class Indexed(msgspec.Struct, frozen=True, kw_only=True):
    """What the index takes of an entry; its columns in a shard are `INDEXED`."""

    record: Record
    reading: Stated | None = None


INDEXED = (
    "record", "document", "mentions.list.element.id", "mentions.list.element.span", "actors", "attributions", "claims",
)  # fmt: skip


def facet_term(facet: str, value: str) -> str:
    """The word that stands for a facet's value in the full-text index: digits, which no stemmer touches."""
    digest = hashlib.blake2b(f"{facet}={' '.join(value.casefold().split())}".encode("utf-8", "replace"), digest_size=7)
    return f"{int.from_bytes(digest.digest(), 'big'):018d}"


def statements(entry: Entry | Indexed) -> Iterator[tuple[Any, ...]]:
    """The rows of an entry, in `COLUMNS`' order: a row for each claim, and for each attribution without one."""
    reading = entry.reading
    if reading is None:
        return
    bodies = _Bodies(reading)
    claims: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        claims.setdefault(claim.attribution, []).append(claim)
    for attribution in reading.attributions:
        about = bodies.in_spans(attribution.content)
        for weighed in claims.get(attribution.id) or (None,):
            yield _row(entry, attribution, weighed, about)


def _row(entry: Entry | Indexed, attribution: Attribution, claim: Any, about: list[str]) -> tuple[Any, ...]:
    assert entry.reading is not None  # statements() has looked
    document = entry.reading.document
    row: dict[str, Any] = {
        "record": entry.record.id,
        "document": document.id,
        "attribution": attribution.id,
        "kind": attribution.kind,
        "confidence": attribution.confidence,
        "outlet": document.outlet,
        "agency": document.agency,
        "published": document.published,
        "source_name": attribution.source_name,
        "source": quotation(document.text, attribution.source),
        "cue": quotation(document.text, attribution.cue),
        "content": quotation(document.text, attribution.content),
    }
    several: dict[str, list[str]] = {"about": about}
    if claim is not None:
        row |= _claimed(claim)
        speaker = claim.chain[-1].name if claim.chain else None
        if speaker != attribution.source_name:  # the allegation that the source denies is somebody else's
            row |= {"source_name": speaker, "source": speaker or ""}
        several["evidence"] = [evidence.kind for evidence in claim.evidence]
        several["actor"] = [link.actor for link in claim.chain if link.actor]
    row["facets"] = " ".join(_terms(row, several))
    row |= {name: " ".join(dict.fromkeys(several.get(name, ()))) for name in SEVERAL}
    return tuple(row.get(name) for name in COLUMNS)


def _claimed(claim: Any) -> dict[str, Any]:
    told = {name: getattr(claim, name) for name in ("act", "stance", "certainty", "polarity", "distance", "confidence")}
    last = claim.chain[-1] if claim.chain else None
    return told | {"claim": claim.id, "source_type": last and last.type, "speaker": last and last.actor}


def _terms(row: dict[str, Any], several: dict[str, list[str]]) -> Iterator[str]:
    for facet in FACETS:
        for value in dict.fromkeys([*several.get(facet, ()), row.get(facet)]):
            if value:
                yield facet_term(facet, value)


def quotation(text: str, spans: Spans | list[Span]) -> str:
    """The words of some spans, what is left out between them marked."""
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)


class _Bodies:
    """The actors of a reading by where they are mentioned."""

    def __init__(self, reading: Reading | Stated) -> None:
        spans = {mention.id: mention.span for mention in reading.mentions}
        found = ((spans[m], actor.id) for actor in reading.actors for m in actor.mentions if m in spans)
        self._found = sorted(found)

    def in_spans(self, spans: Spans) -> list[str]:
        """The ids of those mentioned within any of the spans, in text order."""
        made: dict[str, None] = {}
        for start, end in spans:
            first = bisect_left(self._found, ((start, 0), ""))
            for (left, right), actor in islice(self._found, first, None):
                if left >= end:
                    break
                if right <= end:
                    made[actor] = None
        return list(made)
