"""Instruments that are shown by a word for their use or effect ("was shot", "the explosion")."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _shown() -> dict[tuple[str, str], str]:
    path = resources.files("hearsay").joinpath("data", "incidents", "muc4.toml")
    rules = tomllib.loads(path.read_text(encoding="utf-8"))["shown"]
    return {(kind, lemma): rule["instrument"] for rule in rules for kind in rule["types"] for lemma in rule["lemmas"]}


def shows(kind: str, lemma: str) -> str | None:
    """The instrument's type that a lemma shows in an incident of the type, None where it shows none."""
    return _shown().get((kind, lemma))
