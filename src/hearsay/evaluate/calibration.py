"""Does a confidence of 0.8 come true four times out of five?"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from hearsay.errors import DataError


class Bin(msgspec.Struct, frozen=True):
    """The predictions whose confidence lies in one interval.

    The interval is ``(low, high]``, and the lowest holds 0 as well. ``confidence`` is their mean
    confidence, ``accuracy`` the share that came true; both are 0 for an empty bin.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(confidences: Sequence[float], outcomes: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """The reliability diagram: ``bins`` intervals of equal width over 0 to 1.

    Raises DataError when the two sequences differ in length or a confidence lies outside 0 to 1.
    """
    sure, came_true = _checked(confidences, outcomes)
    where = np.clip(np.ceil(sure * bins).astype(int) - 1, 0, bins - 1)
    return tuple(_bin(k, bins, sure[where == k], came_true[where == k]) for k in range(bins))


def expected_calibration_error(confidences: Sequence[float], outcomes: Sequence[bool], bins: int = 10) -> float:
    """ECE: the mean gap between confidence and accuracy over the bins, each weighed by its count.

    After Naeini, Cooper and Hauskrecht (AAAI 2015). 0 when there are no predictions.
    """
    total = len(confidences)
    if not total:
        return 0.0
    diagram = reliability(confidences, outcomes, bins)
    return sum(b.count / total * abs(b.confidence - b.accuracy) for b in diagram)


def brier(confidences: Sequence[float], outcomes: Sequence[bool]) -> float:
    """The Brier score: the mean squared gap between confidence and outcome; 0 is perfect."""
    sure, came_true = _checked(confidences, outcomes)
    return float(np.mean((sure - came_true) ** 2)) if sure.size else 0.0


def _checked(confidences: Sequence[float], outcomes: Sequence[bool]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if len(confidences) != len(outcomes):
        raise DataError(f"{len(confidences)} confidences for {len(outcomes)} outcomes")
    sure = np.asarray(confidences, dtype=np.float64)
    # Written so that NaN fails too.
    if sure.size and not (sure.min() >= 0 and sure.max() <= 1):
        raise DataError("a confidence lies outside 0 to 1")
    return sure, np.asarray(outcomes, dtype=np.float64)


def _bin(
    k: int,
    bins: int,
    sure: NDArray[np.float64],
    came_true: NDArray[np.float64],
) -> Bin:
    empty = not sure.size
    return Bin(
        low=k / bins,
        high=(k + 1) / bins,
        count=int(sure.size),
        confidence=0.0 if empty else float(sure.mean()),
        accuracy=0.0 if empty else float(came_true.mean()),
    )
