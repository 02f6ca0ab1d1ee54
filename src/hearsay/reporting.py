"""Verbs that put words on a source: ``data/reporting-verbs.txt``, whose head states its schema."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from hearsay.errors import ConfigError


@lru_cache(maxsize=1)
def reporting_verbs() -> frozenset[str]:
    """The lemmas in the package's list. Raises :class:`hearsay.errors.ConfigError` where it cannot be read."""
    try:
        text = files("hearsay").joinpath("data", "reporting-verbs.txt").read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ConfigError(f"the data file reporting-verbs.txt is damaged: {error!r}") from error
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
