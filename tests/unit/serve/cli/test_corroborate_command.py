"""``hearsay corroborate``: what it says, and ratings that are wrong."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="ledgers are Parquet")

from hearsay.errors import ConfigError
from tests.support.accounts import account, ferry_reports, made
from tests.support.ledgers import inside

command = importlib.import_module("hearsay.serve.cli.corroborate")
CONTENT = "that the pumps of the ferry had never run since the refit"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    entries = [
        *ferry_reports(5),
        account(f"A mechanic said {CONTENT}.", outlet="Karpress", says=("A mechanic", "said", CONTENT), type="witness"),
        account(
            f"The Tamsin Line denied {CONTENT}.", outlet="Courier", says=("The Tamsin Line", "denied", CONTENT),
            stance="deny", polarity="negative", actor="x9",
        ),
    ]  # fmt: skip
    return made(tmp_path / "ledger", {"a": entries}).folder


def test_it_says_what_was_found(ledger: Path) -> None:
    done = inside("corroborate", ledger)
    assert done.returncode == 0
    shown = done.stdout.decode()
    assert "10 documents" in shown
    assert "4 copies of them folded" in shown
    assert "In dispute" in shown
    assert CONTENT in shown
    assert "contested: 1 independent voice for it; 1 against it" in shown


def test_counts_as_json(ledger: Path) -> None:
    counts = json.loads(inside("corroborate", ledger, "--json").stdout)
    assert counts["documents"] == 10
    assert counts["copies"] == 1


def test_ratings_are_laid_over_everything(ledger: Path, tmp_path: Path) -> None:
    inside("corroborate", ledger)
    ratings = tmp_path / "ratings.toml"
    ratings.write_text('[sources]\n"courier" = false\n')
    assert "In dispute" not in inside("corroborate", ledger, "--reliability", ratings).stdout.decode()


def test_ratings_stay_until_others_are_given(ledger: Path, tmp_path: Path) -> None:
    ratings = tmp_path / "ratings.toml"
    ratings.write_text('[sources]\n"The Courier" = false\n"Nobody Known" = false\n')
    done = inside("corroborate", ledger, "--reliability", ratings)
    assert b"the ratings name 'nobody known'" in done.stderr
    again = inside("corroborate", ledger).stdout.decode()
    assert "graded without courier, nobody known" in again
    assert "In dispute" not in again
    assert "In dispute" in inside("corroborate", ledger, "--reliability", "none").stdout.decode()
    assert "In dispute" in inside("corroborate", ledger).stdout.decode()


def test_grades_and_disputes_as_json_and_each_can_be_shown(ledger: Path) -> None:
    told = json.loads(inside("corroborate", ledger, "--json").stdout)
    assert told["folded"] == 4
    (dispute,) = told["disputes"]
    assert (dispute["grade"], dispute["text"]) == ("contested", CONTENT)
    shown = inside("show", ledger, dispute["id"][:6]).stdout.decode()
    assert "against   The Tamsin Line" in shown
    assert "for       A mechanic (witness)" in shown
    as_json = json.loads(inside("show", ledger, dispute["id"], "--format", "json").stdout)
    assert as_json["id"] == dispute["id"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sources", "cannot be read"),
        ("[source]\na = true", "unknown key 'source'"),
        ("sources = 3", "no table"),
        ('[sources]\na = "yes"', "true or false"),
        ('[sources]\n"A" = true\n"a" = false', "rated twice"),
    ],
)
def test_ratings_that_are_wrong_are_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "ratings.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=said):
        command.read_ratings(path)


def test_no_ledger(tmp_path: Path) -> None:
    done = inside("corroborate", tmp_path / "none")
    assert done.returncode == 1
    assert b"there is no ledger here" in done.stderr
