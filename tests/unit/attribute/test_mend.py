"""Cues that cannot be cues, and sources taken for cues."""

from __future__ import annotations

import dataclasses

import msgspec

from hearsay.attribute.mend import (
    addressed,
    by_the_subject,
    each_its_own,
    kept_together,
    not_held,
    one_source,
    own_clauses,
    signed,
    speaking,
    without_stops,
)
from hearsay.attribute.tagging import Cue, Frame
from hearsay.model import Zone
from hearsay.parsed import Parsed
from tests.support.parses import parsed

CONTENTS = ((1, (2, 5)), (6, (7, 11)))
SIGNS = (0.2, 0.0, 0.0, 0.9, 0.9, 0.0, 0.0)


def _saying(frame: Frame, piece: tuple[int, int]) -> Frame:
    return dataclasses.replace(frame, content=(piece,))


def _tagged(text: str, upos: str) -> Parsed:
    return dataclasses.replace(parsed(text), upos=upos.split())


def test_a_nested_cue_of_auxiliaries_is_dropped_and_one_with_a_verb_kept() -> None:
    parse = _tagged("They did not say so", "PRON AUX PART VERB ADV")
    auxiliary, verb = Cue(1, 3, 0, True, 0.9), Cue(1, 4, 0, True, 0.9)
    assert speaking(parse, [auxiliary, verb]) == [verb]


def test_an_outermost_cue_may_be_a_mark() -> None:
    parse = _tagged("Poll : prices rise", "NOUN PUNCT NOUN VERB")
    mark = Cue(1, 2, 0, False, 0.9)
    assert speaking(parse, [mark]) == [mark]


class TestSigned:
    parse = parsed("We go . — Jane Doe", names=[(4, 6, "PER")])

    def test_a_dash_and_a_name_are_cue_and_source(self) -> None:
        (frame,) = signed(self.parse, [Frame(Cue(3, 6, 0, False, 0.2), (), ((0, 3),), SIGNS)])
        assert (frame.cue.start, frame.cue.end) == (3, 4)
        assert frame.source == ((4, 6),)
        assert frame.signs == (0.2, 1.0, 1.0, 0.9, 0.9, 1.0, 0.0)

    def test_a_frame_with_a_source_stays(self) -> None:
        frame = Frame(Cue(3, 6, 0, False, 0.2), ((0, 1),), ((1, 3),), SIGNS)
        assert signed(self.parse, [frame]) == [frame]

    def test_a_cue_with_a_word_before_the_name_stays(self) -> None:
        parse = parsed("We go , says Doe", names=[(4, 5, "PER")])
        frame = Frame(Cue(3, 5, 0, False, 0.2), (), ((0, 2),), SIGNS)
        assert signed(parse, [frame]) == [frame]

    def test_a_cue_that_is_a_name_alone_stays(self) -> None:
        frame = Frame(Cue(4, 6, 0, False, 0.2), (), ((0, 3),), SIGNS)
        assert signed(self.parse, [frame]) == [frame]

    def test_a_place_does_not_speak(self) -> None:
        parse = parsed("We go . — Kabul", names=[(4, 5, "LOC")])
        frame = Frame(Cue(3, 5, 0, False, 0.2), (), ((0, 3),), SIGNS)
        assert signed(parse, [frame]) == [frame]


class TestKeptTogether:
    parse = dataclasses.replace(parsed("The palace denied it . A diplomat spoke ."), sentences=[(0, 5), (5, 9)])

    def test_a_source_in_pieces_is_of_the_cues_sentence(self) -> None:
        frame = Frame(Cue(2, 3, 0, False, 0.9), ((0, 2), (5, 7)), ((3, 4),), SIGNS)
        (kept,) = kept_together(self.parse, [frame])
        assert kept.source == ((0, 2),)

    def test_pieces_elsewhere_stay_where_none_is_beside_the_cue(self) -> None:
        frame = Frame(Cue(7, 8, 0, False, 0.9), ((0, 1), (1, 2)), ((3, 4),), SIGNS)
        assert kept_together(self.parse, [frame]) == [frame]

    def test_what_a_headline_reports_ends_with_it(self) -> None:
        parse = parsed("Police say no charges\nThe man was scared , papers show .")
        document = msgspec.structs.replace(parse.document, zones=(Zone(kind="title", span=(0, 21)),))
        parse = dataclasses.replace(parse, document=document)
        headline = Frame(Cue(1, 2, 0, False, 0.9), ((0, 1),), ((2, 8),), SIGNS)
        body = Frame(Cue(10, 11, 0, False, 0.9), ((9, 10),), ((2, 4),), SIGNS)
        (kept,) = kept_together(parse, [headline, body])
        assert (kept.source, kept.content) == (((0, 1),), ((2, 4),))


