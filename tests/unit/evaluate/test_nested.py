from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hearsay.errors import DataError
from hearsay.evaluate import conllu, nested
from hearsay.evaluate.scores import PRF
from hearsay.model import Span, Spans

SPACED = "The agency said the mayor does n't think the bridge is safe ."
WORDS = SPACED.split(" ")


def at(text: str, *parts: str) -> list[Span]:
    spans, position = [], 0
    for part in parts:
        position = text.index(part, position)
        spans.append((position, position + len(part)))
        position += len(part)
    return spans


def signal(subtype: str, *parts: str, kind: str = "lexical") -> dict[str, Any]:
    return {"type": kind, "subtype": subtype, "spans": at(SPACED, *parts)}


def record(name: str, edu: str, content: str, *signals: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "polarity": "positive",
        "attribution_edu": at(SPACED, edu),
        "content": at(SPACED, content),
        "signals": list(signals),
        "nested_in": [],
    } | more


OUTER = record(
    "1",
    "The agency said",
    "the mayor does n't think the bridge is safe .",
    signal("indicative_word", "said"),
    signal("attribution_source", "The", "agency", kind="semantic"),
)
INNER = record(
    "2",
    "the mayor does n't think",
    "the bridge is safe .",
    signal("attribution_source", "the", "mayor", kind="semantic"),
    signal("negation", "n't", kind="semantic"),
    signal("indicative_word", "think"),
    nested_in=["1"],
    polarity="negative",
)


def write(folder: Path, *attributions: dict[str, Any], text: str = SPACED) -> Path:
    path = folder / "gum.jsonl"
    document = {"id": "bridge", "genre": "news", "text": text, "attributions": attributions}
    path.write_text(json.dumps(document) + "\n", encoding="utf-8")
    return path


def parts(document: nested.GoldDocument, spans: Spans) -> list[str]:
    return [document.text[start:end] for start, end in spans]


def test_source_cue_content_parent_and_polarity(tmp_path: Path) -> None:
    (document,) = nested.load(write(tmp_path, OUTER, INNER))
    outer, inner = document.attributions
    assert parts(document, outer.source) == ["The agency"]
    assert parts(document, outer.cue) == ["said"]
    assert parts(document, outer.content) == ["the mayor does n't think the bridge is safe ."]
    assert (outer.parent, outer.negative) == (None, False)
    assert parts(document, inner.cue) == ["think"]
    assert (inner.parent, inner.negative) == ("1", True)


def test_without_a_lexical_signal_the_cue_is_the_unit_less_its_source(tmp_path: Path) -> None:
    bare = record("1", "The agency said", "the bridge", signal("attribution_source", "The", "agency"))
    (document,) = nested.load(write(tmp_path, bare))
    assert parts(document, document.attributions[0].cue) == ["said"]


def test_a_lexical_signal_inside_the_source_is_no_cue(tmp_path: Path) -> None:
    inside = record(
        "1",
        "The agency said",
        "the bridge",
        signal("attribution_source", "The", "agency"),
        signal("indicative_word", "agency"),
        signal("indicative_word", "said"),
    )
    (document,) = nested.load(write(tmp_path, inside))
    assert parts(document, document.attributions[0].cue) == ["said"]


def test_where_the_source_is_all_of_the_unit_it_is_the_cue_too(tmp_path: Path) -> None:
    imperative = record("1", "think", "the bridge is safe", signal("attribution_source", "think"))
    (document,) = nested.load(write(tmp_path, imperative))
    assert parts(document, document.attributions[0].cue) == ["think"]


def test_of_several_parents_the_innermost_counts(tmp_path: Path) -> None:
    middle = OUTER | {"id": "9", "nested_in": ["1"]}
    child = INNER | {"nested_in": ["1", "9"]}
    (document,) = nested.load(write(tmp_path, OUTER, middle, child))
    assert [a.parent for a in document.attributions] == [None, "1", "9"]


def test_unrelated_parents_give_the_one_with_the_shorter_content(tmp_path: Path) -> None:
    wide, narrow = OUTER | {"id": "7"}, OUTER | {"id": "8", "content": at(SPACED, "the mayor")}
    (document,) = nested.load(write(tmp_path, wide, narrow, INNER | {"nested_in": ["7", "8"]}))
    assert document.attributions[-1].parent == "8"


