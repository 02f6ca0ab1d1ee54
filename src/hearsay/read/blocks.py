"""Plain text cut into blocks: a paragraph, a headline, a byline, each with its span.

Most plain texts hold a paragraph a line. Wires and mail are hard-wrapped instead, so that a paragraph is a run
of lines; cutting those at every line end would make a headline of every short line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from hearsay.model import Span

_LINE = re.compile(r"[^\n]*?\S[^\n]*")
_WIDEST_WRAP = 120
_FEWEST_LINES = 4
_SLACK = 12


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its span in the text, white space at both ends left out, and that stretch of the text."""

    span: Span
    text: str

    @property
    def words(self) -> int:
        return len(self.text.split())


def split_blocks(text: str) -> list[Block]:
    """The blocks of ``text``, in order. Every character that is not white space is in exactly one."""
    lines = [match.span() for match in _LINE.finditer(text)]
    width = _wrap_width(text, lines)
    return [_block(text, run) for run in _runs(text, lines, width)]


def _wrap_width(text: str, lines: list[Span]) -> int | None:
    """The column a hard-wrapped text is wrapped at, None for a text with a paragraph a line.

    In a wrapped text the lines that another follows directly are nearly all nearly full.
    """
    inner = [len(text[a:b].rstrip()) for (a, b), (c, _) in pairwise(lines) if c == b + 1]
    widest = max(inner, default=0)
    if len(inner) < _FEWEST_LINES or widest > _WIDEST_WRAP:
        return None
    full = sum(length >= 0.75 * widest for length in inner)
    return widest if full >= 0.6 * len(inner) else None


def _runs(text: str, lines: list[Span], width: int | None) -> Iterator[Span]:
    """The blocks' spans: single lines, or in a text wrapped at ``width`` runs of them."""
    start = end = -1
    last: Span = (0, 0)
    for line in lines:
        if start >= 0 and (width is None or line[0] != end + 1 or _breaks(text, last, line, width)):
            yield start, end
            start = -1
        if start < 0:
            start = line[0]
        end, last = line[1], line
    if start >= 0:
        yield start, end


def _breaks(text: str, before: Span, after: Span, width: int) -> bool:
    """Whether a paragraph ends between two lines: by an indent, or because the next word would have fitted."""
    above, below = text[before[0] : before[1]], text[after[0] : after[1]]
    if _indent(below) >= _indent(above) + 2:
        return True
    first_word = len(below.split(maxsplit=1)[0])
    return len(above.rstrip()) + 1 + first_word < width - _SLACK


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _block(text: str, run: Span) -> Block:
    """The block of a run of lines, which holds something other than white space."""
    raw = text[run[0] : run[1]]
    start = run[0] + _indent(raw)
    stripped = raw.strip()
    return Block((start, start + len(stripped)), stripped)
