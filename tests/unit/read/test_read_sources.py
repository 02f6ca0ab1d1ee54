"""Corpora as users name them, read an article at a time."""

from __future__ import annotations

import gzip
import io
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hearsay.errors import ConfigError, FetchFailed, NotEnglish
from hearsay.read.containers import How, kind_of
from hearsay.read.records import Item, Problem, Raw, document, iso_date
from hearsay.read.sources import Intake, read_sources, size_of, sources
from hearsay.read.url import Fetched, Fetcher
from tests.support.corpora import FOREIGN, capture, feed, packed, page, report, reports_warc, rows, write_jsonl, zipped


def _read(*names: str | Path, how: How | None = None) -> list[Item]:
    return list(read_sources(sources([str(name) for name in names], how or How())))


def _good(items: Sequence[Item]) -> list[Raw]:
    problems = [item for item in items if isinstance(item, Problem)]
    assert not problems
    return [item for item in items if isinstance(item, Raw)]


def _codes(items: Sequence[Item]) -> list[str | None]:
    return [item.code if isinstance(item, Problem) else None for item in items]


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.txt", "b/z.html", ".hidden"):
        (tmp_path / name).write_text(page(report(1)) if name.endswith("html") else report(2), "utf-8")
    found = _good(_read(tmp_path))
    assert [Path(raw.name).relative_to(tmp_path).as_posix() for raw in found] == ["a.txt", "b/z.html", "c.txt"]
    assert [document(raw).text.startswith("TOLNA") for raw in found] == [False, False, False]
    assert [raw.form for raw in found] == ["text", "html", "text"]


def test_a_ledger_among_the_sources_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "news" / "shards").mkdir(parents=True)
    for name in ("a.txt", "news/ledger.json", "news/shards/x.parquet"):
        (tmp_path / name).write_text(report(1), "utf-8")
    assert len(_good(_read(tmp_path))) == 1


