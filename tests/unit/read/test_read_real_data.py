"""Recognition measured on real news; skipped where it is absent.

``HEARSAY_DATA`` names its folder; without it, ``shared/data`` beside the repository is tried. The floors are a
little below what was measured, so that a change for the worse is noticed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hearsay import read
from hearsay.errors import EmptyInput
from hearsay.model import Document
from hearsay.read.zones import find_zones

DATA = Path(os.environ.get("HEARSAY_DATA") or Path(__file__).parents[3].parent / "shared" / "data")

pytestmark = pytest.mark.skipif(
    not (DATA / "polnear" / "train.jsonl").is_file(), reason="no benchmark data: set HEARSAY_DATA to its folder"
)


def rows(name: str) -> Iterator[dict[str, Any]]:
    with (DATA / name).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def reports(folder: str) -> Iterator[str]:
    """MUC-4's reports, several to a file, each under its number."""
    for path in sorted((DATA / "muc4" / folder).glob("*-muc[34]*")):
        for text in re.split(r"(?m)^(?=\S+-MUC\d-\d+)", path.read_text(encoding="latin-1")):
            if text.strip():
                yield text


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_titles_and_attributions_in_polnear() -> None:
    found = attributions = swallowed = 0
    articles = list(rows("polnear/train.jsonl"))
    for article in articles:
        layout = find_zones(article["text"])
        found += bool(layout.title) and plain(article["title"]).startswith(plain(layout.title or ""))
        prose_zones = [zone.span for zone in layout.zones if zone.kind != "title"]
        for attribution in article["attributions"]:
            spans = [span for role in ("source", "cue", "content") for span in attribution[role]]
            attributions += 1
            swallowed += any(a < end and start < b for a, b in spans for start, end in prose_zones)
    assert found / len(articles) >= 0.89
    assert swallowed / attributions < 0.0005


def test_sentences_are_not_taken_for_titles_in_world_news() -> None:
    """Its texts have lost their headlines: what is called one may be wrong."""
    texts = [row["text"] for row in rows("ner/worldwide-train.jsonl")]
    titles = [layout.title for layout in map(find_zones, texts) if layout.title]
    assert len(titles) / len(texts) < 0.03


def test_datelines_in_muc4() -> None:
    layouts = [find_zones(text) for text in reports("dev")]
    datelines = sum(any(zone.kind == "dateline" for zone in layout.zones) for layout in layouts)
    assert len(layouts) == 1300
    assert datelines >= 1295


@pytest.mark.parametrize(
    ("name", "read_whole", "empty"),
    [
        ("polnear/train.jsonl", 840, 0),
        ("polnear/dev.jsonl", 84, 0),
        ("ner/worldwide-train.jsonl", 748, 0),
        ("ner/worldwide-dev.jsonl", 100, 0),
        ("ecbplus/topics-1-35.jsonl", 720, 52),
    ],
)
def test_every_article_is_read(name: str, read_whole: int, empty: int) -> None:
    documents: list[Document] = []
    nothing = 0
    for row in rows(name):
        try:
            documents.append(read.from_text(row["text"]))
        except EmptyInput:
            nothing += 1
            continue
        assert documents[-1].text == row["text"]
    assert (len(documents), nothing) == (read_whole, empty)


def test_every_report_of_muc4_is_read() -> None:
    texts = [text for folder in ("dev", "tst1", "tst2") for text in reports(folder)]
    assert len(texts) == 1500
    assert all(read.from_text(text).text == text for text in texts)


def test_the_article_with_nothing_but_its_text() -> None:
    (path,) = (DATA / "articles").glob("000_*.txt")
    document = read.load(path)
    assert [zone.kind for zone in document.zones] == ["caption", "byline"]
    assert (document.title, document.published, document.agency) == (None, None, None)
