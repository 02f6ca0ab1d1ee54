"""Names of organisations that the register does not have: what they are of, and whose."""

from __future__ import annotations

import re

from hearsay.parsed import Name
from hearsay.resolve.actors.article import Article, nation_before, whole_name
from hearsay.resolve.actors.bodies import Body, of_role
from hearsay.resolve.actors.lists import JOINS, OFFICIAL, WHERE
from hearsay.resolve.entries import Role
from hearsay.resolve.names import fold

_NAMED = frozenset(("organization", "person", "abstract"))  # what the model types names of organisations as
_FORMS = 4  # of a body's names, its commonest
_PLURAL = re.compile(r"[A-Z]{2}s$")  # "PACs" are of a kind, not one
_DOMESTIC = OFFICIAL | {"LAB", "SOC"}
_ABROAD = frozenset(("African", "Arab", "Asian", "European", "Global", "International", "Interparliamentary", "World"))
_CHAMBERS = frozenset(("Assembly", "Commons", "House", "Lords", "Parliamentary", "Senate"))


def unlisted(article: Article, number: int) -> Body | None:
    """An organisation that the register does not have, by the name the text gives it."""
    syntax = article.syntax
    mention, name = article.parsed.mentions[number], syntax.name(syntax.heads[number])
    if mention.kind != "name" or name is None or name.type != "ORG":
        return None
    first, end = article.parsed.mention_words[number]
    text = syntax.text(*whole_name(article, name, end))
    if mention.type not in _NAMED and not _is_housed(article, number, name, text):
        return None
    if name.start < first or not text[:1].isupper() or _are_idle_letters(article, number):
        return None
    if _PLURAL.search(text) or article.known.nationality(text) is not None:
        return None
    if (" " not in text and _is_cut(article, text)) or is_thing(article, text) or _is_placed(article, name):
        return None
    text = article.introduced.get(fold(text)) or article.initials.get(fold(text), text)
    people = nation_before(article, first, name.start) if first < name.start else None
    return own(article, text) or outside(article, text, people.id if people is not None else _ground(article, name))


def _is_housed(article: Article, number: int, name: Name, text: str) -> bool:
    """Whether a name that the model types a place's is a body's: by its noun ("the Harbour Attorney's Office")."""
    syntax = article.syntax
    head = syntax.heads[number]
    last = head + 1 == name.end or syntax.lower(head + 1) in JOINS
    area = syntax.lower(name.end - 1) in article.lists.districts
    return article.parsed.mentions[number].type == "place" and last and not area and _sector(article, text) is not None


def _ground(article: Article, name: Name) -> str | None:
    """The country of a city or a province that a name holds: "the Ohio Department of Health"."""
    for word in range(name.start, name.end):
        if word in article.within:
            return article.within[word].country.id
    return None


def _are_idle_letters(article: Article, number: int) -> bool:
    """Whether capitals that nothing explains do nothing that a body does: many are laws, tests, forms."""
    syntax = article.syntax
    head = syntax.heads[number]
    word = article.parsed.words[head]
    plain = any(map(str.islower, article.parsed.words)) and len(word) > 1 and word.replace(".", "").isupper()
    first, end = article.parsed.mention_words[number]
    if not plain or sum(article.parsed.words[w][:1].isupper() for w in range(first, end)) > 1:
        return False
    if fold(word) in article.introduced or fold(word) in article.initials or word in article.bracketed:
        return False
    relation, above = syntax.relation(head), syntax.head[head]
    does = relation in ("nsubj", "nmod:poss", "obl:agent") and article.parsed.upos[above] in ("VERB", "NOUN")
    beside = syntax.name(above) if relation in ("conj", "appos") else None
    explained = any(syntax.relation(child) == "appos" for child in syntax.children[head])
    if explained or (beside is not None and beside.type != "LOC"):
        return False
    served = {syntax.lower(above), syntax.lemma(above)} & (article.lists.voices | article.lists.officers)
    return not does and not (relation in ("compound", "nmod") and served)


