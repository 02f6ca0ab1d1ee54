"""Frames to attributions: quotations that run on, nesting, kinds, resolved sources and confidence."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hearsay.attribute.inner import ended_within
from hearsay.attribute.laid import as_laid_out
from hearsay.attribute.mend import (
    addressed,
    by_the_subject,
    each_its_own,
    kept_together,
    not_held,
    one_source,
    own_clauses,
    signed,
    speaking,
    without_stops,
)
from hearsay.attribute.parted import both_sides
from hearsay.attribute.said_last import said_last, standing
from hearsay.attribute.set_below import set_below
from hearsay.attribute.sources import Sources
from hearsay.attribute.spoken_on import spoken_on
from hearsay.attribute.tagging import Cue, Frame, Range, RoleTables, cues, flat, frames
from hearsay.attribute.worded import worded
from hearsay.model import Attribution, AttributionKind, content_id
from hearsay.parsed import CLOSES, INSIDE, OPEN_ENDED, OPENS, RUNS_ON, Parsed

_NEARBY = 2  # paragraphs
_SAYING = frozenset(("say", "tell", "add", "write"))
_LONGEST = 1000  # words of a quotation within a paragraph
_SENTENCE_ENDS = frozenset(".?!…")


@dataclass(frozen=True)
class Calibration:
    """Logistic weights from a frame's signs to the probability that it is substantially right (Platt, 1999)."""

    weights: tuple[float, ...] = (1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0)
    bias: float = -1.5

    def probability(self, signs: Sequence[float]) -> float:
        z = self.bias + sum(w * s for w, s in zip(self.weights, signs, strict=True))
        return 1 / (1 + math.exp(-z))


class Attributor:
    """Finds the attributions of parsed documents."""

    def __init__(self, tables: RoleTables, labels: dict[str, list[str]], calibration: Calibration) -> None:
        self._tables = tables
        self._labels = labels
        self._calibration = calibration

    def frames(self, parsed: Parsed) -> list[Frame]:
        """The document's frames in word ranges, before they are nested and named."""
        found = flat(parsed, self._tables, self._labels["flat"])
        every = speaking(parsed, cues(parsed, found, self._labels["flat"], self._labels["cue"]))
        told = frames(parsed, every, self._tables, self._labels["role"])
        out = standing(parsed, [f for f in set_below(parsed, told) if f.content])
        out = said_last(parsed, worded(parsed, out))
        out = kept_together(parsed, by_the_subject(parsed, signed(parsed, addressed(parsed, out))))
        out = each_its_own(parsed, one_source(parsed, out))
        out = both_sides(parsed, own_clauses(parsed, out))
        out = without_stops(parsed, ended_within(parsed, run_on(parsed, closed(parsed, out))))
        out = spoken_on(parsed, out, lambda f: _speaks(parsed, f), _taken(parsed, out).tolist())
        return as_laid_out(parsed, out)

    def attributions(self, parsed: Parsed) -> tuple[Attribution, ...]:
        """The document's attributions, in the order of their first words, each with its parent."""
        # Last, for a nested cue at a verb of thinking may just have been dropped for want of a content to stand in.
        found = not_held(parsed, _without_strays(self.frames(parsed))[0])
        parents = nesting(found)
        ids = [_id(parsed, f) for f in found]
        names = _Names(parsed, found, parents).all()
        out = []
        for frame, parent, own, (name, mention) in zip(found, parents, ids, names, strict=True):
            out.append(
                Attribution(
                    id=own,
                    source=_spans(parsed, frame.source),
                    cue=(parsed.span(frame.cue.start, frame.cue.end),),
                    content=_spans(parsed, frame.content),
                    kind=kind(parsed, frame.content),
                    parent=None if parent is None else ids[parent],
                    source_name=name,
                    source_mention=mention,
                    confidence=round(self._calibration.probability(frame.signs), 3),
                )
            )
        return tuple(sorted(out, key=lambda a: min(a.source + a.cue + a.content)))


def _speaks(parsed: Parsed, frame: Frame) -> bool:
    """Whether a frame's source is quoted, or said to have said something in so many words."""
    said = any(parsed.lemma[i] in _SAYING for i in range(frame.cue.start, frame.cue.end))
    return said or kind(parsed, frame.content) == "direct"


