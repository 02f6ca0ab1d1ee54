"""Suites of what is made of a statement: claims, sources, evidence, factuality."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from hearsay.errors import DataError
from hearsay.evaluate import actors, factuality, weigh
from hearsay.evaluate.scores import Table, add_tables, percent, table_figures
from hearsay.evaluate.suites.base import (
    Figures,
    Reader,
    Source,
    Suite,
    attributions_of,
    gold,
    gum,
    read_each,
    read_or_none,
)
from hearsay.resolve.registry import Registry


def factuality_suite(source: Source, reader: Reader) -> Figures:
    """How far UDS's predicates happened, and which of GUM's attributions are negative.

    Of UDS's dev set split ``test`` is the two fifths held back, any other the rest, which the weights are fitted on; of
    GUM, split ``train`` is its train part and any other its dev part. Correlations and errors are no percentages. A
    part whose data is not there is skipped and says so. Raises DataError where neither is.
    """
    gum = msgspec.structs.replace(source, split="train" if source.split == "train" else "dev")
    parts = (
        ("uds", _uds, source, ["factuality/uds-dev.jsonl"]),
        ("gum", _gum_polarity, gum, ["gum-attribution/{split}.jsonl", "ud/gum-{split}.conllu"]),
    )
    figures: Figures = {}
    for name, part, its, needed in parts:
        missing = next((path for path in map(its.path, needed) if not path.is_file()), None)
        figures[name] = part(its, reader) if missing is None else {"skipped": f"no such benchmark file: {missing}"}
    if all("skipped" in part for part in figures.values()):
        raise DataError("there is neither UDS's file nor GUM's", where=str(source.data))
    return figures


def _uds(source: Source, reader: Reader) -> Figures:
    test = source.split == "test"
    sentences = factuality.load(source.data / "factuality" / "uds-dev.jsonl", "test" if test else "train")
    wanted: list[float] = []
    found: list[tuple[float, str]] = []
    for sentence in sentences:
        places = factuality.spans(sentence)
        guesses = reader.happened(sentence.text, [places[p.index] for p in sentence.predicates])
        wanted += [p.factuality for p in sentence.predicates]
        found += guesses
        source.emit({"id": sentence.uds_id, "happened": guesses})
    fit = factuality.score(wanted, [value for value, _ in found])
    agreed = percent(factuality.agreement(wanted, [status for _, status in found]))
    head: Figures = {"part": "held back" if test else "fitted on", "sentences": len(sentences)}
    return head | msgspec.structs.asdict(fit) | {"status agrees": agreed}


def _gum_polarity(source: Source, reader: Reader) -> Figures:
    """Negative attributions: those of given attributions, and of those read, with and without what GUM has not."""
    failed: dict[str, str] = {}
    tables: list[Table] = []
    documents, _ = gum(source)
    readings = read_each(((d.id, d.text) for d in documents), reader, failed)
    for document, reading in zip(documents, readings, strict=True):
        read = attributions_of(reading)
        gold = document.attributions
        asked = [*map(factuality.given_attribution, gold), *read]
        negative = reader.negative(document.text, asked) if reading else [False] * len(asked)
        of_gold, of_read = negative[: len(gold)], negative[len(gold) :]
        tables.append(
            {
                "given": factuality.given(gold, of_gold),
                "read": factuality.read(gold, read, of_read),
                "read, of those marked": factuality.read_known(gold, read, of_read),
            }
        )
        source.emit({"id": document.id, "negative": of_gold, "read": of_read})
    return {"documents": len(documents), "failed": failed, **table_figures(add_tables(tables))}


def weigh_suite(source: Source, reader: Reader) -> Figures:
    """Claims of our own gold's attributions: each field beside the agreement of its labellers and simple baselines."""
    emitted: list[weigh.Pair] = []
    found = weigh.measure(source.data, gold("weighing"), source.split, reader.weigh, emitted.extend)
    for item, claim in emitted:
        source.emit({"id": item.document, "cue": item.cue, "claim": claim})
    return found.table()


LATER_PARTS = ("dev", "test", "held", "last", "sixth", "seventh")
"""The parts of the later sample for evidence: ``dev`` and ``sixth`` were read while rules were made, ``held`` and
``last`` after they had been scored, ``test`` in part; ``seventh`` was not."""


def later_suite(source: Source, reader: Reader) -> Figures:
    """Our later samples, each of one thing and labelled before it was scored: sources, evidence, actors, part by part.

    A thousand articles are read for them, so no floor in CI rests on them. The split is not asked.
    """
    failed: dict[str, str] = {}
    sources = weigh.source_types(source.data, gold("sources-later"), reader.weigh)
    evidence = {
        part: weigh.measure(source.data, gold("evidence-fresh"), part, reader.weigh, partly=())
        for part in ("dev", "test")
    }
    evidence |= {
        f"later {part}": weigh.measure(source.data, gold("evidence-later"), part, reader.weigh, partly=())
        for part in LATER_PARTS
    }
    _, found = actors.measure(source.data, gold("actors-fresh"), None, Registry(), read_or_none(reader, failed))
    return {
        "failed": failed,
        "sources": sources,
        "evidence": {part: {"items": one.items, **one.evidence_table()} for part, one in evidence.items()},
        "actors": actors.by_sample(found),
    }


SUITES: Mapping[str, Suite] = {
    "factuality": factuality_suite,
    "weigh": weigh_suite,
    "later": later_suite,
}
