"""Parsed documents to attributions: sources, cues, contents, linked and nested."""

from hearsay.attribute.attribution import Attributor, Calibration
from hearsay.attribute.tagging import RoleTables

__all__ = ["Attributor", "Calibration", "RoleTables"]
