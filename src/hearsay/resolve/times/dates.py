"""Dates with names and numbers: "5 August 2016", "last March", "the 1990s", "the third quarter"."""

from __future__ import annotations

from collections.abc import Iterable

from hearsay.resolve.times.context import Answer, Context, Unreadable
from hearsay.resolve.times.lexicon import Holiday, lexicon
from hearsay.resolve.times.patterns import Match
from hearsay.resolve.times.period import SEASONS, Period
from hearsay.resolve.times.tense import Tense

_PIVOT = 69  # two-digit years, as POSIX reads them: 69-99 are 1969-1999, 00-68 are 2000-2068
_YEARS = range(1900, 2100)  # a bare number is a year only here; elsewhere it must say so ("in 1848")
_AHEAD = frozenset({"until", "till", "due", "payable", "effective"})
_NEAR_DAYS = 45  # how near a date must be for its nearness to say more than the verb's tense
_LAST_DAY = 31
_SHORT, _FULL = 5, frozenset({"march", "april", "may", "june", "july"})


def iso(match: Match, ctx: Context) -> Answer | None:
    """2015-08-31, and 3/14/2015 where only one order of day and month is possible."""
    if match.has("iso"):
        return Answer.of(existing(*map(int, match.value("iso").split("-"))))
    first, second, year = (int(part) for part in match.value("slash").split("/"))
    year = year if year > 99 else two_digit(year)
    if first > 12:
        first, second = second, first
    if second <= 12 and first != second:
        # Americans and the rest of the world read 3/4 differently; the year is all that is sure.
        return Answer("DATE", f"{year:04d}-XX-XX", granularity="day")
    return Answer.of(existing(year, first, second))


def two_digit(year: int) -> int:
    """The year that two digits stand for."""
    return year + (1900 if year >= _PIVOT else 2000)


def existing(year: int, month: int, day: int) -> Period:
    """The day. Raises Unreadable where the calendar has none such."""
    try:
        return Period.day(year, month, day)
    except ValueError:
        raise Unreadable("impossible-date", "there is no such day in the calendar") from None


def written_year(match: Match) -> int | None:
    """The year caught, of four digits or two."""
    if match.has("short_year"):
        return two_digit(int(match.value("short_year")))
    year = match.value("year")
    return None if year is None else int(year)


def calendar(match: Match, ctx: Context) -> Answer | None:
    """Month, month and day, with or without a year and a weekday."""
    month, day, year = match.value("month"), match.value("day"), written_year(match)
    if match.has("yy"):
        return _short_written(month, int(match.value("day")), int(match.value("yy")))
    if day is not None:
        if day > _LAST_DAY:
            return None  # "in May 45 people died": the month alone
        _check(month, int(day))
    if year is not None:
        return Answer.of(Period.month(year, month) if day is None else existing(year, month, int(day)))
    if day is None:
        if short(match, "month", ctx):
            return None
        found = month_near(month, ctx, direction(match, ctx))
        year_now = ctx.now("year")
        if "this" in match and year_now:
            found = Period.month(year_now.index, month)
        return Answer.of(found) if found else Answer.unknown("month", f"XXXX-{month:02d}")
    return _day_near(month, int(day), ctx, direction(match, ctx))


def _short_written(month: int, day: int, year: int) -> Answer | None:
    """19 JUL 89, as agencies once wrote: only where the year can be no day."""
    return Answer.of(existing(two_digit(year), month, day)) if year > _LAST_DAY else None


def known_day(match: Match, ctx: Context) -> Answer | None:
    """A day known by its name alone: "the September 11 attacks", whatever year they are spoken of in."""
    month, day, now = match.value("month"), int(match.value("day")), ctx.now("year")
    for known in lexicon().known_days:
        if (known.month, known.day) == (month, day) and (now is None or now.index >= known.year):
            return Answer.of(existing(known.year, month, day), tells=False)
    return calendar(match, ctx)


def _check(month: int, day: int) -> None:
    existing(2000, month, day)  # a leap year: 29 February may be


