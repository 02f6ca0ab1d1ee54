"""Which of a table's columns is which of ours, and a row made an article.

The columns are named by the user (``text=body``), or found by the names that news corpora commonly give them; those
names are in ``data/columns.toml``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from math import isnan
from typing import Any

from hearsay.errors import BadColumns, BadRow, ConfigError, InputError
from hearsay.read.lists import read_table
from hearsay.read.records import Item, Problem, Raw, iso_date

FIELDS = ("text", "html", "title", "url", "outlet", "byline", "published", "key", "language")
"""What a column can be mapped to. ``language`` is looked at only for people: what a text is in is detected."""

_LONGEST = 60  # of a column's name, in a message: a table without a head has articles for names


@lru_cache(maxsize=1)
def _common_names() -> dict[str, tuple[str, ...]]:
    table = read_table("columns.toml")
    if set(table) - set(FIELDS):
        raise ConfigError(f"the data file columns.toml has unknown fields: {sorted(set(table) - set(FIELDS))}")
    return {field: tuple(names) for field, names in table.items()}


def check_mapping(given: Mapping[str, str]) -> dict[str, str]:
    """The mapping, if all its fields are known; else ConfigError."""
    unknown = sorted(set(given) - set(FIELDS))
    if unknown:
        raise ConfigError(f"no such field: {', '.join(unknown)}; there are {', '.join(FIELDS)}")
    return dict(given)


def mapping(given: Mapping[str, str], there: Collection[str]) -> dict[str, str]:
    """The column of each field that has one, among the columns that are ``there``.

    Raises `BadColumns`: a named column is not there, or none can be told to be the text.
    """
    missing = sorted(set(given.values()) - set(there))
    if missing:
        raise BadColumns(f"no column {', '.join(missing)}; there are {_listed(there)}")
    lower = {name.lower(): name for name in sorted(there, reverse=True)}
    taken = set(given.values())
    found = dict(given)
    for field, names in _common_names().items():
        name = next((lower[n] for n in names if n in lower and lower[n] not in taken), None)
        if field not in found and name is not None:
            found[field] = name
            taken.add(name)
    if not found.keys() & {"text", "html"}:
        raise BadColumns(f"no column is known to be the text; name one with text=COLUMN; there are {_listed(there)}")
    return found


def _listed(names: Collection[str]) -> str:
    listed = [name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…" for name in sorted(names)]
    return ", ".join(listed[:20]) + (f" and {len(listed) - 20} more" if len(listed) > 20 else "") if listed else "none"


def article(row: Mapping[str, Any], columns: Mapping[str, str], name: str) -> Item:
    """The article of a row, or the problem with it."""
    told = {field: row.get(column) for field, column in columns.items()}
    key, url = _brief(told.get("key")), _brief(told.get("url"))
    try:
        return _made(told, name, key, url)
    except InputError as error:
        return Problem.of(error, name, key=key, url=url)


def _made(told: Mapping[str, Any], name: str, key: str | None, url: str | None) -> Raw:
    field = "text" if told.get("text") not in (None, "") else "html"
    body = told.get(field)
    if body is None:
        raise BadRow("the row has no text")
    if not isinstance(body, str | bytes):
        raise BadRow(f"the row's {field} is not a text but a {type(body).__name__}")
    date, published = _brief(told.get("published")), iso_date(told.get("published"))
    return Raw(
        name=name,
        data=body.encode("utf-8", "replace") if isinstance(body, str) else body,
        form="html" if field == "html" else "text",
        key=key,
        url=url,
        title=_brief(told.get("title")),
        outlet=_brief(told.get("outlet")),
        byline=_brief(told.get("byline")),
        published=published,
        no_date=date if published is None else None,
    )


def _brief(value: Any) -> str | None:
    """A value as a short text: a list's items joined, an object's name, nothing for nothing."""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_brief, value)))[:1000] or None
    if isinstance(value, dict):
        return _brief(value.get("name") or value.get("title"))
    if value is None or isinstance(value, bytes | bool) or (isinstance(value, float) and isnan(value)):
        return None
    text = " ".join(str(value).encode("utf-8", "replace").decode().split())
    return text[:1000] or None
