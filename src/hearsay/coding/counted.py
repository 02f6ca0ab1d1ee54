"""Whether a number can count people who came to harm."""

from __future__ import annotations

from hearsay.coding.wordlists import tables
from hearsay.model import Quantity


def counts_lives(quantity: Quantity) -> bool:
    """False where what is counted is an age, a measure or a thing ("16 years old", "20 blocks").

    Units that are no people are ``toll.units`` of ``data/ontology/reading.toml``, in the singular.
    """
    unit = (quantity.unit or "").casefold()
    if not unit:
        return True
    if unit == "years old":
        return False
    last = unit.split()[-1]
    return not {last, last.removesuffix("s"), last.removesuffix("es")} & tables()["toll.units"]
