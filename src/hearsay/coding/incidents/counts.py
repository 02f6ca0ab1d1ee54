"""How many a phrase stands for, in MUC-4's form: ``3``, ``~100``, ``6-``, ``5-7``, ``plural``."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.coding.incidents.lexicon import words
from hearsay.coding.incidents.phrases import Phrase
from hearsay.coding.incidents.tree import Tree
from hearsay.model import Quantity

PLURAL = "plural"
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})


def quantity_of(tree: Tree, phrase: Phrase, quantities: Sequence[Quantity]) -> Quantity | None:
    """The quantity that counts a phrase's head: the one that a number under the head belongs to."""
    numbers = [c for c in tree.children[phrase.head] if tree.relation[c] == "nummod"]
    starts, ends = tree.parsed.starts, tree.parsed.ends
    for number in numbers:
        for quantity in quantities:
            if quantity.span[0] <= starts[number] and ends[number] <= quantity.span[1]:
                return quantity
    return None


def count(tree: Tree, phrase: Phrase, quantity: Quantity | None) -> str:
    """The count: the quantity's where it is a figure, else one or more than one by the head's form."""
    written = None if quantity is None else _written(quantity)
    if written is not None:
        return written
    if phrase.name == "PER":
        return "1"
    many = tree.parsed.xpos[phrase.head] in _PLURAL_TAGS or tree.lemma[phrase.head] in words("groups")
    return PLURAL if many else "1"


def _written(quantity: Quantity) -> str | None:
    low, high = quantity.low, quantity.high
    if any(n is not None and n != int(n) for n in (low, high)):
        return None
    match quantity.comparator:
        case "=":
            return None if low is None else f"{int(low)}"
        case ">=" | ">":
            return None if low is None else f"{int(low)}-"
        case "<=" | "<":
            return None if high is None else f"-{int(high)}"
        case "~":
            return f"~{int(low)}" if low is not None and low == high else None
        case "range":
            return None if low is None or high is None else f"{int(low)}-{int(high)}"
    return None
