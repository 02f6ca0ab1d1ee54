"""Text is made safe to show without hurting what is honest in it."""

import pytest

from hearsay.export.safe import for_page, for_terminal, one_line


def test_white_space_becomes_one_space() -> None:
    assert one_line(" a\n\n b\u00a0\u2028c\t") == "a b c"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("\x07", "␇"),
        ("\x7f", "␡"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u2066b\u2069", "a<U+2066>b<U+2069>"),
        ("\ud800", "\ufffd"),
        ("\ufeffa", "<U+FEFF>a"),
        ("a\rb", "a b"),
    ],
)
def test_a_terminal_gets_no_controls(raw: str, shown: str) -> None:
    assert for_terminal(raw) == shown


@pytest.mark.parametrize(
    "text",
    [
        "שלום עולם",
        "می\u200cخواهم",
        "👩\u200d👩\u200d👧",
        "🏴\U000e0067\U000e0062\U000e007f",
        "e\u0301",
        "\u200fא",
        "汉字",
    ],
)
def test_honest_text_is_untouched(text: str) -> None:
    assert for_terminal(text) == text
    assert for_page(text) == text


def test_a_page_keeps_embeddings_but_shows_overrides() -> None:
    assert for_page("\u2067א\u2069 \u202bב\u202c") == "\u2067א\u2069 \u202bב\u202c"
    assert for_page("\u202ex\u202d") == "<U+202E>x<U+202D>"


def test_a_page_keeps_line_ends_and_tabs() -> None:
    assert for_page("a\n\tb\x00\x0c\ufffe") == "a\n\tb␀␌<U+FFFE>"
