"""Names of countries, capitals and seats of power: the places they are, or the governments they stand for."""

from __future__ import annotations

from hearsay.offices import holders
from hearsay.resolve.actors.article import Article
from hearsay.resolve.actors.bodies import Body, of_territory
from hearsay.resolve.actors.lists import metonymy
from hearsay.resolve.actors.metonymy import Territory, acts
from hearsay.resolve.entries import Entry
from hearsay.resolve.names import fold


def territory(article: Article, number: int) -> tuple[Entry | None, Body | None]:
    """What a name of a country, a capital or a seat of power is of, if it is one, and the government it stands for.

    There is no government where it is a place.
    """
    syntax = article.syntax
    first, head, end = syntax.window(number)
    if (syntax.is_person(head, head + 1) and not _is_city(article, head)) or _is_surname(article, head):
        return None, None
    for start, stop in syntax.spans(max(first, head - 3), min(end, head + 4), head):
        text = syntax.text(start, stop)
        if not text or not article.known.find(text):
            continue
        told = stands_for(article, text)
        if article.known.body(text) is not None or _within_name(article, start, stop, told):
            continue
        if told is not None and told[0] == "capital" and _elsewhere(article, head, told[1]):
            return None, None
        if told is not None:
            kind, entry = told
            leader = start > first and (syntax.is_person(start - 1, start) or holders(syntax.text(start - 1, start)))
            # "The Example White House" is who governs from there.
            governs = kind == "seat" and leader
            if not governs and (kind == "seat" or not article.sport):
                governs = acts(syntax, head, kind, metonymy())
            return entry, of_territory(entry) if governs else None
    return None, None


def _elsewhere(article: Article, word: int, entry: Entry) -> bool:
    """Whether a capital's namesake is meant, a city or a province of another country, and its own is not named."""
    here = article.within.get(word)
    return here is not None and here.country.id != entry.id and entry.id not in article.known.called


def _is_city(article: Article, word: int) -> bool:
    """Whether one word taken for a person is a capital: no longer name has it, and its country is named too."""
    syntax = article.syntax
    name, entry = syntax.name(word), article.known.capital(syntax.text(word, word + 1))
    if name is None or entry is None or name.end - name.start > 1:
        return False
    form = syntax.lower(word)
    for other in article.parsed.names:
        longer = other.type == "PER" and other.end - other.start > 1
        if longer and any(syntax.lower(at) == form for at in range(other.start, other.end)):
            return False
    return entry.id in article.known.called


def _is_surname(article: Article, word: int) -> bool:
    """Whether a country's or a city's name is a person's in this article, which does not speak of its people."""
    syntax = article.syntax
    if syntax.lower(word) not in article.surnames:
        return False
    text = syntax.text(word, word + 1)
    entry = article.known.country(text) or article.known.capital(text)
    people = set(entry.forms("demonym")) if entry is not None else set()
    return not people & set(article.parsed.words)


def stands_for(article: Article, text: str) -> tuple[Territory, Entry] | None:
    """What a text names, a country, a capital or a seat, and which country it is of."""
    if (entry := article.known.country(text)) is not None:
        return "country", entry
    if (entry := article.known.metonym(text)) is not None:
        return "seat", entry
    if (entry := article.known.seated(text) or article.known.capital(text)) is not None:
        return "capital", entry
    return None


def _within_name(article: Article, start: int, stop: int, told: tuple[Territory, Entry] | None = None) -> bool:
    """Whether the words are part of a longer name, which then is what is meant ("Bank of China").

    "The Example White House" is the White House, and "the Republic of Chile" is Chile.
    """
    syntax = article.syntax
    name = syntax.name(start)
    if name is None:
        return False
    if told is not None and told[0] == "seat" and not article.parsed.words[min(stop, name.end - 1)][:1].isupper():
        return False
    if told is not None and (name.end == stop) and (told[0] == "seat" or _is_official(article, name.start, stop)):
        return False
    whole = syntax.text(name.start, name.end)
    return len(fold(whole)) > len(fold(syntax.text(start, stop))) + 1 if whole else False


def _is_official(article: Article, start: int, stop: int) -> bool:
    """Whether a name is a state's in full: "Republic of" and the like before it."""
    syntax = article.syntax
    land = syntax.lower(start) in article.lists.lands
    return land and stop > start + 2 and syntax.lower(start + 1) == "of"
