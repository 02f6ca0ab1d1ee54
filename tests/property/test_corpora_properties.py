"""Whatever bytes a corpus is made of, reading it ends, raises nothing and names every item."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.errors import InputError
from hearsay.read.containers import How, items
from hearsay.read.records import Problem, Raw
from hearsay.read.streams import Gunzip, Window
from tests.support.corpora import feed, packed, reports_warc, zipped

_SEEDS = {
    "a.warc": b"".join(reports_warc(3)),
    "a.warc.gz": packed(reports_warc(3)),
    "a.zip": zipped({"a.txt": b"He said so.", "b.jsonl": b'{"text": "She said so."}\n'}),
    "a.jsonl": b'{"text": "He said so.", "date": "2031-03-14"}\n{"body": 3}\n' * 3,
    "a.csv": 'id;date;text\r\n1;2031-03-14;"“So,"" he said;\r\nonce."\r\n2;soon;She said so.\r\n'.encode(),
    "a.tsv": b"text\tdate\nHe said so.\t2031\n",
    "a.json": b'[{"text": "He said so.", "date": "soon"}, {"body": 3}]',
    "a.rss": feed(["<title>One</title><link>https://m.example/1</link>"] * 3),
    "a.txt": "“Nobody was warned,” she said.".encode(),
}


@pytest.mark.parametrize("name", _SEEDS)
@given(st.data())
@settings(max_examples=40)
def test_damage_of_any_kind_is_a_problem_and_no_error(name: str, data: st.DataObject) -> None:
    seed = _SEEDS[name]
    at = data.draw(st.integers(0, len(seed)))
    upto = data.draw(st.integers(at, min(len(seed), at + 40)))
    damaged = seed[:at] + data.draw(st.binary(max_size=30)) + seed[upto:]
    for item in items(io.BytesIO(damaged), name, How()):  # type: ignore[arg-type]
        assert isinstance(item, Raw | Problem)
        assert item.name.startswith(name)
        assert item.digest()


@given(st.sampled_from(sorted(_SEEDS)), st.binary(max_size=300))
def test_any_bytes_under_any_name(name: str, data: bytes) -> None:
    found = list(items(io.BytesIO(data), name, How()))  # type: ignore[arg-type]
    assert found or not data.strip()


@given(st.lists(st.binary(max_size=200), max_size=5), st.integers(1, 50))
def test_gzip_members_come_out_as_they_went_in(parts: list[bytes], size: int) -> None:
    stream = Gunzip(io.BytesIO(packed(parts)))
    out = bytearray()
    while piece := stream.read(size):
        assert len(piece) <= size
        out += piece
    assert bytes(out) == b"".join(parts)


@given(st.binary(max_size=300), st.integers(1, 40))
def test_lines_are_all_there_or_longer_than_allowed(data: bytes, most: int) -> None:
    window = Window(io.BytesIO(data))
    lines: list[bytes | None] = []
    while (line := window.line(most)) != b"":
        lines.append(line)
    expected = [line if len(line) <= most else None for line in io.BytesIO(data)]
    assert lines == expected


@given(st.binary(max_size=200))
def test_a_damaged_gzip_stream_always_ends(data: bytes) -> None:
    stream = Gunzip(io.BytesIO(b"\x1f\x8b\x08" + data))
    for _ in range(1000):
        try:
            if not stream.read(64):
                return
        except InputError:
            if not stream.resync():
                return
    raise AssertionError("it does not end")
