"""Who says it, as a sentence's last words; verbs of speech that stand alone."""

from __future__ import annotations

import dataclasses

import pytest

from hearsay.attribute.said_last import said_last, standing
from hearsay.attribute.tagging import Cue, Frame
from hearsay.parsed import Parsed
from tests.support.parses import parsed

SURE = (0.9, 0.9, 0.9, 0.9, 0.9, 1.0, 1.0)


def _parse(text: str, heads: dict[int, tuple[int, str]], verbs: tuple[int, ...]) -> Parsed:
    words = text.split()
    edges = [heads.get(i, (i, "dep")) for i in range(len(words))]
    parse = parsed(text, heads=[head for head, _ in edges], relations=[relation for _, relation in edges])
    upos = ["PUNCT" if not w[0].isalnum() else "VERB" if i in verbs else "NOUN" for i, w in enumerate(words)]
    upos = ["AUX" if w == "have" else "ADV" if w == "now" else tag for w, tag in zip(words, upos, strict=True)]
    lemmas = {"maintain": "maintain", "shown": "show", "think": "think"}
    return dataclasses.replace(parse, upos=upos, lemma=[lemmas.get(w, w) for w in words])


TEXT = "The old mill stands , the owners maintain ."
#       0   1   2    3      4 5   6      7        8
HEADS = {6: (7, "nsubj"), 7: (3, "parataxis")}


def test_a_verb_of_speech_at_the_end() -> None:
    (frame,) = said_last(_parse(TEXT, HEADS, (3, 7)), [])
    assert (frame.cue.start, frame.cue.end) == (7, 8)
    assert (frame.source, frame.content) == (((5, 7),), ((0, 4),))


def test_auxiliaries_and_adverbs_belong_to_it() -> None:
    text = "The mill is old , other studies have now shown ."
    parse = _parse(text, {6: (9, "nsubj"), 9: (3, "parataxis")}, (9,))
    (frame,) = said_last(parse, [])
    assert (frame.cue.start, frame.cue.end, frame.source) == (7, 10, ((5, 7),))


def test_or_where_what_stands_before_is_its_clause() -> None:
    heads = {6: (7, "nsubj"), 3: (7, "ccomp")}
    assert len(said_last(_parse(TEXT, heads, (3, 7)), [])) == 1


@pytest.mark.parametrize(
    ("heads", "text"),
    [
        ({6: (7, "nsubj"), 3: (7, "advcl")}, TEXT),  # "When the mill stands, the owners maintain"
        ({7: (3, "parataxis")}, TEXT),  # no subject
        (HEADS, TEXT.replace("maintain", "pay")),  # no verb of speech
    ],
)
def test_nothing_else_at_the_end(heads: dict[int, tuple[int, str]], text: str) -> None:
    assert said_last(_parse(text, heads, (3, 7)), []) == []


def test_what_was_found_stands_and_stands_alone() -> None:
    parse = _parse(TEXT, HEADS, (3, 7))
    frame = Frame(Cue(7, 8, 0, False, 0.9), ((5, 7),), ((1, 4),), SURE)
    assert said_last(parse, [frame]) == [frame]
    nested = dataclasses.replace(frame, cue=Cue(7, 8, 0, True, 0.9))
    assert said_last(parse, [nested]) == [frame]


class TestStanding:
    nested = Frame(Cue(7, 8, 0, True, 0.9), ((5, 7),), ((0, 4),), SURE)

    def _alone(self, frame: Frame, text: str = TEXT) -> bool:
        return not standing(_parse(text, HEADS, (3, 7)), [frame])[0].cue.nested

    def test_a_verb_of_speech_with_its_source(self) -> None:
        assert self._alone(self.nested)

    def test_not_without_a_source_or_where_the_model_is_unsure(self) -> None:
        assert not self._alone(dataclasses.replace(self.nested, source=()))
        assert not self._alone(dataclasses.replace(self.nested, signs=(0.6, 0.5, 0.9, 0.6, 0.9, 1.0, 1.0)))

    def test_no_other_verb_and_none_in_quotation_marks(self) -> None:
        assert not self._alone(self.nested, TEXT.replace("maintain", "pay"))
        quoted = dataclasses.replace(self.nested, cue=Cue(8, 9, 0, True, 0.9))
        parse = _parse("“ " + TEXT + " ”", {7: (8, "nsubj"), 8: (4, "parataxis")}, (4, 8))
        assert standing(parse, [quoted])[0].cue.nested
