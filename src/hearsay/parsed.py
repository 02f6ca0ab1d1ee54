"""A document between the stages: its words, and what the reading model says of each.

This is what ``parse`` hands to the stages after it. It holds arrays, not records; :mod:`hearsay.model` holds
what is given to users. `ParseTree` is the tree among them as rules walk it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hearsay.model import Document, Mention, Span

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

QUOTES = 6
OUTSIDE, INSIDE, OPENS, CLOSES, RUNS_ON, OPEN_ENDED = range(QUOTES)
"""Where a word stands to quotation marks (`Parsed.quote`), as `hearsay.parse.words.quote_states` finds it.

``OPENS`` and ``CLOSES`` are the marks themselves. The words of a quotation are ``INSIDE``, or ``OPEN_ENDED`` where no
mark closes it in its paragraph; in a paragraph that takes up one left open in the one before they are ``RUNS_ON``.
"""


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity: word range (half-open), ``PER``, ``ORG``, ``LOC`` or ``MISC``, and its probability."""

    start: int
    end: int
    type: str
    probability: float


@dataclass(frozen=True, slots=True)
class Parsed:
    """One parsed document. Every array and list has one entry a word unless it says otherwise.

    ``words`` forms; ``starts``/``ends`` code points into ``document.text``; ``paragraph`` numbers;
    ``quote`` quotation states (`QUOTES`); ``sentences`` word ranges; ``head`` word indices (a
    root's is its own); ``rows`` the word ranges the encoder saw at a time; ``signals`` the model's values by head,
    ``(words, -)``; ``mention_words`` the word range (half-open) of each mention, in ``mentions``' order.
    """

    document: Document
    words: list[str]
    starts: Ints
    ends: Ints
    paragraph: Ints
    quote: Ints
    sentences: list[tuple[int, int]]
    upos: list[str]
    xpos: list[str]
    lemma: list[str]
    head: Ints
    relation: list[str]
    names: list[Name]
    mentions: list[Mention]
    mention_words: list[tuple[int, int]]
    rows: list[tuple[int, int]]
    signals: dict[str, Floats] = field(repr=False)

    def __len__(self) -> int:
        return len(self.words)

    def span(self, start: int, end: int) -> Span:
        """The code points of words ``start`` to ``end`` (half-open)."""
        return int(self.starts[start]), int(self.ends[end - 1])

    def row(self, word: int) -> int:
        """The number of the row a word is in."""
        return bisect_right(self.rows, word, key=lambda row: row[0]) - 1

    def quotation(self, start: int, end: int) -> str:
        """The text of words ``start`` to ``end``."""
        first, last = self.span(start, end)
        return self.document.text[first:last]


SPELT = {
    "n't": "not", "n’t": "not", "'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would", "’d": "would",
}  # fmt: skip
"""What clitics and the stems before them are short for."""


def children_of(head: Sequence[int]) -> list[list[int]]:
    """For each word those that hang on it, in text order; a root, whose head is its own, hangs on none."""
    children: list[list[int]] = [[] for _ in head]
    for word, above in enumerate(head):
        if above != word:
            children[above].append(word)
    return children


class ParseTree:
    """A parse as rules walk it: forms and lemmas in lower case, plain numbers. Words are given by theirs.

    ``sentence_of`` has the number of each word's sentence. A stage adds what it asks besides.
    """

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.form = [word.lower() for word in parsed.words]
        self.lemma = [lemma.lower() for lemma in parsed.lemma]
        self.head: list[int] = parsed.head.tolist()
        self.relation = parsed.relation
        self.upos = parsed.upos
        self.xpos = parsed.xpos
        self.children = children_of(self.head)
        self.sentence_of = [0] * len(self.form)
        for number, (start, end) in enumerate(parsed.sentences):
            self.sentence_of[start:end] = [number] * (end - start)

    def up(self, word: int) -> Iterator[int]:
        """The words above one, the nearest first."""
        seen = {word}
        while self.head[word] not in seen:
            word = self.head[word]
            seen.add(word)
            yield word

    def subtree(self, word: int, without: Collection[int] = ()) -> list[int]:
        """The word and all below it, in text order, but for the words left out and what is under them."""
        found: set[int] = set()
        left = [word]
        while left:
            at = left.pop()
            if at not in found and at not in without:
                found.add(at)
                left += self.children[at]
        return sorted(found)
