"""Tag sequences: what may follow what, the best sequence, and spans out of it."""

from __future__ import annotations

import numpy as np
import pytest

from hearsay.sequences import FORBIDDEN, legal_steps, softmax, spans, viterbi

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue")


def test_an_inside_tag_goes_on_from_its_own_kind_only() -> None:
    table = legal_steps(TAGS)
    allowed = {(before, tag) for i, before in enumerate(("^", *TAGS)) for j, tag in enumerate(TAGS) if table[i, j] == 0}
    assert {before for before, tag in allowed if tag == "I-source"} == {"B-source", "I-source"}
    assert {before for before, tag in allowed if tag == "I-cue"} == {"B-cue", "I-cue"}
    for tag in ("O", "B-source", "B-cue"):
        assert {before for before, other in allowed if other == tag} == {"^", *TAGS}
    assert set(np.unique(table)) == {0.0, FORBIDDEN}


def test_bare_tags() -> None:
    table = legal_steps(("O", "B", "I"))
    assert table[:, 2].tolist() == [FORBIDDEN, FORBIDDEN, 0, 0]


def test_the_best_sequence_is_not_the_best_tags() -> None:
    # Tag by tag this would be O I-source, which is no sequence.
    emissions = np.array([[[1.0, 0.9, 0, 0, 0], [0, 0, 2, 0, 0]]], np.float32)
    assert viterbi(emissions, np.array([2]), legal_steps(TAGS)).tolist() == [[1, 2]]


def test_learned_steps_count() -> None:
    steps = np.zeros((3, 2), np.float32)
    steps[1, 1] = 5.0  # From the first tag to the second.
    assert viterbi(np.array([[[1, 0], [1, 0]]], np.float32), np.array([2]), steps).tolist() == [[0, 1]]


def test_places_past_the_end_are_nought() -> None:
    emissions = np.zeros((2, 4, 2), np.float32)
    emissions[:, :, 1] = 1
    best = viterbi(emissions, np.array([4, 2]), np.zeros((3, 2), np.float32))
    assert best.tolist() == [[1, 1, 1, 1], [1, 1, 0, 0]]


def test_a_short_sequence_is_not_changed_by_what_pads_it() -> None:
    rng = np.random.default_rng(3)
    emissions = rng.normal(size=(1, 3, 5)).astype(np.float32)
    steps = legal_steps(TAGS)
    alone = viterbi(emissions, np.array([3]), steps)
    padded = np.concatenate([emissions, rng.normal(size=(1, 4, 5)).astype(np.float32) * 9], 1)
    assert viterbi(padded, np.array([3]), steps)[0, :3].tolist() == alone[0].tolist()


@pytest.mark.parametrize("shape", [(0, 3, 5), (2, 0, 5)])
def test_nothing_to_tag(shape: tuple[int, int, int]) -> None:
    found = viterbi(np.zeros(shape, np.float32), np.zeros(shape[0], np.int64), legal_steps(TAGS))
    assert found.shape == shape[:2]


def test_spans() -> None:
    assert spans(["B-a", "I-a", "O", "B-a", "B-b", "I-b"]) == [(0, 2, "a"), (3, 4, "a"), (4, 6, "b")]
    assert spans(["B", "I", "O"]) == [(0, 2, "")]
    assert spans([]) == []


def test_an_inside_tag_after_nothing_makes_no_span_and_stretches_none() -> None:
    assert spans(["I-a", "B-a", "O", "I-a"]) == [(1, 2, "a")]


def test_softmax_adds_up_and_does_not_overflow() -> None:
    values = np.array([[1e4, 0.0], [-1e4, -1e4]], np.float32)
    assert np.allclose(softmax(values), [[1, 0], [0.5, 0.5]])
