"""Bare nouns, by the body named last that they fit: "the ministry", "the government", "the group"."""

from __future__ import annotations

from collections.abc import Collection

from hearsay.resolve.actors.article import COLLECTIVE, LOOKBACK, Article, Links
from hearsay.resolve.actors.bodies import Body, of_role
from hearsay.resolve.actors.lists import OFFICIAL
from hearsay.resolve.actors.roles import Spot
from hearsay.resolve.names import fold

_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_COUNTER = ("anti", "counter")


class BareNouns:
    """An article's nouns that say no more than what kind of body is meant."""

    def __init__(self, article: Article, links: Links) -> None:
        self.parsed, self.syntax = article.parsed, article.syntax
        self.known, self.lists, self.home = article.known, article.lists, article.home
        self.at = article.at
        self.found, self.places, self.spots = links.found, links.places, links.spots

    def link(self, numbers: list[int]) -> None:
        """Links those of the mentions ``numbers`` that have a body before them, or one in the article's home."""
        order = sorted(numbers, key=lambda number: self.syntax.heads[number])
        before: list[Body] = []
        subjects: list[Body] = []
        for number in order:
            body = self.found.get(number)
            if body is None and number not in self.places and self.is_bare(number):
                body = self._antecedent(number, before, subjects)
                if body is not None:
                    self.found[number] = body
            if body is not None:
                before.append(body)
                if self.syntax.relation(self.syntax.heads[number]).startswith("nsubj"):
                    subjects.append(body)

    def is_bare(self, number: int) -> bool:
        """Whether nothing in the mention says that it is another than the one named before."""
        first, head, end = self.syntax.window(number)
        mention, spot = self.parsed.mentions[number], self.spots.get(number)
        # The model takes "the opposition" for an abstract thing now and then.
        told = spot is not None and spot.role.form in self.lists.sides | self.lists.government
        collective = mention.type in COLLECTIVE or (told and mention.type == "abstract")
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
        for body in reversed(before[-LOOKBACK:]):
            by_name = "name" in kinds and noun in fold(body.name).split()
            unofficial = body.type == "unlisted" and body.sector not in OFFICIAL
            if by_name or kinds & {body.kind, body.type, body.sector, "unofficial" if unofficial else ""}:
                return body
        return None


def _state_of(bodies: list[Body], others: Collection[str | None] = ()) -> str | None:
    """The country of the last of the bodies that is a state's, and not of one of the others."""
    for body in reversed(bodies[-LOOKBACK:]):
        if body.kind in ("institution", "office") and body.country is not None and body.country not in others:
            return body.country
    return None
