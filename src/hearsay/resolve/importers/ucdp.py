"""The Uppsala Conflict Data Program's list of actors, as CSV."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from hearsay.errors import ConfigError
from hearsay.resolve.importers.common import Imported, Skipped, cell, clean, counted, table
from hearsay.resolve.names import is_name
from hearsay.resolve.registry import Registry

_NAMES = ("NameOrigFullEng", "NameData", "NameOrig", "NameOrigFull", "NewNameFullEng")
_ORG = {
    "2": "supporters of a party or movement, no organisation",
    "3": "a community, no organisation",
    "4": "a state; the register has its own",
}


def read_ucdp(path: Path, registry: Registry) -> Imported:
    """The Uppsala Conflict Data Program's actor list as CSV (version 22.1's columns).

    Taken are formally organised groups (``Org`` 1) that the register does not have under the same actor id.
    Governments, supporters and communities are passed over. Countries come from the Gleditsch and Ward numbers. The
    list holds no years and does not tell rebels from gangs: all are coded REB.

    Raises `ConfigError` with the line where a column is missing, a row is too long or an id is no number.
    """
    known = {number: entry.id for entry in registry for number in entry.ucdp}
    countries = {entry.gwno: entry.id for entry in registry if entry.gwno is not None}
    rows: list[dict[str, str]] = []
    skipped: list[Skipped] = []
    for where, cells in table(path, ("ActorId", "NameData", "Org", "GWNOLoc")):
        if not re.fullmatch(r"[0-9]{1,9}", cells["ActorId"]):
            raise ConfigError(f"ActorId {cells['ActorId']!r} is no number", where=where)
        if cells["Org"] != "1":
            skipped.append(Skipped(where, _ORG.get(cells["Org"], f"an unknown kind of actor: {cells['Org']}")))
        elif int(cells["ActorId"]) in known:
            skipped.append(Skipped(where, f"already in the register: {known[int(cells['ActorId'])]}"))
        else:
            rows.append(_row(cells, countries, where))
    note = "the list does not tell rebels from gangs: every group is coded REB; check those you need"
    return Imported(tuple(rows), (), tuple(skipped), (*counted(skipped), note))


def _row(cells: Mapping[str, str], countries: Mapping[int, str], where: str) -> dict[str, str]:
    given = [cells.get(column, "") for column in _NAMES] + cells.get("NewName", "").split(",")
    names = [name for name in map(clean, given) if is_name(name) and name.lower() != "n/a"]
    numbers = [int(number) for number in re.findall(r"\d+", cells["GWNOLoc"])]
    homes = [countries[number] for number in numbers if number in countries]
    name = names[0] if names else f"UCDP actor {cells['ActorId']}"
    return {
        **{"id": f"ucdp.{cells['ActorId']}", "kind": "group", "name": name, "aliases": cell(names[1:], besides=name)},
        **{"code": homes[0] if homes else "", "sector": "REB", "country": "|".join(dict.fromkeys(homes))},
        **{"ucdp": cells["ActorId"], "basis": f"UCDP actor list, {where}"},
    }
