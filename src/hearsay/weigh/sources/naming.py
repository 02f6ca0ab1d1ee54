"""Who is named where in a document: people by the last words of their names, bodies, and which word is whose."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from hearsay.parsed import Name
from hearsay.weigh.tables import SourceTables, demonyms
from hearsay.weigh.view import View

LONGEST = 25
"""Descriptions that are longer than this are sentences."""
# Words before the brackets of a short form in which the body is named.
_RUN = 12


class Naming:
    """The names and mentions of one document.

    ``names`` has where people are named, by the last words of their names; ``name_type`` the types of the words that
    are in names, ``name_at`` the whole of the person's name a word is in, ``mention_at`` the mentions by their heads,
    ``chains`` the mentions of each coreference chain.
    """

    def __init__(self, view: View, tables: SourceTables) -> None:
        self._view, self._tables = view, tables
        parsed = view.parsed
        self.chains: dict[str, list[int]] = defaultdict(list)
        self.mention_at: dict[int, int] = {}
        self._single_words: dict[str, frozenset[str]] = {}
        by_start = {int(s): i for i, s in enumerate(parsed.starts)}
        for n, mention in enumerate(parsed.mentions):
            if mention.chain:
                self.chains[mention.chain].append(n)
            at = by_start.get(mention.head[0])
            if at is not None:
                self.mention_at[at] = n
        self.names: dict[str, list[tuple[int, int]]] = defaultdict(list)
        found = [(n.start, self._end(n), kind) for n in parsed.names if (kind := self._kind(n)) is not None]
        for start, end, kind in found:
            if kind == "PER":
                self.names[view.form[end - 1]].append((start, end))
        self.name_type = {i: kind for start, end, kind in found for i in range(start, end)}
        self._again()
        self.name_at = {i: (start, end) for start, end, kind in found if kind == "PER" for i in range(start, end)}
        for places in self.names.values():
            self.name_at |= {a: (a, b) for a, b in places if a not in self.name_at}

    @cached_property
    def _short(self) -> frozenset[str]:
        """Short forms of bodies, which stand in brackets after their names: "the Harbour Office (HARBOFF)"."""
        view = self._view
        bodies = {n.end: n for n in view.parsed.names if n.type == "ORG"}
        return frozenset(
            view.form[i + 1]
            for i in bodies
            if view.form[i : i + 1] in (["("], ["["]) and view.form[i + 2 : i + 3] in ([")"], ["]"])
        )

    @cached_property
    def armed(self) -> frozenset[str]:
        """Short forms in brackets after words for an armed group: "the rebel group Free Coast (FC)"."""
        return frozenset(
            form
            for i, form in enumerate(self._view.form)
            if i > 1 and self._view.form[i - 1] in ("(", "[") and self._after_armed(i)
        )

    def _after_armed(self, short: int) -> bool:
        """Whether the words before the brackets of a short form, back to a verb, speak of an armed group."""
        view, nouns = self._view, self._tables.nouns["party-to-conflict"]
        if view.form[short + 1 : short + 2] not in ([")"], ["]"]):
            return False
        back = range(short - 2, max(-1, short - _RUN), -1)
        run = itertools.takewhile(lambda w: view.upos[w] not in ("VERB", "AUX", "CCONJ"), back)
        return any(view.lemma[w] in nouns for w in run)

    def _end(self, name: Name) -> int:
        """Where a person's name ends: before the "of" of where they are from."""
        forms = self._view.form[name.start : name.end]
        return name.start + forms.index("of") if name.type == "PER" and "of" in forms[1:] else name.end

    def _kind(self, name: Name) -> str | None:
        """The type of a name, where need be another than the tagger gave it; None for what is no name."""
        view, tables = self._view, self._tables
        last = name.end - 1
        if name.end - name.start == 1 and view.lemma[last] in tables.words["public.partisans"]:
            # "Democrats" is nobody's name, whatever the tagger says.
            return None
        if name.type != "PER":
            return name.type
        if last == name.start and len(view.form[last]) == 1:
            # "(D)"
            return None
        if last == name.start and view.parsed.xpos[last] == "NNPS" and view.form[last][:-1] in tables.nouns["public"]:
            return None
        if view.lemma[last] != view.form[last] and view.lemma[last] in tables.titled:
            # "MOUNTAIN FRONT SPOKESMEN"
            return None
        text = " ".join(view.form[name.start : name.end])
        outlet = (
            view.form[name.start] in tables.words["outlet.articles"]
            and view.form[last] in tables.words["outlet.titles"]
        )
        body = outlet or view.form[last] in self._short or text in tables.names["party-to-conflict"]
        return "ORG" if body else name.type

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

    def is_person(self, head: int) -> bool:
        view = self._view
        if self.acronym(head) or self.a_people(head) or self._called_it(head) or self._with_article(head):
            return False
        if self._entitled(head) or self._surname(head):
            return True
        partisan = view.lemma[head] in self._tables.words["public.partisans"]
        if self.name_type.get(head) != "PER" and (partisan or not self.single(head)):
            return False
        around = [head, *(c for c in view.children[head] if view.relation[c] in ("flat", "appos", "nmod:desc"))]
        if any(self.name_type.get(i) == "PER" for i in around):
            return True
        if view.upos[head] == "PROPN" and head not in self.name_type and self._called_by_title(head):
            return True
        mention = self.mention_at.get(head)
        named = mention is not None and view.parsed.mentions[mention].type == "person"
        return named and any(view.upos[i] == "PROPN" for i in around) and self.name_type.get(head) in (None, "PER")

    def _with_article(self, head: int) -> bool:
        """Whether "the" stands right before a name, as before no single person's: "The Hill"."""
        view = self._view
        return head > 0 and view.form[head - 1] == "the" and view.head[head - 1] == head and self.single(head)

    def _called_by_title(self, head: int) -> bool:
        """Whether a title stands right before a name that the tagger missed: "general manager A.B. Lind"."""
        view = self._view
        before = [c for c in view.children[head] if c == head - 1 and view.relation[c] in ("nmod:desc", "compound")]
        return view.any(before, self._tables.titled) is not None

    def a_people(self, head: int) -> bool:
        """Whether a name in the plural is that of a people: "many Lovranians"."""
        view = self._view
        return view.parsed.xpos[head] == "NNPS" and any(view.form[head] in forms for forms in demonyms().values())

    def _called_it(self, head: int) -> bool:
        """Whether the text says "it" or "the group" of this name, and never "he" or "she": a body for a person."""
        mention = self.mention_at.get(head)
        chain = None if mention is None else self._view.parsed.mentions[mention].chain
        if not chain or self._view.upos[head] != "PROPN":
            return False
        words, said = self._tables.words, self._said_of(chain)
        if said & words["pronouns.person"]:
            return False
        return bool(said & {"it", "its"}) or self._called_a_body(head, chain)

    def _said_of(self, chain: str) -> frozenset[str]:
        """The single words of a chain."""
        if chain not in self._single_words:
            view = self._view
            spans = (view.parsed.mention_words[n] for n in self.chains[chain])
            self._single_words[chain] = frozenset(view.form[a] for a, b in spans if b - a == 1)
        return self._single_words[chain]

    def _called_a_body(self, head: int, chain: str) -> bool:
        """Whether the text says "the group", "the company" of a name in one word: as of no person."""
        view, bodies = self._view, self._tables.nouns["organization"]
        spans = [view.parsed.mention_words[n] for n in self.chains[chain]]
        alone = all(view.relation[c] not in ("flat", "compound", "nmod:desc") for c in view.children[head])
        told = [b - 1 for a, b in spans if b - a == 2 and view.form[a] == "the" and view.lemma[b - 1] in bodies]
        return alone and len(told) > 1 and view.relation[head] != "flat"

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
        names = [i for i in view.subtree(head)[:LONGEST] if self.name_type.get(i) == "PER" and i > head]
        tops = [i for i in names if self.name_type.get(view.head[i]) != "PER"]
        return any(
            not any(view.relation[c] == "case" for c in view.children[i])
            and view.relation[i] in ("flat", "appos", "nmod:desc", "dep", "nmod", "list", "conj")
            and (view.head[i] == head or view.head[view.head[i]] == head)
            for i in tops
        )

    def acronym(self, word: int) -> bool:
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

    def proper(self, word: int) -> bool:
        """Whether a word is part of a name: an economist is not The Economist."""
        return self._view.upos[word] == "PROPN" or word in self.name_type

    def single(self, word: int) -> bool:
        """Whether a noun is one: a chain that holds both "she" and "the priests" has erred."""
        men = self._view.form[word].endswith("men") and self._view.lemma[word].endswith("man")
        untagged = self._view.upos[word] == "NOUN" and self._view.form[word] == self._view.lemma[word] + "s"
        return self._view.parsed.xpos[word] not in ("NNS", "NNPS") and not men and not untagged

    def described_by(self, word: int) -> bool:
        """Whether a name's head says what the name is: "Captain X", but not "the X campaign"."""
        view = self._view
        before = view.head[word] < word
        return view.relation[word] in ("flat", "appos", "nmod:desc") or (before and view.relation[word] == "compound")

    def own_name(self, source: Sequence[int], head: int) -> list[int]:
        """A source's own name, not that of another it speaks of: the one its head is in, else its first."""
        first = head if self.name_type.get(head) == "PER" else None
        if first is None:
            first = next((i for i in source if self.name_type.get(i) == "PER" and not self.others(i, head)), None)
        if first is None:
            return []
        a, b = self.name_at[first]
        return list(range(a, b))

    def others(self, word: int, head: int) -> bool:
        """Whether a name in a description is somebody else's: "X's daughter", "X strategists"."""
        view = self._view
        line = [word, *itertools.takewhile(lambda i: i != head, view.up(word))]
        if any(view.relation[i] == "nmod:poss" for i in line):
            return True
        if any(view.relation[i] == "nmod" and view.child(i, "case") is not None for i in line):
            # "a friend of X"
            return True
        # "X strategists"
        common = self.name_type.get(view.head[word]) != "PER" and view.upos[view.head[word]] == "NOUN"
        return view.relation[word] == "compound" and view.head[word] > word and common

    def ends_in_name(self, words: Sequence[int]) -> bool:
        return self.name_type.get(words[-1]) == "PER" and self._view.form[words[-1]] in self.names
