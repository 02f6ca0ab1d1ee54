"""Countries by their names and their people's names, from the register of actors' own file."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources

from hearsay.coding.incidents.phrases import Phrase
from hearsay.coding.incidents.tree import Tree

_LONGEST = 3
_MODIFIES = frozenset({"amod", "compound", "nmod:poss"})
# "U.S. officials" says less of where something happens than "in the United States".
_MODIFYING = 0.4


@lru_cache(maxsize=1)
def nations() -> dict[str, str]:
    """Names, other names and demonyms in lower case to ISO 3166-1 alpha-2."""
    path = resources.files("hearsay").joinpath("data", "actors", "countries.csv")
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    out: dict[str, str] = {}
    for row in csv.DictReader(lines):
        for cell in (row["name"], row["aliases"], row["demonyms"]):
            for form in cell.split("|"):
                if form and not form.endswith("*"):
                    out.setdefault(form.lower(), row["iso2"])
    return out | {"soviet": "RU", "soviets": "RU", "ussr": "RU"}


def told(tree: Tree, start: int, end: int) -> dict[str, float]:
    """How often each country is named among the words from ``start`` to ``end``; modifiers count less."""
    words = [w.lower() for w in tree.parsed.words[start:end]]
    out: dict[str, float] = {}
    at = 0
    while at < len(words):
        for size in range(_LONGEST, 0, -1):
            country = nations().get(" ".join(words[at : at + size]))
            if country is not None and not (size == 1 and tree.upos[start + at] == "PRON"):  # "told us"
                modifies = tree.relation[start + at] in _MODIFIES
                out[country] = out.get(country, 0.0) + (_MODIFYING if modifies else 1.0)
                at += size - 1
                break
        at += 1
    return out


def nation(tree: Tree, phrase: Phrase) -> str | None:
    """The country a phrase's own words give it: "Spanish priests", "the embassy of Honduras"."""
    low = min([phrase.start, *(c for c in tree.children[phrase.head] if c < phrase.start)])
    high = phrase.end
    for child in tree.children[phrase.head]:
        if tree.relation[child] in ("nmod", "nmod:poss", "amod", "compound") and tree.preposition(child) in (
            "",
            "of",
            "from",
        ):
            high = max(high, child + 1)
    found = told(tree, low, min(high, phrase.end + 6))
    return max(found, key=lambda c: found[c], default=None)
