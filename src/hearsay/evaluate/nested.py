"""Nested attributions: GUM's discourse-tree attributions, and the score of who speaks inside whose words.

GUM (Zeldes 2017; eRST signals, Zeldes et al. 2024) marks an attribution as a discourse unit that holds source
and cue, the content it is a satellite of, and signals: the words that are its source, and words that
announce speech. Its text is words joined by single spaces; :func:`detokenised` puts it back into prose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

import msgspec
import numpy as np

from hearsay.errors import DataError
from hearsay.evaluate.conllu import Prose, TreebankDocument, document_prose
from hearsay.evaluate.files import read_jsonl
from hearsay.evaluate.matching import match
from hearsay.evaluate.scores import PRF, Table
from hearsay.evaluate.spans import join, length, overlap
from hearsay.model import Span, Spans


class Signal(msgspec.Struct, frozen=True):
    """What tells the reader that there is an attribution: a type, a subtype and the words."""

    type: str
    subtype: str
    spans: Spans


class RawAttribution(msgspec.Struct, frozen=True):
    """One attribution as the file has it; ``nested_in`` names all those whose content it stands in."""

    id: str
    polarity: Literal["positive", "negative"]
    attribution_edu: Spans
    content: Spans
    signals: tuple[Signal, ...]
    nested_in: tuple[str, ...]


class RawDocument(msgspec.Struct, frozen=True):
    """One document as the file has it; ``text`` is words joined by single spaces."""

    id: str
    genre: str
    text: str
    attributions: tuple[RawAttribution, ...]


class GoldAttribution(msgspec.Struct, frozen=True):
    """An attribution in the shape of :class:`hearsay.model.Attribution`.

    ``parent`` is the innermost attribution whose content it stands in; ``negative`` says that the text
    denies the speech or thought ("I don't think ...").
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    parent: str | None
    negative: bool


class GoldDocument(msgspec.Struct, frozen=True):
    """A document with its attributions."""

    id: str
    genre: str
    text: str
    attributions: tuple[GoldAttribution, ...]


class Nested(Protocol):
    """What the score needs of an attribution."""

    @property
    def id(self) -> str: ...
    @property
    def cue(self) -> Spans: ...
    @property
    def parent(self) -> str | None: ...


def load(path: Path) -> list[GoldDocument]:
    """The documents of a JSON Lines file, over the file's own spaced text.

    Raises DataError when a line is malformed, a span lies outside its text or a parent is unknown.
    """
    return [_document(raw, path) for raw in read_jsonl(path, RawDocument)]


def detokenised(document: GoldDocument, treebank: TreebankDocument) -> GoldDocument:
    """The document over natural text: spacing and paragraphs from the treebank's document of the same name.

    The words of both must be as many, and correspond in order; their forms may differ (a typist's
    correction). The treebank's forms are used. Raises DataError when the counts differ.
    """
    prose = document_prose(treebank)
    starts = _word_starts(document.text)
    if len(starts) != len(prose.words):
        raise DataError(f"{len(starts)} words here, {len(prose.words)} in the treebank", where=document.id)

    def move(spans: Spans) -> Spans:
        return join(prose.text, (_moved(span, starts, prose) for span in spans))

    attributions = tuple(
        GoldAttribution(a.id, move(a.source), move(a.cue), move(a.content), a.parent, a.negative)
        for a in document.attributions
    )
    return GoldDocument(document.id, document.genre, prose.text, attributions)


def load_prose(path: Path, treebank: Sequence[TreebankDocument]) -> list[GoldDocument]:
    """The documents over natural text. Raises DataError for one the treebank does not have."""
    by_id: Mapping[str, TreebankDocument] = {document.id: document for document in treebank}
    documents = []
    for document in load(path):
        if document.id not in by_id:
            raise DataError(f"{document.id} is not in the treebank", where=str(path))
        documents.append(detokenised(document, by_id[document.id]))
    return documents


