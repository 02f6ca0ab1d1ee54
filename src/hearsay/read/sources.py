"""What a user names as a corpus: files, folders, globs, addresses, standard input, or a ``sources.toml``.

The same sources give the same articles in the same order: folders are walked in the order of their names.
"""

from __future__ import annotations

import glob
import os
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from hearsay.errors import ConfigError, InputError
from hearsay.read.columns import check_mapping
from hearsay.read.containers import How, Kind, items
from hearsay.read.dates import checked_date
from hearsay.read.records import Item, Problem, Raw, shown

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Source:
    """One source as named, and how to read it."""

    name: str
    how: How


@dataclass(slots=True)
class Intake:
    """How far the reading of sources has come, in bytes of the files named. ``total`` is 0 where it is not known."""

    total: int = 0
    done: int = 0
    _file: BinaryIO | None = None
    _size: int = 0

    def begin(self, file: BinaryIO, size: int) -> None:
        """A file of ``size`` bytes is being read."""
        self._file, self._size = file, size

    def end(self) -> None:
        """The file has been read."""
        self.done += self._size
        self._file, self._size = None, 0

    @property
    def position(self) -> int:
        """Bytes read, the open file's too."""
        try:
            return self.done + (min(self._file.tell(), self._size) if self._file is not None else 0)
        except (OSError, ValueError):
            return self.done


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    """A source in a ``sources.toml``; ``docs/reading-corpora.md`` describes the keys."""

    path: str
    kind: Kind = "auto"
    outlet: str | None = None
    published: str | None = None
    columns: dict[str, str] = {}
    fast_html: bool = False


class _File(msgspec.Struct, forbid_unknown_fields=True):
    source: list[_Entry]


def sources(names: Sequence[str], how: How) -> list[Source]:
    """The sources named, those of a ``.toml`` file in its place. Raises ConfigError where such a file is wrong."""
    found: list[Source] = []
    for name in names:
        if name.lower().endswith(".toml"):
            found += _from_toml(Path(name), how)
        else:
            found.append(Source(name, how))
    if sum(source.name == "-" for source in found) > 1:
        raise ConfigError("standard input (-) can be read only once")
    return found


def _from_toml(path: Path, how: How) -> Iterator[Source]:
    try:
        table = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror or error}", where=str(path)) from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise ConfigError(str(error), where=str(path)) from error
    for entry in table.source:
        try:
            yield Source(_beside(entry.path, path), _how(entry, how))
        except ConfigError as error:
            raise ConfigError(error.message, where=f"{path}: {entry.path}") from error


def _beside(name: str, file: Path) -> str:
    """A path in a file as one from here: it is meant from the file's folder."""
    if name == "-" or _ADDRESS.match(name) or os.path.isabs(name):
        return name
    return os.path.join(file.parent, name)


def _how(entry: _Entry, how: How) -> How:
    return replace(
        how,
        kind=entry.kind if entry.kind != "auto" else how.kind,
        outlet=entry.outlet or how.outlet,
        published=checked_date(entry.published) if entry.published else how.published,
        columns={**how.columns, **check_mapping(entry.columns)},
        fast=entry.fast_html or how.fast,
    )


def read_sources(given: Iterable[Source], intake: Intake | None = None) -> Iterator[Item]:
    """The articles of the sources, one at a time; a problem where a source or a part of it cannot be read."""
    intake = intake or Intake()
    for source in given:
        if source.name == "-":
            yield from _stdin(source.how)
        elif _ADDRESS.match(source.name):
            yield from _address(source)
        else:
            yield from _paths(source, intake)


def size_of(given: Iterable[Source]) -> int:
    """The bytes in the files of the sources, 0 where one of them is no file and nobody knows."""
    total = 0
    for source in given:
        if source.name == "-" or _ADDRESS.match(source.name):
            return 0
        for path in _files(source.name):
            total += _size(path)
    return total


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _stdin(how: How) -> Iterator[Item]:
    if sys.stdin is None:
        yield Problem.of(InputError("there is no standard input"), "-")
    else:
        yield from items(sys.stdin.buffer, "-", how)


def _paths(source: Source, intake: Intake) -> Iterator[Item]:
    found = False
    for path in _files(source.name):
        found = True
        yield from _path(path, source.how, intake)
    if not found and _is_empty_folder(source.name):
        yield Problem.of(InputError("there is no file in this folder"), shown(source.name))
    elif not found:
        yield Problem.of(InputError("no such file or folder"), shown(source.name))


def _is_empty_folder(name: str) -> bool:
    return os.path.isdir(name)


def _path(path: str, how: How, intake: Intake) -> Iterator[Item]:
    name = shown(path)
    try:
        if not os.path.isfile(path):
            raise InputError("not a file: a pipe, a device or a broken link")
        with open(path, "rb") as file:
            intake.begin(file, _size(path))
            yield from items(file, name, how)
    except InputError as error:
        yield Problem.of(error, name)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        yield Problem.of(InputError(f"cannot be read: {reason}"), name)
    finally:
        intake.end()


def _files(name: str) -> Iterator[str]:
    """The files a path or a pattern stands for, in the order of their names; hidden ones in folders are passed over."""
    if os.path.isdir(name):
        yield from _walk(name)
    elif os.path.lexists(name):
        yield name
    elif _MAGIC.search(name):
        for found in sorted(glob.iglob(name, recursive=True)):
            if os.path.isfile(found):
                yield found


def _is_ledger(folder: str) -> bool:
    """Whether a folder is a ledger: `hearsay run . -o news` must not read what it wrote the day before."""
    return os.path.isfile(os.path.join(folder, "ledger.json")) and os.path.isdir(os.path.join(folder, "shards"))


def _walk(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError:
        yield folder  # opening it says why it cannot be read
        return
    for name, is_folder in found:
        if name.startswith("."):
            continue
        path = os.path.join(folder, name)
        if is_folder and _is_ledger(path):
            continue
        if is_folder:
            yield from _walk(path)
        else:
            yield path


def _address(source: Source) -> Iterator[Item]:
    """What is at an address: a feed with its articles, or one page."""
    from hearsay.read.feeds import FEED_TYPES, entries, looks_like_feed
    from hearsay.read.url import MEDIA_TYPES, Fetcher

    fetcher = source.how.fetcher or Fetcher()
    try:
        page = replace(fetcher, media_types=MEDIA_TYPES | FEED_TYPES).fetch(source.name)
    except InputError as error:
        yield Problem.of(error, source.name, url=source.name)
        return
    if page.media_type in FEED_TYPES or looks_like_feed(page.body):
        made: Iterable[Item] = entries(page.body, source.name, fetcher, url=page.url)
    else:
        form: Any = "text" if page.media_type == "text/plain" else "auto"
        made = [Raw(name=source.name, data=page.body, form=form, charset=page.charset, url=page.url)]
    from hearsay.read.containers import told

    for item in made:
        yield told(item, source.how)
