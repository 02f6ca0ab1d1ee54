"""Learning which spans are names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hearsay.parse.candidates import Text
from hearsay.parse.naming import VALUES, Weights
from training.labels import ENTITY, MENTION
from training.names import CAUTION, _named, learn, spoil, write


def _text(words: list[str], tags: dict[int, str], xpos: list[str] | None = None) -> Text:
    n = len(words)
    chances = np.zeros((n, len(ENTITY)), np.float32)
    for i in range(n):
        chances[i, ENTITY.index(tags.get(i, "O"))] = 1
    penn = xpos or ["NNP"] * n
    kinds = np.full((n, len(MENTION)), 1 / len(MENTION), np.float32)
    proper, head = np.ones(n, np.float32), np.full(n, n - 1)
    return Text(words, penn, ["PROPN"] * n, head, ["flat"] * n, chances, proper, kinds, [(0, n)])


def test_spoiling_treats_all_places_of_a_name_alike() -> None:
    words = ["Vega", "met", "Klein", "and", "Vega"]
    seen = set()
    for seed in range(60):
        text = _text(words, {0: "B-ORG", 2: "B-PER", 4: "B-ORG"})
        spoil(text, {(0, 1): "ORG", (2, 3): "PER", (4, 5): "ORG"}, MENTION, np.random.default_rng(seed))
        assert np.allclose(text.chances.sum(1), 1, atol=1e-5)
        assert text.chances[0].argmax() == text.chances[4].argmax()
        seen.add(ENTITY[text.chances[0].argmax()])
    assert {"B-ORG", "B-PER"} <= seen


def test_of_re3d_only_names_are_kept() -> None:
    words = ["the", "Harbour", "Board", "met", "local", "fishermen"]
    text = _text(words, {}, ["DT", "NNP", "NNP", "VBD", "JJ", "NNS"])
    gold, unsure = _named({(0, 3): "ORG", (4, 6): "PER"}, text)
    assert gold == {(1, 3): "ORG"}
    assert unsure == {4, 5}


def test_what_tells_is_learnt_and_read_back(tmp_path: Path) -> None:
    def features(sign: str) -> dict[str, float]:
        return dict.fromkeys(VALUES, 0.0) | {sign: 1.0}

    rows = [features("known town"), features("after title"), features("lower")] * 20
    weights = learn([(rows, [2, 0, 4] * 20, 1.0)])
    write(tmp_path / "names.json", weights)
    found = Weights.load(tmp_path / "names.json")
    assert found.caution == CAUTION
    assert found.table[found.names["known town"]].argmax() == 2
    assert found.table[found.names["after title"]].argmax() == 0
    assert found.table[found.names["lower"]].argmax() == 4


def test_unsure_spans_teach_nothing() -> None:
    row = dict.fromkeys(VALUES, 0.0)
    one = learn([([row | {"a": 1.0}], [0], 1.0)])
    two = learn([([row | {"a": 1.0}, row | {"a": 1.0}], [0, -1], 1.0)])
    assert np.allclose(one.table, two.table, atol=1e-3)
    assert one.table[one.names["a"]].argmax() == 0
    assert pytest.approx(one.table[one.names["a"]].sum(), abs=1e-3) == 0
