"""What stands in a quotation and has marks of its own: whom the speaker quotes ("She said, 'It fell.' We laughed")."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from hearsay.attribute.tagging import Frame, Range
from hearsay.parsed import CLOSES, INSIDE, OPEN_ENDED, OPENS, RUNS_ON, Parsed

_QUOTED = frozenset((INSIDE, RUNS_ON, OPEN_ENDED))
_OPENERS, _CLOSERS = frozenset(("'", "‘", "`")), frozenset(("'", "’"))
_STOPS = frozenset(".,?!…—–")
_LAST = frozenset((".", ","))


def ended_within(parsed: Parsed, found: Iterable[Frame]) -> list[Frame]:
    """The frames; what a speaker quotes, hears or thinks ends within what they say: at its own mark, or else with its
    sentence and before the mark that closes the speaker's words.

    Only a single mark after a stop closes: "the Norlanders' mill" closes nothing.
    """
    ends = [end for _, end in parsed.sentences]
    out = []
    for frame in found:
        content = tuple(_to_its_mark(parsed, piece) for piece in frame.content)
        if parsed.quote[frame.cue.start] in _QUOTED and parsed.words[frame.cue.end - 1] != ":":
            number = bisect_right(ends, frame.cue.start)
            sentence = (frame.cue.end, ends[number] if number < len(ends) else len(parsed))
            content = (*content[:-1], _own_part(parsed, content[-1], sentence))
        out.append(replace(frame, content=content))
    return out


def _own_part(parsed: Parsed, piece: Range, after: Range) -> Range:
    """A piece as far as it goes in what stands ``after`` the cue in its sentence, without the closing mark of a
    quotation that opens before the piece, and without a stop."""
    start, end = piece
    if parsed.words[start] in _OPENERS or OPENS in parsed.quote[start:end]:
        return piece
    end = min(end, after[1]) if after[0] <= start < after[1] else end
    last = end - int(parsed.quote[end - 1] == CLOSES)
    last -= int(parsed.words[last - 1] in _LAST)
    return (start, last) if last > start else piece


def _to_its_mark(parsed: Parsed, piece: Range) -> Range:
    start, end = piece
    if parsed.words[start] not in _OPENERS or parsed.quote[start] not in _QUOTED:
        return piece
    return start, next((i + 1 for i in range(start + 2, end) if _closes(parsed, i)), end)


def _closes(parsed: Parsed, i: int) -> bool:
    glued = parsed.starts[i] == parsed.ends[i - 1]
    goes_on = i + 1 < len(parsed) and parsed.starts[i + 1] == parsed.ends[i] and parsed.words[i + 1][0].isalnum()
    return parsed.words[i] in _CLOSERS and bool(glued) and not goes_on and parsed.words[i - 1][-1] in _STOPS
