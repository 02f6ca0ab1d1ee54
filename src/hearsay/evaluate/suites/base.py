"""What every suite is given and gives, and how it has its texts read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec

from hearsay.errors import DataError, HearsayError
from hearsay.evaluate import conllu, nested, syntax
from hearsay.model import Attribution, Claim, Reading, Span
from hearsay.parsed import Parsed

Figures = dict[str, Any]
Emit = Callable[[Mapping[str, Any]], None]
"""Takes one document's predictions as something JSON can hold."""


class Reader(Protocol):
    """What is put to the test."""

    def read(self, text: str, published: str | None = None) -> Reading:
        """The reading of one plain text, whose ``document.text`` is that text."""

    def weigh(self, text: str, attributions: Sequence[Attribution]) -> Sequence[Claim]:
        """The claims of attributions in a plain text."""

    def parsed(self, text: str) -> tuple[Parsed, Reading]:
        """The parse of one plain text, and its reading."""

    def parse_words(
        self, sentences: Sequence[Sequence[str]], spaced: Sequence[Sequence[bool]], paragraphs: Sequence[bool]
    ) -> Sequence[Sequence[syntax.Analysis]]:
        """The analyses of one document's words, sentence by sentence, as they are given.

        ``spaced`` tells which words a space follows, ``paragraphs`` which sentences open a paragraph.
        """

    def entities(self, text: str) -> Sequence[tuple[int, int, str]]:
        """Named entities as (start, end, type): names alone, without articles, types as in ``ner.TYPES``."""

    def happened(self, text: str, spans: Sequence[Span]) -> Sequence[tuple[float, str]]:
        """How far the predicates at spans of a text happened, -3 to 3, and their status."""

    def negative(self, text: str, attributions: Sequence[Attribution]) -> Sequence[bool]:
        """Which of a text's attributions say that their source did not say or think the content."""


class Source(msgspec.Struct, frozen=True):
    """Where a suite's data lies, and where its predictions go."""

    data: Path
    split: str
    emit: Emit

    def path(self, template: str) -> Path:
        """A file of the data folder; ``{split}`` in its name is filled in."""
        return self.data / template.format(split=self.split)


Suite = Callable[[Source, Reader], Figures]
"""A suite; it raises DataError, naming the file, where data is missing."""


def gold(name: str) -> Path:
    """A file of our own gold. Raises DataError where the package is not read from a checkout, which alone has it."""
    path = Path(__file__).resolve().parents[4] / "tests" / "gold" / f"{name}.jsonl"
    if not path.is_file():
        raise DataError("our own gold is part of a checkout, not of an installed package", where=str(path))
    return path


def read_each(texts: Iterable[tuple[str, str]], reader: Reader, failed: dict[str, str]) -> Iterator[Reading | None]:
    """The reading of each text, or None for one the reader refused, whose code goes to ``failed``."""
    for name, text in texts:
        try:
            reading = reader.read(text)
        except HearsayError as error:
            failed[name] = error.code
            yield None
            continue
        if reading.document.text != text:
            raise DataError("the reader changed the text, so no span can be compared", where=name)
        yield reading


def read_or_none(reader: Reader, failed: dict[str, str]) -> Callable[[str], Reading | None]:
    """A text's reading, or None, and the error's code in ``failed``."""

    def read(text: str) -> Reading | None:
        try:
            return reader.read(text)
        except HearsayError as error:
            failed[text[:40]] = error.code
            return None

    return read


def attributions_of(reading: Reading | None) -> tuple[Attribution, ...]:
    return reading.attributions if reading else ()


def gum(source: Source) -> tuple[list[nested.GoldDocument], dict[str, conllu.TreebankDocument]]:
    treebank = conllu.load(source.path("ud/gum-{split}.conllu"))
    documents = nested.load_prose(source.path("gum-attribution/{split}.jsonl"), treebank)
    return documents, {document.id: document for document in treebank}
