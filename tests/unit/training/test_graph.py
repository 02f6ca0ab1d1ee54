"""The graph's writer, without PyTorch: the shipped graph is what it writes, and is written anew whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="graphs are written with onnx")

from hearsay.parse import weights
from hearsay.parse.encoder import Encoder
from training import graph


def test_the_shipped_graph_is_what_is_written_today() -> None:
    path = weights.shipped() / "encoder.onnx"
    assert graph.build(graph.constants_of(path)).SerializeToString() == path.read_bytes()


def test_a_folder_is_written_anew_with_its_manifest(tmp_path: Path) -> None:
    """As is needed for a model that was made before the graph took one row at a time."""
    folder = Path(shutil.copytree(weights.shipped(), tmp_path / "model"))
    before = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(before | {"format": 1, "id": "old"}))
    assert graph.rewrite(folder) == before["id"]
    assert json.loads((folder / "manifest.json").read_text()) == before
    assert Encoder.load(folder).manifest.id == before["id"]


def test_tables_keep_to_half_a_step() -> None:
    weight = np.random.default_rng(0).normal(size=(20, 7)).astype(np.float32)
    weight[3] = 0
    rounded, scale = graph.table("t", weight).values()
    assert (np.abs(rounded * scale - weight) <= scale / 2 + 1e-7).all()


def test_a_constant_that_is_missing_is_named() -> None:
    constants = graph.constants_of(weights.shipped() / "encoder.onnx")
    del constants["layer2.up.scale"]
    with pytest.raises(KeyError, match=r"layer2\.up\.scale"):
        graph.build(constants)
