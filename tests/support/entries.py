"""Entries of a ledger made from invented reports, without a reader."""

from __future__ import annotations

import re

from hearsay.model import Attribution, Document, Entry, Reading, Record, content_id
from tests.support.corpora import report

_SAID = re.compile(r"(?P<source>[A-Z“][^.“”]*?) (?P<cue>said|denied) (?P<content>[^.]+)")
_OUTLETS = ("The Meridian", "Karpress", "The Courier")


def reading(text: str, outlet: str | None = None, published: str | None = None) -> Reading:
    """A reading of a text in which "X said Y." and "X denied Y." are attributions."""
    name = content_id("d", text)
    found = tuple(
        Attribution(
            id=content_id("a", name, match.start()),
            source=(match.span("source"),),
            cue=(match.span("cue"),),
            content=(match.span("content"),),
            kind="indirect",
            source_name=match["source"].split("\n")[-1],
            confidence=0.5,
        )
        for match in _SAID.finditer(text)
    )
    document = Document(id=name, text=text, title=text[:20], outlet=outlet, published=published)
    return Reading(hearsay="0.0", model="fake", document=document, sentences=((0, len(text)),), attributions=found)


def entry(number: int, *, name: str | None = None, text: str | None = None) -> Entry:
    """The entry of an invented report."""
    text = text if text is not None else report(number)
    name = name or f"reports.jsonl:{number}"
    made = reading(text, _OUTLETS[number % 3], f"2031-03-{number % 28 + 1:02}")
    record = Record(
        id=content_id("r", name, text),
        name=name,
        digest=content_id("", text),
        status="processed",
        key=f"k{number}",
        size=len(text.encode()),
        words=len(text.split()),
    )
    return Entry(record=record, reading=made)


def skipped(number: int, code: str = "not-english", language: str | None = "fr") -> Entry:
    """An entry of something that was set aside."""
    name = f"other.jsonl:{number}"
    told = {"code": code, "message": "set aside", "language": language}
    return Entry(record=Record(id=content_id("r", name), name=name, digest=name, status="skipped", **told))
