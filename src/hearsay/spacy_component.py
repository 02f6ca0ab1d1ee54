"""Hearsay as a spaCy component: ``nlp = spacy.blank("en"); nlp.add_pipe("hearsay")``.

The Doc gets tags, lemmas, heads, entities and sentences as any spaCy parser sets them, so that matchers and other
people's components work on it, and ``doc._.attributions``, ``doc._.mentions`` and ``doc._.reading``. The words are
the Doc's own tokens: the component reads whatever tokenizer the pipeline has.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from hearsay.model import Document, content_id
from hearsay.parse.words import Words, build
from hearsay.parsed import Parsed
from hearsay.pipeline import Pipeline

_ASSIGNS = [
    "doc._.attributions", "doc._.mentions", "doc._.reading", "doc.ents", "doc.sents", "token.tag", "token.pos",
    "token.lemma", "token.head", "token.dep",
]  # fmt: skip
_ENTITY_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}


def _declare() -> None:
    for name in ("reading", "attributions", "mentions"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None if name == "reading" else ())


class Component:
    """The pipe itself: a Doc in, the same Doc with everything set on it out."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def __call__(self, doc: Doc) -> Doc:
        return next(iter(self.pipe([doc])))

    def pipe(self, docs: Any, batch_size: int = 8) -> Any:
        """Read a stream of Docs, ``batch_size`` together, in order."""
        held: list[Doc] = []
        for doc in docs:
            held.append(doc)
            if len(held) == batch_size:
                yield from self._many(held)
                held = []
        yield from self._many(held)

    def _many(self, docs: list[Doc]) -> list[Doc]:
        parser = self._pipeline.parser
        words = [_words(doc) for doc in docs]
        encoded = parser.encoder.encode([w for w, _ in words])
        for doc, (w, kept), values in zip(docs, words, encoded, strict=True):
            document = Document(id=content_id("d", doc.text), text=doc.text)
            parsed = parser.finish(document, w, values)
            _annotate(doc, kept, parsed)
            reading = self._pipeline.from_parsed(parsed)
            doc._.reading = reading
            doc._.attributions = reading.attributions
            doc._.mentions = reading.mentions
        return docs


def _words(doc: Doc) -> tuple[Words, list[int]]:
    """The Doc's words, white space left out, and their token numbers. A line end starts a paragraph."""
    kept = [t.i for t in doc if not t.is_space]
    paragraph, number, last = [], 0, 0
    for i in kept:
        number += "\n" in doc.text[last : doc[i].idx]
        paragraph.append(number)
        last = doc[i].idx + len(doc[i])
    starts = [doc[i].idx for i in kept]
    ends = [doc[i].idx + len(doc[i]) for i in kept]
    return build(doc.text, [doc[i].text for i in kept], starts, ends, paragraph), kept


def _annotate(doc: Doc, kept: list[int], parsed: Parsed) -> None:
    """Set tags, lemmas, heads, sentence starts and entities; white space hangs on the word before it."""
    if not kept:
        return
    place = np.maximum(np.searchsorted(kept, np.arange(len(doc)), side="right") - 1, 0)
    is_word = np.isin(np.arange(len(doc)), kept)
    first = {start for start, _ in parsed.sentences}
    heads, deps, tags, pos, lemmas, starts = [], [], [], [], [], []
    for i in range(len(doc)):
        w = int(place[i])
        word = bool(is_word[i])
        heads.append(kept[int(parsed.head[w])] if word else kept[w])
        relation = "ROOT" if word and int(parsed.head[w]) == w else parsed.relation[w]
        deps.append(relation if word else "dep")
        tags.append(parsed.xpos[w] if word else "_SP")
        pos.append(parsed.upos[w] if word else "SPACE")
        lemmas.append(parsed.lemma[w] if word else doc[i].text)
        starts.append(word and w in first)
    filled = Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=tags,
        pos=pos,
        lemmas=lemmas,
        heads=heads,
        deps=deps,
    )
    keys = ["TAG", "POS", "LEMMA", "HEAD", "DEP"]
    doc.from_array(keys, filled.to_array(keys))
    doc.set_ents(
        [Span(doc, kept[n.start], kept[n.end - 1] + 1, label=_ENTITY_LABELS[n.type]) for n in parsed.names],
        default="outside",
    )


@Language.factory("hearsay", default_config={"model": None}, assigns=_ASSIGNS)
def make(nlp: Language, name: str, model: str | None) -> Component:
    """The factory spaCy calls; ``model`` is a model folder, by default the one in the package."""
    _declare()
    return Component(Pipeline.load(None if model is None else Path(model)))
