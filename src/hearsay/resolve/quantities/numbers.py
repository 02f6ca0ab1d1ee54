"""Numbers where they stand: digits and words, scales, fractions, vague counts; each read from its first lexeme on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hearsay.resolve.quantities import figures
from hearsay.resolve.quantities.lexer import Lexeme
from hearsay.resolve.quantities.tables import Phrase, Tables, Vague

_UNITS_PLACE = Decimal(10)
_HUNDRED = Decimal(100)
_LONGEST = 64  # Lexemes of a number in words: twice what any below 10^15 needs.
_OF_ALL = (("out", "of", "every"), ("in", "every"), ("out", "of"), ("in",))
_OUT_OF = frozenset(map(Decimal, (*range(2, 11), 12, 20, 50, 100, 1000)))  # What shares are told in.


@dataclass(frozen=True, slots=True)
class Number:
    """A number over lexemes ``start`` to ``end`` (half-open), which includes currency and percent signs.

    ``low``/``high`` are inclusive, ``high`` None where a vague count has none. ``form`` is digits, words, vague,
    share or none. ``scaled``: a scale word belongs to it. ``money`` and ``percent`` are lexeme ranges.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    form: str
    scaled: bool = False
    money: tuple[int, int] | None = None
    percent: tuple[int, int] | None = None


