"""Where an article may name a place: phrases that the gazetteer or the reading model takes for one, and what is by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hearsay.model import Span
from hearsay.parsed import Name, Parsed
from hearsay.resolve.places.gazetteer import ABBREVIATION, ADMIN1, COUNTRY, DEMONYM, NAME, Gazetteer, Hit
from hearsay.resolve.places.keys import key
from hearsay.resolve.places.lists import words

LONGEST = 6
"""Words in the longest name looked for."""

_JOINERS = frozenset("-–.'’")
_AND = frozenset((",", "and", "&", "or"))
_DATELINE_PLACES = re.compile(r"(?:(?!--)[^\d()/:—–])*")  # before the date, the agency, the dash
_DATELINE_PART = re.compile(r"[^\W\d_][^,;]*")
_SCAN = 16  # words looked at for the plural that ends a list ("Cooke, Grayson and Love counties")


@dataclass(slots=True)
class Spot:
    """A phrase that may be a place's name: word range (half-open), the places that bear it, what is round it.

    ``span`` is in code points; the words are -1 where the name stands in the dateline, outside the prose.
    ``container`` is the spot behind the comma ("Paris, Texas"), ``holds`` the one before it. ``kind`` is the list of
    ``words.toml`` its admin word is in (``county``, ``state``, ``town``), ``near`` says that a distance or a direction
    from it is given.
    """

    start: int
    end: int
    key: str
    hits: tuple[Hit, ...]
    span: Span = (0, 0)
    container: Spot | None = None
    holds: Spot | None = None
    kind: str | None = None
    near: bool = False
    name: Name | None = None
    probability: float = 0.0
    features: dict[str, float] = field(default_factory=dict)


def find_spots(parsed: Parsed, gazetteer: Gazetteer) -> list[Spot]:
    """The spots of an article in text order, no two overlapping, with their surroundings."""
    cover = _cover(parsed)
    found = list(_known(parsed, gazetteer))
    taken = {i for spot in found for i in range(spot.start, spot.end)}
    found += _unknown(parsed, gazetteer, taken)
    found.sort(key=lambda spot: spot.start)
    for spot in found:
        spot.name = cover.get(spot.start)
    _link(parsed, found, gazetteer)
    found = _without_seats(parsed, found, gazetteer)
    for spot in found:
        spot.kind = _admin_word(parsed, spot)
        spot.near = _is_near(parsed, spot)
        spot.span = _span(parsed, spot)
    return found


def _without_seats(parsed: Parsed, found: list[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """The spots but for seats of power ("the White House", "the Kremlin"), which towns are called after.

    They are told by their article, and those of several words by themselves, unless a container makes them towns.
    """
    with_article = {
        spot.key for spot in found if spot.start > 0 and parsed.words[spot.start - 1].lower() == "the"
    }  # fmt: skip
    return [
        spot
        for spot in found
        if not _of_descent(parsed, spot)
        and (
            spot.container is not None
            or spot.key not in gazetteer.seats
            or not (spot.key in with_article or spot.end - spot.start > 1)
        )
    ]


def _of_descent(parsed: Parsed, spot: Spot) -> bool:
    """Whether a demonym is the first half of "African-American", which names no place."""
    after = [word.lower() for word in parsed.words[spot.end : spot.end + 2]]
    return (
        after[:1] == ["-"] and after[1:] in (["american"], ["americans"]) and any(h.match == DEMONYM for h in spot.hits)
    )


def governed(parsed: Parsed, found: Sequence[Spot], gazetteer: Gazetteer) -> frozenset[int]:
    """The countries whose government the article speaks of, by a seat of power or "U.S. officials" and its like."""
    countries: set[int] = set()
    text = [word.lower() for word in parsed.words]
    for at, word in enumerate(parsed.words):
        if word[:1].isupper():
            for size in (1, 2, 3):
                seated = gazetteer.seats.get(key(" ".join(parsed.words[at : at + size])))
                if seated and (size > 1 or (at and text[at - 1] == "the")):
                    countries |= seated
    for spot in found:
        follows = text[spot.end : spot.end + 2] if spot.end >= 0 else []
        if any(word in words()["government"] for word in follows):
            countries.update(int(gazetteer.country[h.place]) for h in spot.hits if gazetteer.kind[h.place] == COUNTRY)
    return frozenset(countries)


def _span(parsed: Parsed, spot: Spot) -> Span:
    """The name's code points, with the full stop that a tokeniser parts from "W.Va."."""
    first, last = parsed.span(spot.start, spot.end)
    is_short = any(match == ABBREVIATION for _, match in spot.hits) and spot.key[-1:] != "."
    is_cut = is_short and parsed.document.text[last : last + 1] == "."
    return first, last + (is_cut and not _ends_sentence(parsed, last))


