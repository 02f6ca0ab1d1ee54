"""A ledger's index: what pages and searches use, made from the shards and made anew from them at any time.

It is a SQLite file in the ledger, or, where the ledger names a server, tables in PostgreSQL. Its version is its own;
one made by another version is made anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearsay.store.databases import remove
from hearsay.store.queries import OF_NO_RUN, Hit, Index, Place
from hearsay.store.sqlite import SqliteIndex

if TYPE_CHECKING:
    from hearsay.store.ledger import Ledger
    from hearsay.store.report import Report

__all__ = ["OF_NO_RUN", "Hit", "Index", "Place", "open_index", "rebuild", "update"]

_FILE = "index.sqlite"


def open_index(ledger: Ledger) -> Index:
    """A ledger's index, to be read. Raises `LedgerError` where there is none that this version reads."""
    if ledger.server is None:
        return SqliteIndex.open(ledger.folder / _FILE)
    from hearsay.store.postgres import PostgresIndex

    return PostgresIndex.open(ledger.server, ledger.id)


def _writable(ledger: Ledger, *, anew: bool = False) -> Index:
    if ledger.server is None:
        if anew:
            remove(ledger.folder / _FILE)
        return SqliteIndex.writable(ledger.folder / _FILE)
    from hearsay.store.postgres import PostgresIndex

    return PostgresIndex.writable(ledger.server, ledger.id, anew=anew)


def update(ledger: Ledger, finishing: Report | None = None) -> Index:
    """Bring a ledger's index up to date with its shards, and give it open to be written. Raises `LedgerError`.

    Readings of finished runs, and of the one that is ``finishing``, take the place of earlier ones; those of a run
    that was cut off fill places that are empty.
    """
    return _updated(_writable(ledger), ledger, finishing)


def _updated(index: Index, ledger: Ledger, finishing: Report | None) -> Index:
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
    from hearsay.store.shards import read_indexed

    reader, entries = read_indexed(ledger.shard(name))
    index.add(name, run, reader, entries)


def rebuild(ledger: Ledger) -> Index:
    """Make a ledger's index anew from its shards, and give it open to be written. Raises `LedgerError`."""
    return _updated(_writable(ledger, anew=True), ledger, None)
