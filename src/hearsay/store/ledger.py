"""A ledger: a folder that is opened to be read by anybody, to be written by one at a time.

``ledger.json`` says what it is, ``shards/`` holds the readings, ``runs/`` a report a run, ``index.sqlite`` what pages
and searches use, ``judgements.sqlite`` what people decided, ``ratings.json`` whom the user does not rely on.
``docs/ledger.md`` describes each.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

from hearsay._version import VERSION
from hearsay.errors import ConfigError, LedgerError, LedgerLocked, LedgerVersion
from hearsay.store.files import clear_parts, write_bytes, writing
from hearsay.store.report import Report
from hearsay.store.version import SCHEMA

if TYPE_CHECKING:
    from hearsay.model import Entry
    from hearsay.store.corroboration import Corroboration
    from hearsay.store.index import Index
    from hearsay.store.judgements import Judgements

_KIND = "hearsay-ledger"
_RATINGS = "ratings.json"


class _Head(msgspec.Struct):
    """``ledger.json``."""

    format: str
    schema: int
    hearsay: str
    id: str = ""
    server: str | None = None


class Ledger:
    """An open ledger.

    >>> ledger = Ledger.open("news")  # doctest: +SKIP
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shards = folder / "shards"
        self.runs = folder / "runs"
        self.id = ""
        self.server: str | None = None

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> Self:
        """The ledger in a folder. Raises `LedgerError` where there is none, `LedgerVersion` where we cannot read it."""
        ledger = cls(Path(folder))
        head = ledger._head()
        if head is None:
            raise LedgerError("there is no ledger here", where=str(folder))
        _check(head, ledger.folder)
        ledger.id, ledger.server = head.id, head.server
        return ledger

    @classmethod
    def create(cls, folder: str | os.PathLike[str]) -> Self:
        """The ledger in a folder, begun where that is empty or not there. Raises as `open` does, or `CannotWrite`."""
        ledger = cls(Path(folder))
        if ledger._head() is None:
            ledger._begin()
        return cls.open(folder)

    def _head(self) -> _Head | None:
        path = self.folder / "ledger.json"
        try:
            return msgspec.json.decode(path.read_bytes(), type=_Head)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise LedgerError(f"cannot be read: {error.strerror or error}", where=str(path)) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise LedgerError(f"damaged: {error}", where=str(path)) from error

    def _begin(self) -> None:
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            if any(path.name != "lock" for path in self.folder.iterdir()):
                raise LedgerError("the folder is not empty and holds no ledger", where=str(self.folder))
            self.shards.mkdir()
            self.runs.mkdir()
        self._save(_Head(_KIND, SCHEMA, VERSION, secrets.token_hex(8)))

    def _save(self, head: _Head) -> None:
        write_bytes(self.folder / "ledger.json", msgspec.json.format(msgspec.json.encode(head), indent=1) + b"\n")

    def serve_from(self, server: str | None) -> None:
        """Keep the index on a PostgreSQL server from now on, or in the ledger's own file again.

        ``server`` is a connection string; a password in it would be readable by whoever reads the ledger, so it is
        better left to PGPASSWORD or a password file. Raises `CannotWrite`.
        """
        self.server = server
        self._save(_Head(_KIND, SCHEMA, VERSION, self.id, server))

    def ratings(self) -> dict[str, bool]:
        """The user's own ratings of sources that this ledger is graded by. Raises `LedgerError` where damaged."""
        path = self.folder / _RATINGS
        try:
            return msgspec.json.decode(path.read_bytes(), type=dict[str, bool])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise LedgerError(f"damaged: {error}", where=str(path)) from error

    def rate(self, ratings: Mapping[str, bool]) -> None:
        """Keep ratings, by names as `hearsay.corroborate.words.name_key` has them. Raises `CannotWrite`."""
        write_bytes(self.folder / _RATINGS, msgspec.json.format(msgspec.json.encode(dict(ratings)), indent=1) + b"\n")

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only one to write this ledger. Raises `LedgerLocked` where somebody is writing it already.

        The lock goes with the process, however it ends.
        """
        path = self.folder / "lock"
        with writing(path):
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            self._lock(handle)
            clear_parts(self.shards)
            clear_parts(self.runs)
            clear_parts(self.folder)
            yield
        finally:
            os.close(handle)

    def _lock(self, handle: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
            by = f" (process {holder})" if holder.isdigit() else ""
            raise LedgerLocked(f"somebody else is writing this ledger{by}", where=str(self.folder)) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)

    def shard(self, name: str) -> Path:
        """Where the shard of that name is, or would be."""
        return self.shards / f"{name}.parquet"

    def reports(self) -> list[Report]:
        """The runs over this ledger, in order."""
        return [self._report(path) for path in sorted(self.runs.glob("[0-9]*.json"))]

    def _report(self, path: Path) -> Report:
        try:
            return msgspec.json.decode(path.read_bytes(), type=Report)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise LedgerError(f"the run's report is damaged: {error}", where=str(path)) from error

    def save(self, report: Report) -> None:
        """Keep a run's report. Raises `CannotWrite`."""
        path = self.runs / f"{report.run:06}.json"
        write_bytes(path, msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n")

    def shard_names(self) -> list[tuple[str, int | None]]:
        """The shards that are there, each with the first finished run it belongs to; those of none come first.

        A later shard's reading of an input takes the place of an earlier one's.
        """
        there = {path.stem for path in self.shards.glob("*.parquet")}
        ordered: dict[str, int | None] = {}
        for report in self.reports():
            if report.state == "finished":
                for name in report.shards:
                    ordered.setdefault(name, report.run)
        missing = [name for name in ordered if name not in there]
        if missing:
            raise LedgerError(f"{len(missing)} shards are missing, the first {missing[0]}", where=str(self.shards))
        return [*((name, None) for name in sorted(there - ordered.keys())), *ordered.items()]

    def index(self) -> Index:
        """The index, opened to be read; brought up to date or made anew by `hearsay.store.index.update`."""
        from hearsay.store.index import open_index

        return open_index(self)

    def corroboration(self) -> Corroboration:
        """What its documents come to together. Raises `LedgerError` where `hearsay corroborate` has not been run."""
        from hearsay.store.corroboration import FILE, Corroboration

        return Corroboration.open(self.folder / FILE)

    def judgements(self) -> Judgements:
        """What people decided."""
        from hearsay.store.judgements import Judgements

        return Judgements(self.folder / "judgements.sqlite")

    def entries(self) -> Iterator[Entry]:
        """Every entry, shard by shard; of an input that was read several times, the last reading alone."""
        require_arrow()
        from hearsay.store.shards import read_shard

        with contextlib.closing(self.index()) as index:
            for name, _ in self.shard_names():
                for entry in read_shard(self.shard(name)):
                    if index.holds(entry.record.id, name):
                        yield entry


def require_arrow() -> None:
    """Raises ConfigError where pyarrow is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise ConfigError(f"ledgers need more libraries: pip install 'hearsay[ledger]' ({error})") from error


def _check(head: _Head, folder: Path) -> None:
    if head.format != _KIND:
        raise LedgerError(f"not a ledger but {head.format!r}", where=str(folder))
    if head.schema > SCHEMA:
        message = f"the ledger has schema {head.schema}, of hearsay {head.hearsay}; this version reads schema {SCHEMA}"
        raise LedgerVersion(message, where=str(folder))
    if head.schema < SCHEMA:
        message = f"the ledger has schema {head.schema}, which this version does not read; it reads schema {SCHEMA}"
        raise LedgerVersion(message, where=str(folder))
