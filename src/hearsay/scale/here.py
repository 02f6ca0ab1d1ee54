"""Reading in this process: for a handful of articles, where processes to read in would take longer to begin."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

from hearsay.corpus import Raw
from hearsay.model import Entry
from hearsay.scale.corroborate import corroborate_locked
from hearsay.scale.shards import Shard, shards
from hearsay.scale.work import Reader, read_items, reader_name
from hearsay.store import Ledger, Report, Summary
from hearsay.store.ledger import require_arrow


class Here:
    """An engine that reads in the process it is in. Nothing guards it against an article that takes it down."""

    restarts = 0
    ticked: Callable[[], None] | None = None

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.reader = reader_name(reader)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to let go of."""

    def in_hand(self) -> tuple[int, int]:
        """Nothing: it tells nobody how far it is."""
        return 0, 0

    def run(self, shards: Iterator[tuple[Shard, Path]]) -> Iterator[tuple[str, Summary]]:
        """As `hearsay.scale.run.Engine` has it."""
        from hearsay.store.shards import write_shard

        for shard, path in shards:
            entries = read_items(self._reader, shard.items, {}, lambda _number: None)
            yield shard.name, write_shard(path, entries, self.reader)


def read_one(reader: Reader, item: Raw) -> Entry:
    """The entry of one article; one that cannot be read says why."""
    return read_items(reader, [item], {}, lambda _number: None)[0]


def keep(ledger: Ledger, entry: Entry, item: Raw, reader: Reader) -> Report:
    """Put an article that was read into a ledger, as a run of its own, and have it joined to the others.

    Raises `LedgerLocked` where somebody writes the ledger, `LedgerError`, `CannotWrite`.
    """
    require_arrow()
    from hearsay.store.columns import open_columns
    from hearsay.store.index import update
    from hearsay.store.shards import write_shard

    name = reader_name(reader)
    (shard,) = shards([item], name)
    began = _now()
    with ledger.writing():
        reports = ledger.reports()
        counts = write_shard(ledger.shard(shard.name), [entry], name)
        report = Report(
            run=reports[-1].run + 1 if reports else 1, sources=[item.name], reader=name, engine="here", started=began,
            ended=_now(), state="finished", shards=[shard.name],
        )  # fmt: skip
        report.add(counts)
        with contextlib.closing(update(ledger, report)) as index:
            report.repeated, report.repeated_keys = index.repeats()
            ledger.save(report)
            index.assign(report.shards, report.run)
            open_columns(index, ledger.folder)
        corroborate_locked(ledger)
    return report


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
