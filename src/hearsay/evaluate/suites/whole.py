"""Suites of the whole reading: its pace, and whether it ever fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from hearsay.errors import HearsayError
from hearsay.evaluate import corpus, polnear, speed
from hearsay.evaluate.suites.base import Figures, Reader, Source, Suite


def speed_suite(source: Source, reader: Reader) -> Figures:
    """Words a second of the whole reading on one core, against spaCy's default CNN in turn.

    The texts are PolNeAR's articles of 300 to 900 words. Not percentages.
    """
    texts = speed.between([article.text for article in polnear.load(source.path("polnear/{split}.jsonl"))])

    def hearsay(articles: Sequence[str]) -> object:
        return [reader.read(article) for article in articles]

    with speed.one_core():
        paces = speed.compare({"hearsay": hearsay, "spacy cnn": speed.spacy_cnn()}, texts)
    figures: Figures = msgspec.to_builtins(paces)
    return figures


def corpus_suite(source: Source, reader: Reader) -> Figures:
    """Every article at hand read once, whatever the split: refusals by code, and spans that are not exact."""
    figures: Figures = {}
    for name, identifier, text in corpus.articles(source.data):
        counts = figures.setdefault(name, {"articles": 0, "words": 0, "attributions": 0, "refused": {}, "faults": []})
        counts["articles"] += 1
        try:
            reading = reader.read(text)
        except HearsayError as error:
            counts["refused"].setdefault(error.code, []).append(identifier)
            continue
        counts["words"] += len(text.split())
        counts["attributions"] += len(reading.attributions)
        counts["faults"] += [f"{identifier}: {fault}" for fault in corpus.faults(reading)]
    return figures


SUITES: Mapping[str, Suite] = {
    "speed": speed_suite,
    "corpus": corpus_suite,
}
