"""The formats that readings are exported in, by name. Each takes readings one by one and gives bytes as it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from hearsay.errors import ConfigError
from hearsay.export import brat, ftm, html, jsonl, jsonld, muc4, plover, shaped, stix, tables, webannotation
from hearsay.model import Reading

Format = Callable[[Iterable[Reading]], Iterator[bytes]]


def each(dumps: Callable[[Reading], bytes]) -> Format:
    """The format that puts one reading after another."""

    def made(readings: Iterable[Reading]) -> Iterator[bytes]:
        return (dumps(reading) for reading in readings)

    return made


def one_page(readings: Iterable[Reading]) -> Iterator[bytes]:
    """The page of one reading. Raises ConfigError where there are more: a page is of one article."""
    for number, reading in enumerate(readings):
        if number:
            raise ConfigError("a page is of one article: give one reading (`hearsay serve` shows a ledger)")
        yield html.page(reading).encode("utf-8", "replace")


FORMATS: Mapping[str, Format] = {
    "acled": shaped.acled,
    "brat": each(brat.dumps),
    "csv": partial(tables.as_csv, "claims"),
    "ftm": ftm.entities,
    "html": one_page,
    "jsonl": each(jsonl.line),
    "jsonld": each(jsonld.dumps),
    "muc4": muc4.templates,
    "parquet": partial(tables.as_parquet, "claims"),
    "plover": plover.rows,
    "stix": each(stix.dumps),
    "ucdp": shaped.ucdp,
    "webannotation": each(webannotation.lines),
}
TABLES: Mapping[str, Callable[[str, Iterable[Reading]], Iterator[bytes]]] = {
    "csv": tables.as_csv,
    "parquet": tables.as_parquet,
}
"""Formats of which one of several tables can be asked for."""
OF_PARSES = "conllu"
"""The one format that is made of a parse, which the reader makes again: `hearsay.export.conllu`."""
