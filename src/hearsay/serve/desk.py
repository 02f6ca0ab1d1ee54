"""What the reading room has at hand: a ledger's index and records, what they come to together, what people decided.

A request runs in a thread of its own and opens what it needs; nothing that is open is shared between threads. What
reads shards and arrays is imported when it is first needed: the first page shows neither.
"""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hearsay.errors import HearsayError, LedgerError, LedgerVersion, NotInLedger
from hearsay.model import Entry
from hearsay.store import Ledger
from hearsay.store.corroboration import FILE as CORROBORATION_FILE
from hearsay.store.corroboration import Corroboration
from hearsay.store.index import Index, Place
from hearsay.store.judgements import Judgements
from hearsay.store.questions import COLUMNS_FILE
from hearsay.store.saved import FILE as SAVED_FILE
from hearsay.store.saved import SavedQueries

if TYPE_CHECKING:
    from hearsay.store.columns import Columns

_KEPT = 64
_SOON = 1.0


class Desk:
    """A ledger, opened to be asked. Safe to share between threads."""

    def __init__(self, ledger: Ledger, *, name: str | None = None) -> None:
        self.ledger = ledger
        self.name = name if name is not None else ledger.folder.resolve().name
        self._lock = threading.Lock()
        self._columns: tuple[int, Columns] | None = None
        self._counts: tuple[int, dict[str, int]] | None = None
        self._entries: OrderedDict[tuple[str, int], Entry] = OrderedDict()

    @contextlib.contextmanager
    def index(self) -> Iterator[Index]:
        """The index, for one request. Raises `LedgerError`."""
        with contextlib.closing(self.ledger.index()) as index:
            yield index

    def columns(self, index: Index) -> Columns:
        """The facets of all statements, made anew when the index has changed."""
        from hearsay.store.columns import Columns

        stamp = index.changed()
        with self._lock:
            if self._columns is None or self._columns[0] != stamp:
                self._columns = (stamp, Columns.of(index, self.ledger.folder / COLUMNS_FILE))
            return self._columns[1]

    def warm_up(self) -> None:
        """Have the facets of all statements ready soon, without anybody waiting for them or for the first page."""
        soon = threading.Timer(_SOON, self._warm)
        soon.name, soon.daemon = "hearsay-facets", True
        soon.start()

    def _warm(self) -> None:
        with contextlib.suppress(HearsayError), self.index() as index:  # whoever asks for them is told what is wrong
            self.columns(index)

    def counts(self, index: Index) -> dict[str, int]:
        """How many inputs of each status, texts and statements there are; counted again when the index has changed."""
        stamp = index.changed()
        kept = self._counts
        if kept is None or kept[0] != stamp:
            self._counts = kept = (stamp, index.counts())
        return kept[1]

    @contextlib.contextmanager
    def together(self) -> Iterator[Corroboration | None]:
        """What the documents come to together, None where nobody has had that made, or an older version did."""
        try:
            found = self.ledger.corroboration() if (self.ledger.folder / CORROBORATION_FILE).exists() else None
        except LedgerVersion:
            found = None
        with found or contextlib.nullcontext():
            yield found

    @contextlib.contextmanager
    def corroboration(self) -> Iterator[Corroboration]:
        """What the documents come to together. Raises `NotInLedger` where nobody has had that made."""
        with self.together() as found:
            if found is None:
                raise NotInLedger("not corroborated yet; `hearsay corroborate` does it", where=self.name)
            yield found

    def judgements(self) -> Judgements:
        """What people decided, to read or to add to. Raises `CannotWrite`."""
        return self.ledger.judgements()

    def saved(self) -> SavedQueries:
        """The questions people keep. Raises `CannotWrite`."""
        return SavedQueries(self.ledger.folder / SAVED_FILE)

    def entries(self, index: Index, name: str) -> list[Entry]:
        """The entries that have a record of that id; several where inputs have the same text. Raises `NotInLedger`."""
        return [self._entry(place) for place in index.find(name)]

    def entry(self, index: Index, name: str) -> Entry:
        """The first of them that was read, or else the first. Raises `NotInLedger`."""
        found = self.entries(index, name)
        return next((entry for entry in found if entry.reading is not None), found[0])

    def _entry(self, place: Place) -> Entry:
        key = (place.shard, place.row)
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                return self._entries[key]
        from hearsay.store.shards import read_entry

        entry = read_entry(self.ledger.shard(place.shard), place.row)
        if entry.record.id != place.record:
            message = "the index is not of these shards; `hearsay index` makes it anew"
            raise LedgerError(message, where=self.name)
        with self._lock:
            self._entries[key] = entry
            while len(self._entries) > _KEPT:
                self._entries.popitem(last=False)
        return entry


def open_desk(folder: Path) -> Desk:
    """A ledger in a folder, opened to be asked. Raises `LedgerError` where there is none, or no index of it."""
    desk = Desk(Ledger.open(folder))
    with desk.index():
        return desk
