"""The records of the register of public bodies, and the CSV files they are read from.

Every file has the same columns (`COLUMNS`), described in ``docs/actors.md`` and at the head of each packaged file; a
file of role nouns has `ROLE_COLUMNS`. Whatever is wrong in a file is a `ConfigError` naming file, line and reason.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, cast, get_args

import msgspec

from hearsay.errors import ConfigError
from hearsay.resolve.names import is_name

Kind = Literal["country", "territory", "institution", "igo", "group", "ngo", "media", "party", "business", "other"]
Use = Literal["name", "official", "alias", "metonym", "demonym", "capital", "seat"]
RunBy = Literal["state", "public", "private", "party", "movement", "church", "igo"]
Change = Literal["add", "replace", "remove"]

PACKAGED: Mapping[str, Kind] = {
    "countries": "country",
    "territories": "territory",
    "institutions": "institution",
    "igos": "igo",
    "groups": "group",
    "ngos": "ngo",
    "media": "media",
    "parties": "party",
}
"""The packaged files of entries, by name without ``.csv``, and the kind of their entries."""

COLUMNS = (
    *("id", "kind", "name", "official", "aliases", "metonyms", "demonyms", "capitals", "seats", "type", "code"),
    *("sector", "also", "country", "parent", "split_from", "became", "since", "until", "run_by", "iso2", "gwno"),
    *("ucdp", "wikidata", "basis", "change"),
)
"""Every column a file of entries may have. ``id``, ``name`` and ``basis`` are required."""

ROLE_COLUMNS = ("form", "plural", "sector", "also", "kind", "scope", "basis")

_REQUIRED = ("id", "name", "basis")
_ONE_NAME = frozenset(("name", "official"))
_NAME_COLUMNS: tuple[tuple[str, Use], ...] = (
    ("name", "name"),
    ("official", "official"),
    ("aliases", "alias"),
    ("metonyms", "metonym"),
    ("demonyms", "demonym"),
    ("capitals", "capital"),
    ("seats", "seat"),
)
_KINDS = frozenset(get_args(Kind))
_RUN_BY = frozenset(get_args(RunBy))
_CHANGES = frozenset(get_args(Change))
_ROLE_KINDS = frozenset(("organ", "office", "people"))
_SCOPES = frozenset(("state", "nonstate", "any"))
INTERNATIONAL = frozenset(("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"))
"""PLOVER's country-level codes that are no country's."""
_EARLIEST, _LATEST = 1000, 2100


class Name(msgspec.Struct, frozen=True, gc=False):
    """One name of an entry. ``shared``: other things, listed or not, are known to bear it too."""

    form: str
    use: Use
    shared: bool = False


class Year(msgspec.Struct, frozen=True, gc=False):
    """A year of the common era; ``approximate`` where sources differ by a year or more, or are vague."""

    year: int
    approximate: bool = False


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One public body.

    ``code`` is PLOVER's country-level code (ISO 3166 alpha-3, ``KOS``, or ``IGO UNO EUR NGO ISM IMG MNC``), ``sector``
    its primary sector and ``also`` its other sectors. ``country`` are the ids of the countries it belongs to or acts
    in, its home first. ``parent`` is what it is a part, wing or territory of; ``split_from`` what it broke away from;
    ``became`` what it was renamed, merged or turned into. ``ended`` says that it is no more, ``until`` when, where
    known. ``type`` is finer than ``kind`` (``chamber``, ``agency``, ...). ``basis`` says what the entry rests on,
    ``where`` the file and line it was read from.
    """

    id: str
    kind: Kind
    name: str
    names: tuple[Name, ...]
    basis: str
    where: str
    type: str | None = None
    code: str | None = None
    sector: str | None = None
    also: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    parent: str | None = None
    split_from: str | None = None
    became: str | None = None
    since: Year | None = None
    until: Year | None = None
    ended: bool = False
    run_by: RunBy | None = None
    iso2: str | None = None
    gwno: int | None = None
    ucdp: tuple[int, ...] = ()
    wikidata: str | None = None
    layer: int = 0

    def forms(self, *uses: Use) -> tuple[str, ...]:
        """The entry's names, of the given uses only where any are given."""
        return tuple(name.form for name in self.names if not uses or name.use in uses)


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """A role noun and the sector it stands for: "foreign ministry" is ``GOV``, "rebels" ``REB``.

    ``kind`` is ``organ`` (the body), ``office`` (one who holds it) or ``people`` (some of its people); ``scope`` is
    ``state`` where the noun with a nationality names a part of that state ("Chinese authorities"), ``nonstate`` where
    it never does, ``any`` where the text must tell.
    """

    form: str
    plural: str | None
    sector: str
    also: tuple[str, ...]
    kind: Literal["organ", "office", "people"]
    scope: Literal["state", "nonstate", "any"]
    basis: str
    where: str


class Source(msgspec.Struct, frozen=True):
    """A file to read: how to call it in messages, the kind of its entries where that is fixed, its layer.

    Layer 0 is the package's; a file of a higher layer may change what lies below it.
    """

    path: Path
    label: str
    kind: Kind | None
    layer: int


