"""The ledger: shards that hold what went in, an index made from them, judgements that stay."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("pyarrow", reason="ledgers are Parquet")

import pyarrow.parquet as pq

from hearsay.errors import CannotWrite, ConfigError, LedgerError, LedgerLocked, LedgerVersion, NotInLedger
from hearsay.model import Entry
from hearsay.store import Ledger, Report
from hearsay.store import index as indexing
from hearsay.store.files import write_bytes
from hearsay.store.index import Index
from hearsay.store.report import summary
from hearsay.store.shards import read_shard, shard_reader, shard_summary, write_shard
from hearsay.store.sqlite import SqliteIndex
from tests.support.corpora import report
from tests.support.entries import entry, skipped
from tests.support.readings import bridge

READER = "0.0/fake"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.create(tmp_path / "ledger")


def _fill(ledger: Ledger, shards: dict[str, list[Entry]], run: int = 1) -> None:
    for name, entries in shards.items():
        write_shard(ledger.shard(name), entries, READER)
    ledger.save(Report(run=run, state="finished", shards=list(shards)))
    indexing.update(ledger).close()


@contextlib.contextmanager
def _index(ledger: Ledger) -> Iterator[Index]:
    with contextlib.closing(ledger.index()) as index:
        yield index


def _dump(path: Path) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        records = db.execute("SELECT * FROM records ORDER BY id").fetchall()
        columns = [row[1] for row in db.execute("PRAGMA table_info(statements)") if row[1] != "id"]
        statements = f"SELECT {', '.join(columns)} FROM statements ORDER BY record, attribution, claim"
        return [*records, *db.execute(statements), *db.execute("SELECT * FROM shards ORDER BY name")]


def test_a_shard_gives_back_what_was_put_in(tmp_path: Path) -> None:
    given = [entry(1), skipped(2), Entry(record=entry(3).record, reading=bridge())]
    write_shard(tmp_path / "s.parquet", given, READER)
    assert read_shard(tmp_path / "s.parquet") == given
    assert shard_summary(tmp_path / "s.parquet") == summary(given)
    assert shard_reader(tmp_path / "s.parquet") == READER


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        write_shard(tmp_path / name, [entry(n) for n in range(20)], READER)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_shard_is_plain_parquet(tmp_path: Path) -> None:
    write_shard(tmp_path / "s.parquet", [entry(1), skipped(2)], READER)
    rows = pq.read_table(tmp_path / "s.parquet").to_pylist()
    assert rows[0]["document"]["text"] == report(1)
    assert rows[1]["document"] is None
    assert rows[1]["record"]["code"] == "not-english"
    first = rows[0]["attributions"][0]
    start, end = first["cue"][0]
    assert rows[0]["document"]["text"][start:end] == "said"


def test_a_shard_without_a_later_column_is_read_with_its_default(tmp_path: Path) -> None:
    write_shard(tmp_path / "s.parquet", [entry(1)], READER)
    table = pq.read_table(tmp_path / "s.parquet")
    pq.write_table(table.drop_columns(["notes", "quantities"]), tmp_path / "old.parquet")
    (found,) = read_shard(tmp_path / "old.parquet")
    assert found == entry(1)


@pytest.mark.parametrize("at", [0, 4, 200, -8, -1])
def test_a_damaged_shard_is_named(tmp_path: Path, at: int) -> None:
    path = tmp_path / "s.parquet"
    write_shard(path, [entry(n) for n in range(5)], READER)
    data = bytearray(path.read_bytes())
    path.write_bytes(data[:at])
    with pytest.raises(LedgerError, match="s.parquet"):
        read_shard(path)


def test_a_shard_of_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.parquet"
    write_shard(path, [entry(1)], READER)
    table = pq.read_table(path)
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, b"hearsay.schema": b"99"}), path)
    with pytest.raises(LedgerVersion, match="schema 99"):
        read_shard(path)


def test_reports_count_by_status_and_code() -> None:
    made = summary([entry(1), entry(2), skipped(3), skipped(4, "no-article", None)])
    assert (made.read, made.processed, made.skipped, made.failed) == (4, 2, 2, 0)
    assert made.codes == {"skipped": {"no-article": 1, "not-english": 1}}
    assert made.languages == {"fr": 1}
    assert made.records["attributions"] == 4
    assert Report(run=1, **msgspec.structs.asdict(made)).adds_up


def test_a_folder_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(LedgerError, match="not empty"):
        Ledger.create(tmp_path)
    with pytest.raises(LedgerError, match="no ledger"):
        Ledger.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(CannotWrite):
        Ledger.create(tmp_path / "mine.txt" / "ledger")


@pytest.mark.parametrize(
    ("head", "error"),
    [
        ({"format": "hearsay-ledger", "schema": 99, "hearsay": "9.0"}, LedgerVersion),
        ({"format": "hearsay-ledger", "schema": 0, "hearsay": "0.0"}, LedgerVersion),
        ({"format": "other", "schema": 1, "hearsay": "0.0"}, LedgerError),
        ({"format": "hearsay-ledger"}, LedgerError),
        ([], LedgerError),
    ],
)
def test_a_ledger_of_another_version_is_refused_with_the_reason(ledger: Ledger, head: object, error: type) -> None:
    (ledger.folder / "ledger.json").write_text(json.dumps(head))
    with pytest.raises(error, match="ledger"):
        Ledger.open(ledger.folder)
    with pytest.raises(error):
        Ledger.create(ledger.folder)


def test_two_writers_are_refused_and_the_lock_goes_with_its_process(ledger: Ledger) -> None:
    code = (
        "import sys, time; from hearsay.store import Ledger\n"
        f"with Ledger.open({str(ledger.folder)!r}).writing():\n  print('held', flush=True); time.sleep(60)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(LedgerLocked, match=str(other.pid)), ledger.writing():
            pass
        other.kill()
        other.wait()
    with ledger.writing(), pytest.raises(LedgerLocked), Ledger.open(ledger.folder).writing():
        pass


def test_what_was_left_half_written_is_cleared(ledger: Ledger) -> None:
    (ledger.shards / "x.parquet.12.part").write_bytes(b"x")
    with ledger.writing():
        assert not list(ledger.shards.iterdir())


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: object, _data: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CannotWrite, match="No space left"):
        write_bytes(tmp_path / "a", b"x")
    assert list(tmp_path.iterdir()) == []


def test_the_index_is_the_same_made_at_once_or_bit_by_bit(ledger: Ledger) -> None:
    _fill(ledger, {"b": [entry(n) for n in range(5)]}, run=1)
    _fill(ledger, {"a": [entry(n) for n in range(5, 9)], "c": [skipped(1)]}, run=2)
    path = ledger.folder / "index.sqlite"
    first = _dump(path)
    indexing.rebuild(ledger).close()
    assert _dump(path) == first
    path.write_bytes(b"not a database at all" * 100)
    indexing.update(ledger).close()
    assert _dump(path) == first


def test_a_later_reading_of_an_input_takes_the_place_of_an_earlier(ledger: Ledger) -> None:
    old = entry(1, name="a.txt")
    new = msgspec.structs.replace(old, reading=msgspec.structs.replace(old.reading, attributions=()))  # type: ignore[type-var]
    _fill(ledger, {"z": [old, entry(2)]}, run=1)
    _fill(ledger, {"a": [new]}, run=2)
    for _ in range(2):
        with _index(ledger) as index:
            assert index.counts()["processed"] == 2
            assert index.statements_of(old.record.id) == []
            assert {hit.record for hit in index.search(limit=99)} == {entry(2).record.id}
        assert sorted(e.record.name for e in ledger.entries()) == ["a.txt", "reports.jsonl:2"]
        indexing.rebuild(ledger).close()


def test_shards_of_a_run_that_was_cut_off_are_in_the_index_but_count_as_unread(ledger: Ledger) -> None:
    write_shard(ledger.shard("a"), [entry(1)], READER)
    ledger.save(Report(run=1, state="running"))
    with contextlib.closing(indexing.update(ledger)) as index:
        assert index.counts()["processed"] == 1
        assert not index.has_read(entry(1).record.digest, READER)
    ledger.save(Report(run=1, state="finished", shards=["a"]))
    with contextlib.closing(indexing.update(ledger)) as index:
        assert index.has_read(entry(1).record.digest, READER)
        assert not index.has_read(entry(1).record.digest, "another")


def test_a_run_that_was_cut_off_replaces_nothing_until_it_is_finished(ledger: Ledger) -> None:
    old = entry(1, name="a.txt")
    new = msgspec.structs.replace(old, reading=msgspec.structs.replace(old.reading, attributions=()))  # type: ignore[type-var]
    _fill(ledger, {"m": [old]}, run=1)
    write_shard(ledger.shard("z"), [new, entry(5)], READER)
    cut_off = Report(run=2, shards=["z"])
    ledger.save(cut_off)
    for remake in (indexing.update, indexing.rebuild, indexing.update):
        with contextlib.closing(remake(ledger)) as index:
            assert index.statements_of(old.record.id)
            assert index.counts()["processed"] == 2
            assert not index.has_read(entry(5).record.digest, READER)
    with contextlib.closing(indexing.update(ledger, cut_off)) as index:  # it is going on, and about to be finished
        assert not index.statements_of(old.record.id)
        assert not index.has_read(entry(5).record.digest, READER)
    ledger.save(msgspec.structs.replace(cut_off, state="finished"))
    for remake in (indexing.update, indexing.rebuild):
        with contextlib.closing(remake(ledger)) as index:
            assert not index.statements_of(old.record.id)
            assert index.has_read(entry(5).record.digest, READER)


def test_a_missing_shard_is_said(ledger: Ledger) -> None:
    _fill(ledger, {"a": [entry(1)]})
    ledger.shard("a").unlink()
    with pytest.raises(LedgerError, match="missing"):
        indexing.rebuild(ledger)


def test_searching_by_words_source_facets_and_dates(ledger: Ledger) -> None:
    _fill(ledger, {"a": [entry(n) for n in range(60)], "b": [skipped(1)]})
    with _index(ledger) as index:
        hits = index.search("closed weeks", limit=999)
        assert hits
        assert all("closed" in hit.content for hit in hits)
        assert {hit.source_name for hit in index.search("closed", source="rail union", limit=99)} == {"The rail union"}
        narrow = index.search("closed", facets=[("outlet", "karpress"), ("kind", "indirect")], limit=99)
        assert narrow
        assert {hit.outlet for hit in narrow} == {"Karpress"}
        dated = index.search("closed", since="2031-03-05", until="2031-03-06", order="oldest", limit=99)
        assert {hit.published for hit in dated} == {"2031-03-05", "2031-03-06"}
        assert [hit.published for hit in dated] == sorted(hit.published or "" for hit in dated)
        assert len(index.search("closed", until="2031-03", limit=999)) == len(index.search("closed", limit=999))
        assert index.search('"closed for 2 weeks"')
        assert not index.search('"weeks closed"')
        assert {hit.cue for hit in index.search("denied", limit=99)} == {"denied"}
        assert len(index.search("closed -2", limit=999)) < len(index.search("closed", limit=999))
        assert index.search("clos*", limit=999) == index.search("closed", limit=999)
        assert index.search("closed", limit=5, offset=5) == index.search("closed", limit=10)[5:]


@pytest.mark.parametrize(
    "query", ['"', "AND", "a OR b", "NEAR(a b)", "content:x", "(((", "*", "^a", "'", "a\0b", "{x}", "-", "é"]
)
def test_nothing_that_is_typed_is_syntax(ledger: Ledger, query: str) -> None:
    _fill(ledger, {"a": [entry(1)]})
    with _index(ledger) as index:
        index.search(query)
        index.search("x", source=query)
    if query == "-":
        with _index(ledger) as index, pytest.raises(ConfigError):
            index.search("-closed")


def test_an_id_or_its_beginning_finds_where_a_record_is(ledger: Ledger) -> None:
    copy = entry(1, name="copy.txt")
    _fill(ledger, {"a": [entry(1), entry(2), copy]})
    assert copy.reading is not None
    document, attribution = copy.reading.document.id, copy.reading.attributions[0].id
    with _index(ledger) as index:
        for name in (document, attribution, attribution[:10]):
            assert {place.record for place in index.find(name)} == {copy.record.id, entry(1).record.id}
        (place,) = index.find(entry(2).record.id)
        assert read_shard(ledger.shard(place.shard))[place.row] == entry(2)
        for name in ("d000", "", "x'; DROP TABLE records", "dffffffffffff"):
            with pytest.raises(NotInLedger):
                index.find(name)
        assert index.repeats() == (1, 1)


def test_facets_count_their_values(ledger: Ledger) -> None:
    _fill(ledger, {"a": [entry(n) for n in range(9)]})
    with _index(ledger) as index:
        assert dict(index.facet("outlet")) == {"The Meridian": 6, "Karpress": 6, "The Courier": 6}
        with pytest.raises(LedgerError):
            index.facet("name; DROP TABLE records")


def test_an_index_of_another_version_is_refused_and_made_anew(ledger: Ledger) -> None:
    _fill(ledger, {"a": [entry(1)]})
    path = ledger.folder / "index.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerVersion, match="hearsay index"):
        ledger.index()
    indexing.update(ledger).close()
    with _index(ledger) as index:
        assert index.counts()["processed"] == 1


def test_no_index_is_said(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="hearsay index"):
        ledger.index()


def test_the_index_answers_while_it_is_written(ledger: Ledger) -> None:
    _fill(ledger, {"a": [entry(n) for n in range(5)]})
    with contextlib.closing(SqliteIndex.writable(ledger.folder / "index.sqlite")) as writer, _index(ledger) as reader:
        writer._db.execute("BEGIN IMMEDIATE")
        writer._db.execute("DELETE FROM records")
        assert reader.counts()["processed"] == 5
        writer._db.execute("ROLLBACK")


def test_judgements_are_kept_taken_back_and_never_changed(ledger: Ledger) -> None:
    with ledger.judgements() as judgements:
        made = judgements.add("d1", "a1", "correct", who="Ana", value={"stance": "deny"})
        judgements.add("d1", "a2", "accept", who="Ben")
        assert judgements.of(["a1"]) == [made]
        judgements.withdraw(made.id, who="Ana")
        assert judgements.of(["a1"]) == []
        assert [one.verdict for one in judgements.of(["a1"], withdrawn=True)] == ["correct", "withdraw"]
        with pytest.raises(NotInLedger):
            judgements.withdraw("j0", who="Ana")
        for sql in ("DELETE FROM judgements", "UPDATE judgements SET who = 'Eve'"):
            with pytest.raises(sqlite3.IntegrityError):
                judgements._db.execute(sql)


def test_rebuilding_leaves_judgements_alone(ledger: Ledger) -> None:
    _fill(ledger, {"a": [entry(1)]})
    with ledger.judgements() as judgements:
        judgements.add("d1", "a1", "accept", who="Ana")
    indexing.rebuild(ledger).close()
    with ledger.judgements() as judgements:
        assert len(judgements.of(["a1"])) == 1


def test_joins_over_the_shards(ledger: Ledger) -> None:
    pytest.importorskip("duckdb")
    from hearsay.store.duck import connect

    assert connect(ledger).execute("SELECT count(*) FROM attributions").fetchone() == (0,)
    _fill(ledger, {"a": [entry(n) for n in range(6)], "b": [skipped(1)]})
    db = connect(ledger)
    assert db.execute("SELECT count(*) FROM records").fetchone() == (7,)
    assert db.execute("SELECT count(*) FROM documents").fetchone() == (6,)
    joined = "SELECT d.outlet, count(*) FROM attributions a JOIN documents d USING (record) GROUP BY 1 ORDER BY 1"
    assert db.execute(joined).fetchall() == [("Karpress", 4), ("The Courier", 4), ("The Meridian", 4)]
    cue = "SELECT text[cue[1][1] + 1 : cue[1][2]] FROM attributions a JOIN documents d USING (record) LIMIT 1"
    assert db.execute(cue).fetchone() == ("said",)
    _fill(ledger, {"c": [entry(0)]}, run=2)
    assert connect(ledger).execute("SELECT count(*) FROM records").fetchone() == (7,)
