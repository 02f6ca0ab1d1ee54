"""What many documents come to: a SQLite file beside the shards, made from them, and made anew at any time.

It holds the records of `hearsay.corroborated`, found by id, by what they are about and by their words, and for each
document the few numbers that a document read tomorrow is compared with, so that nothing old need be read again.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, Self, TypeVar

import msgspec

from hearsay.corroborated import CopyGroup, Happening, Origin, Passage, Proposition
from hearsay.errors import LedgerError, LedgerVersion, NotInLedger
from hearsay.store.asked import fts5_words, parsed
from hearsay.store.files import writing

VERSION = 4
FILE = "corroboration.sqlite"
ANEW = "`hearsay corroborate` makes it anew"

T = TypeVar("T")
Together = TypeVar("Together", Proposition, Happening)

_FILES = ("", "-wal", "-shm")
_LONGEST = 12
_RANKED = 2000

_TABLES = """
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
_PUT = f"INSERT OR REPLACE INTO found VALUES ({', '.join('?' * 11)})"
_MADE_OF = {"proposition": "c*", "happening": "[ei]*", "copies": "d*"}
"""What a record is made of, by kind: ids of claims, of events and incidents, of documents (GLOB)."""
_MOVE = "INSERT OR IGNORE INTO moved SELECT kind, id, part FROM parts WHERE kind = ? AND part GLOB ?"
_KINDS: dict[type[Any], str] = {
    Proposition: "proposition",
    Happening: "happening",
    CopyGroup: "copies",
    Origin: "origin",
}
_FIRST: dict[type[Proposition | Happening | CopyGroup], str] = {Proposition: "q", Happening: "h", CopyGroup: "g"}
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


