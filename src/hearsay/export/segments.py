"""A block's text cut wherever any span begins or ends, each segment knowing the spans that cover it."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from hearsay.export.rows import Row, within
from hearsay.model import Span

Role = Literal["source", "cue", "content", "evidence"]
_ROLES: tuple[Role, ...] = ("source", "cue", "content", "evidence")
LANES = 4
"""How many rules can be drawn under one another; any deeper content shares the last."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One contiguous piece of one attribution: ``row`` is the attribution's index among the rows."""

    start: int
    end: int
    role: Role
    row: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch covered throughout by the same pieces; ``begins`` and ``ends`` are those that do so here."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    begins: tuple[Piece, ...]
    ends: tuple[Piece, ...]


def pieces(text: str, rows: Sequence[Row]) -> list[Piece]:
    """Every piece of every attribution, in text order, the longer first where two begin together."""
    found = [
        Piece(start, end, role, index)
        for index, row in enumerate(rows)
        for role in _ROLES
        for start, end in set(within(text, row.spans(role)))
    ]
    return sorted(found, key=lambda piece: (piece.start, -piece.end, piece.row))


def by_block(found: Sequence[Piece], spans: Sequence[Span]) -> list[list[Piece]]:
    """For each block, given in text order and apart, the pieces that touch it."""
    touching: list[list[Piece]] = [[] for _ in spans]
    ends = [end for _, end in spans]
    for piece in found:
        block = bisect_right(ends, piece.start)
        while block < len(spans) and spans[block][0] < piece.end:
            touching[block].append(piece)
            block += 1
    return touching


def segments(block: Span, touching: Sequence[Piece], cuts: Sequence[int] = ()) -> list[Segment]:
    """The block cut at the ends of the pieces that touch it, which are in text order, and at ``cuts``."""
    start, end = block
    bounds = {start, end, *(cut for cut in cuts if start < cut < end)}
    for piece in touching:
        bounds |= {max(start, piece.start), min(end, piece.end)}
    made: list[Segment] = []
    covering: list[Piece] = []
    waiting = 0
    for left, right in pairwise(sorted(bounds)):
        covering = [piece for piece in covering if piece.end > left]
        begins = []
        while waiting < len(touching) and touching[waiting].start <= left:
            begins.append(touching[waiting])
            waiting += 1
        covering += begins
        ends = tuple(piece for piece in covering if min(piece.end, end) == right)
        made.append(Segment(left, right, tuple(covering), tuple(begins), ends))
    return made


def lanes(found: Sequence[Piece], rows: Sequence[Row]) -> list[int]:
    """For each row, under which other contents its own is ruled: 0 (nearest the text) to ``LANES`` - 1.

    An attribution's content lies at least one lane below its parent's, and below any other it overlaps.
    """
    own: list[list[Span]] = [[] for _ in rows]
    for piece in found:
        if piece.role == "content":
            _merge(own[piece.row], (piece.start, piece.end))
    taken: list[list[Span]] = [[] for _ in range(LANES)]
    lane_of: list[int] = []
    index_of = {row.number: index for index, row in enumerate(rows)}
    for index, row in enumerate(rows):
        lane = lane_of[index_of[row.parent.number]] + 1 if row.parent else 0
        while lane < LANES - 1 and any(_taken(taken[lane], span) for span in own[index]):
            lane += 1
        lane_of.append(min(lane, LANES - 1))
        for span in own[index]:
            insort(taken[lane_of[index]], span)
    return lane_of


def _merge(spans: list[Span], span: Span) -> None:
    """Add a span that begins no earlier than any there, keeping them apart from each other."""
    if spans and span[0] <= spans[-1][1]:
        spans[-1] = (spans[-1][0], max(spans[-1][1], span[1]))
    else:
        spans.append(span)


def _taken(apart: Sequence[Span], span: Span) -> bool:
    """Whether the span overlaps any of those given, which are in order and apart from each other."""
    at = bisect_right(apart, span)
    after = at < len(apart) and apart[at][0] < span[1]
    before = at > 0 and apart[at - 1][1] > span[0]
    return after or before
