"""One-to-one matching of two lists. Needs SciPy, which comes with the extra ``bench``."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hearsay.errors import ConfigError


def assign(weights: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The one-to-one pairing of rows with columns that has the greatest total weight.

    ``weights`` is (rows, columns), none negative. Pairs of no weight are left out.
    """
    if not weights.size:
        return []
    rows, columns = _solver()(-weights)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if weights[i, j] > 0]


def match(weights: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The one-to-one pairing with the most pairs and, among those, the greatest total weight.

    ``weights`` is (rows, columns); a pair of weight 0 is not allowed.
    """
    if not weights.size or weights.max() <= 0:
        return []
    # One more pair must outweigh any choice among pairs, so all weights together stay below 1.
    share = weights / (weights.max() * (min(weights.shape) + 1))
    return assign(np.where(weights > 0, 1.0 + share, 0.0))


def _solver() -> Any:
    try:
        from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        raise ConfigError("the benchmarks need SciPy: pip install 'hearsay[bench]'") from None
    return linear_sum_assignment
