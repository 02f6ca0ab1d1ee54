"""Renderings of any reading at all, sound or not: nothing is lost, nothing breaks."""

from __future__ import annotations

import json
import re

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from hearsay.export import html, jsonl, table
from hearsay.export import json as export_json
from hearsay.export.rows import rows
from hearsay.model import Attribution, Document, Reading, Spans, Zone
from tests.support.pages import Page

_TEXT = st.text(
    st.one_of(st.sampled_from("ab “”.\n\n\r\t<&\u00a0שe\u0301👩\u200d"), st.characters(exclude_categories=["Cs"])),
    max_size=80,
)


def _spans(limit: int) -> st.SearchStrategy[Spans]:
    """Spans that mostly lie in the text, and some that do not."""
    edge = st.integers(-3, limit + 3)
    return st.lists(st.tuples(edge, edge), max_size=3).map(tuple)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(_TEXT)
    spans = _spans(len(text))
    ids = st.sampled_from(["a1", "a2", "a3", "<x>", ""])
    attribution = st.builds(
        Attribution,
        id=ids,
        source=spans,
        cue=spans,
        content=spans,
        kind=st.sampled_from(["direct", "indirect", "mixed"]),
        parent=st.none() | ids,
        source_name=st.none() | _TEXT,
        confidence=st.floats(allow_infinity=False, allow_nan=False),
    )
    kinds = st.sampled_from(["title", "byline", "dateline", "caption", "credit", "boilerplate"])
    zone = st.builds(Zone, span=st.tuples(st.integers(-3, 90), st.integers(-3, 90)), kind=kinds)
    document = Document(
        id="d",
        text=text,
        title=draw(st.none() | _TEXT),
        byline=draw(st.none() | _TEXT),
        zones=tuple(draw(st.lists(zone, max_size=3))),
    )
    attributions = tuple(draw(st.lists(attribution, max_size=6)))
    return Reading(hearsay="0", model="m", document=document, attributions=attributions)


@given(readings())
def test_every_attribution_is_a_row_once(reading: Reading) -> None:
    assert sorted(map(id, reading.attributions)) == sorted(id(row.attribution) for row in rows(reading))


@given(readings())
def test_json_is_the_same_reading_again(reading: Reading) -> None:
    for data in (export_json.dumps(reading), jsonl.line(reading)):
        assert msgspec.json.decode(data, type=Reading) == reading
        json.loads(data)


@settings(deadline=None)
@given(readings())
def test_the_page_is_well_formed_and_has_all_the_text(reading: Reading) -> None:
    page = Page(html.page(reading))
    assert len(page.find("div", "card")) == len(reading.attributions)
    body = "".join(e.text for e in page.elements if set(e.classes) & {"text", "headline", "byline"})
    honest = re.sub(r"[^\w<&“”👩]", "", reading.document.text)
    shown = re.sub(r"[^\w<&“”👩]", "", body)
    missing = [character for character in set(honest) if honest.count(character) > shown.count(character)]
    assert not missing


@settings(deadline=None)
@given(readings(), st.integers(24, 140))
def test_the_table_fits(reading: Reading, width: int) -> None:
    out = table.render(reading, width=width)
    assert all(cell_len(line) <= width for line in out.splitlines())
    assert out.count("%") >= len(reading.attributions)
