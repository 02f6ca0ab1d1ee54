"""Reading on the spot: one text or one address, within limits, nothing kept unless somebody asks.

A reading runs in a thread. One that takes too long is given up on: whoever asked is told so, and its place among the
few that may run at once is only free again when it ends.
"""

from __future__ import annotations

import asyncio
import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from hearsay.errors import ConfigError, EmptyInput, HearsayError, InputError, TooLarge
from hearsay.model import Entry, content_id
from hearsay.serve.settings import Settings

if TYPE_CHECKING:
    from hearsay.corpus import Raw
    from hearsay.scale.work import Reader

_KEPT = 8
_WAITING = 8


class Busy(HearsayError):
    """As much is being read as may be read at once, or a reading took too long."""

    code = "busy"


class ReadingDesk:
    """Reads what people paste. Safe to share between threads.

    ``load`` gives the reader and is called once, when something is read for the first time.
    """

    def __init__(self, load: Callable[[], Reader], settings: Settings) -> None:
        self._load = load
        self._settings = settings
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._threads = ThreadPoolExecutor(settings.readers, thread_name_prefix="hearsay-read")
        self._running = 0
        self._pasted: OrderedDict[str, tuple[Raw, Entry]] = OrderedDict()

    def reader(self) -> Reader:
        """The reader, loaded if it has not been. Raises `ModelError`."""
        with self._lock:
            if self._reader is None:
                self._reader = self._load()
            return self._reader

    async def read(self, given: str, *, published: str = "", outlet: str = "") -> tuple[str, Entry]:
        """Read a text or, where it is one word that begins with http, the page at that address.

        Gives the entry, and a name under which it can be kept for a while. Raises `Busy`, `InputError`, ConfigError.
        """
        if not given.strip():
            raise EmptyInput("there is nothing to read")
        if len(given) > self._settings.max_text:
            raise TooLarge(f"the text has {len(given):,} characters; the limit is {self._settings.max_text:,}")
        date = _date(published) if published else None
        with self._lock:
            if self._running >= self._settings.readers + _WAITING:
                raise Busy("as much is being read as may be at once; try again in a moment")
            self._running += 1
        job = asyncio.get_running_loop().run_in_executor(self._threads, self._work, given, date, outlet or None)
        try:
            item, entry = await asyncio.wait_for(asyncio.shield(job), self._settings.read_seconds)
        except TimeoutError:
            raise Busy(f"reading took more than {self._settings.read_seconds:g} seconds; it was given up") from None
        if entry.reading is None:
            error = InputError(entry.record.message or "it could not be read")
            error.code = entry.record.code or error.code  # type: ignore[misc]
            raise error
        name = content_id("p", item.digest())
        with self._lock:
            self._pasted[name] = (item, entry)
            while len(self._pasted) > _KEPT:
                self._pasted.popitem(last=False)
        return name, entry

    def pasted(self, name: str) -> tuple[Raw, Entry]:
        """What was read under that name. Raises ConfigError where it has been forgotten."""
        with self._lock:
            found = self._pasted.get(name)
        if found is None:
            raise ConfigError("this reading is not at hand any more: read it again")
        return found

    def close(self) -> None:
        """Take nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _work(self, given: str, published: str | None, outlet: str | None) -> tuple[Raw, Entry]:
        from hearsay.scale.here import read_one  # here and below: the room opens sooner without them

        try:
            item = self._item(given, published, outlet)
            return item, read_one(self.reader(), item)
        finally:
            with self._lock:
                self._running -= 1

    def _item(self, given: str, published: str | None, outlet: str | None) -> Raw:
        from hearsay.corpus import Fetcher, Raw

        words = given.strip()
        if len(words.split()) > 1 or not words.lower().startswith(("http://", "https://")):
            at = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
            data = given.encode("utf-8", "replace")
            return Raw(name=f"pasted {at}", data=data, form="text", published=published, outlet=outlet)
        page = Fetcher(allow_private=self._settings.allow_private).fetch(words)
        return Raw(
            name=page.url, data=page.body, url=page.url, charset=page.charset, published=published, outlet=outlet
        )


def _date(published: str) -> str:
    from hearsay.corpus import checked_date

    return checked_date(published)
