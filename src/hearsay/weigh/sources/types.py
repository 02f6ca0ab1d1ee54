"""The type of a source, by all that the article says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from hearsay.model import SourceType
from hearsay.weigh.persons import Persons
from hearsay.weigh.sources.conflict import Conflict
from hearsay.weigh.sources.elsewhere import Elsewhere
from hearsay.weigh.sources.heads import Heads
from hearsay.weigh.sources.naming import LONGEST, Naming
from hearsay.weigh.sources.outlets import Outlets
from hearsay.weigh.sources.speakers import Speakers
from hearsay.weigh.sources.words import OwnWords
from hearsay.weigh.tables import evidence_tables, source_tables
from hearsay.weigh.view import View

_BY_KIND = {
    "country": "organization", "territory": "organization", "institution": "organization", "igo": "organization",
    "ngo": "organization", "party": "organization", "business": "organization", "group": "party-to-conflict",
    "media": "outlet",
}  # fmt: skip
# What "it" can be that speaks, and what "they" can be besides.
_SPEAKING = ("organization", "outlet", "agency", "document", "party-to-conflict")
_MANY = ("public", "anonymous-official", "expert", "witness")
# Who may be a side of fighting, and what says nothing of whom is quoted.
_SIDES = ("organization", "named-official", "anonymous-official", None)
_ANYBODY = ("person", "public")
# What one by oneself is.
_ONE = ("named-official", "person", "outlet", "author")
# How a page of readers' letters is headed, and within how many characters.
_LETTERS = re.compile(r"^\s*(?:LETTERS|Letters|LETTERS TO THE EDITOR|Letters to the [Ee]ditor)\.?\s*$", re.MULTILINE)
_HEAD = 300
_NONE: Mapping[str, str] = {}
# Words of a content within which a witness says so.
_OPENING = 12


class SourceTypes:
    """Types the sources of one document."""

    def __init__(self, view: View, kinds: Mapping[str, str] = _NONE) -> None:
        """``kinds`` has the kinds of the bodies that mentions stand for, by the mentions' ids."""
        self.view = self._view = view
        self._kinds = kinds
        self._tables = tables = source_tables()
        # Wires in capitals carry speeches without quotation marks: their "I" is seldom the writer.
        self._written = view.parsed.document.byline is not None or any(w.islower() for w in view.parsed.words)
        # On a page of readers' letters "I" is one of them.
        self._letters = _LETTERS.search(view.parsed.document.text[:_HEAD]) is not None
        self.named = self._named = Naming(view, tables)
        self.persons = persons = Persons(view, tables, self.named.names, self.named.name_type)
        self._heads = heads = Heads(view, tables, self.named)
        outlets = Outlets(view, tables, self.named, heads, kinds)
        self._words = OwnWords(view, tables, self.named, outlets, persons)
        self._elsewhere = Elsewhere(view, tables, self.named, heads, self._words, persons, kinds)
        self._conflict = Conflict(view, tables, self.named, heads, self._elsewhere)
        self._speakers = Speakers(view, tables, self.named, persons)

    def mentions(self, source: Sequence[int]) -> list[str]:
        """The ids of the mentions at a source's heads, the one it is named by first."""
        return self._heads.mentions(source)

    def last_names(self, source: Sequence[int], head: int) -> list[str]:
        """The last words of the names of the source, or else of the nearest name before it in its chain."""
        return self._elsewhere.last_names(source, head)

    def witness(self, source: Sequence[int]) -> list[int]:
        """Where the text calls a source one who saw it: "a witness", whom "he" takes up. Empty where it does not."""
        if not source:
            return []
        head = self._heads.head(source)
        about = self._relative(source, head)
        if about:
            return self.witness(about) or about
        return self._elsewhere.called_by(source, head, evidence_tables().words["presence.witnesses"])

    def type(self, source: Sequence[int], speaker: Sequence[int] = (), content: Sequence[int] = ()) -> SourceType:
        """The type of a source; ``speaker`` is whose direct speech it stands in, whom "I" and "we" stand for.

        ``content`` is what is put on it: a government that speaks of its own fighting is a side.
        """
        if not source:
            return "unknown"
        head = self._heads.head(source)
        pronoun = self._heads.pronoun(head)
        if pronoun == "first":
            return self._speaking(head, speaker, content)
        about = self._relative(source, head)
        if about:
            return self.type(about, speaker, content)
        if pronoun == "public":
            if self._words.within(head):
                return "anonymous-official"
            return cast(SourceType, self._addressed(head, content) or "public")
        if (one := self._elided(head)) is not None:
            return cast(SourceType, one)
        if (tagged := self._speakers.is_tag(source)) is not None:
            return cast(SourceType, tagged)
        if pronoun == "person" and (named := self._taken_up(head)):
            return self.type(named, (), content)
        own = self._own(source, head, content) if pronoun is None else self._fighting(source, content)
        if own is not None and (own not in _ANYBODY or (own == "public" and not self._named.single(head))):
            return cast(SourceType, self._elsewhere.corrected(own, source, head))
        if own in (*_ANYBODY, None) and pronoun is None and self._elsewhere.is_accused(head):
            return "party-to-conflict"
        if own == "person" and self._words.kin(head):
            # "his sister X", whatever others of the name are
            return "witness" if self._saw(content) else "person"
        if own == "public" and self._words.individual(head):
            # "the woman", "a student": one of them is a person.
            own = "person"
        found = self._elsewhere.called(source, head) or own or self._body_kind(source, head)
        if (found is None or found in _ONE) and self._at_large(head):
            # "those in the trade", whomever a chain takes them for
            found = "public"
        return self._settled(found, head, pronoun, content)

    def _speaking(self, head: int, speaker: Sequence[int], content: Sequence[int]) -> SourceType:
        """What "I" or "we" are: named before the words, the speaker of the quotation, else whoever wrote."""
        tagged = None if speaker else self._speakers.by_tag(head)
        if tagged is not None:
            return cast(SourceType, tagged)
        speaking = list(speaker) or self._speakers.speaker(head)
        if speaking and self._heads.pronoun(self._heads.head(speaking)) != "first":
            return self.type(speaking, (), content)
        writer = (self._written and not self._letters) or self._speakers.of_station(head)
        return "author" if writer and not self._speakers.quoted(head) else "person"

    def _relative(self, source: Sequence[int], head: int) -> list[int]:
        """Whom a relative clause is about, where the source is its pronoun. Empty for other sources."""
        view = self._view
        whom = next((i for i in source if view.form[i] in ("whom", "which") and i != head), head)
        if whom == head and view.form[source[0]] == "who":
            # "who was one of the first": the clause is no name for whom it is about.
            whom = source[0]
        antecedent = self._heads.antecedent(whom)
        if antecedent in (head, whom):
            return []
        clauses = [c for c in view.children[antecedent] if view.relation[c].startswith("acl")]
        return view.subtree(antecedent, clauses)[:LONGEST]

    def _fighting(self, source: Sequence[int], content: Sequence[int]) -> str | None:
        return "party-to-conflict" if self._conflict.fighting(source, content) else None

    def _own(self, source: Sequence[int], head: int, content: Sequence[int]) -> str | None:
        """By the source's own words, and by what it says and is known for."""
        own = self._words.own(source, head)
        if own in _SIDES and self._conflict.fighting(source, content):
            return "party-to-conflict"
        if own == "organization" and self._elsewhere.armed(source, head):
            return "party-to-conflict"
        if own == "anonymous-official" and (self._elsewhere.known_by_name(source, head) or self._words.unique(head)):
            return "named-official"
        return "named-official" if own == "expert" and self._elsewhere.in_office(source, head) else own

    def _elided(self, head: int) -> str | None:
        """What "both", "another" or "the first one" is one of: what was named just before. None for other sources."""
        view = self._view
        if any(view.relation[c].startswith(("nmod", "acl")) for c in view.children[head]):
            return None
        if view.form[head] in ("both", "neither"):
            pair = self._speakers.pair_before(head)
            return self.type(pair) if pair else None
        first = view.form[head] == "one" and any(view.upos[c] == "ADJ" for c in view.children[head])
        if not first and view.form[head] not in ("another", "latter", "former"):
            return None
        before = [subject for n in (False, True) if (subject := self._speakers.noun_before(head, several=n))]
        # "A majority of the latter" would be asked of itself.
        found = [self.type(subject) for subject in before if head not in subject]
        return next((kind for kind in found if kind in _SPEAKING), None)

    def _at_large(self, head: int) -> bool:
        """Whether a source is "those" of whom more is said: never somebody named before."""
        view = self._view
        told = any(view.relation[c] in ("nmod", "acl", "acl:relcl") for c in view.children[head])
        return view.form[head] == "those" and told

    def _settled(self, found: str | None, head: int, pronoun: str | None, content: Sequence[int]) -> SourceType:
        """The type where a source's own words do not decide it: by what stands before and beside it, else a default."""
        if found is None and pronoun in ("thing", "plural"):
            found = self._body_before(head, pronoun)
        found = found or self._default(head, pronoun)
        if found == "person":
            found = self._elsewhere.beside_known(head) or found
        if found == "anonymous-official" and pronoun == "person":
            # Of one in office who is "she" the article has mostly said the name.
            named = self._speakers.subject_before(head)
            found = "named-official" if named and self.type(named) == "named-official" else found
        return "witness" if found == "person" and self._saw(content) else cast(SourceType, found)

    def _addressed(self, head: int, content: Sequence[int]) -> str | None:
        """Whom "you" is said to: who is called by name in the sentence, or answers in a transcript."""
        if self._view.form[head] != "you":
            return None
        called = self._speakers.vocative(head)
        return self.type(called, (), content) if called else self._speakers.other(head)

    def _taken_up(self, head: int) -> list[int]:
        """Whom "he" or "she" takes up where no chain says so, or one that says it of its own speaker."""
        names = self._elsewhere.last_names([head], head)
        known = bool(names) or self._elsewhere.named(head)
        speaker = self._speakers.speaker(head) if self._speakers.quoted(head) else []
        if speaker and names == self._elsewhere.last_names(speaker, self._heads.head(speaker)):
            known = False
        if known:
            return []
        return self._speakers.subject_before(head, speaker)

    def _body_before(self, head: int, pronoun: str) -> str | None:
        """What "it" or "they" are that no chain explains: what the nearest subject that can speak is."""
        subject = self._speakers.noun_before(head, several=pronoun == "plural")
        found = self.type(subject) if subject else None
        return found if found in _SPEAKING or (found in _MANY and pronoun == "plural") else None

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

    def _body_kind(self, source: Sequence[int], head: int) -> str | None:
        """By the kind of the body that a source's mention stands for, where the text has no word for it."""
        kinds = [self._kinds.get(m, "") for m in self._heads.mentions(source)]
        found = next((_BY_KIND[kind] for kind in kinds if kind in _BY_KIND), None)
        return None if self._named.is_person(head) else found

    def _default(self, head: int, pronoun: str | None) -> str:
        view = self._view
        mention = self._named.mention_at.get(head)
        kind = view.parsed.mentions[mention].type if mention is not None else ""
        if pronoun == "plural" and kind == "person":
            return "public"
        if pronoun == "person" or kind == "person":
            # "the Iranians", "some families"
            return "person" if pronoun is not None or self._named.single(head) else "public"
        named = kind == "organization" or self._named.name_type.get(head) in ("ORG", "LOC")
        return "organization" if named or self._words.like_a_name(head) else "unknown"


def first_piece(spans: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """The longest piece of a source in several."""
    return max(spans, key=lambda s: (s[1] - s[0], -s[0]), default=None)
