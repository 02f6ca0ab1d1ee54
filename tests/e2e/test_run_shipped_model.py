"""A ledger holds what `hearsay read` says: the real reader, in processes of its own. Skipped without the model."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("pyarrow", reason="ledgers are Parquet")

from hearsay.corpus import Raw
from hearsay.pipeline import Pipeline
from hearsay.store import Ledger
from tests.support.corpora import page, rows, write_jsonl
from tests.support.ledgers import hearsay


def test_a_ledger_holds_what_read_says(reader: Pipeline, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write_jsonl(tmp_path / "in" / "a.jsonl", rows(2))
    (tmp_path / "in" / "b.html").write_text(page(rows(9)[8]["body"], "Ninth"), "utf-8")
    program = ["-m", "hearsay"]
    done = hearsay("run", tmp_path / "in", "-o", tmp_path / "l", "--workers", "1", "--json", program=_python(program))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["processed"] == 3
    entries = {Path(entry.record.name).name: entry for entry in Ledger.open(tmp_path / "l").entries()}
    row = rows(1)[0]
    alone = reader.read(
        Raw(
            name="a.jsonl:1", data=row["body"].encode(), form="text", title=row["headline"], url=row["link"],
            outlet=row["publisher"], published=row["date"],
        )
    )  # fmt: skip
    assert msgspec.json.encode(entries["a.jsonl:1"].reading) == msgspec.json.encode(alone)
    ninth = entries["b.html"].reading
    assert ninth is not None
    assert ninth.document.title == "Ninth"
    assert ninth.attributions
    found = hearsay("search", tmp_path / "l", "closed", "weeks", "--format", "json", program=_python(program))
    assert len(json.loads(found.stdout)) >= 2


def _python(arguments: list[str]) -> list[str]:
    import sys

    return [sys.executable, *arguments]
