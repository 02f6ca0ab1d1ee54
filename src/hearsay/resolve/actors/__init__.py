"""Who: the mentions of an article linked to public bodies. Described in ``docs/actors.md``."""

from hearsay.resolve.actors.stage import actors

__all__ = ["actors"]
