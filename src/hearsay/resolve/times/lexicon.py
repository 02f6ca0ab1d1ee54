"""The words and shapes of ``data/times.toml``, whose head says what each holds, made fit for matching."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from hearsay.errors import ConfigError

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Modifier:
    """What may stand before an expression: TIMEX3's mod, and the types it goes with."""

    words: Phrase
    mod: str
    point: str
    on: frozenset[str]
    inside: bool


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday: a fixed date, the nth weekday of a month, or days from Easter Sunday."""

    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0
    after: int = 0
    easter: int | None = None


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A dated event of public history, by which a text may tell its own date."""

    event: str
    words: tuple[str, ...]
    date: str


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day that is known by its month and day alone where an attack is named by them."""

    month: int
    day: int
    year: int


@dataclass(frozen=True, slots=True)
class Rule:
    """How a shape is read, and its shapes."""

    do: str
    shapes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All of it.

    ``words`` gives, for a word or a phrase in lower case, its classes and its value in each; ``openings``, for a
    word, how many words the longest phrase has that begins with it.
    """

    words: Mapping[Phrase, Mapping[str, Any]]
    numbers: Mapping[str, int]
    multipliers: Mapping[str, int]
    capital: frozenset[str]
    not_verb: frozenset[str]
    macros: Mapping[str, str]
    modifiers: tuple[Modifier, ...]
    holidays: tuple[Holiday, ...]
    anniversaries: tuple[Anniversary, ...]
    known_days: tuple[KnownDay, ...]
    rules: tuple[Rule, ...]
    openings: Mapping[str, int]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lists, read once. Raises ConfigError where the data file is damaged."""
    try:
        text = files("hearsay").joinpath("data", "times.toml").read_text(encoding="utf-8")
        return build(tomllib.loads(text))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"the data file times.toml cannot be read: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"the data file times.toml lacks or misuses {error}") from error


def build(table: Mapping[str, Any]) -> Lexicon:
    """The lists of a parsed data file."""
    holidays = tuple(_holiday(row) for row in table["holiday"])
    words = _words(table, holidays)
    return Lexicon(
        words=words,
        numbers=dict(table["class"]["number"]),
        multipliers=dict(table["class"]["multiplier"]),
        capital=frozenset(table["capital"]),
        not_verb=frozenset(table["not_verb"]),
        macros=dict(table["macro"]),
        modifiers=tuple(_modifiers(table["modifier"])),
        holidays=holidays,
        anniversaries=tuple(
            Anniversary(row["event"], tuple(row["words"]), row["date"]) for row in table["anniversary"]
        ),
        known_days=tuple(KnownDay(**row) for row in table["known_day"]),
        rules=tuple(Rule(row["do"], tuple(row["shapes"])) for row in table["rule"]),
        openings=_openings(words),
    )


def phrase(text: str) -> Phrase:
    """A phrase of the data file as the words it is compared by."""
    return tuple(part for word in text.lower().split() for part in re.split("(-)", word) if part)


def _openings(words: Iterable[Phrase]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for words_of in words:
        longest[words_of[0]] = max(len(words_of), longest.get(words_of[0], 0))
    return longest


def _words(table: Mapping[str, Any], holidays: Iterable[Holiday]) -> dict[Phrase, dict[str, Any]]:
    words: dict[Phrase, dict[str, Any]] = {}
    for name, members in table["class"].items():
        if name not in ("number", "multiplier"):
            for word, value in members.items():
                words.setdefault(phrase(word), {})["ord" if name == "ordinal" else name] = value
    for name, listed in table["sets"].items():
        for word in listed:
            words.setdefault(phrase(word), {})[name] = None
    for row, holiday in zip(table["holiday"], holidays, strict=True):
        for name in row["names"]:
            words.setdefault(phrase(name), {})["holiday"] = holiday
    return words


def _holiday(row: Mapping[str, Any]) -> Holiday:
    return Holiday(**{key: value for key, value in row.items() if key != "names"})


def _modifiers(rows: Iterable[Mapping[str, Any]]) -> Iterable[Modifier]:
    for row in rows:
        for words in row["words"]:
            mod = row["mod"]
            yield Modifier(phrase(words), mod, row.get("point", mod), frozenset(row["on"]), row["inside"])
