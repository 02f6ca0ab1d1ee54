"""Tellings of one event brought together: within a sentence, and across an article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hearsay.coding.events.candidates import Candidate
from hearsay.coding.events.slots import Slots
from hearsay.coding.events.tree import Tree
from hearsay.coding.wordlists import tables
from hearsay.model import Status

_LEAD = 3  # sentences of the body in which what the headline tells is told
_BACK = 8  # sentences a definite noun looks back over
_REAL: tuple[Status, ...] = ("occurred", "ongoing")
_CLAUSAL = (
    "advcl",
    "acl",
    "acl:relcl",
    "xcomp",
    "conj",
    "parataxis",
    "obl",
    "nmod",
    "nsubj",
    "obj",
    "nsubj:pass",
    "appos",
)


@dataclass
class Told:
    """One event and its tellings, the first of which leads."""

    tellings: list[Candidate]
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    mode: str | None = None

    @property
    def first(self) -> Candidate:
        """The telling that the event is anchored at."""
        return self.tellings[0]


class Merger:
    """Merges the candidates of one document. ``when`` gives a telling's time, as something to compare, or None."""

    def __init__(self, tree: Tree, slots: Slots, when: Callable[[Candidate], str | None]) -> None:
        self.tree = tree
        self.slots = slots
        self.when = when
        self.lists = tables()
        self._keys: dict[int, set[str]] = {}
        self._titles = [zone.span for zone in tree.parsed.document.zones if zone.kind == "title"]
        firsts = (first for first, _ in tree.parsed.sentences)
        self._begins = next((n for n, first in enumerate(firsts) if not self._titled(first)), 0)

    def merge(self, candidates: Sequence[Candidate]) -> list[Told]:
        """One `Told` an event, in the order of their anchors."""
        out: list[Told] = []
        by_type: dict[str, list[Told]] = {}
        for candidate in candidates:
            same = next((t for t in reversed(by_type.get(candidate.type, [])) if self._same(t, candidate)), None)
            if same is None and not candidate.echo:
                made = Told([candidate], list(candidate.actors), list(candidate.recipients), candidate.mode)
                out.append(made)
                by_type.setdefault(candidate.type, []).append(made)
            elif same is not None:
                self._add(same, candidate)
        return out

    def _add(self, told: Told, candidate: Candidate) -> None:
        told.tellings.append(candidate)
        told.actors += self._new(told.actors, candidate.actors)
        apart = self.tree.sentence_of[candidate.word] != self.tree.sentence_of[told.first.word]
        if not (apart and told.recipients):
            told.recipients += [w for w in self._new(told.recipients, candidate.recipients) if w not in told.actors]
        if told.mode is None or (candidate.mode is not None and told.mode in ("destroy",)):
            told.mode = candidate.mode

    def _new(self, old: Sequence[int], more: Sequence[int]) -> list[int]:
        return [w for w in more if not self._shared(old, [w])]

    def keys(self, word: int) -> set[str]:
        """What may make two participants the same: their chain, or their noun."""
        if word not in self._keys:
            mention = self.tree.mention_at.get(word)
            keys = {self.tree.lemma[word]} if self.tree.upos[word] != "PRON" else set()
            if mention is not None and mention.chain is not None:
                keys.add(mention.chain)
            self._keys[word] = keys
        return self._keys[word]

    def _named(self, word: int) -> set[str]:
        """The names in a phrase: farms of two names are two, whatever coreference says."""
        tree = self.tree
        near = [word, *tree.by(word, "compound", "flat", "nmod:desc", "amod")]
        return {tree.lemma[w] for w in near if tree.upos[w] == "PROPN" or w in tree.name_at}

    def _one(self, one: int, other: int) -> bool:
        names = self._named(one), self._named(other)
        if names[0] and names[1] and not names[0] & names[1]:
            return False
        return bool(self.keys(one) & self.keys(other))

    def _shared(self, one: Sequence[int], other: Sequence[int]) -> bool:
        return any(self._one(a, b) for a in one for b in other)

    def _same(self, told: Told, new: Candidate) -> bool:
        if told.first.type != new.type:
            return False
        old = told.tellings[-1]
        distance = self.tree.sentence_of[new.word] - self.tree.sentence_of[old.word]
        if distance == 0:
            return self._in_sentence(old, new) or self._taken_up(told, new)
        if told.first.status != new.status and not {told.first.status, new.status} <= set(_REAL):
            return False
        if self._other_time(told, new):
            return False
        if self._headlined(told, new):
            return True
        if self._anaphoric(new) and distance <= _BACK:
            return not self._conflict(told, new) and not self._of_its_own(told, new)
        return self._again(told, new)

    def _in_sentence(self, old: Candidate, new: Candidate) -> bool:
        """An event and its means, its result or its taking up: the words hang on each other."""
        tree = self.tree
        if not self._linked(old.word, new.word):
            return False
        if old.actors and new.actors and not self._shared(old.actors, new.actors):
            return False
        if tree.relation[new.word] == "conj" and not self._one_toll(old, new):
            own = tree.child(new.word, "nsubj", "nsubj:pass") is not None
            # "Rebels burned the town and shot the mayor" is two deeds, "the bomb hit a school and killed two" is one.
            apart = tree.upos[new.word] == "VERB" and bool(new.actors)
            if own or (apart and self._conflict_of(old.recipients, new.recipients)):
                return False
        if old.type == "ASSAULT":
            return True
        if old.recipients and new.recipients and not self._shared(old.recipients, new.recipients):
            return False
        return old.status == new.status and tree.relation[new.word] not in ("ccomp",)

    def _one_toll(self, old: Candidate, new: Candidate) -> bool:
        """ "Two were killed and four wounded in the clash": the dead and the hurt of one event, unless of two doers."""
        harm = self.lists["toll.killed"] | self.lists["toll.injured"]
        if not {self.tree.lemma[old.word], self.tree.lemma[new.word]} <= harm:
            return False
        return self.tree.child(new.word, "nsubj", "nsubj:pass") is None or not new.actors

    def _taken_up(self, told: Told, new: Candidate) -> bool:
        """ "Hundreds died in unrest …, though the violence …": a definite noun with nobody in it."""
        if new.actors or new.recipients or new.word < told.first.word:
            return False
        return self._anaphoric(new) or self._in_which(told, new)

    def _in_which(self, told: Told, new: Candidate) -> bool:
        """ "Nine died and four were hurt, soldiers among them, in clashes": what people came to harm in."""
        harm = self.lists["toll.killed"] | self.lists["toll.injured"]
        hurt = any(self.tree.lemma[t.word] in harm and self.tree.upos[t.word] == "VERB" for t in told.tellings)
        return hurt and self.tree.case(new.word) in ("in", "during")

    def _linked(self, one: int, other: int) -> bool:
        return self._reaches(one, other) or self._reaches(other, one)

    def _reaches(self, low: int, high: int) -> bool:
        """Whether a word hangs on another, by at most four links, none of them a clause somebody else speaks."""
        at = low
        for _ in range(4):
            if self.tree.relation[at] not in _CLAUSAL:
                return False
            at = self.tree.head[at]
            if at == high:
                return True
        return False

    def _anaphoric(self, new: Candidate) -> bool:
        tree = self.tree
        if (
            tree.upos[new.word] not in ("NOUN", "PROPN")
            or tree.lemma[new.word] not in self.lists["retelling.anaphoric"]
        ):
            return False
        children = tree.children[new.word]
        own = any(tree.upos[c] in ("PROPN", "NUM") and tree.base(c) in ("compound", "nmod", "nummod") for c in children)
        return not own and bool({tree.form[c] for c in children} & self.lists["retelling.definite"])

    def _of_its_own(self, told: Told, new: Candidate) -> bool:
        """ "The murder of the priests" after "an explosion": another word, with somebody, for what had nobody in it."""
        if not (new.actors or new.recipients) or told.actors or told.recipients:
            return False
        lemma = self.tree.lemma[new.word]
        said = {self.tree.lemma[t.word] for t in told.tellings}
        return lemma not in said and lemma not in self.lists["retelling.general"]

    def _headlined(self, told: Told, new: Candidate) -> bool:
        """Whether the headline alone has told it so far, and this is the first of its kind in the article's opening."""
        if not self._titles or len(told.tellings) != 1 or not self._titled(told.first.word) or self._titled(new.word):
            return False
        if self.tree.sentence_of[new.word] >= self._begins + _LEAD:
            return False
        sides = ((told.actors, new.actors), (told.recipients, new.recipients))
        return not any(self._others(old, more) for old, more in sides)

    def _titled(self, word: int) -> bool:
        return any(start <= self.tree.parsed.starts[word] < end for start, end in self._titles)

    def _others(self, old: Sequence[int], more: Sequence[int]) -> bool:
        """Whether both name somebody, and nobody is named in both."""
        first, second = ({n for w in words for n in self._named(w)} for words in (old, more))
        return bool(first and second and not first & second and not self._shared(old, more))

    def _conflict(self, told: Told, new: Candidate) -> bool:
        sides = ((told.actors, new.actors), (told.recipients, new.recipients))
        return any(self._conflict_of(old, more) for old, more in sides)

    def _conflict_of(self, old: Sequence[int], more: Sequence[int]) -> bool:
        return bool(old and more and not self._shared(old, more))

    def _again(self, told: Told, new: Candidate) -> bool:
        """Told with a verb again: both sides are the same, and known on both tellings."""
        if not (told.actors and new.actors) or not self._shared(told.actors, new.actors):
            return False
        if told.recipients or new.recipients:
            return bool(told.recipients and new.recipients and self._shared(told.recipients, new.recipients))
        return len(told.actors) > 1 and len(new.actors) > 1

    def _other_time(self, told: Told, new: Candidate) -> bool:
        when = self.when(new)
        known = {w for t in told.tellings if (w := self.when(t)) is not None}
        return when is not None and bool(known) and when not in known
