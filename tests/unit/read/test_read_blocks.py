from __future__ import annotations

import pytest

from hearsay.read.blocks import split_blocks

WRAPPED = """\
   HARBOUR TOWN, 3 JAN 90 (COAST RADIO) -- THE MAYOR SAID TODAY THAT THE
BRIDGE OVER THE ESTUARY WOULD STAY CLOSED UNTIL ENGINEERS HAD LOOKED AT
EVERY ONE OF ITS PILLARS AND THAT FERRIES WOULD RUN IN THE MEANTIME, AS
THEY DID BEFORE.
   THE FERRY COMPANY SAID THAT IT HAD NOT BEEN ASKED, AND THAT IT HAD NO
MORE THAN TWO BOATS THAT COULD CARRY LORRIES.
"""


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("one", ["one"]),
        ("one\ntwo", ["one", "two"]),
        ("one\n\ntwo\n", ["one", "two"]),
        ("\n\n  one  \n \t \n two\n", ["one", "two"]),
        ("a\u00a0b\u00a0\n\u3000c", ["a\u00a0b", "c"]),
        ("", []),
        (" \n \n", []),
    ],
)
def test_a_paragraph_a_line(text: str, blocks: list[str]) -> None:
    assert [block.text for block in split_blocks(text)] == blocks


def test_spans_quote_the_text() -> None:
    text = "  Headline \n\n\tFirst paragraph.\n"
    for block in split_blocks(text):
        assert text[slice(*block.span)] == block.text


def test_a_hard_wrapped_paragraph_is_one_block() -> None:
    blocks = split_blocks(WRAPPED)
    assert [block.text.split()[0] for block in blocks] == ["HARBOUR", "THE"]
    assert blocks[0].text.endswith("THEY DID BEFORE.")


def test_a_line_that_left_room_ends_its_paragraph_in_a_wrapped_text() -> None:
    text = "BRIDGE TO STAY CLOSED\n" + WRAPPED.replace("   HARBOUR", "HARBOUR", 1)
    assert [block.text.split()[0] for block in split_blocks(text)] == ["BRIDGE", "HARBOUR", "THE"]


def test_short_lines_of_differing_length_are_not_a_wrapped_text() -> None:
    lines = [
        "By Jane Roe",
        "Staff Writer of the paper",
        "5 May",
        "The ferry sank.",
        "Nobody was hurt, police said.",
        "It rained.",
    ]
    assert [block.text for block in split_blocks("\n".join(lines))] == lines
