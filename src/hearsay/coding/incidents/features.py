"""What a phrase is told by: words, its place in the tree, its sentence, its chain, its article.

Features are strings; the model knows those it was trained with and passes over others. Beside them stand the reading
model's own vectors of the phrase's head and of the word above it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from hearsay.coding.incidents.phrases import Phrase
from hearsay.coding.incidents.tree import Tree
from hearsay.parsed import Parsed

Floats = NDArray[np.float32]

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "ADV"})
VECTORS = ("antecedent", "role_word")
"""The reading model's values that describe a word."""


class Describer:
    """Describes the phrases of one document.

    ``bags`` holds the content words of each sentence, ``whole`` those of the document.
    """

    def __init__(self, parsed: Parsed, found: Sequence[Phrase]) -> None:
        self.parsed = parsed
        self.phrases = found
        self.tree = Tree(parsed)
        self.bags = [self._bag(a, b) for a, b in parsed.sentences]
        self.whole = sorted(set().union(*map(set, self.bags))) if self.bags else []
        self._places = [self._place(p) for p in found]
        self._distant = [frozenset(f"C {f}" for f in place) for place in self._places]
        self._keys, self._groups = self._links()
        # How many of a group's phrases have a feature: gone through phrase by phrase, a name said ten thousand times
        # would be looked at a hundred million times.
        self._shared = {key: Counter(f for n in group for f in self._distant[n]) for key, group in self._groups.items()}

    def features(self, number: int) -> list[str]:
        """The features of a phrase, each once."""
        out = {*self._own(number), *(f"P {f}" for f in self._places[number])}
        own = self._distant[number]
        for key in self._keys[number]:
            out.update(f for f, count in self._shared[key].items() if count > (f in own))
        return sorted(out)

    def same(self, numbers: Iterable[int]) -> set[int]:
        """The phrases of these numbers and all that mean the same: of their chains, or of the same words."""
        keys = {key for n in numbers for key in self._keys[n]}
        return {n for key in keys for n in self._groups[key]}

    def _bag(self, start: int, end: int) -> list[str]:
        words = range(start, end)
        return sorted({self.tree.lemma[i] for i in words if self.tree.upos[i] in _CONTENT})

    def _own(self, number: int) -> Iterator[str]:
        phrase, tree = self.phrases[number], self.tree
        words = [tree.lemma[i] for i in range(phrase.start, phrase.end)]
        yield f"head {tree.lemma[phrase.head]}"
        yield f"core {' '.join(words)}"
        yield f"tag {self.parsed.xpos[phrase.head]} {phrase.name}"
        yield from (f"in {word}" for word in words if phrase.name != "PER")
        if phrase.mention >= 0:
            mention = self.parsed.mentions[phrase.mention]
            yield f"type {mention.type} {mention.kind}"
        yield from self._around(phrase)
        sentence = tree.sentence_of[phrase.head]
        yield f"sentence {min(sentence, 5)}"

    def _around(self, phrase: Phrase) -> Iterator[str]:
        """What stands beside the phrase, and the names and numbers that modify it."""
        tree = self.tree
        for child in tree.children[phrase.head]:
            relation = tree.relation[child]
            if relation in ("amod", "compound", "nummod", "det", "nmod:poss"):
                yield f"mod {relation} {tree.lemma[child] if relation != 'nummod' else '#'}"
            elif relation.startswith("nmod"):
                yield f"of {tree.preposition(child)} {tree.lemma[child]}"
        for offset, mark in ((phrase.start - 1, "before"), (phrase.end, "after")):
            if 0 <= offset < len(tree.lemma):
                yield f"{mark} {tree.lemma[offset]}"
        if phrase.start >= 2:
            yield f"before2 {tree.lemma[phrase.start - 2]} {tree.lemma[phrase.start - 1]}"

    def _place(self, phrase: Phrase) -> list[str]:
        """Where the phrase stands: what it depends on, one and two words up, and clauses that describe it."""
        tree = self.tree
        above, relation = tree.place(phrase.head)
        out = [f"rel {relation}", f"gov {tree.lemma[above]}", f"at {tree.lemma[above]} {relation}"]
        if above != phrase.head:
            further, second = tree.place(above)
            noun = tree.lemma[above] if tree.upos[above] == "NOUN" else ""
            out.append(f"up {relation} {noun} {second} {tree.lemma[further]}")
            out.append(f"up2 {second} {tree.lemma[further]}")
            out += [
                f"with {relation} {tree.lemma[above]} {r}" for r in self._frame(above) if tree.upos[above] == "VERB"
            ]
        verb = next((a for a in tree.up(phrase.head) if tree.upos[a] == "VERB"), None)
        if verb is not None:
            out.append(f"verb {tree.lemma[verb]}")
        for child in tree.children[phrase.head]:
            if tree.relation[child].startswith("acl"):
                passive = any(tree.relation[c].endswith(":pass") for c in tree.children[child])
                out.append(f"clause {tree.lemma[child]} {tree.parsed.xpos[child]} {passive}")
        return out

    def _frame(self, verb: int) -> list[str]:
        """The lemmas of a verb's object and particle, which turn what it means: "plant a bomb", "open fire"."""
        tree = self.tree
        return [tree.lemma[c] for c in tree.children[verb] if tree.relation[c] in ("obj", "compound:prt")]

    def _links(self) -> tuple[list[list[str]], dict[str, list[int]]]:
        """What each phrase is known by (its words, its chain), and the phrases that are known by each."""
        groups: dict[str, list[int]] = defaultdict(list)
        keys = []
        for number, phrase in enumerate(self.phrases):
            mine = [" ".join(self.tree.lemma[phrase.start : phrase.end])]
            if phrase.mention >= 0:
                mine.append(f"chain {self.parsed.mentions[phrase.mention].chain}")
            keys.append(mine)
            for key in mine:
                groups[key].append(number)
        return keys, dict(groups)


def vectors(signals: dict[str, Floats], tree: Tree, found: Sequence[Phrase]) -> Floats:
    """``(phrases, -)``: the vectors of each phrase's head and of the word above it."""
    table = np.concatenate([signals[name] for name in VECTORS], 1).astype(np.float32)
    heads = np.array([p.head for p in found], np.int64)
    above = np.array([tree.place(p.head)[0] for p in found], np.int64)
    return np.concatenate([table[heads], table[above]], 1)
