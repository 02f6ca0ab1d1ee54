"""Stretches of the calendar."""

from __future__ import annotations

import datetime

import pytest

from hearsay.resolve.times.dates import easter
from hearsay.resolve.times.period import FINENESS, OutOfRange, Period, finer, parse


@pytest.mark.parametrize(
    ("unit", "value", "begin", "end"),
    [
        ("century", "20", "2000-01-01", "2100-01-01"),
        ("decade", "201", "2010-01-01", "2020-01-01"),
        ("year", "2016", "2016-01-01", "2017-01-01"),
        ("half", "2016-H1", "2016-01-01", "2016-07-01"),
        ("quarter", "2016-Q1", "2016-01-01", "2016-04-01"),
        ("month", "2016-01", "2016-01-01", "2016-02-01"),
        ("week", "2015-W53", "2015-12-28", "2016-01-04"),
        ("weekend", "2015-W53-WE", "2016-01-02", "2016-01-04"),
        ("day", "2016-01-02", "2016-01-02", "2016-01-03"),
    ],
)
def test_the_periods_of_a_day(unit: str, value: str, begin: str, end: str) -> None:
    period = Period.of(unit, datetime.date(2016, 1, 2))
    assert (period.value(), *period.bounds()) == (value, begin, end)


def test_a_winter_is_named_by_the_year_it_begins_in_and_has_no_bounds() -> None:
    winter = Period.of("season", datetime.date(2016, 1, 2))
    assert (winter.value(), winter.bounds()) == ("2015-WI", (None, None))


@pytest.mark.parametrize("unit", FINENESS)
def test_shifting_there_and_back(unit: str) -> None:
    period = Period.of(unit, datetime.date(2016, 8, 5))
    assert period.shift(3).shift(-3) == period
    if unit != "weekend":
        assert period.shift(1).begin() == period.end()


@pytest.mark.parametrize("number", [-(10**18), -3000, 8000, 10**18])
def test_beyond_the_calendar(number: int) -> None:
    with pytest.raises(OutOfRange):
        Period("year", 2016).shift(number).bounds()
    with pytest.raises(OutOfRange):
        Period.day(2016, 1, 1).shift(number * 400).value()


def test_fineness() -> None:
    assert finer("day", "month")
    assert not finer("year", "month")


@pytest.mark.parametrize(
    ("text", "value"), [("2016", "2016"), ("2016-08", "2016-08"), ("2016-08-05T10:00:00Z", "2016-08-05")]
)
def test_parsing(text: str, value: str) -> None:
    period = parse(text)
    assert period is not None
    assert period.value() == value


@pytest.mark.parametrize("text", ["", "x", "2016-13", "2016-02-30", "9999", "-5"])
def test_what_is_no_date(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(("year", "day"), [(1999, "04-04"), (2000, "04-23"), (2008, "03-23"), (2038, "04-25")])
def test_easter(year: int, day: str) -> None:
    assert easter(year).value() == f"{year}-{day}"
