"""Arrays kept by name in one file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray


def keep(file: Path | IO[bytes], arrays: Mapping[str, NDArray[Any]], *, compressed: bool = True) -> None:
    """Write an ``.npz``. Numpy's own types would take a name for an option."""
    given: dict[str, Any] = dict(arrays)
    (np.savez_compressed if compressed else np.savez)(file, **given)
