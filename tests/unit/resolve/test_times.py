"""Temporal expressions: what is found, and how it is read."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pytest

from hearsay.model import Time
from hearsay.resolve.times import TimeReading, times
from hearsay.resolve.times.lexicon import lexicon
from hearsay.resolve.times.reading import READERS
from tests.support.parses import parsed

FRIDAY = "2016-08-05"


def reading(
    text: str, published: str | None = FRIDAY, *, tags: str = "", heads: Sequence[int] | None = None
) -> TimeReading:
    """The reading of words between spaces. ``tags`` are ``word/TAG`` for the words whose Penn tag matters."""
    parse = parsed(text, heads=heads)
    given = dict(pair.rsplit("/", 1) for pair in tags.split())
    xpos = [given.get(word, "X") for word in parse.words]
    upos = ["AUX" if t == "MD" else "VERB" if t.startswith("VB") else "X" for t in xpos]
    relation = ["aux" if t == "MD" else "dep" for t in xpos]
    return times(dataclasses.replace(parse, xpos=xpos, upos=upos, relation=relation), published)


def found(text: str, published: str | None = FRIDAY) -> list[tuple[str, str, str]]:
    """Each expression's own text, its type and its value."""
    return [(text[slice(*time.span)], time.type, time.value) for time in reading(text, published).times]


def only(text: str, published: str | None = FRIDAY) -> Time:
    (time,) = reading(text, published).times
    return time


def test_every_rule_has_a_reader_and_every_reader_a_rule() -> None:
    assert {rule.do for rule in lexicon().rules} == set(READERS)


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("It fell on 5 March 2014 .", "5 March 2014", "2014-03-05"),
        ("It fell on March 5 , 2014 .", "March 5 , 2014", "2014-03-05"),
        ("It fell on Wed , 5 Mar. 2014 .", "Wed , 5 Mar. 2014", "2014-03-05"),
        ("It fell in March 2014 .", "March 2014", "2014-03"),
        ("BOGOTA , 19 JUL 89 .", "19 JUL 89", "1989-07-19"),
        ("It fell on 2014-03-05 .", "2014-03-05", "2014-03-05"),
        ("It fell on 13/3/2014 .", "13/3/2014", "2014-03-13"),
        ("It fell on 3/4/2014 .", "3/4/2014", "2014-XX-XX"),
        ("Held since 2011 .", "2011", "2011"),
        ("In January nineteen ninety-seven it fell .", "January nineteen ninety-seven", "1997-01"),
        ("By the year two thousand it fell .", "the year two thousand", "2000"),
        ("In the 1990s it fell .", "the 1990s", "199"),
        ("In the nineties it fell .", "the nineties", "199"),
        ("In the '80s it fell .", "the '80s", "198"),
        ("In the 20th century it fell .", "the 20th century", "19"),
        ("In the winter of 2014 it fell .", "the winter of 2014", "2014-WI"),
        ("In the third quarter of 2015 it fell .", "the third quarter of 2015", "2015-Q3"),
        ("In Q3 2015 it fell .", "Q3 2015", "2015-Q3"),
        ("In the first half of 2015 it fell .", "the first half of 2015", "2015-H1"),
        ("In fiscal 2015 it fell .", "fiscal 2015", "2015"),
        ("On Christmas 2015 it fell .", "Christmas 2015", "2015-12-25"),
        ("On Thanksgiving 2015 it fell .", "Thanksgiving 2015", "2015-11-26"),
        ("On Memorial Day 2015 it fell .", "Memorial Day 2015", "2015-05-25"),
        ("On Easter 2016 it fell .", "Easter 2016", "2016-03-27"),
        ("The September 11 attacks .", "September 11", "2001-09-11"),
    ],
)
def test_dates_that_say_all(text: str, span: str, value: str) -> None:
    assert found(text) == [(span, "DATE", value)]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("Here today .", "today", "2016-08-05"),
        ("Here yesterday .", "yesterday", "2016-08-04"),
        ("It fell late on Tuesday .", "late on Tuesday", "2016-08-02"),
        ("It fell Friday .", "Friday", "2016-08-05"),
        ("It fell last Friday .", "last Friday", "2016-07-29"),
        ("It falls next Friday .", "next Friday", "2016-08-12"),
        ("It fell in March .", "March", "2016-03"),
        ("It fell last March .", "last March", "2016-03"),
        ("It fell last September .", "last September", "2015-09"),
        ("It fell in April last year .", "April last year", "2015-04"),
        ("It fell on Aug. 3 .", "Aug. 3", "2016-08-03"),
        ("It fell on December 30 .", "December 30", "2016-12-30"),
        ("Here this month .", "this month", "2016-08"),
        ("Here earlier this week .", "earlier this week", "2016-W31"),
        ("Here last week .", "last week", "2016-W30"),
        ("Here last year .", "last year", "2015"),
        ("Here next quarter .", "next quarter", "2016-Q4"),
        ("Here last spring .", "last spring", "2016-SP"),
        ("Here two weeks ago .", "two weeks ago", "2016-W29"),
        ("Here three days ago .", "three days ago", "2016-08-02"),
        ("Here a month from now .", "a month from now", "2016-09"),
        ("Here a decade ago .", "a decade ago", "200"),
        ("The year before last it fell .", "The year before last", "2014"),
        ("It falls the day after tomorrow .", "the day after tomorrow", "2016-08-07"),
        ("Here early next year .", "early next year", "2017"),
        ("Here now .", "now", "PRESENT_REF"),
        ("Here recently .", "recently", "PAST_REF"),
        ("In recent years it fell .", "recent years", "PAST_REF"),
        ("In the past it fell .", "the past", "PAST_REF"),
        ("In the coming months it falls .", "the coming months", "FUTURE_REF"),
        ("In the future it falls .", "the future", "FUTURE_REF"),
    ],
)
def test_dates_counted_from_publication(text: str, span: str, value: str) -> None:
    assert found(text) == [(span, "DATE", value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 p.m. Tuesday", "2016-08-02T17:00"),
        ("12 a.m. Tuesday", "2016-08-02T00:00"),
        ("noon on Friday", "2016-08-05T12:00"),
        ("midnight Friday", "2016-08-05T24:00"),
        ("7:15 p.m. EST", "2016-08-05T19:15"),
        ("9 a.m. local time on 3 August", "2016-08-03T09:00"),
        ("Friday morning", "2016-08-05TMO"),
        ("yesterday evening", "2016-08-04TEV"),
        ("this afternoon", "2016-08-05TAF"),
        ("last night", "2016-08-04TNI"),
        ("tonight", "2016-08-05TNI"),
        ("overnight", "2016-08-04TNI"),
        ("the night of 23 March 2015", "2015-03-23TNI"),
    ],
)
def test_times_of_day(text: str, value: str) -> None:
    assert found(f"Seen {text} .") == [(text, "TIME", value)]


