"""Pages in a folder have names that are safe, telling and different."""

import pytest

from hearsay.serve.cli.inputs import Input
from hearsay.serve.cli.pages import page_names


def _names(*inputs: str) -> list[str]:
    return list(page_names([Input(name) for name in inputs]).values())


def test_pages_are_named_after_their_inputs() -> None:
    assert _names("news/one.txt", "two.html", "-") == ["one.html", "two.html", "stdin.html"]


def test_the_same_name_is_numbered_without_regard_to_case() -> None:
    assert _names("a.txt", "b/a.txt", "A.html", "a-2.txt") == ["a.html", "a-2.html", "A-3.html", "a-2-2.html"]


def test_addresses_become_names() -> None:
    assert _names("https://news.example/2031/bridge-falls.html?x=1#y") == ["news.example-bridge-falls.html"]
    assert _names("http://[::1/x") != [""]


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "https://x.example/../../../x", "..", "a/..", "con/\x1b[2J", "x" * 500, "文/章.txt"],
)
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    (made,) = _names(name)
    assert made.endswith(".html")
    assert not set(made) & set("/\\\x1b\0:")
    assert not made.startswith(".")
    assert len(made) < 100
