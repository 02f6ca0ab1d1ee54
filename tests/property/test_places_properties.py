"""Places of any text: no crash, spans inside it, coordinates on earth."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.resolve.places import read_places
from tests.support.parses import parsed

WORDS = ["Springfield", "Paris", "Texas", "Ill.", "IL", "Georgia", "Georgian", "County", "province", "in", "of"]
WORDS += [
    "North",
    "St.",
    "US",
    "us",
    "U.S.",
    "20",
    "km",
    "north",
    "Suva",
    "and",
    "counties",
    ",",
    ".",
    "(",
    ")",
    "Lake",
]
TEXT = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
KIND = st.sampled_from(["LOC", "PER", "ORG", "MISC"])


@settings(max_examples=150, deadline=None)
@given(TEXT, st.data())
def test_sound(text: str, data: st.DataObject) -> None:
    n = len(parsed(text).words)
    cuts = sorted(data.draw(st.sets(st.integers(0, n), max_size=8)))
    names = [(a, b, data.draw(KIND)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    reading = read_places(parsed(text, names=names), dateline=data.draw(st.none() | TEXT))
    spans = [place.span for place in reading.places]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for place in reading.places:
        assert 0 <= place.span[0] < place.span[1] <= len(text)
        assert (place.lat is None) == (place.lon is None) == (place.precision is None)
        if place.lat is not None and place.lon is not None:
            assert -90 <= place.lat <= 90
            assert -180 <= place.lon <= 180
    for note in reading.notes:
        assert note.span is not None
        assert 0 <= note.span[0] < note.span[1] <= len(text)


@given(TEXT)
@settings(max_examples=30, deadline=None)
def test_the_same_text_gives_the_same_places(text: str) -> None:
    assert read_places(parsed(text)) == read_places(parsed(text))
