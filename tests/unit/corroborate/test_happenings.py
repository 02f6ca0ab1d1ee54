"""Happenings out of entries: on whose word a toll's numbers stand."""

from __future__ import annotations

import msgspec

from hearsay.corroborate.happenings import happenings, tellings
from hearsay.corroborate.origins import Root
from hearsay.corroborate.views import view
from hearsay.corroborated import Happening
from hearsay.model import Entry, Holding
from tests.support.accounts import account

TEXT = "A ferry capsized on Lake Tamsin. The toll has risen to 19, rescuers said."


def _told(*entries: Entry) -> list[Happening]:
    views = [made for entry in entries if (made := view(entry)) is not None]
    roots = {v.record: Root(id=f"o{n}", kind="outlet", name=v.outlet or "", actor=None) for n, v in enumerate(views)}
    return happenings(tellings(views, roots, frozenset()))


def _held_by_the_author(entry: Entry) -> Entry:
    assert entry.reading is not None
    holdings = (Holding(by="author", certainty="certain", polarity="positive"),)
    events = tuple(msgspec.structs.replace(event, holdings=holdings) for event in entry.reading.events)
    return msgspec.structs.replace(entry, reading=msgspec.structs.replace(entry.reading, events=events))


def test_a_number_is_on_the_word_it_stands_in_and_not_on_who_tells_the_event() -> None:
    says = ("rescuers", "said", "The toll has risen to 19")
    first = account(TEXT, outlet="Courier", anchor="capsized", toll=("19", 19, 19), says=says, type="public")
    plain = account(TEXT.replace("A ferry", "The ferry"), outlet="Gazette", anchor="capsized", toll=("19", 19, 19))
    (found,) = _told(_held_by_the_author(first), plain)
    (series,) = found.tolls
    assert {figure.source for figure in series.figures} == {"rescuers", "Gazette"}
    assert next(f for f in series.figures if f.source == "rescuers").claim is not None