class Corroboration:
    """What `hearsay corroborate` made of a ledger. Not to be shared between threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path

    @classmethod
    def open(cls, path: Path) -> Self:
        """To be read. Raises `LedgerError` where the ledger has not been corroborated, or by another version."""
        if not path.exists():
            raise LedgerError("not corroborated yet; `hearsay corroborate` does it", where=str(path.parent))
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise LedgerError(f"cannot be read ({error}); {ANEW}", where=str(path)) from error
        if version != VERSION:
            connection.close()
            raise LedgerVersion(f"it has version {version}, not {VERSION}; {ANEW}", where=str(path))
        return cls(connection, path)

    @classmethod
    def writable(cls, path: Path, *, anew: bool = False) -> Self:
        """To be written; begun where there is none, begun anew where it is another version's. Raises `CannotWrite`."""
        old = _set_aside(path) if anew or _is_others(path) else None
        with writing(path):
            try:
                connection = sqlite3.connect(path, timeout=30, isolation_level=None)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
                    connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
                if old is not None:
                    _carry_addresses(connection, old)
            except sqlite3.OperationalError as error:
                raise OSError(0, str(error)) from error
        return cls(connection, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    # Asking

    def propositions(
        self, *, query: str | None = None, about: str | None = None, grade: str | None = None,
        contested: bool | None = None, limit: int = 50, after: str | None = None,
    ) -> list[Proposition]:  # fmt: skip
        """Propositions, those with most positions first; ``about`` is the id of an actor, ``after`` the last id had."""
        return self._list(
            Proposition, limit, after, query=query, part=about, grade=grade, contested=contested
        )  # fmt: skip

    def happenings(
        self, *, query: str | None = None, kind: str | None = None, type: str | None = None, country: str | None = None,
        about: str | None = None, grade: str | None = None, contested: bool | None = None, since: str | None = None,
        until: str | None = None, limit: int = 50, after: str | None = None,
    ) -> list[Happening]:  # fmt: skip
        """Happenings, those with most versions first; ``since`` and ``until`` are ISO 8601 days, months or years."""
        until = f"{until}~" if until and len(until) < 10 else until  # all days of it stand before
        return self._list(
            Happening, limit, after, query=query, part=about, grade=grade, contested=contested, type=type,
            country=country, since=since, until=until, told=kind,
        )  # fmt: skip

    def alike(self, one: Together, limit: int = 8) -> list[Together]:
        """Others of its kind whose words are most like its own (BM25 over its rarest words), to choose from."""
        words = one.text if isinstance(one, Proposition) else f"{one.title} {one.place or ''}"
        rare = self._rare(set(re.findall(r"\w{4,}", words.casefold())))
        if not rare:
            return []
        sql = (
            "SELECT f.body FROM words w JOIN found f ON f.kind = w.kind AND f.id = w.id "
            "WHERE words MATCH ? AND f.kind = ? AND f.id != ? ORDER BY bm25(words), f.id LIMIT ?"
        )
        rows = self._read(sql, (" OR ".join(rare), _KINDS[type(one)], one.id, limit))
        return [msgspec.msgpack.decode(row[0], type=type(one)) for row in rows]

    def _rare(self, words: Iterable[str]) -> list[str]:
        """The rarest of some words, quoted, that are in few enough records to rank all of these while a page waits."""
        counted = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
        longest = sorted(words, key=lambda word: (-len(word), word))[:_LONGEST]
        found = sorted((self._read(counted, (f'"{word}"', _RANKED + 1))[0][0], f'"{word}"') for word in longest)
        totals = accumulate(count for count, _ in found)
        return [word for (_, word), total in zip(found, totals, strict=True) if total <= _RANKED]

    def copy_groups(self, *, limit: int = 50, after: str | None = None) -> list[CopyGroup]:
        """Groups of copies, the largest first."""
        return self._list(CopyGroup, limit, after)

    def origins(self, *, query: str | None = None, limit: int = 50, after: str | None = None) -> list[Origin]:
        """Origins, those with most documents first."""
        return [self._resting(one) for one in self._list(Origin, limit, after, query=query)]

    def proposition(self, id: str) -> Proposition:
        """The one of this id, or what has become of it since. Raises `NotInLedger`."""
        return self._one(Proposition, id)

    def happening(self, id: str) -> Happening:
        """The one of this id, or what has become of it since. Raises `NotInLedger`."""
        return self._one(Happening, id)

    def copy_group(self, id: str) -> CopyGroup:
        """The one of this id, or what has become of it since. Raises `NotInLedger`."""
        return self._one(CopyGroup, id)

    def former(self, one: Proposition | Happening | CopyGroup) -> list[str]:
        """Ids that a record had before documents were added: those that are no record's now and lead to this one."""
        kind = _KINDS[type(one)]
        sql = (
            "SELECT DISTINCT m.id FROM parts p JOIN moved m ON m.kind = p.kind AND m.part = p.part "
            "WHERE p.kind = ? AND p.id = ? AND m.id NOT IN (SELECT id FROM found WHERE kind = ?) ORDER BY m.id"
        )
        return [old for (old,) in self._read(sql, (kind, one.id, kind)) if self._moved_to(kind, old) == one.id]

    def _moved_to(self, kind: str, id: str) -> str | None:
        """The record that most of what a former one was made of is part of now."""
        sql = (
            "SELECT p.id FROM moved m JOIN parts p ON p.kind = m.kind AND p.part = m.part "
            "WHERE m.kind = ? AND m.id = ? GROUP BY p.id ORDER BY count(*) DESC, p.id LIMIT 1"
        )
        rows = self._read(sql, (kind, id))
        return rows[0][0] if rows else None

    def origin(self, id: str) -> Origin:
        """Raises `NotInLedger`."""
        return self._resting(self._one(Origin, id))

    def origins_by_id(self, ids: Iterable[str]) -> list[Origin]:
        """The origins with those ids, without the documents that rest on them; those that are gone are left out."""
        made: list[Origin] = []
        for chunk in _chunks(list(dict.fromkeys(ids))):
            sql = f"SELECT body FROM found WHERE kind = 'origin' AND id IN ({_marks(chunk)}) ORDER BY rank DESC, id"
            made += [msgspec.msgpack.decode(row[0], type=Origin) for row in self._read(sql, chunk)]
        return made

    def flows(self, most: int = 100) -> list[tuple[str, str, int]]:
        """Whose word goes out through which outlet, in how many documents: origin's id, outlet, count; most first."""
        sql = (
            "SELECT p.by, d.outlet, count(DISTINCT p.document) n FROM passages p "
            "JOIN documents d ON d.document = p.document WHERE d.outlet IS NOT NULL AND p.by <> p.into_ "
            "GROUP BY p.by, d.outlet ORDER BY n DESC, p.by, d.outlet LIMIT ?"
        )
        return [(by, outlet, count) for by, outlet, count in self._read(sql, (most,))]

    def days(self) -> list[tuple[str, str, int]]:
        """How many happenings began on each day, by type: day, type, count."""
        sql = (
            "SELECT first, type, count(*) FROM found WHERE kind = 'happening' AND first IS NOT NULL "
            "GROUP BY first, type ORDER BY first, type"
        )
        return [(day, type, count) for day, type, count in self._read(sql)]

    def propositions_of(self, part: str) -> list[Proposition]:
        """Those that a claim takes a position to, or that are about an actor or a happening."""
        return self._having(Proposition, part)

    def happenings_of(self, part: str) -> list[Happening]:
        """Those that an event, an incident or a document tells of, or an actor takes part in."""
        return self._having(Happening, part)

    def copies_of(self, document: str) -> CopyGroup | None:
        """The group a document is in, None where it stands alone."""
        return next(iter(self._having(CopyGroup, document)), None)

    def origin_of(self, document: str) -> Origin | None:
        """Where a document's report comes from, without the other documents that rest on it."""
        return next(iter(self._having(Origin, document)), None)

    def _resting(self, one: Origin) -> Origin:
        rows = self._read("SELECT part FROM parts WHERE kind = 'origin' AND id = ? ORDER BY part", (one.id,))
        return msgspec.structs.replace(one, documents=tuple(row[0] for row in rows))

    def ids_of(self, kind: type[Any], part: str) -> list[str]:
        """The ids of the records of one kind that a claim, an event, a document or an actor is part of."""
        sql = "SELECT id FROM parts WHERE kind = ? AND part = ? ORDER BY id"
        return [row[0] for row in self._read(sql, (_KINDS[kind], part))]

    def passages(self, document: str | None = None) -> list[Passage]:
        """The edges of the graph of origins: all, or a document's."""
        where, values = ("WHERE document = ?", (document,)) if document is not None else ("", ())
        sql = f"SELECT by, into_, document, basis, claim FROM passages {where} ORDER BY by, into_, document, claim"
        rows = self._read(sql, values)
        return [Passage(by=b, to=t, document=d, basis=basis, claim=c or None) for b, t, d, basis, c in rows]

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are, and documents."""
        counted = dict(self._read("SELECT kind, count(*) FROM found GROUP BY kind"))
        return {"documents": self._read("SELECT count(*) FROM documents")[0][0], **counted}

    def grades(self, kind: type[Any]) -> dict[str, int]:
        """How many propositions or happenings have each grade."""
        return dict(self._read("SELECT grade, count(*) FROM found WHERE kind = ? GROUP BY grade", (_KINDS[kind],)))

    # Views: what a later document is compared with

    def shards(self) -> set[str]:
        """The shards that have been taken in."""
        return {row[0] for row in self._read("SELECT name FROM shards")}

    def views(self, records: Iterable[str]) -> dict[str, bytes]:
        """The views of some documents, by record."""
        return {
            record: view
            for chunk in _chunks(sorted(set(records)))
            for record, view in self._read(
                f"SELECT record, view FROM documents WHERE record IN ({_marks(chunk)})", chunk
            )
        }

    def crossing(self, kind: str, added: Mapping[str, int], most: int) -> set[str]:
        """The records with a key that has just come to be in more than ``most``; ``added`` have it newly, by key.

        They are no longer found by it, so what they are in must be looked at again.
        """
        found: set[str] = set()
        sql = "SELECT record FROM keys WHERE kind = ? AND value = ? LIMIT ?"
        for value, new in added.items():
            if self._read(f"SELECT count(*) FROM ({sql})", (kind, value, most + 1))[0][0] <= most:
                continue
            rows = [row[0] for row in self._read(sql, (kind, value, most + new + 1))]
            if len(rows) <= most + new:
                found.update(rows)
        return found

    def keys_of(self, record: str, kind: str) -> list[str]:
        """The keys of one kind that a record is found by."""
        rows = self._read("SELECT value FROM keys WHERE record = ? AND kind = ? ORDER BY value", (record, kind))
        return [row[0] for row in rows]

    def title(self, document: str) -> str | None:
        """A document's title."""
        rows = self._read("SELECT title FROM documents WHERE document = ? ORDER BY record LIMIT 1", (document,))
        return rows[0][0] if rows else None

    def sharing(self, kind: str, values: Iterable[str], most: int) -> dict[str, list[str]]:
        """The records that have each of some keys; a key that more than ``most`` have says nothing and is left out."""
        shared: dict[str, list[str]] = {}
        for value in values:
            sql = "SELECT record FROM keys WHERE kind = ? AND value = ? ORDER BY record LIMIT ?"
            rows = [row[0] for row in self._read(sql, (kind, value, most + 1))]
            if 0 < len(rows) <= most:
                shared[value] = rows
        return shared

    # Writing

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written in the block is there after it, or none. Raises `CannotWrite`."""
        with writing(self.path):
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield
                self._db.execute("COMMIT")
            except sqlite3.OperationalError as error:
                raise OSError(0, str(error)) from error
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def add_shard(self, name: str) -> None:
        """Note that a shard has been taken in. Within a transaction."""
        self._db.execute("INSERT OR IGNORE INTO shards VALUES (?)", (name,))

    def pending(self) -> set[str]:
        """The documents that have been taken in and not been joined to the others yet."""
        return {row[0] for row in self._read("SELECT record FROM pending")}

    def mark_pending(self, documents: Iterable[str]) -> None:
        """Have documents joined again. Within a transaction."""
        for document in documents:
            sql = "INSERT OR IGNORE INTO pending SELECT record FROM documents WHERE document = ?"
            self._db.execute(sql, (document,))

    def clear_pending(self) -> None:
        """All that was taken in has been joined."""
        self._db.execute("DELETE FROM pending")

    def add_document(
        self, record: str, shard: str, document: str, view: bytes, keys: Iterable[tuple[str, str]], *,
        title: str | None = None, outlet: str | None = None, published: str | None = None,
    ) -> None:  # fmt: skip
        """Keep a document's view, and the keys (kind, value) it is found by. Within a transaction."""
        row = (record, shard, document, title, outlet, published, view)
        self._db.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self._db.execute("INSERT OR IGNORE INTO pending VALUES (?)", (record,))
        self._db.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?, ?)", ((k, v, record) for k, v in keys))

    def forget(self, records: Iterable[str]) -> None:
        """Take documents out, with their keys. Within a transaction."""
        for record in records:
            self._db.execute("DELETE FROM documents WHERE record = ?", (record,))
            self._db.execute("DELETE FROM keys WHERE record = ?", (record,))

    def put(self, items: Iterable[Any]) -> None:
        """Keep records, in the place of those of the same ids. Within a transaction."""
        for item in items:
            kind, row = _KINDS[type(item)], as_row(item)
            self._unword(kind, row.id)
            self._db.execute("DELETE FROM moved WHERE kind = ? AND id = ?", (kind, row.id))
            values = (
                kind, row.id, row.rank, row.grade, int(row.contested), row.type, row.told, row.country, row.first,
                row.last, row.body,
            )  # fmt: skip
            self._db.execute(_PUT, values)
            self._put_parts(kind, row)
            self._word(kind, row.id, row.words)

    def rest_on(self, origin: str, documents: Iterable[str]) -> set[str]:
        """Have documents rest on an origin and on no other; gives the origins that lost one. Within a transaction.

        The origins are to be settled then. Only what changed is written: an agency's reports are many, today's few.
        """
        lost: set[str] = set()
        for document in documents:
            lost |= self.rest_on_none(document) - {origin}
            self._db.execute("INSERT OR IGNORE INTO parts VALUES ('origin', ?, ?)", (document, origin))
        return lost

    def rest_on_none(self, document: str) -> set[str]:
        """Have a document rest on no origin; gives those it did. Within a transaction."""
        ids = set(self.ids_of(Origin, document))
        self._db.execute("DELETE FROM parts WHERE kind = 'origin' AND part = ?", (document,))
        return ids

    def settle(self, ids: Iterable[str], known: Mapping[str, Origin]) -> None:
        """Keep origins with as many documents as rest on them, and drop those on which none does.

        ``known`` are those that may be new, without documents. Within a transaction.
        """
        for id in sorted(ids):
            sql = "SELECT count(*), min(part) FROM parts WHERE kind = 'origin' AND id = ?"
            count, first = self._read(sql, (id,))[0]
            if not count:
                self.drop(Origin, [id])
                continue
            one = known[id] if id in known else self._one(Origin, id)
            if one.kind == "document":
                one = msgspec.structs.replace(one, name=self.title(first) or one.name)
            row = as_row(one)
            self._unword("origin", id)
            values = ("origin", id, count, None, 0, row.type, None, None, None, None, row.body)
            self._db.execute(_PUT, values)
            self._word("origin", id, row.words)

    def drop(self, kind: type[Any], ids: Iterable[str]) -> None:
        """Take records out, and note what they were made of: their addresses keep. Within a transaction."""
        name = _KINDS[kind]
        for id in ids:
            if name in _MADE_OF:
                self._db.execute(f"{_MOVE} AND id = ?", (name, _MADE_OF[name], id))
            self._db.execute("DELETE FROM found WHERE kind = ? AND id = ?", (name, id))
            self._db.execute("DELETE FROM parts WHERE kind = ? AND id = ?", (name, id))
            self._unword(name, id)

    def _put_parts(self, kind: str, row: Row) -> None:
        """Only what changed: an agency's reports are many, and today's are few."""
        there = {part for (part,) in self._read("SELECT part FROM parts WHERE kind = ? AND id = ?", (kind, row.id))}
        now = set(row.parts)
        self._db.executemany(
            "DELETE FROM parts WHERE kind = ? AND part = ? AND id = ?", ((kind, part, row.id) for part in there - now)
        )
        self._db.executemany(
            "INSERT INTO parts VALUES (?, ?, ?)", ((kind, part, row.id) for part in sorted(now - there))
        )

    def _word(self, kind: str, id: str, words: str) -> None:
        if words:
            cursor = self._db.execute("INSERT INTO words VALUES (?, ?, ?)", (kind, id, words))
            self._db.execute("INSERT INTO words_of VALUES (?, ?, ?)", (kind, id, cursor.lastrowid))

    def _unword(self, kind: str, id: str) -> None:
        for (row,) in self._read("SELECT row FROM words_of WHERE kind = ? AND id = ?", (kind, id)):
            self._db.execute("DELETE FROM words WHERE rowid = ?", (row,))
        self._db.execute("DELETE FROM words_of WHERE kind = ? AND id = ?", (kind, id))

    def put_passages(self, documents: Iterable[str], passages: Iterable[Passage]) -> None:
        """Keep documents' edges in the place of those they had. Within a transaction."""
        self._db.executemany("DELETE FROM passages WHERE document = ?", ((document,) for document in documents))
        rows = ((p.by, p.to, p.document, p.basis, p.claim or "") for p in passages)
        self._db.executemany("INSERT OR IGNORE INTO passages VALUES (?, ?, ?, ?, ?)", rows)

    # Within

    def _list(self, kind: type[T], limit: int, after: str | None, **asked: Any) -> list[T]:
        conditions: list[str] = ["f.kind = ?"]
        values: list[Any] = [_KINDS[kind]]
        query, part = asked.pop("query", None), asked.pop("part", None)
        source = "found f"
        if query is not None:
            match = fts5_words(parsed(query, None, ()))
            if match is None:
                return []
            source = "words w JOIN found f ON f.kind = w.kind AND f.id = w.id"
            conditions.append("words MATCH ?")
            values.append(match)
        if part is not None:
            conditions.append("f.id IN (SELECT id FROM parts WHERE kind = ? AND part = ?)")
            values += [_KINDS[kind], part]
        for name, sign, column in _CONDITIONS:
            if asked.get(name) is not None:
                conditions.append(f"f.{column} {sign} ?")
                values.append(int(asked[name]) if name == "contested" else asked[name])
        if after is not None:
            if not self._read("SELECT 1 FROM found WHERE kind = ? AND id = ?", (_KINDS[kind], after)):
                raise NotInLedger("no page begins after this", where=after[:40])
            conditions.append("(-f.rank, f.id) > (SELECT -rank, id FROM found WHERE kind = ? AND id = ?)")
            values += [_KINDS[kind], after]
        sql = f"SELECT f.body FROM {source} WHERE {' AND '.join(conditions)} ORDER BY f.rank DESC, f.id LIMIT ?"
        return [msgspec.msgpack.decode(row[0], type=kind) for row in self._read(sql, [*values, limit])]

    def named(self, id: str) -> Proposition | Happening | CopyGroup:
        """The dispute, happening or group of copies of this id, or the only one whose id begins so.

        Raises `NotInLedger`.
        """
        for kind, first in _FIRST.items():
            if id.startswith(first):
                sql = "SELECT id FROM found WHERE kind = ? AND id >= ? AND id < ? LIMIT 2"
                begun = self._read(sql, (_KINDS[kind], id, id + "\uffff"))
                return self._one(kind, begun[0][0] if len(begun) == 1 and len(id) > 1 else id)
        raise NotInLedger("nothing has this id", where=id)

    def _one(self, kind: type[T], id: str) -> T:
        name = _KINDS[kind]
        rows = self._read("SELECT body FROM found WHERE kind = ? AND id = ?", (name, id))
        if not rows and name in _MADE_OF and (moved := self._moved_to(name, id)) is not None:
            rows = self._read("SELECT body FROM found WHERE kind = ? AND id = ?", (name, moved))
        if not rows:
            raise NotInLedger(f"no {_KINDS[kind]} has this id", where=id)
        return msgspec.msgpack.decode(rows[0][0], type=kind)

    def _having(self, kind: type[T], part: str) -> list[T]:
        sql = (
            # CROSS JOIN: the planner would rather go through all records in order of rank than look a part up.
            "SELECT f.body FROM parts p CROSS JOIN found f ON f.kind = p.kind AND f.id = p.id "
            "WHERE p.kind = ? AND p.part = ? ORDER BY f.rank DESC, f.id"
        )
        return [msgspec.msgpack.decode(row[0], type=kind) for row in self._read(sql, (_KINDS[kind], part))]

    def _read(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise LedgerError(f"cannot be read ({error}); {ANEW}", where=str(self.path)) from error


_CONDITIONS = (
    ("grade", "=", "grade"), ("contested", "=", "contested"), ("type", "=", "type"), ("country", "=", "country"),
    ("since", ">=", "last"), ("until", "<=", "first"), ("told", "=", "told"),
)  # fmt: skip


def _set_aside(path: Path) -> Path | None:
    """Put a file that is made anew out of the way, for the addresses in it."""
    old = path.with_name(f"{path.name}.old")
    _unlink(old)
    if not path.exists():
        _unlink(path)
        return None
    for suffix in _FILES:
        if (part := path.with_name(path.name + suffix)).exists():
            part.rename(old.with_name(old.name + suffix))
    return old


def _carry_addresses(connection: sqlite3.Connection, old: Path) -> None:
    """Note what the records of the file set aside were made of, so that their addresses lead on; then drop it."""
    try:
        connection.execute("ATTACH ? AS old", (str(old),))
        connection.execute("BEGIN")
        for name, made_of in _MADE_OF.items():
            connection.execute(_MOVE.replace("FROM parts", "FROM old.parts"), (name, made_of))
        if connection.execute("SELECT 1 FROM old.sqlite_master WHERE name = 'moved'").fetchone():
            connection.execute("INSERT OR IGNORE INTO moved SELECT kind, id, part FROM old.moved")
        connection.execute("COMMIT")
        connection.execute("DETACH old")
    except sqlite3.DatabaseError:  # damaged, which may be why it is made anew: its addresses are lost
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    _unlink(old)


def _unlink(path: Path) -> None:
    for suffix in _FILES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _is_others(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=30)) as connection:
            return connection.execute("PRAGMA user_version").fetchone()[0] not in (0, VERSION)
    except sqlite3.DatabaseError:
        return True


def _chunks(values: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
