"""Corpora that are cut short, damaged, or made to do harm."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
import zlib
from pathlib import Path

import pytest

from hearsay.errors import Corrupt, Truncated, UnsafeArchive
from hearsay.read import archives, feeds, streams, warc
from hearsay.read.containers import How, items
from hearsay.read.records import Item, Problem, Raw
from hearsay.read.sources import read_sources, sources
from hearsay.read.streams import BOMB_BYTES as LIMIT
from hearsay.read.streams import Gunzip
from tests.support.corpora import capture, feed, packed, page, report, reports_warc, rows, write_jsonl, zipped

BOMB = 3_000_000


@pytest.fixture(autouse=True)
def _small_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A smaller limit, so that the bombs can be small."""
    monkeypatch.setattr(streams, "BOMB_BYTES", 2_000_000)
    monkeypatch.setattr(archives, "BOMB_BYTES", 2_000_000)


def test_the_limit_is_far_beyond_any_page() -> None:
    assert LIMIT == 50_000_000


def _items(data: bytes, name: str, how: How | None = None) -> list[Item]:
    return list(items(io.BytesIO(data), name, how or How()))  # type: ignore[arg-type]


def _split(found: list[Item]) -> tuple[list[Raw], list[str]]:
    return [i for i in found if isinstance(i, Raw)], [i.code for i in found if isinstance(i, Problem)]


def _boundaries(parts: list[bytes]) -> list[int]:
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part))
    return ends


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_every_truncation_is_flagged_and_nothing_whole_is_lost(name: str) -> None:
    records = reports_warc(12)
    parts = [gzip.compress(r, mtime=0) for r in records] if name.endswith("gz") else records
    whole, ends = b"".join(parts), _boundaries(parts)
    cuts = random.Random(5).sample([at for at in range(len(whole)) if at not in ends], 300)
    for cut in cuts:
        good, codes = _split(_items(whole[:cut], name))
        assert codes == ["truncated"], f"cut at {cut}"
        whole_ones = max(0, sum(end <= cut for end in ends) - 2)
        # A gzip member whose check sum alone is missing has given its record already.
        assert whole_ones <= len(good) <= whole_ones + name.endswith("gz"), f"cut at {cut}"


def test_a_file_cut_right_after_a_record_is_whole_but_an_empty_one_is_not() -> None:
    records = reports_warc(3)
    assert _split(_items(b"".join(records[:2]), "a.warc"))[1] == []
    assert _split(_items(b"", "a.warc"))[1] == ["empty-input"]


def test_every_cut_near_the_end_of_a_record_that_ends_in_line_ends_is_flagged() -> None:
    whole = capture(page(report(1)).encode() + b"\r\n\r\n\r\n")
    for cut in range(len(whole) - 14, len(whole)):
        assert _split(_items(whole[:cut], "a.warc"))[1] == ["truncated"], cut


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_damaged_record_costs_itself_alone(name: str) -> None:
    records = reports_warc(6)
    for victim in range(1, 7):
        parts = [gzip.compress(r, mtime=0) for r in records] if name.endswith("gz") else list(records)
        at = len(parts[victim]) // 2
        if name.endswith("gz"):
            parts[victim] = parts[victim][:at] + bytes(20) + parts[victim][at + 20 :]
        else:
            parts[victim] = parts[victim].replace(b"Content-Length: ", b"Content-Lungth: ", 1)
        good, codes = _split(_items(b"".join(parts), name))
        assert len(good) == 5, (victim, codes)
        assert codes == ["corrupt"]


@pytest.mark.parametrize("wrong", ["short", "long"])
def test_a_wrong_length_does_not_swallow_the_records_after_it(wrong: str) -> None:
    records = reports_warc(5)
    head, _, rest = records[2].partition(b"Content-Length: ")
    number, _, block = rest.partition(b"\r\n\r\n")
    length = int(number) + (-50 if wrong == "short" else 50)
    records[2] = head + b"Content-Length: %d\r\n\r\n" % length + block
    good, codes = _split(_items(b"".join(records), "a.warc"))
    assert codes == ["corrupt"]
    assert len(good) == 4


def test_a_capture_too_large_is_passed_over_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_BLOCK", 3000)
    records = [capture(b"x" * 5000), *reports_warc(1)]
    good, codes = _split(_items(b"".join(records), "a.warc"))
    assert (len(good), codes) == (1, ["too-large"])


def test_a_page_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_BLOCK", 100_000)
    record = capture(gzip.compress(b"x" * 10_000_000), more="Content-Encoding: gzip\r\n")
    assert _split(_items(record, "a.warc"))[1] == ["too-large"]


