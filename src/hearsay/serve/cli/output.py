"""Where results go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, Self

import click

from hearsay.export.safe import terminal_line


class HungUpError(Exception):
    """Whoever read standard output has gone away."""


class OutputError(click.ClickException):
    """Results could not be written."""

    exit_code = 1

    def show(self, _file: object = None) -> None:
        """Say so on standard error, as other messages are said."""
        from hearsay.serve.cli.messages import say

        say(self.message)

    @classmethod
    def of(cls, name: str, error: OSError) -> Self:
        """The failure to write to ``name``."""
        return cls(f"cannot write to {name}: {error.strerror or error}")


def terminal_text(lines: Iterable[str]) -> bytes:
    """Lines as bytes for standard output, with nothing in them that a terminal would obey; they keep their layout."""
    return "".join(f"{terminal_line(line)}\n" for line in lines).encode(sys.stdout.encoding or "utf-8", "replace")


class Sink(Protocol):
    """Takes results as bytes."""

    def write(self, data: bytes) -> None:
        """Take some more; raises `HungUpError` or `OutputError`."""


class _Stream:
    """A file that is open already; each write reaches it at once, for whoever reads along."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self.written = False

    def write(self, data: bytes) -> None:
        try:
            self._file.write(data)
            self._file.flush()
        except BrokenPipeError as error:
            raise HungUpError from error
        except OSError as error:
            raise OutputError.of(self._name, error) from error
        self.written = True


@contextlib.contextmanager
def opened(path: Path | None) -> Iterator[Sink]:
    """A sink for results: standard output if ``path`` is None or ``-``.

    A regular file is written beside its place and moved into it at the end: it is there whole, or, if an
    error ends the block or nothing is written, not there (or as it was before).
    """
    if path is None or str(path) == "-":
        yield _Stream(sys.stdout.buffer, "standard output")
    elif path.exists() and not path.is_file():  # a device or a named pipe: nothing to move into its place
        with _open(path, os.O_WRONLY, str(path)) as file:
            yield _Stream(file, str(path))
    else:
        yield from _replacing(Path(os.path.realpath(path)))


def check_harmless(target: Path, inputs: Iterable[Path]) -> None:
    """Raises UsageError where writing to ``target`` would write over an input, or over a file of a ledger's."""
    real = Path(os.path.realpath(target))
    for given in inputs:
        if os.path.realpath(given) == str(real):
            raise click.UsageError(f"-o would write over the input {given}")
    for folder in (real.parent, real.parent.parent):
        if (folder / "ledger.json").is_file() and (folder / "shards").is_dir():
            raise click.UsageError(f"-o {target} is inside the ledger {folder}; name a file elsewhere")


def _replacing(path: Path) -> Iterator[Sink]:
    partial = path.with_name(f".{path.name[:100]}.{os.urandom(4).hex()}.part")
    try:
        with _open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, str(path)) as file:
            sink = _Stream(file, str(path))
            yield sink
        if sink.written:
            _move(partial, path)
    finally:
        partial.unlink(missing_ok=True)


@contextlib.contextmanager
def _open(path: Path, flags: int, name: str) -> Iterator[BinaryIO]:
    try:
        file = os.fdopen(os.open(path, flags, 0o666), "wb")
    except OSError as error:
        raise OutputError.of(name, error) from error
    try:
        yield file
    finally:
        with contextlib.suppress(OSError):  # every write was flushed: one that failed has been reported
            file.close()


def _move(partial: Path, path: Path) -> None:
    try:
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        if path.exists():
            partial.chmod(stat.S_IMODE(path.stat().st_mode))
        partial.replace(path)
    except OSError as error:
        raise OutputError.of(str(path), error) from error
