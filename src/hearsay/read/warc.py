"""WARC and WARC.gz (ISO 28500), one capture at a time.

FastWARC parses a record, its HTTP head and its transfer and content encodings; but it says nothing when a file is
cut short, so where a record begins and ends is checked here first: the whole block and the four bytes after it must
be there. After damage, reading goes on with the next record that can be found.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastwarc.warc import WarcRecord

from hearsay.errors import Corrupt, EmptyInput, InputError, NotAPage, TooLarge, Truncated
from hearsay.read.records import Item, Problem, Raw
from hearsay.read.streams import Bytes, Window

MAX_BLOCK = 12_000_000
"""Captures of more bytes are passed over: pages of more than 10,000,000 are refused anyway."""

_MOST_HEAD = 1 << 17
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*([0-9]{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(rb"^warc-type[ \t]*:[ \t]*([A-Za-z]+)", re.IGNORECASE | re.MULTILINE)
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_HELD = frozenset({b"response", b"resource", b"conversion"})
_APART = frozenset({b"revisit", b"continuation"})


@dataclass(frozen=True, slots=True)
class _Frame:
    """A record that is whole. ``block`` is empty where it was passed over."""

    head: bytes
    kind: bytes
    block: bytes
    length: int


def captures(stream: Bytes, source: str) -> Iterator[Item]:
    """The captures in a WARC stream, unpacked already, in order; a problem in place of each that is none or damaged.

    A record of captured content (response, resource, conversion) is one item. Records about others (warcinfo,
    request, metadata) are none; a revisit and a continuation are problems, for what they stand for is elsewhere.
    """
    window = Window(stream)
    number = 0
    while True:
        number += 1
        name = f"{source}#{number}"
        try:
            frame = _next_frame(window, first=number == 1)
        except InputError as error:
            yield Problem.of(error, name)
            if not _resync(window):
                return
            continue
        if frame is None:
            return
        if frame.kind in _HELD or frame.kind in _APART:
            yield _item(frame, name)


def _next_frame(window: Window, *, first: bool) -> _Frame | None:
    """The next record, None at the end of the stream."""
    while window.peek(1) in (b"\r", b"\n"):  # some writers leave more empty lines than the standard
        window.take(1)
    if not window.peek(1):
        if first:
            raise EmptyInput("the file is empty")
        return None
    head = _head(window)
    length, kind = _LENGTH.search(head), _TYPE.search(head)
    if length is None or kind is None:
        raise Corrupt("a WARC record without its length or its type")
    size = int(length[1])
    block = window.take(size) if size <= MAX_BLOCK else b""
    there = len(block) if size <= MAX_BLOCK else window.skip(size)
    end = window.take(len(_END)) if there == size else b""
    try:
        _check_end(there, size, end)
    except InputError:
        window.give_back(block + end)  # where the length is wrong, later records are in what was taken for the block
        raise
    return _Frame(head, kind[1].lower(), block, size)


def _head(window: Window) -> bytes:
    begin = window.peek(5)
    if begin != b"WARC/":
        if b"WARC/".startswith(begin):
            raise Truncated("the file is cut short between two records")
        raise Corrupt("a WARC record should begin here, and does not")
    head = window.until(_END, _MOST_HEAD)
    if head is None:
        if len(window.peek(_MOST_HEAD + 1)) <= _MOST_HEAD:
            raise Truncated("the file is cut short in a record's head")
        raise Corrupt("a WARC record's head does not end")
    return head


def _check_end(there: int, size: int, end: bytes) -> None:
    if there < size:
        raise Truncated(f"the file is cut short: {there:,} of a record's {size:,} bytes")
    if end != _END:
        if _END.startswith(end):
            raise Truncated("the file is cut short after a record")
        raise Corrupt("a WARC record does not end where its length says")


def _resync(window: Window) -> bool:
    """Go to the next record that can be found, after damage; through the next sound member of a packed stream."""
    try:
        if not window.past(_END + b"WARC/1."):
            return False
        window.give_back(b"WARC/1.")
        return True
    except InputError:
        while window.resync():
            with contextlib.suppress(InputError):
                if window.peek(5) == b"WARC/":
                    return True
        return False


def _item(frame: _Frame, name: str) -> Item:
    url = None
    try:
        if frame.length > MAX_BLOCK:
            raise TooLarge(f"the capture has {frame.length:,} bytes; the limit is {MAX_BLOCK:,}")
        record = WarcRecord.from_bytes(frame.head + frame.block + _END)
        url = record.headers.get("WARC-Target-URI")
        url = url.strip("<>") if url else None
        return _captured(record, frame.kind, name, url)
    except InputError as error:
        return Problem.of(error, name, url=url)
    except (OSError, ValueError) as error:
        return Problem.of(Corrupt(f"the record cannot be parsed: {error}"), name, url=url)


def _captured(record: Any, kind: bytes, name: str, url: str | None) -> Raw:
    if kind in _APART:
        raise NotAPage(f"a {kind.decode()} record holds no page of its own")
    media_type, charset = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower(), None
    if record.is_http and kind == b"response":
        record.parse_http(auto_decode="all")
        _check_status(record)
        media_type, charset = (record.http_content_type or "").lower(), record.http_charset
    if media_type and media_type not in _PAGES:
        raise NotAPage(f"not a page: its type is {media_type[:100]}")
    data: bytes = record.reader.read(MAX_BLOCK + 1)
    if len(data) > MAX_BLOCK:
        raise TooLarge(f"the page unpacks to more than {MAX_BLOCK:,} bytes")
    return Raw(name=name, data=data, form=_form(media_type), charset=charset, url=url)


def _form(media_type: str) -> Any:
    return {"text/plain": "text", "": "auto"}.get(media_type, "html")


def _check_status(record: Any) -> None:
    status = record.http_headers.status_code if record.http_headers is not None else None
    if status is None or not 200 <= status < 300:
        raise NotAPage(f"the server answered with status {status}")
