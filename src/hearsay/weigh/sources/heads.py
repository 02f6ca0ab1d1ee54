"""The word that a source is called by, and whom a pronoun takes up."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.weigh.sources.naming import Naming
from hearsay.weigh.tables import SourceTables
from hearsay.weigh.view import View

_PRONOUNS = ("first", "person", "plural", "thing", "public")


class Heads:
    """The heads of one document's sources."""

    def __init__(self, view: View, tables: SourceTables, named: Naming) -> None:
        self._view, self._tables, self._named = view, tables, named

    def mentions(self, source: Sequence[int]) -> list[str]:
        """The ids of the mentions at a source's heads, the one it is named by first."""
        head = self.head(source)
        numbers = [self._named.mention_at.get(i) for i in (head, self.antecedent(head))]
        return [self._view.parsed.mentions[n].id for n in numbers if n is not None]

    def head(self, source: Sequence[int]) -> int:
        tops = [
            i
            for i in self._view.tops(source)
            if self._view.upos[i] in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "X")
        ]
        if len(tops) > 1 and self._view.form[tops[0] + 1] in ("'s", "’s", "'", "’"):  # another top follows
            # "Lind's campaign", where the tree parts them
            del tops[0]
        head = self._whole(self._counted(tops[0], source) if tops else source[0], source)
        head = self._after_brackets(head, source)
        if len(tops) > 1 and self._named.name_type.get(head) in ("ORG", "LOC") and self._named.is_person(tops[1]):
            # "Harbour Valley billionaire X", whom the parser parts
            return tops[1]
        if self._view.upos[head] not in ("NOUN", "PROPN", "PRON"):
            # "a flabbergasted Noah": where the tree goes astray the name is what is meant.
            return next((i for i in source if self._named.name_type.get(i) == "PER"), head)
        return head

    def _whole(self, head: int, source: Sequence[int]) -> int:
        """The last of the nouns a head is the first of, where the parser parts them: "a Roads Ministry statement"."""
        view, last = self._view, head
        inside = set(source)
        while (
            last + 1 in inside and view.upos[last + 1] in ("NOUN", "PROPN") and self._named.name_type.get(last) != "PER"
        ):
            last += 1
        return last if view.upos[last] == "NOUN" and view.lemma[last] in self._tables.nouns["document"] else head

    def _after_brackets(self, head: int, source: Sequence[int]) -> int:
        """For "Labour Federation (LF) representatives" the last noun, where the tree takes the body for the head."""
        view, last = self._view, source[-1]
        body = self._named.name_type.get(head) == "ORG" and any(view.form[i] in ("(", "[") for i in source)
        return last if body and last > head and view.lemma[last] in self._tables.titled else head

    def _counted(self, head: int, source: Sequence[int]) -> int:
        """For "some analysts", "fifty of the officers" the word for those who are counted."""
        view = self._view
        words = self._tables.words
        counting = view.upos[head] in ("NUM", "DET") or view.form[head] in words["pronouns.quantity"]
        if not counting and view.lemma[head] not in words["pronouns.groups"]:
            return head
        inside = set(source)
        for child in view.children[head]:
            if child in inside and view.relation[child] == "nmod" and view.upos[child] in ("NOUN", "PROPN"):
                return child
        if not counting:
            return head
        follows = next((i for i in range(head + 1, min(head + 4, len(view.form))) if view.upos[i] == "NOUN"), None)
        return follows if follows is not None and follows in inside else head

    def pronoun(self, word: int) -> str | None:
        form = self._view.form[word]
        return next(
            (k for k in _PRONOUNS if form in self._tables.words[f"pronouns.{k}"] and self._view.upos[word] != "NOUN"),
            None,
        )

    def first_name(self, source: Sequence[int], last: str) -> str | None:
        """The first of a source's names where it has two and ends in this."""
        name = [self._view.form[i] for i in self._named.own_name(source, self.head(source))]
        return name[0] if len(name) > 1 and name[-1] == last else None

    def antecedent(self, head: int) -> int:
        """For a relative pronoun the noun its clause is about."""
        if self._view.form[head] in ("who", "whom", "which", "that"):
            for at in self._view.up(head):
                if self._view.relation[at].startswith("acl"):
                    return self._view.head[at]
            return self._just_before(head)
        return head

    def _just_before(self, word: int) -> int:
        """The noun right before a relative pronoun: where the parser hung its clause on nothing."""
        view = self._view
        for i in range(word - 1, max(view.sentence(word).start, word - 4) - 1, -1):
            if view.upos[i] in ("NOUN", "PROPN"):
                return i
            if view.upos[i] not in ("PUNCT", "SYM"):
                break
        return word
