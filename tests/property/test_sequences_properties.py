"""Viterbi against trying every sequence."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hearsay.sequences import FORBIDDEN, legal_steps, spans, viterbi

TAGS = ("O", "B-source", "I-source", "B-content", "I-content")
SEEDS = st.integers(0, 2**32 - 1)


def _score(emissions: np.ndarray, steps: np.ndarray, tags: tuple[int, ...]) -> float:
    before = [0, *(t + 1 for t in tags[:-1])]
    return float(sum(emissions[i, t] + steps[b, t] for i, (b, t) in enumerate(zip(before, tags, strict=True))))


@given(seed=SEEDS, lengths=st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_viterbi_equals_brute_force(seed: int, lengths: list[int]) -> None:
    rng = np.random.default_rng(seed)
    emissions = rng.normal(size=(len(lengths), max(lengths), len(TAGS))).astype(np.float32)
    steps = legal_steps(TAGS) + rng.normal(size=(len(TAGS) + 1, len(TAGS))).astype(np.float32)
    best = viterbi(emissions, np.array(lengths), steps)
    for row, found, length in zip(emissions, best, lengths, strict=True):
        every = itertools.product(range(len(TAGS)), repeat=length)
        top = max(_score(row, steps, tags) for tags in every)
        assert abs(_score(row, steps, tuple(found[:length])) - top) < 1e-3


@given(seed=SEEDS, scale=st.sampled_from([0.1, 10.0, 300.0]), length=st.integers(1, 40))
def test_no_sequence_is_illegal(seed: int, scale: float, length: int) -> None:
    rng = np.random.default_rng(seed)
    emissions = (rng.normal(size=(3, length, len(TAGS))) * scale).astype(np.float32)
    steps = legal_steps(TAGS)
    for row in viterbi(emissions, np.array([length] * 3), steps):
        before = [0, *(row[:-1] + 1)]
        assert all(steps[b, t] != FORBIDDEN for b, t in zip(before, row, strict=True))


@given(st.lists(st.sampled_from(TAGS), max_size=30))
def test_spans_are_in_order_and_apart_whatever_the_tags(tags: list[str]) -> None:
    found = spans(tags)
    assert all(0 <= a < b <= len(tags) for a, b, _ in found)
    assert all(b <= c for (_, b, _), (c, _, _) in itertools.pairwise(found))
    assert [a for a, _, _ in found] == [i for i, tag in enumerate(tags) if tag[0] == "B"]
    assert all(tag[0] == "I" for a, b, _ in found for tag in tags[a + 1 : b])
