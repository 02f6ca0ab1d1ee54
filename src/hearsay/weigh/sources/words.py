"""By a source's own words: its head noun, its titles and appositions, and the names in it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from hearsay.weigh.persons import Persons
from hearsay.weigh.sources.naming import LONGEST, Naming
from hearsay.weigh.sources.outlets import Outlets
from hearsay.weigh.tables import SourceTables
from hearsay.weigh.view import View

BESIDE = ("compound", "appos", "flat", "conj", "nmod:desc", "nmod:unmarked")
"""How what somebody is called hangs on their name."""

# Where two fit, the earlier wins (docs/gold-weighing.md).
_BY_NAME = ("agency", "outlet", "party-to-conflict", "organization")
_BY_NOUN = (
    "agency", "outlet", "document", "party-to-conflict", "title", "expert", "witness", "organization", "public",
)  # fmt: skip
_FIGHTING_BODIES = frozenset(("command", "leadership", "front", "wing", "cell", "group", "unit"))
# Heads that are looked at in one description.
_DEPTH = 8


class OwnWords:
    """What descriptions in one document say by themselves."""

    def __init__(self, view: View, tables: SourceTables, named: Naming, outlets: Outlets, persons: Persons) -> None:
        self._view, self._tables, self._named = view, tables, named
        self._outlets, self._persons = outlets, persons

    def own(self, source: Sequence[int], head: int) -> str | None:
        """By the source's own words and what is said beside its name."""
        described = [*source, *self.beside(head, source)]
        return self.described(described, head, self._named.is_person(head))

    def beside(self, head: int, source: Sequence[int]) -> list[int]:
        """Appositions and titles on the source's head that its span leaves out."""
        view = self._view
        out: list[int] = []
        for child in view.children[head]:
            if view.relation[child] in ("appos", "compound", "flat", "nmod:desc") and child not in source:
                out += view.subtree(child)[:LONGEST]
        if self._named.described_by(head) and view.head[head] not in source:
            out.append(view.head[head])
        return out

    def described(self, words: Sequence[int], head: int, person: bool) -> str | None:
        """What a phrase calls who it names; ``person`` is whether it names a person. None where it says nothing."""
        steps = (self._by_form, self._by_standing, self._by_group, self._by_noun)
        return next((kind for step in steps if (kind := step(words, head, person)) is not None), None)

    def _by_form(self, words: Sequence[int], head: int, person: bool) -> str | None:
        """By what the head is, whatever stands by it: a group, an address, a people, kin, a document."""
        tables, view = self._tables, self._view
        if self._named.name_type.get(head) != "PER" and view.any([head], tables.nouns["party-to-conflict"]) is not None:
            return "party-to-conflict"
        if view.form[head].endswith(tuple(tables.words["outlet.domains"])) and "@" not in view.form[head]:
            return "outlet"
        if self._named.a_people(head):
            return "public"
        if self.kin(head):
            # "the daughter of Principal X"
            return "person"
        word = view.parsed.words[head]
        capitals = word.isupper() and head not in self._named.name_type
        common = view.upos[head] == "NOUN" or word.islower() or capitals
        if not person and common and view.lemma[head] in tables.nouns["document"]:
            # "the FBI summary", "ABC News polling": what speaks is the paper, whoever made it; an agency's dispatch is
            # the agency.
            sent = view.lemma[head] in tables.words["outlet.sent"]
            return "agency" if sent and self._outlets.by_agency(words) else "document"
        return None

    def _by_standing(self, words: Sequence[int], head: int, person: bool) -> str | None:
        """By the side, the kin, the body or the office of whoever it is."""
        if self._sided(words, head, person):
            return "party-to-conflict"
        if person and self._kin_beside(words, head):
            return "person"
        if person and self._heads_a_body(words, head):
            return "named-official"
        if person and self._heads_a_chair(words, head):
            return "expert"
        entitled = self._view.any([head], self._tables.titled) is not None
        for name in _BY_NAME:
            # "an FBI official" is no FBI.
            named = not person and not entitled and self._has_name_of(words, head, self._tables, name)
            if self._called(words, name) or named:
                return name
        return "anonymous-official" if self.within(head) else None

    def _by_group(self, words: Sequence[int], head: int, person: bool) -> str | None:
        """By the people, the outlet or the body it is or belongs to."""
        tables, view = self._tables, self._view
        if view.any([head], tables.words["public.partisans"]) is not None and not person:
            if self._named.single(head) and view.form[head] == view.lemma[head]:
                return "named-official"
            # "the Liberals" are the party.
            alone = {view.form[c] for c in view.children[head] if view.upos[c] != "PUNCT"} == {"the"}
            return "organization" if alone else "public"
        if person and (outlet := self._outlets.of_outlet(words, head)):
            return outlet
        if self._named.name_type.get(head) == "ORG" and not person:
            return self._outlets.body(head)
        return None

    def _by_noun(self, words: Sequence[int], head: int, person: bool) -> str | None:
        """By its phrases and nouns; a name without any is a person or a body."""
        tables, view = self._tables, self._view
        for at, name in view.all(words, tables.phrases):
            if head in at and not person:
                return name
        alone = len([i for i in view.tops(words) if view.upos[i] in ("NOUN", "PROPN")]) == 1
        if alone and self._named.name_type.get(head) != "PER" and (kind := self._noun([head], words, person)):
            return kind
        for _, name in view.all(words, tables.phrases):
            if name != "organization" or not person:
                return name
        kind = self._noun(self._nouns_of(words, head), words, person)
        if kind is not None:
            return kind
        if person or view.any([head], tables.words["calls.person"]) is not None:
            return "person"
        if self.like_a_name(head) and view.form[head] in tables.words["outlet.ends"] | tables.words["outlet.parts"]:
            return "outlet"
        placed = self._named.name_type.get(head) in ("LOC", "MISC") or self._named.acronym(head)
        return "organization" if placed else None

    def _noun(self, heads: Sequence[int], words: Sequence[int], person: bool) -> str | None:
        """By the nouns among the heads, the kinds in their order."""
        tables, view = self._tables, self._view
        # A name's title says more than what else stands by it: a press secretary is no press.
        for kind in ("title", *_BY_NOUN) if person else _BY_NOUN:
            if kind == "expert" and any(map(self._persons.paired, heads)):
                # "the attorney general" is no attorney.
                return "named-official" if person else "anonymous-official"
            if kind == "expert" and not person and (self._of_campaign(heads[0]) or self._acts_for_a_body(heads[0])):
                return "anonymous-official"
            if kind == "title":
                if self._titled(heads, words, person):
                    return "named-official" if person else "anonymous-official"
                continue
            if kind in ("organization", "public", "document") and person:
                continue
            at = view.any(heads, tables.nouns[kind])
            if at is not None and (kind != "agency" or self._outlets.sends_news(at)):
                return kind
        if person or len(heads) == 1:
            headed = view.any(heads, tables.words["titles.heads"]) is not None
            return ("named-official" if person else "anonymous-official") if headed else None
        return None

    def _called(self, words: Sequence[int], kind: str) -> bool:
        """Whether the source is a listed name and nothing else."""
        text = " ".join(self._view.form[i] for i in words).removeprefix("the ")
        if len(words) == 1 and any(b - a > 1 for a, b in self._named.names.get(text, ())):
            # Somebody of that name is named in full.
            return False
        return text in self._tables.names[kind] and any(map(self._named.proper, words))

    def _sided(self, words: Sequence[int], head: int, person: bool) -> bool:
        """Whether the source is one of an armed group: "FMLN leader X", "the rebel commander"."""
        view, tables = self._view, self._tables
        names, nouns = tables.names["party-to-conflict"], tables.nouns["party-to-conflict"]
        if view.any(words, nouns) is None and not any(view.form[i] in names for i in words):
            return False
        named = any(
            view.form[i] in names and self._named.name_type.get(i) != "PER" and self._named.proper(i) for i in words
        )
        if person and named:
            return True
        # "rebel commander", "guerrilla sources"; but a "terrorist study" is a study.
        other = tables.nouns["document"] | tables.nouns["outlet"] | tables.nouns["expert"]
        every = self._nouns_of(words, head)
        heads = [i for i in every if view.lemma[i] not in other and view.upos[i] == "NOUN"]
        leads = tables.titled | _FIGHTING_BODIES
        heads += [i for i in every if view.lemma[i] in leads and i not in heads]
        below = [c for i in heads for c in view.children[i] if c in words]
        of = [c for c in below if view.relation[c] in ("compound", "amod") or self._of(c)]
        # "the fire fighters" fight nobody.
        fighting = [c for c in of if c == 0 or view.form[c - 1] != "fire"]
        return view.any(fighting, nouns) is not None or any(view.form[c] in names for c in of)

    def _of(self, word: int) -> bool:
        """Whether a noun hangs on another by "of", "in" or "for"."""
        view = self._view
        return view.relation[word] == "nmod" and any(view.form[c] in ("of", "in", "for") for c in view.children[word])

    def _heads_a_body(self, words: Sequence[int], head: int) -> bool:
        """Whether a person is said to run or speak for a body, be it an outlet: "X, president of CNN"."""
        view, leading = self._view, self._tables.words["titles.leading"]
        beside = [c for c in view.children[head] if c in words and view.relation[c] in BESIDE]
        beside += [view.head[head]] if view.head[head] in words else []
        led = view.any(beside, leading)
        if led is not None and not self._of_a_school(led, words):
            return True
        return any(self._acts_for_a_body(i) for i in (head, *beside))

    def _heads_a_chair(self, words: Sequence[int], head: int) -> bool:
        """Whether a person is said to lead a part of a university: "head of the law school at …"."""
        view = self._view
        beside = [c for c in view.children[head] if c in words and view.relation[c] in BESIDE]
        led = view.any(beside, self._tables.words["titles.leading"] | {"head"})
        return led is not None and self._of_a_school(led, words)

    def _of_a_school(self, leading: int, words: Sequence[int]) -> bool:
        """Whether who leads something does so at a university ("chair of law at …"): one who is asked."""
        view, schools = self._view, self._tables.words["titles.schools"]
        below = [c for c in view.children[leading] if view.relation[c] == "nmod" and view.lemma[c] in schools]
        of = any(view.form[m] == "of" for c in below for m in view.children[c])
        return view.any(words, schools) is not None and not of

    def _of_campaign(self, word: int) -> bool:
        """Whether a strategist or lawyer is a campaign's or a candidate's own: "campaign strategists"."""
        view = self._view
        if view.lemma[word] not in self._tables.words["titles.acting"]:
            return False
        before = [c for c in view.children[word] if view.relation[c] in ("compound", "nmod:poss") and c < word]
        of = [c for i in before for c in (i, *view.children[i])]
        return view.any(of, self._tables.words["candidacy.own"]) is not None

    def _acts_for_a_body(self, word: int) -> bool:
        """Whether somebody is a body's own lawyer or strategist: "an attorney with the relief fund"."""
        view, tables = self._view, self._tables
        if view.lemma[word] not in tables.words["titles.acting"]:
            return False
        of = (c for c in view.children[word] if view.relation[c] == "nmod")
        return any(
            any(view.form[m] in ("for", "with") for m in view.children[c])
            and (self._named.name_type.get(c) == "ORG" or view.lemma[c] in tables.nouns["organization"])
            for c in of
        )

    def _has_name_of(self, words: Sequence[int], head: int, tables: SourceTables, kind: str) -> bool:
        """Whether the head is, or is part of, a name of the kind."""
        view = self._view
        parts = [
            head,
            *(c for c in view.children[head] if view.relation[c] in ("flat", "compound", "appos", "nmod:desc")),
        ]
        near = sorted({i for i in words if any(abs(i - p) <= 5 for p in parts)})
        if any(view.form[p] in tables.names[kind] and self._named.proper(p) for p in parts):
            return True
        for at in range(len(near)):
            for size in (2, 3, 4):
                if " ".join(view.form[i] for i in near[at : at + size]) in tables.names[kind]:
                    return any(i in parts and self._named.proper(i) for i in near[at : at + size])
        return False

    def _nouns_of(self, words: Sequence[int], head: int) -> list[int]:
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
        # Of people whose last name is King or Pope.
        heads = [i for i in heads if not self._last_name(i)]
        if view.any(heads, titles["titles.words"]) is not None or any(map(self._persons.paired, heads)):
            return True
        return person and self._former(words)

    def _last_name(self, word: int) -> bool:
        """Whether a word is the last of a name that is written in full somewhere."""
        return word in self._named.name_at and any(
            b - a > 1 for a, b in self._named.names.get(self._view.form[word], ())
        )

    def _former(self, words: Sequence[int]) -> bool:
        titles = self._tables.words["titles.words"]
        former = self._tables.words["titles.former"]
        return any(
            self._view.lemma[i] in former and self._view.any(words[n + 1 : n + 5], titles) is not None
            for n, i in enumerate(words)
        )

    def kin(self, head: int) -> bool:
        """Whether a source is called somebody's kin or friend."""
        return self._view.upos[head] == "NOUN" and self._view.lemma[head] in self._tables.words["calls.kin"]

    def within(self, head: int) -> bool:
        """Whether people are told by nothing but the body they are at: "two people at the ministry"."""
        view, named = self._view, self._named
        if view.lemma[head] not in self._tables.words["calls.anyone"]:
            return False
        return any(
            view.relation[c] == "nmod"
            and any(view.form[m] in ("at", "in", "inside", "within") for m in view.children[c])
            and (named.name_type.get(c) == "ORG" or view.lemma[c] in self._tables.words["titles.offices"])
            for c in view.children[head]
        )

    def _kin_beside(self, words: Sequence[int], head: int) -> bool:
        """Whether a name is followed by whose kin it is, and by no office: "Lind, the daughter of the minister"."""
        view = self._view
        beside = [c for c in view.children[head] if c in words and view.relation[c] in BESIDE]
        told = [c for c in beside if self.kin(c)]
        return bool(told) and view.any(beside, self._tables.titled) is None

    def like_a_name(self, head: int) -> bool:
        """Whether words that nobody took for a name are written as one, or told by where they have their seat."""
        view, words = self._view, self._view.parsed.words
        if any(view.form[c] == "based" for c in view.children[head]):
            return True
        if head == 0 or not any(words[i].islower() for i in view.sentence(head)):
            return False
        return words[head].istitle() and words[head - 1].istitle() and view.upos[head - 1] in ("ADJ", "NOUN", "PROPN")

    def individual(self, head: int) -> bool:
        """Whether somebody at large is one: "the woman", not "the crowd"."""
        return self._named.single(head) and self._view.lemma[head] in self._tables.words["public.individuals"]

    def unique(self, head: int) -> bool:
        """Whether somebody is told by the office alone: "the foreign minister", "the president"."""
        view = self._view
        particular = any(view.form[c] == "the" or view.relation[c] == "nmod:poss" for c in view.children[head])
        return particular and self._named.single(head) and view.lemma[head] in self._tables.words["titles.unique"]
