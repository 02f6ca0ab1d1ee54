"""A parsed document to its quantities."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hearsay.model import Note, Quantity, Span, content_id
from hearsay.parsed import Parsed
from hearsay.resolve.quantities import figures
from hearsay.resolve.quantities.bounds import Bounder, Figure
from hearsay.resolve.quantities.context import Context
from hearsay.resolve.quantities.exclude import Excluder
from hearsay.resolve.quantities.lexer import lexemes
from hearsay.resolve.quantities.none import Zero, zero_at
from hearsay.resolve.quantities.numbers import Number, Reader
from hearsay.resolve.quantities.tables import tables
from hearsay.resolve.quantities.units import YEARS_OLD, Units

_EXACT = 10**15
"""Numbers beyond it are noted: nothing a report counts is so many, and floats stop being exact at 2^53."""


def quantities(parsed: Parsed) -> tuple[tuple[Quantity, ...], tuple[Note, ...]]:
    """The quantities of a document in text order, and what is uncertain about its numbers.

    Where a number cannot be told ("1.000", more digits than a float holds) there is a note and no quantity. Where a
    sentence says the same toll twice, it is given once and the second noted. Spans are code points of the text.
    """
    return _Stage(parsed).run()


class _Stage:
    def __init__(self, parsed: Parsed) -> None:
        table = tables()
        self.parsed = parsed
        self.lexemes = lexemes(parsed.document.text)
        self.context = Context(parsed, self.lexemes)
        self.reader = Reader(self.lexemes, table)
        self.excluder = Excluder(self.lexemes, table, self.context)
        self.bounder = Bounder(self.reader, self.excluder, self.context)
        self.units = Units(self.context, table)
        self.notes: list[Note] = []
        self.seen: set[tuple[object, ...]] = set()

    def run(self) -> tuple[tuple[Quantity, ...], tuple[Note, ...]]:
        found = [quantity for quantity in self._found() if not self._repeated(quantity)]
        return tuple(found), tuple(self.notes)

    def _found(self) -> Iterator[Quantity]:
        i = 0
        while i < len(self.lexemes):
            quantity, i = self._step(i)
            if quantity is not None:
                yield quantity

    def _step(self, i: int) -> tuple[Quantity | None, int]:
        """The quantity that begins at lexeme ``i``, if any, and where to go on."""
        if self.context.word(i) is None or self.lexemes[i].kind in ("break", "skip"):
            return None, i + 1
        zero = zero_at(i, self.lexemes, self.context)
        if zero is not None:
            return self._none(zero), zero.end
        number = self.reader.at(i)
        if number is None:
            self._unclear(i)
            return None, i + 1
        return self._counted(number)

    def _counted(self, number: Number) -> tuple[Quantity | None, int]:
        figure = self.bounder.figure(number)
        if self.excluder.age(figure.number):
            return self._record(figure, YEARS_OLD), figure.end
        if self.excluder.age(number):
            return self._record(_alone(number), YEARS_OLD), number.end
        if self.excluder.no_count(number):
            return None, self._past_score(number)
        if self.excluder.no_count(figure.number):
            return None, figure.end
        if self._score(number):
            return None, self._past_score(number)
        return self._record(figure, self.units.of(figure)), figure.end

    def _score(self, number: Number) -> bool:
        """Two figures and a hyphen that are no range: "3-1"."""
        if number.form != "digits" or self.reader.key(number.end) != "-":
            return False
        second = self.reader.at(number.end + 1)
        if second is None or second.form != "digits" or second.money:
            return False
        return self.bounder.figure(number).comparator != "range"

    def _past_score(self, number: Number) -> int:
        end = number.end
        while self.reader.key(end) == "-" and (following := self.reader.at(end + 1)) is not None:
            end = following.end
        return end

    def _none(self, zero: Zero) -> Quantity:
        nothing = Number(zero.start, zero.end, Decimal(0), Decimal(0), "words")
        return self._quantity(self._span(zero.start, zero.end), _alone(nothing), zero.unit)

    def _record(self, figure: Figure, unit: str | None) -> Quantity | None:
        span = self._span(figure.start, figure.end)
        if figure.reversed:
            self._note("range-reversed", "a range that names its upper end first", span)
        if figure.low is None and figure.high is None:
            self._note("quantity-unbounded", "at most a number that has no upper end itself", span)
            return None
        largest = max(v for v in (figure.low, figure.high, Decimal(0)) if v is not None)
        if largest.adjusted() >= figures.LONGEST:
            self._note("number-too-large", "larger than a record can hold", span)
            return None
        if largest > _EXACT:
            self._note("number-implausible", "past 10^15: no count a report would give, and held rounded", span)
        self._spaced(figure, span)
        return self._quantity(span, figure, unit)

    def _spaced(self, figure: Figure, span: Span) -> None:
        for lexeme in self.lexemes[figure.number.start : figure.number.end]:
            if lexeme.kind == "number" and " " in lexeme.text:
                self._note("number-ambiguous", "one number with its digits parted by spaces, or several", span)

    def _quantity(self, span: Span, figure: Figure, unit: str | None) -> Quantity:
        low, high = figure.low, figure.high
        return Quantity(
            id=content_id("q", self.parsed.document.id, *span),
            span=span,
            low=None if low is None else float(low),
            high=None if high is None else float(high),
            comparator=figure.comparator,
            hedge=self._span(*figure.hedge) if figure.hedge else None,
            unit=unit,
        )

    def _unclear(self, i: int) -> None:
        lexeme = self.lexemes[i]
        if lexeme.key == "^" and lexeme.glued and self.reader.key(i - 1).isdecimal():
            self._note(
                "number-ambiguous",
                "a power, which is not worked out",
                (lexeme.start - len(self.reader.key(i - 1)), lexeme.end),
            )
        glued = lexeme.glued and i > 0 and self.lexemes[i - 1].kind == "word"
        if lexeme.kind == "number" and not glued and (reason := figures.unclear(lexeme.text)):
            code = "number-too-large" if len(lexeme.text) > figures.LONGEST else "number-ambiguous"
            self._note(code, reason, (lexeme.start, lexeme.end))

    def _note(self, code: str, message: str, span: Span) -> None:
        self.notes.append(Note(code=code, message=message, span=span))

    def _span(self, start: int, end: int) -> Span:
        return self.lexemes[start].start, self.lexemes[end - 1].end

    def _repeated(self, quantity: Quantity) -> bool:
        """Whether its sentence has said the same of the same already: "31 killed, 29 injured, 31 killed"."""
        said = self._toll(quantity)
        if said is None or said not in self.seen:
            self.seen.add(said or ())
            return False
        self._note("quantity-repeated", "the same toll is given twice in one sentence", quantity.span)
        return True

    def _toll(self, quantity: Quantity) -> tuple[object, ...] | None:
        """The sentence, the figure and the state it is of; None where no state follows."""
        after = self.parsed.starts.searchsorted(quantity.span[1])
        if quantity.unit != "people" or quantity.low == 0 or after >= len(self.parsed):
            return None
        states = self.reader.tables.words["people.states"]
        near = [w.lower() for w in self.parsed.words[after : after + 3]]
        state = next((w for w in near if w in states), None)
        sentence = next((i for i, (a, b) in enumerate(self.parsed.sentences) if a <= after < b), -1) if state else -1
        return (sentence, quantity.low, quantity.high, quantity.comparator, state) if state else None


def _alone(number: Number) -> Figure:
    return Figure(number, number.start, number.end, number.low, number.high, "=")
