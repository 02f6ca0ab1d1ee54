"""What must hold of every score, whatever is scored."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.evaluate import attribution, coref, ner
from hearsay.evaluate.attribution import Triple, pieces
from hearsay.evaluate.calibration import brier, expected_calibration_error
from hearsay.evaluate.quotation import quoted
from hearsay.evaluate.spans import covered, join, overlap
from hearsay.model import Span, Spans

TEXTS = st.text(alphabet="aB1 .,\n\t“”‘’\"'`«»\u00a0\u0301é🙂", min_size=1, max_size=60)


@st.composite
def span_of(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, len(text)))


def spans_of(text: str) -> st.SearchStrategy[Spans]:
    return st.lists(span_of(text), max_size=3).map(tuple)


@st.composite
def annotated(draw: st.DrawFn) -> tuple[str, list[Triple], list[Triple]]:
    text = draw(TEXTS)
    triples = st.builds(Triple, spans_of(text), spans_of(text), spans_of(text))
    return text, draw(st.lists(triples, max_size=4)), draw(st.lists(triples, max_size=4))


CHAINS = st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=5), max_size=5)


@given(annotated())
def test_attribution_scores_are_shares_and_turn_round_with_their_sides(
    case: tuple[str, list[Triple], list[Triple]],
) -> None:
    text, gold, predicted = case
    there, back = attribution.score(text, gold, predicted), attribution.score(text, predicted, gold)
    for name, score in there.items():
        assert 0 <= score.found <= score.gold
        assert 0 <= score.right <= score.predicted
        assert score.f1 == pytest.approx(back[name].f1)


@given(annotated())
def test_attributions_equal_themselves(case: tuple[str, list[Triple], list[Triple]]) -> None:
    text, gold, _ = case
    table = attribution.score(text, gold, gold[::-1])
    for role in attribution.ROLES:
        assert table[f"unlinked {role}"].f1 == (1.0 if table[f"unlinked {role}"].gold else 0.0)
    assert table["exact"].found == len(gold)
    # Without a cue or a content of some length there is nothing to overlap.
    assert table["detected"].found == sum(bool(a.cue and a.content) for a in gold)


@given(annotated())
def test_an_exact_attribution_is_a_detected_one(case: tuple[str, list[Triple], list[Triple]]) -> None:
    text, gold, predicted = case
    gold = [a for a in gold if a.cue and a.content]
    table = attribution.linked(text, gold, predicted)
    assert table["exact"].right <= table["detected"].right


@given(TEXTS, st.data())
def test_pieces_cover_what_the_spans_cover(text: str, data: st.DataObject) -> None:
    spans = data.draw(spans_of(text))
    cut = pieces(text, spans)
    assert covered(text, cut) == covered(text, spans)
    assert list(cut) == sorted(cut)
    assert all("\n" not in text[start:end] for start, end in cut)
    assert pieces(text, cut) == cut or any("\n" in text[a:b] for a, b in join(text, spans))


@given(TEXTS)
def test_quotations_lie_within_paragraphs_apart_and_in_order(text: str) -> None:
    position = 0
    for start, end in quoted(text):
        assert position <= start < end <= len(text)
        assert "\n" not in text[start:end]
        position = end


@given(CHAINS, CHAINS)
def test_coreference_scores_are_shares_and_turn_round_with_their_sides(
    gold: Sequence[Sequence[int]], predicted: Sequence[Sequence[int]]
) -> None:
    there, back = coref.score(gold, predicted), coref.score(predicted, gold)
    for name, score in there.items():
        assert 0 <= score.precision <= 1 + 1e-9
        assert (score.precision, score.recall) == pytest.approx((back[name].recall, back[name].precision))


@given(CHAINS)
def test_chains_equal_themselves(chains: Sequence[Sequence[int]]) -> None:
    for score in coref.score(chains, chains).values():
        assert score.f1 == pytest.approx(1.0 if score.gold else 0.0)


@given(CHAINS, st.randoms())
def test_the_order_of_disjoint_chains_does_not_matter(chains: list[list[int]], random: st.randoms) -> None:  # type: ignore[valid-type]
    disjoint = [[(i, mention) for mention in chain] for i, chain in enumerate(chains)]
    shuffled = disjoint[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    key = [[(0, n) for n in range(6)], [(1, n) for n in range(6)]]
    assert coref.conll_f1(coref.score(key, disjoint)) == pytest.approx(coref.conll_f1(coref.score(key, shuffled)))


@given(st.lists(st.sampled_from(["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]), max_size=12))
def test_decoded_entities_are_apart_and_cover_every_tag_but_o(tags: list[str]) -> None:
    found = ner.decode(tags)
    inside = [i for entity in found for i in range(entity.start, entity.end)]
    assert inside == [i for i, tag in enumerate(tags) if tag != "O"]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30), st.integers(1, 20))
def test_calibration_figures_are_shares(pairs: list[tuple[float, bool]], bins: int) -> None:
    confidences, outcomes = [c for c, _ in pairs], [o for _, o in pairs]
    assert 0 <= expected_calibration_error(confidences, outcomes, bins) <= 1
    assert 0 <= brier(confidences, outcomes) <= 1


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), max_size=4))
def test_joined_spans_do_not_overlap(raw: list[tuple[int, int]]) -> None:
    text = "abc de f ghij kl mno p qrs"
    joined = join(text, [(start, start + length) for start, length in raw])
    assert all(overlap([a], [b]) == 0 for i, a in enumerate(joined) for b in joined[i + 1 :])
