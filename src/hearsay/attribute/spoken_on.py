"""Quotations that nobody is given: the speaker before goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from hearsay.attribute.tagging import Frame, Range
from hearsay.parsed import CLOSES, OPENS, Parsed

_SENTENCE_ENDS = frozenset(".?!…")
_SHORTEST = 8  # words: a heading in quotation marks has fewer


def spoken_on(
    parsed: Parsed, found: Sequence[Frame], speaks: Callable[[Frame], bool], taken: Sequence[bool]
) -> list[Frame]:
    """The frames; a quotation to the end of its paragraph that nobody is given is its neighbour's, who spoke before.

    "… ," Lind said. "We wait." goes on with Lind, and so does a paragraph of nothing but a quotation after one of hers.
    ``speaks`` tells whether a frame's source may go on speaking; ``taken`` which words are in some frame.
    """
    found, taken = list(found), list(taken)
    ends = {_end(frame): n for n, frame in enumerate(found) if frame.source and frame.content and speaks(frame)}
    for start, stop in _whole(parsed):
        before = start
        while before > 0 and not any(map(str.isalnum, parsed.words[before - 1])) and not taken[before - 1]:
            before -= 1
        n = ends.get(before)
        near = n is not None and parsed.paragraph[start] - parsed.paragraph[before - 1] <= 1
        if n is not None and near and not any(taken[start:stop]):
            found[n] = replace(found[n], content=(*found[n].content, (start, stop)))
            ends[stop] = n
            taken[start:stop] = [True] * (stop - start)
    return found


def _end(frame: Frame) -> int:
    return max(b for _, b in ((frame.cue.start, frame.cue.end), *frame.source, *frame.content))


def _whole(parsed: Parsed) -> Iterator[Range]:
    """The quotations of whole sentences with which a paragraph ends."""
    quote, words, paragraph = parsed.quote, parsed.words, parsed.paragraph
    start = 0
    for i in range(len(parsed)):
        if quote[i] == OPENS:
            start = i
        elif quote[i] == CLOSES and words[i - 1][-1] in _SENTENCE_ENDS and i - start > _SHORTEST:
            last = i + 1 == len(parsed) or paragraph[i + 1] != paragraph[i]
            if last and quote[start] == OPENS and paragraph[start] == paragraph[i]:
                yield start, i + 1
