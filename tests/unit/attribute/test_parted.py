"""What is said on both sides of who says it."""

from __future__ import annotations

import dataclasses

import pytest

from hearsay.attribute.parted import both_sides
from hearsay.attribute.tagging import Cue, Frame
from hearsay.parsed import Parsed
from tests.support.parses import parsed

SIGNS = (0.9, 0.9, 0.9, 0.9, 0.9, 1.0, 0.0)


def _frame(cue: tuple[int, int], source: tuple[int, int], content: tuple[int, int]) -> Frame:
    return Frame(Cue(*cue, 0, False, 0.9), (source,), (content,), SIGNS)


def _parse(text: str, heads: dict[int, tuple[int, str]]) -> Parsed:
    n = len(text.split())
    edges = [heads.get(i, (i, "dep")) for i in range(n)]
    parse = parsed(text, heads=[head for head, _ in edges], relations=[relation for _, relation in edges])
    return dataclasses.replace(parse, upos=["PUNCT" if w in (",", ".") else "X" for w in text.split()])


class TestInFront:
    text = "But when it rains , he said , the road floods ."

    def test_a_clause_of_what_follows_is_said_too(self) -> None:
        parse = _parse(self.text, {1: (3, "mark"), 2: (3, "nsubj"), 3: (10, "advcl"), 0: (10, "cc"), 4: (10, "punct")})
        (frame,) = both_sides(parse, [_frame((6, 7), (5, 6), (8, 11))])
        assert frame.content == ((1, 4), (8, 11))  # without the link that joins the sentence to the one before

    def test_a_clause_about_the_saying_is_not(self) -> None:
        parse = _parse(self.text, {1: (3, "mark"), 2: (3, "nsubj"), 3: (6, "advcl"), 0: (6, "cc")})
        frame = _frame((6, 7), (5, 6), (8, 11))
        assert both_sides(parse, [frame]) == [frame]

    def test_what_another_says_is_not(self) -> None:
        parse = _parse(self.text, {1: (3, "mark"), 2: (3, "nsubj"), 3: (10, "advcl"), 0: (10, "cc")})
        frame, other = _frame((6, 7), (5, 6), (8, 11)), _frame((3, 4), (2, 3), (1, 2))
        assert both_sides(parse, [frame, other])[0] == frame


class TestBehind:
    @pytest.mark.parametrize(
        ("word", "relation", "marking", "whole"),
        [
            ("until", "advcl", "mark", True),
            ("and", "conj", "cc", True),
            ("adding", "advcl", "advmod", False),
            ("which", "acl:relcl", "nsubj", False),
        ],
    )
    def test_a_clause_with_its_conjunction_is_said_too(
        self, word: str, relation: str, marking: str, whole: bool
    ) -> None:
        text = f"The mill ran , she said , {word} it closed ."
        parse = _parse(text, {0: (1, "det"), 1: (2, "nsubj"), 7: (9, marking), 8: (9, "nsubj"), 9: (2, relation)})
        (frame,) = both_sides(parse, [_frame((5, 6), (4, 5), (0, 3))])
        assert frame.content == (((0, 3), (7, 10)) if whole else ((0, 3),))


class TestInterrupted:
    def test_a_quotation_that_ends_in_a_comma_goes_on(self) -> None:
        parse = parsed('We wait . " And now , " she said , " it opens . "')
        (frame,) = both_sides(parse, [_frame((9, 10), (8, 9), (11, 16))])
        assert frame.content == ((3, 8), (11, 16))

    def test_one_that_ends_a_sentence_does_not(self) -> None:
        parse = parsed('We wait . " And now . " she said , " it opens . "')
        frame = _frame((9, 10), (8, 9), (11, 16))
        assert both_sides(parse, [frame]) == [frame]

    def test_a_word_in_quotation_marks_is_none(self) -> None:
        parse = parsed('To those in the " camp , " she said , " it opens . "')
        frame = _frame((9, 10), (8, 9), (11, 16))
        assert both_sides(parse, [frame]) == [frame]


def test_a_content_on_both_sides_stays() -> None:
    parse = parsed("The mill , she said , is closed .")
    frame = dataclasses.replace(_frame((4, 5), (3, 4), (0, 2)), content=((0, 2), (6, 8)))
    assert both_sides(parse, [frame]) == [frame]


class TestRelative:
    text = "The mill , which , he says , was built by hand , will close ."

    def _content(self, xpos: str = "WDT") -> tuple[tuple[int, int], ...]:
        heads = {3: (9, "nsubj:pass"), 8: (9, "aux:pass"), 9: (1, "acl:relcl"), 10: (11, "case"), 11: (9, "obl")}
        parse = _parse(self.text, {**heads, 1: (14, "nsubj"), 13: (14, "aux"), 14: (14, "root"), 12: (9, "punct")})
        parse = dataclasses.replace(parse, xpos=[xpos if i == 3 else "X" for i in range(len(parse))])
        frame = Frame(Cue(6, 7, 0, False, 0.9), ((5, 6),), ((0, 2), (3, 4), (8, 15)), SIGNS)
        return both_sides(parse, [frame])[0].content

    def test_who_says_it_says_the_relative_clause_alone(self) -> None:
        assert self._content() == ((3, 4), (8, 12))

    def test_only_after_a_relative_pronoun(self) -> None:
        assert self._content("X") == ((0, 2), (3, 4), (8, 15))
