"""A web page into a document: the article's paragraphs, its captions apart, and what its metadata say.

trafilatura finds the article; where it finds nothing, resiliparse. Before that the page loses what is never the
article (navigation, comments, related links) and its captions, which are kept beside the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction, load_html

from hearsay.errors import EmptyInput, NoArticle, TooLarge
from hearsay.model import Document, content_id
from hearsay.read.dates import checked_date
from hearsay.read.encoding import decode
from hearsay.read.lists import fold
from hearsay.read.marks import ends_sentence, is_boilerplate, is_caption
from hearsay.read.markup import declared_encoding, prepare
from hearsay.read.metadata import Metadata, page_lists, read_metadata
from hearsay.read.text import Given, check_text
from hearsay.read.zones import Layout, find_zones

MAX_PAGE = 10_000_000
"""Pages of more bytes, or characters, are refused."""

_MOST_OF_PAGE = 0.4
_SHORTEST_BLOCK = 6
_MOST_TABLES, _LONGEST_TABLE = 50, 20_000
_MOST_CAPTIONS = 200
_LONGEST_ATTRIBUTE = 2_000
_BREAK = "\x1e"
_STOP_INSIDE = re.compile(r"[a-z][.!?][\"”’)]*\s+[\"“‘]?[A-Z]")
_SPACE = re.compile(r"[^\S\x1e]+")
_WORDS_IN_CLASS = re.compile(r"[a-z]+|[A-Z][a-z]*")
_BLOCKS = frozenset({"p", "head", "quote", "item", "code", "cell", "ab"})
_CAPTION_BUTTONS = re.compile(
    r"^(?:(?:image|photo) (?:caption|source|credit)|(?:hide|toggle) caption)\s*,?\s*|\s*(?:hide|toggle|view) caption$",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\d{1,2}:\d\d\b")  # a video player's, not a caption's
_KEPT = frozenset({"html", "head", "body", "article", "main"})
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
_NEVER_PROSE = frozenset({"script", "style", "template"})
_PARSER_FAULTS = (etree.LxmlError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError)


def html_document(
    page: str | bytes, given: Given, *, declared: str | None = None, url: str | None = None, fast: bool = False
) -> Document:
    """The document of a web page. ``declared`` is the encoding its server names; its own claim is read too.

    ``fast`` has resiliparse find the article: about ten times as fast, and less exact.

    Raises `NoArticle` where no article text is found, `TooLarge`, `EmptyInput`, `NotText`, `NotEnglish`;
    `ConfigError` where ``given.published`` is no date.
    """
    published = checked_date(given.published) if given.published else None
    tree = _parse(_decoded(page, given.name, declared), given.name)
    metadata = read_metadata(tree)
    captions, tables, blocks = _extract(tree, metadata, given.name, fast)
    text = "\n\n".join(blocks)
    check_text(text, given.name)
    layout = find_zones(text, title=metadata.title)
    published, basis = _dated(published, metadata, layout)
    return Document(
        id=content_id("d", text),
        text=text,
        title=metadata.title or layout.title,
        url=url,
        outlet=given.outlet or metadata.outlet or layout.outlet,
        byline=metadata.byline or layout.byline,
        agency=layout.agency or metadata.agency,
        published=published,
        published_basis=basis,
        zones=tuple(layout.zones),
        captions=captions,
        tables=tables,
    )


def _decoded(page: str | bytes, where: str | None, declared: str | None) -> str:
    if len(page) > MAX_PAGE:
        raise TooLarge(f"the page has {len(page):,} bytes; the limit is {MAX_PAGE:,}", where=where)
    if isinstance(page, bytes):
        page = decode(page, declared=declared or declared_encoding(page), where=where)
    if not page.strip():
        raise EmptyInput("the page is empty", where=where)
    return prepare(page, where)


def _parse(html: str, where: str | None) -> HtmlElement:
    try:
        tree = load_html(html)
    except _PARSER_FAULTS as error:
        raise NoArticle(f"the page cannot be parsed as HTML: {error}", where=where) from error
    if tree is None:
        raise NoArticle("the page cannot be parsed as HTML", where=where)
    for element in tree.iter(etree.Element):
        for name, value in element.attrib.items():
            if len(value) > _LONGEST_ATTRIBUTE and name in ("class", "id", "style", "rel", "itemprop"):
                del element.attrib[name]
    return tree


def _extract(
    tree: HtmlElement, metadata: Metadata, where: str | None, fast: bool
) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """The captions, the tables of figures and the article's blocks. ``tree`` loses what is none of them."""
    _drop_hidden(tree)
    _prune(tree)
    captions = _take_captions(tree)
    tables = _take_tables(tree)
    pruned = etree.tostring(tree, encoding="unicode", method="html")
    blocks = (_plain_blocks(pruned) if fast else []) or _article_blocks(tree) or _plain_blocks(pruned)
    told = {fold(caption) for caption in captions} | {fold(metadata.title or "")}
    blocks = [block for block in blocks if fold(block) not in told and not is_boilerplate(block)]
    if not any(map(_is_prose, blocks)):
        raise NoArticle("no article text was found in the page", where=where)
    late = [block for block in blocks if is_caption(block)]
    return (*captions, *late), tables, [block for block in blocks if block not in late]


