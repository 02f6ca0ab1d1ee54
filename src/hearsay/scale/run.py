"""A run: a corpus read into a ledger, resumable at any point, with a report that accounts for every input."""

from __future__ import annotations

import contextlib
import datetime
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from hearsay.corpus import Intake, Item, Raw, Source, read_sources, size_of
from hearsay.errors import LedgerError, LedgerUnfinished
from hearsay.scale.shards import Shard, shards
from hearsay.store import Ledger, Report, Summary
from hearsay.store.ledger import require_arrow

ALREADY_READ = "already-read"
"""The code of inputs that an earlier run over the ledger read with the same code and model."""


class Engine(Protocol):
    """What reads shards: `hearsay.scale.local.Local`, or a cluster."""

    reader: str
    restarts: int
    ticked: Callable[[], None] | None

    def in_hand(self) -> tuple[int, int]:
        """Articles that have been read of shards that are not done, and their bytes."""

    def run(self, shards: Iterator[tuple[Shard, Path]]) -> Iterator[tuple[str, Summary]]:
        """Read each shard to its path; give the name and the counts of each that is on the disk, in any order."""


@dataclass(slots=True)
class Going:
    """How far a run has come. ``articles`` have been read of shards that are not done; ``share`` of all that was handed
    out has been read (0 to 1).
    """

    articles: int = 0
    share: float = 0.0


class Observer(Protocol):
    """Is told how a run goes, if anybody wants to know."""

    def begin(self, intake: Intake) -> None:
        """The run begins; ``intake`` tells at any time how much of the input has been handed out."""

    def counted(self, report: Report, going: Going) -> None:
        """More has been read: the counts so far."""

    def indexing(self) -> None:
        """All has been read, and the index is being brought up to date."""


@dataclass(slots=True, kw_only=True)
class Order:
    """What a run is to do. ``open_engine`` gives the engine; ``engine`` and ``workers`` are for the report."""

    sources: Sequence[Source]
    open_engine: Callable[[], AbstractContextManager[Engine]]
    engine: str = "local"
    workers: int = 1
    resume: bool = False
    observer: Observer | None = None
    intake: Intake = field(default_factory=Intake)


def run(ledger: Ledger, order: Order) -> Report:
    """Carry out a run and give its report, which is in the ledger too.

    Raises `LedgerLocked` where somebody writes the ledger, `LedgerUnfinished` where a run was cut off and ``resume`` is
    not asked for, `CannotWrite`, `ModelError`, `WorkerError`. Whatever it raises, or if it is killed, what was
    acknowledged stays, and the run can be resumed.
    """
    require_arrow()
    with ledger.writing():
        number = _number(ledger, order.resume)
        with order.open_engine() as engine:
            return _Run(ledger, order, engine, number).carry_out()


def _number(ledger: Ledger, resume: bool) -> int:
    reports = ledger.reports()
    if reports and reports[-1].state == "running":
        if not resume:
            message = "a run over this ledger was cut off; --resume goes on with it"
            raise LedgerUnfinished(message, where=str(ledger.folder))
        return reports[-1].run
    return reports[-1].run + 1 if reports else 1


class _Run:
    def __init__(self, ledger: Ledger, order: Order, engine: Engine, number: int) -> None:
        self._ledger = ledger
        self._order = order
        self._engine = engine
        self._began = time.monotonic()
        self._seen: set[str] = set()
        self._handed, self._done = 0, 0  # bytes
        self.report = Report(
            run=number,
            sources=[source.name for source in order.sources],
            reader=engine.reader,
            engine=order.engine,
            workers=order.workers,
            started=_now(),
        )

    def carry_out(self) -> Report:
        self._ledger.save(self.report)
        self._order.intake.total = size_of(self._order.sources)
        if self._order.observer is not None:
            self._order.observer.begin(self._order.intake)
            self._engine.ticked = self._tell
        for _name, counts in self._engine.run(self._to_do()):
            self._done += counts.size
            self._count(counts)
        return self._finish()

    def _to_do(self) -> Iterator[tuple[Shard, Path]]:
        """The shards that are not on the disk yet; those that are are counted as they are passed."""
        with contextlib.ExitStack() as stack:
            items = self._unread(read_sources(self._order.sources, self._order.intake), stack)
            for shard in shards(items, self._engine.reader):
                if shard.name in self._seen:  # the same inputs named twice
                    self._skip(len(shard.items))
                    continue
                self._seen.add(shard.name)
                self.report.shards.append(shard.name)
                there = self._there(shard.name)
                if there is not None:
                    self._count(there)
                else:
                    self._handed += _bytes(shard)
                    yield shard, self._ledger.shard(shard.name)

    def _unread(self, items: Iterable[Item], stack: contextlib.ExitStack) -> Iterator[Item]:
        """The items less those that a finished run read with the same code and model."""
        if not any(report.state == "finished" for report in self._ledger.reports()):
            yield from items
            return
        from hearsay.store.index import update

        index = stack.enter_context(contextlib.closing(update(self._ledger)))
        for item in items:
            if isinstance(item, Raw) and index.has_read(item.digest(), self._engine.reader):
                self._skip(1)
            else:
                yield item

    def _skip(self, count: int) -> None:
        self.report.skip(ALREADY_READ, count)
        self._tell()

    def _there(self, name: str) -> Summary | None:
        from hearsay.store.shards import shard_summary

        path = self._ledger.shard(name)
        if not path.exists():
            return None
        try:
            return shard_summary(path)
        except LedgerError:
            return None  # damaged since: it is read again and written over

    def _count(self, counts: Summary) -> None:
        self.report.add(counts)
        self._tell()

    def _tell(self) -> None:
        if self._order.observer is not None:
            articles, size = self._engine.in_hand()
            share = min(1.0, (self._done + size) / self._handed) if self._handed else 0.0
            self._order.observer.counted(self.report, Going(articles, share))

    def _finish(self) -> Report:
        from hearsay.store.columns import open_columns
        from hearsay.store.index import update

        if self._order.observer is not None:
            self._order.observer.indexing()
        report = self.report
        with contextlib.closing(update(self._ledger, report)) as index:
            report.state, report.ended = "finished", _now()
            report.seconds = round(time.monotonic() - self._began, 3)
            report.restarts = self._engine.restarts
            report.repeated, report.repeated_keys = index.repeats()
            self._ledger.save(report)
            index.assign(report.shards, report.run)
            index.optimise()
            open_columns(index, self._ledger.folder)  # so that whoever asks first need not wait for them
        return report


def _bytes(shard: Shard) -> int:
    return sum(len(item.data) for item in shard.items if isinstance(item, Raw))


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
