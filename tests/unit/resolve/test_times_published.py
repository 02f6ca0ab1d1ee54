"""The publication date a text tells itself."""

from __future__ import annotations

import dataclasses

import pytest

from hearsay.resolve.times import TimeReading, times
from hearsay.resolve.times.lexicon import lexicon
from hearsay.resolve.times.period import parse
from tests.support.parses import parsed

PARADE = "A town is on alert ahead of a regatta {when} and a parade in September to mark seventy years since {event} ."


def reading(text: str) -> TimeReading:
    return times(parsed(text), None)


def test_an_anniversary_ahead_beside_this_month_gives_the_month_before() -> None:
    result = reading(PARADE.format(when="this month", event="the end of the second world war"))
    assert result.published == "2015-08"
    assert result.basis is not None
    assert "70 years" in result.basis
    assert "the Second World War" in result.basis
    assert "September" in result.basis
    assert [time.value for time in result.times] == ["2015-08", "2015-09", "P70Y"]
    assert [note.code for note in result.notes] == ["published-inferred"]


def test_without_this_month_only_the_year_is_known() -> None:
    result = reading(PARADE.format(when="there", event="the end of world war two"))
    assert result.published == "2015"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("They mark the 70th anniversary of the end of World War II .", "2015"),
        ("They celebrate 25 years since the fall of the Berlin Wall .", "2014"),
        ("A ceremony marked ten years since the September 11 attacks .", "2011"),
        ("They commemorate the twentieth anniversary of the Rwandan genocide .", "2014"),
    ],
)
def test_round_numbers_of_years(text: str, year: str) -> None:
    assert reading(text).published == year


@pytest.mark.parametrize(
    "text",
    [
        "It fell this month .",
        "Nearly seventy years since the end of the second world war , they mark it .",  # How many is not said.
        "They lived there 70 years after the end of the second world war .",  # Nobody marks anything.
        "Next year they mark seventy years since the end of the second world war .",
        "In 2005 they marked 60 years since the end of the second world war .",
        "They mark 5000000 years since the end of the second world war .",
        "They mark seventy years since the end of the regatta .",
        # Two anniversaries that cannot both be marked.
        "It is seventy years since the end of the second world war and 10 years since the fall of the Berlin Wall .",
        "",
    ],
)
def test_nothing_is_made_up(text: str) -> None:
    result = reading(text)
    assert (result.published, result.basis) == (None, None)


def _tensed(text: str) -> TimeReading:
    """A text in which every word hangs on the nearest of "was", "will" and "vote" in its sentence."""
    parse = parsed(text)
    heads, xpos, upos, relation = [], [], [], []
    verb = 0
    for i, word in enumerate(parse.words):
        verb = i if word in ("fell", "vote") else verb
        heads.append(i + 1 if word == "will" else verb)
        xpos.append({"fell": "VBD", "vote": "VB", "will": "MD"}.get(word, "X"))
        upos.append({"fell": "VERB", "vote": "VERB", "will": "AUX"}.get(word, "X"))
        relation.append("aux" if word == "will" else "dep")
    full = dataclasses.replace(parse, head=parsed(text, heads=heads).head, xpos=xpos, upos=upos, relation=relation)
    return times(full, None)


def test_dates_told_as_past_and_as_to_come_bound_the_year() -> None:
    result = _tensed("The wall fell in March 2014 and they will vote in October 2014 .")
    assert result.published == "2014"
    assert result.basis == "2014-03 is told as past; 2014-10 is told as yet to come"


def test_one_side_alone_bounds_nothing() -> None:
    assert _tensed("The wall fell in March 2014 .").published is None
    assert _tensed("The wall fell in March 2014 and they will vote in October 2016 .").published is None


def test_hints_that_disagree_give_nothing() -> None:
    text = "They mark seventy years since the end of the second world war . A wall fell in March 2019 ."
    assert _tensed(text).published is None


def test_the_anniversaries_are_dates() -> None:
    for event in lexicon().anniversaries:
        assert parse(event.date) is not None, event
        assert event.words
