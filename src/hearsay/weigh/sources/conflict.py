"""Whether a state or its forces speak of fighting that they are a side of."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.weigh.sources.elsewhere import Elsewhere
from hearsay.weigh.sources.heads import Heads
from hearsay.weigh.sources.naming import Naming
from hearsay.weigh.tables import SourceTables
from hearsay.weigh.view import View


class Conflict:
    """The sides of fighting in one document."""

    def __init__(self, view: View, tables: SourceTables, named: Naming, heads: Heads, elsewhere: Elsewhere) -> None:
        self._view, self._tables, self._named = view, tables, named
        self._heads, self._elsewhere = heads, elsewhere

    def fighting(self, source: Sequence[int], content: Sequence[int]) -> bool:
        """Whether a state, or one in its office, speaks of fighting that it is a side of."""
        words, view = self._tables.words, self._view
        sides = view.any(source, words["conflict.sides"]) is not None
        if sides and any(view.has(content, subject.split()) for subject in words["conflict.subjects"]):
            return True
        if self._commands(source) and self._of_battle(content):
            return True
        harm = view.any(content, words["conflict.harming"])
        own = harm is not None and any(view.form[c] in ("will", "would", "'ll") for c in view.children[harm])
        body = sides or any(self._named.name_type.get(i) in ("LOC", "ORG") for i in source)
        return own and body and view.any(content[:3], ("it", "we", "they")) is not None

    def _commands(self, source: Sequence[int]) -> bool:
        """Whether a source is of the forces, by its own words or by what a person of that name is called."""
        view, forces = self._view, self._tables.words["conflict.forces"]
        if view.any(source, forces) is not None:
            return True
        told = (
            self._elsewhere.descriptions(source, self._heads.head(source))
            if self._named.is_person(self._heads.head(source))
            else ()
        )
        return any(one.kind == "named-official" and view.any(one.words, forces) is not None for one in told)

    def _of_battle(self, content: Sequence[int]) -> bool:
        """Whether words tell of fighting between forces and an armed group."""
        view, tables = self._view, self._tables
        against = view.any(content, tables.words["conflict.groups"]) is not None
        against = against or any(view.form[i] in tables.names["party-to-conflict"] for i in content)
        return against and view.any(content, tables.words["conflict.battle"]) is not None
