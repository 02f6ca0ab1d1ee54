"""Can a description stand for a name? "The union" is no ministry, and "the lawyers" are not one man.

``data/names/kinds.toml`` says which kinds of body or place a noun may stand for; ``data/names/kinds.txt``, made by
``training/kinds.py``, of which kinds the bodies in the lists of actors are. What neither tells is a body of the kinds
that ``unknown`` lists: a name nobody knows is likelier a company's than a court's. A place in no list is no country.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent.parent / "data" / "names"
_PLURAL = ("ies", "y"), ("ses", "s"), ("ches", "ch"), ("s", "")
_EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Kinds:
    """Nouns and names, in lower case, to the kinds they may be of."""

    nouns: dict[str, frozenset[str]]
    loosely: dict[str, frozenset[str]]
    names: dict[str, frozenset[str]]
    unknown: frozenset[str]
    places: frozenset[str]

    def of_noun(self, noun: str) -> frozenset[str]:
        """The kinds a noun may stand for; none where it names no sort of body or place."""
        return self.nouns.get(noun, _EMPTY) | self.loosely.get(noun, _EMPTY)

    def of_name(self, words: Sequence[str], *, place: bool = False) -> frozenset[str]:
        """The kinds a name may be of: as listed, or else by the nouns in it, or else those of anything unknown."""
        listed = self._listed(words)
        if listed:
            return listed
        if place:
            return self.places
        told = [kinds for word in words for form in (word, singular(word)) if (kinds := self.nouns.get(form))]
        return frozenset().union(*told) if told else self.unknown

    def fit(self, noun: str, words: Sequence[str], *, place: bool = False) -> bool:
        """Whether a description headed by ``noun`` can be what is named by ``words`` (both in lower case).

        ``place`` is whether the name is a place's.
        """
        kinds = self.of_noun(noun) or self.of_noun(singular(noun))
        if noun in words and not (kinds and self._listed(words)):
            return True
        return bool(kinds & self.of_name(words, place=place))

    def _listed(self, words: Sequence[str]) -> frozenset[str] | None:
        words = [word for word in words if word not in ("the", "'s", "’s")]
        return self.names.get(" ".join(words)) or self.names.get("".join(words).replace(".", ""))


def singular(noun: str) -> str:
    """The singular of a regular English plural; a word that is none comes back as it was."""
    for ending, instead in _PLURAL:
        if noun.endswith(ending) and not noun.endswith("ss") and len(noun) > len(ending) + 2:
            return noun[: -len(ending)] + instead
    return noun


@lru_cache(maxsize=1)
def kinds() -> Kinds:
    """The lists in the package."""
    with (_FOLDER / "kinds.toml").open("rb") as file:
        tables = tomllib.load(file)
    names: dict[str, frozenset[str]] = {}
    shared: dict[str, frozenset[str]] = {}
    for line in (_FOLDER / "kinds.txt").read_text(encoding="utf-8").splitlines():
        codes, _, name = line.partition("\t")
        names[name] = shared.setdefault(codes, frozenset(codes.split(",")))
    names |= {name: frozenset(found) for name, found in tables["names"].items()}
    nouns, loosely = _by_noun(tables["nouns"]), _by_noun(tables["loosely"])
    return Kinds(nouns, loosely, names, frozenset(tables["unknown"]), frozenset(tables["places"]))


def _by_noun(table: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    nouns: defaultdict[str, set[str]] = defaultdict(set)
    for kind, found in table.items():
        for noun in found:
            nouns[noun].add(kind)
    return {noun: frozenset(found) for noun, found in nouns.items()}
