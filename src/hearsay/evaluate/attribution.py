"""Scores of attributions: source, cue and content, unlinked and linked.

Unlinked is the measure of CofeNet (Wang et al., COLING 2022): exact spans of each role, whichever
attribution they belong to. Linked asks of each attribution whether it was found at all, and whether every
span of it is equal. Figures between PolNeAR's own annotators: see :mod:`hearsay.evaluate.polnear`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

import msgspec
import numpy as np

from hearsay.evaluate.matching import match
from hearsay.evaluate.quotation import quotation_kind, quoted
from hearsay.evaluate.scores import PRF, Table, set_prf
from hearsay.evaluate.spans import covered, join, length, lines, overlap, trim
from hearsay.model import Span, Spans

ROLES = ("source", "cue", "content")
KINDS = ("direct", "mixed", "indirect", "no-source", "discontinuous", "across-paragraphs")


class Attributed(Protocol):
    """Anything with a source, a cue and a content: a model's attribution, or a :class:`Triple`."""

    @property
    def source(self) -> Spans: ...
    @property
    def cue(self) -> Spans: ...
    @property
    def content(self) -> Spans: ...


class Triple(msgspec.Struct, frozen=True):
    """The least that can be scored."""

    source: Spans
    cue: Spans
    content: Spans


def pieces(text: str, spans: Spans) -> tuple[Span, ...]:
    """The contiguous pieces of a list of spans, cut at paragraph ends.

    Spans with nothing but white space between them are one piece; a newline cuts; white space is trimmed
    at the cuts.
    """
    return tuple(piece for span in join(text, spans) for piece in lines(text, span))


def score(text: str, gold: Sequence[Attributed], predicted: Sequence[Attributed]) -> Table:
    """Every score of one document, ready for :func:`~hearsay.evaluate.scores.add_tables`.

    ``unlinked ROLE``, ``characters ROLE``, ``detected``, ``exact``, ``exact joined``, and ``detected KIND``
    and ``exact KIND`` for each of ``KINDS``.
    """
    table: Table = {f"unlinked {role}": unlinked(text, gold, predicted, role) for role in ROLES}
    table |= {f"characters {role}": characters(text, gold, predicted, role) for role in ROLES}
    return table | linked(text, gold, predicted)


def unlinked(text: str, gold: Sequence[Attributed], predicted: Sequence[Attributed], role: str) -> PRF:
    """Exact-span score of one role. Pieces are a set: a source shared by two attributions counts once."""

    def spans(attributions: Sequence[Attributed]) -> set[Span]:
        return {piece for a in attributions for piece in pieces(text, _role(a, role))}

    return set_prf(spans(gold), spans(predicted))


def characters(text: str, gold: Sequence[Attributed], predicted: Sequence[Attributed], role: str) -> PRF:
    """The same by characters other than white space: partial overlap earns its part. A diagnostic."""

    def inside(attributions: Sequence[Attributed]) -> set[int]:
        return {i for a in attributions for i in covered(text, _role(a, role))}

    return set_prf(inside(gold), inside(predicted))


def linked(text: str, gold: Sequence[Attributed], predicted: Sequence[Attributed]) -> Table:
    """``detected``, ``exact`` and ``exact joined``, and the first two by kind.

    *Detected*: cue and content both overlap a gold attribution's, one to one. *Exact*: source, cue and
    content have the same spans as a gold one's, as they are listed. *Exact joined*: the same after
    :func:`pieces`. By kind: recall over the gold attributions of that kind, precision over the predicted
    ones of that kind, whatever kind they were matched with.
    """
    detected = detections(gold, predicted)
    exact = _equal([_listed(a) for a in gold], [_listed(a) for a in predicted])
    joined = _equal([_pieced(text, a) for a in gold], [_pieced(text, a) for a in predicted])
    quotations = quoted(text)
    gold_kinds = [kinds(text, a, quotations) for a in gold]
    predicted_kinds = [kinds(text, a, quotations) for a in predicted]
    table = {
        "detected": PRF.of(len(detected), len(predicted), len(gold)),
        "exact": PRF.of(len(exact), len(predicted), len(gold)),
        "exact joined": PRF.of(len(joined), len(predicted), len(gold)),
    }
    for name, pairs in (("detected", detected), ("exact", exact)):
        for kind in KINDS:
            table[f"{name} {kind}"] = _of_kind(kind, pairs, gold_kinds, predicted_kinds)
    return table