def score(gold: Sequence[Nested], predicted: Sequence[Nested]) -> Table:
    """``pairs``: nested pairs (child, parent) with both cues right; ``cues``: attributions with it right.

    A cue is right when it shares a word, or a part of one, with the gold cue; one gold item is matched with
    one predicted item at most. Only the innermost parent counts.
    """
    return {
        "pairs": _matched(_pairs(gold), _pairs(predicted)),
        "cues": _matched([(a.cue,) for a in gold], [(a.cue,) for a in predicted]),
    }


def _pairs(attributions: Sequence[Nested]) -> list[tuple[Spans, ...]]:
    by_id = {a.id: a for a in attributions}
    return [(a.cue, by_id[a.parent].cue) for a in attributions if a.parent in by_id]


def _matched(gold: Sequence[tuple[Spans, ...]], predicted: Sequence[tuple[Spans, ...]]) -> PRF:
    weights = np.zeros((len(gold), len(predicted)))
    for i, one in enumerate(gold):
        for j, other in enumerate(predicted):
            shared = [overlap(a, b) for a, b in zip(one, other, strict=True)]
            weights[i, j] = sum(shared) if all(shared) else 0
    return PRF.of(len(match(weights)), len(predicted), len(gold))


def _document(raw: RawDocument, path: Path) -> GoldDocument:
    by_id = {a.id: a for a in raw.attributions}
    gold = []
    for a in raw.attributions:
        spans = a.attribution_edu + a.content + tuple(s for signal in a.signals for s in signal.spans)
        if any(not 0 <= start < end <= len(raw.text) for start, end in spans):
            raise DataError(f"{raw.id}: attribution {a.id} has a span outside the text", where=str(path))
        if any(parent not in by_id for parent in a.nested_in):
            raise DataError(f"{raw.id}: attribution {a.id} is nested in an unknown one", where=str(path))
        source = _signalled(a, "attribution_source")
        cue = join(raw.text, _cue(raw.text, a, source))
        content = join(raw.text, a.content)
        parent, negative = _innermost(a, by_id), a.polarity == "negative"
        gold.append(GoldAttribution(a.id, join(raw.text, source), cue, content, parent, negative))
    return GoldDocument(raw.id, raw.genre, raw.text, tuple(gold))


def _cue(text: str, attribution: RawAttribution, source: Spans) -> Spans:
    """The words that announce the speech: the lexical signals outside the source.

    Where there are none ("By Ana Ruiz", or a signal nobody marked), the discourse unit's words outside the
    source; where the source is all of it, the unit itself. Punctuation is no cue.
    """
    lexical = (*_signalled(attribution, "indicative_word"), *_signalled(attribution, "indicative_phrase"))
    unit = tuple(word for span in attribution.attribution_edu for word in _words(text, span))
    for words in (lexical, unit):
        outside = tuple(word for word in words if not overlap((word,), source) and _wordy(text, word))
        if outside:
            return outside
    return tuple(word for word in unit if _wordy(text, word)) or attribution.attribution_edu


def _signalled(attribution: RawAttribution, subtype: str) -> Spans:
    return tuple(span for signal in attribution.signals if signal.subtype == subtype for span in signal.spans)


def _innermost(attribution: RawAttribution, by_id: Mapping[str, RawAttribution]) -> str | None:
    """The parent that is nested in the other parents; by the shortest content where none is."""
    parents = [by_id[name] for name in attribution.nested_in]
    if not parents:
        return None
    return min(parents, key=lambda p: (-len(set(p.nested_in) & set(attribution.nested_in)), length(p.content))).id


def _wordy(text: str, span: Span) -> bool:
    return any(character.isalnum() for character in text[slice(*span)])


def _words(text: str, span: Span) -> list[Span]:
    position, words = span[0], []
    for word in text[slice(*span)].split(" "):
        if word:
            words.append((position, position + len(word)))
        position += len(word) + 1
    return words


def _word_starts(text: str) -> list[int]:
    return [start for start, _ in _words(text, (0, len(text)))]


def _moved(span: Span, starts: Sequence[int], prose: Prose) -> Span:
    first = int(np.searchsorted(starts, span[0], side="right")) - 1
    last = int(np.searchsorted(starts, span[1], side="left")) - 1
    return prose.words[max(first, 0)][0], prose.words[last][1]
