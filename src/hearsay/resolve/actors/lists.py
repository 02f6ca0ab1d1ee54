"""The word lists of ``data/actors/metonymy.toml`` and ``linking.toml``, read once; their heads describe them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from hearsay.reporting import reporting_verbs
from hearsay.resolve.registry import Registry

Words = frozenset[str]
_LISTS = (
    "government", "voices", "officers", "classes", "divided", "past", "same", "sides", "lands", "articled", "personal",
    "things", "districts", "abroad", "branches", "parts", "charge",
)  # fmt: skip

JOINS = frozenset(("of", "for", "on"))
"""Words that join the parts of a body's name."""
SMALL = JOINS | {"the", "and", "in", "to"}
"""Words of a body's name that are not in capitals."""
WHERE = frozenset(("in", "near", "at", "from", "across", "throughout"))
OFFICIAL = frozenset(("COP", "GOV", "JRN", "JUD", "LEG", "MIL", "SPY"))
"""Sectors of what is a state's, a paper's among them."""


@dataclass(frozen=True, slots=True)
class Metonymy:
    """Lemmas that tell a government from a place, by what the name is to them."""

    act: Words
    place: Words
    addressed: Words
    with_: Words
    together: Words
    told: Words
    visit: Words
    won: Words
    mood: Words
    attitude: Words
    policy: Words
    own: Words
    named_after: Words
    upon: Words
    sent: Words
    done_to: Words
    papers: Words
    parts: Words
    about: Words
    party: Words
    office: Words
    sport: Words
    locative: Words
    toward: Words


@dataclass(frozen=True, slots=True)
class Linking:
    """How nouns lead to bodies. ``bodies`` by sector; the other mappings by noun."""

    government: Words
    voices: Words
    officers: Words
    classes: Words
    divided: Words
    past: Words
    same: Words
    sides: Words
    lands: Words
    articled: Words
    personal: Words
    things: Words
    districts: Words
    abroad: Words
    branches: Words
    parts: Words
    charge: Words
    bodies: Mapping[str, str]
    types: Mapping[str, str]
    antecedents: Mapping[str, Words]
    abbreviated: Mapping[str, str]
    chambers: Mapping[str, str]
    named: Mapping[str, str]


@lru_cache(maxsize=1)
def metonymy() -> Metonymy:
    """The packaged lists; verbs that report are among those that act."""
    raw = _toml("metonymy.toml")
    verbs = {name: frozenset(words) for name, words in raw["verbs"].items()}
    return Metonymy(
        act=verbs["act"] | (reporting_verbs() - verbs["place"]),
        place=verbs["place"],
        addressed=verbs["addressed"],
        with_=verbs["with"],
        together=verbs["toward"],
        told=verbs["told"],
        visit=verbs["visit"],
        won=verbs["office"],
        mood=frozenset(raw["adjectives"]["mood"]),
        attitude=frozenset(raw["adjectives"]["attitude"]),
        **{name: frozenset(words) for name, words in raw["nouns"].items()},
        locative=frozenset(raw["prepositions"]["locative"]),
        toward=frozenset(raw["prepositions"]["toward"]),
    )


@lru_cache(maxsize=1)
def linking() -> Linking:
    """The packaged lists."""
    raw = _toml("linking.toml")
    return Linking(
        **{name: frozenset(raw[name]) for name in _LISTS},
        bodies=raw["bodies"],
        types=raw["types"],
        antecedents={noun: frozenset(kinds) for noun, kinds in raw["antecedents"].items()},
        abbreviated=raw["abbreviated"],
        chambers=raw["chambers"],
        named=raw["named"],
    )


@lru_cache(maxsize=1)
def packaged_registry() -> Registry:
    """The register without a user's files, read once."""
    return Registry()


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files("hearsay").joinpath("data", "actors", name).read_text(encoding="utf-8"))
