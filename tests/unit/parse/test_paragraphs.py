"""Which stretches of a text are prose, paragraph by paragraph."""

from __future__ import annotations

import textwrap

from hearsay.model import Zone
from hearsay.parse.paragraphs import prose

SENTENCES = (
    "The harbour board said on Thursday that the northern pier would stay closed until engineers had looked at every "
    "one of its forty piles. Ferries to the islands will leave from the old quay instead, and the first of them an "
    "hour later than the timetable says. Passengers were told of the change by loudspeaker."
)


def _texts(text: str, *zones: tuple[int, int]) -> list[str]:
    return [text[a:b] for a, b in prose(text, [Zone((a, b), "title") for a, b in zones])]


def test_a_line_is_a_paragraph() -> None:
    assert _texts("One here.\nTwo here.\n\nThree here.") == ["One here.\n", "Two here.", "Three here."]


def test_blank_lines_are_none() -> None:
    assert _texts("\n \n\u00a0\n") == []
    assert _texts("") == []


def test_text_wrapped_by_hand_is_one_paragraph() -> None:
    wrapped = textwrap.fill(SENTENCES, 70)
    assert wrapped.count("\n") >= 3
    assert _texts(wrapped) == [wrapped]
    assert _texts(f"{wrapped}\n\n{wrapped}") == [wrapped, wrapped]


def test_an_indented_line_begins_a_paragraph_in_wrapped_text() -> None:
    wrapped = textwrap.fill(SENTENCES, 70, initial_indent="   ")
    assert [t.strip() for t in _texts(f"{wrapped}\n{wrapped}")] == [wrapped.strip()] * 2


def test_short_lines_of_whole_sentences_are_not_wrapped_text() -> None:
    text = (
        "The pier is closed until further notice, it said.\nThe ferries leave from the old quay now.\nNo one was hurt."
    )
    assert len(_texts(text)) == 3


def test_a_list_is_not_wrapped_text() -> None:
    assert len(_texts("Killed: 4\nInjured: 12\nMissing: 2\nDisplaced: 300")) == 4


def test_long_lines_are_not_wrapped_text() -> None:
    assert len(_texts(f"{SENTENCES}\n{SENTENCES}")) == 2


def test_zones_are_left_out() -> None:
    text = "PIER CLOSED\n\nNORTHPORT (Coast News) - The pier is closed."
    at = text.index("NORTHPORT")
    assert _texts(text, (0, 11), (at, at + 25)) == ["The pier is closed."]


def test_zones_may_overlap_touch_and_cover_everything() -> None:
    assert _texts("abc def ghi", (0, 5), (3, 6), (6, 8)) == ["ghi"]
    assert _texts("abc def", (0, 7)) == []