@pytest.mark.parametrize(
    ("text", "value", "modifier"),
    [
        ("three years", "P3Y", None),
        ("a few days", "PXD", None),
        ("a couple of months", "P2M", None),
        ("two decades", "P20Y", None),
        ("half an hour", "PT30M", None),
        ("decades-long", "PXDE", None),
        ("2 1/2 years", "P2Y6M", None),
        ("two and a half hours", "PT2H30M", None),
        ("a year and a half", "P1Y6M", None),
        ("about two weeks", "P2W", "approx"),
        ("nearly an hour", "PT1H", "less-than"),
        ("more than four decades", "P40Y", "more-than"),
        ("at least 72 hours", "PT72H", "equal-or-more"),
        ("no more than sixty days", "P60D", "equal-or-less"),
        ("the last three years", "P3Y", None),
        ("the first nine months", "P9M", None),
    ],
)
def test_lengths(text: str, value: str, modifier: str | None) -> None:
    time = only(f"It took {text} .")
    assert (time.type, time.value, time.modifier) == ("DURATION", value, modifier)
    assert f"It took {text} ."[slice(*time.span)] == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("every day", "P1D"),
        ("annually", "P1Y"),
        ("each July", "XXXX-07"),
        ("each Thursday", "XXXX-WXX-4"),
        ("every two weeks", "P2W"),
        ("every other year", "P2Y"),
        ("Tuesday nights", "XXXX-WXX-2TNI"),
        ("Sundays", "XXXX-WXX-7"),
    ],
)
def test_how_often(text: str, value: str) -> None:
    assert found(f"They met {text} .") == [(text, "SET", value)]


