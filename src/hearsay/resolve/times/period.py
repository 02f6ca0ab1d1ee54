"""Stretches of the calendar: one number each, so that shifting is adding.

A :class:`Period` is a unit and an index: how many such units lie between year 0 and it. A year's index is its
number, a month's ``12 * year + month - 1``, a day's Python's proleptic ordinal, a week's the ordinal of its Monday
divided by seven (ISO 8601 weeks). Values are written as TIMEX3 has them.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

PER_YEAR = {"year": 1, "half": 2, "quarter": 4, "season": 4, "month": 12}
"""How many of a unit a year holds."""

COARSE = {"decade": 10, "century": 100}
"""How many years a unit holds."""

SEASONS = ("SP", "SU", "FA", "WI")
FIRST_YEAR, LAST_YEAR = 1, 9998
"""Years a period may lie in: the next one's first day must be a date as well."""

FINENESS = ("century", "decade", "year", "half", "season", "quarter", "month", "week", "weekend", "day")
"""Units from the coarsest to the finest."""


class OutOfRange(ValueError):
    """A date before the year 1 or after the year 9998."""


@dataclass(frozen=True, slots=True)
class Period:
    """One unit of the calendar. Raises OutOfRange, when its days are asked for, where it leaves the calendar."""

    unit: str
    index: int

    @classmethod
    def day(cls, year: int, month: int, day: int) -> Period:
        """The day; ValueError where there is none such."""
        return cls("day", datetime.date(year, month, day).toordinal())

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """The month, 1 to 12."""
        return cls("month", 12 * year + month - 1)

    @classmethod
    def of(cls, unit: str, date: datetime.date) -> Period:
        """The unit's period that the date lies in."""
        if unit in COARSE:
            return cls(unit, date.year // COARSE[unit])
        if unit in ("week", "weekend"):
            return cls(unit, (date.toordinal() - 1) // 7)
        if unit == "day":
            return cls(unit, date.toordinal())
        if unit == "season":
            return cls._season(date)
        share = PER_YEAR[unit]
        return cls(unit, share * date.year + (date.month - 1) * share // 12)

    @classmethod
    def _season(cls, date: datetime.date) -> Period:
        # A winter is named by the year it begins in, as TIMEX3 has it; January lies in the one before.
        quarter = (date.month - 3) // 3
        return cls("season", 4 * date.year + quarter)

    def to(self, unit: str) -> Period:
        """The period of another unit that this one's first day lies in."""
        return self if unit == self.unit else Period.of(unit, self.begin())

    def shift(self, number: int) -> Period:
        """So many units on, or back where negative."""
        return Period(self.unit, self.index + number)

    @property
    def year(self) -> int:
        """The year its first day lies in."""
        return self.begin().year

    def holds(self, other: Period) -> bool:
        """Whether the other lies in this one."""
        return self.begin() <= other.begin() and other.end() <= self.end()

    def begin(self) -> datetime.date:
        """The first day."""
        if self.unit in COARSE:
            return _date(self.index * COARSE[self.unit], 1)
        if self.unit == "day":
            return _ordinal(self.index)
        if self.unit in ("week", "weekend"):
            return _ordinal(self.index * 7 + (6 if self.unit == "weekend" else 1))
        share = PER_YEAR[self.unit]
        year, part = divmod(self.index, share)
        if self.unit == "season":
            month = 3 * part + 3
            return _date(year, month)
        return _date(year, 12 // share * part + 1)

    def end(self) -> datetime.date:
        """The day after the last."""
        if self.unit == "weekend":
            return _ordinal(self.index * 7 + 8)
        return self.shift(1).begin()

    def bounds(self) -> tuple[str | None, str | None]:
        """Begin and end in ISO 8601; none for a season, which depends on the hemisphere."""
        begin, end = self.begin(), self.end()
        return (None, None) if self.unit == "season" else (begin.isoformat(), end.isoformat())

    def value(self) -> str:
        """The value in TIMEX3."""
        begin = self.begin()
        year = f"{begin.year:04d}"
        if self.unit in COARSE:
            return year[: 3 if self.unit == "decade" else 2]
        if self.unit in ("week", "weekend"):
            iso = begin.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if self.unit == "weekend" else "")
        part = self.index % PER_YEAR.get(self.unit, 1)
        match self.unit:
            case "year":
                return year
            case "half":
                return f"{year}-H{part + 1}"
            case "quarter":
                return f"{year}-Q{part + 1}"
            case "season":
                return f"{year}-{SEASONS[part]}"
            case "month":
                return f"{year}-{begin.month:02d}"
        return begin.isoformat()


UNKNOWN = {
    "century": "XX",
    "decade": "XXX",
    "year": "XXXX",
    "half": "XXXX-HX",
    "quarter": "XXXX-QX",
    "season": "XXXX-XX",
    "month": "XXXX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "day": "XXXX-XX-XX",
}
"""TIMEX3's value for a period of which nothing is known but its unit."""


def finer(one: str, other: str) -> bool:
    """Whether a unit is finer than another."""
    return FINENESS.index(one) > FINENESS.index(other)


def parse(text: str) -> Period | None:
    """The period of an ISO 8601 year, month or day (a time of day is dropped); None where it is none."""
    parts = text.strip()[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        date = datetime.date(*[*numbers, 1, 1][:3])
    except (ValueError, TypeError):
        return None
    if len(numbers) > 3 or date.year > LAST_YEAR:
        return None
    return Period.of(("year", "month", "day")[len(numbers) - 1], date)


def _date(year: int, month: int) -> datetime.date:
    if not FIRST_YEAR <= year <= LAST_YEAR + 1:
        raise OutOfRange(f"the year {year}") if abs(year) < 10**9 else OutOfRange("a year beyond the calendar")
    return datetime.date(year, month, 1)


def _ordinal(number: int) -> datetime.date:
    try:
        return datetime.date.fromordinal(number)
    except (ValueError, OverflowError):
        raise OutOfRange("a day beyond the calendar") from None
