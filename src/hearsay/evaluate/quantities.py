"""Quantities: how many are found, with the right bounds and units, on our own gold.

The gold (``tests/gold/quantities.jsonl``; rules in ``docs/quantities.md``) has one region a line: a stretch of one
document in which every quantity is labelled. It holds offsets and labels, no text; texts come from the data folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from hearsay.errors import DataError
from hearsay.evaluate import corpus
from hearsay.evaluate.files import read_jsonl
from hearsay.evaluate.scores import PRF, Table, add_tables
from hearsay.evaluate.spans import overlap
from hearsay.model import Quantity, Span


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A labelled quantity; its fields are those of `hearsay.model.Quantity`."""

    span: Span
    low: float | None
    high: float | None
    comparator: str
    hedge: Span | None = None
    unit: str | None = None


class Region(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of a document whose quantities are all labelled. ``stratum`` says how it was drawn."""

    set: str
    document: str
    split: str
    region: Span
    stratum: str
    quantities: tuple[Label, ...]


def load(path: Path, split: str | None = None) -> list[Region]:
    """The regions of a gold file, of one split or all. Raises DataError for a malformed line or a span outside."""
    regions = []
    for region in read_jsonl(path, Region):
        first, last = region.region
        for label in region.quantities:
            if not first <= label.span[0] < label.span[1] <= last:
                raise DataError(f"{region.document}: {label.span} lies outside {region.region}", where=str(path))
        if split is None or region.split == split:
            regions.append(region)
    return regions


def texts(data: Path, regions: Iterable[Region]) -> dict[tuple[str, str], str]:
    """The texts of the regions' documents, by set and id. Raises DataError where one is missing."""
    return corpus.texts(data, {(region.set, region.document) for region in regions})


def measure(data: Path, gold: Path, split: str | None, read: Callable[[str], Sequence[Quantity]]) -> Table:
    """The summed scores of ``read``, which gives a text's quantities, over a gold file's regions.

    Each document is read once. Raises DataError where the gold is malformed or a document is missing.
    """
    regions = load(gold, split)
    documents = texts(data, regions)
    found: dict[tuple[str, str], Sequence[Quantity]] = {}
    for region in regions:
        key = region.set, region.document
        if key not in found:
            found[key] = read(documents[key])
    return add_tables(score(region, found[region.set, region.document]) for region in regions)


def score(region: Region, predicted: Sequence[Quantity]) -> Table:
    """One region's counts; quantities that begin outside it are left out.

    ``relaxed`` spans share a character with the gold, ``strict`` are equal. The others need an overlap:
    ``value`` low, high and comparator all exact, then each alone; ``hedge`` overlapping, or none in both; ``unit`` the
    same last word, singular or plural, or none in both. All are precision and recall over quantities.
    """
    start, end = region.region
    guesses = [q for q in predicted if start <= q.span[0] < end]
    pairs = _pairs(region.quantities, guesses)

    def prf(right: int) -> PRF:
        return PRF.of(right, len(guesses), len(region.quantities))

    return {
        "relaxed": prf(len(pairs)),
        "strict": prf(sum(a.span == b.span for a, b in pairs)),
        "value": prf(sum(_same(a, b) for a, b in pairs)),
        "low": prf(sum(_close(a.low, b.low) for a, b in pairs)),
        "high": prf(sum(_close(a.high, b.high) for a, b in pairs)),
        "comparator": prf(sum(a.comparator == b.comparator for a, b in pairs)),
        "hedge": prf(sum(_hedges(a.hedge, b.hedge) for a, b in pairs)),
        "unit": prf(sum(_unit(a.unit) == _unit(b.unit) for a, b in pairs)),
    }


def _pairs(gold: Sequence[Label], guesses: Sequence[Quantity]) -> list[tuple[Label, Quantity]]:
    """One to one, in text order, those that share characters."""
    left = list(guesses)
    pairs = []
    for label in gold:
        near = [g for g in left if overlap((label.span,), (g.span,))]
        if near:
            best = max(near, key=lambda g: (g.span == label.span, _same(label, g), overlap((label.span,), (g.span,))))
            left.remove(best)
            pairs.append((label, best))
    return pairs


def _same(gold: Label, guess: Quantity) -> bool:
    return gold.comparator == guess.comparator and _close(gold.low, guess.low) and _close(gold.high, guess.high)


def _close(one: float | None, other: float | None) -> bool:
    """Equal but for rounding (a third has no exact float)."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))


def _hedges(one: Span | None, other: Span | None) -> bool:
    if one is None or other is None:
        return one is other
    return overlap((one,), (other,)) > 0


def _unit(unit: str | None) -> str | None:
    """The last word in lower case, as a singular."""
    if not unit:
        return None
    last = unit.replace("-", " ").split()[-1].lower()
    return last[:-1] if len(last) > 3 and last.endswith("s") and not last.endswith("ss") else last
