"""The best tree against trying every tree."""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hearsay.parse.trees import best_tree


def _is_tree(heads: tuple[int, ...]) -> bool:
    """Whether every word leads to the root, and one word alone hangs on it."""
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen: set[int] = set()
        while word:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word - 1]
    return True


@lru_cache
def _trees(n: int) -> np.ndarray:
    return np.array([h for h in itertools.product(range(n + 1), repeat=n) if _is_tree(h)])


@given(
    seed=st.integers(0, 2**32 - 1),
    n=st.integers(1, 5),
    roots=st.sampled_from([-20.0, 0.0, 20.0]),
    whole=st.booleans(),
)
def test_the_tree_is_the_best_of_all(seed: int, n: int, roots: float, whole: bool) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32) * 5
    scores[:, 0] += roots
    if whole:  # Ties.
        scores = scores.round()
    heads = best_tree(scores)
    assert _is_tree(tuple(heads.tolist()))
    every = scores[np.arange(n), _trees(n)].sum(1)
    assert abs(scores[np.arange(n), heads].sum() - every.max()) < 1e-3


@given(seed=st.integers(0, 2**32 - 1), n=st.integers(6, 60))
def test_longer_sentences_get_a_tree(seed: int, n: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    assert _is_tree(tuple(best_tree(scores).tolist()))
