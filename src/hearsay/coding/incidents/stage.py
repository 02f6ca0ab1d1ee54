"""Incidents out of drafts: every slot filled, every record anchored."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import msgspec

from hearsay.coding.counted import counts_lives
from hearsay.coding.incidents.belonging import Belonging
from hearsay.coding.incidents.counts import count, quantity_of
from hearsay.coding.incidents.drafts import Draft, Limits, Looks, drafts
from hearsay.coding.incidents.fillers import Filler, fillers
from hearsay.coding.incidents.nations import nation
from hearsay.coding.incidents.persons import Persons
from hearsay.coding.incidents.phrases import Phrase, head_of, with_of
from hearsay.coding.incidents.scores import (
    CONFIDENCES,
    HUMAN,
    INDIVIDUAL,
    INSTRUMENT,
    ORGANIZATION,
    PHYSICAL,
    SETS,
    TYPES,
    Scores,
)
from hearsay.coding.incidents.second import Second
from hearsay.coding.incidents.setting import when, where
from hearsay.coding.incidents.showing import shows
from hearsay.coding.incidents.telling import Tellings
from hearsay.coding.incidents.together import Pairs
from hearsay.coding.incidents.tree import Tree
from hearsay.coding.incidents.word import Words
from hearsay.coding.incidents.worth import Worth
from hearsay.coding.linking import Linker
from hearsay.model import (
    Actor,
    Attribution,
    Claim,
    Event,
    Incident,
    Instrument,
    Mention,
    Perpetrator,
    PerpetratorConfidence,
    Place,
    Quantity,
    Span,
    Target,
    Time,
    content_id,
)
from hearsay.parsed import Floats, Parsed

_TOLL = {"death": "killed", "injury": "injured"}
_MEASURES = frozenset(("killed", "injured", "abducted"))
# The least chance of an effect for it to be told: a wrong one costs as much as a missing one.
_EFFECT = 0.32


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier stages found in the document. ``events`` are the violent ones alone."""

    places: Sequence[Place] = ()
    times: Sequence[Time] = ()
    quantities: Sequence[Quantity] = ()
    attributions: Sequence[Attribution] = ()
    claims: Sequence[Claim] = ()
    mentions: Sequence[Mention] = ()
    actors: Sequence[Actor] = ()
    events: Sequence[Event] = ()


def incidents(
    parsed: Parsed,
    found: Sequence[Phrase],
    scores: Scores,
    known: Known,
    limits: Limits,
    *,
    confidence: Confidence | None = None,
    sets: SetFills | None = None,
    quiet: bool = False,
) -> tuple[Incident, ...]:
    """The incidents of a document, given what the network says of its phrases and how it weighs organisations.

    Those that the network's phrases show come first, then those that only an event tells; in a ``quiet`` document
    there are only the latter.
    """
    tree = Tree(parsed)
    tellings = Tellings(tree, found, known.events, known.quantities)
    told = [] if quiet else _drafts(tree, found, scores, tellings, known, limits)
    made = written(tree, found, scores, known, told, confidence=confidence)
    drafted = tellings.drafted((f for draft in told for role in draft.roles for f in role), scores)
    if drafted and sets is not None:
        phrases = {n for _, draft in drafted for role in draft.roles for f in role for n in f.phrases}
        writer = _Writer(tree, found, sets(scores, phrases), known, confidence=confidence, tellings=tellings)
        made += [writer.told(event, draft, number) for number, (event, draft) in enumerate(drafted, len(made))]
    return tuple(_without_headlines(parsed, made))


def written(
    tree: Tree,
    found: Sequence[Phrase],
    scores: Scores,
    known: Known,
    told: Sequence[Draft],
    *,
    confidence: Confidence | None = None,
) -> list[Incident]:
    """The records of drafts."""
    tellings = Tellings(tree, found, known.events, known.quantities)
    writer = _Writer(tree, found, scores, known, confidence=confidence, tellings=tellings)
    return [writer.incident(draft, number) for number, draft in enumerate(told)]


def _without_headlines(parsed: Parsed, made: Sequence[Incident]) -> list[Incident]:
    """The incidents without those of the headline that the article tells again: of one kind, and of one event."""
    titles = [zone.span for zone in parsed.document.zones if zone.kind == "title"]
    titled = {one.id for one in made if any(start <= one.anchor[0] < end for start, end in titles)}

    def again(one: Incident) -> bool:
        others = (other for other in made if other.id not in titled and other.type == one.type)
        return any(set(other.events) & set(one.events) for other in others)

    return [one for one in made if one.id not in titled or not again(one)]


