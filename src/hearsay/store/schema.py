"""The records as Arrow types: a row is an `Entry`, its lists of records are lists of structs.

The schema is derived from the records in `hearsay.model`, so that a record with a new field has a new column. Within
a version of the schema fields are only added: a shard without one is read as if it held nothing there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
import pyarrow as pa
from msgspec import inspect

from hearsay.model import Entry, Reading, Record
from hearsay.store.plain import rows
from hearsay.store.statements import Indexed, Stated

_Kind = TypeVar("_Kind", Reading, Stated)
_SPAN = inspect.type_info(tuple[int, int])


@lru_cache(maxsize=1)
def schema() -> pa.Schema:
    """The columns of a shard: ``record``, and a reading's fields."""
    fields = [pa.field("record", arrow_type(inspect.type_info(Record)), nullable=False)]
    return pa.schema(fields + [pa.field(f.encode_name, arrow_type(f.type)) for f in _reading().fields])


@lru_cache(maxsize=1)
def _reading() -> inspect.StructType:
    found = inspect.type_info(Reading)
    assert isinstance(found, inspect.StructType)  # it is one
    return found


def tables() -> list[str]:
    """The columns that are lists of records: each is a table of its own to those who join."""
    lists = (field for field in schema() if pa.types.is_list(field.type))
    return [field.name for field in lists if pa.types.is_struct(field.type.value_type)]


def arrow_type(kind: inspect.Type) -> pa.DataType:
    """The Arrow type of a field. A span is a list of two 32-bit numbers."""
    if kind == _SPAN:
        return pa.list_(pa.int32())
    if isinstance(kind, inspect.UnionType):
        (inner,) = (one for one in kind.types if not isinstance(one, inspect.NoneType))
        return arrow_type(inner)
    if isinstance(kind, inspect.VarTupleType | inspect.ListType):
        return pa.list_(arrow_type(kind.item_type))
    if isinstance(kind, inspect.TupleType):
        (item,) = {str(arrow_type(one)): arrow_type(one) for one in kind.item_types}.values()
        return pa.list_(item)
    if isinstance(kind, inspect.StructType):
        return pa.struct([pa.field(f.encode_name, arrow_type(f.type)) for f in kind.fields])
    if isinstance(kind, inspect.DictType):
        return pa.map_(pa.string(), arrow_type(kind.value_type))
    return _SCALARS[type(kind)]


_SCALARS: dict[type, pa.DataType] = {
    inspect.StrType: pa.string(),
    inspect.LiteralType: pa.string(),
    inspect.IntType: pa.int64(),
    inspect.FloatType: pa.float64(),
    inspect.BoolType: pa.bool_(),
}


def to_table(entries: Sequence[Entry]) -> pa.Table:
    """The entries as a table."""
    return pa.Table.from_pylist([_row(entry) for entry in entries], schema())


def _row(entry: Entry) -> dict[str, Any]:
    """A row; what has no reading has empty lists and no document."""
    made: dict[str, Any] = msgspec.to_builtins(entry.reading) if entry.reading is not None else {}
    return {name: [] for name in schema().names if pa.types.is_list(schema().field(name).type)} | made | {
        "record": msgspec.to_builtins(entry.record)
    }  # fmt: skip


def to_entries(table: pa.Table) -> list[Entry]:
    """The entries of a table that has all columns, or those it had when it was written.

    What is null is left out, so that a field that came later takes its default.
    """
    return [Entry(record=record, reading=reading) for record, reading in _converted(table, Reading)]


def to_indexed(table: pa.Table) -> list[Indexed]:
    """What the index takes of the entries of a table that has the columns `INDEXED`."""
    return [Indexed(record=record, reading=stated) for record, stated in _converted(table, Stated)]


def _converted(table: pa.Table, kind: type[_Kind]) -> Iterator[tuple[Record, _Kind | None]]:
    for row in rows(table):
        record = msgspec.convert(row.pop("record"), Record)
        yield record, msgspec.convert(row, kind) if "document" in row else None
