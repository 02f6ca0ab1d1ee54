"""Which proposed spans are names, and of whom."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.errors import ModelError
from hearsay.parse.candidates import Text, propose, stretches
from hearsay.parse.known import Known, known, words
from hearsay.parse.naming import TYPES, VALUES, Describer, Namer, Weights, choose

TAGS = ["O", *(f"{tag}-{kind}" for kind in TYPES for tag in "BI")]
KINDS = ["none", "organization", "person", "place"]
KNOWN = Known({"northport": ("town",), "harbour-watch": ("body",), "anna": ("first",)})


def _text(sentence: str, tags: dict[int, str], sure: float = 0.9, xpos: dict[int, str] | None = None) -> Text:
    forms = sentence.split()
    n = len(forms)
    chances = np.full((n, len(TAGS)), 0.02, np.float32)
    chances[:, 0] = sure
    for i, tag in tags.items():
        chances[i, 0], chances[i, TAGS.index(tag)] = 0.02, sure
    chances /= chances.sum(1, keepdims=True)
    kinds = np.full((n, len(KINDS)), 0.25, np.float32)
    penn = [(xpos or {}).get(i, "NN") for i in range(n)]
    proper = np.array([tag.startswith("NNP") for tag in penn], np.float32)
    return Text(forms, penn, ["NOUN"] * n, np.arange(n), ["root"] * n, chances, proper, kinds, stretches=[(0, n)])


def _proposed(text: Text, of: Known = KNOWN) -> list[tuple[int, int]]:
    return propose(text, TAGS, of, words()["glue"], words()["title"])


class TestCandidates:
    def test_what_tagging_finds(self) -> None:
        text = _text("yesterday ada bell spoke", {1: "B-PER", 2: "I-PER"})
        assert (1, 3) in _proposed(text)

    def test_proper_nouns_with_small_words_and_without_a_title(self) -> None:
        text = _text("the Board of the North met Captain Vega", {}, xpos=dict.fromkeys((1, 4, 6, 7), "NNP"))
        assert {(1, 5), (6, 8), (7, 8)} <= set(_proposed(text))

    def test_known_names_where_a_capital_or_doubt_allows_one(self) -> None:
        assert (2, 3) in _proposed(_text("ships reached Northport late", {}))
        assert (2, 3) not in _proposed(_text("ships reached northport late", {}))
        assert (0, 3) in _proposed(_text("Harbour - Watch objected", {}))
        # A first name alone is too often a word.
        assert (0, 1) not in _proposed(_text("Anna objected", {}))

    def test_a_sure_name_is_looked_for_elsewhere(self) -> None:
        text = _text("Vega spoke . Then Vega left", {0: "B-PER"})
        assert (4, 5) in _proposed(text)

    def test_no_span_crosses_a_stretch(self) -> None:
        text = _text("Anna Vega Otto Klein", {0: "B-PER", 1: "I-PER", 2: "I-PER", 3: "I-PER"},
                     xpos=dict.fromkeys(range(4), "NNP"))  # fmt: skip
        text.stretches = [(0, 2), (2, 4)]
        text.__post_init__()
        assert all(b <= 2 or a >= 2 for a, b in _proposed(text))

    def test_stretches_part_at_rows_sentences_and_paragraphs(self) -> None:
        paragraph = np.array([0, 0, 0, 0, 1, 1])
        assert stretches([(0, 3), (3, 6)], [(0, 2), (2, 6)], paragraph) == [(0, 2), (2, 3), (3, 4), (4, 6)]
        assert stretches([], [], np.zeros(0, np.int64)) == []


def _weights(**features: list[float]) -> Weights:
    names = {name: i for i, name in enumerate([*VALUES, *features])}
    table = np.zeros((len(names) + 1, len(TYPES) + 1))
    for i, kind in enumerate(TYPES):
        table[names[f"mean {kind}"], i] = 6
    table[names["outside"], -1] = 6
    for name, row in features.items():
        table[names[name]] = row
    return Weights(names, table, 0.0)


class TestNamer:
    describer = Describer(TAGS, KINDS, KNOWN, words())

    def test_tags_alone_give_the_name_and_its_type(self) -> None:
        found = Namer(self.describer, _weights()).names(_text("yesterday ada bell spoke", {1: "B-PER", 2: "I-PER"}))
        assert [(n.start, n.end, n.type) for n in found] == [(1, 3, "PER")]

    def test_what_is_known_can_outweigh_the_tags(self) -> None:
        weights = _weights(**{"known town": [0, 0, 9, 0, 0]})
        text = _text("ships reached Northport late", {2: "B-PER"})
        assert [n.type for n in Namer(self.describer, _weights()).names(text)] == ["PER"]
        assert [n.type for n in Namer(self.describer, weights).names(text)] == ["LOC"]

    def test_a_text_without_candidates(self) -> None:
        assert Namer(self.describer, _weights()).names(_text("nothing here", {}, sure=0.999)) == []

    def test_every_sign_is_a_feature_of_the_shipped_weights_or_was_never_seen(self) -> None:
        text = _text("Mr. Vega of the Harbour - Watch , who spoke in Northport ( HW ) .", {1: "B-PER", 5: "B-ORG"})
        described = self.describer.describe(text)
        assert described.values.shape == (len(described.spans), len(VALUES))
        assert np.isfinite(described.values).all()
        signs = dict(zip(described.spans, described.signs, strict=True))
        assert {"after title", "words 1"} <= set(signs[1, 2])


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 4), st.floats(0.01, 0.99)), max_size=9))
def test_chosen_names_never_overlap_and_lose_to_no_single_rival(found: list[tuple[int, int, float]]) -> None:
    spans = sorted({(a, a + size) for a, size, _ in found})
    chance = {(a, a + size): p for a, size, p in found}
    table = np.array([[chance[s], 0, 0, 0, 1 - chance[s]] for s in spans]).reshape(-1, 5)
    names = choose(spans, table, 0.0)
    assert all(one.end <= other.start for one, other in pairwise(names))
    sums = sum(np.log(n.probability + 1e-9) - np.log(1 - n.probability + 1e-9) for n in names)
    best = max((np.log(p + 1e-9) - np.log(1 - p + 1e-9) for p in chance.values()), default=0.0)
    assert sums >= max(best, 0.0) - 1e-6


class TestWeights:
    def test_a_damaged_file(self, tmp_path: Path) -> None:
        path = tmp_path / "names.json"
        short = json.dumps({"features": {"x": [0] * 5}, "bias": [0] * 5, "caution": 0})
        for text in ("{", "[]", '{"features": {}, "bias": [0]}', short):
            path.write_text(text, encoding="utf-8")
            with pytest.raises(ModelError, match="names"):
                Weights.load(path)


def test_the_names_in_the_package() -> None:
    assert "country" in known().of(["france"])
    assert "body" in known().of(["united", "nations"])
    # Full stops are passed over where the name with them is not known.
    assert known().of(["f.r.a.n.c.e"]) == known().of(["france"])
    assert known().of(["no", "such", "name"]) == ()
