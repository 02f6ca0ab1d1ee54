"""The data files of ``data/places/``, read once: points of countries, further names, features, words and weights."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from hearsay.errors import ConfigError
from hearsay.resolve.entries import make_entry, packaged, read_entry_rows

FOLDER = Path(str(files("hearsay").joinpath("data", "places")))


def rows(name: str) -> Iterator[dict[str, str]]:
    """The records of a packaged CSV file; raises ConfigError where one is malformed."""
    path = FOLDER / name
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if line[0] != "#"):
            if None in row or None in row.values():
                raise ConfigError(f"a record of {len(row)} cells: {row}", where=name)
            yield row


def items(cell: str) -> list[str]:
    """The items of a cell that holds a list."""
    return [item.strip() for item in cell.split("|") if item.strip()]


@dataclass(frozen=True, slots=True)
class CountryNames:
    """What a country is called, what its people and things are, its capitals (as it names them), its seats of power."""

    iso2: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...] = ()


def country_names() -> Iterator[CountryNames]:
    """The names of every country and territory that has an ISO 3166-1 code, out of the register of actors."""
    for stem in ("countries", "territories"):
        for row in read_entry_rows(packaged(stem)):
            iso2 = "XK" if row["id"] == "KOS" else row["iso2"]
            if iso2:
                entry = make_entry(row, _AnySector())
                names = entry.forms("name", "official", "alias")
                seats = entry.forms("metonym")
                yield CountryNames(iso2, names, entry.forms("demonym"), entry.forms("capital"), seats)


class _AnySector:
    """Sectors are the actors' business."""

    def __contains__(self, code: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``words.toml``, each list by its name."""

    lists: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


@lru_cache(maxsize=1)
def words() -> Words:
    """The packaged words."""
    raw = tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))
    return Words(MappingProxyType({name: frozenset(items) for name, items in raw.items()}))


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned weights: of being a place (``spot``), of being this one (``choose``), and the thresholds."""

    spot: Mapping[str, float]
    choose: Mapping[str, float]
    thresholds: Mapping[str, float]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The packaged weights."""
    raw = tomllib.loads((FOLDER / "weights.toml").read_text(encoding="utf-8"))
    return Weights(raw["spot"], raw["choose"], raw["thresholds"])
