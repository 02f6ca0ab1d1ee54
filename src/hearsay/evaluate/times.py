"""Temporal expressions: TempEval-3's measures over TimeML files.

TempEval-3 (UzZaman et al., SemEval 2013) scores the expressions of a text three ways: **strict**, the spans are
the same; **relaxed**, they overlap; **value** (and **type**), they overlap and the attribute is the same too, over
all gold and all predicted expressions. The document creation time is not scored: systems are given it.

The two halves of a corpus are told apart by a hash of the file's name, so that nobody's choice decides which
documents are held back: SHA-256 of the name as a number, every third one (remainder 0) held back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
from lxml import etree

from hearsay.errors import DataError
from hearsay.evaluate.scores import PRF, Table

Split = Literal["train", "test", "all"]


class Expression(NamedTuple):
    """A temporal expression: a half-open span of the text, its TIMEX3 ``type`` and ``value``."""

    start: int
    end: int
    type: str
    value: str


class Annotated(msgspec.Struct, frozen=True):
    """A TimeML document: its text, its creation time (an ISO date, None without one) and its expressions."""

    id: str
    text: str
    published: str | None
    expressions: tuple[Expression, ...]


def held_back(name: str) -> bool:
    """Whether the file of this name is in the held-back third."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0


def load(path: Path, split: Split = "all") -> list[Annotated]:
    """The TimeML documents under the folder ``path``, by name.

    ``train`` are the two thirds to tune on, ``test`` the held-back third. Raises DataError where there is no TimeML
    file or one is malformed.
    """
    files = sorted(path.rglob("*.tml"), key=lambda file: (file.name, file))
    if not files:
        raise DataError("no TimeML file (*.tml) in this folder", where=str(path))
    return [read(file) for file in files if split == "all" or held_back(file.name) == (split == "test")]


def read(path: Path) -> Annotated:
    """One TimeML file. The text is that of its TEXT element. Raises DataError where it is malformed."""
    try:
        root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    except (OSError, etree.XMLSyntaxError) as error:
        raise DataError(f"not a TimeML file: {error}", where=str(path)) from error
    body = root.find("TEXT")
    if body is None:
        raise DataError("no TEXT element", where=str(path))
    created = root.find("DCT/TIMEX3")
    pieces = list(_pieces(body, 0))
    return Annotated(
        id=path.stem,
        text="".join(piece for piece, _ in pieces),
        published=None if created is None else created.get("value", "")[:10] or None,
        expressions=tuple(sorted(_expression(e, at) for _, found in pieces for e, at in found)),
    )


_Found = list[tuple[etree._Element, tuple[int, int]]]


def _pieces(element: etree._Element, start: int) -> Iterator[tuple[str, _Found]]:
    """The element's text in pieces, each with the expressions that end at its end."""
    yield element.text or "", []
    at = start + len(element.text or "")
    for child in element:
        inner = list(_pieces(child, at)) if isinstance(child.tag, str) else []
        yield from inner
        end = at + sum(len(piece) for piece, _ in inner)
        if child.tag == "TIMEX3" and child.get("functionInDocument") != "CREATION_TIME":
            yield "", [(child, (at, end))]
        yield child.tail or "", []
        at = end + len(child.tail or "")


def _expression(element: etree._Element, span: tuple[int, int]) -> Expression:
    return Expression(*span, element.get("type", ""), element.get("value", ""))


def score(document: Annotated, predicted: Iterable[Expression]) -> Table:
    """``relaxed``, ``strict``, ``value`` and ``type``. One gold expression is matched with one predicted at most."""
    guesses = sorted(set(predicted))
    pairs = list(_matched(document.expressions, guesses))
    sizes = len(guesses), len(document.expressions)
    return {
        "relaxed": PRF.of(len(pairs), *sizes),
        "strict": PRF.of(sum(g[:2] == p[:2] for g, p in pairs), *sizes),
        "value": PRF.of(sum(g.value == p.value for g, p in pairs), *sizes),
        "type": PRF.of(sum(g.type == p.type for g, p in pairs), *sizes),
    }


def _matched(gold: Iterable[Expression], guesses: Iterable[Expression]) -> Iterator[tuple[Expression, Expression]]:
    """Pairs that overlap, each expression once: the same spans first, then from left to right."""
    left, right = list(gold), list(guesses)
    for same in (True, False):
        for one in list(left):
            fits = (g for g in right if (g[:2] == one[:2] if same else g.start < one.end and one.start < g.end))
            found = next(fits, None)
            if found is not None:
                yield one, found
                left.remove(one)
                right.remove(found)
