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


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def split_blocks(text: str) -> list[Block]:
    """The blocks of ``text``, in order. Every character that is not white space is in exactly one."""
    lines = list(_lines(text))
    width = _wrap_width(lines)
    return [_block(run) for run in _runs(lines, width)]


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(start, line)
        start += len(line) + 1


def _wrap_width(lines: list[_Line]) -> int | None:
    """The column a hard-wrapped text is wrapped at, None for a text with a paragraph a line.

    In a wrapped text the lines that another follows directly are nearly all nearly full.
    """
    inner = [len(a.text.rstrip()) for a, b in pairwise(lines) if a.text.strip() and b.text.strip()]
    if len(inner) < _FEWEST_LINES or max(inner) > _WIDEST_WRAP:
        return None
    full = sum(length >= 0.75 * max(inner) for length in inner)
    return max(inner) if full >= 0.6 * len(inner) else None


def _runs(lines: list[_Line], width: int | None) -> Iterator[list[_Line]]:
    run: list[_Line] = []
    for line in lines:
        if not line.text.strip():
            if run:
                yield run
            run = []
        elif run and (width is None or _breaks(run[-1], line, width)):
            yield run
            run = [line]
        else:
            run.append(line)
    if run:
        yield run


def _breaks(before: _Line, after: _Line, width: int) -> bool:
    """Whether a paragraph ends between two lines: by an indent, or because the next word would have fitted."""
    if after.indent >= before.indent + 2:
        return True
    first_word = len(re.split(r"\s", after.text.lstrip(), maxsplit=1)[0])
    return len(before.text.rstrip()) + 1 + first_word < width - _SLACK


def _block(run: list[_Line]) -> Block:
    start = run[0].start + run[0].indent
    end = run[-1].start + len(run[-1].text.rstrip())
    joined = "\n".join(line.text for line in run)
    return Block((start, end), joined[run[0].indent : run[0].indent + end - start])
