"""Who is said to have done what a noun tells, by a verb of blaming over it: "blamed the rebels for the attack"."""

from __future__ import annotations

from hearsay.coding.events.tree import Tree
from hearsay.coding.wordlists import tables

_ARGUMENTS = ("obl", "nmod", "obj")


class Blame:
    """The blamed of one document's deeds. They are participants on the blamer's word, as all that a claim holds."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.lists = tables()

    def doers(self, deed: int) -> list[int]:
        """The heads of those whom the sentence blames for a deed, or who claim it; none where nobody is blamed."""
        top = self._top(deed)
        found = self._blamed(top) or self._answerable(top) or self._laid_on(top)
        return [] if found is None or found == deed or self._denied(top, found) else self.tree.group(found)

    def credited(self, deed: int) -> list[int]:
        """The heads of those whom the sentence thanks or blames for what a noun tells: "thanked him for the pardon"."""
        tree, top = self.tree, self._top(deed)
        above = tree.head[top]
        if tree.base(top) == "nmod" and tree.base(above) in ("obj", "iobj"):
            above = tree.head[above]
        if tree.base(top) not in _ARGUMENTS or tree.case(top) != "for" or tree.upos[above] != "VERB":
            return []
        found = tree.object(above) if tree.lemma[above] in self.lists["participants.crediting"] else None
        return [] if found is None or found == deed else tree.group(found)

    def _denied(self, deed: int, doer: int) -> bool:
        """ "nobody has claimed responsibility for it", "were not accused of it"."""
        tree, negative = self.tree, self.lists["status.negative"]
        if tree.lemma[doer] in negative or any(tree.lemma[c] in negative for c in tree.by(doer, "det")):
            return True
        above = next((w for w in tree.up(deed) if tree.upos[w] in ("VERB", "ADJ")), deed)
        return any(tree.lemma[c] in negative for c in tree.by(above, "advmod"))

    def _top(self, deed: int) -> int:
        while self.tree.relation[deed] == "conj" and self.tree.head[deed] != deed:
            deed = self.tree.head[deed]
        return deed

    def _blamed(self, deed: int) -> int | None:
        """ "accused the army of the raid", also where the parser hangs the raid on the army."""
        tree = self.tree
        if tree.base(deed) not in _ARGUMENTS or tree.case(deed) not in self.lists["participants.blamed_for"]:
            return None
        above = tree.head[deed]
        if tree.relation[deed] == "nmod" and tree.relation[above] in ("obj", "iobj", "nsubj:pass"):
            above = tree.head[above]
        if tree.upos[above] == "VERB" and tree.lemma[above] in self.lists["participants.blaming"]:
            return tree.object(above)
        return None

    def _answerable(self, deed: int) -> int | None:
        """ "are responsible for", "was found guilty of", "claimed responsibility for"."""
        tree, above = self.tree, self.tree.head[deed]
        if tree.base(deed) not in _ARGUMENTS or tree.case(deed) not in ("for", "of"):
            return None
        if tree.lemma[above] in self.lists["participants.answerable"]:
            return self._subject_of(above)
        claimed = tree.lemma[above] in self.lists["participants.responsibility"]
        verb = tree.head[above] if claimed and tree.base(above) == "obj" else above
        if tree.lemma[verb] in self.lists["participants.claiming"] and (claimed or self._claims_it(verb)):
            return tree.subject(verb)
        return None

    def _claims_it(self, verb: int) -> bool:
        """ "claimed responsibility for": the parser hangs the deed on the verb as often."""
        own = self.tree.child(verb, "obj")
        return own is not None and self.tree.lemma[own] in self.lists["participants.responsibility"]

    def _subject_of(self, adjective: int) -> int | None:
        tree, above = self.tree, self.tree.head[adjective]
        own = tree.child(adjective, "nsubj", "nsubj:pass")
        if own is not None:
            return tree.antecedent(own)
        if tree.relation[adjective] == "xcomp" and tree.upos[above] == "VERB":
            return tree.object(above)
        return above if tree.relation[adjective] in ("amod", "acl") else None

    def _laid_on(self, deed: int) -> int | None:
        """ "an attack blamed on the rebels", "the raid was attributed to the army"."""
        tree = self.tree
        verbs = [c for c in tree.by(deed, "acl") if tree.xpos[c] == "VBN"]
        if tree.base(deed) in ("obj", "nsubj") and tree.upos[tree.head[deed]] == "VERB":
            verbs.append(tree.head[deed])
        for verb in verbs:
            if tree.lemma[verb] in self.lists["participants.laying"] and tree.object(verb) in (deed, None):
                found = [c for c in (*tree.by(verb, "obl"), *tree.by(deed, "nmod")) if tree.case(c) in ("on", "to")]
                if found:
                    return found[0]
        return None
