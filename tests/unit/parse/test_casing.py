"""Texts in capitals recased; spans stay where they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.parse.casing import in_capitals, recase


@pytest.mark.parametrize(
    ("text", "recased"),
    [
        ("THE ARMY SAID THAT SOYAPANGO WAS CALM.", "The army said that Soyapango was calm."),
        (
            "THE RED BAND [RBL] ATTACKED. MEMBERS OF RBL FLED.",
            "The red band [RBL] attacked. Members of RBL fled.",
        ),
        ("MR. GARCIA'S U.S. SPONSORS SAID: DON'T GO.", "Mr. Garcia's U.S. sponsors said: don't go."),
        ("HE LEFT ON MONDAY.\n\nTHE SUBVERSIVES STAYED.", "He left on Monday.\n\nThe subversives stayed."),
    ],
)
def test_recased(text: str, recased: str) -> None:
    assert recase(text) == recased


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_length_is_kept(text: str) -> None:
    assert len(recase(text)) == len(text)
    assert recase(text).lower() == text.lower() or not text.isascii()


def test_only_texts_in_capitals_are_so() -> None:
    assert in_capitals("POLICE REPORTED THAT TWO BRIDGES WERE CLOSED ON FRIDAY EVENING.")
    assert not in_capitals("Police reported that TWO BRIDGES were closed on Friday evening in the capital.")
    assert not in_capitals("NATO")
    assert not in_capitals("")
