"""Labels of our own on the training sets' texts: names in EWT and news, attributions inside PolNeAR's contents.

``training/marked/names-ewt.jsonl``: a document a line, ``id`` and ``names`` as ``[first, end, type]`` in its words,
half-open, after Universal NER's guidelines (PER, ORG, LOC). ``names-news.jsonl``: the same for articles of PolNeAR,
ECB+, the Local-Global Lexicon and MUC-4, in code points of the text. ``happened-ewt.jsonl``: ``id`` and
``predicates`` as ``[word, yes]``, how many of ten readers would say of a verb of EWT that according to its sentence
it happened or is so. ``events.jsonl``: ``id``, the ``regions`` that were read and their ``events`` after
``docs/gold-events.md``, as a type, an anchor, actors and recipients by heads' spans in code points.
``nested-polnear.jsonl``: ``id``, ``contents`` as the numbers of the attributions whose contents were read, and
``nested`` as lists of ``source``, ``cue`` and ``content`` spans in code points.

None holds a word of the texts. All were labelled by language models that read the guidelines, some examples of those
tasks' golds and nothing that Hearsay had found; how well they agree with people is in ``docs/decisions.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from training.data import Attribution, Sample, Told, paint, word_pieces
from training.labels import CUE, ENTITY, EVENT, IGNORE, UNTYPED

FOLDER = Path(__file__).parent / "marked"
_PROPER = ("NNP", "NNPS")


def _lines(name: str) -> Iterator[dict[str, Any]]:
    path = FOLDER / name
    if path.exists():
        for line in path.open(encoding="utf-8"):
            yield json.loads(line)


def add_names(samples: Iterable[Sample], xpos: dict[str, int]) -> int:
    """Lay the marked names onto EWT's documents; returns how many documents had any.

    A proper noun outside them is ``UNTYPED``: it may belong to a name of another sort, which was not marked.
    """
    marked = {record["id"]: record["names"] for record in _lines("names-ewt.jsonl")}
    proper = [xpos[tag] for tag in _PROPER if tag in xpos]
    found = 0
    for sample in samples:
        if sample.origin != "ewt" or sample.name not in marked or sample.xpos is None:
            continue
        tags = np.where(np.isin(sample.xpos, proper), UNTYPED, 0)
        for first, end, kind in marked[sample.name]:
            paint(tags, [(first, end)], ENTITY.index(f"B-{kind}"), ENTITY.index(f"I-{kind}"))
        sample.entity = tags
        found += 1
    return found


def add_news_names(samples: Iterable[Sample]) -> int:
    """Lay the marked names onto news; returns how many articles had any.

    A word with a capital outside them is ``UNTYPED``: no tagger has said there which words are proper nouns.
    """
    marked = {record["id"]: record["names"] for record in _lines("names-news.jsonl")}
    found = 0
    for sample in samples:
        if sample.name not in marked:
            continue
        tags = np.where([word[0].isupper() for word in sample.words.text], UNTYPED, 0)
        for start, end, kind in marked[sample.name]:
            pieces = word_pieces(sample.words, [[start, end]])
            paint(tags, pieces, ENTITY.index(f"B-{kind}"), ENTITY.index(f"I-{kind}"))
        sample.entity = tags
        found += 1
    return found


def add_happened(samples: Iterable[Sample]) -> int:
    """Lay what happened onto EWT's documents, 10 of 10 as 1 and none as -1; returns how many documents had any."""
    marked = {record["id"]: record["predicates"] for record in _lines("happened-ewt.jsonl")}
    found = 0
    for sample in samples:
        if sample.origin == "ewt" and sample.name in marked:
            sample.happened = np.full(len(sample.words), np.nan, np.float32)
            words, yes = np.array(marked[sample.name]).T
            sample.happened[words] = yes / 5 - 1
            found += 1
    return found


def add_events(samples: Iterable[Sample]) -> int:
    """Lay the marked events onto articles; returns how many events there are. Words of no region are not known."""
    marked = {record["id"]: record for record in _lines("events.jsonl")}
    laid = 0
    for sample in samples:
        record = marked.get(sample.name)
        if record is None:
            continue
        sample.event = np.full(len(sample.words), IGNORE, np.int64)
        pieces = [word_pieces(sample.words, [region]) for region in record["regions"]]
        regions = [(inside[0][0], inside[-1][1]) for inside in pieces if inside]
        for start, end in regions:
            sample.event[start:end] = 0
        for kind, anchor, *sides in record["events"]:
            at = _word(sample, anchor)
            start, end = next(r for r in regions if r[0] <= at < r[1])
            sample.event[at] = EVENT.index(kind)
            actors, recipients = ([_word(sample, span) for span in side] for side in sides)
            sample.told.append(Told(at, actors, recipients, start, end))
            laid += 1
    return laid


def _word(sample: Sample, span: list[int]) -> int:
    return word_pieces(sample.words, [span])[0][0]


def news() -> frozenset[str]:
    """The names of the articles in which something is marked."""
    return frozenset(record["id"] for name in ("names-news.jsonl", "events.jsonl") for record in _lines(name))


def add_nested(samples: Iterable[Sample]) -> int:
    """Lay the attributions marked inside contents onto PolNeAR's articles; returns how many there are.

    In the contents that were read, a word outside the marked cues is no cue; in others it is not known.
    """
    marked = {record["id"]: record for record in _lines("nested-polnear.jsonl")}
    laid = 0
    for sample in samples:
        record = marked.get(sample.name)
        if sample.origin != "polnear" or record is None or sample.cue is None:
            continue
        read = [piece for number in record["contents"] for piece in sample.attributions[number].content]
        outermost = {piece for a in sample.attributions for piece in a.cue}
        for start, end in read:
            sample.cue[start:end] = 0
        for source, cue, content in record["nested"]:
            spans = (word_pieces(sample.words, part) for part in (source, cue, content))
            attribution = Attribution(*spans)
            if not attribution.cue or not attribution.content or attribution.cue[0] in outermost:
                continue
            sample.attributions.append(attribution)
            paint(sample.cue, attribution.cue[:1], CUE.index("B"), CUE.index("I"))
            laid += 1
    return laid