class _Names:
    """Sources resolved, outer ones first: who says "I" in a quotation is whom the quotation is put on."""

    def __init__(self, parsed: Parsed, found: Sequence[Frame], parents: Sequence[int | None]) -> None:
        self.parsed, self.found, self.parents = parsed, found, parents
        self.sources = Sources(parsed)
        self._known: dict[int, tuple[str | None, str | None]] = {}
        self._order = sorted((i for i, p in enumerate(parents) if p is None), key=lambda i: found[i].cue.start)
        self._place = {i: n for n, i in enumerate(self._order)}
        self._starts = [start for start, _ in parsed.sentences]
        self._heard: dict[int, list[Range]] = {}
        for frame, parent in zip(found, parents, strict=True):
            if parent is not None and _speaks(parsed, frame):
                self._heard.setdefault(parent, []).extend(frame.source)

    def all(self) -> list[tuple[str | None, str | None]]:
        """Each frame's source by name, and the mention it is."""
        for i in range(len(self.found)):
            self.name(i)
        return [self._known[i] for i in range(len(self.found))]

    def name(self, i: int) -> str | None:
        """The name of a frame's source."""
        if i not in self._known:
            self._known[i] = None, None  # what is asked for again while it is looked for
            self._known[i] = self._resolved(i)
        return self._known[i][0]

    def _resolved(self, i: int) -> tuple[str | None, str | None]:
        found, sources, parent = self.found, self.sources, self.parents[i]
        quoted = parent is not None and kind(self.parsed, found[parent].content) != "indirect"
        speaker = self.name(parent) if quoted and parent is not None else None
        last = self._just_before(i)
        if last is not None:
            return self.name(last), sources.resolve(found[i].source)[1]
        name, mention = sources.resolve(found[i].source, speaker, found[i].content, lambda: self._spoke_last(i))
        if parent is not None and name is not None and name == self.name(parent):
            close = self._sentence(found[i].cue.start) == self._sentence(found[parent].cue.start)
            if sources.is_other(found[i].source, close=close):
                name = sources.own_words(found[i].source)
        return name, mention

    def _sentence(self, word: int) -> int:
        return bisect_right(self._starts, word)

    def _spoke_last(self, i: int) -> str | None:
        """Who is named as the speaker of the attribution before, if they are a person and speak nearby."""
        n = self._place.get(i, 0)
        if not n or not self.found[self._order[n - 1]].source:
            return None
        last = self._order[n - 1]
        near = self._paragraph(i) - self._paragraph(last) <= _NEARBY
        return self.name(last) if near and self.sources.is_person(self.found[last].source) else None

    def _paragraph(self, i: int) -> int:
        return int(self.parsed.paragraph[self.found[i].cue.start])

    def _just_before(self, i: int) -> int | None:
        """Who spoke in the sentence before, if a "he" or "she" is likelier them than its chain."""
        n = self._place.get(i, 0)
        if not n or not self.found[i].source or not self.found[self._order[n - 1]].source:
            return None
        number = self._order[n - 1]
        here, last = self.found[i], self.found[number]
        if self._sentence(here.cue.start) - self._sentence(last.cue.start) > 1:
            return None
        apart = self._paragraph(i) - self._paragraph(number)
        on = apart == 0 and self.sources.goes_on(here.source, last.source, last.content)
        told = last.source, last.content, self._heard.get(number, ())
        on = on or (apart <= 1 and self.sources.told_of(here.source, *told))
        return number if on or self.sources.part_of(here.source, last.source) else None


def _id(parsed: Parsed, frame: Frame) -> str:
    return content_id("a", parsed.document.id, frame.source, frame.cue.start, frame.cue.end, frame.content)


def _spans(parsed: Parsed, ranges: Sequence[Range]) -> tuple[tuple[int, int], ...]:
    return tuple(parsed.span(a, b) for a, b in ranges)


def nesting(found: Sequence[Frame]) -> list[int | None]:
    """For each frame the index of the smallest content, not its own, that its cue stands in."""
    sizes = [sum(b - a for a, b in f.content) for f in found]
    order = sorted(range(len(found)), key=lambda i: found[i].cue.start)
    starts = [found[i].cue.start for i in order]
    out: list[int | None] = [None] * len(found)
    # From the largest content to the smallest: the last to cover a cue is its parent.
    for j in sorted(range(len(found)), key=lambda j: (-sizes[j], -j)):
        for a, b in found[j].content:
            for i in order[bisect_left(starts, a) : bisect_left(starts, b)]:
                if sizes[j] > sizes[i]:
                    out[i] = j
    return out


def _without_strays(found: list[Frame]) -> tuple[list[Frame], list[int | None]]:
    """The frames and their parents, without nested cues that, once roles were decided, stand in no content after all.

    Again and again, since a cue may have stood in the content of one that is dropped.
    """
    while True:
        parents = nesting(found)
        kept = [f for f, parent in zip(found, parents, strict=True) if parent is not None or not f.cue.nested]
        if len(kept) == len(found):
            return found, parents
        found = kept


def kind(parsed: Parsed, content: Sequence[Range]) -> AttributionKind:
    """Direct where all of the content's words are quoted, indirect where none is, mixed between."""
    states = [(w, q) for a, b in content for w, q in zip(parsed.words[a:b], parsed.quote[a:b].tolist(), strict=True)]
    real = {q for w, q in states if w.isalnum() or any(map(str.isalnum, w))} or {q for _, q in states}
    quoted = real & {INSIDE, RUNS_ON, OPEN_ENDED}
    return "indirect" if not quoted else "mixed" if real - quoted else "direct"


