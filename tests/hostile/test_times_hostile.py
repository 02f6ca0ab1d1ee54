"""Texts made to hurt: numbers without end, dates that are none."""

from __future__ import annotations

import sys

import pytest

from hearsay.resolve.times import times
from hearsay.resolve.times.patterns import shapes
from tests.support.parses import parsed

DAY = "2016-08-05"


@pytest.mark.parametrize(
    "unit",
    [
        "7 ",
        "nineteen ",
        "1999 ",
        "31 ",
        "May ",
        "the last ",
        "two and a ",
        "10-",
        "hundred ",
        "1/",
        "5:",
        "'",
        "every other ",
    ],
)
def test_the_same_thing_ten_thousand_times(unit: str) -> None:
    text = unit * 10_000
    reading = times(parsed(text), DAY)
    assert all(0 <= t.span[0] < t.span[1] <= len(text) for t in reading.times)


def test_matching_is_linear_in_steps() -> None:
    """As many matches per token in a long run of numbers as in a short one, so no shape looks back further."""
    from hearsay.resolve.times.lexicon import lexicon
    from hearsay.resolve.times.tokens import tokenize

    def matches(count: int) -> int:
        tokens = tokenize("12 1999 " * count, lexicon(), lambda _: False)
        assert len(tokens) == 2 * count
        return sum(1 for _ in shapes().matches(tokens))

    assert matches(4000) == pytest.approx(10 * matches(400), rel=0.05)


@pytest.mark.parametrize("digits", [16, 309, 4301, 100_000])
def test_numbers_past_all_reckoning(digits: int) -> None:
    number = "9" * digits
    assert digits < 4301 or digits > sys.get_int_max_str_digits()
    reading = times(parsed(f"In the year {number} , {number} years ago , {number} days , on May {number} ."), DAY)
    assert all(len(t.value) < 30 for t in reading.times)
    assert {note.code for note in reading.notes} == {"date-out-of-range"}


@pytest.mark.parametrize(
    "text",
    [
        "The 99th of Octember",
        "on February 30",
        "on 31 November 2015",
        "at 25:61",
        "on 00/00/0000",
        "in the year 0",
        "\x00 May \ud800",
    ],
)
def test_impossible_dates_give_no_date(text: str) -> None:
    for time in times(parsed(text), DAY).times:
        assert time.value == "2016-05"  # The lone month of the last one.


def test_a_title_in_capitals_is_read_alike() -> None:
    small, large = "They met on Tuesday , 5 May 2015 .", "THEY MET ON TUESDAY , 5 MAY 2015 ."
    assert [t.value for t in times(parsed(small), DAY).times] == [t.value for t in times(parsed(large), DAY).times]
