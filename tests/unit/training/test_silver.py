"""Names for texts that have none marked."""

from __future__ import annotations

import numpy as np

from hearsay.parse.words import build
from training.data import Sample
from training.labels import ENTITY, IGNORE
from training.silver import labels, runs


def _sample(text: str, heads: list[int] | None = None) -> Sample:
    words = text.split()
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    ends = [a + len(w) for a, w in zip(starts, words, strict=True)]
    built = build(text, words, starts, ends, [0] * len(words))
    return Sample("d", "ewt", built, head=None if heads is None else np.array(heads))


def _chances(*rows: tuple[str, float]) -> np.ndarray:
    """One row a word: its likeliest tag and that tag's probability; the rest goes to O, or to PER for O."""
    out = np.zeros((len(rows), len(ENTITY)))
    for i, (tag, chance) in enumerate(rows):
        out[i, ENTITY.index(tag)] = chance
        out[i, ENTITY.index("B-PER") if tag == "O" else 0] += 1 - chance
    return out


def _proper(text: str, *words: int) -> np.ndarray:
    return np.isin(np.arange(len(text.split())), words)


class TestRuns:
    def test_small_words_inside(self) -> None:
        text = "the Bank of the North closed"
        assert runs(_proper(text, 1, 4), _sample(text)) == [(1, 5)]

    def test_a_small_word_at_the_end_is_outside(self) -> None:
        text = "Anna of course left"
        assert runs(_proper(text, 0), _sample(text)) == [(0, 1)]

    def test_names_that_grammar_does_not_join_are_two(self) -> None:
        text = "Anna Bell Otto Klein"
        assert runs(_proper(text, 0, 1, 2, 3), _sample(text, [0, 0, 2, 2])) == [(0, 2), (2, 4)]
        assert runs(_proper(text, 0, 1, 2, 3), _sample(text)) == [(0, 4)]


class TestLabels:
    def test_a_name_and_what_is_none(self) -> None:
        text = "Anna Bell left"
        chances = _chances(("B-PER", 0.9), ("I-PER", 0.9), ("O", 0.9))
        tags = labels(_sample(text), chances, _proper(text, 0, 1))
        assert [ENTITY[t] for t in tags] == ["B-PER", "I-PER", "O"]

    def test_doubt_is_ignored(self) -> None:
        text = "Vega left perhaps"
        chances = _chances(("B-ORG", 0.4), ("O", 0.9), ("O", 0.5))
        tags = labels(_sample(text), chances, _proper(text, 0))
        assert tags.tolist() == [IGNORE, 0, IGNORE]

    def test_the_type_is_asked_over_the_document(self) -> None:
        text = "Vega Vega Vega"
        chances = _chances(("B-ORG", 0.9), ("B-ORG", 0.9), ("B-PER", 0.6))
        heads = [0, 1, 2]
        tags = labels(_sample(text, heads), chances, _proper(text, 0, 1, 2))
        assert [ENTITY[t] for t in tags] == ["B-ORG", "B-ORG", "B-ORG"]

    def test_a_title_is_no_part_of_a_name(self) -> None:
        text = "President Anna Bell"
        chances = _chances(("B-PER", 0.9), ("I-PER", 0.9), ("I-PER", 0.9))
        tags = labels(_sample(text), chances, _proper(text, 0, 1, 2))
        assert [ENTITY[t] for t in tags] == ["O", "B-PER", "I-PER"]

    def test_a_proper_noun_that_is_no_name(self) -> None:
        text = "on Monday"
        chances = _chances(("O", 0.95), ("O", 0.95))
        assert labels(_sample(text), chances, _proper(text, 1)).tolist() == [0, 0]
