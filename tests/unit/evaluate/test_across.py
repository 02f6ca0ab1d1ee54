"""The scorers over many documents, on cases whose scores are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hearsay.corroborate.structure import ClaimView
from hearsay.errors import DataError
from hearsay.evaluate import bench, copies, propositions, tolls
from hearsay.evaluate.happenings import b_cubed
from hearsay.evaluate.suites import across
from hearsay.model import Document, Reading
from tests.support.accounts import FERRY, OWN, account, edited

GOLD = Path(__file__).parents[2] / "gold"


def test_b_cubed_of_a_known_case() -> None:
    assert b_cubed("aabb", "xxyy") == (1.0, 1.0, 1.0)
    precision, recall, f1 = b_cubed("aabb", "xxxx")
    assert (precision, recall) == (0.5, 1.0)
    assert f1 == pytest.approx(2 / 3)
    assert b_cubed("aabb", "wxyz")[:2] == (1.0, 0.5)
    assert b_cubed("", "") == (0.0, 0.0, 0.0)
    with pytest.raises(ValueError, match="one label"):
        b_cubed("a", "ab")


def test_copies_are_scored_by_precision_and_recall() -> None:
    pairs = [
        copies.Pair(one=FERRY, other=edited(FERRY, 1), copy=True, how="edited"),
        copies.Pair(one=FERRY, other=OWN[0], copy=True, how="none in truth"),
        copies.Pair(one=FERRY, other=OWN[1], copy=False, how="own"),
    ]
    score, wrong = copies.score(pairs, across.folds)
    assert (score.precision, score.recall) == (1.0, 0.5)
    assert [pair.how for pair in wrong] == ["none in truth"]


def test_made_pairs_are_the_same_each_time_and_cut() -> None:
    articles = [" ".join(f"{word} of day {n}." for word in FERRY.split()[:120]) for n in range(copies.PAIRS * 2)]
    pairs = list(copies.made(articles))
    assert pairs == list(copies.made(articles))
    assert len(pairs) == copies.PAIRS
    assert all(pair.copy and pair.one != pair.other for pair in pairs)
    with pytest.raises(DataError, match="300 are needed"):
        list(copies.made(articles[:5]))


def test_labels_are_those_of_one_part(tmp_path: Path) -> None:
    rows = (
        {"one": "a", "other": "b", "copy": False, "split": "dev"},
        {"one": "a", "other": "c", "copy": True, "split": "dev", "sample": "later"},
        {"one": "b", "other": "c", "copy": True, "split": "test"},
    )
    gold = tmp_path / "copies.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    texts = {name: ("event", name) for name in "abc"}
    assert [pair.copy for pair in copies.labelled(gold, texts, "dev")] == [False, True]
    assert [pair.copy for pair in copies.labelled(gold, texts, "dev", "first")] == [False]
    assert [pair.copy for pair in copies.labelled(gold, texts, "dev", "later")] == [True]


def test_a_second_readers_agreement() -> None:
    labels = [("a", "a"), ("a", "a"), ("b", "b"), ("b", "a")]
    assert across.second_reader(labels) == {"items": 4, "alike": 3, "kappa": 0.5}


def test_every_item_of_the_golds_has_a_second_label() -> None:
    for name in ("copies", "tolls", "propositions"):
        lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        assert all(json.loads(line)["second"] is not None for line in lines), name


def test_a_timeline_told_wrong_is_named() -> None:
    given = (
        tolls.Said(measure="killed", low=29, high=29, text="29", source="Army", date="2031-03-02"),
        tolls.Said(measure="killed", low=60, high=60, text="60", source="Council", date="2031-03-02"),
    )
    right = tolls.Timeline(name="r", given=given, expected={"killed": tolls.Expected("disputed", 29, 60)})
    wrong = tolls.Timeline(name="w", given=given, expected={"killed": tolls.Expected("agreed", 60, 60)})
    figures, named = tolls.measure([right, wrong])
    assert figures["current figure right"] == 50.0
    assert figures["false conflicts"] == 100.0
    assert named == ["w, killed: disputed 29-60"]


@pytest.mark.parametrize(("load", "name"), [(tolls.load, "tolls"), (propositions.load, "propositions")])
def test_gold_is_read_and_a_bad_line_is_named(load: Any, name: str, tmp_path: Path) -> None:
    assert len(load(GOLD / f"{name}.jsonl")) >= 40
    path = tmp_path / "bad.jsonl"
    path.write_text('{"name": 3}\n')
    with pytest.raises(DataError, match="line 1"):
        load(path)


def test_golds_parts_do_not_share_statements() -> None:
    by = {split: {p.one for p in propositions.load(GOLD / "propositions.jsonl", split)} for split in ("dev", "test")}
    assert not by["dev"] & by["test"]


class Told:
    """Reads a statement as one claim of its own words, denied where it says "denied"."""

    def read(self, text: str) -> Reading:
        source, cue, content = text.removesuffix(".").split(" | ")
        changed: dict[str, Any] = {"stance": "deny", "polarity": "negative"} if cue == "denied" else {}
        reading = account(f"{source} {cue} {content}.", says=(source, cue, content), **changed).reading
        assert reading is not None
        return reading


def test_pairs_of_statements_are_told_three_ways() -> None:
    said = "The council | said | the reservoir wall at Brankovo collapsed"
    rows = [
        (said, "A spokesman | said | the reservoir wall at Brankovo collapsed", "para", "same"),
        (said, "A spokesman | denied | the reservoir wall at Brankovo collapsed", "neg", "opposed"),
        (said, "A spokesman | said | the harbour crane at Brankovo collapsed", "other", "different"),
        (said, "A spokesman | said | the reservoir wall at Brankovo collapsed", "other", "different"),
    ]
    pairs = [
        propositions.Pair(id=str(n), one=one, other=other, kind=kind, label=label, split="dev")
        for n, (one, other, kind, label) in enumerate(rows)
    ]
    figures, told = propositions.measure(pairs, Told().read)
    assert [given for _, given in told] == ["same", "opposed", "different", "same"]
    assert figures["three ways"] == 75.0
    assert figures["by kind"] == {"neg": "1 of 1", "other": "1 of 2", "para": "1 of 1"}


def test_nothing_read_is_different() -> None:
    assert propositions.label([], []) == "different"
    view = ClaimView(claim="c", document="d", words="", cue="", source="")
    assert propositions.label([view], [view]) == "different"


def test_happenings_suite_groups_what_is_told_alike(tmp_path: Path) -> None:
    folder = tmp_path / "ecbplus"
    folder.mkdir()
    rows = [
        ("1_1ecb", "1ecb", FERRY),
        ("1_2ecb", "1ecb", edited(FERRY, 2)),
        ("2_1ecb", "2ecb", "A bakery burned on Elm Street."),
    ]
    lines = [
        json.dumps({"id": id, "topic": id[0], "happening": happening, "text": text}) for id, happening, text in rows
    ]
    (folder / "topics-1-35.jsonl").write_text("\n".join(lines))
    figures = bench.run("happenings", tmp_path, "dev", Told())  # type: ignore[arg-type]
    assert figures["b-cubed"]["f1"] == 100.0
    assert bench.run("happenings", tmp_path, "test", Told())["documents"] == 0  # type: ignore[arg-type]
    with pytest.raises(DataError, match="no such file"):
        bench.run("happenings", folder, "dev", Told())  # type: ignore[arg-type]


def test_a_reading_without_claims_has_no_views() -> None:
    reading = Reading(hearsay="0", model="m", document=Document(id="d", text="Nothing."))
    assert propositions.outer_views(reading) == []
