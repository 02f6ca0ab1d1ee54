"""Texts and points made to hurt: names without end, poles, the antimeridian."""

from __future__ import annotations

import numpy as np
import pytest

from hearsay.resolve.places import gazetteer, places
from hearsay.resolve.places.choose import _kilometres
from hearsay.resolve.places.gazetteer import CITY, distance
from tests.support.parses import parsed


def test_ten_thousand_names_are_read_in_bounded_tables() -> None:
    known = gazetteer()
    names = [known.name(place) for place in range(0, 230_000, 23)]
    names = [name for name in names if " " not in name and name.isascii()]
    text = " , ".join((names * 2)[:10_000])
    parse = parsed(text, names=[(2 * i, 2 * i + 1, "LOC") for i in range(10_000)])
    found = places(parse)
    assert len(found) > 5_000
    assert all(0 <= place.span[0] < place.span[1] <= len(text) for place in found)


def test_one_name_ten_thousand_times() -> None:
    text = " , ".join(["Springfield"] * 10_000)
    parse = parsed(text, names=[(2 * i, 2 * i + 1, "LOC") for i in range(10_000)])
    assert len({place.geonames for place in places(parse)}) == 1


@pytest.mark.parametrize("text", ["Springfield , " * 500 + "Illinois", "Mr. " * 500, ", " * 500, "St. " * 500 + "Paul"])
def test_repetition(text: str) -> None:
    assert all(place.span[1] <= len(text) for place in places(parsed(text)))


@pytest.mark.parametrize(
    "text", ["\ud800 Paris", "Paris\u0000", "\u202eParis", "𝕻aris", "PARIS " * 3, "ﬁ ǅ ß", "İ stanbul"]
)
def test_odd_characters(text: str) -> None:
    assert all(place.span[1] <= len(text) for place in places(parsed(text)))


@pytest.mark.parametrize("dateline", ["", ",,,", "(", "--", "March 2", "x" * 10_000, ", ".join(["Paris"] * 500)])
def test_datelines(dateline: str) -> None:
    places(parsed("The road to Springfield was closed ."), dateline=dateline)


def test_distances_at_the_poles_and_over_the_antimeridian() -> None:
    lat, lon = np.array([90.0, -90.0, 0.0, 0.0]), np.array([0.0, 77.0, 179.5, 0.0])
    assert distance(lat, lon, 90, -120)[0] == pytest.approx(0, abs=1e-6)
    assert distance(lat, lon, 90, 0)[1] == pytest.approx(20015.1, abs=0.1)
    assert distance(lat, lon, 0, -179.5)[2] == pytest.approx(111.19, abs=0.01)
    assert distance(lat, lon, 0, 180)[3] == pytest.approx(20015.1, abs=0.1)


def test_towns_on_both_sides_of_the_antimeridian_are_neighbours() -> None:
    known = gazetteer()
    fiji = np.flatnonzero((known.kind == CITY) & (known.country == known.countries.index("FJ")))
    east, west = fiji[np.argmax(known.lon[fiji])], fiji[np.argmin(known.lon[fiji])]
    assert known.lon[west] < 0 < known.lon[east]
    assert _kilometres(np.array([east]), np.array([west]), known)[0, 0] < 700
