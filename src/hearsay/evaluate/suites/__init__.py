"""The suites, a module for each kind; each module has its own by name, in ``SUITES``."""

from __future__ import annotations

from collections.abc import Mapping

from hearsay.evaluate.suites import across, attributions, coded, parses, resolved, weighed, whole
from hearsay.evaluate.suites.base import Suite

SUITES: Mapping[str, Suite] = {
    name: suite
    for module in (attributions, parses, resolved, weighed, coded, across, whole)
    for name, suite in module.SUITES.items()
}
"""Every suite by the name it is asked for."""
