"""An article as the linker sees it, before any of its mentions is linked, and what has been linked in it so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from hearsay.model import Document, Place
from hearsay.parsed import Name, Parsed
from hearsay.resolve.actors.bodies import Body
from hearsay.resolve.actors.known import Known, acronyms, by_iso2, initials
from hearsay.resolve.actors.lists import JOINS, SMALL, Linking, linking, metonymy
from hearsay.resolve.actors.metonymy import of_sport
from hearsay.resolve.actors.roles import Ground, Spot
from hearsay.resolve.actors.syntax import Syntax
from hearsay.resolve.entries import Entry
from hearsay.resolve.registry import Registry

COLLECTIVE = frozenset(("person", "organization"))
"""What the model types nouns as that mean a body."""
LOOKBACK = 200
"""Bodies or mentions looked back over: what was named before is forgotten."""
_PLACE_END = re.compile(r"[,(/—–]| -")


@dataclass(frozen=True, slots=True)
class Links:
    """What has been linked so far, by mention number.

    ``found`` has the bodies, ``places`` the territories named, ``spots`` the role nouns; ``voices`` are the mentions of
    those who speak for a body.
    """

    found: dict[int, Body] = field(default_factory=dict)
    places: dict[int, Entry] = field(default_factory=dict)
    spots: dict[int, Spot] = field(default_factory=dict)
    voices: set[int] = field(default_factory=set)


class Article:
    """A parse with what its names, brackets, dateline and places tell of it as a whole.

    ``introduced`` and ``initials`` lead from letters to names, ``bracketed`` are words in brackets behind a name;
    ``home`` is the country whose government is meant by "the government"; ``where`` has the cities and provinces by
    word, ``within`` those in names of organisations too; ``located`` are names and ``towns`` spans of places;
    ``surnames`` those of people named in full; ``at`` has the mentions by head.
    """

    def __init__(self, parsed: Parsed, registry: Registry, places: Sequence[Place] = ()) -> None:
        self.parsed = parsed
        self.lists: Linking = linking()
        self.syntax = Syntax(parsed)
        self.known = Known(self.syntax, registry)
        self.introduced = acronyms(self.syntax)
        self.initials = initials(self.syntax)
        self.bracketed = _bracketed(parsed.words)
        self.sport = of_sport(self.syntax, metonymy())
        everywhere, places = places, self._grounded(places)
        self.towns = {place.span for place in places if place.precision in ("admin1", "city")}
        self.where = self._grounds(places)
        self.within = self._grounds(everywhere)
        self.located = {self.syntax.text(n.start, n.end) for n in parsed.names if n.type == "LOC"}
        leaders = {self.syntax.text(n.start, n.end) for n in parsed.names if n.type == "PER"}
        self.known.find_home(_dateline(parsed.document), places, sorted(leaders), _origin(parsed.document, places))
        self.home = self.known.home or self.known.main_country
        self.surnames = {self.syntax.lower(n.end - 1) for n in parsed.names if n.type == "PER" and n.end - n.start > 1}
        self.at: dict[int, list[int]] = defaultdict(list)
        for number, head in enumerate(self.syntax.heads):
            self.at[head].append(number)

    def _grounded(self, places: Sequence[Place]) -> list[Place]:
        """The places that are no part of the longer name of an organisation: not the one in "West Coast Bank"."""
        longer = [self.parsed.span(n.start, n.end) for n in self.parsed.names if n.type == "ORG"]
        return [
            place
            for place in places
            if not any(a <= place.span[0] and place.span[1] <= b and place.span != (a, b) for a, b in longer)
        ]

    def _grounds(self, places: Sequence[Place]) -> dict[int, Ground]:
        """The cities and provinces by the words of their names."""
        grounds: dict[int, Ground] = {}
        starts = [int(start) for start in self.parsed.starts]
        states = by_iso2(self.known.registry)
        for place in places:
            if place.precision in ("admin1", "city") and place.country in states:
                country = self.known.registry[states[place.country]]
                ground = Ground(" ".join(self.parsed.document.text[slice(*place.span)].split()), country)
                for word in range(bisect_left(starts, place.span[0]), bisect_left(starts, place.span[1])):
                    grounds[word] = ground
        return grounds


def nation_before(article: Article, first: int, head: int) -> Entry | None:
    """The country given before a name: "the Indian Supreme Court"."""
    for stop in range(head, first, -1):
        for start in range(max(first, stop - 3), stop):
            if (found := article.known.nationality(article.syntax.text(start, stop))) is not None:
                return found
    return None


def whole_name(article: Article, name: Name, end: int) -> tuple[int, int]:
    """A name with what the model cut off: "Commission", of "Commission on Road Safety"; without a last "in"."""
    syntax = article.syntax
    stop = name.end
    while stop > name.start + 1 and syntax.lower(stop - 1) in SMALL:
        stop -= 1
    if stop >= end or syntax.lower(stop) not in JOINS:
        return name.start, stop
    for at in range(stop, end):
        word = article.parsed.words[at]
        if word[:1].isupper() and not word.isupper():
            stop = at + 1
        elif word not in SMALL:
            break
    return name.start, stop


def _bracketed(words: Sequence[str]) -> set[str]:
    """The words that stand in brackets behind a capitalised one: acronyms of names in another language among them."""
    triples = zip(words, words[1:], words[2:], words[3:], strict=False)
    return {word for name, mark, word, end in triples if mark in "([" and end in ")]" and name[:1].isupper()}


def _origin(document: Document, places: Sequence[Place]) -> str | None:
    """The country (ISO 3166-1 alpha-2) of the first place in an article's dateline."""
    for zone in document.zones:
        if zone.kind == "dateline":
            inside = (p.country for p in places if zone.span[0] <= p.span[0] and p.span[1] <= zone.span[1])
            return next(inside, None)
    return None


def _dateline(document: Document) -> str:
    """The place an article's dateline gives, as far as the first comma, bracket or dash; empty where it has none."""
    for zone in document.zones:
        if zone.kind == "dateline":
            return _PLACE_END.split(document.text[zone.span[0] : zone.span[1]], maxsplit=1)[0].strip()
    return ""
