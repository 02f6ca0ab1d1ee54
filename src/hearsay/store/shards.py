"""A shard: one Parquet file with the entries of a few dozen inputs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from hearsay.errors import LedgerError, LedgerVersion
from hearsay.model import Entry
from hearsay.store.files import write_whole
from hearsay.store.report import Summary, summary
from hearsay.store.schema import to_entries, to_indexed, to_table
from hearsay.store.statements import INDEXED, Indexed
from hearsay.store.version import SCHEMA

_SCHEMA, _SUMMARY, _READER = b"hearsay.schema", b"hearsay.summary", b"hearsay.reader"


def write_shard(path: Path, entries: Sequence[Entry], reader: str) -> Summary:
    """Write a shard whole; the same entries give the same bytes. Raises `CannotWrite`.

    ``reader`` names the code and the model that read them.
    """
    counts = summary(entries)
    told = {_SCHEMA: str(SCHEMA).encode(), _SUMMARY: msgspec.json.encode(counts), _READER: reader.encode()}
    table = to_table(entries).replace_schema_metadata(told)
    write_whole(path, lambda partial: pq.write_table(table, partial, compression="zstd"))
    return counts


def shard_summary(path: Path) -> Summary:
    """The counts over a shard, from its foot alone. Raises `LedgerError` where it is damaged."""
    return msgspec.json.decode(_told(path)[_SUMMARY], type=Summary)


def shard_reader(path: Path) -> str:
    """The code and the model that read a shard."""
    return _told(path)[_READER].decode()


def read_shard(path: Path) -> list[Entry]:
    """The entries of a shard. Raises `LedgerError` where it is damaged, `LedgerVersion` where it is newer."""
    return to_entries(read_columns(path))


def read_indexed(path: Path) -> tuple[str, list[Indexed]]:
    """The code and the model that read a shard, and what the index takes of it. Raises as `read_shard` does."""
    table = read_columns(path, INDEXED)
    return table.schema.metadata[_READER].decode(), to_indexed(table)


def read_entry(path: Path, row: int) -> Entry:
    """One entry of a shard, the others left undecoded. Raises as `read_shard` does, also where there is no such row."""
    table = read_columns(path)
    if not 0 <= row < table.num_rows:
        raise LedgerError(f"the shard has no row {row}", where=str(path))
    return to_entries(table.slice(row, 1))[0]


def read_columns(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """The table of a shard, or those of its columns that it has. Raises as `read_shard` does."""
    try:
        with pq.ParquetFile(path) as file:
            _checked(path, file.schema_arrow)
            there = set(file.schema_arrow.names)
            return file.read(None if columns is None else [name for name in columns if name.split(".")[0] in there])
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(path, error) from error


def _told(path: Path) -> dict[bytes, bytes]:
    try:
        return _checked(path, pq.read_schema(path))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(path, error) from error


def _checked(path: Path, schema: pa.Schema) -> dict[bytes, bytes]:
    """What a shard's foot tells. Raises `LedgerError` where it is none of a ledger, `LedgerVersion` where newer."""
    told: dict[bytes, bytes] = dict(schema.metadata or {})
    if not told.keys() >= {_SCHEMA, _SUMMARY, _READER}:
        raise LedgerError("not a shard of a ledger", where=str(path))
    if int(told[_SCHEMA]) > SCHEMA:
        message = f"written with schema {int(told[_SCHEMA])}; this version reads up to {SCHEMA}"
        raise LedgerVersion(message, where=str(path))
    return told


def _damaged(path: Path, error: Any) -> LedgerError:
    return LedgerError(f"the shard is damaged or cannot be read: {error}", where=str(path))
