"""Stories: which documents tell of the same thing that happened.

Documents are near where the words that tell most about them are alike (cosine of tf-idf vectors, with a fixed count of
how common words are), and grouped by average linkage (UPGMA), which measured best on ECB+: see docs/quality.md. Reports
that are dated far apart are not of one story, however alike; a second earthquake is told in the words of the first.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from hearsay.corroborate.copies import components
from hearsay.corroborate.views import View
from hearsay.corroborate.words import cosine

KEYS = 14
"""The words a document is found by: its most telling ones."""
SHARED = 2
"""Of which two documents must share so many before they are compared."""
NEAR = 0.11
"""From this likeness on, on average, documents are of one story,"""
APART = 0.7
"""unless both groups are `GROWN` and less alike than this times what they are within themselves: two strikes of one
season are told in much the same words, but each in words that are more its own."""
GROWN = 3
DAYS = 30
"""More days apart than this, and two reports are not of one story."""
MANY = 1500
"""More documents than these are parted by a stricter likeness before they are grouped."""
_STEP = 0.05


def story_keys(view: View) -> list[str]:
    """The words a document is found by."""
    ordered = sorted(view.terms.items(), key=lambda item: (-item[1], item[0]))
    return [word for word, _ in ordered[:KEYS]]


def likeness(one: View, other: View) -> float:
    """How alike two documents are, 0 to 1; 0 where they are dated too far apart."""
    return cosine(one.terms, other.terms) if _together(one.published, other.published) else 0.0


def _together(one: str | None, other: str | None) -> bool:
    first, second = _day(one), _day(other)
    return first is None or second is None or abs((first - second).days) <= DAYS


def _day(date: str | None) -> datetime.date | None:
    """The day of a full date; a month or a year tells none."""
    try:
        return datetime.date.fromisoformat((date or "")[:10])
    except ValueError:
        return None


def stories(views: Sequence[View], near: float = NEAR) -> list[list[View]]:
    """The stories that some documents, all that hang together, fall into. In the order of their records' ids."""
    ordered = sorted(views, key=lambda view: view.record)
    if len(ordered) > MANY and near + _STEP < 1:
        return [story for part in _parted(ordered, near + _STEP) for story in stories(part, near + _STEP)]
    matrix = likenesses(ordered)
    return [[ordered[i] for i in members] for members in average_linkage(matrix, near)]


def _parted(views: Sequence[View], near: float) -> Iterator[list[View]]:
    """The parts that hang together by a stricter likeness."""
    by = {view.record: view for view in views}
    found: dict[str, list[str]] = {view.record: [] for view in views}
    index: dict[str, list[str]] = {}
    for view in views:
        for key in story_keys(view):
            index.setdefault(key, []).append(view.record)

    def neighbours(records: Sequence[str]) -> Mapping[str, list[str]]:
        for record in records:
            others = {other for key in story_keys(by[record]) for other in index[key]}
            found[record] = [other for other in others if likeness(by[record], by[other]) >= near]
        return {record: found[record] for record in records}

    for part in components(by, neighbours):
        yield [by[record] for record in part]


def likenesses(views: Sequence[View]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """The matrix of likenesses, n by n, with ones on its diagonal."""
    matrix = np.eye(len(views))
    for i, view in enumerate(views):
        for j in range(i):
            matrix[i, j] = matrix[j, i] = likeness(view, views[j])
    return matrix


def average_linkage(
    likeness: np.ndarray[tuple[int, int], np.dtype[np.float64]], near: float, apart: float = APART
) -> list[list[int]]:
    """Groups by average linkage: the two groups most alike on average are joined as long as that is at least ``near``.

    Sokal and Michener 1958. Two groups of `GROWN` or more are not joined where they are less alike than ``apart`` times
    what either is within itself. Of equals the first are joined, so the same matrix gives the same groups.
    """
    means = likeness.astype(float).copy()
    np.fill_diagonal(means, -1.0)
    members: list[list[int]] = [[i] for i in range(len(means))]
    sums = [0.0] * len(members)  # of the likenesses of the pairs within each group
    while len(members) > 1:
        i, j = divmod(int(np.argmax(means)), len(means))
        i, j = min(i, j), max(i, j)
        if means[i, j] < near:
            break
        a, b = len(members[i]), len(members[j])
        if min(a, b) >= GROWN and means[i, j] < apart * min(sums[i] / _pairs(a), sums[j] / _pairs(b)):
            means[i, j] = means[j, i] = -1.0
            continue
        sums[i] += sums.pop(j) + means[i, j] * a * b
        joined = (means[i] * a + means[j] * b) / (a + b)
        means[i], means[:, i] = joined, joined
        means[i, i] = -1.0
        means = np.delete(np.delete(means, j, axis=0), j, axis=1)
        members[i] = sorted(members[i] + members.pop(j))
    return sorted(members)


def _pairs(size: int) -> int:
    return size * (size - 1) // 2
