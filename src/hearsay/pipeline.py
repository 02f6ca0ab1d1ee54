"""The order of the stages, written once."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hearsay import read
from hearsay._version import VERSION
from hearsay.attribute import Attributor, Calibration, RoleTables
from hearsay.errors import HearsayError
from hearsay.model import Document, Note, Reading, Span
from hearsay.parse.parser import Parser
from hearsay.parsed import Parsed
from hearsay.read import Format

Source = str | os.PathLike[str] | bytes | Document

# Documents parsed together by ``pipe``: enough for rows of like length to meet, few enough to hold in memory.
TOGETHER = 8
TOGETHER_CHARACTERS = 200_000


class Pipeline:
    """A loaded reader. One may be shared by several threads.

    >>> pipeline = Pipeline.load()
    >>> reading = pipeline.read("The ministry said on Monday that talks had failed.")
    """

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        manifest = parser.encoder.manifest
        self.model = manifest.id
        self.attributor = Attributor(
            RoleTables.of(parser.tables), manifest.labels, _calibration(manifest.path("calibration.json"))
        )

    @classmethod
    def load(cls, model: str | os.PathLike[str] | None = None, *, threads: int = 1) -> Pipeline:
        """Load the model in the package, or the one in the folder ``model``.

        ``threads`` is how many the encoder may use for one batch. Raises :class:`hearsay.errors.ModelError`
        where the model is missing, damaged or made for another version.
        """
        return cls(Parser.load(None if model is None else Path(model), threads=threads))

    def read(
        self,
        source: Source,
        *,
        published: str | None = None,
        outlet: str | None = None,
        input_format: Format = "auto",
        allow_private: bool = False,
    ) -> Reading:
        """Read one article.

        ``source`` is a text, a path, a URL, raw bytes or a :class:`Document`. A ``str`` is taken for a URL where it
        is one word that begins with a scheme (``https://…``), and otherwise for the text itself: give a path as a
        :class:`pathlib.Path`. ``published`` (ISO 8601) and ``outlet`` are what is known of the article from
        elsewhere; ``allow_private`` lets a URL lead to this machine and its network.

        Raises :class:`hearsay.errors.InputError` where it cannot be read.
        """
        how = _Request(published, outlet, input_format, allow_private)
        return self._readings([how.document(source)])[0]

    def document(self, source: Source) -> Document:
        """The document of a source, as :meth:`read` takes it, before anything is made of it."""
        return _Request().document(source)

    def pipe(
        self,
        sources: Iterable[Source],
        *,
        published: str | None = None,
        outlet: str | None = None,
        input_format: Format = "auto",
        allow_private: bool = False,
        together: int = TOGETHER,
    ) -> Iterator[Reading | HearsayError]:
        """Read many articles, in order and in bounded memory; one that cannot be read yields its error.

        ``together`` documents at most go through the model at a time; the options are those of :meth:`read`.
        """
        how = _Request(published, outlet, input_format, allow_private)
        for chunk in _chunks(sources, together):
            yield from self._chunk(chunk, how)

    def _chunk(self, sources: Sequence[Source], how: _Request) -> Iterator[Reading | HearsayError]:
        results: list[Document | HearsayError] = []
        for source in sources:
            try:
                results.append(how.document(source))
            except HearsayError as error:
                results.append(error)
        for part in _portions(results):
            readings = iter(self._readings([d for d in part if isinstance(d, Document)]))
            for item in part:
                yield item if isinstance(item, HearsayError) else next(readings)

    def parse(self, documents: Sequence[Document]) -> list[Parsed]:
        """The parsed documents behind readings: words, syntax, names, the model's values."""
        return self.parser.parse(documents)

    def from_parsed(self, parsed: Parsed) -> Reading:
        """The reading of a parsed document."""
        return Reading(
            hearsay=VERSION,
            model=self.model,
            document=parsed.document,
            sentences=_sentences(parsed),
            mentions=tuple(parsed.mentions),
            attributions=self.attributor.attributions(parsed),
            notes=_notes(parsed),
        )

    def _readings(self, documents: Sequence[Document]) -> list[Reading]:
        return [self.from_parsed(parsed) for parsed in self.parse(documents)]


@dataclass(frozen=True, slots=True)
class _Request:
    """What was asked for along with the sources."""

    published: str | None = None
    outlet: str | None = None
    input_format: Format = "auto"
    allow_private: bool = False

    def document(self, source: Source) -> Document:
        if isinstance(source, Document):
            return source
        if isinstance(source, str) and not _is_url(source):
            return read.from_text(source, published=self.published, outlet=self.outlet)
        fetcher = None
        if isinstance(source, str):
            from hearsay.read.url import Fetcher

            source = source.strip()
            fetcher = Fetcher(allow_private=self.allow_private)
        return read.load(
            source,
            input_format=self.input_format,
            published=self.published,
            outlet=self.outlet,
            fetcher=fetcher,
        )


_URL = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]{1,9}://\S+\s*\Z")


def _is_url(source: str) -> bool:
    return _URL.match(source) is not None


def _chunks(sources: Iterable[Source], size: int) -> Iterator[tuple[Source, ...]]:
    iterator = iter(sources)
    while chunk := tuple(itertools.islice(iterator, size)):
        yield chunk


def _portions(items: Sequence[Document | HearsayError]) -> Iterator[list[Document | HearsayError]]:
    portion: list[Document | HearsayError] = []
    size = 0
    for item in items:
        length = len(item.text) if isinstance(item, Document) else 0
        if portion and size + length > TOGETHER_CHARACTERS:
            yield portion
            portion, size = [], 0
        portion.append(item)
        size += length
    if portion:
        yield portion


def _calibration(path: Path) -> Calibration:
    if not path.exists():
        return Calibration()
    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(tuple(raw["weights"]), raw["bias"])


def _sentences(parsed: Parsed) -> tuple[Span, ...]:
    """Spans of the sentences, without those of the title."""
    titles = [z.span for z in parsed.document.zones if z.kind == "title"]
    spans = [parsed.span(a, b) for a, b in parsed.sentences]
    return tuple(s for s in spans if not any(a <= s[0] < b for a, b in titles))


def _notes(parsed: Parsed) -> tuple[Note, ...]:
    if not len(parsed):
        return (Note(code="no-prose", message="no prose was found: only headings, credits or empty lines"),)
    return ()


