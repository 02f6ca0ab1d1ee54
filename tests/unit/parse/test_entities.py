"""Named entities, mentions and chains out of the model's values."""

from __future__ import annotations

import numpy as np
import pytest

from hearsay.parse import entities
from hearsay.parse.antecedents import SIZES, Grammar, Scorer
from hearsay.parse.entities import DOUBT, mentions, names
from hearsay.parse.pairs import AGREEMENTS, NAME, NOMINAL, WORD_CLASSES
from hearsay.parsed import Name

TAGS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]


def _values(tags: list[str], sure: float = 8.0) -> np.ndarray:
    values = np.zeros((len(tags), len(TAGS)), np.float32)
    for i, tag in enumerate(tags):
        values[i, TAGS.index(tag)] = sure
    return values


class TestNames:
    def test_spans_and_types(self) -> None:
        words = ["Anna", "Bell", "of", "Northport", "Harbour", "spoke"]
        values = _values(["B-PER", "I-PER", "O", "B-ORG", "I-ORG", "O"])
        found = names(values, [(0, 6)], TAGS, words)
        assert [(n.start, n.end, n.type) for n in found] == [(0, 2, "PER"), (3, 5, "ORG")]
        assert all(n.probability > 0.99 for n in found)

    def test_rows_are_tagged_apart(self) -> None:
        # A row cannot begin inside a name, whatever the row before ended in.
        found = names(_values(["O", "B-PER", "I-PER"]), [(0, 2), (2, 3)], TAGS, ["a", "Anna", "Bell"])
        assert (found[0].start, found[0].end) == (1, 2)

    def test_one_name_has_one_type_unless_it_is_sure_of_another(self) -> None:
        words = ["Bell", "Bell", "Bell", "bell"]
        values = _values(["B-PER", "B-PER", "B-ORG", "B-PER"])
        values[2] = [0, 0.5, 0, 1.0, 0]
        found = names(values, [(0, 4)], TAGS, words)
        assert [n.type for n in found] == ["PER"] * 4
        values[2] = [0, 0, 0, 9, 0]
        assert [n.type for n in names(values, [(0, 4)], TAGS, words)] == ["PER", "PER", "ORG", "PER"]

    def test_no_words(self) -> None:
        assert names(np.zeros((0, 5), np.float32), [], TAGS, []) == []


POINTER, WIDTH = 2, 3
LINK = -0.5


def _scorer() -> Scorer:
    return Scorer({name: np.zeros(size, np.float32) for name, size in SIZES.items()}, 1.0, 1.0, LINK)


def _signals(n: int, heads: dict[int, tuple[int, int]], sure: dict[int, float] | None = None) -> dict[str, np.ndarray]:
    """Values of ``n`` words whose ``heads`` point at the given first and last words."""
    place = np.arange(n)
    # The dot product of these is greatest where the places are equal.
    keys = np.stack([place, -(place**2) / 2], 1).astype(np.float32)
    query = np.zeros((n, 2 * POINTER), np.float32)
    mention = np.zeros((n, 3), np.float32)
    mention[:, 0] = 1
    for head, (first, last) in heads.items():
        query[head] = [first, 1, last, 1]
        mention[head, 1] = 2 + (sure or {}).get(head, 0)
    return {
        "mention": mention,
        "point_head": query,
        "point_edge": np.concatenate([keys, keys], 1),
        "anaphor": np.zeros((n, WIDTH), np.float32),
        "antecedent": np.zeros((n, WIDTH), np.float32),
        "anaphoric": np.full((n, 1), LINK - 1, np.float32),
    }


def _found(words: list[str], xpos: list[str], signals: dict[str, np.ndarray], scorer: Scorer | None = None,
           ranges: list[tuple[int, int]] | None = None) -> list[entities.Found]:  # fmt: skip
    rows = [(0, len(words))]
    grammar = Grammar(words, xpos, np.arange(len(words)), ["root"] * len(words), ranges or rows)
    return mentions(signals, grammar, rows=rows, pointer=POINTER, scorer=scorer or _scorer())


WORDS = ["the", "harbour", "board", "met", "Anna", "Bell", "and", "she", "spoke"]
XPOS = ["DT", "NN", "NN", "VBD", "NNP", "NNP", "CC", "PRP", "VBD"]


