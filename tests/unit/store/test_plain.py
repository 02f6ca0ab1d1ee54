"""Nested arrays as Python's objects, against pyarrow's own way."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from hearsay.store.plain import rows

_INNER = pa.struct([("id", pa.string()), ("span", pa.list_(pa.int32())), ("sure", pa.float64())])
_SCHEMA = pa.schema(
    [
        ("name", pa.string()),
        ("count", pa.int64()),
        ("held", pa.bool_()),
        ("inner", _INNER),
        ("several", pa.list_(_INNER)),
        ("told", pa.map_(pa.string(), pa.list_(pa.string()))),
        ("nested", pa.list_(pa.list_(pa.list_(pa.int32())))),
    ]
)
_ints = st.lists(st.integers(-5, 5), max_size=3)
_inner = st.fixed_dictionaries(
    {
        "id": st.none() | st.text(max_size=3),
        "span": st.none() | _ints,
        "sure": st.none() | st.floats(allow_nan=False),
    }
)
_rows = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.none() | st.text(max_size=4),
            "count": st.none() | st.integers(-(2**60), 2**60),
            "held": st.none() | st.booleans(),
            "inner": st.none() | _inner,
            "several": st.none() | st.lists(_inner, max_size=3),
            "told": st.none()
            | st.dictionaries(st.text(max_size=2), st.lists(st.text(max_size=2), max_size=2), max_size=2),
            "nested": st.none() | st.lists(st.lists(_ints, max_size=2), max_size=2),
        }
    ),
    max_size=6,
)


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [_without_nulls(inner) for inner in value] if isinstance(value, list) else value


@given(_rows, st.integers(0, 6), st.integers(0, 6))
def test_rows_are_those_of_pyarrow_without_what_is_null(given_: list[dict[str, Any]], start: int, length: int) -> None:
    table = pa.Table.from_pylist(given_, _SCHEMA)
    for part in (table, table.slice(start, length), pa.concat_tables([table, table.slice(start)])):
        assert rows(part) == [_without_nulls(row) for row in part.to_pylist(maps_as_pydicts="strict")]


def test_no_row_is_no_row() -> None:
    assert rows(_SCHEMA.empty_table()) == []