class Reader:
    """Reads numbers off a list of lexemes. ``at`` looks a bounded way ahead, so a text is read in linear time."""

    def __init__(self, lexemes: Sequence[Lexeme], tables: Tables) -> None:
        self.lexemes, self.tables = lexemes, tables
        self._keys = [lexeme.key for lexeme in lexemes]

    def key(self, i: int) -> str:
        """The lexeme's key; an empty string beyond either end."""
        return self._keys[i] if 0 <= i < len(self._keys) else ""

    def at(self, i: int) -> Number | None:
        """The number that begins at lexeme ``i``, its currency sign included, or None."""
        first = self._money(i)
        readers: tuple[Callable[[int], Number | None], ...] = (self._vague, self._share, self._digits, self._words)
        for read in readers:
            number = read(first)
            if number is not None:
                number = replace(number, money=(i, first)) if first > i else number
                return self._finished(replace(number, start=i))
        return None

    def phrase(self, i: int, phrases: Sequence[Phrase]) -> int:
        """Where the first of ``phrases`` (longest first) that begins at ``i`` ends; ``i`` where none does."""
        for phrase in phrases:
            if self.key(i) == phrase[0] and all(self.key(i + k) == word for k, word in enumerate(phrase)):
                return i + len(phrase)
        return i

    def _money(self, i: int) -> int:
        """Where the currency at ``i`` ends ("$", "US$", "Tk"), when a figure follows."""
        end = i
        if self.key(end).rstrip(".") in self.tables.words["money.words"]:
            end += 1
        if end < len(self.lexemes) and _is_sign(self.lexemes[end].text):
            end += 1
        elif end > i and self.lexemes[i].text.islower():
            return i
        return end if end > i and end < len(self.lexemes) and self.lexemes[end].kind == "number" else i

    def _digits(self, i: int) -> Number | None:
        if i >= len(self.lexemes) or self.lexemes[i].kind not in ("number", "vulgar"):
            return None
        lexeme = self.lexemes[i]
        if lexeme.kind == "vulgar":
            return Number(i, i + 1, figures.vulgar(lexeme.text), figures.vulgar(lexeme.text), "digits")
        fraction = self._slash(i)
        if fraction is not None:
            return fraction
        scale = i + 1 + (self.key(i + 1) == "-")
        found = figures.value(lexeme.text, scaled=self.key(scale) in self.tables.scales)
        if found is None:
            return None
        end = i + 1
        if end < len(self.lexemes) and self.lexemes[end].kind == "vulgar":
            found += figures.vulgar(self.lexemes[end].text)
            end += 1
        return self._scaled(Number(i, end, found, found, "digits"))

    def _slash(self, i: int) -> Number | None:
        """As in "3/4 of" and "1/2"; elsewhere two figures and a slash are a date or a name."""
        above, slash, below = figures.plain(self.lexemes[i].text).partition("/")
        if not slash or not (above.isdigit() and below.isdigit()) or len(below) > 3 or len(above) > 3:
            return None
        if not 0 < int(above) < int(below) or not (self.key(i + 1) == "of" or (above, below) == ("1", "2")):
            return None
        share = Decimal(int(above)) / Decimal(int(below))
        return Number(i, i + 1, share, share, "share")

    def _words(self, i: int) -> Number | None:
        """As in "twenty-one", "two hundred and five thousand", "a dozen"; "a" counts before a scale only."""
        cardinals, scales = self.tables.cardinals, self.tables.scales
        key = self.key(i)
        article = key in ("a", "an") and self.key(i + 1) in scales
        if not article and key not in cardinals:
            return None
        total = Decimal(0)
        current = Decimal(1) if article else cardinals[key]
        end, scaled = i + 1, False
        while end - i < _LONGEST:
            step = self._next_word(end, current)
            if step is None:
                break
            end, value, factor = step
            if factor > _HUNDRED:
                # "two thousand million": a scale straight after another multiplies all there is.
                total, current = (total + value if current else total * factor), Decimal(0)
            else:
                current = value
            scaled = scaled or factor > 1
        return Number(i, end, total + current, total + current, "words", scaled)

    def _next_word(self, i: int, current: Decimal) -> tuple[int, Decimal, Decimal] | None:
        """The number's next word: where it ends, the value of the group it closes, the factor it brings."""
        at = i + (self.key(i) == "-")
        word = self.key(at)
        factor = self.tables.scales.get(word)
        if factor is not None:
            return (at + 1, current * factor, factor) if factor > _HUNDRED or 0 < current < _HUNDRED else None
        joined = at + (word == "and" and (current == 0 or current >= _HUNDRED) and at == i)
        addend = self.tables.cardinals.get(self.key(joined))
        if addend is None or addend == 0:
            return None
        tens = current % _HUNDRED >= 20 and current % _UNITS_PLACE == 0 and addend < 10 and joined == at
        group = (current == 0 or (current >= _HUNDRED and current % _HUNDRED == 0)) and addend < 100
        if joined > at and self.lexemes[i - 1].key not in self.tables.scales:
            return None
        if self.lexemes[i - 1].key in ("dozen",) or not (tens or group):
            return None
        return joined + 1, current + addend, Decimal(1)

    def _scaled(self, number: Number) -> Number:
        """The number with the scale words after it: "2.5 million", "2bn", "20-million", "3 hundred thousand"."""
        while True:
            at = number.end + (self.key(number.end) == "-")
            factor = self.tables.scales.get(self.key(at))
            if factor is None or number.end - number.start > 6:
                return number
            number = _times(replace(number, end=at + 1, scaled=True), factor)

    def _vague(self, i: int) -> Number | None:
        for entry in self.tables.vague.get(self.key(i), ()):
            end = i + len(entry.words)
            if self.phrase(i, (entry.words,)) == end and self._follows(entry, end):
                end -= entry.words[-1] == "of"
                return self._multiplied(Number(i, end, entry.low, entry.high, "vague"))
        return None

    def _follows(self, entry: Vague, end: int) -> bool:
        following = self.key(end)
        if entry.follow == "of":
            return following == "of"
        return entry.follow == "any" or following == "of" or following in self.tables.scales

    def _multiplied(self, number: Number) -> Number:
        """As in "several hundred", "tens of thousands", "dozens of millions"."""
        at = number.end + (self.key(number.end) == "of")
        word = self.key(at)
        factor = self.tables.scales.get(word)
        factor = factor or next((v.scale for v in self.tables.vague.get(word, ()) if v.scale), None)
        return number if factor is None else _times(replace(number, end=at + 1, scaled=True), factor)

    def _share(self, i: int) -> Number | None:
        """As in "half of", "half a million", "two-thirds", "a quarter of", "one in five", "nine out of every ten"."""
        if self.key(i) == "half":
            return self._half(i)
        return self._ratio(i) or self._fraction(i)

    def _half(self, i: int) -> Number | None:
        if self.key(i - 1) in ("first", "second", "latter", "other", "better", "-") or self.key(i + 1) == "-":
            return None
        at = i + 1 + (self.key(i + 1) in ("a", "an"))
        half = Decimal("0.5")
        if self.key(at) in self.tables.scales:
            return self._scaled(Number(i, at, half, half, "words"))
        determined = self.key(i + 1) in ("of", "the", "a", "an", "its", "their", "all", "his", "her", "our", "that")
        return Number(i, i + 1, half, half, "share") if determined else None

    def _ratio(self, i: int) -> Number | None:
        above = self._small(i)
        if above is None:
            return None
        at = self.phrase(i + 1, _OF_ALL)
        below = self._small(at) if at > i + 1 else None
        if below is None or above >= below or below not in _OUT_OF:
            return None
        if above > 1 and self.key(i + 1) == "in" and self.key(i + 2) != "every" and below > 10:
            return None
        return Number(i, at + 1, above / below, above / below, "share")

    def _small(self, i: int) -> Decimal | None:
        key = self.key(i)
        if key in self.tables.cardinals:
            return self.tables.cardinals[key]
        kind = self.lexemes[i].kind if 0 <= i < len(self.lexemes) else ""
        return figures.value(key) if kind == "number" and len(key) < 5 else None

    def _fraction(self, i: int) -> Number | None:
        at = i + 1 + (self.key(i + 1) == "-")
        below = self.tables.fractions.get(self.key(at))
        if below is None or self.key(at) in ("half", "halves"):
            return None
        above = Decimal(1) if self.key(i) == "a" else self.tables.cardinals.get(self.key(i))
        plural = self.key(at).endswith("s")
        if not above or above >= below or (above > 1) != plural or (above == 1 and self.key(at + 1) != "of"):
            return None
        return Number(i, at + 1, above / below, above / below, "share")

    def _finished(self, number: Number) -> Number:
        """The number with what may follow it and is part of it: a money scale, a percent sign, "and a half"."""
        if self.phrase(number.end, (("and", "a", "half"),)) > number.end and number.form in ("words", "digits"):
            number = self._scaled(_plus(number, number.end + 3, Decimal("0.5")))
        scale = number.end + (self.key(number.end) == "+")
        factor = self.tables.money_scales.get(self.key(scale))
        if number.money and factor and not number.scaled and (self.lexemes[scale].glued or scale > number.end):
            number = _times(replace(number, end=scale + 1, scaled=True), factor)
        at = number.end + (self.key(number.end) == "-")
        end = self.phrase(at, self.tables.percents)
        return replace(number, end=end, percent=(at, end)) if end > at else number


def _is_sign(text: str) -> bool:
    return len(text) == 1 and text in "$£€¥₹₩₽₺₦₪฿₫₱₴₵₸₡₲₭₮₼₾¢"


def _times(number: Number, factor: Decimal) -> Number:
    return replace(number, low=number.low * factor, high=None if number.high is None else number.high * factor)


def _plus(number: Number, end: int, addend: Decimal) -> Number:
    return replace(number, end=end, low=number.low + addend, high=None if number.high is None else number.high + addend)