def detections(gold: Sequence[Attributed], predicted: Sequence[Attributed]) -> list[tuple[int, int]]:
    """The one-to-one pairs (gold, predicted) whose cues and whose contents overlap.

    As many pairs as can be; among those, the pairs that share most, cue, content and source weighing alike.
    """
    weights = np.zeros((len(gold), len(predicted)))
    for i, one in enumerate(gold):
        for j, other in enumerate(predicted):
            if overlap(one.cue, other.cue) and overlap(one.content, other.content):
                weights[i, j] = sum(_jaccard(_role(one, role), _role(other, role)) for role in ROLES)
    return match(weights)


def kinds(text: str, attribution: Attributed, quotations: Spans | None = None) -> frozenset[str]:
    """Which of ``KINDS`` an attribution is: one of the first three, and any of the others.

    *Discontinuous*: words that are not part of it stand between the content's pieces. *Across paragraphs*:
    its content runs over a newline (which alone does not make it discontinuous).
    """
    marks = quoted(text) if quotations is None else quotations
    found: set[str] = {quotation_kind(attribution.content, marks, text)}
    if not attribution.source:
        found.add("no-source")
    if len(join(text, attribution.content)) > 1:
        found.add("discontinuous")
    if attribution.content:
        start, end = min(attribution.content)[0], max(stop for _, stop in attribution.content)
        if "\n" in text[slice(*trim(text, (start, end)))]:
            found.add("across-paragraphs")
    return frozenset(found)


def substantially_right(gold: Attributed, predicted: Attributed) -> bool:
    """Whether source, cue and content each share at least half their characters (intersection over union).

    This is the event whose probability an attribution's ``confidence`` states.
    """
    return all(_jaccard(_role(gold, role), _role(predicted, role)) >= 0.5 for role in ROLES)


def outcomes(gold: Sequence[Attributed], predicted: Sequence[Attributed]) -> list[bool]:
    """For each predicted attribution, whether it is substantially right; a gold one confirms one at most."""
    right = [False] * len(predicted)
    for i, j in detections(gold, predicted):
        right[j] = substantially_right(gold[i], predicted[j])
    return right


def _role(attribution: Attributed, role: str) -> Spans:
    spans: Spans = getattr(attribution, role)
    return spans


def _listed(attribution: Attributed) -> tuple[Spans, ...]:
    return tuple(tuple(sorted(_role(attribution, role))) for role in ROLES)


def _pieced(text: str, attribution: Attributed) -> tuple[Spans, ...]:
    return tuple(tuple(trim(text, p) for p in pieces(text, _role(attribution, role))) for role in ROLES)


def _jaccard(left: Spans, right: Spans) -> float:
    if not left and not right:
        return 1.0
    shared = overlap(left, right)
    return shared / (length(left) + length(right) - shared)


def _equal(gold: Sequence[object], predicted: Sequence[object]) -> list[tuple[int, int]]:
    """One-to-one pairs of equal items."""
    waiting: defaultdict[object, list[int]] = defaultdict(list)
    for i in reversed(range(len(gold))):
        waiting[gold[i]].append(i)
    return [(waiting[item].pop(), j) for j, item in enumerate(predicted) if waiting.get(item)]


def _of_kind(
    kind: str,
    pairs: Sequence[tuple[int, int]],
    gold_kinds: Sequence[frozenset[str]],
    predicted_kinds: Sequence[frozenset[str]],
) -> PRF:
    return PRF(
        right=sum(kind in predicted_kinds[j] for _, j in pairs),
        predicted=sum(kind in found for found in predicted_kinds),
        found=sum(kind in gold_kinds[i] for i, _ in pairs),
        gold=sum(kind in found for found in gold_kinds),
    )
