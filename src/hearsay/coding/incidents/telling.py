"""Coded events and incidents of one document: which events an incident is made of, and which make one by themselves.

The network finds incidents by who was harmed, as MUC-4's reports tell it. What a report tells in passing ("attacks,
including a stabbing in which six people died") it passes over, though the event coder finds the event. Such an event is
an incident too where it is told as one: an attack whose mode says with what or how it was done, that has happened,
that is on somebody's word, with those it harmed, or a toll of them, and a time, a place or a toll of its own.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources

import numpy as np

from hearsay.coding.incidents.drafts import Draft
from hearsay.coding.incidents.fillers import Filler
from hearsay.coding.incidents.phrases import Phrase
from hearsay.coding.incidents.scores import HUMAN, INDIVIDUAL, ORGANIZATION, PHYSICAL, ROLES, TYPES, Scores
from hearsay.coding.incidents.tree import Tree
from hearsay.model import Event, Quantity, Span

_PLURAL = frozenset({"NNS", "NNPS"})


@lru_cache(maxsize=1)
def _types() -> dict[str, str]:
    path = resources.files("hearsay").joinpath("data", "incidents", "muc4.toml")
    rules = tomllib.loads(path.read_text(encoding="utf-8"))["told"]
    return {mode: rule["type"] for rule in rules for mode in rule["modes"]}


def type_of(event: Event) -> str | None:
    """The type of incident that an event's mode shows, None where it shows none."""
    return _types().get(event.mode or "")


class Tellings:
    """The violent events of one document, by the words that tell them."""

    def __init__(
        self, tree: Tree, found: Sequence[Phrase], events: Sequence[Event], quantities: Sequence[Quantity] = ()
    ) -> None:
        self._tree = tree
        self._counts = {q.id: q.span for q in quantities}
        self._found = found
        self._starts = [int(s) for s in tree.parsed.starts]
        self._events = events
        self._words = [{w for span in (e.anchor, *e.tellings) for w in self._within(span)} for e in events]

    def of(self, targets: Iterable[Filler]) -> list[Event]:
        """The events that the targets are told under, the nearest word for one above each, or are the recipients of."""
        heads = {self._found[n].head for f in targets for n in f.phrases}
        known = set().union(*self._words) if self._words else set()
        above = {next((w for w in (head, *self._tree.up(head)) if w in known), -1) for head in heads}
        return [
            event
            for event, where in zip(self._events, self._words, strict=True)
            if where & above or heads & {w for p in event.recipients for w in self._within(p.span)}
        ]

    def drafted(self, told: Iterable[Filler], scores: Scores) -> list[tuple[Event, Draft]]:
        """The events that make an incident and share no sentence with what is ``told`` already, each with its draft."""
        sentence = self._tree.sentence_of
        taken = {sentence[self._found[n].head] for f in told for n in f.phrases}
        out = []
        for event, where in zip(self._events, self._words, strict=True):
            if makes_one(event) and self._single(event, where) and taken.isdisjoint(sentence[w] for w in where):
                draft = self._draft(event, scores)
                if draft is not None:
                    out.append((event, draft))
        return out

    def _single(self, event: Event, where: Iterable[int]) -> bool:
        """Whether one happening is told: "attacks on clinics" are many, unless one toll is given them."""
        tags = self._tree.parsed.xpos
        return bool(event.toll) or any(tags[w] not in _PLURAL for w in where)

    def _draft(self, event: Event, scores: Scores) -> Draft | None:
        """The event's participants as fillers; None where none of those harmed is a phrase."""
        roles: list[list[Filler]] = [[] for _ in ROLES]
        nothing = np.zeros(len(TYPES), np.float32)
        for sides, harmed in ((event.actors, False), (event.recipients, True)):
            for participant in sides:
                number = self._phrase(participant.span)
                if number is not None:
                    role = self._harmed(number, scores) if harmed else self._doer(number)
                    roles[role].append(Filler(role, (number,), 1.0, nothing))
        if not event.recipients:
            roles[HUMAN] += [Filler(HUMAN, (number,), 1.0, nothing) for number in self._counted(event)]
        targets = [*roles[HUMAN], *roles[PHYSICAL]]
        kind = TYPES.index(type_of(event) or TYPES[0])
        return Draft(kind, tuple(map(tuple, roles)), event.confidence, targets[0]) if targets else None

    def _counted(self, event: Event) -> list[int]:
        """The phrases that an event's toll counts: "the stabbing in which 14 people were killed"."""
        numbers = {w for q in event.toll.values() if q in self._counts for w in self._within(self._counts[q])}
        counted = {self._tree.head[w] for w in numbers if self._tree.relation[w] == "nummod"} - numbers
        widest: dict[int, int] = {}
        for n, phrase in enumerate(self._found):
            if phrase.head in counted:
                widest.setdefault(phrase.head, n)
        return sorted(widest.values())

    def _doer(self, number: int) -> int:
        phrase = self._found[number]
        return ORGANIZATION if phrase.name and phrase.name != "PER" else INDIVIDUAL

    def _harmed(self, number: int, scores: Scores) -> int:
        """People or things: by name, by what the reading model takes a mention for, else by the likelier role."""
        phrase = self._found[number]
        mention = self._tree.parsed.mentions[phrase.mention] if phrase.mention >= 0 else None
        if phrase.name == "PER" or (mention is not None and mention.type == "person"):
            return HUMAN
        return HUMAN if scores.roles[number, HUMAN] >= scores.roles[number, PHYSICAL] else PHYSICAL

    def _phrase(self, span: Span) -> int | None:
        """The number of the phrase that a participant is: the widest of those whose head is the span's."""
        inside = self._within(span)
        tops = [w for w in inside if self._tree.head[w] not in inside or self._tree.head[w] == w]
        same = [n for n, p in enumerate(self._found) if p.head in tops]
        return max(same, key=lambda n: self._found[n].end - self._found[n].start, default=None)

    def _within(self, span: Span) -> range:
        return range(bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1]))


def makes_one(event: Event) -> bool:
    """Whether an event is told as an incident."""
    particular = event.time is not None or event.place is not None or bool(event.toll)
    held = any(h.polarity == "positive" for h in event.holdings)
    harmed = bool(event.recipients) or bool(event.toll)
    return type_of(event) is not None and event.status == "occurred" and held and particular and harmed
