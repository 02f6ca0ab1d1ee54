"""Public offices with their holders over time: heads of state and government, by the names texts give them.

The table (``data/actors/holders.csv``) holds no one else. It answers which office a name stands for at a date.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from hearsay.errors import ConfigError

_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "ø": "o", "đ": "d", "Đ": "D"})


@dataclass(frozen=True, slots=True)
class Holder:
    """One term in an office: ``first`` is the folded name without its last part; ``until`` is None while it runs."""

    name: str
    first: tuple[str, ...]
    office: str
    country: str
    since: int
    until: int | None

    def at(self, year: int | None) -> bool:
        """Whether the term had begun by a year and had not ended before it; any term is good where no year is known."""
        return year is None or (self.since <= year and (self.until is None or year <= self.until))

    def begun(self, year: int | None) -> bool:
        """Whether the term had begun by a year: whoever held an office once is known by it afterwards."""
        return year is None or self.since <= year


def holders(name: str) -> tuple[Holder, ...]:
    """The terms in office of those who bear a name: in full, or the last part as texts write it.

    A name with a first part must agree in it ("Barack Obama" is no other Obama). Raises `ConfigError` where the table
    is damaged.
    """
    words = fold(name).split()
    for size in range(min(3, len(words)), 0, -1):
        found = _table().get(" ".join(words[-size:]))
        if found:
            first = words[:-size]
            return tuple(h for h in found if not first or _agrees(first, h))
    return ()


def fold(name: str) -> str:
    """A name in lower case, without diacritics, apostrophes and full stops; hyphens are spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    for mark in "'’.":
        plain = plain.replace(mark, "")
    return " ".join(plain.replace("-", " ").translate(_LETTERS).lower().split())


def _agrees(first: Sequence[str], holder: Holder) -> bool:
    return first[0] in holder.first or (len(first[0]) == 1 and any(w.startswith(first[0]) for w in holder.first[:1]))


@lru_cache(maxsize=1)
def _table() -> Mapping[str, tuple[Holder, ...]]:
    found: defaultdict[str, list[Holder]] = defaultdict(list)
    try:
        text = files("hearsay").joinpath("data", "actors", "holders.csv").read_text(encoding="utf-8")
        for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
            words = fold(row["name"]).split()
            until = int(row["until"]) if row["until"] else None
            forms = {fold(form) for form in row["forms"].split("|")}
            for form in sorted(forms | {fold(row["name"])}):
                first = tuple(w for w in words if w not in form.split())
                found[form].append(Holder(row["name"], first, row["office"], row["country"], int(row["since"]), until))
    except (OSError, KeyError, ValueError, AttributeError) as error:
        raise ConfigError(f"the data file actors/holders.csv is malformed: {error!r}") from error
    return {form: tuple(terms) for form, terms in found.items()}
