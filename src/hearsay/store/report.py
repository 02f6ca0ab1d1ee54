"""What a run did: read = processed + skipped + failed, each skip and failure with its code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec

from hearsay.model import Entry

Counts = dict[str, int]


class Summary(msgspec.Struct, kw_only=True):
    """Counts over some entries; ``codes`` are those of what was skipped, failed or read in part, by status and code.

    ``records`` are how many there are of each kind of record, ``languages`` of what was set aside as not English.
    """

    read: int = 0
    processed: int = 0
    skipped: int = 0
    failed: int = 0
    words: int = 0
    size: int = 0
    codes: dict[str, Counts] = {}
    languages: Counts = {}
    records: Counts = {}

    def add(self, other: Summary) -> None:
        """Count another summary in."""
        for name in ("read", "processed", "skipped", "failed", "words", "size"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for status, counts in other.codes.items():
            self.codes[status] = _sum(self.codes.get(status, {}), counts)
        self.languages = _sum(self.languages, other.languages)
        self.records = _sum(self.records, other.records)

    def skip(self, code: str, count: int = 1) -> None:
        """Count inputs that were skipped before anybody read them."""
        self.add(Summary(read=count, skipped=count, codes={"skipped": {code: count}}))


def _sum(one: Mapping[str, int], other: Mapping[str, int]) -> Counts:
    return {name: one.get(name, 0) + other.get(name, 0) for name in sorted({*one, *other})}


def summary(entries: Iterable[Entry]) -> Summary:
    """The counts over entries."""
    total = Summary()
    for entry in entries:
        total.add(_one(entry))
    return total


def _one(entry: Entry) -> Summary:
    record = entry.record
    made = Summary(read=1, words=record.words, size=record.size)
    setattr(made, record.status, 1)
    if record.code is not None:
        made.codes = {record.status: {record.code: 1}}
    if record.code == "not-english":
        made.languages = {record.language or "unknown": 1}
    if entry.reading is not None:
        fields: dict[str, Any] = msgspec.structs.asdict(entry.reading)
        made.records = {name: len(value) for name, value in fields.items() if isinstance(value, tuple)}
    return made


class Report(Summary, kw_only=True):
    """A run, as the ledger keeps it. Times are ISO 8601 in UTC; ``reader`` names the code and the model.

    ``shards`` are the run's shards in the order of its inputs; ``repeated`` counts processed inputs whose text another
    input of the ledger has too, ``repeated_keys`` those whose own id another has; ``restarts`` the times a process that
    reads had to be replaced.
    """

    run: int
    state: Literal["running", "finished"] = "running"
    sources: list[str] = []
    reader: str = ""
    engine: str = "local"
    workers: int = 1
    started: str = ""
    ended: str | None = None
    seconds: float = 0.0
    restarts: int = 0
    repeated: int = 0
    repeated_keys: int = 0
    shards: list[str] = []

    @property
    def adds_up(self) -> bool:
        """Whether everything that was read is accounted for."""
        return self.read == self.processed + self.skipped + self.failed
