"""Our own labels laid onto the training sets' samples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs PyTorch")

from tests.support.samples import XPOS, full
from training import marked
from training.data import read_polnear
from training.labels import CUE, ENTITY, EVENT, IGNORE, UNTYPED


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(marked, "FOLDER", tmp_path)
    return tmp_path


class TestNames:
    def test_names_are_laid_and_other_proper_nouns_left_open(self, folder: Path) -> None:
        sample = full(2, origin="ewt")
        (folder / "names-ewt.jsonl").write_text(json.dumps({"id": "full", "names": [[8, 9, "ORG"]]}) + "\n")
        assert marked.add_names([sample], {tag: i for i, tag in enumerate(XPOS)}) == 1
        assert sample.entity is not None
        expected = np.zeros(24, np.int64)
        expected[8], expected[20] = ENTITY.index("B-ORG"), UNTYPED
        assert sample.entity.tolist() == expected.tolist()

    def test_documents_that_are_not_marked_stay_as_they_were(self, folder: Path) -> None:
        sample = full(origin="ewt")
        before = sample.entity
        assert marked.add_names([sample], {}) == 0
        assert sample.entity is before

    def test_a_treebank_of_another_name_is_left_alone(self, folder: Path) -> None:
        (folder / "names-ewt.jsonl").write_text(json.dumps({"id": "full", "names": []}) + "\n")
        assert marked.add_names([full(origin="gum")], {}) == 0


TEXT = "Bell said that the board denied the loss. He left."


def article(folder: Path) -> Path:
    path = folder / "polnear.jsonl"
    outer = {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 40]]}
    path.write_text(json.dumps({"id": "a", "text": TEXT, "attributions": [outer]}) + "\n")
    return path


class TestNested:
    def test_cues_inside_contents_are_known_where_they_were_read(self, folder: Path) -> None:
        inner = [[[15, 24]], [[25, 31]], [[32, 40]]]
        (folder / "nested-polnear.jsonl").write_text(json.dumps({"id": "a", "contents": [0], "nested": [inner]}) + "\n")
        (sample,) = read_polnear(article(folder))
        assert sample.cue is not None
        assert sample.cue.tolist()[2:8] == [IGNORE] * 6
        assert marked.add_nested([sample]) == 1
        assert [sample.words.text[i] for i in np.flatnonzero(sample.cue == CUE.index("B"))] == ["said", "denied"]
        assert IGNORE not in sample.cue
        assert [" ".join(sample.words.text[a:b]) for a, b in sample.attributions[1].content] == ["the loss"]
        assert len(sample.attributions) == 2

    def test_contents_that_nobody_read_stay_unknown(self, folder: Path) -> None:
        (folder / "nested-polnear.jsonl").write_text(json.dumps({"id": "a", "contents": [], "nested": []}) + "\n")
        (sample,) = read_polnear(article(folder))
        assert marked.add_nested([sample]) == 0
        assert sample.cue is not None
        assert (sample.cue[2:8] == IGNORE).all()

    def test_an_outermost_cue_is_not_told_twice(self, folder: Path) -> None:
        again = [[[0, 4]], [[5, 9]], [[10, 40]]]
        (folder / "nested-polnear.jsonl").write_text(json.dumps({"id": "a", "contents": [0], "nested": [again]}) + "\n")
        (sample,) = read_polnear(article(folder))
        assert marked.add_nested([sample]) == 0
        assert len(sample.attributions) == 1


class TestNewsNames:
    def test_words_with_a_capital_that_are_no_marked_name_are_left_open(self, folder: Path) -> None:
        record = {"id": "a", "names": [[0, 4, "PER"], [15, 24, "ORG"]]}
        (folder / "names-news.jsonl").write_text(json.dumps(record) + "\n")
        (sample,) = read_polnear(article(folder))
        assert marked.news() == {"a"}
        assert marked.add_news_names([sample]) == 1
        tags = dict(zip(sample.words.text, (sample.entity if sample.entity is not None else []), strict=True))
        assert sample.words.text[3:5] == ["the", "board"]
        organisation = [ENTITY.index("B-ORG"), ENTITY.index("I-ORG")]
        assert [tags["Bell"], tags["said"], tags["He"]] == [ENTITY.index("B-PER"), 0, UNTYPED]
        assert sample.entity is not None
        assert sample.entity[3:5].tolist() == organisation

    def test_without_a_file_nothing_is_marked(self, folder: Path) -> None:
        assert marked.news() == frozenset()
        assert marked.add_news_names(read_polnear(article(folder))) == 0


class TestHappened:
    def test_verbs_that_readers_were_asked_of_have_a_value(self, folder: Path) -> None:
        sample = full(2, origin="ewt")
        record = {"id": "full", "predicates": [[2, 10], [9, 0], [14, 6]]}
        (folder / "happened-ewt.jsonl").write_text(json.dumps(record) + "\n")
        assert marked.add_happened([sample, full(origin="gum")]) == 1
        assert sample.happened is not None
        known = np.flatnonzero(~np.isnan(sample.happened))
        assert known.tolist() == [2, 9, 14]
        assert sample.happened[known].tolist() == pytest.approx([1, -1, 0.2])


class TestEvents:
    RECORD: ClassVar = {
        "id": "a",
        "regions": [[0, 41]],
        "events": [["ACCUSE", [5, 9], [[0, 4]], [[19, 24]]], ["REJECT", [25, 31], [[19, 24]], []]],
    }

    def test_words_of_a_region_are_known_and_its_events_told(self, folder: Path) -> None:
        (folder / "events.jsonl").write_text(json.dumps(self.RECORD) + "\n")
        (sample,) = read_polnear(article(folder))
        assert marked.news() == {"a"}
        assert marked.add_events([sample]) == 2
        assert sample.event is not None
        assert sample.words.text[9:] == ["He", "left", "."]
        assert sample.event.tolist() == [
            0,
            EVENT.index("ACCUSE"),
            0,
            0,
            0,
            EVENT.index("REJECT"),
            0,
            0,
            0,
            *[IGNORE] * 3,
        ]
        first, second = sample.told
        assert (first.anchor, first.actors, first.recipients, first.start, first.end) == (1, [0], [4], 0, 9)
        assert (second.anchor, second.actors, second.recipients) == (5, [4], [])

    def test_an_article_that_was_not_read_is_left_alone(self, folder: Path) -> None:
        (sample,) = read_polnear(article(folder))
        assert marked.add_events([sample]) == 0
        assert sample.event is None
