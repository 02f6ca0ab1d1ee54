"""Who "I" and "we" are: whoever is named before the words, or speaks the quotation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hearsay.weigh.persons import Persons
from hearsay.weigh.sources.naming import LONGEST
from hearsay.weigh.tables import SourceTables
from hearsay.weigh.tags import Tags
from hearsay.weigh.view import View

# Sentences in which a pronoun's name is looked for.
_BACK = 4


class Speakers:
    """The speakers of one document's direct speech."""

    def __init__(self, view: View, tables: SourceTables, persons: Persons, names: Mapping[int, str]) -> None:
        self._view, self._tables, self._persons, self._names = view, tables, persons, names
        self._tags = Tags(view.parsed.document.text)

    def by_tag(self, word: int) -> str | None:
        """What one is who is named before their words: "[MINISTER X]", "X:". None where there is no such name."""
        tag = self._tags.before(int(self._view.parsed.starts[word]))
        if tag is None:
            return None
        tables, told = self._tables, tag.words
        kinds = {k for k in ("outlet", "expert") if told & tables.words[f"calls.{k}"]}
        if "outlet" in kinds:
            return "outlet"
        if told & tables.titled or self._tags.called(tag) & tables.titled:
            return "named-official"
        if told & (tables.nouns["party-to-conflict"] | tables.names["party-to-conflict"]):
            return "party-to-conflict"
        if kinds:
            return "expert"
        counts = self._persons.told(tag.last)
        return max(counts, key=lambda k: counts[k]) if counts else "person"

    def quoted(self, word: int) -> bool:
        return bool(self._view.parsed.quote[word] != 0)

    def speaker(self, word: int) -> list[int]:
        """Who speaks the quotation a word stands in: the subject of the verb outside it that it hangs on."""
        view = self._view
        for at in view.up(word):
            for verb in (at, *(c for c in view.children[at] if view.relation[c] in ("parataxis", "advcl", "ccomp"))):
                subject = view.child(verb, "nsubj")
                if subject is not None and not self.quoted(subject):
                    return view.subtree(subject)[:LONGEST]
        return self._near(word)

    def subject_before(self, word: int, without: Sequence[int] = ()) -> list[int]:
        """The person's name that is the nearest subject before a word, in its sentence or those before."""
        view, names = self._view, self._names
        for offset in range(0, -_BACK, -1):
            found = [i for i in view.sentence(word, offset) if i < word and i not in without and names.get(i) == "PER"]
            subjects = [i for i in found if view.relation[i].startswith("nsubj")]
            if subjects:
                return [i for i in view.subtree(subjects[-1 if offset == 0 else 0]) if names.get(i) == "PER"]
        return []

    def _near(self, word: int) -> list[int]:
        """Where a quotation has its own sentence: the subject of a verb that speaks in the same paragraph."""
        view = self._view
        paragraph = view.parsed.paragraph
        for offset in (-1, 1, -2):
            for i in view.sentence(word, offset):
                speaks = view.lemma[i] in ("say", "tell", "add", "explain", "write", "ask", "state", "claim")
                if speaks and not self.quoted(i) and abs(int(paragraph[i]) - int(paragraph[word])) <= 1:
                    subject = view.child(i, "nsubj")
                    if subject is not None:
                        return view.subtree(subject)[:LONGEST]
        return []
