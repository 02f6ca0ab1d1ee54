"""Models for the tests that read: a tiny one with random weights, and the one in the package."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from hearsay.pipeline import Pipeline

# A slow machine is no failure. Where CI judges a change it draws the same examples every time, as Hypothesis's own
# profile for CI does: what chance finds is found by those who run the tests at home.
settings.register_profile("untimed", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder with random weights; do not change it."""
    pytest.importorskip("onnx", reason="the tiny model is written with the onnx package")
    from tests.support import tiny_model

    return tiny_model.write(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def tiny(tiny_folder: Path) -> Pipeline:
    """A pipeline whose model talks nonsense."""
    from hearsay.pipeline import Pipeline

    return Pipeline.load(tiny_folder)


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """The shipped model's folder, or the one HEARSAY_MODEL names; do not change it."""
    from hearsay.parse.weights import shipped

    folder = Path(os.environ.get("HEARSAY_MODEL") or shipped())
    if not (folder / "manifest.json").is_file():
        pytest.skip("no model in the package yet: train one, or name a folder in HEARSAY_MODEL")
    return folder


@pytest.fixture(scope="session")
def reader(model_folder: Path) -> Pipeline:
    """The pipeline as users get it."""
    from hearsay.pipeline import Pipeline

    return Pipeline.load(model_folder)
