"""The scorers of factuality and polarity, on cases whose scores are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hearsay.errors import DataError
from hearsay.evaluate import factuality
from hearsay.evaluate.nested import GoldAttribution
from hearsay.model import Attribution, Span
from tests.support.parses import parsed

SENTENCE = {
    "uds_id": "u1",
    "sent_id": "s1",
    "split": "dev",
    "text": "They can't swim",
    "tokens": ["They", "ca", "n't", "swim"],
    "predicates": [{"index": 3, "token": "swim", "factuality": -1.2, "confidence": 1.0}],
}


def gold(name: str, cue: Span, negative: bool) -> GoldAttribution:
    return GoldAttribution(name, (), (cue,), ((90, 99),), None, negative)


def found(cue: Span) -> Attribution:
    return Attribution(id=str(cue), source=(), cue=(cue,), content=((90, 99),), kind="indirect", confidence=1.0)


def test_pearson_and_mean_absolute_error() -> None:
    fit = factuality.score([1, 2, 3, 4], [1, 3, 2, 4])
    assert (fit.predicates, fit.pearson, fit.mae) == (4, 0.8, 0.5)
    assert factuality.score([1, 2, 3], [6, 4, 2]).pearson == -1
    assert factuality.score([1, 2, 3], [11, 12, 13]).mae == 10


def test_what_does_not_vary_correlates_with_nothing() -> None:
    assert factuality.score([1, 2], [3, 3]).pearson == 0
    assert factuality.score([], []) == factuality.Fit(0, 0.0, 0.0)


def test_numbers_that_are_not_as_many_are_refused() -> None:
    with pytest.raises(ValueError, match="2 gold values, 1 predicted"):
        factuality.score([1, 2], [1])


def test_statuses_agree_with_the_side_of_zero() -> None:
    statuses = ["occurred", "ongoing", "future", "negated", "occurred"]
    assert factuality.agreement([1, -1, -1, 1, 0.5], statuses) == 0.6
    assert factuality.agreement([], []) == 0


def test_polarity_of_given_attributions() -> None:
    marked = [gold("a", (0, 2), True), gold("b", (3, 5), True), gold("c", (6, 8), False), gold("d", (9, 11), False)]
    score = factuality.given(marked, [True, False, True, False])
    assert (score.right, score.predicted, score.gold) == (1, 2, 2)
    assert score.f1 == 0.5


def test_polarity_of_attributions_read() -> None:
    marked = [gold("a", (0, 4), True), gold("b", (10, 14), True), gold("c", (20, 24), False)]
    read = [found((2, 4)), found((0, 2)), found((10, 14)), found((20, 24)), found((30, 34))]
    negative = [True, True, False, True, True]
    # One of the two on "a" counts; "b" is missed; "c" is positive; the last is none of GUM's.
    score = factuality.read(marked, read, negative)
    assert (score.right, score.predicted, score.gold) == (1, 4, 2)
    known = factuality.read_known(marked, read, negative)
    assert (known.right, known.predicted, known.gold) == (1, 3, 2)


def test_nothing_read_is_nothing_right() -> None:
    score = factuality.read([gold("a", (0, 4), True)], [], [])
    assert (score.right, score.predicted, score.gold) == (0, 0, 1)


def test_tokens_are_found_in_the_text() -> None:
    sentence = factuality.Sentence("u", "s", "They can't swim", ("They", "ca", "n't", "swim"), ())
    assert factuality.spans(sentence) == [(0, 4), (5, 7), (7, 10), (11, 15)]
    lost = factuality.Sentence("u9", "s", "They swim", ("They", "fly"), ())
    with pytest.raises(DataError, match="'fly' is not in the text"):
        factuality.spans(lost)


def test_a_predicate_is_the_first_word_it_shares_a_character_with() -> None:
    parse = parsed("They can't swim")
    assert [factuality.word_at(parse, span) for span in ((5, 7), (7, 10), (11, 15))] == [1, 1, 2]
    with pytest.raises(DataError, match="no word was read"):
        factuality.word_at(parse, (4, 5))


def test_loading_parts_by_a_hash_of_the_id(tmp_path: Path) -> None:
    path = tmp_path / "uds.jsonl"
    rows = [SENTENCE | {"sent_id": f"s{i}"} for i in range(200)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    parts = {split: {s.sent_id for s in factuality.load(path, split)} for split in ("train", "test", "dev")}
    assert not parts["train"] & parts["test"]
    assert parts["train"] | parts["test"] == parts["dev"]
    assert 95 < len(parts["train"]) < 145


def test_a_predicate_outside_its_sentence_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "uds.jsonl"
    wrong = SENTENCE | {"predicates": [{"index": 4, "token": "?", "factuality": 0, "confidence": 1}]}
    path.write_text(json.dumps(wrong), encoding="utf-8")
    with pytest.raises(DataError, match="u1: a predicate lies outside"):
        factuality.load(path)
