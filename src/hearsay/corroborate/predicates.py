"""What words say the same of what happened, what words the contrary, and which say little: predicates.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from hearsay.corroborate.words import stem
from hearsay.errors import ConfigError

_NAME = "data/corroborate/predicates.toml"
_LISTS = ("light", "spoken", "negating", "sharp", "prepositions", "determiners", "titles")
_OF_STEMS = ("spoken", "negating", "sharp")


class Predicates(msgspec.Struct, frozen=True):
    """Stems to the stem that stands for all of one meaning; pairs of those that are contrary; those that are mutual.

    ``light`` are words that say little, ``spoken`` stems of words for what is said, which do not say what, ``negating``
    stems of "not", ``sharp`` stems that part claims however common they are, such as days of the week, ``titles`` what
    stands before a person's name.
    """

    same: dict[str, str]
    contrary: frozenset[tuple[str, str]]
    mutual: frozenset[str]
    light: frozenset[str]
    spoken: frozenset[str]
    negating: frozenset[str]
    sharp: frozenset[str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    titles: frozenset[str]

    def one(self, word: str) -> str:
        """What stands for a word's stem."""
        return self.same.get(word, word)

    def opposed(self, one: str, other: str) -> bool:
        """Whether two stems say the contrary."""
        return (one, other) in self.contrary or (other, one) in self.contrary


def parsed(text: str, where: str) -> Predicates:
    """The file's contents. Raises ConfigError, naming what is wrong, where it is not of that form."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not TOML: {error}", where=where) from error
    unknown = sorted(given.keys() - {"same", "contrary", "mutual", *_LISTS})
    if unknown:
        raise ConfigError(f"unknown key {unknown[0]!r}", where=where)
    same: dict[str, str] = {}
    for number, entry in enumerate(given.get("same", []), 1):
        words = _words(entry, "words", f"[[same]] {number}", where)
        for word in words:
            same.setdefault(word, same.get(words[0], words[0]))
    pairs = {
        (same.get(one, one), same.get(other, other))
        for number, entry in enumerate(given.get("contrary", []), 1)
        for one in _words(entry, "words", f"[[contrary]] {number}", where)
        for other in _words(entry, "against", f"[[contrary]] {number}", where)
    }
    mutual = {same.get(stem(word), stem(word)) for word in given.get("mutual", [])}
    lists = {name: _words(given, name, "the file", where, stems=name in _OF_STEMS) for name in _LISTS}
    return Predicates(same, frozenset(pairs), frozenset(mutual), *(frozenset(lists[name]) for name in _LISTS))


def _words(entry: Any, key: str, place: str, where: str, *, stems: bool = True) -> list[str]:
    words = entry.get(key) if isinstance(entry, dict) else None
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
        raise ConfigError(f"{place}: {key!r} is no list of words", where=where)
    return [stem(part) if stems else part for word in words for part in word.casefold().split()]


@cache
def shipped() -> Predicates:
    """The package's own."""
    return parsed(resources.files("hearsay").joinpath(_NAME).read_text(encoding="utf-8"), _NAME)
