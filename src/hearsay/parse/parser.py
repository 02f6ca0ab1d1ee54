"""Documents to parsed documents: words, sentences, syntax, names, mentions, and the model's values."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from hearsay.model import Document, Mention, MentionKind, content_id
from hearsay.parse import tokenizer
from hearsay.parse.antecedents import Grammar, Scorer
from hearsay.parse.candidates import stretches, text_of
from hearsay.parse.casing import in_capitals, recase
from hearsay.parse.encoder import Encoded, Encoder
from hearsay.parse.entities import Found, mentions, names
from hearsay.parse.known import known
from hearsay.parse.known import words as lists
from hearsay.parse.lemmas import Lemmas
from hearsay.parse.naming import Describer, Namer, Weights
from hearsay.parse.pairs import NAME, NOMINAL
from hearsay.parse.paragraphs import prose
from hearsay.parse.syntax import SyntaxTables, dependencies, sentences
from hearsay.parse.weights import tables
from hearsay.parse.words import Words, build
from hearsay.parsed import Ints, Name, Parsed

# A run of characters longer than this without white space is kept as one word: no word is, and word rules are
# written for words.
_LONGEST_WORD = 400
# The values that later stages read; the others take three times the memory and are let go.
_KEPT = ("flat", "cue", "role_word", "role_first", "role_last", "antecedent", "fills", "incident", "happened")
# The names that are mentions too, as mentions are typed.
_TYPES = {"PER": "person", "ORG": "organization", "LOC": "place"}


class Parser:
    """The first stage after reading: one loaded model and everything that turns its values into structure."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._labels = encoder.manifest.labels
        raw = tables(encoder.manifest)
        self.tables = raw
        self._syntax = SyntaxTables.of(raw)
        self._scorer = Scorer.load(encoder.manifest.path("coreference.npz"), raw)
        self._namer = self._named_by(encoder.manifest.path("names.json"))
        self._lemmas = Lemmas.load(encoder.manifest.path("lemmas.tsv"))

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1) -> Parser:
        """Load a model folder, by default the one in the package. Raises :class:`hearsay.errors.ModelError`."""
        return cls(Encoder.load(folder, threads=threads))

    def words(self, document: Document, *, recased: bool = False) -> Words:
        """The document's prose, and its title, cut into words; white space is not a word.

        A headline is no sentence of the article, but it says who says what, so it is read like a paragraph. ``recased``
        words have the case that news would have; spans still point into the document's own text.
        """
        return cut(document, recased=recased)

    def recased(self, parsed: Parsed) -> Parsed:
        """The parse of a text in capitals as if it had the case of news; of any other text the parse as it is.

        For what has learnt from such parses: the reading itself finds names and actors better in capitals as they are.
        """
        if not in_capitals(parsed.document.text):
            return parsed
        return self.parse([parsed.document], recased=True)[0]

    def parse(self, documents: Sequence[Document], *, recased: bool = False) -> list[Parsed]:
        """Parse documents; the order is kept, and none's parse depends on another's. ``recased`` as for `words`."""
        words = [self.words(d, recased=recased) for d in documents]
        encoded = self.encoder.encode(words)
        return [self.finish(d, w, e) for d, w, e in zip(documents, words, encoded, strict=True)]

    def finish(
        self, document: Document, words: Words, encoded: Encoded, ranges: list[tuple[int, int]] | None = None
    ) -> Parsed:
        """Structure out of the model's values. ``ranges`` gives the sentences where they are known."""
        s = encoded.signals
        if ranges is None:
            ranges = sentences(s["sentence"], words.paragraph.astype(np.int64), encoded.rows)
        upos = [self._labels["upos"][i] for i in s["upos"].argmax(1)] if len(words) else []
        xpos = [self._labels["xpos"][i] for i in s["xpos"].argmax(1)] if len(words) else []
        head, relation = dependencies(s, ranges, self._syntax)
        pointer = self.encoder.manifest.sizes["pointer"]
        relations = [self._labels["relations"][i] for i in relation]
        grammar = Grammar(words.text, xpos, head, relations, ranges)
        entities = self._names(encoded, words, grammar, upos)
        found = mentions(
            s,
            grammar,
            rows=encoded.rows,
            pointer=pointer,
            scorer=self._scorer,
            named=self._by_head(entities, head),
            person=self._labels["mention"].index("person"),
        )
        return Parsed(
            document=document,
            words=words.text,
            starts=words.starts.astype(np.int64),
            ends=words.ends.astype(np.int64),
            paragraph=words.paragraph.astype(np.int64),
            quote=words.quote.astype(np.int64),
            sentences=ranges,
            upos=upos,
            xpos=xpos,
            lemma=[self._lemmas.of(w, u) for w, u in zip(words.text, upos, strict=True)],
            head=head,
            relation=relations,
            names=entities,
            mentions=[self._mention(document, words, f) for f in found],
            mention_words=[(f.start, f.end) for f in found],
            rows=encoded.rows,
            signals={name: s[name] for name in _KEPT if name in s},
        )

    def _named_by(self, weights: Path) -> Namer | None:
        if not weights.exists():
            return None
        describer = Describer(self._labels["entity"], self._labels["mention"], known(), lists())
        return Namer(describer, Weights.load(weights))

    def _names(self, encoded: Encoded, words: Words, grammar: Grammar, upos: list[str]) -> list[Name]:
        s = encoded.signals
        if self._namer is None or not len(words):
            return names(s["entity"], encoded.rows, self._labels["entity"], words.text)
        parts = stretches(encoded.rows, grammar.sentences, words.paragraph.astype(np.int64))
        proper = [i for i, tag in enumerate(self._labels["xpos"]) if tag in ("NNP", "NNPS")]
        told = (grammar.words, grammar.xpos, upos, grammar.head, grammar.relation)
        return self._namer.names(text_of(s, told, parts, proper))

    def _by_head(self, entities: list[Name], head: Ints) -> dict[int, tuple[int, Name]]:
        """Names by their heads, each with the number of its type among the types of mentions; others are left out."""
        types = {name: self._labels["mention"].index(kind) for name, kind in _TYPES.items()}
        found = {}
        for name in entities:
            inside = range(name.start, name.end)
            top = next((word for word in inside if head[word] not in inside or head[word] == word), name.start)
            if name.type in types:
                found[top] = types[name.type], name
        return found

    def _mention(self, document: Document, words: Words, found: Found) -> Mention:
        span = int(words.starts[found.start]), int(words.ends[found.end - 1])
        kind: MentionKind = "name" if found.word_class == NAME else "nominal"
        if found.word_class > NOMINAL:
            kind = "pronoun"
        return Mention(
            id=content_id("m", document.id, *span),
            span=span,
            head=(int(words.starts[found.head]), int(words.ends[found.head])),
            kind=kind,
            type=self._labels["mention"][found.type],
            chain=content_id("c", document.id, found.chain),
        )


