"""`hearsay doctor`: it finds what is wrong and says so."""

from __future__ import annotations

import importlib
import json
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest

import hearsay
from hearsay.errors import ModelError
from hearsay.serve.cli.main import run
from tests.support.fake_pipeline import FakePipeline

command = importlib.import_module("hearsay.serve.cli.doctor")
Out = pytest.CaptureFixture[str]


@dataclass
class Report:
    id: str | None = "hearsay-en-1"
    path: str = "model/reader.onnx"
    size: int | None = 23_000_000
    sha256: str | None = "ab" * 32
    expected_sha256: str | None = "ab" * 32


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Report:
    """The model's report, in a sound installation: change it to make it unsound."""
    found = Report()
    monkeypatch.setattr(hearsay, "__version__", "9.8.7", raising=False)
    monkeypatch.setattr(command, "inspect_model", lambda _model: found)
    monkeypatch.setattr(command, "load_reader", lambda _model: FakePipeline())
    monkeypatch.setattr(metadata, "requires", lambda _name: ["click>=8.1", "rich", 'pytest>=8; extra == "dev"'])
    return found


@pytest.mark.usefixtures("report")
def test_all_is_well(capsys: Out) -> None:
    assert run(["doctor"]) == 0
    out = capsys.readouterr().out
    for part in (
        "hearsay 9.8.7",
        "python  ",
        "system  ",
        "hearsay-en-1",
        "23,000,000 bytes",
        "as its manifest says",
    ):
        assert part in out
    assert metadata.version("click") in out
    assert "pytest" not in out
    assert "All is well" in out


@pytest.mark.usefixtures("report")
def test_the_same_as_json(capsys: Out) -> None:
    assert run(["doctor", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["model"]["matches"] is True
    assert found["reads"] is True
    assert found["problems"] == []
    assert found["dependencies"] == {"click": metadata.version("click"), "rich": metadata.version("rich")}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sha256": "cd" * 32}, "damaged"),
        ({"sha256": None, "size": None}, "missing"),
        ({"expected_sha256": None}, "no manifest"),
    ],
)
def test_a_model_that_is_not_whole(report: Report, change: dict[str, str | None], said: str, capsys: Out) -> None:
    for name, value in change.items():
        setattr(report, name, value)
    assert run(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "Problem: " in out
    assert said in out
    assert "All is well" not in out


@pytest.mark.usefixtures("report")
def test_a_library_that_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _name: ["no-such-library-anywhere>=1"])
    assert run(["doctor"]) == 1
    assert "Problem: no-such-library-anywhere is not installed" in capsys.readouterr().out


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize("error", [ModelError("cannot be loaded", where="x.onnx"), RuntimeError("cannot be loaded")])
def test_a_model_that_does_not_load(error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    def load(_model: Path | None) -> None:
        raise error

    monkeypatch.setattr(command, "load_reader", load)
    assert run(["doctor", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["reads"] is False
    assert "cannot be loaded" in found["problems"][0]


@pytest.mark.usefixtures("report")
def test_a_checkout_that_is_not_installed_has_no_list_of_libraries(
    monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    def requires(_name: str) -> list[str]:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "requires", requires)
    assert run(["doctor"]) == 0
    assert "rich" not in capsys.readouterr().out
