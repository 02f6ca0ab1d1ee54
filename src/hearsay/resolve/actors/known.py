"""The register asked about one article: names looked up in it, shared ones by what else the article names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from hearsay.model import Place
from hearsay.offices import holders
from hearsay.resolve.actors.syntax import Syntax
from hearsay.resolve.entries import Entry
from hearsay.resolve.names import fold
from hearsay.resolve.registry import Match, Registry

STATES = frozenset(("country", "territory"))
_OF_COUNTRY = frozenset(("name", "official", "alias"))
_OF_PEOPLE = _OF_COUNTRY | {"demonym"}
_LONGEST = 3  # words of a nationality: "Saudi Arabian", "New Zealand"
_LEAST_SHARE = 0.5  # of the mentions of the country named most: less, and a shared name may be anyone's
_NAMED_TWICE = 2
_DOMINANT = 0.6
_DOMESTIC = frozenset(("institution", "party"))
_MAJORITY = 0.5001
_OFTEN, _TIMES = 5, 3  # a country named so often, and so many times as often as the next, is an article's home
_WORLDWIDE = 0.25  # support for an intergovernmental body, which has no country to be named


class Known:
    """What the register says of one article's names.

    ``countries`` counts how often each country is named, its demonyms and capitals included; ``called`` holds those
    that are not named by a city alone, ``named`` the other entries named by a name that is theirs alone.
    """

    def __init__(self, syntax: Syntax, registry: Registry) -> None:
        self.registry = registry
        self._cache: dict[str, tuple[Match, ...]] = {}
        self.year = _year(syntax.parsed.document.published)
        self.past = _past(frozenset(syntax.parsed.words), registry) if self.year is None else frozenset()
        self.countries: Counter[str] = Counter()
        self.named: set[str] = set()
        self.called: set[str] = set()
        self.home: str | None = None
        words = syntax.parsed.words
        at = 0
        while at < len(words):
            at += self._count(syntax, at) if words[at][:1].isupper() else 1

    def _count(self, syntax: Syntax, at: int) -> int:
        """Count what is named from word ``at`` on, the longest name, and give its length."""
        end = min(len(syntax.parsed.words), at + _LONGEST)
        for stop in range(end, at, -1):
            found = self.find(syntax.text(at, stop))
            if not found or (stop - at == 1 and part_of_world(syntax, at)):
                continue
            for match in found:
                if match.entry.kind in STATES and not (len(found) > 1 and match.name.use in ("capital", "seat")):
                    self.countries[match.entry.id] += 1
                    self.called |= {match.entry.id} if match.name.use not in ("capital", "seat") else set()
            if len(found) == 1 and not found[0].name.shared:
                self.named.add(found[0].entry.id)
            return stop - at
        return 1

    def find(self, text: str) -> tuple[Match, ...]:
        """The entries a text may name; those that began after the article appeared are left out."""
        if (found := self._cache.get(text)) is None:
            found = self.registry.find(text) if any(map(str.isalnum, text)) else ()
            young = tuple(match for match in found if not self._too_young(match.entry))
            found = self._cache[text] = self._of_the_time(young)
        return found

    def _of_the_time(self, found: tuple[Match, ...]) -> tuple[Match, ...]:
        """Of a state and its successor (the Kremlin's), the one of the article's time; of an undated one, of today."""
        past = [m for m in found if m.entry.kind in STATES and m.entry.ended]
        if not past or len(found) == len(past):
            return found
        then = [m for m in past if self._was_then(m.entry)]
        successors = {m.entry.became for m in then}
        dropped = {m.entry.id for m in past if m not in then} | successors
        return tuple(match for match in found if match.entry.id not in dropped)

    def _was_then(self, entry: Entry) -> bool:
        return entry.id in self.past or bool(self.year and entry.until and self.year <= entry.until.year)

    def _too_young(self, entry: Entry) -> bool:
        return self.year is not None and entry.since is not None and entry.since.year > self.year + 1

    @property
    def main_country(self) -> str | None:
        """The country the article is mostly about, if it is about one."""
        total = sum(self.countries.values())
        ranked = self.countries.most_common(1)
        return ranked[0][0] if ranked and ranked[0][1] >= max(2.0, _DOMINANT * total) else None

    def find_home(
        self, dateline: str, places: Iterable[Place], leaders: Iterable[str] = (), origin: str | None = None
    ) -> None:
        """Sets ``home``, the country whose government is meant where an article says no more than "the government".

        Each country named counts once a time; the dateline's as often again and twice more; a place in it, its cities
        and provinces, half; each of its ``leaders`` named in full and each of its institutions and parties once in all.
        It must have more than half of all that is counted, and be counted twice, or be alone; or be counted several
        times as often as any other, where many are named in passing. ``origin`` is the country (ISO 3166-1 alpha-2) of
        a dateline that is no capital.
        """
        counts: dict[str, float] = dict(self.countries)
        for country in self._countries_of_bodies(leaders):
            counts[country] = counts.get(country, 0) + 1
        states = by_iso2(self.registry)
        city = self.capital(dateline) or self.country(dateline)
        from_ = city.id if city is not None else states.get(origin or "")
        if from_ is not None:
            counts[from_] = 2 * counts.get(from_, 0) + 2
        for place in places:
            if place.precision in ("admin1", "city") and place.country in states:
                counts[states[place.country]] = counts.get(states[place.country], 0) + 0.5
        best = max(counts, key=lambda id: counts[id], default=None)
        alone = sum(count > 0 for count in counts.values()) == 1
        if best is None:
            return
        second = max((count for id, count in counts.items() if id != best), default=0)
        most = counts[best] >= max(0.5 if alone else 2.0, _MAJORITY * sum(counts.values()))
        if most or counts[best] >= max(_OFTEN, _TIMES * second):
            self.home = best

    def _countries_of_bodies(self, leaders: Iterable[str]) -> Iterator[str]:
        """The country of each leader of a state named in full, and of each institution and party that is named.

        Where no country is named, groups and outlets count as well, and leaders by their last names alone.
        """
        unnamed = not self.countries
        scarce = unnamed and self.year is not None
        for leader in leaders:
            full = " " in leader
            countries = {h.country for h in holders(leader) if (h.begun(self.year) if full else h.at(self.year))}
            if len(countries) == 1 and (full or scarce):
                yield from (country for country in countries if country in self.registry)
        for id in sorted(self.named):
            entry = self.registry[id]
            if (entry.kind in _DOMESTIC or unnamed) and entry.country:
                yield entry.country[0]

    def body(self, text: str, nationality: Entry | None = None) -> Entry | None:
        """The body other than a country that a text names, or None where the article does not tell which.

        A name that others bear too needs the article's support: another name of the entry's, or its country among
        those named most. ``nationality`` is a country that the mention gives.
        """
        found = [m for m in self.find(text) if m.entry.kind not in STATES and m.name.use not in ("seat", "capital")]
        if nationality is not None and any(m.name.shared for m in found):
            found = [m for m in found if nationality.id in m.entry.country]
        elif len(found) > 1 or any(m.name.shared for m in found):
            return self._supported(found)
        return found[0].entry if len(found) == 1 else None

    def _supported(self, found: Iterable[Match]) -> Entry | None:
        most = max(self.countries.values(), default=0)
        found = list(found)
        organ = self.registry.role(found[0].name.form) if found else None
        if self.home is not None and organ is not None and organ.scope == "state":
            # Another state's than the article's home would be called so.
            found = [m for m in found if self.home in m.entry.country]

        def support(entry: Entry) -> float:
            own = max((self.countries[country] for country in entry.country), default=0)
            near = own if own and own >= _LEAST_SHARE * most else 0
            alive = 0.5 if near and not entry.ended else 0.0
            at_home = max(most, 1) if self.home in entry.country else 0
            worldwide = _WORLDWIDE if entry.kind == "igo" and not entry.ended else 0.0
            return near + alive + at_home + worldwide + (most + 1) * (entry.id in self.named)

        entries = {m.entry.id: m.entry for m in found}
        ranked = sorted(((support(e), e) for e in entries.values()), key=lambda pair: -pair[0])
        if ranked and ranked[0][0] <= 0:
            # Of all that bear the name, the one whose country is named at all.
            named = [e for e in entries.values() if sum(self.countries[c] for c in e.country[:1]) >= _NAMED_TWICE]
            return named[0] if len(named) == 1 else None
        if not ranked or ranked[0][0] <= 0 or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
            return None
        return ranked[0][1]

    def nationality(self, text: str) -> Entry | None:
        """The country whose people, name or things a text names: "Turkish", "US", "New Zealand"."""
        return self._one([m for m in self.find(text) if m.entry.kind in STATES and m.name.use in _OF_PEOPLE])

    def country(self, text: str) -> Entry | None:
        """The country a text names by a name of its own."""
        return self._one([m for m in self.find(text) if m.entry.kind in STATES and m.name.use in _OF_COUNTRY])

    def capital(self, text: str) -> Entry | None:
        """The country whose capital a text names. Of several, the one the article names otherwise."""
        found = [m for m in self.find(text) if m.name.use == "capital"]
        if len({m.entry.id for m in found}) > 1:
            found = [m for m in found if self.countries[m.entry.id]]
        return found[0].entry if len({m.entry.id for m in found}) == 1 else None

    def metonym(self, text: str) -> Entry | None:
        """The country for whose executive a building or an office stands."""
        found = [m for m in self.find(text) if m.name.use == "metonym" and m.entry.kind in STATES]
        return found[0].entry if len(found) == 1 else None

    def seated(self, text: str) -> Entry | None:
        """The intergovernmental body that sits in a city, where the article names the body too ("Brussels")."""
        found = [m for m in self.find(text) if m.name.use == "seat" and m.entry.id in self.named]
        return found[0].entry if len(found) == 1 else None

    def _one(self, found: list[Match]) -> Entry | None:
        """The only one; of several, the one named most, if one is."""
        if not found:
            return None
        ids = {m.entry.id: m.entry for m in found}
        if len(ids) > 1:
            ranked = sorted(ids, key=lambda id: -self.countries[id])
            return ids[ranked[0]] if self.countries[ranked[0]] > self.countries[ranked[1]] else None
        return next(iter(ids.values()), None)


@lru_cache(maxsize=4)
def by_iso2(registry: Registry) -> dict[str, str]:
    """The ids of states and territories by ISO 3166-1 alpha-2."""
    return {entry.iso2: entry.id for entry in registry.kind("country", "territory") if entry.iso2}


_REGIONS = frozenset(
    ("african", "asian", "central", "euro", "inter", "latin", "meso", "native", "north", "pan", "south")
)


def part_of_world(syntax: Syntax, word: int) -> bool:
    """Whether "American" and the like are no country's, for the word before: "Latin American", "African-American"."""
    before = word - 1 if word and syntax.lower(word - 1) not in ("-", "–") else word - 2
    return before >= 0 and syntax.lower(before) in _REGIONS


def _past(words: frozenset[str], registry: Registry) -> frozenset[str]:
    """The former states that an undated article names, where it does not name the one that followed."""
    return frozenset(old.id for old, new in _succession(registry) if _calls(words, old) and not _calls(words, new))


@lru_cache(maxsize=4)
def _succession(registry: Registry) -> tuple[tuple[Entry, Entry], ...]:
    ended = (entry for entry in registry.kind("country", "territory") if entry.ended and entry.became)
    return tuple((entry, registry[entry.became]) for entry in ended if entry.became)


def _calls(words: frozenset[str], entry: Entry) -> bool:
    names = entry.forms("name", "alias", "demonym")
    return any(form in words or form.upper() in words for form in names)


def _year(published: str | None) -> int | None:
    return int(published[:4]) if published and re.match(r"[0-9]{4}", published) else None


_SMALL = frozenset(("and", "of", "the", "for", "in", "on", "de", "la", "del", "da", "do", "du", "des", "y", "&"))
_MOST_WORDS = 10
_MOST_NAMES = 200


def acronyms(syntax: Syntax) -> dict[str, str]:
    """Acronyms that the text introduces behind a name, and the name: "X (XY)", "X, or XY,", "X, known as XY".

    The letters must be those the name's words begin with, in order; small words may be passed over.
    """
    words = syntax.parsed.words
    found: dict[str, str] = {}
    for at in range(2, len(words)):
        if (letters := _letters(words[at])) and (end := _name_end(syntax, at)):
            for start in range(end - 2, max(-1, end - _MOST_WORDS - 1), -1):
                if _initials(words[start:end], letters):
                    found.setdefault(fold(words[at]), syntax.text(start, end))
                    break
    return found


def initials(syntax: Syntax) -> dict[str, str]:
    """Acronyms among the model's organisations that are the initials of one other of them, and that one's name."""
    names = {syntax.text(name.start, name.end) for name in syntax.parsed.names if name.type == "ORG"}
    long = sorted(name for name in names if " " in name)[:_MOST_NAMES]
    found: dict[str, str] = {}
    for short in sorted(name for name in names if " " not in name)[:_MOST_NAMES]:
        letters = _letters(short)
        fitting = [name for name in long if letters and _initials(name.split(), letters)]
        if len(fitting) == 1:
            found[fold(short)] = fitting[0]
    return found


def _letters(word: str) -> str:
    letters = word.replace(".", "")
    good = 2 <= len(letters) <= 8 and letters.isalpha() and sum(map(str.isupper, letters)) >= len(letters) - 1
    return letters.upper() if good and letters[0].isupper() else ""


def _name_end(syntax: Syntax, at: int) -> int:
    """Where the name ends that an acronym at ``at`` may stand for, or 0."""
    before = syntax.lower(at - 1)
    if before == "(":
        return at - 1
    for said in (("or",), ("known", "as"), ("called",), ("abbreviated", "as"), ("acronym",)):
        start = at - len(said)
        if start > 1 and tuple(map(syntax.lower, range(start, at))) == said:
            while start > 1 and syntax.lower(start - 1) in (",", "(", "also", "commonly", "its", "the", "by"):
                start -= 1
            return start
    return 0


def _initials(words: list[str], letters: str) -> bool:
    pieces = [piece for word in words for piece in re.split("[-–]", word) if piece]
    if not pieces or not pieces[0][0].isupper():
        return False
    left = letters
    for piece in pieces:
        if len(piece) > 1 and piece.isupper() and left.startswith(piece):
            left = left[len(piece) :]
        elif left and piece[0].upper() == left[0]:
            left = left[1:]
        elif piece.lower() not in _SMALL and piece not in ("'s", "’s"):
            return False
    return not left


__all__ = ["STATES", "Known", "acronyms", "by_iso2", "initials", "part_of_world"]
