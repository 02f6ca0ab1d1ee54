"""Dates counted from the time of writing or the time told, accounting periods among them."""

from __future__ import annotations

from hearsay.resolve.times.amounts import count, length, unit_of
from hearsay.resolve.times.context import Answer, Context
from hearsay.resolve.times.dates import direction, month_near
from hearsay.resolve.times.patterns import Match
from hearsay.resolve.times.period import PER_YEAR, Period

_CLOCK = frozenset({"second", "minute", "hour"})
_DAY = {"night": "day", "fortnight": "week"}
_MANY = {"fortnight": 2}
_MANY_YEARS = {"millennium": 1000}


def today(match: Match, ctx: Context) -> Answer | None:
    """ "today", "yesterday evening", "tonight"."""
    base = ctx.now("day")
    part = match.value("part") or ("NI" if "tonight" in match else None)
    if base is None:
        return Answer.unknown("day", "XXXX-XX-XX" + (f"T{part}" if part else ""))
    day = base.shift(match.value("today") or 0)
    return part_of(day, part) if part else Answer.of(day)


def part_of(day: Period, part: str, modifier: str | None = None) -> Answer:
    """A part of the day. A night ends on the morrow."""
    end = day.shift(1).end() if part == "NI" else day.end()
    return Answer(
        "TIME", f"{day.value()}T{part}", day.begin().isoformat(), end.isoformat(), "part-of-day", modifier, day
    )


def overnight(match: Match, ctx: Context) -> Answer | None:
    """The night before the day of writing, or the one ahead where the verb looks ahead."""
    base = ctx.now("day")
    if base is None:
        return Answer("TIME", "XXXX-XX-XXTNI", granularity="part-of-day")
    return part_of(base if direction(match, ctx) == "future" else base.shift(-1), "NI")


def shifted_unit(match: Match, ctx: Context) -> Answer | None:
    """ "this month", "last week", "the past year", "next quarter"."""
    shift, unit, word = match.value("shift"), match.value("unit"), match.caught["shift"].low
    if unit in _CLOCK or unit == "millennium":
        return None
    if unit == "night":
        return _night(ctx, shift)
    if unit == "day" and word not in ("this", "current"):
        return None  # "the last day", "the next day" are counted from the time told
    if word in ("past", "this past") or (word == "last" and "the" in match):
        return _just_past(unit, ctx)
    unit, step = _DAY.get(unit, unit), _MANY.get(unit, 1)
    base = ctx.now(unit)
    return Answer.of(base.shift(shift * step)) if base else Answer.unknown(unit)


def _night(ctx: Context, shift: int) -> Answer:
    base = ctx.now("day")
    if base is None:
        return Answer("TIME", "XXXX-XX-XXTNI", granularity="part-of-day")
    return part_of(base.shift(shift), "NI")


def _just_past(unit: str, ctx: Context) -> Answer:
    """ "the past year": the twelve months up to now, not the calendar's last year."""
    value = {"weekend": "P1WE", "quarter": "P1Q", "decade": "P10Y", "century": "P100Y", "fortnight": "P2W"}.get(unit)
    begin, end = reaching(-1, unit, ctx.now("day"))
    return Answer("DURATION", value or f"P1{unit[0].upper()}", begin, end, unit)


def reaching(number: int, unit: str, today: Period | None) -> tuple[str | None, str | None]:
    """The so many units before the day and the day itself, or after it where positive, as ISO 8601 dates."""
    if today is None or unit in _CLOCK:
        return None, None
    other = moved(today, number, unit)
    first, last = sorted((today, other), key=lambda day: day.index)
    return first.begin().isoformat(), last.end().isoformat()


