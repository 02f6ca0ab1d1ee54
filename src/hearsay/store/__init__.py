"""The ledger on disk: Parquet shards are the truth, SQLite beside them is the index, judgements have their own file.

Nothing heavy is imported before a ledger is written or queried.
"""

from __future__ import annotations

from hearsay.store.ledger import Ledger
from hearsay.store.report import Report, Summary

__all__ = ["Ledger", "Report", "Summary"]
