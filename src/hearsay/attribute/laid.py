"""Speech that the layout gives to somebody: quotations with a signature, turns of a conversation, letters.

A reader sees at once whose each of these is, from the way the lines stand below each other:

    "Nobody asked us." — Mara Lind, fisher            LIND: Nobody asked us.
    "It is a waste." — Otto Klein                     KLEIN: You were asked in May.

The model has read too few of them to know where one ends and the next begins. What the lines show is put in place of
what it says of them; attributions within what is said stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hearsay.attribute.tagging import Cue, Frame, Range
from hearsay.parsed import CLOSES, OPEN_ENDED, OPENS, OUTSIDE, RUNS_ON, Parsed

_LEFT_OPEN = frozenset({OPEN_ENDED, RUNS_ON})
_DASHES = frozenset({"-", "--", "---", "–", "—", "―"})
_STOPS = frozenset({".", "…"})
_SPEAKERS = frozenset(("PER", "ORG"))
_TITLES = 3  # words before a signature's name: "former state Sen."
_LONGEST_SIGNATURE, _LONGEST_LABEL = 20, 4  # words
_TURNS, _LABELS = 3, 2  # the least that make a conversation
# A frame's signs where the layout, not the model, tells it.
_SIGNS = (0.9, 0.9, 0.9, 0.9, 0.9, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Said:
    """What the layout shows: a cue (a dash, a colon), the source beside it, and the pieces of what is said."""

    cue: int
    source: Range
    content: tuple[Range, ...]


def as_laid_out(parsed: Parsed, found: Sequence[Frame]) -> list[Frame]:
    """The frames, with those that the layout shows in place of what was read there."""
    blocks = _blocks(parsed)
    out = list(found)
    for said in (*_signed(parsed, blocks), *_turns(parsed, blocks)):
        out = _put(parsed, out, said)
    return sorted(out, key=lambda f: f.cue.start)


def _blocks(parsed: Parsed) -> list[Range]:
    """The paragraphs, as word ranges."""
    edges = [i for i in range(1, len(parsed)) if parsed.paragraph[i] != parsed.paragraph[i - 1]]
    return list(zip([0, *edges], [*edges, len(parsed)], strict=True)) if len(parsed) else []


def _put(parsed: Parsed, found: Sequence[Frame], said: Said) -> list[Frame]:
    first = said.source[0]
    # The mark before a turn's label is no part of the turn before.
    first -= first > 0 and parsed.quote[first - 1] == OPENS and parsed.paragraph[first - 1] == parsed.paragraph[first]
    region = [(first, said.source[1]), (said.cue, said.cue + 1)]
    out = []
    for frame in found:
        if any(a < frame.cue.end and frame.cue.start < b for a, b in region):
            continue
        inside = any(a <= frame.cue.start < b for a, b in said.content)
        content = _within(frame.content, said.content) if inside else _without(frame.content, [*region, *said.content])
        if content:
            out.append(replace(frame, content=content))
    row = parsed.row(said.cue)
    return [*out, Frame(Cue(said.cue, said.cue + 1, row, False, _SIGNS[0]), (said.source,), said.content, _SIGNS)]


def _within(pieces: Sequence[Range], wanted: Sequence[Range]) -> tuple[Range, ...]:
    return tuple((max(a, c), min(b, d)) for a, b in pieces for c, d in wanted if max(a, c) < min(b, d))


def _without(pieces: Sequence[Range], unwanted: Sequence[Range]) -> tuple[Range, ...]:
    out = list(pieces)
    for c, d in unwanted:
        out = [part for a, b in out for part in ((a, min(b, c)), (max(a, d), b)) if part[0] < part[1]]
    return tuple(out)


def _signed(parsed: Parsed, blocks: Sequence[Range]) -> Iterator[Said]:
    """Quotations followed by a dash and who signed them, on the same line or on the next."""
    for n, (start, end) in enumerate(blocks):
        dash = next((i for i in range(end - 1, start - 1, -1) if parsed.words[i] in _DASHES), None)
        source = None if dash is None else _signature(parsed, dash + 1, end)
        if dash is None or source is None:
            continue
        last = n if dash > start else n - 1
        quotation = (blocks[last][0], min(blocks[last][1], dash)) if last >= 0 else (0, 0)
        content = _quotation(parsed, quotation)
        if content is not None:
            yield Said(dash, source, (*_before(parsed, blocks, last), content))


def _signature(parsed: Parsed, start: int, end: int) -> Range | None:
    """The words of a signature: a name, maybe titles before it, maybe a description after a comma."""
    while end > start and parsed.words[end - 1] in _STOPS:
        end -= 1
    if not 0 < end - start <= _LONGEST_SIGNATURE or not _unquoted(parsed, start, end):
        return None
    names = [n for n in parsed.names if start <= n.start <= start + _TITLES and n.end <= end and n.type in _SPEAKERS]
    stop = next((i for i in range(start, end) if parsed.words[i] == ","), end)
    verbal = any(parsed.upos[i] in ("VERB", "AUX") for i in range(start, stop))
    return (start, end) if names and names[0].start < stop and not verbal else None


def _unquoted(parsed: Parsed, start: int, end: int) -> bool:
    """Whether no word is quoted, or only since the closing mark was forgotten."""
    states = set(parsed.quote[start:end].tolist())
    return states == {OUTSIDE} or states <= _LEFT_OPEN


def _quotation(parsed: Parsed, words: Range) -> Range | None:
    """The words, where all of them are quoted; a stop after the closing mark is none of them."""
    start, end = words
    while end > start and parsed.quote[end - 1] == OUTSIDE and not _says(parsed.words[end - 1]):
        end -= 1
    whole = end - start > 2 and parsed.quote[start] == OPENS and parsed.quote[end - 1] in (CLOSES, *_LEFT_OPEN)
    return (start, end) if whole and all(parsed.quote[i] != OUTSIDE for i in range(start, end)) else None


def _says(word: str) -> bool:
    return any(map(str.isalnum, word))


def _before(parsed: Parsed, blocks: Sequence[Range], last: int) -> list[Range]:
    """The paragraphs of the same quotation before its last one: each begins with a mark and is left open."""
    out: list[Range] = []
    for start, end in reversed(blocks[:last]):
        signed = any(parsed.words[i] in _DASHES and _signature(parsed, i + 1, end) for i in range(start, end))
        if parsed.quote[start] != OPENS or parsed.quote[end - 1] not in _LEFT_OPEN or signed:
            break
        out.insert(0, (start, end))
    return out


def _turns(parsed: Parsed, blocks: Sequence[Range]) -> list[Said]:
    """The turns of a conversation: paragraphs that begin with who speaks, in capitals, and a colon."""
    labels = {n: label for n, block in enumerate(blocks) if (label := _label(parsed, block)) is not None}
    called = {tuple(parsed.words[a:b]) for a, b in labels.values()}
    if len(labels) < _TURNS or len(called) < _LABELS:
        return []
    out = []
    for n, (a, b) in labels.items():
        content = [(b + 1, blocks[n][1])]
        content += _going_on(parsed, blocks, n, labels)
        out.append(Said(b, (a, b), tuple(content)))
    return out


def _label(parsed: Parsed, block: Range) -> Range | None:
    start, end = block
    start += int(parsed.quote[start] == OPENS)
    colon = next((i for i in range(start, min(end, start + _LONGEST_LABEL + 1)) if parsed.words[i] == ":"), start)
    words = parsed.words[start:colon]
    shouted = all(w.isupper() or w == "." for w in words) and any(len(w) > 1 and w.isalpha() for w in words)
    return (start, colon) if shouted and colon + 1 < end else None


def _going_on(parsed: Parsed, blocks: Sequence[Range], turn: int, labels: dict[int, Range]) -> Iterator[Range]:
    """The paragraphs of a turn after its first, while its quotation is left open."""
    for n in range(turn + 1, len(blocks)):
        start, end = blocks[n]
        left_open = parsed.quote[start - 1] in _LEFT_OPEN
        if n in labels or not left_open or parsed.quote[start] != OPENS:
            break
        yield start, end
