"""Attributions to claims: act, stance, certainty, polarity, distance, evidence and the chain of sources; and notes."""

from hearsay.weigh.claims import Weighing, claims, weigh

__all__ = ["Weighing", "claims", "weigh"]
