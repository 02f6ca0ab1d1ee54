"""The function over a shard: every article of it read or accounted for. All engines run this and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Protocol

import msgspec

from hearsay._version import VERSION
from hearsay.corpus import Item, Problem, Raw
from hearsay.errors import HearsayError, NotEnglish
from hearsay.model import Entry, Reading, Record, RecordStatus
from hearsay.scale.shards import record_id

LOADER = "hearsay.pipeline:Pipeline.load"
"""What loads the reader, as ``module:name``; it is called with the model's folder, or None for the one shipped."""

SET_ASIDE = frozenset({"already-read", "empty-input", "no-article", "not-a-page", "not-english"})
"""The codes of inputs that are no English article: they are skipped. Anything else that is not read has failed."""

UNREAD_DATE = "unread-date"
"""The code of an article that was read, but whose file gives a date that is none we understand."""

INTERNAL, CRASHED, OUT_OF_TIME, OUT_OF_MEMORY = "internal", "crashed", "out-of-time", "out-of-memory"

_TOLD = ("published", "outlet", "title", "url", "language")
_STAGES = ("read", "parse", "attribute", "weigh", "resolve", "coding", "data")
_MODULES = ("model.py", "offices.py", "parsed.py", "pipeline.py", "place_types.py", "reporting.py", "sequences.py")
_NOT_READ = (".onnx", ".npz", ".pyc", ".tsv")  # the model's own files, which its id stands for


class Reader(Protocol):
    """What reads articles: a `hearsay.pipeline.Pipeline`, or something like it."""

    model: str

    def read(self, source: Raw, /) -> Reading:
        """The reading of an article; raises `HearsayError` where it cannot be read."""


class Fault(msgspec.Struct, frozen=True):
    """Why an article is not to be tried again."""

    code: str
    message: str


def load(loader: str, model: str | None) -> Reader:
    """The reader that ``loader`` loads."""
    module, _, name = loader.partition(":")
    found: Any = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    reader: Reader = found(None if model is None else Path(model))
    return reader


def reader_name(reader: Reader) -> str:
    """The code and the model that read: two readers of the same name give the same readings."""
    return f"{VERSION}+{_code()}/{reader.model}"


@lru_cache(maxsize=1)
def _code() -> str:
    """A hash of the code and the data that decide how an article reads."""
    made = hashlib.blake2b(digest_size=6)
    root = files("hearsay")
    for part in (*_STAGES, *_MODULES):
        _hash(root.joinpath(part), part, made)
    return made.hexdigest()


def _hash(path: Traversable, name: str, into: Any) -> None:
    if path.is_dir():
        for inner in sorted(path.iterdir(), key=lambda one: one.name):
            if inner.name != "__pycache__":
                _hash(inner, f"{name}/{inner.name}", into)
    elif path.is_file() and not name.endswith(_NOT_READ):
        into.update(name.encode() + b"\0" + path.read_bytes())


def read_items(
    reader: Reader, items: Iterable[Item], faults: Mapping[int, Fault], at: Callable[[int], None]
) -> list[Entry]:
    """The entries of a shard's items. ``at`` is told each item's number before it is read.

    Items with a fault are not read: somebody has tried, and it ended badly. An article costs itself alone, whatever it
    does, unless it takes the process with it.
    """
    entries = []
    for number, item in enumerate(items):
        at(number)
        fault = faults.get(number)
        entries.append(_refused(item, fault.code, fault.message) if fault else _entry(reader, item))
    return entries


def _entry(reader: Reader, item: Item) -> Entry:
    if isinstance(item, Problem):
        return _refused(item, item.code, item.message)
    try:
        reading = reader.read(item)
        # What cannot be written is no reading: lone surrogates in a text.
        msgspec.json.encode(reading)
    except NotEnglish as error:
        return _refused(item, error.code, error.message, error.language)
    except HearsayError as error:
        return _refused(item, error.code, error.message)
    except MemoryError:
        return _refused(item, OUT_OF_MEMORY, "there was not enough memory to read it")
    except Exception as error:
        return _refused(item, INTERNAL, f"unexpected error: {type(error).__name__}: {error}"[:500])
    document = reading.document
    told: dict[str, Any] = {name: getattr(document, name) for name in _TOLD}
    if item.no_date is not None:
        message = f"{item.no_date[:100]!r} is no date that we understand; it is left out"
        told |= {"code": UNREAD_DATE, "message": message}
    return Entry(record=_record(item, "processed", words=len(document.text.split()), **told), reading=reading)


def _refused(item: Item, code: str, message: str, language: str | None = None) -> Entry:
    status: RecordStatus = "skipped" if code in SET_ASIDE else "failed"
    told: dict[str, Any] = {"url": item.url}
    if isinstance(item, Raw):
        told |= {"outlet": item.outlet, "title": item.title, "published": item.published}
    message = message.encode("utf-8", "backslashreplace").decode()
    return Entry(record=_record(item, status, code=code, message=message, language=language, **told))


def _record(item: Item, status: RecordStatus, **told: Any) -> Record:
    size = len(item.data) if isinstance(item, Raw) else 0
    return Record(
        id=record_id(item), name=item.name, digest=item.digest(), status=status, key=item.key, size=size, **told
    )
