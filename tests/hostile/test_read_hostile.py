"""Input that means harm, or looks as if it did: read, or refused by a coded error, in bounded time and memory.

There are no time limits here, only sizes at which anything worse than nearly linear would not come to an end.
"""

from __future__ import annotations

import gzip
import json
import tracemalloc

import pytest

from hearsay import read
from hearsay.errors import InputError, NotText, TooLarge
from hearsay.model import Document

S = "The minister said on Tuesday that the talks in the capital had been useful, and that they would go on. "
CODES = {"not-text", "empty-input", "not-english", "no-article"}
PARA = f"<p>{S * 3}</p>"


def exact(document: Document, text: str) -> None:
    assert document.text == text
    last = 0
    for zone in document.zones:
        assert last <= zone.span[0] < zone.span[1] <= len(text)
        last = zone.span[1]


@pytest.mark.parametrize(
    "text",
    [
        (S * 2_000)[:200_000],
        "x" * 200_000,
        "A " * 100_000,
        '"' * 200_000,
        "“" * 100_000 + S,
        "(" * 200_000,
        "[" * 100_000 + "x]",
        "KABUL (" * 30_000,
        " — " * 60_000 + S,
        "A: " * 60_000,
        "A, " * 60_000 + "— x",
        "1" * 200_000,
        "Aug 5 " * 30_000,
        "By " * 60_000,
        "By Jane Roe, " * 15_000,
        "Photo: " * 30_000,
        "©" * 200_000,
        "%2F" * 60_000 + ".html",
        "-" * 200_000,
        "e" + "\u0301" * 200_000,
        "😀" * 100_000,
        "\u202e" + S,
        "\u200f" * 1_000 + S,
        "\ud800" * 1_000 + S,
        "\x00\x01\x1b[2J" * 100 + S,
        S + "\n" * 900_000 + S,
        S + " \n" * 450_000 + S,
        "\n".join(["By Jane Roe"] * 50_000),
        "\n\n".join(["Bridge to stay closed"] * 30_000),
        "\n\n".join(["Photo: Jane Roe/AFP"] * 30_000),
        "\n\n".join([f"KABUL, Aug 5 (AP) — {S}"] * 2_000),
        ("y" * 70 + " the and of to that\n") * 10_000,
    ],
    ids=range(32),
)
def test_long_and_repetitive_texts(text: str) -> None:
    exact(read.from_text(text), text)


@pytest.mark.parametrize(
    "text",
    [
        '"He said "no" and "left.',
        "“He said ‘no’ and “left.",
        "„Nein“, sagte er. «Non», dit-il. ‹No›, he said.",
        "'''He said 'no'.'''",
        "HE SAID NO AND LEFT",
        "he said no and left",
        "he said no and left " * 50,
        "مرحبا he said שלום and left 你好.",
        "H̶e̶ said n\u0301o\u0302.",
        "𝐇𝐞 𝐬𝐚𝐢𝐝 𝐧𝐨.",
        "He\u00a0said\u2003no.\u2028He left.\u2029Then\u0085he came\x0bback.",
        "<b>He</b> said &amp; <script>alert(1)</script>.",
        "{{7*7}} ${7*7} %s %n {0} said no.",
        "../../etc/passwd said no.",
        "He said no.\ufeff He left.",
        "🏳️‍🌈👩‍👩‍👧‍👦 said no.",
    ],
)
def test_odd_texts_are_kept_to_the_character(text: str) -> None:
    exact(read.from_text(text), text)
    if "\ud800" not in text:
        exact(read.load(text.encode(), input_format="text"), text)