def _drafts(
    tree: Tree, found: Sequence[Phrase], scores: Scores, tellings: Tellings, known: Known, limits: Limits
) -> list[Draft]:
    told = fillers(tree, found, scores, limits.least)
    return drafts(told, looks(tree, found, scores, tellings, known, limits), limits) if told else []


def looks(
    tree: Tree, found: Sequence[Phrase], scores: Scores, tellings: Tellings, known: Known, limits: Limits
) -> Looks:
    """What describes a document's fillers, pairs and drafts."""
    second, pairs = Second(tree, found, scores), Pairs(tree, found, known.places, known.times)
    belonging = Belonging(tree, found, scores, second, pairs, limits.pairs)
    worth = Worth(tree, found, scores, tellings)
    return Looks(second, pairs, belonging, Persons(tree, found, scores), worth)


def _meet(one: str, other: str) -> bool:
    """Whether two TIMEX3 values may be of one time: the one begins as the other, or one has no year known."""
    if one[:4].isdigit() and other[:4].isdigit():
        return one.startswith(other[:7]) or other.startswith(one[:7])
    return one == other or (not (one[:4].isdigit() and len(one) == 4) and not (other[:4].isdigit() and len(other) == 4))


Confidence = Callable[[Sequence[int]], Floats]
"""The chances of each confidence for an organisation, given the numbers of the phrases that name it."""
SetFills = Callable[[Scores, Collection[int]], Scores]
"""The scores with the set fills of the phrases numbered, whatever their roles."""


