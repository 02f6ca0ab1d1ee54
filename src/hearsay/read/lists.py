"""The lists a zone is recognised by, read once from ``data/zones.toml`` and made fit for matching."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from hearsay.errors import ConfigError


def read_table(name: str) -> dict[str, Any]:
    """The TOML file ``name`` of the package's data folder. Raises `ConfigError` where it is damaged."""
    try:
        return tomllib.loads(files("hearsay").joinpath("data").joinpath(name).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"the data file {name} cannot be read: {error}") from error


def fold(text: str) -> str:
    """``text`` in lower case, with straight apostrophes and single spaces, as the lists are compared."""
    return " ".join(text.replace("’", "'").lower().split())


def _starts(phrases: list[str]) -> re.Pattern[str]:
    """Matches, against folded text, a string that opens with one of ``phrases`` at a word's end."""
    return re.compile("|".join(_bounded(fold(phrase)) for phrase in sorted(phrases, key=len, reverse=True)))


def _contains(phrases: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(phrase)) for phrase in phrases))


def _ends(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?:(?<!\w)|(?<=\w)(?=[/(]))(?:" + "|".join(re.escape(fold(p)) for p in phrases) + r")$")


def _bounded(phrase: str) -> str:
    return re.escape(phrase) + (r"(?!\w)" if phrase[-1].isalpha() else "")


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of ``data/zones.toml``, whose head says what each holds. Sets hold folded strings."""

    months: dict[str, int]
    weekdays: frozenset[str]
    date_furniture: frozenset[str]
    agencies: dict[str, str]
    prose_words: frozenset[str]
    small_words: frozenset[str]
    openers: frozenset[str]
    labels: frozenset[str]
    tags: frozenset[str]
    authored_tags: frozenset[str]
    places: frozenset[str]
    regions: frozenset[str]
    byline_prefixes: tuple[str, ...]
    roles: frozenset[str]
    nobody: frozenset[str]
    own_roles: frozenset[str]
    particles: frozenset[str]
    never_names: frozenset[str]
    caption_starts: re.Pattern[str]
    caption_ends: re.Pattern[str]
    picture_files: frozenset[str]
    mastheads: frozenset[str]
    credit_starts: re.Pattern[str]
    credit_words: frozenset[str]
    credit_contains: re.Pattern[str]
    boilerplate_equals: frozenset[str]
    boilerplate_starts: re.Pattern[str]
    boilerplate_imperative: re.Pattern[str]
    boilerplate_elements: re.Pattern[str]
    boilerplate_contains: re.Pattern[str]

    def agency(self, text: str) -> str | None:
        """The agency that ``text`` is a form of, by its recorded name.

        Forms of more than five letters may stand in any case; "AP" and "MAP" only as they are written.
        """
        bare = " ".join(text.split()).strip(" .")
        return self.agencies.get(bare) or self.agencies.get(bare + ".") or self.agencies.get(fold(bare))


def _agencies(rows: list[dict[str, Any]]) -> dict[str, str]:
    forms = {form: row["name"] for row in rows for form in row["forms"]}
    folded = {fold(form): name for form, name in forms.items() if len(form) > 5}
    return folded | {form.upper(): name for form, name in forms.items()} | forms


@lru_cache(maxsize=1)
def lists() -> Lists:
    """The package's lists. Raises `ConfigError` where the file is damaged or lacks a table."""
    table = read_table("zones.toml")
    try:
        return _build(table)
    except (KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"the data file zones.toml lacks or misuses {error}") from error


def _folded(values: list[str]) -> frozenset[str]:
    return frozenset(map(fold, values))


def _build(table: dict[str, Any]) -> Lists:
    dates, dateline, byline = table["dates"], table["dateline"], table["byline"]
    caption, credit, boilerplate = table["caption"], table["credit"], table["boilerplate"]
    return Lists(
        months=dict(dates["months"]),
        weekdays=_folded(dates["weekdays"]),
        date_furniture=_folded(dates["furniture"]),
        agencies=_agencies(table["agency"]),
        prose_words=_folded(table["title"]["prose_words"]),
        small_words=_folded(table["title"]["small_words"]),
        openers=_folded(dateline["openers"]),
        labels=_folded(dateline["labels"]),
        tags=_folded(dateline["tags"]),
        authored_tags=_folded(dateline["authored_tags"]),
        places=_folded(dateline["places"]),
        regions=_folded(dateline["regions"]),
        byline_prefixes=tuple(sorted(map(fold, byline["prefixes"]), key=len, reverse=True)),
        roles=_folded(byline["roles"]),
        nobody=_folded(byline["nobody"]),
        own_roles=_folded(byline["roles"]) - _folded(byline["shared"]),
        particles=_folded(byline["particles"]),
        never_names=_folded(byline["never"]),
        caption_starts=_starts(caption["starts"]),
        caption_ends=_ends(caption["ends"]),
        picture_files=_folded(caption["files"]),
        mastheads=_folded(table["masthead"]["names"]),
        credit_starts=_starts(credit["starts"]),
        credit_words=_folded(credit["words"]),
        credit_contains=_contains(credit["contains"]),
        boilerplate_equals=_folded(boilerplate["equals"]),
        boilerplate_starts=_starts(boilerplate["starts"]),
        boilerplate_imperative=_starts(boilerplate["imperative"]),
        boilerplate_elements=_contains(boilerplate["elements"]),
        boilerplate_contains=_contains(boilerplate["contains"]),
    )
