"""Temporal expressions of any text: no crash, spans inside it, begins before ends."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.resolve.times import TimeReading, times
from hearsay.resolve.times.lexicon import lexicon
from tests.support.parses import parsed

WORDS = sorted({word for phrase in lexicon().words for word in phrase} | set(lexicon().numbers))
MARKS = [
    "the",
    "of",
    "in",
    "ago",
    ",",
    ".",
    "-",
    "'s",
    "31",
    "1999",
    "2016-02-30",
    "5:61",
    "12/13/14",
    "00",
    "Octember",
]
TEXT = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS + MARKS * 20), max_size=30).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.integers(0, 10**20).map(str)), max_size=20).map("-".join),
)
PUBLISHED = st.one_of(st.none(), st.dates().map(str), st.dates().map(lambda d: str(d)[:7]), st.text(max_size=12))


def _sound(text: str, reading: TimeReading) -> None:
    for time in reading.times:
        assert 0 <= time.span[0] < time.span[1] <= len(text)
        assert time.value
        assert time.type in ("DATE", "TIME", "DURATION", "SET")
        assert (time.begin is None) == (time.end is None)
        if time.begin is not None and time.end is not None:
            assert time.begin < time.end
    for one, other in pairwise(reading.times):
        assert one.span[1] <= other.span[0]
    for note in reading.notes:
        assert note.span is None or 0 <= note.span[0] < note.span[1] <= len(text)


@given(TEXT, PUBLISHED)
@settings(max_examples=300, deadline=None)
def test_any_text(text: str, published: str | None) -> None:
    _sound(text, times(parsed(text), published))


@given(st.lists(st.sampled_from(WORDS + MARKS), min_size=1, max_size=12).map(" ".join), st.dates())
@settings(max_examples=200, deadline=None)
def test_the_same_text_is_read_the_same(text: str, published: object) -> None:
    assert times(parsed(text), str(published)) == times(parsed(text), str(published))