class _Writer:
    """Writes the drafts of one document as records."""

    def __init__(
        self,
        tree: Tree,
        found: Sequence[Phrase],
        scores: Scores,
        known: Known,
        *,
        confidence: Confidence | None,
        tellings: Tellings,
    ) -> None:
        self._tree = tree
        self._found = found
        self._scores = scores
        self._known = known
        self._confidence = confidence
        self._words = Words(tree, known.attributions, known.claims)
        self._tellings = tellings
        self._linker = Linker(known.mentions, known.actors)
        self._speakers = _speakers(tree, known.attributions)
        self._low = {q.id: q.low or 0.0 for q in known.quantities}

    def incident(self, draft: Draft, number: int) -> Incident:
        """One draft's record."""
        tree, anchor = self._tree, self._found[draft.anchor.phrases[0]]
        sentences = [tree.sentence_of[anchor.head]]
        events, others = self._of_one_time(self._tellings.of((*draft.roles[PHYSICAL], *draft.roles[HUMAN])))
        told = when(tree, self._known.times, sentences, {e.time for e in events if e.time})
        lies = where(tree, self._known.places, sentences, {e.place for e in events if e.place})
        harmed = [f for f in draft.roles[HUMAN] if not all(self._found[n].head in self._speakers for n in f.phrases)]
        targets = (*self._physical(draft), *(self._agreed(self._human(f), events) for f in harmed))
        accused = [s for f in (*draft.roles[INDIVIDUAL], *draft.roles[ORGANIZATION]) for s in self._spans(f)]
        kind = TYPES[draft.type]
        return Incident(
            id=content_id("i", tree.parsed.document.id, kind, number, *self._span(anchor)),
            anchor=self._span(anchor),
            type=kind,
            stage=self._vote(draft, "st") or "accomplished",
            category=self._vote(draft, "ca"),
            time=told.time.id if told.time else None,
            day=told.day,
            place=lies.places[-1].id if lies.places else None,
            places=tuple(p.id for p in lies.places),
            country=lies.country,
            perpetrators=tuple(self._perpetrator(f) for f in (*draft.roles[INDIVIDUAL], *draft.roles[ORGANIZATION])),
            instruments=tuple(self._instruments(draft)),
            targets=targets,
            toll=self._toll(kind, targets, events, {q for e in others for q in e.toll.values()}),
            events=tuple(event.id for event in events),
            holdings=self._words.holdings(self._spans(draft.anchor), accused),
            confidence=round(draft.score, 3),
        )

    def told(self, event: Event, draft: Draft, number: int) -> Incident:
        """The record of an incident that an event alone tells, with its time, place, toll and holders."""
        made = self.incident(draft, number)
        times = [t for t in self._known.times if t.id == event.time]
        places = [p for p in self._known.places if p.id == event.place and p.id not in made.places]
        sentences = [self._tree.sentence_of[self._found[draft.anchor.phrases[0]].head]]
        day = when(self._tree, times, sentences).day if times else made.day
        return msgspec.structs.replace(
            made,
            id=content_id("i", self._tree.parsed.document.id, made.type, number, *event.anchor),
            anchor=event.anchor,
            stage="accomplished",
            category="terrorist-act" if "terrorism" in event.contexts else None,
            time=event.time or made.time,
            day=day,
            place=event.place or made.place,
            places=tuple(p.id for p in places) or made.places,
            country=next((p.country for p in places if p.country), made.country),
            targets=tuple(self._harmed(t, event) for t in made.targets),
            toll={m: q for m, q in event.toll.items() if m in _MEASURES},
            events=tuple(dict.fromkeys((event.id, *made.events))),
            holdings=event.holdings,
        )

    def _harmed(self, target: Target, event: Event) -> Target:
        """A target with the effect that the event's toll gives so many; a count without one came to no known harm."""
        if target.kind != "human" or target.number is None or target.number in event.toll.values():
            return self._agreed(target, [event])
        return msgspec.structs.replace(target, effect=None)

    def _agreed(self, target: Target, events: Sequence[Event]) -> Target:
        """A target with the effect that an event's toll says those so many came to."""
        measures = {m for e in events for m, q in e.toll.items() if q == target.number}
        effect = next((effect for effect, m in _TOLL.items() if m in measures), None)
        return target if effect is None else msgspec.structs.replace(target, effect=effect)

    def _of_one_time(self, events: Sequence[Event]) -> tuple[list[Event], list[Event]]:
        """The events that can be the first told one's, and those of another time: "in 2014" for "last week"."""
        values = {time.id: time.value for time in self._known.times}
        ordered = sorted(events, key=lambda e: e.anchor)
        first = next((values[e.time] for e in ordered if e.time in values), None)
        apart = [e for e in ordered if e.time in values and not _meet(values[e.time], first or "")]
        return [e for e in ordered if e not in apart], apart

    def _toll(
        self, kind: str, targets: Sequence[Target], events: Sequence[Event], others: Collection[str] = ()
    ) -> dict[str, str]:
        """Quantities of those killed, injured and abducted: the greatest that its events give, else its targets.

        An event's figure hangs on the words that say what came of so many; a target's on what is likely. ``others`` are
        the quantities of events that are not the incident's.
        """
        out: dict[str, str] = {}
        for event in events:
            for measure in sorted(_MEASURES & event.toll.keys()):
                self._greater(out, measure, event.toll[measure])
        told = set(out)
        for target in targets:
            measure = _TOLL.get(target.effect or "", "abducted" if kind == "kidnapping" else "")
            counted = target.kind == "human" and target.number is not None and target.number not in others
            if measure and measure not in told and counted and target.number is not None:
                self._greater(out, measure, target.number)
        return out

    def _greater(self, toll: dict[str, str], measure: str, quantity: str) -> None:
        known = toll.get(measure)
        if known is None or self._low.get(known, 0.0) < self._low.get(quantity, 0.0):
            toll[measure] = quantity

    def _span(self, phrase: Phrase) -> Span:
        return self._tree.parsed.span(phrase.start, phrase.end)

    def _spans(self, filler: Filler) -> list[Span]:
        """Where a filler is told of, the likeliest places alone."""
        best = self._scores.roles[filler.phrases[0], filler.role]
        return [self._span(self._found[n]) for n in filler.phrases if self._scores.roles[n, filler.role] > best / 2]

    def _text(self, span: Span) -> str:
        return " ".join(self._tree.parsed.document.text[slice(*span)].split())

    def _set(self, filler: Filler, key: str) -> str | None:
        """The filler's likeliest value of a set fill, by all its phrases, the likelier ones counting more."""
        chances = sum(self._scores.roles[n, filler.role] * self._scores.sets[key][n] for n in filler.phrases)
        return SETS[key][int(chances.argmax())] or None

    def _effect(self, filler: Filler, key: str) -> str | None:
        """What befell the filler: the likeliest effect told, even where that none is told is likelier still."""
        chances = sum(self._scores.roles[n, filler.role] * self._scores.sets[key][n] for n in filler.phrases)
        best = int(chances[1:].argmax()) + 1
        return SETS[key][best] if chances[best] >= _EFFECT * chances.sum() else None

    def _vote(self, draft: Draft, key: str) -> str | None:
        """The likeliest value by all of a draft's fillers."""
        chances = sum(f.chance * self._scores.sets[key][f.phrases[0]] for role in draft.roles for f in role)
        return SETS[key][int(chances.argmax())] or None

    def _perpetrator(self, filler: Filler) -> Perpetrator:
        names = [self._found[n] for n in filler.phrases if self._found[n].name]
        phrase = self._found[filler.phrases[0]]
        if names and filler.role == ORGANIZATION:
            phrase = max(names, key=lambda p: p.end - p.start)
        span = self._span(phrase)
        organization = filler.role == ORGANIZATION
        return Perpetrator(
            span=span,
            kind="organization" if organization else "individual",
            confidence=self._held(filler),
            name=self._text(span),
            actor=self._linker.phrase(span, self._tree.parsed.span(phrase.head, phrase.head + 1)),
            by=self._words.by(self._spans(filler)),
        )

    def _held(self, filler: Filler) -> PerpetratorConfidence:
        if self._confidence is None:
            return "reported-as-fact"
        return CONFIDENCES[int(self._confidence(filler.phrases).argmax())]

    def _instruments(self, draft: Draft) -> list[Instrument]:
        if TYPES[draft.type] in ("kidnapping", "arson"):
            return []
        named = [
            Instrument(span=self._span(self._found[f.phrases[0]]), type=self._set(f, "it"))
            for f in draft.roles[INSTRUMENT]
        ]
        return named or self._shown(draft)

    def _shown(self, draft: Draft) -> list[Instrument]:
        """The instrument that a verb or noun near the targets shows where none is named: "was shot"."""
        sentences = {self._tree.sentence_of[self._found[n].head] for n in draft.anchor.phrases[:3]}
        for sentence in sorted(sentences):
            for word in range(*self._tree.parsed.sentences[sentence]):
                kind = shows(TYPES[draft.type], self._tree.lemma[word])
                if kind is not None:
                    return [Instrument(span=self._tree.parsed.span(word, word + 1), type=kind, named=False)]
        return []

    def _physical(self, draft: Draft) -> list[Target]:
        if TYPES[draft.type] == "kidnapping":
            return []
        return [self._target(f, self._found[f.phrases[0]], "pt", "pe") for f in draft.roles[PHYSICAL]]

    def _target(self, filler: Filler, phrase: Phrase, kind: str, effect: str) -> Target:
        span = self._full(phrase) if filler.role == HUMAN and not phrase.name else self._span(phrase)
        known = self._known.quantities
        counting = known if filler.role == PHYSICAL else [q for q in known if counts_lives(q)]
        quantity = quantity_of(self._tree, phrase, counting)
        return Target(
            span=span,
            kind="physical" if filler.role == PHYSICAL else "human",
            name=self._text(span),
            type=self._set(filler, kind) or "other",
            count=count(self._tree, phrase, quantity),
            number=quantity.id if quantity else None,
            effect=self._effect(filler, effect),
            nation=self._nation(filler),
        )

    def _nation(self, filler: Filler) -> str | None:
        """The country that the filler's own words give it, the likelier phrases asked first."""
        found = (nation(self._tree, self._found[n]) for n in filler.phrases)
        return next((country for country in found if country), None)

    def _human(self, filler: Filler) -> Target:
        names = [n for n in filler.phrases if self._is_name(self._found[n])]
        common = [n for n in filler.phrases if not self._is_name(self._found[n]) and self._described(n) is not None]
        if not names:
            plain = self._found[common[0] if common else filler.phrases[0]]
            return self._target(filler, plain, "ht", "he")
        name = max(names, key=lambda n: (self._found[n].end - self._found[n].start, -n))
        described = self._described(common[0]) if common else self._title(names)
        made = self._target(filler, self._found[name], "ht", "he")
        return _named(made, described)

    def _is_name(self, phrase: Phrase) -> bool:
        return phrase.name == "PER"

    def _described(self, number: int) -> Span | None:
        """The span of a description: a phrase whose head is a common noun, or a title without the name after it."""
        phrase, upos = self._found[number], self._tree.upos
        if upos[phrase.head] == "PROPN" and not phrase.name:
            return self._title([number])
        return None if phrase.name else self._full(phrase)

    def _full(self, phrase: Phrase) -> Span:
        """A role with what it is a role in: "mayor of Achi", not "mayor"."""
        return self._tree.parsed.span(*with_of(self._tree.children, self._tree.parsed, phrase))

    def _title(self, numbers: Sequence[int]) -> Span | None:
        """The words before a name that belong to the same phrase: "Mayor" of "Mayor Juan Cruz"."""
        for number in numbers:
            head = self._found[number].head
            same = [p for p in self._found if p.head == head]
            name = next((p for p in same if p.name == "PER"), None)
            whole = min(same, key=lambda p: p.start)
            if name is not None and whole.start < name.start:
                return self._tree.parsed.span(whole.start, name.start)
        return None


def _speakers(tree: Tree, attributions: Sequence[Attribution]) -> frozenset[int]:
    """The head words of sources and of what is said of them: who is only heard on a deed has not come to harm by it."""
    starts = [int(start) for start in tree.parsed.starts]
    found: set[int] = set()
    for start, end in (span for attribution in attributions for span in attribution.source):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first < last:
            head = head_of(tree.parsed, first, last)
            found |= {head, *(word for word in tree.children[head] if tree.relation[word] == "appos")}
    return frozenset(found)


def _named(target: Target, described: Span | None) -> Target:
    return msgspec.structs.replace(target, named=True, count="1", number=None, description=described)
