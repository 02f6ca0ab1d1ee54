"""A Ray cluster of two seats, one of which is killed while it reads. Skipped where ray is not installed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("ray", reason="the engine ray is not installed: pip install 'hearsay[ray]'")
pytest.importorskip("pyarrow", reason="ledgers are Parquet")

from hearsay.corpus import Item, Raw
from hearsay.errors import WorkerError
from hearsay.scale.cluster import Cluster, Seat
from hearsay.scale.local import Limits, Local
from hearsay.scale.shards import Shard, shards
from tests.support.corpora import report
from tests.support.fake_reader import LOADER
from tests.support.ledgers import ROOT

LIMITS = Limits(seconds=20.0)


def _planned(folder: Path) -> list[tuple[Shard, Path]]:
    folder.mkdir()
    texts = [report(n) for n in range(400)]
    texts[50] = "KILLED by this"
    items: list[Item] = [Raw(name=f"{n}", data=text.encode()) for n, text in enumerate(texts)]
    return [(shard, folder / f"{shard.name}.parquet") for shard in shards(items, "x")]


def test_every_shard_finishes_though_a_seat_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    planned = _planned(tmp_path / "cluster")
    killed: list[int] = []
    with Cluster(2, loader=LOADER, limits=LIMITS) as engine:
        before = engine.processes()
        assert len(set(before)) == 2

        def handed_out() -> Iterator[tuple[Shard, Path]]:
            for number, pair in enumerate(planned):
                yield pair
                if number == 3:  # both have something to read
                    os.kill(before[0], signal.SIGKILL)
                    killed.append(before[0])

        done = dict(engine.run(handed_out()))
        assert killed
        assert set(engine.processes()) != set(before)
    assert set(done) == {shard.name for shard, _ in planned}
    assert sum(summary.read for summary in done.values()) == 400
    assert sum(summary.failed for summary in done.values()) == 1
    alone = _planned(tmp_path / "alone")
    with Local(1, loader=LOADER, limits=LIMITS) as engine_here:
        assert dict(engine_here.run(iter(alone))) == done
    for (_, one), (_, other) in zip(planned, alone, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_a_seat_whose_reader_does_not_load_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    seat = Seat("tests.support.fake_reader:nothing", None, LIMITS)
    assert isinstance(seat.reader(), WorkerError)
    assert isinstance(seat.read(Shard("x", ()), "x").error, WorkerError)