def cut(document: Document, *, recased: bool = False) -> Words:
    """A document's words; :meth:`Parser.words` says what they are."""
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    paragraph: list[int] = []
    # Case does not change the length of what is recased, so places in the one are places in the other.
    text = recase(document.text) if recased else document.text
    for number, (begin, end) in enumerate(prose(document.text, [z for z in document.zones if z.kind != "title"])):
        for form, at in _tokens(text[begin:end]):
            forms.append(form)
            starts.append(begin + at)
            ends.append(begin + at + len(form))
            paragraph.append(number)
    return build(document.text, forms, starts, ends, paragraph)


def _tokens(text: str) -> list[tuple[str, int]]:
    tokenize = tokenizer.shipped()
    out: list[tuple[str, int]] = []
    for chunk, at in _chunks(text):
        if len(chunk) > _LONGEST_WORD and not any(c.isspace() for c in chunk):
            out.append((chunk, at))
            continue
        out += [(chunk[a:b], at + a) for a, b in tokenize(chunk)]
    return out


def _chunks(text: str) -> list[tuple[str, int]]:
    """The text whole or, where it holds overlong runs, parted around them."""
    if not any(len(run) > _LONGEST_WORD for run in text.split()):
        return [(text, 0)]
    out: list[tuple[str, int]] = []
    at = 0
    for run in text.split():
        start = text.index(run, at)
        out.append((run, start))
        at = start + len(run)
    return out
