"""A file of an ontology: its tables, and the lines they stand on, so that what is wrong can be said with its place."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from hearsay.errors import ConfigError

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r'^\s*(?:"([^"]+)"|([\w-]+))\s*=')
_AT = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True)
class Raw:
    """A file's tables, its name, and the lines of its headers and keys."""

    name: str
    tables: dict[str, Any]
    headers: dict[tuple[str, int], int]
    keys: dict[tuple[str, int, str], int]

    def where(self, table: str, number: int = 0, key: str | None = None) -> str:
        """The file and line of a table's header (the ``number``-th of an array), or of a key in it."""
        line = self.keys.get((table, number, key)) if key else None
        line = line or self.headers.get((table, number))
        return f"{self.name}:{line}" if line else self.name

    def error(self, reason: str, table: str, number: int = 0, key: str | None = None) -> ConfigError:
        """The error that says what is wrong there."""
        return ConfigError(reason, where=self.where(table, number, key))


def read(text: str, name: str) -> Raw:
    """A file's text as tables. Raises `ConfigError` with the line where it is not TOML."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _AT.search(str(error))
        raise ConfigError(f"is not TOML: {error}", where=f"{name}:{at[1]}" if at else name) from error
    headers, keys = _lines(text)
    return Raw(name, tables, headers, keys)


def _lines(text: str) -> tuple[dict[tuple[str, int], int], dict[tuple[str, int, str], int]]:
    headers: dict[tuple[str, int], int] = {}
    keys: dict[tuple[str, int, str], int] = {}
    counts: dict[str, int] = {}
    table, number = "", 0
    for at, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            table = header[2].replace('"', "")
            number = counts.get(table, 0) if header[1] == "[[" else 0
            counts[table] = number + 1
            headers.setdefault((table, number), at)
        elif key := _KEY.match(line):
            keys.setdefault((table, number, key[1] or key[2]), at)
    return headers, keys
