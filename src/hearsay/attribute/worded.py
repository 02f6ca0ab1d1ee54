"""Words that are said to be somebody's: "in the words of one aide, …", "in Lind's words, …", "in her own words".

The model has read a handful of them. What is taken is a quotation beside them, after a comma or before one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hearsay.attribute.tagging import Cue, Frame, Range
from hearsay.parsed import CLOSES, OPENS, Parsed

_MARKS = frozenset((",", ":", "—", "–", "--"))
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_WHOSE = frozenset(("his", "her", "their", "its"))
_LONGEST = 12  # words of a source
_FAR = 60  # words of a quotation
_SIGNS = (0.8, 0.8, 0.8, 0.8, 0.8, 1.0, 0.0)


def worded(parsed: Parsed, found: Sequence[Frame]) -> list[Frame]:
    """The frames, and those of words that are said to be somebody's and were passed over."""
    taken = {i for frame in found for i in range(frame.cue.start, frame.cue.end)}
    out = list(found)
    for cue, source in _cues(parsed):
        if taken.isdisjoint(range(*cue)):
            quotation = _beside(parsed, min(cue[0], source[0]), max(cue[1], source[1]))
            if quotation is not None:
                out.append(Frame(Cue(*cue, parsed.row(cue[0]), False, _SIGNS[0]), (source,), (quotation,), _SIGNS))
    return sorted(out, key=lambda f: f.cue.start)


def _cues(parsed: Parsed) -> Iterator[tuple[Range, Range]]:
    """Each cue with its source."""
    words = parsed.words
    for i in range(2, len(parsed)):
        if words[i] != "words" or parsed.quote[i]:
            continue
        own = i - (words[i - 1] == "own")
        if words[i - 1] == "the" and i + 1 < len(parsed) and words[i + 1] == "of" and words[i - 2].lower() == "in":
            end = _phrase_end(parsed, i + 2)
            if end > i + 2:
                yield (i - 2, i + 2), (i + 2, end)
        elif own > 1 and words[own - 1] in _WHOSE and words[own - 2].lower() == "in":
            yield (own, i + 1), (own - 1, own)
        elif words[own - 1] in _POSSESSIVE:
            start = _phrase_start(parsed, own - 1)
            if 0 < start < own - 1 and words[start - 1].lower() == "in":
                yield (own, i + 1), (start, own - 1)


def _phrase_start(parsed: Parsed, end: int) -> int:
    """Where a phrase begins: after a mark, a verb or "in"."""
    start = end
    while start > max(0, end - _LONGEST) and not _parts(parsed, start - 1) and parsed.words[start - 1].lower() != "in":
        start -= 1
    return start


def _parts(parsed: Parsed, word: int) -> bool:
    return parsed.upos[word] in ("PUNCT", "VERB", "AUX", "CCONJ") or bool(parsed.quote[word])


def _phrase_end(parsed: Parsed, start: int) -> int:
    """Where a phrase ends: at a mark or a verb."""
    near = range(start, min(start + _LONGEST, len(parsed)))
    return next((i for i in near if _parts(parsed, i)), start)


def _beside(parsed: Parsed, start: int, end: int) -> Range | None:
    """The quotation after a phrase, its comma apart, or before it, in the same sentence behind a comma."""
    here = parsed.paragraph[start]
    end += int(end < len(parsed) and parsed.words[end] in _MARKS)
    if end < len(parsed) and parsed.quote[end] == OPENS and parsed.paragraph[end] == here:
        near = range(end, min(end + _FAR, len(parsed)))
        close = next((i for i in near if parsed.quote[i] == CLOSES), None)
        return None if close is None else (end, close + 1)
    while start > 0 and (parsed.words[start - 1] in _MARKS or parsed.words[start - 1].lower() == "in"):
        start -= 1
    behind = start > 1 and (parsed.words[start] in _MARKS or parsed.words[start - 2] == ",")
    if behind and parsed.quote[start - 1] == CLOSES and parsed.paragraph[start - 1] == here:
        near = range(start - 1, max(-1, start - _FAR), -1)
        opened = next((i for i in near if parsed.quote[i] == OPENS), None)
        return None if opened is None else (opened, start)
    return None
