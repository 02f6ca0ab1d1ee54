"""Who speaks for a body: "a spokesman for the ministry", "a Hamas official"."""

from __future__ import annotations

from hearsay.resolve.actors.article import Article, Links
from hearsay.resolve.actors.bodies import Body, government, of_territory
from hearsay.resolve.actors.named import body_in
from hearsay.resolve.actors.roles import titles
from hearsay.resolve.actors.unlisted import own

_OF = frozenset(("of", "for", "from", "at", "with", "in"))
_OFFICERED = frozenset(("institution", "igo", "group", "party", "ngo", "media"))


def spoken_for(article: Article, links: Links, number: int) -> Body | None:
    """The body for which a mention speaks, if it is one of those who do."""
    syntax = article.syntax
    first, head, end = syntax.window(number)
    mention = article.parsed.mentions[number]
    for word in (head, *titles(syntax, first, head, end)):
        voice = bool({syntax.lemma(word), syntax.lower(word)} & article.lists.voices)
        form = syntax.lower(word)
        officer = form in article.lists.officers or (form in article.lists.parts and mention.kind == "nominal")
        if not voice and not (officer and (word == head or word + 1 == head)):
            continue
        for child in _owners(article, word, first, end):
            body = _at_word(article, links, child, first, end)
            if body is not None and (voice or body.kind in _OFFICERED):
                return body
    return None


def _owners(article: Article, word: int, first: int, end: int) -> list[int]:
    """The words in a mention that may name whom ``word`` speaks for."""
    syntax = article.syntax
    found = []
    for child in syntax.children[word]:
        relation = syntax.relation(child)
        behind = relation.startswith("nmod") and syntax.case(child) in _OF
        if first <= child < end and (behind or relation in ("compound", "nmod:poss")):
            found.append(child)
    # Before a person's name the parser may hang both nouns on the name: "Kremlin spokesman N. N."
    if word > first and syntax.head[word - 1] == syntax.head[word]:
        found.append(word - 1)
    return found


def _at_word(article: Article, links: Links, word: int, first: int, end: int) -> Body | None:
    """The body that a modifier names."""
    syntax = article.syntax
    for other in article.at[word]:
        if other in links.found:
            return links.found[other]
        if other in links.places:
            return of_territory(links.places[other])
    for start in range(max(first, word - 2), word + 1):
        text = syntax.text(start, word + 1)
        country = article.known.metonym(text) or article.known.country(text)
        if country is not None:
            return government(country)
    body = body_in(article, max(first, word - 5), min(end, word + 6), word)
    if body is None and syntax.lower(word) in article.lists.officers:
        # "A group of Hamas members".
        owners = [child for child in _owners(article, word, first, end) if child != word]
        body = next((found for child in owners if (found := _at_word(article, links, child, first, end))), None)
    return body or own(article, syntax.text(word, word + 1))
