"""Processes that die, hang or grow while they read."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="ledgers are Parquet")

from hearsay.corpus import Item, Raw
from hearsay.errors import CannotWrite, WorkerError
from hearsay.scale.local import Limits, Local
from hearsay.scale.shards import Shard, shards
from hearsay.store.shards import read_shard
from tests.support.corpora import report
from tests.support.fake_reader import LOADER
from tests.support.ledgers import ROOT

LIMITS = Limits(seconds=2.0, memory=250_000_000)


@pytest.fixture(autouse=True)
def _path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


def _planned(texts: list[str], folder: Path, each: int = 8) -> list[tuple[Shard, Path]]:
    items: list[Item] = [Raw(name=f"{n}", data=text.encode()) for n, text in enumerate(texts)]
    made = [next(iter(shards(items[at : at + each], "x"))) for at in range(0, len(items), each)]
    return [(shard, folder / f"{shard.name}.parquet") for shard in made]


def _codes(planned: list[tuple[Shard, Path]]) -> list[str | None]:
    return [entry.record.code for _, path in planned for entry in read_shard(path)]


def _children() -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == os.getpid():
                yield int(folder.name)
        except (OSError, IndexError):
            continue


def test_an_article_that_ends_hangs_or_bloats_its_process_costs_itself_alone(tmp_path: Path) -> None:
    texts = [report(n) for n in range(16)]
    texts[3], texts[5], texts[12] = "KILLED now", "ENDLESS wait", "GROWING up"
    planned = _planned(texts, tmp_path)
    with Local(2, loader=LOADER, limits=LIMITS) as engine:
        done = dict(engine.run(iter(planned)))
    assert set(done) == {shard.name for shard, _ in planned}
    expected: list[str | None] = [None] * 16
    expected[3], expected[5], expected[12] = "crashed", "out-of-time", "out-of-memory"
    assert _codes(planned) == expected
    assert engine.restarts == 6
    assert sum(summary.read for summary in done.values()) == 16


def test_an_article_that_somebody_elses_doing_hit_is_read_after_all(tmp_path: Path) -> None:
    texts = [report(n) for n in range(8)]
    texts[4] = f"ONCE {tmp_path / 'mark'} said so"
    planned = _planned(texts, tmp_path)
    with Local(1, loader=LOADER, limits=LIMITS) as engine:
        assert len(dict(engine.run(iter(planned)))) == 1
    assert _codes(planned) == [None] * 8


def test_a_process_killed_from_outside_loses_nothing(tmp_path: Path) -> None:
    texts = [f"ONCE {tmp_path / f'mark{n}'} said so" if n % 9 == 4 else report(n) for n in range(48)]
    planned = _planned(texts, tmp_path)
    stop = threading.Event()

    def strike() -> None:
        while not stop.wait(0.7):
            for child in list(_children())[:1]:
                os.kill(child, signal.SIGKILL)
                return

    with Local(2, loader=LOADER, limits=LIMITS) as engine:
        killer = threading.Thread(target=strike)
        killer.start()
        done = dict(engine.run(iter(planned)))
        stop.set()
        killer.join()
    assert len(done) == 6
    assert _codes(planned) == [None] * 48


def test_a_reader_that_does_not_load_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="cannot be loaded"), Local(1, loader="tests.support.fake_reader:nothing"):
        pass


def test_a_place_that_cannot_be_written_ends_the_run(tmp_path: Path) -> None:
    planned = [(shard, tmp_path / "gone" / "x.parquet") for shard, _ in _planned([report(1)], tmp_path)]
    with Local(1, loader=LOADER, limits=LIMITS) as engine, pytest.raises(CannotWrite):
        list(engine.run(iter(planned)))


def test_processes_end_with_the_context_and_are_replaced_when_they_are_old(tmp_path: Path) -> None:
    planned = _planned([report(n) for n in range(24)], tmp_path)
    with Local(1, loader=LOADER, limits=Limits(shards=1)) as engine:
        assert len(dict(engine.run(iter(planned)))) == 3
        assert engine.restarts == 0
    deadline = time.monotonic() + 10
    while list(_children()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not list(_children())
