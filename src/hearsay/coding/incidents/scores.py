"""What the network says of each phrase, and the values its answers stand for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hearsay.model import PerpetratorConfidence

Floats = NDArray[np.float32]

ROLES = ("individual", "organization", "physical", "human", "instrument")
INDIVIDUAL, ORGANIZATION, PHYSICAL, HUMAN, INSTRUMENT = range(5)
TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced-work-stoppage")
ATTACK, BOMBING, KIDNAPPING, ARSON, ROBBERY, STOPPAGE = range(6)

# The values of each set fill, in the order of the network's outputs; "" stands for no fill.
HUMAN_TYPES = (
    "civilian", "diplomat", "government-official", "former-government-official", "former-active-military",
    "legal-or-judicial", "active-military", "political-figure", "law-enforcement", "security-guard",
)  # fmt: skip
HUMAN_EFFECTS = (
    "", "death", "injury", "no-injury-or-death", "no-injury", "no-death", "regained-freedom", "resignation",
    "no-resignation", "escaped",
)  # fmt: skip
PHYSICAL_TYPES = (
    "civilian-residence", "commercial", "communications", "diplomat-office-or-residence", "energy", "financial",
    "government-office-or-residence", "law-enforcement-facility", "political-figure-office-or-residence",
    "organization-office", "transport-vehicle", "transportation-facility", "transportation-route", "water", "other",
)  # fmt: skip
PHYSICAL_EFFECTS = (
    "", "destroyed", "some-damage", "no-damage", "money-taken-from-target", "property-taken-from-target",
    "target-taken",
)  # fmt: skip
INSTRUMENT_TYPES = (
    "", "gun", "machine-gun", "mortar", "handgun", "rifle", "explosive", "bomb", "vehicle-bomb", "dynamite", "mine",
    "aerial-bomb", "grenade", "molotov-cocktail", "projectile", "missile", "rocket", "cutting-device", "fire", "stone",
    "torture",
)  # fmt: skip
CONFIDENCES: tuple[PerpetratorConfidence, ...] = (
    "reported-as-fact", "suspected-or-accused", "suspected-or-accused-by-authorities", "claimed-or-admitted",
    "possible", "acquitted",
)  # fmt: skip
STAGES = ("accomplished", "attempted", "threatened")
CATEGORIES = ("", "terrorist-act", "state-sponsored-violence")

SETS = {
    "ht": HUMAN_TYPES,
    "he": HUMAN_EFFECTS,
    "pt": PHYSICAL_TYPES,
    "pe": PHYSICAL_EFFECTS,
    "it": INSTRUMENT_TYPES,
    "cf": CONFIDENCES,
    "st": STAGES,
    "ca": CATEGORIES,
}
"""The set fills the network gives, by its own names for them."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Chances by phrase: ``roles`` ``(phrases, 5)`` that it fills the role in some incident; ``types`` ``(phrases, 6)``
    that, if it does, it does so in one of the type; ``sets`` those of each set fill, if it has one; ``document``
    ``(6,)`` that the article tells of an incident of the type."""

    roles: Floats
    types: Floats
    sets: dict[str, Floats]
    document: Floats
