"""Shapes of expressions, matched over tokens.

Each token becomes one character that stands for its classes and its form, as far as the shapes can tell them
apart, and each shape a regular expression over those characters. Matching is thus as fast as the standard library's,
and linear in the text, because no shape holds an unbounded repetition.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hearsay.errors import ConfigError
from hearsay.resolve.times.lexicon import Lexicon, lexicon
from hearsay.resolve.times.tokens import NUMERIC, Token

_PART = re.compile(r"<(?P<name>\w+)(?::(?P<of>\w+))?>|(?P<operator>[()?|\[\]])|(?P<word>[^\s()?|<>\[\]]+)")
_MACRO = re.compile(r"\{(\w+)\}")
_FIRST = 0x4E00  # characters that mean nothing in a regular expression

Signature = tuple[frozenset[str], str]
"""A token's classes and, where a shape names it, its form."""


@dataclass(frozen=True, slots=True)
class Match:
    """A shape found: how to read it, its token range (half-open), all its tokens and those caught by name."""

    do: str
    start: int
    end: int
    caught: dict[str, Token]
    words: frozenset[str]
    rank: int

    def __contains__(self, word: str) -> bool:
        """Whether the word is one of the match's."""
        return word in self.words

    def has(self, name: str) -> bool:
        """Whether a word was caught under the name."""
        return name in self.caught

    def value(self, name: str, of: str | None = None) -> Any:
        """The value, in the class ``of`` (by default the one of that name), of what was caught; None without."""
        token = self.caught.get(name)
        return None if token is None else token.classes.get(of or name)


class Shapes:
    """The lexicon's rules, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        every_shape = [(rule.do, shape) for rule in lexicon.rules for shape in rule.shapes]
        parts = [(do, list(_PART.finditer(_expanded(shape, lexicon)))) for do, shape in every_shape]
        every = [part for _, found in parts for part in found]
        self.literals = frozenset(part["word"] for part in every if part["word"])
        self.names = frozenset(part["of"] or part["name"] for part in every if part["name"])
        self.letters = {s: chr(_FIRST + n) for n, s in enumerate(dict.fromkeys(self._signatures(lexicon)))}
        self._plain = {form: letter for (classes, form), letter in self.letters.items() if not classes}
        self._nothing = self._plain[""]
        self.compiled = [(do, self._compile(found)) for do, found in parts]

    def _signatures(self, lexicon: Lexicon) -> Iterator[Signature]:
        """Every signature a token may have."""
        yield frozenset(), ""
        for word in sorted(self.literals):
            yield frozenset(), word
        words = {" ".join(phrase): frozenset(classes) for phrase, classes in lexicon.words.items()}
        for extra, (word, classes) in itertools.product([frozenset[str](), *NUMERIC], words.items()):
            ordinal = frozenset({"day"}) if "ord" in classes else frozenset[str]()
            if not extra or word in lexicon.numbers:
                yield (classes | extra | ordinal) & self.names, word if word in self.literals else ""
        for classes in NUMERIC:
            yield classes & self.names, ""
            for word in sorted(self.literals.intersection(lexicon.numbers)):
                yield classes & self.names, word

    def _compile(self, parts: Iterable[re.Match[str]]) -> tuple[re.Pattern[str], dict[str, str]]:
        """A shape's expression, and what its groups stand for."""
        written, groups = [], dict[str, str]()
        for part in parts:
            if part["name"]:
                group = f"g{len(groups)}"
                groups[group] = part["name"]
                written.append(f"(?P<{group}>{self._of_class(part['of'] or part['name'])})")
            elif part["operator"]:
                written.append({"(": "(?:", "[": "(?P<span>", "]": ")"}.get(part["operator"], part["operator"]))
            else:
                written.append(self._of_word(part["word"]))
        return re.compile("".join(written)), groups

    def _of_class(self, name: str) -> str:
        return _set(letter for (classes, _), letter in self.letters.items() if name in classes)

    def _of_word(self, word: str) -> str:
        return _set(letter for (_, form), letter in self.letters.items() if form == word)

    def letter(self, token: Token) -> str:
        """The token's character."""
        if not token.classes:
            return self._plain.get(token.low, self._nothing)
        key = self.names.intersection(token.classes), token.low if token.low in self.literals else ""
        return self.letters.get(key, self._nothing)

    def matches(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """Every shape's matches, in no particular order."""
        letters = "".join(map(self.letter, tokens))
        for rank, (do, (pattern, groups)) in enumerate(self.compiled):
            for match in pattern.finditer(letters):
                caught: dict[str, Token] = {}
                for group, name in groups.items():
                    if match.start(group) >= 0:
                        caught.setdefault(name, tokens[match.start(group)])
                start, end = match.span("span" if "span" in pattern.groupindex else 0)
                words = frozenset(token.low for token in tokens[match.start() : match.end()])
                yield Match(do, start, end, caught, words, rank)


def _set(letters: Iterable[str]) -> str:
    inside = "".join(letters)
    if not inside:
        raise ConfigError("a shape in the data file times.toml names a class that has no words")
    return f"[{inside}]"


def _expanded(shape: str, lexicon: Lexicon) -> str:
    return _MACRO.sub(lambda match: lexicon.macros[match[1]], shape)


@lru_cache(maxsize=1)
def shapes() -> Shapes:
    """The shapes of the package's lexicon, compiled once."""
    return Shapes(lexicon())


def longest(matches: Iterable[Match], length: int) -> list[list[Match]]:
    """Of matches that overlap the longest, then the one of the earliest rule; in text order.

    Each comes with the matches that lie within it, in the same order of preference: what is left to try where it
    turns out to be no expression.
    """
    taken = [-1] * length
    groups: list[list[Match]] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.rank, m.start)):
        owner = taken[match.start]
        if owner == -1 and taken[match.end - 1] == -1:
            taken[match.start : match.end] = [len(groups)] * (match.end - match.start)
            groups.append([match])
        elif owner != -1 and owner == taken[match.end - 1]:
            groups[owner].append(match)
    return sorted(groups, key=lambda group: group[0].start)
