"""Arrow's nested arrays as Python's objects, column by column.

`pyarrow.Table.to_pylist` makes a scalar object of every value at every depth, which is most of what it takes to open a
shard. Here the children of a list or a struct are turned whole, and then cut and zipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pyarrow as pa


def rows(table: pa.Table) -> list[dict[str, Any]]:
    """The rows of a table as dicts, maps as dicts too; what is null is left out of dicts at every depth."""
    columns = [_column(column) for column in table.columns]
    return [_object(table.column_names, row) for row in zip(*columns, strict=True)]


def _column(column: pa.ChunkedArray) -> list[Any]:
    return [value for chunk in column.chunks for value in values(chunk)]


def values(array: pa.Array) -> list[Any]:
    """The values of an array, None where it has none; what is null is left out of dicts."""
    kind = array.type
    if pa.types.is_struct(kind):
        return _structs(array)
    if pa.types.is_map(kind):
        return _maps(array)
    if pa.types.is_list(kind):
        return list(_cut(values(array.flatten()), array))
    if pa.types.is_string(kind) or array.null_count:
        plain: list[Any] = array.to_pylist()
        return plain
    numbers: list[Any] = array.to_numpy(zero_copy_only=False).tolist()
    return numbers


def _structs(array: pa.StructArray) -> list[Any]:
    names = [field.name for field in array.type]
    made = [_object(names, row) for row in zip(*(values(array.field(name)) for name in names), strict=True)]
    if not array.null_count:
        return made
    return [one if there else None for one, there in zip(made, array.is_valid().to_pylist(), strict=True)]


def _object(names: list[str], row: tuple[Any, ...]) -> dict[str, Any]:
    return {name: value for name, value in zip(names, row, strict=True) if value is not None}


def _maps(array: pa.MapArray) -> list[Any]:
    first, last = array.offsets[0].as_py(), array.offsets[-1].as_py()
    keys, items = values(array.keys[first:last]), values(array.items[first:last])
    return [None if pairs is None else dict(pairs) for pairs in _cut(list(zip(keys, items, strict=True)), array)]


def _cut(flat: list[Any], array: pa.ListArray | pa.MapArray) -> Iterator[list[Any] | None]:
    """What lies in each list of an array, of what lies in all of them."""
    following = iter(flat)
    for length, there in zip(_lengths(array), array.is_valid().to_pylist(), strict=True):
        yield list(islice(following, length)) if there else None


def _lengths(array: pa.ListArray | pa.MapArray) -> list[int]:
    offsets = array.offsets.to_numpy()
    lengths: list[int] = (offsets[1:] - offsets[:-1]).tolist()
    return lengths
