"""Shards read by a Ray cluster: the same shards, the same processes, an actor of Ray's to watch each.

An actor that is lost, with its machine or alone, is started again and its shard read again; an article that ends its
process costs itself alone, as with `hearsay.scale.local`. The ledger must be in a folder that all machines share.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from hearsay.errors import ConfigError, HearsayError, WorkerError
from hearsay.scale.local import Limits, Local
from hearsay.scale.shards import Shard
from hearsay.scale.work import LOADER
from hearsay.store.report import Summary

_WAITING = 2  # shards an actor has to hand, so that it need not wait for the next


@dataclass(frozen=True, slots=True)
class _Reply:
    """What became of a shard: its counts, and the times its process was replaced; or what makes going on pointless.

    Errors are carried as values: those that Ray raises mean that something is wrong with the cluster.
    """

    summary: Summary | None = None
    restarts: int = 0
    error: HearsayError | None = None


class Seat:
    """A place for one process in the cluster, which it starts and watches."""

    def __init__(self, loader: str, model: str | None, limits: Limits) -> None:
        self._local = Local(1, loader=loader, model=model, limits=limits)
        self._begun = False

    def process(self) -> int:
        """The id of the seat's own process."""
        return os.getpid()

    def reader(self) -> str | HearsayError:
        """The name of the reader, once it is loaded."""
        try:
            self._begin()
        except HearsayError as error:
            return error
        return self._local.reader

    def _begin(self) -> None:
        if not self._begun:
            self._local.__enter__()
            self._begun = True

    def read(self, shard: Shard, path: str) -> _Reply:
        """Read a shard to its path."""
        try:
            self._begin()
            before = self._local.restarts
            ((_, summary),) = self._local.run(iter([(shard, Path(path))]))
            return _Reply(summary, self._local.restarts - before)
        except HearsayError as error:
            return _Reply(error=error)


class Cluster:
    """A Ray cluster that reads shards: the one ``RAY_ADDRESS`` names, or one begun on this machine.

    To be used as a context. Raises ConfigError where ray is not installed.
    """

    def __init__(
        self, workers: int, *, loader: str = LOADER, model: str | None = None, limits: Limits | None = None
    ) -> None:
        try:
            import ray
        except ImportError as error:
            raise ConfigError("the engine ray needs ray: pip install 'hearsay[ray]'") from error
        self._ray: Any = ray
        self._workers = workers
        self._seat = (loader, model, limits or Limits())
        self._seats: list[Any] = []
        self.reader = ""
        self.restarts = 0

    def __enter__(self) -> Self:
        """Join or begin the cluster and learn the reader's name. Raises `ModelError` or `WorkerError`."""
        self._connect()
        try:
            kind = self._ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=-1)(Seat)
            self._seats = [kind.remote(*self._seat) for _ in range(self._workers)]
            names = self._get([seat.reader.remote() for seat in self._seats])
        except BaseException:
            self._ray.shutdown()
            raise
        for name in names:
            if isinstance(name, HearsayError):
                self._ray.shutdown()
                raise name
        if len(set(names)) > 1:
            self._ray.shutdown()
            raise WorkerError(f"the machines have different code or models: {', '.join(sorted(set(names)))}")
        self.reader = names[0]
        return self

    def __exit__(self, *_: object) -> None:
        for seat in self._seats:
            self._ray.kill(seat)
        self._ray.shutdown()

    def _connect(self) -> None:
        path = os.pathsep.join(dict.fromkeys(entry or os.getcwd() for entry in sys.path))
        told: dict[str, Any] = {"runtime_env": {"env_vars": {"PYTHONPATH": path}}, "log_to_driver": False}
        told |= {"logging_level": "error", "configure_logging": True}
        if "RAY_ADDRESS" not in os.environ:
            told |= {"num_cpus": self._workers, "include_dashboard": False}
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing leaves the machine unasked
        self._ray.init(**told)

    def processes(self) -> list[int]:
        """The process of each seat."""
        found: list[int] = self._get([seat.process.remote() for seat in self._seats])
        return found

    def _get(self, references: Any) -> Any:
        try:
            return self._ray.get(references)
        except self._ray.exceptions.RayError as error:
            raise WorkerError(f"the cluster failed: {error}") from error

    ticked: Callable[[], None] | None = None

    def in_hand(self) -> tuple[int, int]:
        """Nothing: how far a shard has come is not told over the cluster."""
        return 0, 0

    def run(self, shards: Iterator[tuple[Shard, Path]]) -> Iterator[tuple[str, Summary]]:
        """Read the shards, each to its path, and give the name and the counts of each that is on the disk.

        Raises what makes going on pointless: `CannotWrite`, `ModelError`, `WorkerError`.
        """
        busy: dict[Any, tuple[str, Any]] = {}
        free = [seat for _ in range(_WAITING) for seat in self._seats]
        while True:
            while free and (found := next(shards, None)) is not None:
                seat = free.pop(0)
                busy[seat.read.remote(found[0], str(found[1].absolute()))] = (found[0].name, seat)
            if not busy:
                return
            (reference, *_), _ = self._ray.wait(list(busy), num_returns=1)
            name, seat = busy.pop(reference)
            free.append(seat)
            yield name, self._summary(self._get(reference))

    def _summary(self, reply: _Reply) -> Summary:
        if reply.error is not None:
            raise reply.error
        assert reply.summary is not None  # a reply has one or the other
        self.restarts += reply.restarts
        return reply.summary
