"""Arithmetic on half-open spans of code points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hearsay.model import Span, Spans


def overlap(left: Iterable[Span], right: Iterable[Span]) -> int:
    """Characters that two lists of spans share; one that a list covers twice counts once."""
    others = union(right)
    return sum(max(0, min(end, stop) - max(start, begin)) for start, end in union(left) for begin, stop in others)


def union(spans: Iterable[Span]) -> Spans:
    """The same characters in spans that do not overlap, in text order."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def length(spans: Iterable[Span]) -> int:
    """Characters that spans cover."""
    return sum(end - start for start, end in union(spans))


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends; empty (start == end) when there is nothing else in it."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def join(text: str, spans: Iterable[Span]) -> Spans:
    """The spans in text order, those merged that overlap or have nothing but white space between them."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def lines(text: str, span: Span) -> Iterator[Span]:
    """The span cut at newlines, white space trimmed at the cuts but not at its own ends, empties dropped."""
    start, end = span
    position = start
    while position <= end:
        cut = text.find("\n", position, end)
        stop = end if cut < 0 else cut
        left, right = trim(text, (position, stop))
        if left < right:
            yield (start if position == start else left, end if stop == end else right)
        position = stop + 1


def covered(text: str, spans: Iterable[Span]) -> set[int]:
    """The offsets of the spans' characters, white space left out."""
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}
