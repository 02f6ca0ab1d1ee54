"""Hearsay as a spaCy component: ``nlp = spacy.blank("en"); nlp.add_pipe("hearsay")``.

The Doc gets tags, lemmas, heads, entities and sentences as any spaCy parser sets them, so that matchers and other
people's components work on it, and ``doc._.attributions``, ``doc._.claims``, ``doc._.events``, ``doc._.incidents``,
``doc._.mentions`` and ``doc._.reading``. The words are the Doc's own tokens: the component reads whatever tokenizer the
pipeline has. Entities that another component set before are kept. Readings travel with a Doc's bytes, so ``DocBin``
and ``n_process`` work.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import srsly  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.tokens import Doc, Span

from hearsay.errors import NotEnglish
from hearsay.model import Attribution, Claim, Document, Event, Incident, Mention, Reading, content_id
from hearsay.parse.words import Words, build
from hearsay.parsed import Parsed
from hearsay.pipeline import Pipeline
from hearsay.read.language import require_english

_ASSIGNS = [
    "doc._.attributions", "doc._.claims", "doc._.events", "doc._.incidents", "doc._.mentions", "doc._.reading",
    "doc.ents", "doc.sents", "token.tag", "token.pos", "token.lemma", "token.head", "token.dep",
]  # fmt: skip
_ENTITY_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}


_MARK = "hearsay.reading"


def _attributions(doc: Doc) -> tuple[Attribution, ...]:
    return doc._.reading.attributions if doc._.reading else ()


def _claims(doc: Doc) -> tuple[Claim, ...]:
    return doc._.reading.claims if doc._.reading else ()


def _events(doc: Doc) -> tuple[Event, ...]:
    return doc._.reading.events if doc._.reading else ()


def _incidents(doc: Doc) -> tuple[Incident, ...]:
    return doc._.reading.incidents if doc._.reading else ()


def _mentions(doc: Doc) -> tuple[Mention, ...]:
    return doc._.reading.mentions if doc._.reading else ()


def _declare() -> None:
    if not Doc.has_extension("reading"):
        Doc.set_extension("reading", default=None)
        Doc.set_extension("attributions", getter=_attributions)
        Doc.set_extension("claims", getter=_claims)
        Doc.set_extension("events", getter=_events)
        Doc.set_extension("incidents", getter=_incidents)
        Doc.set_extension("mentions", getter=_mentions)


def _encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """A reading as bytes, for ``Doc.to_bytes``."""
    if isinstance(value, Reading):
        return {_MARK: msgspec.json.encode(value)}
    return value if chain is None else chain(value)


def _decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """The other way round."""
    if isinstance(value, dict) and _MARK in value:
        return msgspec.json.decode(value[_MARK], type=Reading)
    return value if chain is None else chain(value)


srsly.msgpack_encoders.register("hearsay", func=_encode)
srsly.msgpack_decoders.register("hearsay", func=_decode)


class Component:
    """The pipe itself: a Doc in, the same Doc with everything set on it out."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def __call__(self, doc: Doc) -> Doc:
        """The Doc, read. One in another language is left as it is, with a warning."""
        try:
            require_english(doc.text)
        except NotEnglish as error:
            warnings.warn(f"hearsay left a Doc as it was: {error.message}", UserWarning, stacklevel=2)
            return doc
        parser = self._pipeline.parser
        words, kept = _words(doc)
        document = Document(id=content_id("d", doc.text), text=doc.text)
        parsed = parser.finish(document, words, parser.encoder.encode([words])[0])
        _annotate(doc, kept, parsed)
        doc._.reading = self._pipeline.from_parsed(parsed)
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int = 1) -> Iterator[Doc]:
        """Read a stream of Docs in order, one at a time: spaCy's usual thousand would only fill the memory."""
        for doc in docs:
            yield self(doc)


def _words(doc: Doc) -> tuple[Words, list[int]]:
    """The Doc's words, white space left out, and their token numbers. A line end starts a paragraph."""
    kept = [t.i for t in doc if not t.is_space]
    text = doc.text
    starts = [doc[i].idx for i in kept]
    ends = [doc[i].idx + len(doc[i]) for i in kept]
    paragraph, number = [], 0
    for before, start in zip([0, *ends], starts, strict=False):
        number += "\n" in text[before:start]
        paragraph.append(number)
    return build(text, [doc[i].text for i in kept], starts, ends, paragraph), kept


def _annotate(doc: Doc, kept: list[int], parsed: Parsed) -> None:
    """Set tags, lemmas, heads, sentence starts and entities; white space hangs on the word before it."""
    if not kept:
        return
    place = np.maximum(np.searchsorted(kept, np.arange(len(doc)), side="right") - 1, 0)
    is_word = np.isin(np.arange(len(doc)), kept)
    heads, deps, tags, pos, lemmas = [], [], [], [], []
    for i in range(len(doc)):
        w = int(place[i])
        word = bool(is_word[i])
        heads.append(kept[int(parsed.head[w])] if word else kept[w])
        relation = "ROOT" if word and int(parsed.head[w]) == w else parsed.relation[w]
        deps.append(relation if word else "dep")
        tags.append(parsed.xpos[w] if word else "_SP")
        pos.append(parsed.upos[w] if word else "SPACE")
        lemmas.append(parsed.lemma[w] if word else doc[i].text)
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
    keys: list[int | str] = ["TAG", "POS", "LEMMA", "HEAD", "DEP"]
    doc.from_array(keys, filled.to_array(keys))  # type: ignore[arg-type]
    doc.set_ents([*doc.ents, *_entities(doc, kept, parsed)], default="outside")


def _entities(doc: Doc, kept: list[int], parsed: Parsed) -> list[Span]:
    taken = {i for entity in doc.ents for i in range(entity.start, entity.end)}
    spans = [
        Span(doc, kept[n.start], kept[n.end - 1] + 1, label=_ENTITY_LABELS.get(n.type, n.type)) for n in parsed.names
    ]
    return [span for span in spans if taken.isdisjoint(range(span.start, span.end))]


@Language.factory("hearsay", default_config={"model": None}, assigns=_ASSIGNS)
def make(nlp: Language, name: str, model: str | None) -> Component:
    """The factory spaCy calls; ``model`` is a model folder, by default the one in the package."""
    _declare()
    return Component(Pipeline.load(None if model is None else Path(model)))
