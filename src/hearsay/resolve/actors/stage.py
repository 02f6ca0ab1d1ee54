"""Mentions linked to bodies: names, then nationalities with role nouns, then what stands for them in the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from hearsay.model import Actor, Place
from hearsay.parsed import Parsed
from hearsay.resolve.actors.article import Article, Links
from hearsay.resolve.actors.bare import BareNouns
from hearsay.resolve.actors.bodies import Body
from hearsay.resolve.actors.chains import Chains
from hearsay.resolve.actors.lists import packaged_registry
from hearsay.resolve.actors.named import Shortened, beyond, classed, named
from hearsay.resolve.actors.owners import Owners
from hearsay.resolve.actors.territories import territory
from hearsay.resolve.actors.unlisted import unlisted
from hearsay.resolve.actors.voices import spoken_for
from hearsay.resolve.registry import Registry


def actors(parsed: Parsed, registry: Registry | None = None, places: Sequence[Place] = ()) -> tuple[Actor, ...]:
    """The public bodies an article's mentions mean, in the order they are first named.

    ``registry`` is one with a user's files on top; the package's own otherwise. ``places`` are those the article names,
    which help to tell whose "the government" is. A mention means one body at most. No person is among them: who holds
    an office is known by the office, who speaks for a body is linked to the body.
    Raises `ConfigError` where a file of the registry is malformed.
    """
    linked = _Linker(Article(parsed, registry or packaged_registry(), places)).link()
    mentions: dict[Body, list[str]] = defaultdict(list)
    for number in sorted(linked, key=lambda number: (parsed.mentions[number].span, number)):
        mentions[linked[number]].append(parsed.mentions[number].id)
    return tuple(body.actor(tuple(ids)) for body, ids in mentions.items())


class _Linker:
    """One article being linked."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.links = Links()
        self.shortened = Shortened(article)
        self.owners = Owners(article, self.links)
        self.bare = BareNouns(article, self.links)
        self.chains = Chains(article, self.links, self.owners, self.bare)

    def link(self) -> dict[int, Body]:
        """The body of every mention that means one."""
        found, mentions = self.links.found, self.article.parsed.mentions
        numbers = [n for n, mention in enumerate(mentions) if mention.kind != "pronoun" or self._is_acronym(n)]
        for number in numbers:
            self._by_itself(number)
        for number in numbers:
            if number not in found and (body := spoken_for(self.article, self.links, number)) is not None:
                found[number] = body
                self.links.voices.add(number)
        self.chains.share()
        self.chains.possessed(numbers)
        self.bare.link(numbers)
        self.chains.pronouns()
        return found

    def _is_acronym(self, number: int) -> bool:
        """Whether what was taken for a pronoun is an acronym: "WHO", where other words are not in capitals."""
        words = self.article.parsed.words
        word = words[self.article.syntax.heads[number]]
        return len(word) > 2 and word.isupper() and any(map(str.islower, words))

    def _by_itself(self, number: int) -> None:
        """Links a mention by what it says itself."""
        article = self.article
        if article.syntax.is_list(number):
            return
        place, body = territory(article, number)
        if place is not None:
            self.links.places[number] = place
        else:
            body = self.shortened.body(number) or named(article, number) or self.owners.by_role(number)
            body = body or classed(article, number) or beyond(article, number) or unlisted(article, number)
            self.shortened.remember(number, body)
        if body is not None:
            self.links.found[number] = body