def _ends_sentence(parsed: Parsed, last: int) -> bool:
    """Whether the full stop at ``last`` ends the text: then it is the sentence's."""
    return not parsed.document.text[last + 1 :].strip()


def dateline_spots(text: str, offset: int, gazetteer: Gazetteer) -> list[Spot]:
    """The places of a dateline ("KUNMING, China, March 2 (Agency) --") ``offset``, outside the prose."""
    found: list[Spot] = []
    for match in _DATELINE_PART.finditer(text[: _end_of_places(text)]):
        part = match.group().rstrip(" -")
        hits = gazetteer.find(part)
        if hits and part[:1].isupper() and part.split()[0].lower().rstrip(".") not in words()["calendar"]:
            found.append(Spot(-1, -1, key(part), hits, (offset + match.start(), offset + match.start() + len(part))))
            found[-1].probability = 1.0
    for inner, outer in pairwise(found):
        if not text[inner.span[1] - offset : outer.span[0] - offset].strip(" ,(") and contains(
            outer.hits, inner.hits, gazetteer
        ):
            inner.container, outer.holds = outer, inner
    return found


def _end_of_places(text: str) -> int:
    found = _DATELINE_PLACES.match(text)
    return found.end() if found else 0


def _cover(parsed: Parsed) -> dict[int, Name]:
    """For each word in a name of the model's, that name."""
    return {i: name for name in parsed.names for i in range(name.start, name.end)}


def _known(parsed: Parsed, gazetteer: Gazetteer) -> Iterator[Spot]:
    """The longest names in the gazetteer, from left to right."""
    sentence_end = _sentence_ends(parsed)
    i = 0
    while i < len(parsed):
        word = parsed.words[i]
        spot = None
        if word[:1].isupper() and word.lower() != "the":
            spot = _longest(parsed, i, sentence_end[i], gazetteer)
        if spot is not None:
            yield spot
        i = spot.end if spot is not None else i + 1


def _sentence_ends(parsed: Parsed) -> list[int]:
    ends = list(range(1, len(parsed) + 1))
    for first, last in parsed.sentences:
        ends[first:last] = [last] * (last - first)
    return ends


def _longest(parsed: Parsed, start: int, limit: int, gazetteer: Gazetteer) -> Spot | None:
    stop = start + 1
    while stop < min(limit, start + LONGEST) and _continues(parsed.words[stop]):
        stop += 1
    longest: Spot | None = None
    for end in range(stop, start, -1):
        if end - 1 > start and not parsed.words[end - 1][:1].isupper():
            continue
        text = parsed.quotation(start, end)
        hits = gazetteer.find(text)
        if hits and gazetteer.capitals_allow(text):
            spot = Spot(start, end, key(text), hits)
            if any(hit.match == NAME for hit in hits):
                return spot
            # "Dublin City" is an alternate name; in "Dublin City Council" the name proper is what is meant.
            longest = longest or spot
    return longest


def _continues(word: str) -> bool:
    return word[:1].isalpha() or word in _JOINERS


def _unknown(parsed: Parsed, gazetteer: Gazetteer, taken: set[int]) -> Iterator[Spot]:
    """The model's places of which no part is in the gazetteer."""
    for name in parsed.names:
        if name.type == "LOC" and taken.isdisjoint(range(name.start, name.end)):
            yield Spot(name.start, name.end, key(parsed.quotation(name.start, name.end)), ())


