"""The lexicons: only words of the contract, and damage is said to be damage."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest

from hearsay.errors import ConfigError
from hearsay.model import Act, Certainty, Distance, EvidenceKind, Polarity, SourceType, Stance
from hearsay.weigh import tables


def test_values_are_the_contracts() -> None:
    cues, facts, kinds = tables.cue_tables(), tables.fact_tables(), tables.evidence_tables()
    acts = {a for found in cues.verbs.values() for a in found} | set(cues.nouns.values()) | set(cues.phrases.meanings)
    assert acts == set(get_args(Act))
    assert set(cues.stances.meanings) | {"affirm", "not-said"} == set(get_args(Stance))
    assert set(cues.distances.meanings) | {"neutral"} == set(get_args(Distance))
    assert set(facts.acts) <= set(get_args(Act))
    assert {v[0] for v in facts.acts.values()} <= set(get_args(Certainty))
    assert {v[1] for v in facts.acts.values()} <= set(get_args(Polarity))
    patterns = [p for found in kinds.patterns.values() for p in found.meanings]
    assert {p.kind for p in patterns} | set(kinds.nouns.values()) == set(get_args(EvidenceKind))
    assert {p.where for p in patterns} <= {"near", "content", "source", "whole"}
    assert set(tables.source_tables().nouns) <= set(get_args(SourceType))


def test_longer_phrases_come_first() -> None:
    lengths = [len(p) for p in tables.cue_tables().phrases.phrases]
    assert lengths == sorted(lengths, reverse=True)


def test_every_class_of_people_is_read_and_no_word_is_in_two() -> None:
    path = files("hearsay").joinpath("data", "weigh", "people.toml")
    people = {name: table["nouns"] for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    every = [noun for nouns in people.values() for noun in nouns]
    assert len(every) == len(set(every)) > 700
    found = tables.source_tables()
    assert set(people["official"]) | set(people["leader"]) <= found.titled
    for name, kind in (
        ("expert", "expert"),
        ("witness", "witness"),
        ("document", "document"),
        ("body", "organization"),
    ):
        assert set(people[name]) <= found.nouns[kind]
    assert set(people["person"]) <= found.words["calls.person"]


def test_a_word_keeps_the_class_it_has_among_sources() -> None:
    found = tables.source_tables()
    assert "gardener" in found.nouns["public"] & found.words["public.individuals"]
    lists = {(table, key) for places in tables._PEOPLE.values() for table, key in places}
    full: dict[str, Any] = {}
    for table, key in lists:
        full.setdefault(table, {})[key] = []
    full["titles"]["words"] = ["mayor"]
    tables._with_people(full, {"expert": {"nouns": ["mayor", "botanist"]}})
    assert full["expert"]["nouns"] == ["botanist"]


def test_names_of_actors_are_known() -> None:
    names = tables.source_tables().names
    assert "reuters" in names["agency"]
    assert "islamic state" in names["party-to-conflict"]


@pytest.mark.parametrize(
    ("function", "damage"),
    [
        ("cue_tables", "[acts.state]\nverbs = ['say']"),
        ("fact_tables", "[acts]\nask = 'unknown'"),
        ("evidence_tables", "pattern = 3"),
        ("source_tables", "[titles]"),
        ("cue_tables", "not toml ["),
        ("predicate_tables", "[signatures]\nholy = ['say']"),
        ("predicate_tables", "[signatures]\nsaid = ['say']"),
    ],
)
def test_a_damaged_file_is_named(function: str, damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data" / "weigh"
    folder.mkdir(parents=True)
    for name in ("cues", "factuality", "evidence", "sources", "people", "predicates"):
        (folder / f"{name}.toml").write_text(damage, encoding="utf-8")

    def folders(_: str) -> Any:
        return tmp_path

    monkeypatch.setattr(tables, "files", folders)
    uncached = getattr(tables, function).__wrapped__
    with pytest.raises(ConfigError, match="the data file"):
        uncached()
