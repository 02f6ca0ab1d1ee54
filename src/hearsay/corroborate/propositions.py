"""Propositions: what claims in one or several documents have in common, and who takes which side.

Claims are found for each other by the words that tell most in them, and joined by `hearsay.corroborate.structure`.
Not all that hang together are one: from hand to hand a claim may turn into another. So the claim that most others are
of the same thing as takes these to itself, then the next of what is left, and so on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from hearsay.corroborate.grades import Reliability, Standing, grade
from hearsay.corroborate.grades import voices as counts
from hearsay.corroborate.origins import Root, root
from hearsay.corroborate.predicates import shipped
from hearsay.corroborate.structure import ClaimView, Relation, about_the_same, relation, says, side_to
from hearsay.corroborate.told import AUTHOR, Voice
from hearsay.corroborate.views import View
from hearsay.corroborate.voices import is_named, is_proper, joined, speaker_in
from hearsay.corroborated import Position, Proposition
from hearsay.model import Stance, content_id

KEYS = 6
"""The words a claim is found by: its most telling ones."""
SHARED = 2
"""Of which two claims must share so many."""
CROWD = 300
"""Claims with one word: in one that more have nothing is told."""
NEAREST = 60
"""Claims that one is held against at most, those that share most words with it."""


SAYS = 3.0
"""The weight of the words that say something in a claim which a proposition can be made of."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with the document it is in: its origin, and the text that the document is a copy of, if it is one."""

    view: ClaimView
    outlet: str | None
    root: Root
    text: str
    folded: bool

    @property
    def key(self) -> str:
        """What it is known by: two documents of the same words have claims of the same id."""
        return f"{self.view.document}\x1f{self.view.claim}"

    @property
    def speaker(self) -> Voice:
        """Who makes it."""
        return Voice(source=self.view.source, actor=self.view.actor, type=self.view.type, claim=self.view.claim)


def said(views: Iterable[View], roots: Mapping[str, Root], folds: Mapping[str, tuple[str, bool]]) -> list[Said]:
    """The claims of some documents. ``folds`` tells of each copy, by record, its text's id and whether it is folded."""
    found = []
    for view in views:
        text, folded = folds.get(view.record, (view.document, False))
        for claim in view.claims:
            found.append(Said(view=claim, outlet=view.outlet, root=roots[view.record], text=text, folded=folded))
    return sorted({one.key: one for one in found}.values(), key=lambda one: one.key)


def propositions(found: Sequence[Said], reliability: Reliability | None = None) -> list[Proposition]:
    """What two or more claims have in common, and what is denied, doubted or kept back by one alone."""
    by = {one.key: one for one in found}
    near = _near(found)
    linked = _linked(found)
    made = []
    for group in _taken(by, near, linked):
        if (len(group) > 1 or _disputes(by[group[0][0]])) and _say_what(by[key] for key, _ in group):
            made.append(_proposition([(by[key], side) for key, side in group], reliability))
    return [one for one in made if one is not None]


def _say_what(group: Iterable[Said]) -> bool:
    """Whether any of some claims says what it is about: who denies "the charges" has denied nothing one can look at."""
    return any(says(one.view) >= SAYS for one in group)


def _disputes(one: Said) -> bool:
    """Whether a claim by itself says that there are two sides."""
    return one.view.stance in ("deny", "doubt", "retract") and len(one.view.stems) > 1


Near = dict[str, dict[str, Relation]]


def _near(found: Sequence[Said]) -> Near:
    """For each claim those of the same thing, and whether on one side with it."""
    index: dict[str, list[int]] = {}
    for number, one in enumerate(found):
        for word in _keys(one.view):
            index.setdefault(word, []).append(number)
    near: Near = {one.key: {} for one in found}
    for number, one in enumerate(found):
        for other in _candidates(number, one, index, found):
            how = relation(one.view, other.view)
            if how is not None:
                near[one.key][other.key] = how
                near[other.key][one.key] = how
    return near


