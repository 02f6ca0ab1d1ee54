"""The word lists: each is sound, and says nothing twice."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from hearsay.resolve.actors.lists import linking, metonymy
from hearsay.resolve.entries import Kind
from hearsay.resolve.names import fold
from hearsay.resolve.registry import Registry

KINDS = frozenset(Kind.__args__)  # type: ignore[attr-defined]


def _lists(name: str) -> list[tuple[str, list[str]]]:
    raw: dict[str, Any] = tomllib.loads(files("hearsay").joinpath("data", "actors", name).read_text("utf-8"))
    tables = [table for table in raw.values() if isinstance(table, dict)]
    found = [(key, value) for key, value in raw.items() if isinstance(value, list)]
    return found + [(key, value) for table in tables for key, value in table.items() if isinstance(value, list)]


@pytest.mark.parametrize("name", ["metonymy.toml", "linking.toml"])
def test_no_list_has_a_word_twice(name: str) -> None:
    for key, words in _lists(name):
        assert len(set(words)) == len(words), key
        assert all(word == word.strip() and word for word in words), key


def test_no_verb_both_acts_and_happens() -> None:
    assert not metonymy().act & metonymy().place
    assert {"say", "deny"} <= metonymy().act
    assert "lemmas" not in metonymy().act  # a word of the file's head
    assert not metonymy().locative & metonymy().toward
    assert not metonymy().policy & metonymy().own


def test_every_sector_type_and_role_is_known() -> None:
    registry = Registry()
    types = {entry.type for entry in registry}
    lists = linking()
    assert set(lists.bodies) <= set(registry.sectors)
    assert all(registry.role(name) for name in lists.bodies.values())
    assert set(lists.types.values()) <= types
    assert all(fold(noun) == noun and registry.role(noun) for noun in lists.types)
    assert all(kinds <= KINDS | types | {"name", "unlisted", "unofficial"} for kinds in lists.antecedents.values())
    assert all(registry.role(form) for form in lists.government)