@pytest.mark.parametrize(
    "text",
    [
        "A 9-year-old boy spoke .",
        "He was 37 years old .",
        "He may speak , and they march .",
        "In the second row Sun and Jan sat .",
        "It cost $ 1990 , or 2000 miles .",
        "Unit 1850 won 3 : 2 .",
        "The 99th of Octember .",
    ],
)
def test_what_is_no_time(text: str) -> None:
    tags = "may/MD speak/VB march/VBP sat/VBD miles/NNS"
    assert reading(text, tags=tags).times == ()


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("early 2014", "start"),
        ("the end of 2014", "end"),
        ("late June", "end"),
        ("mid-2014", "mid"),
        ("around 2014", "approx"),
        ("more than two years ago", "before"),
        ("nearly two years ago", "after"),
    ],
)
def test_modifiers_belong_to_the_expression(text: str, modifier: str) -> None:
    time = only(f"Since {text} .")
    assert (time.modifier, f"Since {text} ."[slice(*time.span)]) == (modifier, text)


class TestTense:
    def test_said_looks_back_and_will_looks_ahead(self) -> None:
        said = reading("They met Tuesday .", tags="met/VBD", heads=[1, 1, 1, 1])
        will = reading("They will meet Tuesday .", tags="will/MD meet/VB", heads=[2, 2, 2, 2, 2])
        assert (said.times[0].value, will.times[0].value) == ("2016-08-02", "2016-08-09")

    def test_a_month_follows_the_tense(self) -> None:
        will = reading("They will meet in March .", tags="will/MD meet/VB", heads=[2, 2, 2, 4, 2, 2])
        assert will.times[0].value == "2017-03"

    def test_until_looks_ahead_whatever_the_verb(self) -> None:
        gave = reading("They gave him until Tuesday .", tags="gave/VBD", heads=[1, 1, 1, 4, 1, 1])
        assert gave.times[0].value == "2016-08-09"

    def test_a_past_form_right_before_outweighs_the_tree(self) -> None:
        tags = "announced/VBN will/MD end/VB"
        deal = reading("The deal announced Tuesday will end .", tags=tags, heads=[1, 5, 1, 5, 5, 5, 5])
        assert deal.times[0].value == "2016-08-02"

    def test_a_tree_with_a_loop_ends(self) -> None:
        assert reading("Tuesday and on .", heads=[1, 2, 0, 3]).times[0].value == "2016-08-02"


class TestTheTimeTold:
    def test_counted_from_the_nearest_earlier_date(self) -> None:
        assert [v for *_, v in found("On 5 May 2014 he fled ; two days later he fell . The next day he died .")] == [
            "2014-05-05",
            "2014-05-07",
            "2014-05-08",
        ]

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("the day before", "2014-05-04"),
            ("the previous year", "2013"),
            ("that month", "2014-05"),
            ("the following week", "2014-W20"),
            ("the previous Friday", "2014-05-02"),
            ("three years earlier", "2011"),
            ("a year earlier", "2013"),
            ("that evening", "2014-05-05TEV"),
        ],
    )
    def test_words_that_point_back(self, text: str, value: str) -> None:
        assert found(f"On 5 May 2014 he fled ; {text} .")[1][::2] == (text, value)

    def test_no_finer_than_what_was_told(self) -> None:
        # The month after a year is nobody's guess, and is not counted from the day of publication either.
        assert found("In 2009 he fled ; the following month he fell .")[1][2] == "XXXX-XX"

    def test_a_second_day_is_in_the_first_ones_month(self) -> None:
        assert [v for *_, v in found("On April 24 and 25 they met .")] == ["2016-04-24", "2016-04-25"]

    def test_accounts_are_compared_with_the_quarter_a_year_before(self) -> None:
        text = "In the second quarter profit rose from a year earlier ; in the year-ago period it fell ."
        assert [v for *_, v in found(text)] == ["2016-Q2", "2015-Q2", "2015-Q2"]


class TestBounds:
    @pytest.mark.parametrize(
        ("text", "begin", "end", "granularity"),
        [
            ("in March 2014", "2014-03-01", "2014-04-01", "month"),
            ("in 2014", "2014-01-01", "2015-01-01", "year"),
            ("yesterday", "2016-08-04", "2016-08-05", "day"),
            ("last week", "2016-07-25", "2016-08-01", "week"),
            ("in the 1990s", "1990-01-01", "2000-01-01", "decade"),
            ("in the third quarter of 2015", "2015-07-01", "2015-10-01", "quarter"),
            ("at 5 p.m. Tuesday", "2016-08-02T17:00:00", "2016-08-02T17:01:00", "minute"),
            ("at midnight Friday", "2016-08-06T00:00:00", "2016-08-06T00:01:00", "minute"),
            ("on Friday morning", "2016-08-05", "2016-08-06", "part-of-day"),
            ("last night", "2016-08-04", "2016-08-06", "part-of-day"),
            ("in the last three years", "2013-08-05", "2016-08-06", "year"),
            ("in the next 10 days", "2016-08-05", "2016-08-16", "day"),
            ("in the past year", "2015-08-05", "2016-08-06", "year"),
        ],
    )
    def test_half_open(self, text: str, begin: str, end: str, granularity: str) -> None:
        time = only(f"It fell {text} .")
        assert (time.begin, time.end, time.granularity) == (begin, end, granularity)

    @pytest.mark.parametrize("text", ["in summer 2014", "in fiscal 2014", "for three years", "every day", "recently"])
    def test_none_where_they_are_not_known(self, text: str) -> None:
        time = only(f"It fell {text} .")
        assert (time.begin, time.end) == (None, None)

    def test_the_last_day_of_a_shorter_month(self) -> None:
        assert only("It fell in the last six months .", "2016-08-31").begin == "2016-02-29"


