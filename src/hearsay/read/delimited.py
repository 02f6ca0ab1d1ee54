"""Tables with delimited cells (RFC 4180 and its relatives): CSV with any of four delimiters, and TSV.

Cells are parsed as bytes: every delimiter is ASCII, so the encoding of an article's text is found out later, for
each article by itself, as it is for a file.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from hearsay.errors import BadColumns, BadRow, InputError, NotText, TooLarge
from hearsay.read.columns import article, mapping
from hearsay.read.records import Item, Problem
from hearsay.read.rows import MAX_ROW
from hearsay.read.streams import Bytes, Window

DELIMITERS = (",", ";", "\t", "|")
"""What may part cells; of a CSV, the one is taken that makes of its head the columns we know."""

_HEAD = 65_536
_BYTES = "latin-1"  # one character a byte, there and back
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def delimited_rows(
    stream: Bytes, source: str, columns: Mapping[str, str], delimiter: str | None = None
) -> Iterator[Item]:
    """The articles of a delimited table whose first row names its columns; a problem in place of each row that is none.

    A row is named by the line it begins on. Empty lines are passed over. ``delimiter`` is found out where it is None.
    """
    window = Window(stream)
    try:
        if window.peek(2) in _WIDE:
            raise NotText("a table in UTF-16 is not read; save it as UTF-8")
        if window.peek(3) == b"\xef\xbb\xbf":
            window.take(3)
        table = _Table(window, delimiter or _delimiter(window.peek(_HEAD), columns))
        names, found = _head(table, columns)
    except InputError as error:
        yield Problem.of(error, source)
        return
    while True:
        try:
            row = table.row()
            if row is None:
                return
            yield article(_cells(names, row, found), found, f"{source}:{table.begins}")
        except InputError as error:
            yield Problem.of(error, f"{source}:{table.begins}")
            if table.broken:
                return


def _delimiter(head: bytes, columns: Mapping[str, str]) -> str:
    """The delimiter that parts the first line into columns that are known, else the one that parts it most."""
    line = head.decode(_BYTES).lstrip("\r\n").partition("\n")[0]
    parted = {mark: _parted(line, mark) for mark in DELIMITERS}
    for mark, names in parted.items():
        try:
            mapping(columns, [_words(name) for name in names])
        except BadColumns:
            continue
        return mark
    return max(DELIMITERS, key=lambda mark: len(parted[mark]))


def _parted(line: str, mark: str) -> list[str]:
    """The cells of a line; none where it is no row, which is said when it is read as one."""
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:
        return []


def _head(table: _Table, columns: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    row = table.row()
    if row is None:
        raise BadColumns("the table is empty: its first row should name its columns")
    names = [_words(name).strip() for name in row]
    found = mapping(columns, names)
    twice = sorted(name for name, count in Counter(names).items() if count > 1 and name in found.values())
    if twice:
        raise BadColumns(f"more than one column is called {', '.join(twice)}")
    return names, found


def _cells(names: Sequence[str], row: Sequence[str], found: Mapping[str, str]) -> dict[str, bytes | str | None]:
    """The row's cells by column; those that hold an article as bytes, to be decoded as a file is."""
    if len(row) != len(names):
        raise BadRow(f"the row has {len(row)} cells where the first row names {len(names)} columns")
    bodies = {found.get("text"), found.get("html")}
    cells = zip(names, row, strict=True)
    return {name: (cell.encode(_BYTES) or None) if name in bodies else _words(cell) for name, cell in cells}


def _words(cell: str) -> str:
    """A cell as text: UTF-8, or what office programs write where it is not that."""
    data = cell.encode(_BYTES)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252", "replace")


class _Table:
    """The rows of a stream. ``begins`` is the line that the last one began on, ``broken`` that nothing can follow."""

    def __init__(self, window: Window, delimiter: str) -> None:
        csv.field_size_limit(max(csv.field_size_limit(), MAX_ROW))
        self._window = window
        self._delimiter = delimiter
        self._line = self._size = 0
        self._ended = self.broken = False
        self.begins = 0
        self._rows = csv.reader(self._lines(), delimiter=delimiter)

    def row(self) -> list[str] | None:
        """The next row that holds anything, None at the end.

        Raises `BadRow`, `TooLarge`, and the stream's own errors; rows can follow unless it is ``broken``.
        """
        while True:
            self.begins, self._size = self._line + 1, 0
            try:
                row = next(self._rows, None)
            except csv.Error as error:
                raise BadRow(f"the row cannot be parted into cells: {error}") from error
            except TooLarge:
                self._rows = csv.reader(self._lines(), delimiter=self._delimiter)
                raise
            except InputError:
                self.broken = True
                raise
            if row is not None and self._ended:  # a row ends with its line, unless a quotation mark is open
                self.broken = True
                raise BadRow("a quotation mark that is opened in this row is not closed by the end of the file")
            if row is None or any(row):
                return row

    def _lines(self) -> Iterator[str]:
        while True:
            line = self._window.line(MAX_ROW)
            if line == b"":
                self._ended = True
                return
            self._line += 1
            self._size += MAX_ROW if line is None else len(line)
            if line is None or self._size > MAX_ROW:
                raise TooLarge(f"the row has more than {MAX_ROW:,} bytes; is a quotation mark in it not closed?")
            yield line.decode(_BYTES)
