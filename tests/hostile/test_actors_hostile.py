"""Parses made to hurt the linker of actors: thousands of one name, odd characters, trees that are none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hearsay.resolve.actors import actors
from tests.support.parses import parsed

Mentions = list[tuple[int, int, int, str, str]]


def test_one_name_ten_thousand_times_in_one_chain() -> None:
    text = " ".join(["Hamas"] * 10_000)
    mentions: Mentions = [(i, i, i + 1, "name" if i % 2 else "pronoun", "c") for i in range(10_000)]
    (actor,) = actors(parsed(text, mentions=mentions))
    assert actor.entry is not None
    assert len(actor.mentions) == 10_000


def test_ten_thousand_bare_nouns_with_nothing_that_they_fit() -> None:
    words = ["NATO", *["the", "ministry"] * 10_000]
    mentions: Mentions = [(0, 0, 1, "name", "c0")]
    mentions += [(i + 1, i, i + 2, "nominal", f"c{i}") for i in range(1, 20_001, 2)]
    (actor,) = actors(parsed(" ".join(words), mentions=mentions))
    assert actor.mentions == ("m0",)


def test_a_mention_of_a_thousand_words() -> None:
    words = ["the", *["Turkish"] * 999, "ministry"]
    (actor,) = actors(parsed(" ".join(words), heads=[1000] * 1001, mentions=[(1000, 0, 1001, "nominal", "c")]))
    assert actor.country == "TUR"


@pytest.mark.parametrize("head", [[1, 0, 1], [1, 2, 0], [2, 2, 2]])
def test_heads_that_go_round_in_a_circle(head: list[int]) -> None:
    parse = parsed("Beijing denied it", mentions=[(0, 0, 1, "name", "c")], relations=["conj"] * 3)
    actors(replace(parse, head=np.array(head, np.int64)))


@pytest.mark.parametrize(
    "word", ["\ud800", "\u202eHamas", "ﬁ", "İ", "'s", "’", ".", "(", "-", "𝕳amas", "*", "|", "\u00a0"]
)
def test_odd_words(word: str) -> None:
    text = f"{word} ( {word} ) or {word}"
    n = len(parsed(text).words)
    mentions: Mentions = [(i, i, i + 1, "name", "c") for i in range(n)]
    assert isinstance(actors(parsed(text, mentions=mentions, names=[(0, n, "ORG")])), tuple)


def test_acronyms_at_the_edges() -> None:
    for text in ("( AB )", "or AB", "AB", "X (", "a or AB", "A B ( AB )", ", or AB ,", "- - ( AB"):
        actors(parsed(text))


@pytest.mark.parametrize("published", ["", "x", "0000", "9999-99-99", "²²²²"])
def test_dates_that_are_none(published: str) -> None:
    import msgspec

    parse = parsed("Hamas spoke", mentions=[(0, 0, 1, "name", "c")])
    document = msgspec.structs.replace(parse.document, published=published)
    assert isinstance(actors(replace(parse, document=document)), tuple)
