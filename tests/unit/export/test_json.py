"""The JSON renderings are the public contract: whole, valid, and the same reading again."""

import json

import msgspec

from hearsay.export import json as export_json
from hearsay.export import jsonl
from hearsay.model import Reading
from tests.support.readings import bridge, plain


def test_json_is_the_reading() -> None:
    reading = bridge()
    data = export_json.dumps(reading)
    assert msgspec.json.decode(data, type=Reading) == reading
    assert json.loads(data)["document"]["title"] == reading.document.title
    assert data.endswith(b"}\n")


def test_json_has_a_line_for_each_record() -> None:
    lines = export_json.dumps(bridge()).decode().splitlines()
    assert sum('"cue":' in line for line in lines) == len(bridge().attributions)


def test_a_reading_with_nothing_in_it_is_json_too() -> None:
    reading = plain("")
    assert msgspec.json.decode(export_json.dumps(reading), type=Reading) == reading


def test_a_jsonl_line_is_one_line_to_every_reader() -> None:
    reading = plain("a\u2028b\u2029c\u0085d\r\n\x0be\x1c\x1d\x1ef")
    line = jsonl.line(reading).decode()
    assert line.splitlines() == [line.rstrip("\n")]
    assert msgspec.json.decode(line, type=Reading) == reading


def test_an_error_line() -> None:
    line = jsonl.error_line(code="empty-input", message="nothing “there”\n", source="a\u2028.txt")
    assert json.loads(line) == {
        "error": {"code": "empty-input", "message": "nothing “there”\n", "input": "a\u2028.txt"}
    }
    assert line.count(b"\n") == 1


def test_unpaired_surrogates_are_escaped_and_offsets_stay() -> None:
    reading = plain("a\ud800b")
    for data in (export_json.dumps(reading), jsonl.line(reading)):
        data.decode("utf-8")
        assert json.loads(data)["document"]["text"] == "a\ud800b"
