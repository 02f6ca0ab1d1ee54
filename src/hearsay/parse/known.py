"""What is known of names without looking at the text: which are bodies', countries', towns', people's.

``data/names/known.txt.gz`` is made by ``training/known.py`` out of the actors and places in the package and a census's
commonest first and last names. A line is a run of letters, one for each class of ``CLASSES``, a tab, and a name in
lower case. It says what a name can be, not what it is.
"""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "names"
CLASSES = {
    "o": "body", "m": "media", "c": "country", "k": "capital", "d": "demonym", "v": "division",
    "t": "town", "b": "big-town", "f": "first", "l": "last",
}  # fmt: skip
_EMPTY: tuple[str, ...] = ()


class Known:
    """Names to classes."""

    def __init__(self, classes: dict[str, tuple[str, ...]]) -> None:
        self._classes = classes

    def of(self, words: Sequence[str]) -> tuple[str, ...]:
        """The classes of a name given as words in lower case; empty where it is not known."""
        name = " ".join(words)
        found = self._classes.get(name)
        if found is None and len(words) > 1 and ("-" in words or "'s" in words):
            found = self._classes.get(name.replace(" - ", "-").replace(" 's", "'s"))
        if found is None and "." in name:
            found = self._classes.get(name.replace(".", ""))
        return found or _EMPTY


@lru_cache(maxsize=1)
def known() -> Known:
    """The names in the package."""
    letters: dict[str, tuple[str, ...]] = {}
    out: dict[str, tuple[str, ...]] = {}
    with gzip.open(FOLDER / "known.txt.gz", "rt", encoding="utf-8") as file:
        for line in file.read().splitlines():
            codes, _, name = line.partition("\t")
            if codes not in letters:
                letters[codes] = tuple(CLASSES[c] for c in codes)
            out[name] = letters[codes]
    return Known(out)


@lru_cache(maxsize=1)
def words() -> dict[str, frozenset[str]]:
    """The lists of ``words.toml``."""
    with (FOLDER / "words.toml").open("rb") as file:
        return {name: frozenset(items) for name, items in tomllib.load(file).items()}
