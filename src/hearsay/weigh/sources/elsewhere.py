"""What an article calls a source elsewhere: in its coreference chain, and wherever the name stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from hearsay.weigh.persons import Persons
from hearsay.weigh.sources.heads import Heads
from hearsay.weigh.sources.naming import LONGEST, Naming
from hearsay.weigh.sources.standing import Standing
from hearsay.weigh.sources.words import OwnWords
from hearsay.weigh.tables import SourceTables
from hearsay.weigh.view import View

# Between equally many descriptions of one source: of persons an office is likelier than a figure of speech.
_BY_CHAIN_OF_PERSONS = ("named-official", "anonymous-official", "expert", "outlet", "witness", "party-to-conflict")
_BY_CHAIN = (
    "party-to-conflict", "anonymous-official", "named-official", "expert", "outlet", "document", "agency",
    "organization", "witness", "public", "person",
)  # fmt: skip

# What no person is, and what a person is by calling.
_BODIES = ("document", "organization", "agency")
_CALLINGS = ("named-official", "expert", "outlet")
# What says nothing of what a person is asked for.
_ANYBODY = frozenset(("person", "public"))


class Telling(NamedTuple):
    """One description of somebody: its words, the type it gives them (None for a pronoun or where it gives none),
    whether it is a person's and of one, the words of people's names in it, those that end a name somewhere, and those
    that are somebody else's ("X's aide").
    """

    words: list[int]
    kind: str | None
    person: bool
    single: bool
    parts: frozenset[str]
    names: frozenset[str]
    others: frozenset[str]


class Who(NamedTuple):
    """A source whose descriptions are gathered, and the last words of its names."""

    source: Sequence[int]
    head: int
    person: bool
    plural: bool
    names: list[str]


class Elsewhere:
    """What one document calls its people and bodies. ``kinds`` has the kinds of bodies by their mentions' ids."""

    def __init__(
        self,
        view: View,
        tables: SourceTables,
        named: Naming,
        heads: Heads,
        words: OwnWords,
        persons: Persons,
        kinds: Mapping[str, str],
    ) -> None:
        self._view, self._tables, self._named, self._heads = view, tables, named, heads
        self._words, self._persons, self._kinds = words, persons, kinds
        self._standing = Standing(view, tables, named)
        self._by_chain: dict[str, list[Telling]] = {}
        self._by_name: dict[str, list[Telling]] = {}

    def is_accused(self, head: int) -> bool:
        """Whether a clause tells what a source is accused of: "the man charged with the killing"."""
        view = self._view
        return any(view.relation[c].startswith("acl") and self._standing.of_crime(c) for c in view.children[head])

    def beside_known(self, head: int) -> str | None:
        """Of several people named together, what another of them is known to be: named alike, they speak alike."""
        view = self._view
        others = [c for c in view.children[head] if view.relation[c] == "conj" and self._named.is_person(c)]
        kinds = (self.called([c], c) for c in others)
        return next((kind for kind in kinds if kind == "named-official"), None)

    def corrected(self, own: str, source: Sequence[int], head: int) -> str:
        """What a named person is called elsewhere may say more: a commander who is a guerrilla leader."""
        if own not in ("named-official", "outlet") or not self._named.is_person(head):
            return own
        told: Counter[str] = Counter()
        for last in self.last_names(source, head):
            told += self._persons.told(last, self._heads.first_name(source, last))
        if own == "named-official" and told["party-to-conflict"] * 2 >= max(1, told["named-official"]):
            return "party-to-conflict"
        return "named-official" if own == "outlet" and told["named-official"] > told["outlet"] else own

    def called(self, source: Sequence[int], head: int) -> str | None:
        """By what the text calls the same one elsewhere: its coreference chain, and names that end alike."""
        who = self._who(source, head)
        beside = self._beside(who)
        if who.person and beside["person"] and set(beside) == {"person"} and self._is_kin(who):
            # What a chain that mixes parents and children says more is the others'.
            return "person"
        counts = self._by_description(who) + beside
        if who.plural and counts["named-official"]:
            counts["anonymous-official"] += counts.pop("named-official")
        if set(counts) - (_ANYBODY if who.person else frozenset()):
            return self._commonest(counts, who)
        if who.person and not beside["person"] and self._in_politics(who):
            return "named-official"
        if who.person and self._standing.held(who.names):
            return "named-official"
        if who.person and self._standing.accused(self._places(who.names, source)):
            return "party-to-conflict"
        return "person" if counts else None

    def _is_kin(self, who: Who) -> bool:
        """Whether a person, by a name in full, is told to be another's kin."""
        names = ((last, self._heads.first_name(who.source, last)) for last in who.names)
        return any(first is not None and self._persons.kin(last, first) for last, first in names)

    def _who(self, source: Sequence[int], head: int) -> Who:
        form, words = self._view.form[head], self._tables.words
        person = self._named.is_person(head) or form in words["pronouns.person"]
        names = self.last_names(source, head) if person else []
        return Who(source, head, person, form in words["pronouns.plural"], names)

    def _by_description(self, who: Who) -> Counter[str]:
        """How often each type is given by the source's chain and where its name stands."""
        counts: Counter[str] = Counter()
        office = "named-official" if who.person and self._has_name(who.source, who.head) else "anonymous-official"
        for told in self.descriptions(who.source, who.head):
            if told.kind is not None and not self._mistaken(told, who):
                # Of a person known by name elsewhere, an office without the name is theirs.
                counts[office if told.kind == "anonymous-official" else told.kind] += 1
        return counts

    def _mistaken(self, told: Telling, who: Who) -> bool:
        """Whether a description is another's, by a chain that mixes two, or not meant."""
        if who.names and told.names and told.names.isdisjoint(who.names):
            return True
        return who.person and (not told.single or self._of_body(told) or self._figure(told))

    def _beside(self, who: Who) -> Counter[str]:
        """How often each type is given by the words beside the source's name."""
        counts: Counter[str] = Counter()
        for last in who.names:
            counts += self._persons.told(last, self._heads.first_name(who.source, last))
        return counts

    def _commonest(self, counts: Counter[str], who: Who) -> str | None:
        """The type that is given most; a side's where that is given half as often as a calling."""
        if who.person and counts["party-to-conflict"] * 2 > max(counts[k] for k in _CALLINGS):
            return "party-to-conflict"
        order = _BY_CHAIN_OF_PERSONS if who.person else _BY_CHAIN
        found = max((k for k in order if counts[k]), key=lambda k: counts[k], default=None)
        return "named-official" if found == "expert" and self._office_over(counts["expert"], who) else found

    def _in_politics(self, who: Who) -> bool:
        stands = self._stands(who.source, who.head)
        return stands or self._standing.prominent(self._places(who.names, who.source))

    def _office_over(self, told: int, who: Who) -> bool:
        """Whether one who is called an expert so many times is rather one who stands for or holds an office."""
        if self._standing.campaigns(self._places(who.names, who.source)):
            return True
        return told == 1 and self._stands(who.source, who.head)

    def _stands(self, source: Sequence[int], head: int) -> bool:
        """Whether the text speaks of an office, held or sought, of whoever the source or its chain names."""
        own = frozenset(self.last_names(source, head))
        chain = [t for t in self.descriptions(source, head) if not own or not t.names or t.names & own]
        last = [w[-1] for w in (list(source), *(t.words for t in chain)) if self._named.name_type.get(w[-1]) == "PER"]
        if self._standing.stands(self._places(sorted({self._view.form[i] for i in last}), source)):
            return True
        # "her campaign"
        owned = [(t.words[0], t.words[0] + 1) for t in chain if len(t.words) == 1 and t.kind is None]
        return self._standing.campaigns(owned)

    def _places(self, last: Sequence[str], source: Sequence[int]) -> list[tuple[int, int]]:
        """Where those of some last names are named, but for one of them who has another first name than the source."""
        out: list[tuple[int, int]] = []
        for name in last:
            spans, first = self._named.names.get(name, []), self._heads.first_name(source, name)
            firsts = {self._view.form[a] for a, b in spans if b - a > 1}
            # Where two of that name are told apart, the bare name is either's.
            whole = first is not None and firsts - {first}
            out += [(a, b) for a, b in spans if not whole or (b - a > 1 and self._view.form[a] == first)]
        return out

    def armed(self, source: Sequence[int], head: int) -> bool:
        """Whether "the organization", "the movement" is an armed group: by its body, or by what else it is called."""
        if self._view.upos[head] != "NOUN":
            return self._view.form[head] in self._named.armed
        if any(self._kinds.get(m) == "group" for m in self._heads.mentions(source)):
            return True
        return any(told.kind == "party-to-conflict" for told in self._members(head))

    def known_by_name(self, source: Sequence[int], head: int) -> bool:
        """Whether one who is called by an office is named: never "an official", who is new here."""
        new = any(self._view.form[c] in ("a", "an", "another", "one") for c in self._view.children[head])
        return (
            self._named.single(head) and not (new and not self._named.is_person(head)) and self._has_name(source, head)
        )

    def named(self, head: int) -> bool:
        """Whether the chain of a pronoun says anything of whom it stands for."""
        return any(
            not self._of_body(told)
            and (told.kind is not None or self._view.upos[self._heads.head(told.words)] in ("NOUN", "ADJ"))
            for told in self._members(head)
        )

    def _figure(self, told: Telling) -> bool:
        """Whether a description of a person is a figure of speech: "a fighter for the poor"."""
        figures = self._tables.words["conflict.figures"]
        return told.kind == "party-to-conflict" and self._view.any([self._heads.head(told.words)], figures) is not None

    def _of_body(self, told: Telling) -> bool:
        """Whether a description is of what no person is: a chain that holds "she" and a network has erred."""
        if told.kind == "outlet" and not told.person:
            return self._view.any(told.words, self._tables.words["calls.outlet"]) is None
        return told.kind in _BODIES

    def in_office(self, source: Sequence[int], head: int) -> bool:
        """Whether "the retired surgeon" is one whom the article names as being in office or standing for it."""
        definite = any(self._view.form[c] == "the" for c in self._view.children[head])
        known = definite and not self._named.is_person(head) and self._named.single(head)
        return known and self._has_name(source, head) and self.called(source, head) == "named-official"

    def _has_name(self, source: Sequence[int], head: int) -> bool:
        return self._named.is_person(head) or any(told.person for told in self.descriptions(source, head))

    def descriptions(self, source: Sequence[int], head: int) -> Iterator[Telling]:
        """What a source's chain of mentions and the names that end as its own call it."""
        chain = self._members(head)
        yield from chain
        own = {self._view.form[i] for i in self._named.own_name(source, head)}
        for last in sorted(own or {name for told in chain for name in told.parts - told.others}):
            first = self._heads.first_name(source, last)
            # Of two people of one last name the other is told by the first name.
            yield from (t for t in self._called_so(last) if first is None or len(t.parts) == 1 or first in t.parts)

    def called_by(self, source: Sequence[int], head: int, nouns: Collection[str]) -> list[int]:
        """The first of a source's descriptions with a noun of some as head or in apposition. Empty where none has."""
        for told in self.descriptions(source, head):
            at = self._heads.head(told.words)
            named = any(self._view.lemma[i] in nouns for i in (at, *self._words.beside(at, [at])))
            # Whom a side of a trial calls as its witness need not have seen anything.
            if named and self._view.any(told.words, self._tables.words["witness.called"]) is None:
                return told.words
        return []

    def _called_so(self, last: str) -> list[Telling]:
        """What the people of a last name are called where they are named."""
        known = self._by_name.get(last)
        if known is None:
            places = self._named.names.get(last, ())
            known = self._by_name[last] = [self.telling(words) for a, b in places for words in self._around(a, b)]
        return known

    def telling(self, words: list[int]) -> Telling:
        """One description looked at."""
        at = self._heads.head(words)
        person = self._named.is_person(at)
        people = [i for i in words if self._named.name_type.get(i) == "PER"]
        parts = frozenset(self._view.form[i] for i in people)
        others = frozenset(self._view.form[i] for i in people if self._named.others(i, at))
        described = None
        if self._heads.pronoun(at) is None:
            described = self._words.described([*words, *self._words.beside(at, words)], at, person)
        if described == "anonymous-official" and self._words.unique(at):
            described = "named-official"
        if described == "public" and self._words.individual(at):
            described = "person"
        single, names = self._named.single(at), parts & self._named.names.keys()
        return Telling(words, described, person, single, parts, names, others)

    def last_names(self, source: Sequence[int], head: int) -> list[str]:
        """The last words of the names of the source, or else of the nearest name before it in its chain."""
        own = self._named.own_name(source, head)
        if own:
            return [self._view.form[own[-1]]] if self._view.form[own[-1]] in self._named.names else []
        before = [w[-1] for told in self._members(head) if (w := told.words)[-1] < head and self._named.ends_in_name(w)]
        return [self._view.form[max(before)]] if before else []

    def _members(self, head: int) -> list[Telling]:
        """What each mention in a source's coreference chain calls it."""
        parsed = self._view.parsed
        mention = self._named.mention_at.get(self._heads.antecedent(head))
        chain = None if mention is None else parsed.mentions[mention].chain
        if not chain:
            return []
        known = self._by_chain.get(chain)
        if known is None:
            spans = [parsed.mention_words[n] for n in self._named.chains[chain]]
            known = [self.telling(list(range(a, min(b, a + LONGEST)))) for a, b in spans if a < b]
            self._by_chain[chain] = known
        return known

    def _around(self, start: int, end: int) -> Iterator[list[int]]:
        """A name with what it stands in: "Senator X", "X, the party's candidate"."""
        yield list(range(start, end))
        top = self._view.tops(list(range(start, end)))[0]
        # "the state's deputies, X and Y": what is said of the one is said of the other.
        while self._view.relation[top] == "conj" and self._named.name_type.get(self._view.head[top]) == "PER":
            top = self._view.head[top]
        head = self._view.head[top]
        if self._named.described_by(top) and self._named.name_type.get(head) != "PER":
            yield [head, *range(start, end)]
