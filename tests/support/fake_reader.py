"""A reader for the processes of a run, without a model: "X said Y." is an attribution.

What a text begins with makes it misbehave: ``KILLED`` ends its process, ``ENDLESS`` never returns, ``GROWING`` takes
memory until it has 300 MB, ``RAISING`` fails with an error that is not ours. ``ONCE path`` ends its process the first
time it is read. Run as a program it is ``hearsay`` with this reader in ``hearsay run``.
"""

from __future__ import annotations

import importlib
import os
import signal
import time
from pathlib import Path

import msgspec

from hearsay.corpus import Raw
from hearsay.model import Reading
from hearsay.read.records import document
from tests.support.entries import reading

LOADER = "tests.support.fake_reader:load"


class FakeReader:
    """Reads by a pattern, or misbehaves."""

    model = "fake"

    def read(self, source: Raw, /) -> Reading:
        """The reading of an article."""
        made = document(source)
        _misbehave(made.text)
        return msgspec.structs.replace(reading(made.text), document=made)


def _misbehave(text: str) -> None:
    if text.startswith("KILLED"):
        os.kill(os.getpid(), signal.SIGKILL)
    if text.startswith("ENDLESS"):
        time.sleep(600)
    if text.startswith("GROWING"):
        held = [bytearray(b"x" * 10_000_000) for _ in range(30)]
        time.sleep(600 + len(held))
    if text.startswith("RAISING"):
        raise RuntimeError("not of ours")
    if text.startswith("ONCE"):
        mark = Path(text.split()[1])
        if not mark.exists():
            mark.write_text("x")
            os.kill(os.getpid(), signal.SIGKILL)


def load(model: Path | None) -> FakeReader:
    """The reader; ``model`` may name a delay in seconds for each process to begin with."""
    time.sleep(float(model.name) if model is not None else 0)
    return FakeReader()


def main() -> None:
    """``hearsay``, running with this."""
    for command in ("run", "serve"):
        importlib.import_module(f"hearsay.serve.cli.{command}").LOADER = LOADER
    importlib.import_module("hearsay.serve.cli.main").main()


if __name__ == "__main__":
    main()
