"""Records of any shape as Arrow types: what the stages will add has its columns without more ado."""

from __future__ import annotations

from typing import Literal

import msgspec
import pytest

pytest.importorskip("pyarrow", reason="ledgers are Parquet")

import pyarrow as pa
from msgspec import inspect

from hearsay.store.schema import arrow_type, schema, tables


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    span: tuple[int, int]
    actor: str | None = None


class _Thing(msgspec.Struct, frozen=True, kw_only=True):
    """With a field of every shape that the records have."""

    id: str
    mode: Literal["one", "two"] | None = None
    anchor: tuple[int, int] | None = None
    tellings: tuple[tuple[int, int], ...] = ()
    day: tuple[str | None, str | None] | None = None
    parts: tuple[_Part, ...] = ()
    toll: dict[str, str] = {}
    named: bool = False
    score: float | None = None
    count: int = 3


def test_a_record_comes_back_as_it_went_in() -> None:
    given = [
        _Thing(id="a"),
        _Thing(
            id="b",
            mode="two",
            anchor=(1, 4),
            tellings=((1, 4), (9, 12)),
            day=(None, "2031-03-14"),
            parts=(_Part(span=(0, 2)), _Part(span=(3, 5), actor="x")),
            toll={"killed": "q1", "injured": "q2"},
            named=True,
            score=-0.5,
            count=2**40,
        ),
    ]
    kind = arrow_type(inspect.type_info(_Thing))
    held = pa.array([msgspec.to_builtins(one) for one in given], kind)
    back = held.to_pylist(maps_as_pydicts="strict")
    assert [msgspec.convert(row, _Thing) for row in back] == given


def test_the_columns_are_a_readings_and_the_record() -> None:
    assert schema().names[:2] == ["record", "hearsay"]
    assert {"mentions", "attributions", "places", "notes"} <= set(tables())
    assert "sentences" not in tables()
