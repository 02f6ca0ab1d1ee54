"""What the encoder is told about each word besides its letters, and how words are laid into rows.

The encoder is uncased and sees word pieces, so capitals, white space, paragraph ends and quotation marks reach
it as small learned embeddings that are added to the piece embeddings: ``shape``, ``gap`` and ``quote`` below.
The same code serves training and reading, so the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hearsay.parsed import CLOSES, INSIDE, OPEN_ENDED, OPENS, OUTSIDE, RUNS_ON

Ints = NDArray[np.int32]

SHAPES = 8
OTHER, LOWER, TITLE, UPPER, CAPITAL, MIXED, DIGITS, ALNUM = range(SHAPES)

GAPS = 4
GLUED, SPACED, LINE, PARAGRAPH = range(GAPS)

_OPENERS = frozenset("“„«") | {"``", ",,"}
_CLOSERS = frozenset("”»") | {"''"}
_EITHER = frozenset({'"', "''", "“", "”"})
# German and its neighbours close with what English opens with: „so“ and »so«.
_CLOSED_BY = {"„": frozenset('“”"'), ",,": frozenset('“”"'), "»": frozenset("«")}
_SINGLE_OPENERS = frozenset({"‘", "`", "'", "‚", "‹"})
_SINGLE_CLOSERS = frozenset({"’", "'", "›"})

MAX_PIECES_A_WORD = 8


@dataclass(frozen=True, slots=True)
class Words:
    """A document's words, column by column; every array has one entry a word.

    ``text`` the forms; ``starts``/``ends`` code points; ``paragraph`` a number that grows; ``shape``, ``gap``
    and ``quote`` the codes above.
    """

    text: list[str]
    starts: Ints
    ends: Ints
    paragraph: Ints
    shape: Ints
    gap: Ints
    quote: Ints

    def __len__(self) -> int:
        return len(self.text)


def shape_of(word: str) -> int:
    """The word's shape code."""
    if word.isalpha():
        if word.islower():
            return LOWER
        if len(word) == 1:
            return CAPITAL if word.isupper() else OTHER
        if word.isupper():
            return UPPER
        return TITLE if word[0].isupper() and word[1:].islower() else MIXED
    if word.isdigit():
        return DIGITS
    if any(c.isdigit() for c in word):
        return ALNUM
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return OTHER
    if all(c.isupper() for c in letters):
        return UPPER
    return TITLE if word[0].isupper() else LOWER if word.islower() else MIXED


def gaps(starts: Sequence[int], ends: Sequence[int], paragraph: Sequence[int], text: str) -> Ints:
    """What stands before each word: nothing, space, a line end, or the start of a paragraph."""
    out = np.empty(len(starts), np.int32)
    for i, start in enumerate(starts):
        if i == 0 or paragraph[i] != paragraph[i - 1]:
            out[i] = PARAGRAPH
        elif start == ends[i - 1]:
            out[i] = GLUED
        else:
            out[i] = LINE if "\n" in text[ends[i - 1] : start] else SPACED
    return out


def quote_states(words: Sequence[str], paragraph: Sequence[int], gap: Sequence[int]) -> Ints:
    """Where each word stands to quotation marks.

    Marks are read a paragraph at a time, so one that is never closed cannot turn the rest of the article
    inside out. A paragraph that ends inside a quotation while the next one begins with an opening mark is a
    quotation that runs on (the convention of newspapers): the next one's words are ``RUNS_ON``. Double marks
    count first; single ones only in paragraphs that have no double ones and where they pair up.
    """
    out = np.zeros(len(words), np.int32)
    start, open_before = 0, False
    for end in [*_changes(paragraph), len(words)]:
        part, glue = words[start:end], gap[start:end]
        states, open_after = _double(part, open_before)
        if not any(states):
            states = _single(part, glue)
            open_after = False
        out[start:end] = states
        start, open_before = end, open_after
    return out


def _changes(paragraph: Sequence[int]) -> list[int]:
    return [i for i in range(1, len(paragraph)) if paragraph[i] != paragraph[i - 1]]


