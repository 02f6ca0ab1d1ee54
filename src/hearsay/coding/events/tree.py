"""A parsed document made fit for the rules of events: deep subjects and objects, coordination, control and raising."""

from __future__ import annotations

from hearsay.coding.wordlists import tables
from hearsay.model import Mention, Span
from hearsay.parsed import SPELT, Parsed, ParseTree

_NOMINAL = ("NOUN", "PROPN", "NUM", "PRON")
_RELATIVE = frozenset(("who", "whom", "which", "that", "whose"))
# The subject of what one promises is oneself, of what one asks another, the other's (Rosenbaum 1967).
_SUBJECT_CONTROL = frozenset(("promise", "threaten", "vow", "pledge", "offer", "commit", "use"))
_VERBAL = ("VERB", "AUX")
_COMPLEMENTS = ("nsubj", "nsubj:pass", "aux:pass", "ccomp", "xcomp", "obl")
_LONGEST = 60


class Tree(ParseTree):
    """One document."""

    def __init__(self, parsed: Parsed) -> None:
        super().__init__(parsed)
        self.lemma = [SPELT.get(form, lemma) for form, lemma in zip(self.form, self.lemma, strict=True)]
        joined = tables()["spelling.joined"]
        for i in range(2, len(self.form)):
            # "cease - fire": what is one word may be parted in three.
            if self.form[i - 1] == "-" and (whole := f"{self.form[i - 2]}-{self.lemma[i]}") in joined:
                self.lemma[i] = whole
        self.name_at = {i: n.type for n in parsed.names for i in range(n.start, n.end)}
        self.mention_at: dict[int, Mention] = {}
        first = {int(s): i for i, s in enumerate(parsed.starts)}
        self.extent: dict[str, tuple[int, int]] = {}
        for mention, words in zip(parsed.mentions, parsed.mention_words, strict=True):
            self.extent[mention.id] = words
            at = first.get(mention.head[0])
            if at is not None and (at not in self.mention_at or self._wider(mention, self.mention_at[at])):
                self.mention_at[at] = mention
        self._by_chain: dict[str, list[tuple[int, Mention]]] = {}
        for at, mention in self.mention_at.items():
            if mention.chain is not None and mention.kind in ("name", "nominal"):
                self._by_chain.setdefault(mention.chain, []).append((at, mention))

    @staticmethod
    def _wider(one: Mention, other: Mention) -> bool:
        return one.span[1] - one.span[0] > other.span[1] - other.span[0]

    def __len__(self) -> int:
        return len(self.form)

    def sentence(self, word: int) -> range:
        """The words of a word's sentence."""
        return range(*self.parsed.sentences[self.sentence_of[word]])

    def base(self, word: int) -> str:
        """A word's relation without its subtype."""
        return self.relation[word].partition(":")[0]

    def child(self, word: int, *relations: str) -> int | None:
        """The first child by one of the relations; one given without a subtype stands for all of its subtypes."""
        return next(
            (c for c in self.children[word] if self.relation[c] in relations or self.base(c) in relations), None
        )

    def by(self, word: int, *relations: str) -> list[int]:
        """All children by one of the relations."""
        return [c for c in self.children[word] if self.relation[c] in relations or self.base(c) in relations]

    def case(self, word: int) -> str:
        """The preposition of a phrase: its last case word before a fixed one ("ahead of" is "ahead")."""
        found = [c for c in self.children[word] if self.relation[c] == "case"]
        return self.lemma[found[0]] if found else ""

    def group(self, word: int) -> list[int]:
        """A phrase's head and those coordinated with it."""
        out = [word]
        for c in self.children[word]:
            if self.relation[c] == "conj" and self.upos[c] not in _VERBAL:
                out += self.group(c)
        return out

    def passive(self, verb: int) -> bool:
        """Whether a verb is in the passive: by its auxiliary or subject, or a participle that modifies a noun."""
        if self.child(verb, "nsubj:pass", "aux:pass", "obl:agent") is not None:
            return True
        if self._bare(verb):
            return True
        # A tagger may take "the man shot in the back" for a past tense.
        told = ("VBN", "VBD") if self.relation[verb] == "acl" and self.child(verb, "obj") is None else ("VBN",)
        if self.xpos[verb] not in told or self.child(verb, "aux", "nsubj") is not None:
            return False
        if self.relation[verb] == "conj" and self.child(verb, "obj") is None:
            above = self.head[verb]
            return self.upos[above] == "VERB" and self.passive(above)
        return self.relation[verb] in ("acl", "amod") or (
            self.base(verb) in ("advcl", "xcomp") and self.child(verb, "obj") is None
        )

    def _bare(self, verb: int) -> bool:
        """ "Four killed in a blast": a headline's participle, of a verb that is nothing without whom it is done to."""
        if self.lemma[verb] not in tables()["passive.headlines"] or self.xpos[verb] not in ("VBN", "VBD"):
            return False
        return (
            self.child(verb, "nsubj") is not None and self.child(verb, "obj", "iobj", "aux", "ccomp", "xcomp") is None
        )

    def _lent(self, verb: int) -> int | None:
        """The surface subject that a verb without one has from the clause it stands in."""
        relation, above = self.relation[verb], self.head[verb]
        if above == verb:
            return None
        if relation == "conj":
            above = self._clause_of(above)
            return self.surface(above) if self.upos[above] in (*_VERBAL, "ADJ", "NOUN") else None
        if relation == "xcomp":
            if self.lemma[above] not in _SUBJECT_CONTROL:
                controller = self.child(above, "iobj") or self.child(above, "obj")
                if controller is not None and controller != verb:
                    return self.antecedent(controller)
                if self.passive(above):
                    return self.surface(above)
            return self.surface(above)
        if relation == "ccomp" and self.xpos[verb] == "VBG" and not self._finite(verb):
            return self.surface(above)  # "denied accusing"
        if relation.startswith("acl"):
            return self._of_noun(verb, above)
        if relation == "parataxis" and self.child(verb, "obl:agent") is not None and self.upos[above] in _NOMINAL:
            return above  # "teachers, scorned by the mayor, marched"
        if relation == "advcl" and self.upos[above] in (*_VERBAL, "ADJ"):
            # "summed it up, denounced it and said": the parser may take a verb of a row for an adverbial clause.
            row = self.xpos[verb] in ("VBD", "VBZ", "VBP") and self.child(verb, "mark", "advmod") is None
            loose = row or (self.xpos[verb] in ("VBG", "VBN", "VB") and not self._finite(verb))
            return self._of_matrix(verb, above) if loose else None
        return None

    def _clause_of(self, word: int) -> int:
        """ "bombed towns and shot priests": the verb over the object that the parser may coordinate a verb with."""
        if self.upos[word] not in _NOMINAL or self.child(word, "nsubj", "cop") is not None:
            return word
        over = next((w for w in self.up(word) if self.upos[w] in _VERBAL), word)
        return over if self.base(word) in ("obj", "obl", "nmod", "conj", "appos") else word

    def _of_matrix(self, verb: int, above: int) -> int | None:
        """ "held him in contempt for refusing": what somebody is held or thanked for is the object's doing."""
        prepositions = {self.lemma[m] for m in self.by(verb, "mark", "case")}
        if self.xpos[verb] == "VBG" and prepositions & {"for", "of", "from", "into"}:
            held = self.object(above) if self.upos[above] == "VERB" else None
            if held is not None and held != verb:
                return held
        return self.surface(above)

    def _finite(self, verb: int) -> bool:
        return any(self.xpos[c] in ("MD", "VBD", "VBZ", "VBP") for c in self.by(verb, "aux", "cop"))

    def _of_noun(self, verb: int, noun: int) -> int | None:
        """The subject of a clause on a noun: the noun itself, or for "plans to leave" whose plans they are."""
        if self.relation[verb] == "acl" and any(self.lemma[c] == "to" for c in self.by(verb, "mark")):
            owner = self.child(noun, "nmod:poss")
            if owner is not None:
                return owner
            governor = self.head[noun]
            if self.relation[noun] in ("obj", "nsubj:pass", "obl") and self.upos[governor] == "VERB":
                return self.surface(governor) if self.relation[noun] != "nsubj:pass" else None
            return None
        if self.relation[verb] == "acl" and self.xpos[verb] == "VBG":
            return self._who_uses(noun) or noun
        return noun

    def _who_uses(self, noun: int) -> int | None:
        """ "sent a letter asking", "issued a statement calling on": what a thing does, its sender does."""
        mention = self.mention_at.get(noun)
        if mention is None or mention.type not in ("abstract", "event", "object") or noun in self.name_at:
            return None
        owner = self.child(noun, "nmod:poss")
        if owner is not None:
            return owner
        while self.relation[noun] == "nmod" and self.head[noun] != noun:
            noun = self.head[noun]
        governor = self.head[noun]
        sent = self.relation[noun] in ("obj", "obl") and self.upos[governor] == "VERB" and not self.passive(governor)
        return self.surface(governor) if sent else None

    def surface(self, verb: int) -> int | None:
        """The grammatical subject, its own or lent; a relative pronoun stands for what it takes up."""
        own = self._own_subject(verb)
        return self.antecedent(own) if own is not None else self._lent(verb)

    def _own_subject(self, verb: int) -> int | None:
        """The subject on a verb; not a relative pronoun where there is another ("which the two have criticised")."""
        found = self.by(verb, "nsubj:pass", "nsubj", "nsubj:outer")
        return next((c for c in found if self.form[c] not in _RELATIVE), found[0] if found else None)

    def antecedent(self, word: int) -> int:
        """The noun a relative pronoun stands for; any other word is itself."""
        if self.form[word] not in _RELATIVE or self.upos[word] not in ("PRON", "DET", "SCONJ"):
            return word
        for above in self.up(word):
            if self.relation[above] in ("acl:relcl", "acl"):
                return self._who(word, self.head[above])
            if self.relation[above] == "advcl:relcl":
                return self._right_before(word)
        return word

    def _right_before(self, pronoun: int) -> int:
        """ "the rest of the world, which": who or what body stands before it where the parser took the whole clause."""
        before = next((w for w in range(pronoun - 1, -1, -1) if self.upos[w] not in ("PUNCT", "ADP")), pronoun)
        mention = self.mention_at.get(before)
        known = mention is not None and mention.type in ("person", "organization", "place")
        return before if known and self.sentence_of[before] == self.sentence_of[pronoun] else pronoun

    def _who(self, pronoun: int, noun: int) -> int:
        """ "a strike of drivers who": "who" is the person nearest before it where the parser took what is none."""
        mention = self.mention_at.get(noun)
        if self.form[pronoun] not in ("who", "whom") or (mention is not None and mention.type == "person"):
            return noun
        if (over := self._person_over(noun)) is not None:
            return over
        before = next((w for w in range(pronoun - 1, noun, -1) if self.upos[w] in ("NOUN", "PROPN")), noun)
        near = self.mention_at.get(before)
        return before if near is not None and near.type == "person" else noun

    def _person_over(self, noun: int) -> int | None:
        """ "the ministers of Norvania and Estmark, who": the people whom a phrase tells apart."""
        while self.relation[noun] in ("nmod", "conj") and self.head[noun] != noun:
            noun = self.head[noun]
            mention = self.mention_at.get(noun)
            if mention is not None and mention.type == "person":
                return noun
        return None

    def subject(self, verb: int) -> int | None:
        """Who does it: the subject of an active verb, the agent of a passive one."""
        if self.passive(verb):
            return self.child(verb, "obl:agent") or self._shared_agent(verb)
        return self.surface(verb)

    def _shared_agent(self, verb: int) -> int | None:
        """ "shot and killed by police": the agent of the next of two participles right beside each other."""
        for c in self.by(verb, "conj"):
            if c - verb <= 3 and self.upos[c] == "VERB" and self.child(c, "nsubj", "nsubj:pass") is None:
                return self.child(c, "obl:agent")
        return None

    def object(self, verb: int) -> int | None:
        """Whom it is done to: the object of an active verb, the subject of a passive one."""
        if self.passive(verb):
            return self._passive_object(verb)
        own = self.child(verb, "obj") or self.child(verb, "iobj")
        if own is not None:
            return self.antecedent(own)
        return self._gap(verb) or self._shared_object(verb)

    def _passive_object(self, verb: int) -> int | None:
        own = self.child(verb, "nsubj:pass", "nsubj")
        if own is not None:
            return self.antecedent(own)
        if self.relation[verb] == "amod":
            return self.head[verb]
        return self._lent(verb)

    def _gap(self, verb: int) -> int | None:
        """ "the man they killed": what a relative clause without an object of its own hangs on."""
        if self.relation[verb] != "acl:relcl":
            return None
        own = self._own_subject(verb)
        return self.head[verb] if own is not None and self.form[own] not in _RELATIVE else None

    def _shared_object(self, verb: int) -> int | None:
        """ "attacked and burned the town": the object of the next of two verbs right beside each other.

        The parser may hang it on the first of them as well: it then stands after the last.
        """
        for c in self.by(verb, "conj"):
            if self.upos[c] == "VERB" and c - verb <= 3 and self.child(c, "nsubj") is None:
                own = self.child(c, "obj")
                return None if own is None else self.antecedent(own)
        above = self.head[verb]
        if self.relation[verb] == "conj" and self.upos[above] == "VERB" and self.child(verb, *_COMPLEMENTS) is None:
            own = self.child(above, "obj")
            return self.antecedent(own) if own is not None and own > verb else None
        return None

    def stands_for(self, word: int) -> Span | None:
        """What a pronoun's chain calls them by, or the name set beside a description: "its chief, Mara Lind"."""
        if self.upos[word] == "PRON":
            return self._called(word)
        beside = next((c for c in self.by(word, "appos") if self.upos[c] == "PROPN"), None)
        return None if beside is None or self.upos[word] == "PROPN" else self.phrase(beside)

    def _called(self, pronoun: int) -> Span | None:
        """The nearest name or noun before a pronoun in its chain, a name rather than a noun as far; else the next."""
        mention = self.mention_at.get(pronoun)
        if mention is None or mention.kind != "pronoun" or mention.chain is None:
            return None
        own = self.sentence_of[pronoun]
        found = [
            (own - self.sentence_of[word] if word < pronoun else _LONGEST, m.kind != "name", -word, word)
            for word, m in self._by_chain.get(mention.chain, ())
        ]
        return self.phrase(min(found)[-1]) if found else None

    def phrase(self, word: int) -> Span:
        """A participant's span: its mention without the clauses on it, or the words right before it and itself."""
        mention = self.mention_at.get(word)
        if mention is not None and (words := self.extent.get(mention.id)) is not None:
            return self.parsed.span(words[0], self._with_name(word, max(word + 1, self._cut(word, words))))
        first = word
        near = ("det", "amod", "compound", "nummod", "flat", "nmod:poss", "nmod:desc")
        for c in self.children[word]:
            if c < word and self.relation[c] in near:
                first = min(first, self.subtree(c)[0])
        return self.parsed.span(first, self._flat_end(word) + 1)

    def _cut(self, word: int, words: tuple[int, int]) -> int:
        """Where a mention ends without its relative clauses, appositions after a comma, and coordinated phrases."""
        end = words[1]
        for c in self.children[word]:
            aside = self.base(c) in ("acl", "conj", "parataxis", "advcl") or self._parted(c)
            if word < c < end and aside:
                end = min(end, self.subtree(c)[0])
        while end - 1 > word and (self.upos[end - 1] in ("PUNCT", "CCONJ") or self.form[end - 1] in ("who", "which")):
            end -= 1
        return end

    def _with_name(self, word: int, end: int) -> int:
        """ "candidate Mara Lind": the end of a name said in one breath with what it is the name of."""
        name = next((c for c in self.by(word, "appos", "flat") if c == end and self.upos[c] == "PROPN"), None)
        return end if name is None else self._flat_end(name) + 1

    def _parted(self, word: int) -> bool:
        """Whether an apposition stands apart; "candidate Mara Lind" is said in one breath."""
        first = self.subtree(word)[0]
        return (
            self.relation[word] == "appos"
            and first > 0
            and (self.upos[first] == "PUNCT" or self.upos[first - 1] == "PUNCT")
        )

    def _flat_end(self, word: int) -> int:
        return max((c for c in self.children[word] if self.relation[c] == "flat"), default=word)
