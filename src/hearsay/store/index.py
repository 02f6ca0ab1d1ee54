"""The index: a SQLite file that pages and searches use, made from the shards and made anew from them at any time.

It is in WAL mode: it answers while it is written. Its version is its own; one made by another version is made anew.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from hearsay.errors import LedgerError, LedgerVersion, NotInLedger
from hearsay.model import Entry
from hearsay.store.asked import match_expression
from hearsay.store.files import writing
from hearsay.store.statements import COLUMNS, FACETS, statements

if TYPE_CHECKING:
    from hearsay.store.ledger import Ledger
    from hearsay.store.report import Report

VERSION = 1
"""Of the index's tables. Another version's index is not read, but made anew."""

OF_NO_RUN = 0
"""In place of a run's number: of shards that a run left when it was cut off."""

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
CREATE TABLE statements (id INTEGER PRIMARY KEY, {", ".join(COLUMNS)});
CREATE INDEX statements_record ON statements (record);
CREATE INDEX statements_attribution ON statements (attribution);
CREATE INDEX statements_claim ON statements (claim) WHERE claim IS NOT NULL;
CREATE VIRTUAL TABLE terms USING fts5 (
  {", ".join(_TEXTS)}, content = 'statements', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
"""
_RECORD = (
    "id", "shard", "row", "digest", "name", "status", "code", "message", "key", "document", "title", "url", "outlet",
    "byline", "agency", "published", "language", "words",
)  # fmt: skip
_ANEW = "`hearsay index` makes it anew"
_IDS = (("records", "id"), ("records", "document"), ("statements", "attribution"), ("statements", "claim"))
_ORDERS = {
    "relevance": "terms.rank, s.record, s.attribution, s.claim",
    "newest": "s.published DESC NULLS LAST, s.record, s.attribution, s.claim",
    "oldest": "s.published NULLS LAST, s.record, s.attribution, s.claim",
}


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that a search found. ``record`` is the input's, ``claim`` None where it has not been weighed."""

    record: str
    document: str
    attribution: str
    claim: str | None
    title: str | None
    outlet: str | None
    published: str | None
    name: str
    source_name: str | None
    source: str
    cue: str
    content: str
    kind: str | None = None
    act: str | None = None
    stance: str | None = None
    certainty: str | None = None
    polarity: str | None = None
    distance: str | None = None
    source_type: str | None = None
    confidence: float = 0.0


class Place(msgspec.Struct, frozen=True):
    """Where a record of any kind is kept: the input it belongs to, that input's shard and its row there."""

    record: str
    shard: str
    row: int


class Index:
    """An open index. Not to be shared between threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path

    @classmethod
    def open(cls, path: Path) -> Self:
        """The index in a file, to be read. Raises `LedgerError` where there is none that this version reads."""
        if not path.exists():
            raise LedgerError(f"there is no index; {_ANEW}", where=str(path))
        # Where no file can be made beside it, nobody is writing it either.
        mode = "mode=ro" if os.access(path.parent, os.W_OK) else "immutable=1"
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=30)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise LedgerError(f"the index cannot be read ({error}); {_ANEW}", where=str(path)) from error
        if version != VERSION:
            connection.close()
            raise LedgerVersion(f"the index has version {version}, not {VERSION}; {_ANEW}", where=str(path))
        return cls(connection, path)

    @classmethod
    def writable(cls, path: Path) -> Self:
        """The index in a file, to be written; begun where there is none, begun anew where it is another version's."""
        with writing(path), _as_os_errors():
            connection = sqlite3.connect(path, timeout=30, isolation_level=None)
            try:
                _set_up(connection)
                return cls(connection, path)
            except sqlite3.DatabaseError:
                connection.close()
        remove(path)
        with writing(path), _as_os_errors():
            connection = sqlite3.connect(path, timeout=30, isolation_level=None)
            _set_up(connection)
        return cls(connection, path)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def shards(self) -> dict[str, int | None]:
        """The shards that are in the index, and the run each is known to belong to."""
        return dict(self._db.execute("SELECT name, run FROM shards"))

    def holds(self, record: str, shard: str) -> bool:
        """Whether the reading of an input that counts is the one in that shard."""
        found = self._db.execute("SELECT shard FROM records WHERE id = ?", (record,)).fetchone()
        return found is not None and found[0] == shard

    def has_read(self, digest: str, reader: str) -> bool:
        """Whether an input of that digest was read or set aside, by that reader, in a run that is finished."""
        query = (
            "SELECT 1 FROM records r JOIN shards s ON s.name = r.shard "
            "WHERE r.digest = ? AND r.status <> 'failed' AND s.reader = ? AND s.run > 0 LIMIT 1"
        )
        return self._db.execute(query, (digest, reader)).fetchone() is not None

    def failures(self, run: int, most: int) -> list[tuple[str, str, str]]:
        """The name, code and message of inputs that failed in shards of a run, by name."""
        query = (
            "SELECT r.name, r.code, r.message FROM records r JOIN shards s ON s.name = r.shard "
            "WHERE r.status = 'failed' AND s.run = ? ORDER BY r.name LIMIT ?"
        )
        return [(name, code, message) for name, code, message in self._db.execute(query, (run, most))]

    def repeats(self) -> tuple[int, int]:
        """How many processed inputs have a text, and how many inputs a key of their own, that another has too."""
        texts = "SELECT count(document) - count(DISTINCT document) FROM records WHERE status = 'processed'"
        keys = "SELECT count(key) - count(DISTINCT key) FROM records"
        return self._db.execute(texts).fetchone()[0], self._db.execute(keys).fetchone()[0]

    def counts(self) -> dict[str, int]:
        """How many inputs of each status, documents and statements there are."""
        made = dict(self._db.execute("SELECT status, count(*) FROM records GROUP BY status ORDER BY status"))
        made["documents"] = self._db.execute("SELECT count(DISTINCT document) FROM records").fetchone()[0]
        made["statements"] = self._db.execute("SELECT count(*) FROM statements").fetchone()[0]
        return made

    def facet(self, name: str, most: int = 50) -> list[tuple[str, int]]:
        """The commonest values of a facet that is a column, with how many statements have each."""
        if name not in FACETS or name not in COLUMNS:
            raise LedgerError(f"no such facet: {name}", where=str(self.path))
        counted = f"SELECT {name}, count(*) n FROM statements WHERE {name} IS NOT NULL GROUP BY 1"
        found = self._db.execute(f"{counted} ORDER BY n DESC, 1 LIMIT ?", (most,))
        return [(value, count) for value, count in found]

    def search(
        self,
        query: str = "",
        *,
        source: str | None = None,
        facets: Sequence[tuple[str, str]] = (),
        since: str | None = None,
        until: str | None = None,
        order: str = "relevance",
        limit: int = 20,
        offset: int = 0,
    ) -> list[Hit]:
        """The statements that have all words of ``query``, every facet's value and a date from ``since`` to ``until``.

        ``source`` are words of the source's name; ``facets`` pairs of one of `FACETS` and a value; the dates are ISO
        8601, both inclusive, and a shorter one stands for all of its year or month. ``order`` is ``relevance``
        (BM25), ``newest`` or ``oldest``. Raises ConfigError where only words that are not wanted are given.
        """
        match = match_expression(query, source, facets)
        where, values = _where(match, since, until)
        if match is None and order == "relevance":
            order = "newest"
        among = "terms JOIN statements s ON s.id = terms.rowid" if match else "statements s"
        found = self._rows(
            f"SELECT {_hit_columns()} FROM {among} JOIN records r ON r.id = s.record{where} "
            f"ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
            (*values, limit, offset),
        )
        return [msgspec.convert(row, Hit) for row in found]

    def statements_of(self, record: str) -> list[Hit]:
        """The statements of an input, in the order of its text."""
        among = "statements s JOIN records r ON r.id = s.record WHERE s.record = ? ORDER BY s.id"
        return [msgspec.convert(row, Hit) for row in self._rows(f"SELECT {_hit_columns()} FROM {among}", (record,))]

    def _rows(self, sql: str, values: Iterable[Any]) -> list[dict[str, Any]]:
        try:
            cursor = self._db.execute(sql, tuple(values))
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
        except sqlite3.DatabaseError as error:
            raise LedgerError(f"the index cannot be read ({error}); {_ANEW}", where=str(self.path)) from error

    def find(self, name: str) -> list[Place]:
        """Where the record with that id is: an input's, a document's, an attribution's or a claim's.

        Several inputs may have the same text, and so the same document and statements. The first characters of an id
        will do. Raises `NotInLedger` where there is none, or where they are several ids' first characters.
        """
        exact = self._places(name)
        if exact:
            return exact
        if len(name) < 4 or not name.isalnum():
            raise NotInLedger("no record has this id", where=name)
        found = self._ids(name)
        if len(found) != 1:
            several = f"several ids begin so: {', '.join(sorted(found)[:5])} …"
            raise NotInLedger(several if found else "no record has this id", where=name)
        return self._places(found.pop())

    def _places(self, name: str) -> list[Place]:
        stated = " UNION ".join(f"SELECT record FROM statements WHERE {c} = ?1" for c in ("attribution", "claim"))
        sql = (
            "SELECT r.id AS record, r.shard, r.row FROM records r "
            f"WHERE r.id = ?1 OR r.document = ?1 OR r.id IN ({stated}) ORDER BY r.id"
        )
        return [msgspec.convert(row, Place) for row in self._rows(sql, (name,))]

    def _ids(self, start: str) -> set[str]:
        """The ids that begin so, a few at most."""
        found: set[str] = set()
        for table, column in _IDS:
            sql = f"SELECT DISTINCT {column} AS id FROM {table} WHERE {column} >= ? AND {column} < ? LIMIT 6"
            found |= {row["id"] for row in self._rows(sql, (start, start + "\uffff"))}
        return found

    def add(self, name: str, run: int | None, reader: str, entries: Iterable[Entry]) -> None:
        """Put a shard in. Raises `CannotWrite`.

        What it says of an input takes the place of what was there, unless ``run`` is `OF_NO_RUN`. It is None for a run
        whose end is yet to be recorded.
        """
        with writing(self.path), _as_os_errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                for row, entry in enumerate(entries):
                    if run != OF_NO_RUN or not self._has(entry.record.id):
                        self._replace(name, row, entry)
                self._db.execute("INSERT OR REPLACE INTO shards VALUES (?, ?, ?)", (name, run, reader))
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def assign(self, names: Iterable[str], run: int) -> None:
        """Note that shards belong to a run that is finished."""
        with writing(self.path), _as_os_errors():
            self._db.execute("BEGIN IMMEDIATE")
            update = "UPDATE shards SET run = ? WHERE name = ? AND run IS NULL"
            self._db.executemany(update, ((run, name) for name in names))
            self._db.execute("COMMIT")

    def _replace(self, shard: str, row: int, entry: Entry) -> None:
        self._forget(entry.record.id)
        marks = ", ".join("?" * len(_RECORD))
        self._db.execute(f"INSERT INTO records VALUES ({marks})", _record(shard, row, entry))
        insert = f"INSERT INTO statements ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
        places = [COLUMNS.index(name) for name in _TEXTS]
        words = f"INSERT INTO terms (rowid, {', '.join(_TEXTS)}) VALUES (?, {', '.join('?' * len(_TEXTS))})"
        for made in statements(entry):
            cursor = self._db.execute(insert, made)
            self._db.execute(words, (cursor.lastrowid, *(made[place] for place in places)))

    def _has(self, record: str) -> bool:
        return self._db.execute("SELECT 1 FROM records WHERE id = ?", (record,)).fetchone() is not None

    def _forget(self, record: str) -> None:
        if self._db.execute("DELETE FROM records WHERE id = ?", (record,)).rowcount == 0:
            return
        names = ", ".join(_TEXTS)
        self._db.execute(
            f"INSERT INTO terms (terms, rowid, {names}) SELECT 'delete', id, {names} FROM statements WHERE record = ?",
            (record,),
        )
        self._db.execute("DELETE FROM statements WHERE record = ?", (record,))

    def optimise(self) -> None:
        """Merge the full-text index's parts, and gather what the planner wants to know."""
        with writing(self.path), _as_os_errors():
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


def _record(shard: str, row: int, entry: Entry) -> tuple[Any, ...]:
    record = entry.record
    told: dict[str, Any] = msgspec.structs.asdict(record) | {"shard": shard, "row": row}
    if entry.reading is not None:
        document = entry.reading.document
        names = ("title", "url", "outlet", "byline", "agency", "published", "language")
        told |= {name: getattr(document, name) for name in names} | {"document": document.id}
    return tuple(told.get(name) for name in _RECORD)


def _hit_columns() -> str:
    of_record = {"title", "outlet", "published", "name"}
    return ", ".join(f"{'r' if name in of_record else 's'}.{name}" for name in Hit.__struct_fields__)


def _where(match: str | None, since: str | None, until: str | None) -> tuple[str, list[Any]]:
    conditions: list[tuple[str, Any]] = []
    if match is not None:
        conditions.append(("terms MATCH ?", match))
    if since:
        conditions.append(("s.published >= ?", since))
    if until:
        conditions.append(("s.published < ?", until + "~"))  # "2031-03" stands for all its days, "~" sorts after "-"
    return (" WHERE " + " AND ".join(c for c, _ in conditions) if conditions else ""), [v for _, v in conditions]


@contextlib.contextmanager
def _as_os_errors() -> Iterator[None]:
    """Makes SQLite's errors of the disk ones of the system, which are said alike everywhere."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(0, f"{error}") from error


def remove(path: Path) -> None:
    """Remove an index's files."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def update(ledger: Ledger, finishing: Report | None = None) -> Index:
    """Bring a ledger's index up to date with its shards, and give it open to be written. Raises `LedgerError`.

    Readings of finished runs, and of the one that is ``finishing``, take the place of earlier ones; those of a run
    that was cut off fill places that are empty.
    """
    index = Index.writable(ledger.folder / "index.sqlite")
    known = index.shards()
    ending = set(finishing.shards) if finishing is not None else set()
    for name, run in ledger.shard_names():
        if run is None and name not in ending:
            if name not in known:
                _add(index, ledger, name, OF_NO_RUN)
        elif name not in known or known[name] == OF_NO_RUN:
            _add(index, ledger, name, run)
        elif known[name] is None and run is not None:
            index.assign([name], run)
    return index


def _add(index: Index, ledger: Ledger, name: str, run: int | None) -> None:
    from hearsay.store.schema import to_entries
    from hearsay.store.shards import read_columns, shard_reader

    path = ledger.shard(name)
    columns = ("record", "hearsay", "model", "document", "attributions", "claims")
    index.add(name, run, shard_reader(path), to_entries(read_columns(path, columns)))


def rebuild(ledger: Ledger) -> Index:
    """Make a ledger's index anew from its shards, and give it open to be written. Raises `LedgerError`."""
    remove(ledger.folder / "index.sqlite")
    return update(ledger)
