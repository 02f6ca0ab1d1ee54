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
from hearsay.weigh.phrases import Phrase, Phrases, phrase

Words = frozenset[str]
Signature = Literal["carried", "turned", "factive", "future", "open", "able", "believed", "said"]
"""What a governing word says of what it governs; see ``data/weigh/predicates.toml``."""


@dataclass(frozen=True, slots=True)
class CueTables:
    """``cues.toml``: acts by verb and noun (the first listed wins), acts by phrase, and the word lists by table.key."""

    verbs: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, str]
    phrases: Phrases[str]
    stances: Phrases[str]
    distances: Phrases[str]
    words: Mapping[str, Words]
    asserting: Phrases[None]
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
    """A phrase that says what a claim rests on, and where it is looked for; ``number`` is its place in the file."""

    number: int
    kind: str
    where: str
    after: bool
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class EvidenceTables:
    """``evidence.toml``; ``patterns`` by where they are looked for, those of the sentence after under ``after``."""

    patterns: Mapping[str, Phrases[Pattern]]
    nouns: Mapping[str, str]
    introducing: Phrases[Phrase]
    reasons: frozenset[Phrase]
    words: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class SourceTables:
    """``sources.toml``: types by noun, name and phrase; word lists by table.key."""

    nouns: Mapping[str, Words]
    names: Mapping[str, Words]
    phrases: Phrases[str]
    words: Mapping[str, Words]
    titled: Words


_SOURCE_WORDS = (
    "agency", "outlet", "public", "witness", "titles", "calls", "clauses", "candidacy", "pronouns", "conflict",
)  # fmt: skip
# In which lists of sources.toml the classes of people.toml are: as heads of descriptions, and beside a name.
_PEOPLE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "official": (("titles", "words"),),
    "leader": (("titles", "heads"),),
    "expert": (("expert", "nouns"), ("calls", "expert")),
    "journalist": (("outlet", "nouns"), ("calls", "outlet")),
    "outlet": (("outlet", "nouns"),),
    "fighter": (("party-to-conflict", "nouns"),),
    "witness": (("witness", "nouns"),),
    "public": (("public", "nouns"), ("public", "individuals")),
    "trade": (("public", "nouns"), ("public", "individuals"), ("calls", "person")),
    "person": (("calls", "person"),),
    "document": (("document", "nouns"),),
    "body": (("organization", "nouns"),),
}


@dataclass(frozen=True, slots=True)
class NoteTables:
    """``notes.toml``."""

    causes: Phrases[None]
    harm: Words
    deeds: Mapping[str, int]
    wholes: Words
    he: Words
    she: Words
    mr: Words
    ms: Words

    def deed(self, lemma: str) -> int | None:
        """The number of the list a verb or adjective is in."""
        return self.deeds.get(lemma)


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
            asserting=Phrases.of((phrase(p), None) for p in raw["frames"]["asserting_things"]),
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
        rows = [(row, phrase(text)) for row in raw["pattern"] for text in row["phrases"]]
        patterns = [
            Pattern(number, row["kind"], row["where"], bool(row.get("after", False)), words)
            for number, (row, words) in enumerate(rows)
        ]
        return EvidenceTables(
            patterns=_by_place(patterns),
            nouns={noun: kind for kind, nouns in raw["nouns"].items() for noun in nouns},
            introducing=Phrases.of((phrase(p), phrase(p)) for p in raw["introducing"]["phrases"]),
            reasons=frozenset(phrase(p) for p in raw["introducing"]["reasons"]),
            words=_sets(raw, ("grounds", "perception", "source", "presence", "passing", "lacking")),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"the data file weigh/evidence.toml is malformed: {error!r}") from error


