"""What two mentions look like side by side."""

from __future__ import annotations

import numpy as np
import pytest

from hearsay.parse.pairs import AGREEMENTS, DISTANCES, NAME, NOMINAL, WORD_CLASSES, agreements, distances, word_class


@pytest.mark.parametrize(
    ("form", "xpos", "expected"),
    [
        ("Bell", "NNP", NAME), ("States", "NNPS", NAME), ("minister", "NN", NOMINAL), ("US", "NNP", NAME),
        ("I", "PRP", 2), ("our", "PRP$", 3), ("you", "PRP", 4), ("He", "PRP", 5), ("her", "PRP$", 6), ("it", "PRP", 7),
        ("they", "PRP", 8), ("who", "WP", 9), ("whose", "WP$", 9), ("which", "WDT", 9), ("this", "DT", 10),
        ("that", "WDT", 9), ("that", "IN", NOMINAL), ("that", "DT", NOMINAL), ("mine", "NN", NOMINAL),
        ("'em", "PRP", 8), ("'s", "PRP", 3), ("'s", "POS", NOMINAL),
    ],
)  # fmt: skip
def test_word_classes(form: str, xpos: str, expected: int) -> None:
    assert word_class(form, xpos) == expected
    assert 0 <= expected < WORD_CLASSES


WORDS = [
    "the",
    "Foreign",
    "Ministry",
    "said",
    "the",
    "ministry",
    "of",
    "trade",
    "and",
    "Ministry",
    "officials",
    "met",
    "it",
]


def _table(*mentions: tuple[int, int, int, int]) -> list[list[int]]:
    """``(head, first, last, class)`` each."""
    columns = [np.array(column) for column in zip(*mentions, strict=True)]
    return agreements(WORDS, *columns).tolist()


def test_agreement_of_wording_head_and_part() -> None:
    full, short, bare = (2, 0, 2, NAME), (5, 4, 5, NOMINAL), (9, 9, 9, NAME)
    assert _table(full, bare) == [[7, 6], [6, 7]]  # The same head, one's wording within the other's.
    assert _table(short, bare) == [[7, 7], [7, 7]]  # Articles do not count, nor does case.
    assert _table(full, (10, 9, 10, NOMINAL)) == [[7, 0], [0, 7]]


def test_pronouns_agree_in_nothing() -> None:
    assert _table((2, 0, 2, NAME), (12, 12, 12, 7)) == [[7, 0], [0, 0]]


def test_a_mention_of_small_words_alone_is_within_none() -> None:
    assert _table((0, 0, 0, NOMINAL), (2, 0, 2, NAME))[0][1] == 0


def test_agreements_of_nothing() -> None:
    none = np.zeros(0, np.int64)
    assert agreements([], none, none, none, none).shape == (0, 0)


def test_a_part_of_the_table_is_the_table_of_the_part() -> None:
    """The scorer looks at long documents through a window."""
    mentions = [(2, 0, 2, 0), (5, 4, 7, 1), (7, 7, 7, 1), (9, 9, 9, 0), (10, 9, 10, 1), (12, 12, 12, 7)]
    whole, part = np.array(_table(*mentions)), np.array(_table(*mentions[2:5]))
    assert (whole[2:5, 2:5] == part).all()
    assert whole.max() < AGREEMENTS


def test_distances_double() -> None:
    table = distances(600)
    assert (table[np.triu_indices(600)] == 0).all()
    assert [int(table[gap, 0]) for gap in (1, 2, 3, 4, 7, 8, 255, 256, 599)] == [1, 2, 2, 3, 3, 4, 8, 9, 9]
    assert table.max() == DISTANCES - 1


def test_a_title_in_short_is_the_noun() -> None:
    words = ["Dr.", "Bell", "and", "the", "doctor"]
    table = agreements(words, np.array([1, 4]), np.array([0, 3]), np.array([1, 4]), np.array([NAME, NOMINAL]))
    assert table[1, 0] == 4