@pytest.mark.parametrize(
    "tag", ["div", "b", "span", "table", "ul", "blockquote", "a", "form", "svg", "p", "noscript", "section", "unknown"]
)
def test_ten_thousand_nested_tags(tag: str) -> None:
    html = f"<html><body>{f'<{tag}>' * 10_000}{PARA}<p>{S}</p>{f'</{tag}>' * 10_000}"
    assert S.strip() in read.load(html.encode()).text


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<div class='a b c'>" * 25_000 + PARA,
        "<html><body>" + "<" * 29_000 + PARA + PARA,
        "<html><body><div " + 'a="b" ' * 200_000 + ">" + PARA,
        '<html><body><div class="' + "caption " * 200_000 + '">' + PARA + "</div>",
        "<html><body>" + PARA + "<!--" + "-" * 2_000_000,
        "<html><body>" + PARA + "<script>" * 20_000,
        "<html><body>" + PARA + "<style>" * 20_000,
        "<html><body>" + PARA + "".join(f"<figcaption>{i}</figcaption>" for i in range(9_000)),
        "<html><body>" + PARA + "<p>a" * 5_000,
        "<html><head><script type='application/ld+json'>" + "[" * 500_000 + "</script></head><body>" + PARA,
        "<html><head><script type='application/ld+json'>" + '{"@graph":' * 50_000 + "</script></head><body>" + PARA,
        "<html><head>" + "<meta name=author content='Jane Roe'>" * 10_000 + "</head><body>" + PARA,
        "<html><body>" + PARA + "&" * 500_000,
        "<html><body>" + PARA + "&#x110000;&#0;&#xd800;",
        "<html><body>" + PARA + "\x01\x02\ufffe\uffff",
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY a{i + 1} "&a{i};&a{i};">' for i in range(60))
        + "]><html><body><p>&a60;</p>"
        + PARA,
        '<!DOCTYPE html SYSTEM "file:///etc/passwd"><html><body>' + PARA,
        "<html><base href='javascript:alert(1)'><body>" + PARA,
        "<html><meta charset='utf-7'><body>" + PARA,
        "<html><meta charset='" + "x" * 100_000 + "'><body>" + PARA,
        "<html lang='x'" + " " * 500_000 + "><body>" + PARA,
    ],
    ids=range(21),
)
def test_pages_made_to_break_a_parser(html: str) -> None:
    document = read.load(html.encode(), input_format="html")
    assert S.strip() in document.text
    assert len(document.text) < 200_000 + len(html)


def test_too_many_elements_are_refused() -> None:
    with pytest.raises(TooLarge, match="elements"):
        read.load(b"<html>" + b"<p>a</p>" * 200_000)


def test_twenty_megabytes_are_refused_in_bounded_memory() -> None:
    data = S.encode() * 200_000
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            read.load(data)
        with pytest.raises(TooLarge):
            read.load(data, input_format="html")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * len(data)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 100,
        b"\x00" * 1_000,
        b"\xff" * 1_000,
        b"\x80" * 1_000,
        gzip.compress(S.encode()),
        b"\xef\xbb\xbf\x00\x00",
        b"\xff\xfe\x00",
        b"\xff\xfe\x00\xd8\x00\xd8",
        b"\x00\x00\xfe\xff\x00\x11\x00\x00",
        b"+ADw-script+AD4-",
        b"\x1b$B\x1b(B" * 50,
    ],
)
@pytest.mark.parametrize("kind", ["auto", "text", "html"])
def test_bytes_that_are_no_text(data: bytes, kind: str) -> None:
    refused: InputError | None = None
    try:
        assert read.load(data, input_format=kind, name="-").text  # type: ignore[arg-type]
    except InputError as error:
        refused = error
    assert refused is None or (refused.where == "-" and refused.code in CODES)


def test_a_page_in_a_false_encoding_is_no_code() -> None:
    """UTF-7 would make markup of "+ADw-": it is not among the encodings that are believed."""
    html = (
        f"<html><meta charset=utf-7><body>{PARA}<p>He wrote +ADw-script+AD4-alert(1)+ADw-/script+AD4- on the wall.</p>"
    )
    assert "+ADw-script+AD4-" in read.load(html.encode()).text


def test_documents_can_be_written_down() -> None:
    """Everything but lone surrogates, which no JSON can hold, survives being written as JSON."""
    document = read.from_text("\x00\u2028<b>\U0010ffff " + S)
    assert json.loads(json.dumps(document.text)) == document.text


def test_refusals_name_the_input_in_one_line() -> None:
    for data in (b"", b"\x89PNG\r\n\x1a\n\0", b"\0\0"):
        with pytest.raises(InputError) as caught:
            read.load(data, name="inbox/report 7.txt")
        assert str(caught.value).startswith("inbox/report 7.txt: ")
        assert "\n" not in str(caught.value)


def test_a_word_document_is_called_one() -> None:
    with pytest.raises(NotText, match="Word"):
        read.load(b"PK\x03\x04" + bytes(60))
