from __future__ import annotations

import pytest

from hearsay.evaluate.quotation import quotation_kind, quoted


def marked(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted(text)]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("He said “we agree” twice.", ["“we agree”"]),
        ('He said "we agree" and "we sign".', ['"we agree"', '"we sign"']),
        ("He said ``we agree'' twice.", ["``we agree''"]),
        ("He said ''we agree'' twice.", ["''we agree''"]),
        ("Il dit « oui » puis non.", ["« oui »"]),
        ("Er sagte „ja“ und ging.", ["„ja“"]),
        ("Ministers ‘will not resign’, he said.", ["‘will not resign’"]),
        ("Ministers 'will not resign', he said.", ["'will not resign'"]),
    ],
)
def test_each_kind_of_mark(text: str, quotations: list[str]) -> None:
    assert marked(text) == quotations


def test_marks_inside_a_quotation_are_part_of_it() -> None:
    assert marked("“She told me ‘no’,” he said.") == ["“She told me ‘no’,”"]
    assert marked("‘She told me “no”,’ he said.") == ["‘She told me “no”,’"]


@pytest.mark.parametrize(
    "text",
    [
        "It's the minister's office, and the players' union didn't object.",
        "Back in the '90s, rock 'n' roll ruled; tell 'em.",
        "It’s the ministers’ view that they’re late.",
        "He is 5'10\" and the other 6'2\" tall.",
        'He left the room." Then the talks went on.',
    ],
)
def test_apostrophes_feet_inches_and_lost_openings_quote_nothing(text: str) -> None:
    assert marked(text) == []


def test_a_plural_possessive_does_not_end_a_single_quotation() -> None:
    text = "She said: 'The workers' pay was late.' He left."
    assert marked(text) == ["'The workers' pay was late.'"]


def test_an_unclosed_quotation_runs_to_the_end_of_its_paragraph_and_no_further() -> None:
    text = "“We came.\n\n“We saw,” he said.\nThen he left."
    assert marked(text) == ["“We came.", "“We saw,”"]


def test_an_odd_straight_mark_does_not_invert_the_next_paragraph() -> None:
    text = '"We came, he said.\n\nNobody else spoke.'
    assert marked(text) == ['"We came, he said.']


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“We will rebuild the bridge,”", "direct"),
        ("We will rebuild the bridge", "direct"),
        ("the town would be “open by spring”", "mixed"),
        ("the town would be", "indirect"),
        (",”", "direct"),
    ],
)
def test_kinds(content: str, kind: str) -> None:
    text = "“We will rebuild the bridge,” she said, adding that the town would be “open by spring” again."
    start = text.index(content)
    assert quotation_kind(((start, start + len(content)),), quoted(text), text) == kind


def test_a_content_of_two_pieces_is_judged_as_one() -> None:
    text = "“We agree,” he said, and they will sign."
    first, second = (0, 11), (text.index("they"), len(text) - 1)
    assert quotation_kind((first, second), quoted(text), text) == "mixed"


def test_no_content_is_indirect() -> None:
    assert quotation_kind((), quoted("“Yes.”"), "“Yes.”") == "indirect"
