"""Whether two claims are of the same thing: decided by structure, never by likeness alone.

"The ministry claimed responsibility" and "denied responsibility" are all but the same words; a claim with one number,
one name or one "not" changed is nearer to the claim it contradicts than any paraphrase. So the words must be much the
same, up to synonyms, and then nothing may speak against: a telling word in the one where the other has another, another
number of the same things, another day, another place, another name, who did it and to whom the other way about, yet to
come and already done. What is denied or negated is the same thing from the other side.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal

import msgspec

from hearsay.corroborate.predicates import Predicates, shipped
from hearsay.corroborate.told import speaker
from hearsay.corroborate.words import has_digit, name_key, stem, weight, words
from hearsay.model import (
    Act,
    Attribution,
    Certainty,
    Claim,
    Distance,
    EvidenceKind,
    Mention,
    Polarity,
    Reading,
    SourceType,
    Span,
    Spans,
    Stance,
)

Relation = Literal["same", "opposed"]

COVERS = 0.62
"""The share of the shorter content's weight that the longer one must have,"""
COVERED = 0.42
"""and of the longer one's that the shorter must have."""
LEAST = 5.0
"""The weight that must be shared: two claims that share "good" share nothing."""
FEWEST, HEAVY = 3, 8.0
"""Words that must be shared, unless two weigh so much."""
PREDICATED = 1.5
"""The weight that must be shared beyond names: "Dr Ruiz" and "Dr Ruiz is tenacious" share nothing that is said."""
ALIKE = 2.5
"""The weight that must be shared where two contents are of the same words."""
ANSWERS, ANSWERED = 0.75, 3.0
"""The share of a denial's own words, and their weight, that the charge must have which names the one who denies."""
TELLING = 1.2
"""The weight from which on a word that only the one has stands in the place of one that only the other has."""

_FUTURE = re.compile(r"\b(?:will|shall|won['’]t|would|going to|plans? to|intends? to|about to|is to|are to)\b", re.I)
_OWNS = re.compile(r"\s?['’]s\b")
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|be|got)\b(?:\s+\w+){0,3}?\s+\w+(?:ed|en|wn|ught|ld|it|un|ot|de)\b", re.I
)
_NT = re.compile(r"n['’]t\b", re.I)
_BY = re.compile(r"\bby\b", re.I)


class Amount(msgspec.Struct, frozen=True):
    """A number in a claim, with the stems of what is counted."""

    low: float | None
    high: float | None
    unit: tuple[str, ...]


class Party(msgspec.Struct, frozen=True):
    """Somebody or something named in a claim. ``at`` is its place in the words, ``named`` whether by name.

    ``oblique`` is whether a preposition stands before it, ``actor`` the actor's id where it is one that is known.
    """

    key: str
    at: int
    named: bool
    oblique: bool
    actor: str | None = None


