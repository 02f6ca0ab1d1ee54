from __future__ import annotations

import pytest

from hearsay.evaluate.attribution import (
    KINDS,
    Triple,
    characters,
    detections,
    kinds,
    linked,
    outcomes,
    pieces,
    score,
    substantially_right,
    unlinked,
)
from hearsay.evaluate.scores import PRF
from hearsay.model import Span, Spans

TEXT = (
    "“The dam is safe,” said Ilse Brandt. “Nobody has to leave.”\n\n"
    "Brandt added that repairs would begin in May and denied that funds were short.\n"
    "It was reported that two villages had been emptied."
)


def at(*parts: str) -> Spans:
    """The spans of parts of TEXT, each looked for after the one before it."""
    spans: list[Span] = []
    position = 0
    for part in parts:
        position = TEXT.index(part, position)
        spans.append((position, position + len(part)))
        position += len(part)
    return tuple(spans)


SAID = Triple(at("Ilse Brandt"), at("said"), at("“The dam is safe,”", "“Nobody has to leave.”"))
BRANDT = at("leave.”", "Brandt")[1:]
ADDED = Triple(BRANDT, at("added"), at("that repairs would begin in May"))
DENIED = Triple(BRANDT, at("denied"), at("that funds were short"))
REPORTED = Triple((), at("was reported"), at("that two villages had been emptied"))
GOLD = [SAID, ADDED, DENIED, REPORTED]


def test_gold_against_itself_is_perfect() -> None:
    table = score(TEXT, GOLD, GOLD)
    assert {name for name, figure in table.items() if figure.gold and figure.f1 < 1} == set()
    assert table["exact"] == PRF.of(4, 4, 4)


def test_a_source_shared_by_two_attributions_counts_once() -> None:
    assert unlinked(TEXT, GOLD, GOLD, "source") == PRF.of(2, 2, 2)


def test_pieces_of_content_count_by_themselves() -> None:
    half = Triple(SAID.source, SAID.cue, SAID.content[:1])
    assert unlinked(TEXT, [SAID], [half], "content") == PRF.of(1, 1, 2)


def test_unlinked_does_not_ask_what_belongs_to_what() -> None:
    swapped = [Triple(SAID.source, DENIED.cue, ADDED.content), Triple(DENIED.source, SAID.cue, SAID.content)]
    for role in ("source", "cue"):
        assert unlinked(TEXT, [SAID, DENIED], swapped, role).f1 == 1
    assert linked(TEXT, [SAID, DENIED], swapped)["exact"].f1 == 0


def test_one_character_off_is_wrong_as_a_span_but_right_in_part() -> None:
    cue = at("sai")
    guess = Triple(SAID.source, cue, SAID.content)
    assert unlinked(TEXT, [SAID], [guess], "cue") == PRF.of(0, 1, 1)
    assert characters(TEXT, [SAID], [guess], "cue") == PRF.of(3, 3, 4)


def test_a_content_over_a_paragraph_end_is_cut_there() -> None:
    start, end = at("“Nobody")[0][0], at("Brandt added")[0][1]
    assert pieces(TEXT, ((start, end),)) == (at("“Nobody has to leave.”")[0], at("Brandt added")[0])


def test_pieces_with_white_space_between_them_are_one_piece() -> None:
    assert pieces(TEXT, at("repairs", "would")) == at("repairs would")


def test_pieces_given_apart_or_over_the_break_score_alike() -> None:
    start, end = at("“Nobody")[0][0], at("Brandt added")[0][1]
    whole = Triple((), SAID.cue, ((start, end),))
    cut = Triple((), SAID.cue, pieces(TEXT, whole.content))
    assert unlinked(TEXT, [whole], [cut], "content").f1 == 1
    table = linked(TEXT, [whole], [cut])
    assert (table["exact"].f1, table["exact joined"].f1) == (0, 1)


def test_detected_needs_cue_and_content() -> None:
    cue_only = Triple((), SAID.cue, REPORTED.content)
    content_only = Triple((), REPORTED.cue, SAID.content)
    both = Triple((), at("said Ilse"), at("is safe"))
    assert linked(TEXT, [SAID], [cue_only])["detected"].f1 == 0
    assert linked(TEXT, [SAID], [content_only])["detected"].f1 == 0
    assert linked(TEXT, [SAID], [both])["detected"].f1 == 1


