"""What the recipe keeps in files: arrays by name, and what takes long to make anew."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")


def keep_arrays(file: Path | IO[bytes], arrays: Mapping[str, NDArray[Any]], *, compressed: bool = True) -> None:
    """Write an ``.npz``. Numpy's own types would take a name for an option."""
    given: dict[str, Any] = dict(arrays)
    (np.savez_compressed if compressed else np.savez)(file, **given)


def kept(path: Path | None, fresh: Iterable[T]) -> list[T]:
    """What is in a pickle, where there is one; it is written where there is not."""
    if path is not None and path.exists():
        with path.open("rb") as file:
            found: list[T] = pickle.load(file)
        return found
    made = list(fresh)
    if path is not None:
        with path.open("wb") as file:
            pickle.dump(made, file, protocol=5)
    return made
