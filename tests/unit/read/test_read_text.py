from __future__ import annotations

import os
from pathlib import Path

import pytest

from hearsay import read
from hearsay.errors import (
    AddressRefused,
    ConfigError,
    EmptyInput,
    InputError,
    NotEnglish,
    NotText,
    TooLarge,
)
from hearsay.model import content_id
from hearsay.read import text as text_module

LEDE = "The bridge over the estuary will stay closed for a year, the mayor said on Tuesday."
PAGE = f"<!DOCTYPE html><html><title>Bridge</title><body><article><h1>Bridge</h1><p>{LEDE}</p></article></body></html>"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (LEDE, LEDE),
        ("\ufeff" + LEDE, LEDE),
        ("\ufeff\ufeff" + LEDE, "\ufeff" + LEDE),
        (f"{LEDE}\r\n\r\n{LEDE}\r{LEDE}\n", f"{LEDE}\n\n{LEDE}\n{LEDE}\n"),
        (f"  {LEDE}\t\n\n\n", f"  {LEDE}\t\n\n\n"),
        (f"{LEDE}\u2028{LEDE}\u0085\x0b\x0c", f"{LEDE}\u2028{LEDE}\u0085\x0b\x0c"),
        (f"e\u0301 {LEDE} \u202eabc", f"e\u0301 {LEDE} \u202eabc"),
        (f"\ud800 {LEDE} \x00\x01", f"\ud800 {LEDE} \x00\x01"),
    ],
)
def test_the_text_is_the_input(given: str, text: str) -> None:
    document = read.from_text(given)
    assert document.text == text
    assert document.id == content_id("d", text)


def test_what_a_plain_text_says_of_itself() -> None:
    document = read.from_text(f"Bridge to stay closed\n\nBy Jane Roe\n\nPARIS, Aug. 5, 2016 (AP) — {LEDE}")
    assert (document.title, document.byline, document.agency) == ("Bridge to stay closed", "Jane Roe", "AP")
    assert (document.published, document.published_basis) == ("2016-08-05", "dateline")
    assert (document.outlet, document.url, document.language) == (None, None, "en")


def test_what_is_given_wins() -> None:
    document = read.from_text(f"PARIS, Aug. 5, 2016 (AP) — {LEDE}", published="2016-08-06", outlet="The Example Post")
    assert (document.published, document.published_basis, document.outlet) == (
        "2016-08-06",
        "given",
        "The Example Post",
    )


def test_nothing_is_guessed() -> None:
    document = read.from_text(LEDE)
    assert (document.title, document.byline, document.agency, document.outlet) == (None, None, None, None)
    assert (document.published, document.published_basis) == (None, None)


@pytest.mark.parametrize("text", ["", " \n\t ", "\ufeff", "\u200b\u200b \u2060", "\x00\x01\x02", "\u00a0\u3000"])
def test_empty(text: str) -> None:
    with pytest.raises(EmptyInput):
        read.from_text(text)


@pytest.mark.parametrize("data", [b"", b" \r\n ", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe \x00\n\x00"])
def test_empty_bytes(data: bytes) -> None:
    with pytest.raises(EmptyInput, match=r"^-: "):
        read.load(data, name="-")


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "MAX_CHARACTERS", len(LEDE))
    assert read.from_text(LEDE).text == LEDE
    with pytest.raises(TooLarge, match="the limit is 83"):
        read.from_text(LEDE + ".", name="long.txt")


def test_twenty_megabytes_are_too_large() -> None:
    with pytest.raises(TooLarge):
        read.load(b"The mayor said no. " * 1_060_000)
    with pytest.raises(TooLarge):
        read.load(b"a" * (read.MAX_BYTES + 1))


def test_a_date_that_is_none_is_the_callers_mistake() -> None:
    with pytest.raises(ConfigError):
        read.from_text(LEDE, published="last week")
    with pytest.raises(ConfigError):
        read.load(PAGE.encode(), published="last week")


def test_a_path(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(LEDE.encode("utf-16"))
    assert read.load(path).text == LEDE
    assert read.load(str(path)).text == LEDE
    assert read.load(path).url is None


def test_a_page_by_its_suffix_or_by_its_look(tmp_path: Path) -> None:
    by_look = tmp_path / "page.txt"
    by_look.write_text(PAGE)
    assert read.load(by_look).text == LEDE
    by_suffix = tmp_path / "page.HTM"
    by_suffix.write_text(f"Bridge<p>{LEDE}</p><p>{LEDE}</p>")
    assert LEDE in read.load(by_suffix).text
    assert "<p>" not in read.load(by_suffix).text
    assert read.load(by_look, input_format="text").text == PAGE


@pytest.mark.parametrize(
    "head",
    [
        "<!doctype html>\n<p>",
        "\ufeff<HTML>",
        "  <!-- saved page --><html lang='en'>",
        "<?xml version='1.0'?><!DOCTYPE html><html>",
        "<div class='story'>",
        "<p>",
    ],
)
def test_pages_are_known_by_their_head(head: str) -> None:
    assert read.load(f"{head}<p>{LEDE}</p><p>{LEDE} {LEDE}</p>".encode()).text.startswith(LEDE)


@pytest.mark.parametrize(
    "head", ["<3 is a heart. ", "<tweet id=4> ", "< 5 people, ", "<Unintelligible> ", "He wrote <p>. "]
)
def test_text_with_angle_brackets_is_text(head: str) -> None:
    assert read.load((head + LEDE).encode()).text == head + LEDE


@pytest.mark.parametrize(
    "xml", [f"<?xml version='1.0'?><rss><item>{LEDE}</item></rss>", f"<rss version='2.0'>{LEDE}</rss>"]
)
def test_feeds_are_no_articles_unless_one_insists(xml: str) -> None:
    with pytest.raises(NotText, match="XML"):
        read.load(xml.encode())
    assert read.load(xml.encode(), input_format="text").text == xml


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.txt: cannot be read: No such file"):
        read.load(tmp_path / "absent.txt")
    with pytest.raises(InputError, match="folder"):
        read.load(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        read.load("a\0b")
    with pytest.raises(InputError, match="cannot be read"):
        read.load("")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="nothing is unreadable to the superuser")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(LEDE)
    path.chmod(0)
    with pytest.raises(InputError, match="Permission denied"):
        read.load(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless device here")
def test_an_endless_file_ends() -> None:
    with pytest.raises(TooLarge):
        read.load("/dev/zero")


def test_the_name_stands_for_the_input(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    with pytest.raises(EmptyInput) as by_path:
        read.load(path)
    assert by_path.value.where == str(path)
    with pytest.raises(EmptyInput) as by_name:
        read.load(path, name="first")
    assert by_name.value.where == "first"
    assert by_name.value.code == "empty-input"


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a.txt", "file:///etc/hostname", "gopher://example.org", "s3://bucket/key"]
)
def test_a_string_with_a_scheme_is_a_url(url: str) -> None:
    with pytest.raises(AddressRefused, match="only http and https"):
        read.load(url)


def test_another_language() -> None:
    text = "Le maire a dit mardi que le pont sur le fleuve serait fermé un an et que des bacs iraient de rive en rive."
    with pytest.raises(NotEnglish, match="French"):
        read.load(text.encode(), name="-")
