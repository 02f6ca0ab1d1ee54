"""Numbers no newsroom wrote."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from hearsay.resolve.quantities import quantities
from tests.support.parses import parsed


def _work(text: str) -> int:
    """How many functions of ours reading the text calls: work counted, not timed."""
    document, calls = parsed(text), 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        quantities(document)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "unit",
    [
        "7 ",
        "7, ",
        "7-",
        "7 to ",
        "one ",
        "two hundred ",
        "half a ",
        "at least ",
        "tens of ",
        "1 in ",
        "between 7 and ",
        "no ",
    ],
)
def test_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    _work(unit)
    few, many = _work(unit * 300), _work(unit * 3000)
    assert many <= 11 * few + 500


def test_ten_thousand_numbers_in_a_row() -> None:
    found, _ = quantities(parsed(" ".join(f"{n}," for n in range(20_000, 30_000))))
    assert len(found) == 10_000


@pytest.mark.parametrize(
    "text",
    [
        "10^400",
        "1e400 people",
        "9" * 5_000 + " people",
        "9," * 5_000,
        "1.2" * 5_000,
        "million " * 500,
        "two million " + "million " * 300,
        "½" * 500,
        "\u00b2\u2460\u2167 people",
        "$" * 1_000,
        "-" * 1_000,
        "1" + ",000" * 90 + " people",
        "𝟙𝟚 people",
        "\ud800 31 people",
        "3 / 0 of",
        "0/0 of it",
        "one in zero",
        "NaN inf -inf",
    ],
)
def test_it_is_read(text: str) -> None:
    found, _ = quantities(parsed(text))
    for quantity in found:
        for value in (quantity.low, quantity.high):
            assert value is None or abs(value) < float("inf")
