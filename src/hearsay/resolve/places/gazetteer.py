"""The places there are, by name: GeoNames' towns and divisions, countries, and what of nature news names.

``gazetteer.npz`` is made by ``training/gazetteer.py`` and needs no cache to be written anywhere. Its arrays:

    keys        UTF-8 bytes: the folded names, sorted, parted by line ends
    counts      for each key, how many places bear it
    postings    the places of the first key, of the second, ...: numbers into the arrays below
    matches     for each of ``postings``: 0 the place's name, 1 an alternate one, 2 the name less "County", ...
    names       UTF-8 bytes: each place's name, parted by line ends
    kind        0 town, 1 first-level division, 2 second-level division
    country     number into ``countries`` (ISO 3166-1 alpha-2, parted by line ends)
    admin1      number into ``divisions`` ("US.IL": country and GeoNames' code, parted by line ends)
    lat, lon    ten-thousandths of a degree, WGS 84
    population  people, of a division those of its towns
    geonames    GeoNames' id, 0 where it is not known

What the CSV files beside it hold is laid over it: countries (kind 3) and features (kind 4), and further names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hearsay.resolve.names import agrees
from hearsay.resolve.places.keys import key
from hearsay.resolve.places.lists import FOLDER, country_names, items, rows

CITY, ADMIN1, ADMIN2, COUNTRY, FEATURE = range(5)
NAME, ALTERNATE, STRIPPED, ABBREVIATION, DEMONYM = range(5)
Precision = Literal["city", "admin1", "feature", "country"]
PRECISION: tuple[Precision, ...] = ("city", "admin1", "feature", "country", "feature")
"""What a kind's point stands for, as ``hearsay.model.Place`` has it; a county is a feature larger than its point."""

NOWHERE = 0xFFFF
"""The number of no country, or of no division."""


class Hit(NamedTuple):
    """A place that bears a name, and how: ``NAME``, ``ALTERNATE``, ``STRIPPED``, ``ABBREVIATION`` or ``DEMONYM``."""

    place: int
    match: int


class Row(NamedTuple):
    """A place that is not in ``gazetteer.npz``."""

    name: str
    kind: int
    country: int
    lat: float
    lon: float
    population: int
    geonames: int


