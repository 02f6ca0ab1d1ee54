"""Tables of delimited cells, as spreadsheets and databases write them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from hearsay.read import delimited
from hearsay.read.containers import How, items
from hearsay.read.delimited import delimited_rows
from hearsay.read.records import Item, Problem, Raw, document


def _rows(data: bytes | str, *columns: tuple[str, str], delimiter: str | None = None) -> list[Item]:
    stream: Any = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(delimited_rows(stream, "t.csv", dict(columns), delimiter))


def _told(found: list[Item]) -> list[tuple[str, str]]:
    return [(i.name, i.data.decode() if isinstance(i, Raw) else i.code) for i in found]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_columns_we_know(mark: str) -> None:
    head = mark.join(("id", "date", "body"))
    found = _rows(f'{head}\n7{mark}2031-03-14{mark}"“Wait,{mark} or go; now” she said|wrote.\tTwice."\n')
    (row,) = found
    assert isinstance(row, Raw)
    assert (row.key, row.published, row.form) == ("7", "2031-03-14", "text")
    assert row.data.decode() == f"“Wait,{mark} or go; now” she said|wrote.\tTwice."


def test_cells_hold_line_ends_and_doubled_quotes_and_rows_are_named_by_their_first_line() -> None:
    found = _rows('text\r\n"One.\r\n\r\n""Two,"" he said."\r\n\r\nThree.\r\n')
    assert _told(found) == [("t.csv:2", 'One.\r\n\r\n"Two," he said.'), ("t.csv:6", "Three.")]


def test_the_last_row_needs_no_line_end_and_the_first_may_have_a_mark() -> None:
    assert _told(_rows(b"\xef\xbb\xbftext\nOne.")) == [("t.csv:2", "One.")]


def test_each_text_is_decoded_by_itself() -> None:
    found = _rows(b"title,text\n" + "Häfen,Zu: “ja” sagt\n".encode("cp1252") + "É,Né\n".encode())
    assert [raw.title for raw in found if isinstance(raw, Raw)] == ["Häfen", "É"]
    assert [document(raw).text for raw in found if isinstance(raw, Raw)] == ["Zu: “ja” sagt", "Né"]


def test_rows_of_another_length_are_problems_and_the_others_are_read() -> None:
    found = _rows("a,text\n1,One.\n2\n3,Three.,more\n4,\n5,Five.\n")
    assert [name for name, _ in _told(found)] == [f"t.csv:{line}" for line in range(2, 7)]
    assert [what for _, what in _told(found)] == ["One.", "bad-row", "bad-row", "bad-row", "Five."]
    assert "1 cells where the first row names 2 columns" in str(found[1])


def test_a_quotation_mark_left_open_is_said_with_its_line() -> None:
    found = _rows('text\nOne.\n"Two.\nThree.\nFour.\n')
    assert _told(found) == [("t.csv:2", "One."), ("t.csv:3", "bad-row")]
    assert "not closed" in str(found[1])


def test_a_row_longer_than_allowed_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_ROW", 40)
    found = _rows(f"text\nOne.\n{'x' * 50}\nThree.\n")
    assert _told(found) == [("t.csv:2", "One."), ("t.csv:3", "too-large"), ("t.csv:4", "Three.")]


@pytest.mark.parametrize(
    ("data", "code", "complaint"),
    [
        (b"", "bad-columns", "empty"),
        (b"one,two\n1,2\n", "bad-columns", "there are one, two"),
        (b"text,text\n1,2\n", "bad-columns", "more than one column is called text"),
        ("text\nOne.\n".encode("utf-16"), "not-text", "UTF-16"),
        (f"{'Said so. ' * 40}\nOther.\n".encode(), "bad-columns", "…"),
        (b"title,te\rxt\nOne.,Two.\n", "bad-row", "cannot be parted"),
    ],
)
def test_a_table_that_is_none_of_ours_is_one_problem(data: bytes, code: str, complaint: str) -> None:
    (found,) = _rows(data)
    assert isinstance(found, Problem)
    assert (found.name, found.code) == ("t.csv", code)
    assert complaint in found.message
    assert len(found.message) < 300


def test_columns_named_by_the_user_win() -> None:
    (row,) = _rows("text;said\nno;One.\n", ("text", "said"))
    assert isinstance(row, Raw)
    assert row.data == b"One."
    (gone,) = _rows("text;said\nno;One.\n", ("text", "body"))
    assert isinstance(gone, Problem)
    assert "no column body" in gone.message


def test_files_are_tables_by_their_names(tmp_path: Path) -> None:
    for name, data in (("a.csv", b"text\nOne.\n"), ("a.tsv", b'n\ttext\n1\tOne, "two".\n'), ("A.CSV", b"text\nOne.\n")):
        (row,) = items(io.BufferedReader(io.BytesIO(data)), name, How())  # type: ignore[arg-type]
        assert isinstance(row, Raw)
        assert row.name == f"{name}:2"


def test_a_date_that_is_none_is_kept_beside() -> None:
    found = _rows("text,date\nOne.,soon\nTwo.,\nThree.,2031-03-14\n")
    assert [(raw.published, raw.no_date) for raw in found if isinstance(raw, Raw)] == [
        (None, "soon"), (None, None), ("2031-03-14", None),
    ]  # fmt: skip
    stream: Any = io.BytesIO(b"text,date\nOne.,soon\n")
    (given,) = items(stream, "a.csv", How(published="2031-03"))
    assert isinstance(given, Raw)
    assert (given.published, given.no_date) == ("2031-03", None)
