"""Quantities of a document: values, bounds, units, and what is no count."""

from __future__ import annotations

import pytest

from hearsay.model import Quantity
from hearsay.parsed import Parsed
from hearsay.resolve.quantities import quantities
from tests.support.parses import parsed
from tests.support.tagged import tagged

Expected = tuple[str, float | None, float | None, str]


def _all(document: Parsed) -> list[Expected]:
    text = document.document.text
    return [(text[slice(*q.span)], q.low, q.high, q.comparator) for q in quantities(document)[0]]


def _one(text: str) -> Quantity:
    found, _ = quantities(parsed(text))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200),
        ("2.5 million", 2.5e6),
        ("2bn", 2e9),
        ("9.9 million", 9.9e6),
        ("twenty-one", 21),
        ("two hundred and five", 205),
        ("one thousand two hundred", 1200),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a million", 500_000),
        ("half a dozen", 6),
        ("two and a half million", 2.5e6),
        ("two thousand million", 2e9),
        ("one billion and one", 1_000_000_001),
        ("2½ million", 2.5e6),
        ("a hundred", 100),
        ("1.000.000", 1e6),
        ("1 000 000", 1e6),
        ("1\u00a0000", 1000),
        ("1,00,000", 100_000),
        ("12,34,567", 1_234_567),
        ("1.25 crore", 1.25e7),
        ("1.000.000,50", 1_000_000.5),
        ("٣١", 31),
        ("३१", 31),
        ("31", 31),
        ("one in five", 0.2),
        ("two-thirds", 2 / 3),
        ("a quarter of", 0.25),
        ("nine out of ten", 0.9),
        ("3/4 of", 0.75),
        ("zero", 0),
    ],
)
def test_exact_numbers(text: str, value: float) -> None:
    found = _one(f"They saw {text} mills .")
    assert (found.low, found.high, found.comparator) == (pytest.approx(value), pytest.approx(value), "=")
    assert found.hedge is None


@pytest.mark.parametrize(
    ("text", "low", "high", "comparator"),
    [
        ("at least 31", 31, None, ">="),
        ("no fewer than 31", 31, None, ">="),
        ("more than two dozen", 24, None, ">"),
        ("over 300", 300, None, ">"),
        ("up to 40", None, 40, "<="),
        ("no more than 12", None, 12, "<="),
        ("as many as 50", None, 50, "<="),
        ("fewer than 10", None, 10, "<"),
        ("less than one percent", None, 1, "<"),
        ("nearly 300", 300, 300, "~"),
        ("some 40", 40, 40, "~"),
        ("an estimated two million", 2e6, 2e6, "~"),
        ("about 60", 60, 60, "~"),
        ("300 or more", 300, None, ">="),
        ("500+", 500, None, ">="),
        ("40 or so", 40, 40, "~"),
        ("between 6 and 8", 6, 8, "range"),
        ("6 to 8", 6, 8, "range"),
        ("six or seven", 6, 7, "range"),
        ("about 4,000 to 6,000", 4000, 6000, "range"),
        ("$8 or $9 million", 8e6, 9e6, "range"),
        ("20 to 30 percent", 20, 30, "range"),
        ("dozens", 18, 49, "~"),
        ("hundreds", 200, 500, "~"),
        ("several", 4, 10, "~"),
        ("a few", 3, 5, "~"),
        ("a couple of hundred", 200, 300, "~"),
        ("a handful", 2, None, "~"),
        ("tens of thousands", 20_000, None, "~"),
        ("dozens of millions", 18e6, 49e6, "~"),
        ("several hundred", 400, 1000, "~"),
        ("hundreds, maybe thousands", 200, None, "~"),
    ],
)
def test_bounds(text: str, low: float | None, high: float | None, comparator: str) -> None:
    assert _all(parsed(f"They saw {text} of mills .")) == [(text, low, high, comparator)]


def test_the_hedge_is_what_makes_it_vague() -> None:
    for text, hedge in [
        ("at least 31", "at least"),
        ("300 or more", "or more"),
        ("hundreds, maybe thousands", "hundreds, maybe"),
        ("reportedly 31", "reportedly"),
        ("between 6 and 8", "between"),
        ("dozens", "dozens"),
    ]:
        found = _one(f"We saw {text} .")
        assert found.hedge is not None
        assert f"We saw {text} ."[slice(*found.hedge)] == hedge


