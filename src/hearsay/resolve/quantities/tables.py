"""The words of numbers, read once from ``data/quantities.toml`` and made fit for matching."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from hearsay.errors import ConfigError

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vague:
    """A vague count: inclusive bounds (``high`` None where nothing supports one), and what may come next."""

    words: Phrase
    low: Decimal
    high: Decimal | None
    scale: Decimal | None
    follow: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The file's tables; phrases are tuples of lower-case words, the longest first where order matters."""

    cardinals: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    money_scales: Mapping[str, Decimal]
    fractions: Mapping[str, int]
    vague: Mapping[str, tuple[Vague, ...]]
    before: Mapping[str, tuple[tuple[Phrase, str], ...]]
    after: tuple[tuple[Phrase, str], ...]
    alternatives: tuple[Phrase, ...]
    percents: tuple[Phrase, ...]
    attributing: Mapping[str, tuple[tuple[Phrase, str], ...]]
    idioms: tuple[Phrase, ...]
    words: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables in the package. Raises `ConfigError` where the file is damaged."""
    try:
        text = files("hearsay").joinpath("data", "quantities.toml").read_text(encoding="utf-8")
        return _tables(tomllib.loads(text))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise ConfigError(f"the data file quantities.toml cannot be read: {error!r}") from error


def _tables(raw: dict[str, Any]) -> Tables:
    return Tables(
        cardinals=_numbers(raw["cardinals"]),
        scales=_numbers(raw["scales"]),
        money_scales=_numbers(raw["money_scales"]),
        fractions=raw["fractions"],
        vague=_vague(raw["vague"]),
        before=_by_last(_bounds(raw["bounds"]["before"])),
        after=tuple(_longest(_bounds(raw["bounds"]["after"]))),
        alternatives=_phrases(raw["joins"]["alternative"]),
        percents=_phrases(raw["percent"]["words"]),
        attributing=_by_last((_phrase(p), "=") for p in raw["bounds"]["attributing"]),
        idioms=_phrases(raw["one"]["phrases"]),
        words=_sets(raw),
    )


def _sets(raw: dict[str, Any]) -> dict[str, frozenset[str]]:
    """Plain word lists under ``table.key``."""
    names = (
        "money.words", "measures.words", "time.units", "time.between", "time.months", "time.clock", "labels.words",
        "labels.after", "scores.words", "one.before", "one.after", "people.verbs", "people.states",
        "changes.verbs", "age.nouns", "age.subjects", "age.verbs",
    )  # fmt: skip
    pairs = ((name, name.split(".")) for name in names)
    return {name: frozenset(raw[table][key]) for name, (table, key) in pairs}


def _numbers(raw: Mapping[str, Any]) -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in raw.items()}


def _phrase(words: str) -> Phrase:
    return tuple(words.split())


def _phrases(raw: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple(sorted(map(_phrase, raw), key=len, reverse=True))


def _vague(raw: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Vague, ...]]:
    found: dict[str, tuple[Vague, ...]] = {}
    for entry in raw:
        high, scale = entry.get("high"), entry.get("scale")
        vague = Vague(
            _phrase(entry["words"]),
            Decimal(entry["low"]),
            None if high is None else Decimal(high),
            None if scale is None else Decimal(scale),
            entry["follow"],
        )
        found[vague.words[0]] = (*found.get(vague.words[0], ()), vague)
    return found


def _bounds(raw: Iterable[tuple[str, list[str]]]) -> Iterable[tuple[Phrase, str]]:
    return ((_phrase(phrase), comparator) for comparator, phrases in raw for phrase in phrases)


def _longest(pairs: Iterable[tuple[Phrase, str]]) -> list[tuple[Phrase, str]]:
    return sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)


def _by_last(pairs: Iterable[tuple[Phrase, str]]) -> dict[str, tuple[tuple[Phrase, str], ...]]:
    """Phrases under their last word, because they are sought backwards from a number."""
    found: dict[str, tuple[tuple[Phrase, str], ...]] = {}
    for phrase, comparator in _longest(pairs):
        found[phrase[-1]] = (*found.get(phrase[-1], ()), (phrase, comparator))
    return found
