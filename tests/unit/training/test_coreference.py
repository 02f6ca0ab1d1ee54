"""Learning the tables laid over antecedent scores."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hearsay.parse.antecedents import SIZES, Scorer
from training import coreference
from training.coreference import OFFSETS, TOTAL, Example, learn, loss, score, write


def _example(seed: int) -> Example:
    """Four mentions whose kinds alone, 1 after 0, tell who goes back to whom."""
    rng = np.random.default_rng(seed)
    chains = np.array([0, 1, 0, 1])
    right = chains[:, None] == chains
    places = [np.zeros((4, 4), np.int16) for _ in SIZES]
    places[list(SIZES).index("number")] = right.astype(np.int16)
    return Example(rng.normal(size=(4, 4)), np.zeros((4, 1)), places, chains)


def test_the_gradient_is_the_loss_s(monkeypatch: pytest.MonkeyPatch) -> None:
    example = _example(0)
    scores = np.random.default_rng(1).normal(size=(4, 4))
    value, slope = loss(example, scores)
    for i, j in ((1, 0), (2, 0), (3, 1)):
        step = scores.copy()
        step[i, j] += 1e-6
        assert (loss(example, step)[0] - value) / 1e-6 == pytest.approx(slope[i, j], abs=1e-4)
    assert slope[0, 3] == 0


def test_what_tells_is_learnt(tmp_path: Path) -> None:
    examples = [_example(i) for i in range(8)]
    weights = learn(examples, np.concatenate([np.zeros(TOTAL), [1.0, 1.0]]))
    at = OFFSETS["number"]
    assert weights[at + 1] > weights[at] + 0.5
    before = sum(loss(e, score(e, np.zeros(TOTAL + 2), e.scores))[0] for e in examples)
    assert sum(loss(e, score(e, weights, e.scores))[0] for e in examples) < before
    write(tmp_path / "coreference.npz", weights)
    scorer = Scorer.load(tmp_path / "coreference.npz", {})
    assert scorer.link == coreference.LINK
    assert scorer.tables["number"][1] == pytest.approx(weights[at + 1])
