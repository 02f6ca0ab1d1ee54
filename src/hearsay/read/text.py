"""Plain text into a document: the decoded input with its line ends made ``\\n``, nothing else changed."""

from __future__ import annotations

from typing import NamedTuple

from hearsay.errors import EmptyInput, TooLarge
from hearsay.model import Document, content_id
from hearsay.read.dates import checked_date
from hearsay.read.language import require_english
from hearsay.read.zones import Layout, find_zones

MAX_CHARACTERS = 1_000_000
"""Longer texts are refused: no article is so long, and a reading of one would not fit in memory."""

MAX_BYTES = 20_000_000
"""Files and streams are read no further than this, so that an endless one is refused too."""


class Given(NamedTuple):
    """What a caller says of an input beside its text. ``published`` is ISO 8601; ``name`` is for messages."""

    published: str | None = None
    outlet: str | None = None
    name: str | None = None


def normalise(text: str) -> str:
    """``text`` without a byte-order mark at its head, its line ends (``\\r\\n``, ``\\r``) made ``\\n``."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def check_text(text: str, where: str | None) -> None:
    """Raises `EmptyInput`, `TooLarge` or `NotEnglish` where ``text`` is nothing this reader can read."""
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(f"the text has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}", where=where)
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise EmptyInput("the input holds no text", where=where)
    require_english(text, where=where)


def text_document(text: str, given: Given, *, url: str | None = None) -> Document:
    """The document of a plain text: title, byline, agency and date from its own zones.

    Raises `EmptyInput`, `TooLarge`, `NotEnglish`; `ConfigError` where ``given.published`` is no date.
    """
    published = checked_date(given.published) if given.published else None
    text = normalise(text)
    check_text(text, given.name)
    layout = find_zones(text)
    return Document(
        id=content_id("d", text),
        text=text,
        title=layout.title,
        url=url,
        byline=layout.byline,
        agency=layout.agency,
        outlet=given.outlet or layout.outlet,
        published=published or layout.published,
        published_basis=_basis(published, layout),
        zones=tuple(layout.zones),
    )


def _basis(given: str | None, layout: Layout) -> str | None:
    if given:
        return "given"
    return "dateline" if layout.published else None
