"""The phrases of a document that may fill a slot: noun phrases by their heads, and names.

A phrase's *core* is what MUC-4's keys quote: the head with what modifies it on its left and the rest of a name on its
right, without articles, numbers and possessives. Two phrases may share a head: "Mayor Juan Cruz" and "Juan Cruz".
"""

from __future__ import annotations

from dataclasses import dataclass

from hearsay.coding.incidents.lexicon import words
from hearsay.parsed import Parsed

# What hangs on a head's left and belongs to its core, and what is taken off the core's left end.
_LEFT = frozenset(
    {"amod", "compound", "nmod:poss", "nummod", "det", "advmod", "nmod", "flat", "case", "punct", "cc", "conj"}
)
_INNER = frozenset(
    {"amod", "compound", "flat", "nmod", "compound:prt", "punct", "case", "cc", "conj", "nmod:poss", "advmod"}
)
_RIGHT = frozenset({"flat", "flat:foreign", "goeswith", "fixed"})
# Words that are parts of another phrase, never heads of their own, by relation.
_PARTS = frozenset({"flat", "flat:foreign", "fixed", "goeswith"})
_HEADS = frozenset({"NOUN", "PROPN"})
# "the dead", "two were wounded": words of other classes stand for people where they fill a noun's place.
_NOMINAL_PLACE = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "conj", "appos", "xcomp"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase by word numbers: ``head``; ``start`` to ``end`` (half-open) its core.

    ``name`` is its name's type (``PER``, ``ORG``, ``LOC``, ``MISC``), empty for a common noun; ``mention`` the number
    of the mention with that head, -1 where there is none.
    """

    head: int
    start: int
    end: int
    name: str
    mention: int


def phrases(parsed: Parsed) -> list[Phrase]:
    """The document's phrases in text order."""
    mentions = _mention_of(parsed)
    found: dict[tuple[int, int], Phrase] = {}
    for name in parsed.names:
        head = head_of(parsed, name.start, name.end)
        found[name.start, name.end] = Phrase(head, name.start, name.end, name.type, mentions.get(head, -1))
    for head in range(len(parsed)):
        if _may_head(parsed, head):
            start, end = core(parsed, head)
            if (start, end) not in found:
                found[start, end] = Phrase(head, start, end, "", mentions.get(head, -1))
    return sorted(found.values(), key=lambda p: (p.start, p.end))


def _mention_of(parsed: Parsed) -> dict[int, int]:
    """The number of the widest mention by the word its head is."""
    at = {int(s): i for i, s in enumerate(parsed.starts)}
    return {at[m.head[0]]: n for n, m in enumerate(parsed.mentions) if m.head[0] in at}


def _may_head(parsed: Parsed, word: int) -> bool:
    relation = parsed.relation[word]
    if relation in _PARTS or not any(c.isalnum() for c in parsed.words[word]):
        return False
    if parsed.upos[word] in _HEADS:
        return relation != "compound" or parsed.upos[word] == "NOUN"
    return relation in _NOMINAL_PLACE and parsed.words[word].lower() in words("people")


def head_of(parsed: Parsed, start: int, end: int) -> int:
    """The word of a range that hangs on one outside it, the last where there are several."""
    tops = [i for i in range(start, end) if not start <= parsed.head[i] < end or parsed.head[i] == i]
    return tops[-1] if tops else end - 1


def core(parsed: Parsed, head: int) -> tuple[int, int]:
    """The range of a head's core."""
    start, end = head, head + 1
    while start > 0 and parsed.relation[start - 1] in _LEFT and _under(parsed, start - 1, head, start):
        start -= 1
    while end < len(parsed) and parsed.relation[end] in _RIGHT and _under(parsed, end, head, end):
        end += 1
    while start < head and _loose(parsed, start):
        start += 1
    return start, end


def with_of(tree_children: list[list[int]], parsed: Parsed, phrase: Phrase) -> tuple[int, int]:
    """The range of a phrase with an "of" phrase right after it: "mayor of Achi"."""
    for child in tree_children[phrase.head]:
        markers = [c for c in tree_children[child] if parsed.relation[c] == "case"]
        if parsed.relation[child] == "nmod" and markers == [phrase.end] and parsed.words[phrase.end].lower() == "of":
            return phrase.start, max(core(parsed, child)[1], child + 1)
    return phrase.start, phrase.end


def _under(parsed: Parsed, word: int, head: int, edge: int) -> bool:
    """Whether a word hangs on the head, directly or through words between them; never over a sentence's end."""
    at, low, high = word, min(word, head), max(word, head)
    for _ in range(high - low + 1):
        if at == head:
            return True
        above = int(parsed.head[at])
        if above == at or not low <= above <= high:
            return False
        at = above
    return False


def _loose(parsed: Parsed, word: int) -> bool:
    form = parsed.words[word].lower()
    return (
        form in words("stripped")
        or parsed.upos[word] in ("DET", "NUM", "PUNCT", "CCONJ", "ADP")
        or parsed.relation[word] == "nummod"
        or form in ("'s", "’s")
    )
