"""Words that are said to be somebody's."""

from __future__ import annotations

import dataclasses

import pytest

from hearsay.attribute.tagging import Cue, Frame
from hearsay.attribute.worded import worded
from tests.support.parses import parsed


def _read(text: str) -> list[tuple[str, str, str]]:
    parse = parsed(text)
    parse = dataclasses.replace(parse, upos=["PUNCT" if not w[0].isalnum() else "NOUN" for w in text.split()])
    return [
        (
            parse.quotation(f.cue.start, f.cue.end),
            parse.quotation(*f.source[0]),
            " + ".join(parse.quotation(*piece) for piece in f.content),
        )
        for f in worded(parse, [])
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was , in the words of one aide , “ a bore ” .", ("in the words of", "one aide", "“ a bore ”")),
        ("Full of “ surprises , ” in the words of Otto Klein .", ("in the words of", "Otto Klein", "“ surprises , ”")),
        ("A year of “ surprises ” , in the words of Klein , it was .", ("in the words of", "Klein", "“ surprises ”")),
        ("In her own words , “ it fell ” .", ("own words", "her", "“ it fell ”")),
        ("In Mara Lind 's words : “ it fell ” .", ("words", "Mara Lind", "“ it fell ”")),
    ],
)
def test_a_quotation_beside_them(text: str, found: tuple[str, str, str]) -> None:
    assert _read(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "In the words of the law , nobody may go .",
        "In her own words , it fell .",
        "Klein said , “ We wait . ” In Lind 's words , the mill is a ruin .",
        "They live in Norvik . Lind 's words : “ We wait . ”",
        "“ We wait , ” in ' words of hers .",
        "Her words , “ we wait ” .",
    ],
)
def test_nothing_where_nothing_is_quoted_or_somebody_else_is(text: str) -> None:
    assert _read(text) == []


def test_what_has_been_read_stands() -> None:
    parse = parsed("In her own words , “ it fell ” .")
    frame = Frame(Cue(0, 4, 0, False, 0.9), ((1, 2),), ((5, 9),), ())
    assert worded(parse, [frame]) == [frame]
