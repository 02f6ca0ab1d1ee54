"""How records of many documents are kept: the tables, and what each record is found by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from hearsay.corroborated import CopyGroup, Happening, Origin, Proposition

VERSION = 4
"""Of the tables."""

TABLES = """
CREATE TABLE shards (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE documents (
  record TEXT PRIMARY KEY, shard TEXT NOT NULL, document TEXT NOT NULL, title TEXT, outlet TEXT, published TEXT,
  view BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE pending (record TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE INDEX documents_document ON documents (document);
CREATE TABLE keys (kind TEXT NOT NULL, value TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (kind, value, record))
  WITHOUT ROWID;
CREATE INDEX keys_record ON keys (record);
CREATE TABLE found (
  kind TEXT NOT NULL, id TEXT NOT NULL, rank INTEGER NOT NULL, grade TEXT, contested INTEGER NOT NULL, type TEXT,
  told TEXT, country TEXT, first TEXT, last TEXT, body BLOB NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX found_rank ON found (kind, rank DESC, id);
CREATE INDEX found_contested ON found (kind, contested, rank DESC, id);
CREATE INDEX found_first ON found (kind, first);
CREATE TABLE parts (kind TEXT NOT NULL, part TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, part, id))
  WITHOUT ROWID;
CREATE INDEX parts_id ON parts (kind, id);
CREATE TABLE moved (kind TEXT NOT NULL, id TEXT NOT NULL, part TEXT NOT NULL, PRIMARY KEY (kind, id, part))
  WITHOUT ROWID;
CREATE INDEX moved_part ON moved (kind, part);
CREATE TABLE passages (
  by TEXT NOT NULL, into_ TEXT NOT NULL, document TEXT NOT NULL, basis TEXT NOT NULL, claim TEXT NOT NULL,
  PRIMARY KEY (by, into_, document, basis, claim)
) WITHOUT ROWID;
CREATE INDEX passages_document ON passages (document);
CREATE VIRTUAL TABLE words USING fts5 (kind UNINDEXED, id UNINDEXED, told, tokenize = 'porter unicode61');
CREATE TABLE words_of (kind TEXT NOT NULL, id TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (kind, id))
  WITHOUT ROWID;
"""
MADE_OF = {"proposition": "c*", "happening": "[ei]*", "copies": "d*"}
"""What a record is made of, by kind: ids of claims, of events and incidents, of documents (GLOB)."""
KINDS: dict[type[Any], str] = {
    Proposition: "proposition",
    Happening: "happening",
    CopyGroup: "copies",
    Origin: "origin",
}
FIRST: dict[type[Proposition | Happening | CopyGroup], str] = {Proposition: "q", Happening: "h", CopyGroup: "g"}
"""The first letter of the ids of a kind."""


class Row(msgspec.Struct, frozen=True):
    """A record as it is kept: what it is found by, beside the record itself.

    ``rank`` orders lists, the highest first; ``parts`` are ids of what it is made of or is about, ``told`` whether a
    happening is an event or an incident.
    """

    id: str
    rank: int
    body: bytes
    parts: tuple[str, ...] = ()
    words: str = ""
    grade: str | None = None
    contested: bool = False
    type: str | None = None
    country: str | None = None
    first: str | None = None
    last: str | None = None
    told: str | None = None


def as_row(item: Any) -> Row:
    """How a record is kept and found."""
    body = msgspec.msgpack.encode(item)
    match item:
        case Proposition():
            claims = [claim for position in item.positions for claim in (position.claim, *position.folded)]
            words = " ".join((item.text, *dict.fromkeys(position.source for position in item.positions)))
            return Row(
                item.id, len(item.positions), body, (*claims, *item.about, *_present([item.happening])), words,
                item.grade.value, item.grade.value == "contested", None, None, item.first, item.last,
            )  # fmt: skip
        case Happening():
            days = item.day or (None, None)
            told = [version.record for version in item.versions] + [version.document for version in item.versions]
            contested = any(series.state == "disputed" for series in item.tolls)
            words = " ".join((item.title, item.place or "", *dict.fromkeys(v.words for v in item.versions)))
            return Row(
                item.id, len(item.versions), body, (*told, *item.actors, *item.recipients), words, item.grade.value,
                contested or item.grade.value == "contested", item.type, item.country, days[0] or days[1], days[1],
                item.kind,
            )  # fmt: skip
        case CopyGroup():
            return Row(item.id, len(item.documents), body, tuple(copied.document for copied in item.documents))
        case Origin():
            bare = msgspec.msgpack.encode(msgspec.structs.replace(item, documents=()))  # they are among the parts
            return Row(item.id, len(item.documents), bare, item.documents, item.name, type=item.kind)
    raise TypeError(f"not a record of many documents: {type(item).__name__}")


def _present(values: Iterable[str | None]) -> list[str]:
    return [value for value in values if value is not None]
