"""A text cut into what numbers are made of: words, figures, marks, and stretches in which no figure is a count."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKENS = re.compile(
    r"""
    (?P<break>\n[ \t\r]*\n\s*)
  | (?P<skip>(?:https?://|ftp://|www\.)\S+ | [\w.+-]+@[\w-]+\.[\w.-]+
        | \+\d[\d ()-]{6,18}\d | \(\d{2,4}\)\s?\d{3,4}[-\s]\d{3,4}\b
        | \b\d{1,4}(?:[-.]\d{2,4}){2,}\b(?![,\d])(?<!\.\d{3}) )
  | (?P<number>
        \d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d) | (?<!\d[ ])\d{1,3}(?:[ ]\d{3}){1,5}(?![\d]|[ ]\d|[.,:/-]\d)
        | \d+(?:[.,:/]\d+)* | \.\d+ )
  | (?P<vulgar>[\u00bc-\u00be\u2150-\u215e])
  | (?P<word>(?:[A-Za-z]\.){2,} | (?:(?!\d)\w)+(?:['\u2019](?:(?!\d)\w)+)*)
  | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")


class Lexeme(NamedTuple):
    """A piece of text. ``kind`` is word, number, vulgar (a fraction sign), mark, skip or break.

    ``key`` is how it is compared: lower case, straight apostrophes, every dash "-". ``glued``: nothing stands
    between it and the one before.
    """

    kind: str
    text: str
    key: str
    start: int
    end: int
    glued: bool


def lexemes(text: str) -> list[Lexeme]:
    """The text's lexemes in order; white space is left out, an empty line is a break."""
    found: list[Lexeme] = []
    last = -1
    for match in _TOKENS.finditer(text):
        kind, piece = match.lastgroup or "mark", match.group()
        found.append(Lexeme(kind, piece, _key(piece), match.start(), match.end(), match.start() == last))
        last = match.end()
    return found


def _key(piece: str) -> str:
    return "-" if piece in _DASHES else piece.lower().replace("\u2019", "'")