def _keys(view: ClaimView) -> list[str]:
    """A claim's most telling words; a word that has a contrary stands for both."""
    table = shipped()
    either = {b: a for a, b in sorted(table.contrary)}
    ordered = sorted(view.stems.items(), key=lambda item: (-item[1], item[0]))[:KEYS]
    return list(dict.fromkeys(either.get(word, word) for word, _ in ordered))


def _candidates(number: int, one: Said, index: Mapping[str, list[int]], found: Sequence[Said]) -> Iterator[Said]:
    """The claims before it that share words with it. In a crowd only those of copies' texts would be lost by order."""
    counts: dict[int, int] = {}
    for word in _keys(one.view):
        crowd = index[word]
        if len(crowd) <= CROWD:
            for other in crowd:
                if other < number:
                    counts[other] = counts.get(other, 0) + 1
    least = min(SHARED, len(one.view.stems))
    ranked = sorted((-count, other) for other, count in counts.items() if count >= least)
    yield from (found[other] for _, other in ranked[:NEAREST])


def _linked(found: Sequence[Said]) -> dict[str, str]:
    """Claims to the claim of the same document that they are about: the allegation that is denied."""
    there = {one.key for one in found}
    pairs = ((one.key, f"{one.view.document}\x1f{one.view.linked}") for one in found if one.view.linked)
    return {key: other for key, other in pairs if other in there}


def _taken(by: Mapping[str, Said], near: Near, linked: Mapping[str, str]) -> Iterator[list[tuple[str, int]]]:
    """Groups of claims, each with the side it takes to the first of its group: 1, -1, or 0 for doubt."""
    answered: dict[str, list[str]] = {}
    for key, other in linked.items():
        answered.setdefault(other, []).append(key)
    left = set(by)
    for leader in sorted(by, key=lambda key: (-len(near[key]), by[key].folded, key)):
        if leader not in left or leader in linked:
            continue
        members = {leader: by[leader].view.side}
        for other in near[leader]:
            if other in left and other not in linked:
                members[other] = _side(by[leader], by[other])
        for key in [*members]:
            for answer in answered.get(key, ()):
                if answer in left:
                    members[answer] = _answer(by[answer], members[key])
        left -= set(members)
        yield sorted(members.items(), key=lambda item: (item[0] != leader, item[0]))


def _side(leader: Said, other: Said) -> int:
    """The side a claim takes to what the leader's words say."""
    turned = about_the_same(leader.view, other.view, shipped()) or 1
    return side_to(leader.view, other.view) * turned


def _answer(one: Said, to: int) -> int:
    """The side of who answers a claim: against it if it is denied, with it if it is confirmed."""
    return {"deny": -to, "doubt": 0, "affirm": to}.get(one.view.stance, 0)


def _proposition(group: Sequence[tuple[Said, int]], reliability: Reliability | None) -> Proposition | None:
    ordered = sorted(group, key=lambda item: (item[0].folded, item[0].view.date or "9999", item[0].key))
    voices = _voices_of([one for one, _ in ordered])
    taking = [(one, side) for one, side in ordered if not one.view.withheld]
    voices |= _elsewhere(taking, voices)
    kept = _of_one_mind(taking, voices)
    if not kept:
        return None
    text, turn = _title(kept)
    kept = [(one, side * turn) for one, side in kept]
    positions = tuple(_positions(kept, voices))
    standings = [standing for one, side in kept for standing in _standings(one, side, voices[one.key])]
    about = tuple(sorted({actor for one, _ in group for actor in one.view.about}))
    heard = {position.actor for position in positions}
    withheld = tuple(sorted({one.view.source for one, _ in ordered if one.view.withheld}))
    dates = sorted(position.date for position in positions if position.date)
    return Proposition(
        id=content_id("q", *sorted(one.key for one, _ in group)), text=text, positions=positions,
        affirming=len(counts(standings, 1)), denying=len(counts(standings, -1)), doubting=len(counts(standings, 0)),
        about=about,
        unheard=tuple(actor for actor in about if actor not in heard), withheld=withheld,
        first=dates[0] if dates else None, last=dates[-1] if dates else None, grade=grade(standings, reliability),
    )  # fmt: skip


def _voices_of(group: Sequence[Said]) -> dict[str, str]:
    """The voice of each claim, by its key."""
    return joined([speaker_in(one.key, one.text, one.speaker, one.root) for one in group])