@pytest.mark.parametrize(
    "bad",
    [
        INNER,  # its parent is not there
        OUTER | {"content": [[10, 5000]]},
        OUTER | {"attribution_edu": [[5, 5]]},
        OUTER | {"polarity": "sideways"},
    ],
)
def test_malformed_attributions_are_refused(tmp_path: Path, bad: dict[str, Any]) -> None:
    with pytest.raises(DataError, match=r"gum\.jsonl"):
        nested.load(write(tmp_path, bad))


def treebank(folder: Path, words: list[str] = WORDS) -> list[conllu.TreebankDocument]:
    glued = {"does", "safe"}
    rows = [
        f"{i}\t{w}\t{w}\tX\tX\t_\t{i - 1}\tdep\t_\t{'SpaceAfter=No' if w in glued else '_'}"
        for i, w in enumerate(words, start=1)
    ]
    path = folder / "gum.conllu"
    path.write_text("# newdoc id = bridge\n# newpar\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return conllu.load(path)


def test_detokenised_moves_every_span_onto_natural_text(tmp_path: Path) -> None:
    (document,) = nested.load_prose(write(tmp_path, OUTER, INNER), treebank(tmp_path))
    assert document.text == "The agency said the mayor doesn't think the bridge is safe."
    outer, inner = document.attributions
    assert parts(document, outer.content) == ["the mayor doesn't think the bridge is safe."]
    assert parts(document, inner.source) == ["the mayor"]
    assert parts(document, inner.content) == ["the bridge is safe."]
    assert inner.negative


def test_a_corrected_word_does_not_shift_the_rest(tmp_path: Path) -> None:
    words = ["The", "agencies", *WORDS[2:]]
    (document,) = nested.load_prose(write(tmp_path, OUTER), treebank(tmp_path, words))
    assert parts(document, document.attributions[0].source) == ["The agencies"]
    assert parts(document, document.attributions[0].cue) == ["said"]


def test_a_treebank_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="13 words here, 12 in the treebank"):
        nested.load_prose(write(tmp_path, OUTER), treebank(tmp_path, WORDS[:-1]))
    with pytest.raises(DataError, match="not in the treebank"):
        nested.load_prose(write(tmp_path, OUTER), [])


class Found(msgspec.Struct, frozen=True):
    id: str
    cue: Spans
    parent: str | None = None


GOLD = [Found("a", ((0, 4),)), Found("b", ((10, 15),), "a"), Found("c", ((20, 25),), "b")]


def test_gold_against_itself() -> None:
    table = nested.score(GOLD, GOLD)
    assert table == {"pairs": PRF.of(2, 2, 2), "cues": PRF.of(3, 3, 3)}


def test_a_pair_needs_both_cues() -> None:
    elsewhere = Found("x", ((90, 95),))
    found = [elsewhere, Found("b", ((12, 13),), "x"), Found("c", ((20, 25),), "b")]
    assert nested.score(GOLD, found)["pairs"] == PRF.of(1, 2, 2)


def test_hanging_a_child_on_its_grandparent_is_wrong() -> None:
    found = [GOLD[0], GOLD[1], Found("c", ((20, 25),), "a")]
    assert nested.score(GOLD, found)["pairs"] == PRF.of(1, 2, 2)


def test_pairs_turned_round_are_wrong() -> None:
    found = [Found("a", ((0, 4),), "b"), Found("b", ((10, 15),))]
    assert nested.score(GOLD[:2], found)["pairs"] == PRF.of(0, 1, 1)


def test_the_same_pair_twice_is_right_once() -> None:
    found = [*GOLD[:2], Found("b2", ((10, 11),), "a")]
    assert nested.score(GOLD[:2], found)["pairs"] == PRF.of(1, 2, 1)


def test_a_parent_that_is_not_there_makes_no_pair() -> None:
    assert nested.score(GOLD, [Found("b", ((10, 15),), "gone")])["pairs"] == PRF.of(0, 0, 2)


def test_nothing_on_either_side() -> None:
    assert nested.score([], []) == {"pairs": PRF(), "cues": PRF()}
    assert nested.score(GOLD, [])["cues"] == PRF.of(0, 0, 3)
    assert nested.score([], GOLD)["cues"] == PRF.of(0, 3, 0)
