"""`hearsay doctor`: it finds what is wrong and says so."""

from __future__ import annotations

import hashlib
import importlib
import json
from importlib import metadata
from pathlib import Path

import pytest

import hearsay
from hearsay.errors import ModelError
from hearsay.parse import weights
from hearsay.serve.cli.main import run
from tests.support.fake_pipeline import FakePipeline

command = importlib.import_module("hearsay.serve.cli.doctor")
Out = pytest.CaptureFixture[str]


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A sound installation with a model in a folder: change it to make it unsound."""
    files = {"encoder.onnx": b"weights" * 1000, "vocab.txt": b"words"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    manifest = {
        "format": weights.FORMAT,
        "id": "hearsay-en-1",
        "limit": 512,
        "sizes": {},
        "groups": [],
        "labels": {},
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    monkeypatch.setattr(hearsay, "__version__", "9.8.7")
    monkeypatch.setattr(command, "load_reader", lambda _model: FakePipeline())
    monkeypatch.setattr(metadata, "requires", lambda _name: ["click>=8.1", "rich", 'pytest>=8; extra == "dev"'])
    return tmp_path


def _doctor(folder: Path, *arguments: str) -> int:
    return run(["doctor", "--model", str(folder), *arguments])


def test_all_is_well(folder: Path, capsys: Out) -> None:
    assert _doctor(folder) == 0
    out = capsys.readouterr().out
    for part in ("hearsay 9.8.7", "python  ", "system  ", "hearsay-en-1, 7,005 bytes", str(folder)):
        assert part in out
    digest = hashlib.sha256(b"words").hexdigest()[:16]
    assert f"vocab.txt  sha256 {digest}  whole" in out
    assert metadata.version("click") in out
    assert "pytest" not in out.replace(str(folder), "")
    assert "All is well" in out


def test_the_same_as_json(folder: Path, capsys: Out) -> None:
    assert _doctor(folder, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["model"]["matches"] is True
    assert found["model"]["files"][1]["size"] == 5
    assert found["reads"] is True
    assert found["problems"] == []
    assert found["dependencies"] == {"click": metadata.version("click"), "rich": metadata.version("rich")}


def test_a_damaged_model(folder: Path, capsys: Out) -> None:
    (folder / "encoder.onnx").write_bytes(b"other")
    assert _doctor(folder) == 1
    out = capsys.readouterr().out
    assert f"Problem: {folder / 'encoder.onnx'} is damaged" in out
    assert "DAMAGED" in out
    assert "All is well" not in out


def test_a_model_with_a_file_missing(folder: Path, capsys: Out) -> None:
    (folder / "encoder.onnx").unlink()
    assert _doctor(folder) == 1
    out = capsys.readouterr().out
    assert f"Problem: {folder / 'encoder.onnx'} is missing" in out


@pytest.mark.parametrize("manifest", [None, "{", "{}", f'{{"format": {weights.FORMAT}}}'])
def test_a_model_without_a_sound_manifest(folder: Path, manifest: str | None, capsys: Out) -> None:
    if manifest is None:
        (folder / "manifest.json").unlink()
    else:
        (folder / "manifest.json").write_text(manifest)
    assert _doctor(folder, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert "manifest.json" in found["problems"][0]
    assert found["model"] is None


def test_a_library_that_is_missing(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _name: ["no-such-library-anywhere>=1"])
    assert _doctor(folder) == 1
    assert "Problem: no-such-library-anywhere is not installed" in capsys.readouterr().out


@pytest.mark.parametrize("error", [ModelError("cannot be loaded", where="x.onnx"), RuntimeError("cannot be loaded")])
def test_a_model_that_does_not_load(
    folder: Path, error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    def load(_model: Path | None) -> None:
        raise error

    monkeypatch.setattr(command, "load_reader", load)
    assert _doctor(folder, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["reads"] is False
    assert "cannot be loaded" in found["problems"][0]


def test_a_checkout_that_is_not_installed_has_no_list_of_libraries(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    def requires(_name: str) -> list[str]:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "requires", requires)
    assert _doctor(folder) == 0
    assert "rich" not in capsys.readouterr().out