class TestByTheSubject:
    """ "Velmar closed the pass , saying it was unsafe": "saying" hangs on "closed"."""

    def _parse(self, **changed: object) -> Parsed:
        made = parsed(
            "Velmar closed the pass , saying it was unsafe",
            mentions=[(0, 0, 1, "name", "o1")],
            heads=[1, 1, 3, 1, 5, 1, 8, 8, 5],
        )
        mentions = tuple(msgspec.structs.replace(m, type="organization") for m in made.mentions)
        relation = ["nsubj", "root", "det", "obj", "punct", "advcl", "nsubj", "cop", "ccomp"]
        xpos = ["NNP", "VBD", "DT", "NN", ",", "VBG", "PRP", "VBD", "JJ"]
        return dataclasses.replace(made, **({"mentions": mentions, "relation": relation, "xpos": xpos} | changed))  # type: ignore[arg-type]

    def _source(self, parse: Parsed, source: tuple[tuple[int, int], ...] = ()) -> object:
        (frame,) = by_the_subject(parse, [Frame(Cue(5, 6, 0, False, 0.6), source, ((6, 9),), SIGNS)])
        return frame.source

    def test_it_is_the_subject_s(self) -> None:
        assert self._source(self._parse()) == ((0, 1),)

    def test_a_source_stays(self) -> None:
        assert self._source(self._parse(), ((3, 4),)) == ((3, 4),)

    def test_a_thing_says_nothing(self) -> None:
        parse = self._parse()
        things = tuple(msgspec.structs.replace(m, type="abstract") for m in parse.mentions)
        assert self._source(dataclasses.replace(parse, mentions=things)) == ()

    def test_only_a_participle(self) -> None:
        assert self._source(self._parse(xpos=["NNP", "VBD", "DT", "NN", ",", "VBD", "PRP", "VBD", "JJ"])) == ()

    def test_a_participle_before_its_clause_has_the_subject_after_it(self) -> None:
        made = parsed("Citing safety , Velmar closed it", mentions=[(3, 3, 4, "name", "o1")], heads=[4, 0, 0, 4, 4, 4])
        relation = ["advcl", "obj", "punct", "nsubj", "root", "obj"]
        made = dataclasses.replace(made, relation=relation, xpos=["VBG", "NN", ",", "NNP", "VBD", "PRP"])
        (frame,) = by_the_subject(made, [Frame(Cue(0, 1, 0, False, 0.6), (), ((1, 2),), SIGNS)])
        assert frame.source == ((3, 4),)

    def _said(self, *, relation: str) -> object:
        made = parsed("Velmar appeared to agree", mentions=[(0, 0, 1, "name", "o1")], heads=[1, 1, 3, 1])
        made = dataclasses.replace(made, relation=[relation, "root", "mark", "xcomp"], upos=["PROPN", "VERB", "X", "X"])
        (frame,) = by_the_subject(made, [Frame(Cue(1, 2, 0, False, 0.6), (), ((2, 4),), SIGNS)])
        return frame.source

    def test_a_finite_verb_has_its_own_subject_unless_it_is_passive(self) -> None:
        assert self._said(relation="nsubj") == ((0, 1),)
        assert self._said(relation="nsubj:pass") == ()


def test_whom_a_letter_is_addressed_to_says_nothing() -> None:
    colon = Frame(Cue(3, 4, 0, False, 0.2), ((1, 3),), ((4, 6),), SIGNS)
    assert addressed(parsed("To the editor : prices rise"), [colon]) == []
    assert addressed(parsed("But the editor : prices rise"), [colon]) == [colon]
    assert addressed(parsed("Said to Lind : prices rise"), [colon]) == [colon]


class TestOwnClauses:
    """ "Police said two fell ; but Lind said one fell": Lind does not speak on the word of the police."""

    text = "Police said two fell ; but Lind said one fell"
    outer = Frame(Cue(1, 2, 0, False, 0.9), ((0, 1),), ((2, 10),), SIGNS)
    inner = Frame(Cue(7, 8, 0, True, 0.9), ((6, 7),), ((8, 10),), SIGNS)

    def test_the_first_ends_at_the_semicolon_and_the_second_stands_by_itself(self) -> None:
        first, second = own_clauses(parsed(self.text), [self.outer, self.inner])
        assert first.content == ((2, 4),)
        assert (second.content, second.cue.nested) == (((8, 10),), False)

    def test_a_comma_or_a_quoted_semicolon_ends_nothing(self) -> None:
        both = [self.outer, self.inner]
        assert own_clauses(parsed(self.text.replace(";", ",")), both) == both
        quoted = [_saying(self.outer, (2, 9)), Frame(Cue(6, 7, 0, True, 0.9), ((5, 6),), ((7, 8),), SIGNS)]
        assert own_clauses(parsed("Police said “ two ; Lind said one ”"), quoted) == quoted


