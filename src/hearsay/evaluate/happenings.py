"""Happenings: documents grouped by what they tell of, scored by B-cubed (Bagga and Baldwin 1998)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def b_cubed(gold: Sequence[str], found: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1, 0 to 1, of groups given as one label an item."""
    if len(gold) != len(found):
        raise ValueError("one label an item is needed on both sides")
    if not gold:
        return 0.0, 0.0, 0.0
    wanted, given, both = Counter(gold), Counter(found), Counter(zip(gold, found, strict=True))
    pairs = list(zip(gold, found, strict=True))
    precision = sum(both[pair] / given[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / wanted[pair[0]] for pair in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)
