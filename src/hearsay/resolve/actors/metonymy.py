"""Whether a capital, a country or a seat of power stands for its government: what it does in the sentence decides.

After Markert and Nissim's schema for location metonymy (2002, "place-for-people"), of which only the government is
taken; the words are in ``data/actors/metonymy.toml``. What the rules do not know stays a place.
"""

from __future__ import annotations

from typing import Literal

from hearsay.resolve.actors.lists import Metonymy, Words
from hearsay.resolve.actors.syntax import Syntax

Territory = Literal["country", "capital", "seat"]
_MOST_CLIMBS = 8
_SUBJECT = frozenset(("nsubj", "nsubj:outer", "csubj"))
_PASSIVE = frozenset(("nsubj:pass",))
_READ = frozenset(("get", "hear", "receive", "see"))
_AT = frozenset(("at", "of", "to", "toward", "towards", "with"))
_THINGS = frozenset(("obj", "nsubj:pass"))
_PHRASE = ("obl", "nmod")
_NOUNS = frozenset(("NOUN", "PROPN"))
_FEWEST_SPORTS = 4  # different words of sport in an article of sport, and their share of all words
_LEAST_SPORT = 0.015


def acts(syntax: Syntax, word: int, kind: Territory, lists: Metonymy) -> bool:
    """Whether the name whose head is ``word`` stands for a government.

    ``kind`` is ``country`` for a country's name, of which most verbs make a government; ``capital`` for a city's,
    of which fewer words beside it do; ``seat`` for a building or an office ("the Kremlin"), which is the
    government unless somebody is in it or wins it.
    """
    word = _first_conjunct(syntax, word)
    relation, case = syntax.relation(word), syntax.case(word)
    above = syntax.head[word]
    if kind == "seat":
        return not _as_building(syntax, word, case, lists) and not _as_office(syntax, word, case, lists)
    if above == word:
        return False
    if relation in _SUBJECT:
        return _as_subject(syntax, word, above, lists)
    if relation in _PASSIVE or relation in ("obj", "iobj"):
        if syntax.lemma(above) == "face" and syntax.relation(above).startswith("acl"):
            # "The problem facing Bogotá" is for its government to solve.
            return True
        stormed = kind == "capital" and syntax.lemma(above) in lists.done_to | lists.visit
        return syntax.lemma(above) in lists.addressed and not stormed
    if relation in ("nmod:poss", "compound", "amod"):
        return _as_modifier(syntax, relation, above, kind, lists)
    if relation.startswith(_PHRASE):
        return _behind(syntax, word, case, lists)
    return False


def of_sport(syntax: Syntax, lists: Metonymy) -> bool:
    """Whether an article is of sport: a country in it is a team ("Guyana responded with 123 for two")."""
    found = [lemma for lemma in syntax.parsed.lemma if lemma in lists.sport]
    return len(set(found)) >= _FEWEST_SPORTS and len(found) >= _LEAST_SPORT * len(syntax.parsed)


def _as_building(syntax: Syntax, word: int, case: str, lists: Metonymy) -> bool:
    """A seat of power that somebody is in, goes to or comes from, visits or storms."""
    above = syntax.lemma(syntax.head[word])
    if case == "of" and above in lists.parts:
        return True
    if case in ("to", "from", "out of"):
        return above not in lists.policy | lists.with_ | lists.addressed and not (case == "from" and above in _READ)
    if case in lists.locative or case == "in front of":
        return True
    return syntax.relation(word) in ("obj", "nsubj:pass") and above in lists.visit


def _as_office(syntax: Syntax, word: int, case: str, lists: Metonymy) -> bool:
    """A seat of power that is won, lost or run for."""
    relation, above = syntax.relation(word), syntax.lemma(syntax.head[word])
    if relation in ("obj", "nsubj:pass"):
        return above in lists.won
    return above in lists.office and (relation == "compound" or case in ("for", "to", "without"))