class Row(msgspec.Struct, frozen=True):
    """One record of a file before it is made an entry: its cells by column, empty ones left out, and its line."""

    cells: dict[str, str]
    source: Source
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def where(self) -> str:
        """The file and line, as messages give it."""
        return f"{self.source.label}:{self.line}"


def packaged(stem: str, kind: Kind | None = None) -> Source:
    """The packaged file ``stem.csv``."""
    return Source(Path(str(files("hearsay").joinpath("data", "actors", f"{stem}.csv"))), f"{stem}.csv", kind, 0)


def read_rows(source: Source, allowed: Sequence[str], required: Sequence[str]) -> list[Row]:
    """The records of one CSV file in UTF-8.

    Lines that begin with ``#`` and empty lines are passed over; the first other line names the columns. Raises
    `ConfigError`, with the line, where the file cannot be read, a column is unknown, missing or named twice, a record
    has more or fewer cells than there are columns, or a cell runs over the end of its line.
    """
    records = read_csv(source.path, source.label)
    line, cells = next(records, (0, []))
    if not cells:
        raise ConfigError("no line names the columns", where=source.label)
    header, width = _header(cells, f"{source.label}:{line}", allowed, required), len(cells)
    rows: list[Row] = []
    for line, cells in records:
        if len(cells) != width:
            where = f"{source.label}:{line}"
            raise ConfigError(f"{len(cells)} cells where there are {width} columns", where=where)
        filled = {name: bare for name, cell in zip(header, cells, strict=True) if (bare := cell.strip())}
        rows.append(Row(filled, source, line))
    return rows


