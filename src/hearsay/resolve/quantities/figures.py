"""What a figure written in digits stands for: its value, or why it has none."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_SPACES = re.compile(r"[ \u00a0\u2009\u202f]")
_COMMAS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d+)?\Z")  # Western, Indian.
_DOTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d{1,2})?\Z|\d{1,3}(?:\.\d{3})+,\d{1,2}\Z")
_DECIMAL = re.compile(r"\d*\.\d+\Z")
_EITHER = re.compile(r"(?!0)\d{1,3}\.\d{3}\Z")
_COMMA_DECIMAL = re.compile(r"\d+,\d{1,2}\Z")
LONGEST = 300
"""Digits beyond which a figure is not evaluated: 10^300 is near the largest number a record can hold."""


def plain(text: str) -> str:
    """The figure with ASCII digits, whatever script it is written in, and without spaces between groups."""
    text = _SPACES.sub("", text)
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def value(text: str, *, scaled: bool = False) -> Decimal | None:
    """The value of a figure, None where it is not a number by itself (a version, a time of day, "3,50").

    ``scaled``: a scale word follows, so that "1.375" is a decimal fraction and no grouping of thousands.
    """
    figure = plain(text)
    if len(figure) > LONGEST:
        return None
    if figure.isdigit():
        return Decimal(figure)
    if _COMMAS.match(figure):
        return Decimal(figure.replace(",", ""))
    if _DOTS.match(figure):
        return Decimal(figure.replace(".", "").replace(",", "."))
    if _DECIMAL.match(figure) and (scaled or not _EITHER.match(figure)):
        return Decimal(figure)
    return None


def unclear(text: str) -> str | None:
    """Why a figure without a value deserves a note; None for what is plainly no count (a time, a version)."""
    figure = plain(text)
    if len(figure) > LONGEST:
        return "too many digits for a number"
    if _EITHER.match(figure):
        return "one with decimals, or thousands parted by a full stop"
    if _COMMA_DECIMAL.match(figure) or ("," in figure and not re.search(r"[:/]", figure)):
        return "digits parted by commas in no known way"
    return None


def vulgar(sign: str) -> Decimal:
    """The value of a fraction sign ("½")."""
    return Decimal(str(unicodedata.numeric(sign)))
