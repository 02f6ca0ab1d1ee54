"""The incident coder's word lists (``data/incidents/words.toml``)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from hearsay.errors import ConfigError


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    path = resources.files("hearsay").joinpath("data", "incidents", "words.toml")
    try:
        found: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"the incident coder's word lists cannot be read: {error}", where=str(path)) from error
    return found


def listed(name: str) -> list[str]:
    """A list, in its order. Raises ConfigError where there is none of the name or the file is damaged."""
    try:
        return _lists()[name]
    except KeyError:
        raise ConfigError(f"there is no word list {name!r}", where="data/incidents/words.toml") from None


@lru_cache(maxsize=64)
def words(name: str) -> frozenset[str]:
    """A list as a set."""
    return frozenset(listed(name))
