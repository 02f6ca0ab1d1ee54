"""Brat standoff: every line well formed, every offset right."""

from __future__ import annotations

from hearsay.export import brat
from hearsay.model import Attribution, Claim, Document, Event, Holding, Link, Participant, Reading

TEXT = "The mayor said rebels\nattacked the port."


def _reading() -> Reading:
    said = Attribution(id="a1", source=((0, 9),), cue=((10, 14),), content=((15, 40),), kind="indirect")
    claim = Claim(
        id="c1", attribution="a1", chain=(Link(span=None, type="author"),), act="state", stance="affirm",
        certainty="certain", polarity="positive", distance="neutral",
    )  # fmt: skip
    event = Event(
        id="e1", anchor=(22, 30), type="MY TYPE", actors=(Participant(span=(15, 21)), Participant(span=(0, 9))),
        recipients=(Participant(span=(31, 39)),),
        holdings=(Holding(by="c1", certainty="certain", polarity="negative"),),
    )  # fmt: skip
    document = Document(id="d", text=TEXT)
    return Reading(hearsay="1", model="m", document=document, attributions=(said,), claims=(claim,), events=(event,))


def test_lines_are_as_brat_has_them() -> None:
    lines = brat.dumps(_reading()).decode().splitlines()
    assert "T1\tAttribution 10 14\tsaid" in lines
    assert "T3\tContent 15 21;22 40\trebels attacked the port." in lines
    assert "E1\tAttribution:T1 Source:T2 Content:T3" in lines
    assert "E2\tMY_TYPE:T4 Actor:T5 Actor2:T2 Recipient:T6" in lines
    assert "A4\tPolarity E1 positive" in lines
    assert any(line.endswith("Held E2 no") for line in lines)


def test_every_offset_gives_its_words() -> None:
    for line in brat.dumps(_reading()).decode().splitlines():
        if line.startswith("T"):
            _, head, words = line.split("\t")
            pieces = [tuple(map(int, piece.split())) for piece in head.split(" ", 1)[1].split(";")]
            assert words == " ".join(TEXT[a:b] for a, b in pieces)


def test_a_reading_of_nothing_has_no_lines() -> None:
    assert brat.dumps(Reading(hearsay="1", model="m", document=Document(id="d", text="x"))) == b""
