"""Cues that cannot be cues, and sources taken for cues."""

from __future__ import annotations

import dataclasses

import msgspec

from hearsay.attribute.mend import by_the_subject, kept_together, signed, speaking
from hearsay.attribute.tagging import Cue, Frame
from hearsay.model import Zone
from hearsay.parsed import Parsed
from tests.support.parses import parsed

SIGNS = (0.2, 0.0, 0.0, 0.9, 0.9, 0.0, 0.0)


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
