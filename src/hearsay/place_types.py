"""What kind of place a toponym names, by the words beside it (``data/incidents/muc4.toml``)."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

import msgspec

from hearsay.model import Place


class PlaceType(msgspec.Struct, frozen=True):
    """A kind of place: MUC-4's name for it, the words that tell it, and how narrow it is (0 widest)."""

    name: str
    words: list[str]
    rank: int
    precision: list[str] = []


class _File(msgspec.Struct, frozen=True):
    place_type: list[PlaceType]


@lru_cache(maxsize=1)
def place_types() -> tuple[PlaceType, ...]:
    """Every kind there is, in the order they are tried in."""
    path = resources.files("hearsay").joinpath("data", "incidents", "muc4.toml")
    return tuple(msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File).place_type)


def place_type(text: str, place: Place) -> PlaceType:
    """The kind of a place, by a word right after its name, before it ("the department of"), in it, or by its point."""
    start, end = place.span
    before, after = text[max(0, start - 25) : start].upper(), text[end : end + 25].upper()
    types = place_types()
    for kind in types:
        for word in kind.words:
            if re.match(rf"\s*{word}\b", after) or re.search(rf"\b{word} OF\s+(?:THE\s+)?\Z", before):
                return kind
    named = [k for k in types if any(place.name.upper().endswith(f" {w}") for w in k.words)]
    by_point = [k for k in types if (place.precision or "city") in k.precision]
    return (named or by_point or [next(k for k in types if k.name == "CITY")])[0]
