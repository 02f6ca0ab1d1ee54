"""The pipeline, as the benchmark suites want a reader to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hearsay.evaluate.factuality import word_at
from hearsay.model import Attribution, Claim, Document, Reading, Span, content_id
from hearsay.parse.words import Words, build
from hearsay.parsed import Parsed
from hearsay.pipeline import Pipeline
from hearsay.weigh.happened import happened_in
from hearsay.weigh.negation import negative_in
from hearsay.weigh.status import status_in
from hearsay.weigh.view import View


@dataclass(frozen=True, slots=True)
class Word:
    """What was found out about one given word; ``head`` counts the sentence's words from 1, 0 is the root."""

    upos: str
    lemma: str
    head: int
    deprel: str


class PipelineReader:
    """Reads for the suites: articles whole, given words, named entities."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def read(self, text: str, published: str | None = None) -> Reading:
        """The whole reading of a plain text."""
        return self._pipeline.read(text, published=published)

    def parsed(self, text: str) -> tuple[Parsed, Reading]:
        """The parse of a plain text, and its whole reading."""
        parsed = self._pipeline.parse([self._pipeline.document(text)])[0]
        return parsed, self._pipeline.from_parsed(parsed)

    def parse_words(
        self, sentences: Sequence[Sequence[str]], spaced: Sequence[Sequence[bool]], paragraphs: Sequence[bool]
    ) -> list[list[Word]]:
        """One document's words as they are given. ``spaced`` tells which words white space follows, ``paragraphs``
        which sentences begin a paragraph."""
        words, ranges = _given(sentences, spaced, paragraphs)
        parser = self._pipeline.parser
        document = Document(id=content_id("d", *words.text), text="")
        parsed = parser.finish(document, words, parser.encoder.encode([words])[0], ranges)
        out = []
        for start, end in ranges:
            heads = np.where(parsed.head[start:end] == np.arange(start, end), 0, parsed.head[start:end] - start + 1)
            out.append(
                [
                    Word(parsed.upos[i], parsed.lemma[i], int(h), parsed.relation[i])
                    for i, h in zip(range(start, end), heads, strict=True)
                ]
            )
        return out

    def happened(self, text: str, spans: Sequence[Span]) -> list[tuple[float, str]]:
        """How far the predicates at spans of a text happened, -3 to 3, and their status."""
        parsed = self._parsed(text)
        view, words = View(parsed), [word_at(parsed, span) for span in spans]
        return [(happened_in(view, word, self._pipeline.model), status_in(view, word)) for word in words]

    def negative(self, text: str, attributions: Sequence[Attribution]) -> list[bool]:
        """Which of a text's attributions say that their source did not say or think the content."""
        view = View(self._parsed(text))
        return [negative_in(view, attribution) for attribution in attributions]

    def weigh(self, text: str, attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
        """The claims of attributions in a plain text, in the reader's own parse of it."""
        return self._pipeline.claims(self._parsed(text), attributions)

    def _parsed(self, text: str) -> Parsed:
        return self._pipeline.parse([self._pipeline.document(text)])[0]

    def entities(self, text: str) -> list[tuple[int, int, str]]:
        """Names as ``(start, end, type)`` code points; types as in :data:`hearsay.evaluate.ner.TYPES`."""
        document = self._pipeline.document(text)
        parsed = self._pipeline.parse([document])[0]
        return [(*parsed.span(n.start, n.end), n.type) for n in parsed.names if n.type != "MISC"]


def _given(
    sentences: Sequence[Sequence[str]], spaced: Sequence[Sequence[bool]], paragraphs: Sequence[bool]
) -> tuple[Words, list[tuple[int, int]]]:
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    paragraph: list[int] = []
    ranges: list[tuple[int, int]] = []
    at, number = 0, -1
    for sentence, spaces, new in zip(sentences, spaced, paragraphs, strict=True):
        number += 1 if new or number < 0 else 0
        ranges.append((len(forms), len(forms) + len(sentence)))
        for form, space in zip(sentence, spaces, strict=True):
            starts.append(at)
            ends.append(at + len(form))
            forms.append(form)
            paragraph.append(number)
            at += len(form) + int(space)
    return build(" " * at, forms, starts, ends, paragraph), ranges
