"""Frames to attributions: quotations that run on, nesting, kinds, resolved sources and confidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hearsay.attribute.sources import Sources
from hearsay.attribute.tagging import Cue, Frame, Range, RoleTables, cues, flat, frames
from hearsay.model import Attribution, AttributionKind, content_id
from hearsay.parsed import Parsed

_OUTSIDE, _INSIDE, _OPENS, _CLOSES, _RUNS_ON, _OPEN_ENDED = range(6)


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
        every = cues(parsed, found, self._labels["flat"], self._labels["cue"])
        out = [f for f in frames(parsed, every, self._tables, self._labels["role"]) if f.content]
        return run_on(parsed, out)

    def attributions(self, parsed: Parsed) -> tuple[Attribution, ...]:
        """The document's attributions, in the order of their first words, each with its parent."""
        found = self.frames(parsed)
        parents = nesting(found)
        found, parents = _without_strays(found, parents)
        ids = [_id(parsed, f) for f in found]
        sources = Sources(parsed)
        out = []
        for frame, parent, own in zip(found, parents, ids, strict=True):
            name, mention = sources.resolve(frame.source)
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
        return tuple(sorted(out, key=lambda a: min((a.source + a.cue + a.content))))


def _id(parsed: Parsed, frame: Frame) -> str:
    return content_id("a", parsed.document.id, frame.source, frame.cue.start, frame.cue.end, frame.content)


def _spans(parsed: Parsed, ranges: Sequence[Range]) -> tuple[tuple[int, int], ...]:
    return tuple(parsed.span(a, b) for a, b in ranges)


def nesting(found: Sequence[Frame]) -> list[int | None]:
    """For each frame the index of the smallest content, not its own, that its cue stands in."""
    sizes = [sum(b - a for a, b in f.content) for f in found]
    out: list[int | None] = []
    for i, frame in enumerate(found):
        around = [
            j
            for j, other in enumerate(found)
            if j != i and any(a <= frame.cue.start < b for a, b in other.content) and sizes[j] > sizes[i]
        ]
        out.append(min(around, key=sizes.__getitem__) if around else None)
    return out


def _without_strays(found: list[Frame], parents: list[int | None]) -> tuple[list[Frame], list[int | None]]:
    """Drop nested cues that, once roles were decided, stand in no content after all."""
    kept = [i for i, f in enumerate(found) if parents[i] is not None or not f.cue.nested]
    place = {old: new for new, old in enumerate(kept)}
    return [found[i] for i in kept], [place.get(p) if (p := parents[i]) is not None else None for i in kept]


def kind(parsed: Parsed, content: Sequence[Range]) -> AttributionKind:
    """Direct where all of the content's words are quoted, indirect where none is, mixed between."""
    states = np.concatenate([parsed.quote[a:b] for a, b in content])
    words = [w for a, b in content for w in parsed.words[a:b]]
    real = np.array([any(c.isalnum() for c in w) for w in words])
    if not real.any():
        real[:] = True
    quoted = np.isin(states[real], (_INSIDE, _RUNS_ON, _OPEN_ENDED))
    return "direct" if quoted.all() else "mixed" if quoted.any() else "indirect"


def run_on(parsed: Parsed, found: list[Frame]) -> list[Frame]:
    """Let a quotation left open at a paragraph's end go on over the next, as newspapers print it.

    The next paragraph must begin with an opening mark, and its quotation must be no other frame's.
    """
    if not found:
        return found
    taken = np.zeros(len(parsed), bool)
    for frame in found:
        for a, b in (*frame.content, *frame.source, (frame.cue.start, frame.cue.end)):
            taken[a:b] = True
    out = []
    for frame in found:
        extra = _following(parsed, frame.content[-1][1], taken) if frame.content else []
        out.append(Frame(frame.cue, frame.source, (*frame.content, *extra), frame.signs) if extra else frame)
    return out


def _following(parsed: Parsed, end: int, taken: np.ndarray) -> list[Range]:
    extra: list[Range] = []
    while end < len(parsed) and parsed.paragraph[end] != parsed.paragraph[end - 1]:
        left_open = parsed.quote[end - 1] in (_OPEN_ENDED, _RUNS_ON)
        goes_on = parsed.quote[end] == _OPENS and end + 1 < len(parsed) and parsed.quote[end + 1] == _RUNS_ON
        if not (left_open and goes_on) or taken[end]:
            break
        stop = end + 1
        while stop < len(parsed) and parsed.paragraph[stop] == parsed.paragraph[end] and not taken[stop]:
            stop += 1
            if parsed.quote[stop - 1] == _CLOSES:
                break
        extra.append((end, stop))
        taken[end:stop] = True
        end = stop
    return extra


__all__ = ["Attributor", "Calibration", "Cue", "Frame", "kind", "nesting", "run_on"]
