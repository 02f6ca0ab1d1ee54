"""RSS (0.9 to 2.0) and Atom feeds, with their articles.

An entry that holds its article is read from the feed; of others the page it links to is fetched, with the same
precautions as any address. Entity declarations are refused: feeds need none, and bombs are made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from hearsay.errors import Corrupt, FetchFailed, InputError, TooLarge, UnsafeArchive
from hearsay.read.records import Item, Problem, Raw, iso_date
from hearsay.read.url import Fetcher

MAX_FEED = 20_000_000
"""Feeds of more bytes are refused."""

MAX_ENTRIES = 10_000
FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"}
)

_LONG_ENOUGH = 120  # words: what is shorter is a teaser
_DECLARATION = re.compile(rb"<!\s*(?:ENTITY|ELEMENT|ATTLIST|NOTATION)|<!DOCTYPE[^>]*\[", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")
_BODIES = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "updated", "modified")


def entries(data: bytes, source: str, fetcher: Fetcher | None, *, url: str | None = None) -> Iterator[Item]:
    """The articles of a feed, in its order; a problem in place of each that cannot be had.

    ``url`` is where the feed is from. Without a ``fetcher`` an entry that does not hold its article is a problem.
    """
    try:
        root = _parsed(data)
    except InputError as error:
        yield Problem.of(error, source)
        return
    outlet = _text(_first(root, "channel"), "title") or _text(root, "title")
    for number, entry in enumerate(_entries(root), 1):
        if number > MAX_ENTRIES:
            yield Problem.of(TooLarge(f"the feed has more than {MAX_ENTRIES:,} entries"), f"{source}#{number}")
            return
        yield _entry(entry, f"{source}#{number}", outlet, fetcher, url)


def looks_like_feed(head: bytes) -> bool:
    """Whether a file that begins so is a feed."""
    return re.search(rb"<(?:rss|feed|rdf:RDF)\b", head[:4096]) is not None and b"<html" not in head[:4096].lower()


def _parsed(data: bytes) -> Any:
    if len(data) > MAX_FEED:
        raise TooLarge(f"the feed has more than {MAX_FEED:,} bytes")
    if _DECLARATION.search(_narrow(data)):
        raise UnsafeArchive("the feed declares entities, which feeds do not need; it is not read")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Corrupt(f"the feed is not well-formed: {error}") from error
    if _name(root) not in ("rss", "feed", "RDF"):
        raise Corrupt(f"neither RSS nor Atom: its root is {_name(root)[:60]}")
    return root


def _narrow(data: bytes) -> bytes:
    """The bytes as a search for ASCII sees them, whatever Unicode encoding they are in."""
    return data.replace(b"\0", b"") if b"\0" in data[:400] else data


def _name(element: Any) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _entries(root: Any) -> Iterator[Any]:
    return (element for element in root.iter(etree.Element) if _name(element) in ("item", "entry"))


def _first(element: Any, name: str) -> Any:
    return next((child for child in element if _name(child) == name), None) if element is not None else None


def _text(element: Any, name: str) -> str | None:
    child = _first(element, name)
    text = " ".join("".join(child.itertext()).split()) if child is not None else ""
    return text[:1000] or None


def _entry(entry: Any, name: str, outlet: str | None, fetcher: Fetcher | None, base: str | None) -> Item:
    link = _link(entry)
    link = urljoin(base, link) if link and base else link
    published = next((date for date in (iso_date(_text(entry, n)) for n in _DATES) if date), None)
    author = _first(entry, "author")
    byline = _text(author, "name") or _text(entry, "author") or _text(entry, "creator")
    key = _text(entry, "guid") or _text(entry, "id")
    told: dict[str, Any] = {"key": key, "url": link, "outlet": outlet, "published": published}
    body = _body(entry)
    if body is not None:
        title = _text(entry, "title")
        data = body.encode("utf-8", "replace")
        return Raw(name=name, data=data, form="html", charset="utf-8", title=title, byline=byline, **told)
    try:
        return _fetched(link, fetcher, name, told)
    except InputError as error:
        return Problem.of(error, name, key=key, url=link)


def _link(entry: Any) -> str | None:
    for child in entry:
        if _name(child) == "link" and child.get("rel") in (None, "alternate"):
            return (child.get("href") or "".join(child.itertext())).strip() or None
    return _text(entry, "guid") if (_text(entry, "guid") or "").startswith("http") else None


def _body(entry: Any) -> str | None:
    """The article as a page, if the entry holds it: the longest of its bodies, when it is long enough."""
    found = [_inner(child) for name in _BODIES if (child := _first(entry, name)) is not None]
    best = max(found, key=len, default="")
    return f"<html><body><article>{best}</article></body></html>" if _words(best) >= _LONG_ENOUGH else None


def _words(markup: str) -> int:
    return len(_TAGS.sub(" ", markup).split())


def _inner(element: Any) -> str:
    """What an element holds, as HTML: its text where that is escaped HTML, its elements where it is XHTML."""
    if len(element):
        inside = (etree.tostring(child, encoding="unicode", method="html") for child in element)
        return (element.text or "") + "".join(inside)
    text = element.text or ""
    return text if "<" in text else "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", text))


def _fetched(link: str | None, fetcher: Fetcher | None, name: str, told: dict[str, Any]) -> Raw:
    if link is None:
        raise Corrupt("the entry has neither an article nor a link")
    if fetcher is None:
        raise FetchFailed("the entry holds no article, and pages are not fetched")
    page = fetcher.fetch(link)
    form: Any = "text" if page.media_type == "text/plain" else "html"
    return Raw(name=name, data=page.body, form=form, charset=page.charset, **told | {"url": page.url})
