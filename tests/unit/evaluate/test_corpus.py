from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.errors import DataError
from hearsay.evaluate import corpus
from hearsay.model import Attribution, Document, Mention, Reading, Spans


def _reading(text: str, sentences: Spans = (), attributions: tuple[Attribution, ...] = ()) -> Reading:
    document = Document(id="d", text=text)
    return Reading(hearsay="0", model="m", document=document, sentences=sentences, attributions=attributions)


def _said(name: str, source: Spans, parent: str | None = None) -> Attribution:
    return Attribution(id=name, source=source, cue=((9, 13),), content=((14, 18),), kind="indirect", parent=parent)


TEXT = "The mill said work stops."


def test_a_sound_reading_has_no_faults() -> None:
    assert corpus.faults(_reading(TEXT, ((0, 25),), (_said("a", ((0, 8),)),))) == []


@pytest.mark.parametrize(
    "sentences",
    [((0, 26),), ((5, 5),), ((9, 13), (0, 8)), ((0, 13), (9, 18))],
    ids=["past", "empty", "order", "overlap"],
)
def test_spans_outside_empty_unordered_or_overlapping_are_faults(sentences: Spans) -> None:
    assert len(corpus.faults(_reading(TEXT, sentences))) == 1


def test_white_space_at_an_edge_is_a_fault() -> None:
    assert "white space" in corpus.faults(_reading(TEXT, ((0, 9),)))[0]


def test_dangling_parents_and_shared_ids_are_faults() -> None:
    found = corpus.faults(_reading(TEXT, (), (_said("a", (), "nobody"), _said("a", ((0, 8),)))))
    assert found == ["two attributions with one id", "no such parent: nobody"]


def test_mentions_are_checked() -> None:
    mention = Mention(id="m", span=(0, 99), head=(4, 8), kind="nominal", type="place")
    document = Document(id="d", text=TEXT)
    reading = Reading(hearsay="0", model="m", document=document, mentions=(mention,))
    assert len(corpus.faults(reading)) == 1


def _data(folder: Path) -> Path:
    for file in ("polnear/train", "polnear/dev", "ner/worldwide-train", "ner/worldwide-dev", "ecbplus/topics-1-35"):
        path = folder / f"{file}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'{{"id": "{file}", "text": "A report."}}\n', encoding="utf-8")
    for part in ("dev", "tst1", "tst2"):
        (folder / "muc4" / part).mkdir(parents=True)
        name = "DEV" if part == "dev" else part.upper()
        body = f"{name}-MUC3-0001 (X)\n\n   A REPORT.\n{name}-MUC3-0002\nMORE.\n"
        (folder / "muc4" / part / "articles").write_text(body, encoding="latin-1")
        (folder / "muc4" / part / "key-file").write_text("0. MESSAGE: ID\n", encoding="latin-1")
    return folder


def test_articles_of_every_set_are_found_and_keys_are_not(tmp_path: Path) -> None:
    found = list(corpus.articles(_data(tmp_path)))
    assert [name for name, _, _ in found] == ["polnear"] * 2 + ["worldwide"] * 2 + ["ecbplus"] + ["muc4"] * 6
    assert found[5] == ("muc4", "DEV-MUC3-0001", "\n   A REPORT.\n")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"polnear.train\.jsonl"):
        list(corpus.articles(tmp_path))
