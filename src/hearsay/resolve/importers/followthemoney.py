"""FollowTheMoney entities, one JSON object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hearsay.errors import ConfigError
from hearsay.resolve.importers.common import Ids, Imported, Skipped, cell, clean, counted, rules, text
from hearsay.resolve.names import is_name
from hearsay.resolve.registry import Registry


def read_followthemoney(path: Path, registry: Registry) -> Imported:
    """FollowTheMoney entities, one JSON object a line.

    Taken are the schemata PublicBody, Organization, LegalEntity and Company with a name. Persons are passed over and
    counted, whatever positions or topics they carry, and so are relations, documents and addresses. What others say of
    an entity (its ``topics``, such as sanctions) is left behind: the register records no designations.

    Raises `ConfigError` with the line where it is no JSON object, or lacks ``schema`` or ``properties``.
    """
    taken = rules()["ftm"]
    countries = {entry.iso2.lower(): entry.id for entry in registry if entry.iso2}
    rows: list[dict[str, str]] = []
    skipped: list[Skipped] = []
    ids = Ids("ftm")
    for where, schema, properties in _entities(path):
        names = [name for name in map(clean, _strings(properties, "name")) if is_name(name)]
        if schema in taken["persons"]:
            skipped.append(Skipped(where, "a person; the register keeps none"))
        elif schema not in taken["schemata"]:
            skipped.append(Skipped(where, f"a schema that names no body: {schema}"))
        elif not names:
            skipped.append(Skipped(where, "no name"))
        else:
            kind, sector = taken["schemata"][schema]
            row = _ftm_row(properties, names, countries) | {"kind": kind, "sector": sector}
            rows.append(row | {"id": ids.make(names[0]), "basis": f"FollowTheMoney entities, {where}"})
    return Imported(tuple(rows), (), tuple(skipped), counted(skipped))


def _entities(path: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for number, line in enumerate(text(path).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            entity = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"no JSON: {error}", where=where) from error
        if not isinstance(entity, dict):
            raise ConfigError("no JSON object", where=where)
        schema, properties = entity.get("schema"), entity.get("properties")
        if not isinstance(schema, str) or not isinstance(properties, dict):
            raise ConfigError("an entity has a 'schema' and 'properties'; this object does not", where=where)
        yield where, schema, properties


def _strings(properties: Mapping[str, Any], key: str) -> list[str]:
    values = properties.get(key, [])
    values = values if isinstance(values, list) else [values]
    return [value for value in values if isinstance(value, str)]


def _ftm_row(properties: Mapping[str, Any], names: list[str], countries: Mapping[str, str]) -> dict[str, str]:
    others = [name for key in ("alias", "abbreviation", "previousName") for name in _strings(properties, key)]
    aliases = [name for name in map(clean, (*names[1:], *others)) if is_name(name)]
    keys = ("country", "jurisdiction", "mainCountry")
    found = [countries.get(value.lower()) for key in keys for value in _strings(properties, key)]
    homes = list(dict.fromkeys(filter(None, found)))
    wikidata = [value for value in _strings(properties, "wikidataId") if re.fullmatch(r"Q[0-9]{1,12}", value)]
    return {
        **{"name": names[0], "aliases": cell(aliases, besides=names[0]), "country": "|".join(homes)},
        **{"code": homes[0] if homes and len(homes[0]) == 3 else "", "wikidata": wikidata[0] if wikidata else ""},
    }