class TestMentions:
    def test_edges_are_pointed_at_from_the_head(self) -> None:
        found = _found(WORDS, XPOS, _signals(9, {2: (0, 2), 5: (4, 5), 7: (7, 7)}))
        assert [(m.head, m.start, m.end, m.word_class) for m in found] == [
            (2, 0, 3, NOMINAL), (5, 4, 6, NAME), (7, 7, 8, 6),
        ]  # fmt: skip
        assert [m.chain for m in found] == [0, 1, 2]

    def test_edges_stay_within_the_sentence(self) -> None:
        found = _found(WORDS, XPOS, _signals(9, {5: (0, 8)}), ranges=[(0, 3), (3, 6), (6, 9)])
        assert [(m.start, m.end) for m in found] == [(3, 6)]

    def test_two_heads_that_point_at_the_same_words_are_one_mention(self) -> None:
        found = _found(WORDS, XPOS, _signals(9, {4: (4, 5), 5: (4, 5), 7: (7, 7)}, {4: 0.5}))
        assert [(m.head, m.start, m.end) for m in found] == [(4, 4, 6), (7, 7, 8)]
        found = _found(WORDS, XPOS, _signals(9, {4: (4, 5), 5: (4, 5)}, {5: 0.5}))
        assert [m.head for m in found] == [5]

    def test_a_name_without_a_head_in_it_is_a_mention_too(self) -> None:
        signals = _signals(9, {2: (0, 2)})
        missed, held = Name(4, 6, "PER", 1.0), Name(1, 3, "ORG", 1.0)
        grammar = Grammar(WORDS, XPOS, np.arange(9), ["root"] * 9, [(0, 9)])
        named = {4: (2, missed), 1: (2, held)}
        found = mentions(signals, grammar, rows=[(0, 9)], pointer=POINTER, scorer=_scorer(), named=named)
        assert [(m.head, m.start, m.end, m.type) for m in found] == [(2, 0, 3, 1), (4, 4, 6, 2)]

    def test_the_best_antecedent_gives_the_chain_where_it_scores_enough(self) -> None:
        signals = _signals(9, {2: (0, 2), 5: (4, 5), 7: (7, 7)})
        signals["anaphor"][7], signals["antecedent"][5], signals["antecedent"][2] = 3.0, 2.0, 1.0
        assert [m.chain for m in _found(WORDS, XPOS, signals)] == [0, 1, 1]
        signals["anaphoric"][7] = -100
        assert [m.chain for m in _found(WORDS, XPOS, signals)] == [0, 1, 2]

    def test_the_tables_count(self) -> None:
        scorer = _scorer()
        scorer.tables["class"][6 * WORD_CLASSES + NAME] = 5  # "she" for a name.
        signals = _signals(9, {2: (0, 2), 5: (4, 5), 7: (7, 7)})
        assert [m.chain for m in _found(WORDS, XPOS, signals, scorer)] == [0, 1, 1]
        scorer = _scorer()
        scorer.tables["agreement"][NAME * AGREEMENTS + 7] = 5
        words, signals = ["Bell", "met", "Bell"], _signals(3, {0: (0, 0), 2: (2, 2)})
        assert [m.chain for m in _found(words, ["NNP", "VBD", "NNP"], signals, scorer)] == [0, 0]

    def test_a_doubtful_mention_is_one_only_in_a_chain(self) -> None:
        signals = _signals(9, {2: (0, 2), 5: (4, 5), 7: (7, 7)}, {7: -1 - DOUBT / 2})
        assert [m.head for m in _found(WORDS, XPOS, signals)] == [2, 5]
        signals["anaphor"][7], signals["antecedent"][5] = 3.0, 2.0
        assert [(m.head, m.chain) for m in _found(WORDS, XPOS, signals)] == [(2, 0), (5, 1), (7, 1)]

    @pytest.mark.parametrize(
        ("words", "xpos", "apart"),
        [
            (["we", "met", "him"], ["PRP", "VBD", "PRP"], True),
            (["it", "met", "them"], ["PRP", "VBD", "PRP"], True),
            (["he", "met", "him"], ["PRP", "VBD", "PRP"], False),
            (["Anna", "met", "Carla"], ["NNP", "VBD", "NNP"], True),
            (["Anna", "met", "Anna"], ["NNP", "VBD", "NNP"], False),
        ],
    )
    def test_what_cannot_be_one_is_in_two_chains(self, words: list[str], xpos: list[str], apart: bool) -> None:
        signals = _signals(3, {0: (0, 0), 2: (2, 2)})
        signals["anaphor"][2], signals["antecedent"][0] = 3.0, 2.0
        grammar = Grammar(words, xpos, np.arange(3), ["root"] * 3, [(0, 3)])
        found = mentions(signals, grammar, rows=[(0, 3)], pointer=POINTER, scorer=_scorer(), person=1)
        assert (found[0].chain != found[1].chain) == apart

    def test_another_is_none_named_before(self) -> None:
        words, xpos = ["the", "plan", "met", "another", "plan"], ["DT", "NN", "VBD", "DT", "NN"]
        signals = _signals(5, {1: (0, 1), 4: (3, 4)})
        signals["anaphor"][4], signals["antecedent"][1] = 3.0, 2.0
        assert [m.chain for m in _found(words, xpos, signals)] == [0, 1]
        assert [m.chain for m in _found([*words[:3], "that", "plan"], xpos, signals)] == [0, 0]

    @pytest.mark.parametrize(("first", "one"), [("Peruvian", True), ("Chilean", False), ("tired", False)])
    def test_a_people_is_one_by_noun_and_by_adjective(self, first: str, *, one: bool) -> None:
        words, xpos = ["the", first, "people", "met", "Peruvians"], ["DT", "JJ", "NNS", "VBD", "NNPS"]
        found = _found(words, xpos, _signals(5, {2: (0, 2), 4: (4, 4)}))
        assert (found[0].chain == found[1].chain) == one

    def test_no_chain_holds_both_he_and_she(self) -> None:
        words = ["Bell", "she", "he", "Mr.", "Bell"]
        signals = _signals(5, {0: (0, 0), 1: (1, 1), 2: (2, 2), 4: (3, 4)})
        signals["anaphor"][:], signals["antecedent"][0] = 3.0, 2.0
        assert [m.chain for m in _found(words, ["NNP", "PRP", "PRP", "NNP", "NNP"], signals)] == [0, 0, 2, 3]
        signals["antecedent"][2] = 1.0
        # The next best antecedent is taken.
        assert [m.chain for m in _found(words, ["NNP", "PRP", "PRP", "NNP", "NNP"], signals)] == [0, 0, 2, 2]

    def test_a_noun_says_he_or_she_too(self) -> None:
        words = ["Bell", "daughter", "he", "uncle"]
        signals = _signals(4, {0: (0, 0), 1: (1, 1), 2: (2, 2), 3: (3, 3)})
        signals["anaphor"][:], signals["antecedent"][0] = 3.0, 2.0
        signals["antecedent"][2] = 1.0
        assert [m.chain for m in _found(words, ["NNP", "NN", "PRP", "NN"], signals)] == [0, 0, 2, 2]

    def test_nothing_found(self) -> None:
        assert _found(WORDS, XPOS, _signals(9, {})) == []
        assert _found([], [], _signals(0, {})) == []


def test_long_texts_are_linked_through_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Through a window as long as half the text or more, chains are the same as without one."""
    rng = np.random.default_rng(7)
    n = 40
    signals = _signals(n, {i: (i, i) for i in range(n)})
    for name in ("anaphor", "antecedent"):
        signals[name] = rng.normal(size=(n, WIDTH)).astype(np.float32) * 2
    words = [f"w{rng.integers(6)}" for _ in range(n)]
    tables = _scorer()
    for name in ("distance", "agreement", "novelty", "determiner"):
        tables.tables[name][:] = rng.normal(size=SIZES[name])
    whole = [m.chain for m in _found(words, ["NN"] * n, signals, tables)]
    assert 1 < len(set(whole)) < n
    monkeypatch.setattr(entities, "REACH", n // 2)
    assert [m.chain for m in _found(words, ["NN"] * n, signals, tables)] == whole
    monkeypatch.setattr(entities, "REACH", 3)
    short = [m.chain for m in _found(words, ["NN"] * n, signals, tables)]
    assert all(chain <= i for i, chain in enumerate(short))
