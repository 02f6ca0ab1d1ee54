from __future__ import annotations

import codecs

import pytest

from hearsay.errors import NotText
from hearsay.read.encoding import decode

ENGLISH = "The minister said “no” – it’s fine in Bogotá, Señor Núñez added; Müller’s café is shut. " * 4
RUSSIAN = "Министр заявил во вторник, что переговоры были полезными. " * 4
JAPANESE = "大臣は火曜日、会談は有益だったと述べた。" * 6
CHINESE = "部长星期二表示会谈有用。" * 8


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", None),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "utf-16"),
        ("utf-8", "shift_jis"),
        ("utf-8", "no-such-encoding"),
        ("utf-8", "unicode_escape"),
        ("cp1252", None),
        ("cp1252", "windows-1252"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("cp1252", "koi8-r"),
        ("cp1252", "windows-1251"),
        ("cp1252", "shift_jis"),
        ("cp1252", "x" * 5_000),
        ("mac-roman", "macintosh"),
        ("utf-16", "utf-8"),
        ("utf-16-le", None),
        ("utf-16-be", None),
        ("utf-32", None),
        ("utf-8-sig", "windows-1252"),
    ],
)
def test_what_decodes_well_wins_over_what_is_declared(encoding: str, declared: str | None) -> None:
    assert decode(ENGLISH.encode(encoding), declared=declared) == ENGLISH


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso8859-5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (CHINESE, "gb18030"),
    ],
)
def test_other_scripts_are_detected_whatever_is_declared(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text
    assert decode(text.encode(encoding), declared="windows-1252") == text


@pytest.mark.parametrize(
    "mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE]
)
def test_a_mark_alone_is_an_empty_text(mark: bytes) -> None:
    assert decode(mark) == ""


def test_only_the_first_mark_is_dropped() -> None:
    assert decode(codecs.BOM_UTF8 * 2 + b"a") == "\ufeffa"


def test_utf8_with_a_broken_place_stays_utf8() -> None:
    data = ENGLISH.encode()
    damaged = data[:40] + b"\xff" + data[40:-1]
    assert decode(damaged).count("\ufffd") <= 2
    assert "Núñez" in decode(damaged)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a\x01\x00", "GIF"),
        (b"\x1f\x8b\x08\x00\x00", "gzip"),
        (b"\x28\xb5\x2f\xfd\x04", "Zstandard"),
        (b"\x7fELF\x02\x01\x01\x00", "ELF"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"PAR1\x15\x04\x15\x00", "Parquet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"{\\rtf1\\ansi Hello.}\n", "RTF"),
        (b"\x00\x00\x00\x18ftypmp42\x00", "MP4"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "WARC"),
        (b"%!PS-Adobe-3.0\n", "PostScript"),
    ],
)
def test_other_kinds_of_file_are_named(data: bytes, kind: str) -> None:
    with pytest.raises(NotText, match=kind) as caught:
        decode(data, where="report.txt")
    assert str(caught.value).startswith("report.txt: not text")


@pytest.mark.parametrize(
    "text",
    [
        "ID3 tags are old, he said.",
        "RIFF raff",
        "BZh is no word.",
        "PAR1 is a code.",
        "MZ said no.",
        "{\\rtf1 broke off",
    ],
)
def test_text_that_begins_like_another_kind_of_file(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    "data",
    [
        b"The minister said \x00 no.",
        bytes(range(256)) * 4,
        b"\x01\x02\x03\x04\x05\x06\x07" * 10,
        b"abc\x02\x03\x04\x05\x06" * 100,
    ],
)
def test_binary(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data)


def test_a_few_control_characters_are_text() -> None:
    text = "He said\x07 no.\x0b And\x1b[1m left.\x0c"
    assert decode(text.encode()) == text
