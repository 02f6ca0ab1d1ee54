"""Outlets and news agencies, and those who speak for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from hearsay.weigh.sources.heads import Heads
from hearsay.weigh.sources.naming import Naming
from hearsay.weigh.tables import SourceTables
from hearsay.weigh.view import View

# How names of broadcasters end that are written as one word.
_BROADCASTS = ("TV", "Radio", "News")


class Outlets:
    """Tells the outlets and agencies of one document. ``kinds`` has the kinds of bodies by their mentions' ids."""

    def __init__(self, view: View, tables: SourceTables, named: Naming, heads: Heads, kinds: Mapping[str, str]) -> None:
        self._view, self._tables, self._named, self._heads, self._kinds = view, tables, named, heads, kinds

    def body(self, head: int) -> str:
        """A named body: what its own name says it is."""
        nouns, view = self._tables.nouns, self._view
        if view.lemma[head] in nouns["outlet"] and view.lemma[head] not in self._tables.words["outlet.also"]:
            return "outlet"
        if view.lemma[head] in nouns["agency"] and self.sends_news(head):
            return "agency"
        named = [head, *(c for c in view.children[head] if self._named.name_type.get(c) == "ORG")]
        words = self._tables.words
        titled = view.form[named[0]] in words["outlet.articles"] and view.form[max(named)] in words["outlet.titles"]
        if titled or view.form[max(named)] in words["outlet.ends"]:
            return "outlet"
        return "outlet" if any(view.form[i] in words["outlet.parts"] for i in named) else "organization"

    def sends_news(self, word: int) -> bool:
        """Whether "the agency" is one of news: so called, or the last sort that the text has named before."""
        view = self._view
        if any(view.form[i] in self._tables.words["agency.marks"] for i in (*view.children[word], max(0, word - 1))):
            return True
        if self._named.name_type.get(word) is not None:
            return False
        kinds = {self._kinds[m] for m in self._heads.mentions([word]) if m in self._kinds}
        if kinds:
            return "media" in kinds
        news, others = self._agencies
        last = max((at for at in news if at < word), default=None)
        return last is not None and not any(last < at < word for at in others)

    @cached_property
    def _agencies(self) -> tuple[list[int], list[int]]:
        """Where news agencies are named, and where others are."""
        view, tables = self._view, self._tables
        marks, known = tables.words["agency.marks"], tables.names["agency"]
        news = [i for i, form in enumerate(view.form) if form in known and self._named.proper(i)]
        said = [i for i, lemma in enumerate(view.lemma) if lemma in tables.nouns["agency"]]
        news += [i for i in said if i and view.form[i - 1] in marks]
        return news, [i for i in said if i in self._named.name_type and i not in news]

    def by_agency(self, words: Sequence[int]) -> bool:
        """Whether a description names a news agency: "a cable of the agency X", "an X dispatch"."""
        view, tables = self._view, self._tables
        named = any(view.form[i] in tables.names["agency"] and self._named.proper(i) for i in words)
        return named or any(kind == "agency" for _, kind in view.all(words, tables.phrases))

    def of_outlet(self, words: Sequence[int], head: int) -> str | None:
        """For a person named with where they report: "CNN's Mara Lind", "Mara Lind of the Guardian"."""
        view, names = self._view, self._tables.names
        for child in view.children[head]:
            if child in words and view.relation[child] in ("nmod:poss", "nmod") and self._named.proper(child):
                below = [i for i in view.subtree(child) if self._named.proper(i)]
                text = " ".join(view.form[i] for i in below)
                kind = next((k for k in ("agency", "outlet") if text in names[k] or view.form[child] in names[k]), None)
                first = below and view.form[below[0]] in names["outlet"]
                if kind or first or view.parsed.words[child].endswith(_BROADCASTS):
                    return "outlet"
        return None
