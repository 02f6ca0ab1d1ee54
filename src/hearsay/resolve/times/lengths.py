"""Lengths of time and how often: DURATION and SET, and references with no date at all."""

from __future__ import annotations

from hearsay.resolve.times.amounts import count, length, unit_of
from hearsay.resolve.times.context import NOTHING, Answer, Context
from hearsay.resolve.times.patterns import Match
from hearsay.resolve.times.relative import reaching

_COUNTED = frozenset({"NN", "NNS", "CD", "NNP"})


def duration(match: Match, ctx: Context) -> Answer | None:
    """ "three years", "a 10-hour (tour)", "half an hour", "a minute and a half"."""
    if match.has("half"):
        unit, number = str(match.value("half", "unit")), 0.5
        return Answer("DURATION", length(number, unit), granularity=unit)
    unit = unit_of(match)
    if match.words == {"one", "day"} and ctx.tag(match.start - 1) == "MD":
        return Answer("DATE", "FUTURE_REF")  # "will one day be"
    if match.has("whole"):
        return Answer("DURATION", length(1.5, unit), granularity=unit)
    number_of = count(match)
    if _stray(match, ctx, unit, number_of):
        return None
    return Answer("DURATION", length(number_of, unit), granularity=unit)


def _stray(match: Match, ctx: Context, unit: str, number: float | None) -> bool:
    """Whether what looks like a length is something else: "the second", "a day" in "$5 a day", "one day"."""
    if match.has("a") and not match.has("num") and not match.has("vague") and not match.has("couple"):
        # What is counted before it makes it a rate: "$5 a day", "three flights a week".
        rate = ctx.tag(match.start - 1) in _COUNTED and ctx.after(match) not in ("after", "before")
        if unit == "second" or rate:
            return True
    return unit == "quarter" and number == 1


def window(match: Match, ctx: Context) -> Answer | None:
    """ "the last three years", "the next few days", "the first nine months"."""
    unit, number = unit_of(match), count(match)
    begin = end = None
    if match.has("shift") and number is not None and number == int(number) and match.value("shift"):
        begin, end = reaching(match.value("shift") * int(number), unit, ctx.now("day"))
    return Answer("DURATION", length(number, unit), begin, end, unit)


def unbounded(match: Match, ctx: Context) -> Answer | None:
    """ "for weeks", "in years", "months of": lengths with no number."""
    unit = str(match.value("units"))
    if unit in ("quarter", "second", "night", "weekend"):
        return None
    if "long" not in match and ctx.before(match) not in _OPEN and ctx.after(match) not in _CLOSE:
        return None
    return Answer("DURATION", length(None, unit), granularity=unit)


_OPEN = frozenset({"for", "in", "within", "after", "over", "of", "took", "take", "lasted", "spent", "just"})
_CLOSE = frozenset({"ago", "later", "earlier", "before", "after"})


def vague_window(match: Match, ctx: Context) -> Answer | None:
    """ "recent years", "the coming weeks", "the months ahead"."""
    return Answer("DATE", "FUTURE_REF" if {"coming", "ahead"} & match.words else "PAST_REF")


def not_a_time(match: Match, ctx: Context) -> Answer | None:
    """ "a 9-year-old boy": an age says how old, not when."""
    return NOTHING


def every(match: Match, ctx: Context) -> Answer | None:
    """ "every day", "each July", "every two weeks", "every other Monday"."""
    if match.has("other"):
        return _often(length(2, str(match.value("other", "unit"))))
    if "other" in match and match.has("weekday"):
        return _often("P2W")
    if match.has("weekday"):
        part = match.value("part")
        return _often(f"XXXX-WXX-{match.value('weekday')}" + (f"T{part}" if part else ""))
    if match.has("month"):
        return _often(f"XXXX-{match.value('month'):02d}")
    if match.has("season"):
        return _often(f"XXXX-{match.value('season')}")
    if match.has("part") and not match.has("unit"):
        return _often(f"XXXX-XX-XXT{match.value('part')}")
    return _often(length(count(match), unit_of(match)))


def _often(value: str) -> Answer:
    return Answer("SET", value)


def weekly(match: Match, ctx: Context) -> Answer | None:
    """ "Tuesday nights", "Mondays"."""
    number = match.value("weekday") or match.value("weekdays")
    part = match.value("parts")
    return _often(f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))


def adverb(match: Match, ctx: Context) -> Answer | None:
    """ "daily", "annually"."""
    return _often(str(match.value("adverb")))


def per(match: Match, ctx: Context) -> Answer | None:
    """The "a week" of "three times a week"."""
    return _often(length(1, unit_of(match)))


def reference(match: Match, ctx: Context) -> Answer | None:
    """ "now", "recently", "in the future": times that have no date."""
    return Answer("DATE", str(match.value("ref") or match.value("adjective_ref") or "PAST_REF"))
