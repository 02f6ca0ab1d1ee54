"""Same claim or not: pairs of invented statements, one changed from the other by a "not", a number, a name or a role.

Each pair is `same` (of the same thing, on one side), `opposed` (of the same thing, on opposed sides) or `different`.
The reader reads both sides; the claims that are nobody's within another's are held against each other.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from hearsay.corroborate.structure import ClaimView, claim_views, relation
from hearsay.corroborate.words import cosine, vector
from hearsay.errors import DataError
from hearsay.evaluate.scores import percent
from hearsay.model import Reading

LABELS = ("same", "opposed", "different")


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two statements. ``kind`` tells what was changed: para, neg, actor, role, num, time, place, tense, other."""

    id: str
    one: str
    other: str
    kind: str
    label: str
    split: str
    second: str | None = None


def load(path: Path, split: str | None = None) -> list[Pair]:
    """The pairs of one split or all. Raises DataError, naming the line, where the file is malformed."""
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            pair = msgspec.convert(json.loads(line), Pair)
        except (ValueError, msgspec.ValidationError) as error:
            raise DataError(f"line {number}: {error}", where=str(path)) from error
        if pair.label not in LABELS:
            raise DataError(f"line {number}: no label {pair.label!r}", where=str(path))
        pairs.append(pair)
    return [pair for pair in pairs if split is None or pair.split == split]


def outer_views(reading: Reading) -> list[ClaimView]:
    """The claims that are held against others and stand within no other that is."""
    views = {view.claim: view for view in claim_views(reading)}
    attribution = {claim.id: claim.attribution for claim in reading.claims}
    kept = {attribution[claim] for claim in views}
    parent = {one.id: one.parent for one in reading.attributions}
    return [
        view for claim, view in views.items() if not any(above in kept for above in _above(attribution[claim], parent))
    ]


def _above(attribution: str, parent: Mapping[str, str | None]) -> Iterator[str]:
    above = parent[attribution]
    while above is not None:
        yield above
        above = parent[above]


def label(one: Sequence[ClaimView], other: Sequence[ClaimView]) -> str:
    """How the claims of two statements stand to each other."""
    found = [how for a in one for b in other if (how := relation(a, b)) is not None]
    return found[0] if found else "different"


def measure(pairs: Sequence[Pair], read: Callable[[str], Reading]) -> tuple[dict[str, object], list[tuple[Pair, str]]]:
    """The figures, and what was said of each pair."""
    read_once: dict[str, list[ClaimView]] = {}
    for text in dict.fromkeys(text for pair in pairs for text in (pair.one, pair.other)):
        read_once[text] = outer_views(read(text))
    told = [(pair, label(read_once[pair.one], read_once[pair.other])) for pair in pairs]
    return {
        "pairs": len(pairs),
        "same or not": _accuracy([(pair.label == "same", given == "same") for pair, given in told]),
        "three ways": _accuracy([(pair.label, given) for pair, given in told]),
        "by likeness alone": _likeness(pairs),
        "by kind": _by_kind(told),
    }, told


def _accuracy(outcomes: Sequence[tuple[object, object]]) -> float:
    return percent(sum(a == b for a, b in outcomes) / len(outcomes)) if outcomes else 0.0


def _by_kind(told: Sequence[tuple[Pair, str]]) -> dict[str, str]:
    right = Counter(pair.kind for pair, given in told if pair.label == given)
    every = Counter(pair.kind for pair, _ in told)
    return {kind: f"{right[kind]} of {count}" for kind, count in sorted(every.items())}


def _likeness(pairs: Sequence[Pair]) -> dict[str, float]:
    """What likeness of words would reach: accuracy at the best threshold that could be found on these very pairs."""
    likes = [(cosine(vector([(p.one, 1.0)]), vector([(p.other, 1.0)])), p.label == "same") for p in pairs]
    best = max((_accuracy([(same, like >= cut) for like, same in likes]) for cut, _ in likes), default=0.0)
    return {"same or not, at its best": best, "area under the curve": _area(likes)}


def _area(likes: Sequence[tuple[float, bool]]) -> float:
    """The chance that a pair of the same is more alike than one that is not; 0.5 is none."""
    yes, no = [like for like, same in likes if same], [like for like, same in likes if not same]
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    return round(wins / (len(yes) * len(no)), 3) if yes and no else 0.0
