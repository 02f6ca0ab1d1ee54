"""`hearsay run`, `search`, `show` and `index` as users run them, with a reader that needs no model."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="ledgers are Parquet")

from tests.support.corpora import FOREIGN, packed, page, report, reports_warc, rows, write_jsonl, zipped
from tests.support.ledgers import PROGRAM, ROOT, environment, hearsay, index_rows, inside, shard_bytes


@pytest.fixture(autouse=True)
def _path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))  # the processes that read find the fake reader as this one does


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bit of everything, good and bad: 18 inputs."""
    folder = tmp_path_factory.mktemp("corpus")
    write_jsonl(folder / "a.jsonl", [*rows(4), {"body": FOREIGN}, {"body": 3}])
    warc = packed(reports_warc(3))
    (folder / "b.warc.gz").write_bytes(warc[:-9])
    members = {"one.txt": report(40).encode(), "../two.txt": b"x", "three.html": b"<p>x</p>"}
    (folder / "c.zip").write_bytes(zipped(members))
    (folder / "d.txt").write_text(report(50), "utf-8")
    (folder / "e.html").write_text(page(report(51), "A page"), "utf-8")
    (folder / "f.txt").write_text("KILLED by this", "utf-8")
    (folder / "g.txt").write_text(" \n", "utf-8")
    (folder / "h.txt").write_text(report(50), "utf-8")
    return folder


