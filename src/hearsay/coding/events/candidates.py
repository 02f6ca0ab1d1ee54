"""Words that tell events, in the sense the ontology lists, with who takes part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from hearsay.coding.events.blame import Blame
from hearsay.coding.events.slots import Slots
from hearsay.coding.events.status import StatusReader
from hearsay.coding.events.tree import Tree
from hearsay.coding.ontology import Ontology, Take, Trigger, Type
from hearsay.coding.wordlists import tables
from hearsay.model import Status

_KINDS = {"VERB": "verbs", "NOUN": "nouns", "PROPN": "nouns", "ADJ": "adjectives"}
_UNSPECIFIC = ("compound", "amod", "nmod:desc", "flat", "vocative", "list")
# Verbs that take an event for one that happened, beside those that say that it takes place.
_OCCUR = frozenset(("leave", "kill", "hear", "report"))


@dataclass(frozen=True)
class Candidate:
    """A word that tells an event. ``verb`` is its light or governing verb, ``actors`` and ``recipients`` are heads.

    An ``echo`` only takes up an event told before ("the attack"): by itself it tells none.
    """

    word: int
    trigger: Trigger
    type: str
    mode: str | None
    verb: int | None
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    status: Status
    echo: bool = False


class Finder:
    """Candidates of one document."""

    def __init__(self, tree: Tree, ontology: Ontology, slots: Slots) -> None:
        self.tree = tree
        self.ontology = ontology
        self.slots = slots
        self.statuses = StatusReader(tree)
        self.blame = Blame(tree)

    def find(self) -> list[Candidate]:
        """In text order, without those that another absorbs."""
        found = [c for word in range(len(self.tree)) if (c := self.at(word)) is not None]
        inside = {w for c in found if self.ontology.types[c.trigger.type].absorbs for w in self._absorbed(c)}
        return [self._reduced(c) for c in found if c.word not in inside]

    def at(self, word: int) -> Candidate | None:
        """The candidate a word is, by the first of its triggers whose conditions hold."""
        for trigger in self._triggers(word):
            made = self._try(word, trigger)
            if made is not None:
                return made
        return self._echo(word)

    def _echo(self, word: int) -> Candidate | None:
        """A definite noun for an event, where nothing by itself says that it is one."""
        tree, lists = self.tree, tables()
        if tree.upos[word] not in ("NOUN", "PROPN") or tree.lemma[word] not in lists["retelling.anaphoric"]:
            return None
        children = tree.children[word]
        bare = all(tree.base(c) in ("det", "case", "punct", "advmod", "cc", "conj", "acl") for c in children)
        if not bare or not {tree.form[c] for c in children} & lists["retelling.definite"]:
            return None
        # What says that it wins over another says so where its conditions hold; here none do.
        trigger = min(self._triggers(word), key=lambda t: (-len(t.needs), t.order), default=None)
        if trigger is None:
            return None
        verb = self.slots.governor(word)
        return Candidate(word, trigger, trigger.type, None, verb, (), (), self.statuses.status(word, verb), echo=True)

    def _triggers(self, word: int) -> list[Trigger]:
        tree = self.tree
        kind = _KINDS.get(tree.upos[word])
        if kind is None:
            return []
        if kind == "verbs" and tree.relation[word] in ("amod", "compound"):
            return []
        if kind == "nouns" and (tree.relation[word] in _UNSPECIFIC or self._in_name(word)):
            return []
        return self.ontology.candidates(kind, tree.lemma[word], tree.form[word])

    def _in_name(self, word: int) -> bool:
        tree = self.tree
        return word in tree.name_at and not tree.parsed.words[word].isupper()

    def _try(self, word: int, trigger: Trigger) -> Candidate | None:
        slots = self.slots
        if not all(slots.holds(word, c, trigger) for c in trigger.needs):
            return None
        if any(slots.holds(word, c, trigger) for c in trigger.refuses):
            return None
        noun = self.tree.upos[word] in ("NOUN", "PROPN")
        kind = self.ontology.types[trigger.type]
        frame = self.ontology.frames[trigger.frame]
        sides = frame.noun if noun else frame.verb
        actors = self._first(word, sides.actor, trigger, slots.source)
        receives, others = self._receives(kind), self._others(word, actors)
        recipients = self._first(word, sides.recipient, trigger, lambda w: receives(w) and others(w))
        verb = slots.governor(word) if noun else None
        if not self._fits(word, trigger, actors, recipients) or self._nobody(word, actors, recipients):
            return None
        if noun and not actors:
            doers = self.blame.doers(word) if kind.violent else self.blame.credited(word)
            actors = [w for w in doers if slots.source(w)]
            # "blamed the attack on the rebels": the parser takes them for the attacked.
            recipients = [w for w in recipients if w not in actors]
        light = slots.light(word, trigger) if noun else None
        status = self.statuses.status(word, verb if light is None else light, light is not None)
        mode = trigger.mode or self._mode(word, verb, kind, recipients)
        return Candidate(word, trigger, kind.name, mode, verb, tuple(actors), tuple(recipients), status)

    def _others(self, word: int, actors: list[int]) -> Callable[[int], bool]:
        """Who is not an actor already: "his" in "expressed his concern" is nobody else."""
        chains = {m.chain for a in actors if (m := self.tree.mention_at.get(a)) is not None and m.chain}

        def other(w: int) -> bool:
            mention = self.tree.mention_at.get(w)
            itself = mention is not None and mention.kind == "pronoun" and mention.chain in chains
            return w not in actors and w != word and not itself

        return other

    def _first(self, word: int, takes: tuple[Take, ...], trigger: Trigger, fit: Callable[[int], bool]) -> list[int]:
        for take in takes:
            found = self.slots.take(word, take, trigger, fit)
            if found:
                return found
        return []

    def _receives(self, kind: Type) -> Callable[[int], bool]:
        tree = self.tree

        def plain(word: int) -> bool:
            mention = tree.mention_at.get(word)
            if mention is not None and mention.type == "time":
                return False
            if tree.form[word] in tables()["participants.reflexive"]:
                return False
            if tree.upos[word] == "PRON" and tree.form[word] in ("it", "this", "that", "what", "there"):
                return self.slots.actor(word)
            return tree.upos[word] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X")

        def harmed(word: int) -> bool:
            """What can be harmed; not what harm is done with: "the detonation of explosives"."""
            return self.slots.concrete(word) and not self.slots.isa(word, "ordnance")

        return harmed if kind.violent else plain

    def _fits(self, word: int, trigger: Trigger, actors: list[int], recipients: list[int]) -> bool:
        kind = self.ontology.types[trigger.type]
        if trigger.alone:
            return True
        if kind.recipient == "required" and not recipients and not (kind.mutual and len(actors) > 1):
            return False
        if self.tree.upos[word] not in ("NOUN", "PROPN"):
            return self._verb_fits(word, trigger, actors, recipients)
        if actors or recipients:
            return True
        return kind.violent and self._particular(word)

    def _nobody(self, word: int, actors: list[int], recipients: list[int]) -> bool:
        """Whether it is about nobody in particular ("you get shot"), or somebody's dealing with themselves."""
        tree, lists = self.tree, tables()
        taking = [tree.form[w] for w in (*actors, *recipients)]
        generic = bool(taking) and all(form in lists["participants.generic"] for form in taking)
        back = any(tree.form[c] in lists["participants.reflexive"] for c in tree.by(word, "obj"))
        return generic or (back and tree.lemma[word] not in lists["participants.outward"])

    def _verb_fits(self, word: int, trigger: Trigger, actors: list[int], recipients: list[int]) -> bool:
        if not actors and not recipients:
            return trigger.type == "ASSAULT" and trigger.mode == "explosives"
        subject = self.tree.subject(word) if self.tree.upos[word] == "VERB" else None
        if subject is None or actors or any(t.path == ("subject",) for c in trigger.needs for t in c):
            return True
        return self._weapon(subject) or trigger.frame == "face" or "subject" not in self._slots_of(trigger)

    def _weapon(self, subject: int) -> bool:
        """What harms without being anybody: "a wave of violence", "the bomb"."""
        within = [c for c in self.tree.by(subject, "nmod") if self.tree.case(c) == "of"]
        return any(self.slots.isa(w, "weapons") for w in (subject, *within))

    def _slots_of(self, trigger: Trigger) -> set[str]:
        frame = self.ontology.frames[trigger.frame]
        return {path[0] for take in frame.verb.actor for path in take.paths}

    def _particular(self, word: int) -> bool:
        """Whether an event's noun with no one in it means one that happened, not the kind."""
        tree = self.tree
        near = {tree.form[c] for c in tree.children[word]}
        if near & {"the", "this", "that", "these", "those", "a", "an", "another", "such"} or tree.by(word, "nummod"):
            return True
        verb = self.slots.governor(word)
        if verb is not None and tree.lemma[verb] in _OCCUR | tables()["status.happen"]:
            return True
        return any(tree.case(c) in ("in", "at", "near") and c in tree.name_at for c in tree.by(word, "nmod"))

    def _mode(self, word: int, verb: int | None, kind: Type, recipients: list[int]) -> str | None:
        """The mode whose words stand in the event's clause, the nearest to its word; what is harmed shows no means."""
        tree = self.tree
        top = verb if verb is not None else word
        harmed = {w for r in recipients if kind.violent for w in tree.subtree(r)} - {word}
        others = {w for c in tree.by(top, "conj") if tree.upos[c] == "VERB" for w in tree.subtree(c)}
        clause = sorted(set(tree.subtree(top)) - harmed - others, key=lambda w: abs(w - word))
        for at in clause:
            for mode in kind.modes.values():
                if tree.lemma[at] in mode.words or tree.form[at] in mode.words:
                    return mode.name
        return None

    def _absorbed(self, candidate: Candidate) -> Iterator[int]:
        """The words of what is asked, agreed, refused or threatened."""
        tree, slots, trigger = self.tree, self.slots, candidate.trigger
        tops = list(slots.at(candidate.word, "clause", trigger))
        for slot in ("object", "for", "to", "on", "with", "of"):
            tops += [w for w in slots.at(candidate.word, slot, trigger) if tree.upos[w] in ("NOUN", "VERB")]
        for top in tops:
            if top != candidate.word:
                yield from self._without_relatives(top)

    def _without_relatives(self, top: int) -> Iterator[int]:
        left = [top]
        while left:
            at = left.pop()
            yield at
            left += [c for c in self.tree.children[at] if not self._told_apart(c)]

    def _told_apart(self, word: int) -> bool:
        """Whether what hangs on a phrase is told of it beside: "the plan backed by the council"."""
        relation = self.tree.relation[word]
        return relation in ("acl:relcl", "parataxis", "appos") or (relation == "acl" and self.tree.xpos[word] == "VBN")

    def _reduced(self, candidate: Candidate) -> Candidate:
        """A future event of a cooperative type is coded as what announces it, one that somebody will not do as refused.

        PLOVER 2.0, AGREE: the single type that fits, not a type with an auxiliary mode.
        """
        kind = self.ontology.types[candidate.type]
        # A gathering that only lies ahead, with nobody who is to come, is agreed by nobody.
        if candidate.status == "future" and kind.future is not None and (candidate.actors or candidate.recipients):
            return replace(candidate, type=kind.future, mode=None)
        if candidate.status == "negated" and kind.refused is not None and candidate.actors and self._willed(candidate):
            return replace(candidate, type=kind.refused, mode=None, status="occurred")
        return candidate

    def _willed(self, candidate: Candidate) -> bool:
        """Whether it is somebody's will: "will not help"; what is agreed to is also refused by "cannot accept"."""
        verb = candidate.word if candidate.verb is None else candidate.verb
        told = ("will", "would", "can", "could") if candidate.type == "AGREE" else ("will", "would")
        helpers = self.tree.by(verb, "aux", "advmod")
        return any(self.tree.lemma[c] in told or (self.tree.form[c] == "cannot" and "can" in told) for c in helpers)
