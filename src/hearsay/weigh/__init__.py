"""Attributions to claims: act, stance, certainty, polarity, distance, evidence and the chain of sources."""

from hearsay.weigh.claims import claims

__all__ = ["claims"]