def read_csv(path: Path, label: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV file, each with its line's number; raises `ConfigError` as `read_rows` does."""
    lines = _lines(path, label)
    reader = csv.reader((text for _, text in lines), strict=True)
    done = 0
    try:
        for cells in reader:
            line = lines[done][0]
            done += 1
            if reader.line_num != done:
                raise ConfigError("a quoted cell runs over the end of its line", where=f"{label}:{line}")
            yield line, cells
    except csv.Error as error:
        place = f"{label}:{lines[min(done, len(lines) - 1)][0]}"
        raise ConfigError(f"malformed CSV: {error}", where=place) from error


def _lines(path: Path, label: str) -> list[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ConfigError("not UTF-8", where=f"{label}:{line}") from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror or error}", where=label) from error
    if "\0" in text:
        raise ConfigError("holds a NUL character", where=f"{label}:{text[: text.index(chr(0))].count(chr(10)) + 1}")
    return [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip() and line[0] != "#"]


def _header(cells: list[str], where: str, allowed: Sequence[str], required: Sequence[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    unknown = [name for name in header if name not in allowed]
    if unknown:
        raise ConfigError(f"unknown column {unknown[0]!r}; the columns are {', '.join(allowed)}", where=where)
    if len(set(header)) != len(header):
        raise ConfigError("a column is named twice", where=where)
    missing = [name for name in required if name not in header]
    if missing:
        raise ConfigError(f"column {missing[0]!r} is missing", where=where)
    return header


def items(cell: str) -> list[str]:
    """The items of a cell that holds a list: parted by ``|``, white space trimmed, empty ones dropped."""
    if "|" not in cell:
        return [bare] if (bare := cell.strip()) else []
    return [bare for item in cell.split("|") if (bare := item.strip())]


def _text(cell: str, where: str) -> str:
    return cell


def _id(cell: str, where: str) -> str:
    if "|" in cell or len(cell.split()) != 1:
        raise ConfigError(f"the id {cell!r} holds white space or a bar", where=where)
    return cell


def _ids(cell: str, where: str) -> tuple[str, ...]:
    return tuple(items(cell))


def _year(cell: str, where: str) -> Year | None:
    if cell == "?":
        return None
    digits = cell.removeprefix("~")
    if not (digits.isascii() and digits.isdigit() and _EARLIEST <= int(digits[:9]) <= _LATEST):
        raise ConfigError(f"{cell!r} is no year (write 1994, ~1994 or ?)", where=where)
    return Year(int(digits), cell[0] == "~")


def _numbers(cell: str, where: str) -> tuple[int, ...]:
    values = items(cell)
    if not all(value.isascii() and value.isdigit() and len(value) < 10 for value in values):
        raise ConfigError(f"{cell!r} is no number", where=where)
    return tuple(map(int, values))


def _number(cell: str, where: str) -> int:
    values = _numbers(cell, where)
    if len(values) != 1:
        raise ConfigError(f"{cell!r} is not one number", where=where)
    return values[0]


def _code(cell: str, where: str) -> str:
    if not (len(cell) == 3 and cell.isascii() and cell.isalpha() and cell.isupper()):
        raise ConfigError(f"code {cell!r} is not three capital letters", where=where)
    return cell


def _wikidata(cell: str, where: str) -> str:
    if cell[0] != "Q" or not (cell[1:].isascii() and cell[1:].isdigit()):
        raise ConfigError(f"{cell!r} is no Wikidata id", where=where)
    return cell


def _one_of(allowed: frozenset[str]) -> Callable[[str, str], str]:
    def check(cell: str, where: str) -> str:
        if cell not in allowed:
            raise ConfigError(f"{cell!r} is none of {', '.join(sorted(allowed))}", where=where)
        return cell

    return check


_PARSERS: dict[str, Callable[[str, str], object]] = {
    **{"id": _id, "kind": _one_of(_KINDS), "type": _text, "code": _code, "sector": _text, "also": _ids},
    **{"country": _ids, "parent": _id, "split_from": _id, "became": _id, "since": _year, "until": _year},
    **{"run_by": _one_of(_RUN_BY), "iso2": _text, "gwno": _number, "ucdp": _numbers, "wikidata": _wikidata},
    **{"basis": _text},
}
"""What a cell is read with, by its column; the columns of names are read by `_names`."""


def name_cells(row: Row) -> list[tuple[str, Use]]:
    """A row's names as they are written, star and all, each with its use."""
    cells = row.cells
    found: list[tuple[str, Use]] = []
    for column, use in _NAME_COLUMNS:
        if column in cells:
            forms = [cells[column]] if column in _ONE_NAME else items(cells[column])
            found += [(form, use) for form in forms]
    return found


def read_name(form: str, use: Use) -> Name:
    """The name a file writes as ``form``: a star at its end marks it as shared."""
    return Name(form.rstrip("* "), use, True) if form.endswith("*") else Name(form, use)


def _names(row: Row) -> tuple[Name, ...]:
    names = tuple(read_name(form, use) for form, use in name_cells(row))
    for name in names:
        if not is_name(name.form):
            raise ConfigError(f"{name.use} {name.form!r} holds no letter or digit", where=row.where)
    return names


def _check_sectors(sector: str | None, also: Iterable[str], sectors: Container[str], where: str) -> None:
    for code in (*((sector,) if sector else ()), *also):
        if code not in sectors:
            raise ConfigError(f"{code!r} is no sector code of PLOVER's", where=where)


def read_entry_rows(source: Source) -> list[Row]:
    """The rows of one file of entries, not yet checked cell by cell; each has an id, a name, a basis and a kind.

    Raises `ConfigError` with file, line and reason where the file or one of these is wrong.
    """
    if source.kind is None and source.path.stem in PACKAGED:
        source = msgspec.structs.replace(source, kind=PACKAGED[source.path.stem])
    rows = read_rows(source, COLUMNS, _REQUIRED)
    for row in rows:
        cells = row.cells
        for column in _REQUIRED:
            if column not in cells:
                raise ConfigError(f"{column} is empty", where=row.where)
        if source.kind is None and "kind" not in cells:
            raise ConfigError(f"kind is empty; it is one of {', '.join(sorted(_KINDS))}", where=row.where)
        if "change" in cells and cells["change"] not in _CHANGES:
            raise ConfigError(f"change {cells['change']!r} is none of add, remove, replace", where=row.where)
    return rows


def make_entry(row: Row, sectors: Container[str]) -> Entry:
    """The entry of one row. Raises `ConfigError` with the row's place where a cell is wrong."""
    where = row.where
    names = _names(row)
    values: dict[str, Any] = {"kind": row.source.kind}
    for column, cell in row.cells.items():
        if (parse := _PARSERS.get(column)) is not None:
            values[column] = parse(cell, where)
    entry = Entry(
        **values, name=names[0].form, names=names, ended="until" in values, where=where, layer=row.source.layer
    )
    _check_sectors(entry.sector, entry.also, sectors, where)
    if entry.since and entry.until and entry.since.year > entry.until.year:
        raise ConfigError(f"ends ({entry.until.year}) before it begins ({entry.since.year})", where=where)
    return entry


def read_sectors(source: Source) -> dict[str, str]:
    """PLOVER's sector codes and what each covers."""
    return {row["code"]: row["covers"] for row in read_rows(source, ("code", "covers"), ("code", "covers"))}


def read_roles(source: Source, sectors: Container[str]) -> list[Role]:
    """The role nouns of one file. Raises `ConfigError` as `read_entries` does."""
    return [_role(row, sectors) for row in read_rows(source, ROLE_COLUMNS, ("form", "sector", "kind", "scope"))]


def _role(row: Row, sectors: Container[str]) -> Role:
    sector, also = row["sector"], tuple(items(row["also"]))
    if not is_name(row["form"]) or not sector:
        raise ConfigError("form or sector is empty", where=row.where)
    _check_sectors(sector, also, sectors, row.where)
    return Role(
        form=row["form"],
        plural=row["plural"] or None,
        sector=sector,
        also=also,
        kind=cast(Any, _one_of(_ROLE_KINDS)(row["kind"], row.where)),
        scope=cast(Any, _one_of(_SCOPES)(row["scope"], row.where)),
        basis=row["basis"],
        where=row.where,
    )


def is_role_file(source: Source) -> bool:
    """Whether the file's columns are those of role nouns: its first column line has a ``form``."""
    _, header = next(read_csv(source.path, source.label), (0, []))
    return "form" in [cell.strip() for cell in header]
