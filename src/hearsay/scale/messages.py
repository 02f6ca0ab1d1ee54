"""What a supervisor and the processes that read say to each other: MessagePack, each message after its length."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

from hearsay.corpus import Item
from hearsay.scale.work import Fault
from hearsay.store.report import Summary


class Task(msgspec.Struct, frozen=True):
    """Read these and write the shard to ``path``."""

    path: str
    reader: str
    items: tuple[Item, ...]
    faults: dict[int, Fault]


class Hello(msgspec.Struct, frozen=True, tag="hello"):
    """The reader is loaded; this is its name."""

    reader: str


class At(msgspec.Struct, frozen=True, tag="at"):
    """The item of this number is being read; the number after the last: the shard is being written."""

    number: int


class Done(msgspec.Struct, frozen=True, tag="done"):
    """The shard is on the disk."""

    summary: Summary


class Broken(msgspec.Struct, frozen=True, tag="broken"):
    """Nothing can be done: the model is missing, the disk is full."""

    code: str
    message: str
    where: str | None = None


Answer = Hello | At | Done | Broken

_LENGTH = 4
_answers = msgspec.msgpack.Decoder(Answer)
_tasks = msgspec.msgpack.Decoder(Task)


def send(file: BinaryIO, message: Task | Answer) -> None:
    """Write one message and flush it."""
    body = msgspec.msgpack.encode(message)
    file.write(len(body).to_bytes(_LENGTH, "big") + body)
    file.flush()


def receive_task(file: BinaryIO) -> Task | None:
    """Wait for a task; None when there are no more."""
    head = file.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    size = int.from_bytes(head, "big")
    body = file.read(size)
    return _tasks.decode(body) if len(body) == size else None


class Answers:
    """The answers in a stream of bytes that comes in pieces."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Answer]:
        """The answers that are whole with this piece."""
        self._buffer += data
        found: list[Answer] = []
        while len(self._buffer) >= _LENGTH:
            end = _LENGTH + int.from_bytes(self._buffer[:_LENGTH], "big")
            if len(self._buffer) < end:
                break
            found.append(_answers.decode(self._buffer[_LENGTH:end]))
            del self._buffer[:end]
        return found
