"""What every SQLite file of a ledger has in common: how it is closed, how its errors are said, which files it is."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from hearsay.errors import LedgerError
from hearsay.store.files import writing

FILES = ("", "-wal", "-shm")
"""What follows the name of a file, and of those that SQLite keeps beside it."""


class Database:
    """A file that is closed at a block's end."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()


@contextlib.contextmanager
def as_os_errors() -> Iterator[None]:
    """Makes SQLite's errors of the disk ones of the system, which are said alike everywhere."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(0, str(error)) from error


@contextlib.contextmanager
def opening(path: Path, what: str) -> Iterator[None]:
    """Makes a failure to open a file to be written a `CannotWrite`, or a `LedgerError` where it is damaged."""
    try:
        with writing(path), as_os_errors():
            yield
    except sqlite3.DatabaseError as error:
        raise LedgerError(f"{what} cannot be read: {error}", where=str(path)) from error


def remove(path: Path) -> None:
    """Remove a file, with those beside it."""
    for suffix in FILES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
