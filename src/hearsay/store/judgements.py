"""What people decided about records: kept apart from what the machine made, never rebuilt, never overwritten.

A judgement is only ever added. Taking one back adds another that says so.
"""

from __future__ import annotations

import datetime
import secrets
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from hearsay.errors import LedgerVersion, NotInLedger
from hearsay.model import content_id
from hearsay.store.databases import Database, opening
from hearsay.store.files import patient

VERSION = 1
Verdict = Literal["accept", "correct", "merge", "split", "reject", "withdraw"]

_STATEMENTS = (
    """CREATE TABLE judgements (
      number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, target TEXT NOT NULL,
      verdict TEXT NOT NULL, value TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL, withdraws TEXT
    )""",
    "CREATE INDEX judgements_target ON judgements (target)",
    "CREATE INDEX judgements_document ON judgements (document)",
    """CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements
      BEGIN SELECT raise(ABORT, 'judgements only grow'); END""",
    """CREATE TRIGGER judgements_remain BEFORE DELETE ON judgements
      BEGIN SELECT raise(ABORT, 'judgements only grow'); END""",
)


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """One person's verdict on one record.

    ``target`` is the record's id, ``document`` the id of the document it is in (empty where it is made of several);
    ``value`` what a correction puts in its place, by field, or under ``ids`` what a merge joins to it or a split parts
    from it; ``at`` is ISO 8601 in UTC; ``withdraws`` the judgement taken back.
    """

    id: str
    document: str
    target: str
    verdict: Verdict
    who: str
    at: str
    value: dict[str, Any] = {}
    withdraws: str | None = None


class _Told(NamedTuple):
    document: str
    target: str
    verdict: Verdict
    who: str
    value: dict[str, Any]
    withdraws: str | None = None


class Judgements(Database):
    """The judgements of a ledger. Not to be shared between threads. Several processes may add to them."""

    def __init__(self, path: Path) -> None:
        with opening(path, "the judgements"):
            super().__init__(sqlite3.connect(path, timeout=30, isolation_level=None))
            patient(lambda: self._db.execute("PRAGMA journal_mode = WAL"))
            self._db.execute("PRAGMA synchronous = FULL")
            patient(lambda: _set_up(self._db, path))

    def add(
        self, document: str, target: str, verdict: Verdict, *, who: str, value: dict[str, Any] | None = None
    ) -> Judgement:
        """Keep a judgement; it is on the disk when this returns."""
        return self._keep(_Told(document, target, verdict, who, value or {}))

    def withdraw(self, judgement: str, *, who: str) -> Judgement:
        """Take a judgement back. Raises `NotInLedger` where there is none of that id, or it was taken back before."""
        found = self._select("id = ? AND verdict != 'withdraw'", (judgement,))
        if not found:
            raise NotInLedger("no judgement has this id", where=judgement)
        if self._select("withdraws = ?", (judgement,)):
            raise NotInLedger("this judgement was taken back before", where=judgement)
        return self._keep(_Told(found[0].document, found[0].target, "withdraw", who, {}, judgement))

    def _keep(self, told: _Told) -> Judgement:
        at = datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")
        # Two judgements alike within a microsecond are two: the random part parts them.
        made = Judgement(id=content_id("j", *told, at, secrets.token_hex(8)), at=at, **told._asdict())
        row = msgspec.structs.asdict(made) | {"value": msgspec.json.encode(told.value).decode()}
        marks = ", ".join("?" * len(row))
        sql = f"INSERT INTO judgements ({', '.join(row)}) VALUES ({marks})"
        patient(lambda: self._db.execute(sql, tuple(row.values())))
        return made

    def of(self, targets: Sequence[str], *, withdrawn: bool = False) -> list[Judgement]:
        """The judgements on any of some records, oldest first; with those taken back only if asked for."""
        marks = ", ".join("?" * len(targets))
        found = self._select(f"target IN ({marks})", targets)
        if withdrawn:
            return found
        return standing(found)

    def on(self, document: str) -> list[Judgement]:
        """The judgements on records of a document that stand, oldest first."""
        return standing(self._select("document = ?", (document,)))

    def all(self, *, withdrawn: bool = False) -> list[Judgement]:
        """Every judgement, oldest first; with those taken back, and what took them back, only if asked for."""
        found = self._select("1", ())
        return found if withdrawn else standing(found)

    def latest(self, limit: int = 50) -> list[Judgement]:
        """The last judgements, newest first, with those taken back and what took them back."""
        return self._select("1", (), f"number DESC LIMIT {int(limit)}")

    def _select(self, where: str, values: Sequence[Any], order: str = "number") -> list[Judgement]:
        names = Judgement.__struct_fields__
        sql = f"SELECT {', '.join(names)} FROM judgements WHERE {where} ORDER BY {order}"
        rows = (dict(zip(names, row, strict=True)) for row in self._db.execute(sql, tuple(values)))
        return [msgspec.convert(row | {"value": msgspec.json.decode(row["value"])}, Judgement) for row in rows]


def standing(found: Sequence[Judgement]) -> list[Judgement]:
    """Those that have not been taken back."""
    gone = {one.withdraws for one in found}
    return [one for one in found if one.id not in gone and one.verdict != "withdraw"]


def _set_up(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise LedgerVersion(f"the judgements have version {version}; this version reads {VERSION}", where=str(path))
    if version == 0:
        _begin(connection)


def _begin(connection: sqlite3.Connection) -> None:
    """Make the tables, unless somebody else has meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            for statement in _STATEMENTS:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
