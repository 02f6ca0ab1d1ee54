"""The suites over many documents: copies, happenings, tolls, propositions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from hearsay.corroborate.copies import SHARED as KEYS_SHARED
from hearsay.corroborate.copies import folds as same_text
from hearsay.corroborate.copies import sample
from hearsay.corroborate.stories import stories
from hearsay.corroborate.views import View, terms, text_shingles
from hearsay.errors import DataError
from hearsay.evaluate import copies, propositions, tolls
from hearsay.evaluate.happenings import b_cubed
from hearsay.evaluate.scores import percent
from hearsay.evaluate.suites.base import Figures, Reader, Source, Suite, gold
from hearsay.evaluate.weigh import kappa

TUNED_ON = 25
"""ECB+'s topics up to this one are dev, the others test."""


def copies_suite(source: Source, _reader: Reader) -> Figures:
    """Pairs made of PolNeAR's train part, and real ones of ECB+'s, each told by itself."""
    file = gold("copies")
    articles = [json.loads(line)["text"] for line in _lines(source.data / "polnear" / "train.jsonl")]
    texts = copies.ecb_texts(source.data / "ecbplus" / "topics-1-35.jsonl")
    figures: Figures = {}
    for name, pairs in (("made", list(copies.made(articles))), ("real", copies.labelled(file, texts, source.split))):
        score, wrong = copies.score(pairs, folds)
        figures[name] = {"pairs": len(pairs), **score.figures()}
        for pair in wrong:
            source.emit({"set": name, "how": pair.how, "copy": pair.copy, "one": pair.one, "other": pair.other})
    first, _ = copies.score(copies.labelled(file, texts, source.split, "first"), folds)
    figures["real, first sample"] = first.figures()
    rows = [json.loads(line) for line in _lines(file)]
    agreement = second_reader([(str(row["copy"]), str(row["second"])) for row in rows])
    return {**figures, "second reader": agreement}


def second_reader(labels: Sequence[tuple[str, str]]) -> dict[str, float]:
    """How far a second reader's labels of a whole gold file agree with the file's: alike of all, and Cohen's kappa."""
    return {"items": len(labels), "alike": sum(a == b for a, b in labels), "kappa": round(kappa(labels), 2)}


def folds(one: str, other: str) -> bool:
    """Whether two texts are found for each other and told to be one."""
    first, second = (
        View(record=text, document=text, terms=terms("", text), shingles=text_shingles(text).astype("<u8").tobytes())
        for text in (one, other)
    )
    met = len(set(sample(first.hashes())) & set(sample(second.hashes()))) >= KEYS_SHARED
    return met and same_text(first, second)


def happenings_suite(source: Source, _reader: Reader) -> Figures:
    """ECB+'s documents grouped by what they tell of; an event and its sister event share a topic."""
    texts = copies.ecb_texts(source.data / "ecbplus" / "topics-1-35.jsonl")
    dev = source.split == "dev"
    chosen = {id: text for id, (_, text) in texts.items() if (int(id.split("_")[0]) <= TUNED_ON) == dev}
    views = [View(record=id, document=id, terms=terms("", text)) for id, text in sorted(chosen.items())]
    found = {view.record: str(number) for number, story in enumerate(stories(views)) for view in story}
    order = sorted(found)
    scores = b_cubed([texts[id][0] for id in order], [found[id] for id in order])
    source.emit({"groups": found})
    named = zip(("precision", "recall", "f1"), map(percent, scores), strict=True)
    return {"documents": len(order), "groups": len(set(found.values())), "b-cubed": dict(named)}


def tolls_suite(source: Source, _reader: Reader) -> Figures:
    """Timelines of our own: those at odd places in the file are dev, the others test."""
    every = tolls.load(gold("tolls"))
    timelines = every[0 if source.split == "dev" else 1 :: 2]
    figures, _ = tolls.measure(timelines)
    twice = [(e.state, one.second[m].state) for one in every for m, e in one.expected.items() if one.second]
    return {"timelines": len(timelines), **figures, "second reader": second_reader(twice)}


def propositions_suite(source: Source, reader: Reader) -> Figures:
    """Pairs of invented statements: the same claim, the opposite, or another."""
    file = gold("propositions")
    figures, told = propositions.measure(propositions.load(file, source.split), reader.read)
    for pair, given in told:
        source.emit({"id": pair.id, "label": pair.label, "given": given})
    twice = [(pair.label, pair.second) for pair in propositions.load(file) if pair.second is not None]
    return {**figures, "second reader": second_reader(twice)}


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror or error}", where=str(path)) from error


SUITES: Mapping[str, Suite] = {
    "copies": copies_suite,
    "happenings": happenings_suite,
    "tolls": tolls_suite,
    "propositions": propositions_suite,
}
