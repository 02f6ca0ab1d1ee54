"""The model's files: a missing, damaged or foreign one is named."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hearsay.errors import ModelError
from hearsay.parse.weights import FORMAT, NEEDED, check, manifest, shipped, tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("encoder.onnx", "vocab.txt"):
        (tmp_path / name).write_bytes(name.encode())
    np.savez(tmp_path / "tables.npz", arc=np.eye(2, dtype=np.float32))
    _write(tmp_path)
    return tmp_path


def _write(folder: Path, **changes: Any) -> None:
    raw: dict[str, Any] = {
        "format": FORMAT,
        "id": "a-model",
        "limit": 160,
        "sizes": {"pointer": 4},
        "groups": [[["flat", 7]], [["upos", 17]]],
        "labels": {"upos": ["NOUN"]},
        "sha256": {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in NEEDED},
    }
    raw.update(changes)
    kept = {name: value for name, value in raw.items() if value is not None}
    (folder / "manifest.json").write_text(json.dumps(kept), encoding="utf-8")


def test_a_whole_model(folder: Path) -> None:
    found = manifest(folder)
    check(found)
    assert (found.id, found.limit, found.groups) == ("a-model", 160, [[("flat", 7)], [("upos", 17)]])
    assert found.path("vocab.txt") == folder / "vocab.txt"
    assert tables(found)["arc"].tolist() == [[1, 0], [0, 1]]


def test_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no reading model here") as error:
        manifest(tmp_path / "nowhere")
    assert "manifest.json" in str(error.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "17", '"format"'])
def test_a_manifest_that_is_none(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text)
    with pytest.raises(ModelError, match=r"manifest\.json"):
        manifest(folder)


def test_a_manifest_in_no_encoding(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(ModelError, match="damaged"):
        manifest(folder)


def test_another_versions_model(folder: Path) -> None:
    _write(folder, format=FORMAT + 1)
    with pytest.raises(ModelError, match="another version"):
        manifest(folder)


@pytest.mark.parametrize("change", [{"groups": None}, {"groups": 3}, {"limit": "many"}, {"id": None}, {"sha256": 5}])
def test_a_manifest_with_a_wrong_part(folder: Path, change: dict[str, Any]) -> None:
    _write(folder, **change)
    with pytest.raises(ModelError, match="damaged"):
        manifest(folder)


@pytest.mark.parametrize("name", NEEDED)
def test_a_changed_file_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"other")
    with pytest.raises(ModelError, match="damaged") as error:
        check(manifest(folder))
    assert str(error.value).startswith(str(folder / name))


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match="missing") as error:
        check(manifest(folder))
    assert str(error.value).startswith(str(folder / name))


@pytest.mark.parametrize("name", NEEDED)
def test_a_file_the_manifest_does_not_vouch_for(folder: Path, name: str) -> None:
    kept = {n: h for n, h in manifest(folder).sha256.items() if n != name}
    _write(folder, sha256=kept)
    with pytest.raises(ModelError, match="SHA-256"):
        check(manifest(folder))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more", b"not an archive"])
def test_tables_that_are_none(folder: Path, data: bytes) -> None:
    (folder / "tables.npz").write_bytes(data)
    with pytest.raises(ModelError, match=r"tables\.npz"):
        tables(manifest(folder))


def test_the_shipped_model_lies_in_the_package() -> None:
    assert shipped().parts[-2:] == ("data", "model")
