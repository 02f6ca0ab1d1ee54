"""Whatever an article says, its renderings are inert: in a page, in a terminal, in JSON.

Payloads stand in every place text can come from: the article, its metadata, the names, the notes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from hearsay.export import html, jsonl, table
from hearsay.export import json as export_json
from hearsay.model import Attribution, Claim, Evidence, Link, Note, Reading, Time, Zone
from tests.support.pages import Page
from tests.support.readings import simple

_TAGS = """
<script>alert(1)</script>
<SCRIPT SRC=//evil.example/x.js></SCRIPT>
<scr<script>ipt>alert(1)</scr</script>ipt>
</title><script>alert(1)</script>
</style><script>alert(1)</script>
</textarea><script>alert(1)</script>
</mark></p></article><script>alert(1)</script>
--><script>alert(1)</script>
<!--<script>alert(1)//-->
<![CDATA[<script>alert(1)</script>]]>
]]><script>alert(1)</script>
<?php echo 1 ?><script>alert(1)</script>
<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;
<img src=x onerror=alert(1)>
<img src="x" onerror="alert(1)">
<img src=`x`onerror=alert(1)>
<img/src=x/onerror=alert(1)>
<img src=//evil.example/pixel.gif>
<image src=x onerror=alert(1)>
<svg onload=alert(1)>
<svg><script>alert(1)</script></svg>
<svg><animate onbegin=alert(1) attributeName=x dur=1s>
<svg><a xlink:href="javascript:alert(1)"><text x=20 y=20>x</text></a>
<math><mi//xlink:href="data:x,<script>alert(1)</script>">
<math><mtext></mtext><mglyph><style><!--</style><img src onerror=alert(1)>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<template><script>alert(1)</script></template>
<iframe src=javascript:alert(1)></iframe>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<object data=javascript:alert(1)></object>
<embed src=javascript:alert(1)>
<applet code=x></applet>
<frameset onload=alert(1)>
<body onload=alert(1)>
<html onmouseover=alert(1)>
<form action=//evil.example><input name=q autofocus onfocus=alert(1)>
<button formaction=javascript:alert(1)>x</button>
<isindex type=image src=1 onerror=alert(1)>
<input type=image src=x onerror=alert(1)>
<select autofocus onfocus=alert(1)>
<video><source onerror=alert(1)></video>
<video src=//evil.example/v poster=//evil.example/p>
<audio src=x onerror=alert(1)>
<details open ontoggle=alert(1)>
<marquee onstart=alert(1)>
<a href=javascript:alert(1)>x</a>
<a href="jav&#x09;ascript:alert(1)">x</a>
<a href=//evil.example ping=//evil.example>x</a>
<base href=//evil.example/>
<link rel=stylesheet href=//evil.example/x.css>
<link rel=prefetch href=//evil.example/x>
<link rel=dns-prefetch href=//evil.example>
<meta http-equiv=refresh content="0;url=//evil.example">
<meta http-equiv=Content-Security-Policy content="default-src *">
<meta charset=utf-7>
<style>*{background:url(//evil.example/x)}</style>
<style>@import '//evil.example/x.css';</style>
<p style="background:url(//evil.example)">x</p>
<p style="position:fixed;inset:0">x</p>
<table background=//evil.example/x>
<bgsound src=//evil.example/x>
<layer src=//evil.example/x></layer>
<xml id=x><x>y</x></xml>
<portal src=//evil.example>
<plaintext>
<xmp><script>alert(1)</script></xmp>
<listing>
<x onclick=alert(1)>x</x>
<x contenteditable onblur=alert(1)>x</x>
<div id=location><form name=body></form></div>
<a id=__proto__ name=constructor>x</a>
""".strip().split("\n")

_QUOTES = r"""
" onmouseover=alert(1) x="
' onmouseover=alert(1) x='
` onmouseover=alert(1) x=`
"><img src=x onerror=alert(1)>
'><img src=x onerror=alert(1)>
" autofocus onfocus=alert(1) "
#" onclick="alert(1)
javascript:alert(1)
JaVaScRiPt:alert(1)
data:text/html,<script>alert(1)</script>
vbscript:msgbox(1)
//evil.example/x
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;alert(1)&#60;/script&#62;
&#x3C;script&#x3E;alert(1)&#x3C;/script&#x3E;
&lt;script
&amp;lt;script&amp;gt;
%3Cscript%3Ealert(1)%3C/script%3E
\u003cscript\u003ealert(1)\u003c/script\u003e
\x3cscript\x3ealert(1)\x3c/script\x3e
+ADw-script+AD4-alert(1)+ADw-/script+AD4-
{{7*7}}
{{ config.__class__.__init__.__globals__ }}
{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}
{%- include "/etc/passwd" -%}
{# comment #}
${7*7}
#{7*7}
<%= 7*7 %>
*{7*7}
%s%s%s%n%n
{0.__class__}
}</style><script>alert(1)</script>
}body{display:none}
*/ } body { display: none } /*
expression(alert(1))
';alert(1)//
";alert(1)//
\";alert(1)//
</script><script>alert(1)//
[bold red]x[/bold red]
[link=javascript:alert(1)]x[/link]
[/]
[blink]
\[bold]
:smiling_face_with_sunglasses:
$(touch /tmp/x)
`id`
'; DROP TABLE claims; --
=cmd|'/c calc'!A1
""".strip().split("\n")

_CONTROLS = [
    "\x1b[2J\x1b[H",
    "\x1b]0;title\x07",
    "\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b[31;5mred",
    "\x1b[?1049h",
    "\x1bP$q\x1b\\",
    "\x9b31m",
    "\x9d0;title\x9c",
    "\x90x\x9c",
    "\x08\x08\x08\x08over",
    "line\rover",
    "a\x00b",
    "\x07\x05\x0e\x0f",
    "\x7f\x7f",
    "\u202egnp.exe",
    "\u202d\u202e\u202c",
    "\u2066\u2067\u2068x",
    "\u2028\u2029",
    "\ufeffx\ufffe\uffff",
    "\udfff and \ud800",
    "\U000e0001\U000e0041",
    "e" + "\u0301" * 500,
    "\u200b\u200c\u200d\u2060",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<\u202escript>alert(1)</script>",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "<script\u2028>alert(1)</script>",
    "<script\x0c>alert(1)</script>",
    "A" * 5000,
]

PAYLOADS = _TAGS + _QUOTES + _CONTROLS
_NAMES = [f"{n}-{payload[:24]!a}" for n, payload in enumerate(PAYLOADS)]

_TAGS_OF_OURS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "div",
        "article",
        "header",
        "footer",
        "section",
        "aside",
    ),
    *("h1", "h2", "h3", "p", "span", "mark", "a", "i", "b", "em", "q", "bdi", "blockquote", "ol", "ul", "li"),
    *("figure", "figcaption", "time"),
}
_ATTRIBUTES_OF_OURS = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "dir", "rel", "datetime"),
    *("aria-label", "aria-hidden", "data-n"),
}


def _reading(payload: str) -> Reading:
    """A reading with the payload in every place there is for text, ids and codes among them."""
    base = simple(who=payload, what=f"{payload} is closed", title=payload)
    (found,) = base.attributions
    inner = Attribution(
        id=payload,
        source=found.source,
        cue=found.cue,
        content=((0, len(payload)),),
        kind="mixed",
        parent=found.id,
        source_name=payload,
        confidence=0.5,
    )
    fields = ("title", "url", "outlet", "byline", "agency", "published", "published_basis", "language", "id")
    document = {name: getattr(base.document, name) for name in base.document.__struct_fields__}
    document |= dict.fromkeys(fields, payload)
    document |= {"captions": (payload,), "zones": (Zone(span=(0, len(payload)), kind="credit"),)}
    return Reading(
        hearsay=payload,
        model=payload,
        document=type(base.document)(**document),
        times=(Time(id=payload, span=(0, len(payload)), type=payload, value=payload),),
        attributions=(found, inner),
        claims=(_claim(payload, found.id), _claim(payload, payload)),
        notes=(Note(code=payload, message=payload, span=(0, len(payload))),),
    )


def _claim(payload: str, attribution: str) -> Claim:
    """A claim that quotes the payload wherever a claim may quote, one that denies itself among others."""
    whole = (0, len(payload))
    link = Link(span=whole, type="person", name=payload, actor=payload)
    return Claim(
        id=payload,
        attribution=attribution,
        chain=(Link(span=None, type="author", name=payload), link, link),
        act="blame",
        stance="deny",
        certainty="possible",
        polarity="negative",
        distance="distanced",
        addressee=whole,
        evidence=(Evidence("document", whole), Evidence("lacking", whole)),
        time=payload,
        linked=payload,
    )


def test_there_are_payloads_enough() -> None:
    assert len(set(PAYLOADS)) >= 100


@pytest.mark.parametrize("payload", PAYLOADS, ids=_NAMES)
def test_a_page_is_inert(payload: str) -> None:
    page = Page(html.page(_reading(payload)))
    assert {element.tag for element in page.elements} <= _TAGS_OF_OURS
    for element in page.elements:
        assert set(element.attributes) <= _ATTRIBUTES_OF_OURS
        assert re.match(r"#|https?://|$", element.attributes.get("href") or "")
        assert (element.attributes.get("http-equiv") or "").lower() in ("", "content-security-policy")
    assert len(page.find("style")) == len(page.find("title")) == len(page.find("article")) == 1
    assert len(page.find("meta")) == 6


@pytest.mark.parametrize("payload", PAYLOADS, ids=_NAMES)
def test_only_our_rules_are_in_the_style_sheet(payload: str) -> None:
    ours = Page(html.page(_reading("x"))).find("style")[0].text
    theirs = Page(html.page(_reading(payload))).find("style")[0].text
    shape = re.compile(r"#[\w-]+")
    assert shape.sub("#", theirs) == shape.sub("#", ours)


@pytest.mark.parametrize("payload", _TAGS + _QUOTES)
def test_a_page_shows_the_text_as_it_is(payload: str) -> None:
    honest = re.sub(r"\s+", " ", payload)
    page = Page(html.page(_reading(payload)))
    shown = re.sub(r"\s+", " ", page.find("article")[0].text)
    assert shown.count(honest) >= 8


@pytest.mark.parametrize("payload", PAYLOADS, ids=_NAMES)
def test_a_fragment_is_inert(payload: str) -> None:
    page = Page(html.fragment(_reading(payload)))
    assert {element.tag for element in page.elements} <= _TAGS_OF_OURS
    assert all(set(element.attributes) <= _ATTRIBUTES_OF_OURS for element in page.elements)


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("payload", PAYLOADS, ids=_NAMES)
def test_a_terminal_is_told_nothing(payload: str, width: int) -> None:
    out = table.render(_reading(payload), width=width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", out)
    out.encode("utf-8")


@pytest.mark.parametrize("payload", PAYLOADS, ids=_NAMES)
def test_json_is_whole_and_says_the_same(payload: str) -> None:
    reading = _reading(payload)
    for data in (export_json.dumps(reading), jsonl.line(reading)):
        assert json.loads(data.decode("utf-8"))["document"]["outlet"] == payload
    line = jsonl.error_line(code="input", message=payload, source=payload)
    assert len(line.decode("utf-8").splitlines()) == 1
    assert json.loads(line)["error"]["input"] == payload


def _segments(page: Page) -> Iterator[str]:
    for element in page.find("p", "text"):
        yield element.text


def test_text_that_looks_like_markup_at_the_edge_of_a_span_stays_text() -> None:
    """A tag is not put together again out of pieces that spans have cut apart."""
    text = "<script>alert(1)</script>"
    cuts = tuple(
        Attribution(id=f"a{at}", source=((at, at + 1),), cue=(), content=(), kind="direct")
        for at in range(0, len(text), 2)
    )
    base = simple()
    document = type(base.document)(id="d", text=text)
    page = Page(html.page(Reading(hearsay="0", model="m", document=document, attributions=cuts)))
    assert "".join(_segments(page)) == text
    assert {element.tag for element in page.elements} <= _TAGS_OF_OURS