def _link(parsed: Parsed, found: list[Spot], gazetteer: Gazetteer) -> None:
    """Tie a name to the state or country behind its comma; a postal code counts only there."""
    by_start = {spot.start: spot for spot in found}
    codes: dict[int, Spot] = {}
    for spot in found:
        at = spot.end + 1
        if at >= len(parsed) or parsed.words[spot.end] not in (",", "("):
            continue
        outer = _postal(parsed, at, gazetteer) or by_start.get(at)
        if outer is None or not contains(outer.hits, spot.hits, gazetteer):
            continue
        if outer is not by_start.get(at):
            codes[at] = outer
        spot.container, outer.holds = outer, spot
    if codes:
        found[:] = [spot for spot in found if codes.keys().isdisjoint(range(spot.start, spot.end))]
        found += codes.values()
        found.sort(key=lambda spot: spot.start)


def _postal(parsed: Parsed, at: int, gazetteer: Gazetteer) -> Spot | None:
    """The state whose postal code stands at ``at``."""
    word = parsed.words[at]
    places = gazetteer.abbreviations.get(word, ()) if word.isupper() and word.isalpha() else ()
    return Spot(at, at + 1, f"{word.lower()}.", tuple(Hit(place, ABBREVIATION) for place in places)) if places else None


def contains(outer: Sequence[Hit], inner: Sequence[Hit], gazetteer: Gazetteer) -> bool:
    """Whether one of ``outer`` is a division or country that one of ``inner`` lies in."""
    divisions, countries = containers(outer, gazetteer)
    if not inner:
        return bool(divisions or countries)
    for place, _ in inner:
        if place not in {hit.place for hit in outer} and (
            int(gazetteer.admin1[place]) in divisions or int(gazetteer.country[place]) in countries
        ):
            return True
    return False


def containers(hits: Sequence[Hit], gazetteer: Gazetteer) -> tuple[set[int], set[int]]:
    """The numbers of the divisions and of the countries among ``hits``."""
    divisions = {int(gazetteer.admin1[place]) for place, _ in hits if gazetteer.kind[place] == ADMIN1}
    countries = {
        int(gazetteer.country[place]) for place, match in hits if gazetteer.kind[place] == COUNTRY and match != DEMONYM
    }
    return divisions, countries


def _admin_word(parsed: Parsed, spot: Spot) -> str | None:
    """The list the admin word beside a name is in."""
    after = _word(parsed, spot.end)
    lists = words()
    for kind in ("county", "state", "town"):
        if after in lists[kind]:
            return kind
    before = _word(parsed, spot.start - 1)
    if before in ("of", "in"):
        before = _word(parsed, spot.start - 2) if before == "of" else ""
    for kind in ("county", "state", "town"):
        if before in lists[kind]:
            return kind
    return _plural(parsed, spot)


def _plural(parsed: Parsed, spot: Spot) -> str | None:
    """The list of the plural at the end of an enumeration: "Cooke, Grayson and Love counties"."""
    lists = words()
    listed = False
    for at in range(spot.end, min(spot.end + _SCAN, len(parsed))):
        word = parsed.words[at]
        if word.lower() in lists["plural"] and listed:
            return next((kind for kind in ("county", "state", "town") if word.lower() in lists[kind]), None)
        listed |= word in _AND
        if not (word in _AND or word[:1].isupper()):
            return None
    return None


def _word(parsed: Parsed, at: int) -> str:
    return parsed.words[at].lower().rstrip(".") if 0 <= at < len(parsed) else ""


def _is_near(parsed: Parsed, spot: Spot) -> bool:
    """Whether a distance or a direction from the place is given: "20 km north of X", "east of X"."""
    before = [_word(parsed, spot.start - n) for n in range(1, 5)]
    if before[0] in ("the", "downtown", "central"):
        before = before[1:]
    if before[0] not in ("of", "from"):
        return False
    lists = words()
    return before[1] in lists["direction"] or (before[0] == "from" and before[1] in lists["unit"])
