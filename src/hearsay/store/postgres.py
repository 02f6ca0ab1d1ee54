"""The index as tables in PostgreSQL, for ledgers that many people ask at once. The shards stay where they are.

Each ledger has a schema of its own, named after its id.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any, Self

from hearsay.errors import CannotWrite, ConfigError, LedgerError, LedgerVersion
from hearsay.store.asked import Asked, tsquery
from hearsay.store.queries import ANEW, VERSION, Index
from hearsay.store.statements import COLUMNS

_TEXT = 'TEXT COLLATE "C"'
_TABLES = f"""
CREATE TABLE version (number INTEGER NOT NULL);
INSERT INTO version VALUES ({VERSION});
CREATE TABLE shards (name {_TEXT} PRIMARY KEY, run INTEGER, reader {_TEXT} NOT NULL);
CREATE TABLE records (
  id {_TEXT} PRIMARY KEY, shard {_TEXT} NOT NULL, row INTEGER NOT NULL, digest {_TEXT} NOT NULL, name {_TEXT} NOT NULL,
  status {_TEXT} NOT NULL, code {_TEXT}, message {_TEXT}, key {_TEXT}, document {_TEXT}, title {_TEXT}, url {_TEXT},
  outlet {_TEXT}, byline {_TEXT}, agency {_TEXT}, published {_TEXT}, language {_TEXT}, words INTEGER NOT NULL
);
CREATE INDEX records_document ON records (document);
CREATE INDEX records_digest ON records (digest);
CREATE INDEX records_published ON records (published);
CREATE INDEX records_newest ON records (coalesce(published, ''), id);
CREATE TABLE statements (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  {", ".join(f"{name} {'DOUBLE PRECISION' if name == 'confidence' else _TEXT}" for name in COLUMNS)},
  vector TSVECTOR GENERATED ALWAYS AS (
    setweight(to_tsvector('english', content), 'A') ||
    setweight(to_tsvector('english', coalesce(source_name, '') || ' | ' || source), 'B') ||
    setweight(to_tsvector('english', cue), 'C') ||
    setweight(to_tsvector('simple', facets), 'D')
  ) STORED
);
CREATE INDEX statements_record ON statements (record);
CREATE INDEX statements_attribution ON statements (attribution);
CREATE INDEX statements_claim ON statements (claim) WHERE claim IS NOT NULL;
CREATE INDEX statements_vector ON statements USING gin (vector);
CREATE TABLE bodies (
  id {_TEXT} PRIMARY KEY, name {_TEXT} NOT NULL, kind {_TEXT} NOT NULL, country {_TEXT}, wikidata {_TEXT}
);
CREATE TABLE state (name {_TEXT} PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO state VALUES ('changed', 0);
"""
_STATE = f"INSERT INTO statements ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


class PostgresIndex(Index):
    """An index on a server."""

    AMONG = "(SELECT to_tsquery('english', ?) AS asked) q CROSS JOIN statements s"
    MATCHES = "s.vector @@ q.asked"
    BEST = "ts_rank_cd(s.vector, q.asked, 1) DESC"
    NUMBERS = f"SELECT s.id FROM {AMONG} WHERE {MATCHES}"
    NUMBERS_BY_RANK = f"SELECT s.id FROM {AMONG} WHERE {MATCHES} ORDER BY {BEST}, s.id"

    def __init__(self, connection: Any, where: str) -> None:
        self._db = connection
        self.where = where

    @classmethod
    def open(cls, server: str, ledger: str) -> Self:
        """The index of the ledger of that id, to be read. Raises `LedgerError` where there is none we can read."""
        index = cls._connected(server, ledger)
        version = index._version()
        if version == VERSION:
            return index
        index.close()
        if version is None:
            raise LedgerError(f"there is no index on the server; {ANEW}", where=index.where)
        raise LedgerVersion(f"the index has version {version}, not {VERSION}; {ANEW}", where=index.where)

    @classmethod
    def writable(cls, server: str, ledger: str, *, anew: bool = False) -> Self:
        """The index of the ledger of that id, to be written; begun where there is none of this version, or ``anew``."""
        index = cls._connected(server, ledger)
        if anew or index._version() != VERSION:
            name = _schema(ledger)
            with index.transaction():
                index._db.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}; {_TABLES}")
        return index

    @classmethod
    def _connected(cls, server: str, ledger: str) -> Self:
        try:
            import psycopg
        except ImportError as error:
            raise ConfigError("an index on a server needs psycopg: pip install 'hearsay[postgres]'") from error
        try:
            connection = psycopg.connect(server, autocommit=True, options=f"-c search_path={_schema(ledger)}")
        except psycopg.Error as error:
            shown = " ".join(str(error).split())
            raise LedgerError(f"the server cannot be reached: {shown}", where="the index") from error
        return cls(connection, f"the index on {connection.info.host}, {connection.info.dbname}")

    def _version(self) -> int | None:
        if self._all("SELECT to_regclass('version') IS NULL")[0][0]:
            return None
        return int(self._all("SELECT number FROM version")[0][0])

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written in the block is there after it, or none. Raises `CannotWrite`."""
        import psycopg

        try:
            with self._db.transaction():
                yield
        except psycopg.Error as error:
            raise CannotWrite(f"cannot be written: {' '.join(str(error).split())}", where=self.where) from error

    def matching(self, asked: Asked) -> str | None:
        """A text for ``to_tsquery``."""
        return tsquery(asked)

    def _read(self, sql: str, values: Sequence[Any] = ()) -> tuple[list[str], list[tuple[Any, ...]]]:
        import psycopg

        try:
            cursor = self._db.execute(_marked(sql), _clean(values))
            return [column.name for column in cursor.description], cursor.fetchall()
        except psycopg.Error as error:
            shown = " ".join(str(error).split())
            raise LedgerError(f"the index cannot be read ({shown}); {ANEW}", where=self.where) from error

    def _write(self, sql: str, values: Sequence[Any] = ()) -> int:
        count: int = self._db.execute(_marked(sql), _clean(values)).rowcount
        return count

    def _state(self, row: tuple[Any, ...]) -> None:
        self._write(_STATE, row)

    def _unstate(self, record: str) -> None:
        self._write("DELETE FROM statements WHERE record = ?", (record,))

    def optimise(self) -> None:
        """Gather what the planner wants to know."""
        self._db.execute("ANALYZE records; ANALYZE statements")


def _schema(ledger: str) -> str:
    return "hearsay_" + "".join(char for char in ledger if char.isalnum())


def _marked(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


def _clean(values: Sequence[Any]) -> list[Any]:
    """The values without NULs, which PostgreSQL does not take in texts."""
    return [value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in values]
