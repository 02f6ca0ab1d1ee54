"""What stands around numbers and bounds them: "at least", "or more", "between … and …", "hundreds, maybe thousands"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hearsay.resolve.quantities.context import Context
from hearsay.resolve.quantities.exclude import Excluder
from hearsay.resolve.quantities.numbers import Number, Reader
from hearsay.resolve.quantities.tables import Phrase

_REACH = 6  # parsed words in which the verb before "from X to Y" is looked for


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its bounds, over lexemes ``start`` to ``end``; ``hedge`` is a lexeme range inside them.

    ``number`` is the number, the second of a range; ``reversed`` is set where a range names its upper end first.
    """

    number: Number
    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    comparator: str
    hedge: tuple[int, int] | None = None
    reversed: bool = False


class Bounder:
    """Makes figures of numbers."""

    def __init__(self, reader: Reader, excluder: Excluder, context: Context) -> None:
        self.reader, self.excluder, self.context = reader, excluder, context
        self.tables = reader.tables

    def figure(self, number: Number) -> Figure:
        """The number with the range it opens, or with the bounds around it."""
        return self._range(number) or self._alternative(number) or self._bounded(number)

    def _bounded(self, number: Number) -> Figure:
        start, comparator = self._before(number.start, self.tables.before)
        if not comparator and number.form != "share":
            start, comparator = self._before(number.start, self.tables.attributing)
        outer, wider = self._before(start, self.tables.before) if comparator else (start, "")
        if wider:
            start, comparator = outer, wider if comparator in ("~", "=") else comparator
        end, after = self._after(number)
        inside = next((i for i in range(number.start, number.end) if self.reader.key(i) == "+"), None)
        hedge = (start, number.start) if start < number.start else None
        if after:
            comparator = after if comparator in ("", "=", "~") else comparator
            hedge = hedge or (number.end, end)
        elif inside is not None:
            comparator, hedge = ">=", (inside, inside + 1)
        return self._compared(number, start, end, comparator, hedge)

    def _compared(self, number: Number, start: int, end: int, comparator: str, hedge: tuple[int, int] | None) -> Figure:
        low: Decimal | None = number.low
        high = number.high
        if number.form == "vague":
            kind, hedge = comparator if comparator in (">", ">=", "<", "<=") else "~", (start, number.end)
        else:
            kind = comparator or "="
        if kind in (">", ">="):
            high = None
        elif kind in ("<", "<="):
            low, high = None, number.high
        return Figure(number, start, end, low, high, kind, hedge)

    def _before(self, start: int, phrases: Mapping[str, Sequence[tuple[Phrase, str]]]) -> tuple[int, str]:
        """Where the bound before lexeme ``start`` begins, and its comparator; ``start`` and "" without one."""
        at = start - (self.reader.key(start - 1) in ("a", "an"))
        for edge in (start, at):
            for phrase, comparator in phrases.get(self.reader.key(edge - 1), ()):
                first = edge - len(phrase)
                if first >= 0 and self.reader.phrase(first, (phrase,)) == edge and not self._idle(first):
                    return first, comparator
        return start, ""

    def _idle(self, i: int) -> bool:
        """As in "the above three", "some" after a determiner: no bound."""
        return self.reader.key(i - 1) == "the" and self.reader.key(i) in ("above", "below", "some", "near", "under")

    def _after(self, number: Number) -> tuple[int, str]:
        for phrase, comparator in self.tables.after:
            end = number.end + len(phrase)
            if self.reader.phrase(number.end, (phrase,)) == end:
                return end, comparator
        return number.end, ""

    def _range(self, first: Number) -> Figure | None:
        """As in "between 6 and 8", "6 to 8", "six or seven", "30-40 people", "$8 or $9 million"."""
        if first.form in ("vague", "share"):
            return None
        between = self.reader.key(first.start - 1) == "between"
        second = self._second(first, between)
        if second is None or second.form in ("vague", "share"):
            return None
        joint = self._joint(first)
        first = _shared(first, second)
        backwards = first.low >= second.low
        if backwards and not between:
            return None
        if joint == "-" and not between and self.excluder.result(first, second):
            return None
        if joint == "to" and self._two_figures(first):
            return None
        return self._ranged(first, second, between, backwards)

    def _ranged(self, first: Number, second: Number, between: bool, backwards: bool) -> Figure:
        joint = self._joint(first)
        opened = between or (joint == "to" and self.reader.key(first.start - 1) == "from")
        start = first.start - 1 if opened else first.start
        hedged, comparator = self._before(start, self.tables.before)
        start = hedged if comparator else start
        low, high = sorted((first.low, second.low))
        hedge = (start, first.start) if start < first.start else None
        number = replace(second, start=first.start, money=first.money or second.money)
        return Figure(number, start, second.end, low, high, "range", hedge, backwards)

    def _joint(self, first: Number) -> str:
        """The word or dash that joins a range; "to" in "18- to 24-year-olds"."""
        hanging = self.reader.key(first.end) == "-" and self.reader.key(first.end + 1) in ("to", "or")
        return self.reader.key(first.end + hanging)

    def _second(self, first: Number, between: bool) -> Number | None:
        key = self.reader.key
        if key(first.end) == "-" and self._joint(first) != "-":
            return self.reader.at(first.end + 2)
        if key(first.end) in ("to", "or", "-") or (between and key(first.end) == "and"):
            return self.reader.at(first.end + 1)
        if not between:
            return None
        for at in range(first.end + 1, first.end + 6):
            if key(at) == "and":
                return self.reader.at(at + 1)
        return None

    def _two_figures(self, first: Number) -> bool:
        """As in "by 46 to 42", "rose from 6 to 8": two figures."""
        before = self.reader.key(first.start - 1)
        if before == "by":
            return True
        if before != "from":
            return False
        word = self.context.word(first.start)
        lemmas = self.context.parsed.lemma[max(0, word - _REACH) : word] if word is not None else []
        return not self.tables.words["changes.verbs"].isdisjoint(lemma.lower() for lemma in lemmas)

    def _alternative(self, first: Number) -> Figure | None:
        """As in "hundreds, maybe thousands": from the lower end of the one to the upper end of the other."""
        if first.form != "vague":
            return None
        joined = self.reader.phrase(first.end, self.tables.alternatives)
        second = self.reader.at(joined) if joined > first.end else None
        if second is None or second.form != "vague" or second.low <= first.low:
            return None
        whole = replace(second, start=first.start, low=first.low)
        figure = self._bounded(whole)
        return replace(figure, hedge=(figure.start, joined))


def _shared(first: Number, second: Number) -> Number:
    """The first number with the second's scale, where it has none of its own: "8 or 9 million"."""
    if first.scaled or not second.scaled or first.low <= 0:
        return first
    mantissa = second.low
    while mantissa >= 1000:
        mantissa /= 1000
    factor = second.low / mantissa
    return replace(first, low=first.low * factor, high=first.low * factor) if first.low < mantissa else first
