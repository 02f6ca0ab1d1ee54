"""MUC-4's scores: templates aligned for the best total, fills counted by slot, recall, precision and F.

Measures as in Chinchor, "MUC-4 Evaluation Metrics" (MUC-4 proceedings, 1992): each fill is correct, partial, incorrect,
spurious or missing; recall is (correct + partial/2) / possible and precision (correct + partial/2) / actual, F their
harmonic mean. Template ids are not part of the totals. *All Templates* counts the fills of templates that have no
counterpart as missing and as spurious, *Matched/Missing* only as missing, *Matched Only* neither; *Set Fills Only* are
the set-fill slots of All Templates.

A response's template may be mapped to a key's where their types match at least in part and so does at least one of the
perpetrator, physical-target and human-target slots (content-based mapping). Of all such mappings the one with the
greatest credit is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from hearsay.evaluate.matching import assign
from hearsay.evaluate.muc4 import Fill, Slot, Template, task
from hearsay.evaluate.muc4_match import HALF, RIGHT, credit
from hearsay.evaluate.scores import percent

TYPE = 4
CONFIDENCE = 11
# The slots of which one must match for two templates to be mapped (2.1 of the guidelines).
CONTENT = (9, 10, 12, 13, 18, 19, 20)


class Tally(msgspec.Struct, frozen=True):
    """Fills by category. ``noncommittal`` are slots that are empty on both sides."""

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    spurious: int = 0
    missing: int = 0
    noncommittal: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            *(a + b for a, b in zip(msgspec.structs.astuple(self), msgspec.structs.astuple(other), strict=True))
        )

    @property
    def possible(self) -> int:
        """Fills of the key, and optional ones that were generated."""
        return self.correct + self.partial + self.incorrect + self.missing

    @property
    def actual(self) -> int:
        """Fills of the response."""
        return self.correct + self.partial + self.incorrect + self.spurious

    @property
    def credit(self) -> float:
        """Correct fills, partial ones by half."""
        return self.correct + HALF * self.partial

    def figures(self) -> dict[str, float]:
        """Percentages and counts, for people and JSON."""
        recall = self.credit / self.possible if self.possible else 0.0
        precision = self.credit / self.actual if self.actual else 0.0
        f = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
        counts = dict(zip(("cor", "par", "inc", "spu", "mis"), msgspec.structs.astuple(self)[:5], strict=True))
        return {
            "recall": percent(recall),
            "precision": percent(precision),
            "f1": percent(f),
            "possible": self.possible,
            "actual": self.actual,
            **counts,
        }


Slots = dict[int, Tally]
"""A tally a slot."""


class Scored(msgspec.Struct, frozen=True):
    """The scores of one message or, summed, of many.

    ``matched`` counts the fills of mapped templates, ``missing`` and ``spurious`` those of the others; ``templates``
    the templates themselves. ``relevant`` is text filtering: messages with templates on either side.
    """

    matched: Slots = {}
    missing: Slots = {}
    spurious: Slots = {}
    templates: Tally = Tally()
    relevant: Tally = Tally()

    def __add__(self, other: Scored) -> Scored:
        return Scored(
            _sum(self.matched, other.matched),
            _sum(self.missing, other.missing),
            _sum(self.spurious, other.spurious),
            self.templates + other.templates,
            self.relevant + other.relevant,
        )


def _sum(*slots: Mapping[int, Tally]) -> Slots:
    out: Slots = {}
    for table in slots:
        for number, tally in table.items():
            out[number] = out.get(number, Tally()) + tally
    return out


def score(key: Sequence[Template], response: Sequence[Template]) -> Scored:
    """The scores of one message."""
    pairs = align(key, response)
    kept, given = {k for k, _ in pairs}, {r for _, r in pairs}
    lost = [t for i, t in enumerate(key) if i not in kept and not t.optional]
    extra = [t for i, t in enumerate(response) if i not in given]
    return Scored(
        _sum(*(compare(key[k], response[r]) for k, r in pairs)),
        _sum(*({n: Tally(missing=_due(f)) for n, f in t.slots.items()} for t in lost)),
        _sum(*({n: Tally(spurious=len(f)) for n, f in t.slots.items()} for t in extra)),
        Tally(correct=len(pairs), missing=len(lost), spurious=len(extra)),
        _filtered(key, response),
    )


def _due(fills: Iterable[Fill]) -> int:
    return sum(not fill.optional for fill in fills)


def _filtered(key: Sequence[Template], response: Sequence[Template]) -> Tally:
    if not key:
        return Tally(spurious=int(bool(response)), noncommittal=int(not response))
    if response:
        return Tally(correct=1)
    return Tally(missing=int(not all(t.optional for t in key)))


def align(key: Sequence[Template], response: Sequence[Template]) -> list[tuple[int, int]]:
    """``(key, response)`` of the templates mapped to each other."""
    weights = np.zeros((len(key), len(response)))
    for k, ours in enumerate(key):
        for r, theirs in enumerate(response):
            if may_map(ours, theirs):
                weights[k, r] = sum(t.credit for t in compare(ours, theirs).values())
    return assign(weights)


def may_map(key: Template, response: Template) -> bool:
    """Whether the two match in type and in one of the content slots, at least in part."""
    slots = {s.number: s for s in task().slot}
    if not _any(slots[TYPE], key, response):
        return False
    filled = any(key.fills(n) and response.fills(n) for n in CONTENT)
    if not filled and not any(key.fills(n) for n in CONTENT):
        # A key without any of these slots could never be mapped.
        return True
    return any(_any(slots[n], key, response) for n in CONTENT)


def _any(slot: Slot, key: Template, response: Template) -> bool:
    return any(credit(slot, r, k) > 0 for r in response.fills(slot.number) for k in key.fills(slot.number))


def compare(key: Template, response: Template) -> Slots:
    """Two templates' fills, slot by slot."""
    out = {}
    for slot in task().slot:
        ours, theirs = response.fills(slot.number), key.fills(slot.number)
        out[slot.number] = _compare(slot, ours, theirs) if ours or theirs else Tally(noncommittal=1)
    return out


