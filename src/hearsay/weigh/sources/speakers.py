"""Who "I" and "we" are: whoever is named before the words, or speaks the quotation."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.weigh.persons import Persons
from hearsay.weigh.sources.naming import LONGEST, Naming
from hearsay.weigh.sources.standing import Standing
from hearsay.weigh.tables import SourceTables
from hearsay.weigh.tags import Tag, Tags
from hearsay.weigh.view import View

# Sentences in which a pronoun's name is looked for.
_BACK = 4
# Words before a name by which somebody is called: "Well, Mr. X, …".
_CALLING = 4


class Speakers:
    """The speakers of one document's direct speech."""

    def __init__(self, view: View, tables: SourceTables, named: Naming, persons: Persons) -> None:
        self._view, self._tables, self._persons, self._names = view, tables, persons, named.name_type
        self._standing = Standing(view, tables, named)
        self._tags = Tags(view.parsed.document.text)

    def by_tag(self, word: int) -> str | None:
        """What one is who is named before their words: "[MINISTER X]", "X:". None where there is no such name."""
        tag = self._tags.before(int(self._view.parsed.starts[word]))
        return None if tag is None else self._tagged(tag)

    def is_tag(self, source: Sequence[int]) -> str | None:
        """What a source is that is such a name itself. None where it is none."""
        starts, ends = self._view.parsed.starts, self._view.parsed.ends
        tag = self._tags.before(int(ends[source[-1]]))
        first = int(starts[source[0]])
        return self._tagged(tag) if tag is not None and tag.at <= first <= tag.at + 1 else None

    def _tagged(self, tag: Tag) -> str:
        tables, told = self._tables, tag.words
        if self._of_group(tag):
            return "party-to-conflict"
        if told & tables.words["calls.outlet"]:
            return "outlet"
        if self._of_a_side(tag):
            return "party-to-conflict"
        if told & tables.titled and "unidentified" in told:
            return "anonymous-official"
        if told & tables.titled or self._tags.called(tag) & tables.titled:
            return "named-official"
        if told & tables.words["calls.expert"]:
            return "expert"
        if self._tags.called(tag) & tables.words["calls.outlet"]:
            return "outlet"
        counts = self._persons.told(tag.last)
        if counts:
            return max(counts, key=lambda k: counts[k])
        # Whose speech is broadcast is in office, be it said or not.
        spoken = self._tags.heading(tag.at) == "speech"
        return "named-official" if spoken or self._standing.held([tag.last]) else "person"

    def _of_group(self, tag: Tag) -> bool:
        """Whether a tag names an armed group or one of its people."""
        names = self._tables.names["party-to-conflict"]
        if tag.words & (self._tables.nouns["party-to-conflict"] | names):
            return True
        words = tag.text.split()
        rows = (words[a:b] for a in range(len(words)) for b in range(a + 2, len(words) + 1))
        return any(" ".join(row) in names for row in rows)

    def _of_a_side(self, tag: Tag) -> bool:
        """Whether the heading says of a tag's name that it is of an armed group: "INTERVIEW WITH X, A MEMBER OF …"."""
        after = self._tags.told(tag)
        return bool(after) and any(f" {name} " in after for name in self._tables.names["party-to-conflict"])

    def other(self, word: int) -> str | None:
        """Who answers the reporter who speaks in a transcript. None where no reporter does."""
        offset = int(self._view.parsed.starts[word])
        tag = self._tags.before(offset)
        if tag is None or self._tagged(tag) != "outlet":
            return None
        others = (self._tagged(t) for t in (self._tags.after(offset), self._tags.before(tag.at - 1)) if t is not None)
        return next((kind for kind in others if kind != "outlet"), None)

    def vocative(self, word: int) -> list[int]:
        """The person's name that "you" is called by: "Mr. X, you said". Empty where there is none."""
        view, names = self._view, self._names
        first = view.sentence(word).start
        name = [i for i in range(first, word) if names.get(i) == "PER"]
        if not name or view.form[name[-1] + 1] != ",":
            return []
        before = [i for i in range(first, name[0]) if view.upos[i] != "PUNCT" and view.form[i] != "mr"]
        titles = all(view.upos[i] in ("PROPN", "NOUN", "INTJ") for i in before)
        return name if titles and len(before) < _CALLING else []

    def of_station(self, word: int) -> bool:
        """Whether "we" in a broadcast are those who broadcast it: in no speech, interview, statement or recording."""
        plural = self._view.form[word] not in ("i", "me", "my", "myself")
        return plural and self._tags.heading(int(self._view.parsed.starts[word])) is None

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

    def noun_before(self, word: int, several: bool) -> list[int]:
        """The nearest subject before a word, in its sentence or the one before, that is no single person.

        ``several`` is whether one in the plural is sought or a body.
        """
        view, parsed = self._view, self._view.parsed
        for offset in (0, -1):
            for i in reversed(view.sentence(word, offset)):
                subject = i < word and view.relation[i].startswith("nsubj") and view.upos[i] in ("NOUN", "PROPN")
                if subject and self._names.get(i) != "PER" and (several or parsed.xpos[i] in ("NN", "NNP")):
                    return view.subtree(i)[:LONGEST]
        return []

    def pair_before(self, word: int) -> list[int]:
        """The nearest two people or bodies named together before a word: whom "both" takes up."""
        view = self._view
        for offset in (0, -1, -2):
            for i in reversed(view.sentence(word, offset)):
                if i < word and view.upos[i] == "PROPN" and self._paired(i, word):
                    return [i]
        return []

    def _paired(self, name: int, before: int) -> bool:
        view = self._view
        return any(view.relation[c] == "conj" and view.upos[c] == "PROPN" and c < before for c in view.children[name])

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