def test_detection_is_one_to_one() -> None:
    table = linked(TEXT, [SAID], [SAID, SAID])
    assert table["detected"] == PRF.of(1, 2, 1)
    assert table["exact"] == PRF.of(1, 2, 1)


def test_detection_finds_as_many_pairs_as_can_be() -> None:
    # The wide guess shares more with DENIED than the narrow one, but is the only one that fits ADDED.
    wide = Triple((), at("added", "denied"), (at("that repairs would begin in May and denied that funds were short")))
    narrow = Triple((), at("denied"), at("that funds"))
    assert set(detections([ADDED, DENIED], [wide, narrow])) == {(0, 0), (1, 1)}


def test_detection_prefers_the_better_fit() -> None:
    poor = Triple((), SAID.cue, at("“The"))
    assert detections([SAID], [poor, SAID]) == [(0, 1)]


@pytest.mark.parametrize("change", ["source", "cue", "content"])
def test_exact_needs_every_span(change: str) -> None:
    roles = {"source": SAID.source, "cue": SAID.cue, "content": SAID.content}
    guess = Triple(**(roles | {change: at("dam", "Ilse")}))
    assert linked(TEXT, [SAID], [guess])["exact"] == PRF.of(0, 1, 1)


def test_exact_does_not_ask_in_which_order_pieces_are_listed() -> None:
    turned = Triple(SAID.source, SAID.cue, SAID.content[::-1])
    assert linked(TEXT, [SAID], [turned])["exact"].f1 == 1


def test_kinds_of_each() -> None:
    assert kinds(TEXT, SAID) == {"direct", "discontinuous"}
    assert kinds(TEXT, ADDED) == {"indirect"}
    assert kinds(TEXT, REPORTED) == {"indirect", "no-source"}


def test_running_over_a_paragraph_end_alone_is_not_discontinuous() -> None:
    over = Triple(SAID.source, SAID.cue, at("“Nobody has to leave.”", "Brandt"))
    assert kinds(TEXT, over) == {"mixed", "across-paragraphs"}


def test_splits_count_recall_by_gold_kind_and_precision_by_predicted_kind() -> None:
    # A direct quotation found as an indirect one: found among the direct, right among the indirect.
    guess = Triple(SAID.source, SAID.cue, at("“The dam is safe,” said Ilse Brandt. “Nobody has to leave.”"))
    table = linked(TEXT, [SAID, REPORTED], [guess])
    assert table["detected direct"] == PRF(0, 0, 1, 1)
    assert table["detected mixed"] == PRF(1, 1, 0, 0)
    assert table["detected discontinuous"] == PRF(0, 0, 1, 1)
    assert table["detected indirect"] == PRF(0, 0, 0, 1)
    assert table["detected no-source"] == PRF(0, 0, 0, 1)


def test_nothing_predicted_and_nothing_gold() -> None:
    assert score(TEXT, GOLD, [])["detected"] == PRF.of(0, 0, 4)
    assert score(TEXT, [], GOLD)["unlinked cue"] == PRF.of(0, 4, 0)
    empty = score(TEXT, [], [])
    assert set(empty.values()) == {PRF()}
    assert {f"exact {kind}" for kind in KINDS} <= set(empty)


def test_substantially_right_is_half_of_each_role() -> None:
    assert substantially_right(SAID, Triple(at("Ilse Brandt"), SAID.cue, SAID.content))
    assert not substantially_right(SAID, Triple(at("Ilse"), SAID.cue, SAID.content))
    assert not substantially_right(SAID, Triple((), SAID.cue, SAID.content))
    assert substantially_right(REPORTED, REPORTED)


def test_outcomes_confirm_a_gold_attribution_once() -> None:
    poor = Triple((), SAID.cue, at("“The"))
    assert outcomes([SAID, REPORTED], [poor, REPORTED, SAID]) == [False, True, True]
    assert outcomes([], [SAID]) == [False]