def _compare(slot: Slot, response: Sequence[Fill], key: Sequence[Fill]) -> Tally:
    weights = np.array([[credit(slot, r, k) for k in key] for r in response]).reshape(len(response), len(key))
    pairs = assign(weights)
    right = sum(weights[i, j] == RIGHT for i, j in pairs)
    paired = {j for _, j in pairs}
    # Optional fills that were not generated are neither missing nor wrong.
    unmet = sum(not f.optional for j, f in enumerate(key) if j not in paired)
    over = len(response) - len(pairs)
    wrong = min(unmet, over)
    return Tally(int(right), len(pairs) - int(right), wrong, over - wrong, unmet - wrong)


def total(slots: Mapping[int, Tally], numbers: Iterable[int] | None = None) -> Tally:
    """The sum over the slots, or over those numbered."""
    wanted = None if numbers is None else set(numbers)
    return sum((t for n, t in slots.items() if wanted is None or n in wanted), Tally())


def summary(scored: Scored) -> dict[str, Any]:
    """The table of figures: the totals, text filtering, templates, and each slot (All Templates)."""
    everything = _sum(scored.matched, scored.missing, scored.spurious)
    sets = [s.number for s in task().slot if s.kind == "set"]
    strings = [s.number for s in task().slot if s.kind == "string"]
    return {
        "all templates": total(everything).figures(),
        "matched/missing": total(_sum(scored.matched, scored.missing)).figures(),
        "matched only": total(scored.matched).figures(),
        "set fills only": total(everything, sets).figures(),
        "string fills only": total(everything, strings).figures(),
        "text filtering": scored.relevant.figures(),
        "templates": scored.templates.figures(),
        "slots": {s.name: everything.get(s.number, Tally()).figures() for s in task().slot},
    }


def confidence(key: Sequence[Template], response: Sequence[Template]) -> list[tuple[Fill, Fill]]:
    """``(key, response)`` confidence fills of the organisations found in mapped templates."""
    slot = next(s for s in task().slot if s.number == CONFIDENCE)
    out = []
    for k, r in align(key, response):
        for ours in response[r].fills(CONFIDENCE):
            for theirs in key[k].fills(CONFIDENCE):
                same = Fill(theirs.alternatives, ours.refers)
                if ours.refers and theirs.refers and credit(slot, same, theirs) == RIGHT:
                    out.append((theirs, ours))
                    break
    return out
