"""What is set below the line that says whose it is: "She wrote:", and as a paragraph of its own what she wrote.

The encoder's rows end at paragraphs, so the model often sees the line in one row and what was written in the next. What
it is sure to have found is that the line has a cue without a content.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

from hearsay.attribute.tagging import Frame, Range
from hearsay.parsed import OPENS, Parsed

_STRAIGHT = frozenset(('"', "''", "``"))
_CLOSED_BY = {"“": ("”", '"'), "„": ("“", "”"), "«": ("»",)}
_LONGEST = 12  # paragraphs of one quotation
_SURE = (0.9, 0.9)  # signs of a content that the layout shows


def set_below(parsed: Parsed, found: Iterable[Frame]) -> list[Frame]:
    """The frames; a cue that ends its paragraph with a colon, without a content there, has what is set below it.

    A quotation is taken to its closing mark, over all its paragraphs; without marks it is one paragraph.
    """
    edges = [i for i in range(1, len(parsed)) if parsed.paragraph[i] != parsed.paragraph[i - 1]]
    ends = {end: n for n, end in enumerate(edges) if parsed.words[end - 1] == ":" and not parsed.quote[end - 1]}
    bounds = [*edges, len(parsed)]
    return [_with_block(parsed, frame, bounds, ends) for frame in found]


def _with_block(parsed: Parsed, frame: Frame, bounds: list[int], ends: dict[int, int]) -> Frame:
    end = next((e for e in (frame.cue.end, frame.cue.end + 1) if e in ends), None)
    if end is None or not frame.source:
        return frame
    n = ends[end]
    if any(parsed.paragraph[a] == parsed.paragraph[frame.cue.start] for a, _ in frame.content):
        return frame
    cue, *source, _, _, has_source, nested = frame.signs
    return replace(frame, content=tuple(_block(parsed, bounds[n:])), signs=(cue, *source, *_SURE, has_source, nested))


def _block(parsed: Parsed, bounds: list[int]) -> list[Range]:
    """The pieces of what stands in the paragraphs that ``bounds`` part, one a paragraph."""
    if parsed.quote[bounds[0]] != OPENS:
        return [(bounds[0], bounds[1])]
    out: list[Range] = []
    for start, stop in itertools.pairwise(bounds[: _LONGEST + 1]):
        if parsed.quote[start] != OPENS:
            break
        closes = _closes(parsed, parsed.words[bounds[0]], start + 1, stop)
        out.append((start, stop if closes is None else closes + 1))
        if closes is not None:
            break
    return out


def _closes(parsed: Parsed, mark: str, start: int, stop: int) -> int | None:
    """Where what a mark has opened is closed, marks of its own kind within it passed over; None where it is not."""
    depth = 1
    for i in range(start, stop):
        if parsed.words[i] in _STRAIGHT and mark in _STRAIGHT:
            depth += -1 if i + 1 == stop or parsed.starts[i] == parsed.ends[i - 1] else 1
        elif mark not in _STRAIGHT:
            depth += (parsed.words[i] == mark) - (parsed.words[i] in _CLOSED_BY.get(mark, ()))
        if not depth:
            return i
    return None
