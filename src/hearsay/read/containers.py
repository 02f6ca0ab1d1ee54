"""A file that holds articles, whatever it is: opened by its kind, which its name or its first bytes tell."""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Literal, cast

from hearsay.errors import Corrupt, InputError, TooLarge
from hearsay.read.records import Item, Problem, Raw
from hearsay.read.streams import CHUNK, Bytes, Gunzip
from hearsay.read.text import MAX_BYTES
from hearsay.read.url import Fetcher

Kind = Literal["auto", "text", "html", "jsonl", "json", "csv", "tsv", "parquet", "warc", "zip", "feed"]
KINDS: tuple[Kind, ...] = ("auto", "text", "html", "jsonl", "json", "csv", "tsv", "parquet", "warc", "zip", "feed")

MAX_NESTING = 2
"""An archive may hold archives; those hold none."""

MAX_SPOOLED = 4_000_000_000
"""Formats that are read from their end are first copied to a temporary file when they come as a stream; bytes."""

_HEAD = 4096
_ARRAY = re.compile(rb'(?:\xef\xbb\xbf)?\s*\[\s*\{\s*"')
_SUFFIXES: dict[str, Kind] = {
    ".warc": "warc",
    ".wet": "warc",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jl": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
    ".zip": "zip",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a source is to be read.

    ``columns`` maps fields to a table's columns; ``outlet`` and ``published`` (ISO 8601) win over what files say;
    ``fast`` has pages read by the faster and less exact extractor; ``fetcher`` gets what feeds link to.
    """

    kind: Kind = "auto"
    columns: Mapping[str, str] = field(default_factory=dict)
    outlet: str | None = None
    published: str | None = None
    fast: bool = False
    fetcher: Fetcher | None = None


def items(file: BinaryIO, name: str, how: How, *, depth: int = 0) -> Iterator[Item]:
    """The articles of an open file, in order. Whatever is wrong with it is a problem among them.

    ``file`` need not be seekable. Raises ConfigError where a library that a format needs is not installed.
    """
    try:
        for item in _items(file, name, how, depth):
            yield told(item, how)
    except InputError as error:
        yield Problem.of(error, name)
    except OSError as error:
        yield Problem.of(InputError(f"cannot be read: {error.strerror or error}"), name)


def told(item: Item, how: How) -> Item:
    """The article with what the user says of it laid over what its file says."""
    if isinstance(item, Problem) or not (how.outlet or how.published or how.fast):
        return item
    import msgspec

    told = {"outlet": how.outlet or item.outlet, "published": how.published or item.published, "fast": how.fast}
    return msgspec.structs.replace(item, **told, no_date=None if how.published else item.no_date)


def _items(file: BinaryIO, name: str, how: How, depth: int) -> Iterator[Item]:
    source, head = _peeked(file)
    stem, packed = (name[:-3], True) if name.lower().endswith(".gz") else (name, False)
    stream: Bytes = source
    if packed or head.startswith(b"\x1f\x8b\x08"):
        stream = Gunzip(source)
        if how.kind != "warc" and _suffix_kind(stem) != "warc":
            stream, head = _peeked(cast(BinaryIO, stream))
            if head.startswith(b"\x1f\x8b\x08"):
                raise Corrupt("gzip in gzip is not unpacked")
    kind = how.kind if how.kind != "auto" else kind_of(stem, head)
    if kind == "warc":
        from hearsay.read.warc import captures

        yield from captures(stream, name)
    elif kind == "jsonl":
        from hearsay.read.rows import json_rows

        yield from json_rows(stream, name, how.columns)
    elif kind == "json":
        from hearsay.read.rows import json_array

        yield from json_array(_whole(stream), name, how.columns)
    elif kind in ("csv", "tsv"):
        from hearsay.read.delimited import delimited_rows

        yield from delimited_rows(stream, name, how.columns, "\t" if kind == "tsv" else None)
    elif kind == "feed":
        from hearsay.read.feeds import entries

        yield from entries(_whole(stream), name, how.fetcher)
    elif kind in ("zip", "parquet"):
        yield from _from_end(stream, name, replace(how, kind=kind), depth)
    else:
        yield Raw(name=name, data=_whole(stream), form=kind if kind in ("text", "html") else "auto")


def _from_end(stream: Bytes, name: str, how: How, depth: int) -> Iterator[Item]:
    with _seekable(stream) as file:
        if how.kind == "parquet":
            from hearsay.read.rows import parquet_rows

            yield from parquet_rows(file, name, how.columns)
        elif depth >= MAX_NESTING:
            yield Problem.of(TooLarge("an archive in an archive in an archive is not opened"), name)
        else:
            from hearsay.read.archives import members

            yield from members(file, name, replace(how, kind="auto"), depth)


def kind_of(name: str, head: bytes) -> Kind:
    """What a file is, by its name and how it begins."""
    for signature, kind in ((b"WARC/", "warc"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"PAR1", "parquet")):
        if head.startswith(signature):
            return cast(Kind, kind)
    known = _suffix_kind(name)
    if known != "auto":
        return known
    from hearsay.read.feeds import looks_like_feed

    if looks_like_feed(head):
        return "feed"
    if _ARRAY.match(head):
        return "json"
    return "jsonl" if head.lstrip()[:1] == b"{" and _is_json_line(head) else "auto"


def _is_json_line(head: bytes) -> bool:
    """Whether a file begins with an object on a line of its own, or with one longer than we see."""
    import json

    line, end, _ = head.lstrip().partition(b"\n")
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return not end and line.lstrip(b"{ \t").startswith(b'"')


def _suffix_kind(name: str) -> Kind:
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    return _SUFFIXES.get(suffix, "auto")


class _Rewound(io.RawIOBase):
    """A stream with its first bytes put back."""

    def __init__(self, head: bytes, rest: Bytes) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int = -1) -> bytes:
        if not self._head:
            return self._rest.read(size if size >= 0 else CHUNK)
        size = len(self._head) if size < 0 else size
        piece, self._head = self._head[:size], self._head[size:]
        return piece


def _peeked(file: Bytes) -> tuple[BinaryIO, bytes]:
    """The stream with its first bytes looked at."""
    if isinstance(file, io.BufferedReader | io.BytesIO) and file.seekable():
        head = file.read(_HEAD)
        file.seek(-len(head), io.SEEK_CUR)
        return cast(BinaryIO, file), head
    head = b""
    while len(head) < _HEAD and (more := file.read(_HEAD - len(head))):
        head += more
    return cast(BinaryIO, _Rewound(head, file)), head


def _whole(stream: Bytes) -> bytes:
    """All of a stream that is one article or one feed."""
    parts, size = [], 0
    while piece := stream.read(CHUNK):
        parts.append(piece)
        size += len(piece)
        if size > MAX_BYTES:
            raise TooLarge(f"it has more than {MAX_BYTES:,} bytes")
    return b"".join(parts)


@contextlib.contextmanager
def _seekable(stream: Bytes) -> Iterator[BinaryIO]:
    """The stream itself, or a temporary copy of one that cannot be read from its end."""
    if isinstance(stream, io.BufferedReader | io.BytesIO) and stream.seekable():
        yield cast(BinaryIO, stream)
        return
    with tempfile.TemporaryFile() as copy:
        size = 0
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > MAX_SPOOLED:
                raise TooLarge(f"a stream of more than {MAX_SPOOLED:,} bytes; name the file instead")
            copy.write(piece)
        copy.seek(0)
        yield cast(BinaryIO, copy)
