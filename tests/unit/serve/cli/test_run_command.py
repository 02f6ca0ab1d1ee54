"""What `hearsay run` shows while it goes and in the end, and that its documentation is complete."""

from __future__ import annotations

import importlib
import io
import re
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hearsay import errors
from hearsay.corpus import Intake
from hearsay.export.safe import terminal_line
from hearsay.model import Record
from hearsay.scale import work
from hearsay.scale.run import Going
from hearsay.serve.cli.ask import search, show
from hearsay.serve.cli.run import index_command
from hearsay.store import Ledger, Report
from tests.support.ledgers import inside

command: Any = importlib.import_module("hearsay.serve.cli.run")
DOCS = Path(__file__).parents[4] / "docs"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _report() -> Report:
    return Report(
        run=1, read=1204, processed=1000, skipped=200, failed=4, words=500_000, seconds=50.0, workers=2, repeated=3,
        codes={"skipped": {"not-english": 150, "no-article": 50}, "failed": {"truncated": 4}},
        languages={"fr": 100, "Russian": 50}, records={"attributions": 9000},
    )  # fmt: skip


def test_a_terminal_sees_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = _Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "150")
    monkeypatch.setenv("TERM", "xterm")
    with command._Progress() as progress:
        progress.begin(Intake(total=1000, done=500))
        progress.counted(_report(), Going(36, 0.5))
        progress._live.refresh()
        progress.indexing()
        progress._live.refresh()
    shown = screen.getvalue()
    assert "1,240 articles" in shown
    assert progress._live.tasks[0].completed == 250
    assert "9,000 claims" in shown
    assert "200 skipped  4 failed" in shown
    assert "indexing" in shown


def test_nobody_sees_anything_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with command._Progress() as progress:
        progress.begin(Intake())
        progress.counted(_report(), Going())
        progress.indexing()
    assert screen.getvalue() == ""


def test_without_its_libraries_it_says_what_to_install_and_begins_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(errors.ConfigError, match=r"pip install 'hearsay\[ledger\]'"):
        command.run.main(["x.txt", "-o", str(tmp_path / "l")], standalone_mode=False)
    assert not (tmp_path / "l").exists()


def test_the_report_for_people_adds_up_and_names_codes_and_languages(tmp_path: Path) -> None:
    lines = list(command._lines(_report(), Ledger.create(tmp_path / "l")))
    text = "\n".join(lines)
    assert re.search(r"1,204 read\n +1,000 processed  \(500,000 words\)\n +200 skipped", text)
    assert "150 not-english (fr 100, Russian 50)" in text
    assert "4 truncated" in text
    assert "3 texts that another input has too" in text
    assert "10,000 words/s" in text
    assert _report().adds_up


@pytest.mark.parametrize("name", ["run", "search", "show", "index"])
def test_every_option_is_documented(name: str) -> None:
    commands = {"run": command.run, "search": search, "show": show, "index": index_command}
    section = (DOCS / "cli.md").read_text("utf-8").split(f"## `hearsay {name} ")[1].split("\n## ")[0]
    for parameter in commands[name].params:
        for option in parameter.opts:
            assert not option.startswith("--") or option in section, option


def test_every_field_and_code_of_a_record_is_documented() -> None:
    page = (DOCS / "ledger.md").read_text("utf-8")
    for field in Record.__struct_fields__:
        assert f"`{field}`" in page, field
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.InputError)]
    others = {work.INTERNAL, work.CRASHED, work.OUT_OF_TIME, work.OUT_OF_MEMORY, *work.SET_ASIDE}
    for code in {kind.code for kind in kinds} | others:
        assert f"`{code}`" in page, code


def test_every_field_of_a_report_is_documented() -> None:
    page = (DOCS / "ledger.md").read_text("utf-8")
    for field in Report.__struct_fields__:
        assert field in page, field


@pytest.mark.parametrize("given", ["2031-13", "2031-02-30", "yesterday", "31"])
def test_a_date_that_is_none_is_refused(given: str, tmp_path: Path) -> None:
    Ledger.create(tmp_path / "l")
    done = inside("search", tmp_path / "l", "--since", given)
    assert done.returncode == 2
    assert b"is not a date" in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_a_search_says_that_a_run_has_not_ended(form: str, tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path / "l")
    assert inside("index", tmp_path / "l").returncode == 0
    said = []
    first, second = Report(run=1, state="finished"), Report(run=2)
    for report in (first, second, msgspec.structs.replace(second, state="finished")):
        ledger.save(report)
        done = inside("search", tmp_path / "l", "closed", "--format", form)
        assert (done.returncode, done.stdout) == (0, b"[]\n" if form == "json" else b"")
        said.append(b"run 2 over this ledger has not ended" in done.stderr)
    assert said == [False, True, False]


def test_lines_that_are_laid_out_keep_their_layout() -> None:
    assert terminal_line("  who        said\tit\x1b[31m  ") == "  who        said it␛[31m"
