"""Runs over a ledger with the fake reader, and what a ledger holds, to compare."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.support.fake_reader import LOADER

run_command: Any = importlib.import_module("hearsay.serve.cli.run")
main: Any = importlib.import_module("hearsay.serve.cli.main")
ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-m", "tests.support.fake_reader"]


def environment() -> dict[str, str]:
    """This process's, with the sources and the tests on the path."""
    paths = [str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "NO_COLOR": "1"}


def inside(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run a command line in this process, which is quicker; processes that read are begun all the same."""
    words = list(map(str, arguments))
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    before, run_command.LOADER = run_command.LOADER, LOADER
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main.run(words)
    finally:
        run_command.LOADER = before
    out.flush()
    err.flush()
    return subprocess.CompletedProcess(words, status, out.buffer.getvalue(), err.buffer.getvalue())  # type: ignore[attr-defined]


def hearsay(
    *arguments: str | Path, stdin: bytes = b"", program: Sequence[str] = PROGRAM
) -> subprocess.CompletedProcess[bytes]:
    """Run a command line, with the fake reader unless told otherwise."""
    return subprocess.run(
        [*program, *map(str, arguments)], env=environment(), input=stdin, capture_output=True, timeout=240, check=False
    )


def shard_bytes(ledger: Path) -> dict[str, str]:
    """A hash of each file in the ledger's shards."""
    files = sorted((ledger / "shards").iterdir())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def index_rows(ledger: Path) -> list[tuple[object, ...]]:
    """All that the index says, in an order of its own."""
    with contextlib.closing(sqlite3.connect(ledger / "index.sqlite")) as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(statements)") if row[1] != "id"]
        statements = f"SELECT {', '.join(columns)} FROM statements ORDER BY record, attribution, claim"
        return [*db.execute("SELECT * FROM records ORDER BY id"), *db.execute(statements)]
