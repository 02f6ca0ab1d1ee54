"""Any CSV with a header and a column of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from hearsay.errors import ConfigError
from hearsay.resolve.entries import COLUMNS
from hearsay.resolve.importers.common import Ids, Imported, cell, clean, rules, table
from hearsay.resolve.names import fold, is_name
from hearsay.resolve.registry import Registry


def read_list(path: Path, registry: Registry, *, columns: Mapping[str, str] | None = None) -> Imported:
    """A plain CSV with a header, one body a line.

    A column is recognised by its name (``name``, ``aliases``, ``country``, ``kind``, ...; the synonyms are in
    ``importing.toml``) or by ``columns``, which maps our columns to the file's. Aliases are parted by ``|`` or ``;``.
    A country may be given by its id, its ISO code of two letters or a name the register knows.

    Raises `ConfigError` with the line where there is no column of names, a name is empty, or a country is unknown.
    """
    ids = Ids("list")
    rows: list[dict[str, str]] = []
    ours: dict[str, str] = {}
    iso2 = {entry.iso2: entry.id for entry in registry if entry.iso2}
    for where, cells in table(path, (columns or {}).values()):
        ours = ours or _columns(cells, columns or {}, path)
        row = {mine: cells[theirs] for mine, theirs in ours.items()}
        rows.append(_list_row(row, registry, iso2, ids, where))
    return Imported(tuple(rows))


def _columns(header: Iterable[str], given: Mapping[str, str], path: Path) -> dict[str, str]:
    found = dict(given)
    for mine, names in rules()["columns"].items():
        for theirs in header:
            if fold(theirs) in names:
                found.setdefault(mine, theirs)
    if "name" not in found:
        raise ConfigError("no column of names; say which it is", where=str(path))
    unknown = [mine for mine in found if mine not in COLUMNS]
    if unknown:
        raise ConfigError(f"there is no column {unknown[0]!r} to read into", where=str(path))
    return found


def _list_row(
    row: Mapping[str, str], registry: Registry, iso2: Mapping[str, str], ids: Ids, where: str
) -> dict[str, str]:
    name = clean(row["name"])
    if not is_name(name):
        raise ConfigError("the name is empty", where=where)
    countries = [
        _country(item, registry, iso2, where) for item in re.split("[|;]", row.get("country", "")) if item.strip()
    ]
    homes = "|".join(dict.fromkeys(countries))
    code = (registry[countries[0]].code or "") if countries else ""
    fixed = {"name": name, "aliases": cell(re.split("[|;]", row.get("aliases", "")), besides=name), "country": homes}
    base = {"kind": "other", "code": code, "id": ids.make(name), "basis": f"the user's list, {where}"}
    return base | {mine: value for mine, value in row.items() if value} | fixed


def _country(cell: str, registry: Registry, iso2: Mapping[str, str], where: str) -> str:
    cell = cell.strip()
    if cell in registry:
        return cell
    if cell.upper() in iso2:
        return iso2[cell.upper()]
    named = [m.entry.id for m in registry.find(cell, any_case=True) if m.entry.kind in ("country", "territory")]
    found = list(dict.fromkeys(named))
    if len(found) != 1:
        reason = f"may be {' or '.join(found)}" if found else "is no country the register knows"
        raise ConfigError(f"country {cell!r} {reason}", where=where)
    return found[0]
