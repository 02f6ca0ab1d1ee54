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
    heads: Ints = exact.argmax(1)
    if (heads == 0).sum() == 1 and _is_tree(heads):
        return heads
    return _single_rooted(exact)


def _is_tree(heads: Ints) -> bool:
    """Whether following heads leads every word to the root."""
    above = np.concatenate(([0], heads))
    for _ in range(max(1, len(heads).bit_length())):
        above = above[above]
    return not above.any()


def _single_rooted(scores: NDArray[np.float64]) -> Ints:
    """The best tree with one root, exactly: where the best has more, root arcs are made so dear that a second one
    never pays (Stanojević and Cohen, "A Root of a Problem", EMNLP 2021).
    """
    n = len(scores)
    full = np.zeros((n + 1, n + 1))
    full[1:] = scores
    heads = _edmonds(full.copy())[1:]
    if (heads == 0).sum() == 1:
        return heads
    real = scores[np.isfinite(scores)]
    full[1:, 0] -= (n + 1) * (real.max() - real.min() + 1)
    return _edmonds(full)[1:]


def _edmonds(scores: NDArray[np.float64]) -> Ints:
    """Heads of the maximum spanning arborescence from node 0; ``scores[d, h]``, which is used up.

    Cycles are contracted in place, each into its first node, whose row then says what it costs to break the cycle.
    """
    np.fill_diagonal(scores, -np.inf)
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    contracted = []
    while cycle := _cycle(heads):
        nodes, first = np.array(cycle), cycle[0]
        own = heads[nodes]
        into = scores[nodes] - scores[nodes, own][:, None]
        into[:, nodes] = -np.inf
        out = scores[:, nodes]
        contracted.append((nodes, own, nodes[into.argmax(0)], nodes[out.argmax(1)]))
        scores[first], scores[:, first] = into.max(0), out.max(1)
        scores[first, first] = -np.inf
        scores[:, nodes[1:]] = -np.inf
        inside = np.zeros(len(heads), bool)
        inside[nodes] = True
        heads[inside[heads]] = first
        heads[nodes[1:]] = 0  # Out of the way until the cycle is opened again.
        heads[first] = scores[first].argmax()
    for nodes, own, enter, leave in reversed(contracted):
        first = nodes[0]
        above = heads[first]
        below = heads == first
        heads[below] = leave[below]
        heads[nodes] = own
        heads[enter[above]] = above
    return heads


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