def is_thing(article: Article, text: str) -> bool:
    """Whether a name is a law's, a treaty's, a plan's: by its last word, or that of what its letters stand for."""
    whole = article.introduced.get(fold(text)) or article.initials.get(fold(text), text)
    words = fold(whole).split()
    # "The Association for the Defence of the Constitution" is what it is called before "for".
    joins = [at for at, word in enumerate(words) if at and word in JOINS]
    return bool(words) and words[joins[0] - 1 if joins else -1] in article.lists.things


def _is_placed(article: Article, name: Name) -> bool:
    """Whether a name is a place's: of towns teams are called so, too, but none of those is a body."""
    syntax = article.syntax
    span = article.parsed.span(name.start, name.end)
    if syntax.lower(name.end - 1) in article.lists.districts and name.end - name.start > 1:
        if name.start and syntax.lower(name.start - 1) in WHERE:
            # "In Cook County"; a body would have an article.
            return True
        called = syntax.text(name.start, name.end - 1)
        return called in article.located or any(start == span[0] and end < span[1] for start, end in article.towns)
    return name.end - name.start == 1 and span in article.towns


def _is_cut(article: Article, word: str) -> bool:
    """Whether one word is a role noun in capitals, or but a part of the name of a body that is named whole."""
    folded = fold(word)
    role = article.known.registry.role(word.lower())
    if word.isupper() and role is not None and role.kind != "organ":
        return True
    bodies = (article.known.registry[id] for id in article.known.named)
    return any(folded in fold(form).split()[:-1] for e in bodies for form in e.forms("name", "alias")[:_FORMS])


def outside(article: Article, name: str, ground: str | None = None) -> Body:
    """A body that the register does not have; ``ground`` is the country of a place in its name."""
    sector = _sector(article, name)
    country = _country(article, name, sector, ground) if sector is not None else None
    return Body(name, "other", country=country, code=country, sector=sector, type="unlisted")


def _country(article: Article, name: str, sector: str, ground: str | None) -> str | None:
    """The country of an unlisted body: the one its name begins with, or that of a place in it.

    What is a state's, a paper and a union are the article's home's.
    """
    words = name.split()
    for stop in range(min(3, len(words) - 1), 0, -1):
        if (found := article.known.nationality(" ".join(words[:stop]))) is not None:
            return found.id
    return ground or (article.home if sector in _DOMESTIC and not _ABROAD & set(words) else None)


def _sector(article: Article, text: str) -> str | None:
    """The sector of the noun an unlisted body's name ends or begins with: "Harbour District Court"."""
    words = text.split()
    if words[0] in _CHAMBERS and words[-1].endswith("ommittee"):
        return "LEG"
    if len(words) == 1:
        return None
    joins = [at for at, word in enumerate(words) if at and word.lower() in JOINS]
    for word in (words[joins[0] - 1] if joins else words[-1], words[-1], words[0]):
        role = article.known.registry.role(word)
        if role is not None and role.kind == "organ":
            return role.sector
        if (sector := article.lists.named.get(fold(word))) is not None:
            return sector
    return None


def own(article: Article, text: str) -> Body | None:
    """A state's body that is called by the noun alone ("Congress"), or with its head's name, in its country."""
    role = article.known.registry.role(text) or _led(article, text)
    if role is None or role.kind != "organ" or article.home is None:
        return None
    if role.scope != "state" and role.sector != "LEG":
        return None
    country = article.known.registry[article.home]
    return of_role(role, country, article.known.registry, article.lists, plural=False, past=False)


def _led(article: Article, text: str) -> Role | None:
    """The role noun behind the name of one whom the article names otherwise too: "the Obama administration"."""
    leader, _, noun = text.rpartition(" ")
    if noun.lower() not in article.lists.government or not leader:
        return None
    people = (article.syntax.text(name.start, name.end) for name in article.parsed.names if name.type == "PER")
    return article.known.registry.role(noun) if any(leader in person.split() for person in people) else None
