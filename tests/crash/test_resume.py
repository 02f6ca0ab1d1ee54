"""A run that is killed at any point, and gone on with, ends as one that was not.

Three kills run with the other tests; ``HEARSAY_KILLS=200 pytest -rP tests/crash/test_resume.py -k killed_run`` is the
longer target, eight kills to a ledger.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="ledgers are Parquet")

from tests.support.corpora import FOREIGN, rows, write_jsonl
from tests.support.ledgers import PROGRAM, environment, hearsay, index_rows, inside, shard_bytes

KILLS, ROUND = int(os.environ.get("HEARSAY_KILLS", "3")), 8


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    many = rows(300)
    many[7]["body"] = "RAISING an error"
    many[70]["body"] = FOREIGN
    write_jsonl(folder / "a.jsonl", many[:200])
    write_jsonl(folder / "b.jsonl", many[200:])
    (folder / "c.warc").write_bytes(b"WARC/1.0\r\ncut")
    return folder


@pytest.fixture(scope="module")
def whole(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of a run that nobody interrupted."""
    ledger = tmp_path_factory.mktemp("whole") / "ledger"
    done = hearsay("run", corpus, "-o", ledger, "--workers", "1", "--json")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert (report["read"], report["processed"], report["skipped"], report["failed"]) == (301, 298, 1, 2)
    return ledger


def _start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, *map(str, arguments)], env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _kill_after(process: subprocess.Popen[bytes], ledger: Path, shards: int, seconds: float) -> bool:
    """Kill a run once so many shards are there and a moment has gone by; False if it ended before."""
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        if len(list((ledger / "shards").glob("*.parquet"))) >= shards:
            break
        time.sleep(0.005)
    time.sleep(seconds)
    alive = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return alive


def _same(ledger: Path, whole: Path) -> None:
    assert shard_bytes(ledger) == shard_bytes(whole)
    assert index_rows(ledger) == index_rows(whole)


@pytest.mark.parametrize("seed", range(-(-KILLS // ROUND)))
def test_a_killed_run_ends_as_one_that_was_not(corpus: Path, whole: Path, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    ledger = tmp_path / "ledger"
    arguments: Sequence[str | Path] = ("run", corpus, "-o", ledger, "--workers", "2", "--resume", "--json")
    acknowledged: dict[str, str] = {}
    kills = 0
    for _ in range(min(KILLS, ROUND)):
        more = len(acknowledged) + rng.randrange(3)
        kills += _kill_after(_start(*arguments), ledger, more, rng.choice((0.0, rng.random() * 0.5)))
        there = {n: h for n, h in shard_bytes(ledger).items() if n.endswith(".parquet")} if ledger.exists() else {}
        assert acknowledged.items() <= there.items()
        acknowledged = there
        if _is_finished(ledger):
            break
    print(f"seed {seed}: {kills} kills, {len(acknowledged)} shards there before the last run")
    if not _is_finished(ledger):
        done = hearsay(*arguments)
        assert done.returncode == 1, done.stderr
    report = json.loads((ledger / "runs" / "000001.json").read_bytes())
    assert report["read"] == report["processed"] + report["skipped"] + report["failed"] == 301
    _same(ledger, whole)


def _is_finished(ledger: Path) -> bool:
    report = ledger / "runs" / "000001.json"
    return report.exists() and json.loads(report.read_bytes())["state"] == "finished"


def test_a_run_that_was_cut_off_leaves_no_process_and_is_not_begun_anew_unasked(corpus: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    process = _start("run", corpus, "-o", ledger, "--workers", "2")
    readers = _readers_when_begun(process.pid)
    assert _kill_after(process, ledger, 1, 0)
    deadline = time.monotonic() + 15
    while (left := [pid for pid in readers if Path(f"/proc/{pid}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left
    again = inside("run", corpus, "-o", ledger)
    assert again.returncode == 1
    assert b"--resume" in again.stderr
    assert b"[ledger-unfinished]" in again.stderr


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))


def test_a_disk_that_fills_ends_the_run_with_the_reason_and_it_goes_on_later(
    corpus: Path, whole: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "ledger"
    arguments = ["run", str(corpus), "-o", str(ledger), "--workers", "1"]
    full = subprocess.run(
        [*PROGRAM, *arguments], env=environment(), capture_output=True, check=False, preexec_fn=_small_files
    )
    assert full.returncode == 1
    assert b"[cannot-write]" in full.stderr
    assert b"Traceback" not in full.stderr
    assert not list((ledger / "shards").glob("*.part"))
    assert hearsay(*arguments, "--resume").returncode == 1
    _same(ledger, whole)


def _readers_when_begun(supervisor: int) -> list[int]:
    """The processes that read for a supervisor, once there is one."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            found = [int(n) for n in Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()]
            if found:
                return found
        time.sleep(0.01)
    raise AssertionError("no process was begun")