def _is_prose(block: str) -> bool:
    """Whether a block is a sentence: in a script without spaces, long enough for one."""
    if len(block.split()) >= _SHORTEST_BLOCK and (ends_sentence(block) or _STOP_INSIDE.search(block)):
        return True
    spaceless = not block.isascii() and len(block.split()) < len(block) / 12
    return len(block) >= 30 and (block[-1] in "。！？।۔။" or spaceless)


def _prune(tree: HtmlElement) -> None:
    """Drops from ``tree`` the elements that are never the article, unless they hold much of the page's prose."""
    skip = page_lists()["skip"]
    tags, roles, classes = frozenset(skip["tags"]), frozenset(skip["roles"]), frozenset(skip["classes"])
    limit = _MOST_OF_PAGE * max(1, _prose_length(tree))
    for element in list(tree.iter(etree.Element)):
        if element.tag in _KEPT or element.getparent() is None:
            continue
        unwanted = element.tag in tags or element.get("role") in roles or bool(_class_words(element) & classes)
        if unwanted and (element.tag in _NEVER_PROSE or _prose_length(element) <= limit):
            element.drop_tree()


def _drop_hidden(tree: HtmlElement) -> None:
    """Drops from ``tree`` what its readers are not shown. A page with nothing else is kept: a script shows it."""
    found = [e for e in tree.iter(etree.Element) if e.tag not in _KEPT and e.getparent() is not None and _is_hidden(e)]
    inside = set(found)
    outer = [e for e in found if not any(above in inside for above in e.iterancestors())]
    if sum(map(_prose_length, outer)) < max(1, _prose_length(tree)):
        for element in outer:
            element.drop_tree()


def _is_hidden(element: HtmlElement) -> bool:
    """Whether an element says of itself that it is not shown. What is "until-found" is only folded up."""
    if (element.get("hidden") or "").strip().lower() != "until-found" and element.get("hidden") is not None:
        return True
    return element.get("aria-hidden") == "true" or bool(_UNSEEN.search(element.get("style") or ""))


def _prose_length(element: HtmlElement) -> int:
    """How many characters stand in the paragraphs of an element."""
    return sum(len("".join(p.itertext())) for p in element.iter("p"))


