"""A parsed document's tree, as the incident coder walks it."""

from __future__ import annotations

from hearsay.parsed import ParseTree


class Tree(ParseTree):
    """A tree with what a word stands under."""

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
