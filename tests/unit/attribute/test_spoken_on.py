"""Quotations that nobody is given."""

from __future__ import annotations

import numpy as np

from hearsay.attribute.spoken_on import spoken_on
from hearsay.attribute.tagging import Cue, Frame, Range
from hearsay.parsed import Parsed
from tests.support.parses import parsed

SIGNS = (0.9, 0.9, 0.9, 0.9, 0.9, 1.0, 0.0)
TAIL = '" We wait , " Lind said . " The road is shut and nobody tells us why . "'
PARAGRAPH = TAIL.replace('said . "', 'said .\n"')


def _said(parse: Parsed, *frames: Frame, speaks: bool = True) -> list[tuple[Range, ...]]:
    taken = np.zeros(len(parse), bool)
    for frame in frames:
        for a, b in (*frame.content, *frame.source, (frame.cue.start, frame.cue.end)):
            taken[a:b] = True
    return [f.content for f in spoken_on(parse, frames, lambda _: speaks, taken.tolist())]


LIND = Frame(Cue(6, 7, 0, False, 0.9), ((5, 6),), ((0, 5),), SIGNS)


def test_the_rest_of_a_paragraph_or_the_next_one_goes_on() -> None:
    for text in (TAIL, PARAGRAPH):
        assert _said(parsed(text), LIND) == [((0, 5), (8, 20))]


def test_and_so_does_one_after_that() -> None:
    third = '\n" We have asked for years and for years we have waited . "'
    assert _said(parsed(PARAGRAPH + third), LIND) == [((0, 5), (8, 20), (20, 34))]


def test_not_what_another_is_given() -> None:
    other = Frame(Cue(15, 16, 0, False, 0.9), ((14, 15),), ((16, 18),), SIGNS)
    assert _said(parsed(TAIL), LIND, other)[0] == ((0, 5),)


def test_not_after_other_words() -> None:
    text = TAIL.replace("said .", "said and left us .")
    assert _said(parsed(text), LIND) == [((0, 5),)]


def test_not_a_heading_nor_a_quotation_within_a_sentence() -> None:
    for rest in ('\n" The road is shut . "', '\n" The road is shut and nobody tells us why " it read .'):
        assert _said(parsed(PARAGRAPH.partition("\n")[0] + rest), LIND) == [((0, 5),)]


def test_not_where_the_source_does_not_speak_or_there_is_none() -> None:
    assert _said(parsed(TAIL), LIND, speaks=False) == [((0, 5),)]
    nobody = Frame(LIND.cue, (), LIND.content, SIGNS)
    assert _said(parsed(TAIL), nobody) == [((0, 5),)]