def test_heads_without_end_or_sense() -> None:
    endless = b"WARC/1.0\r\n" + b"X: y\r\n" * 50_000
    for data in (endless, b"WARC/1.0\r\n\r\n", b"\0" * 1000, b"WARC/1.0\r\nA: b\r\n\r\n"):
        good, codes = _split(_items(data, "a.warc"))
        assert not good
        assert codes[0] in ("corrupt", "truncated")


def test_a_gzip_bomb_is_refused_by_ratio_and_the_next_member_read() -> None:
    bomb = gzip.compress(bytes(BOMB), mtime=0)
    stream = Gunzip(io.BytesIO(bomb + gzip.compress(b"after", mtime=0)))
    with pytest.raises(UnsafeArchive):
        _drain(stream)
    assert stream.resync()
    assert stream.read(100) == b"after"


def test_a_bomb_in_a_warc_costs_itself_alone() -> None:
    bomb = gzip.compress(capture(bytes(BOMB)), mtime=0)
    good, codes = _split(_items(packed(reports_warc(1)) + bomb + packed(reports_warc(2)), "a.warc.gz"))
    assert len(good) == 3
    assert set(codes) <= {"unsafe-archive", "too-large", "corrupt"}
    assert codes


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.parquet.gz"])
def test_a_bomb_of_any_kind_is_one_problem(name: str) -> None:
    codes = _split(_items(gzip.compress(bytes(BOMB)), name))[1]
    assert len(codes) == 1
    assert codes[0] in ("unsafe-archive", "too-large")


def test_gzip_streams_that_end_too_soon_or_are_damaged() -> None:
    whole = gzip.compress(report(1).encode() * 50, mtime=0)
    for cut in range(1, len(whole)):
        with pytest.raises(Truncated):
            _drain(Gunzip(io.BytesIO(whole[:cut])))
    with pytest.raises(Corrupt):
        _drain(Gunzip(io.BytesIO(whole[:-6] + bytes(6))))
    with pytest.raises(Corrupt):
        _drain(Gunzip(io.BytesIO(whole + b"garbage")))