@lru_cache(maxsize=1)
def source_tables() -> SourceTables:
    """What texts call sources. Raises `ConfigError` where a file is damaged."""
    raw = _toml("sources.toml")
    try:
        _with_people(raw, _toml("people.toml"))
        types = {name: table for name, table in raw.items() if "nouns" in table and name != "candidacy"}
        names = {name: {n.lower() for n in table["names"]} for name, table in types.items() if "names" in table}
        for name, extra in _actors():
            names[name].add(extra)
        return SourceTables(
            nouns={name: frozenset(table["nouns"]) for name, table in types.items()},
            names={name: frozenset(found) for name, found in names.items()},
            phrases=Phrases.of((phrase(p), name) for name, t in types.items() for p in t.get("phrases", ())),
            words=_sets(raw, _SOURCE_WORDS),
            titled=frozenset((*raw["titles"]["words"], *raw["titles"]["heads"])),
        )
    except (KeyError, TypeError, AttributeError, csv.Error) as error:
        raise ConfigError(f"the data file weigh/sources.toml or weigh/people.toml is malformed: {error!r}") from error


def _with_people(raw: dict[str, Any], people: Mapping[str, Any]) -> None:
    """Puts the classes of ``people.toml`` into the lists of ``sources.toml``, whose own words keep their class."""
    lists = [raw[table][key] for table, key in {place for places in _PEOPLE.values() for place in places}]
    known = {word for words in lists for word in words}
    for name, table in people.items():
        for place, key in _PEOPLE[name]:
            raw[place][key].extend(noun for noun in table["nouns"] if noun not in known)


@lru_cache(maxsize=1)
def note_tables() -> NoteTables:
    """What notes go by. Raises `ConfigError` where the file is damaged."""
    raw = _toml("notes.toml")
    try:
        return NoteTables(
            causes=Phrases.of((phrase(p), None) for p in raw["slips"]["causes"]),
            harm=frozenset(raw["slips"]["harm"]),
            deeds={lemma: n for n, lemmas in enumerate(raw["figures"]["done"]) for lemma in lemmas},
            wholes=frozenset(raw["figures"]["wholes"]),
            he=frozenset(raw["pronouns"]["he"]),
            she=frozenset(raw["pronouns"]["she"]),
            mr=frozenset(raw["pronouns"]["mr"]),
            ms=frozenset(raw["pronouns"]["ms"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"the data file weigh/notes.toml is malformed: {error!r}") from error


@lru_cache(maxsize=1)
def demonyms() -> Mapping[str, Words]:
    """Adjectives for each country's people, and its names, in lower case, by the country's id."""
    found: dict[str, Words] = {}
    for file in ("countries.csv", "territories.csv"):
        for row in _rows(file):
            names = [row["name"], *row["demonyms"].split("|")]
            found[row["id"]] = frozenset(n.rstrip("*").lower() for n in names if n)
    return found


def _rows(file: str) -> Iterator[dict[str, str]]:
    """The records of one of the actors' files."""
    try:
        text = files("hearsay").joinpath("data", "actors", file).read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"the data file actors/{file} cannot be read: {error!r}") from error
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def _actors() -> Iterator[tuple[str, str]]:
    """Names of agencies, outlets and armed groups, in lower case; those shared with others (``*``) are left out."""
    for file in ("media.csv", "groups.csv"):
        for row in _rows(file):
            kind = "party-to-conflict" if file == "groups.csv" else "agency" if row["type"] == "agency" else "outlet"
            for name in (row["name"], *row["aliases"].split("|")):
                if name and not name.endswith("*"):
                    yield kind, name.lower()


def _sets(raw: Mapping[str, Any], tables: Iterable[str]) -> dict[str, Words]:
    return {f"{t}.{key}": frozenset(value) for t in tables for key, value in raw[t].items() if isinstance(value, list)}


def _longest(phrases: Iterable[tuple[Phrase, str]]) -> Phrases[str]:
    return Phrases.of(sorted(phrases, key=lambda p: -len(p[0])))


def _by_place(patterns: Iterable[Pattern]) -> dict[str, Phrases[Pattern]]:
    places: dict[str, list[tuple[Phrase, Pattern]]] = {
        place: [] for place in ("content", "near", "source", "after", "whole")
    }
    for pattern in patterns:
        places[pattern.where].append((pattern.phrase, pattern))
        if pattern.where == "near" and pattern.after:
            places["after"].append((pattern.phrase, pattern))
    return {place: Phrases.of(found) for place, found in places.items()}
