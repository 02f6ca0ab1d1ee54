"""What kind of source speaks, by what the text calls it."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, cast

from hearsay.model import SourceType
from hearsay.offices import holders
from hearsay.weigh.persons import Persons
from hearsay.weigh.tables import SourceTables, demonyms, source_tables
from hearsay.weigh.tags import Tags
from hearsay.weigh.view import View

# Where two fit, the earlier wins (docs/gold-weighing.md).
_BY_NAME = ("agency", "outlet", "party-to-conflict", "organization")
_BY_NOUN = (
    "agency", "outlet", "document", "party-to-conflict", "title", "expert", "witness", "organization", "public",
)  # fmt: skip
# Between equally many descriptions of one source: of persons an office is likelier than a figure of speech.
_BY_CHAIN_OF_PERSONS = ("named-official", "anonymous-official", "expert", "outlet", "witness", "party-to-conflict")
_BY_CHAIN = (
    "party-to-conflict", "anonymous-official", "named-official", "expert", "outlet", "document", "agency",
    "organization", "witness", "public", "person",
)  # fmt: skip
# Descriptions of a chain that are longer than this are sentences.
_LONGEST = 25
BESIDE = ("compound", "appos", "flat", "conj", "nmod:desc", "nmod:unmarked")
# An article is about politics where one word in so many is of politics; a name is said often from so many times on.
_POLITICAL = 80
_OFTEN = 3
_BY_KIND = {
    "country": "organization", "territory": "organization", "institution": "organization", "igo": "organization",
    "ngo": "organization", "party": "organization", "business": "organization", "group": "party-to-conflict",
    "media": "outlet",
}  # fmt: skip
_FIGHTING_BODIES = frozenset(("command", "leadership", "front", "wing", "cell", "group", "unit"))
_NONE: Mapping[str, str] = {}
# Heads that are looked at in one description.
_DEPTH = 8
# How names of broadcasters end that are written as one word.
_BROADCASTS = ("TV", "Radio", "News")
# Words of a content within which a witness says so.
_OPENING = 12


class Telling(NamedTuple):
    """One description of somebody: its words, the type it gives them (None for a pronoun or where it gives none),
    whether it is a person's and of one, the words of people's names in it, and those that end a name somewhere.
    """

    words: list[int]
    kind: str | None
    person: bool
    single: bool
    parts: frozenset[str]
    names: frozenset[str]


class SourceTypes:
    """Types the sources of one document."""

    def __init__(self, view: View, kinds: Mapping[str, str] = _NONE) -> None:
        """``kinds`` has the kinds of the bodies that mentions stand for, by the mentions' ids."""
        self.view = self._view = view
        self._kinds = kinds
        self._tables = source_tables()
        parsed = view.parsed
        self.chains: dict[str, list[int]] = defaultdict(list)
        self.mention_at: dict[int, int] = {}
        self._by_chain: dict[str, list[Telling]] = {}
        self._by_name: dict[str, list[Telling]] = {}
        by_start = {int(s): i for i, s in enumerate(parsed.starts)}
        for n, mention in enumerate(parsed.mentions):
            if mention.chain:
                self.chains[mention.chain].append(n)
            at = by_start.get(mention.head[0])
            if at is not None:
                self.mention_at[at] = n
        # Wires in capitals carry speeches without quotation marks: their "I" is seldom the writer.
        self._written = parsed.document.byline is not None or any(w.islower() for w in parsed.words)
        self.names: dict[str, list[tuple[int, int]]] = defaultdict(list)
        # "Democrats" is nobody's name, whatever the tagger says.
        many = self._tables.words["public.partisans"]
        found = [n for n in parsed.names if n.end - n.start > 1 or view.lemma[n.start] not in many]
        for name in found:
            if name.type == "PER":
                self.names[view.form[name.end - 1]].append((name.start, name.end))
        self.name_type = {i: n.type for n in found for i in range(n.start, n.end)}
        self._again()
        self._name_at = {i: (n.start, n.end) for n in found if n.type == "PER" for i in range(n.start, n.end)}
        for places in self.names.values():
            self._name_at |= {a: (a, b) for a, b in places if a not in self._name_at}
        self.persons = Persons(view, self._tables, self.names, self.name_type)
        self._tags = Tags(parsed.document.text)

    def type(self, source: Sequence[int], speaker: Sequence[int] = (), content: Sequence[int] = ()) -> SourceType:
        """The type of a source; ``speaker`` is whose direct speech it stands in, whom "I" and "we" stand for.

        ``content`` is what is put on it: a government that speaks of its own fighting is a side.
        """
        if not source:
            return "unknown"
        head = self._head(source)
        pronoun = self._pronoun(head)
        if pronoun == "first":
            tagged = None if speaker else self._by_tag(head)
            if tagged is not None:
                return cast(SourceType, tagged)
            speaking = list(speaker) or self._speaker(head)
            if speaking and self._pronoun(self._head(speaking)) != "first":
                return self.type(speaking, (), content)
            return "author" if self._written and not self._quoted(head) else "person"
        whom = next((i for i in source if self._view.form[i] in ("whom", "which") and i != head), head)
        antecedent = self._antecedent(whom)
        if antecedent not in (head, whom):
            clauses = [c for c in self._view.children[antecedent] if self._view.relation[c].startswith("acl")]
            return self.type(self._view.subtree(antecedent, clauses)[:_LONGEST], speaker, content)
        if pronoun == "public":
            return "public"
        own = self._own(source, head) if pronoun is None else None
        if own in ("organization", "named-official", "anonymous-official", None) and self._fighting(source, content):
            return "party-to-conflict"
        if own == "organization" and self._armed(source, head):
            return "party-to-conflict"
        if own == "anonymous-official" and (self._known_by_name(source, head) or self._unique(head)):
            own = "named-official"
        if own is not None and (own not in ("person", "public") or (own == "public" and not self.single(head))):
            return cast(SourceType, self._corrected(own, source, head))
        if own == "public" and self._individual(head):
            # "the woman", "a student": one of them is a person.
            own = "person"
        found = self._elsewhere(source, head) or own or self._body_kind(source, head)
        found = found or self._default(head, pronoun)
        if found == "person":
            found = self._beside_known(head) or found
        return "witness" if found == "person" and self._saw(content) else cast(SourceType, found)

    def _beside_known(self, head: int) -> str | None:
        """Of several people named together, what another of them is known to be: named alike, they speak alike."""
        view = self._view
        others = [c for c in view.children[head] if view.relation[c] == "conj" and self._is_person(c)]
        kinds = (self._elsewhere([c], c) for c in others)
        return next((kind for kind in kinds if kind == "named-official"), None)

    def _saw(self, content: Sequence[int]) -> bool:
        """Whether somebody tells at once what they saw or heard: "I saw her fall", "that he heard shots"."""
        view = self._view
        words = self._tables.words
        for i in content[:_OPENING]:
            if view.form[i] in words["witness.saw"] and view.upos[i] == "VERB":
                subject = view.child(i, "nsubj")
                own = subject is not None and view.form[subject] in words["pronouns.first"] | words["pronouns.person"]
                seen = view.child(i, "obj", "ccomp", "xcomp")
                return own and seen is not None and view.form[seen] not in ("it", "that", "how")
        return False

    def _by_tag(self, word: int) -> str | None:
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
        counts = self.persons.told(tag.last)
        return max(counts, key=lambda k: counts[k]) if counts else "person"

    def _body_kind(self, source: Sequence[int], head: int) -> str | None:
        """By the kind of the body that a source's mention stands for, where the text has no word for it."""
        kinds = [self._kinds.get(m, "") for m in self.mentions(source)]
        found = next((_BY_KIND[kind] for kind in kinds if kind in _BY_KIND), None)
        return None if self._is_person(head) else found

    def _corrected(self, own: str, source: Sequence[int], head: int) -> str:
        """What a named person is called elsewhere may say more: a commander who is a guerrilla leader."""
        if own not in ("named-official", "outlet") or not self._is_person(head):
            return own
        told: Counter[str] = Counter()
        for last in self.last_names(source, head):
            told += self.persons.told(last, self._first_name(source, last))
        if own == "named-official" and told["party-to-conflict"] * 2 >= max(1, told["named-official"]):
            return "party-to-conflict"
        return "named-official" if own == "outlet" and told["named-official"] > told["outlet"] else own

    def mentions(self, source: Sequence[int]) -> list[str]:
        """The ids of the mentions at a source's heads, the one it is named by first."""
        head = self._head(source)
        numbers = [self.mention_at.get(i) for i in (head, self._antecedent(head))]
        return [self._view.parsed.mentions[n].id for n in numbers if n is not None]

    def _head(self, source: Sequence[int]) -> int:
        tops = [
            i
            for i in self._view.tops(source)
            if self._view.upos[i] in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "X")
        ]
        head = self._whole(self._counted(tops[0], source) if tops else source[0], source)
        if self._view.upos[head] not in ("NOUN", "PROPN", "PRON"):
            # "a flabbergasted Noah": where the tree goes astray the name is what is meant.
            return next((i for i in source if self.name_type.get(i) == "PER"), head)
        return head

    def _whole(self, head: int, source: Sequence[int]) -> int:
        """The last of the nouns a head is the first of, where the parser parts them: "a Roads Ministry statement"."""
        view, last = self._view, head
        inside = set(source)
        while last + 1 in inside and view.upos[last + 1] in ("NOUN", "PROPN") and self.name_type.get(last) != "PER":
            last += 1
        return last if view.upos[last] == "NOUN" and view.lemma[last] in self._tables.nouns["document"] else head

    def _again(self) -> None:
        """Names the tagger missed where they stand once more: people's last names, bodies' names in several words."""
        view = self._view
        for i, form in enumerate(view.form):
            if form in self.names and view.upos[i] == "PROPN" and i not in self.name_type:
                self.names[form].append((i, i + 1))
                self.name_type[i] = "PER"
        bodies: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for name in self._view.parsed.names:
            if name.type == "ORG" and name.end - name.start > 1:
                words = tuple(view.parsed.words[name.start : name.end])
                bodies[words[0]].add(words)
        for i, word in enumerate(view.parsed.words):
            if i not in self.name_type:
                for words in bodies.get(word, ()):
                    if tuple(view.parsed.words[i : i + len(words)]) == words:
                        self.name_type.update(dict.fromkeys(range(i, i + len(words)), "ORG"))

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

    def _pronoun(self, word: int) -> str | None:
        form = self._view.form[word]
        kinds = ("first", "person", "plural", "thing", "public")
        return next(
            (k for k in kinds if form in self._tables.words[f"pronouns.{k}"] and self._view.upos[word] != "NOUN"), None
        )

    def _quoted(self, word: int) -> bool:
        return bool(self._view.parsed.quote[word] != 0)

    def _own(self, source: Sequence[int], head: int) -> str | None:
        """By the source's own words and what is said beside its name."""
        described = [*source, *self._beside(head, source)]
        return self._described(described, head, self._is_person(head))

    def _beside(self, head: int, source: Sequence[int]) -> list[int]:
        """Appositions and titles on the source's head that its span leaves out."""
        view = self._view
        out: list[int] = []
        for child in view.children[head]:
            if view.relation[child] in ("appos", "compound", "flat", "nmod:desc") and child not in source:
                out += view.subtree(child)[:_LONGEST]
        if view.relation[head] in ("appos", "flat", "compound") and view.head[head] not in source:
            out.append(view.head[head])
        return out

    def _is_person(self, head: int) -> bool:
        view = self._view
        if self._acronym(head) or self._a_people(head) or self._called_it(head):
            return False
        if self._entitled(head) or self._surname(head):
            return True
        partisan = view.lemma[head] in self._tables.words["public.partisans"]
        if self.name_type.get(head) != "PER" and (partisan or not self.single(head)):
            return False
        around = [head, *(c for c in view.children[head] if view.relation[c] in ("flat", "appos", "nmod:desc"))]
        if any(self.name_type.get(i) == "PER" for i in around):
            return True
        mention = self.mention_at.get(head)
        named = mention is not None and view.parsed.mentions[mention].type == "person"
        return named and any(view.upos[i] == "PROPN" for i in around) and self.name_type.get(head) in (None, "PER")

    def _a_people(self, head: int) -> bool:
        """Whether a name in the plural is that of a people: "many Lovranians"."""
        view = self._view
        return view.parsed.xpos[head] == "NNPS" and any(view.form[head] in forms for forms in demonyms().values())

    def _called_it(self, head: int) -> bool:
        """Whether the text says "it" of whatever has this name, and never "he" or "she": a body taken for a person."""
        mention = self.mention_at.get(head)
        chain = None if mention is None else self._view.parsed.mentions[mention].chain
        if not chain or self._view.upos[head] != "PROPN":
            return False
        words, view = self._tables.words, self._view
        said = {view.form[a] for a, b in (view.parsed.mention_words[n] for n in self.chains[chain]) if b - a == 1}
        return bool(said & {"it", "its"}) and not said & words["pronouns.person"]

    def _surname(self, head: int) -> bool:
        """Whether a name by itself is the last of a person's elsewhere: in capitals, types of names err."""
        alone = all(self._view.relation[c] not in ("flat", "compound", "det") for c in self._view.children[head])
        return alone and self._view.upos[head] == "PROPN" and self._view.form[head] in self.names

    def _entitled(self, head: int) -> bool:
        """Whether a title's noun heads a name: "the CEO of the council X"."""
        view = self._view
        if view.lemma[head] not in self._tables.titled:
            return False
        if self.name_type.get(head + 1) == "PER":
            return True
        names = [i for i in view.subtree(head)[:_LONGEST] if self.name_type.get(i) == "PER" and i > head]
        tops = [i for i in names if self.name_type.get(view.head[i]) != "PER"]
        return any(
            not any(view.relation[c] == "case" for c in view.children[i])
            and view.relation[i] in ("flat", "appos", "nmod:desc", "dep", "nmod", "list", "conj")
            and (view.head[i] == head or view.head[view.head[i]] == head)
            for i in tops
        )

    def _described(self, words: Sequence[int], head: int, person: bool) -> str | None:
        tables, view = self._tables, self._view
        if self.name_type.get(head) != "PER" and view.any([head], tables.nouns["party-to-conflict"]) is not None:
            return "party-to-conflict"
        if view.form[head].endswith(tuple(tables.words["outlet.domains"])) and "@" not in view.form[head]:
            return "outlet"
        if self._a_people(head):
            return "public"
        common = view.upos[head] == "NOUN" or view.parsed.words[head].islower()
        if not person and common and view.lemma[head] in tables.nouns["document"]:
            # "the FBI summary", "ABC News polling": what speaks is the paper, whoever made it; an agency's dispatch is
            # the agency.
            sent = view.lemma[head] in tables.words["outlet.sent"]
            return "agency" if sent and self._by_agency(words) else "document"
        if self._sided(words, head, person):
            return "party-to-conflict"
        if person and self._heads_a_body(words, head):
            return "named-official"
        entitled = view.any([head], tables.titled) is not None
        for name in _BY_NAME:
            # "an FBI official" is no FBI.
            named = not person and not entitled and self._named(words, head, tables, name)
            if self._called(words, name) or named:
                return name
        if view.any([head], tables.words["public.partisans"]) is not None and not person:
            return "named-official" if self.single(head) and view.form[head] == view.lemma[head] else "public"
        if person and (outlet := self._outlet(words, head)):
            return outlet
        if self.name_type.get(head) == "ORG" and not person:
            return self._body(head)
        for at, name in view.all(words, tables.phrases):
            if head in at and not person:
                return name
        alone = len([i for i in self._view.tops(words) if self._view.upos[i] in ("NOUN", "PROPN")]) == 1
        if alone and self.name_type.get(head) != "PER" and (kind := self._noun([head], words, person)):
            return kind
        for _, name in view.all(words, tables.phrases):
            if name != "organization" or not person:
                return name
        kind = self._noun(self._heads(words, head), words, person)
        if kind is not None:
            return kind
        if person or view.any([head], tables.words["calls.person"]) is not None:
            return "person"
        placed = self.name_type.get(head) in ("LOC", "MISC") or self._acronym(head)
        return "organization" if placed else None

    def _noun(self, heads: Sequence[int], words: Sequence[int], person: bool) -> str | None:
        """By the nouns among the heads, the kinds in their order."""
        tables, view = self._tables, self._view
        # A name's title says more than what else stands by it: a press secretary is no press.
        for kind in ("title", *_BY_NOUN) if person else _BY_NOUN:
            if kind == "expert" and any(map(self.persons.paired, heads)):
                # "the attorney general" is no attorney.
                return "named-official" if person else "anonymous-official"
            if kind == "title":
                if self._titled(heads, words, person):
                    return "named-official" if person else "anonymous-official"
                continue
            if kind in ("organization", "public", "document") and person:
                continue
            at = view.any(heads, tables.nouns[kind])
            if at is not None and (kind != "agency" or self._sends_news(at)):
                return kind
        if person or len(heads) == 1:
            headed = view.any(heads, tables.words["titles.heads"]) is not None
            return ("named-official" if person else "anonymous-official") if headed else None
        return None

    def _body(self, head: int) -> str:
        """A named body: what its own name says it is."""
        nouns, view = self._tables.nouns, self._view
        if view.lemma[head] in nouns["outlet"]:
            return "outlet"
        if view.lemma[head] in nouns["agency"] and self._sends_news(head):
            return "agency"
        named = [head, *(c for c in view.children[head] if self.name_type.get(c) == "ORG")]
        parts = self._tables.words["outlet.parts"]
        return "outlet" if any(view.form[i] in parts for i in named) else "organization"

    def _sends_news(self, word: int) -> bool:
        """Whether "the agency" is one of news: so called, or the last sort that the text has named before."""
        view = self._view
        if any(view.form[i] in self._tables.words["agency.marks"] for i in (*view.children[word], max(0, word - 1))):
            return True
        if self.name_type.get(word) is not None:
            return False
        kinds = {self._kinds[m] for m in self.mentions([word]) if m in self._kinds}
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
        news = [i for i, form in enumerate(view.form) if form in known and self._proper(i)]
        said = [i for i, lemma in enumerate(view.lemma) if lemma in tables.nouns["agency"]]
        news += [i for i in said if i and view.form[i - 1] in marks]
        return news, [i for i in said if i in self.name_type and i not in news]

    def _by_agency(self, words: Sequence[int]) -> bool:
        """Whether a description names a news agency: "a cable of the agency X", "an X dispatch"."""
        view, tables = self._view, self._tables
        named = any(view.form[i] in tables.names["agency"] and self._proper(i) for i in words)
        return named or any(kind == "agency" for _, kind in view.all(words, tables.phrases))

    def _acronym(self, word: int) -> bool:
        """Whether a word is written in capitals where others are not: a body, if it is anybody.

        But for whoever has that last name elsewhere, as in transcripts ("Jake Orr", "ORR: …").
        """
        words = self._view.parsed.words
        spans = self.names.get(self._view.form[word], ())
        if any(b - a > 1 or not words[b - 1].isupper() for a, b in spans):
            return False
        form = words[word]
        sentence = self._view.sentence(word)
        return len(form) > 2 and form.isalpha() and form.isupper() and any(words[i].islower() for i in sentence)

    def _called(self, words: Sequence[int], kind: str) -> bool:
        """Whether the source is a listed name and nothing else."""
        text = " ".join(self._view.form[i] for i in words).removeprefix("the ")
        return text in self._tables.names[kind] and any(map(self._proper, words))

    def _proper(self, word: int) -> bool:
        """Whether a word is part of a name: an economist is not The Economist."""
        return self._view.upos[word] == "PROPN" or word in self.name_type

    def _outlet(self, words: Sequence[int], head: int) -> str | None:
        """For a person named with where they report: "CNN's Mara Lind", "Mara Lind of the Guardian"."""
        view, names = self._view, self._tables.names
        for child in view.children[head]:
            if child in words and view.relation[child] in ("nmod:poss", "nmod") and self._proper(child):
                below = [i for i in view.subtree(child) if self._proper(i)]
                text = " ".join(view.form[i] for i in below)
                kind = next((k for k in ("agency", "outlet") if text in names[k] or view.form[child] in names[k]), None)
                first = below and view.form[below[0]] in names["outlet"]
                if kind or first or view.parsed.words[child].endswith(_BROADCASTS):
                    return "outlet"
        return None

    def _sided(self, words: Sequence[int], head: int, person: bool) -> bool:
        """Whether the source is one of an armed group: "FMLN leader X", "the rebel commander"."""
        view, tables = self._view, self._tables
        names, nouns = tables.names["party-to-conflict"], tables.nouns["party-to-conflict"]
        if view.any(words, nouns) is None and not any(view.form[i] in names for i in words):
            return False
        named = any(view.form[i] in names and self.name_type.get(i) != "PER" and self._proper(i) for i in words)
        if person and named:
            return True
        # "rebel commander", "guerrilla sources"; but a "terrorist study" is a study.
        other = tables.nouns["document"] | tables.nouns["outlet"] | tables.nouns["expert"]
        every = self._heads(words, head)
        heads = [i for i in every if view.lemma[i] not in other and view.upos[i] == "NOUN"]
        leads = tables.titled | _FIGHTING_BODIES
        heads += [i for i in every if view.lemma[i] in leads and i not in heads]
        below = [c for i in heads for c in view.children[i] if c in words]
        of = [c for c in below if view.relation[c] in ("compound", "amod") or self._of(c)]
        return view.any(of, nouns) is not None or any(view.form[c] in names for c in of)

    def _of(self, word: int) -> bool:
        """Whether a noun hangs on another by "of" or "in"."""
        view = self._view
        return view.relation[word] == "nmod" and any(view.form[c] in ("of", "in") for c in view.children[word])

    def _heads_a_body(self, words: Sequence[int], head: int) -> bool:
        """Whether a person is said to run or speak for a body, be it an outlet: "X, president of CNN"."""
        view, leading = self._view, self._tables.words["titles.leading"]
        beside = [c for c in view.children[head] if c in words and view.relation[c] in BESIDE]
        beside += [view.head[head]] if view.head[head] in words else []
        led = view.any(beside, leading)
        if led is not None and not self._of_a_school(led, words):
            return True
        return any(self._acts_for_a_body(i) for i in (head, *beside))

    def _of_a_school(self, leading: int, words: Sequence[int]) -> bool:
        """Whether who leads something does so at a university ("chair of law at …"): one who is asked."""
        view, schools = self._view, self._tables.words["titles.schools"]
        below = [c for c in view.children[leading] if view.relation[c] == "nmod" and view.lemma[c] in schools]
        of = any(view.form[m] == "of" for c in below for m in view.children[c])
        return view.any(words, schools) is not None and not of

    def _acts_for_a_body(self, word: int) -> bool:
        """Whether somebody is a body's own lawyer or strategist: "an attorney with the relief fund"."""
        view, tables = self._view, self._tables
        if view.lemma[word] not in tables.words["titles.acting"]:
            return False
        of = (c for c in view.children[word] if view.relation[c] == "nmod")
        return any(
            any(view.form[m] in ("for", "with") for m in view.children[c])
            and (self.name_type.get(c) == "ORG" or view.lemma[c] in tables.nouns["organization"])
            for c in of
        )

    def _fighting(self, source: Sequence[int], content: Sequence[int]) -> bool:
        """Whether a state, or one in its office, speaks of fighting that it is a side of."""
        words, view = self._tables.words, self._view
        sides = view.any(source, words["conflict.sides"]) is not None
        if sides and any(view.has(content, subject.split()) for subject in words["conflict.subjects"]):
            return True
        if self._commands(source) and self._of_battle(content):
            return True
        harm = view.any(content, words["conflict.harming"])
        own = harm is not None and any(view.form[c] in ("will", "would", "'ll") for c in view.children[harm])
        body = sides or any(self.name_type.get(i) in ("LOC", "ORG") for i in source)
        return own and body and view.any(content[:3], ("it", "we", "they")) is not None

    def _commands(self, source: Sequence[int]) -> bool:
        """Whether a source is of the forces, by its own words or by what a person of that name is called."""
        view, forces = self._view, self._tables.words["conflict.forces"]
        if view.any(source, forces) is not None:
            return True
        told = self._descriptions(source, self._head(source)) if self._is_person(self._head(source)) else ()
        return any(one.kind == "named-official" and view.any(one.words, forces) is not None for one in told)

    def _of_battle(self, content: Sequence[int]) -> bool:
        """Whether words tell of fighting between forces and an armed group."""
        view, tables = self._view, self._tables
        against = view.any(content, tables.words["conflict.groups"]) is not None
        against = against or any(view.form[i] in tables.names["party-to-conflict"] for i in content)
        return against and view.any(content, tables.words["conflict.battle"]) is not None

    def _named(self, words: Sequence[int], head: int, tables: SourceTables, kind: str) -> bool:
        """Whether the head is, or is part of, a name of the kind."""
        view = self._view
        parts = [
            head,
            *(c for c in view.children[head] if view.relation[c] in ("flat", "compound", "appos", "nmod:desc")),
        ]
        near = sorted({i for i in words if any(abs(i - p) <= 5 for p in parts)})
        if any(view.form[p] in tables.names[kind] and self._proper(p) for p in parts):
            return True
        for at in range(len(near)):
            for size in (2, 3, 4):
                if " ".join(view.form[i] for i in near[at : at + size]) in tables.names[kind]:
                    return any(i in parts and self._proper(i) for i in near[at : at + size])
        return False

    def _heads(self, words: Sequence[int], head: int) -> list[int]:
        """The nouns that name the source: its head, the head's compounds and appositions, and each part's top."""
        view = self._view
        inside = set(words)
        out = [head, *(i for i in view.tops(words) if i != head)]
        # The list grows while it is gone through: what is beside a head may have something beside it.
        for at in itertools.islice(out, _DEPTH):
            out += [
                c for c in view.children[at]
                if view.relation[c] in BESIDE and c in inside
            ]  # fmt: skip
            # "two of the guerrillas", "members of the group"
            if view.lemma[at] in ("member", "group", "number", "result", "one", "leader", "some", "many", "commander"):
                out += [c for c in view.children[at] if view.relation[c] == "nmod" and c in inside]
        if view.relation[head] == "flat" and view.head[head] in inside:
            out.append(view.head[head])
        return list(dict.fromkeys(out))

    def _titled(self, heads: Sequence[int], words: Sequence[int], person: bool) -> bool:
        view, titles = self._view, self._tables.words
        if view.any(heads, titles["titles.words"]) is not None or any(map(self.persons.paired, heads)):
            return True
        return person and self._former(words)

    def _former(self, words: Sequence[int]) -> bool:
        titles = self._tables.words["titles.words"]
        former = self._tables.words["titles.former"]
        return any(
            self._view.lemma[i] in former and self._view.any(words[n : n + 5], titles) is not None
            for n, i in enumerate(words)
        )

    def _elsewhere(self, source: Sequence[int], head: int) -> str | None:
        """By what the text calls the same one elsewhere: its coreference chain, and names that end alike."""
        counts: dict[str, int] = defaultdict(int)
        plural = self._view.form[head] in self._tables.words["pronouns.plural"]
        person = self._is_person(head) or self._view.form[head] in self._tables.words["pronouns.person"]
        names = self.last_names(source, head) if person else []
        office = "named-official" if person and self._has_name(source, head) else "anonymous-official"
        for told in self._descriptions(source, head):
            other = names and told.names and told.names.isdisjoint(names)
            if other or told.kind is None or (person and not told.single):
                # A chain that mixes two people has erred.
                continue
            if not (person and told.kind in ("document", "organization", "agency")):
                # Of a person known by name elsewhere, an office without the name is theirs.
                counts[office if told.kind == "anonymous-official" else told.kind] += 1
        if person:
            for last in names:
                for kind, number in self.persons.told(last, self._first_name(source, last)).items():
                    counts[kind] += number
        if plural and counts.get("named-official"):
            counts["anonymous-official"] += counts.pop("named-official")
        if counts and not (person and set(counts) <= {"person", "public"}):
            if person and counts.get("party-to-conflict", 0) * 2 > counts.get("named-official", 0):
                return "party-to-conflict"
            order = _BY_CHAIN_OF_PERSONS if person else _BY_CHAIN
            return max((k for k in order if k in counts), key=lambda k: counts[k], default=None)
        plain = counts.get("person", 0) > sum(told.kind == "person" for told in self._descriptions(source, head))
        if person and not plain and (self._stands(source, head) or self._prominent(names)):
            return "named-official"
        if person and self._held(source, head):
            return "named-official"
        return "person" if counts else None

    def single(self, word: int) -> bool:
        """Whether a noun is one: a chain that holds both "she" and "the priests" has erred."""
        return self._view.parsed.xpos[word] not in ("NNS", "NNPS")

    def _armed(self, source: Sequence[int], head: int) -> bool:
        """Whether "the organization", "the movement" is an armed group: by its body, or by what else it is called."""
        if self._view.upos[head] != "NOUN":
            return False
        if any(self._kinds.get(m) == "group" for m in self.mentions(source)):
            return True
        return any(told.kind == "party-to-conflict" for told in self._members(head))

    def _individual(self, head: int) -> bool:
        """Whether somebody at large is one: "the woman", not "the crowd"."""
        return self.single(head) and self._view.lemma[head] in self._tables.words["public.individuals"]

    def _unique(self, head: int) -> bool:
        """Whether somebody is told by the office alone: "the foreign minister", "the president"."""
        view = self._view
        particular = any(view.form[c] == "the" or view.relation[c] == "nmod:poss" for c in view.children[head])
        return particular and self.single(head) and view.lemma[head] in self._tables.words["titles.unique"]

    def _known_by_name(self, source: Sequence[int], head: int) -> bool:
        """Whether one who is called by an office is named: never "an official", who is new here."""
        new = any(self._view.form[c] in ("a", "an", "another", "one") for c in self._view.children[head])
        return self.single(head) and not (new and not self._is_person(head)) and self._has_name(source, head)

    def _has_name(self, source: Sequence[int], head: int) -> bool:
        return self._is_person(head) or any(told.person for told in self._descriptions(source, head))

    def _descriptions(self, source: Sequence[int], head: int) -> Iterator[Telling]:
        """What a source's chain of mentions and the names that end as its own call it."""
        chain = self._members(head)
        yield from chain
        own = {self._view.form[i] for i in self._own_name(source, head)}
        for last in sorted(own or {name for told in chain for name in told.parts}):
            first = self._first_name(source, last)
            # Of two people of one last name the other is told by the first name.
            yield from (t for t in self._called_so(last) if first is None or len(t.parts) == 1 or first in t.parts)

    def _called_so(self, last: str) -> list[Telling]:
        """What the people of a last name are called where they are named."""
        known = self._by_name.get(last)
        if known is None:
            places = self.names.get(last, ())
            known = self._by_name[last] = [self._telling(words) for a, b in places for words in self._around(a, b)]
        return known

    def _telling(self, words: list[int]) -> Telling:
        """One description looked at."""
        at = self._head(words)
        person = self._is_person(at)
        parts = frozenset(self._view.form[i] for i in words if self.name_type.get(i) == "PER")
        described = None
        if self._pronoun(at) is None:
            described = self._described([*words, *self._beside(at, words)], at, person)
        if described == "anonymous-official" and self._unique(at):
            described = "named-official"
        if described == "public" and self._individual(at):
            described = "person"
        return Telling(words, described, person, self.single(at), parts, parts & self.names.keys())

    def last_names(self, source: Sequence[int], head: int) -> list[str]:
        """The last words of the names of the source, or else of the nearest name before it in its chain."""
        own = self._own_name(source, head)
        if own:
            return [self._view.form[own[-1]]] if self._view.form[own[-1]] in self.names else []
        before = [w[-1] for told in self._members(head) if (w := told.words)[-1] < head and self._ends_in_name(w)]
        return [self._view.form[max(before)]] if before else []

    def _own_name(self, source: Sequence[int], head: int) -> list[int]:
        """A source's own name, not that of another it speaks of: the one its head is in, else its first."""
        first = head if self.name_type.get(head) == "PER" else None
        if first is None:
            first = next((i for i in source if self.name_type.get(i) == "PER"), None)
        if first is None:
            return []
        a, b = self._name_at[first]
        return list(range(a, b))

    def _first_name(self, source: Sequence[int], last: str) -> str | None:
        """The first of a source's names where it has two and ends in this."""
        name = [self._view.form[i] for i in self._own_name(source, self._head(source))]
        return name[0] if len(name) > 1 and name[-1] == last else None

    def _ends_in_name(self, words: Sequence[int]) -> bool:
        return self.name_type.get(words[-1]) == "PER" and self._view.form[words[-1]] in self.names

    def _members(self, head: int) -> list[Telling]:
        """What each mention in a source's coreference chain calls it."""
        parsed = self._view.parsed
        mention = self.mention_at.get(self._antecedent(head))
        chain = None if mention is None else parsed.mentions[mention].chain
        if not chain:
            return []
        known = self._by_chain.get(chain)
        if known is None:
            spans = [parsed.mention_words[n] for n in self.chains[chain]]
            known = [self._telling(list(range(a, min(b, a + _LONGEST)))) for a, b in spans if a < b]
            self._by_chain[chain] = known
        return known

    def _around(self, start: int, end: int) -> Iterator[list[int]]:
        """A name with what it stands in: "Senator X", "X, the party's candidate"."""
        yield list(range(start, end))
        top = self._view.tops(list(range(start, end)))[0]
        head = self._view.head[top]
        if head != top and self._view.relation[top] in ("flat", "appos", "compound", "nmod:desc"):
            yield [head, *range(start, end)]

    def _antecedent(self, head: int) -> int:
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

    def _stands(self, source: Sequence[int], head: int) -> bool:
        """Whether the text speaks of the person's campaign or administration: they stand for or hold an office."""
        view = self._view
        last = {
            view.form[w[-1]]
            for w in [list(source), *(told.words for told in self._descriptions(source, head))]
            if self.name_type.get(w[-1]) == "PER"
        }
        nouns, verbs = self._tables.words["candidacy.nouns"], self._tables.words["candidacy.verbs"]
        return any(
            (view.lemma[view.head[i]] in nouns and view.relation[i] in ("nmod:poss", "compound"))
            or (view.lemma[view.head[i]] in verbs and view.relation[i].startswith(("nsubj", "obj")))
            for name in last
            for a, b in self.names.get(name, ())
            for i in range(a, b)
        )

    def _held(self, source: Sequence[int], head: int) -> bool:
        """Whether the name is that of one who holds or held the head office of a state the text speaks of.

        A last name alone counts where the text names nobody else of it; a name in full counts by itself.
        """
        published = self._view.parsed.document.published
        year = int(published[:4]) if published else None
        words = self._view.parsed.words
        for last in self.last_names(source, head):
            spans = self.names[last]
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

    def _prominent(self, names: Sequence[str]) -> bool:
        """Whether an article about politics speaks of hardly anybody more often, and has no word of what they are.

        Whom everybody knows is called by the name alone.
        """
        if not self._political:
            return False
        most = sorted((len(places) for places in self.names.values()), reverse=True)[:3]
        return any(len(self.names[last]) >= max(_OFTEN, most[-1]) for last in names)

    @cached_property
    def _political(self) -> bool:
        view, words = self._view, self._tables.words["candidacy.politics"]
        return sum(lemma in words for lemma in view.lemma) * _POLITICAL >= len(view.lemma)

    def _speaker(self, word: int) -> list[int]:
        """Who speaks the quotation a word stands in: the subject of the verb outside it that it hangs on."""
        view = self._view
        for at in view.up(word):
            for verb in (at, *(c for c in view.children[at] if view.relation[c] in ("parataxis", "advcl", "ccomp"))):
                subject = view.child(verb, "nsubj")
                if subject is not None and not self._quoted(subject):
                    return view.subtree(subject)[:_LONGEST]
        return self._near(word)

    def _near(self, word: int) -> list[int]:
        """Where a quotation has its own sentence: the subject of a verb that speaks in the same paragraph."""
        view = self._view
        paragraph = view.parsed.paragraph
        for offset in (-1, 1, -2):
            for i in view.sentence(word, offset):
                speaks = view.lemma[i] in ("say", "tell", "add", "explain", "write", "ask", "state", "claim")
                if speaks and not self._quoted(i) and abs(int(paragraph[i]) - int(paragraph[word])) <= 1:
                    subject = view.child(i, "nsubj")
                    if subject is not None:
                        return view.subtree(subject)[:_LONGEST]
        return []

    def _default(self, head: int, pronoun: str | None) -> str:
        view = self._view
        mention = self.mention_at.get(head)
        kind = view.parsed.mentions[mention].type if mention is not None else ""
        if pronoun == "plural" and kind == "person":
            return "public"
        if pronoun == "person" or kind == "person":
            # "the Iranians", "some families"
            return "person" if pronoun is not None or self.single(head) else "public"
        return "organization" if kind == "organization" or self.name_type.get(head) in ("ORG", "LOC") else "unknown"


def first_piece(spans: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """The longest piece of a source in several."""
    return max(spans, key=lambda s: (s[1] - s[0], -s[0]), default=None)