class Gazetteer:
    """Names to places. Arrays are by place number; ``lat`` and ``lon`` in degrees, ``population`` in people."""

    def __init__(self) -> None:
        with np.load(FOLDER / "gazetteer.npz") as file:
            data = {name: file[name] for name in file.files}
        self._keys: bytes = data["keys"].tobytes()
        self._ends = np.append(np.flatnonzero(data["keys"] == 10), len(self._keys))
        self._first = np.append(0, np.cumsum(data["counts"], dtype=np.int64))
        self._postings, self._matches = data["postings"], data["matches"]
        self._names: bytes = data["names"].tobytes()
        self._name_ends = np.append(np.flatnonzero(data["names"] == 10), len(self._names))
        self.countries: list[str] = data["countries"].tobytes().decode().split("\n")
        self.divisions: list[str] = data["divisions"].tobytes().decode().split("\n")
        self.more: dict[str, list[Hit]] = defaultdict(list)
        self.abbreviations: dict[str, list[int]] = defaultdict(list)
        self.forms: dict[str, list[str]] = defaultdict(list)
        self.seats: dict[str, set[int]] = defaultdict(set)
        self._found: dict[str, tuple[Hit, ...]] = {}
        self._base = len(data["kind"])
        self._rows = self._overlay(data)
        self._set_arrays(data)
        self.capitals = self._find_capitals()

    def _set_arrays(self, data: dict[str, NDArray[np.uint32]]) -> None:
        extra = self._rows

        def column(name: str, values: Iterable[float], kind: type, scale: float = 1) -> NDArray[np.float64]:
            return np.concatenate([data[name].astype(kind) * kind(scale), np.array([*values], kind)])

        self.kind = column("kind", (row.kind for row in extra), np.int16)
        self.country = column("country", (row.country for row in extra), np.int32)
        self.admin1 = column("admin1", (NOWHERE for _ in extra), np.int32)
        self.lat = column("lat", (row.lat for row in extra), np.float32, 1e-4)
        self.lon = column("lon", (row.lon for row in extra), np.float32, 1e-4)
        self.population = column("population", (row.population for row in extra), np.int64)
        self.geonames = column("geonames", (row.geonames for row in extra), np.int64)

    def _overlay(self, data: dict[str, NDArray[np.uint32]]) -> list[Row]:
        """The places and names of the CSV files; their numbers follow those of ``gazetteer.npz``."""
        found = [*self._country_rows()]
        places = {self.countries[row.country]: self._base + i for i, row in enumerate(found)}
        self.of_country = places
        self._named = [names for names in country_names() if names.iso2 in places]
        for names in self._named:
            self._add(places[names.iso2], NAME, names.names)
            self._add(places[names.iso2], DEMONYM, names.demonyms)
            for form in names.metonyms:
                self.seats[key(form)].add(self.countries.index(names.iso2))
        for row, place in zip(found, places.values(), strict=True):
            self._add(place, NAME, [row.name])
        for i, record in enumerate(rows("features.csv"), self._base + len(found)):
            found.append(self._feature(record))
            self._add(i, NAME, (record["name"], *items(record["aliases"])))
            self._add(i, DEMONYM, items(record["demonyms"]))
        self._add_divisions(data)
        return found

    def _find_capitals(self) -> frozenset[int]:
        """The towns that are capitals: of a country's towns of that name the most populous."""
        found = []
        for names in self._named:
            country = self.countries.index(names.iso2)
            for form in names.capitals:
                towns = [p for p, _ in self.find(form) if self.kind[p] == CITY and self.country[p] == country]
                if towns:
                    found.append(max(towns, key=lambda town: int(self.population[town])))
                    # GeoNames' own name may be another: "Washington, D.C.".
                    self._add(found[-1], NAME, [form])
        self._found.clear()
        return frozenset(found)

    def _country_rows(self) -> Iterable[Row]:
        for record in rows("countries.csv"):
            if record["iso2"] not in self.countries:
                self.countries.append(record["iso2"])
            yield Row(
                record["name"], COUNTRY, self.countries.index(record["iso2"]), float(record["lat"]),
                float(record["lon"]), int(record["population"]), int(record["geonames"]),
            )  # fmt: skip

    def _feature(self, record: dict[str, str]) -> Row:
        country = self.countries.index(record["country"]) if record["country"] else NOWHERE
        return Row(
            record["name"], FEATURE, country, float(record["lat"]), float(record["lon"]), 0,
            int(record["geonames"] or 0),
        )  # fmt: skip

    def _add_divisions(self, data: dict[str, NDArray[np.uint32]]) -> None:
        """Further names of first-level divisions, and their abbreviations."""
        at = np.flatnonzero(data["kind"] == ADMIN1)
        numbers = {self.divisions[code]: int(i) for i, code in zip(at, data["admin1"][at], strict=True)}
        self.of_division = numbers
        for record in rows("divisions.csv"):
            place = numbers[f"{record['country']}.{record['admin1']}"]
            self._add(place, NAME, (record["name"], *items(record["aliases"])))
            self._add(place, DEMONYM, items(record["demonyms"]))
            if record["lat"]:
                data["lat"][place] = round(float(record["lat"]) * 10_000)
                data["lon"][place] = round(float(record["lon"]) * 10_000)
            for form in items(record["abbreviations"]):
                self.abbreviations[form.upper().replace(" ", "")].append(place)
                if "." in form:
                    self._add(place, ABBREVIATION, (form,))

    def _add(self, place: int, match: int, names: Iterable[str]) -> None:
        for name in names:
            folded = key(name)
            self.more[folded].append(Hit(place, match))
            self.forms[folded].append(name)

    def __len__(self) -> int:
        return len(self.kind)

    def find(self, name: str) -> tuple[Hit, ...]:
        """The places whose names have the key of ``name``. Whether the text's capitals allow it is not asked."""
        return self.find_key(key(name))

    def find_key(self, folded: str) -> tuple[Hit, ...]:
        """The places by an already folded name."""
        found = self._found.get(folded)
        if found is None:
            found = self._look_up(folded)
            if len(self._found) > 50_000:
                self._found.clear()
            self._found[folded] = found
        return found

    def _look_up(self, folded: str) -> tuple[Hit, ...]:
        best: dict[int, int] = {}
        for place, match in self.more.get(folded, ()):
            best[place] = min(match, best.get(place, match))
        row = self._row(folded.encode("utf-8", "surrogatepass"))
        if row >= 0:
            for i in range(self._first[row], self._first[row + 1]):
                place, match = int(self._postings[i]), int(self._matches[i])
                best[place] = min(match, best.get(place, match))
        return tuple(Hit(place, match) for place, match in best.items())

    def _row(self, wanted: bytes) -> int:
        """The number of a key, -1 where there is none: a binary search over the joined bytes."""
        low, high = 0, len(self._ends)
        while low < high:
            middle = (low + high) // 2
            found = self._key(middle)
            if found < wanted:
                low = middle + 1
            elif found > wanted:
                high = middle
            else:
                return middle
        return -1

    def _key(self, row: int) -> bytes:
        start = int(self._ends[row - 1]) + 1 if row else 0
        return self._keys[start : int(self._ends[row])]

    def capitals_allow(self, text: str) -> bool:
        """Whether words of the text may be a name here, by their capitals: "us" is no country, "U.N." no town."""
        if not text[:1].isupper():
            return False
        folded = key(text)
        if any(agrees(form, text) for form in self.forms.get(folded, ())):
            return True
        # The town is Us, not US: an acronym is a place's only where a list writes it as one.
        is_acronym = text.isupper() and (len(text) < 4 or "." in text.rstrip("."))
        return not is_acronym and self._row(folded.encode("utf-8", "surrogatepass")) >= 0

    def name(self, place: int) -> str:
        """A place's name."""
        if place >= self._base:
            return self._rows[place - self._base].name
        start = int(self._name_ends[place - 1]) + 1 if place else 0
        return self._names[start : int(self._name_ends[place])].decode()

    def country_code(self, place: int) -> str | None:
        """ISO 3166-1 alpha-2, None where a place is in no one country."""
        number = int(self.country[place])
        return None if number == NOWHERE else self.countries[number]

    def admin1_code(self, place: int) -> str | None:
        """GeoNames' code of the first-level division a place is in, None where it is in none."""
        number = int(self.admin1[place])
        return None if number == NOWHERE else self.divisions[number].partition(".")[2] or None


def distance(lat: NDArray[np.float64], lon: NDArray[np.float64], to_lat: float, to_lon: float) -> NDArray[np.float64]:
    """Great-circle distances in km, by the haversine formula on a sphere of 6,371 km."""
    one, two = np.radians(lat.astype(np.float64)), np.radians(to_lat)
    turn = np.radians(lon.astype(np.float64) - to_lon)
    half = np.sin((two - one) / 2) ** 2 + np.cos(one) * np.cos(two) * np.sin(turn / 2) ** 2
    return np.asarray(2 * 6371.0 * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The packaged gazetteer, loaded at first use and shared."""
    return Gazetteer()


__all__ = ["Gazetteer", "Hit", "distance", "gazetteer"]
