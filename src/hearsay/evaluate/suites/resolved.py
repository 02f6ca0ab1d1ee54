"""Suites of what mentions stand for: times, places, quantities, actors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from hearsay.errors import HearsayError
from hearsay.evaluate import actors, places, quantities, times
from hearsay.evaluate.scores import Table, add_tables, table_figures
from hearsay.evaluate.suites.base import Figures, Reader, Source, Suite, gold, read_or_none
from hearsay.model import Quantity
from hearsay.resolve.registry import Registry


def times_suite(source: Source, reader: Reader) -> Figures:
    """Temporal expressions of TimeBank and AQUAINT. Split ``test`` is the third held back, any other the rest."""
    failed: dict[str, str] = {}
    tables: list[Table] = []
    documents = times.load(source.data / "timebank", "test" if source.split == "test" else "train")
    for document in documents:
        found: list[times.Expression] = []
        try:
            reading = reader.read(document.text, document.published)
        except HearsayError as error:
            failed[document.id] = error.code
        else:
            found = [times.Expression(*t.span, t.type, t.value) for t in reading.times]
        tables.append(times.score(document, found))
        source.emit({"id": document.id, "times": found})
    return {"documents": len(documents), "failed": failed, **table_figures(add_tables(tables))}


def places_suite(source: Source, reader: Reader) -> Figures:
    """Toponyms of the Local-Global Lexicon, found and put within 161 km of where they are; shares, not percentages.

    Split ``test`` is the third held back, any other the rest.
    """
    failed: dict[str, str] = {}
    scored: list[tuple[places.Article, list[places.Guess]]] = []
    for article in places.load_lgl(source.data / "places" / "lgl.xml"):
        if places.held_back(article.id) != (source.split == "test"):
            continue
        found: list[places.Guess] = []
        try:
            found = [places.Guess(*p.span, p.lat, p.lon) for p in reader.read(article.text).places]
        except HearsayError as error:
            failed[article.id] = error.code
        scored.append((article, found))
        source.emit({"id": article.id, "places": found})
    return {"documents": len(scored), "failed": failed, **msgspec.structs.asdict(places.score(scored))}


def quantities_suite(source: Source, reader: Reader) -> Figures:
    """Quantities of our own gold, in texts of the data folder."""
    failed: dict[str, str] = {}
    one = read_or_none(reader, failed)

    def read(text: str) -> Sequence[Quantity]:
        reading = one(text)
        return reading.quantities if reading is not None else ()

    return {"failed": failed, **table_figures(quantities.measure(source.data, gold("quantities"), source.split, read))}


def actors_suite(source: Source, reader: Reader) -> Figures:
    """Mentions of our own gold linked to public bodies, and metonymy, in texts of the data folder."""
    failed: dict[str, str] = {}
    read = read_or_none(reader, failed)
    figures, outcomes = actors.measure(source.data, gold("actors"), source.split, Registry(), read)
    for outcome in outcomes:
        source.emit(msgspec.to_builtins(outcome))
    return {"failed": failed, **figures.table()}


SUITES: Mapping[str, Suite] = {
    "times": times_suite,
    "places": places_suite,
    "quantities": quantities_suite,
    "actors": actors_suite,
}
