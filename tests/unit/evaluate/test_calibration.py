from __future__ import annotations

import pytest

from hearsay.errors import DataError
from hearsay.evaluate.calibration import brier, expected_calibration_error, reliability


def test_bins_hold_their_upper_end_and_the_lowest_holds_zero() -> None:
    diagram = reliability([0.0, 0.5, 0.51, 1.0], [False, True, False, True], bins=2)
    assert [b.count for b in diagram] == [2, 2]
    assert [b.accuracy for b in diagram] == [0.5, 0.5]
    assert diagram[0].confidence == pytest.approx(0.25)
    assert (diagram[0].low, diagram[1].high) == (0.0, 1.0)


def test_an_empty_bin_is_zero() -> None:
    diagram = reliability([0.9], [True], bins=10)
    assert sum(b.count for b in diagram) == 1
    assert diagram[0].accuracy == 0.0


def test_calibration_error_by_hand() -> None:
    # 0.7 to 0.8: mean 0.8, one of two right, gap 0.3; 0.2 to 0.3: none right, gap 0.3; 0.9 to 1: no gap.
    confidences, outcomes = [0.8, 0.8, 0.3, 1.0], [True, False, False, True]
    assert expected_calibration_error(confidences, outcomes) == pytest.approx((2 * 0.3 + 0.3 + 0.0) / 4)


def test_brier_by_hand() -> None:
    assert brier([0.8, 0.3], [True, True]) == pytest.approx((0.04 + 0.49) / 2)


def test_nothing_predicted() -> None:
    assert expected_calibration_error([], []) == 0.0
    assert brier([], []) == 0.0


@pytest.mark.parametrize("confidences", [[1.2], [-0.1], [float("nan")], [0.1, 0.2]])
def test_what_is_no_probability_is_refused(confidences: list[float]) -> None:
    with pytest.raises(DataError):
        brier(confidences, [True])