class ClaimView(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as it is held against others.

    ``words`` are the content's, ``stems`` what they say, each with its weight, ``names`` those of them that only name;
    ``side`` is 1 where the source puts forward that it is so, -1 that it is not, 0 where it doubts; ``withheld`` where
    it was asked and did not say.
    """

    claim: str
    document: str
    words: str
    cue: str
    source: str
    actor: str | None = None
    type: SourceType = "unknown"
    through: tuple[str, ...] = ()
    stance: Stance = "affirm"
    certainty: Certainty = "unknown"
    polarity: Polarity = "unknown"
    distance: Distance = "neutral"
    evidence: tuple[EvidenceKind, ...] = ()
    linked: str | None = None
    date: str | None = None
    side: int = 1
    negated: bool = False
    withheld: bool = False
    stems: dict[str, float] = {}
    names: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    days: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    parties: tuple[Party, ...] = ()
    agent: str | None = None
    future: bool = False
    about: tuple[str, ...] = ()


_ASSERTING: frozenset[Act] = frozenset(
    (
        "state", "assert", "claim", "confirm", "believe", "perceive", "show", "blame", "decide", "claim-responsibility",
        "withhold",
    )
)  # fmt: skip
RELAYED = 0.4
"""The share of a content from which on, being another's words, it is only passed on."""


def claim_views(reading: Reading) -> Iterator[ClaimView]:
    """The claims of a reading that put something forward as so or not so, or keep it back.

    Demands, wishes, questions, promises and threats are not so or not so, and are no part of a dispute about facts; nor
    is a mere topic.
    """
    by = _Records(reading)
    attributions = {one.id: one for one in reading.attributions}
    committed = [claim for claim in reading.claims if claim.act in _ASSERTING and _committed(claim)]
    within = [attributions[name] for name in dict.fromkeys(claim.attribution for claim in committed)]
    for claim in committed:
        attribution = attributions[claim.attribution]
        # Who denies or doubts what another said does not pass it on, however much of the content is that other's.
        own = claim.stance in ("deny", "doubt") or not _relays(attribution, within)
        if attribution.content and own:
            yield _view(claim, attribution.content, attribution.cue, by)


def _committed(claim: Claim) -> bool:
    """Whether a source takes a side on whether something is so.

    A topic ("criticised the bill", "spoke of her health") and a condition have no polarity that the source affirms; who
    refuses or votes something down does something about it and denies nothing.
    """
    if claim.act == "decide" and claim.stance == "deny":
        return False
    return claim.stance != "affirm" or claim.polarity != "unknown" or claim.act == "withhold"


def _relays(one: Attribution, all_of_them: Sequence[Attribution]) -> bool:
    """Whether a source mostly passes on what another says within its words: it is that other's claim, not its own."""
    inner = sum(end - start for other in all_of_them if other.parent == one.id for start, end in other.content)
    return inner >= RELAYED * sum(end - start for start, end in one.content)


class _Records:
    """A reading's records, by what is asked of them here."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.document.text
        self.document = reading.document.id
        self.published = reading.document.published
        self.times = {time.id: time for time in reading.times}
        self.actor_of = {mention: actor.id for actor in reading.actors for mention in actor.mentions}
        self.names = self._fullest(reading.mentions)
        self._heads = sorted((mention.head, number) for number, mention in enumerate(reading.mentions))

    def mentions_in(self, content: Spans) -> list[Mention]:
        """The mentions whose heads are within a content, in the reading's order."""
        found: set[int] = set()
        for start, end in content:
            for head, number in islice(self._heads, bisect_left(self._heads, ((start, 0), 0)), None):
                if head[0] >= end:
                    break
                if head[1] <= end:
                    found.add(number)
        return [self.reading.mentions[number] for number in sorted(found)]

    def _fullest(self, mentions: Sequence[Mention]) -> dict[str, str]:
        """The longest name of each chain."""
        found: dict[str, str] = {}
        for mention in mentions:
            if mention.kind == "name" and mention.chain:
                name = self.text[slice(*mention.span)]
                if len(name) > len(found.get(mention.chain, "")):
                    found[mention.chain] = name
        return found


def _view(claim: Claim, content: Spans, cue: Spans, by: _Records) -> ClaimView:
    said = _quoted(content, by.text)
    who, time = speaker(claim), by.times.get(claim.time or "")
    inside = by.mentions_in(content)
    parties = tuple(_parties(inside, content, by))
    places = tuple(
        dict.fromkeys((p.name.casefold(), p.country or "") for p in by.reading.places if _within(p.span, content))
    )
    return ClaimView(
        claim=claim.id, document=by.document, words=said, cue=_quoted(cue, by.text), source=who.source, actor=who.actor,
        type=who.type, through=tuple(link.name for link in claim.chain[1:-1] if link.name), stance=claim.stance,
        certainty=claim.certainty, polarity=claim.polarity, distance=claim.distance, evidence=who.evidence,
        linked=claim.linked, date=(time.begin[:10] if time is not None and time.begin else by.published),
        side=_side(claim), negated=_negated(said),
        withheld=claim.act == "withhold" or claim.stance in ("cannot-confirm", "not-said"),
        stems=_stems(said), names=_named(inside, by.text),
        amounts=tuple(_amounts(content, by)), days=tuple(_days(content, by)), places=places,
        parties=parties, agent=_agent(said, parties), future=bool(_FUTURE.search(said)),
        about=tuple(dict.fromkeys(by.actor_of[m.id] for m in inside if m.id in by.actor_of)),
    )  # fmt: skip


def _side(claim: Claim) -> int:
    if claim.stance == "doubt":
        return 0
    if claim.polarity == "negative":
        return -1
    return -1 if claim.stance == "deny" and claim.polarity == "unknown" else 1


def _negated(said: str) -> bool:
    """Whether a "not" stands anywhere in some words."""
    return bool(_NT.search(said)) or any(stem(word) in shipped().negating for word in words(said))


def _quoted(spans: Spans, text: str) -> str:
    return " ".join(" ".join(text[start:end].split()) for start, end in spans)


def _within(span: Span, spans: Spans) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _stems(said: str) -> dict[str, float]:
    """What a content says: its stems up to synonyms, weighed; numbers, "not" and little words are left out."""
    table = shipped()
    found: dict[str, float] = {}
    for word in words(said):
        bare = stem(word)
        if word in table.light or bare in table.negating or has_digit(word):
            continue
        one = table.one(bare)
        found[one] = max(found.get(one, 0.0), min(6.0, weight(bare)))
    return {word: round(value, 3) for word, value in found.items() if value > 0.5}


def _named(inside: Sequence[Mention], text: str) -> tuple[str, ...]:
    """The stems of the names in a content, which say whom it is about and not what it says of them."""
    table = shipped()
    spans = (text[slice(*mention.span)] for mention in inside if mention.kind == "name")
    return tuple(dict.fromkeys(table.one(stem(word)) for span in spans for word in words(span)))


def says(view: ClaimView) -> float:
    """How much a content says beyond naming somebody and beyond that something was said ("the charges")."""
    spoken = shipped().spoken
    return sum(value for word, value in view.stems.items() if word not in view.names and word not in spoken)


def _amounts(content: Spans, by: _Records) -> Iterator[Amount]:
    table = shipped()
    for quantity in by.reading.quantities:
        if _within(quantity.span, content):
            unit = tuple(dict.fromkeys(table.one(stem(word)) for word in words(quantity.unit or "")))
            yield Amount(quantity.low, quantity.high, unit)


def _days(content: Spans, by: _Records) -> Iterator[tuple[str, str]]:
    for time in by.reading.times:
        if _within(time.span, content) and time.begin and time.end and time.type in ("DATE", "TIME"):
            yield time.begin[:10], time.end[:10]


def _parties(mentions: Sequence[Mention], content: Spans, by: _Records) -> Iterator[Party]:
    """Those named or described in a content, in order, each once. A name within another is part of it."""
    seen: set[str] = set()
    covered = -1
    for mention in sorted(mentions, key=lambda one: (one.head[0], -one.span[1])):
        key = _party_key(mention, by)
        if key is None or key in seen or mention.head[0] < covered:
            continue
        seen.add(key)
        covered = mention.head[1]
        at = sum(len(by.text[max(s, 0) : min(e, mention.head[0])]) for s, e in content if s < mention.head[0])
        yield Party(key, at, mention.kind == "name", _oblique(mention, by.text), by.actor_of.get(mention.id))


def _oblique(mention: Mention, text: str) -> bool:
    """Whether a preposition stands before a mention, with or without an article between, or it owns what follows.

    "Velmar's army" did it, and not Velmar, as with "the army of Velmar".
    """
    if _OWNS.match(text, mention.head[1]) or _OWNS.search(text, mention.head[0], mention.head[1]):
        return True
    before = text[max(0, mention.span[0] - 24) : mention.span[0]].casefold().split()
    if before and before[-1] in shipped().determiners:
        before.pop()
    return bool(before) and before[-1] in shipped().prepositions


def _party_key(mention: Mention, by: _Records) -> str | None:
    """What makes two mentions in two documents one: the last word of a name, or the head's stem."""
    name = by.names.get(mention.chain or "")
    if mention.kind == "name" or (mention.kind == "pronoun" and name):
        last = name_key(name or by.text[slice(*mention.span)]).split()
        return f"name {stem(last[-1])}" if last else None
    if mention.kind == "nominal":
        return f"noun {shipped().one(stem(by.text[slice(*mention.head)].casefold()))}"
    return None


def _agent(said: str, parties: Sequence[Party]) -> str | None:
    """Who does it: the first who is named, or in a passive who stands after "by"."""
    able = [party for party in parties if not party.oblique]
    passive = _PASSIVE.search(said)
    if passive is not None:
        for found in _BY.finditer(said, passive.start()):
            after = [party for party in parties if found.end() <= party.at + 1 <= found.end() + 40]
            if after:
                return after[0].key
    return able[0].key if able else None


# Held against each other


def relation(one: ClaimView, other: ClaimView, table: Predicates | None = None) -> Relation | None:
    """How two claims stand to each other: of the same thing and on one side, on opposed sides, or None.

    What a doubt is about is the same thing; it takes neither side, and counts as opposed to both.
    """
    turned = about_the_same(one, other, table or shipped())
    if turned is None:
        return None
    return "same" if one.side * turned == side_to(one, other) else "opposed"


def side_to(one: ClaimView, other: ClaimView) -> int:
    """The side of the other claim, as far as it can be told from the one's.

    Where both contents have their "not", or neither has, and neither source denies its own, they stand on one side,
    whatever was read of either's polarity: what is negated may be a clause that the other has not.
    """
    if one.side * other.side == -1 and one.negated == other.negated and "deny" not in (one.stance, other.stance):
        return one.side
    return other.side


def about_the_same(one: ClaimView, other: ClaimView, table: Predicates) -> int | None:
    """1 where two contents say the same up to "not", -1 where one says the contrary by its words, else None."""
    turned, covered = _wording(one.stems, other.stems, table)
    if not covered and not _worded_alike(one, other) and not _answers(one, other) and not _answers(other, one):
        return None
    if not _say_something(one, other, table):
        return None
    against = (_numbers, _dates, _places, _names, _roles, _tenses)
    return None if any(differ(one, other) for differ in against) else turned


def _worded_alike(one: ClaimView, other: ClaimView) -> bool:
    """Whether two short contents are of the same words, as a text and its copies have them."""
    return len(one.stems) > 1 and one.stems.keys() == other.stems.keys() and sum(one.stems.values()) >= ALIKE


def _answers(denial: ClaimView, charge: ClaimView) -> bool:
    """Whether one whom the charge names denies it in short: "that he had taken bribes", of who took 300,000 in bribes.

    Little need be shared then, if nearly all that the denial says is in the charge. A report that tells of the denial
    itself ("dismissed concerns that …") is no charge.
    """
    if denial.stance != "deny" or charge.stance == "deny" or not _speaks(denial, charge):
        return False
    if {stem(word) for word in words(denial.cue)} & {stem(word) for word in words(charge.words)} - shipped().light:
        return False
    own = {word: value for word, value in denial.stems.items() if word not in denial.names}
    shared = sum(value for word, value in own.items() if word in charge.stems)
    return shared >= max(ANSWERED, ANSWERS * sum(own.values()))


def _speaks(denial: ClaimView, charge: ClaimView) -> bool:
    """Whether who denies is among those whom the charge names."""
    if denial.actor is not None and any(party.actor == denial.actor for party in charge.parties):
        return True
    names = {f"name {stem(word)}" for word in name_key(denial.source).split()}
    return any(party.named and party.key in names for party in charge.parties)


def _say_something(one: ClaimView, other: ClaimView, table: Predicates) -> bool:
    """Whether what two contents share, or say the contrary of, is more than whom they speak of."""
    first, second = set(one.stems) - set(one.names), set(other.stems) - set(other.names)
    shared = sum(min(one.stems[word], other.stems[word]) for word in first & second)
    return shared >= PREDICATED or any(table.opposed(a, b) for a in first - second for b in second - first)


def _wording(one: Mapping[str, float], other: Mapping[str, float], table: Predicates) -> tuple[int, bool]:
    """Whether one is worded the contrary (-1), and whether the words are enough the same."""
    shared = set(one) & set(other)
    pairs = [(a, b) for a in sorted(set(one) - shared) for b in sorted(set(other) - shared) if table.opposed(a, b)][:1]
    first_alone = set(one) - shared - {a for a, _ in pairs}
    second_alone = set(other) - shared - {b for _, b in pairs}
    if _tell(first_alone, one) and _tell(second_alone, other):
        return 1, False
    common = sum(min(one[word], other[word]) for word in shared) + sum(min(one[a], other[b]) for a, b in pairs)
    first, second = sum(one.values()), sum(other.values())
    low, high = min(first, second), max(first, second)
    several = len(shared) + len(pairs) >= FEWEST or common >= HEAVY
    return (-1 if pairs else 1), several and common >= max(LEAST, low * COVERS, high * COVERED)


def _tell(alone: set[str], weights: Mapping[str, float]) -> bool:
    """Whether one of some words that a claim alone has says something of its own."""
    return any(word in shipped().sharp or weights[word] >= TELLING for word in alone)


def _numbers(one: ClaimView, other: ClaimView) -> bool:
    """Whether they give numbers of the same things that cannot both be right."""
    for a in one.amounts:
        alike = [b for b in other.amounts if not a.unit or not b.unit or set(a.unit) & set(b.unit)]
        if alike and not any(_meet(a, b) for b in alike):
            return True
    return False


def _meet(one: Amount, other: Amount) -> bool:
    a, b = (one.low if one.low is not None else 0.0), (one.high if one.high is not None else math.inf)
    c, d = (other.low if other.low is not None else 0.0), (other.high if other.high is not None else math.inf)
    return a <= d and c <= b


def _dates(one: ClaimView, other: ClaimView) -> bool:
    """Whether each tells a time and none of them meets one of the other's."""
    if not one.days or not other.days:
        return False
    return not any((a < d and c < b) or (a, b) == (c, d) for a, b in one.days for c, d in other.days)


def _places(one: ClaimView, other: ClaimView) -> bool:
    """Whether each tells a place, and they are not one, nor the one the country of the other."""
    if not one.places or not other.places:
        return False
    names = {name for name, _ in one.places} & {name for name, _ in other.places}
    if names:
        left = [p for p in one.places if p[0] not in names], [p for p in other.places if p[0] not in names]
        return bool(left[0] and left[1]) and not {c for _, c in left[0]} & {c for _, c in left[1]}
    return True


def _names(one: ClaimView, other: ClaimView) -> bool:
    """Whether each names somebody whom the other does not: one name put in another's place."""
    alias = _aliases(one, other)
    first = {alias.get(party.key, party.key) for party in one.parties if party.named}
    second = {alias.get(party.key, party.key) for party in other.parties if party.named}
    return bool(first - second) and bool(second - first)


def _aliases(one: ClaimView, other: ClaimView) -> dict[str, str]:
    """Keys of the one to keys of the other where both are one actor: "Beijing" and "China"."""
    by = {party.actor: party.key for party in other.parties if party.actor}
    return {party.key: by[party.actor] for party in one.parties if party.actor in by}


def _roles(one: ClaimView, other: ClaimView) -> bool:
    """Whether who does it in the one is whom it is done to in the other."""
    if one.agent is None or other.agent is None:
        return False
    alias = _aliases(one, other)
    agent = alias.get(one.agent, one.agent)
    mutual = shipped().mutual
    if agent == other.agent or ((set(one.stems) & mutual) and (set(other.stems) & mutual)):
        return False
    first = {alias.get(party.key, party.key) for party in one.parties}
    return agent in {party.key for party in other.parties} and other.agent in first


def _tenses(one: ClaimView, other: ClaimView) -> bool:
    """Whether the one tells what is to come and the other what has been."""
    return one.future != other.future
