"""A parse as the number rules ask about it: which word a lexeme is, and what the word depends on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from hearsay.parsed import Parsed, children_of
from hearsay.resolve.quantities.lexer import Lexeme

NOUNS = frozenset({"NOUN", "PROPN"})


class Context:
    """The lexemes of a text beside its parsed words."""

    def __init__(self, parsed: Parsed, lexemes: Sequence[Lexeme]) -> None:
        self.parsed, self.lexemes = parsed, lexemes
        self._starts = parsed.starts.tolist()
        self._ends = parsed.ends.tolist()
        self.head = parsed.head.tolist()

    def word(self, i: int) -> int | None:
        """The parsed word that holds the first character of lexeme ``i``; None where there is none."""
        if not 0 <= i < len(self.lexemes):
            return None
        start = self.lexemes[i].start
        found = bisect_right(self._starts, start) - 1
        return found if found >= 0 and start < self._ends[found] else None

    def words(self, start: int, end: int) -> list[int]:
        """The parsed words of lexemes ``start`` to ``end``, each once."""
        return list(dict.fromkeys(w for w in map(self.word, range(start, end)) if w is not None))

    def upos(self, i: int) -> str:
        """The part of speech of lexeme ``i``, or an empty string."""
        word = self.word(i)
        return "" if word is None else self.parsed.upos[word]

    def xpos(self, i: int) -> str:
        """The Penn tag of lexeme ``i``, or an empty string."""
        word = self.word(i)
        return "" if word is None else self.parsed.xpos[word]

    def outer(self, start: int, end: int) -> tuple[int, int] | None:
        """Of lexemes ``start`` to ``end``, the word that hangs outside them, and its head; None for a root."""
        inside = self.words(start, end)
        for word in inside:
            if self.head[word] not in inside:
                return word, self.head[word]
        return None

    def children(self, word: int) -> Sequence[int]:
        """The words that hang on ``word``, in text order."""
        return self._children[word]

    @cached_property
    def _children(self) -> list[list[int]]:
        return children_of(self.head)
