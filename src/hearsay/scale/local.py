"""Shards read by processes of this machine, each watched.

A process that dies, hangs or grows beyond its memory is replaced. The article it was reading is tried once more in a
new process, since it may have been somebody else's doing; if it happens again the article is recorded as failed and
the rest of its shard is read without it. Processes are replaced, too, when they have grown large on their own.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from hearsay.corpus import Raw
from hearsay.errors import CannotWrite, HearsayError, LedgerError, ModelError, WorkerError
from hearsay.scale.messages import Answer, Answers, At, Broken, Done, Hello, Task, send
from hearsay.scale.shards import Shard
from hearsay.scale.work import CRASHED, LOADER, OUT_OF_MEMORY, OUT_OF_TIME, Fault
from hearsay.store.report import Summary

STRIKES = 2
"""An article that ends so many processes is not tried again."""

_FAILED_STARTS = 3
_START_SECONDS = 300.0
_TICK = 0.2
_BYTES_A_SECOND = 5_000
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a process may take: ``seconds`` an article, more for long ones; ``memory`` bytes; ``shards`` in its life."""

    seconds: float = 60.0
    memory: int = 700_000_000
    shards: int = 500


@dataclass(eq=False)
class _Job:
    """A shard on its way, with what is known of its articles."""

    shard: Shard
    path: Path
    faults: dict[int, Fault] = field(default_factory=dict)
    strikes: dict[int | None, int] = field(default_factory=dict)


@dataclass(eq=False)
class _Worker:
    """A process, what it is doing and since when."""

    process: subprocess.Popen[bytes]
    answers: Answers = field(default_factory=Answers)
    reader: str | None = None
    job: _Job | None = None
    number: int | None = None
    since: float = 0.0
    shards: int = 0

    @property
    def idle(self) -> bool:
        return self.reader is not None and self.job is None

    @property
    def writes(self) -> bool:
        """Whether it has read all of its shard and is writing it."""
        return self.job is not None and self.number is not None and self.number >= len(self.job.shard.items)

    @property
    def article(self) -> int | None:
        """The number of the article it is reading, if that can be to blame for anything."""
        if self.job is None or self.number is None or self.writes or self.number in self.job.faults:
            return None
        return self.number