def _class_words(element: HtmlElement) -> set[str]:
    """The words of an element's classes and id, apart and run together: "photo-caption" is also "photocaption"."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:400].split()
    words: set[str] = set()
    for name in names:
        parts = [part.lower() for part in _WORDS_IN_CLASS.findall(name)]
        if len(parts) <= 3:
            words |= {*parts, "".join(parts)}
        else:
            words.add("".join(parts))
    return words


def _take_captions(tree: HtmlElement) -> tuple[str, ...]:
    """The captions of the article's pictures, in order, without repeats; they are dropped from ``tree``."""
    marks = page_lists()["captions"]
    tags, classes = frozenset(marks["tags"]), frozenset(marks["classes"])
    found: list[str] = []
    for element in list(tree.iter(etree.Element)):
        if element.tag not in tags and not (_class_words(element) & classes):
            continue
        if element.tag in _KEPT or element.getparent() is None or element.find(".//h1") is not None:
            continue
        text = _CAPTION_BUTTONS.sub("", " ".join(element.text_content().split()))
        if len(text) > 1_000:
            continue
        useful = text and len(found) < _MOST_CAPTIONS and not _TIMED.match(text)
        if useful and not any(text in other for other in found):
            found.append(text)
        element.drop_tree()
    return tuple(found)


def _take_tables(tree: HtmlElement) -> tuple[str, ...]:
    """The tables of figures, in order; they are dropped from ``tree``.

    They have two rows or more with two cells each, and hardly any prose, which a table that lays out a page has.
    """
    found: list[str] = []
    for table in list(tree.iter("table"))[:_MOST_TABLES]:
        rows = [[" ".join(cell.text_content().split()) for cell in row.iter("td", "th")] for row in table.iter("tr")]
        full = [row for row in rows if sum(map(bool, row)) >= 2]
        text = "\n".join("\t".join(row) for row in rows if any(row))
        if len(full) >= 2 and table.find(".//table") is None and _prose_length(table) * 2 < len(text) <= _LONGEST_TABLE:
            found.append(text)
            table.drop_tree()
    return tuple(found)


def _article_blocks(tree: HtmlElement) -> list[str]:
    try:
        found = bare_extraction(tree, fast=True, include_comments=False, include_tables=False, deduplicate=False)
    except _PARSER_FAULTS:
        return []
    body = getattr(found, "body", None)
    return list(_blocks(body)) if body is not None else []


def _blocks(body: HtmlElement) -> Iterator[str]:
    """The paragraphs, headings, quotations and list items of trafilatura's body, each once, in order."""
    done: set[HtmlElement] = set()
    for element in body.iter(*_BLOCKS):
        if element in done:
            continue
        inner = list(element.iterdescendants(*_BLOCKS))
        if inner and element.tag in ("quote", "item"):
            yield from _pieces(element.text)
            continue
        done.update(inner)
        yield from _pieces(_in_order(element))


def _in_order(element: HtmlElement) -> str:
    """The text of an element in reading order, line breaks marked."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append(_BREAK if node.tag == "lb" else "")
            parts.append(node.text or "")
        elif node is not element:
            parts.append(node.tail or "")
    return "".join(parts)


def _pieces(text: str | None) -> Iterator[str]:
    """A block's text, parted at line breaks that end a sentence or stand twice; other breaks become spaces."""
    run = ""
    for piece in _SPACE.sub(" ", text or "").split(_BREAK):
        if run and (ends_sentence(run) or not piece.strip()):
            yield run
            run = ""
        run = f"{run} {piece.strip()}".strip()
    if run:
        yield run


def _plain_blocks(html: str) -> list[str]:
    """What resiliparse takes for the main content, where trafilatura found none."""
    text: str = extract_plain_text(html, main_content=True, alt_texts=False, links=False, list_bullets=False)
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    return [block for block in blocks if block]


def _dated(given: str | None, metadata: Metadata, layout: Layout) -> tuple[str | None, str | None]:
    """When the article was published, and what that rests on."""
    for date, basis in ((given, "given"), (metadata.published, "metadata"), (layout.published, "dateline")):
        if date:
            return date, basis
    return None, None
