"""The best dependency tree."""

from __future__ import annotations

import numpy as np

from hearsay.parse.trees import best_tree


def _scores(n: int, arcs: dict[tuple[int, int], float]) -> np.ndarray:
    """``arcs`` by (word, head), words from 1, head 0 the root."""
    table = np.zeros((n, n + 1), np.float32)
    for (word, head), score in arcs.items():
        table[word - 1, head] = score
    return table


def test_best_heads_that_make_a_tree_are_taken() -> None:
    assert best_tree(_scores(3, {(1, 2): 5, (2, 0): 5, (3, 2): 5})).tolist() == [2, 0, 2]


def test_one_word() -> None:
    assert best_tree(np.array([[-3.0, 9.0]], np.float32)).tolist() == [0]


def test_no_word_heads_itself() -> None:
    assert best_tree(_scores(2, {(1, 1): 50, (2, 2): 50, (1, 0): 1, (2, 1): 1})).tolist() == [0, 1]


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    arcs = {(1, 2): 10.0, (2, 1): 10.0, (1, 0): 4, (2, 0): 6, (3, 2): 3}
    assert best_tree(_scores(3, arcs)).tolist() == [2, 0, 2]


def test_a_cycle_within_a_cycle() -> None:
    arcs = {(1, 2): 10.0, (2, 1): 10.0, (3, 1): 8, (4, 3): 9, (3, 4): 9, (1, 3): 8.5, (4, 0): 1}
    heads = best_tree(_scores(4, arcs))
    assert heads.tolist() == [3, 1, 4, 0]


def test_one_root_where_two_would_score_more() -> None:
    assert best_tree(_scores(2, {(1, 0): 9, (2, 0): 8, (1, 2): 1, (2, 1): 3})).tolist() == [0, 1]


def test_the_root_need_not_be_among_the_likeliest_ones() -> None:
    # Words 1 to 3 look most like roots, but any tree under one of them loses ten on another arc.
    arcs = {(w, 0): 5.0 for w in (1, 2, 3)} | {(4, 0): 4.0} | {(w, 4): 10.0 for w in (1, 2, 3)}
    arcs |= {(4, w): -10.0 for w in (1, 2, 3)}
    assert best_tree(_scores(4, arcs)).tolist() == [4, 4, 4, 0]


def test_scores_are_left_as_they_were() -> None:
    scores = np.random.default_rng(0).normal(size=(6, 7)).astype(np.float32)
    before = scores.copy()
    best_tree(scores)
    assert (scores == before).all()


def test_a_long_sentence_of_cycles() -> None:
    # Every word's best head is its neighbour, in pairs, and pairs of pairs: deep contraction, no recursion.
    n = 256
    scores = np.zeros((n, n + 1), np.float32)
    for word in range(n):
        for bit in range(8):
            scores[word, 1 + (word ^ (1 << bit))] = 9 - bit
    heads = best_tree(scores)
    assert (heads == 0).sum() == 1
    reached = {0}
    for _ in range(n):
        reached |= {i + 1 for i, head in enumerate(heads) if head in reached}
    assert len(reached) == n + 1
