"""The formats that readings are exported in, by name. Each takes readings one by one and gives bytes as it goes.

A format's module is imported when it is first asked for: the command line knows their names without any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from hearsay.errors import ConfigError
from hearsay.model import Reading

Format = Callable[[Iterable[Reading]], Iterator[bytes]]
TABLES = ("csv", "parquet")
"""Formats of which one of several tables can be asked for,"""
WHAT = ("claims", "events", "incidents")
"""namely of these."""
PER_ARTICLE = ("brat", "html")
"""Formats whose files are of one article each."""
OF_PARSES = "conllu"
"""The one format that is made of a parse, which the reader makes again: `hearsay.export.conllu`."""


def _module(name: str) -> Any:
    return import_module(f"hearsay.export.{name}")


def _each(module: str, function: str = "dumps") -> Format:
    """The format that puts one reading after another."""

    def made(readings: Iterable[Reading]) -> Iterator[bytes]:
        dumps = getattr(_module(module), function)
        return (dumps(reading) for reading in readings)

    return made


def _all(module: str, function: str) -> Format:
    """The format whose function takes all readings."""

    def made(readings: Iterable[Reading]) -> Iterator[bytes]:
        found: Iterator[bytes] = getattr(_module(module), function)(readings)
        return found

    return made


def table(form: str, what: str) -> Format:
    """A table of `WHAT` in one of the formats of `TABLES`."""

    def made(readings: Iterable[Reading]) -> Iterator[bytes]:
        found: Iterator[bytes] = getattr(_module("tables"), f"as_{form}")(what, readings)
        return found

    return made


def files(form: str, reading: Reading) -> dict[str, bytes]:
    """The files of one reading in a format of `PER_ARTICLE`, by the endings of their names."""
    if form == "html":
        return {".html": _module("html").page(reading).encode("utf-8", "replace")}
    return {".ann": _module("brat").dumps(reading), ".txt": reading.document.text.encode("utf-8", "replace")}


def _one(form: str) -> Format:
    """The format whose files are of one article. Raises ConfigError where there are more readings."""

    def made(readings: Iterable[Reading]) -> Iterator[bytes]:
        for number, reading in enumerate(readings):
            if number:
                raise ConfigError(f"a file of {form} is of one article: give one reading, or a folder to write into")
            yield next(iter(files(form, reading).values()))

    return made


FORMATS: Mapping[str, Format] = {
    "acled": _all("shaped", "acled"),
    "brat": _one("brat"),
    "csv": table("csv", "claims"),
    "ftm": _all("ftm", "entities"),
    "html": _one("html"),
    "jsonl": _each("jsonl", "line"),
    "jsonld": _each("jsonld"),
    "muc4": _all("muc4", "templates"),
    "parquet": table("parquet", "claims"),
    "plover": _all("plover", "rows"),
    "stix": _each("stix"),
    "ucdp": _all("shaped", "ucdp"),
    "webannotation": _each("webannotation", "lines"),
}
