"""Named entities: exact-span F1, typed and untyped, over character offsets, and two sets to score on.

Both sets are brought to three types: ``PER``, ``ORG``, ``LOC``.

UNER's EWT (Mayhew et al., NAACL 2024) has these three already. Worldwide Newswire (Shan et al. 2023)
has nine: Person, Organization and Location map one to one; Facility becomes LOC, because UNER's
guidelines and CoNLL 2003 count buildings, airports and stations as locations; NORP (nationalities, creeds,
party members), Misc, Product, Date and Money are left out, as neither has a counterpart in UNER.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from hearsay.errors import DataError
from hearsay.evaluate.conllu import TreebankDocument, prose
from hearsay.evaluate.files import read_jsonl, read_text
from hearsay.evaluate.scores import Table, set_prf
from hearsay.evaluate.spans import overlap, trim
from hearsay.model import Span, Spans

TYPES = ("PER", "ORG", "LOC")

WORLDWIDE: Mapping[str, str | None] = {
    "Person": "PER",
    "Organization": "ORG",
    "Location": "LOC",
    "Facility": "LOC",
    "NORP": None,
    "Misc": None,
    "Product": None,
    "Date": None,
    "Money": None,
}
"""The nine types of Worldwide Newswire in terms of ``TYPES``; None is left out."""

_SEARCH = 80  # characters beyond which a word that is not where it should be is not looked for


class Entity(NamedTuple):
    """A named entity: a half-open span of the text, and its type."""

    start: int
    end: int
    type: str


class Article(msgspec.Struct, frozen=True):
    """A text and its entities. Where ``unsure``, the annotation is lost: nothing there is scored."""

    id: str
    text: str
    entities: tuple[Entity, ...]
    unsure: Spans = ()


def score(article: Article, predicted: Iterable[Entity]) -> Table:
    """``typed`` and ``untyped`` exact spans, and each type by itself; other types are left out."""
    guesses = {e for e in predicted if e.type in TYPES and not overlap([(e.start, e.end)], article.unsure)}
    gold = set(article.entities)
    table = {
        "typed": set_prf(gold, guesses),
        "untyped": set_prf(((e.start, e.end) for e in gold), ((e.start, e.end) for e in guesses)),
    }
    for kind in TYPES:
        table[kind] = set_prf((e for e in gold if e.type == kind), (e for e in guesses if e.type == kind))
    return table


def decode(tags: Sequence[str]) -> list[Entity]:
    """The entities of a sequence of IOB tags, as spans of places in it.

    As conlleval reads them: an ``I-`` that follows nothing of its type begins an entity.
    """
    found: list[Entity] = []
    for i, tag in enumerate(tags):
        prefix, _, kind = tag.partition("-")
        if prefix == "I" and found and found[-1].end == i and found[-1].type == kind:
            found[-1] = Entity(found[-1].start, i + 1, kind)
        elif prefix in ("B", "I"):
            found.append(Entity(i, i + 1, kind))
    return found


Layout = Mapping[str, tuple[str, bool]]
"""For a sentence's id, its running text and whether it opens a paragraph."""


def treebank_layout(documents: Iterable[TreebankDocument]) -> Layout:
    """The layout of a treebank's sentences."""
    return {
        sentence.id: (prose([(sentence.words, False)]).text, sentence.new_paragraph)
        for document in documents
        for sentence in document.sentences
    }


def load_uner(path: Path, layout: Layout | None = None) -> list[Article]:
    """The documents of a UNER file in IOB2: word number, word, tag, and two columns not used here.

    The file has neither paragraphs nor always the text as it was written ("do n't"), so both are taken from
    ``layout`` for each sentence in it with the same words. Elsewhere the text is ``# text``, and
    sentences are parted by a space. Raises DataError where a line is malformed or a word is not in its
    sentence's text.
    """
    articles: list[_Pages] = []
    for comments, rows in _blocks(path):
        words, where = [row[1] for row in rows], f"{path}: {comments.get('sent_id')}"
        text, new_paragraph = (layout or {}).get(comments.get("sent_id", ""), ("", False))
        if "".join(text.split()) != "".join(words):
            text = comments.get("text", " ".join(words))
        if not articles or "newdoc id" in comments:
            articles.append(_Pages(comments.get("newdoc id", path.stem)))
        articles[-1].add(text, new_paragraph, _place(words, text, where), decode([row[2] for row in rows]))
    return [Article(pages.id, pages.text, tuple(pages.entities)) for pages in articles]


class _Pages:
    """A document as it grows by sentences."""

    def __init__(self, name: str) -> None:
        self.id, self.text = name, ""
        self.entities: list[Entity] = []

    def add(self, text: str, new_paragraph: bool, words: Sequence[Span], found: Iterable[Entity]) -> None:
        if self.text:
            self.text += "\n\n" if new_paragraph else " "
        base = len(self.text)
        self.text += text
        for first, last, kind in found:
            self.entities.append(Entity(base + words[first][0], base + words[last - 1][1], kind))


