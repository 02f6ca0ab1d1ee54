"""`hearsay ontology` and `hearsay export`."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from hearsay.model import Document, Event, Reading
from hearsay.serve.cli.main import run

Out = pytest.CaptureFixture[str]
OWN = '[types.HARVEST]\nquad = 2\n\n[[triggers]]\ntype = "HARVEST"\nverbs = ["harvest"]\nframe = "do"\n'


def _file(folder: Path, text: str, name: str = "own.toml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_list_gives_types_modes_and_contexts(capsys: Out) -> None:
    assert run(["ontology", "list", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["types"]) == 16
    assert len(found["contexts"]) == 37
    assert run(["ontology", "list", "assault"]) == 0
    assert "suicide-attack" in capsys.readouterr().out


def test_list_with_a_file_of_ones_own_and_an_unknown_type(tmp_path: Path, capsys: Out) -> None:
    assert run(["ontology", "list", "HARVEST", "NONE", "--file", _file(tmp_path, OWN)]) == 1
    out, err = capsys.readouterr()
    assert "harvest" in out
    assert "'NONE'" in err


def test_check_says_what_is_sound_and_what_is_not(tmp_path: Path, capsys: Out) -> None:
    sound, broken = _file(tmp_path, OWN), _file(tmp_path, OWN.replace("do", "dance"), "broken.toml")
    assert run(["ontology", "check"]) == 0
    assert run(["ontology", "check", sound]) == 0
    assert "sound" in capsys.readouterr().out
    assert run(["ontology", "check", broken, sound]) == 1
    out, err = capsys.readouterr()
    assert "broken.toml:7: there is no frame 'dance' [config]" in err
    assert "own.toml: sound" in out


def _reading() -> bytes:
    event = Event(id="e1", anchor=(0, 3), type="AID")
    document = Document(id="d1", text="Aid came.")
    return msgspec.json.encode(Reading(hearsay="1", model="m", document=document, events=(event,)))


def test_export_reads_one_object_and_lines(tmp_path: Path, capsys: Out) -> None:
    one = tmp_path / "one.json"
    one.write_bytes(_reading())
    assert run(["export", str(one), "--format", "plover"]) == 0
    assert capsys.readouterr().out.count("\n") == 2
    many = tmp_path / "many.jsonl"
    many.write_bytes(_reading() + b'\n{"error":{"code":"x"}}\n' + _reading() + b"\n")
    target = tmp_path / "table.csv"
    assert run(["export", str(many), "--format", "plover", "-o", str(target)]) == 0
    assert target.read_bytes().count(b"\n") == 3


def test_export_of_what_is_no_reading_fails_with_its_line(tmp_path: Path, capsys: Out) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(_reading() + b"\n{}\n")
    assert run(["export", str(bad), "--format", "plover"]) == 1
    assert "bad.jsonl:2: is no reading" in capsys.readouterr().err
