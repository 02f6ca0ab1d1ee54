"""Tables of articles: JSON Lines and Parquet, a bounded piece at a time, and lists in JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, BinaryIO

import msgspec

from hearsay.errors import BadColumns, BadRow, ConfigError, Corrupt, InputError, TooLarge
from hearsay.read.columns import article, mapping
from hearsay.read.records import Item, Problem
from hearsay.read.streams import Bytes, Window

MAX_ROW = 20_000_000
"""Lines of more bytes are passed over."""

_BATCH = 64
# What pyarrow lets through, beside its own errors, where a file is damaged: names that are not UTF-8, lengths that lie.
_FAULTS = (OSError, ValueError, OverflowError, MemoryError, KeyError, IndexError, TypeError, AttributeError)


def json_rows(stream: Bytes, source: str, columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a JSON Lines stream, one object a line; a problem in place of each line that is none.

    Empty lines are passed over. The columns are looked for in each line anew, since lines may differ.
    """
    window = Window(stream)
    for number in count(1):
        name = f"{source}:{number}"
        try:
            line = window.line(MAX_ROW)
        except InputError as error:
            yield Problem.of(error, name)
            return
        if line == b"":
            return
        if line is None or line.strip():
            yield _json_row(line, name, columns)


def _json_row(line: bytes | None, name: str, columns: Mapping[str, str]) -> Item:
    try:
        if line is None:
            raise TooLarge(f"the line has more than {MAX_ROW:,} bytes")
        return _object_row(_object(line), name, columns)
    except InputError as error:
        return Problem.of(error, name)


def json_array(data: bytes, source: str, columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a JSON file that is a list of objects, or one object; named by their place in the list.

    It is held as a whole. Larger corpora are better kept as JSON Lines.
    """
    try:
        rows = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield Problem.of(BadRow(f"the file is not JSON: {error}"), source)
        return
    if not isinstance(rows, list | dict):
        yield Problem.of(BadRow(f"the file is no list of objects but a {type(rows).__name__}"), source)
        return
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        yield _object_row(row, f"{source}:{number}", columns)


def _object_row(row: Any, name: str, columns: Mapping[str, str]) -> Item:
    try:
        if not isinstance(row, dict):
            raise BadRow(f"the list holds no object here but a {type(row).__name__}")
        return article(row, mapping(_present(columns, row), row.keys()), name)
    except InputError as error:
        return Problem.of(error, name)


def _present(columns: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, str]:
    """The named columns less those a row does without, but for the text's, which it must have."""
    return {field: name for field, name in columns.items() if name in row or field in ("text", "html")}


def _object(line: bytes) -> dict[str, Any]:
    try:
        row = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRow(f"the line is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadRow(f"the line is not an object but a {type(row).__name__}")
    return row


def parquet_rows(file: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a Parquet file, row by row; a problem where the file is damaged or has other columns.

    Raises ConfigError where pyarrow is not installed.
    """
    try:
        table, found = _opened(file, columns)
        yield from _parquet_rows(table, found, source)
    except InputError as error:
        yield Problem.of(error, source)


def _opened(file: BinaryIO, columns: Mapping[str, str]) -> tuple[Any, dict[str, str]]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ConfigError("Parquet needs pyarrow: pip install 'hearsay[ledger]'") from error
    try:
        table = pq.ParquetFile(file)
        schema = table.schema_arrow
    except (pa.ArrowException, *_FAULTS) as error:
        raise Corrupt(f"not a whole Parquet file: {error}") from error
    found = mapping(columns, schema.names)
    for field in found.keys() & {"text", "html"}:
        kind = schema.field(found[field]).type
        kind = kind.value_type if pa.types.is_dictionary(kind) else kind
        if not _is_text(pa, kind):
            raise BadColumns(f"the column {found[field]} is to be the {field} and holds {kind}")
    return table, found


def _is_text(pa: Any, kind: Any) -> bool:
    types = pa.types
    tests = (types.is_string, types.is_large_string, types.is_binary, types.is_large_binary, types.is_string_view)
    return any(test(kind) for test in tests)


def _parquet_rows(table: Any, columns: Mapping[str, str], source: str) -> Iterator[Item]:
    import pyarrow as pa

    number = 0
    batches = table.iter_batches(batch_size=_BATCH, columns=sorted(set(columns.values())))
    while True:
        try:
            batch = next(batches, None)
            rows = batch.to_pylist() if batch is not None else None
        except (pa.ArrowException, *_FAULTS) as error:
            raise Corrupt(f"damaged after row {number:,}: {error}") from error
        if rows is None:
            return
        for row in rows:
            number += 1
            yield article(row, columns, f"{source}:{number}")
