"""Figures of the same thing that disagree: "31 people were killed" here, "29 people were killed" there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from hearsay.model import Note, Quantity
from hearsay.weigh.tables import note_tables
from hearsay.weigh.view import View

# Figures compared in one article at most: a table of results has hundreds.
_MOST = 200


class _Figure(NamedTuple):
    """A count of people something was done to. ``names`` are the names its sentence has."""

    quantity: Quantity
    done: int
    unit: str
    sentence: range
    names: frozenset[str]
    word: int


def disagreeing(view: View, quantities: Sequence[Quantity]) -> Iterator[Note]:
    """A note for each figure that differs from an earlier one of the same unit, deed and place."""
    figures = [f for q in quantities[:_MOST] if (f := _figure(view, q)) is not None]
    noted: set[str] = set()
    for one, two in combinations(figures, 2):
        if two.quantity.id not in noted and _same_thing(view, one, two) and _differ(one.quantity, two.quantity):
            noted.add(two.quantity.id)
            yield Note(
                code="figures-disagree",
                message=f"“{_text(view, two)}” here, “{_text(view, one)}” elsewhere in the article",
                span=two.quantity.span,
            )


def _figure(view: View, quantity: Quantity) -> _Figure | None:
    words = view.words((quantity.span,))
    if not words or quantity.low is None or quantity.comparator not in ("=", "~", ">=", ">", "range"):
        return None
    top = view.tops(words)[0]
    noun = view.head[top] if view.relation[top].startswith(("nummod", "det", "amod", "compound")) else top
    verbs = [noun, view.head[noun], *(c for c in view.children[noun] if view.relation[c] == "acl")]
    for at in verbs:
        deed = note_tables().deed(view.lemma[at]) if view.relation[at] != "amod" else None
        if deed is not None:
            unit = "" if noun in (at, top) else view.lemma[noun]
            sentence = view.sentence(top)
            return _Figure(quantity, deed, unit, sentence, _names(view, sentence), top)
    return None


def _names(view: View, sentence: range) -> frozenset[str]:
    return frozenset(view.form[i] for i in sentence if view.upos[i] == "PROPN")


def _same_thing(view: View, one: _Figure, two: _Figure) -> bool:
    """Whether two figures count the same: one deed, one unit, sentences that share a name and a happening."""
    if one.done != two.done or one.sentence == two.sentence or one.unit != two.unit:
        return False
    if one.unit not in note_tables().wholes:
        return False
    return bool(one.names & two.names) and bool(_happening(view, one) & _happening(view, two))


def _happening(view: View, figure: _Figure) -> set[str]:
    """The nouns of a figure's sentence but its unit: the attack, the crash."""
    return {view.lemma[i] for i in figure.sentence if view.upos[i] == "NOUN"} - note_tables().wholes


def _differ(one: Quantity, two: Quantity) -> bool:
    """Whether no number fits both."""
    low = max(one.low or 0.0, two.low or 0.0)
    high = min(x.high if x.high is not None else float("inf") for x in (one, two))
    return low > high


def _text(view: View, figure: _Figure) -> str:
    return " ".join(view.text(figure.quantity.span).split())
