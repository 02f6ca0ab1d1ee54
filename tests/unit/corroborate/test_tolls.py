"""Figures of one measure: how each stands to those before, and what is left open."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.corroborate.tolls import Given, meets, series

_NUMBERS = itertools.count()


def _figure(
    source: str,
    low: float | None,
    high: float | None,
    date: str | None = None,
    *,
    measure: str = "killed",
    text: str = "",
) -> Given:
    number = next(_NUMBERS)
    return Given(
        measure=measure, low=low, high=high, text=text or str(low), source=source, name=source,
        document=f"d{number:06}", quantity=f"n{number}", origin=source, date=date,
    )  # fmt: skip


def test_a_later_figure_of_the_same_source_takes_the_place_of_the_earlier() -> None:
    (one,) = series([_figure("police", 29, 29, "2031-03-02"), _figure("police", 31, 31, "2031-03-03")])
    assert (one.state, one.low, one.high) == ("revised", 31, 31)
    assert [figure.relation for figure in one.figures] == ["first", "revised"]


def test_figures_of_two_sources_that_cannot_both_be_right_are_disputed() -> None:
    (one,) = series([_figure("army", 29, 29, "2031-03-02"), _figure("council", 60, 60, "2031-03-02")])
    assert (one.state, one.low, one.high) == ("disputed", 29, 60)


def test_at_least_29_and_31_are_compatible() -> None:
    (one,) = series([_figure("clinic", 29, None, "2031-03-02"), _figure("ministry", 31, 31, "2031-03-02")])
    assert (one.state, one.low, one.high) == ("compatible", 31, 31)


def test_dead_and_wounded_never_meet() -> None:
    found = series([_figure("police", 4, 4), _figure("police", 60, 60, measure="injured")])
    assert [(one.measure, one.state, one.low) for one in found] == [("injured", "single", 60), ("killed", "single", 4)]


def test_a_count_that_goes_on_is_no_dispute() -> None:
    (one,) = series([_figure("a", 41, 41, "2031-03-02"), _figure("b", 48, 48, "2031-03-03")])
    assert (one.state, one.low, one.high) == ("revised", 48, 48)


@pytest.mark.parametrize(("low", "date"), [(90, "2031-03-03"), (48, "2031-03-02"), (30, "2031-03-03")])
def test_but_one_too_high_the_same_day_or_lower_is(low: float, date: str) -> None:
    (one,) = series([_figure("a", 41, 41, "2031-03-02"), _figure("b", low, low, date)])
    assert one.state == "disputed"


def test_the_order_of_reports_is_that_of_their_dates() -> None:
    (one,) = series([_figure("police", 31, 31, "2031-03-03"), _figure("police", 29, 29, "2031-03-02")])
    assert [figure.low for figure in one.figures] == [29, 31]
    assert one.low == 31


def test_some_30_and_31_agree_and_the_exact_one_stands() -> None:
    (one,) = series([_figure("witness", 30, 30, text="some 30"), _figure("clinic", 31, 31)])
    assert (one.state, one.low, one.high) == ("compatible", 31, 31)


def test_no_figures_no_series() -> None:
    assert series([]) == ()


_FIGURES = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.integers(0, 200) | st.none(), st.integers(0, 300) | st.none(),
        st.sampled_from([None, "2031-01-01", "2031-01-02", "2031-02-30", "soon"]),
    ),
    max_size=8,
)  # fmt: skip


@given(_FIGURES)
def test_every_figure_is_kept_and_the_range_is_one(rows: list[tuple[str, int | None, int | None, str | None]]) -> None:
    figures = [
        _figure(source, min(low, high) if low is not None and high is not None else low, high, date)
        for source, low, high, date in rows
    ]
    found = series(figures)
    assert sum(len(one.figures) for one in found) == len(figures)
    for one in found:
        assert one.low is None or one.high is None or one.low <= one.high
        assert (one.state == "single") == (len(one.figures) == 1)


@given(st.integers(0, 50), st.integers(0, 50))
def test_meeting_is_mutual(low: int, high: int) -> None:
    one, other = _figure("a", low, low + 3), _figure("b", high, None)
    assert meets(one, other) == meets(other, one)
