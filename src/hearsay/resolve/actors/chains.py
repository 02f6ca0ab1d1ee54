"""What a mention says by the others of its chain: nouns, possessors, pronouns."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from hearsay.parsed import Name
from hearsay.resolve.actors.article import COLLECTIVE, LOOKBACK, Article, Links
from hearsay.resolve.actors.bare import BareNouns
from hearsay.resolve.actors.bodies import Body, government, of_role
from hearsay.resolve.actors.known import STATES
from hearsay.resolve.actors.lists import metonymy
from hearsay.resolve.actors.metonymy import acts
from hearsay.resolve.actors.owners import Owners
from hearsay.resolve.actors.roles import Spot
from hearsay.resolve.actors.territories import stands_for
from hearsay.resolve.entries import Entry
from hearsay.resolve.names import fold

_NEAREST = 20  # members of a chain asked on either side
_LONGEST = 4  # words of a territory's name
_OF_STATE = frozenset(("institution", "office", "country"))


class Chains:
    """One article's chains of mentions: ``people`` and ``land`` have the person and the state a chain is of."""

    def __init__(self, article: Article, links: Links, owners: Owners, bare: BareNouns) -> None:
        self.article, self.owners, self.bare = article, owners, bare
        self.parsed, self.syntax = article.parsed, article.syntax
        self.known, self.lists, self.home = article.known, article.lists, article.home
        self.at = article.at
        self.found, self.places, self.spots, self.voices = links.found, links.places, links.spots, links.voices
        self.territorial: set[str] = set()
        self.people: dict[str, Name] = {}
        self.land: dict[str, str] = {}

    def share(self) -> None:
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
        return named and end - start <= _LONGEST and stands_for(self.article, self.syntax.text(start, end)) is not None

    def _inherit(self, number: int, bodies: list[int]) -> None:
        """The body of the nearest member of the chain; a person's is that of an office or a voice."""
        mention = self.parsed.mentions[number]
        if mention.kind == "nominal" and mention.type not in COLLECTIVE:
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

    def possessed(self, numbers: list[int]) -> None:
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
                    return self.owners.led_by(self.people[chain])
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
        if number not in self.spots or not self.bare.is_bare(number) or self.spots[number].role.scope != "state":
            return False
        for other in range(max(antecedent + 1, number - LOOKBACK), number):
            body = self.found.get(other)
            subject = self.syntax.relation(self.syntax.heads[other]).startswith("nsubj")
            if body is not None and subject and body.kind == "institution":
                return body.country != self.found[antecedent].country
        return False

    def pronouns(self) -> None:
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
