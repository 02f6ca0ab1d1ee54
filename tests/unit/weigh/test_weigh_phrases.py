"""Phrases found by their first words give what trying each in turn gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.weigh.phrases import Phrases, phrase
from hearsay.weigh.view import View
from tests.support.weighing import sentences

ROW = (
    "They/they/PRON/PRP/1/nsubj claimed/claim/VERB/VBD/1/root full/full/ADJ/JJ/3/amod "
    "responsibility/responsibility/NOUN/NN/1/obj"
)


def view(words: list[str]) -> View:
    return View(sentences(" ".join(f"{w}/{w}/NOUN/NN/0/dep" for w in words)))


def test_phrases_come_in_the_lists_order_each_where_it_stands_first() -> None:
    listed = Phrases.of([(phrase("claim ... responsibility"), 1), (phrase("they"), 2), (phrase("claimed"), 3)])
    found = View(sentences(ROW)).all([0, 1, 2, 3], listed)
    assert found == [([1, 3], 1), ([0], 2), ([1], 3)]


def test_only_the_words_given_are_searched() -> None:
    listed = Phrases.of([(phrase("claim responsibility"), None)])
    seen = View(sentences(ROW))
    assert seen.first([1, 3], listed) == ([1, 3], None)
    assert seen.first([0, 2, 3], listed) is None
    assert seen.first([], listed) is None


@pytest.mark.parametrize("text", ["", "... said"])
def test_a_phrase_must_begin_with_a_word(text: str) -> None:
    with pytest.raises(ValueError, match="no phrase"):
        Phrases.of([(phrase(text), None)])


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=12),
    st.lists(st.lists(st.sampled_from(["a", "b", "c", "..."]), min_size=1, max_size=4), max_size=6),
)
def test_the_index_finds_what_a_search_finds(words: list[str], texts: list[list[str]]) -> None:
    seen = view(words)
    phrases = [tuple(t) for t in texts if t[0] != "..."]
    slow = [(at, p) for p in phrases if (at := seen.has(range(len(words)), p)) is not None]
    assert seen.all(range(len(words)), Phrases.of((p, p) for p in phrases)) == slow
