"""Words as documents are compared by them: stems, how common each is, and hashes of runs of words."""

from __future__ import annotations

import gzip
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import islice

import numpy as np
import snowballstemmer

Hashes = np.ndarray[tuple[int], np.dtype[np.uint64]]

_WORD = re.compile(r"[^\W_]+(?:['’.,](?=[^\W_])[^\W_]+)*")
RUN = 3
"""Words in a shingle. Of three words that one in ten was changed of, seven in ten shingles stay; of five, six."""


def words(text: str) -> list[str]:
    """The words and numbers of a text, without case; a genitive's ending is no word."""
    return [_bare(word) for word in _WORD.findall(text.casefold())]


def _bare(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word's stem, by Porter's second algorithm (Snowball's English); what has a digit stays as it is."""
    return word if has_digit(word) else str(_stemmer().stemWord(word))


def has_digit(word: str) -> bool:
    """Whether a digit is among a word's characters."""
    return not word.isalpha() and any(char.isdigit() for char in word)  # the first is quick, and true of most


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@cache
def _commonness() -> tuple[int, dict[str, int]]:
    """How many documents were counted, and in how many each stem was; ``training/commonness.py`` counts them."""
    packed = resources.files("hearsay").joinpath("data/corroborate/commonness.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()
    return int(lines[0]), {word: int(count) for word, count in (line.split("\t") for line in lines[1:])}


@lru_cache(maxsize=200_000)
def weight(word: str) -> float:
    """How much a stem tells: the logarithm of how rare it is among documents (Spärck Jones 1972).

    It rests on a fixed count, not on the documents at hand, so that it is the same whatever has been read so far.
    """
    documents, counts = _commonness()
    return math.log((documents + 1) / (counts.get(word, 1) + 1))


_NOISE = re.compile(r"^(?:the)\s+|[^\w\s]|\s+(?:news agency|news service|newswire|news wire|agency)$")


def name_key(name: str) -> str:
    """A name as it is compared: no case, no article, no points, "news agency" left out."""
    folded = " ".join(name.casefold().split())
    return " ".join(_NOISE.sub("", _NOISE.sub("", folded)).split()) or folded


def vector(parts: Iterable[tuple[str, float]], telling: Mapping[str, float] | None = None) -> dict[str, float]:
    """A text's stems with their weights, of length 1. ``parts`` are texts, each with how much its words count.

    ``telling`` has stems that count for more, or less, than how rare they are would say.
    """
    counts: Counter[str] = Counter()
    for text, times in parts:
        for word in words(text):
            counts[stem(word)] += times  # type: ignore[assignment]  # a Counter takes fractions too
    more = telling or {}
    weighed = {
        word: (1 + math.log(count)) * weight(word) * more.get(word, 1.0) for word, count in counts.items() if count >= 1
    }
    length = math.sqrt(sum(value * value for value in weighed.values())) or 1.0
    return {word: value / length for word, value in weighed.items() if value}


def names_and_numbers(text: str) -> tuple[set[str], set[str]]:
    """The stems that a text mostly writes with a capital within its sentences, and those with a digit."""
    capital: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        bare = stem(_bare(word.casefold()))
        whole[bare] += 1
        if start and word[0].isupper() and text[max(0, start - 2) : start].strip()[-1:] not in _OPENS:
            capital[bare] += 1
    names = {word for word, count in capital.items() if 2 * count >= whole[word]}
    return names, {word for word in whole if has_digit(word)} - names


_OPENS = frozenset('.!?"“')
"""What stands before a word that has its capital from its place."""


def cosine(one: dict[str, float], other: dict[str, float]) -> float:
    """Of two vectors of length 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other[word] for word, value in one.items() if word in other)


def shingles(texts: Iterable[str]) -> Hashes:
    """The hashes of all runs of `RUN` stems in some texts, each once, in order. No run goes over a text's end."""
    found = {hash_ for text in texts for hash_ in _runs(words(text))}
    return np.fromiter(sorted(found), dtype=np.uint64, count=len(found))


def _runs(found: Sequence[str]) -> Iterator[int]:
    numbers = [_number(word) for word in found]
    for run in zip(*(islice(numbers, start, None) for start in range(RUN)), strict=False):
        mixed = 0xCBF29CE484222325
        for number in run:
            mixed = ((mixed ^ number) * 0x9E3779B97F4A7C15 + 0x7F4A7C15) & 0xFFFFFFFFFFFFFFFF
            mixed ^= mixed >> 29
        yield mixed


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    """A number that stands for a word's stem."""
    from hashlib import blake2b

    return int.from_bytes(blake2b(stem(word).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
