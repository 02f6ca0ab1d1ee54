"""Files that are there whole, and on the disk, or not there at all."""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from hearsay.errors import CannotWrite

T = TypeVar("T")

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


def patient(work: Callable[[], T], seconds: float = 30.0) -> T:
    """Do something with a SQLite file again until nobody is in its way.

    SQLite's own waiting does not cover the moment at which the last of others closes the file and its log is folded
    into it. Raises what ``work`` does once the time is up, or at once where it is another error.
    """
    end = time.monotonic() + seconds
    while True:
        try:
            return work()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(random.uniform(0.001, 0.02))