def _first_conjunct(syntax: Syntax, word: int) -> int:
    for _ in range(_MOST_CLIMBS):
        if syntax.relation(word) != "conj" or syntax.head[word] == word:
            break
        word = syntax.head[word]
    return word


def _as_subject(syntax: Syntax, word: int, verb: int, lists: Metonymy) -> bool:
    """A subject: by its verb and what the verb leads to ("Beijing is set to sign", "Ankara has plans")."""
    lemma, upos = syntax.lemma(verb), syntax.parsed.upos[verb]
    if upos in _NOUNS:
        return lemma in lists.party or (lemma in lists.policy and syntax.case(verb) in ("in", "at"))
    if upos not in ("VERB", "AUX"):
        return lemma in lists.mood
    if lemma in lists.act or lemma not in lists.place:
        return upos == "VERB" or lemma in lists.act
    read = lists.sent | lists.papers if lemma in _READ else frozenset()
    near = {**dict.fromkeys(("xcomp", "advcl", "conj"), lists.act | lists.mood), "obj": lists.policy | read}
    led = any(
        syntax.lemma(child) in near.get(syntax.relation(child), ())
        for child in syntax.children[verb]
        if child != word and (syntax.relation(child) != "advcl" or _to(syntax, child))
    )
    relative = syntax.relation(verb) == "acl:relcl" and syntax.lemma(syntax.head[verb]) in lists.policy
    return led or relative


def _to(syntax: Syntax, verb: int) -> bool:
    """Whether a verb is an infinitive."""
    return any(syntax.relation(child) == "mark" and syntax.lower(child) == "to" for child in syntax.children[verb])


def _as_modifier(syntax: Syntax, relation: str, above: int, kind: Territory, lists: Metonymy) -> bool:
    """A possessor ("Ankara's reply"), or a country before a noun: what has a city's name before it happened there."""
    lemma = syntax.lemma(above)
    if relation == "nmod:poss":
        return lemma in lists.policy | lists.own
    if kind != "country" or lemma not in lists.policy:
        return False
    # "The US plans to help", which is not called after the country it was made in.
    purpose = any(syntax.relation(child) == "acl" and _to(syntax, child) for child in syntax.children[above])
    return purpose or lemma not in lists.named_after


def _behind(syntax: Syntax, word: int, case: str, lists: Metonymy) -> bool:
    """A name behind a preposition: by the preposition, and by the noun or the verb before it."""
    above = syntax.head[word]
    lemma, noun = syntax.lemma(above), syntax.parsed.upos[above] in _NOUNS
    if case == "by":
        # "Held hostage by Tehran": what hangs on the participle's complement is the participle's.
        near = syntax.relation(above) in ("xcomp", "obl", "advmod")
        beside = near and syntax.parsed.xpos[syntax.head[above]] == "VBN"
        passive = syntax.relation(word) == "obl:agent" or syntax.parsed.xpos[above] == "VBN" or beside
        return lemma in lists.policy or beside if noun else passive and lemma not in lists.place
    if case.startswith("according"):
        return True
    if lemma in lists.attitude and case in _AT:
        return True
    if case not in lists.toward:
        return False
    if noun:
        return lemma in _nouns(case, lists)
    if (case == "with" and lemma in lists.together) or (case == "to" and lemma in lists.told):
        return True
    things = {syntax.lemma(child) for child in syntax.children[above] if syntax.relation(child) in _THINGS}
    borne = lists.sent if case == "to" else _nouns(case, lists) if case in ("with", "on") else frozenset()
    return case != "from" and (lemma in lists.with_ or bool(things & borne))


def _nouns(case: str, lists: Metonymy) -> Words:
    """The nouns that lead to a government by way of a preposition."""
    if case in ("on", "upon"):
        return lists.upon
    if case == "of":
        return lists.policy - lists.done_to
    return lists.policy - lists.about if case in ("toward", "towards", "to") else lists.policy
