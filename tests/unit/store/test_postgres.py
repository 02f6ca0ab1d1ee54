"""The index on a real PostgreSQL server, begun for the tests. Skipped where there is none."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="ledgers are Parquet")
pytest.importorskip("psycopg", reason="no psycopg: pip install 'hearsay[postgres]'")

from hearsay.errors import LedgerError, NotInLedger
from hearsay.store import Ledger, Report
from hearsay.store import index as indexing
from hearsay.store.asked import parsed, tsquery
from hearsay.store.shards import write_shard
from tests.support.entries import entry, skipped
from tests.support.ledgers import inside


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    on_path = shutil.which("postgres")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _as_user(command: list[str]) -> list[str]:
    """The command as a user that PostgreSQL agrees to run as: not root."""
    other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    return [*other, *command] if os.getuid() == 0 else command


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A connection string to a server of our own, without a network address."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("there is no PostgreSQL server here")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        initdb = [str(binaries / "initdb"), "-D", str(data), "-U", "hearsay", "-A", "trust", "-E", "UTF8", "--no-sync"]
        done = subprocess.run(_as_user(initdb), capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"no PostgreSQL server can be begun here: {done.stderr.decode()[:200]}")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        control = [str(binaries / "pg_ctl"), "-D", str(data), "-w", "-t", "120"]
        start = [*control, "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(_as_user(start), check=True, stdout=subprocess.DEVNULL)
        try:
            yield f"host={folder} user=hearsay dbname=postgres"
        finally:
            subprocess.run(_as_user([*control, "-m", "immediate", "stop"]), check=True, stdout=subprocess.DEVNULL)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def ledgers(server: str, tmp_path: Path) -> tuple[Ledger, Ledger]:
    """The same ledger twice: one with its index on the server, one with it in its file."""
    made = []
    for name in ("served", "plain"):
        ledger = Ledger.create(tmp_path / name)
        if name == "served":
            ledger.serve_from(server)
        write_shard(ledger.shard("a"), [entry(n) for n in range(40)], "r")
        write_shard(ledger.shard("b"), [skipped(1), entry(3, name="copy.txt")], "r")
        ledger.save(Report(run=1, state="finished", shards=["a", "b"]))
        indexing.update(ledger).close()
        made.append(Ledger.open(ledger.folder))
    return made[0], made[1]


def test_both_answer_alike(ledgers: tuple[Ledger, Ledger]) -> None:
    asked = [
        {"query": "closed weeks"},
        {"query": '"closed for 2 weeks"'},
        {"query": "clos* -3"},
        {"query": "complaint", "source": "spokesman", "facets": [("outlet", "karpress")]},
        {"query": "closed", "since": "2031-03-05", "until": "2031-03-09"},
        {"facets": [("kind", "indirect"), ("outlet", "The Courier")], "order": "newest"},
        {"query": "denied complaint"},
        {"query": "nothing like it"},
    ]
    with contextlib.closing(ledgers[0].index()) as served, contextlib.closing(ledgers[1].index()) as plain:
        for one in asked:
            found = [sorted((h.record, h.attribution) for h in i.search(limit=999, **one)) for i in (served, plain)]  # type: ignore[arg-type]
            assert found[0] == found[1], one
        assert len(served.search("closed", limit=7)) == 7
        newest = {"order": "newest", "limit": 30}
        assert served.search("closed", **newest) == plain.search("closed", **newest)  # type: ignore[arg-type]
        assert served.counts() == plain.counts()
        assert served.facet("outlet") == plain.facet("outlet")
        assert served.repeats() == plain.repeats() == (1, 1)
        assert served.shards() == plain.shards() == {"a": 1, "b": 1}
        name = entry(3).reading.document.id  # type: ignore[union-attr]
        assert served.find(name[:8]) == plain.find(name) != []
        assert served.has_read(entry(3).record.digest, "r")
        with pytest.raises(NotInLedger):
            served.find("d0000")
    assert [e.record.id for e in ledgers[0].entries()] == [e.record.id for e in ledgers[1].entries()]


def test_nothing_that_is_typed_is_syntax(ledgers: tuple[Ledger, Ledger]) -> None:
    with contextlib.closing(ledgers[0].index()) as index:
        for query in ('"', "AND", "a | b", "a & !b", "x:*", "(((", "*", "'", "a\0b", "\\", ":A", "<->", "%s ?"):
            index.search(query)
            index.search("x", source=query)


def test_it_is_made_anew_and_goes_back_to_a_file(ledgers: tuple[Ledger, Ledger]) -> None:
    served, plain = ledgers
    indexing.rebuild(served).close()
    with contextlib.closing(served.index()) as index, contextlib.closing(plain.index()) as other:
        assert index.counts() == other.counts()
    assert inside("search", served.folder, "closed", "--format", "json").stdout
    assert inside("index", served.folder, "--server", "none").returncode == 0
    with contextlib.closing(Ledger.open(served.folder).index()) as index:
        assert "index.sqlite" in index.where


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path / "l")
    ledger.serve_from("host=/nowhere dbname=x connect_timeout=2")
    with pytest.raises(LedgerError, match="cannot be reached"):
        ledger.index()


def test_words_that_are_asked_for_as_postgresql_takes_them() -> None:
    asked = parsed("bridge clos* -army", "ministry", [])
    assert tsquery(asked) == "(bridge:ABC) & (clos:ABC*) & (ministry:B) & !(army:ABC)"
    assert tsquery(parsed('"the old bridge"', None, [])) == "(the:ABC <-> old:ABC <-> bridge:ABC)"
    assert tsquery(parsed("", None, [])) is None


def test_a_server_that_does_not_answer_is_not_kept(tmp_path: Path) -> None:
    folder = tmp_path / "l"
    Ledger.create(folder)
    done = inside("index", folder, "--server", "host=/nowhere dbname=x connect_timeout=2")
    assert done.returncode == 1
    assert Ledger.open(folder).server is None
