"""An article's text cut into the blocks a page sets: paragraphs, and the zones that stand on their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from hearsay.model import Document, Span, ZoneKind

BlockKind = Literal["paragraph"] | ZoneKind

_EMPTY_LINES = re.compile(r"\n\s*\n")
_LINE_END = re.compile(r"\n")
# Lines of these lengths, all but the last, are a paragraph set by hand to a fixed width (agency wires).
_HAND_SET = range(40, 101)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text set as one block, white space around it left out."""

    span: Span
    kind: BlockKind


def blocks(document: Document) -> list[Block]:
    """Every block in order. Whatever is not in a block is white space."""
    text = document.text
    cuts = {0, len(text), *_paragraph_cuts(text)}
    zones = [(start, end, zone.kind) for zone in document.zones for start, end in [_trimmed(text, zone.span)]]
    for start, end, _ in zones:
        if start < end and _alone(text, start, end):
            cuts |= {start, end}
    kinds: dict[Span, BlockKind] = {(start, end): kind for start, end, kind in zones}
    found = []
    for piece in pairwise(sorted(cuts)):
        start, end = _trimmed(text, piece)
        if start < end:
            found.append(Block(span=(start, end), kind=kinds.get((start, end), "paragraph")))
    return found


def _paragraph_cuts(text: str) -> Iterator[int]:
    """Where one paragraph ends: at empty lines, and at line ends unless the lines were wrapped by hand."""
    start = 0
    for end in [*(match.start() for match in _EMPTY_LINES.finditer(text)), len(text)]:
        yield end
        lines = [line for line in text[start:end].split("\n") if line.strip()]
        if not all(len(line) in _HAND_SET for line in lines[:-1]):
            yield from (match.start() for match in _LINE_END.finditer(text, start, end))
        start = end


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the lines from ``start`` to ``end``."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    return not before.strip() and not after.strip()


def _trimmed(text: str, span: Span) -> Span:
    start, end = max(0, span[0]), min(len(text), span[1])
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return (start, max(start, start + len(piece.strip())))
