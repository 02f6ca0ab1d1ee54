"""Which stretches of a document's text are prose to be read, paragraph by paragraph.

A line end parts paragraphs, except in text that was wrapped by hand to a line's width (old newswires, e-mails):
there only an empty line or an indented one does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from hearsay.model import Span, Zone

_INDENTED = re.compile(r"\n(?=[^\S\n]{2,}\S)")
_ENDS_SENTENCE = re.compile(r"[.!?:;\"”'’)\]]\s*$")
WRAP_NARROWEST, WRAP_WIDEST = 40, 100


def prose(text: str, zones: Sequence[Zone] = ()) -> list[Span]:
    """The paragraphs of ``text`` outside ``zones``, as code-point spans in order, none of them blank."""
    out: list[Span] = []
    for start, end in _outside(len(text), zones):
        for block_start, block_end in _blocks(text, start, end):
            out += _paragraphs(text, block_start, block_end)
    return out


def _outside(length: int, zones: Sequence[Zone]) -> list[Span]:
    spans, at = [], 0
    for zone in sorted(zones, key=lambda z: z.span):
        if zone.span[0] > at:
            spans.append((at, zone.span[0]))
        at = max(at, zone.span[1])
    if at < length:
        spans.append((at, length))
    return spans


def _blocks(text: str, start: int, end: int) -> list[Span]:
    blocks: list[Span] = []
    open_at: int | None = None
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            open_at = at if open_at is None else open_at
            last = at + len(line)
        elif open_at is not None:
            blocks.append((open_at, last))
            open_at = None
        at += len(line) + 1
    if open_at is not None:
        blocks.append((open_at, last))
    return blocks


def _paragraphs(text: str, start: int, end: int) -> list[Span]:
    block = text[start:end]
    cut = _INDENTED if _wrapped(block) else re.compile("\n")
    edges = [start, *(start + m.end() for m in cut.finditer(block)), end]
    return [(a, b) for a, b in pairwise(edges) if text[a:b].strip()]


def _wrapped(block: str) -> bool:
    """Whether the block's line ends are a line's width, not the author's: full lines that stop mid-sentence."""
    lines = block.split("\n")
    if len(lines) < 2:
        return False
    full = [line.rstrip() for line in lines[:-1]]
    widths = [len(line) for line in full]
    if max(widths) > WRAP_WIDEST or max(widths) < WRAP_NARROWEST:
        return False
    # A wrapped line is one that the next line's first word would not have fitted on.
    width = max(widths)
    fits = sum(
        len(a) + 1 + len(b.split(None, 1)[0]) > width - 4 for a, b in zip(full, lines[1:], strict=True) if b.split()
    )
    mid_sentence = sum(not _ENDS_SENTENCE.search(line) for line in full)
    return fits >= 0.6 * len(full) and mid_sentence >= 0.5 * len(full)
