"""Whether a capital, a country or a seat of power stands for its government: what it does in the sentence decides.

After Markert and Nissim's schema for location metonymy (2002, "place-for-people"), of which only the government is
taken; the words are in ``data/actors/metonymy.toml``. What the rules do not know stays a place.
"""

from __future__ import annotations

from typing import Literal

from hearsay.resolve.actors.lists import Metonymy
from hearsay.resolve.actors.syntax import Syntax

Territory = Literal["country", "capital", "seat"]
_MOST_CLIMBS = 8
_SUBJECT = frozenset(("nsubj", "nsubj:outer", "csubj"))
_PASSIVE = frozenset(("nsubj:pass",))
_PHRASE = ("obl", "nmod")


def acts(syntax: Syntax, word: int, kind: Territory, lists: Metonymy) -> bool:
    """Whether the name whose head is ``word`` stands for a government.

    ``kind`` is ``country`` for a country's name, of which most verbs make a government; ``capital`` for a city's,
    of which only those do that cities cannot; ``seat`` for a building or an office ("the Kremlin"), which is the
    government unless a preposition of place stands before it.
    """
    word = _first_conjunct(syntax, word)
    relation, case = syntax.relation(word), syntax.case(word)
    above = syntax.head[word]
    if kind == "seat":
        return not _as_building(syntax, word, case, lists)
    if above == word:
        return False
    if relation in _SUBJECT:
        return _as_subject(syntax, above, kind, lists)
    if relation in _PASSIVE:
        return syntax.lemma(above) in lists.addressed
    if relation in ("obj", "iobj"):
        return syntax.lemma(above) in lists.addressed
    if relation in ("nmod:poss", "compound", "amod"):
        named_after = relation != "nmod:poss" and syntax.lemma(above) in lists.named_after
        return syntax.lemma(above) in lists.policy | lists.own and not named_after
    if relation.startswith(_PHRASE):
        return _behind(syntax, word, case, lists)
    return False


def _as_building(syntax: Syntax, word: int, case: str, lists: Metonymy) -> bool:
    """A seat of power that somebody is in, goes to or comes from, visits or storms."""
    above = syntax.lemma(syntax.head[word])
    if case in ("to", "from"):
        return above not in lists.policy | lists.with_ | lists.addressed
    return case in lists.locative or (syntax.relation(word) in ("obj", "nsubj:pass") and above in lists.visit)


def _first_conjunct(syntax: Syntax, word: int) -> int:
    for _ in range(_MOST_CLIMBS):
        if syntax.relation(word) != "conj" or syntax.head[word] == word:
            break
        word = syntax.head[word]
    return word


def _as_subject(syntax: Syntax, verb: int, kind: Territory, lists: Metonymy) -> bool:
    """A subject: by its verb and what the verb leads to ("Beijing is set to sign")."""
    lemmas = {syntax.lemma(verb)}
    lemmas |= {syntax.lemma(child) for child in syntax.children[verb] if syntax.relation(child) == "xcomp"}
    lemmas |= {syntax.lemma(child) for child in syntax.children[verb] if syntax.relation(child) == "conj"}
    if syntax.parsed.upos[verb] != "VERB":
        return syntax.lemma(verb) in lists.mood
    if syntax.lemma(verb) in lists.act:
        return True
    if syntax.lemma(verb) in lists.place:
        return bool((lemmas - {syntax.lemma(verb)}) & (lists.act | lists.mood))
    return kind == "country" or bool(lemmas & lists.act)


def _behind(syntax: Syntax, word: int, case: str, lists: Metonymy) -> bool:
    """A name behind a preposition: by the preposition, and by the noun or the verb before it."""
    above = syntax.head[word]
    if case in lists.locative:
        return False
    if case == "by":
        return syntax.relation(word) == "obl:agent" or syntax.parsed.xpos[above] == "VBN"
    if case.startswith("according"):
        return True
    if case == "from":
        return syntax.lemma(above) in lists.policy
    return case in lists.toward and syntax.lemma(above) in lists.policy | lists.with_
