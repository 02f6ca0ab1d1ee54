"""HTML made safe to parse: nesting cut to a depth the parsers take, elements counted.

The parsers at hand give nothing, or take minutes, for pages of thousands of nested elements. One linear pass
over the tags drops those too deep, which loses no text and no paragraph.
"""

from __future__ import annotations

import re

from hearsay.errors import TooLarge

MAX_DEPTH = 120
"""Elements deeper than this are opened up: their text stays, their tags go."""

MAX_ELEMENTS = 30_000
"""Pages of more elements are refused; news pages have a few thousand."""

_TAG = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^<>]*)>)")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_CLOSED_BY_NEXT = frozenset(
    {"p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot", "body", "html", "head"}
)
_XML_HEAD = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_DECLARED = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED_XML = re.compile(rb"\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_HTML = re.compile(
    r"(?:\s|<!--.*?-->|<\?xml[^>]*\?>)*<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|header|div|p"
    r"|h[1-6]|table|span|script|link|ul|ol|figure)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<\?xml\b|\s*<(?:rss|feed|urlset|TimeML|articles)\b")


def looks_like_html(head: str) -> bool:
    """Whether a text's beginning is an HTML page's or fragment's."""
    return _HTML.match(head) is not None and not (_XML.match(head) and "<html" not in head.lower())


def looks_like_xml(head: str) -> bool:
    """Whether a text's beginning is that of XML other than XHTML: a feed, a site map, an annotated corpus."""
    return _XML.match(head) is not None and "<html" not in head.lower()


def declared_encoding(data: bytes) -> str | None:
    """The encoding a page names for itself in its first kilobytes, right or wrong."""
    match = _DECLARED_XML.search(data[:200]) or _DECLARED.search(data[:4096])
    return match[1].decode("ascii", "replace") if match else None


def prepare(html: str, where: str | None) -> str:
    """``html`` fit for the parsers: no XML head, no lone surrogates, at most `MAX_DEPTH` deep.

    Raises `TooLarge` where it has more than `MAX_ELEMENTS` tags.
    """
    html = _XML_HEAD.sub("", html, count=1)
    html = html.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    if html.count("<") > 2 * MAX_ELEMENTS:
        raise TooLarge(f"the page has more than {MAX_ELEMENTS:,} elements", where=where)
    return _flatten(html) if _may_be_deep(html) else html


def _may_be_deep(html: str) -> bool:
    return html.count("<") > MAX_DEPTH


def _flatten(html: str) -> str:
    """``html`` without the tags of elements deeper than `MAX_DEPTH`; the same string where there are none."""
    keep: list[str] = []
    stack: list[str] = []
    kept, position = 0, 0
    while tag := _TAG.search(html, position):
        position = _after(html, tag)
        if tag[1] or _fits(stack, tag[3].lower(), bool(tag[2]), tag[4].endswith("/")):
            continue
        keep.append(html[kept : tag.start()])
        kept = tag.end()
    return "".join([*keep, html[kept:]]) if keep else html


def _after(html: str, tag: re.Match[str]) -> int:
    """Where to look for the next tag: behind a comment, a script or a style sheet; at the end if it is not closed."""
    if tag[1]:
        closed = html.find("-->", tag.end())
        return closed + 3 if closed >= 0 else len(html)
    if tag[2] or tag[3].lower() not in _RAW:
        return tag.end()
    end_tag = re.compile(f"</{tag[3]}", re.IGNORECASE).search(html, tag.end())
    return end_tag.start() if end_tag else len(html)


def _fits(stack: list[str], name: str, closing: bool, self_closing: bool) -> bool:
    """Whether a tag may stay; keeps ``stack``, the elements open at this place, all of them.

    Elements that the next of their kind closes are not counted: "<p>" a thousand times is not deep.
    """
    if name in _VOID or name in _CLOSED_BY_NEXT or (self_closing and not closing):
        return True
    if not closing:
        stack.append(name)
        return len(stack) <= MAX_DEPTH
    if not stack:
        return True
    depth = len(stack)
    if stack[-1] == name:
        stack.pop()
    elif name in stack[-MAX_DEPTH:]:
        while stack.pop() != name:
            pass
    return depth <= MAX_DEPTH
