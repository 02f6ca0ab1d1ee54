"""Role nouns in mentions, and the nationality that stands with them: "the Turkish foreign ministry"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hearsay.resolve.actors.known import Known, part_of_world
from hearsay.resolve.actors.lists import Linking, linking
from hearsay.resolve.actors.syntax import Syntax
from hearsay.resolve.entries import Entry, Role
from hearsay.resolve.names import fold

_LONGEST = 5
_NATIONALITY = 3
_TITLES = ("compound", "flat", "appos", "nmod", "dep")
_WITHIN = frozenset(("of", "for", "in", "from", "at"))


@dataclass(frozen=True, slots=True)
class Ground:
    """A city or a province that an article names, and its country."""

    name: str
    country: Entry


@dataclass(frozen=True, slots=True)
class Spot:
    """A role noun in a mention: words ``start`` to ``end``, the last noun of it at ``word``.

    ``voice`` says that the noun behind it speaks for the body ("foreign ministry spokesman").
    """

    role: Role
    start: int
    end: int
    word: int
    plural: bool
    voice: bool = False


def find_role(syntax: Syntax, mention: int, known: Known, lists: Linking) -> Spot | None:
    """The role a mention gives: its head, or the title beside a person's name."""
    first, head, end = syntax.window(mention)
    for word in (head, *titles(syntax, first, head, end)):
        if (spot := _at(syntax, (first, end), word, known, lists)) is not None:
            return spot
    return _cut_off(syntax, mention, known, lists)


def _cut_off(syntax: Syntax, mention: int, known: Known, lists: Linking) -> Spot | None:
    """The title before a name, where the model has left it out of the mention."""
    start, _ = syntax.parsed.mention_words[mention]
    head, word = syntax.heads[mention], start - 1
    if word < 0 or not syntax.is_person(head, head + 1) or syntax.is_person(word, word + 1):
        return None
    beside = syntax.head[word] == head and syntax.relation(word).startswith(_TITLES)
    if not beside and syntax.lower(word).rstrip(".") not in lists.abbreviated:
        return None
    spot = _longest(syntax, max(0, word - _LONGEST), word, start, known)
    return spot if spot is not None and (spot.role.kind == "office" or spot.role.scope == "state") else None


def titles(syntax: Syntax, first: int, head: int, end: int) -> Iterator[int]:
    """Nouns that may be the title of the person whose name the head is."""
    if not syntax.is_person(head, head + 1):
        return
    for word in range(first, end):
        beside = syntax.head[word] == head and syntax.relation(word).startswith(_TITLES)
        if word != head and beside and not syntax.is_person(word, word + 1):
            yield word


def _at(syntax: Syntax, span: tuple[int, int], word: int, known: Known, lists: Linking) -> Spot | None:
    """The longest role noun that ends at ``word``, or goes on behind it ("ministry of defence")."""
    first, end = span
    if syntax.lower(word) in lists.voices and word > first:
        spot = _longest(syntax, first, word - 1, word, known)
        if spot is not None and spot.role.kind == "organ":
            return Spot(spot.role, spot.start, word + 1, word, spot.plural, voice=True)
    direct = _longest(syntax, first, word, min(end, word + _LONGEST), known)
    if syntax.lower(word) in lists.officers and word > first and (direct is None or direct.start == word):
        # "The central bank chief", where there is no such role noun.
        spot = _longest(syntax, first, word - 1, word, known)
        if spot is not None and spot.role.kind == "organ" and spot.role.scope == "state":
            return Spot(spot.role, spot.start, word + 1, word, spot.plural, voice=True)
    return direct


def _longest(syntax: Syntax, first: int, word: int, end: int, known: Known) -> Spot | None:
    abbreviated = linking().abbreviated
    best: Spot | None = None
    for start in range(max(first, word - _LONGEST), word + 1):
        for stop in range(word + 1, max(end, word + 1) + 1):
            text = syntax.text(start, stop)
            role = known.registry.role(abbreviated.get(fold(text), text)) if text else None
            if role is not None and (best is None or stop - start > best.end - best.start):
                best = Spot(role, start, stop, word, _is_plural(syntax, word, text, role))
    return best


