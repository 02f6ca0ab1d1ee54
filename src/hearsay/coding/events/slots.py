"""Slots of the ontology's patterns, found in a tree, and the classes that are told from the parse."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from hearsay.coding.events.tree import Tree
from hearsay.coding.ontology import PREPOSITIONS, Condition, Ontology, Take, Test, Trigger
from hearsay.coding.wordlists import tables

# Not "you", which is mostly nobody in particular.
_PERSONAL = frozenset(("he", "she", "they", "we", "i", "him", "her", "them", "us", "me", "who", "his", "their"))
_NOBODY = ("time", "event", "abstract", "substance", "plant", "animal")
_PLURAL = frozenset(("they", "we", "both", "them", "us"))
_COUNTED = frozenset(("NUM",))
_MODIFYING = ("amod", "compound", "nmod:desc", "nmod")
_INTO = frozenset(
    (
        "engage",
        "enter",
        "participate",
        "take",
        "go",
        "get",
        "break",
        "return",
        "sit",
        "come",
        "join",
        "be",
        "continue",
        "proceed",
    )
)
# Prepositions whose phrase the parser may hang on the object: "fired shots at the guard".
_HUNG = ("on", "to", "against", "for", "with", "from", "at", "into")
# Those that right after an object belong to it rather than to an active verb.
_NOMINAL = ("by", "between", "against")
_TOPIC_WORDS = 4  # different words of a class that make an article one on its subject
_TOPIC_SHARE = 0.008
_PORTIONS = frozenset(("round", "series", "number", "set", "wave", "spate", "string", "kind", "sort", "type", "act"))


class Slots:
    """What fills the slots of words in one document. ``linked`` are the heads of mentions that mean a public body."""

    def __init__(self, tree: Tree, ontology: Ontology, linked: Collection[int] = frozenset()) -> None:
        self.tree = tree
        self.classes = ontology.classes
        self.linked = linked
        mentions = tree.parsed.mentions
        self._names = {m.chain for m in mentions if m.chain and m.kind == "name"}
        kinds = ("organization", "place")
        self._bodies = {
            m.chain
            for m in mentions
            if m.chain and m.type in kinds and (m.kind == "name" or m.type == "organization") and m.kind != "pronoun"
        }
        self._sentence_words: dict[int, frozenset[str]] = {}
        self._topics: dict[str, bool] = {}
        self._builtin: Mapping[str, Callable[[int], bool]] = {
            "actor": self.actor,
            "source": self.source,
            "public": self.public,
            "person": self.person,
            "living": self.living,
            "concrete": self.concrete,
            "abstract": self.abstract,
            "name": lambda w: w in tree.name_at or tree.upos[w] == "PROPN",
            "plural": self.plural,
            "organization": lambda w: tree.name_at.get(w) == "ORG" or self._type(w) == "organization",
            "place_or_public": lambda w: self.public(w) or tree.name_at.get(w) == "LOC",
        }

    # --- classes ---

    def isa(self, word: int, kind: str) -> bool:
        """Whether a word is of a class, or is the word itself where there is no such class."""
        if (told := self._builtin.get(kind)) is not None:
            return told(word)
        listed = self.classes.get(kind)
        lemma, form = self.tree.lemma[word], self.tree.form[word]
        if listed is None:
            return kind.lower() in (lemma, form)
        return lemma in listed or form in listed

    def _type(self, word: int) -> str:
        mention = self.tree.mention_at.get(word)
        return mention.type if mention is not None else ""

    def person(self, word: int) -> bool:
        """A person or people: by name, pronoun, type of mention, or noun."""
        tree = self.tree
        if self._who(word):
            return True
        if tree.upos[word] == "PRON":
            return tree.form[word] in _PERSONAL or (self._type(word) == "person" and tree.form[word] != "you")
        if tree.name_at.get(word) in ("ORG", "LOC"):
            return False
        of = [c for c in tree.by(word, "nmod") if tree.case(c) == "of"]
        if of and tree.lemma[word] in ("one", "some", "many", "several", "all", "another", "more"):
            return any(self.person(c) for c in of if c != word)  # "one of the bombs" is nobody
        return (
            tree.name_at.get(word) == "PER"
            or self._type(word) == "person"
            or tree.lemma[word] in self.classes["people"]
        )

    def _who(self, word: int) -> bool:
        """ "those who were arrested": what "who" takes up is people."""
        tree = self.tree
        if tree.upos[word] not in ("PRON", "DET", "ADJ", "NUM"):
            return False
        clauses = tree.by(word, "acl")
        return any(tree.form[c] == "who" for clause in clauses for c in tree.by(clause, "nsubj", "nsubj:pass"))

    def actor(self, word: int) -> bool:
        """Somebody or some body that can act: a person, a body, a name."""
        tree = self.tree
        if self.person(word) or word in self.linked or self._type(word) == "organization":
            return True
        if tree.lemma[word] in tables()["participants.portions"] and self._part_of(word, "actor"):
            return True
        if self._type(word) == "time":
            return False
        if tree.upos[word] in _COUNTED:
            return self._counts_people(word)
        if tree.upos[word] == "PRON":
            acts = self._type(word) in ("place", "organization") or self._bodily(word) or self._of_body(word)
            return tree.form[word] == "it" and acts
        if self._type(word) in _NOBODY and tree.name_at.get(word) not in ("PER", "ORG", "LOC"):
            return False
        if word in tree.name_at or tree.upos[word] == "PROPN":
            return True
        lemma = tree.lemma[word]
        return lemma in self.classes["bodies"] or lemma in self.classes["forces"] or lemma in self.classes["officials"]

    def source(self, word: int) -> bool:
        """An actor, or something printed that speaks."""
        return self.actor(word) or self.tree.lemma[word] in self.classes["documents"]

    def public(self, word: int) -> bool:
        """An actor known in public: by name, by office, as a body or an armed force."""
        tree, lemma = self.tree, self.tree.lemma[word]
        if word in self.linked or tree.name_at.get(word) in ("PER", "ORG", "LOC"):
            return True
        if tree.upos[word] == "PROPN" and self.actor(word):
            return True
        if any(lemma in self.classes[c] for c in ("bodies", "officials", "forces")):
            return True
        return tree.upos[word] == "PRON" and tree.form[word] in ("he", "she", "they", "we") and self._named_chain(word)

    def _bodily(self, word: int) -> bool:
        """Whether a pronoun's chain names a body or a country."""
        chain = self.tree.mention_at[word].chain if word in self.tree.mention_at else None
        return chain is not None and chain in self._bodies

    def _of_body(self, word: int) -> bool:
        """ "the union notes that it has backed": it is the body whose words or doing its clause hangs on."""
        tree, verb = self.tree, self.tree.head[word]
        if tree.relation[word] != "nsubj" or tree.base(verb) != "ccomp" or tree.upos[tree.head[verb]] != "VERB":
            return False
        over = tree.surface(tree.head[verb])
        return over is not None and over != word and self._type(over) == "organization"

    def _named_chain(self, word: int) -> bool:
        mention = self.tree.mention_at.get(word)
        if mention is None or mention.chain is None:
            return False
        return mention.chain in self._names

    def living(self, word: int) -> bool:
        """People, forces, or a count of them."""
        tree = self.tree
        if tree.upos[word] in _COUNTED:
            return self._counts_people(word)
        if self.person(word) or tree.lemma[word] in self.classes["forces"] | self.classes["holders"]:
            return True
        return tree.name_at.get(word) in ("PER",) or self._type(word) == "person"

    def _counts_people(self, word: int) -> bool:
        return self.tree.child(word, "nmod") is None or any(self.person(c) for c in self.tree.by(word, "nmod"))

    def concrete(self, word: int) -> bool:
        """People, bodies, places and things one can harm."""
        if self.actor(word) or self.living(word) or self._type(word) in ("object", "place"):
            return True
        return self.tree.lemma[word] in self.classes["facilities"] or self._part_of(word, "living")

    def abstract(self, word: int) -> bool:
        """Neither of those."""
        return not self.concrete(word) and self.tree.upos[word] in ("NOUN", "PRON", "VERB", "ADJ")

    def plural(self, word: int) -> bool:
        """Several: coordinated, a plural noun or pronoun."""
        tree = self.tree
        return len(tree.group(word)) > 1 or tree.xpos[word] in ("NNS", "NNPS") or tree.form[word] in _PLURAL

    # --- slots ---

    def governor(self, noun: int) -> int | None:
        """The verb whose argument a noun is, through a coordination."""
        tree = self.tree
        while tree.head[noun] != noun and (tree.relation[noun] == "conj" or self._portion(noun)):
            noun = tree.head[noun]
        above = tree.head[noun]
        if tree.base(noun) in ("obj", "nsubj", "obl", "xcomp", "iobj") and tree.upos[above] in ("VERB", "AUX"):
            return above
        return None

    def _carried(self, noun: int) -> list[int]:
        """The verbs that may be light to a noun: the one it is the object or passive subject of, or that one engages or
        takes part in; and that which modifies it as a participle ("an offensive launched by")."""
        tree = self.tree
        found = []
        verb, top = self.governor(noun), noun
        if verb is not None:
            while tree.head[top] != top and (tree.relation[top] == "conj" or self._portion(top)):
                top = tree.head[top]
            if tree.base(top) != "obl" or tree.lemma[verb] in _INTO:
                found.append(verb)
        return found + [c for c in tree.by(noun, "acl") if self._carries(c, noun)]

    def _carries(self, clause: int, noun: int) -> bool:
        """ "an offensive launched by", "the talks they held": a clause on a noun that is its verb's object."""
        tree = self.tree
        if tree.relation[clause] == "acl":
            return tree.xpos[clause] == "VBN"
        return tree.upos[clause] == "VERB" and tree.object(clause) == noun

    def _portion(self, noun: int) -> bool:
        """ "a round of talks", "a series of attacks": what governs the portion governs the noun."""
        tree = self.tree
        return tree.relation[noun] == "nmod" and tree.case(noun) == "of" and tree.lemma[tree.head[noun]] in _PORTIONS

    def light(self, noun: int, trigger: Trigger) -> int | None:
        """The light verb of a noun, if its verb is of one of the classes the trigger lists, asks for or refuses."""
        tests = (test for condition in (*trigger.needs, *trigger.refuses) for test in condition)
        wanted = [*trigger.light, *(t.value for t in tests if t.path == ("light",) and t.value)]
        verbs = self._carried(noun)
        return next((verb for verb in verbs if any(self.isa(verb, kind) for kind in wanted)), None)

    def at(self, word: int, slot: str, trigger: Trigger) -> list[int]:
        """The heads of the phrases in a slot of a word."""
        tree = self.tree
        noun = tree.upos[word] in ("NOUN", "PROPN") and word not in self._verbal
        if slot in PREPOSITIONS:
            return self._preposition(word, slot, trigger, noun)
        return self._noun_slot(word, slot, trigger) if noun else self._verb_slot(word, slot)

    _verbal: frozenset[int] = frozenset()

    def _verb_slot(self, word: int, slot: str) -> list[int]:
        tree = self.tree
        one: int | None = None
        if slot == "subject":
            one = tree.subject(word)
        elif slot == "object":
            one = tree.object(word)
        elif slot == "indirect":
            one = tree.child(word, "iobj")
        elif slot in ("clause", "infinitive", "finite", "that", "whether"):
            return self._clauses(word, slot)
        elif slot == "particle":
            return tree.by(word, "compound:prt")
        elif slot == "passive":
            return [word] if tree.passive(word) else []
        elif slot == "complement":
            return tree.by(word, "xcomp", "obl", "obj", "advmod", "obl:unmarked")
        elif slot == "governor":
            one = tree.head[word] if tree.head[word] != word else None
        return [] if one is None or one == word else [one]

    def _clauses(self, word: int, slot: str) -> list[int]:
        tree = self.tree
        found = [c for c in tree.by(word, "xcomp", "ccomp", "advcl", "acl") if slot != "clause" or not self._aside(c)]
        if slot == "clause":
            return found
        marks = {c: {tree.lemma[m] for m in tree.by(c, "mark")} for c in found}
        if slot == "infinitive":
            # "a commitment to leaving" is no infinitive.
            fit = ("VERB", "AUX", "NOUN", "ADJ")
            return [c for c in found if "to" in marks[c] and tree.upos[c] in fit and tree.xpos[c] != "VBG"]
        if slot == "that":
            return [c for c in found if "that" in marks[c]]
        if slot == "whether":
            return [c for c in found if marks[c] & {"whether", "if"}]
        # "proposed dropping it" is no clause.
        told = [c for c in found if tree.relation[c] == "ccomp" and not marks[c] & {"whether", "if", "to"}]
        return [c for c in told if tree.xpos[c] != "VBG" or tree.by(c, "nsubj", "aux")]

    def _aside(self, clause: int) -> bool:
        """Whether an adverbial clause is no complement: "agreed, saying", "agreed when"."""
        tree = self.tree
        if tree.base(clause) != "advcl":
            return False
        marks = {tree.lemma[m] for m in tree.by(clause, "mark")}
        when = any(tree.form[c] in ("when", "where", "while") for c in tree.by(clause, "advmod"))
        return not marks or when or bool(marks - {"to", "of", "for", "with"})

    def _noun_slot(self, word: int, slot: str, trigger: Trigger) -> list[int]:
        tree = self.tree
        if slot == "possessor":
            return tree.by(word, "nmod:poss")
        if slot == "compound":
            return tree.by(word, "compound")
        if slot == "adjective":
            return [
                c
                for c in tree.children[word]
                if tree.relation[c] in _MODIFYING
                and tree.upos[c] != "NUM"
                and not tree.case(c)
                and not self._one_name(c, word)
                and not self._venue(c)
            ]
        if slot in ("clause", "infinitive", "finite", "that", "whether"):
            verb = self.light(word, trigger)
            return [*self._clauses(word, slot), *(self._clauses(verb, slot) if verb is not None else ())]
        verb = self.light(word, trigger)
        if slot == "light":
            return [] if verb is None else [verb]
        if slot == "governor":
            return [] if (above := self.governor(word)) is None else [above]
        if slot == "governed":
            return self._governed(word)
        if slot == "complement":
            return tree.by(word, "compound", "nmod")
        if verb is None:
            return self._predicate(word, slot)
        return self._of_light(word, verb, slot)

    def _predicate(self, noun: int, slot: str) -> list[int]:
        """ "the mayor is under arrest", "came under attack", "was placed in custody": who a state is said of.

        It is done to whoever is under it; in others ("on strike", "in talks") they take part.
        """
        tree, case = self.tree, self.tree.case(noun)
        if case == "of" and slot == "object":
            return self._aimed_at(noun)
        if case not in ("under", "in", "into", "on"):
            return []
        of = tree.child(noun, "nsubj", "nsubj:pass")
        verb = tree.head[noun]
        if of is None and tree.base(noun) in ("obl", "obj", "xcomp") and self._puts(verb):
            of = tree.object(verb) or tree.surface(verb)
        undergone = case == "under" or tree.lemma[noun] in tables()["participants.undergone"]
        return [] if of is None or slot != ("object" if undergone else "subject") else [tree.antecedent(of)]

    def _aimed_at(self, noun: int) -> list[int]:
        """ "the mayor was the target of threats": whom a deed is said to be done to."""
        tree, head = self.tree, self.tree.head[noun]
        while tree.relation[noun] == "conj" and head != noun:
            noun, head = head, tree.head[head]
        if tree.relation[noun] != "nmod" or tree.lemma[head] not in tables()["participants.aimed"]:
            return []
        of = tree.child(head, "nsubj")
        if of is None and tree.base(head) in ("obl", "xcomp", "obj") and self._puts(tree.head[head]):
            of = tree.surface(tree.head[head])
        if of is None and tree.relation[head] == "appos":
            of = tree.head[head]
        return [] if of is None else [tree.antecedent(of)]

    def _puts(self, verb: int) -> bool:
        return self.tree.upos[verb] == "VERB" and self.tree.lemma[verb] in tables()["participants.putting"]

    def _venue(self, word: int) -> bool:
        """ "the Lissau talks", "the Lissau bombing": a place that stands for no public body is only where it was."""
        tree = self.tree
        place = tree.name_at.get(word) == "LOC" and tree.xpos[word] in ("NNP", "NNPS", "NN")
        return place and word not in self.linked

    def _one_name(self, one: int, other: int) -> bool:
        """Whether two words are of one name: "Affordable" is no party to the Affordable Care Act."""
        return any(n.start <= one < n.end and n.start <= other < n.end for n in self.tree.parsed.names)

    def _of_light(self, word: int, verb: int, slot: str) -> list[int]:
        tree = self.tree
        one: int | None = None
        if slot == "subject":
            one = tree.subject(verb)
        elif slot == "passive":
            return [verb] if tree.passive(verb) else []
        elif slot == "indirect":
            one = tree.child(verb, "iobj")
        elif slot == "object":
            one = tree.object(verb)
        elif slot == "particle":
            return tree.by(verb, "compound:prt")
        return [] if one is None or one == word else [one]

    def _governed(self, noun: int) -> list[int]:
        """What a noun hangs on: its verb and its preposition."""
        tree = self.tree
        while tree.relation[noun] == "conj" and tree.head[noun] != noun:
            noun = tree.head[noun]
        found = [c for c in tree.children[noun] if tree.relation[c] in ("case", "mark")]
        # "on alert ahead of a parade": the parser hangs "ahead" on what is ahead of it.
        found += [
            c for c in (*tree.by(tree.head[noun], "advmod"), tree.head[noun]) if tree.form[c] == "ahead" and c < noun
        ]
        found += [c for case in tuple(found) for c in tree.by(case, "fixed")]
        verb = self.governor(noun)
        return [*found, *([verb] if verb is not None else [])]

    def _preposition(self, word: int, slot: str, trigger: Trigger, noun: bool) -> list[int]:
        tree = self.tree
        holders = [word]
        if noun:
            verb = self.light(word, trigger)
            holders += [verb] if verb is not None else []
        else:
            # The parser may hang on the object what belongs to the verb.
            direct = tree.child(word, "obj")
            holders += [direct] if direct is not None and slot in _HUNG else []
            # "four died and six were hurt in the clash": where the second happened, so did the first.
            holders += [c for c in tree.by(word, "conj") if tree.upos[c] == "VERB" and slot in ("in", "during")]
        for holder in holders:
            found = [c for c in tree.by(holder, "obl", "nmod", "advcl") if c != word and self._has_case(c, slot)]
            if slot == "by" and not noun:
                found = [c for c in found if tree.relation[c] != "obl:agent"]
            if found:
                return [tree.antecedent(c) for c in found]
        return self._right_after(word, slot) if noun and slot in _NOMINAL else []

    def _right_after(self, noun: int, slot: str) -> list[int]:
        """ "reported the arrests by soldiers": the parser may hang on a verb what follows its object right away."""
        tree, verb = self.tree, self.tree.head[noun]
        if tree.base(noun) != "obj" or tree.upos[verb] != "VERB" or tree.passive(verb):
            return []
        return [c for c in tree.by(verb, "obl") if tree.subtree(c)[0] == noun + 1 and self._has_case(c, slot)]

    def _has_case(self, word: int, slot: str) -> bool:
        tree = self.tree
        marks = tree.by(word, "case", "mark")
        if not marks and word and tree.upos[word - 1] == "ADP":
            # "of one of two men": the parser may hang the first preposition further in.
            marks = [word - 1]
        return any(tree.form[c] == slot or tree.lemma[c] == slot for c in marks)

    def path(self, word: int, path: tuple[str, ...], trigger: Trigger) -> list[int]:
        """The words at the end of a path of slots."""
        words = [word]
        for slot in path:
            words = [w for one in words for w in self.at(one, slot, trigger)]
        return words

    def take(self, word: int, take: Take, trigger: Trigger, fit: Callable[[int], bool]) -> list[int]:
        """The participants a frame's alternative gives, coordinated ones with them, each once."""
        out: list[int] = []
        for path, kind in zip(take.paths, take.classes, strict=True):
            for found in self.path(word, path, trigger):
                out += [w for w in self.tree.group(found) if fit(w) and (kind is None or self.isa(w, kind))]
        return [w for w in dict.fromkeys(out) if not self._kind(w)]

    def _kind(self, word: int) -> bool:
        """Whether a modifier only says of what kind a deed is: "terrorist attack", "other attacks"."""
        modifies = self.tree.relation[word] in _MODIFYING and not self.tree.case(word)
        return modifies and self.tree.lemma[word] in tables()["participants.kinds"]

    # --- conditions ---

    def holds(self, word: int, condition: Condition, trigger: Trigger) -> bool:
        """Whether one of a condition's alternatives does."""
        return any(self._test(word, test, trigger) for test in condition)

    def _test(self, word: int, test: Test, trigger: Trigger) -> bool:
        slot = test.path[0]
        if slot in ("nearby", "sentence", "vicinity"):
            return test.value is not None and self._in_sentence(word, test.value, 1 if slot == "vicinity" else 0)
        found = self.path(word, test.path, trigger)
        if test.value is None:
            return bool(found)
        return any(self._is(w, test.value) for w in found)

    def _is(self, word: int, value: str) -> bool:
        group: Iterable[int] = self.tree.group(word)
        return any(self.isa(w, value) for w in group) or self._part_of(word, value)

    def _part_of(self, word: int, value: str) -> bool:
        """ "one of the embassies", "a number of guerrillas": what a part or a number is of."""
        tree = self.tree
        portion = tree.upos[word] in ("NUM", "DET", "PRON") or tree.lemma[word] in tables()["participants.portions"]
        if not portion:
            return False
        return any(tree.case(c) == "of" and self.isa(c, value) for c in tree.by(word, "nmod"))

    def _in_sentence(self, word: int, value: str, reach: int = 0) -> bool:
        """Whether a word stands in the sentence, or in one up to ``reach`` sentences from it."""
        tree = self.tree
        n = tree.sentence_of[word]
        near = range(max(0, n - reach), min(len(tree.parsed.sentences), n + reach + 1))
        present = frozenset[str]().union(*(self._words_of(k) for k in near))
        if value == "violence":
            present -= {tree.lemma[word], tree.form[word]}
        listed = self.classes.get(value)
        if listed is not None:
            return bool(listed & present) or (value in tables()["topics.classes"] and self._on(value))
        if value in self._builtin:
            return any(self.isa(i, value) for i in tree.sentence(word))
        return value.lower() in present

    def _words_of(self, sentence: int) -> frozenset[str]:
        if sentence not in self._sentence_words:
            tree, words = self.tree, range(*self.tree.parsed.sentences[sentence])
            self._sentence_words[sentence] = frozenset(tree.form[i] for i in words) | {tree.lemma[i] for i in words}
        return self._sentence_words[sentence]

    def _on(self, topic: str) -> bool:
        """Whether the whole article is on what a class is the words of: several of them, in a good share of it."""
        if topic not in self._topics:
            found = [lemma for lemma in self.tree.lemma if lemma in self.classes[topic]]
            enough = len(found) >= _TOPIC_SHARE * len(self.tree)
            self._topics[topic] = enough and len(set(found)) >= _TOPIC_WORDS
        return self._topics[topic]
