"""Texts no newsroom wrote: the reader gets through them, with every offset right."""

from __future__ import annotations

import pytest

from hearsay.model import Document, Reading
from hearsay.pipeline import Pipeline

TEXTS = {
    "one line of many words": "The board said that the pier fell and " * 400,
    "one line without a space": "x" * 200_000,
    "one line of marks": "“" * 5_000,
    "single marks that never close": "‘a " * 1_500,
    "straight marks, an odd number": '" a ' * 801,
    "no punctuation": "\n".join("they said it fell" for _ in range(500)),
    "many paragraphs of a word": "\n\n".join("said" for _ in range(1_500)),
    "all capitals": "THE BOARD SAID THE PIER FELL. " * 150,
    "right to left": "אמר השר כי הגשר נפל. " * 500,
    "combining marks": "sa\u0301\u0302\u0303id " * 1_000,
    "emoji": "👩\u200d👩\u200d👧 said 🙂. " * 150,
    "control characters": "The \x00board\x1b[31m said\x07 so.\n" * 500,
    "lone surrogates": "The board \ud800 said so. " * 200,
    "a word of hyphens": "state-" * 4_000,
    "nothing but white space and marks": " \u00a0\u2028.\t" * 1_000,
}


@pytest.mark.parametrize("name", TEXTS)
def test_it_is_read(tiny: Pipeline, name: str) -> None:
    text = TEXTS[name]
    reading: Reading = tiny.read(Document(id="d", text=text))
    assert reading.document.text == text
    spans = [s for a in reading.attributions for s in (*a.source, *a.cue, *a.content)]
    for start, end in (*reading.sentences, *(m.span for m in reading.mentions), *spans):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]


@pytest.mark.parametrize("name", ["one line of marks", "single marks that never close", "lone surrogates"])
def test_the_shipped_model_reads_it_too(reader: Pipeline, name: str) -> None:
    assert reader.read(Document(id="d", text=TEXTS[name][:3_000])).document.text