def test_a_glob_names_files_and_one_that_matches_none_is_a_problem(tmp_path: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b1.txt"):
        (tmp_path / name).write_text(report(1), "utf-8")
    assert len(_good(_read(tmp_path / "a*.txt"))) == 2
    assert _codes(_read(tmp_path / "x*.txt")) == ["input"]
    assert _codes(_read(tmp_path / "gone")) == ["input"]


def test_a_file_whose_name_looks_like_a_pattern_is_read(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(report(1), "utf-8")
    assert len(_good(_read(tmp_path / "a[1].txt"))) == 1


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert _codes(_read(tmp_path)) == ["input"]


def test_json_lines_with_common_names_for_columns(tmp_path: Path) -> None:
    found = _good(_read(write_jsonl(tmp_path / "a.jsonl", rows(3))))
    assert [raw.name.rpartition(":")[2] for raw in found] == ["1", "2", "3"]
    made = document(found[1])
    assert (made.title, made.outlet, made.published) == ("Report 1", "Karpress", "2031-03-02")
    assert made.url == "https://news.example/1"
    assert made.text == report(1)
    assert made.published_basis == "given"
    assert found[1].key == "r1"


def test_columns_named_by_the_user_win(tmp_path: Path) -> None:
    row = {"text": "not this", "essay": report(4), "who": "The Post"}
    how = How(columns={"text": "essay", "outlet": "who"})
    (raw,) = _good(_read(write_jsonl(tmp_path / "a.jsonl", [row]), how=how))
    assert raw.data.decode() == report(4)
    assert raw.outlet == "The Post"


def test_lines_that_are_no_articles_are_problems_with_their_number(tmp_path: Path) -> None:
    good = b'{"text": "The ministry said so."}'
    lines = [b"{", b"[1]", b'{"text": 3}', b'{"title": "x"}', good, b"", b'{"text": null}', b"\xff\xfe"]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    found = _read(tmp_path / "a.jsonl")
    expected = ["bad-row", "bad-row", "bad-row", "bad-columns", None, "bad-row", "bad-row"]
    assert _codes(found) == expected
    assert [item.name.rpartition(":")[2] for item in found] == ["1", "2", "3", "4", "5", "7", "8"]


def test_a_list_in_json_is_an_article_an_object(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'[{"text": "One."}, 3, {"title": "x"}, {"body": "Two."}]')
    (tmp_path / "b.json").write_bytes(b'\xef\xbb\xbf{"text": "Three."}')
    found = _read(tmp_path / "a.json", tmp_path / "b.json")
    assert _codes(found) == [None, "bad-row", "bad-columns", None, None]
    assert [item.name.rpartition(":")[2] for item in found] == ["1", "2", "3", "4", "1"]


@pytest.mark.parametrize("text", ["[{", "3", "", "[" * 100_000])
def test_json_that_is_no_list_is_one_problem(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8")
    assert _codes(_read(tmp_path / "a.json")) == ["bad-row"]


def test_gzipped_json_lines_and_text(tmp_path: Path) -> None:
    plain = write_jsonl(tmp_path / "a.jsonl", rows(2)).read_bytes()
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(plain))
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(report(1).encode()))
    assert len(_good(_read(tmp_path / "b.jsonl.gz"))) == 2
    assert document(_good(_read(tmp_path / "c.txt.gz"))[0]).text == report(1)


@pytest.mark.parametrize("pack", [b"".join, packed], ids=["plain", "gzip"])
def test_a_warc_gives_its_captures(tmp_path: Path, pack: Any) -> None:
    path = tmp_path / ("a.warc" if pack is not packed else "a.warc.gz")
    path.write_bytes(pack(reports_warc(3)))
    found = _good(_read(path))
    assert [raw.url for raw in found] == [f"https://news.example/{n}" for n in range(3)]
    made = document(found[2])
    assert made.title == "Report 2"
    assert "Nobody was warned" in made.text


def test_captures_that_are_no_pages_say_why(tmp_path: Path) -> None:
    records = [
        capture(b"{}", media_type="application/json"),
        capture(b"gone", status="404 Not Found"),
        capture(page(report(1)).encode(), kind="revisit"),
        capture(report(2).encode(), kind="conversion", media_type="text/plain"),
        capture(page(report(3)).encode(), kind="resource", media_type="text/html"),
        capture(gzip.compress(page(report(4)).encode()), more="Content-Encoding: gzip\r\n"),
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(records))
    found = _read(tmp_path / "a.warc")
    assert _codes(found) == ["not-a-page"] * 3 + [None] * 3
    assert all(report(n)[20:60] in document(raw).text for n, raw in ((2, found[3]), (3, found[4]), (4, found[5])))


def test_a_zip_of_anything(tmp_path: Path) -> None:
    inner = zipped({"deep.txt": report(5).encode()})
    lines = write_jsonl(tmp_path / "x.jsonl", rows(2)).read_bytes()
    held = {"a.txt": report(1).encode(), "b/rows.jsonl": lines, "c.warc.gz": packed(reports_warc(2)), "in.zip": inner}
    path = tmp_path / "papers.zip"
    path.write_bytes(zipped(held))
    found = _good(_read(path))
    assert [raw.name.removeprefix(str(path)) for raw in found] == [
        "!a.txt", "!b/rows.jsonl:1", "!b/rows.jsonl:2", "!c.warc.gz#2", "!c.warc.gz#3", "!in.zip!deep.txt",
    ]  # fmt: skip


def test_parquet_with_common_and_with_named_columns(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(rows(5)), tmp_path / "a.parquet")
    found = _good(_read(tmp_path / "a.parquet"))
    assert [raw.name.rpartition(":")[2] for raw in found] == ["1", "2", "3", "4", "5"]
    assert document(found[2]).outlet == "The Courier"
    named = _good(_read(tmp_path / "a.parquet", how=How(columns={"title": "publisher"})))
    assert named[2].title == "The Courier"


@dataclass
class _Web:
    """Pages at addresses, in place of the network."""

    pages: dict[str, Fetched] = field(default_factory=dict)
    media_types: frozenset[str] = frozenset()

    def fetch(self, url: str) -> Fetched:
        if url not in self.pages:
            raise FetchFailed("no such page", where=url)
        return self.pages[url]


def test_a_feed_with_its_articles(tmp_path: Path) -> None:
    long = " ".join([report(1)] * 4).replace("&", "and")
    held = f"<title>Held</title><link>https://m.example/1</link><description><![CDATA[<p>{long}</p>]]></description>"
    dated = "<pubDate>Fri, 14 Mar 2031 10:00:00 GMT</pubDate>"
    linked = f"<link>https://m.example/2</link><description>A teaser.</description>{dated}"
    gone = "<link>https://m.example/3</link><guid>g3</guid>"
    (tmp_path / "a.xml").write_bytes(feed([held, linked, gone, "<title>Nothing</title>"]))
    web = _Web({"https://m.example/2": Fetched("https://m.example/2", page(report(2)).encode(), "text/html", "utf-8")})
    fetcher: Any = web
    found = _read(tmp_path / "a.xml", how=How(fetcher=fetcher))
    assert _codes(found) == [None, None, "fetch-failed", "corrupt"]
    first, second = found[0], found[1]
    assert isinstance(first, Raw)
    assert isinstance(second, Raw)
    assert (document(first).title, document(first).outlet) == ("Held", "The Meridian")
    assert (second.published, second.url) == ("2031-03-14", "https://m.example/2")


def test_an_atom_feed(tmp_path: Path) -> None:
    body = "".join(f"<p>{report(n)}</p>" for n in range(4))
    (tmp_path / "a.atom").write_text(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Karpress</title><entry><title>One</title><id>urn:1</id>"
        "<link rel='alternate' href='https://k.example/1'/><updated>2031-03-14T10:00:00Z</updated><author>"
        f"<name>T. Okonjo</name></author><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{body}</div></content>"
        "</entry></feed>",
        "utf-8",
    )
    (raw,) = _good(_read(tmp_path / "a.atom"))
    assert (raw.title, raw.byline, raw.published, raw.key) == ("One", "T. Okonjo", "2031-03-14", "urn:1")
    assert "Nobody was warned" in document(raw).text


def test_an_address_that_is_not_fetched_is_a_problem() -> None:
    assert _codes(_read("http://127.0.0.1:9/feed")) == ["address-refused"]
    assert Fetcher().media_types


def test_standard_input_is_whatever_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = write_jsonl(tmp_path / "x.jsonl", rows(2)).read_bytes()
    warc = packed(reports_warc(2))
    for data, count in ((lines, 2), (report(1).encode(), 1), (zipped({"a.txt": b"x"}), 1), (warc, 2)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert len(_read("-")) == count
    with pytest.raises(ConfigError, match="only once"):
        sources(["-", "-"], How())


def test_a_sources_file_names_others_from_its_own_folder(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", [{"essay": report(1)}])
    (tmp_path / "b.txt").write_text(report(2), "utf-8")
    (tmp_path / "s.toml").write_text(
        '[[source]]\npath = "a.jsonl"\noutlet = "The Post"\ncolumns = {text = "essay"}\n'
        '[[source]]\npath = "b.txt"\npublished = "2031-03"\n',
        "utf-8",
    )
    first, second = _good(_read(tmp_path / "s.toml"))
    assert first.outlet == "The Post"
    assert second.published == "2031-03"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[source]]\npath = 'a'\ncolour = 1", "colour"),
        ("[[source]]\nkind = 'text'", "path"),
        ("[[source]]\npath = 'a'\nkind = 'docx'", "docx"),
        ("[[source]]\npath = 'a'\npublished = 'soon'", "not a date"),
        ("[[source]]\npath = 'a'\ncolumns = {body = 'x'}", "no such field: body"),
        ("source = 3", "array"),
        ("[[", "Expected|Invalid"),
    ],
)
def test_a_sources_file_that_is_wrong_is_refused_by_name(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "s.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=complaint) as caught:
        sources([str(tmp_path / "s.toml")], How())
    assert "s.toml" in str(caught.value)


def test_what_the_user_says_wins(tmp_path: Path) -> None:
    how = How(outlet="The Post", published="2031")
    (raw, _) = _good(_read(write_jsonl(tmp_path / "a.jsonl", rows(2)), how=how))
    assert (raw.outlet, raw.published) == ("The Post", "2031")


def test_an_article_in_another_language_names_it() -> None:
    with pytest.raises(NotEnglish) as caught:
        document(Raw(name="a", data=FOREIGN.encode()))
    assert caught.value.language == "fr"


def test_pages_read_fast_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(report(6), "A page"), "utf-8")
    (raw,) = _good(_read(tmp_path / "a.html", how=How(fast=True)))
    assert raw.fast
    made = document(raw)
    assert made.title == "A page"
    assert "Nobody was warned" in made.text


