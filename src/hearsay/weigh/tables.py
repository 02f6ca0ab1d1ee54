"""The lexicons of weighing, read once from ``data/weigh/*.toml`` and the actors' names."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

from hearsay.errors import ConfigError

Phrase = tuple[str, ...]
Words = frozenset[str]
Signature = Literal["carried", "turned", "factive", "future", "open", "able", "believed", "said"]
"""What a governing word says of what it governs; see ``data/weigh/predicates.toml``."""


@dataclass(frozen=True, slots=True)
class CueTables:
    """``cues.toml``: acts by verb and noun (the first listed wins), acts by phrase, and the word lists by table.key."""

    verbs: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, str]
    phrases: tuple[tuple[Phrase, str], ...]
    stances: tuple[tuple[Phrase, str], ...]
    distances: tuple[tuple[Phrase, str], ...]
    words: Mapping[str, Words]
    asserting: tuple[Phrase, ...]
    listed: float
    unlisted: float


@dataclass(frozen=True, slots=True)
class FactTables:
    """``factuality.toml``: words by table.key, and the acts that decide by themselves."""

    words: Mapping[str, Words]
    acts: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PredicateTables:
    """``predicates.toml``: signatures by lemma, and the word lists by table.key."""

    signatures: Mapping[str, Signature]
    words: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase that says what a claim rests on, and where it is looked for."""

    kind: str
    where: str
    after: bool
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class EvidenceTables:
    """``evidence.toml``."""

    patterns: tuple[Pattern, ...]
    nouns: Mapping[str, str]
    introducing: tuple[Phrase, ...]
    reasons: frozenset[Phrase]
    words: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class SourceTables:
    """``sources.toml``: types by noun, name and phrase; word lists by table.key."""

    nouns: Mapping[str, Words]
    names: Mapping[str, Words]
    phrases: Mapping[str, tuple[Phrase, ...]]
    words: Mapping[str, Words]


def phrase(text: str) -> Phrase:
    """A phrase of a data file as lower-case words."""
    return tuple(text.lower().split())


def _toml(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(files("hearsay").joinpath("data", "weigh", name).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"the data file weigh/{name} cannot be read: {error!r}") from error


@lru_cache(maxsize=1)
def cue_tables() -> CueTables:
    """The cues. Raises `ConfigError` where the file is damaged."""
    raw = _toml("cues.toml")
    try:
        verbs: dict[str, list[str]] = {}
        nouns: dict[str, str] = {}
        phrases = []
        for act, table in raw["acts"].items():
            for verb in table.get("verbs", ()):
                verbs.setdefault(verb, []).append(act)
            for noun in table.get("nouns", ()):
                nouns.setdefault(noun, act)
            phrases += [(phrase(p), act) for p in table.get("phrases", ())]
        distances = [(phrase(p), kind) for kind in ("distanced", "accept") for p in raw["distance"][kind]]
        return CueTables(
            verbs={verb: tuple(acts) for verb, acts in verbs.items()},
            nouns=nouns,
            phrases=_longest(phrases),
            stances=_longest((phrase(p), name) for name, ps in raw["stance"].items() for p in ps),
            distances=_longest(distances),
            words=_sets(raw, ("distance", "negation", "frames", "relations")),
            asserting=tuple(phrase(p) for p in raw["frames"]["asserting_things"]),
            listed=float(raw["reliability"]["listed"]),
            unlisted=float(raw["reliability"]["unlisted"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"the data file weigh/cues.toml is malformed: {error!r}") from error


@lru_cache(maxsize=1)
def fact_tables() -> FactTables:
    """What makes a clause certain or not. Raises `ConfigError` where the file is damaged."""
    raw = _toml("factuality.toml")
    try:
        acts = {act: (value.split()[0], value.split()[1]) for act, value in raw["acts"].items()}
        return FactTables(_sets(raw, ("modals", "hedges", "matrix", "cues", "conditional")), acts)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ConfigError(f"the data file weigh/factuality.toml is malformed: {error!r}") from error


@lru_cache(maxsize=1)
def predicate_tables() -> PredicateTables:
    """What words do to the predicates beside them. Raises `ConfigError` where the file is damaged."""
    raw = _toml("predicates.toml")
    try:
        signatures: dict[str, Signature] = {}
        for name, lemmas in raw["signatures"].items():
            if name not in get_args(Signature):
                raise ValueError(f"no such signature: {name!r}")
            # A word listed twice keeps its first place, as the cues do.
            signatures |= {lemma: name for lemma in lemmas if lemma not in signatures}
        return PredicateTables(signatures, _sets(raw, ("modals", "negation", "marks", "modifiers", "adverbs")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"the data file weigh/predicates.toml is malformed: {error!r}") from error


@lru_cache(maxsize=1)
def evidence_tables() -> EvidenceTables:
    """What claims rest on. Raises `ConfigError` where the file is damaged."""
    raw = _toml("evidence.toml")
    try:
        patterns = [
            Pattern(row["kind"], row["where"], bool(row.get("after", False)), phrase(text))
            for row in raw["pattern"]
            for text in row["phrases"]
        ]
        return EvidenceTables(
            patterns=tuple(patterns),
            nouns={noun: kind for kind, nouns in raw["nouns"].items() for noun in nouns},
            introducing=tuple(phrase(p) for p in raw["introducing"]["phrases"]),
            reasons=frozenset(phrase(p) for p in raw["introducing"]["reasons"]),
            words=_sets(raw, ("grounds", "perception")),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"the data file weigh/evidence.toml is malformed: {error!r}") from error


@lru_cache(maxsize=1)
def source_tables() -> SourceTables:
    """What texts call sources. Raises `ConfigError` where a file is damaged."""
    raw = _toml("sources.toml")
    try:
        types = {name: table for name, table in raw.items() if "nouns" in table and name != "candidacy"}
        names = {name: {n.lower() for n in table["names"]} for name, table in types.items() if "names" in table}
        for name, extra in _actors():
            names[name].add(extra)
        return SourceTables(
            nouns={name: frozenset(table["nouns"]) for name, table in types.items()},
            names={name: frozenset(found) for name, found in names.items()},
            phrases={name: tuple(phrase(p) for p in t.get("phrases", ())) for name, t in types.items()},
            words=_sets(raw, ("titles", "candidacy", "pronouns", "conflict")),
        )
    except (KeyError, TypeError, AttributeError, csv.Error) as error:
        raise ConfigError(f"the data file weigh/sources.toml is malformed: {error!r}") from error


def _actors() -> Iterator[tuple[str, str]]:
    """Names of agencies, outlets and armed groups, in lower case; those shared with others (``*``) are left out."""
    for file in ("media.csv", "groups.csv"):
        try:
            text = files("hearsay").joinpath("data", "actors", file).read_text(encoding="utf-8")
        except OSError as error:
            raise ConfigError(f"the data file actors/{file} cannot be read: {error!r}") from error
        for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
            kind = "party-to-conflict" if file == "groups.csv" else "agency" if row["type"] == "agency" else "outlet"
            for name in (row["name"], *row["aliases"].split("|")):
                if name and not name.endswith("*"):
                    yield kind, name.lower()


def _sets(raw: Mapping[str, Any], tables: Iterable[str]) -> dict[str, Words]:
    return {f"{t}.{key}": frozenset(value) for t in tables for key, value in raw[t].items() if isinstance(value, list)}


def _longest(phrases: Iterable[tuple[Phrase, str]]) -> tuple[tuple[Phrase, str], ...]:
    return tuple(sorted(phrases, key=lambda p: -len(p[0])))
