"""The set fills (types, effects, stage, category, confidence): linear models over a filler's features.

Each sees the features that bear on it: what a thing is, by its own words; what befell it, by its place in the tree
and its sentence; whose word a perpetrator rests on, by the sentences that tell of violence and of responsibility.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hearsay.coding.incidents.features import Describer
from hearsay.coding.incidents.lexicon import words
from hearsay.coding.incidents.responsibility import signs

Floats = NDArray[np.float32]

_OWN = ("head ", "core ", "in ", "mod ", "of ", "tag ", "type ", "before ")
_ABOUT = ("P ", "C ", "after ")
_HELD = ("P ", "mod ", "before")
BY_FILLER = frozenset({"cf"})
"""Sets that are told by all of a filler's phrases at once, not phrase by phrase."""
_OWN_WORDS = frozenset({"ht", "pt", "it"})


def phrase_features(describer: Describer, number: int, key: str, features: Sequence[str]) -> list[str]:
    """What a set's model is told of a phrase, given all its features."""
    out = [f for f in features if f.startswith(_OWN)]
    if key in _OWN_WORDS:
        return out
    sentence = describer.tree.sentence_of[describer.phrases[number].head]
    return out + [f for f in features if f.startswith(_ABOUT)] + [f"S {w}" for w in describer.bags[sentence]]


def filler_features(describer: Describer, numbers: Iterable[int]) -> list[str]:
    """What the confidence's model is told of an organisation, by the phrases that name it."""
    numbers = list(numbers)
    sentence = describer.tree.sentence_of
    places = {n: sentence[describer.phrases[n].head] for n in numbers}
    hot = [n for n in numbers if not words("hot").isdisjoint(describer.bags[places[n]])] or numbers
    out = {f for n in hot for f in describer.features(n) if f.startswith(_HELD)}
    out.update(f"S {w}" for n in hot for w in describer.bags[places[n]])
    out |= signs(describer, numbers)
    return sorted(out)


@dataclass(frozen=True)
class Linear:
    """A multinomial model: weights ``(features, values)``, a bias a value, and the number of each feature."""

    numbers: dict[str, int]
    weights: Floats
    bias: Floats

    def chances(self, features: Iterable[str]) -> Floats:
        """The chance of each value; features that are not known are passed over."""
        known = [self.numbers[f] for f in features if f in self.numbers]
        scores: Floats = self.bias + self.weights[known].sum(0)
        powers: Floats = np.exp(scores - scores.max())
        out: Floats = powers / powers.sum()
        return out
