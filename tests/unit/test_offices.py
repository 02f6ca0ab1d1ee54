"""Offices and who held them."""

from __future__ import annotations

import pytest

from hearsay.offices import fold, holders


@pytest.mark.parametrize(
    ("name", "year", "country"),
    [("Obama", 2012, "USA"), ("Barack Obama", 2012, "USA"), ("Erdogan", 2020, "TUR"), ("Ban Ki-moon", 2010, "UNO")],
)
def test_a_name_is_that_of_an_office_at_its_time(name: str, year: int, country: str) -> None:
    assert {h.country for h in holders(name) if h.at(year)} == {country}


def test_another_first_name_is_another_person() -> None:
    assert holders("Mara Obama") == ()


def test_terms_have_ends() -> None:
    assert not [h for h in holders("Gorbachev") if h.at(1999)]
    assert [h for h in holders("Gorbachev") if h.begun(1999)]
    assert not [h for h in holders("Gorbachev") if h.begun(1975)]


def test_a_year_unknown_excludes_none() -> None:
    assert all(h.at(None) for h in holders("Bush"))


def test_names_are_folded() -> None:
    assert fold("Jean-Paul Ó Lafé’s") == "jean paul o lafes"
    assert holders("Nobody Atall") == ()
