"""Phrases of a lexicon, found by their first words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Phrase = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Phrases(Generic[T]):
    """A list of phrases, lemmas in a row, each with what it means.

    ``starts`` has the numbers of those that begin with a word: an attribution has few words and a lexicon many phrases,
    so looking up the words is most of the stage's speed.
    """

    phrases: tuple[Phrase, ...]
    meanings: tuple[T, ...]
    starts: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[Phrase, T]]) -> Phrases[T]:
        """The pairs in their order. Raises ValueError for a phrase that is empty or begins with a gap."""
        listed = list(pairs)
        starts: dict[str, list[int]] = defaultdict(list)
        for number, (words, _) in enumerate(listed):
            if not words or words[0] == "...":
                raise ValueError(f"no phrase: {' '.join(words)!r}")
            starts[words[0]].append(number)
        return cls(tuple(p for p, _ in listed), tuple(m for _, m in listed), dict(starts))


def phrase(text: str) -> Phrase:
    """A phrase of a data file as lower-case words."""
    return tuple(text.lower().split())
