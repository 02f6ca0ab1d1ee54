from __future__ import annotations

import numpy as np
import pytest

from hearsay.errors import ConfigError
from hearsay.evaluate import matching
from hearsay.evaluate.matching import assign, match


def test_assign_takes_the_greatest_total() -> None:
    # The greedy choice, 10, would leave 1.
    assert assign(np.array([[10.0, 9.0], [9.0, 1.0]])) == [(0, 1), (1, 0)]


def test_match_prefers_more_pairs_to_heavier_ones() -> None:
    weights = np.array([[10.0, 1.0], [1.0, 0.0]])
    assert assign(weights) == [(0, 0)]
    assert match(weights) == [(0, 1), (1, 0)]


def test_match_breaks_ties_by_weight() -> None:
    assert match(np.array([[1.0, 2.0]])) == [(0, 1)]


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (2, 2)])
def test_nothing_to_match(shape: tuple[int, int]) -> None:
    assert match(np.zeros(shape)) == []
    assert assign(np.zeros(shape)) == []


def test_a_missing_scipy_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "scipy.optimize", None)
    with pytest.raises(ConfigError, match="bench"):
        matching.match(np.ones((1, 1)))
