"""A text cut into words, numbers and marks, each with the classes it may stand for.

The cut is our own and not the parser's, because expressions stand in datelines and headings as well, which the
parser does not read. Numbers in words are put together ("nineteen ninety-seven", "two hundred"), as are the phrases
of the lexicon. All passes are linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hearsay.resolve.times.lexicon import Lexicon

_TOKEN = re.compile(
    r"""(?P<iso>(?<!\d)\d{4}-\d{2}-\d{2}(?!\d))
      | (?P<slash>(?<![\d/])\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/]))
      | (?P<clock>(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))
      | (?P<fraction>(?<!\d)\d/\d(?![\d/]))
      | (?P<quarter_code>\bq[1-4]\b)
      | (?P<decade>['’]?(?<!\d)(?:\d{3}|\d)0['’]?s\b)
      | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
      | (?P<short>['’](?<!\d)\d\d(?![\d\w]))
      | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?)
      | (?P<half_day>\b[ap]\.m\b\.?)
      | (?P<word>o['’]clock\b|[^\W\d_]+)
      | (?P<possessive>['’]s\b)
      | (?P<break>\n[^\S\n]*\n)
      | (?P<mark>[^\s\w]|_)""",
    re.VERBOSE | re.IGNORECASE,
)
_TEENS = range(10, 21)
NUMERIC = tuple(
    frozenset(names.split())
    for names in (
        "num", "num day", "num day yy", "num yy", "num year", "num huge", "ord", "ord day", "decade", "short_year",
        "fraction", "iso", "slash", "clock", "quarter_code",
    )
)  # fmt: skip
"""The sets of classes that :func:`tokenize` gives to what is written in numbers."""

_LONGEST_NUMBER = 15  # digits beyond which a number is no quantity anyone reckons with


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the text: its offsets, its form in lower case, and its classes with the value in each."""

    start: int
    end: int
    low: str
    classes: Mapping[str, Any] = field(default_factory=dict)


def tokenize(text: str, lexicon: Lexicon, is_verb: Callable[[int], bool]) -> list[Token]:
    """The text's tokens. ``is_verb`` says of an offset whether the parser takes the word there for a verb."""
    raw = list(_raw(text))
    return list(_phrases(list(_numbers(raw, lexicon)), text, lexicon, is_verb))


def _raw(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        form = match.group().replace("’", "'").lower()
        kind = match.lastgroup or "mark"
        yield Token(match.start(), match.end(), form, _CLASSES.get(kind, _nothing)(form))


def forms(text: str) -> tuple[str, ...]:
    """The forms of a text's tokens, in lower case, before anything is put together."""
    return tuple(token.low for token in _raw(text))


def _nothing(form: str) -> dict[str, Any]:
    return {}


def _number(form: str) -> dict[str, Any]:
    if len(form) > _LONGEST_NUMBER:
        return {"num": None, "huge": None}
    value = float(form.replace(",", ""))
    classes: dict[str, Any] = {"num": value}
    if form.isdigit():
        classes |= _whole(int(form), len(form))
    return classes


def _whole(value: int, digits: int) -> dict[str, Any]:
    classes: dict[str, Any] = {}
    if 0 < value < 100 and digits <= 2:
        classes["day"] = value
    if digits == 2:
        classes["yy"] = value
    if digits == 4 and 1000 <= value < 3000:
        classes["year"] = value
    return classes


def _ordinal(form: str) -> dict[str, Any]:
    value = int(form[:-2])
    return {"ord": value} | ({"day": value} if 0 < value < 100 else {})


def _decade(form: str) -> dict[str, Any]:
    digits = form.strip("'s")
    return {"decade": int(digits)} if len(digits) in (2, 4) else {}


_CLASSES: dict[str, Callable[[str], dict[str, Any]]] = {
    "iso": lambda form: {"iso": form},
    "slash": lambda form: {"slash": form},
    "clock": lambda form: {"clock": form},
    "fraction": lambda form: {"fraction": int(form[0]) / int(form[2])} if form[2] != "0" else {},
    "decade": _decade,
    "ordinal": _ordinal,
    "quarter_code": lambda form: {"quarter_code": int(form[1])},
    "short": lambda form: {"short_year": int(form[1:])},
    "number": _number,
}


def _numbers(tokens: list[Token], lexicon: Lexicon) -> Iterator[Token]:
    """The tokens with number words put together, and digits with the multipliers after them."""
    i = 0
    while i < len(tokens):
        length, value, year = _longest_number(tokens, i, lexicon)
        if not length:
            yield tokens[i]
            i += 1
            continue
        classes: dict[str, Any] = {"num": float(value)}
        if year:
            classes["year"] = value
        yield Token(tokens[i].start, tokens[i + length - 1].end, _form(tokens[i : i + length]), classes)
        i += length


def _form(tokens: list[Token]) -> str:
    return " ".join(token.low for token in tokens)


def _longest_number(tokens: list[Token], at: int, lexicon: Lexicon) -> tuple[int, int, bool]:
    """How many tokens a number in words takes from here (0: none), its value, and whether it is a year."""
    first = lexicon.numbers.get(tokens[at].low)
    if first is None:
        return _multiplied(tokens, at, lexicon)
    total, current, i = 0, first, at + 1
    year = False
    while i < len(tokens) and i < at + 12:
        step = 1
        if tokens[i].low in ("-", "and") and i + 1 < len(tokens):
            step = 2
        low = tokens[i + step - 1].low
        number, multiplier = lexicon.numbers.get(low), lexicon.multipliers.get(low)
        if multiplier is not None and step == 1:
            total, current = _times(total, current, multiplier)
        elif number is not None and _fits(current, number, tokens[i].low):
            current += number
        elif number is not None and step == 1 and i == at + 1 and first in _TEENS and number >= 10:
            current, year = first * 100 + number, True
        else:
            break
        i += step
    value = total + current
    return i - at, value, year or (value == 2000 and i - at == 2)


def _times(total: int, current: int, multiplier: int) -> tuple[int, int]:
    """The running total and the part being counted, after a multiplier."""
    if multiplier <= 100:
        return total, current * multiplier
    return total + current * multiplier, 0


def _fits(current: int, number: int, before: str) -> bool:
    """Whether a number word goes on with what was counted so far."""
    if before == "and":
        return current % 100 == 0 and number < 100 and current != 0
    tens = current % 100
    if tens == 0:
        return (current >= 100 or current == 0) and number < 100
    return tens >= 20 and tens % 10 == 0 and 0 < number < 10


def _multiplied(tokens: list[Token], at: int, lexicon: Lexicon) -> tuple[int, int, bool]:
    value = tokens[at].classes.get("num")
    if value is None or at + 1 >= len(tokens):
        return 0, 0, False
    multiplier = lexicon.multipliers.get(tokens[at + 1].low)
    return (2, int(value * multiplier), False) if multiplier else (0, 0, False)


def _phrases(tokens: list[Token], text: str, lexicon: Lexicon, is_verb: Callable[[int], bool]) -> Iterator[Token]:
    """The tokens with the lexicon's phrases put together, each given its classes."""
    i = 0
    while i < len(tokens):
        length = _longest_phrase(tokens, i, lexicon)
        if not length:
            yield tokens[i]
            i += 1
            continue
        part = tokens[i : i + length]
        low = _form(part)
        classes = dict(part[0].classes) if len(part) == 1 else {}
        if _stands(part[0], low, text, lexicon, is_verb):
            classes |= lexicon.words[tuple(token.low for token in part)]
            if "ord" in classes and 0 < classes["ord"] < 32:
                classes.setdefault("day", classes["ord"])
        yield Token(part[0].start, part[-1].end, low, classes)
        i += len(part)


def _longest_phrase(tokens: list[Token], at: int, lexicon: Lexicon) -> int:
    for length in range(min(lexicon.openings.get(tokens[at].low, 0), len(tokens) - at), 0, -1):
        if tuple(token.low for token in tokens[at : at + length]) in lexicon.words:
            return length
    return 0


def _stands(token: Token, low: str, text: str, lexicon: Lexicon, is_verb: Callable[[int], bool]) -> bool:
    """Whether a word that is often something else may be what the lexicon has it for."""
    if low in lexicon.capital and not text[token.start].isupper():
        return False
    return not (low in lexicon.not_verb and is_verb(token.start))
