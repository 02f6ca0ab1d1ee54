"""Tables as CSV (RFC 4180, UTF-8) that a spreadsheet takes for what it says, not for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from hearsay.export.safe import one_line


def header(columns: Iterable[str]) -> bytes:
    """The first line."""
    return _csv(columns)


def line(columns: Iterable[str], row: Mapping[str, object]) -> bytes:
    """A row's line; a column that the row lacks is empty."""
    return _csv(cell(row.get(name)) for name in columns)


def _csv(cells: Iterable[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(list(cells))
    return out.getvalue().encode("utf-8", "replace")


def cell(value: object) -> str:
    """A value as text that a spreadsheet takes for text: a leading sign of a formula is put behind an apostrophe."""
    text = "" if value is None else one_line(str(value))
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t") or (text[:1] == "-" and not _is_number(text)) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
