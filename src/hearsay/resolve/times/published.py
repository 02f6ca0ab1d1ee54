"""When a text was written, as far as it tells itself.

Evidence is of three kinds. A round number of years since a well-known event, where the text speaks of marking it, gives
the year. Dates told as past and as yet to come bound the time from both sides. And what is marked in a month that
lies ahead puts the writing before that month. Nothing is concluded from one side alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from hearsay.model import Span
from hearsay.parsed import Parsed
from hearsay.resolve.times.lexicon import Anniversary, Phrase, lexicon
from hearsay.resolve.times.period import Period, finer, parse
from hearsay.resolve.times.reading import Found
from hearsay.resolve.times.tense import Syntax
from hearsay.resolve.times.tokens import Token, forms

_MARKING = ("mark", "commemorat", "celebrat", "anniversar", "remember", "honor", "honour", "ceremon", "parade")
_SINCE = frozenset({"since", "after", "from"})
_VAGUE = frozenset({"about", "around", "nearly", "almost", "over", "than", "some", "approximately", "roughly", "least"})
_LEAD = frozenset({"ahead", "before", "upcoming", "planned", "forthcoming", "prepare", "prepares", "preparing"})
_MOST_YEARS = 1000


@dataclass(frozen=True, slots=True)
class Inferred:
    """A publication date, ISO 8601, as fine as the text supports, and what it rests on."""

    date: str
    basis: str


@dataclass(slots=True)
class _Bounds:
    """The months the text may have been written in (inclusive), and why."""

    low: int | None = None
    high: int | None = None
    reasons: list[str] = field(default_factory=list)

    def after(self, month: int, reason: str) -> None:
        if self.low is None or month > self.low:
            self.low = month
            self.reasons.append(reason)

    def until(self, month: int, reason: str) -> None:
        if self.high is None or month < self.high:
            self.high = month
            self.reasons.append(reason)


@dataclass(frozen=True, slots=True)
class _Marked:
    """An anniversary the text speaks of marking: the year it falls in, where it stands, the reason in words."""

    year: int
    sentence: Span
    reason: str


def infer(parsed: Parsed, found: Sequence[Found], tokens: Sequence[Token]) -> Inferred | None:
    """The publication date the text implies; None where it implies none, or where its hints disagree."""
    bounds = _Bounds()
    syntax = Syntax(parsed)
    marked = list(_marked(parsed, tokens))
    if len({mark.year for mark in marked}) > 1:
        return None
    for mark in marked[:1]:
        bounds.after(12 * mark.year, mark.reason)
        bounds.until(12 * mark.year + 11, mark.reason)
        bounds.reasons = [mark.reason]
    likely = _month_ahead(marked, found, parsed, syntax, bounds) if marked else None
    _told(found, syntax, bounds)
    return _concluded(bounds, likely)


def _concluded(bounds: _Bounds, likely: int | None) -> Inferred | None:
    low, high = bounds.low, bounds.high
    if low is None or high is None or low > high or low // 12 != high // 12:
        return None
    basis = "; ".join(dict.fromkeys(bounds.reasons))
    if low == high:
        return Inferred(Period("month", low).value(), basis)
    if likely is not None and low <= likely <= high:
        why = 'it names that month beside "this month", so it is read as the month before'
        return Inferred(Period("month", likely).value(), f"{basis}; {why}")
    return Inferred(f"{low // 12:04d}", basis)


# --- anniversaries


def _marked(parsed: Parsed, tokens: Sequence[Token]) -> Iterator[_Marked]:
    """The anniversaries of the lexicon that the text says are being marked."""
    pieces = [(piece, i) for i, token in enumerate(tokens) for piece in token.low.split()]
    for event, first in _events(pieces):
        years = _years_before(tokens, first)
        date = parse(event.date)
        if years is None or date is None:
            continue
        sentence = _sentence(parsed, tokens[first].start)
        if sentence is None or not _is_marking(parsed.document.text[slice(*sentence)], date.year):
            continue
        year = date.year + years
        yield _Marked(year, sentence, f"it speaks of marking {years} years since {event.event}, which falls in {year}")


@lru_cache(maxsize=1)
def _openings() -> dict[str, list[tuple[Phrase, Anniversary]]]:
    """The lexicon's events by the first word of each of their names."""
    table: dict[str, list[tuple[Phrase, Anniversary]]] = {}
    for event in lexicon().anniversaries:
        for name in event.words:
            words = forms(name)
            table.setdefault(words[0], []).append((words, event))
    return table


