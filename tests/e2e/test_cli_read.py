"""`hearsay read` as a user runs it, with the real model: the reading is right where it is plain.

Skipped where there is no reading model.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

REPORT = """LOVRANA, March 14 (Meridian News) — Nine people were missing on Friday after a bridge fell.

The Transport Ministry of Karvonia said the centre span fell at 6:40 a.m. It added that two lorries had been crossing.

The state agency Karpress quoted Deputy Minister Ilin Tarasco as saying that inspectors had found no fault in January.

"Nobody was ever shown a report that said otherwise," Tarasco told reporters.
"""

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Nine missing as bridge falls</title></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport said the menu</a></nav><article>
<h1>Nine missing as bridge falls</h1>{"".join(f"<p>{line}</p>" for line in REPORT.split(chr(10)) if line)}
</article><footer>All rights reserved, the lawyers said.</footer></body></html>"""


def _hearsay(*arguments: str, folder: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    paths = [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        [sys.executable, "-m", "hearsay", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "NO_COLOR": "1"},
        input=stdin,
        capture_output=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module", autouse=True)
def model() -> None:
    """Skip all of this where there is no model to read with."""
    try:
        from hearsay import Pipeline
    except ImportError:
        pytest.skip("there is no pipeline yet")
    from hearsay.errors import ModelError

    try:
        Pipeline.load()
    except ModelError as error:
        pytest.skip(f"no reading model: {error}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bridge.txt").write_text(REPORT, "utf-8")
    (tmp_path / "bridge.html").write_text(PAGE, "utf-8")
    (tmp_path / "empty.txt").write_text(" \n", "utf-8")
    (tmp_path / "binary.bin").write_bytes(bytes(range(256)) * 40)
    return tmp_path


def _said(reading: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(source, cue, content) of each attribution, as words."""
    text = reading["document"]["text"]

    def words(spans: list[list[int]]) -> str:
        return " … ".join(text[start:end] for start, end in spans)

    return [(words(a["source"]), words(a["cue"]), words(a["content"])) for a in reading["attributions"]]


def _read_json(folder: Path, *arguments: str, stdin: bytes = b"") -> dict[str, Any]:
    result = _hearsay("read", *arguments, "--format", "json", folder=folder, stdin=stdin)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stderr == b""
    reading: dict[str, Any] = json.loads(result.stdout)
    return reading


def test_a_plain_report_is_read(folder: Path) -> None:
    reading = _read_json(folder, "bridge.txt", "--published", "2031-03-14", "--outlet", "The Standard")
    assert reading["document"]["text"] == REPORT
    assert reading["document"]["outlet"] == "The Standard"
    assert reading["document"]["published"] == "2031-03-14"
    said = _said(reading)
    assert any("Transport Ministry" in source and cue == "said" for source, cue, _ in said)
    assert any("Tarasco" in source and "Nobody was ever shown" in content for source, _, content in said)
    chained = [a for a in reading["attributions"] if a["parent"]]
    assert chained, "the deputy minister's words come through Karpress"


def test_standard_input_reads_the_same(folder: Path) -> None:
    from_file = _read_json(folder, "bridge.txt")
    from_stdin = _read_json(folder, "-", stdin=REPORT.encode())
    assert from_stdin["attributions"] == from_file["attributions"]


def test_a_page_is_read_without_its_navigation(folder: Path) -> None:
    reading = _read_json(folder, "bridge.html")
    assert reading["document"]["title"] == "Nine missing as bridge falls"
    assert "menu" not in reading["document"]["text"]
    assert any("Transport Ministry" in source for source, _, _ in _said(reading))


def test_bad_inputs_do_not_stop_the_good_ones(folder: Path) -> None:
    inputs = ["empty.txt", "bridge.txt", "binary.bin", "gone.txt", "http://127.0.0.1:9/x", "bridge.html"]
    result = _hearsay("read", *inputs, "--format", "jsonl", folder=folder)
    assert result.returncode == 1
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    codes = [line.get("error", {}).get("code") for line in lines]
    assert codes[0] == "empty-input"
    assert codes[1] is codes[5] is None
    assert codes[2] == "not-text"
    assert codes[3] is not None
    assert codes[4] == "address-refused"
    assert b"Traceback" not in result.stderr
    for name in ("empty.txt", "binary.bin", "gone.txt", "127.0.0.1"):
        assert name.encode() in result.stderr


@pytest.mark.parametrize("form", ["table", "html"])
def test_what_people_look_at(folder: Path, form: str) -> None:
    result = _hearsay("read", "bridge.txt", "--format", form, folder=folder)
    assert result.returncode == 0, result.stderr.decode()
    shown = " ".join(result.stdout.decode().split())
    # A table wraps a name over lines of its column.
    for word in ("Transport", "Ministry", "Deputy", "Tarasco"):
        assert word in shown


def test_the_doctor_finds_it_well(folder: Path) -> None:
    result = _hearsay("doctor", "--json", folder=folder)
    found = json.loads(result.stdout)
    assert found["problems"] == []
    assert found["model"]["matches"] is True
    assert found["reads"] is True
    assert result.returncode == 0
