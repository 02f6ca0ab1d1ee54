"""``hearsay serve`` as a process: over a ledger, over articles, and what it refuses."""

from __future__ import annotations

import contextlib
import re
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("litestar", reason="the reading room is not installed")
pytest.importorskip("pyarrow", reason="ledgers are Parquet")

from tests.support import room
from tests.support.ledgers import PROGRAM, environment, hearsay

_OPEN = re.compile(rb"open at (http://[^ ]+) +\(")


@contextlib.contextmanager
def _serving(*arguments: str | Path, **more: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    command = [*PROGRAM, "serve", *map(str, arguments), "--port", "0"]
    process = subprocess.Popen(command, env=environment() | more, stderr=subprocess.PIPE)
    assert process.stderr is not None
    try:
        told = b""
        end = time.monotonic() + 60
        while time.monotonic() < end and not (match := _OPEN.search(told)):
            told += process.stderr.readline()
        assert match is not None, told
        yield match[1].decode(), process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def _get(address: str, **headers: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=20) as answer:
        found: bytes = answer.read()
    return found.decode()


def test_a_ledger_is_opened_and_closed_by_an_interrupt(tmp_path: Path) -> None:
    room.ledger(tmp_path / "ledger")
    with _serving(tmp_path / "ledger") as (address, process):
        assert "140 passengers" in _get(address)
        assert '"total":4' in _get(f"{address}api/v1/claims")
    assert process.returncode in (0, 130)


def test_an_article_is_read_and_opened_straight_away(tmp_path: Path) -> None:
    article = tmp_path / "bridge.txt"
    article.write_text("The mayor said the bridge was safe.\n\nThe union said it was not.\n", "utf-8")
    before = set(tmp_path.iterdir())
    with _serving(article) as (address, _):
        assert "/documents/" in address
        assert "the bridge was safe" in _get(address)
    assert set(tmp_path.iterdir()) == before


def _in_memory() -> set[str]:
    """The folders that rooms have in memory just now; another's may be among them."""
    folder = Path("/dev/shm")
    return {path.name for path in folder.glob("hearsay-*")} if folder.is_dir() else set()


def test_articles_become_a_ledger_that_is_gone_afterwards(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"The mayor said that bridge {number} was safe.", "utf-8")
    before = _in_memory()
    with _serving(*sorted(tmp_path.iterdir()), TMPDIR=str(tmp_path)) as (address, _):
        assert address.endswith("/")
        assert _get(f"{address}documents").count("/documents/r") == 3
        made = _in_memory() - before
    assert not made & _in_memory()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("hearsay-")] == []


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["nothing-here.txt"], 1, "nothing-here.txt"),
        (["LEDGER", "--host", "0.0.0.0"], 2, "needs a token"),
        (["LEDGER", "another.txt"], 2, "one ledger, or articles"),
        (["LEDGER", "--host", "192.0.2.1", "--token", "x"], 1, "cannot listen"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_served_is_told(tmp_path: Path, arguments: list[str], status: int, told: str) -> None:
    room.ledger(tmp_path / "ledger")
    given = [str(tmp_path / "ledger") if one == "LEDGER" else one for one in arguments]
    found = hearsay("serve", *given)
    assert (found.returncode, found.stdout) == (status, b"")
    assert told in found.stderr.decode()
    assert b"Traceback" not in found.stderr


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    room.ledger(tmp_path / "ledger")
    with _serving(tmp_path / "ledger") as (address, _):
        port = address.rsplit(":", 1)[1].strip("/")
        found = hearsay("serve", tmp_path / "ledger", "--port", port)
    assert found.returncode == 1
    assert f"port {port}" in found.stderr.decode()
