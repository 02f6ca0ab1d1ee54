"""Role nouns and whose they are: the nationality, the town or the name beside them, or the article's home."""

from __future__ import annotations

import re

from hearsay.offices import holders
from hearsay.parsed import Name
from hearsay.resolve.actors.article import Article, Links, whole_name
from hearsay.resolve.actors.bodies import Body, of_role, of_town
from hearsay.resolve.actors.lists import SMALL, WHERE
from hearsay.resolve.actors.roles import Ground, Spot, find_role, is_past, nationality, town
from hearsay.resolve.entries import Entry
from hearsay.resolve.names import fold

# "(R-Ohio)": how papers of the United States give a legislator's party.
_PARTY = re.compile(r",?\s*\(?[RDI]\s?[-–]\s?[A-Z]")
_FORMER = ("former ", "ex ", "ousted ", "deposed ")
_SERVICE = frozenset(("JUD", "COP", "MIL", "LEG"))
_BUILDINGS = frozenset(("palace",))


class Owners:
    """Finds the bodies of role nouns; ``held`` has the country in which one named holds an office, by last name."""

    def __init__(self, article: Article, links: Links) -> None:
        self.article = article
        self.parsed, self.syntax = article.parsed, article.syntax
        self.known, self.lists, self.home = article.known, article.lists, article.home
        self.spots = links.spots
        self.held: dict[str, str] = {}

    def by_role(self, number: int) -> Body | None:
        """The body of a role noun and its owner, if the mention has one; notes where the noun stands."""
        spot = find_role(self.syntax, number, self.known, self.lists)
        if spot is None or (spot.role.form in _BUILDINGS and self.syntax.case(self.syntax.heads[number]) in WHERE):
            return None
        self.spots[number] = spot
        country = nationality(self.syntax, number, spot, self.known, self.lists)
        if country is None and (ground := self._town(number, spot)) is not None:
            past, register = is_past(self.syntax, spot, self.lists), self.known.registry
            return of_town(spot.role, ground.name, ground.country, register, self.lists, plural=spot.plural, past=past)
        country = country or self._under(number, spot) or self._held(number, spot)
        if country is None:
            return None
        name = self.syntax.name(self.syntax.heads[number])
        if spot.role.kind == "office" and name is not None and name.type == "PER":
            self.held.setdefault(self.syntax.lower(name.end - 1), country.id)
        past = is_past(self.syntax, spot, self.lists)
        if (full := self._in_full(number, spot, country)) is not None:
            return full
        return of_role(spot.role, country, self.known.registry, self.lists, plural=spot.plural, past=past)

    def _in_full(self, number: int, spot: Spot, country: Entry) -> Body | None:
        """An organ called by more than its country and the noun: "the Thai Weather Department"."""
        name = self.syntax.name(spot.word)
        organ = spot.role.kind == "organ" and spot.role.scope != "nonstate" and not spot.voice
        if not organ or name is None or name.type != "ORG":
            return None
        start, stop = whole_name(self.article, name, self.parsed.mention_words[number][1])
        more = [w for w in range(start, stop) if not spot.start <= w < spot.end and self._tells(w, country)]
        text = self.syntax.text(start, stop)
        if not more or not text[:1].isupper() or self.parsed.words[spot.word].islower():
            return None
        code = country.code or country.id
        return Body(text, "institution" if spot.role.scope == "state" else "other", country.id, code, spot.role.sector)

    def _tells(self, word: int, country: Entry) -> bool:
        """Whether a word in an organ's name says more than whose it is."""
        form = self.parsed.words[word]
        if not form[:1].isupper() or form.lower() in self.lists.same or self.syntax.is_person(word, word + 1):
            return False
        named = {part for f in country.forms("name", "official", "alias", "demonym") for part in fold(f).split()}
        return fold(form) not in named and form not in SMALL

    def _town(self, number: int, spot: Spot) -> Ground | None:
        """The city or province whose mayor, police or court it is; a government in a capital is the state's."""
        if spot.role.scope != "state":
            return None
        return town(self.syntax, number, spot, self.article.where, self.lists)

    def _under(self, number: int, spot: Spot) -> Entry | None:
        """The country of a government by who leads it: "the N. administration", "the government of N. N."."""
        if spot.role.form not in self.lists.government:
            return None
        first, _, end = self.syntax.window(number)
        behind = [w for w in self.syntax.children[spot.word] if spot.end <= w < end and self.syntax.case(w) == "of"]
        for word in (*range(spot.start - 1, first - 1, -1), *behind):
            name = self.syntax.name(word)
            if name is not None and (name.type == "PER" or self.syntax.lower(word) in self.held):
                return self.known.registry.get(self.led_by(name) or "")
            entry = self.known.body(self.syntax.text(word, word + 1)) if word < spot.start else None
            if entry is not None and entry.kind in ("party", "group") and entry.country:
                # A government by the party or the movement it is of.
                return self.known.registry.get(entry.country[0])
        return None

    def led_by(self, name: Name) -> str | None:
        """The country that one named leads: as the article has said, as the list of holders has it, or its home."""
        if (said := self.held.get(self.syntax.lower(name.end - 1))) is not None:
            return said
        terms = holders(self.syntax.text(name.start, name.end))
        countries = {h.country for h in terms if h.at(self.known.year)} or {h.country for h in terms}
        return countries.pop() if len(countries) == 1 else None if countries else self.home

    def _held(self, number: int, spot: Spot) -> Entry | None:
        """The country in which the one named holds an office, where the mention does not give it: "Governor N. N.".

        It is what the article has said of the name before, what the list of holders has at the article's date
        ("President N."), or else the article's home: of another state's the text would say whose.
        """
        name = self.syntax.name(self.syntax.heads[number])
        if name is None or name.type != "PER":
            return None
        if spot.role.sector == "LEG" and _PARTY.match(
            self.parsed.document.text, self.parsed.span(name.start, name.end)[1]
        ):
            return self.known.registry.get("USA")
        said = self.held.get(self.syntax.lower(name.end - 1))
        if said is not None or spot.role.kind != "office":
            return self.known.registry.get(said or self._at_home(spot) or "")
        form, was = fold(spot.role.form), is_past(self.syntax, spot, self.lists)
        for prefix in _FORMER:
            form, was = form.removeprefix(prefix), was or form.startswith(prefix)
        year = self.known.year
        terms = [h for h in holders(self.syntax.text(name.start, name.end)) if h.office == form]
        countries = {h.country for h in terms if (h.begun(year) if was else h.at(year))}
        if countries:
            return self.known.registry.get(countries.pop()) if len(countries) == 1 else None
        return self.known.registry.get(self._at_home(spot) or "")

    def _at_home(self, spot: Spot) -> str | None:
        """The article's home, for an office or a rank of a state's service that stands before a name."""
        if not (spot.role.scope == "state" or self._titled(spot)) or spot.plural or spot.role.form in self.lists.abroad:
            return None
        service = spot.role.kind == "office" or spot.role.sector in _SERVICE
        before = self.syntax.name(spot.start - 1) if spot.start else None
        if before is not None and before.type == "ORG" and before.end <= spot.start:
            # "Harbour Bank Vice President N. N.".
            return None
        return self.home if service and spot.word < self.syntax.head[spot.word] else None

    def _titled(self, spot: Spot) -> bool:
        """Whether "President" is a title in capitals with no company or club before it."""
        before = self.parsed.words[spot.start - 1] if spot.start else ""
        return spot.role.sector == "GOV" and self.parsed.words[spot.word][:1].isupper() and not before[:1].isupper()
