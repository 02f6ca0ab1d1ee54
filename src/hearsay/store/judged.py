"""Judgements laid over what the machine made, and how far those who judge agree. Neither changes anything kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any, get_args

import msgspec

from hearsay.errors import ConfigError
from hearsay.model import (
    Act,
    Attribution,
    AttributionKind,
    Certainty,
    Claim,
    Distance,
    Evidence,
    EvidenceKind,
    Polarity,
    Reading,
    SourceType,
    Spans,
    Stance,
)
from hearsay.store.judgements import Judgement

SPANS = ("source", "cue", "content")
VALUES: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(AttributionKind),
    "act": get_args(Act),
    "stance": get_args(Stance),
    "certainty": get_args(Certainty),
    "polarity": get_args(Polarity),
    "distance": get_args(Distance),
    "source_type": get_args(SourceType),
}
"""What can be corrected by list, and to what."""
EVIDENCE: tuple[str, ...] = get_args(EvidenceKind)
_OF_CLAIM = ("act", "stance", "certainty", "polarity", "distance")
_SPAN = re.compile(r"\s*(\d{1,9})\s*[-–:]\s*(\d{1,9})\s*", re.ASCII)
_MOST_SPANS = 50


def parse_spans(given: str, length: int) -> list[list[int]]:
    """Spans as people write them, "120-135, 140-162", in order. Raises ConfigError unless they lie in the text."""
    made: list[list[int]] = []
    for part in filter(str.strip, given.split(",")):
        match = _SPAN.fullmatch(part)
        if match is None:
            raise ConfigError(f"{part.strip()[:40]!r} is no span: write 120-135, parted by commas")
        start, end = int(match[1]), int(match[2])
        if not 0 <= start < end <= length:
            raise ConfigError(f"the span {start}-{end} does not lie in the text, which has {length} characters")
        made.append([start, end])
    if len(made) > _MOST_SPANS:
        raise ConfigError(f"more than {_MOST_SPANS} spans")
    made.sort()
    if any(one[1] > other[0] for one, other in pairwise(made)):
        raise ConfigError("the spans overlap")
    return made


def checked(value: Mapping[str, Any], length: int) -> dict[str, Any]:
    """A correction, as it is kept. Raises ConfigError where a field or a value is none that can be corrected to.

    ``source``, ``cue`` and ``content`` are lists of spans, ``evidence`` a list of kinds, the others one of `VALUES`,
    ``note`` a reviewer's words.
    """
    made: dict[str, Any] = {}
    for name, given in value.items():
        if name in SPANS:
            made[name] = parse_spans(given, length) if isinstance(given, str) else _spans(given, length)
        elif name in VALUES:
            if given not in VALUES[name]:
                raise ConfigError(f"{name} cannot be {str(given)[:40]!r}; it is one of {', '.join(VALUES[name])}")
            made[name] = given
        elif name == "evidence":
            if not isinstance(given, list) or not set(given) <= set(EVIDENCE):
                raise ConfigError(f"evidence is a list of: {', '.join(EVIDENCE)}")
            made[name] = list(dict.fromkeys(given))
        elif name == "note":
            made[name] = str(given)[:1000]
        else:
            raise ConfigError(f"{str(name)[:40]!r} cannot be corrected")
    return made


def _spans(given: Any, length: int) -> list[list[int]]:
    if not isinstance(given, list) or not all(isinstance(s, list) and len(s) == 2 for s in given):
        raise ConfigError("spans are lists of two numbers")
    return parse_spans(", ".join(f"{start}-{end}" for start, end in given), length)


def judged(reading: Reading, judgements: Sequence[Judgement]) -> Reading:
    """The reading as people left it: what they rejected is gone, what they corrected is as they put it.

    One reviewer's corrections of a record add up, field by field, until they accept or reject it. Where several judged
    it, it is gone if the last of them rejects it; else all their corrections stand, the last in each field: who accepts
    accepts it as it stood. Only verdicts on attributions and claims change a reading.
    """
    of_attribution = {claim.id: claim.attribution for claim in reading.claims}
    on: dict[str, list[Judgement]] = {}
    for one in judgements:
        if one.verdict in ("accept", "correct", "reject"):
            on.setdefault(of_attribution.get(one.target, one.target), []).append(one)
    gone = {target for target, said in on.items() if said[-1].verdict == "reject"}
    corrected = {target: _corrections(said) for target, said in on.items()}
    return msgspec.structs.replace(
        reading,
        attributions=tuple(
            _attribution(one, corrected.get(one.id, {}), reading.document.text, gone)
            for one in reading.attributions
            if one.id not in gone
        ),
        claims=tuple(
            _claim(one, corrected.get(one.attribution, {})) for one in reading.claims if one.attribution not in gone
        ),
    )


def _corrections(said: Sequence[Judgement]) -> dict[str, Any]:
    """The fields that judgements on one record leave corrected."""
    by: dict[str, dict[str, Any]] = {}
    for one in said:
        kept = by.pop(one.who, {}) if one.verdict == "correct" or one.value.get("of") else {}
        by[one.who] = kept | (one.value if one.verdict == "correct" else {})  # the last to speak is the last in order
    made: dict[str, Any] = {}
    for value in by.values():
        made |= value
    return made


def verdict_of(one: Judgement) -> str:
    """What a judgement says of the machine's reading: who accepts another's correction corrects it too."""
    return "correct" if one.verdict == "accept" and one.value.get("of") else one.verdict


def _attribution(one: Attribution, value: Mapping[str, Any], text: str, gone: set[str]) -> Attribution:
    spans: dict[str, Spans] = {
        name: tuple((start, end) for start, end in value[name]) for name in SPANS if name in value
    }
    changed: dict[str, Any] = dict(spans)
    if "kind" in value:
        changed["kind"] = value["kind"]
    if spans.get("source", one.source) != one.source:
        named = " ".join(" ".join(text[start:end] for start, end in spans["source"]).split())
        changed |= {"source_name": named or None, "source_mention": None}
    if one.parent in gone:
        changed["parent"] = None
    return msgspec.structs.replace(one, **changed) if changed else one


def _claim(one: Claim, value: Mapping[str, Any]) -> Claim:
    changed: dict[str, Any] = {name: value[name] for name in _OF_CLAIM if name in value}
    if "source_type" in value and one.chain:
        changed["chain"] = (*one.chain[:-1], msgspec.structs.replace(one.chain[-1], type=value["source_type"]))
    if "evidence" in value:
        kept = {evidence.kind: evidence for evidence in one.evidence}
        spot = one.evidence[0].span if one.evidence else (0, 0)
        changed["evidence"] = tuple(kept.get(kind) or Evidence(kind, spot) for kind in value["evidence"])
    return msgspec.structs.replace(one, **changed) if changed else one


class Agreement(msgspec.Struct, frozen=True):
    """How two reviewers judged what both judged: on how many records the same, and Cohen's kappa (1960) over verdicts.

    ``kappa`` is None where chance alone would agree always, or nothing was judged by both.
    """

    one: str
    other: str
    both: int
    same: int
    kappa: float | None


def agreements(judgements: Sequence[Judgement]) -> list[Agreement]:
    """The agreement of every two reviewers, of each the last verdict on a record; the most judged by both first."""
    last: dict[str, dict[str, str]] = {}
    for one in judgements:
        if one.verdict in ("accept", "correct", "reject"):
            last.setdefault(one.who, {})[one.target] = verdict_of(one)
    found = [_agreement(one, other, last[one], last[other]) for one, other in combinations(sorted(last), 2)]
    return sorted((a for a in found if a.both), key=lambda a: (-a.both, a.one, a.other))


def _agreement(one: str, other: str, first: Mapping[str, str], second: Mapping[str, str]) -> Agreement:
    pairs = [(first[target], second[target]) for target in first if target in second]
    same = sum(a == b for a, b in pairs)
    return Agreement(one, other, len(pairs), same, _kappa(pairs))


def _kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    if not pairs:
        return None
    size = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[value] * right[value] for value in left) / size**2
    if chance == 1:
        return None
    return (sum(a == b for a, b in pairs) / size - chance) / (1 - chance)