class TestWithoutAPublicationDate:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("last year", "XXXX"),
            ("this month", "XXXX-XX"),
            ("in March", "XXXX-03"),
            ("on 5 May", "XXXX-05-05"),
            ("on Tuesday", "XXXX-WXX-2"),
            ("yesterday", "XXXX-XX-XX"),
            ("last night", "XXXX-XX-XXTNI"),
            ("at 5 p.m.", "XXXX-XX-XXT17:00"),
            ("two years ago", "XXXX"),
        ],
    )
    def test_what_is_not_known_is_left_open(self, text: str, value: str) -> None:
        time = only(f"It fell {text} .", None)
        assert (time.value, time.begin, time.end) == (value, None, None)

    def test_a_year_gives_years_and_no_more(self) -> None:
        values = [v for *_, v in found("Last year , in March and yesterday it fell .", "2016")]
        assert values == ["2015", "XXXX-03", "XXXX-XX-XX"]

    def test_a_month_gives_months(self) -> None:
        assert [v for *_, v in found("Last month and yesterday it fell .", "2016-08")] == ["2016-07", "XXXX-XX-XX"]


class TestNotes:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("on February 30 , 1999", "impossible-date"),
            ("on 31 June 2010", "impossible-date"),
            ("on February 30", "impossible-date"),
            ("on 2014-13-01", "impossible-date"),
            ("at 27 p.m.", "impossible-date"),
            ("in the year 12000", "date-out-of-range"),
            ("in the year 10000000000000000", "date-out-of-range"),
            ("99999999999999999999 years ago", "date-out-of-range"),
            ("5000 years ago", "date-out-of-range"),
        ],
    )
    def test_a_note_and_no_invented_value(self, text: str, code: str) -> None:
        result = reading(f"It fell {text} .")
        (note,) = result.notes
        assert (note.code, result.times) == (code, ())
        assert note.span is not None
        assert f"It fell {text} ."[slice(*note.span)] in text

    def test_a_leap_day_is_possible(self) -> None:
        assert only("It fell on February 29 , 2016 .").value == "2016-02-29"
        assert reading("It fell on February 29 , 2015 .").notes[0].code == "impossible-date"

    def test_a_publication_date_in_the_future_is_no_error(self) -> None:
        assert reading("It fell yesterday .", "2090-01-01").notes == ()
        assert only("It fell yesterday .", "2090-01-01").value == "2089-12-31"

    @pytest.mark.parametrize("published", ["soon", "2016-02-31", "9999-12-31", "0000"])
    def test_a_publication_date_that_is_none(self, published: str) -> None:
        result = reading("It fell yesterday .", published)
        assert (result.published, result.notes[0].code) == (None, "unreadable-published")
        assert result.times[0].value == "XXXX-XX-XX"

    def test_the_ends_of_the_calendar(self) -> None:
        assert reading("It fell last year .", "0001-01-01").notes[0].code == "date-out-of-range"
        assert only("It fell this year .", "9998-12-31").end == "9999-01-01"


def test_an_expression_inside_a_name_is_none() -> None:
    parse = parsed("On This Week he spoke", names=[(1, 3, "MISC")])
    longer = parsed("Black September struck", names=[(0, 2, "ORG")])
    assert times(parse, FRIDAY).times[:1] != ()  # The name is the expression itself: nothing longer to be part of.
    assert times(longer, FRIDAY).times == ()


def test_ids_tell_expressions_apart_and_are_stable() -> None:
    one, other = reading("Here today and today .").times
    assert one.id != other.id
    assert reading("Here today and today .").times == (one, other)
