from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from hearsay.errors import DataError
from hearsay.evaluate.files import read_jsonl, read_text


class Row(msgspec.Struct):
    n: int


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absent\.jsonl"):
        read_text(tmp_path / "absent.jsonl")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_text(tmp_path)


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("café".encode("latin-1"))
    with pytest.raises(DataError, match="byte 3"):
        read_text(path)


def test_lines_are_records_and_blank_ones_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"n": 1}\n\n{"n": 2, "other": "a\u2028b"}\n', encoding="utf-8")
    assert [row.n for row in read_jsonl(path, Row)] == [1, 2]


@pytest.mark.parametrize("line", ["{", '{"n": "one"}', "{}", "[1]"])
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"n": 1}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"rows\.jsonl:2"):
        list(read_jsonl(path, Row))
