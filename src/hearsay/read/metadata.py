"""What a page says of its article outside the article: title, byline, date, outlet, agency.

Believed in this order: schema.org in JSON-LD, which is written for machines; meta elements; the page's own
markup; for the date, last, htmldate. What none of them says stays unknown.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement

from hearsay.errors import ConfigError
from hearsay.read.dates import find_dates
from hearsay.read.lists import fold, lists, read_table
from hearsay.read.marks import match_byline

_DATE = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_DATE_SLASHED = re.compile(r"\s*(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)")
_SEPARATED = re.compile(r"\s+(?:[|–—:»·•-]|::)\s+")
_LONGEST = 300
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page's metadata say; None where they say nothing. ``published`` is ISO 8601."""

    title: str | None = None
    byline: str | None = None
    published: str | None = None
    outlet: str | None = None
    agency: str | None = None


@lru_cache(maxsize=1)
def page_lists() -> dict[str, dict[str, list[str]]]:
    """The lists of ``data/pages.toml``, whose head says what each holds."""
    table = read_table("pages.toml")
    if not {"skip", "captions", "meta", "jsonld"} <= table.keys():
        raise ConfigError("the data file pages.toml lacks a table")
    return table


def read_metadata(tree: HtmlElement) -> Metadata:
    """The metadata of a page."""
    records = list(_linked_data(tree))
    article = _article_record(records)
    meta = _meta_values(tree)
    outlet = _outlet(article, records, meta)
    people, agency = _authors(article, records)
    byline = _joined(people) or _meta_byline(meta, outlet) or _markup_byline(tree, outlet)
    return Metadata(
        title=_title(tree, article, meta, outlet),
        byline=byline,
        published=_published(tree, article, meta),
        outlet=outlet,
        agency=agency or _agency_byline(meta, outlet),
    )


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object of the page, those inside lists and graphs too. What does not parse is passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        text = (script.text or "").strip().removeprefix("<![CDATA[").removesuffix("]]>").strip(" ;/*")
        try:
            yield from _objects(json.loads(text, strict=False), 0)
        except (ValueError, RecursionError):
            continue


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)


def _types(record: dict[str, Any]) -> set[str]:
    types = record.get("@type")
    values = types if isinstance(types, list) else [types]
    return {str(value).rsplit("/", 1)[-1].lower() for value in values if value}


def _article_record(records: list[dict[str, Any]]) -> dict[str, Any]:
    """The record that describes the article: of an article's type, with a headline if one has it."""
    articles = page_lists()["jsonld"]["articles"]
    rank = {name: place for place, name in enumerate(articles)}
    found = [(min(rank[t] for t in types), record) for record in records if (types := _types(record) & rank.keys())]
    pages = [pair for pair in found if pair[0] != rank["webpage"] or pair[1].get("datePublished")]
    ordered = sorted(pages, key=lambda pair: (pair[0] == rank["webpage"], "headline" not in pair[1]))
    return ordered[0][1] if ordered else {}


def _resolved(value: Any, records: list[dict[str, Any]]) -> list[Any]:
    """A property's values as a list, references to other records (``@id``) replaced by those."""
    values = value if isinstance(value, list) else [value]
    by_id = {record["@id"]: record for record in records if isinstance(record.get("@id"), str)}
    return [by_id.get(v["@id"], v) if isinstance(v, dict) and isinstance(v.get("@id"), str) else v for v in values if v]