@pytest.mark.parametrize(
    "text",
    [
        "in 2014 .",
        "on 5 March .",
        "March 5 , 2014",
        "20 and 21 November",
        "at 10:30",
        "at 9 p.m.",
        "ten years",
        "a few days",
        "30-second spot",
        "half an hour",
        "several weeks",
        "the 16th",
        "the 1990s",
        "the G20",
        "an M-16",
        "Article 370",
        "won 3-1",
        "won 21 - 17",
        "version 3.2.1",
        "call 555-1234",
        "+44 20 7946 0958",
        "at 192.168.10.1",
        "https://a.example/12/34",
        "the ruler John XXIII",
        "World War II",
        "9/11",
        "24/7",
        "four-by-four",
        "one by one",
        "the one",
        "one another",
        "0745 local",
        "a 12-gauge gun",
        "a 911 caller",
        "in the second half",
        "rate .454",
        "10^400",
        "1981-85",
        "the third man",
    ],
)
def test_no_counts(text: str) -> None:
    assert _all(parsed(text)) == []


def test_conjoined_tolls_are_each_their_own() -> None:
    document = tagged(
        "The blast|NOUN|nsubj>left left|VERB 31|NUM|obj>left killed|VERB and 140|NUM|obj>left wounded|VERB ."
    )
    found = quantities(document)[0]
    assert [(q.low, q.unit) for q in found] == [(31, "people"), (140, "people")]


class TestUnits:
    def test_the_noun_it_modifies(self) -> None:
        document = tagged("At least 31|NUM|nummod>people young|ADJ people|NOUNS were killed|VERB .")
        assert [q.unit for q in quantities(document)[0]] == ["people"]

    def test_the_last_noun_of_a_compound(self) -> None:
        document = tagged("two|NUM|nummod>tax tax|NOUN|compound>subsidiaries subsidiaries|NOUNS closed|VERB")
        assert [q.unit for q in quantities(document)[0]] == ["subsidiaries"]

    def test_the_noun_after_of(self) -> None:
        document = tagged("Dozens|NOUNS of|ADP|case>villages villages|NOUNS|nmod>Dozens burned|VERB")
        assert [q.unit for q in quantities(document)[0]] == ["villages"]

    def test_people_by_the_verb(self) -> None:
        document = tagged("31|NUM|nsubj:pass>kill were kill|VERB .")
        assert [q.unit for q in quantities(document)[0]] == ["people"]
        document = tagged("31|NUM|nsubj:pass>sell were sell|VERB .")
        assert [q.unit for q in quantities(document)[0]] == [None]

    @pytest.mark.parametrize(
        ("text", "unit"),
        [
            ("$2bn", "$"),
            ("US$25.5 million", "US$"),
            ("Tk 1.25 crore", "Tk"),
            ("40 percent", "percent"),
            ("58%", "%"),
            ("19 km", "km"),
            ("60kW", "kW"),
            ("a 12-year-old girl", "years old"),
            ("she was twelve .", "years old"),
            ("aged 12 .", "years old"),
            ("31 dead", "people"),
            ("240,000 square metres", "square metres"),
        ],
    )
    def test_by_the_text(self, text: str, unit: str) -> None:
        assert _one(text).unit == unit

    def test_an_age_set_off_by_commas(self) -> None:
        document = tagged("The driver|NOUN , 31 , fled|VERB .")
        assert [(q.low, q.unit) for q in quantities(document)[0]] == [(31, "years old")]


class TestNone:
    @pytest.mark.parametrize("text", ["No one was hurt .", "Nobody was hurt .", "no-one was hurt"])
    def test_nobody(self, text: str) -> None:
        found = _one(text)
        assert (found.low, found.high, found.comparator, found.unit) == (0, 0, "=", "people")

    def test_none(self) -> None:
        assert (_one("None of them came .").low, _one("None of them came .").unit) == (0, None)

    def test_a_plural_is_counted_and_a_mass_is_not(self) -> None:
        assert [(q.low, q.unit) for q in quantities(tagged("no casualties|NOUNS"))[0]] == [(0, "casualties")]
        assert not quantities(tagged("no evidence|NOUN"))[0]


