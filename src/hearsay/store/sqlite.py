"""The index as a SQLite file beside the shards. It is in WAL mode: it answers while it is written."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from hearsay.errors import LedgerError, LedgerVersion
from hearsay.store.asked import Asked, fts5
from hearsay.store.databases import as_os_errors, remove
from hearsay.store.files import writing
from hearsay.store.queries import ANEW, VERSION, Index
from hearsay.store.statements import COLUMNS

_TEXTS = ("content", "source_name", "source", "cue", "facets")
_TABLES = f"""
CREATE TABLE shards (name TEXT PRIMARY KEY, run INTEGER, reader TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE records (
  id TEXT PRIMARY KEY, shard TEXT NOT NULL, row INTEGER NOT NULL, digest TEXT NOT NULL, name TEXT NOT NULL,
  status TEXT NOT NULL, code TEXT, message TEXT, key TEXT, document TEXT, title TEXT, url TEXT, outlet TEXT,
  byline TEXT, agency TEXT, published TEXT, language TEXT, words INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX records_document ON records (document);
CREATE INDEX records_digest ON records (digest);
CREATE INDEX records_published ON records (published);
CREATE INDEX records_newest ON records (coalesce(published, ''), id);
CREATE TABLE statements (id INTEGER PRIMARY KEY, {", ".join(COLUMNS)});
CREATE INDEX statements_record ON statements (record);
CREATE INDEX statements_attribution ON statements (attribution);
CREATE INDEX statements_claim ON statements (claim) WHERE claim IS NOT NULL;
CREATE TABLE bodies (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, wikidata TEXT)
  WITHOUT ROWID;
CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO state VALUES ('changed', 0);
CREATE VIRTUAL TABLE terms USING fts5 (
  {", ".join(_TEXTS)}, content = 'statements', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
"""
_STATE = f"INSERT INTO statements ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
_PLACES = [COLUMNS.index(name) for name in _TEXTS]
_WORDS = f"INSERT INTO terms (rowid, {', '.join(_TEXTS)}) VALUES (?, {', '.join('?' * len(_TEXTS))})"
_UNWORD = (
    f"INSERT INTO terms (terms, rowid, {', '.join(_TEXTS)}) "
    f"SELECT 'delete', id, {', '.join(_TEXTS)} FROM statements WHERE record = ?"
)


class SqliteIndex(Index):
    """An index in a file."""

    AMONG = "terms JOIN statements s ON s.id = terms.rowid"
    MATCHES = "terms MATCH ?"
    BEST = "terms.rank"
    NUMBERS = "SELECT rowid FROM terms WHERE terms MATCH ?"
    NUMBERS_BY_RANK = "SELECT rowid FROM terms WHERE terms MATCH ? ORDER BY rank, rowid"

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path
        self.where = str(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """The index in a file, to be read. Raises `LedgerError` where there is none that this version reads."""
        if not path.exists():
            raise LedgerError(f"there is no index; a run makes it at its end, and {ANEW}", where=str(path))
        # Where no file can be made beside it, nobody is writing it either.
        mode = "mode=ro" if os.access(path.parent, os.W_OK) else "immutable=1"
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=30)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise LedgerError(f"the index cannot be read ({error}); {ANEW}", where=str(path)) from error
        if version != VERSION:
            connection.close()
            raise LedgerVersion(f"the index has version {version}, not {VERSION}; {ANEW}", where=str(path))
        return cls(connection, path)

    @classmethod
    def writable(cls, path: Path) -> Self:
        """The index in a file, to be written; begun where there is none, begun anew where it is another version's."""
        with writing(path), as_os_errors():
            connection = sqlite3.connect(path, timeout=30, isolation_level=None)
            try:
                _set_up(connection)
                return cls(connection, path)
            except sqlite3.DatabaseError:
                connection.close()
        remove(path)
        with writing(path), as_os_errors():
            connection = sqlite3.connect(path, timeout=30, isolation_level=None)
            _set_up(connection)
        return cls(connection, path)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written in the block is there after it, or none. Raises `CannotWrite`."""
        with writing(self.path), as_os_errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def matching(self, asked: Asked) -> str | None:
        """An FTS5 expression."""
        return fts5(asked)

    def _read(self, sql: str, values: Sequence[Any] = ()) -> tuple[list[str], list[tuple[Any, ...]]]:
        try:
            cursor = self._db.execute(sql, values)
            return [column[0] for column in cursor.description], cursor.fetchall()
        except sqlite3.DatabaseError as error:
            raise LedgerError(f"the index cannot be read ({error}); {ANEW}", where=self.where) from error

    def _write(self, sql: str, values: Sequence[Any] = ()) -> int:
        return self._db.execute(sql, values).rowcount

    def _state(self, row: tuple[Any, ...]) -> None:
        cursor = self._db.execute(_STATE, row)
        self._db.execute(_WORDS, (cursor.lastrowid, *(row[place] for place in _PLACES)))

    def _unstate(self, record: str) -> None:
        self._db.execute(_UNWORD, (record,))
        self._db.execute("DELETE FROM statements WHERE record = ?", (record,))

    def optimise(self) -> None:
        """Merge the full-text index's parts, and gather what the planner wants to know."""
        with writing(self.path), as_os_errors():
            self._db.execute("INSERT INTO terms (terms) VALUES ('optimize')")
            self._db.execute("PRAGMA optimize")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version not in (0, VERSION):
        raise sqlite3.DatabaseError("another version's index")
    if version == 0:
        connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
