"""``data/ontology/reading.toml``: the word lists of status, hedges, tolls and retellings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from hearsay.errors import ConfigError

Words = frozenset[str]


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Words]:
    """The lists by ``table.key``. Raises `ConfigError` where the file is damaged."""
    try:
        raw = tomllib.loads(files("hearsay").joinpath("data", "ontology", "reading.toml").read_text(encoding="utf-8"))
        return {f"{t}.{key}": frozenset(words) for t, table in raw.items() for key, words in table.items()}
    except (OSError, tomllib.TOMLDecodeError, AttributeError, TypeError) as error:
        raise ConfigError(f"the data file ontology/reading.toml is malformed: {error!r}") from error
