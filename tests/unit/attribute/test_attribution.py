"""Frames to attributions: kinds, nesting, quotations that run on, confidence."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from hearsay.attribute.attribution import Attributor, Calibration, _without_strays, closed, kind, nesting, run_on
from hearsay.attribute.tagging import Cue, Frame, Range
from hearsay.parsed import Parsed
from hearsay.pipeline import Pipeline
from tests.support.parses import parsed

SIGNS = (0.9, 0.9, 0.9, 0.9, 0.9, 1.0, 0.0)


def _frame(cue: int, *content: Range, source: tuple[Range, ...] = (), nested: bool = False) -> Frame:
    return Frame(Cue(cue, cue + 1, 0, nested, 0.9), source, content, SIGNS)


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ('" We go , " he said .', (0, 5), "direct"),
        ("He said they go .", (2, 4), "indirect"),
        ('He said they " surely " go .', (2, 7), "mixed"),
        ('He said " they go', (2, 5), "direct"),  # Never closed.
        ('" We go .\n" And on , " he said .', (4, 8), "direct"),  # Running on.
        ("He said , .", (2, 4), "indirect"),
    ],
)
def test_kinds(text: str, content: Range, expected: str) -> None:
    assert kind(parsed(text), [content]) == expected


def test_the_kind_of_a_discontinuous_content() -> None:
    assert kind(parsed('" We go , " he said , and left them .'), [(0, 5), (8, 11)]) == "mixed"


class TestNesting:
    def test_the_smallest_content_around_a_cue_is_its_parent(self) -> None:
        found = [_frame(1, (2, 20)), _frame(4, (5, 12)), _frame(7, (8, 10)), _frame(25, (26, 30))]
        assert nesting(found) == [None, 0, 1, None]

    def test_a_cue_in_its_own_content_has_no_parent(self) -> None:
        assert nesting([_frame(3, (0, 9))]) == [None]

    def test_of_two_in_each_others_content_the_larger_is_the_parent(self) -> None:
        assert nesting([_frame(1, (2, 6)), _frame(3, (0, 9))]) == [1, None]
        assert nesting([_frame(1, (2, 6)), _frame(3, (0, 4))]) == [None, None]

    def test_any_piece_of_a_content_may_hold_the_cue(self) -> None:
        assert nesting([_frame(5, (0, 4), (8, 12)), _frame(9, (10, 11))]) == [None, 0]

    def test_nothing(self) -> None:
        assert nesting([]) == []

    @pytest.mark.parametrize("seed", range(20))
    def test_against_the_definition(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        found = []
        for _ in range(12):
            edges = np.sort(rng.choice(60, 4, replace=False)).tolist()
            found.append(_frame(int(rng.integers(60)), (edges[0], edges[1]), (edges[2], edges[3])))
        sizes = [sum(b - a for a, b in f.content) for f in found]
        expected: list[int | None] = []
        for i, frame in enumerate(found):
            around = [
                j
                for j, other in enumerate(found)
                if sizes[j] > sizes[i] and any(a <= frame.cue.start < b for a, b in other.content)
            ]
            expected.append(min(around, key=sizes.__getitem__) if around else None)
        assert nesting(found) == expected


class TestStrays:
    def test_a_nested_cue_in_no_content_is_dropped(self) -> None:
        kept, parents = _without_strays(
            [_frame(1, (2, 9)), _frame(5, (6, 8), nested=True), _frame(20, (21, 25), nested=True)]
        )
        assert ([f.cue.start for f in kept], parents) == ([1, 5], [None, 0])

    def test_and_so_is_one_in_the_content_of_a_dropped_one(self) -> None:
        kept, parents = _without_strays(
            [_frame(1, (2, 9), nested=True), _frame(5, (6, 8), nested=True), _frame(20, (21, 25))]
        )
        assert ([f.cue.start for f in kept], parents) == ([20], [None])


class TestRunningOn:
    def test_an_open_quotation_goes_on_over_paragraphs_that_begin_with_a_mark(self) -> None:
        document = parsed('Bell said : " We go .\n" And on .\n" And on . "\nThen he left .')
        found = run_on(document, [_frame(1, (3, 7))])
        assert found[0].content == ((3, 7), (7, 11), (11, 16))
        assert found[0].signs == SIGNS

    def test_it_ends_with_the_closing_mark(self) -> None:
        document = parsed('Bell said : " We go .\n" And on , " she added later .')
        assert run_on(document, [_frame(1, (3, 7))])[0].content == ((3, 7), (7, 12))

    def test_a_closed_quotation_does_not(self) -> None:
        document = parsed('Bell said : " We go . "\n" And on , " Ross said .')
        assert run_on(document, [_frame(1, (3, 8))])[0].content == ((3, 8),)

    def test_nor_one_whose_next_paragraph_is_another_frames(self) -> None:
        document = parsed('Bell said : " We go .\n" And on , " Ross said .')
        other = _frame(13, (7, 12))
        assert [f.content for f in run_on(document, [_frame(1, (3, 7)), other])] == [((3, 7),), ((7, 12),)]

    def test_nor_one_that_the_next_paragraph_does_not_take_up(self) -> None:
        document = parsed('Bell said : " We go .\nThen she left .')
        assert run_on(document, [_frame(1, (3, 7))])[0].content == ((3, 7),)

    def test_frames_whose_contents_end_together_go_on_together(self) -> None:
        """An agency quotes a minister as saying …: what runs on is the minister's, and the agency's."""
        document = parsed('News quoted Bell as saying : " We go .\n" And on . "')
        found = run_on(document, [_frame(1, (2, 10)), _frame(4, (6, 10), nested=True)])
        assert [f.content for f in found] == [((2, 10), (10, 15)), ((6, 10), (10, 15))]

    def test_a_cue_that_will_be_dropped_takes_nothing(self) -> None:
        document = parsed('Bell said : " We go .\n" And on . "')
        stray = _frame(8, (7, 12), nested=True)
        assert run_on(document, [_frame(1, (3, 7)), stray])[0].content == ((3, 7), (7, 12))

    def test_at_the_texts_end(self) -> None:
        document = parsed('Bell said : " We go .')
        assert run_on(document, [_frame(1, (3, 7))])[0].content == ((3, 7),)
        assert run_on(document, []) == []


class TestCalibration:
    def test_a_probability_grows_with_its_signs(self) -> None:
        calibration = Calibration((1.0, 2.0), -1.0)
        assert calibration.probability((0.0, 0.5)) == pytest.approx(0.5)
        assert calibration.probability((1.0, 0.5)) > calibration.probability((0.5, 0.5))

    def test_signs_and_weights_must_be_as_many(self) -> None:
        with pytest.raises(ValueError, match="zip"):
            Calibration().probability((1.0,))

    def test_the_usual_weights_are_as_many_as_the_signs(self) -> None:
        assert 0 < Calibration().probability(SIGNS) < 1


class TestAttributor:
    TEXT = "\n".join(
        f'Bell said the {w} pier fell . " It did , " she added .' for w in ["old", "new", "wet", "dry", "low", "red"]
    )

    @pytest.fixture
    def document(self, tiny: Pipeline) -> Parsed:
        return tiny.parse([tiny.document(self.TEXT)])[0]

    def test_attributions_come_in_text_order_each_id_once(self, tiny: Pipeline, document: Parsed) -> None:
        found = tiny.attributor.attributions(document)
        assert len(found) > 3
        firsts = [min(a.source + a.cue + a.content) for a in found]
        assert firsts == sorted(firsts)
        assert len({a.id for a in found}) == len(found)
        assert all(a.parent in {None, *(b.id for b in found)} for a in found)

    def test_the_same_document_gives_the_same(self, tiny: Pipeline, document: Parsed) -> None:
        assert tiny.attributor.attributions(document) == tiny.attributor.attributions(document)

    def test_every_frame_has_a_content(self, tiny: Pipeline, document: Parsed) -> None:
        found = tiny.attributor.frames(document)
        assert found
        for frame in found:
            assert frame.content
            for spans in (frame.source, frame.content):
                assert all(a < b for a, b in spans)
                assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))

    def test_a_document_without_words(self, tiny: Pipeline) -> None:
        empty = tiny.parser.parse([tiny.document("…")])[0]
        assert isinstance(tiny.attributor, Attributor)
        assert tiny.attributor.attributions(empty) is not None


class TestClosed:
    document = parsed('He said : " We wait . We hope . " They left .')

    def test_a_quotation_found_in_part_goes_on_to_its_closing_mark(self) -> None:
        assert closed(self.document, [_frame(1, (3, 7))])[0].content == ((3, 11),)

    def test_or_back_to_its_opening_mark(self) -> None:
        assert closed(self.document, [_frame(1, (7, 11))])[0].content == ((3, 11),)

    def test_not_from_within_a_sentence_nor_from_outside_the_quotation(self) -> None:
        for piece in ((3, 6), (4, 7)):
            assert closed(self.document, [_frame(1, piece)])[0].content == (piece,)

    def test_a_quotation_left_open_ends_with_its_paragraph(self) -> None:
        document = parsed('He said : " We wait .\n" We hope . "')
        assert closed(document, [_frame(1, (3, 6))])[0].content == ((3, 7),)
        assert closed(document, [_frame(1, (3, 5))])[0].content == ((3, 5),)

    def test_not_over_what_another_says(self) -> None:
        other = _frame(8, (9, 10))
        assert closed(self.document, [_frame(1, (3, 7)), other])[0].content == ((3, 7),)