def test_how_far_it_has_come(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", rows(40))
    (tmp_path / "b.txt").write_text(report(1), "utf-8")
    given = sources([str(tmp_path)], How())
    intake = Intake(total=size_of(given))
    assert intake.total == sum(path.stat().st_size for path in tmp_path.iterdir())
    seen = [intake.position for _ in read_sources(given, intake)]
    assert seen == sorted(seen)
    assert intake.position == intake.total


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-03-14T10:00:00Z", "2031-03-14"),
        ("2031/03/14", "2031-03-14"),
        ("Fri, 14 Mar 2031 10:00:00 GMT", "2031-03-14"),
        ("March 14, 2031", "2031-03-14"),
        (1931242271, "2031-03-14"),
        (1931242271000, "2031-03-14"),
        ("soon", None),
        (None, None),
        (True, None),
        (float("nan"), None),
        (10**30, None),
    ],
)
def test_dates_as_tables_write_them(value: object, expected: str | None) -> None:
    assert iso_date(value) == expected


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a", b"WARC/1.1\r\n", "warc"),
        ("a.dat", b"PK\x03\x04", "zip"),
        ("a", b"PAR1", "parquet"),
        ("a", b'{"text": "x"}\n', "jsonl"),
        ("a", b"{ a set of } braces", "auto"),
        ("a", b'[\n {"text": "x"},', "json"),
        ("a", b"[he said] so", "auto"),
        ("a.csv", b"text\n", "csv"),
        ("a.tsv", b"text\n", "tsv"),
        ("a.xml", b"<?xml version='1.0'?><rss version='2.0'>", "feed"),
        ("a.bin", b"\0\1", "auto"),
        ("A.TXT", b"Hello", "text"),
    ],
)
def test_what_a_file_is(name: str, head: bytes, kind: str) -> None:
    assert kind_of(name, head) == kind


def test_a_digest_is_of_what_is_read_and_not_of_its_name() -> None:
    one = Raw(name="a", data=b"x", outlet="P")
    assert one.digest() == Raw(name="b", data=b"x", outlet="P").digest()
    assert one.digest() != Raw(name="a", data=b"x", outlet="P", no_date="soon").digest()
    assert Counter([one.digest(), Raw(name="a", data=b"x", title="P").digest()]).most_common()[0][1] == 1
