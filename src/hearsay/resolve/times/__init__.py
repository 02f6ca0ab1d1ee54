"""Temporal expressions to TIMEX3 (ISO 24617-1), read against the date of publication or the time being told.

>>> reading = times(parsed, "2016-08-05")
>>> [(time.value, time.begin, time.end) for time in reading.times]

What is recognised is data (``data/times.toml``): words, and the shapes they come in. How each is read is code here:
:mod:`.dates`, :mod:`.relative`, :mod:`.clock` and :mod:`.lengths`.
"""

from __future__ import annotations

from dataclasses import dataclass

from hearsay.model import Note, Time
from hearsay.parsed import Parsed
from hearsay.resolve.times.period import Period, parse
from hearsay.resolve.times.published import infer
from hearsay.resolve.times.reading import read

__all__ = ["TimeReading", "times"]


@dataclass(frozen=True, slots=True)
class TimeReading:
    """The times of one document, in text order.

    ``published`` is the publication date they were read against, ISO 8601: the one given, or else one inferred from
    the text, perhaps only a year or a month; None where neither is known. ``basis`` says in words what an inferred
    one rests on, and is None otherwise. ``notes`` name what could not be read: ``impossible-date``,
    ``date-out-of-range``, ``unreadable-published`` and ``published-inferred``.
    """

    times: tuple[Time, ...]
    published: str | None
    basis: str | None
    notes: tuple[Note, ...]


def times(parsed: Parsed, published: str | None) -> TimeReading:
    """The temporal expressions of a parsed document.

    ``published`` is its publication date, an ISO 8601 year, month or day (a time of day is dropped), if known; one in
    the future is as good as any. Where it is None, or is no date, it is inferred from the text if the text allows it.
    """
    written = parse(published) if published else None
    if written is not None:
        found, notes, _ = read(parsed, written)
        return TimeReading(tuple(one.time for one in found), published, None, tuple(notes))
    warned = (
        [Note(code="unreadable-published", message=f"{published[:40]!r} is no date that can be reckoned with")]
        if published
        else []
    )
    return _undated(parsed, warned)


def _undated(parsed: Parsed, warned: list[Note]) -> TimeReading:
    found, notes, tokens = read(parsed, None)
    inferred = infer(parsed, found, tokens)
    if inferred is None:
        return TimeReading(tuple(one.time for one in found), None, None, (*warned, *notes))
    written: Period | None = parse(inferred.date)
    found, notes, _ = read(parsed, written)
    told = Note(code="published-inferred", message=f"published {inferred.date}, by the text itself: {inferred.basis}")
    return TimeReading(tuple(one.time for one in found), inferred.date, inferred.basis, (*warned, told, *notes))