def _double(words: Sequence[str], open_before: bool) -> tuple[list[int], bool]:
    states, inside = [OUTSIDE] * len(words), OUTSIDE
    opened_at = -1
    for i, word in enumerate(words):
        if word not in _OPENERS and word not in _CLOSERS and word not in _EITHER:
            states[i] = inside
        elif inside == OUTSIDE:
            states[i] = OPENS
            opened_at = i
            inside = RUNS_ON if open_before and i == 0 else INSIDE
        elif word in _CLOSED_BY.get(words[opened_at], ()):
            states[i] = CLOSES
            inside = OUTSIDE
        elif word in _OPENERS and word not in _EITHER:
            states[i] = inside
        elif word == "“":
            states[i] = OPENS
            opened_at = i
        else:
            states[i] = CLOSES
            inside = OUTSIDE
    if inside != OUTSIDE:
        # Never closed: what follows the last opening mark may or may not be quoted, and is marked as such.
        for i in range(opened_at + 1, len(words)):
            states[i] = RUNS_ON if states[i] == RUNS_ON else OPEN_ENDED
    return states, inside != OUTSIDE


def _single(words: Sequence[str], gap: Sequence[int]) -> list[int]:
    states = [OUTSIDE] * len(words)
    i = 0
    while i < len(words):
        if words[i] in _SINGLE_OPENERS and gap[i] != GLUED and i + 1 < len(words) and gap[i + 1] == GLUED:
            close = _single_close(words, gap, i)
            if close is None:
                # No mark after this one closes either.
                break
            states[i], states[close] = OPENS, CLOSES
            states[i + 1 : close] = [INSIDE] * (close - i - 1)
            i = close
        i += 1
    return states


def _single_close(words: Sequence[str], gap: Sequence[int], start: int) -> int | None:
    for j in range(start + 2, len(words)):
        glued_right = j + 1 < len(words) and gap[j + 1] == GLUED and words[j + 1][:1].isalnum()
        if words[j] in _SINGLE_CLOSERS and gap[j] == GLUED and not glued_right:
            return j
    return None


def build(text: str, words: list[str], starts: list[int], ends: list[int], paragraph: list[int]) -> Words:
    """The columns for ``words``, whose places in ``text`` are known."""
    gap = gaps(starts, ends, paragraph, text)
    return Words(
        text=words,
        starts=np.asarray(starts, np.int32),
        ends=np.asarray(ends, np.int32),
        paragraph=np.asarray(paragraph, np.int32),
        shape=np.fromiter((shape_of(w) for w in words), np.int32, len(words)),
        gap=gap,
        quote=quote_states(words, paragraph, gap.tolist()),
    )


_FINAL = frozenset({".", "!", "?", "...", "…", "?!", "!?"})


def pack(
    lengths: Sequence[int], words: Sequence[str], paragraph: Sequence[int], limit: int, first: int | None = None
) -> list[tuple[int, int]]:
    """Cut a document into rows of at most ``limit`` pieces: ``[start, end)`` word ranges, in order, gapless.

    Whole paragraphs are kept together; one longer than the limit is cut at its sentence ends where it can be.
    ``first`` is the limit for the first row (training varies it, so that rows differ from epoch to epoch).
    """
    rows: list[tuple[int, int]] = []
    start, room = 0, first or limit
    for unit_start, unit_end in _units(lengths, words, paragraph, limit):
        size = sum(lengths[unit_start:unit_end])
        if size > room and unit_start > start:
            rows.append((start, unit_start))
            start, room = unit_start, limit
        room -= size
    if len(words) > start:
        rows.append((start, len(words)))
    return rows


def _units(lengths: Sequence[int], words: Sequence[str], paragraph: Sequence[int], limit: int) -> list[tuple[int, int]]:
    units: list[tuple[int, int]] = []
    start = 0
    for end in [*_changes(paragraph), len(words)]:
        while start < end:
            stop = _cut(lengths, words, start, end, limit)
            units.append((start, stop))
            start = stop
    return units


def _cut(lengths: Sequence[int], words: Sequence[str], start: int, end: int, limit: int) -> int:
    room, stop, sentence_end = limit, start, 0
    while stop < end and lengths[stop] <= room:
        room -= lengths[stop]
        stop += 1
        if words[stop - 1] in _FINAL:
            sentence_end = stop
            # Closing marks belong to the sentence before them.
            while sentence_end < end and words[sentence_end] in _CLOSERS | {'"', ")", "'", "’"}:
                sentence_end += 1
    if stop == end:
        return end
    return sentence_end if start < sentence_end <= stop else max(stop, start + 1)


def pieces_of(encode: Callable[[str], list[int]], unknown: int) -> Callable[[str], list[int]]:
    """A word's piece ids, remembered; never empty, never more than ``MAX_PIECES_A_WORD``."""
    known: dict[str, list[int]] = {}

    def lookup(word: str) -> list[int]:
        ids = known.get(word)
        if ids is None:
            ids = (encode(word) or [unknown])[:MAX_PIECES_A_WORD]
            if len(known) < 200_000:
                known[word] = ids
        return ids

    return lookup
