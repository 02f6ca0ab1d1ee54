"""People of whom a reader may doubt who is meant: named once with no word of who they are, or by a pronoun for two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hearsay.model import Span
from hearsay.weigh.sources import BESIDE, SourceTypes
from hearsay.weigh.tables import note_tables

# A given name, perhaps a middle one, and a last one.
_NAMED = (2, 3)


class Doubts:
    """Looks at the sources of one document."""

    def __init__(self, types: SourceTypes) -> None:
        self._types = types
        self._view = types.view

    def bare(self, source: Sequence[int]) -> bool:
        """Whether a source is a person's name, given once, with nothing said of who that is."""
        view = self._view
        names = [i for i in source if self._types.named.name_type.get(i) == "PER"]
        if len(names) not in _NAMED or any(i not in names and view.upos[i] != "PUNCT" for i in source):
            return False
        if any(view.upos[i] != "PROPN" for i in names):
            return False
        places = self._types.named.names.get(view.form[names[-1]], ())
        if len(places) != 1 or self._types.persons.told(view.form[names[-1]]):
            return False
        return not self._described_beside(names)

    def _described_beside(self, names: Sequence[int]) -> bool:
        """Whether anything hangs on a name: an apposition, a clause, an age, a place."""
        view = self._view
        inside = set(names)
        hung = [c for i in names for c in view.children[i] if c not in inside and view.upos[c] != "PUNCT"]
        above = [view.head[i] for i in names if view.relation[i] in BESIDE and view.head[i] not in inside]
        # "wrote X for the Morning Post"
        written = [c for i in names if view.relation[i] == "nsubj" for c in view.children[view.head[i]]]
        return bool(hung or above) or any(view.form[g] == "for" for c in written for g in view.children[c])

    def rivals(self, pronoun: int) -> list[Span]:
        """For a "he" or "she" that is the subject of its sentence the spans of two people it may stand for.

        The first is the one its chain of mentions names, the second the subject of the sentence before: a doubt only
        where both are named, neither is known to be of the other sex, and they are not the same.
        """
        view, tables = self._view, note_tables()
        form = view.form[pronoun]
        wrong = tables.she if form in tables.he else tables.he if form in tables.she else None
        if wrong is None or not view.relation[pronoun].startswith("nsubj") or self._someone(view.sentence(pronoun)):
            return []
        names = self._types.last_names([pronoun], pronoun)
        subject = self._subject(view.sentence(pronoun, -1))
        if not names or subject is None:
            return []
        rival = view.parsed.mentions[self._types.named.mention_at[subject]]
        if rival.chain is None or self._of_sex(rival.chain, wrong) or not self._other_than(rival.span, names[0]):
            return []
        before = [p for p in self._types.named.names[names[0]] if p[0] < pronoun]
        return [view.parsed.span(*before[-1]), rival.span] if before else []

    def _other_than(self, span: Span, last: str) -> bool:
        """Whether a mention is a name, and another's."""
        words = self._view.words((span,))
        named = any(self._types.named.name_type.get(i) == "PER" for i in words)
        return named and all(self._view.form[i] != last for i in words)

    def _someone(self, words: Iterable[int]) -> bool:
        """Whether a person is named among the words, outside quotation marks."""
        return any(
            self._types.named.name_type.get(i) == "PER" and not bool(self._view.parsed.quote[i] != 0) for i in words
        )

    def _subject(self, words: range) -> int | None:
        """The person who is the subject of a sentence's main clause, outside quotation marks."""
        view, parsed = self._view, self._view.parsed
        for i in words:
            n = self._types.named.mention_at.get(i)
            main = view.relation[i] == "nsubj" and view.relation[view.head[i]] == "root" and parsed.quote[i] == 0
            if main and n is not None and parsed.mentions[n].type == "person" and self._types.named.single(i):
                return i
        return None

    def _of_sex(self, chain: str, pronouns: frozenset[str]) -> bool:
        """Whether a chain has one of the pronouns, or a title that tells the same."""
        tables = note_tables()
        titles = tables.ms if pronouns == tables.she else tables.mr
        for n in self._types.named.chains[chain]:
            a, b = self._view.parsed.mention_words[n]
            if any(self._view.form[i] in pronouns or self._view.form[i] in titles for i in range(a, min(b, a + 3))):
                return True
        return False
