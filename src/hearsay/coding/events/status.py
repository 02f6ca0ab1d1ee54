"""Whether an event happened, goes on, is to come, is only supposed, or did not happen: PLOVER's auxiliary modes."""

from __future__ import annotations

from collections.abc import Iterable

from hearsay.coding.events.tree import Tree
from hearsay.coding.wordlists import tables
from hearsay.model import Certainty, Polarity, Status

Value = tuple[Certainty, Polarity]

_VERBS = ("VERB", "AUX", "ADJ")
_AUXILIARIES = ("aux", "aux:pass", "cop")
_BY_STATUS: dict[Status, Value] = {
    "occurred": ("certain", "positive"),
    "ongoing": ("certain", "positive"),
    "future": ("certain", "positive"),
    "hypothetical": ("unknown", "unknown"),
    "negated": ("certain", "negative"),
}


class StatusReader:
    """Status of words in one document."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.lists = tables()

    def status(self, word: int, verb: int | None, light: bool = False) -> Status:
        """The status of an event at ``word``, whose governing verb is ``verb`` where it is a noun, and may be light."""
        if self.tree.upos[word] in _VERBS:
            return self._verb(word)
        found = self._noun(word)
        if found is not None:
            return found
        if verb is not None:
            return self._of_governor(word, verb, light)
        return self._above_noun(word)

    def value(self, word: int, verb: int | None, status: Status) -> Value:
        """Certainty and polarity as the sentence itself puts them."""
        certainty, polarity = _BY_STATUS[status]
        if certainty == "certain":
            around = {self.tree.lemma[c] for w in (word, verb) if w is not None for c in self.tree.children[w]}
            for level in ("probable", "possible"):
                if around & self.lists[f"hedges.{level}"]:
                    return level, polarity
        if status == "hypothetical" and self._may(word, verb):
            return "possible", "positive"
        return certainty, polarity

    def _may(self, word: int, verb: int | None) -> bool:
        holders = [w for w in (word, verb) if w is not None]
        return any(self.tree.lemma[c] in ("may", "might", "could") for w in holders for c in self.tree.by(w, "aux"))

    # --- verbs ---

    def _verb(self, word: int, depth: int = 0) -> Status:
        own = self._own(word)
        if own is not None:
            return own
        above = self._above(word) if depth < 6 else None
        if above is not None:
            return above
        if self.tree.relation[word] == "conj" and depth < 6 and self._shares(word):
            return self._verb(self.tree.head[word], depth + 1)
        return "ongoing" if self._progressive(word) else "occurred"

    def _own(self, word: int) -> Status | None:
        tree, lists = self.tree, self.lists
        helpers = {tree.lemma[c] for c in tree.by(word, *_AUXILIARIES)}
        if self._negated(word):
            # "should not attack" is a wish as well; "could not attack" did not.
            return "hypothetical" if helpers & self.lists["status.wished"] else "negated"
        marks = {tree.lemma[c] for c in tree.by(word, "mark")}
        if marks & lists["status.supposed"]:
            return "hypothetical"
        if marks & lists["status.without"]:
            return "negated"
        if helpers & lists["status.hypothetical"]:
            return "hypothetical"
        if helpers & lists["status.conditional"]:
            return "future" if self._reported(word) else "hypothetical"
        if helpers & lists["status.future"]:
            return "future"
        return "hypothetical" if self._asked(word) else None

    def _negated(self, word: int) -> bool:
        tree, negative = self.tree, self.lists["status.negative"]
        direct = [c for c in tree.children[word] if tree.base(c) in ("advmod", "aux", "cc", "det")]
        if any((tree.lemma[c] in negative or tree.form[c] in negative) and not self._not_only(c) for c in direct):
            return True
        sides = tree.by(word, "nsubj", "nsubj:pass", "obj")
        return any(tree.lemma[s] in negative or self._none(s) for s in sides)

    def _not_only(self, word: int) -> bool:
        """ "Not only did they refuse": no negation."""
        near = self.tree.form[word + 1 : word + 2]
        return self.tree.form[word] == "not" and any(w in ("only", "just", "merely", "simply") for w in near)

    def _none(self, noun: int) -> bool:
        return any(self.tree.lemma[c] in ("no", "neither") for c in self.tree.by(noun, "det"))

    def _reported(self, word: int) -> bool:
        """ "said it would": future in the past, unless a condition is set."""
        tree = self.tree
        conditions = [
            c for c in tree.by(word, "advcl") if {tree.lemma[m] for m in tree.by(c, "mark")} & {"if", "unless"}
        ]
        return not conditions and tree.relation[word] in ("ccomp", "conj") and tree.head[word] != word

    def _asked(self, word: int) -> bool:
        words = self.tree.sentence(word)
        top = self.tree.head[word] == word
        return top and len(words) > 0 and self.tree.form[words[-1]] == "?"

    def _progressive(self, word: int) -> bool:
        tree = self.tree
        if any(tree.form[c] == "being" for c in tree.by(word, "aux")):
            return True
        if tree.xpos[word] != "VBG":
            return False
        return any(tree.form[c] in ("is", "are", "'s", "'re", "am", "be", "been") for c in tree.by(word, "aux"))

    def _shares(self, word: int) -> bool:
        """Whether a coordinated verb is under the first one's auxiliaries, having none and no subject of its own."""
        return self.tree.child(word, "nsubj", "nsubj:pass", "aux") is None

    def _above(self, word: int) -> Status | None:
        """What the word that a clause hangs on says of it."""
        tree = self.tree
        relation, above = tree.base(word), tree.head[word]
        if above == word or relation not in ("xcomp", "ccomp", "advcl", "acl", "csubj"):
            return None
        infinitive = any(tree.lemma[c] == "to" for c in tree.by(word, "mark"))
        if relation == "ccomp" and not infinitive:
            return self._in_clause(above)
        if relation == "acl" and tree.upos[above] in ("NOUN", "PROPN") and infinitive:
            return self._over(tree.lemma[above], "noun_over_plan", "noun_over_wish") or "hypothetical"
        if tree.relation[word] == "acl:relcl" or relation == "acl":
            return None
        if relation == "advcl":
            return self._adverbial(word, above, infinitive)
        return self._complement(above, infinitive)

    def _in_clause(self, above: int) -> Status | None:
        """A finite clause under a wish or a demand ("asked that it help") is only wished for."""
        lemma = self.tree.lemma[above]
        asked = (
            "ask",
            "urge",
            "demand",
            "propose",
            "request",
            "recommend",
            "insist",
            "hope",
            "fear",
            "wish",
            "suggest",
        )
        return "hypothetical" if lemma in asked else None

    def _adverbial(self, word: int, above: int, infinitive: bool) -> Status | None:
        if infinitive:
            return self._moved(above) or "hypothetical"
        if self.tree.xpos[word] in ("VBG", "VBN") and self.tree.upos[above] in _VERBS:
            found = self._own(above) or ("ongoing" if self._progressive(above) else None)
            return found if found in ("future", "hypothetical", "ongoing") else None
        return None

    def _moved(self, above: int) -> Status | None:
        """ "went to the palace to thank the president": what somebody went to do, unless the going is none itself."""
        if self.tree.lemma[above] not in self.lists["status.motion"] or self.tree.xpos[above] not in ("VBD", "VBN"):
            return None
        return "occurred" if self._own(above) is None else None

    def _complement(self, above: int, infinitive: bool) -> Status | None:
        tree, lists, lemma = self.tree, self.lists, self.tree.lemma[above]
        if lemma in lists["status.fail"]:
            return None if self._own(above) == "negated" else "negated"
        if lemma in lists["status.go_on"]:
            return self._own(above) or "ongoing"
        if lemma in lists["status.plan"] and infinitive:
            return "negated" if self._own(above) == "negated" else "future"
        if lemma in lists["status.wish"]:
            return "hypothetical"
        if tree.upos[above] in _VERBS:
            return self._own(above)
        return None

    def _over(self, lemma: str, plan: str, wish: str) -> Status | None:
        if lemma in self.lists[f"status.{plan}"]:
            return "future"
        return "hypothetical" if lemma in self.lists[f"status.{wish}"] else None

    # --- nouns ---

    def _noun(self, word: int) -> Status | None:
        tree, lists = self.tree, self.lists
        if self._none(word):
            return "negated"
        modifiers = self._lemmas(c for c in tree.children[word] if tree.base(c) in ("amod", "compound", "acl"))
        for key, status in (("noun_future", "future"), ("noun_supposed", "hypothetical"), ("noun_ongoing", "ongoing")):
            if modifiers & lists[f"status.{key}"]:
                return status  # type: ignore[return-value]
        if self._ahead(word):
            return "future"
        if tree.case(word) == "without":
            return "negated"
        head = tree.head[word]
        if tree.relation[word] == "conj" and head != word and tree.upos[head] == "NOUN":
            return self._noun(head)
        return None

    def _ahead(self, word: int) -> bool:
        """ "ahead of": of the first of what is coordinated."""
        tree = self.tree
        while tree.relation[word] == "conj" and tree.head[word] != word:
            word = tree.head[word]
        over = tree.head[word]
        near = tree.by(word, "case", "advmod") + [c for c in (*tree.by(over, "advmod"), over) if c < word]
        return tree.case(word) == "of" and any(tree.form[c] == "ahead" for c in near)

    def _lemmas(self, words: Iterable[int]) -> set[str]:
        return {self.tree.lemma[w] for w in words} | {self.tree.form[w] for w in words}

    def _of_governor(self, word: int, verb: int, light: bool) -> Status:
        """A verb that carries an event or says that it takes place shares its status; under others it is a fact."""
        found = self._wanted(word, verb)
        if found is not None:
            return found
        while self.tree.relation[word] == "conj" and self.tree.head[word] != word:
            word = self.tree.head[word]
        if light and self.tree.lemma[verb] in self.lists["status.finish"] and self._verb(verb) == "future":
            return "ongoing"  # "will conclude his visit"
        if light or (self.tree.base(word) == "nsubj" and self.tree.lemma[verb] in self.lists["status.happen"]):
            return self._verb(verb)
        return "occurred"

    def _wanted(self, word: int, verb: int) -> Status | None:
        tree, lists = self.tree, self.lists
        while tree.relation[word] in ("conj", "nmod") and tree.head[word] != word:
            word = tree.head[word]
        if tree.base(word) not in ("obj", "iobj") and tree.case(word) not in ("for", "of"):
            return None
        if tree.lemma[verb] in lists["status.noun_fails"]:
            return "negated"
        return "hypothetical" if tree.lemma[verb] in lists["status.noun_wish"] else None

    def _above_noun(self, word: int) -> Status:
        tree = self.tree
        for above in tree.up(word):
            if tree.upos[above] not in ("NOUN", "PROPN"):
                break
            found = self._over(tree.lemma[above], "noun_over_plan", "noun_over_wish")
            if found is not None:
                return found
            if tree.relation[above] in ("obj", "nsubj", "obl"):
                return self._wanted(above, tree.head[above]) or "occurred"
        return "occurred"
