"""Files that are there whole, and on the disk, or not there at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from hearsay.errors import CannotWrite

PART = ".part"
"""The ending of a file that is being written; one that is found belongs to a run that was cut off."""


@contextlib.contextmanager
def writing(where: Path) -> Iterator[None]:
    """Makes a failure to write in the block a `CannotWrite` that names ``where``."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(f"cannot be written: {error.strerror or error}", where=str(where)) from error


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Have ``write`` write a file, and move it to ``path`` once the disk has it. Raises `CannotWrite`."""
    partial = path.with_name(f"{path.name}.{os.getpid()}{PART}")
    with writing(path):
        try:
            write(partial)
            sync(partial)
            partial.replace(path)
            sync(path.parent)
        finally:
            partial.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """`write_whole` for bytes at hand."""
    write_whole(path, lambda partial: _write(partial, data))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def sync(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_parts(folder: Path) -> None:
    """Remove what a run that was cut off left half-written."""
    for path in folder.glob(f"*{PART}"):
        path.unlink(missing_ok=True)
