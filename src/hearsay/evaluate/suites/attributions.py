"""Suites of who says what: attributions, nesting, speakers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from hearsay.evaluate import attribution, nested, polnear, speaker
from hearsay.evaluate.calibration import brier, expected_calibration_error, reliability
from hearsay.evaluate.scores import PRF, Table, add_tables, table_figures
from hearsay.evaluate.suites.base import Figures, Reader, Source, Suite, attributions_of, gum, read_each
from hearsay.model import Attribution


def polnear_suite(source: Source, reader: Reader) -> Figures:
    """Outermost attributions of PolNeAR, unlinked and linked, and how far confidences can be trusted."""
    articles = polnear.load(source.path("polnear/{split}.jsonl"))
    failed: dict[str, str] = {}
    tables: list[Table] = []
    sure: list[float] = []
    came_true: list[bool] = []
    readings = read_each(((article.id, article.text) for article in articles), reader, failed)
    for article, reading in zip(articles, readings, strict=True):
        # PolNeAR marks no nested attributions, so those read are neither right nor wrong by it.
        found = [a for a in attributions_of(reading) if a.parent is None]
        tables.append(attribution.score(article.text, article.attributions, found))
        sure += [a.confidence for a in found]
        came_true += attribution.outcomes(article.attributions, found)
        source.emit({"id": article.id, "attributions": found})
    return {
        "documents": len(articles),
        "failed": failed,
        **table_figures(add_tables(tables)),
        "confidence": _confidence_figures(sure, came_true),
    }


def _confidence_figures(sure: Sequence[float], came_true: Sequence[bool]) -> Figures:
    """Confidence against outcome; not percentages."""
    return {
        "attributions": len(sure),
        "expected calibration error": round(expected_calibration_error(sure, came_true), 4),
        "brier": round(brier(sure, came_true), 4),
        "reliability": [msgspec.to_builtins(b) for b in reliability(sure, came_true)],
    }


def annotators_suite(source: Source, _reader: Reader) -> Figures:
    """How well PolNeAR's annotators agree on the articles that several read. The reader is not asked."""
    articles = [a for a in polnear.load(source.path("polnear/{split}.jsonl")) if a.alt_annotations]
    return {"documents": len(articles), **table_figures(polnear.between_annotators(articles))}


def nested_suite(source: Source, reader: Reader) -> Figures:
    """Nested pairs and cues on GUM as natural text: all, by genre, and news with interviews."""
    failed: dict[str, str] = {}
    tables: dict[str, list[Table]] = {"all": [], "news and interview": []}
    documents, _ = gum(source)
    readings = read_each(((d.id, d.text) for d in documents), reader, failed)
    for document, reading in zip(documents, readings, strict=True):
        found = attributions_of(reading)
        table = nested.score(document.attributions, found)
        for polarity, negative in (("negative", True), ("positive", False)):
            gold = [a for a in document.attributions if a.negative is negative]
            table[f"cues of {polarity} polarity"] = _recall(nested.score(gold, found)["cues"])
        groups = ["all", document.genre]
        if document.genre in ("news", "interview"):
            groups.append("news and interview")
        for group in groups:
            tables.setdefault(group, []).append(table)
        source.emit({"id": document.id, "attributions": found})
    figures = {group: table_figures(add_tables(parts)) for group, parts in tables.items()}
    return {"documents": len(documents), "failed": failed, **figures}


def _recall(score: PRF) -> PRF:
    """The recall side alone: what was predicted has no polarity to count it by."""
    return PRF(0, 0, score.found, score.gold)


def speaker_suite(source: Source, reader: Reader) -> Figures:
    """Speakers that the text names by a pronoun or a common noun, on GUM: all and by genre."""
    failed: dict[str, str] = {}
    tables: dict[str, list[Table]] = {"all": []}
    documents, treebank = gum(source)
    readings = read_each(((d.id, d.text) for d in documents), reader, failed)
    for document, reading in zip(documents, readings, strict=True):
        cases, found = speaker.cases(document, treebank[document.id]), attributions_of(reading)
        table = speaker.score(cases, found)
        for group in ("all", document.genre):
            tables.setdefault(group, []).append(table)
        source.emit({"id": document.id, "speakers": [_speaker(case, found, document.text) for case in cases]})
    figures = {group: table_figures(add_tables(parts)) for group, parts in tables.items()}
    return {"documents": len(documents), "failed": failed, **figures}


def _speaker(case: speaker.Case, found: Sequence[Attribution], text: str) -> Figures:
    match = speaker.find(case, found)
    name = match.source_name if match else None
    return {
        "attribution": case.attribution,
        "source": [text[start:end] for start, end in case.source],
        "name": name,
        "right": name is not None and speaker.is_right(case, name),
    }


SUITES: Mapping[str, Suite] = {
    "polnear": polnear_suite,
    "annotators": annotators_suite,
    "nested": nested_suite,
    "speaker": speaker_suite,
}
