from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hearsay.errors import DataError
from hearsay.evaluate import polnear
from hearsay.evaluate.scores import PRF

TEXT = "Brandt said rain fell."
A = {"id": "E1", "type": "Attribution", "source": [[0, 6]], "cue": [[7, 11]], "content": [[12, 21]]}
B = A | {"content": [[12, 16]]}


def write(folder: Path, **fields: Any) -> Path:
    path = folder / "p.jsonl"
    record = {"id": "x", "publisher": "p", "text": TEXT, "attributions": [A]} | fields
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


def test_articles_and_their_second_annotators(tmp_path: Path) -> None:
    (article,) = polnear.load(write(tmp_path, alt_annotations={"k": [A, B]}))
    assert (article.id, article.text) == ("x", TEXT)
    assert article.attributions[0].content == ((12, 21),)
    assert len(article.alt_annotations["k"]) == 2


def test_every_pair_of_annotators_is_scored(tmp_path: Path) -> None:
    articles = polnear.load(write(tmp_path, alt_annotations={"k": [A], "m": [B]}))
    table = polnear.between_annotators(articles)
    # main-k agree, main-m and k-m agree but for the content.
    assert table["exact"] == PRF.of(1, 3, 3)
    assert table["detected"] == PRF.of(3, 3, 3)
    assert table["unlinked content"] == PRF.of(1, 3, 3)


def test_an_article_read_once_says_nothing_about_agreement(tmp_path: Path) -> None:
    assert polnear.between_annotators(polnear.load(write(tmp_path))) == {}


@pytest.mark.parametrize("span", [[0, 99], [-1, 4], [5, 5], [6, 2]])
def test_a_span_outside_the_text_is_refused(tmp_path: Path, span: list[int]) -> None:
    with pytest.raises(DataError, match="x: span"):
        polnear.load(write(tmp_path, attributions=[A | {"cue": [span]}]))
    with pytest.raises(DataError, match="x: span"):
        polnear.load(write(tmp_path, alt_annotations={"k": [A | {"cue": [span]}]}))
