"""Suites of who did what to whom: events, incidents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from hearsay.errors import DataError
from hearsay.evaluate import events, muc4, muc4_score, plover, roles
from hearsay.evaluate.scores import Table, add_tables, percent, table_figures
from hearsay.evaluate.suites.base import Figures, Reader, Source, Suite, gold, read_each, read_or_none
from hearsay.export import muc4 as muc4_export
from hearsay.model import Reading


def plover_suite(source: Source, reader: Reader) -> Figures:
    """PLOVER roots of plv-train: source and target marked, by five-fold cross-validation, and unmarked.

    There is one part; the split is not asked.
    """
    rows = plover.load(source.data / "plover" / "plv-train.jsonl")
    made, records = plover.measure(rows, reader.parsed)
    for record in records:
        source.emit(record)
    return {"sentences": len(rows), **made}


def events_suite(source: Source, reader: Reader) -> Figures:
    """Events of our own gold, and false violent events in peaceful sentences of GUM and EWT dev.

    Split ``dev`` or ``test`` is a half of the gold's documents, ``all`` both. The later golds are of dev alone: rules
    were written on ``second``, and on the halves ``first`` of ``third`` and ``fourth``.
    """
    failed: dict[str, str] = {}
    one = read_or_none(reader, failed)

    def read(text: str) -> Reading | None:
        reading = one(text)
        if reading is not None:
            source.emit({"text": text[:60], "events": reading.events})
        return reading

    groups = events.measure(source.data, gold("events"), source.split, read)
    later: dict[str, dict[str, Table]] = {"second": {}, "third": {}, "fourth": {}}
    if source.split != "test":
        later = {name: events.measure(source.data, gold(f"events-{name}"), "all", read) for name in later}
    calm = events.peaceful(source.data, read)
    return {
        "failed": failed,
        **{group: table_figures(table) for group, table in groups.items()},
        **{name: {g: table_figures(table) for g, table in found.items()} for name, found in later.items()},
        "peaceful": msgspec.to_builtins(calm) | {"rate": percent(calm.violent / max(1, calm.sentences))},
    }


def muc4_suite(source: Source, reader: Reader) -> Figures:
    """MUC-4's templates by its scoring guidelines. Splits: ``dev`` (trained on), ``tst1``, ``tst2``."""
    failed: dict[str, str] = {}
    scored, sure = muc4_score.Scored(), []
    articles, keys = _muc4(source.data / "muc4" / source.split)
    for (name, _), reading in zip(articles, read_each(articles, reader, failed), strict=True):
        found = _templates(reading, name)
        scored += muc4_score.score(keys.get(name, []), found)
        sure += muc4_score.confidence(keys.get(name, []), found)
        source.emit({"id": name, "templates": found})
    right = [ours.alternatives[0] in theirs.alternatives for theirs, ours in sure]
    fact = ["REPORTED AS FACT" in theirs.alternatives for theirs, _ in sure]
    return {
        "documents": len(articles),
        "failed": failed,
        **muc4_score.summary(scored),
        "confidence": {"organizations": len(sure), "accuracy": _share(right), "always as fact": _share(fact)},
    }


def _share(outcomes: Sequence[bool]) -> float:
    return percent(sum(outcomes) / len(outcomes)) if outcomes else 0.0


def _templates(reading: Reading | None, name: str) -> list[muc4.Template]:
    return muc4.parse(muc4_export.dumps(reading, name).decode(), where=name)[name] if reading else []


def roles_suite(source: Source, reader: Reader) -> Figures:
    """The five-role projection of MUC-4, ``roles-SPLIT.json``: GTT's entity micro-F1 and CEAF-RME.

    ``train`` are the articles the coder is trained on, ``dev`` those of ``tst1`` and ``tst2``. What is read is the
    article as MUC-4 has it, with its dateline.
    """
    failed: dict[str, str] = {}
    tables: list[Table] = []
    gold_articles = roles.load(source.path("muc4/roles-{split}.json"))
    parts = ("dev",) if source.split == "train" else ("tst1", "tst2")
    texts = {name: text for part in parts for name, text in _muc4(source.data / "muc4" / part)[0]}
    named = [(article.id, texts[article.id]) for article in gold_articles]
    for article, reading in zip(gold_articles, read_each(named, reader, failed), strict=True):
        found = [] if reading is None else roles.project(reading)
        tables.append(roles.score(article.templates, found) | roles.ceaf(article.templates, found))
        source.emit({"docid": article.id, "templates": found})
    return {"documents": len(named), "failed": failed, **table_figures(add_tables(tables))}


def _muc4(folder: Path) -> tuple[list[tuple[str, str]], dict[str, list[muc4.Template]]]:
    """The texts and the keys of a folder. Raises DataError where there is none."""
    if not folder.is_dir():
        raise DataError("no such folder", where=str(folder))
    articles: list[tuple[str, str]] = []
    keys: dict[str, list[muc4.Template]] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith("key"):
            keys |= muc4.load(path)
        elif re.match(r"(?:dev|tst)", path.name):
            articles += muc4.texts(path)
    return articles, keys


SUITES: Mapping[str, Suite] = {
    "plover": plover_suite,
    "events": events_suite,
    "muc4": muc4_suite,
    "roles": roles_suite,
}
