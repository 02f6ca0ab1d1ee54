"""From a text's tokens to its times: shapes matched, read in text order, modifiers taken in."""

from __future__ import annotations

import bisect
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from hearsay.model import Note, Span, Time, content_id
from hearsay.parsed import Parsed
from hearsay.resolve.times import clock, dates, lengths, relative
from hearsay.resolve.times.context import NOTHING, Answer, Context, Unreadable
from hearsay.resolve.times.lexicon import Modifier, lexicon
from hearsay.resolve.times.patterns import Match, longest, shapes
from hearsay.resolve.times.period import OutOfRange, Period
from hearsay.resolve.times.tense import Syntax
from hearsay.resolve.times.tokens import Token, tokenize

Read = Callable[[Match, Context], Answer | None]

READERS: Mapping[str, Read] = {
    function.__name__: function
    for function in (
        clock.clock, clock.part_of_day,
        dates.calendar, dates.century, dates.decade, dates.fiscal_year, dates.holiday, dates.iso, dates.known_day,
        dates.month_of, dates.season, dates.second_day, dates.shifted_name, dates.told_name, dates.weekday, dates.year,
        dates.year_range,
        lengths.adverb, lengths.duration, lengths.every, lengths.not_a_time, lengths.per, lengths.reference,
        lengths.unbounded, lengths.vague_window, lengths.weekly, lengths.window,
        relative.ago, relative.named_period, relative.overnight, relative.quarter, relative.shifted_unit,
        relative.the_quarter, relative.the_unit, relative.today, relative.told_unit, relative.weeks_off,
        relative.year_back, relative.year_end,
    )
}  # fmt: skip
"""The functions that rules may name in ``do``."""


@dataclass(frozen=True, slots=True)
class Found:
    """A time that was read: its record, how, and the token range it takes."""

    time: Time
    answer: Answer
    start: int
    end: int


def read(parsed: Parsed, written: Period | None) -> tuple[list[Found], list[Note], list[Token]]:
    """The times of the document, notes on those that could not be read, and the tokens they are made of."""
    syntax = Syntax(parsed)
    tokens = tokenize(parsed.document.text, lexicon(), syntax.is_verb)
    context = Context(tokens, syntax, written)
    names = _names(parsed)
    found: list[Found] = []
    notes: list[Note] = []
    for group in longest(shapes().matches(tokens), len(tokens)):
        if _in_name(_span(group[0], tokens), names) and not _dated(group[0]):
            continue
        for match in group:
            try:
                answer = READERS[match.do](match, context)
            except OutOfRange as error:
                notes.append(_note("date-out-of-range", f"{error} lies outside the calendar", match, context, parsed))
                break
            except Unreadable as error:
                notes.append(_note(error.code, error.message, match, context, parsed))
                break
            if answer is NOTHING:
                break
            if answer is not None:
                found.append(_taken(match, answer, context, found))
                context.tell(found[-1].answer)
                break
    return found, notes, tokens


def _span(match: Match, tokens: Sequence[Token]) -> Span:
    return tokens[match.start].start, tokens[match.end - 1].end


def _note(code: str, message: str, match: Match, context: Context, parsed: Parsed) -> Note:
    span = _span(match, context.tokens)
    quoted = parsed.document.text[span[0] : span[1]]
    return Note(code=code, message=f"{' '.join(quoted.split())[:60]!r}: {message}", span=span)


def _taken(match: Match, answer: Answer, context: Context, found: Sequence[Found]) -> Found:
    """The answer with the modifiers that stand before it, as a record."""
    floor = found[-1].end if found else 0
    start, modifier = match.start, answer.modifier
    for entry in _modifiers_before(match, floor, context.tokens, answer):
        start -= len(entry.words)
        modifier = modifier or (entry.point if match.do == "ago" else entry.mod)
    if start < match.start and start > floor and context.tokens[start - 1].low == "the":
        start -= 1
    answer = replace(answer, modifier=modifier)
    end = match.end - answer.trim
    span = context.tokens[start].start, context.tokens[end - 1].end
    return Found(_record(span, answer), answer, start, end)


def _record(span: Span, answer: Answer) -> Time:
    return Time(
        id=content_id("t", *span, answer.type, answer.value),
        span=span,
        type=answer.type,
        value=answer.value,
        begin=answer.begin,
        end=answer.end,
        granularity=answer.granularity,
        modifier=answer.modifier,
    )


@lru_cache(maxsize=1)
def _modifiers() -> dict[str, list[Modifier]]:
    """Modifiers by their last word, the longest first."""
    table: dict[str, list[Modifier]] = {}
    for modifier in sorted(lexicon().modifiers, key=lambda m: -len(m.words)):
        table.setdefault(modifier.words[-1], []).append(modifier)
    return table


def _modifiers_before(match: Match, floor: int, tokens: Sequence[Token], answer: Answer) -> Iterator[Modifier]:
    """The modifiers that end right before the token, from right to left: two at most ("about the end of")."""
    counted = match.do == "ago" and not match.has("vague")
    kind = "duration" if counted or answer.type == "DURATION" else "date" if answer.type == "DATE" else "time"
    start = match.start
    if answer.value.endswith("_REF"):
        return
    for _ in range(2):
        fits = (m for m in _modifiers().get(tokens[start - 1].low, ()) if _fits(m, kind, start, floor, tokens))
        modifier = next(fits, None) if start > floor else None
        if modifier is None:
            return
        yield modifier
        start -= len(modifier.words)


def _fits(modifier: Modifier, kind: str, start: int, floor: int, tokens: Sequence[Token]) -> bool:
    first = start - len(modifier.words)
    if kind not in modifier.on or first < floor:
        return False
    if modifier.words == ("over",) and not {"num", "a"} & tokens[start].classes.keys():
        return False  # "over the past two years"
    if modifier.mod == "approx" and {"weekday", "today"} & tokens[start].classes.keys():
        return False  # "ways around Wednesday's ruling"
    return tuple(token.low for token in tokens[first:start]) == modifier.words


def _names(parsed: Parsed) -> list[Span]:
    return sorted(parsed.span(name.start, name.end) for name in parsed.names if name.end > name.start)


def _dated(match: Match) -> bool:
    """Whether a number is in it: "the September 11 attacks" are a name that holds a date all the same."""
    return match.has("day") or match.has("year")


def _in_name(span: Span, names: Sequence[Span]) -> bool:
    """Whether the expression is part of a longer name ("This Week", "20th Century Fox")."""
    i = bisect.bisect_right(names, (span[0], sys.maxsize)) - 1
    return i >= 0 and span[1] <= names[i][1] and span != names[i]
