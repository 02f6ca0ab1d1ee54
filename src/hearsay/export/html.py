"""A reading as one self-contained page: the article with its attributions marked, and a ledger beside it.

The page has no script and asks for nothing: its Content-Security-Policy allows only its own style sheet, by
hash. Text from the article goes through `safe.for_page` and the template's escaping, so that it is inert.
Roles and nesting show by shape (boxes, dotted lines, rules under rules, brackets) and not by colour alone.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import jinja2

from hearsay.export.layout import Card, lay_out, shown
from hearsay.model import Reading

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_WEB = re.compile(r"https?://[^\s\"'<>\\`]+", re.IGNORECASE)
# Lighting up a card's words when the pointer is on it takes rules of its own for each attribution, and
# browsers slow down when there are thousands of them.
_MOST_LINKED = 300


def page(reading: Reading) -> str:
    """The reading as a whole HTML page."""
    return _render("page.html.j2", reading, ("page.css", "reading.css"), level=1)


def fragment(reading: Reading) -> str:
    """The same rendering as part of somebody else's page, its styles kept to itself: for notebooks."""
    return _render("fragment.html.j2", reading, ("reading.css",), level=2)


def _render(template: str, reading: Reading, styles: Sequence[str], *, level: int) -> str:
    document = reading.document
    layout = lay_out(reading)
    style = "\n".join([*(_file(name) for name in styles), *links(layout.cards)])
    return (
        _templates()
        .get_template(template)
        .render(
            layout=layout,
            document=document,
            reading=reading,
            title=shown(document.title) or "Untitled",
            language=document.language if _LANGUAGE.fullmatch(document.language) else "en",
            date=document.published if _DATE.fullmatch(document.published or "") else None,
            link=document.url if _WEB.fullmatch(document.url or "") else None,
            nested=sum(card.inside is not None for card in layout.cards),
            sources=len({card.who.casefold() for card in layout.cards if card.who}),
            style=style,
            style_hash=_hash(style),
            level=level,
        )
    )


def links(cards: Sequence[Card]) -> list[str]:
    """Rules that light up an attribution's words with its card, and its card with its words."""
    if len(cards) > _MOST_LINKED:
        return []
    return [
        f".hearsay:has(#{card.id}:hover,#{card.id}:target,#t-{card.id}:target) .{card.mark},"
        f".hearsay:has(.{card.mark}:hover) #{card.id}{{background-color:var(--lit)}}"
        for card in cards
    ]


def _hash(style: str) -> str:
    digest = hashlib.sha256(style.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def stylesheet(name: str) -> str:
    """One of the style sheets, for whoever shows readings elsewhere."""
    return _file(name)


@cache
def _file(name: str) -> str:
    return files("hearsay.export").joinpath("templates", name).read_text("utf-8")


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_file),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    return environment
