"""Grades: what the reports at hand amount to, by a rule that is written down (docs/corroboration.md).

The rule counts independent voices, asks what they say they rest on, and who denies it. It trusts no outlet, state or
group more than another; a user who does may say so in a file, and the reason given then says that it was the user.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from hearsay.corroborate.voices import counted, is_named
from hearsay.corroborate.words import name_key
from hearsay.corroborated import Grade
from hearsay.model import EvidenceKind

FIRM: frozenset[EvidenceKind] = frozenset({"eyewitness", "document", "recording", "data", "forensic"})
"""Evidence that others can look at or ask about; hearsay, inference and judgement are somebody's word again."""
CONFIRMING = 3
"""Independent voices that confirm without any evidence being named; with firm evidence one less."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One independent voice on one thing. ``side`` is 1 for it, -1 against it, 0 for who doubts it.

    ``sure`` is whether it commits itself without "may" or "perhaps"; ``names`` are those that a user may have rated:
    those it came through, the outlet; ``source`` is who speaks. ``text`` is the report's, or of what it is a copy of.
    """

    voice: str
    side: int
    sure: bool = True
    evidence: tuple[EvidenceKind, ...] = ()
    retracted: bool = False
    source: str = ""
    names: tuple[str, ...] = ()
    text: str = ""


Reliability = Mapping[str, bool]
"""A user's own ratings: names as `name_key` has them, to whether they are relied on."""


def grade(standings: Sequence[Standing], reliability: Reliability | None = None) -> Grade:
    """The grade of something that some voices affirm, deny or doubt. Each voice counts once on each side.

    ``confirmed``: three independent voices, or two with firm evidence, and nobody against. ``fair``: two, nobody
    against. ``weak``: one, or nobody who is sure, or the text says that evidence is lacking. ``contested``: voices on
    both sides. ``discounted``: nobody stands for it (any more).
    """
    kept, set_aside = _relied_on(standings, reliability or {})
    by = {side: voices(kept, side) for side in (1, 0, -1)}
    told = _reason(by, kept, set_aside)
    if not by[1]:
        rule = "nobody-affirms" if not any(one.retracted for one in kept) else "retracted"
        return Grade(value="discounted", rule=rule, reason=told)
    if by[-1] or by[0]:
        return Grade(value="contested", rule="denied" if by[-1] else "doubted", reason=told)
    return _uncontested(by[1], [one for one in kept if one.side == 1 and not one.retracted], told)


def voices(standings: Iterable[Standing], side: int) -> set[str]:
    """The independent voices of one side.

    The unnamed sources of a report, and its author, are one voice, where the report comes from; and none beside
    somebody named who says the same in it, whom they may rest on.
    """
    there = [one for one in standings if one.side == side and not one.retracted]
    spoken = {one.text for one in there if is_named(one.voice)} - {""}
    return {counted(one.voice) for one in there if is_named(one.voice) or one.text not in spoken}


def _uncontested(found: set[str], standings: Sequence[Standing], told: str) -> Grade:
    evidence = {kind for one in standings for kind in one.evidence}
    sure = voices((one for one in standings if one.sure), 1)
    if len(found) == 1:
        return Grade(value="weak", rule="one-voice", reason=told)
    if not sure:
        return Grade(value="weak", rule="nobody-is-sure", reason=told)
    if "lacking" in evidence and not evidence & FIRM:
        return Grade(value="weak", rule="evidence-lacking", reason=told)
    if len(sure) >= CONFIRMING or (len(sure) == CONFIRMING - 1 and evidence & FIRM):
        return Grade(value="confirmed", rule="independent-voices", reason=told)
    return Grade(value="fair", rule="two-voices", reason=told)


def _relied_on(standings: Sequence[Standing], ratings: Reliability) -> tuple[list[Standing], list[str]]:
    """The voices less those that the user does not rely on, and the names those are known by.

    Who is left out is so under all names of that voice: a ministry with its minister and its spokesman. Of an outlet
    or an agency only what comes through it is.
    """
    if not ratings:
        return list(standings), []
    refused = {one.voice: one.source for one in standings if ratings.get(name_key(one.source)) is False}
    kept, out = [], []
    for one in standings:
        through = [name for name in one.names if ratings.get(name_key(name)) is False]
        if one.voice in refused or through:
            out.append(refused.get(one.voice) or through[0])
        else:
            kept.append(one)
    return kept, list(dict.fromkeys(out))


def _reason(by: Mapping[int, set[str]], kept: Sequence[Standing], set_aside: Sequence[str]) -> str:
    parts = [
        f"{_counted(len(by[1]), 'independent voice')} for it" if by[1] else "no independent voice was found for it"
    ]
    parts += [f"{len(by[-1])} against it"] if by[-1] else []
    parts += [f"{len(by[0])} in doubt"] if by[0] else []
    evidence = dict.fromkeys(kind for one in kept if one.side == 1 for kind in one.evidence)
    firm = [kind for kind in evidence if kind in FIRM]
    parts += [f"evidence named: {_listed(firm)}"] if firm else []
    parts += ["evidence said to be lacking"] if "lacking" in evidence else []
    retracted = {one.voice for one in kept if one.retracted}
    parts += [f"{len(retracted)} took it back"] if retracted else []
    parts += [f"left out by your own ratings: {_listed(set_aside)}"] if set_aside else []
    return "; ".join(parts)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
