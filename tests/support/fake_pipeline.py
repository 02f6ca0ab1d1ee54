"""A pipeline for trying the command line without a model: it finds "X said Y." by a pattern.

What a text begins with makes it misbehave: ``REFUSE`` raises an error of ours, ``CRASH`` one that is not,
which in a run over many inputs ends the run, and ``SLOW`` takes a long time. Run as a program it is ``hearsay``
with this pipeline in place of the real one.
"""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from hearsay.errors import EmptyInput, HearsayError, InputError
from hearsay.model import Attribution, Document, Reading, content_id

_SAID = re.compile(r"(?P<source>\w+ \w+) (?P<cue>said) (?P<content>[^.]+)")


class FakePipeline:
    """Keeps the options of each call and the names of the sources, in the order they were asked for."""

    def __init__(self) -> None:
        self.options: list[dict[str, Any]] = []
        self.sources: list[object] = []

    def read(self, source: str | Path | bytes, **options: Any) -> Reading:
        """The reading of one source."""
        self.options.append(options)
        self.sources.append(source)
        return _read(source, options)

    def pipe(self, sources: Iterable[str | Path | bytes], **options: Any) -> Iterator[Reading | HearsayError]:
        """Each source's reading or error, in order."""
        for source in sources:
            try:
                yield self.read(source, **options)
            except HearsayError as error:
                yield error


def _read(source: str | Path | bytes, options: dict[str, Any]) -> Reading:
    text = _text(source)
    where = None if isinstance(source, bytes) else str(source)
    if not text.strip():
        raise EmptyInput("nothing but white space", where=where)
    if text.startswith("REFUSE"):
        raise InputError(f"refused: {text.strip()}", where=where)
    if text.startswith("CRASH"):
        raise RuntimeError(f"crashed on {text.strip()}")
    if text.startswith("SLOW"):
        time.sleep(60)
    found = tuple(
        Attribution(
            id=content_id("a", match.start()),
            source=(match.span("source"),),
            cue=(match.span("cue"),),
            content=(match.span("content"),),
            kind="indirect",
            confidence=0.5,
        )
        for match in _SAID.finditer(text)
    )
    document = Document(
        id=content_id("d", text),
        text=text,
        title=text.split("\n")[0],
        published=options.get("published"),
        outlet=options.get("outlet"),
    )
    return Reading(hearsay="0.0", model="fake", document=document, attributions=found)


def _text(source: str | Path | bytes) -> str:
    if isinstance(source, bytes):
        return source.decode("utf-8", "replace")
    if isinstance(source, str):
        return f"A page at {source}\n\nAnna Bell said it is raining."
    try:
        return source.read_text("utf-8", "replace")
    except OSError as error:
        raise InputError(str(error.strerror), where=str(source)) from error


def main() -> None:
    """``hearsay``, reading with this."""
    reading = importlib.import_module("hearsay.serve.cli.read")
    setattr(reading, "load_reader", lambda _model: FakePipeline())  # noqa: B010
    importlib.import_module("hearsay.serve.cli.main").main()


if __name__ == "__main__":
    main()