def closed(parsed: Parsed, found: Sequence[Frame]) -> list[Frame]:
    """Let a quotation that was found in part go on to its closing mark.

    A paragraph that is too long to be read as one is cut at a sentence's end, maybe within a quotation.
    """
    taken = _taken(parsed, found)
    out = []
    for frame in found:
        stop = _close_of(parsed, frame.content) if frame.content else 0
        if stop and not taken[frame.content[-1][1] : stop].any():
            frame = replace(frame, content=(*frame.content[:-1], (frame.content[-1][0], stop)))
        start = _opening_of(parsed, frame.content[0]) if frame.content else None
        if start is not None and not taken[start : frame.content[0][0]].any():
            frame = replace(frame, content=((start, frame.content[0][1]), *frame.content[1:]))
        out.append(frame)
    return out


def _close_of(parsed: Parsed, content: Sequence[Range]) -> int:
    """Where the quotation closes that a content opens and leaves after a whole sentence; 0 where it leaves none.

    One that is left open closes with its paragraph, if only marks are left of it.
    """
    end = content[-1][1]
    if end >= len(parsed) or parsed.paragraph[end] != parsed.paragraph[end - 1]:
        return 0
    state = int(parsed.quote[end])
    near = range(end, min(end + _LONGEST, len(parsed)))
    stop = next((i for i in near if parsed.quote[i] != state or parsed.paragraph[i] != parsed.paragraph[end]), None)
    if stop is None:
        return 0
    if state in (RUNS_ON, OPEN_ENDED):
        marks = not any(c.isalnum() for word in parsed.words[end:stop] for c in word)
        return stop if marks and parsed.paragraph[stop] != parsed.paragraph[end] else 0
    opened = next((i for i in range(end - 1, content[0][0] - 1, -1) if parsed.quote[i] != INSIDE), None)
    whole = opened is not None and parsed.quote[opened] == OPENS and parsed.quote[stop] == CLOSES
    return stop + 1 if state == INSIDE and whole and parsed.words[end - 1][-1] in _SENTENCE_ENDS else 0


def _opening_of(parsed: Parsed, piece: Range) -> int | None:
    """Where the quotation opens whose later sentences alone a piece holds, up to its closing mark; None where it holds
    what it should."""
    start, end = piece
    if start == 0 or parsed.quote[start] != INSIDE or parsed.words[start - 1][-1] not in _SENTENCE_ENDS:
        return None
    near = range(start - 1, max(-1, start - _LONGEST), -1)
    opened = next((i for i in near if parsed.quote[i] != INSIDE), None)
    closes = next((i for i in range(start, end) if parsed.quote[i] != INSIDE), None)
    whole = opened is not None and parsed.quote[opened] == OPENS
    return opened if whole and closes is not None and parsed.quote[closes] == CLOSES else None


def _taken(parsed: Parsed, found: Sequence[Frame]) -> NDArray[np.bool_]:
    """The words of frames that will stand: nested cues in no content will be dropped."""
    taken = np.zeros(len(parsed), bool)
    for frame, parent in zip(found, nesting(found), strict=True):
        if parent is not None or not frame.cue.nested:
            for a, b in (*frame.content, *frame.source, (frame.cue.start, frame.cue.end)):
                taken[a:b] = True
    return taken


def run_on(parsed: Parsed, found: list[Frame]) -> list[Frame]:
    """Let a quotation left open at a paragraph's end go on over the next, as newspapers print it.

    The next paragraph must begin with an opening mark, and its quotation must be no other frame's. Frames whose
    contents end together (one in another) go on together.
    """
    taken = _taken(parsed, found)
    extras: dict[int, list[Range]] = {}
    out = []
    for frame in found:
        end = frame.content[-1][1] if frame.content else 0
        if end and end not in extras:
            extras[end] = _following(parsed, end, taken)
        extra = extras.get(end, [])
        out.append(Frame(frame.cue, frame.source, (*frame.content, *extra), frame.signs) if extra else frame)
    return out


def _following(parsed: Parsed, end: int, taken: NDArray[np.bool_]) -> list[Range]:
    extra: list[Range] = []
    while end < len(parsed) and parsed.paragraph[end] != parsed.paragraph[end - 1]:
        left_open = parsed.quote[end - 1] in (OPEN_ENDED, RUNS_ON)
        goes_on = parsed.quote[end] == OPENS and end + 1 < len(parsed) and parsed.quote[end + 1] == RUNS_ON
        if not (left_open and goes_on) or taken[end]:
            break
        stop = end + 1
        while stop < len(parsed) and parsed.paragraph[stop] == parsed.paragraph[end] and not taken[stop]:
            stop += 1
            if parsed.quote[stop - 1] == CLOSES:
                break
        extra.append((end, stop))
        taken[end:stop] = True
        end = stop
    return extra


__all__ = ["Attributor", "Calibration", "Cue", "Frame", "kind", "nesting", "run_on"]
