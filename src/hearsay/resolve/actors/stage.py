"""Mentions linked to bodies: names, then nationalities with role nouns, then what stands for them in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence

from hearsay.model import Actor, Document, Place
from hearsay.offices import holders
from hearsay.parsed import Name, Parsed
from hearsay.resolve.actors.bodies import Body, government, of_entry, of_role, of_town
from hearsay.resolve.actors.known import STATES, Known, acronyms, by_iso2, initials
from hearsay.resolve.actors.lists import Linking, linking, metonymy, packaged_registry
from hearsay.resolve.actors.metonymy import Territory, acts, of_sport
from hearsay.resolve.actors.roles import Ground, Spot, find_role, is_past, nationality, titles, town
from hearsay.resolve.actors.syntax import Syntax
from hearsay.resolve.entries import Entry, Role
from hearsay.resolve.names import fold
from hearsay.resolve.registry import Registry

_COLLECTIVE = frozenset(("person", "organization"))
_LOOKBACK = 200  # bodies or mentions looked back over: what was named before is forgotten
_NEAREST = 20  # members of a chain asked on either side
_PLACE_END = re.compile(r"[,(/—–]| -")
_NAMED = frozenset(("organization", "person", "abstract"))  # what the model types names of organisations as
_SMALL = frozenset(("of", "for", "on", "the", "and", "in", "to"))
_JOINS = frozenset(("of", "for", "on"))
_FORMS = 4  # of a body's names, its commonest
# "(R-Ohio)": how papers of the United States give a legislator's party.
_PARTY = re.compile(r",?\s*\(?[RDI]\s?[-–]\s?[A-Z]")
_PLURAL = re.compile(r"[A-Z]{2}s$")  # "PACs" are of a kind, not one
_OF = frozenset(("of", "for", "from", "at", "with", "in"))
_FORMER = ("former ", "ex ", "ousted ", "deposed ")
_SERVICE = frozenset(("JUD", "COP", "MIL", "LEG"))
_OFFICIAL = frozenset(("COP", "GOV", "JRN", "JUD", "LEG", "MIL", "SPY"))
_DOMESTIC = _OFFICIAL | {"LAB", "SOC"}
_ABROAD = frozenset(("African", "Arab", "Asian", "European", "Global", "International", "Interparliamentary", "World"))
_OFFICERED = frozenset(("institution", "igo", "group", "party", "ngo", "media"))
_OF_STATE = frozenset(("institution", "office", "country"))
_CHAMBERS = frozenset(("Assembly", "Commons", "House", "Lords", "Parliamentary", "Senate"))
_SHORTEST = 6  # letters of a noun in capitals, which may be an acronym otherwise
_PRESS = frozenset(
    ("chronicle", "globe", "guardian", "herald", "journal", "observer", "post", "star", "times", "tribune")
)
_BUILDINGS = frozenset(("palace",))
_WHERE = frozenset(("in", "near", "at", "from", "across", "throughout"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_COUNTER = ("anti", "counter")
_LONGEST = 8  # words by which a name cut off is tried to be made whole


def actors(parsed: Parsed, registry: Registry | None = None, places: Sequence[Place] = ()) -> tuple[Actor, ...]:
    """The public bodies an article's mentions mean, in the order they are first named.

    ``registry`` is one with a user's files on top; the package's own otherwise. ``places`` are those the article names,
    which help to tell whose "the government" is. A mention means one body at most. No
    person is among them: who holds an office is known by the office, who speaks for a body is linked to the body.
    Raises `ConfigError` where a file of the registry is malformed.
    """
    linked = _Linker(parsed, registry or packaged_registry(), places).link()
    mentions: dict[Body, list[str]] = defaultdict(list)
    for number in sorted(linked, key=lambda number: (parsed.mentions[number].span, number)):
        mentions[linked[number]].append(parsed.mentions[number].id)
    return tuple(body.actor(tuple(ids)) for body, ids in mentions.items())


class _Linker:
    """One article being linked. ``found`` has the bodies by mention number, ``places`` the territories named."""

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
        self.found: dict[int, Body] = {}
        self.places: dict[int, Entry] = {}
        self.spots: dict[int, Spot] = {}
        self.territorial: set[str] = set()
        self.people: dict[str, Name] = {}
        self.held: dict[str, str] = {}
        self.short: dict[str, set[Body]] = defaultdict(set)
        self.land: dict[str, str] = {}
        self.voices: set[int] = set()
        self.at: dict[int, list[int]] = defaultdict(list)
        for number, head in enumerate(self.syntax.heads):
            self.at[head].append(number)

    def link(self) -> dict[int, Body]:
        """The body of every mention that means one."""
        numbers = [
            n for n, mention in enumerate(self.parsed.mentions) if mention.kind != "pronoun" or self._capitals(n)
        ]
        for number in numbers:
            self._directly(number)
        for number in numbers:
            if number not in self.found:
                self._voice(number)
        self._chains()
        self._possessed(numbers)
        self._antecedents(numbers)
        self._pronouns()
        return self.found

    def _capitals(self, number: int) -> bool:
        """Whether what was taken for a pronoun is an acronym: "WHO", where other words are not in capitals."""
        word = self.parsed.words[self.syntax.heads[number]]
        return len(word) > 2 and word.isupper() and any(map(str.islower, self.parsed.words))

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

    # --- what a mention says by itself ---

    def _directly(self, number: int) -> None:
        if self.syntax.is_list(number):
            return
        body = self._territory(number)
        if body is None and number not in self.places:
            body = self._shortened(number) or self._named(number) or self._by_role(number) or self._classed(number)
            body = body or self._beyond(number) or self._unlisted(number)
            self._remember(number, body)
        if body is not None:
            self.found[number] = body

    def _remember(self, number: int, body: Body | None) -> None:
        """Notes the last and the first word of a name for which the text may go on to use the word alone."""
        name = self.syntax.name(self.syntax.heads[number])
        if body is None or name is None or name.type != "ORG" or body.kind == "office":
            return
        words = [self.syntax.lower(w) for w in range(*self._whole(name, self.parsed.mention_words[number][1]))]
        if len(words) > 1:
            self.short[words[-1]].add(body)
            self.short[words[0]].add(body)

    def _shortened(self, number: int) -> Body | None:
        """The body that the text has called by a longer name: "the Tribunal", after "the Lakes Tribunal"."""
        head = self.syntax.heads[number]
        name = self.syntax.name(head)
        bare = name is not None and name.end - name.start - (self.syntax.lower(name.start) == "the") == 1
        one = name is not None and bare and name.end == head + 1 and name.type == "ORG"
        word = self.parsed.words[head]
        if not one or not word[:1].isupper() or (word.isupper() and len(word) < _SHORTEST):
            return None
        bodies = self.short.get(word.lower(), set())
        nouns = _PRESS | self.lists.antecedents.keys()
        noun = word.lower() in nouns or self.known.registry.role(word) is not None
        return next(iter(bodies)) if noun and len(bodies) == 1 else None

    def _territory(self, number: int) -> Body | None:
        """The government a name of a country, a capital or a seat of power stands for; None where it is a place."""
        first, head, end = self.syntax.window(number)
        if (self.syntax.is_person(head, head + 1) and not self._is_city(head)) or self._is_surname(head):
            return None
        for start, stop in self.syntax.spans(max(first, head - 3), min(end, head + 4), head):
            text = self.syntax.text(start, stop)
            if not text or not self.known.find(text):
                continue
            told = self._stands_for(text)
            if self.known.body(text) is not None or self._within_name(start, stop, told):
                continue
            if told is not None and told[0] == "capital" and self._elsewhere(head, told[1]):
                return None
            if told is not None:
                kind, entry = told
                self.places[number] = entry
                leader = start > first and (
                    self.syntax.is_person(start - 1, start) or holders(self.syntax.text(start - 1, start))
                )
                if kind == "seat" and leader:
                    # "The Example White House" is who governs from there.
                    return government(entry) if entry.kind in STATES else of_entry(entry)
                if (self.sport and kind != "seat") or not acts(self.syntax, head, kind, metonymy()):
                    return None
                return government(entry) if entry.kind in STATES else of_entry(entry)
        return None

    def _elsewhere(self, word: int, entry: Entry) -> bool:
        """Whether a capital's namesake is meant, a city or a province of another country, and its own is not named."""
        return word in self.within and self.within[word].country.id != entry.id and entry.id not in self.known.called

    def _is_city(self, word: int) -> bool:
        """Whether one word taken for a person is a capital: no longer name has it, and its country is named too."""
        name, entry = self.syntax.name(word), self.known.capital(self.syntax.text(word, word + 1))
        if name is None or entry is None or name.end - name.start > 1:
            return False
        form = self.syntax.lower(word)
        for other in self.parsed.names:
            longer = other.type == "PER" and other.end - other.start > 1
            if longer and any(self.syntax.lower(at) == form for at in range(other.start, other.end)):
                return False
        return entry.id in self.known.called

    def _is_surname(self, word: int) -> bool:
        """Whether a country's or a city's name is a person's in this article, which does not speak of its people."""
        if self.syntax.lower(word) not in self.surnames:
            return False
        text = self.syntax.text(word, word + 1)
        entry = self.known.country(text) or self.known.capital(text)
        people = set(entry.forms("demonym")) if entry is not None else set()
        return not people & set(self.parsed.words)

    def _stands_for(self, text: str) -> tuple[Territory, Entry] | None:
        if (entry := self.known.country(text)) is not None:
            return "country", entry
        if (entry := self.known.metonym(text)) is not None:
            return "seat", entry
        if (entry := self.known.seated(text) or self.known.capital(text)) is not None:
            return "capital", entry
        return None

    def _within_name(self, start: int, stop: int, told: tuple[Territory, Entry] | None = None) -> bool:
        """Whether the words are part of a longer name, which then is what is meant ("Bank of China").

        "The Example White House" is the White House, and "the Republic of Chile" is Chile.
        """
        name = self.syntax.name(start)
        if name is None:
            return False
        if told is not None and told[0] == "seat" and not self.parsed.words[min(stop, name.end - 1)][:1].isupper():
            return False
        if told is not None and (name.end == stop) and (told[0] == "seat" or self._official(name.start, stop)):
            return False
        whole = self.syntax.text(name.start, name.end)
        return len(fold(whole)) > len(fold(self.syntax.text(start, stop))) + 1 if whole else False

    def _official(self, start: int, stop: int) -> bool:
        """Whether a name is a state's in full: "Republic of" and the like before it."""
        land = self.syntax.lower(start) in self.lists.lands
        return land and stop > start + 2 and self.syntax.lower(start + 1) == "of"

    def _named(self, number: int) -> Body | None:
        """The body whose name holds the mention's head."""
        first, head, end = self.syntax.window(number)
        return self._body_in(first, end, head)

    def _body_in(self, first: int, end: int, around: int) -> Body | None:
        people: Entry | None = None
        asked = False
        for start, stop in self.syntax.spans(first, end, around):
            text = self.syntax.text(start, stop)
            introduced = self.introduced.get(fold(text)) if text else None
            # Most ranges of words name nothing.
            if introduced is None and not self.known.find(text):
                continue
            if self._part_of_person(start, stop):
                continue
            if not asked:
                people, asked = self._people(first, around), True
            entry = self.known.body(introduced or text, people)
            if entry is not None and people is None and self._shared_tail(start, stop):
                continue
            if entry is not None:
                return of_entry(entry)
            if introduced is not None and not self._thing(introduced):
                return self._outside(introduced)
            if introduced is None and self.known.metonym(text) is not None:
                # "House" is no house of parliament in "White House".
                return None
        return None

    def _beyond(self, number: int) -> Body | None:
        """The body whose name the model has cut off: "Organization" and four words, of a name of six."""
        first, head, end = self.syntax.window(number)
        name = self.syntax.name(head)
        if self.parsed.mentions[number].kind != "name" or name is None or name.type == "LOC":
            return None
        start, stop = first, end
        while start > 0 and first - start < _LONGEST and self._goes_on(start - 1):
            start -= 1
        while stop < len(self.parsed.words) and stop - end < _LONGEST and self._goes_on(stop):
            stop += 1
        for a, b in self.syntax.spans(start, stop, head):
            if (a < first or b > end) and not self._part_of_person(a, b):
                text = self.syntax.text(a, b)
                entry = self.known.body(text) if text and self.known.find(text) else None
                if entry is not None:
                    return of_entry(entry)
        return None

    def _goes_on(self, word: int) -> bool:
        """Whether a word may belong to a name beside it."""
        form = self.parsed.words[word]
        return form[:1].isupper() or form in _SMALL

    def _people(self, first: int, head: int) -> Entry | None:
        """The country given before a name: "the Indian Supreme Court"."""
        for stop in range(head, first, -1):
            for start in range(max(first, stop - 3), stop):
                if (found := self.known.nationality(self.syntax.text(start, stop))) is not None:
                    return found
        return None

    def _shared_tail(self, start: int, stop: int) -> bool:
        """Whether a name that several bear is but the end of a longer one: "House", of "Example House"."""
        name = self.syntax.name(start)
        if name is None or name.start >= start or name.type == "PER":
            return False
        before = self.parsed.words[start - 1]
        shared = any(match.name.shared for match in self.known.find(self.syntax.text(start, stop)))
        return shared and before[:1].isupper() and not self.syntax.is_person(start - 1, start)

    def _part_of_person(self, start: int, stop: int) -> bool:
        """Whether the words are but a part of what the model takes for a person's name."""
        name = self.syntax.name(start)
        return name is not None and name.type == "PER" and (name.end - name.start) > stop - start

    def _by_role(self, number: int) -> Body | None:
        spot = find_role(self.syntax, number, self.known, self.lists)
        if spot is None or (spot.role.form in _BUILDINGS and self.syntax.case(self.syntax.heads[number]) in _WHERE):
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
        start, stop = self._whole(name, self.parsed.mention_words[number][1])
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
        return fold(form) not in named and form not in _SMALL

    def _town(self, number: int, spot: Spot) -> Ground | None:
        """The city or province whose mayor, police or court it is; a government in a capital is the state's."""
        if spot.role.scope != "state":
            return None
        return town(self.syntax, number, spot, self.where, self.lists)

    def _under(self, number: int, spot: Spot) -> Entry | None:
        """The country of a government by who leads it: "the N. administration", "the government of N. N."."""
        if spot.role.form not in self.lists.government:
            return None
        first, _, end = self.syntax.window(number)
        behind = [w for w in self.syntax.children[spot.word] if spot.end <= w < end and self.syntax.case(w) == "of"]
        for word in (*range(spot.start - 1, first - 1, -1), *behind):
            name = self.syntax.name(word)
            if name is not None and (name.type == "PER" or self.syntax.lower(word) in self.held):
                return self.known.registry.get(self._led_by(name) or "")
            entry = self.known.body(self.syntax.text(word, word + 1)) if word < spot.start else None
            if entry is not None and entry.kind in ("party", "group") and entry.country:
                # A government by the party or the movement it is of.
                return self.known.registry.get(entry.country[0])
        return None

    def _led_by(self, name: Name) -> str | None:
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

    def _classed(self, number: int) -> Body | None:
        """The body named beside a noun that says what it is: "the state-run Xinhua news agency"."""
        first, head, end = self.syntax.window(number)
        if self.syntax.lower(head) not in self.lists.classes and self.syntax.lemma(head) not in self.lists.classes:
            return None
        for word in self.syntax.children[head]:
            beside = self.syntax.relation(word).startswith(("compound", "appos", "flat", "nmod:desc"))
            if beside and first <= word < end:
                return self._body_in(first, min(end, word + 6), word)
        return None

    def _unlisted(self, number: int) -> Body | None:
        """An organisation that the register does not have, by the name the text gives it."""
        mention, name = self.parsed.mentions[number], self.syntax.name(self.syntax.heads[number])
        if mention.kind != "name" or name is None or name.type != "ORG":
            return None
        first, end = self.parsed.mention_words[number]
        text = self.syntax.text(*self._whole(name, end))
        if mention.type not in _NAMED and not self._housed(number, name, text):
            return None
        if name.start < first or not text[:1].isupper() or self._idle_letters(number):
            return None
        if _PLURAL.search(text) or self.known.nationality(text) is not None:
            return None
        if (" " not in text and self._cut(text)) or self._thing(text) or self._placed(name):
            return None
        text = self.introduced.get(fold(text)) or self.initials.get(fold(text), text)
        people = self._people(first, name.start) if first < name.start else None
        return self._own(text) or self._outside(text, people.id if people is not None else self._ground(name))

    def _housed(self, number: int, name: Name, text: str) -> bool:
        """Whether a name that the model types a place's is a body's: by its noun ("the Harbour Attorney's Office")."""
        head = self.syntax.heads[number]
        last = head + 1 == name.end or self.syntax.lower(head + 1) in _JOINS
        area = self.syntax.lower(name.end - 1) in self.lists.districts
        return self.parsed.mentions[number].type == "place" and last and not area and self._sector(text) is not None

    def _ground(self, name: Name) -> str | None:
        """The country of a city or a province that a name holds: "the Ohio Department of Health"."""
        for word in range(name.start, name.end):
            if word in self.within:
                return self.within[word].country.id
        return None

    def _idle_letters(self, number: int) -> bool:
        """Whether capitals that nothing explains do nothing that a body does: many are laws, tests, forms."""
        head = self.syntax.heads[number]
        word = self.parsed.words[head]
        plain = any(map(str.islower, self.parsed.words)) and len(word) > 1 and word.replace(".", "").isupper()
        first, end = self.parsed.mention_words[number]
        if not plain or sum(self.parsed.words[w][:1].isupper() for w in range(first, end)) > 1:
            return False
        if fold(word) in self.introduced or fold(word) in self.initials or word in self.bracketed:
            return False
        relation, above = self.syntax.relation(head), self.syntax.head[head]
        does = relation in ("nsubj", "nmod:poss", "obl:agent") and self.parsed.upos[above] in ("VERB", "NOUN")
        beside = self.syntax.name(above) if relation in ("conj", "appos") else None
        explained = any(self.syntax.relation(child) == "appos" for child in self.syntax.children[head])
        if explained or (beside is not None and beside.type != "LOC"):
            return False
        served = {self.syntax.lower(above), self.syntax.lemma(above)} & (self.lists.voices | self.lists.officers)
        return not does and not (relation in ("compound", "nmod") and served)

    def _thing(self, text: str) -> bool:
        """Whether a name is a law's, a treaty's, a plan's: by its last word, or that of what its letters stand for."""
        whole = self.introduced.get(fold(text)) or self.initials.get(fold(text), text)
        words = fold(whole).split()
        # "The Association for the Defence of the Constitution" is what it is called before "for".
        joins = [at for at, word in enumerate(words) if at and word in _JOINS]
        return bool(words) and words[joins[0] - 1 if joins else -1] in self.lists.things

    def _placed(self, name: Name) -> bool:
        """Whether a name is a place's: of towns teams are called so, too, but none of those is a body."""
        span = self.parsed.span(name.start, name.end)
        if self.syntax.lower(name.end - 1) in self.lists.districts and name.end - name.start > 1:
            if name.start and self.syntax.lower(name.start - 1) in _WHERE:
                # "In Cook County"; a body would have an article.
                return True
            called = self.syntax.text(name.start, name.end - 1)
            return called in self.located or any(start == span[0] and end < span[1] for start, end in self.towns)
        return name.end - name.start == 1 and span in self.towns

    def _cut(self, word: str) -> bool:
        """Whether one word is a role noun in capitals, or but a part of the name of a body that is named whole."""
        folded = fold(word)
        role = self.known.registry.role(word.lower())
        if word.isupper() and role is not None and role.kind != "organ":
            return True
        bodies = (self.known.registry[id] for id in self.known.named)
        return any(folded in fold(form).split()[:-1] for e in bodies for form in e.forms("name", "alias")[:_FORMS])

    def _outside(self, name: str, ground: str | None = None) -> Body:
        sector = self._sector(name)
        country = self._country(name, sector, ground) if sector is not None else None
        return Body(name, "other", country=country, code=country, sector=sector, type="unlisted")

    def _country(self, name: str, sector: str, ground: str | None) -> str | None:
        """The country of an unlisted body: the one its name begins with, or that of a place in it.

        What is a state's, a paper and a union are the article's home's.
        """
        words = name.split()
        for stop in range(min(3, len(words) - 1), 0, -1):
            if (found := self.known.nationality(" ".join(words[:stop]))) is not None:
                return found.id
        return ground or (self.home if sector in _DOMESTIC and not _ABROAD & set(words) else None)

    def _whole(self, name: Name, end: int) -> tuple[int, int]:
        """A name with what the model cut off: "Commission", of "Commission on Road Safety"; without a last "in"."""
        stop = name.end
        while stop > name.start + 1 and self.syntax.lower(stop - 1) in _SMALL:
            stop -= 1
        if stop >= end or self.syntax.lower(stop) not in _JOINS:
            return name.start, stop
        for at in range(stop, end):
            word = self.parsed.words[at]
            if word[:1].isupper() and not word.isupper():
                stop = at + 1
            elif word not in _SMALL:
                break
        return name.start, stop

    def _sector(self, text: str) -> str | None:
        """The sector of the noun an unlisted body's name ends or begins with: "Harbour District Court"."""
        words = text.split()
        if words[0] in _CHAMBERS and words[-1].endswith("ommittee"):
            return "LEG"
        if len(words) == 1:
            return None
        joins = [at for at, word in enumerate(words) if at and word.lower() in _JOINS]
        for word in (words[joins[0] - 1] if joins else words[-1], words[-1], words[0]):
            role = self.known.registry.role(word)
            if role is not None and role.kind == "organ":
                return role.sector
            if (sector := self.lists.named.get(fold(word))) is not None:
                return sector
        return None

    def _own(self, text: str) -> Body | None:
        """A state's body that is called by the noun alone ("Congress"), or with its head's name, in its country."""
        role = self.known.registry.role(text) or self._led(text)
        if role is None or role.kind != "organ" or self.home is None:
            return None
        if role.scope != "state" and role.sector != "LEG":
            return None
        country = self.known.registry[self.home]
        return of_role(role, country, self.known.registry, self.lists, plural=False, past=False)

    def _led(self, text: str) -> Role | None:
        """The role noun behind the name of one whom the article names otherwise too: "the Obama administration"."""
        leader, _, noun = text.rpartition(" ")
        if noun.lower() not in self.lists.government or not leader:
            return None
        people = (self.syntax.text(name.start, name.end) for name in self.parsed.names if name.type == "PER")
        return self.known.registry.role(noun) if any(leader in person.split() for person in people) else None

    # --- what a mention says by another ---

    def _voice(self, number: int) -> None:
        """Who speaks for a body is linked to it: "a spokesman for the ministry", "a Hamas official"."""
        first, head, end = self.syntax.window(number)
        mention = self.parsed.mentions[number]
        for word in (head, *titles(self.syntax, first, head, end)):
            voice = bool({self.syntax.lemma(word), self.syntax.lower(word)} & self.lists.voices)
            form = self.syntax.lower(word)
            officer = form in self.lists.officers or (form in self.lists.parts and mention.kind == "nominal")
            if not voice and not (officer and (word == head or word + 1 == head)):
                continue
            for child in self._owners(word, first, end):
                body = self._at_word(child, first, end)
                if body is not None and (voice or body.kind in _OFFICERED):
                    self.found[number] = body
                    self.voices.add(number)
                    return

    def _owners(self, word: int, first: int, end: int) -> list[int]:
        """The words in a mention that may name whom ``word`` speaks for."""
        found = []
        for child in self.syntax.children[word]:
            relation = self.syntax.relation(child)
            behind = relation.startswith("nmod") and self.syntax.case(child) in _OF
            if first <= child < end and (behind or relation in ("compound", "nmod:poss")):
                found.append(child)
        # Before a person's name the parser may hang both nouns on the name: "Kremlin spokesman N. N."
        if word > first and self.syntax.head[word - 1] == self.syntax.head[word]:
            found.append(word - 1)
        return found

    def _at_word(self, word: int, first: int, end: int) -> Body | None:
        """The body that a modifier names."""
        for other in self.at[word]:
            if other in self.found:
                return self.found[other]
            if other in self.places:
                place = self.places[other]
                return government(place) if place.kind in STATES else of_entry(place)
        for start in range(max(first, word - 2), word + 1):
            text = self.syntax.text(start, word + 1)
            country = self.known.metonym(text) or self.known.country(text)
            if country is not None:
                return government(country)
        body = self._body_in(max(first, word - 5), min(end, word + 6), word)
        if body is None and self.syntax.lower(word) in self.lists.officers:
            # "A group of Hamas members".
            owners = [child for child in self._owners(word, first, end) if child != word]
            body = next((found for child in owners if (found := self._at_word(child, first, end))), None)
        return body or self._own(self.syntax.text(word, word + 1))

    def _chains(self) -> None:
        """Pronouns and nouns take the body of their chain; where it is a territory, if they act as it would."""
        chains: dict[str, list[int]] = defaultdict(list)
        for number, mention in enumerate(self.parsed.mentions):
            if mention.chain is not None:
                chains[mention.chain].append(number)
        self.land = {
            chain: self.places[n].id
            for chain, members in chains.items()
            for n in members
            if n in self.places and self.places[n].kind in STATES
        }
        self.people = {
            chain: name
            for chain, members in chains.items()
            for n in reversed(members)
            if (name := self.syntax.name(self.syntax.heads[n])) is not None and name.type == "PER"
        }
        self.territorial = {chain for chain, members in chains.items() if any(n in self.places for n in members)}
        for members in chains.values():
            places = [self.places[n] for n in members if n in self.places]
            bodies = [n for n in members if n in self.found and n not in self.places]
            for number in members:
                if number in self.found or number in self.places or self.syntax.is_list(number):
                    continue
                if self._is_territory(number):
                    continue
                if bodies:
                    self._inherit(number, bodies)
                elif (
                    places
                    and self._is_land(number)
                    and acts(self.syntax, self.syntax.heads[number], "country", metonymy())
                ):
                    self._as_territory(number, places[0])

    def _is_territory(self, number: int) -> bool:
        """Whether a mention is a country's or a capital's name within another ("the Constitution of Peru")."""
        start, end = self.parsed.mention_words[number]
        named = self.parsed.mentions[number].kind == "name"
        return named and end - start <= _FORMS and self._stands_for(self.syntax.text(start, end)) is not None

    def _inherit(self, number: int, bodies: list[int]) -> None:
        """The body of the nearest member of the chain; a person's is that of an office or a voice."""
        mention = self.parsed.mentions[number]
        if mention.kind == "nominal" and mention.type not in _COLLECTIVE:
            return
        person = self._is_personal(number)
        at = bisect_left(bodies, number)
        near = (*reversed(bodies[max(0, at - _NEAREST) : at]), *bodies[at : at + _NEAREST])
        for other in near:
            named = self.parsed.mentions[other].kind == "name"
            if not self._speaks(other) if person else mention.kind == "name" and not named:
                continue
            if not person and not self._fits(number, self.found[other]):
                continue
            if other > number or not self._outshone(number, other):
                self.found[number] = self.found[other]
            return

    def _possessed(self, numbers: list[int]) -> None:
        """Role nouns behind a possessor that another mention explains: "its army", "the country's central bank"."""
        for number in numbers:
            spot = self.spots.get(number)
            if spot is None or spot.role.scope != "state" or number in self.found or number in self.places:
                continue
            country = self.known.registry.get(self._possessor(number, spot) or "")
            if country is None:
                continue
            body = of_role(spot.role, country, self.known.registry, self.lists, plural=spot.plural, past=False)
            if body is not None:
                self.found[number] = body

    def _possessor(self, number: int, spot: Spot) -> str | None:
        """The country of what stands before a role noun in the genitive, a state or one who serves it."""
        first = self.syntax.window(number)[0]
        for word in self.syntax.children[spot.word]:
            if not first <= word < spot.start or self.syntax.relation(word) != "nmod:poss":
                continue
            for other in self.at[word]:
                body = self.found.get(other)
                if body is not None:
                    return body.country if body.kind in _OF_STATE else None
                chain = self.parsed.mentions[other].chain or ""
                if (land := self.land.get(chain)) is not None:
                    return land
                if spot.role.form in self.lists.government and chain in self.people:
                    # "His administration", of one whose office the article or the list of holders gives.
                    return self._led_by(self.people[chain])
            if self.syntax.lemma(word) in self.lists.lands:
                return self.home
        return None

    def _fits(self, number: int, body: Body) -> bool:
        """Whether a role noun can mean a body: "the party" is no parliament, whatever the chain says."""
        spot = self.spots.get(number)
        if spot is None or spot.role.kind == "office" or self.parsed.mentions[number].kind != "nominal":
            return True
        if body.sector is None:
            return fold(spot.role.form).split()[-1] in fold(body.name).split()
        return body.sector in (spot.role.sector, *spot.role.also)

    def _is_personal(self, number: int) -> bool:
        """Whether a mention is of one person, as far as its form tells."""
        mention, head = self.parsed.mentions[number], self.syntax.heads[number]
        if mention.kind == "pronoun":
            return self.syntax.lower(head) in self.lists.personal
        typed = mention.kind == "nominal" or self.syntax.name(head) is None
        return self.syntax.is_person(head, head + 1) or (typed and mention.type == "person")

    def _speaks(self, number: int) -> bool:
        """Whether a mention is of one who holds an office or speaks for a body, or of people."""
        return number in self.voices or number in self.spots

    def _outshone(self, number: int, antecedent: int) -> bool:
        """Whether another state has acted since a bare "the government" is said to have been named.

        A subject is the likeliest antecedent (Grosz, Joshi and Weinstein 1995); coreference errs across paragraphs.
        """
        if number not in self.spots or not self._is_bare(number) or self.spots[number].role.scope != "state":
            return False
        for other in range(max(antecedent + 1, number - _LOOKBACK), number):
            body = self.found.get(other)
            subject = self.syntax.relation(self.syntax.heads[other]).startswith("nsubj")
            if body is not None and subject and body.kind == "institution":
                return body.country != self.found[antecedent].country
        return False

    def _pronouns(self) -> None:
        """Pronouns behind a noun that was understood only by an earlier body."""
        last: dict[str, Body] = {}
        for number, mention in enumerate(self.parsed.mentions):
            if mention.chain is None or number in self.places:
                continue
            if number in self.found:
                last[mention.chain] = self.found[number]
                continue
            free = mention.kind == "pronoun" and not self._is_personal(number)
            if free and mention.chain in last and mention.chain not in self.territorial:
                self.found[number] = last[mention.chain]

    def _is_land(self, number: int) -> bool:
        """Whether a pronoun or a noun can stand for a country."""
        kind, head = self.parsed.mentions[number].kind, self.syntax.heads[number]
        return not self._is_personal(number) if kind == "pronoun" else self.syntax.lemma(head) in self.lists.lands

    def _as_territory(self, number: int, entry: Entry) -> None:
        if self.parsed.mentions[number].kind != "name" and entry.kind in STATES:
            self.found[number] = government(entry)

    def _antecedents(self, numbers: list[int]) -> None:
        """Bare nouns, by the body named last that they fit: "the ministry", "the government", "the group"."""
        order = sorted(numbers, key=lambda number: self.syntax.heads[number])
        before: list[Body] = []
        subjects: list[Body] = []
        for number in order:
            body = self.found.get(number)
            if body is None and number not in self.places and self._is_bare(number):
                body = self._antecedent(number, before, subjects)
                if body is not None:
                    self.found[number] = body
            if body is not None:
                before.append(body)
                if self.syntax.relation(self.syntax.heads[number]).startswith("nsubj"):
                    subjects.append(body)

    def _is_bare(self, number: int) -> bool:
        """Whether nothing in the mention says that it is another than the one named before."""
        first, head, end = self.syntax.window(number)
        mention, spot = self.parsed.mentions[number], self.spots.get(number)
        # The model takes "the opposition" for an abstract thing now and then.
        told = spot is not None and spot.role.form in self.lists.sides | self.lists.government
        collective = mention.type in _COLLECTIVE or (told and mention.type == "abstract")
        if mention.kind != "nominal" or not collective or self.syntax.name(head) is not None:
            return False
        start = spot.start if spot is not None else head
        led = spot is not None and spot.role.form in self.lists.government
        words = [w for w in range(first, start) if not (led and self.syntax.is_person(w, w + 1))]
        if words and self.syntax.lower(words[0]) in _DEFINITE:
            words = words[1:]
        if len(words) == 1 and self.syntax.lower(words[0]) == "same":
            words = []
        return all(spot is not None and self._narrows(w, spot) for w in words) and not any(
            self.syntax.relation(child) == "nmod" and child > head and not self._says_nothing(child)
            for child in self.syntax.children[head]
            if child < end
        )

    def _says_nothing(self, word: int) -> bool:
        """Whether what stands behind a noun leaves open whose it is: "of the republic", "in charge of the case"."""
        return self.syntax.name(word) is None and self.syntax.lemma(word) in self.lists.lands | self.lists.charge

    def _narrows(self, word: int, spot: Spot) -> bool:
        """Whether a modifier says which part of a state's service is meant, not that it is another's: "riot police"."""
        if spot.role.scope != "state":
            return False
        form = self.syntax.lower(word)
        return form in self.lists.same or form in self.lists.branches or form.startswith(_COUNTER)

    def _antecedent(self, number: int, before: list[Body], subjects: list[Body]) -> Body | None:
        head = self.syntax.heads[number]
        first, _, end = self.syntax.window(number)
        # "Party leaders": a noun that stands before another has the other's article.
        definite = self.syntax.lower(first) in _DEFINITE or (
            end - first == 1 and self.syntax.relation(head) == "compound"
        )
        spot = self.spots.get(number)
        noun = fold(spot.role.form) if spot is not None else self.syntax.lemma(head)
        one = spot is not None and spot.role.kind == "people" and not spot.plural
        fits = definite and noun in self.lists.antecedents and not one
        if fits and (fitting := self._last(noun, before)) is not None:
            return fitting
        if spot is None or not self._stands_alone(spot, noun, definite=definite):
            return None
        country = self._state(number, before, subjects) if definite else self.home
        if country is None:
            return None
        entry = self.known.registry[country]
        return of_role(spot.role, entry, self.known.registry, self.lists, plural=spot.plural, past=False)

    def _stands_alone(self, spot: Spot, noun: str, *, definite: bool) -> bool:
        """Whether a role noun can be understood by the country alone: "the ministry", "police", "the rebels"."""
        if spot.role.kind == "office":
            return definite and spot.role.scope == "state" and spot.role.form not in self.lists.abroad
        if spot.role.kind == "people" and not spot.plural:
            # A judge or a prosecutor speaks for the judiciary; a soldier or an officer for nobody.
            return definite and spot.role.scope == "state" and spot.role.sector == "JUD"
        if spot.role.form in self.lists.sides:
            return definite
        if spot.role.sector == "LEG" and spot.role.kind == "organ":
            return definite
        return spot.role.scope == "state" and (definite or noun not in self.lists.antecedents)

    def _state(self, number: int, before: list[Body], subjects: list[Body]) -> str | None:
        """Whose "the government" is: the article's home's, else that of the state that was a subject or named last.

        What a verb's subject does to "the government" it does to another's (Chomsky's principle B).
        """
        verb = self.syntax.head[self.syntax.heads[number]]
        others = set()
        for child in self.syntax.children[verb]:
            if self.syntax.relation(child) == "nsubj" and child != self.syntax.heads[number]:
                others |= {self.found[at].country for at in self.at[child] if at in self.found}
        for country in (self.home, _state_of(subjects, others), _state_of(before, others)):
            if country is not None and country not in others:
                return country
        return None

    def _last(self, noun: str, before: list[Body]) -> Body | None:
        kinds = self.lists.antecedents[noun]
        for body in reversed(before[-_LOOKBACK:]):
            by_name = "name" in kinds and noun in fold(body.name).split()
            unofficial = body.type == "unlisted" and body.sector not in _OFFICIAL
            if by_name or kinds & {body.kind, body.type, body.sector, "unofficial" if unofficial else ""}:
                return body
        return None


def _bracketed(words: Sequence[str]) -> set[str]:
    """The words that stand in brackets behind a capitalised one: acronyms of names in another language among them."""
    triples = zip(words, words[1:], words[2:], words[3:], strict=False)
    return {word for name, mark, word, end in triples if mark in "([" and end in ")]" and name[:1].isupper()}


def _state_of(bodies: list[Body], others: Collection[str | None] = ()) -> str | None:
    """The country of the last of the bodies that is a state's, and not of one of the others."""
    for body in reversed(bodies[-_LOOKBACK:]):
        if body.kind in ("institution", "office") and body.country is not None and body.country not in others:
            return body.country
    return None


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
