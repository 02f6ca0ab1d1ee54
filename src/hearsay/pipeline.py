"""The order of the stages, written once."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from hearsay import read
from hearsay._version import VERSION
from hearsay.attribute import Attributor, Calibration, RoleTables
from hearsay.coding.events import Given, events
from hearsay.coding.incidents import IncidentCoder, Known
from hearsay.coding.ontology import load as load_ontology
from hearsay.errors import HearsayError, ModelError, NotText
from hearsay.model import Attribution, Claim, Document, Event, Incident, Note, Place, Reading, Span
from hearsay.parse.parser import Parser
from hearsay.parsed import Parsed
from hearsay.read import Format
from hearsay.read.records import Raw
from hearsay.read.records import document as document_of
from hearsay.resolve.actors import actors
from hearsay.resolve.places import literal, read_places
from hearsay.resolve.quantities import quantities
from hearsay.resolve.times import TimeReading, times
from hearsay.weigh import claims, weigh

Source = str | os.PathLike[str] | bytes | Document | Raw


class Pipeline:
    """A loaded reader. One may be shared by several threads.

    >>> pipeline = Pipeline.load()
    >>> reading = pipeline.read("The ministry said on Monday that talks had failed.")
    """

    def __init__(self, parser: Parser, ontology: Sequence[Path] = ()) -> None:
        self.parser = parser
        self.ontology = load_ontology(tuple(ontology))
        manifest = parser.encoder.manifest
        self.model = manifest.id
        self.incidents = IncidentCoder.shipped()
        tables = RoleTables.of(parser.tables).reserved(manifest.labels["flat"])
        self.attributor = Attributor(tables, manifest.labels, _calibration(manifest.path("calibration.json")))

    @classmethod
    def load(
        cls,
        model: str | os.PathLike[str] | None = None,
        *,
        threads: int = 1,
        ontology: Sequence[str | os.PathLike[str]] = (),
    ) -> Pipeline:
        """Load the model in the package, or the one in the folder ``model``.

        ``threads`` is how many the encoder may use for one batch. Raises :class:`hearsay.errors.ModelError`
        where the model is missing, damaged or made for another version. ``ontology`` names files of event types of
        your own (``docs/ontology.md``), laid on PLOVER's; one that is wrong raises
        :class:`hearsay.errors.ConfigError`.
        """
        return cls(Parser.load(None if model is None else Path(model), threads=threads), [Path(p) for p in ontology])

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

        ``source`` is a text, a path, a URL, raw bytes, a :class:`Document` or an article of a corpus. A ``str`` is
        taken for a URL where it is one word that begins with a scheme (``https://…``), and otherwise for the text
        itself: give a path as a :class:`pathlib.Path`. ``published`` (ISO 8601) and ``outlet`` are what is known of
        the article from elsewhere; ``allow_private`` lets a URL lead to this machine and its network.

        Raises :class:`hearsay.errors.InputError` where it cannot be read.
        """
        how = _Request(published, outlet, input_format, allow_private)
        return self._reading(how.document(source))

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
    ) -> Iterator[Reading | HearsayError]:
        """Read many articles, in order; one that cannot be read yields its error. The options are :meth:`read`'s.

        One article is held at a time, and each is read as it would be alone: nothing is gained by going through
        the model together (see :mod:`hearsay.parse.encoder`).
        """
        how = _Request(published, outlet, input_format, allow_private)
        for source in sources:
            try:
                document = how.document(source)
            except HearsayError as error:
                yield error
            else:
                yield self._reading(document)

    def parse(self, documents: Sequence[Document]) -> list[Parsed]:
        """The parsed documents behind readings: words, syntax, names, the model's values."""
        return self.parser.parse(documents)

    def from_parsed(self, parsed: Parsed) -> Reading:
        """The reading of a parsed document."""
        told = times(parsed, parsed.document.published)
        found = read_places(parsed)
        counted, count_notes = quantities(parsed)
        attributions, bodies = self.attributor.attributions(parsed), actors(parsed, places=found.places)
        where = literal(found.places, parsed.document.text, bodies, parsed.mentions)
        weighed = weigh(parsed, attributions, bodies, told.times, counted)
        known = Given(attributions, weighed.claims, bodies, told.times, where, counted)
        coded = events(parsed, known, self.ontology)
        return Reading(
            hearsay=VERSION,
            model=self.model,
            document=_dated(parsed.document, told),
            sentences=_sentences(parsed),
            mentions=tuple(parsed.mentions),
            actors=bodies,
            places=where,
            times=told.times,
            quantities=counted,
            attributions=attributions,
            claims=weighed.claims,
            events=coded,
            incidents=self._incidents(parsed, known, coded),
            notes=(
                *_notes(parsed),
                *self._unfit(parsed),
                *told.notes,
                *_about(found.notes, where),
                *count_notes,
                *weighed.notes,
            ),
        )

    def claims(self, parsed: Parsed, attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
        """The claims of a parsed document's attributions, found by this reader or by anyone."""
        return claims(parsed, attributions, actors(parsed), times(parsed, parsed.document.published).times)

    def _incidents(self, parsed: Parsed, given: Given, coded: Sequence[Event]) -> tuple[Incident, ...]:
        known = Known(
            given.places,
            given.times,
            given.quantities,
            given.attributions,
            given.claims,
            parsed.mentions,
            given.actors,
            [event for event in coded if self.ontology.types[event.type].violent],
        )
        return self.incidents.incidents(self.parser.recased(parsed), known)

    def _unfit(self, parsed: Parsed) -> tuple[Note, ...]:
        if not len(parsed) or self.incidents.fits(parsed):
            return ()
        message = "incidents were not looked for: their model was trained with another reading model"
        return (Note(code="no-incident-model", message=message),)

    def _reading(self, document: Document) -> Reading:
        return self.from_parsed(self.parse([document])[0])


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
        if isinstance(source, Raw):  # an article of a corpus, with all that is known of it
            return document_of(source)
        if isinstance(source, bytearray | memoryview):
            source = bytes(source)
        if not isinstance(source, str | bytes | os.PathLike):
            raise NotText(f"a {type(source).__name__} is no text, bytes, path or Document")
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


def _calibration(path: Path) -> Calibration:
    usual = Calibration()
    if not path.exists():
        return usual
    try:
        raw: Any = json.loads(path.read_text(encoding="utf-8"))
        found = Calibration(tuple(float(w) for w in raw["weights"]), float(raw["bias"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the confidence's weights are damaged: {error!r}", where=str(path)) from error
    if len(found.weights) != len(usual.weights):
        raise ModelError(f"{len(found.weights)} weights where {len(usual.weights)} are used", where=str(path))
    return found


def _sentences(parsed: Parsed) -> tuple[Span, ...]:
    """Spans of the sentences, without those of the title."""
    titles = [z.span for z in parsed.document.zones if z.kind == "title"]
    spans = [parsed.span(a, b) for a, b in parsed.sentences]
    return tuple(s for s in spans if not any(a <= s[0] < b for a, b in titles))


def _about(notes: Iterable[Note], places: Iterable[Place]) -> Iterator[Note]:
    """The notes on places that are given."""
    spans = {place.span for place in places}
    return (note for note in notes if note.span in spans)


def _dated(document: Document, told: TimeReading) -> Document:
    """The document, with the publication date that its times imply where none was known."""
    if told.basis is None:
        return document
    return msgspec.structs.replace(document, published=told.published, published_basis="inferred")


def _notes(parsed: Parsed) -> tuple[Note, ...]:
    made = []
    if not len(parsed):
        made.append(Note(code="no-prose", message="no prose was found: only headings, credits or empty lines"))
    count = len(parsed.document.tables)
    if count:
        stand = "a table of the page stands" if count == 1 else f"{count} tables of the page stand"
        made.append(Note(code="tables-apart", message=f"{stand} beside the text; what is in it was not read"))
    return tuple(made)
