"""ZIP archives of articles, or of other files that hold them.

Nothing is ever written out of an archive; a member whose name leads out of it is refused all the same, since
whoever made it meant no good. A member that expands beyond all measure is refused before it is unpacked, and, where
its size is a lie, as it is.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from hearsay.errors import Corrupt, InputError, TooLarge, UnsafeArchive
from hearsay.read.containers import How, items
from hearsay.read.records import Item, Problem
from hearsay.read.streams import BOMB_BYTES, BOMB_RATIO

MAX_MEMBERS = 1_000_000
_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError, OverflowError)


def members(file: BinaryIO, name: str, how: How, depth: int) -> Iterator[Item]:
    """The articles of an archive's members, in the archive's order; a problem for each that cannot be read.

    Folders, and the members that macOS adds for itself, are none.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (*_FAULTS, OSError) as error:
        yield Problem.of(Corrupt(f"not a whole ZIP archive: {error}"), name)
        return
    with archive:
        if len(archive.infolist()) > MAX_MEMBERS:
            yield Problem.of(TooLarge(f"the archive has more than {MAX_MEMBERS:,} members"), name)
            return
        for info in archive.infolist():
            if not info.is_dir() and not _is_furniture(info.filename):
                yield from _member(archive, info, name, how, depth)


def _is_furniture(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name in (".DS_Store", "Thumbs.db")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, outer: str, how: How, depth: int) -> Iterator[Item]:
    name = f"{outer}!{info.filename}".encode("utf-8", "backslashreplace").decode()
    try:
        _check(info)
        with archive.open(info) as opened:
            yield from items(_Counted(opened, info), name, how, depth=depth + 1)  # type: ignore[arg-type]
    except InputError as error:
        yield Problem.of(error, name)
    except _FAULTS as error:
        yield Problem.of(Corrupt(f"the member cannot be unpacked: {error}"), name)


def _check(info: zipfile.ZipInfo) -> None:
    path = info.orig_filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":":
        raise UnsafeArchive("the member's name leads out of the archive")
    if info.flag_bits & 0x1:
        raise Corrupt("the member is encrypted")
    if info.file_size > BOMB_BYTES and info.file_size > BOMB_RATIO * max(1, info.compress_size):
        raise UnsafeArchive(f"the member expands to more than {BOMB_RATIO} times its size; it is not unpacked")


class _Counted:
    """A member's bytes, no more than its archive says there are."""

    def __init__(self, file: object, info: zipfile.ZipInfo) -> None:
        self._file = file
        self._left = info.file_size

    def read(self, size: int) -> bytes:
        try:
            piece: bytes = self._file.read(size)  # type: ignore[attr-defined]
        except _FAULTS as error:
            raise Corrupt(f"the member cannot be unpacked: {error}") from error
        self._left -= len(piece)
        if self._left < 0:
            raise UnsafeArchive("the member is longer than its archive says")
        return piece