def _events(pieces: Sequence[tuple[str, int]]) -> Iterator[tuple[Anniversary, int]]:
    """Each event named, and the token its name begins at."""
    openings = _openings()
    said = tuple(piece for piece, _ in pieces)
    for i, (piece, token) in enumerate(pieces):
        for words, event in openings.get(piece, ()):
            if said[i : i + len(words)] == words:
                yield event, token
                break


def _years_before(tokens: Sequence[Token], first: int) -> int | None:
    """The number of years said before an event's name: "70 years since", "the 70th anniversary of".

    None where it is hedged ("nearly 70 years after"), as the year then is not known.
    """
    if first and tokens[first - 1].low == "the":
        first -= 1
    if first < 3:
        return None
    hedge, (number, unit, link) = tokens[first - 4].low if first > 3 else "", tokens[first - 3 : first]
    value: object = None
    if link.low in _SINCE and unit.low in ("years", "year") and hedge not in _VAGUE:
        value = number.classes.get("num")
    elif link.low == "of" and unit.low == "anniversary":
        value = number.classes.get("ord")
    if not isinstance(value, (int, float)) or value != int(value) or not 0 < value < _MOST_YEARS:
        return None
    return int(value)


def _sentence(parsed: Parsed, offset: int) -> Span | None:
    for start, end in parsed.sentences:
        span = parsed.span(start, end)
        if span[0] <= offset < span[1]:
            return span
    return None


def _is_marking(sentence: str, event_year: int) -> bool:
    """Whether the sentence speaks of an anniversary marked now, and not of one in another year it names."""
    low = sentence.lower()
    if "last year" in low or "next year" in low or "years ago" in low:
        return False
    named = {int(word) for word in _numbers(low) if len(word) == 4 and int(word) != event_year}
    return any(stem in low for stem in _MARKING) and not any(1900 <= year < 2100 for year in named)


def _numbers(text: str) -> Iterator[str]:
    return (word for word in "".join(c if c.isascii() and c.isdigit() else " " for c in text).split() if len(word) < 9)


# --- months that lie ahead, and dates told


def _month_ahead(
    marked: Sequence[_Marked], found: Sequence[Found], parsed: Parsed, syntax: Syntax, bounds: _Bounds
) -> int | None:
    """Where the anniversary is to be marked in a month ahead: bounds, and the likeliest month if the text has one."""
    mark = marked[0]
    inside = [f for f in found if mark.sentence[0] <= f.time.span[0] < mark.sentence[1]]
    months = [f for f in inside if f.answer.granularity == "month" and f.time.value.startswith("XXXX-")]
    named = [f for f in months if f.time.value != "XXXX-XX"]
    if len(named) != 1 or not _ahead(named[0], parsed, syntax, mark.sentence):
        return None
    month = 12 * mark.year + int(named[0].time.value[5:7]) - 1
    name = parsed.document.text[slice(*named[0].time.span)]
    this_month = [f for f in found if f.time.value == "XXXX-XX" and _says_this_month(f, parsed)]
    beside = any(f in inside for f in this_month)
    bounds.until(month - 1 if this_month else month, f"{name} of that year still lies ahead")
    return month - 1 if beside else None


def _says_this_month(found: Found, parsed: Parsed) -> bool:
    return parsed.document.text[slice(*found.time.span)].lower().endswith("this month")


def _ahead(found: Found, parsed: Parsed, syntax: Syntax, sentence: Span) -> bool:
    if syntax.tense(found.time.span) == "future":
        return True
    return bool(_LEAD & set(parsed.document.text[sentence[0] : found.time.span[0]].lower().split()))


def _told(found: Iterable[Found], syntax: Syntax, bounds: _Bounds) -> None:
    """Bounds from dates with a year: told in the past they have begun, told in the future they are not over."""
    for one in found:
        period = one.answer.period
        if one.time.type not in ("DATE", "TIME") or period is None or not one.time.value[:4].isdigit():
            continue
        if finer("year", period.unit) or period.unit == "season":
            continue
        tense = syntax.tense(one.time.span)
        if tense == "past":
            bounds.after(period.to("month").index, f"{one.time.value} is told as past")
        elif tense == "future":
            last = Period.of("day", period.end()).shift(-1)
            bounds.until(last.to("month").index, f"{one.time.value} is told as yet to come")
