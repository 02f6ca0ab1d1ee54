"""Whether what an expression dates lies behind or ahead, by the verb it hangs on.

The tense is that of the nearest verb above the expression in the dependency tree, read off Universal Dependencies
as the parser gives them: its auxiliaries, its Penn tag, and what it is a complement of.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import numpy as np

from hearsay.model import Span
from hearsay.parsed import Parsed, children_of

Tense = Literal["past", "present", "future"]

_STEPS = 12
_AHEAD = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "'d", "may", "might", "should", "can", "must"})
_PLANNED = frozenset(
    {"schedule", "expect", "plan", "set", "slate", "due", "intend", "hope", "aim", "propose", "anticipate", "bind"}
)
_PAST_AUX = frozenset({"had", "was", "were", "did", "has", "have", "'ve", "’ve", "been"})
_HAVE = frozenset({"have", "has", "had", "'ve", "’ve"})


class Syntax:
    """Looks into a parse by text offsets. Works on texts the parser left out: there it knows nothing."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed

    @cached_property
    def children(self) -> list[list[int]]:
        """The words that hang on each word."""
        return children_of(self.parsed.head.tolist())

    def word(self, offset: int) -> int | None:
        """The word that holds the offset."""
        i = int(np.searchsorted(self.parsed.starts, offset, side="right")) - 1
        return i if i >= 0 and offset < self.parsed.ends[i] else None

    def is_verb(self, offset: int) -> bool:
        """Whether the word there is a verb or an auxiliary."""
        word = self.word(offset)
        return word is not None and self.parsed.upos[word] in ("VERB", "AUX")

    def tag(self, offset: int) -> str | None:
        """The Penn tag of the word there."""
        word = self.word(offset)
        return None if word is None else self.parsed.xpos[word]

    def tense(self, span: Span) -> Tense | None:
        """The tense of the verb that governs what stands in the span; None where there is none."""
        first, last = self.word(span[0]), self.word(span[1] - 1)
        if first is None or last is None:
            return None
        if self._past_right_before(first):
            return "past"
        at = first
        for _ in range(_STEPS):
            found = self._tense_of(at) if not first <= at <= last else None
            if found is not None:
                return found
            head = int(self.parsed.head[at])
            if head == at:
                return None
            at = head
        return None

    def _past_right_before(self, word: int) -> bool:
        """Whether a past form stands right before it, whatever the tree says: "the deal, announced Friday, will…"."""
        before = word - 1
        if before > 0 and self.parsed.words[before].lower() == "on":
            before -= 1
        if before < 0 or self.parsed.xpos[before] not in ("VBD", "VBN"):
            return False
        return self._tense_of(before) == "past"

    def _tense_of(self, word: int) -> Tense | None:
        """The tense of a word as a predicate; None where it is none, or has none of its own."""
        helpers = [c for c in self.children[word] if self.parsed.relation[c].split(":")[0] in ("aux", "cop")]
        forms = {self.parsed.words[c].lower() for c in helpers}
        if forms & _AHEAD:
            return "past" if forms & _HAVE else "future"
        lemma = self.parsed.lemma[word].lower()
        if lemma in _PLANNED and (self.parsed.xpos[word] in ("VBN", "JJ") or self.parsed.upos[word] == "ADJ"):
            return "future"
        if forms & _PAST_AUX:
            return "past"
        if self.parsed.upos[word] not in ("VERB", "AUX"):
            return "present" if forms else None
        return self._by_tag(word, forms)

    def _by_tag(self, word: int, forms: set[str]) -> Tense | None:
        match self.parsed.xpos[word]:
            case "VBD":
                return "past"
            case "VBN":
                return "present" if forms else "past"
            case "VBZ" | "VBP":
                return "present"
            case "VB":
                return "future" if self._infinitive(word) else "present"
            case "VBG":
                return "present" if forms else None
        return None

    def _infinitive(self, word: int) -> bool:
        return any(self.parsed.words[c].lower() == "to" for c in self.children[word])
