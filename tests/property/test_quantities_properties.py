"""Quantities, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hearsay.resolve.quantities import quantities
from tests.support.parses import parsed

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = (("billion", 10**9), ("million", 10**6), ("thousand", 1000))


def spelled(number: int) -> str:
    """British usage: "one million two hundred thousand and five"."""
    for word, factor in SCALES:
        if number >= factor:
            rest = number % factor
            joint = " and " if 0 < rest < 100 else " "
            return f"{spelled(number // factor)} {word}" + (joint + spelled(rest) if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{UNITS[number // 100]} hundred" + (f" and {spelled(rest)}" if rest else "")
    if number >= 20:
        return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    return UNITS[number]


@given(number=st.integers(2, 10**12 - 1))
def test_a_number_in_words_is_read_back(number: int) -> None:
    words = spelled(number)
    found, _ = quantities(parsed(f"They saw {words} mills ."))
    assert [(q.low, q.high) for q in found] == [(number, number)]
    assert f"They saw {words} mills ."[slice(*found[0].span)] == words


@given(number=st.integers(2101, 10**15))
def test_a_number_in_digits_is_read_back(number: int) -> None:
    for text in (str(number), f"{number:,}", f"{number:,}".replace(",", "\u00a0")):
        found, notes = quantities(parsed(f"They saw {text} mills ."))
        assert [q.low for q in found] == [number]
        assert not notes


PIECES = st.sampled_from(
    [
        "at least",
        "more than",
        "up to",
        "between",
        "and",
        "or",
        "to",
        "-",
        "–",
        "of",
        "in",
        "a",
        "an",
        "one",
        "two",
        "twenty",
        "hundred",
        "million",
        "dozens",
        "hundreds",
        "scores",
        "tens",
        "thousands",
        "half",
        "third",
        "quarters",
        "no",
        "none",
        "nobody",
        "31",
        "1,200",
        "1.000",
        "3-1",
        "2014",
        "5",
        "March",
        "%",
        "$",
        "US$",
        ",",
        ".",
        "(",
        ")",
        "+",
        "/",
        "years",
        "old",
        "people",
        "killed",
        "\n\n",
        "\n",
        "½",
        "٣١",
        "m",
        "bn",
        "Article",
        "No",
        "'s",
        "several",
        "few",
        "couple",
        "by",
        "from",
        "rose",
        ":",
        "^",
        "http://a.b/1",
        "1 000 000",
        "x",
    ]
)


@given(st.one_of(st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=30).map("".join), st.text()))
def test_never_fails_and_every_span_is_inside(text: str) -> None:
    found, notes = quantities(parsed(text))
    end = 0
    for quantity in found:
        first, last = quantity.span
        assert end <= first < last <= len(text)
        end = last
        assert text[first:last] == text[first:last].strip()
        assert quantity.low is not None or quantity.high is not None
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        assert quantity.comparator in ("=", ">=", ">", "<=", "<", "~", "range")
        if quantity.hedge is not None:
            assert first <= quantity.hedge[0] < quantity.hedge[1] <= last
    for note in notes:
        assert note.span is not None
        assert 0 <= note.span[0] < note.span[1] <= len(text)
