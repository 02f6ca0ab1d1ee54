"""What a clause's grammar says of its predicate: tense and modal, negation, mood, and what governs it.

A *predicate* is any word that may stand for something that happens or holds: a verb, an adjective or noun with a
copula, a noun for an event. Signatures of governing words are those of Karttunen (1971, 2012); see
``data/weigh/predicates.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hearsay.weigh.tables import Signature, predicate_tables
from hearsay.weigh.view import View

Tense = Literal[
    "past", "perfect", "present", "progressive", "future", "modal", "infinitive", "imperative", "gerund",
    "participle", "none",
]  # fmt: skip

# The relations under which a clause or a thing is governed by its head.
GOVERNED = ("xcomp", "ccomp", "csubj", "acl", "advcl", "obj", "obl", "nmod", "nsubj", "parataxis", "appos")
_AUXILIARIES = {"'ll": "will", "’ll": "will", "wo": "will", "'d": "would", "’d": "would", "ca": "can", "gon": "go"}
_PAST = ("did", "was", "were", "had")
_SUBJECTS = ("nsubj", "csubj", "expl")


@dataclass(frozen=True)
class Clause:
    """One predicate in its clause. Everything is read off the view when it is first asked for."""

    view: View
    word: int

    @cached_property
    def relation(self) -> str:
        """The predicate's relation to its head, without subtype; that of the first conjunct where it is one more."""
        return base(self.view, self.first)

    @cached_property
    def first(self) -> int:
        """The first of the conjuncts the predicate is one of, as far as they share what governs them."""
        view, word, seen = self.view, self.word, {self.word}
        while base(view, word) == "conj" and self._shares(word) and view.head[word] not in seen:
            word = view.head[word]
            seen.add(word)
        return word

    def _shares(self, word: int) -> bool:
        """Whether a conjunct goes on with its head's clause: no subject or auxiliary that begins another."""
        view = self.view
        head = view.head[word]
        if subject(view, word) is not None and subject(view, head) is not None:
            return False
        return not auxiliaries(view, word) or not auxiliaries(view, head)

    @cached_property
    def governor(self) -> int | None:
        """What the predicate (or its first conjunct) depends on, None for the top of a sentence."""
        head = self.view.head[self.first]
        return None if head == self.first or self.relation not in GOVERNED else head

    @cached_property
    def marks(self) -> frozenset[str]:
        """Conjunctions, prepositions and the like before the clause, its first conjunct's included."""
        return marks(self.view, self.word) | marks(self.view, self.first)

    @cached_property
    def modals(self) -> list[str]:
        """Auxiliaries by lemma, its first conjunct's where it has none of its own."""
        own = auxiliaries(self.view, self.word)
        return own or ([] if self._own_tense() else auxiliaries(self.view, self.first))

    def _own_tense(self) -> bool:
        return self.first != self.word and self.view.parsed.xpos[self.word] in ("VBD", "VBZ", "VBP")

    @cached_property
    def subject(self) -> int | None:
        """The clause's own subject."""
        return subject(self.view, self.word)

    @cached_property
    def negated(self) -> bool:
        """Whether the clause itself is negated."""
        return negated(self.view, self.word) or (self.first != self.word and self._negation_shared())

    def _negation_shared(self) -> bool:
        """ "did not eat or drink": an "or" carries the negation on, an "and" or a "but" does not."""
        view = self.view
        joined = {view.form[c] for c in view.children[self.word] if view.relation[c] == "cc"}
        return bool(joined & {"or", "nor"}) and negated(view, self.first)

    @cached_property
    def modal(self) -> str | None:
        """The modal, or the verb that stands for one ("have to"), that leaves the clause open."""
        words = predicate_tables().words
        found = next((m for m in self.modals if m in words["modals.open"]), None)
        if found or self._form() != "infinitive":
            return found
        head = self.view.head[self.first]
        needs = base(self.view, self.first) == "xcomp" and self.view.lemma[head] in words["modals.needing"]
        return "need" if needs and "to" in self.marks else None

    @cached_property
    def tense(self) -> Tense:
        """The tense by auxiliaries and tag; ``none`` where the predicate is a thing."""
        words = predicate_tables().words
        if any(m in words["modals.future"] for m in self.modals):
            return "future"
        return "modal" if any(m in words["modals.open"] for m in self.modals) else self._form()

    def _form(self) -> Tense:
        view = self.view
        tag = view.parsed.xpos[self.word]
        if "to" in self.marks and tag in ("VB", "VBP", "VBN", "VBG", "NN", "JJ"):
            return "infinitive"
        forms = _helpers(view, self.word) or ([] if self._own_tense() else _helpers(view, self.first))
        if tag == "VBD" or any(f in _PAST for f in forms):
            return "past"
        if tag == "VBN":
            return self._participle(forms)
        if tag == "VBG":
            return "progressive" if forms else "gerund"
        if forms or tag == "VBZ":
            return "present"
        return self._bare(tag)

    def _participle(self, forms: list[str]) -> Tense:
        if any(f in ("have", "has", "'ve", "’ve", "having") for f in forms):
            return "perfect"
        return "present" if forms else "participle"

    def _bare(self, tag: str) -> Tense:
        if tag not in ("VB", "VBP"):
            return "none"
        if self.subject is not None or (self.first != self.word and subject(self.view, self.first) is not None):
            return "present"
        if self.governor is None or self.relation in ("parataxis", "ccomp"):
            meant = self.view.lemma[self.word] in predicate_tables().words["modals.first_person"]
            return "present" if meant else "imperative"
        # "let them know", "helped put out the fire"
        return "infinitive" if tag == "VB" else "present"

    @cached_property
    def question(self) -> str | None:
        """``asked`` (yes or no), ``wh`` (the clause's own word of asking), None where the clause asks nothing."""
        view, sentence = self.view, self.view.sentence(self.word)
        if not any(view.form[i] == "?" for i in list(sentence)[-2:]):
            return None
        asking = any(view.parsed.xpos[i] in ("WRB", "WP", "WDT", "WP$") for i in sentence)
        return "wh" if asking else "asked"

    @cached_property
    def conditional(self) -> Literal["protasis", "apodosis"] | None:
        """Whether the clause is a condition, or what follows from one."""
        words, view = predicate_tables().words["marks.condition"], self.view
        if self.marks & words:
            return "protasis"
        at = (self.word, self.first)
        below = (c for i in at for c in view.children[i] if base(view, c) == "advcl")
        return "apodosis" if any(marks(view, c) & words for c in below) else None

    @cached_property
    def signature(self) -> Signature | None:
        """What the governor says of what it governs."""
        return None if self.governor is None else signature(self.view, self.governor)

    @cached_property
    def above(self) -> Clause | None:
        """The governor's own clause."""
        return None if self.governor is None else Clause(self.view, self.governor)


