"""Who is in politics, by what the article speaks of as theirs and by who held the highest offices of state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from hearsay.offices import holders
from hearsay.weigh.sources.naming import Naming
from hearsay.weigh.tables import SourceTables, demonyms
from hearsay.weigh.view import View

# An article is about politics where one word in so many is of politics; a name is said often from so many times on.
_POLITICAL = 80
_OFTEN = 2

Words = tuple[int, int]


def _each(names: Sequence[Words]) -> Iterator[int]:
    return (i for a, b in names for i in range(a, b))


class Standing:
    """The standing of the people named in one document."""

    def __init__(self, view: View, tables: SourceTables, named: Naming) -> None:
        self._view, self._tables, self._named = view, tables, named

    def stands(self, names: Sequence[Words]) -> bool:
        """Whether the text speaks of a person's campaign or administration: they stand for or hold an office.

        ``names`` is where the person is named, from word to word.
        """
        view = self._view
        nouns, verbs = self._tables.words["candidacy.nouns"], self._tables.words["candidacy.verbs"]
        return any(
            (view.lemma[view.head[i]] in nouns and view.relation[i] in ("nmod:poss", "compound"))
            or (view.lemma[view.head[i]] in verbs and view.relation[i].startswith(("nsubj", "obj")))
            for i in _each(names)
        )

    def campaigns(self, names: Sequence[Words]) -> bool:
        """Whether the text speaks of a person's own campaign or government: a professor who stands for office."""
        view, own = self._view, self._tables.words["candidacy.own"]
        return any(
            view.lemma[view.head[i]] in own and view.relation[i] in ("nmod:poss", "compound") for i in _each(names)
        )

    def accused(self, names: Sequence[Words]) -> bool:
        """Whether the text tells of a person's arrest, charge, plea or sentence."""
        view, words = self._view, self._tables.words
        for i in _each(names):
            verb, relation = view.head[i], view.relation[i]
            if relation in ("nsubj:pass", "obj") and view.lemma[verb] in words["conflict.accused"]:
                return True
            if relation == "nsubj" and view.lemma[verb] == "plead":
                return True
            clauses = [c for c in view.children[i] if view.relation[c] in ("acl", "acl:relcl")]
            if any(self.of_crime(c) for c in (*clauses, *((verb,) if relation == "nsubj:pass" else ()))):
                return True
        return False

    def of_crime(self, verb: int) -> bool:
        """Whether a passive says of somebody that they are accused: "accused of the killing", "charged with fraud"."""
        view, words = self._view, self._tables.words
        if view.parsed.xpos[verb] != "VBN":
            return False
        of = [c for c in view.children[verb] if view.relation[c].startswith(("obl", "advcl"))]
        named = [i for c in of for i in (c, *view.children[c])]
        crime = view.any(named, words["conflict.crimes"]) is not None
        if view.lemma[verb] == "charge":
            # "charged with counting the ballots" is a task.
            return crime or not any(view.upos[c] == "VERB" for c in of)
        return view.lemma[verb] in words["conflict.accused"] or (view.lemma[verb] in ("accuse", "suspect") and crime)

    def held(self, names: Sequence[str]) -> bool:
        """Whether the name is that of one who holds or held the head office of a state the text speaks of.

        A last name alone counts where the text names nobody else of it; a name in full counts by itself.
        """
        published = self._view.parsed.document.published
        year = int(published[:4]) if published else None
        words = self._view.parsed.words
        for last in names:
            spans = self._named.names[last]
            whole = [" ".join(words[a:b]) for a, b in spans if b - a > 1] or [words[spans[0][0]] if spans else last]
            terms = [[h for h in holders(name) if h.begun(year)] for name in whole]
            if all(terms):
                named = any(len(name.split()) > 1 for name in whole)
                if named or any(self._of_state(h.country) for h in terms[0]):
                    return True
        return False

    def _of_state(self, country: str) -> bool:
        """Whether the text names a state or its people."""
        return any(form in demonyms().get(country, ()) for form in self._view.form)

    def prominent(self, names: Sequence[Words]) -> bool:
        """Whether an article about politics speaks of hardly anybody more often, and has no word of what they are.

        Whom everybody knows is called by the name alone.
        """
        if not self._political:
            return False
        most = sorted((len(places) for places in self._named.names.values()), reverse=True)[:5]
        return bool(most) and len(names) >= max(_OFTEN, most[-1])

    @cached_property
    def _political(self) -> bool:
        view, words = self._view, self._tables.words["candidacy.politics"]
        return sum(lemma in words for lemma in view.lemma) * _POLITICAL >= len(view.lemma)
