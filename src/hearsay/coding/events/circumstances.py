"""When, where, how many, and in what contexts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

from hearsay.coding.counted import counts_lives
from hearsay.coding.events.candidates import Candidate
from hearsay.coding.events.tree import Tree
from hearsay.coding.ontology import Ontology
from hearsay.coding.wordlists import tables
from hearsay.model import Place, Quantity, Span, Time

T = TypeVar("T")
_REACH = 5  # links between an event's word and its time or place
_AT = frozenset(("in", "at", "near", "on", "outside", "inside", "from", "around", "within", "of", "to", "along", "off"))
_MEASURED = ("ASSAULT", "COERCE")


class Circumstances:
    """What stands around the events of one document."""

    def __init__(
        self,
        tree: Tree,
        ontology: Ontology,
        times: Sequence[Time],
        places: Sequence[Place],
        quantities: Sequence[Quantity],
    ) -> None:
        self.tree = tree
        self.ontology = ontology
        self._starts = [int(s) for s in tree.parsed.starts]
        self._times = self._by_sentence([(t.span, t) for t in times if t.type in ("DATE", "TIME")])
        self._places = self._by_sentence([(p.span, p) for p in places])
        self._quantities = self._by_sentence([(q.span, q) for q in quantities if counts_lives(q)])
        self._contexts: dict[int, dict[str, int]] = {}
        self._told: dict[int, Time | None] = {}

    def _by_sentence(self, items: Sequence[tuple[Span, T]]) -> dict[int, list[tuple[int, T]]]:
        """Records with the word each hangs by: the one of its words whose head lies outside them."""
        out: dict[int, list[tuple[int, T]]] = {}
        for (start, end), item in items:
            first = bisect_left(self._starts, start)
            last = bisect_left(self._starts, end)
            words = range(first, min(last, len(self._starts)))
            head = next((w for w in words if self.tree.head[w] not in words or self.tree.head[w] == w), None)
            if head is not None:
                out.setdefault(self.tree.sentence_of[head], []).append((head, item))
        return out

    def _distance(self, one: int, other: int) -> int:
        """Links between two words of a sentence in the tree."""
        above = {one: 0} | {w: n for n, w in enumerate(self.tree.up(one), start=1)}
        if other in above:
            return above[other]
        return next((n + above[w] for n, w in enumerate(self.tree.up(other), start=1) if w in above), 99)

    def time(self, candidate: Candidate) -> Time | None:
        """The nearest time in the sentence, if it hangs on the event."""
        if candidate.word not in self._told:
            self._told[candidate.word] = self._time(candidate)
        return self._told[candidate.word]

    def _time(self, candidate: Candidate) -> Time | None:
        clause = self._clause(candidate)
        found = [
            (min(self._distance(at, w) for w in self._words(candidate)), t)
            for at, t in self._times.get(self.tree.sentence_of[candidate.word], ())
            if at in clause
        ]
        best = min(found, key=lambda pair: pair[0], default=None)
        return best[1] if best is not None and best[0] <= _REACH else None

    def _clause(self, candidate: Candidate) -> set[int]:
        """The words under an event's clause: its own, its light verb's, and that of a verb it is coordinated with."""
        tree, top = self.tree, candidate.word
        if candidate.verb is not None and tree.base(candidate.word) in ("obj", "nsubj"):
            top = candidate.verb
        while tree.relation[top] in ("conj", "xcomp") and tree.upos[tree.head[top]] in ("VERB", "AUX"):
            top = tree.head[top]
        return self._own_words(top)

    def _own_words(self, top: int) -> set[int]:
        """The words of a clause without the clauses that tell of something else."""
        tree, out, left = self.tree, set[int](), [top]
        while left:
            at = left.pop()
            out.add(at)
            left += [c for c in tree.children[at] if tree.relation[c] not in ("acl:relcl", "ccomp", "parataxis")]
        return out

    def _words(self, candidate: Candidate) -> list[int]:
        return [candidate.word] if candidate.verb is None else [candidate.word, candidate.verb]

    def place(self, candidate: Candidate) -> Place | None:
        """The nearest place said with "in", "at" or the like; else a place that is itself what was attacked."""
        sentence = self.tree.sentence_of[candidate.word]
        clause = self._clause(candidate)
        found = []
        for at, place in self._places.get(sentence, ()):
            if at not in clause:
                continue
            if self.tree.case(at) not in _AT and at not in candidate.recipients:
                continue
            if at in candidate.actors:
                continue
            found.append((min(self._distance(at, w) for w in self._words(candidate)), abs(at - candidate.word), place))
        best = min(found, key=lambda row: row[:2], default=None)
        return best[2] if best is not None and best[0] <= _REACH else None

    def tolls(self, candidates: Sequence[Candidate]) -> dict[int, dict[str, str]]:
        """The quantities of killed, injured and the like, by the candidate's word they belong to."""
        out: dict[int, dict[str, str]] = {}
        for sentence, items in self._quantities.items():
            for at, quantity in items:
                told = self._measured(at)
                if told is None:
                    continue
                measure, word = told
                near = [c for c in candidates if c.type in _MEASURED and self.tree.sentence_of[c.word] == sentence]
                if not near:
                    near = [
                        c for c in candidates if c.type == "ASSAULT" and self.tree.sentence_of[c.word] == sentence - 1
                    ]
                if near:
                    best = min(near, key=lambda c: (min(self._distance(word, w) for w in self._words(c)), c.word))
                    out.setdefault(best.word, {}).setdefault(measure, quantity.id)
        return out

    def _measured(self, at: int) -> tuple[str, int] | None:
        """What a number counts, and the word that says so."""
        tree, lists = self.tree, tables()
        if (verb := self._count(at)) is not None:
            return "killed", verb
        noun = tree.head[at] if tree.relation[at] in ("nummod", "compound", "advmod", "amod") else at
        if noun < at and "," in tree.form[noun:at]:
            return None  # An age: "the teacher, 58, was killed".
        if tree.lemma[noun] in lists["toll.units"] or (at and tree.form[at - 1] == "no"):
            return None
        for verb in (tree.head[noun], *tree.by(noun, "acl")):
            if tree.upos[verb] == "VERB" and self._deadly(verb) and self._counted(noun, verb):
                return "killed", verb
        around = [noun, tree.head[noun], *tree.by(tree.head[noun], "xcomp"), *tree.by(noun, "nmod", "acl", "amod")]
        for word in around:
            for measure in ("killed", "injured", "arrested", "abducted", "displaced"):
                if tree.lemma[word] in lists[f"toll.{measure}"] and self._counted(noun, word):
                    return measure, word
        return None

    def _count(self, at: int) -> int | None:
        """The verb of "the death toll has risen to 34" or "put the death toll at 34", if a number is such a count."""
        tree, lists = self.tree, tables()
        top = tree.head[at] if tree.relation[at] in ("nummod", "compound") else at
        verb = tree.head[top]
        if tree.relation[top].partition(":")[0] == "nsubj" or tree.lemma[verb] not in lists["toll.count_verbs"]:
            verb = top if tree.child(top, "cop") is not None else -1
        if verb < 0:
            return None
        for noun in tree.by(verb, "nsubj", "nsubj:pass", "obj"):
            of = {tree.lemma[c] for c in tree.children[noun]}
            if noun != top and tree.lemma[noun] in lists["toll.count"] and of & lists["toll.count_of"]:
                return verb
        return None

    def _deadly(self, verb: int) -> bool:
        """Whether what a verb does kills: "shot dead", "fatally shot", "stabbed to death", "shot and killed"."""
        tree, lists = self.tree, tables()
        near = {tree.form[c] for c in tree.by(verb, "advmod", "xcomp")} | set(tree.form[verb + 1 : verb + 2])
        to_death = any(tree.form[c] == "death" and tree.case(c) == "to" for c in tree.by(verb, "obl"))
        killing = any(
            tree.lemma[c] in lists["toll.killed"] and tree.child(c, "obj", "nsubj", "nsubj:pass") is None
            for c in tree.by(verb, "conj")
        )
        return bool(near & lists["toll.deadly"]) or to_death or killing

    def _counted(self, noun: int, word: int) -> bool:
        """Whether a noun is whom a word of harm is about: not, say, its doer or its time."""
        tree = self.tree
        if noun == word or tree.upos[word] != "VERB":
            return True
        if tree.head[noun] != word:
            return True
        relation = tree.relation[noun]
        if tree.lemma[word] in ("die", "perish", "flee"):
            return relation.startswith("nsubj")
        return relation in ("obj", "nsubj:pass") or (relation == "nsubj" and tree.passive(word))

    # --- contexts ---

    def contexts(self, candidate: Candidate) -> tuple[str, ...]:
        """Those its sentence shows, and those its paragraph shows twice, in the ontology's order."""
        tree = self.tree
        sentence = tree.sentence_of[candidate.word]
        shown = set(self._shown(sentence))
        paragraph = int(tree.parsed.paragraph[candidate.word])
        counts: dict[str, int] = {}
        for n in range(max(0, sentence - 5), min(len(tree.parsed.sentences), sentence + 6)):
            if int(tree.parsed.paragraph[tree.parsed.sentences[n][0]]) == paragraph:
                for name, count in self._shown(n).items():
                    counts[name] = counts.get(name, 0) + count
        shown |= {name for name, count in counts.items() if count > 1}
        return tuple(name for name in self.ontology.contexts if name in shown)

    def _shown(self, sentence: int) -> dict[str, int]:
        if sentence not in self._contexts:
            words = range(*self.tree.parsed.sentences[sentence])
            lemmas = [self.tree.lemma[w] for w in words]
            forms = [self.tree.form[w] for w in words]
            text = f" {' '.join(lemmas)} | {' '.join(forms)} "
            have = {*lemmas, *forms}
            self._contexts[sentence] = {
                name: count
                for name, (_, phrases) in self.ontology.contexts.items()
                if (count := sum(self._present(p, have, text) for p in phrases))
            }
        return self._contexts[sentence]

    @staticmethod
    def _present(phrase: tuple[str, ...], have: set[str], text: str) -> bool:
        return phrase[0] in have and (len(phrase) == 1 or f" {' '.join(phrase)} " in text)
