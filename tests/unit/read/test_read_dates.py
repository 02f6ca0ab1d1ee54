from __future__ import annotations

import pytest

from hearsay.errors import ConfigError
from hearsay.read.dates import checked_date, find_dates


@pytest.mark.parametrize(
    ("text", "written", "iso"),
    [
        ("Aug 5", "Aug 5", None),
        ("Aug. 5", "Aug. 5", None),
        ("August 5, 2016", "August 5, 2016", "2016-08-05"),
        ("5 August 2016", "5 August 2016", "2016-08-05"),
        ("12 March", "12 March", None),
        ("the 3rd of May 2021", "3rd of May 2021", "2021-05-03"),
        ("Tuesday, Sept. 3, 2013", "Tuesday, Sept. 3, 2013", "2013-09-03"),
        ("19 JUL 89", "19 JUL 89", "1989-07-19"),
        ("3 JAN 05", "3 JAN 05", "2005-01-03"),
        ("JUNE 11 89", "JUNE 11 89", "1989-06-11"),
        ("2016-08-05", "2016-08-05", "2016-08-05"),
        ("29 February 2016", "29 February 2016", "2016-02-29"),
    ],
)
def test_dates_as_news_writes_them(text: str, written: str, iso: str | None) -> None:
    (found,) = find_dates(text)
    assert (text[found.start : found.end], found.iso) == (written, iso)


@pytest.mark.parametrize(
    "text", ["31 June 2016", "Aug 45", "30 February", "2016-13-01", "marching 5", "5 mayors", "May", "1234"]
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_a_year_is_never_supplied() -> None:
    assert [date.iso for date in find_dates("KABUL, Aug 5 and 6 August")] == [None, None]


@pytest.mark.parametrize(
    ("given", "checked"),
    [
        ("2016", "2016"),
        ("2016-08", "2016-08"),
        ("2016-08-05", "2016-08-05"),
        (" 2016-08-05T10:30:00+02:00 ", "2016-08-05"),
        ("2999-01-01", "2999-01-01"),
    ],
)
def test_given_dates(given: str, checked: str) -> None:
    assert checked_date(given) == checked


@pytest.mark.parametrize(
    "given", ["", "yesterday", "05/08/2016", "2016-02-30", "2016-13", "0000-01-01", "20160805", "2016-8-5"]
)
def test_what_is_given_as_a_date_and_is_none(given: str) -> None:
    with pytest.raises(ConfigError, match="is not a date"):
        checked_date(given)