def _elsewhere(kept: Sequence[tuple[Said, int]], voices: Mapping[str, str]) -> dict[str, str]:
    """The voices of bodies without a name ("police") that stand against themselves from text to text: one a text."""
    told: dict[str, dict[str, set[int]]] = {}
    for one, side in kept:
        told.setdefault(voices[one.key], {}).setdefault(one.text, set()).add(side)
    proper = {voices[one.key] for one, _ in kept if one.view.actor is not None or is_proper(one.view.source)}
    torn = {
        voice
        for voice, by in told.items()
        if is_named(voice) and voice not in proper and {1, -1} <= set().union(*by.values())
        and not any({1, -1} <= sides for sides in by.values())
    }  # fmt: skip
    return {one.key: f"{voices[one.key]} in {one.text}" for one, _ in kept if voices[one.key] in torn}


def _of_one_mind(kept: Sequence[tuple[Said, int]], voices: Mapping[str, str]) -> list[tuple[Said, int]]:
    """The claims less those by which a voice would stand against itself.

    What a source denies in so many words counts, and else what it puts forward: the contrary is sooner a misreading.
    """
    sides: dict[str, set[int]] = {}
    for one, side in kept:
        sides.setdefault(voices[one.key], set()).add(side)
    torn = {voice for voice, found in sides.items() if {1, -1} <= found}
    denied = {voices[one.key] for one, side in kept if one.view.stance == "deny" and side == -1} & torn
    return [
        (one, side)
        for one, side in kept
        if voices[one.key] not in torn or side == (-1 if voices[one.key] in denied else 1)
    ]


def _title(kept: Sequence[tuple[Said, int]]) -> tuple[str, int]:
    """The words of the claim that puts it forward most fully, affirmed if there is one, not too long; and -1 where they
    say the contrary of what the sides are told against: all say that "no aid had come", and none denies it.
    """
    best, side = max(
        kept,
        key=lambda item: (
            item[1] == 1,
            item[0].view.stance == "affirm",
            item[0].view.side == 1,
            -abs(len(item[0].view.words) - 120),
            item[0].key,
        ),
    )
    own = {"affirm": 1, "deny": -1}.get(best.view.stance, 0)
    return best.view.words, side * own or 1


def _positions(kept: Sequence[tuple[Said, int]], voices: Mapping[str, str]) -> Iterator[Position]:
    """One a voice, side and text; what copies of the text hold of it is folded."""
    grouped: dict[tuple[str, int, str], list[Said]] = {}
    for one, side in kept:
        grouped.setdefault((voices[one.key], side, one.text), []).append(one)
    for (_, side, _), same in grouped.items():
        first = same[0]
        view = first.view
        yield Position(
            source=first.root.name if view.source == AUTHOR else view.source, actor=view.actor, type=view.type,
            stance=_stance(view, side), certainty=view.certainty,
            polarity="positive" if side > 0 else "negative" if side < 0 else "unknown", distance=view.distance,
            document=view.document, claim=view.claim, through=view.through, date=view.date, outlet=first.outlet,
            words=view.words, cue=view.cue, evidence=view.evidence, origin=_origin(first),
            folded=tuple(dict.fromkeys(one.view.claim for one in same[1:])),
        )  # fmt: skip


def _stance(view: ClaimView, side: int) -> Stance:
    if view.stance in ("retract", "cannot-confirm", "not-said"):
        return view.stance
    return "affirm" if side > 0 else "deny" if side < 0 else "doubt"


def _origin(one: Said) -> str:
    """Where the voice comes from: a body for itself, and else the report."""
    return root("body", one.view.source, one.view.actor).id if one.view.actor is not None else one.root.id


def _standings(one: Said, side: int, voice: str) -> Iterator[Standing]:
    yield Standing(
        voice=voice, side=side, sure=one.view.certainty in ("certain", "probable"), evidence=one.view.evidence,
        retracted=one.view.stance == "retract", source=one.view.source,
        names=tuple(filter(None, (*one.view.through, one.outlet, one.root.name))),
        text=one.text,
    )  # fmt: skip
