"""What an expression is read against: the time of writing, the time being told, the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.resolve.times.patterns import Match
from hearsay.resolve.times.period import UNKNOWN, Period, finer
from hearsay.resolve.times.tense import Syntax, Tense
from hearsay.resolve.times.tokens import Token

_PASSED_OVER = frozenset({"early", "late", "mid", "-", "the", "on"})


@dataclass(frozen=True, slots=True)
class Answer:
    """How an expression is read: what a :class:`hearsay.model.Time` says, and the period it is about, if one.

    ``tells`` is False for what does not move the story to another time, such as the year a company's figures
    are compared with. ``trim`` tokens at the match's end are no part of the expression.
    """

    type: str
    value: str
    begin: str | None = None
    end: str | None = None
    granularity: str | None = None
    modifier: str | None = None
    period: Period | None = None
    tells: bool = True
    trim: int = 0

    @classmethod
    def of(cls, period: Period, modifier: str | None = None, *, tells: bool = True) -> Answer:
        """A date that is this period. Raises OutOfRange."""
        begin, end = period.bounds()
        return cls("DATE", period.value(), begin, end, period.unit, modifier, period, tells)

    @classmethod
    def unknown(cls, unit: str, value: str | None = None) -> Answer:
        """A date of which only the unit, or what ``value`` says, is known."""
        return cls("DATE", value or UNKNOWN[unit], granularity=unit)


NOTHING = Answer("", "")
"""What looks like an expression and is none, and nothing in it is one either."""


class Unreadable(ValueError):
    """An expression whose date does not exist or lies outside the calendar: for a note, not for a guess."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Context:
    """What stands around the expressions, as it is while the text is read from its beginning.

    ``written`` is the time of writing, as fine as it is known; ``told`` the last date told; ``reported`` the
    accounting period a text is about.
    """

    def __init__(self, tokens: Sequence[Token], syntax: Syntax, written: Period | None) -> None:
        self.tokens, self.syntax, self.written = tokens, syntax, written
        self.told: Period | None = None
        self.reported: Period | None = None

    def now(self, unit: str) -> Period | None:
        """The unit's period at the time of writing; None where that is not known so finely."""
        if self.written is None or finer(unit, self.written.unit):
            return None
        return self.written.to(unit)

    def then(self, unit: str) -> Period | None:
        """The unit's period at the time told, or else at the time of writing.

        None where what is told is known less finely, and lies elsewhere than the time of writing.
        """
        now = self.now(unit)
        if self.told is None:
            return now
        if not finer(unit, self.told.unit):
            return self.told.to(unit)
        return now if now is not None and self.told.holds(now) else None

    def tense(self, match: Match) -> Tense | None:
        """The tense of what the expression dates."""
        return self.syntax.tense((self.tokens[match.start].start, self.tokens[match.end - 1].end))

    def before(self, match: Match, steps: int = 1) -> str:
        """The form of the token so many steps before the expression; empty where there is none."""
        at = match.start - steps
        return self.tokens[at].low if at >= 0 else ""

    def lead(self, match: Match) -> set[str]:
        """The forms of the two tokens before the expression, past "early", "mid-" and the like."""
        at = match.start
        while at > 0 and match.start - at < 3 and self.tokens[at - 1].low in _PASSED_OVER:
            at -= 1
        return {token.low for token in self.tokens[max(0, at - 2) : at]}

    def after(self, match: Match, steps: int = 1) -> str:
        """The form of the token so many steps after the expression; empty where there is none."""
        at = match.end + steps - 1
        return self.tokens[at].low if at < len(self.tokens) else ""

    def tag(self, index: int) -> str | None:
        """The Penn tag of a token."""
        return self.syntax.tag(self.tokens[index].start) if 0 <= index < len(self.tokens) else None

    def _under_way(self, period: Period) -> bool:
        now = self.now(period.unit)
        return now is not None and period.index >= now.index

    def tell(self, answer: Answer) -> None:
        """Take note of what has just been read."""
        if answer.type == "DURATION" and answer.granularity == "month" and self.reported is not None:
            self.reported = None  # "for the nine months": what is compared from here on are years
        if answer.period is None or not answer.tells or answer.type not in ("DATE", "TIME"):
            return
        self.told = answer.period
        if answer.period.unit == "quarter" and not self._under_way(answer.period):
            self.reported = answer.period
