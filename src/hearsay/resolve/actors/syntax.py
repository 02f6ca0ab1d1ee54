"""What the linker asks of a parse: heads of mentions, children, case markers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from hearsay.parsed import Name, Parsed, children_of

_POSSESSIVE = frozenset(("'s", "’s", "‘s", "'", "’", "‘"))
_LONGEST = 8  # words of a mention that are looked at on either side of its head, and of a name


class Syntax:
    """A parse with its children and its mentions' heads at hand. ``heads`` holds a word number a mention."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.head: list[int] = parsed.head.tolist()
        self.children = children_of(self.head)
        starts = [int(start) for start in parsed.starts]
        self.heads = [
            _head(starts, mention.head[0], span)
            for mention, span in zip(parsed.mentions, parsed.mention_words, strict=True)
        ]
        self._texts: dict[tuple[int, int], str] = {}
        self._name: dict[int, Name] = {word: name for name in parsed.names for word in range(name.start, name.end)}

    def lower(self, word: int) -> str:
        """A word's form in lower case."""
        return self.parsed.words[word].lower()

    def lemma(self, word: int) -> str:
        """A word's lemma in lower case."""
        return self.parsed.lemma[word].lower()

    def relation(self, word: int) -> str:
        """The word's relation to its head."""
        return self.parsed.relation[word]

    def case(self, word: int) -> str:
        """The preposition before a word, in lower case, its later words too ("according to"); empty if none."""
        marks = [child for child in self.children[word] if self.relation(child) == "case"]
        marks = [mark for mark in marks if self.lower(mark) not in _POSSESSIVE]
        if not marks:
            return ""
        fixed = [child for child in self.children[marks[0]] if self.relation(child) == "fixed"]
        return " ".join(self.lower(mark) for mark in (marks[0], *fixed))

    def name(self, word: int) -> Name | None:
        """The model's name that a word is part of."""
        return self._name.get(word)

    def is_person(self, start: int, end: int) -> bool:
        """Whether the model takes any of these words for a person's name."""
        return any((name := self._name.get(word)) is not None and name.type == "PER" for word in range(start, end))

    def window(self, mention: int) -> tuple[int, int, int]:
        """A mention's first word, its head and its end, cut to a few words on either side of the head."""
        start, end = self.parsed.mention_words[mention]
        head = self.heads[mention]
        return max(start, head - _LONGEST), head, min(end, head + _LONGEST + 1)

    def is_list(self, mention: int) -> bool:
        """Whether a mention is several joined by "and": each has a mention of its own."""
        start, end = self.parsed.mention_words[mention]
        head = self.heads[mention]
        return any(start <= child < end and self.relation(child) == "conj" for child in self.children[head])

    def text(self, start: int, end: int) -> str:
        """Words ``start`` to ``end``, as written, one space between them; without a possessive at the end."""
        known = self._texts.get((start, end))
        if known is None:
            known = self._texts[start, end] = _text(self.parsed.words[start:end])
        return known

    def spans(self, start: int, end: int, around: int) -> Iterator[tuple[int, int]]:
        """The word ranges within ``start`` to ``end`` that hold the word ``around``, longest first."""
        return ((around + a, around + b) for a, b in _ranges(start - around, end - around))


@lru_cache(maxsize=1024)
def _ranges(start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The ranges within ``start`` to ``end`` that hold 0, longest first."""
    ranges = [(a, b) for a in range(start, 1) for b in range(1, min(end, a + _LONGEST) + 1)]
    return tuple(sorted(ranges, key=lambda span: (span[0] - span[1], span[0])))


def _text(words: list[str]) -> str:
    while words and words[-1] in _POSSESSIVE:
        words = words[:-1]
    if words and len(words[-1]) > 2 and words[-1][-2:] in _POSSESSIVE:
        words = [*words[:-1], words[-1][:-2]]
    joined = " ".join(words)
    return joined.replace(" 's ", "'s ").replace(" ’s ", "’s ") if "s " in joined else joined


def _head(starts: list[int], point: int, span: tuple[int, int]) -> int:
    first, end = span
    at = bisect_left(starts, point, first, max(first, end - 1))
    return min(max(at, first), max(end - 1, first))
