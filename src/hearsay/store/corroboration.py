"""What many documents come to: a SQLite file beside the shards, made from them, and made anew at any time.

It holds the records of `hearsay.corroborated`, found by id, by what they are about and by their words, and for each
document the few numbers that a document read tomorrow is compared with, so that nothing old need be read again.
`hearsay.store.corroborating` writes it.
"""

from __future__ import annotations

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
from hearsay.store.databases import Database
from hearsay.store.together import FIRST, KINDS, MADE_OF, VERSION

FILE = "corroboration.sqlite"
ANEW = "`hearsay corroborate` makes it anew"

T = TypeVar("T")
Together = TypeVar("Together", Proposition, Happening)

_LONGEST = 12
_RANKED = 2000


class Corroboration(Database):
    """What `hearsay corroborate` made of a ledger, to be asked. Not to be shared between threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        super().__init__(connection)
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
        rows = self._read(sql, (" OR ".join(rare), KINDS[type(one)], one.id, limit))
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
        kind = KINDS[type(one)]
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
        return [row[0] for row in self._read(sql, (KINDS[kind], part))]

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
        return dict(self._read("SELECT grade, count(*) FROM found WHERE kind = ? GROUP BY grade", (KINDS[kind],)))

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

    # Within

    def _list(self, kind: type[T], limit: int, after: str | None, **asked: Any) -> list[T]:
        conditions: list[str] = ["f.kind = ?"]
        values: list[Any] = [KINDS[kind]]
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
            values += [KINDS[kind], part]
        for name, sign, column in _CONDITIONS:
            if asked.get(name) is not None:
                conditions.append(f"f.{column} {sign} ?")
                values.append(int(asked[name]) if name == "contested" else asked[name])
        if after is not None:
            if not self._read("SELECT 1 FROM found WHERE kind = ? AND id = ?", (KINDS[kind], after)):
                raise NotInLedger("no page begins after this", where=after[:40])
            conditions.append("(-f.rank, f.id) > (SELECT -rank, id FROM found WHERE kind = ? AND id = ?)")
            values += [KINDS[kind], after]
        sql = f"SELECT f.body FROM {source} WHERE {' AND '.join(conditions)} ORDER BY f.rank DESC, f.id LIMIT ?"
        return [msgspec.msgpack.decode(row[0], type=kind) for row in self._read(sql, [*values, limit])]

    def named(self, id: str) -> Proposition | Happening | CopyGroup:
        """The dispute, happening or group of copies of this id, or the only one whose id begins so.

        Raises `NotInLedger`.
        """
        for kind, first in FIRST.items():
            if id.startswith(first):
                sql = "SELECT id FROM found WHERE kind = ? AND id >= ? AND id < ? LIMIT 2"
                begun = self._read(sql, (KINDS[kind], id, id + "\uffff"))
                return self._one(kind, begun[0][0] if len(begun) == 1 and len(id) > 1 else id)
        raise NotInLedger("nothing has this id", where=id)

    def _one(self, kind: type[T], id: str) -> T:
        name = KINDS[kind]
        rows = self._read("SELECT body FROM found WHERE kind = ? AND id = ?", (name, id))
        if not rows and name in MADE_OF and (moved := self._moved_to(name, id)) is not None:
            rows = self._read("SELECT body FROM found WHERE kind = ? AND id = ?", (name, moved))
        if not rows:
            raise NotInLedger(f"no {KINDS[kind]} has this id", where=id)
        return msgspec.msgpack.decode(rows[0][0], type=kind)

    def _having(self, kind: type[T], part: str) -> list[T]:
        sql = (
            # CROSS JOIN: the planner would rather go through all records in order of rank than look a part up.
            "SELECT f.body FROM parts p CROSS JOIN found f ON f.kind = p.kind AND f.id = p.id "
            "WHERE p.kind = ? AND p.part = ? ORDER BY f.rank DESC, f.id"
        )
        return [msgspec.msgpack.decode(row[0], type=kind) for row in self._read(sql, (KINDS[kind], part))]

    def _read(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise LedgerError(f"cannot be read ({error}); {ANEW}", where=str(self.path)) from error


_CONDITIONS = (
    ("grade", "=", "grade"), ("contested", "=", "contested"), ("type", "=", "type"), ("country", "=", "country"),
    ("since", ">=", "last"), ("until", "<=", "first"), ("told", "=", "told"),
)  # fmt: skip


def _chunks(values: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
