from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

import pytest

from hearsay.errors import ConfigError
from hearsay.evaluate import speed
from hearsay.evaluate.speed import System, between, compare, count_words, one_core


class Clock:
    """Time that passes only when a system works."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def system(self, seconds: Sequence[float]) -> System:
        pending = iter(seconds)

        def work(texts: Sequence[str]) -> None:
            self.now += next(pending)

        return work


def test_paces_and_ratios_are_medians_and_the_first_round_is_not_counted() -> None:
    clock = Clock()
    systems = {"ours": clock.system([99, 1, 2, 10]), "theirs": clock.system([99, 2, 2, 2])}
    result = compare(systems, ["a b c d"], rounds=3, clock=clock, cpu_clock=clock)
    assert (result.texts, result.words) == (1, 4)
    assert result.paces["ours"].rounds == (4.0, 2.0, 0.4)
    assert result.paces["ours"].words_per_second == 2.0
    assert result.paces["theirs"].words_per_second == 2.0
    assert result.ratios == {"ours": 1.0}  # of 2, 1 and 0.2


def test_the_systems_take_turns() -> None:
    turns: list[str] = []

    def system(name: str) -> Callable[[Sequence[str]], None]:
        return lambda texts: turns.append(name)

    compare({"a": system("a"), "b": system("b")}, ["x"], rounds=2)
    assert turns == ["a", "b"] * 3


@pytest.mark.parametrize("texts", [[], ["x"]])
def test_nothing_to_time_is_an_error(texts: list[str]) -> None:
    with pytest.raises(ConfigError):
        compare({} if texts else {"a": list}, texts)


def test_texts_are_chosen_by_their_words() -> None:
    assert count_words("One, two\n\nthree .") == 4
    assert between(["a", "a b", "a b c", "a b c d"], 2, 3) == ["a b", "a b c"]


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="the system does not bind threads to cores")
def test_one_core_holds_and_lets_go() -> None:
    before = os.sched_getaffinity(0)
    with one_core():
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


def test_the_comparison_pipeline_reads() -> None:
    spacy = pytest.importorskip("spacy")
    docs = speed.spacy_cnn()(["The harbour opened again on Monday."])
    assert isinstance(docs, list)
    (doc,) = docs
    assert isinstance(doc, spacy.tokens.Doc)
    assert all(doc.has_annotation(layer) for layer in ("TAG", "DEP", "ENT_IOB"))


def test_a_missing_spacy_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ConfigError, match="bench"):
        speed.spacy_cnn()
