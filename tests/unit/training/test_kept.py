"""What the recipe keeps in files is what it is given back."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from training.kept import keep_arrays, kept
from training.options import add_data


@pytest.mark.parametrize("compressed", [True, False])
def test_arrays_are_kept_by_any_name(tmp_path: Path, compressed: bool) -> None:
    file = tmp_path / "a.npz"
    keep_arrays(file, {"allow": np.arange(3), "role.weight": np.ones((2, 2))}, compressed=compressed)
    with np.load(file) as found:
        assert sorted(found.files) == ["allow", "role.weight"]
        assert found["allow"].tolist() == [0, 1, 2]


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    made: list[int] = []

    def fresh() -> Iterator[int]:
        made.append(1)
        yield from (1, 2)

    path = tmp_path / "said.pickle"
    assert [kept(path, fresh()), kept(path, fresh()), kept(None, fresh())] == [[1, 2]] * 3
    assert len(made) == 2


def test_the_data_folder_may_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(*given: str) -> Path | None:
        parser = argparse.ArgumentParser(exit_on_error=False)
        add_data(parser)
        folder: Path | None = parser.parse_args(given).data
        return folder

    monkeypatch.setenv("HEARSAY_DATA", "there")
    assert (parsed(), parsed("--data", "here")) == (Path("there"), Path("here"))
    monkeypatch.delenv("HEARSAY_DATA")
    with pytest.raises((argparse.ArgumentError, SystemExit)):
        parsed()
