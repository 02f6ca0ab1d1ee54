"""``hearsay export``: readings or an article in, templates out."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from hearsay.errors import InputError
from hearsay.export import json, jsonl
from hearsay.model import Document, Incident, Reading, Target
from hearsay.serve.cli import cli

command = importlib.import_module("hearsay.serve.cli.export")
TEXT = "The bridge was bombed."
READING = Reading(
    hearsay="0",
    model="m",
    document=Document(id="d1", text=TEXT),
    incidents=(
        Incident(
            id="i1",
            anchor=(4, 10),
            type="bombing",
            stage="accomplished",
            targets=(Target(span=(4, 10), kind="physical", name="bridge", type="transportation-route"),),
        ),
    ),
)


def run(*arguments: str, given: bytes | None = None) -> Any:
    return CliRunner().invoke(cli, ["export", *arguments], input=given, catch_exceptions=True)


def test_one_reading(tmp_path: Path) -> None:
    path = tmp_path / "reading.json"
    path.write_bytes(json.dumps(READING))
    done = run(str(path), "--format", "muc4")
    assert done.exit_code == 0
    assert '12. PHYS TGT: ID                    "BRIDGE"' in done.stdout


def test_lines_and_failed_inputs_from_standard_input() -> None:
    line = jsonl.line(READING)
    failed = jsonl.error_line(code="input", message="no", source="x")
    done = run("-", "--format", "muc4", given=line + failed + line)
    assert done.stdout.count("MESSAGE: ID") == 2


def test_an_article_is_read_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Reader:
        def read(self, data: bytes) -> Reading:
            assert data == TEXT.encode()
            return READING

    monkeypatch.setattr(command, "load_reader", lambda _model: Reader())
    path, out = tmp_path / "article.txt", tmp_path / "out.muc4"
    path.write_text(TEXT)
    assert run(str(path), "--format", "muc4", "-o", str(out)).exit_code == 0
    assert '"BRIDGE"' in out.read_text()


def test_a_line_that_is_no_reading_is_named(tmp_path: Path) -> None:
    path = tmp_path / "readings.jsonl"
    path.write_bytes(jsonl.line(READING) + b'{"a": 1}\n')
    done = run(str(path), "--format", "muc4")
    assert isinstance(done.exception, InputError)
    assert done.exception.where == f"{path}:2"


def test_formats_are_known() -> None:
    assert run("-", "--format", "nonsense", given=b"x").exit_code == 2


def test_nothing_is_written_over_the_input_or_into_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "reading.json"
    path.write_bytes(json.dumps(READING))
    before = path.read_bytes()
    done = run(str(path), "--format", "jsonl", "-o", str(path))
    assert done.exit_code == 2
    assert "over the input" in done.stderr
    assert path.read_bytes() == before
    ledger = tmp_path / "ledger"
    (ledger / "shards").mkdir(parents=True)
    (ledger / "ledger.json").write_text("{}")
    for inside in (ledger / "ledger.json", ledger / "new.csv", ledger / "shards" / "x.parquet"):
        done = run(str(path), "--format", "csv", "-o", str(inside))
        assert done.exit_code == 2
        assert "inside the ledger" in done.stderr
    assert (ledger / "ledger.json").read_text() == "{}"


@pytest.mark.parametrize(("form", "endings"), [("brat", {".ann", ".txt"}), ("html", {".html"})])
def test_formats_of_one_article_a_file(form: str, endings: set[str], tmp_path: Path) -> None:
    other = msgspec.structs.replace(READING, document=Document(id="d2", text=TEXT))
    given = jsonl.line(READING) + jsonl.line(other)
    refused = run("-", "--format", form, given=given)
    assert "of one article" in str(refused.exception)
    folder = tmp_path / "out"
    folder.mkdir()
    assert run("-", "--format", form, "-o", str(folder), given=given).exit_code == 0
    assert {path.name for path in folder.iterdir()} == {f"{id}{ending}" for id in ("d1", "d2") for ending in endings}
    assert "is a folder" in run("-", "--format", "csv", "-o", str(folder), given=given).stderr
