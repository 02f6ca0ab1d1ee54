"""Tables laid over the model's antecedent scores."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hearsay.errors import ModelError
from hearsay.parse import pairs
from hearsay.parse.antecedents import SIZES, Columns, Grammar, Scorer, columns, indices

# fmt: off
WORDS = ["The", "board", "said", "that", "its", "head", ",", "a", "captain", ",", "is", "Anna", "Bell", "and", "that",
         "she", "agreed"]
XPOS = ["DT", "NN", "VBD", "IN", "PRP$", "NN", ",", "DT", "NN", ",", "VBZ", "NNP", "NNP", "CC", "IN", "PRP", "VBD"]
HEAD = np.array([1, 2, 2, 12, 5, 12, 8, 8, 5, 5, 12, 12, 2, 16, 16, 16, 2])
RELATION = ["det", "nsubj", "root", "mark", "nmod:poss", "nsubj", "punct", "det", "appos", "punct", "cop", "compound",
            "ccomp", "cc", "mark", "nsubj", "conj"]
# fmt: on
HEADS = np.array([1, 4, 5, 8, 12, 15])
EDGES = np.array([0, 4, 4, 7, 11, 15]), np.array([1, 4, 8, 8, 12, 15])
TRAINED = {
    "pair_class": np.zeros((11, 11), np.float32), "pair_type": np.zeros((11, 11), np.float32),
    "pair_distance": np.zeros((3, pairs.DISTANCES), np.float32),
    "pair_agreement": np.zeros((3, pairs.AGREEMENTS), np.float32),
}  # fmt: skip


def _columns() -> Columns:
    grammar = Grammar(WORDS, XPOS, HEAD, RELATION, [(0, len(WORDS))])
    return columns(grammar, HEADS, EDGES, np.array([5, 5, 6, 6, 6, 6]), np.array([3.0, -0.4, 0.0, 1.6, 99.0, 2.0]))


def test_codes_of_mentions() -> None:
    c = _columns()
    assert c.determiner.tolist() == [2, 7, 4, 1, 0, 7]
    assert c.number.tolist() == [1, 1, 1, 1, 1, 1]
    assert c.sure.tolist() == [3, 0, 1, 2, 6, 2]
    assert c.speaks.tolist() == [1, 0, 0, 0, 0, 1]
    assert c.link.tolist() == [10, 5, 1, 3, 10, 10]


def test_how_two_heads_hang_together() -> None:
    tree = indices(WORDS, _columns())["tree"] // 9
    assert tree[3, 2] == 3  # "a captain" is an apposition to "its head",
    assert tree[4, 2] == 1  # and Anna Bell is the head.
    assert tree[2, 1] == 5
    assert tree[5, 0] == 0


def test_places_are_within_their_tables() -> None:
    places = indices(WORDS, _columns())
    assert set(places) == set(SIZES)
    for name, table in places.items():
        assert table.shape == (6, 6)
        assert table.min() >= 0
        assert table.max() < SIZES[name]


def test_scores_are_the_sum_of_every_table() -> None:
    rng = np.random.default_rng(3)
    tables = {name: rng.normal(size=size).astype(np.float32) for name, size in SIZES.items()}
    signals = {name: rng.normal(size=(len(WORDS), 4)).astype(np.float32) for name in ("anaphor", "antecedent")}
    signals["anaphoric"] = rng.normal(size=(len(WORDS), 1)).astype(np.float32)
    c = _columns()
    found = Scorer(tables, 0.5, 2.0, 0.0).scores(signals, WORDS, c)
    expected = 0.5 * (signals["anaphor"][HEADS] @ signals["antecedent"][HEADS].T) / 2 + 2 * signals["anaphoric"][HEADS]
    expected = expected + sum(tables[name][places] for name, places in indices(WORDS, c).items())
    below = np.tril_indices(6, -1)
    assert np.allclose(found[below], expected[below], atol=1e-4)
    assert np.isneginf(found[np.triu_indices(6)]).all()


def test_without_a_file_the_trained_tables_serve(tmp_path: Path) -> None:
    trained = {name: table + 1 for name, table in TRAINED.items()}
    scorer = Scorer.load(tmp_path / "coreference.npz", trained)
    assert scorer.tables["class"].sum() == 121
    assert scorer.tables["tree"].sum() == 0


def test_a_damaged_file_and_one_of_other_sizes(tmp_path: Path) -> None:
    path = tmp_path / "coreference.npz"
    path.write_bytes(b"nothing")
    with pytest.raises(ModelError, match="damaged"):
        Scorer.load(path, TRAINED)
    np.savez(path, weights=np.ones(3), **{name: np.zeros(size) for name, size in SIZES.items()} | {"tree": np.zeros(2)})
    with pytest.raises(ModelError, match="tree"):
        Scorer.load(path, TRAINED)