def base(view: View, word: int) -> str:
    """A word's relation without its subtype."""
    return view.relation[word].split(":")[0]


def auxiliaries(view: View, word: int) -> list[str]:
    """The lemmas of a predicate's auxiliaries and copula."""
    return [_AUXILIARIES.get(view.form[c], view.lemma[c]) for c in _helping(view, word)]


def _helpers(view: View, word: int) -> list[str]:
    return [view.form[c] for c in _helping(view, word)]


def _helping(view: View, word: int) -> Iterator[int]:
    return (c for c in view.children[word] if base(view, c) in ("aux", "cop"))


def marks(view: View, word: int) -> frozenset[str]:
    """The words that introduce a clause or a phrase: conjunctions, prepositions, "to", "when"."""
    found = {view.form[c] for c in view.children[word] if base(view, c) in ("mark", "case")}
    return frozenset(found | {view.form[c] for c in view.children[word] if _asks_when(view, c)})


def _asks_when(view: View, word: int) -> bool:
    return base(view, word) == "advmod" and view.parsed.xpos[word] == "WRB"


def subject(view: View, word: int) -> int | None:
    """The subject of a predicate."""
    return next((c for c in view.children[word] if base(view, c) in _SUBJECTS), None)


def negated(view: View, word: int) -> bool:
    """Whether a word negates a predicate: "not", "no one", "without"."""
    words = predicate_tables().words
    for child in view.children[word]:
        relation = base(view, child)
        if relation in ("advmod", "aux", "cc", "dep") and _negates(view, child):
            return True
        if relation in ("mark", "case") and view.form[child] in words["negation.prepositions"]:
            return True
        if relation in ("nsubj", "obj", "det") and _none(view, child):
            return True
    return False


def _negates(view: View, word: int) -> bool:
    words = predicate_tables().words
    after = view.form[word + 1] if word + 1 < len(view.form) else ""
    return view.form[word] in words["negation.words"] and after not in words["negation.not_by"]


def _none(view: View, word: int) -> bool:
    listed = predicate_tables().words["negation.determiners"]
    return view.form[word] in listed or any(
        view.form[c] in listed and base(view, c) == "det" for c in view.children[word]
    )


def signature(view: View, word: int) -> Signature | None:
    """The signature of a governing word, None where it has none."""
    return predicate_tables().signatures.get(view.lemma[word])
