"""`hearsay bench`: figures to standard output, and nothing loaded that is not needed."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from hearsay.errors import DataError, ModelError
from hearsay.evaluate import bench as benchmark
from hearsay.serve.cli.main import run

command = importlib.import_module("hearsay.serve.cli.bench")
Out = pytest.CaptureFixture[str]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the benchmark was called with."""
    seen: list[dict[str, Any]] = []

    def fake(name: str, data: Path, split: str, reader: Any, predictions: Path | None = None) -> Any:
        seen.append({"name": name, "data": data, "split": split, "reader": reader, "predictions": predictions})
        if name == "broken":
            raise DataError("no such file", where="polnear/dev.jsonl")
        if name == "reads":
            reader.read("text")
        return {"suite": name, "f1": 83.1}

    monkeypatch.setattr(benchmark, "run", fake)
    return seen


def test_figures_are_one_json_object(tmp_path: Path, calls: list[dict[str, Any]], capsys: Out) -> None:
    assert run(["bench", "polnear", "--data", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {"suite": "polnear", "f1": 83.1}
    assert err == ""
    assert calls[0] | {"reader": None} == {
        "name": "polnear",
        "data": tmp_path,
        "split": "dev",
        "reader": None,
        "predictions": None,
    }


def test_json_is_one_line(tmp_path: Path, calls: list[dict[str, Any]], capsys: Out) -> None:
    arguments = ["--json", "--split", "test", "--predictions", str(tmp_path / "p.jsonl")]
    assert run(["bench", "polnear", "--data", str(tmp_path), *arguments]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert calls[0]["split"] == "test"
    assert calls[0]["predictions"] == tmp_path / "p.jsonl"


def test_the_model_is_loaded_when_a_suite_asks_and_once(
    tmp_path: Path, calls: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[Path | None] = []

    class Reader:
        def read(self, text: str) -> str:
            return text

    def load(model: Path | None) -> Reader:
        loaded.append(model)
        return Reader()

    monkeypatch.setattr(command, "load_reader", load)
    assert run(["bench", "polnear", "--data", str(tmp_path)]) == 0
    assert loaded == []
    assert run(["bench", "reads", "--data", str(tmp_path), "--model", str(tmp_path)]) == 0
    assert loaded == [tmp_path]
    assert calls[1]["reader"].read("x") == "x"
    assert loaded == [tmp_path]


@pytest.mark.usefixtures("calls")
def test_missing_data_is_said(tmp_path: Path, capsys: Out) -> None:
    assert run(["bench", "broken", "--data", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "hearsay: polnear/dev.jsonl: no such file [data]\n"


@pytest.mark.usefixtures("calls")
def test_a_damaged_model_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    def load(_model: Path | None) -> None:
        raise ModelError("damaged")

    monkeypatch.setattr(command, "load_reader", load)
    assert run(["bench", "reads", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "hearsay: damaged [model]\n"


def test_a_suite_there_is_not_is_wrong_usage(tmp_path: Path, capsys: Out) -> None:
    assert run(["bench", "bogus", "--data", str(tmp_path)]) == 2
    assert "polnear" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["polnear"], ["polnear", "--data", "gone"]])
def test_wrong_usage(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["bench", *arguments]) == 2


def test_help_names_every_suite(capsys: Out) -> None:
    assert run(["bench", "--help"]) == 0
    text = capsys.readouterr().out
    assert all(suite in text for suite in benchmark.SUITES)


def test_the_documentation_names_every_suite() -> None:
    text = (Path(__file__).parents[4] / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [suite for suite in benchmark.SUITES if f"`{suite}`" not in text] == []
