"""A corpus as those above the stages see it: what the first stage gives before anything is read.

Beside `hearsay.pipeline`, and apart from it because the process that only hands articles out should not have to
import what reads them.
"""

from __future__ import annotations

from hearsay.read.columns import check_mapping
from hearsay.read.containers import KINDS, How, Kind
from hearsay.read.dates import checked_date
from hearsay.read.records import Item, Problem, Raw
from hearsay.read.sources import Intake, Source, read_sources, size_of, sources
from hearsay.read.url import Fetcher

__all__ = [
    "KINDS", "Fetcher", "How", "Intake", "Item", "Kind", "Problem", "Raw", "Source", "check_mapping",
    "checked_date", "read_sources",
    "size_of", "sources",
]  # fmt: skip
