"""Parsed documents to events: who did what to whom, when, where, and who holds it."""

from hearsay.coding.events.stage import Given, events

__all__ = ["Given", "events"]
