from __future__ import annotations

import json
from typing import Any

import pytest
from lxml.html import document_fromstring

from hearsay.read.metadata import Metadata, read_metadata


def metadata(head: str = "", body: str = "") -> Metadata:
    return read_metadata(document_fromstring(f"<html><head>{head}</head><body>{body}<p>x</p></body></html>"))


def linked(*records: Any) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(record)}</script>' for record in records)


def news(**properties: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", **properties}


def test_nothing_is_guessed() -> None:
    assert metadata() == Metadata()


@pytest.mark.parametrize(
    ("author", "byline", "agency"),
    [
        ("Jane Roe", "Jane Roe", None),
        ({"@type": "Person", "name": "Jane Roe"}, "Jane Roe", None),
        ({"@type": ["Person"], "name": ["Jane Roe"]}, "Jane Roe", None),
        ([{"name": "Jane Roe"}, {"name": "John Doe"}], "Jane Roe and John Doe", None),
        (["Jane Roe", "John Doe", "Ann Poe"], "Jane Roe, John Doe and Ann Poe", None),
        (["Jane Roe", "Jane Roe"], "Jane Roe", None),
        ({"@type": "Person", "name": "By JANE ROE, Staff Writer"}, "JANE ROE", None),
        ({"@type": "Organization", "name": "Reuters"}, None, "Reuters"),
        ([{"@type": "Person", "name": "Jane Roe"}, {"@type": "Organization", "name": "AFP"}], "Jane Roe", "AFP"),
        ({"@type": "Organization", "name": "The Estuary Post"}, None, None),
        ("https://post.example/authors/roe", None, None),
        ({"@type": "Person"}, None, None),
        (None, None, None),
        (7, None, None),
        ([[["Jane Roe"]]], None, None),
        ("x" * 400, None, None),
    ],
)
def test_authors(author: Any, byline: str | None, agency: str | None) -> None:
    found = metadata(linked(news(author=author)))
    assert (found.byline, found.agency) == (byline, agency)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (linked(news(datePublished="2016-08-05T10:00:00Z")), "2016-08-05"),
        (linked(news(datePublished="20160805")), "2016-08-05"),
        (linked(news(datePublished="2016/8/5")), "2016-08-05"),
        ('<meta property="article:published_time" content="2016-08-05 10:00">', "2016-08-05"),
        ('<meta name="pubdate" content="20160805">', "2016-08-05"),
        ('<meta itemprop="datePublished" content="2016-08-05">', "2016-08-05"),
        ('<meta property="article:published_time" content="2016-02-31">', None),
        ('<meta property="article:published_time" content="soon">', None),
        (linked(news(datePublished=None)), None),
        (linked(news(dateModified="2016-08-05")), None),
    ],
)
def test_dates(head: str, published: str | None) -> None:
    assert metadata(head).published == published


def test_a_date_in_the_page_counts_only_in_full() -> None:
    assert metadata(body='<time datetime="2016-08-05T10:00">Friday</time>').published == "2016-08-05"
    assert metadata(body="<time>August 2016</time>").published is None
    assert metadata(body='<p class="date">August 2016</p>').published is None


def test_a_time_element_gives_the_date() -> None:
    assert metadata(body='<time itemprop="datePublished" datetime="2016-08-05">Friday</time>').published == "2016-08-05"


def test_linked_data_is_believed_before_meta_elements() -> None:
    head = (
        '<meta property="article:published_time" content="2016-08-06"><meta name="author" content="John Doe">'
        '<meta property="og:title" content="Bridge shut | Post">'
    ) + linked(news(headline="Bridge to stay closed", datePublished="2016-08-05", author="Jane Roe"))
    found = metadata(head)
    assert (found.title, found.published, found.byline) == ("Bridge to stay closed", "2016-08-05", "Jane Roe")


def test_references_between_records() -> None:
    graph = {
        "@graph": [
            {"@type": "Organization", "@id": "#us", "name": "The Estuary Post"},
            {"@type": "Person", "@id": "#roe", "name": "Jane Roe"},
            {"@type": "WebPage", "@id": "#page", "name": "Bridge - The Estuary Post"},
            news(headline="Bridge", author={"@id": "#roe"}, publisher={"@id": "#us"}),
        ]
    }
    found = metadata(linked(graph))
    assert (found.byline, found.outlet, found.title) == ("Jane Roe", "The Estuary Post", "Bridge")


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "[[[[",
        '{"@type": "NewsArticle", "headline": "a\tb"}',
        "null",
        "7",
        '"text"',
        "[" * 5_000,
        '{"a": ' * 5_000,
        "1" * 5_000,
    ],
)
def test_broken_linked_data_is_passed_over(script: str) -> None:
    found = metadata(
        f'<script type="application/ld+json">{script}</script><meta property="og:site_name" content="Post">'
    )
    assert found.outlet == "Post"


def test_a_record_that_refers_to_itself() -> None:
    record: dict[str, Any] = news(author={"@id": "#a"})
    record["@id"] = "#a"
    assert metadata(linked(record)).byline is None


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Bridge shut</title>", "", "Bridge shut"),
        (
            '<title>Bridge shut | The Estuary Post</title><meta property="og:site_name" content="The Estuary Post">',
            "",
            "Bridge shut",
        ),
        (
            '<title>Bridge shut - Estuary Post</title><meta property="og:site_name" content="The Estuary Post">',
            "",
            "Bridge shut",
        ),
        ("<title>Bridge shut | Ferries full</title>", "", "Bridge shut | Ferries full"),
        (
            '<meta property="og:title" content="Bridge is shut">',
            "<h1>Bridge is shut, city says</h1>",
            "Bridge is shut, city says",
        ),
        ('<meta property="og:title" content="Bridge is shut">', "<h1>The Estuary Post</h1>", "Bridge is shut"),
        ('<meta property="og:title" content="Bridge is shut">', "<h1>Bridge is</h1><h1>shut</h1>", "Bridge is shut"),
        ("", "<h1>Bridge shut</h1>", "Bridge shut"),
        ("", "", None),
    ],
)
def test_titles(head: str, body: str, title: str | None) -> None:
    assert metadata(head, body).title == title


@pytest.mark.parametrize(
    ("body", "byline"),
    [
        ('<p class="byline">By Jane Roe</p>', "Jane Roe"),
        ('<span class="article-byline__name">Jane Roe</span>', "Jane Roe"),
        ('<a rel="author" href="/roe">Jane Roe</a>', "Jane Roe"),
        ('<span itemprop="author"><span itemprop="name">Jane Roe</span></span>', "Jane Roe"),
        ('<p class="byline">Updated 5 August</p>', None),
        ('<p class="byline">The bridge was closed by the city on Monday, the mayor said.</p>', None),
    ],
)
def test_bylines_in_the_markup(body: str, byline: str | None) -> None:
    assert metadata(body=body).byline == byline


def test_the_outlet_is_no_author() -> None:
    head = '<meta property="og:site_name" content="The Estuary Post"><meta name="author" content="Estuary Post">'
    assert metadata(head).byline is None


def test_an_agency_as_the_author() -> None:
    assert (
        metadata('<meta name="author" content="Reuters"><meta property="og:site_name" content="Post">').agency
        == "Reuters"
    )
    assert (
        metadata('<meta name="author" content="Reuters"><meta property="og:site_name" content="Reuters">').agency
        is None
    )
