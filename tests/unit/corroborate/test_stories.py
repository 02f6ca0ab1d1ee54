"""Stories: average linkage, and what parts two of one kind."""

from __future__ import annotations

import numpy as np
import pytest

from hearsay.corroborate.stories import average_linkage, likeness, stories
from hearsay.corroborate.views import View, terms


def _view(name: str, text: str, published: str | None = None) -> View:
    return View(record=name, document=f"d{name}", terms=terms("", text), published=published)


QUAKE = "An earthquake shook the province of Vadu and buried a school under rubble near the old mine."
STRIKE = "Dockers at the harbour of Miravec walked out over pay, and container ships waited offshore."


def test_reports_of_two_things_are_two_stories() -> None:
    views = [_view("a", QUAKE), _view("b", QUAKE + " Rescuers dug all night."), _view("c", STRIKE)]
    assert [[view.record for view in story] for story in stories(views)] == [["a", "b"], ["c"]]


@pytest.mark.parametrize(("date", "alike"), [("2031-01-20", True), ("2031-06-20", False), ("2031", True), (None, True)])
def test_reports_dated_far_apart_are_not_of_one_story(date: str | None, alike: bool) -> None:
    assert (likeness(_view("a", QUAKE, "2031-01-01"), _view("b", QUAKE, date)) > 0) is alike


def test_two_close_groups_that_are_closer_within_stay_two() -> None:
    within, between = 0.8, 0.4
    matrix = np.full((6, 6), between)
    matrix[:3, :3] = matrix[3:, 3:] = within
    np.fill_diagonal(matrix, 1.0)
    assert average_linkage(matrix, 0.15) == [[0, 1, 2], [3, 4, 5]]
    assert average_linkage(matrix, 0.15, apart=0.0) == [[0, 1, 2, 3, 4, 5]]


def test_nothing_alike_nothing_joined() -> None:
    assert average_linkage(np.eye(3), 0.1) == [[0], [1], [2]]
    assert average_linkage(np.eye(1), 0.1) == [[0]]


def test_a_crowd_is_parted_by_a_stricter_likeness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearsay.corroborate.stories.MANY", 3)
    views = [_view(f"q{n}", QUAKE) for n in range(3)] + [_view(f"s{n}", STRIKE) for n in range(3)]
    found = sorted(sorted(view.record for view in story) for story in stories(views))
    assert found == [["q0", "q1", "q2"], ["s0", "s1", "s2"]]


def test_names_and_numbers_are_told_from_words_that_begin_a_sentence() -> None:
    from hearsay.corroborate.words import names_and_numbers

    text = "Rescuers reached Ostrel at 6.4 on Monday. Rescuers said the pier at Ostrel was lost. “Nobody came,” Brom said"
    names, numbers = names_and_numbers(text)
    assert {"ostrel", "brom", "monday"} <= names
    assert not {"rescuer", "nobodi", "pier"} & names
    assert numbers == {"6.4"}


def test_two_events_told_in_the_same_words_are_parted_by_names_and_numbers() -> None:
    from hearsay.corroborate.views import terms
    from hearsay.corroborate.words import cosine

    told = "A magnitude {} earthquake shook {} before dawn and people ran into the streets, officials in {} said."
    one, again = told.format("6.4", "Ostrel", "Ostrel"), told.format("6.4", "Ostrel", "the district of Ostrel")
    other = told.format("5.1", "Balin", "Balin")
    assert cosine(terms("", one), terms("", again)) > 2 * cosine(terms("", one), terms("", other))
