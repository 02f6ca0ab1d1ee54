"""The plover table: one row an event, and on whose word."""

from __future__ import annotations

import csv
import io

from hearsay.export import plover
from hearsay.export.formats import FORMATS
from hearsay.model import (
    Actor,
    Attribution,
    Claim,
    Document,
    Event,
    Holding,
    Link,
    Participant,
    Place,
    Quantity,
    Reading,
    Time,
)

TEXT = "=Rebels attacked the port of Tarrow, the mayor said. The rebels denied it."
HELD = (
    Holding(by="c1", certainty="probable", polarity="positive"),
    Holding(by="c2", certainty="certain", polarity="negative"),
)


def _claim(name: str, id_: str) -> Claim:
    chain = (Link(span=None, type="author"), Link(span=None, type="unknown", name=name))
    return Claim(
        id=id_, attribution="a1", chain=chain, act="state", stance="affirm", certainty="certain", polarity="positive",
        distance="neutral",
    )  # fmt: skip


def _reading(**changes: object) -> Reading:
    event = Event(
        id="e1", anchor=(8, 16), type="ASSAULT", mode="explosives", contexts=("military", "crime"),
        actors=(Participant(span=(0, 7), actor="x1"),), recipients=(Participant(span=(17, 35)),), time="t1", place="p1",
        toll={"killed": "q1"}, holdings=HELD, quad=4, score=-9.0, cameo="18", confidence=0.5,
    )  # fmt: skip
    values = {
        "hearsay": "1", "model": "m", "document": Document(id="d1", text=TEXT, outlet="Tarrow Post"),
        "actors": (Actor(id="x1", name="Example Front", kind="group", code="NOR", sector="REB"),),
        "places": (Place(id="p1", name="Tarrow", span=(29, 35), lat=1.5, lon=2.0, country="NO", geonames=7),),
        "times": (Time(id="t1", span=(0, 1), type="DATE", value="2026-11-25", begin="2026-11-25", end="2026-11-26"),),
        "quantities": (Quantity(id="q1", span=(0, 1), low=24, comparator=">="),),
        "attributions": (Attribution(id="a1", source=(), cue=(), content=(), kind="indirect"),),
        "claims": (_claim("the mayor", "c1"), _claim("the rebels", "c2")), "events": (event,),
    }  # fmt: skip
    return Reading(**(values | changes))  # type: ignore[arg-type]


def _table(*readings: Reading) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(plover.rows(readings)).decode())))


def test_a_row_says_on_whose_word_and_who_disputes() -> None:
    (row,) = _table(_reading())
    assert (row["whose_word"], row["certainty"], row["polarity"]) == ("the mayor", "probable", "positive")
    assert (row["holders"], row["disputed_by"]) == ("1", "the rebels")
    assert (row["event"], row["mode"], row["context"], row["quad_code"]) == (
        "ASSAULT",
        "explosives",
        "military|crime",
        "4",
    )
    assert (row["event_scale"], row["cameo_root"], row["dead"]) == ("-9.0", "18", "24+")
    assert (row["actor_name"], row["actor_code"], row["actor_sector"]) == ("Example Front", "NOR", "REB")
    assert (row["recipient_text"], row["date"], row["geonameid"]) == ("the port of Tarrow", "2026-11-25", "7")


def test_an_event_that_is_only_denied_has_no_holder() -> None:
    reading = _reading()
    denied = Event(id="e1", anchor=(8, 16), type="ASSAULT", holdings=HELD[1:])
    (row,) = _table(_reading(events=(denied,)))
    assert (row["whose_word"], row["holders"], row["disputed_by"]) == ("", "0", "the rebels")
    assert len(_table(reading, reading)) == 2


def test_no_cell_is_a_formula_and_every_row_is_whole() -> None:
    (row,) = _table(_reading())
    assert row["actor_text"] == "'=Rebels"
    assert set(row) == set(plover.COLUMNS)


def test_a_claim_that_is_not_there_falls_back_to_its_source() -> None:
    held = (Holding(by="a1", certainty="certain", polarity="positive"),)
    event = Event(id="e1", anchor=(8, 16), type="ASSAULT", holdings=held)
    (row,) = _table(_reading(claims=(), events=(event,)))
    assert row["whose_word"] == "unnamed"


def test_the_formats_are_registered() -> None:
    assert b"".join(FORMATS["plover"]([])).startswith(b"id,document,")
    assert b"".join(FORMATS["jsonl"]([_reading()])).count(b"\n") == 1
