"""Questions that people keep to ask again: a name, and the query of the page that answered it."""

from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path

import msgspec

from hearsay.store.databases import Database, opening
from hearsay.store.files import patient

FILE = "saved.sqlite"
_TABLE = """
CREATE TABLE IF NOT EXISTS saved (
  number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, query TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL
);
"""


class Saved(msgspec.Struct, frozen=True):
    """One question. ``query`` is that of a page's address, without the question mark; ``at`` ISO 8601 in UTC."""

    number: int
    name: str
    query: str
    who: str
    at: str


class SavedQueries(Database):
    """The questions kept with a ledger. Not to be shared between threads."""

    def __init__(self, path: Path) -> None:
        with opening(path, "the saved queries"):
            super().__init__(sqlite3.connect(path, timeout=30, isolation_level=None))
            patient(lambda: self._db.execute("PRAGMA journal_mode = WAL"))
            patient(lambda: self._db.executescript(_TABLE))

    def add(self, name: str, query: str, who: str) -> None:
        """Keep a question."""
        at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        sql = "INSERT INTO saved (name, query, who, at) VALUES (?, ?, ?, ?)"
        patient(lambda: self._db.execute(sql, (name, query, who, at)))

    def remove(self, number: int) -> None:
        """Forget a question; nothing happens where there is none of that number."""
        patient(lambda: self._db.execute("DELETE FROM saved WHERE number = ?", (number,)))

    def all(self) -> list[Saved]:
        """Every question kept, in the order of their names."""
        return [Saved(*row) for row in self._db.execute("SELECT * FROM saved ORDER BY lower(name), number")]