class TestByTheParse:
    def test_a_number_behind_a_compounds_noun_is_a_name(self) -> None:
        document = tagged("six|NUM|nummod>rifles AK|PROPN|compound>rifles 47|NUM|nummod>rifles rifles|NOUNS lay|VERB")
        assert [q.low for q in quantities(document)[0]] == [6]

    def test_a_number_on_the_noun_before_it_is_a_name(self) -> None:
        assert not quantities(tagged("the Tupolev|PROPN 154|NUM|nummod>Tupolev fell|VERB"))[0]

    def test_four_digits_before_a_plural_count(self) -> None:
        assert [q.low for q in quantities(tagged("about 2000|NUM troops|NOUNS"))[0]] == [2000]
        assert not quantities(tagged("the 2018|NUM elections|NOUNS"))[0]

    def test_a_hyphen_is_a_range_before_a_noun_and_a_result_elsewhere(self) -> None:
        assert _all(tagged("30-40 people|NOUNS")) == [("30-40", 30, 40, "range")]
        assert _all(tagged("a 1-3 defeat|NOUN")) == []
        assert _all(tagged("a 40-30 people|NOUNS")) == []

    def test_from_to_after_a_change_is_two_figures(self) -> None:
        assert [q[3] for q in _all(tagged("it rise|VERB from 6 to 8"))] == ["=", "="]
        assert [q[3] for q in _all(tagged("depths|NOUNS from 6 to 8 metres|NOUNS"))] == ["range"]


class TestNotes:
    @pytest.mark.parametrize("text", ["1.000 people", "3,50 euros"])
    def test_what_cannot_be_told_is_a_note_and_no_quantity(self, text: str) -> None:
        found, notes = quantities(parsed(text))
        assert not found
        assert [(n.code, n.span) for n in notes] == [("number-ambiguous", (0, text.index(" ")))]

    def test_past_ten_to_the_fifteenth(self) -> None:
        found, notes = quantities(parsed("1000000000000001 atoms"))
        assert found[0].low == 1_000_000_000_000_001
        assert [n.code for n in notes] == ["number-implausible"]

    def test_too_many_digits(self) -> None:
        found, notes = quantities(parsed("saw 1" + "0" * 400 + " atoms"))
        assert (found, [n.code for n in notes]) == ((), ["number-too-large"])
        found, notes = quantities(parsed("saw 1" + "0" * 295 + " million billion atoms"))
        assert (found, [n.code for n in notes]) == ((), ["number-too-large"])

    def test_a_power(self) -> None:
        found, notes = quantities(parsed("saw 10^400 atoms"))
        assert (found, [(n.code, n.span) for n in notes]) == ((), [("number-ambiguous", (4, 7))])

    def test_a_range_told_backwards(self) -> None:
        found, notes = quantities(parsed("between 8 and 6 people"))
        assert [(q.low, q.high) for q in found] == [(6, 8)]
        assert [n.code for n in notes] == ["range-reversed"]

    def test_digits_parted_by_spaces(self) -> None:
        found, notes = quantities(parsed("saw 12 300 people"))
        assert ([q.low for q in found], [n.code for n in notes]) == ([12_300], ["number-ambiguous"])

    def test_a_toll_told_twice_in_a_sentence_is_given_once(self) -> None:
        text = "31 killed, 29 injured, 31 killed"
        found, notes = quantities(parsed(text.replace(",", " ,")))
        assert [q.low for q in found] == [31, 29]
        assert [n.code for n in notes] == ["quantity-repeated"]


def test_ids_are_stable_and_differ() -> None:
    first, second = quantities(parsed("31 killed and 31 hurt"))[0]
    assert first.id != second.id
    assert quantities(parsed("31 killed and 31 hurt"))[0][0].id == first.id


def test_nothing_in_nothing() -> None:
    assert quantities(parsed("")) == ((), ())


def test_at_most_a_number_without_an_upper_end_is_noted_and_bounds_nothing() -> None:
    found, notes = quantities(parsed("up to thousands of people"))
    assert found == ()
    assert [(n.code, n.span) for n in notes] == [("quantity-unbounded", (0, 15))]