class Local:
    """Processes that read shards. To be used as a context, which ends them.

    ``loader`` and ``model`` are those of `hearsay.scale.work.load`; ``quiet`` sends to nowhere what they print.
    ``reader`` is the name of what reads, ``restarts`` how often a process was replaced because it had to be;
    ``ticked`` is called several times a second while it goes, for who shows how it goes.
    """

    def __init__(
        self,
        workers: int,
        *,
        loader: str = LOADER,
        model: str | None = None,
        limits: Limits | None = None,
        quiet: bool = True,
    ) -> None:
        self._count = workers
        self._command = [sys.executable, "-m", "hearsay.scale.worker", loader, *([model] if model else [])]
        self._limits = limits or Limits()
        self._quiet = quiet
        self._workers: list[_Worker] = []
        self._selector: selectors.BaseSelector
        self._again: deque[_Job] = deque()
        self._failed_starts = 0
        self.reader = ""
        self.restarts = 0
        self.ticked: Callable[[], None] | None = None

    def in_hand(self) -> tuple[int, int]:
        """Articles that have been read of shards that are not done, and their bytes."""
        read = [item for worker in self._workers if worker.job for item in worker.job.shard.items[: worker.number or 0]]
        return len(read), sum(len(item.data) for item in read if isinstance(item, Raw))

    def __enter__(self) -> Self:
        """Start the first process and learn the reader's name. Raises `ModelError` or `WorkerError`."""
        self._selector = selectors.DefaultSelector()
        try:
            self._start()
            while not self.reader:
                self._wait(lambda _done: None)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            _reap(worker.process)
        self._workers.clear()
        self._selector.close()

    def run(self, shards: Iterator[tuple[Shard, Path]]) -> Iterator[tuple[str, Summary]]:
        """Read the shards, each to its path, and give the name and the counts of each that is on the disk.

        Raises what makes going on pointless: `CannotWrite`, `ModelError`, `WorkerError`.
        """
        done: list[tuple[str, Summary]] = []
        more = True
        while more or self._again or any(worker.job for worker in self._workers):
            more = self._assign(shards, more)
            self._wait(done.append)
            if self.ticked is not None:
                self.ticked()
            yield from done
            done.clear()

    def _assign(self, shards: Iterator[tuple[Shard, Path]], more: bool) -> bool:
        """Give the idle something to do; False once there are no more shards."""
        while True:
            worker = next((worker for worker in self._workers if worker.idle), None)
            if worker is None and (len(self._workers) >= self._count or not self.reader):
                return more
            job = self._next(shards) if more or self._again else None
            if job is None:
                return False
            if worker is None:
                self._again.appendleft(job)
                self._start()
                return more
            self._give(worker, job)

    def _next(self, shards: Iterator[tuple[Shard, Path]]) -> _Job | None:
        if self._again:
            return self._again.popleft()
        found = next(shards, None)
        return _Job(*found) if found is not None else None

    def _give(self, worker: _Worker, job: _Job) -> None:
        worker.job, worker.number, worker.since = job, None, time.monotonic()
        assert worker.process.stdin is not None  # it was opened as a pipe
        try:
            send(worker.process.stdin, Task(str(job.path), self.reader, job.shard.items, job.faults))  # type: ignore[arg-type]
        except OSError:
            self._lost(worker, CRASHED, "the process that read it ended")

    def _start(self) -> None:
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if self._quiet else None,
            env=_environment(),
            start_new_session=True,
        )
        worker = _Worker(process, since=time.monotonic())
        self._workers.append(worker)
        assert process.stdout is not None  # it was opened as a pipe
        self._selector.register(process.stdout, selectors.EVENT_READ, worker)

    def _wait(self, tell: Callable[[tuple[str, Summary]], None]) -> None:
        """Hear the processes for a moment, and see that they keep their limits."""
        for key, _ in self._selector.select(_TICK):
            worker: _Worker = key.data
            if worker not in self._workers:
                continue
            data = os.read(key.fd, 1 << 16)
            if not data:
                self._lost(worker, CRASHED, _how_it_ended(worker.process))
            for answer in worker.answers.feed(data):
                self._heard(worker, answer, tell)
        for worker in list(self._workers):
            self._check(worker)

    def _heard(self, worker: _Worker, answer: Answer, tell: Callable[[tuple[str, Summary]], None]) -> None:
        worker.since = time.monotonic()
        if isinstance(answer, Hello):
            self.reader = self.reader or answer.reader
            worker.reader, self._failed_starts = answer.reader, 0
        elif isinstance(answer, At):
            worker.number = answer.number
        elif isinstance(answer, Done):
            assert worker.job is not None  # it had one to be done with
            tell((worker.job.shard.name, answer.summary))
            worker.job, worker.number = None, None
            worker.shards += 1
            self._recycle(worker)
        else:
            raise _error(answer)

    def _recycle(self, worker: _Worker) -> None:
        grown = (_memory(worker.process.pid) or 0) > 0.85 * self._limits.memory
        if grown or worker.shards >= self._limits.shards:
            self._dismiss(worker)

    def _check(self, worker: _Worker) -> None:
        if worker.idle:
            return
        seconds = self._limits.seconds + _size(worker) / _BYTES_A_SECOND
        if worker.reader is None or worker.number is None:
            seconds = max(seconds, _START_SECONDS)
        if time.monotonic() - worker.since > seconds:
            self._lost(worker, OUT_OF_TIME, f"it took more than {self._limits.seconds:g} seconds to read")
        elif (_memory(worker.process.pid) or 0) > self._limits.memory:
            most = self._limits.memory // 1_000_000
            self._lost(worker, OUT_OF_MEMORY, f"it took more than {most:,} MB of memory to read")

    def _lost(self, worker: _Worker, code: str, message: str) -> None:
        """A process is gone or has to go: its shard is read again, without an article that did it twice."""
        job, number = worker.job, worker.article
        self._dismiss(worker)
        if worker.reader is None:
            self._failed_starts += 1
            if self._failed_starts >= _FAILED_STARTS:
                raise WorkerError(f"the processes that read do not start: {message}")
        else:
            self.restarts += 1
        if job is None:
            if not self._workers:
                self._start()
            return
        job.strikes[number] = job.strikes.get(number, 0) + 1
        if number is None and job.strikes[number] > STRIKES:
            raise WorkerError(f"processes end before they read anything of a shard: {message}", where=job.shard.name)
        if number is not None and job.strikes[number] >= STRIKES:
            job.faults[number] = Fault(code, message)
        self._again.append(job)

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        assert worker.process.stdout is not None  # it was opened as a pipe
        self._selector.unregister(worker.process.stdout)
        worker.process.kill()
        _reap(worker.process)


def _reap(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()


def _environment() -> dict[str, str]:
    """This process's, with its module path, and one thread for each library: the processes share the cores."""
    path = os.pathsep.join(dict.fromkeys(entry or os.getcwd() for entry in sys.path))
    return os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _how_it_ended(process: subprocess.Popen[bytes]) -> str:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
    status = process.returncode
    if status is not None and status < 0:
        return f"the process that read it was ended by signal {-status}"
    return f"the process that read it ended with status {status}"


def _size(worker: _Worker) -> int:
    if worker.job is None or worker.article is None:
        return 0
    return len(getattr(worker.job.shard.items[worker.article], "data", b""))


def _memory(process: int) -> int | None:
    """The bytes of memory a process has in use, None where the system does not tell (other than Linux)."""
    try:
        with open(f"/proc/{process}/statm", "rb") as file:
            return int(file.read().split()[1]) * _PAGE
    except (OSError, ValueError, IndexError):
        return None


_ERRORS: dict[str, Any] = {kind.code: kind for kind in (CannotWrite, ModelError, LedgerError, WorkerError)}


def _error(answer: Broken) -> HearsayError:
    kind = _ERRORS.get(answer.code, WorkerError)
    error: HearsayError = kind(answer.message, where=answer.where)
    return error
