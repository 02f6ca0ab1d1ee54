"""What is set below the line that says whose it is."""

from __future__ import annotations

import dataclasses

from hearsay.attribute.set_below import set_below
from hearsay.attribute.tagging import Cue, Frame
from hearsay.parsed import Parsed
from tests.support.parses import parsed

EMPTY = (0.7, 0.8, 0.8, 0.0, 0.0, 1.0, 0.0)


def _parse(*paragraphs: str) -> Parsed:
    return parsed("\n".join(paragraphs))


def _wrote(*content: tuple[int, int]) -> Frame:
    return Frame(Cue(1, 3, 0, False, 0.9), ((0, 1),), content, EMPTY)


def test_a_paragraph_below_a_colon_is_said() -> None:
    (frame,) = set_below(_parse("Lind wrote :", "The mill is old .", "It stood still ."), [_wrote()])
    assert frame.content == ((3, 8),)
    assert frame.signs == (0.7, 0.8, 0.8, 0.9, 0.9, 1.0, 0.0)


def test_a_quotation_is_taken_to_its_closing_mark() -> None:
    parse = _parse("Lind wrote :", "“ The mill is old . ”", "It stood still .")
    assert set_below(parse, [_wrote()])[0].content == ((3, 10),)


def test_a_quotation_goes_on_over_its_paragraphs() -> None:
    parse = _parse("Lind wrote :", '" The mill is “ old ” .', '" It fell . "', "So it did .")
    assert set_below(parse, [_wrote()])[0].content == ((3, 11), (11, 16))


def test_a_quotation_left_open_ends_before_a_paragraph_without_a_mark() -> None:
    parse = _parse("Lind wrote :", "“ The mill is old .", "It stood still .")
    assert set_below(parse, [_wrote()])[0].content == ((3, 9),)


def test_what_the_line_itself_says_stands() -> None:
    parse = _parse("Klein wrote : it fell :", "The mill is old .")
    frame = _wrote((3, 5))
    assert set_below(parse, [frame]) == [frame]


def test_nothing_is_given_to_a_line_without_a_source_or_a_colon() -> None:
    parse = _parse("Lind wrote .", "The mill is old .")
    assert set_below(parse, [_wrote()]) == [_wrote()]
    nobody = dataclasses.replace(_wrote(), source=())
    assert set_below(_parse("Lind wrote :", "The mill is old ."), [nobody]) == [nobody]
