"""A reading with claims, events and actors for the exports, invented, with hostile words in it."""

from __future__ import annotations

import msgspec

from hearsay.model import (
    Actor,
    Event,
    Holding,
    Incident,
    Mention,
    Participant,
    Perpetrator,
    Place,
    Quantity,
    Reading,
    Target,
    Time,
)
from tests.support.accounts import account, span

TEXT = (
    "=SUM(A1) “Ridge” Daily\n\nThe Ridge Council said on Monday that 14 people were killed when rebels attacked the "
    "depot at Oresk.\n\nThe Front of the Plain denied the attack \u202eon the depot\u202c, a lie\tit said was "
    "<script>alert(1)</script>."
)


def attacked() -> Reading:
    """One claim, one event with a toll, one incident, two actors."""
    entry = account(
        TEXT,
        outlet="=cmd|' /C calc'!A0",
        published="2031-03-04",
        says=("The Ridge Council", "said", "that 14 people were killed when rebels attacked the depot at Oresk"),
        actor="x1",
    )
    reading = entry.reading
    assert reading is not None
    claim = reading.claims[0].id
    mentions = (
        *reading.mentions,
        Mention(id="m2", span=span(TEXT, "rebels"), head=span(TEXT, "rebels"), kind="nominal", type="person"),
    )
    event = Event(
        id="e1",
        anchor=span(TEXT, "attacked"),
        type="ASSAULT",
        mode="firearms",
        contexts=("military",),
        actors=(Participant(span=span(TEXT, "rebels"), actor="x2"),),
        recipients=(Participant(span=span(TEXT, "the depot"), actor="x3"),),
        time="t1",
        place="p1",
        toll={"killed": "n1"},
        holdings=(Holding(by=claim, certainty="certain", polarity="positive"),),
        confidence=0.7,
        quad=4,
        score=-9.0,
    )
    incident = Incident(
        id="i1",
        anchor=span(TEXT, "attacked"),
        type="attack",
        stage="accomplished",
        day=("2031-03-03", "2031-03-03"),
        place="p1",
        country="XK",
        perpetrators=(
            Perpetrator(
                span=span(TEXT, "rebels"),
                kind="individual",
                confidence="suspected-or-accused",
                name="rebels",
                by=(claim,),
            ),
        ),
        targets=(Target(span=span(TEXT, "the depot"), kind="physical", name="the depot", type="other"),),
        toll={"killed": "n1"},
        holdings=event.holdings,
    )
    return msgspec.structs.replace(
        reading,
        mentions=mentions,
        events=(event,),
        incidents=(incident,),
        actors=(
            Actor(
                id="x1",
                name="Ridge Council",
                kind="institution",
                country="XK",
                sector="GOV",
                wikidata="Q1",
                mentions=(),
            ),
            Actor(id="x2", name="Front of the Plain", kind="group", sector="REB", mentions=("m2",)),
            Actor(id="x3", name="Ridge Army", kind="institution", sector="MIL", mentions=()),
        ),
        times=(
            Time(
                id="t1",
                span=span(TEXT, "Monday"),
                type="DATE",
                value="2031-03-03",
                begin="2031-03-03",
                end="2031-03-04",
            ),
        ),
        places=(
            Place(id="p1", name="Oresk", span=span(TEXT, "Oresk"), country="XK", lat=1.5, lon=2.25, precision="city"),
        ),
        quantities=(Quantity(id="n1", span=span(TEXT, "14"), low=14, high=14, unit="people"),),
    )