class _Tagged(msgspec.Struct, frozen=True):
    id: str
    text: str
    tokens: tuple[tuple[str, str] | None, ...]


def load_worldwide(path: Path) -> list[Article]:
    """The articles of Worldwide Newswire as JSON Lines: ``id``, ``text``, ``tokens`` of ``[word, tag]``.

    A null among the tokens ends a sentence, but stands as well for words whose tag is lost, because an
    entity lay within another there ("Bank of [null]", with the place inside the organisation). Which it is
    shows when words are laid along the text: the lost ones leave a gap. A gap between words belongs to
    the entity that goes on after it (``I-``), else to the one that stops before it; where there is neither,
    the gap was all of an entity of unknown type, and becomes ``unsure``. So does every stretch in which
    words cannot be found in the text. Raises DataError for a malformed line or an unknown type.
    """
    return [_repaired(raw, path) for raw in read_jsonl(path, _Tagged)]


class _Unit(NamedTuple):
    """A word where it stands in the text, a gap of lost tag (None), or the end of a sentence (no span)."""

    span: Span | None
    tag: str | None


def _repaired(raw: _Tagged, path: Path) -> Article:
    units = list(_along(raw))
    entities: list[Entity] = []
    unsure: list[Span] = []
    open_type: str | None = None
    for unit, following in zip(units, [*units[1:], _Unit(None, None)], strict=True):
        if unit.span is None:
            open_type = None
            continue
        tag = unit.tag
        if tag is None:
            tag = _gap_tag(open_type, following.tag)
            if tag is None:
                unsure.append(unit.span)
                open_type = None
                continue
        prefix, _, kind = tag.partition("-")
        if prefix == "I" and kind == open_type:
            entities[-1] = entities[-1]._replace(end=unit.span[1])
        elif prefix in ("B", "I"):
            entities.append(Entity(*unit.span, kind))
        open_type = kind if prefix in ("B", "I") else None
    return Article(raw.id, raw.text, _mapped(entities, raw.id, path), tuple(unsure))


def _gap_tag(before: str | None, following: str | None) -> str | None:
    """The tag of a gap between an open entity's type, if any, and the tag of the next word, if any."""
    prefix, _, kind = (following or "O").partition("-")
    if prefix == "I":
        return f"I-{kind}"
    return f"I-{before}" if before else None


def _along(raw: _Tagged) -> Iterator[_Unit]:
    """The words laid along the text, with the gaps between them."""
    position = 0
    skipped: list[str | None] = []  # the tags of what was passed over since the last word found
    for token in raw.tokens:
        word, tag = token or ("", None)
        start = raw.text.find(word, position, position + _SEARCH + len(word)) if word else -1
        if start < 0 or tag is None:
            # A null, or a word mis-decoded in the tokens: left to the gap before the next word found.
            skipped.append(tag)
            continue
        gap = trim(raw.text, (position, start))
        position = start + len(word)
        # "Dé" lost from "Déby": the rest of a word goes with its lost beginning.
        fragment = gap[0] < gap[1] == start and raw.text[start - 1 : start + 1].isalnum()
        if gap[0] < gap[1]:
            span = (gap[0], position) if fragment else gap
            yield _Unit(span, skipped[0] if skipped and None not in skipped else None)
        elif None in skipped:
            yield _Unit(None, None)
        skipped = []
        if not fragment:
            yield _Unit((start, position), tag)


def _mapped(entities: Iterable[Entity], name: str, path: Path) -> tuple[Entity, ...]:
    kept = []
    for entity in entities:
        if entity.type not in WORLDWIDE:
            raise DataError(f"{name}: unknown entity type {entity.type!r}", where=str(path))
        mapped = WORLDWIDE[entity.type]
        if mapped:
            kept.append(entity._replace(type=mapped))
    return tuple(kept)


def _blocks(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    lines = read_text(path).replace("\r\n", "\n").split("\n")
    for number, line in enumerate([*lines, ""], start=1):
        if not line.strip():
            if rows:
                yield comments, rows
            comments, rows = {}, []
        elif line.startswith("#") and "\t" not in line:
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        else:
            row = line.split("\t")
            if len(row) < 3:
                raise DataError(f"{len(row)} columns, not 3 or more", where=f"{path}:{number}")
            rows.append(row)


def _place(words: Sequence[str], text: str, where: str) -> list[Span]:
    position, spans = 0, []
    for word in words:
        start = text.find(word, position)
        if start < 0 or text[position:start].strip():
            raise DataError(f"the word {word!r} is not in the text where it should be", where=where)
        position = start + len(word)
        spans.append((start, position))
    return spans
