from __future__ import annotations

import pytest

from hearsay.evaluate.scores import PRF, add_tables, multiset_prf, set_prf, table_figures


def test_precision_recall_and_f1_of_counts() -> None:
    score = PRF.of(right=3, predicted=4, gold=6)
    assert score.precision == 0.75
    assert score.recall == 0.5
    assert score.f1 == pytest.approx(0.6)


def test_the_two_sides_may_have_numerators_of_their_own() -> None:
    score = PRF(right=1, predicted=2, found=3, gold=4)
    assert (score.precision, score.recall) == (0.5, 0.75)


@pytest.mark.parametrize("score", [PRF(), PRF.of(0, 5, 0), PRF.of(0, 0, 5), PRF.of(0, 5, 5)])
def test_nothing_right_is_zero_and_never_a_division_by_zero(score: PRF) -> None:
    assert score.f1 == 0.0


def test_counts_are_summed_before_they_are_divided() -> None:
    # 1/1 and 1/9: the mean of precisions would be 0.56, that of the counts is 0.2.
    assert (PRF.of(1, 1, 1) + PRF.of(1, 9, 1)).precision == pytest.approx(0.2)


def test_a_set_counts_a_repeated_item_once_and_a_multiset_each_time() -> None:
    gold, predicted = ["a", "a", "b"], ["a", "a", "a", "c"]
    assert set_prf(gold, predicted) == PRF.of(1, 2, 2)
    assert multiset_prf(gold, predicted) == PRF.of(2, 4, 3)


def test_tables_add_by_name_and_keep_names_only_one_has() -> None:
    total = add_tables([{"x": PRF.of(1, 2, 2)}, {"x": PRF.of(1, 1, 1), "y": PRF.of(0, 1, 0)}])
    assert total == {"x": PRF.of(2, 3, 3), "y": PRF.of(0, 1, 0)}


def test_figures_are_percentages_with_their_denominators() -> None:
    assert table_figures({"x": PRF.of(1, 3, 2)}) == {
        "x": {"precision": 33.33, "recall": 50.0, "f1": 40.0, "predicted": 3, "gold": 2}
    }
