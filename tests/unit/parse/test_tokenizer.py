"""Words: where Universal Dependencies parts them and spaCy's own rules do not, and the other way round."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from hearsay.parse.tokenizer import blank, customise


@pytest.fixture(scope="module")
def nlp() -> Language:
    return blank()


def _words(nlp: Language, text: str) -> list[str]:
    return [t.text for t in nlp.make_doc(text)]


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
def test_words(nlp: Language, text: str, words: list[str]) -> None:
    assert _words(nlp, text) == words


def test_a_users_own_pipeline_takes_the_rules() -> None:
    nlp = spacy.blank("en")
    assert _words(nlp, "2bn") != ["2", "bn"]
    assert customise(nlp) is nlp
    assert _words(nlp, "2bn") == ["2", "bn"]


def test_a_word_of_hyphens_does_not_blow_up(nlp: Language) -> None:
    assert "".join(_words(nlp, "a-" * 200)) == "a-" * 200
    assert "".join(_words(nlp, "-" * 400)) == "-" * 400