def _is_plural(syntax: Syntax, word: int, text: str, role: Role) -> bool:
    if role.plural is not None and fold(role.plural) != fold(role.form):
        return fold(text) == fold(role.plural)
    return role.kind == "people" or syntax.parsed.xpos[word] in ("NNS", "NNPS")


def is_past(syntax: Syntax, spot: Spot, lists: Linking) -> bool:
    """Whether the office is a former one."""
    return any(syntax.lower(child) in lists.past for child in syntax.children[spot.word])


def nationality(syntax: Syntax, mention: int, spot: Spot, known: Known, lists: Linking) -> Entry | None:
    """The country a role noun belongs to: an adjective, a possessor, or "of" and "in" behind it."""
    first, end = _around(syntax, mention, spot)
    return _before(syntax, first, spot, known, lists) or _behind(syntax, spot, end, known, lists)


def _around(syntax: Syntax, mention: int, spot: Spot) -> tuple[int, int]:
    """The words in which a role noun's owner is looked for: the mention's, and a few more before a title cut off."""
    first, _, end = syntax.window(mention)
    return (first if spot.start >= first else max(0, spot.start - _NATIONALITY)), end


def town(syntax: Syntax, mention: int, spot: Spot, where: Mapping[int, Ground], lists: Linking) -> Ground | None:
    """The city or province a role noun belongs to: "the Lagos governor", "police in Ohio", "the mayor of Cork"."""
    first, end = _around(syntax, mention, spot)
    if spot.role.form in lists.abroad:
        return None
    for word in range(spot.start - 1, first - 1, -1):
        if word in where and _belongs(syntax, word, spot):
            return where[word]
    for word in syntax.children[spot.word]:
        if not spot.end <= word < end or syntax.case(word) not in _WITHIN:
            continue
        for part in (word, *syntax.children[word]):
            # "Of Cork", "of the Cork province".
            if part in where and (part == word or syntax.relation(part) in ("compound", "amod", "flat")):
                return where[part]
    return None


def _before(syntax: Syntax, first: int, spot: Spot, known: Known, lists: Linking) -> Entry | None:
    for stop in range(spot.start, first, -1):
        after = syntax.lower(stop) if stop < spot.start else ""
        if after in ("-", "–") or after in lists.divided or (stop - 1 > 0 and syntax.lower(stop - 2) == "-"):
            continue
        for start in range(max(first, stop - _NATIONALITY), stop):
            if stop - start == 1 and part_of_world(syntax, start):
                continue
            if _belongs(syntax, stop - 1, spot) and (found := known.nationality(syntax.text(start, stop))):
                return found
    return None


def _belongs(syntax: Syntax, word: int, spot: Spot) -> bool:
    """Whether a modifier is the noun's own, and not that of another modifier with a possessor of its own."""
    if spot.start <= word < spot.end:
        return False
    above = syntax.head[word]
    possessive = word + 1 < spot.start and syntax.lower(word + 1) in ("'s", "’s", "'", "’")
    return above >= spot.start or possessive or above == word or syntax.relation(above) in ("amod", "compound", "flat")


def _behind(syntax: Syntax, spot: Spot, end: int, known: Known, lists: Linking) -> Entry | None:
    people = spot.role.kind == "people" or spot.role.form in lists.government
    marks = ("of", "for", "in", "from") if people or spot.voice else ("of", "for")
    for word in syntax.children[spot.word]:
        if not spot.end <= word < end or syntax.case(word) not in marks:
            continue
        for start, stop in syntax.spans(spot.end, min(end, word + _NATIONALITY), word):
            text = syntax.text(start, stop)
            found = known.country(text) or (known.capital(text) if syntax.case(word) == "in" else None)
            if found is not None:
                return found
    return None
