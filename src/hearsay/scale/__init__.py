"""A corpus read into a ledger, by one process, several, or a cluster: the same shards, the same function over each."""

from __future__ import annotations
