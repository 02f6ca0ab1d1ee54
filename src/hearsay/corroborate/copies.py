"""Copies: which documents carry one text, whole or in part.

Two documents are compared by *containment* (Broder 1997): how much of the one's wording the other holds too. Jaccard
similarity, which most tools use, falls with every cut and every added paragraph; containment of the shorter in the
longer does not. Who may be a copy of whom is found by the shingles whose hash is a multiple of `SAMPLE`: such samples
of two texts meet in proportion to what they share (FracMinHash, Irber et al. 2022), however they were cut.

What stands in quotation marks is left out: two outlets that print one statement have not copied each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from hearsay.corroborate.views import View
from hearsay.corroborate.words import Hashes, cosine, name_key
from hearsay.corroborated import Copied, CopyGroup, CopyRole
from hearsay.model import content_id

SAMPLE = 12
"""One shingle in so many is a key that documents are found by."""
SHARED = 2
"""Keys that two documents must share before they are compared."""
FOLDS = 0.21
"""The share of the shorter text's shingles that the longer one holds, from which on it is a copy (docs/quality.md)."""
FOLDS_AT_HOME = 0.5
"""The same of two reports of one outlet: its standing texts (a note of the editors', who the author is) are in many."""
LEAST = 20
"""Shingles that must be shared: less is a phrase, not a text."""
ABOUT = 0.27
"""The likeness of the telling words of two documents under which they are of different things."""
WHOLE = 0.75
"""From this share of its own shingles on a document is a copy, under it a copy with text of its own."""


def sample(hashes: Hashes) -> list[int]:
    """The shingles that a document is found by."""
    picked: list[int] = hashes[hashes % np.uint64(SAMPLE) == 0].tolist()
    return picked


def shared(one: Hashes, other: Hashes) -> int:
    """How many shingles two texts share."""
    return int(np.intersect1d(one, other, assume_unique=True).size)


def containment(one: Hashes, other: Hashes) -> float:
    """The share of the shorter text's shingles that the longer one holds, 0 where there are none."""
    shorter = min(one.size, other.size)
    return shared(one, other) / shorter if shorter else 0.0


def is_copy(one: Hashes, other: Hashes, least: float = FOLDS) -> bool:
    """Whether two texts, or large parts of them, are one."""
    return shared(one, other) >= LEAST and containment(one, other) >= least


def folds(one: View, other: View) -> bool:
    """Whether two documents carry one text.

    Two of one outlet must share more to do so; and what shares a part must be about the same: one background paragraph
    stands under reports of many things.
    """
    first, second = one.hashes(), other.hashes()
    at_home = one.outlet is not None and other.outlet is not None and name_key(one.outlet) == name_key(other.outlet)
    if not is_copy(first, second, FOLDS_AT_HOME if at_home else FOLDS):
        return False
    return containment(first, second) >= WHOLE or cosine(one.terms, other.terms) >= ABOUT


def group(views: Sequence[View], origin: str) -> CopyGroup:
    """The group that some documents make up. ``views`` are at least two; ``origin`` is where their text comes from."""
    hashes = {view.record: view.hashes() for view in views}
    fullest = fullest_of(views, hashes)
    told = [_copied(view, view is fullest, hashes[view.record], hashes[fullest.record]) for view in _in_order(views)]
    return CopyGroup(id=group_id(views), documents=tuple(told), origin=origin)


def group_id(views: Iterable[View]) -> str:
    """A group's id: of the documents that are in it."""
    return content_id("g", *sorted(view.document for view in views))


def fullest_of(views: Sequence[View], hashes: Mapping[str, Hashes]) -> View:
    """The one whose text covers the others' best; of equals the first that was published, then the longest."""

    def covers(view: View) -> float:
        own = hashes[view.record]
        return sum(shared(own, hashes[other.record]) / max(1, hashes[other.record].size) for other in views)

    few = views if len(views) <= _FEW else sorted(views, key=lambda view: (-view.size, view.document))[:_FEW]
    return min(few, key=lambda view: (-round(covers(view), 6), view.published or "9999", -view.size, view.document))


def stars(views: Sequence[View]) -> list[list[View]]:
    """Documents that hang together, parted into texts: the fullest with its copies, then the next of the rest.

    A report that draws on two others hangs them together without making them one text.
    """
    left = _in_order(views)
    found = []
    hashes = {view.record: view.hashes() for view in left}
    while left:
        fullest = fullest_of(left, hashes)
        star = [view for view in left if view is fullest or folds(view, fullest)]
        found.append(star)
        left = [view for view in left if all(view is not one for one in star)]
    return found


_FEW = 60
"""Of more copies than these only the longest are weighed against all others: what was cut is not the fullest."""


def _in_order(views: Iterable[View]) -> list[View]:
    return sorted(views, key=lambda view: (view.published or "9999", view.document, view.record))


def _copied(view: View, fullest: bool, own: Hashes, full: Hashes) -> Copied:
    share = 1.0 if fullest else shared(own, full) / max(1, own.size)
    role: CopyRole = "fullest" if fullest else "copy" if share >= WHOLE else "partial"
    return Copied(
        document=view.document, record=view.record, role=role, containment=round(share, 4), outlet=view.outlet,
        title=view.title, published=view.published,
    )  # fmt: skip


def components(
    start: Iterable[str], neighbours: Callable[[Sequence[str]], Mapping[str, Iterable[str]]]
) -> list[list[str]]:
    """The connected components that some records lie in. ``neighbours`` gives, of some records, those next to each.

    They do not depend on where one starts, so neither on the order in which documents were added.
    """
    seen: dict[str, str] = {}
    for first in sorted(set(start)):
        if first in seen:
            continue
        seen[first] = first
        front = [first]
        while front:
            found = {other for near in neighbours(front).values() for other in near}
            front = sorted(other for other in found if other not in seen)
            seen.update(dict.fromkeys(front, first))
    grouped: dict[str, list[str]] = {}
    for record, first in seen.items():
        grouped.setdefault(first, []).append(record)
    return [sorted(records) for records in grouped.values()]
