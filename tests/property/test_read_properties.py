"""What must hold of every document, whatever it was made from."""

from __future__ import annotations

import codecs
import contextlib
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hearsay import read
from hearsay.errors import AddressRefused, FetchFailed, InputError
from hearsay.model import Document, content_id
from hearsay.read.addresses import parse_target, refusal
from hearsay.read.blocks import split_blocks
from hearsay.read.dateline import match_dateline
from hearsay.read.url import Fetcher
from hearsay.read.zones import find_zones

# Lines that the zones' rules look at, between lines of anything: what random characters alone would never hit
LINES = [
    "Bridge to stay closed",
    "By Jane Roe",
    "By: Jason E",
    "Staff Writer",
    "5 August 2016",
    "PARIS — ",
    "KABUL, Aug 5 (AP) -- The mayor said no.",
    "(CNN) ",
    "Photo: Jane Roe/AFP",
    "uighurs (1)",
    "(Reuters)",
    "He left. (Reuters)",
    "Reporting by Jane Roe; Editing by John Doe",
    "Read more: nothing",
    "https://example.org/",
    "© 2016 Example News",
    "Advertisement",
    "ROE: Good evening.",
    "“Nobody will be put at risk,” she said on Monday.",
    "The bridge over the estuary stays closed, the mayor said.",
    "[TEXT]",
    "   ",
    "\u00a0",
    "",
]
TEXTS = st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=12).map("\n".join)
ANY_TEXT = st.text() | TEXTS
TAGS = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<article>",
    "<b",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<br>",
    "&amp;",
    "&#0;",
    "<h1>",
    "</table>",
]
MARKUP = st.lists(st.sampled_from(TAGS) | st.sampled_from(LINES) | st.text(max_size=10), max_size=30).map("".join)


def expected(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def check_zones(document: Document) -> None:
    last = 0
    for zone in document.zones:
        start, end = zone.span
        assert last <= start < end <= len(document.text)
        assert document.text[start:end].strip() == document.text[start:end] != ""
        last = end


@given(ANY_TEXT)
def test_a_text_is_kept_as_it_is(text: str) -> None:
    try:
        document = read.from_text(text)
    except InputError:
        return
    assert document.text == expected(text)
    assert document.id == content_id("d", document.text)
    check_zones(document)


@given(TEXTS)
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    try:
        document = read.from_text(text)
    except InputError:
        return
    assert read.from_text(document.text) == (
        document if not document.text.startswith("\ufeff") else read.from_text(document.text)
    )


@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_the_encoding_makes_no_difference(text: str, encoding: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    try:
        by_text = read.from_text(text.removeprefix("\ufeff"))
        by_bytes = read.load(data, input_format="text")
    except InputError:
        return
    assert by_bytes.text == by_text.text or data.startswith(codecs.BOM_UTF8 * 2)


@given(st.binary() | TEXTS.map(lambda text: text.encode("utf-8", "replace")))
def test_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(InputError):
        check_zones(read.load(data, name="-"))


@given(st.binary(), st.sampled_from(["text", "html"]))
def test_bytes_are_read_or_refused_as_what_they_are_said_to_be(data: bytes, kind: str) -> None:
    with contextlib.suppress(InputError):
        check_zones(read.load(data, input_format=kind))  # type: ignore[arg-type]


@given(MARKUP)
def test_markup_is_read_or_refused(html: str) -> None:
    try:
        document = read.from_html(html)
    except InputError:
        return
    check_zones(document)
    assert "\n\n\n" not in document.text
    assert document.text == document.text.strip()


@given(ANY_TEXT)
def test_blocks_hold_everything_but_white_space(text: str) -> None:
    blocks = split_blocks(text)
    assert "".join("".join(block.text.split()) for block in blocks) == "".join(text.split())
    assert all(text[slice(*block.span)] == block.text for block in blocks)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(blocks))


@given(TEXTS)
def test_something_is_left_to_read_beside_titles_and_captions(text: str) -> None:
    """Whatever the rules find, a text with words is never all title, caption and boilerplate."""
    kinds = {zone.kind for zone in find_zones(text).zones}
    covered = sum(zone.span[1] - zone.span[0] for zone in find_zones(text).zones)
    if kinds & {"title"}:
        assert covered < len(text.strip())


@given(st.text(max_size=300), st.booleans(), st.booleans())
def test_a_dateline_is_a_beginning(text: str, capitals: bool, turns: bool) -> None:
    found = match_dateline(text, capitals=capitals, turns=turns)
    assert found is None or 0 < found.length <= len(text)


@given(st.ip_addresses())
def test_every_address_is_public_or_has_a_reason(address: object) -> None:
    reason = refusal(str(address))
    assert (reason is None) == (refusal(address) is None)  # type: ignore[arg-type]
    if reason is None:
        assert address.is_global  # type: ignore[attr-defined]


@given(st.ip_addresses(v=4), st.sampled_from(["{}", "http://[::ffff:{}]/", "http://{}/"]))
def test_no_private_address_is_fetched_however_it_is_dressed(address: object, form: str) -> None:
    if refusal(str(address)) is None:
        return
    url = form.format(address)
    try:
        Fetcher(timeout=0.01, resolver=lambda _host, _port: [str(address)]).fetch(
            url if "//" in url else f"http://name.example/{url}"
        )
    except AddressRefused:
        return
    raise AssertionError(url)


@given(st.text(max_size=60))
def test_any_string_as_a_url_is_taken_apart_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://{text}/"):
        with contextlib.suppress(AddressRefused):
            target = parse_target(url, allow_private=False, where=url)
            assert target.host.isascii()
            assert target.path.isascii()
            assert not any(char.isspace() for char in target.host + target.path)


@given(st.text(max_size=60))
def test_any_host_is_fetched_or_refused(text: str) -> None:
    with contextlib.suppress(AddressRefused, FetchFailed):
        Fetcher(timeout=0.01, resolver=lambda _host, _port: []).fetch(f"http://{text}/")
