"""Dependency trees out of arc scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def best_tree(scores: Floats) -> Ints:
    """Each word's head (0 the root, words from 1) in the best tree with one root.

    ``scores`` is ``(n, 1 + n)``: a row a word, column 0 the root. Most often every word's best head already makes a
    tree; otherwise Chu-Liu/Edmonds (1965/1967) finds the best one.
    """
    own = np.arange(len(scores))
    exact = scores.astype(np.float64)
    exact[own, own + 1] = -np.inf
    heads = exact.argmax(1)
    if (heads == 0).sum() == 1 and _is_tree(heads):
        return heads
    return _single_rooted(exact)


def _is_tree(heads: Ints) -> bool:
    """Whether following heads leads every word to the root."""
    reached = heads
    for _ in range(max(1, len(heads).bit_length())):
        reached = np.where(reached > 0, np.concatenate(([0], reached))[reached], 0)
    return not reached.any()


def _single_rooted(scores: NDArray[np.float64]) -> Ints:
    """The best tree with one root, exactly: every root arc is made so dear that a second one never pays.

    Stanojević and Cohen, "A Root of a Problem" (EMNLP 2021). ``scores`` is ``-inf`` where a word would head itself.
    """
    n = len(scores)
    real = scores[np.isfinite(scores)]
    full = np.zeros((n + 1, n + 1))
    full[1:] = scores
    full[1:, 0] -= (n + 1) * (real.max() - real.min() + 1)
    return _edmonds(full)[1:]


def _edmonds(scores: NDArray[np.float64]) -> Ints:
    """Heads of the maximum spanning arborescence from node 0; ``scores[d, h]``."""
    n = len(scores)
    np.fill_diagonal(scores, -np.inf)
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.flatnonzero(inside)
    own = scores[members, heads[members]]
    # Contract the cycle into one node, put last.
    m = len(outside)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(outside, outside)]
    into = scores[np.ix_(members, outside)] - own[:, None]
    enter = into.argmax(0)
    small[m, :m] = into.max(0) + own.sum()
    out = scores[np.ix_(outside, members)]
    leave = out.argmax(1)
    small[:m, m] = out.max(1)
    solved = _edmonds(small)
    result = heads.copy()
    for i, node in enumerate(outside):
        result[node] = members[leave[i]] if solved[i] == m else outside[solved[i]]
    result[members[enter[solved[m]]]] = outside[solved[m]]
    result[0] = 0
    return result


def _cycle(heads: Ints) -> list[int] | None:
    state = np.zeros(len(heads), np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        state[path] = 2
    return None