def _text(value: Any) -> str | None:
    """A property's text: itself, or its name; None for anything else, for addresses and for the overlong."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    text = " ".join(re.sub(r"<[^>]{0,200}>", " ", value).replace("&amp;", "&").split())
    return text if 0 < len(text) <= _LONGEST and not re.match(r"https?://|www\.|@", text) else None


def _meta_values(tree: HtmlElement) -> dict[str, str]:
    """The first non-empty content of each meta element, by its lower-case name, property or itemprop."""
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for attribute in ("name", "property", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content and len(content) <= _LONGEST:
                values.setdefault(name, content)
    return values


def _first_meta(meta: dict[str, str], kind: str) -> str | None:
    found = (_text(meta[name]) for name in page_lists()["meta"][kind] if name in meta)
    return next((text for text in found if text), None)


def _outlet(article: dict[str, Any], records: list[dict[str, Any]], meta: dict[str, str]) -> str | None:
    if name := _first_meta(meta, "outlet"):
        return name
    for publisher in _resolved(article.get("publisher"), records):
        if name := _text(publisher):
            return name
    return None


def _authors(article: dict[str, Any], records: list[dict[str, Any]]) -> tuple[list[str], str | None]:
    """The persons a JSON-LD record names as authors, and a known agency it names as author or source."""
    people: list[str] = []
    agency: str | None = None
    for key in ("author", "creator", "contributor", "sourceOrganization", "creditText", "copyrightHolder"):
        for value in _resolved(article.get(key), records):
            name = _text(value)
            if name is None:
                continue
            known = lists().agency(name)
            if known and key != "copyrightHolder":
                agency = agency or known
            elif key in ("author", "creator") and _is_person_record(value):
                people += [person for person in [_clean_byline(name)] if person and person not in people]
    return people, agency


def _is_person_record(value: Any) -> bool:
    types = _types(value) if isinstance(value, dict) else set()
    return not types or bool(types & set(page_lists()["jsonld"]["people"]))


def _joined(people: list[str]) -> str | None:
    if len(people) < 2:
        return people[0] if people else None
    return ", ".join(people[:-1]) + " and " + people[-1]


def _clean_byline(text: str) -> str | None:
    """A byline without "By" and roles, None where what is left is no name."""
    found = match_byline(text) or match_byline(f"By {text}")
    return found.names if found else None


def _meta_byline(meta: dict[str, str], outlet: str | None) -> str | None:
    for name in page_lists()["meta"]["author"]:
        text = _text(meta.get(name))
        byline = _clean_byline(text) if text and fold(text) not in fold(outlet or "") else None
        if byline:
            return byline
    return None


def _agency_byline(meta: dict[str, str], outlet: str | None) -> str | None:
    """A known agency that the meta elements name as the author, unless it is the outlet itself."""
    for name in page_lists()["meta"]["author"]:
        agency = lists().agency(meta.get(name, ""))
        if agency and agency != lists().agency(outlet or ""):
            return agency
    return None


_BYLINE_PATHS = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author']",
    "//a[@rel='author']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' byline ')]",
    "//*[contains(@class, 'byline') or contains(@class, 'author-name') or contains(@class, 'article__author')]",
)


def _markup_byline(tree: HtmlElement, outlet: str | None) -> str | None:
    for path in _BYLINE_PATHS:
        for element in tree.xpath(path)[:3]:
            text = " ".join(element.text_content().split())
            if 0 < len(text) <= 120 and (byline := _clean_byline(text)) and " " in byline:
                return byline if fold(byline) not in fold(outlet or "") else None
    return None


def _published(tree: HtmlElement, article: dict[str, Any], meta: dict[str, str]) -> str | None:
    named = [article.get("datePublished"), article.get("dateCreated")]
    named += [meta.get(name) for name in page_lists()["meta"]["published"]]
    named += [e.get("datetime") for e in tree.xpath("//time[@itemprop='datePublished' or @pubdate]")[:2]]
    for value in named:
        if isinstance(value, str) and (date := _date(value)):
            return date
    try:
        found = find_date(tree, extensive_search=False, original_date=True, outputformat="%Y-%m-%d")
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None
    date = _date(found) if found else None
    return date if date and _is_written(tree, date) else None


def _is_written(tree: HtmlElement, date: str) -> bool:
    """Whether a date stands in the page in full: htmldate completes and repairs what it finds, which is guessing."""
    year, month, day = (int(part) for part in date.split("-"))
    html = etree.tostring(tree, encoding="unicode")
    forms = (
        f"{year}[-/.]?0?{month}[-/.]?0?{day}",
        f"0?{day}[-/.]0?{month}[-/.]{year}",
        f"0?{month}[-/.]0?{day}[-/.]{year}",
    )
    if re.search(rf"(?<!\d)(?:{'|'.join(forms)})(?!\d)", html):
        return True
    return any(found.iso == date for found in find_dates(tree.text_content()))


def _date(value: str) -> str | None:
    match = _DATE.match(value) or _DATE_SLASHED.match(value)
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3])).isoformat() if match else None
    except ValueError:
        return None


def _title(tree: HtmlElement, article: dict[str, Any], meta: dict[str, str], outlet: str | None) -> str | None:
    """The headline: the only first-level heading where the metadata agree with it, else theirs."""
    told = _text(article.get("headline")) or _first_meta(meta, "title")
    headings = [text for h1 in tree.iter("h1") if (text := " ".join(h1.text_content().split()))]
    if len(headings) == 1 and len(headings[0]) <= _LONGEST and (told is None or _agree(headings[0], told)):
        return headings[0]
    title = told or _text(" ".join((tree.findtext(".//title") or "").split()))
    return _without_outlet(title, outlet) if title else None


def _agree(one: str, other: str) -> bool:
    words = set(re.findall(r"\w+", one.lower()))
    return len(words & set(re.findall(r"\w+", other.lower()))) >= len(words) / 2


def _without_outlet(title: str, outlet: str | None) -> str:
    """A title without the outlet's name that pages append ("… | The Example Times", "… - Example News")."""
    parts = list(_SEPARATED.finditer(title))
    if not parts or outlet is None:
        return title
    head, tail = title[: parts[-1].start()], title[parts[-1].end() :]
    name, last = fold(outlet).removeprefix("the "), fold(tail).removeprefix("the ")
    return head if last and (last in name or name in last) else title
