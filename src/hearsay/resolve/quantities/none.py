"""Counts of nothing: "no one", "nobody", "none of them", "no casualties"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.resolve.quantities.context import NOUNS, Context
from hearsay.resolve.quantities.lexer import Lexeme
from hearsay.resolve.quantities.units import PEOPLE

_PLURAL = ("NNS", "NNPS")


@dataclass(frozen=True, slots=True)
class Zero:
    """Lexemes ``start`` to ``end`` say that there is none; ``unit`` is what there is none of."""

    start: int
    end: int
    unit: str | None


def zero_at(i: int, lexemes: Sequence[Lexeme], context: Context) -> Zero | None:
    """The zero that begins at lexeme ``i``, if one does."""
    key = lexemes[i].key
    after = lexemes[i + 1].key if i + 1 < len(lexemes) else ""
    if key in ("nobody", "noone"):
        return Zero(i, i + 1, PEOPLE)
    if key == "no" and (after == "one" or (after == "-" and i + 2 < len(lexemes) and lexemes[i + 2].key == "one")):
        end = i + 2 + (after == "-")
        return None if context.upos(end) in (*NOUNS, "ADJ") else Zero(i, end, PEOPLE)
    if key == "none" and after != "the" and (i == 0 or lexemes[i - 1].key not in ("to", "bar")):
        return Zero(i, i + 1, _none_of(i + 1, lexemes, context))
    return _no_plural(i, lexemes, context) if key == "no" else None


def _none_of(at: int, lexemes: Sequence[Lexeme], context: Context) -> str | None:
    if at >= len(lexemes) or lexemes[at].key != "of":
        return None
    for i in range(at + 1, min(at + 6, len(lexemes))):
        if context.upos(i) in NOUNS:
            return lexemes[i].text
        if context.upos(i) == "PRON" and lexemes[i].key in ("them", "us", "these", "those"):
            return None
    return None


def _no_plural(i: int, lexemes: Sequence[Lexeme], context: Context) -> Zero | None:
    """As in "no casualties", "no further victims": only a plural (or people) is counted, "no evidence" is not."""
    for at in range(i + 1, min(i + 4, len(lexemes))):
        if context.xpos(at) in _PLURAL or lexemes[at].key == PEOPLE:
            return Zero(i, i + 1, lexemes[at].text)
        if context.upos(at) not in ("ADJ", "NOUN", "PROPN") or lexemes[at].kind != "word":
            return None
    return None
