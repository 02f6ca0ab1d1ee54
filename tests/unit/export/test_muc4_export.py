"""Incidents as MUC-4's templates, read back with the reader of the task's own format."""

from __future__ import annotations

from typing import Any

import pytest

from hearsay.evaluate import muc4
from hearsay.evaluate.muc4 import Fill
from hearsay.export.formats import FORMATS
from hearsay.export.muc4 import dumps, location
from hearsay.model import (
    Document,
    Holding,
    Incident,
    Instrument,
    Perpetrator,
    Place,
    Reading,
    Span,
    Target,
)
from hearsay.place_types import place_type

TEXT = (
    'Two gunmen of the "Red Band" shot Mayor Ana Ruiz of Spain near Sáenz farm, in the town of Loreto, '
    "and burned a bus."
)


def at(part: str) -> Span:
    start = TEXT.index(part)
    return start, start + len(part)


PLACES = (
    Place(id="p1", name="Loreto", span=at("Loreto"), country="PE", precision="city"),
    Place(id="p2", name="Saenz", span=at("Sáenz"), country="PE", precision="feature"),
)
INCIDENT = Incident(
    id="i1",
    anchor=at("Ana Ruiz"),
    type="attack",
    stage="accomplished",
    category="state-sponsored-violence",
    day=("1989-08-01", "1989-08-03"),
    places=("p1", "p2"),
    country="PE",
    perpetrators=(
        Perpetrator(span=at("Two gunmen"), kind="individual", confidence="reported-as-fact", name="Two gunmen"),
        Perpetrator(span=at('"Red Band"'), kind="organization", confidence="possible", name="Red Band"),
    ),
    instruments=(Instrument(span=at("shot"), type="gun", named=False),),
    targets=(
        Target(
            span=at("Ana Ruiz"),
            kind="human",
            name="Ana Ruiz",
            type="government-official",
            description=at("Mayor"),
            named=True,
            nation="ES",
            effect="death",
        ),
        Target(span=at("bus"), kind="physical", name="bus", type="transport-vehicle", count="6-", effect="some-damage"),
    ),
)


def reading(*incidents: Incident) -> Reading:
    return Reading(hearsay="0", model="m", document=Document(id="d1", text=TEXT), places=PLACES, incidents=incidents)


def written(*incidents: Incident) -> list[muc4.Template]:
    return muc4.parse(dumps(reading(*incidents), "DEV-MUC3-0001").decode())["DEV-MUC3-0001"]


@pytest.mark.parametrize(
    ("slot", "fills"),
    [
        (2, [Fill(("01 AUG 89 - 03 AUG 89",))]),
        (3, [Fill(("PERU: LORETO (TOWN): SAENZ (FARM)",))]),
        (4, [Fill(("ATTACK",))]),
        (6, []),
        (7, [Fill(("GUN",))]),
        (8, [Fill(("STATE-SPONSORED VIOLENCE",))]),
        (9, [Fill(("TWO GUNMEN",))]),
        (10, [Fill(('"RED BAND"',))]),
        (11, [Fill(("POSSIBLE",), ('"RED BAND"',))]),
        (12, [Fill(("BUS",))]),
        (14, [Fill(("6-",), ("BUS",))]),
        (16, [Fill(("SOME DAMAGE",), ("BUS",))]),
        (18, [Fill(("ANA RUIZ",))]),
        (19, [Fill(("MAYOR",), ("ANA RUIZ",))]),
        (20, [Fill(("GOVERNMENT OFFICIAL",), ("ANA RUIZ",))]),
        (22, [Fill(("SPAIN",), ("ANA RUIZ",))]),
        (23, [Fill(("DEATH",), ("ANA RUIZ",))]),
    ],
)
def test_fills(slot: int, fills: list[Fill]) -> None:
    (template,) = written(INCIDENT)
    assert list(template.fills(slot)) == fills


def replaced(**changes: Any) -> Incident:
    import msgspec

    return msgspec.structs.replace(INCIDENT, **changes)


def test_dates_are_days_spans_or_before_a_day() -> None:
    assert written(replaced(day=(None, "1989-08-03")))[0].fills(2) == (Fill(("- 03 AUG 89",)),)
    assert written(replaced(day=("1989-08-03", "1989-08-03")))[0].fills(2) == (Fill(("03 AUG 89",)),)
    assert written(replaced(day=None))[0].fills(2) == ()


def test_slots_that_do_not_apply_are_asterisks() -> None:
    lines = dumps(reading(replaced(type="kidnapping"))).decode().split("\n")
    idle = [line for line in lines if line.endswith(" *")]
    assert [line.split(".")[0] for line in idle] == ["6", "7", "12", "13", "14", "15", "16", "17"]


def test_an_incident_held_by_nobody_is_left_out() -> None:
    denied = replaced(holdings=(Holding(by="a1", certainty="certain", polarity="negative"),))
    assert written(denied) == []
    both = replaced(holdings=(*denied.holdings, Holding(by="author", certainty="certain", polarity="positive")))
    assert len(written(both, denied)) == 1


def test_a_reading_without_incidents_gives_asterisks() -> None:
    assert dumps(reading()).decode().count(" *\n") == 24


def test_an_unknown_country_leaves_the_location_empty() -> None:
    assert location(reading(), replaced(country=None)) == ""


def test_the_format_is_registered() -> None:
    assert b"".join(FORMATS["muc4"]([reading(INCIDENT), reading()])).count(b"MESSAGE: ID") == 2


def test_place_types_by_words_beside_the_name() -> None:
    assert place_type(TEXT, PLACES[0]).name == "TOWN"
    assert place_type(TEXT, PLACES[1]).name == "FARM"
    assert place_type("Lima", Place(id="p", name="Lima", span=(0, 4), precision="admin1")).name == "DEPARTMENT"
