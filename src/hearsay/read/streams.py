"""Byte streams read a bounded piece at a time, packed or not, that say so when they end too soon.

A gzip file may be many members one after another, as WARC has them. A member that is cut short, whose check sum is
wrong or that expands beyond all measure is an error; reading can go on with the member after it.
"""

from __future__ import annotations

import zlib
from typing import Protocol

from hearsay.errors import Corrupt, Truncated, UnsafeArchive

CHUNK = 1 << 16
BOMB_BYTES = 50_000_000
"""A member may expand to this many bytes, however little it was packed from."""

BOMB_RATIO = 200
"""Beyond `BOMB_BYTES`, a member may be no more than this many times its packed size; news pages pack 4 to 30 times."""

_GZIP = b"\x1f\x8b\x08"


class Bytes(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes, none at the end."""


class Gunzip:
    """The unpacked bytes of a gzip stream.

    `read` raises `Truncated`, `Corrupt` or `UnsafeArchive` where a member ends too soon, is damaged or is a bomb;
    `resync` then goes to the next member.
    """

    def __init__(self, packed: Bytes) -> None:
        self._packed = packed
        self._rest = b""
        self._member: zlib._Decompress | None = None
        self._taken = self._given = 0

    def read(self, size: int) -> bytes:
        """Up to ``size`` unpacked bytes, at least one unless the stream is at its end."""
        while True:
            if not self._rest and not self._refill():
                return b""
            if self._member is None:
                self._begin()
            piece = self._step(size)
            if piece:
                return piece

    def _refill(self) -> bool:
        self._rest = self._packed.read(CHUNK)
        if self._rest:
            return True
        if self._member is not None:
            self._member = None
            raise Truncated("the gzip stream is cut short: a member does not end")
        return False

    def _begin(self) -> None:
        self._rest += self._packed.read(2) if len(self._rest) < 3 else b""
        if len(self._rest) < 3:
            self._rest = b""
            raise Truncated("the gzip stream is cut short: a member's head is not whole")
        if not self._rest.startswith(_GZIP):
            raise Corrupt("a gzip member should begin here, and does not")
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._taken = self._given = 0

    def _step(self, size: int) -> bytes:
        member = self._member
        assert member is not None  # _begin has just made it
        before = len(self._rest)
        try:
            piece = member.decompress(self._rest, size)
        except zlib.error as error:
            self._member = None
            self._rest = self._rest[1:]
            raise Corrupt(f"the gzip stream is damaged: {error}") from error
        self._rest = member.unused_data if member.eof else member.unconsumed_tail
        self._taken += before - len(self._rest)
        self._given += len(piece)
        if member.eof:
            self._member = None
        self._check_measure()
        return piece

    def _check_measure(self) -> None:
        if self._given > BOMB_BYTES and self._given > BOMB_RATIO * self._taken:
            self._member = None
            raise UnsafeArchive(f"a gzip member expands to more than {BOMB_RATIO} times its size; it is not unpacked")

    def resync(self) -> bool:
        """Go to where a member may begin, after an error; False at the end."""
        self._member = None
        while True:
            at = self._rest.find(_GZIP)
            if at >= 0:
                self._rest = self._rest[at:]
                return True
            more = self._packed.read(CHUNK)
            if not more:
                self._rest = b""
                return False
            self._rest = self._rest[-2:] + more


class Window:
    """A stream with a buffer, for formats that are lines and counted blocks. An error of the stream passes through."""

    def __init__(self, stream: Bytes) -> None:
        self._stream = stream
        self._buffer = bytearray()

    def _fill(self) -> bool:
        more = self._stream.read(CHUNK)
        self._buffer += more
        return bool(more)

    def peek(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer at the end, without taking them."""
        while len(self._buffer) < size and self._fill():
            pass
        return bytes(self._buffer[:size])

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer at the end."""
        taken = self.peek(size)
        del self._buffer[: len(taken)]
        return taken

    def until(self, mark: bytes, most: int) -> bytes | None:
        """The bytes up to and with ``mark``; None where it is not among the next ``most`` bytes."""
        start = 0
        while True:
            at = self._buffer.find(mark, start)
            if at >= 0 and at + len(mark) <= most:
                return self.take(at + len(mark))
            if at >= 0 or len(self._buffer) > most:
                return None
            start = max(0, len(self._buffer) - len(mark))
            if not self._fill():
                return None

    def skip(self, size: int) -> int:
        """Pass over ``size`` bytes, and tell how many there were."""
        left = size
        while left:
            taken = len(self.take(min(left, CHUNK)))
            if not taken:
                break
            left -= taken
        return size - left

    def line(self, most: int) -> bytes | None:
        """The next line with its end, b"" at the end of the stream; None, and the line passed over, if it is longer."""
        found = self.until(b"\n", most)
        if found is not None:
            return found
        if len(self._buffer) <= most:
            return self.take(len(self._buffer))
        self.past(b"\n")
        return None

    def past(self, mark: bytes) -> bool:
        """Pass over everything up to and with ``mark``; False where the stream ends first."""
        while True:
            at = self._buffer.find(mark)
            if at >= 0:
                del self._buffer[: at + len(mark)]
                return True
            del self._buffer[: max(0, len(self._buffer) - len(mark) + 1)]
            if not self._fill():
                self._buffer.clear()
                return False

    def give_back(self, data: bytes) -> None:
        """Put bytes before those still to come."""
        self._buffer[:0] = data

    def resync(self) -> bool:
        """After an error of a packed stream: drop what is buffered and go to the next member, if there is one."""
        self._buffer.clear()
        return isinstance(self._stream, Gunzip) and self._stream.resync()