def _drain(stream: Gunzip) -> None:
    while stream.read(1 << 12):
        pass


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "..\\evil.txt", "C:\\evil.txt", "a/../../b.txt"])
def test_a_zip_member_that_leads_out_is_refused_and_the_others_read(name: str) -> None:
    good, codes = _split(_items(zipped({name: report(1).encode(), "ok.txt": report(2).encode()}), "a.zip"))
    assert [raw.name for raw in good] == ["a.zip!ok.txt"]
    assert codes == ["unsafe-archive"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    good, codes = _split(_items(zipped({"b.txt": bytes(BOMB), "ok.txt": report(2).encode()}), "a.zip"))
    assert (len(good), codes) == (1, ["unsafe-archive"])


def test_a_zip_that_lies_about_sizes_is_no_way_round() -> None:
    data = zipped({"b.txt": bytes(BOMB)})
    lie = data.replace(BOMB.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    good, codes = _split(_items(lie, "a.zip"))
    assert not good
    assert codes[0] in ("corrupt", "unsafe-archive")


def test_archives_nested_without_end_are_not_opened() -> None:
    data = report(1).encode()
    for level in range(4):
        data = zipped({f"{level}.zip" if level else "a.txt": data})
    assert _split(_items(data, "a.zip"))[1] == ["too-large"]


def test_an_encrypted_member_and_a_damaged_one() -> None:
    data = bytearray(zipped({"a.txt": report(1).encode(), "b.txt": report(2).encode()}))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert _split(_items(bytes(data), "a.zip"))[1] == ["corrupt"]
    broken = bytearray(zipped({"a.txt": report(1).encode(), "b.txt": report(2).encode()}))
    broken[60] ^= 0xFF
    good, codes = _split(_items(bytes(broken), "a.zip"))
    assert (len(good), codes) == (1, ["corrupt"])


def test_every_truncated_zip_is_flagged() -> None:
    whole = zipped({f"{n}.txt": report(n).encode() for n in range(5)})
    for cut in range(1, len(whole), 37):
        assert _split(_items(whole[:cut], "a.zip"))[1], cut


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 2)
    assert _split(_items(zipped({f"{n}.txt": b"x" for n in range(3)}), "a.zip"))[1] == ["too-large"]


_BOMB = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        _BOMB + "]><rss><channel><item><title>&i;</title></item></channel></rss>",
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1/x">%p;]><rss/>',
        "<!doctype r [ ]><rss/>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_feeds_that_declare_entities_are_refused(text: str, encoding: str) -> None:
    data = f"<?xml version='1.0' encoding='{encoding}'?>{text}".encode(encoding)
    assert _split(_items(data, "a.rss"))[1] == ["unsafe-archive"]


def test_a_feed_in_an_encoding_that_hides_its_entities_gives_no_expansion() -> None:
    head = b"<?xml version='1.0' encoding='utf-7'?>"
    body = _BOMB + "]><rss><channel><item><title>&i;</title></item></channel></rss>"
    found = _items(head + body.replace("<", "+ADw-").replace("&", "+ACY-").encode(), "a.rss")
    assert all(isinstance(item, Problem) for item in found)


@pytest.mark.parametrize("cut", range(10, 400, 39))
def test_a_truncated_feed_is_flagged(cut: int) -> None:
    whole = feed([f"<title>{n}</title><link>https://m.example/{n}</link>" for n in range(5)])
    assert "corrupt" in _split(_items(whole[:cut], "a.rss"))[1]


def test_a_feed_of_too_many_entries_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MAX_ENTRIES", 3)
    codes = _split(_items(feed(["<title>x</title>"] * 9), "a.rss"))[1]
    assert codes == ["corrupt"] * 3 + ["too-large"]


def test_parquet_with_wrong_columns_wrong_types_or_damage(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    def write(columns: dict[str, list[object]]) -> bytes:
        pq.write_table(pa.table(columns), tmp_path / "x.parquet")
        return (tmp_path / "x.parquet").read_bytes()

    named = _items(write({"a": [1]}), "x.parquet")
    assert isinstance(named[0], Problem)
    assert named[0].code == "bad-columns"
    assert "there are a" in named[0].message
    for data, how in (
        (write({"text": [1, 2]}), How()),
        (write({"text": [["x"]]}), How()),
        (write({"text": ["x"]}), How(columns={"title": "heading"})),
    ):
        assert _split(_items(data, "x.parquet", how))[1] == ["bad-columns"]
    good = write({"text": [report(n) for n in range(300)]})
    for cut in (1, 100, len(good) // 2, len(good) - 1):
        assert _split(_items(good[:cut], "x.parquet"))[1] == ["corrupt"]
    names = good.replace(b"text", b"te\x85t")
    assert _split(_items(names, "x.parquet"))[1] == ["corrupt"]
    damaged = good[:200] + bytes(300) + good[500:]
    assert _split(_items(damaged, "x.parquet"))[1] in ([], ["corrupt"])


def test_json_that_is_deep_long_or_odd() -> None:
    deep = b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    surrogate = b'{"text": "\\ud800 said", "title": "\\udfff"}'
    long_key = b'{"text": "He said so.", "title": "' + b"x" * 100_000 + b'"}'
    found = _items(b"\n".join([deep, surrogate, long_key]), "a.jsonl")
    assert isinstance(found[0], Problem)
    for item in found[1:]:  # a lone surrogate is no text; refused or replaced, it does no harm
        item.name.encode("utf-8")
        assert isinstance(item, Raw) or item.code == "bad-row"
    assert isinstance(found[2], Raw)
    assert len(found[2].title or "") <= 1000


def test_a_line_that_never_ends_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    from hearsay.read import rows as tables

    monkeypatch.setattr(tables, "MAX_ROW", 1000)
    found = _items(b"x" * 500_000 + b'\n{"text": "He said so."}\n', "a.jsonl")
    assert [item.code if isinstance(item, Problem) else None for item in found] == ["too-large", None]


def test_files_that_are_not_files(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = list(read_sources(sources([str(tmp_path)], How())))
    assert {item.code for item in found if isinstance(item, Problem)} == {"input"}
    assert len(found) == 3


def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    import os

    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:
        file.write(report(1).encode())
    (found,) = read_sources(sources([str(tmp_path)], How()))
    assert found.name.endswith("caf\\xe9.txt")
    found.name.encode("utf-8")


def test_duplicate_ids_are_both_read(tmp_path: Path) -> None:
    twice = [*rows(2), *rows(2)]
    found = list(read_sources(sources([str(write_jsonl(tmp_path / "a.jsonl", twice))], How())))
    assert [item.key for item in found] == ["r0", "r1", "r0", "r1"]
    assert len({item.name for item in found}) == 4


def test_a_zip_whose_central_directory_points_nowhere() -> None:
    data = bytearray(zipped({"a.txt": report(1).encode()}))
    at = data.index(b"PK\x01\x02")
    data[at + 42 : at + 46] = (1 << 30).to_bytes(4, "little")
    assert _split(_items(bytes(data), "a.zip"))[1]
    assert zipfile.is_zipfile(io.BytesIO(bytes(data)))
    assert zlib.crc32(bytes(data))
