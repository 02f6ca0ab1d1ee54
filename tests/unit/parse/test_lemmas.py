"""Lemmas: the table first, the rules behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.errors import ModelError
from hearsay.parse.lemmas import Lemmas, ruled


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("said", "VERB", "say"), ("denies", "VERB", "deny"), ("ministries", "NOUN", "ministry"), ("was", "AUX", "be"),
        ("worse", "ADJ", "bad"), ("of", "ADP", "of"), (",", "PUNCT", ","), ("31", "NUM", "31"),
        ("2014", "NOUN", "2014"),
    ],
)  # fmt: skip
def test_rules(form: str, upos: str, lemma: str) -> None:
    assert ruled(form, upos) == lemma


def test_the_table_wins_and_is_asked_in_lower_case_but_for_names() -> None:
    lemmas = Lemmas({("data", "NOUN"): "datum", ("US", "PROPN"): "U.S."})
    assert lemmas.of("Data", "NOUN") == "datum"
    assert lemmas.of("US", "PROPN") == "U.S."
    assert lemmas.of("us", "PROPN") != "U.S."
    assert lemmas.of("Said", "VERB") == "say"


def test_what_is_looked_up_does_not_change_the_callers_table() -> None:
    table = {("data", "NOUN"): "datum"}
    Lemmas(table).of("said", "VERB")
    assert list(table) == [("data", "NOUN")]


def test_odd_forms() -> None:
    lemmas = Lemmas({})
    for form in ("🙂", "", "\u0301", "a" * 5000, "中国", "\ud800", "'s", "##ing"):
        for upos in ("NOUN", "VERB", "PROPN", "ADJ", "X"):
            assert isinstance(lemmas.of(form, upos), str)


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "lemmas.tsv"
    path.write_text("data\tNOUN\tdatum\nodd\x85form\tX\toddform\n", encoding="utf-8")
    lemmas = Lemmas.load(path)
    assert (lemmas.of("data", "NOUN"), lemmas.of("odd\x85form", "X")) == ("datum", "oddform")


def test_no_file_means_no_table(tmp_path: Path) -> None:
    assert Lemmas.load(tmp_path / "none.tsv").of("said", "VERB") == "say"


def test_a_damaged_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "lemmas.tsv"
    path.write_text("data\tNOUN\tdatum\nsaid VERB say\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"lemmas\.tsv:2"):
        Lemmas.load(path)