def direction(match: Match, ctx: Context) -> Tense | None:
    """Whether the expression points back or ahead: by the word before it, or the verb it hangs on."""
    before = ctx.lead(match)
    if "since" in before:
        return "past"
    return "future" if before & _AHEAD else ctx.tense(match)


def month_near(month: int, ctx: Context, tense: Tense | None) -> Period | None:
    """The month of that number nearest to the time of writing on the side the tense points to."""
    base = ctx.now("month")
    if base is None:
        return None
    this_year = Period.month(base.index // 12, month)
    if tense == "future":
        return this_year if this_year.index >= base.index else this_year.shift(12)
    if tense == "past":
        return this_year if this_year.index <= base.index else this_year.shift(-12)
    return min((this_year.shift(n) for n in (-12, 0, 12)), key=lambda m: (abs(m.index - base.index), m.index))


def _day_near(month: int, day: int, ctx: Context, tense: Tense | None) -> Answer:
    unknown = Answer.unknown("day", f"XXXX-{month:02d}-{day:02d}")
    base = ctx.now("day")
    if base is None:
        return unknown
    year = base.begin().year
    days = [found for y in (year - 1, year, year + 1) if (found := _or_none(y, month, day)) is not None]
    return Answer.of(_pick(days, base, tense)) if days else unknown


def _or_none(year: int, month: int, day: int) -> Period | None:
    try:
        return Period.day(year, month, day)
    except ValueError:
        return None


def _pick(days: Iterable[Period], base: Period, tense: Tense | None) -> Period:
    """The nearest; where that is weeks away, the one on the side the tense points to."""

    def distance(day: Period) -> tuple[bool, int]:
        gap = day.index - base.index
        wrong = gap > _NEAR_DAYS if tense == "past" else gap < -_NEAR_DAYS if tense == "future" else False
        return wrong, abs(gap)

    return min(days, key=distance)


def second_day(match: Match, ctx: Context) -> Answer | None:
    """The 25 of "April 24 and 25": in the month and year of the day before it."""
    day = int(match.value("other", "day") if match.has("other") and not match.has("day") else match.value("day"))
    if ctx.told is None or ctx.told.unit != "day":
        return None
    begin = ctx.told.begin()
    return Answer.of(existing(begin.year, begin.month, day))


def month_of(match: Match, ctx: Context) -> Answer | None:
    """ "April next year", "October 5 last year"."""
    month, day = match.value("month"), match.value("day")
    base = ctx.now("year") if match.has("shift") else ctx.then("year")
    if base is None:
        return Answer.unknown("month", f"XXXX-{month:02d}")
    year = base.shift(match.value("shift") if match.has("shift") else match.value("back")).index
    return Answer.of(Period.month(year, month) if day is None else existing(year, month, int(day)))


def weekday(match: Match, ctx: Context) -> Answer | None:
    """A weekday: the last one, today included, or the next one where the verb looks ahead."""
    number, base = match.value("weekday"), ctx.now("day")
    if short(match, "weekday", ctx):
        return None
    if base is None:
        return Answer.unknown("day", f"XXXX-WXX-{number}")
    return Answer.of(weekday_near(number, base, direction(match, ctx)))


def short(match: Match, name: str, ctx: Context) -> bool:
    """Whether a lone name is one of the short forms ("Sun", "Jan") without the stop that would tell it from others."""
    low = match.caught[name].low
    return len(low) <= _SHORT and low not in _FULL and ctx.after(match) != "."


def weekday_near(number: int, base: Period, tense: Tense | None) -> Period:
    """The weekday (1 Monday) on or before the day, or on or after it in the future."""
    back = (base.begin().isoweekday() - number) % 7
    return base.shift((7 - back) % 7 if tense == "future" else -back)


def shifted_name(match: Match, ctx: Context) -> Answer | None:
    """ "last Friday", "next March", "this summer", "last Thanksgiving"."""
    shift = match.value("shift")
    if match.has("day"):
        return calendar(match, ctx)
    if match.has("weekday"):
        return _shifted_weekday(match, ctx, shift)
    if match.has("month"):
        return _shifted_month(match, ctx, shift)
    if match.has("season"):
        base = ctx.now("month")
        return _shifted_season(match.value("season"), base, shift, match)
    return _holiday_answer(match.value("holiday"), ctx, ("past", "present", "future")[shift + 1], strict=shift != 0)


def _shifted_weekday(match: Match, ctx: Context, shift: int) -> Answer:
    number, base = match.value("weekday"), ctx.now("day")
    if base is None:
        return Answer.unknown("day", f"XXXX-WXX-{number}")
    if shift == 0 and "coming" not in match.caught["shift"].low and "past" not in match.caught["shift"].low:
        monday = base.index - base.begin().isoweekday()
        return Answer.of(Period("day", monday + number))
    if shift < 0 or "past" in match.caught["shift"].low:
        return Answer.of(weekday_near(number, base.shift(-1), "past"))
    return Answer.of(weekday_near(number, base.shift(1), "future"))


def _shifted_month(match: Match, ctx: Context, shift: int) -> Answer:
    number, base = match.value("month"), ctx.now("month")
    if base is None:
        return Answer.unknown("month", f"XXXX-{number:02d}")
    found = Period.month(base.index // 12, number)
    if shift < 0 and found.index >= base.index:
        found = found.shift(-12)
    if shift > 0 and found.index <= base.index:
        found = found.shift(12)
    return Answer.of(found)


def _shifted_season(code: str, base: Period | None, shift: int, match: Match) -> Answer:
    if base is None:
        return Answer.unknown("season", f"XXXX-{code}")
    past = shift < 0 or "past" in match.caught["shift"].low
    found = Period("season", 4 * (base.index // 12) + SEASONS.index(code))
    if past and found.end() > base.begin():
        found = found.shift(-4)
    if shift > 0 and found.begin() <= base.begin():
        found = found.shift(4)
    return Answer.of(found)


def told_name(match: Match, ctx: Context) -> Answer | None:
    """ "the previous Friday", "the following March", "that summer": counted from the time told."""
    back = match.value("back") or 0
    if match.has("weekday"):
        base, number = ctx.then("day"), match.value("weekday")
        if base is None:
            return Answer.unknown("day", f"XXXX-WXX-{number}")
        if back == 0:
            return Answer.of(weekday_near(number, base, "past"))
        return Answer.of(weekday_near(number, base.shift(back), "future" if back > 0 else "past"))
    if match.has("month"):
        base, number = ctx.then("month"), match.value("month")
        if base is None:
            return Answer.unknown("month", f"XXXX-{number:02d}")
        found = Period.month(base.index // 12, number)
        wrong = (found.index - base.index) * back < 0 or (back and found.index == base.index)
        return Answer.of(found.shift(12 * back) if wrong else found)
    year, code = ctx.then("year"), match.value("season")
    if year is None:
        return Answer.unknown("season", f"XXXX-{code}")
    return Answer.of(Period("season", 4 * (year.index + back) + SEASONS.index(code)))


def season(match: Match, ctx: Context) -> Answer | None:
    """ "the summer of 2012", "the winter", "last year's spring"."""
    code = match.value("season")
    if match.has("in_year") and code in ("SP", "FA"):
        return None  # "in spring" may be, but "in fall" and "to spring" are mostly something else
    year = written_year(match)
    if year is None:
        base = ctx.now("year")
        if base is None:
            return Answer.unknown("season", f"XXXX-{code}")
        year = base.index + (match.value("shift") or 0)
    return Answer.of(Period("season", 4 * year + SEASONS.index(code)))


def holiday(match: Match, ctx: Context) -> Answer | None:
    """ "Thanksgiving", "Christmas 1999", "Easter week"."""
    found, year = match.value("holiday"), match.value("year")
    if match.has("unit"):
        if match.value("unit") not in ("week", "weekend"):
            return None
        day = _holiday_near(found, ctx, direction(match, ctx))
        return Answer.of(day.to(match.value("unit"))) if day else Answer.unknown(match.value("unit"))
    if match.has("shift"):
        base = ctx.now("year")
        year = None if base is None else base.index + match.value("shift")
    if year is not None:
        return Answer.of(holiday_in(found, int(year)))
    return _holiday_answer(found, ctx, direction(match, ctx))


def _holiday_answer(which: Holiday, ctx: Context, tense: Tense | None, *, strict: bool = False) -> Answer:
    day = _holiday_near(which, ctx, tense, strict=strict)
    if day is not None:
        return Answer.of(day)
    return Answer.unknown("day", f"XXXX-{which.month:02d}-{which.day:02d}" if which.day else None)


def _holiday_near(which: Holiday, ctx: Context, tense: Tense | None, *, strict: bool = False) -> Period | None:
    base = ctx.now("day")
    if base is None:
        return None
    year = base.begin().year
    days = [holiday_in(which, y) for y in (year - 1, year, year + 1)]
    return _pick([day for day in days if not strict or day != base], base, tense)


def holiday_in(which: Holiday, year: int) -> Period:
    """The day of the holiday in the year."""
    if which.easter is not None:
        return easter(year).shift(which.easter)
    if which.day:
        return Period.day(year, which.month, which.day)
    month = Period.month(year, which.month)
    if which.nth < 0:
        last = Period.of("day", month.end()).shift(-1)
        return weekday_near(which.weekday, last, "past")
    first = weekday_near(which.weekday, month.to("day"), "future")
    return first.shift(7 * (which.nth - 1) + which.after)


def easter(year: int) -> Period:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Astronomical Algorithms, 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * r) // 451
    month, day = divmod(h + r - 7 * m + 114, 31)
    return Period.day(year, month, day + 1)


def year(match: Match, ctx: Context) -> Answer | None:
    """A year, where it is one and not a number of something."""
    if match.has("short_year") or match.has("named"):
        number = written_year(match)
        if number is None:
            number = match.value("num")
            if number is None or not 1 <= number < 9999:
                raise Unreadable("date-out-of-range", "a year outside the calendar")
        return Answer.of(Period("year", int(number)))
    number = int(match.value("year"))
    if not match.has("in_year") and (number not in _YEARS or counts(match, ctx)):
        return None
    if match.has("in_year") and (counts(match, ctx) or (number not in _YEARS and match.value("in_year") == "to")):
        return None
    return Answer.of(Period("year", number))


def counts(match: Match, ctx: Context) -> bool:
    """Whether the number counts or measures something: "$1990", "2000 troops", "1,990%"."""
    if ctx.before(match) in ("$", "£", "€", "#", "no", "number"):
        return True
    if ctx.after(match) in ("%", "percent", "per", "st", "street", "avenue", "ave", "feet", "miles", "km"):
        return True
    return ctx.tag(match.end) == "NNS" and ctx.before(match) not in ("the", "a", "an", "its", "his", "their")


def year_range(match: Match, ctx: Context) -> Answer | None:
    """The 91 of "1990-91"."""
    first, second = int(match.value("first", "year")), int(match.value("yy"))
    found = first // 100 * 100 + second
    return Answer.of(Period("year", found)) if first < found <= first + 30 else None


def fiscal_year(match: Match, ctx: Context) -> Answer | None:
    """A fiscal year: it has the year's value, but when it begins is the company's or the state's affair."""
    if not match.has("year"):
        base = ctx.now("year")
        if base is None:
            return Answer.unknown("year")
        return Answer("DATE", base.shift(match.value("shift") or match.value("back") or 0).value(), granularity="year")
    return Answer("DATE", f"{int(match.value('year')):04d}", granularity="year")


def decade(match: Match, ctx: Context) -> Answer | None:
    """The 1990s, the '90s, the nineties."""
    number = match.value("decade") if match.has("decade") else match.value("decade_name")
    if number < 100:
        number += 1900 if number >= 20 else 2000
    if not match.has("decade_name") and number % 100 == 0 and number not in (1900, 2000):
        return Answer.of(Period("century", number // 100))
    return Answer.of(Period("decade", number // 10))


def century(match: Match, ctx: Context) -> Answer | None:
    """The 20th century: 1900 to 1999, as TIMEX3 counts."""
    return Answer.of(Period("century", int(match.value("ord")) - 1))
