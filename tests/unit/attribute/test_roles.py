"""Where each word stands to a cue."""

from __future__ import annotations

import numpy as np

from hearsay.attribute import roles


def _distance(position: int, first: int, last: int) -> int:
    return int(roles.distance(np.array([position]), np.array([first]), np.array([last]))[0, 0])


def test_words_of_the_cue_itself() -> None:
    assert [_distance(p, 10, 12) for p in (10, 11)] == [0, 0]


def test_distances_before_and_after_mirror_each_other() -> None:
    gaps = [1, 2, 3, 4, 5, 6, 7, 9, 10, 14, 15, 22, 23, 35, 36, 60, 61, 500]
    before = [_distance(1000 - gap, 1000, 1002) for gap in gaps]
    after = [_distance(1001 + gap, 1000, 1002) for gap in gaps]
    assert before == [1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11]
    assert after == [b + roles.SIDE for b in before]
    assert max(after) == 22  # As many rows as the scorer's table has to have, less one.


def test_positions_may_be_each_cues_own() -> None:
    first, last = np.array([2, 5]), np.array([3, 7])
    shared = roles.distance(np.arange(8), first, last)
    own = roles.distance(np.stack([np.arange(8), np.arange(8)]), first, last)
    assert shared.shape == (2, 8)
    assert (shared == own).all()


def test_paragraphs_are_counted_to_two() -> None:
    found = roles.paragraph(np.array([[0, 2, 3, 4, 5, 9]]), np.array([3]))
    assert found.tolist() == [[0, 1, 2, 3, 4, 4]]


def test_cues_between() -> None:
    starts = np.array([5, 1, 9, 12, 14])
    found = roles.between(np.arange(16)[None], np.array([5]), starts)[0].tolist()
    #        0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15
    assert found == [1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3]


def test_more_than_three_cues_between_are_three() -> None:
    found = roles.between(np.array([[20]]), np.array([0]), np.arange(0, 20, 2))
    assert found.tolist() == [[3]]


def test_cues_elsewhere_do_not_count() -> None:
    place = np.arange(10, 20)[None]
    near = roles.between(place, np.array([15]), np.array([12, 15, 18]))
    far = roles.between(place, np.array([15]), np.array([0, 3, 12, 15, 18, 40]))
    assert (near == far).all()
