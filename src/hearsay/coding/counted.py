"""Whether a number can count people who came to harm."""

from __future__ import annotations

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
    # Imported here: the package of events needs this module while it is being imported itself.
    from hearsay.coding.events.tables import tables

    return not {last, last.removesuffix("s"), last.removesuffix("es")} & tables()["toll.units"]
