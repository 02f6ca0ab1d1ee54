"""Violent incidents with their slots, in the sense of MUC-4's templates (docs/incidents.md)."""

from __future__ import annotations

import msgspec

from hearsay.coding.incidents.drafts import Limits
from hearsay.coding.incidents.features import VECTORS, Describer
from hearsay.coding.incidents.network import Network, shipped
from hearsay.coding.incidents.phrases import phrases
from hearsay.coding.incidents.sets import filler_features
from hearsay.coding.incidents.stage import Known, incidents
from hearsay.coding.incidents.telling import makes_one
from hearsay.model import Incident
from hearsay.parsed import Parsed

__all__ = ["IncidentCoder", "Known"]


class IncidentCoder:
    """Finds the incidents of a parsed document. Safe to use from several threads."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._limits = msgspec.convert(network.settings, Limits)

    @classmethod
    def shipped(cls) -> IncidentCoder:
        """With the model in the package. Raises :class:`hearsay.errors.ModelError` where it is damaged."""
        return cls(shipped())

    def fits(self, parsed: Parsed) -> bool:
        """Whether the reading model's vectors are of the size this coder was trained with."""
        sizes = [parsed.signals[name].shape[1] for name in VECTORS if name in parsed.signals]
        return len(sizes) == len(VECTORS) and self._network.width == 2 * sum(sizes)

    def incidents(self, parsed: Parsed, known: Known) -> tuple[Incident, ...]:
        """The document's incidents, in no particular order. An article that tells of no violence costs little.

        None are found where the parse does not :meth:`fit <fits>`.
        """
        if not len(parsed) or not self.fits(parsed):
            return ()
        describer = Describer(parsed, phrases(parsed))
        quiet = float(self._network.document(describer).max()) < self._limits.gate
        if quiet and not any(map(makes_one, known.events)):
            return ()
        scores = self._network.score(parsed, describer)
        held = self._network.sets["cf"]
        return incidents(
            parsed,
            describer.phrases,
            scores,
            known,
            self._limits,
            confidence=lambda numbers: held.chances(filler_features(describer, numbers)),
            sets=lambda found, numbers: self._network.with_sets(found, describer, numbers),
            quiet=quiet,
        )
