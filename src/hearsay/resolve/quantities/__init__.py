"""Numbers, vague counts and their bounds, with what they count (docs/quantities.md)."""

from hearsay.resolve.quantities.stage import quantities

__all__ = ["quantities"]