class TestEachItsOwn:
    """ "It rained , A said . It snowed , B said .": what A says is not a piece of what B says."""

    parse = dataclasses.replace(parsed("It rained , A said . It snowed , B said ."), sentences=[(0, 6), (6, 12)])
    first = Frame(Cue(4, 5, 0, False, 0.9), ((3, 4),), ((0, 2),), SIGNS)
    second = Frame(Cue(10, 11, 0, False, 0.9), ((9, 10),), ((0, 2), (6, 8)), SIGNS)

    def test_a_piece_beside_another_s_cue_is_that_one_s(self) -> None:
        assert [f.content for f in each_its_own(self.parse, [self.first, self.second])] == [((0, 2),), ((6, 8),)]

    def test_a_piece_that_nobody_else_reports_stays(self) -> None:
        assert each_its_own(self.parse, [self.second]) == [self.second]

    def test_what_is_all_that_was_said_stays(self) -> None:
        alone = Frame(self.second.cue, self.second.source, ((0, 2),), SIGNS)
        assert each_its_own(self.parse, [self.first, alone]) == [self.first, alone]


class TestOneSource:
    text = "The mayor left . Another critic , Ana Ruiz , who in May said it closed"
    frame = Frame(Cue(12, 13, 0, False, 0.9), ((0, 2), (9, 10)), ((13, 15),), SIGNS)

    def test_the_last_piece_before_the_cue(self) -> None:
        assert one_source(parsed(self.text), [self.frame])[0].source == ((9, 10),)

    def test_or_the_cue_s_subject(self) -> None:
        heads, relations = list(range(15)), ["dep"] * 15
        heads[1], relations[1] = 12, "nsubj"
        assert one_source(parsed(self.text, heads=heads, relations=relations), [self.frame])[0].source == ((0, 2),)

    def test_pieces_with_a_comma_between_are_one(self) -> None:
        frame = dataclasses.replace(self.frame, source=((4, 6), (7, 10)))
        assert one_source(parsed(self.text), [frame])[0].source == ((4, 10),)

    def test_a_source_after_the_cue(self) -> None:
        frame = Frame(Cue(3, 4, 0, False, 0.9), ((4, 6), (9, 10)), ((0, 2),), SIGNS)
        assert one_source(parsed(self.text), [frame])[0].source == ((4, 6),)


def test_the_full_stop_is_the_article_s_outside_quotation_marks() -> None:
    parse = parsed('Bell said we go . Ross said " we stay . "')
    one, other = (Frame(Cue(c, c + 1, 0, False, 0.9), ((c - 1, c),), (content,), SIGNS) for c, content in CONTENTS)
    assert [f.content for f in without_stops(parse, [one, other])] == [((2, 4),), ((7, 11),)]


class TestNotHeld:
    """ "We do not know why it fell .": a thought denied that no cue was found for."""

    words = "We do not know why it fell ."

    def _parse(self, words: str = words, *, relation: str = "ccomp", lemma: str = "do") -> Parsed:
        parse = parsed(
            words,
            heads=[3, 3, 3, 3, 6, 6, 3, 3],
            relations=["nsubj", "aux", "advmod", "root", "advmod", "nsubj", relation, "punct"],
        )
        return dataclasses.replace(
            parse,
            upos=["PRON", "AUX", "PART", "VERB", "ADV", "PRON", "VERB", "PUNCT"],
            lemma=["we", lemma, "not", "know", "why", "it", "fall", "."],
        )

    def test_it_is_an_attribution(self) -> None:
        (frame,) = not_held(self._parse(), [])
        assert (frame.cue.start, frame.cue.end) == (1, 4)
        assert (frame.source, frame.content) == (((0, 1),), ((4, 7),))

    def test_not_where_a_cue_was_found(self) -> None:
        found = Frame(Cue(3, 4, 0, False, 0.9), ((0, 1),), ((4, 7),), SIGNS)
        assert not_held(self._parse(), [found]) == [found]

    def test_not_without_a_clause_or_the_auxiliary(self) -> None:
        assert not_held(self._parse(relation="advcl"), []) == []
        assert not_held(self._parse(lemma="can"), []) == []
