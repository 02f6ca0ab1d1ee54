from __future__ import annotations

import pytest

from hearsay.evaluate.spans import covered, join, length, lines, overlap, trim, union
from hearsay.model import Span


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        ([(0, 5)], [(3, 8)], 2),
        ([(0, 5)], [(5, 8)], 0),
        ([(0, 2), (6, 9)], [(1, 7)], 2),
        ([(0, 5), (2, 8)], [(3, 6), (3, 6)], 3),
        ([], [(0, 4)], 0),
    ],
)
def test_overlap_counts_shared_characters(left: list[Span], right: list[Span], shared: int) -> None:
    assert overlap(left, right) == overlap(right, left) == shared


def test_union_and_length_count_a_character_once() -> None:
    assert union([(4, 6), (0, 3), (2, 4)]) == ((0, 4), (4, 6))
    assert length([(4, 6), (0, 3), (2, 4)]) == 6


def test_trim_takes_white_space_off_both_ends() -> None:
    assert trim("a  b ", (1, 5)) == (3, 4)
    start, end = trim("a   b", (1, 4))
    assert start == end


def test_join_closes_gaps_of_white_space_only_and_sorts() -> None:
    text = "one two, three\nfour"
    assert join(text, [(15, 19), (0, 3), (4, 7), (9, 14)]) == ((0, 7), (9, 19))


def test_join_merges_overlapping_spans() -> None:
    assert join("abcdef", [(0, 4), (2, 3), (3, 6)]) == ((0, 6),)


def test_lines_cuts_at_newlines_and_trims_there_only() -> None:
    text = " one \n\n two "
    assert list(lines(text, (0, len(text)))) == [(0, 4), (8, 12)]


def test_lines_drops_pieces_of_white_space() -> None:
    assert list(lines("a\n  \nb", (0, 6))) == [(0, 1), (5, 6)]
    assert list(lines("\n\n", (0, 2))) == []


def test_covered_leaves_white_space_out() -> None:
    assert covered("a b", [(0, 3)]) == {0, 2}
