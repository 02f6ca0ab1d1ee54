"""Sentences, heads and relations out of the model's values."""

from __future__ import annotations

import numpy as np
import pytest

from hearsay.parse.syntax import LONGEST_SENTENCE, SyntaxTables, dependencies, sentences


def _starts(n: int, *at: int) -> np.ndarray:
    values = np.tile(np.array([1.0, 0.0], np.float32), (n, 1))
    values[list(at), 1] = 2
    return values


def test_a_sentence_begins_where_the_model_says() -> None:
    assert sentences(_starts(6, 0, 4), np.zeros(6), [(0, 6)]) == [(0, 4), (4, 6)]


def test_a_sentence_begins_with_the_text_and_with_every_paragraph() -> None:
    assert sentences(_starts(5), np.array([0, 0, 1, 1, 2]), [(0, 5)]) == [(0, 2), (2, 4), (4, 5)]


def test_the_models_values_are_left_as_they_were() -> None:
    values = _starts(3)
    sentences(values, np.array([0, 1, 1]), [(0, 3)])
    assert (values == _starts(3)).all()


def test_a_run_without_end_is_cut_where_the_rows_are() -> None:
    n = LONGEST_SENTENCE + 50
    rows = [(0, 100), (100, 200), (200, n)]
    assert sentences(_starts(n), np.zeros(n), rows) == rows
    assert sentences(_starts(LONGEST_SENTENCE), np.zeros(LONGEST_SENTENCE), [(0, 100), (100, 200)]) == [(0, 200)]


def test_no_words_no_sentences() -> None:
    assert sentences(np.zeros((0, 2), np.float32), np.zeros(0), []) == []


@pytest.fixture
def tables() -> SyntaxTables:
    """Arc scores are products of the dependent's and the head's vectors; the relation is where the sum is greatest."""
    raw = {
        "arc": np.concatenate([np.eye(3), np.zeros((1, 3))]).astype(np.float32),
        "root": np.array([0, 0, 5], np.float32),
        "root_label": np.array([0, 9], np.float32),
        "relation.weight": np.eye(2, dtype=np.float32),
        "relation.bias": np.zeros(2, np.float32),
    }
    return SyntaxTables.of(raw)


def test_heads_stay_within_their_sentence(tables: SyntaxTables) -> None:
    # Words 1 and 3 want to be roots, word 0 likes word 1 and word 2 word 3; word 2 would like word 1 as well.
    dep = np.array([[1, 0, 0], [0, 0, 1], [1, 0, 0], [0, 0, 1]], np.float32)
    head = np.array([[0, 0, 0], [3, 0, 0], [0, 0, 0], [2, 0, 0]], np.float32)
    signals = {
        "arc_dep": dep,
        "arc_head": head,
        "label_dep": np.array([[1, 0], [1, 0], [0, 2], [1, 0]], np.float32),
        "label_head": np.array([[0, 0], [3, 0], [0, 0], [0, 1]], np.float32),
    }
    heads, relations = dependencies(signals, [(0, 2), (2, 4)], tables)
    assert heads.tolist() == [1, 1, 3, 3]
    # A root's relation is scored with the root's own vector, not with the word's.
    assert relations.tolist() == [0, 1, 1, 1]


def test_nothing_to_parse(tables: SyntaxTables) -> None:
    signals = {name: np.zeros((0, 3), np.float32) for name in ("arc_dep", "arc_head")}
    signals |= {name: np.zeros((0, 2), np.float32) for name in ("label_dep", "label_head")}
    heads, relations = dependencies(signals, [], tables)
    assert (len(heads), len(relations)) == (0, 0)
