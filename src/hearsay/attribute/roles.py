"""Where each word stands to a cue: the small indices that the role scorer looks up, in training and in reading."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_EDGES = np.array([2, 3, 4, 5, 7, 10, 15, 23, 36, 61])
SIDE = len(_EDGES) + 1


def distance(positions: Ints, first: Ints, last: Ints) -> Ints:
    """Signed distance buckets ``(cues, words)``: 0 inside the cue, 1-11 before it, 12-22 after it.

    ``first``/``last`` are the cues' word ranges, half-open; ``positions`` is ``(words,)`` or ``(cues, words)``.
    """
    before = first[:, None] - positions
    after = positions - last[:, None] + 1
    out: Ints = np.where(
        before > 0,
        1 + np.searchsorted(_EDGES, before, side="right"),
        np.where(after > 0, 1 + SIDE + np.searchsorted(_EDGES, after, side="right"), 0),
    )
    return out


def paragraph(word: Ints, cue: Ints) -> Ints:
    """0 to 4: two or more paragraphs before the cue's, one before, its own, one after, two or more after."""
    out: Ints = np.clip(word - cue[:, None], -2, 2) + 2
    return out


def between(positions: Ints, first: Ints, starts: Ints) -> Ints:
    """How many other cues begin between each word and the cue (three stands for more): ``(cues, words)``."""
    ordered = np.sort(starts)
    lo = np.minimum(positions, first[:, None])
    hi = np.maximum(positions, first[:, None])
    count = np.searchsorted(ordered, hi, side="right") - np.searchsorted(ordered, lo, side="left")
    own = np.searchsorted(ordered, first, side="right") - np.searchsorted(ordered, first, side="left")
    out: Ints = np.clip(count - own[:, None], 0, 3)
    return out
