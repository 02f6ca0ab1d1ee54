"""The file of what many documents come to, as it is written."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import msgspec

from hearsay.corroborated import Origin, Passage
from hearsay.store.corroboration import Corroboration
from hearsay.store.databases import FILES, as_os_errors, remove
from hearsay.store.files import writing
from hearsay.store.together import KINDS, MADE_OF, TABLES, VERSION, Row, as_row

_PUT = f"INSERT OR REPLACE INTO found VALUES ({', '.join('?' * 11)})"
_MOVE = "INSERT OR IGNORE INTO moved SELECT kind, id, part FROM parts WHERE kind = ? AND part GLOB ?"


class Corroborating(Corroboration):
    """What is being made of a ledger. Not to be shared between threads."""

    @classmethod
    def writable(cls, path: Path, *, anew: bool = False) -> Self:
        """To be written; begun where there is none, begun anew where it is another version's. Raises `CannotWrite`."""
        old = _set_aside(path) if anew or _is_others(path) else None
        with writing(path), as_os_errors():
            connection = sqlite3.connect(path, timeout=30, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
                connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
            if old is not None:
                _carry_addresses(connection, old)
        return cls(connection, path)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written in the block is there after it, or none. Raises `CannotWrite`."""
        with writing(self.path):
            try:
                with as_os_errors():
                    self._db.execute("BEGIN IMMEDIATE")
                    yield
                    self._db.execute("COMMIT")
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
            kind, row = KINDS[type(item)], as_row(item)
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
        name = KINDS[kind]
        for id in ids:
            if name in MADE_OF:
                self._db.execute(f"{_MOVE} AND id = ?", (name, MADE_OF[name], id))
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


def _set_aside(path: Path) -> Path | None:
    """Put a file that is made anew out of the way, for the addresses in it."""
    old = path.with_name(f"{path.name}.old")
    remove(old)
    if not path.exists():
        remove(path)
        return None
    for suffix in FILES:
        if (part := path.with_name(path.name + suffix)).exists():
            part.rename(old.with_name(old.name + suffix))
    return old


def _carry_addresses(connection: sqlite3.Connection, old: Path) -> None:
    """Note what the records of the file set aside were made of, so that their addresses lead on; then drop it."""
    try:
        connection.execute("ATTACH ? AS old", (str(old),))
        connection.execute("BEGIN")
        for name, made_of in MADE_OF.items():
            connection.execute(_MOVE.replace("FROM parts", "FROM old.parts"), (name, made_of))
        if connection.execute("SELECT 1 FROM old.sqlite_master WHERE name = 'moved'").fetchone():
            connection.execute("INSERT OR IGNORE INTO moved SELECT kind, id, part FROM old.moved")
        connection.execute("COMMIT")
        connection.execute("DETACH old")
    except sqlite3.DatabaseError:  # damaged, which may be why it is made anew: its addresses are lost
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    remove(old)


def _is_others(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=30)) as connection:
            return connection.execute("PRAGMA user_version").fetchone()[0] not in (0, VERSION)
    except sqlite3.DatabaseError:
        return True
