"""Words: where Universal Dependencies parts them and spaCy's own rules do not, and the other way round."""

from __future__ import annotations

import pytest

from hearsay.parse.tokenizer import shipped


def _words(text: str) -> list[str]:
    return [text[a:b] for a, b in shipped()(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("anti-terrorism", ["anti-terrorism"]),
        ("Anti-terrorism", ["Anti-terrorism"]),
        ("co-operation", ["co-operation"]),
        ("e-mail", ["e-mail"]),
        ("pre-war", ["pre-war"]),
        ("state-run", ["state", "-", "run"]),
        ("well-known", ["well", "-", "known"]),
        ("20-year-old", ["20", "-", "year", "-", "old"]),
        ("2bn", ["2", "bn"]),
        ("5pm", ["5", "pm"]),
        ("30%", ["30", "%"]),
        ("2010–2014", ["2010", "–", "2014"]),
        ("oil/gas", ["oil", "/", "gas"]),
        ("failed—and", ["failed", "—", "and"]),
        ("“No”", ["“", "No", "”"]),
        ("«No»", ["«", "No", "»"]),
        ('failed,"', ["failed", ",", '"']),
        ("over.“Then", ["over", ".", "“", "Then"]),
        ("really?!", ["really", "?!"]),
        ("stop!!!", ["stop", "!!!"]),
        ("don't", ["do", "n't"]),
        ("minister's", ["minister", "'s"]),
        ("minister’s", ["minister", "’s"]),
        ("U.S.", ["U.S."]),
        ("Mr. Bell", ["Mr.", "Bell"]),
        ("3.5", ["3.5"]),
        ("1,200", ["1,200"]),
        ("cannot", ["can", "not"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert _words(text) == words


def test_white_space_is_no_word() -> None:
    assert _words(" \tNo. \u00a0 \n\nYes .\x1f") == ["No", ".", "Yes", "."]
    assert _words("") == []


def test_an_exception_that_affixes_would_scatter() -> None:
    assert _words("said:) and (10a.m.)") == ["said", ":)", "and", "(", "10", "a.m.", ")"]


def test_a_word_of_hyphens_does_not_blow_up() -> None:
    assert "".join(_words("a-" * 200)) == "a-" * 200
    assert "".join(_words("-" * 400)) == "-" * 400
