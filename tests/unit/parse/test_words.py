"""What the encoder is told of words besides their letters, and how they are laid into rows."""

from __future__ import annotations

import pytest

from hearsay.parse.words import (
    ALNUM,
    CAPITAL,
    DIGITS,
    GLUED,
    LINE,
    LOWER,
    MAX_PIECES_A_WORD,
    MIXED,
    OTHER,
    PARAGRAPH,
    SPACED,
    TITLE,
    UPPER,
    build,
    gaps,
    pack,
    pieces_of,
    quote_states,
    shape_of,
)
from hearsay.parsed import CLOSES, INSIDE, OPEN_ENDED, OPENS, OUTSIDE, RUNS_ON

CODES = {OUTSIDE: ".", INSIDE: "i", OPENS: "<", CLOSES: ">", RUNS_ON: "r", OPEN_ENDED: "e"}


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("talks", LOWER), ("Talks", TITLE), ("NATO", UPPER), ("A", CAPITAL), ("a", LOWER), ("McKay", MIXED),
        ("iPhone", MIXED), ("2014", DIGITS), ("5th", ALNUM), ("2bn", ALNUM), (",", OTHER), ("…", OTHER),
        ("U.S.", UPPER), ("Mr.", TITLE), ("o'clock", LOWER), ("e-Bay", MIXED), ("中", OTHER), ("É", CAPITAL),
        ("élan", LOWER), ("ÉLAN", UPPER), ("🙂", OTHER), ("", OTHER),
    ],
)  # fmt: skip
def test_shapes(word: str, shape: int) -> None:
    assert shape_of(word) == shape


def test_gaps_tell_glue_space_line_and_paragraph_apart() -> None:
    text = "One, two\nthree\n\nFour"
    starts, ends = [0, 3, 5, 9, 16], [3, 4, 8, 14, 20]
    found = gaps(starts, ends, [0, 0, 0, 0, 1], text)
    assert found.tolist() == [PARAGRAPH, GLUED, SPACED, LINE, PARAGRAPH]


def _states(text: str) -> str:
    """One letter a word; words stand between spaces, paragraphs between bars, a glued word after an underscore."""
    words: list[str] = []
    paragraph: list[int] = []
    gap: list[int] = []
    for number, part in enumerate(text.split("|")):
        for i, chunk in enumerate(part.split()):
            for j, word in enumerate(chunk.split("_")):
                words.append(word)
                paragraph.append(number)
                gap.append(GLUED if j else SPACED if i else PARAGRAPH)
    return "".join(CODES[s] for s in quote_states(words, paragraph, gap).tolist())


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ('" We go , " he said .', "<iii>..."),
        ("“ We go , ” he said .", "<iii>..."),
        ("`` We go , '' he said .", "<iii>..."),
        ("« We go , » he said .", "<iii>..."),
        ('He said " no " and " yes " .', "..<i>.<i>."),
        ("No marks at all .", "....."),
        # Never closed: what follows may be quoted or not, and the next paragraph is not turned inside out.
        ('He said " we go .|Then he left .', "..<eee...."),
        # A second opening mark opens anew.
        ("“ We go , he said . “ And on . ”", "<iiiiii<iii>"),
        # Newspapers' running quotation: each paragraph opens, only the last closes.
        ('" We go .|" And on , " he said .', "<eee<rrr>..."),
        ('" We go .|" And on .|" And on . "', "<eee<rrr<rrr>"),
        # The next paragraph does not begin with a mark: no quotation runs on.
        ('" We go .|He said " no " .', "<eee..<i>."),
        # Nested single marks inside double ones change nothing.
        ("“ She said ‘ no ’ to me ”", "<iiiiiii>"),
        # Swedish marks, and a lone mark.
        ("” We go ” he said", "<ii>.."),
        # German marks close with what English opens with.
        ("„ We go “ he said", "<ii>.."),
        ("„ We go ” he said", "<ii>.."),
        ("» We go « he said » no «", "<ii>..<i>"),
        ('"', "<"),
        ("", ""),
    ],
)
def test_double_marks(text: str, states: str) -> None:
    assert _states(text) == states


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("‘_We go_,_’ he said", "<iii>.."),
        ("'_We go_,_' he said", "<iii>.."),
        # An apostrophe is no closing mark, nor one before letters.
        ("the workers_’ strike went on", "......"),
        ("‘_We don_’_t go_’ he said", "<iiiii>.."),
        # An opening mark that nothing closes.
        ("‘_We go he said", "....."),
        ("‘_a ‘_b ‘_c", "......"),
        ("He said ‘_no_’ and ‘_yes_’", "..<i>.<i>"),
        # Single marks count only where there are no double ones.
        ("‘_no_’ and “ yes ”", "....<i>"),
    ],
)
def test_single_marks(text: str, states: str) -> None:
    assert _states(text) == states


def test_build_puts_the_columns_together() -> None:
    words = build('"No."', ['"', "No", ".", '"'], [0, 1, 3, 4], [1, 3, 4, 5], [0, 0, 0, 0])
    assert len(words) == 4
    assert words.shape.tolist() == [OTHER, TITLE, OTHER, OTHER]
    assert words.gap.tolist() == [PARAGRAPH, GLUED, GLUED, GLUED]
    assert words.quote.tolist() == [OPENS, INSIDE, INSIDE, CLOSES]


def test_build_of_nothing() -> None:
    assert len(build("", [], [], [], [])) == 0


class TestPack:
    def test_paragraphs_stay_whole(self) -> None:
        words = ["w"] * 9
        assert pack([1] * 9, words, [0, 0, 0, 1, 1, 1, 2, 2, 2], 7) == [(0, 6), (6, 9)]

    def test_a_long_paragraph_is_cut_at_its_last_sentence_end_that_fits(self) -> None:
        words = ["a", "b", ".", "c", "d", ".", "e", "f", ".", "g"]
        assert pack([1] * 10, words, [0] * 10, 8) == [(0, 6), (6, 10)]

    def test_closing_marks_stay_with_their_sentence(self) -> None:
        words = ["a", "b", ".", "”", "c", "d", "e", "f"]
        assert pack([1] * 8, words, [0] * 8, 5) == [(0, 4), (4, 8)]

    def test_a_paragraph_without_a_sentence_end_is_cut_at_the_limit(self) -> None:
        assert pack([2] * 5, ["w"] * 5, [0] * 5, 5) == [(0, 2), (2, 4), (4, 5)]

    def test_a_word_longer_than_the_limit_has_a_row_of_its_own(self) -> None:
        assert pack([1, 9, 1], ["w"] * 3, [0] * 3, 4) == [(0, 1), (1, 2), (2, 3)]

    def test_the_first_row_may_be_shorter(self) -> None:
        paragraph = [0, 0, 1, 1, 2, 2]
        assert pack([1] * 6, ["w"] * 6, paragraph, 6) == [(0, 6)]
        assert pack([1] * 6, ["w"] * 6, paragraph, 6, first=2) == [(0, 2), (2, 6)]

    def test_nothing(self) -> None:
        assert pack([], [], [], 5) == []


def test_pieces_are_remembered_bounded_and_never_none() -> None:
    asked: list[str] = []

    def encode(word: str) -> list[int]:
        asked.append(word)
        return list(range(len(word)))

    lookup = pieces_of(encode, 99)
    assert lookup("abc") == lookup("abc") == [0, 1, 2]
    assert asked == ["abc"]
    assert lookup("") == [99]
    assert lookup("x" * 50) == list(range(MAX_PIECES_A_WORD))
