"""Tagging: the best legal sequence of tags over words, many sequences at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

FORBIDDEN = -1e4


def legal_steps(tags: Sequence[str]) -> Floats:
    """``(1 + n, n)``: 0 where a tag may follow another (row 0: may begin), ``FORBIDDEN`` where it may not.

    Tags are ``O``, ``B-kind`` and ``I-kind`` (or bare ``B``, ``I``); an ``I`` goes on from a ``B`` or ``I`` of its
    own kind only.
    """
    table = np.zeros((len(tags) + 1, len(tags)), np.float32)
    for j, tag in enumerate(tags):
        if tag.startswith("I"):
            for i, before in enumerate(("^", *tags)):
                if before in ("^", "O") or before[1:] != tag[1:]:
                    table[i, j] = FORBIDDEN
    return table


def viterbi(emissions: Floats, lengths: Ints, steps: Floats) -> Ints:
    """The best tag sequences (Viterbi, 1967) as ``(n, t)``; places past a sequence's length are 0.

    ``emissions`` is ``(n, t, k)``, ``lengths`` ``(n,)``, ``steps`` ``(1 + k, k)`` with row 0 for the beginning.
    """
    n, t, _ = emissions.shape
    out = np.zeros((n, t), np.int64)
    if not n or not t:
        return out
    # Sequences last: numpy is quick along a long last axis and slow along one of a few tags.
    given = np.ascontiguousarray(emissions.transpose(1, 2, 0))
    scores = np.empty_like(given)
    scores[0] = given[0] + steps[0][:, None]
    between = steps[1:, :, None]
    for i in range(1, t):
        np.add((scores[i - 1][:, None] + between).max(0), given[i], out=scores[i])
    _trace(np.ascontiguousarray(scores.transpose(0, 2, 1)), lengths, steps, out)
    return out


def _trace(scores: Floats, lengths: Ints, steps: Floats, out: Ints) -> None:
    """Read the best tags off from each sequence's end; ``scores`` is ``(t, n, k)``."""
    t, n, _ = scores.shape
    last = lengths - 1
    best = scores[last, np.arange(n)].argmax(1)
    ends = set(last.tolist())
    into = np.ascontiguousarray(steps[1:].T)
    tag = best
    for i in range(t - 1, -1, -1):
        # Past a sequence's end tags mean nothing: there its last one is taken up.
        tag = np.where(last == i, best, tag) if i in ends else tag
        out[:, i] = tag
        if i:
            tag = (scores[i - 1] + into[tag]).argmax(1)
    out[np.arange(t) >= lengths[:, None]] = 0


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """``(start, end, kind)`` of each B/I run, half-open."""
    found: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        if tag.startswith("B"):
            found.append((i, i + 1, tag[2:]))
        elif tag.startswith("I") and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1, found[-1][2])
    return found


def softmax(values: Floats) -> Floats:
    """Along the last axis."""
    shifted = np.exp(values - values.max(-1, keepdims=True))
    out: Floats = shifted / shifted.sum(-1, keepdims=True)
    return out