def moved(day: Period, number: int, unit: str) -> Period:
    """The day so many units on, the month's last day where it has no such one."""
    days = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
    if unit in days:
        return day.shift(number * days[unit])
    months = number * (12 * _years_in(unit) if unit not in PER_YEAR else 12 // PER_YEAR[unit])
    begin, month = day.begin(), day.to("month").shift(months)
    final = Period.of("day", month.end()).shift(-1)
    return Period("day", min(month.to("day").index + begin.day - 1, final.index))


def _years_in(unit: str) -> int:
    return {"decade": 10, "century": 100, "millennium": 1000}[unit]


def told_unit(match: Match, ctx: Context) -> Answer | None:
    """ "the previous year", "that month", "the following day", "the day before": from the time told."""
    unit = _DAY.get(match.value("unit"), match.value("unit"))
    if unit in _CLOCK or unit == "millennium":
        return None
    shift = match.value("back") if match.has("back") else -1 if "before" in match else 1
    base = ctx.reported if unit == "quarter" and ctx.reported else ctx.then(unit)
    if "next" in match and unit not in ("day", "week"):
        base = ctx.now(unit)
    if base is None:
        return Answer.unknown(unit)
    if match.value("unit") == "night":
        return part_of(base.shift(shift), "NI")
    return Answer.of(base.shift(shift))


def weeks_off(match: Match, ctx: Context) -> Answer | None:
    """ "the week before last", "the day after tomorrow"."""
    unit = str(match.value("unit"))
    base = ctx.now(unit) if unit in ("day", "week", "month", "year", "quarter", "decade") else None
    if unit in _CLOCK | {"night", "fortnight", "millennium"}:
        return None
    if match.has("today"):
        shift = match.value("today") + (1 if "after" in match else -1)
    else:
        shift = 2 if "next" in match else -2
    return Answer.of(base.shift(shift)) if base else Answer.unknown(unit)


def the_unit(match: Match, ctx: Context) -> Answer | None:
    """ "the weekend", "later in the day", "the full year"."""
    if "weekend" in match:
        base = ctx.now("weekend")
        if base is None:
            return Answer.unknown("weekend")
        today = ctx.now("day")
        over = today is not None and today.begin() < base.begin()
        back = over and direction(match, ctx) != "future" and ctx.before(match) != "of"
        return Answer.of(base.shift(-1) if back else base)
    unit = str(match.value("unit") or "year")
    unit = _DAY.get(unit, unit)
    base = ctx.then(unit) if unit not in _CLOCK | {"millennium"} else None
    if unit in _CLOCK | {"millennium"}:
        return None
    return Answer.of(base) if base else Answer.unknown(unit)


def year_end(match: Match, ctx: Context) -> Answer | None:
    """ "year-end", "the year's end"."""
    base = ctx.now("year")
    return Answer.of(base, "end") if base else Answer.unknown("year")


def ago(match: Match, ctx: Context) -> Answer | None:
    """ "two weeks ago", "three days earlier", "a month from now", "ten years later"."""
    unit, number = unit_of(match), count(match)
    told = not ({"ago", "now", "hence"} & match.words)
    sign = 1 if {"later", "now", "hence"} & match.words else -1
    if "before" in match and ctx.after(match)[:1].isalpha():
        return None  # "30 days before the vote": a length
    if number is None or unit in _CLOCK or number != int(number):
        if told:
            return Answer("DURATION", length(number, unit), granularity=unit, trim=1)
        return Answer("DATE", "FUTURE_REF" if sign > 0 else "PAST_REF")
    if number == 1 and unit == "year" and sign < 0:
        return year_back(match, ctx)
    number = int(number) * sign * _MANY.get(unit, 1)
    if unit in _MANY_YEARS:
        number, unit = number * 1000, "year"
    unit = _DAY.get(unit, unit)
    base = ctx.then(unit) if told else ctx.now(unit)
    return Answer.of(base.shift(number)) if base else Answer.unknown(unit)


def quarter(match: Match, ctx: Context) -> Answer | None:
    """ "the third quarter of 1990", "this year's second half", "third-quarter"."""
    unit = "half" if "half" in match else "quarter"
    number, share = int(match.value("ord") or match.value("quarter_code")), PER_YEAR[unit]
    if number > share:
        return None
    if unit == "half" and not (match.has("year") or match.has("shift")):
        return None  # the first half of anything: of a match, of a list
    year = match.value("year")
    if match.has("shift"):
        base = ctx.now("year")
        year = None if base is None else base.index + match.value("shift")
    if year is not None:
        found: Period | None = Period(unit, share * int(year) + number - 1)
    else:
        found = _quarter_near(number - 1, ctx, match)
    if found is None:
        return Answer.unknown(unit, f"XXXX-Q{number}")
    answer = Answer.of(found)
    return answer if "fiscal" not in match else _fiscal(answer)


def _fiscal(answer: Answer) -> Answer:
    # When a fiscal year begins is not known here.
    return Answer("DATE", answer.value, granularity=answer.granularity, modifier=answer.modifier, period=answer.period)


def _quarter_near(index: int, ctx: Context, match: Match) -> Period | None:
    """The last quarter of that number that has begun, or the next one where the verb looks ahead."""
    base = ctx.now("quarter")
    if base is None:
        return None
    found = Period("quarter", base.index // 4 * 4 + index)
    attributive = "-" in match or ctx.tag(match.end) in ("NN", "NNS")
    just_over = found.index == base.index - 1  # what is yet to be reported, or else was
    if direction(match, ctx) == "future" and not attributive and not just_over:
        return found if found.index >= base.index else found.shift(4)
    return found if found.index <= base.index else found.shift(-4)


def the_quarter(match: Match, ctx: Context) -> Answer | None:
    """ "the quarter", "the latest period": the one reported on, or else the last that is over."""
    if match.has("adjective_ref") and "current" in match:
        base = ctx.now("quarter")
        return Answer.of(base) if base else Answer.unknown("quarter")
    if "period" in match and ctx.reported is None:
        return None
    found = _ended(match, ctx) or ctx.reported
    if found is None:
        base = ctx.now("quarter")
        found = base.shift(-1) if base else None
    return Answer.of(found) if found else Answer.unknown("quarter")


def _ended(match: Match, ctx: Context) -> Period | None:
    """The quarter that "ended Sept. 30": the last one to hold that date."""
    today = ctx.now("day")
    if today is None or not match.has("month"):
        return None
    last = month_near(match.value("month"), ctx, "past")
    return last.to("quarter") if last else None


def year_back(match: Match, ctx: Context) -> Answer | None:
    """ "a year earlier", "the year-ago quarter": the year before the period reported on, or before the time told."""
    if ctx.reported is not None and ctx.reported.unit == "quarter":
        return Answer.of(ctx.reported.shift(-4), tells=False)
    base = ctx.now("year") if "ago" in match else ctx.then("year")
    if "quarter" in match or "period" in match:
        return Answer.unknown("quarter" if "quarter" in match else "year")
    return Answer.of(base.shift(-1), tells=False) if base else Answer.unknown("year")


def named_period(match: Match, ctx: Context) -> Answer | None:
    """ "the 1988 period": the quarter reported on, in that year."""
    year = int(match.value("year"))
    if ctx.reported is not None and ctx.reported.unit == "quarter":
        return Answer.of(Period("quarter", 4 * year + ctx.reported.index % 4), tells=False)
    return Answer.of(Period("year", year), tells=False)
