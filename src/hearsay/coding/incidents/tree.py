"""A parsed document's tree, as the incident coder walks it."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.parsed import Parsed


class Tree:
    """Lemmas in lower case, children, and what a word stands under. Words are given by their numbers."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.lemma = [lemma.lower() for lemma in parsed.lemma]
        self.head = [int(h) for h in parsed.head]
        self.relation = parsed.relation
        self.upos = parsed.upos
        self.children: list[list[int]] = [[] for _ in self.lemma]
        for word, above in enumerate(self.head):
            if above != word:
                self.children[above].append(word)
        self.sentence = [0] * len(self.lemma)
        for number, (start, end) in enumerate(parsed.sentences):
            self.sentence[start:end] = [number] * (end - start)

    def child(self, word: int, *relations: str) -> int | None:
        """The first child by one of the relations."""
        return next((c for c in self.children[word] if self.relation[c] in relations), None)

    def preposition(self, word: int) -> str:
        """The lemma of the word's case marker, empty where it has none."""
        marker = self.child(word, "case")
        return "" if marker is None else self.lemma[marker]

    def place(self, word: int) -> tuple[int, str]:
        """The word that a phrase depends on and how, conjuncts being where their first one is.

        The relation of an oblique or a noun's modifier is followed by its preposition.
        """
        at, mark = word, ""
        for _ in range(4):
            if self.relation[at] in ("conj", "flat", "compound:conj") and self.head[at] != at:
                at = self.head[at]
            elif self.relation[at] == "appos" and self.head[at] != at:
                at, mark = self.head[at], "~"
            else:
                break
        relation = self.relation[at]
        if relation.split(":")[0] in ("obl", "nmod", "advcl", "acl"):
            preposition = self.preposition(at) or self.preposition(word)
            relation = f"{relation}_{preposition}" if preposition else relation
        return self.head[at], relation + mark

    def up(self, word: int) -> Iterator[int]:
        """The words above one, the nearest first."""
        seen = {word}
        while self.head[word] not in seen:
            word = self.head[word]
            seen.add(word)
            yield word
