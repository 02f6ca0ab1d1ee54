"""Quotation states and rows, whatever the text."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from hearsay.parse import words as module
from hearsay.parse.words import GLUED, SPACED, pack, quote_states
from hearsay.parsed import OUTSIDE, QUOTES, RUNS_ON

MARKS = st.sampled_from(
    ['"', "“", "”", "„", "«", "»", "``", "''", ",,", "‘", "’", "'", "`", "‚", "‹", "›", ".", "a", "B"]
)
WORDS = st.lists(st.one_of(MARKS, st.text(max_size=3)), max_size=60)


@given(words=WORDS, data=st.data())
def test_every_word_has_a_state_and_a_paragraph_without_marks_is_outside(words: list[str], data: st.DataObject) -> None:
    breaks = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    paragraph = list(itertools.accumulate(map(int, breaks)))
    gap = data.draw(st.lists(st.sampled_from([GLUED, SPACED]), min_size=len(words), max_size=len(words)))
    states = quote_states(words, paragraph, gap).tolist()
    assert len(states) == len(words)
    assert set(states) <= set(range(QUOTES))
    for number in set(paragraph):
        inside = [i for i, p in enumerate(paragraph) if p == number]
        marks = module._OPENERS | module._CLOSERS | module._EITHER | module._SINGLE_OPENERS
        if not any(words[i] in marks for i in inside):
            assert {states[i] for i in inside} <= {OUTSIDE}
        if number == min(paragraph):
            assert RUNS_ON not in {states[i] for i in inside}


class _Counted(list[str]):
    """A list that counts how often it is looked into."""

    looks = 0

    def __getitem__(self, key):  # type: ignore[no-untyped-def]
        type(self).looks += 1
        found = super().__getitem__(key)
        return _Counted(found) if isinstance(key, slice) else found


def _looks(words: list[str], gap: list[int]) -> int:
    _Counted.looks = 0
    quote_states(_Counted(words), [0] * len(words), gap)
    return _Counted.looks


def test_time_grows_with_the_text_and_no_faster() -> None:
    """Work is counted, not timed: marks that never close must not be sought anew from every opening one."""
    for unit, glue in (
        (["‘", "a"], [SPACED, GLUED]),
        (["“", "a"], [SPACED, GLUED]),
        (["'", "a", "’"], [SPACED, GLUED, GLUED]),
    ):
        few, many = (_looks(unit * n, glue * n) for n in (200, 2000))
        assert many <= 11 * few + 100


@given(
    words=st.lists(st.sampled_from(["a", ".", "!", "”", '"', ")", "b"]), max_size=80),
    limit=st.integers(1, 30),
    data=st.data(),
)
def test_rows_cover_all_words_in_order_and_keep_to_the_limit(words: list[str], limit: int, data: st.DataObject) -> None:
    n = len(words)
    lengths = data.draw(st.lists(st.integers(1, 12), min_size=n, max_size=n))
    breaks = data.draw(st.lists(st.integers(0, 9).map(lambda i: int(i == 0)), min_size=n, max_size=n))
    paragraph = list(itertools.accumulate(breaks))
    first = data.draw(st.none() | st.integers(1, limit))
    rows = pack(lengths, words, paragraph, limit, first)
    assert [i for a, b in rows for i in range(a, b)] == list(range(n))
    assert all(a < b for a, b in rows)
    for a, b in rows:
        assert sum(lengths[a:b]) <= limit or b - a == 1
    for a, _ in rows[1:]:
        # A cut within a paragraph is made only where the paragraph does not fit a row.
        if paragraph[a] == paragraph[a - 1]:
            assert sum(size for size, p in zip(lengths, paragraph, strict=True) if p == paragraph[a]) > limit
