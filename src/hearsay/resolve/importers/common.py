"""What the readers of other people's lists share: their result, names cleaned, ids, tables, and the writing of ours."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from hearsay.errors import ConfigError
from hearsay.resolve.entries import COLUMNS, ROLE_COLUMNS
from hearsay.resolve.names import fold
from hearsay.resolve.registry import Registry

_SPACES = re.compile(r"[\s|*]+")


class Skipped(msgspec.Struct, frozen=True):
    """One thing that was not taken: where it stands and why."""

    where: str
    reason: str


class Imported(msgspec.Struct, frozen=True):
    """What a list gave: rows of entries and of role nouns by column, and what was passed over.

    ``notes`` says in words what a reader of the result should know, counts included.
    """

    rows: tuple[dict[str, str], ...] = ()
    roles: tuple[dict[str, str], ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """How codes, schemata and columns are mapped: ``data/actors/importing.toml``, whose head describes it."""
    return tomllib.loads(files("hearsay").joinpath("data", "actors", "importing.toml").read_text(encoding="utf-8"))


def text(path: Path, *, latin: bool = False) -> str:
    """The file's text: UTF-8, or Latin-1 where it is not and ``latin`` allows it, as old dictionaries are."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror or error}", where=str(path)) from error
    if b"\0" in raw:
        raise ConfigError("holds a NUL byte", where=f"{path}:{raw[: raw.index(0)].count(10) + 1}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if latin:
            return raw.decode("latin-1")
        raise ConfigError("not UTF-8", where=f"{path}:{raw[: error.start].count(10) + 1}") from error


def clean(name: str) -> str:
    """``name`` without what has a meaning in our files (bars, stars, line ends) and what no file may hold."""
    spaced = _SPACES.sub(" ", name)
    return (spaced if spaced.isprintable() else "".join(filter(str.isprintable, spaced))).strip()


def cell(names: Iterable[str], *, besides: str = "") -> str:
    """The names as one cell of our format, each once, without ``besides``."""
    return "|".join(name for name in dict.fromkeys(map(clean, names)) if name and name != besides)


def slug(name: str) -> str:
    """``name`` as part of an id: lower-case letters and digits, the rest as hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "entry"


class Ids:
    """Ids that are each given once: a second claim gets a number at its end."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.given: Counter[str] = Counter()

    def make(self, name: str) -> str:
        """A new id made of ``name``: the prefix, a full stop, its letters and digits."""
        made = f"{self.prefix}.{slug(name)}"
        self.given[made] += 1
        return made if self.given[made] == 1 else self.make(f"{name} {self.given[made]}")


def counted(skipped: Iterable[Skipped]) -> tuple[str, ...]:
    """A note for each reason something was passed over, with the number of times."""
    counts = Counter(skip.reason.split(":")[0] for skip in skipped)
    return tuple(f"{number} passed over: {reason}" for reason, number in sorted(counts.items()))


def table(path: Path, required: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The records of a CSV with a header, each with the place it begins at and its cells by column.

    Raises `ConfigError` with the line where it is malformed, lacks a column, or a record has too many or too few cells.
    """
    header: list[str] = []
    for where, cells in _records(path):
        if header and len(cells) != len(header):
            raise ConfigError(f"{len(cells)} cells where there are {len(header)} columns", where=where)
        if header:
            yield where, {name: bare.strip() for name, bare in zip(header, cells, strict=True)}
            continue
        header = [name.strip() for name in cells]
        for name in required:
            if name not in header:
                raise ConfigError(f"column {name!r} is missing", where=where)
    if not header:
        raise ConfigError("no line names the columns", where=str(path))


def _records(path: Path) -> Iterator[tuple[str, list[str]]]:
    reader = csv.reader(io.StringIO(text(path), newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield f"{path}:{begins}", cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ConfigError(f"malformed CSV: {error}", where=f"{path}:{begins}") from error


def share_names(rows: Iterable[Mapping[str, str]], registry: Registry) -> list[dict[str, str]]:
    """The rows with a star after every name that the register or another of the rows bears too.

    Without it `Registry.merge` refuses such a name; with it the name is ambiguous, and context must decide.
    """
    marked = [dict(row) for row in rows]
    owners: Counter[str] = Counter()
    for row in marked:
        owners.update({fold(form) for form in (row["name"], *row.get("aliases", "").split("|")) if form})

    def mark(form: str) -> str:
        taken = owners[fold(form)] > 1 or bool(registry.find(form, any_case=True))
        return f"{form}*" if taken and not form.endswith("*") else form

    for row in marked:
        row["name"] = mark(row["name"])
        row["aliases"] = "|".join(mark(form) for form in row.get("aliases", "").split("|") if form)
    return marked


def format_rows(rows: Iterable[Mapping[str, str]], *, head: str = "") -> str:
    """The rows as a CSV file of entries, or of role nouns where they have a ``form``; ``head`` as its comment lines."""
    rows = list(rows)
    allowed = ROLE_COLUMNS if rows and "form" in rows[0] else COLUMNS
    used = [column for column in allowed if any(row.get(column) for row in rows)] or ["id", "kind", "name", "basis"]
    out = io.StringIO()
    for line in head.splitlines():
        out.write(f"# {line}".rstrip() + "\n")
    plain, quoted = (csv.writer(out, lineterminator="\n", quoting=q) for q in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    plain.writerow(used)
    for row in rows:
        cells = [row.get(column, "") for column in used]
        # A record that begins with # would be taken for a comment.
        (quoted if cells[0].startswith("#") else plain).writerow(cells)
    return out.getvalue()
