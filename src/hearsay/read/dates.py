"""Dates as datelines and date lines write them: "Aug. 5", "5 August 2016", "19 JUL 89", "2016-08-05".

Only the form is read here. A date without a year stays without one: nothing is guessed.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from hearsay.errors import ConfigError
from hearsay.read.lists import lists

_PIVOT = 69  # two-digit years, as POSIX reads them: 69-99 are 1969-1999, 00-68 are 2000-2068
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ].*)?")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date found in a text: where it stands there, and its ISO 8601 form where the year is written."""

    start: int
    end: int
    iso: str | None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = lists()
    month = "|".join(sorted(names.months, key=len, reverse=True))
    weekday = "|".join(sorted(names.weekdays, key=len, reverse=True))
    day = r"(?:\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?:\d{4}|'?\d\d(?!\d))"
    return re.compile(
        rf"""(?<![\w/-])(?:(?:{weekday})\.?,?\s+(?:the\s+)?)?(?:
            (?P<m1>{month})\b\.?\s*(?P<d1>{day})\b(?:,?\s+(?P<y1>\d{{4}}|\d\d(?=[\s,]*(?:$|[\[(–—-]))))?
          | (?P<d2>{day})\b\s*(?:of\s+)?(?P<m2>{month})\b\.?(?:,?\s*(?P<y2>{year}))?
          | (?P<y3>\d{{4}})-(?P<m3>\d\d)-(?P<d3>\d\d)
          )(?![\w/])""",
        re.VERBOSE | re.IGNORECASE,
    )


def find_dates(text: str) -> list[WrittenDate]:
    """The dates in ``text``, in order; impossible ones ("31 June") are left out."""
    found = ((match, _iso(match)) for match in _pattern().finditer(text))
    return [WrittenDate(match.start(), match.end(), iso or None) for match, iso in found if iso is not None]


def _iso(match: re.Match[str]) -> str | None:
    """The ISO form of a match, empty when it has no year, None when there is no such day."""
    form = next(n for n in "123" if match[f"m{n}"])
    month_text, year_text = match[f"m{form}"], match[f"y{form}"]
    month = int(month_text) if month_text.isdigit() else lists().months[month_text.lower()]
    day = int(re.sub(r"\D", "", match[f"d{form}"]))
    year = _year(year_text)
    try:
        date = datetime.date(year or 2000, month, day)
    except ValueError:
        return None
    return date.isoformat() if year else ""


def _year(text: str | None) -> int | None:
    if not text:
        return None
    number = int(text.lstrip("'"))
    if len(text.lstrip("'")) == 4:
        return number
    return number + (1900 if number >= _PIVOT else 2000)


def checked_date(text: str) -> str:
    """``text`` as an ISO 8601 date: a year, a month or a day; a time of day is dropped.

    Raises `ConfigError` when it is not one, since a user or a caller gave it.
    """
    match = _ISO.fullmatch(text.strip())
    parts = [part for part in match.groups() if part] if match else []
    try:
        datetime.date(*map(int, [*parts, "01", "01"][:3]))
    except (TypeError, ValueError):
        raise ConfigError(f"{text!r} is not a date: expected YYYY, YYYY-MM or YYYY-MM-DD") from None
    return "-".join(parts)
