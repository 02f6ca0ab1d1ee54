"""Times of day: "5 p.m. Tuesday", "noon", "Friday morning", "the night of Oct. 23"."""

from __future__ import annotations

import datetime

from hearsay.resolve.times import dates, relative
from hearsay.resolve.times.context import Answer, Context, Unreadable
from hearsay.resolve.times.patterns import Match
from hearsay.resolve.times.period import Period


def clock(match: Match, ctx: Context) -> Answer | None:
    """A time by the clock, on the day given with it, else the day told, else the day of writing."""
    time = _time(match)
    if time is None:
        return None
    day = _day(match, ctx)
    if day is None:
        return Answer("TIME", f"XXXX-XX-XXT{time}", granularity="minute")
    return at(day, time)


def at(day: Period, time: str) -> Answer:
    """The minute of the day, or the second."""
    hours, minutes, *seconds = map(int, time.split(":"))
    begin = datetime.datetime.combine(day.begin(), datetime.time()) + datetime.timedelta(hours=hours, minutes=minutes)
    unit = datetime.timedelta(minutes=1)
    if seconds:
        begin, unit = begin + datetime.timedelta(seconds=seconds[0]), datetime.timedelta(seconds=1)
    name = "second" if seconds else "minute"
    ends = begin.isoformat(), (begin + unit).isoformat()
    return Answer("TIME", f"{day.value()}T{time}", *ends, name, None, day)


def _time(match: Match) -> str | None:
    """The time, HH:MM or HH:MM:SS. Raises Unreadable where there is none such."""
    if match.has("noon"):
        return str(match.value("noon"))
    parts = [int(p) for p in match.value("clock").split(":")] if match.has("clock") else _hour(match)
    half = match.value("half_day")
    if half is not None and 1 <= parts[0] <= 12:
        parts[0] = parts[0] % 12 + half
    elif half is not None and not match.has("clock"):
        raise Unreadable("impossible-date", "there is no such hour")
    if half is None and "o'clock" not in match and (parts[0] > 24 or any(part > 59 for part in parts[1:])):
        return None  # a score, a ratio, a verse
    if parts[0] > 24 or any(part > 59 for part in parts[1:]):
        raise Unreadable("impossible-date", "there is no such time of day")
    return ":".join(f"{part:02d}" for part in parts)


def _hour(match: Match) -> list[int]:
    number = match.value("num")
    if number is None or number != int(number) or not 0 <= number <= 24:
        raise Unreadable("impossible-date", "there is no such hour")
    return [int(number), 0]


def _day(match: Match, ctx: Context) -> Period | None:
    answer = None
    if match.has("month") and match.has("day"):
        answer = dates.calendar(match, ctx)
    elif match.has("weekday"):
        answer = dates.weekday(match, ctx)
    elif match.has("today"):
        answer = relative.today(match, ctx)
    else:
        return ctx.then("day")
    return answer.period if answer else None


def part_of_day(match: Match, ctx: Context) -> Answer | None:
    """A part of a day that is named, pointed at, or that of the time told."""
    part = match.value("part") or match.value("told", "part")
    if match.has("shift") and not match.has("weekday"):
        base = ctx.now("day")
        day = base.shift(match.value("shift")) if base else None
    elif match.has("shift"):
        answer = dates.shifted_name(match, ctx)
        day = answer.period if answer else None
    elif match.has("weekday") or match.has("month") or match.has("today"):
        day = _day(match, ctx)
        if day is None and match.has("weekday"):
            return Answer("TIME", f"XXXX-WXX-{match.value('weekday')}T{part}", granularity="part-of-day")
    else:
        base = ctx.then("day")
        shift = match.value("back") if match.has("back") else -1 if "before" in match else 0
        day = base.shift(shift) if base else None
    if day is None:
        return Answer("TIME", f"XXXX-XX-XXT{part}", granularity="part-of-day")
    modifier = "start" if "early" in match else "end" if "late" in match else None
    return relative.part_of(day, str(part), modifier)