@pytest.fixture(scope="module")
def ledger(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of a run over it."""
    folder = tmp_path_factory.mktemp("ledger") / "news"
    done = hearsay("run", corpus, "-o", folder, "--workers", "2", "--json")
    assert done.returncode == 1, done.stderr
    (folder.parent / "report.json").write_bytes(done.stdout)
    (folder.parent / "stderr").write_bytes(done.stderr)
    return folder


def test_the_report_accounts_for_everything(ledger: Path) -> None:
    told = json.loads((ledger.parent / "report.json").read_bytes())
    assert told["read"] == told["processed"] + told["skipped"] + told["failed"]
    assert told["codes"] == {
        "skipped": {"empty-input": 1, "no-article": 1, "not-english": 1},
        "failed": {"bad-row": 1, "crashed": 1, "truncated": 1, "unsafe-archive": 1},
    }
    assert told["languages"] == {"fr": 1}
    assert told["processed"] == 11
    assert told["repeated"] == 1
    together = told.pop("corroborated")
    assert (together["documents"], together["folded"], together["disputes"]) == (11, 10, [])
    assert told == json.loads((ledger / "runs" / "000001.json").read_bytes())
    said = (ledger.parent / "stderr").read_text()
    for name in ("a.jsonl:6", "b.warc.gz#5", "c.zip!../two.txt", "f.txt"):
        assert name in said
    assert said.count("\n") == 4


def test_workers_make_no_difference(corpus: Path, ledger: Path, tmp_path: Path) -> None:
    inside("run", corpus, "-o", tmp_path / "one", "--workers", "1")
    assert shard_bytes(tmp_path / "one") == shard_bytes(ledger)
    assert index_rows(tmp_path / "one") == index_rows(ledger)


def test_searching(ledger: Path) -> None:
    found = inside("search", ledger, "closed", "weeks", "--source", "union", "--format", "json")
    hits = json.loads(found.stdout)
    assert hits
    assert all("union" in hit["source_name"] and "closed" in hit["content"] for hit in hits)
    lines = inside("search", ledger, "closed", "--outlet", "karpress", "--since", "2031-03", "--format", "jsonl")
    assert {json.loads(line)["outlet"] for line in lines.stdout.splitlines()} == {"Karpress"}
    text = inside("search", ledger, '"closed for"', "--limit", "1").stdout.decode()
    assert "closed for" in text
    nothing = inside("search", ledger, "zebra")
    assert (nothing.returncode, nothing.stdout) == (0, b"")
    assert b"nothing was found" in nothing.stderr
    assert json.loads(inside("search", ledger, "zebra", "--format", "json").stdout) == []
    assert inside("search", ledger, "--", "-closed").returncode == 2
    assert inside("search", ledger, "x", "--since", "soon").returncode == 2


def test_showing(ledger: Path) -> None:
    (hit,) = json.loads(inside("search", ledger, "closed", "--limit", "1", "--format", "json").stdout)
    shown = json.loads(inside("show", ledger, hit["attribution"], "--format", "json").stdout)
    start, end = shown["attribution"]["cue"][0]
    assert shown["document"]["text"][start:end] == hit["cue"]
    whole = json.loads(inside("show", ledger, hit["document"][:9], "--format", "json").stdout)
    assert whole["reading"]["document"]["id"] == hit["document"]
    assert hit["content"].split()[0] in inside("show", ledger, hit["attribution"]).stdout.decode()
    assert inside("show", ledger, hit["document"]).stdout
    assert b"processed" in inside("show", ledger).stdout
    assert json.loads(inside("show", ledger, "--format", "json").stdout)["counts"]["processed"] == 11
    gone = inside("show", ledger, "c000000000000")
    assert gone.returncode == 1
    assert b"[not-in-ledger]" in gone.stderr


def test_the_index_is_made_anew(ledger: Path) -> None:
    before = index_rows(ledger)
    (ledger / "index.sqlite").unlink()
    missing = inside("search", ledger, "closed")
    assert missing.returncode == 1
    assert b"hearsay index" in missing.stderr
    assert inside("index", ledger).returncode == 0
    assert index_rows(ledger) == before


def test_what_was_read_is_not_read_again_and_what_is_new_is(corpus: Path, ledger: Path, tmp_path: Path) -> None:
    inside("run", corpus / "a.jsonl", "-o", tmp_path / "l", "--workers", "1")
    before = shard_bytes(tmp_path / "l")
    write_jsonl(tmp_path / "more.jsonl", rows(2, first=90))
    done = inside("run", corpus / "a.jsonl", tmp_path / "more.jsonl", "-o", tmp_path / "l", "--workers", "1", "--json")
    told = json.loads(done.stdout)
    assert told["codes"]["skipped"] == {"already-read": 5}
    assert told["processed"] == 2
    assert before.items() <= shard_bytes(tmp_path / "l").items()


def test_standard_input_with_columns_named(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"essay": report(n), "who": "The Post"}) + "\n" for n in range(3)).encode()
    columns = ("--column", "text=essay", "--column", "outlet=who")
    done = hearsay("run", "-", "-o", tmp_path / "l", *columns, "--kind", "jsonl", "--workers", "1", stdin=lines)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    hits = json.loads(inside("search", tmp_path / "l", "closed", "--format", "json").stdout)
    assert {hit["outlet"] for hit in hits} == {"The Post"}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--column", "body=x"], 2, "no such field: body"),
        (["--column", "x"], 2, "FIELD=COLUMN"),
        (["--published", "soon"], 2, "not a date"),
        (["--workers", "0"], 2, "workers"),
        (["missing.toml"], 2, "missing.toml"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_written(
    corpus: Path, tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    done = inside("run", corpus, "-o", tmp_path / "l", *arguments)
    assert done.returncode == status
    assert said in done.stderr.decode()
    assert not (tmp_path / "l").exists()


def test_nothing_named_so_is_a_failure_in_the_report(tmp_path: Path) -> None:
    done = inside("run", tmp_path / "gone", "-o", tmp_path / "l", "--workers", "1", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["codes"] == {"failed": {"input": 1}}


def test_two_runs_over_one_ledger_are_refused(tmp_path: Path) -> None:
    (tmp_path / "slow.txt").write_text("ENDLESS", "utf-8")
    command = [*PROGRAM, "run", str(tmp_path / "slow.txt"), "-o", str(tmp_path / "l"), "--workers", "1"]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        end = time.monotonic() + 60
        while not list(tmp_path.glob("l/runs/*.json")) and time.monotonic() < end:
            time.sleep(0.02)
        second = inside("run", tmp_path / "slow.txt", "-o", tmp_path / "l", "--resume")
        assert second.returncode == 1
        assert b"[ledger-locked]" in second.stderr
        first.send_signal(signal.SIGINT)
        _, said = first.communicate(timeout=60)
    assert first.returncode == 130
    assert [line for line in said.splitlines() if line] == [
        b"hearsay: what has been read so far is kept; --resume goes on from there", b"hearsay: interrupted",
    ]  # fmt: skip


def test_reading_one_article_does_not_import_what_ledgers_need(tmp_path: Path) -> None:
    imports = "import sys, hearsay.pipeline, hearsay.serve.cli.main"
    code = f"{imports}; print({{'pyarrow', 'duckdb', 'sqlite3'}} & set(sys.modules))"
    done = hearsay(program=[PROGRAM[0], "-c", code])
    assert done.stdout.strip() == b"set()", done.stderr
