"""Who holds an event, and how."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from hearsay.coding.events.status import Value
from hearsay.coding.events.tree import Tree
from hearsay.coding.wordlists import tables
from hearsay.model import Attribution, Claim, Holding, Polarity, Spans, Status

_NOT_AFFIRMED = ("deny", "doubt", "not-said")
_WISHED = ("ask", "demand", "promise", "threaten", "want", "decide")
_AFFIRMED: tuple[Status, ...] = ("occurred", "ongoing", "future")


class Holders:
    """The attributions of one document, by the words in their contents."""

    def __init__(self, tree: Tree, attributions: Sequence[Attribution], claims: Sequence[Claim]) -> None:
        self.tree = tree
        self._attributions = attributions
        self._by_id = {a.id: a for a in attributions}
        self.claims: dict[str, list[Claim]] = {}
        for claim in claims:
            self.claims.setdefault(claim.attribution, []).append(claim)
        self._starts = [int(s) for s in tree.parsed.starts]
        self._ends = [int(e) for e in tree.parsed.ends]
        self._inner: dict[int, tuple[int, Attribution, frozenset[int]]] = {}
        for attribution in attributions:
            words = frozenset(self._words(attribution.content))
            for word in words:
                if word not in self._inner or len(words) < self._inner[word][0]:
                    self._inner[word] = (len(words), attribution, words)

    def _words(self, spans: Spans) -> list[int]:
        found: list[int] = []
        for start, end in spans:
            found += range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        return found

    def holdings(self, word: int, verb: int | None, status: Status, value: Value) -> tuple[Holding, ...]:
        """Who holds what is told at a word: those in whose words it stands, else the author.

        ``value`` is its certainty and polarity as the sentence itself puts them.
        """
        inner = self._inner.get(word)
        if inner is None:
            return (Holding(by="author", certainty=value[0], polarity=value[1]),)
        _, attribution, words = inner
        if self._unsaid(attribution):
            return tuple(_open(by) for by in self._ids(attribution))
        if self._about(attribution, word):
            return (Holding(by="author", certainty=value[0], polarity=value[1]),)
        main = self._is_main(verb if verb is not None else word, words) or self._is_main(word, words)
        claims = self.claims.get(attribution.id)
        if claims:
            noun = self.tree.upos[word] in ("NOUN", "PROPN")
            own = tuple(self._by_claim(claim, main, status, value, noun) for claim in claims)
        else:
            own = (self._by_cue(attribution, main, value),)
        return (*own, *(self._disputes(attribution, value) if main else ()))

    def _about(self, attribution: Attribution, word: int) -> bool:
        """ "referring to the massacre", "described the arrest of five as": the author says what they speak about."""
        if self.tree.upos[word] not in ("NOUN", "PROPN") and self.tree.relation[word] != "acl":
            return False
        cue = {self.tree.lemma[w] for w in self._words(attribution.cue)}
        return bool(cue & tables()["holdings.about"]) and not cue & tables()["stance.deny"]

    def speaks_of(self, word: int) -> bool:
        """Whether a noun only says what somebody's words are about, as "no evidence that the violence was planned"."""
        tree, inner = self.tree, self._inner.get(word)
        return tree.upos[word] in ("NOUN", "PROPN") and inner is not None and not self._is_main(word, inner[2])

    def _disputes(self, attribution: Attribution, value: Value) -> tuple[Holding, ...]:
        """ "denied the rebels' claim that": who denies what somebody claims holds the contrary."""
        above = self._by_id.get(attribution.parent or "")
        if above is None or not self._is_said(attribution, above):
            return ()
        denials = [c for c in self.claims.get(above.id, ()) if c.stance == "deny"]
        return tuple(Holding(by=c.id, certainty="certain", polarity=_flipped(value)) for c in denials)

    def _is_said(self, attribution: Attribution, above: Attribution) -> bool:
        """Whether an attribution's cue is a noun, and the first thing that another's content says."""
        words = frozenset(self._words(above.content))
        cue = [w for w in self._words(attribution.cue) if self.tree.upos[w] == "NOUN"]
        return any(self._is_main(w, words) for w in cue)

    def _ids(self, attribution: Attribution) -> list[str]:
        return [claim.id for claim in self.claims.get(attribution.id, ())] or [attribution.id]

    def _unsaid(self, attribution: Attribution) -> bool:
        """ "denied that it had accused the army of the raid": nobody has said that of the raid.

        Not so "denied the rebels' claim that": what is denied there is what they do say.
        """
        for _ in range(len(self._attributions)):
            above = self._by_id.get(attribution.parent or "")
            if above is None:
                return False
            if self._refuses(above) and self._says_saying(above, attribution):
                return True
            attribution = above
        return False

    def _says_saying(self, above: Attribution, inner: Attribution) -> bool:
        """Whether what an attribution holds is, first of all, that somebody said something."""
        words, tree = frozenset(self._words(above.content)), self.tree
        cue = [w for w in self._words(inner.cue) if tree.upos[w] == "VERB"]
        return any(self._is_main(w, words) for w in cue)

    def _refuses(self, attribution: Attribution) -> bool:
        claims = self.claims.get(attribution.id)
        if claims:
            return all(claim.stance in _NOT_AFFIRMED for claim in claims)
        lemmas = {self.tree.lemma[w] for w in self._words(attribution.cue)}
        return bool(lemmas & (tables()["stance.deny"] | tables()["stance.doubt"]))

    def denials(self) -> list[tuple[int, Claim]]:
        """Denials whose content only points back ("denied it", "denies the allegations"), with their first word."""
        found = []
        for attribution in self._attributions:
            words = self._words(attribution.content)
            claim = next((c for c in self.claims.get(attribution.id, ()) if c.stance == "deny"), None)
            if claim is not None and words and self._points_back(words):
                found.append((min((*self._words(attribution.cue), *words)), claim))
        return found

    def _points_back(self, words: Sequence[int]) -> bool:
        lists, tree = tables(), self.tree
        top = next((w for w in words if tree.head[w] not in words or tree.head[w] == w), words[0])
        if tree.form[top] in lists["denied.pronouns"]:
            return len(words) <= 2
        near = {tree.form[c] for c in tree.children[top]}
        told = any(tree.base(c) in ("acl", "ccomp", "nmod") and c in words for c in tree.children[top])
        return tree.lemma[top] in lists["denied.nouns"] and not told and bool(near & lists["retelling.definite"])

    def speakers(self, event_holders: Sequence[Holding]) -> set[str]:
        """The sources of those of an event's holders that are claims, to tell whether another denies it."""
        by_id = {c.id: c for found in self.claims.values() for c in found}
        links = [by_id[h.by].chain[-1] for h in event_holders if h.by in by_id and by_id[h.by].chain]
        return {link.name or str(link.span) for link in links}

    def _is_main(self, word: int, words: frozenset[int]) -> bool:
        """Whether a word is what the content says, not something told by the way."""
        tree = self.tree
        while tree.relation[word] in ("xcomp", "conj", "obj") and tree.head[word] in words and tree.head[word] != word:
            word = tree.head[word]
        return tree.head[word] == word or tree.head[word] not in words

    def _by_claim(self, claim: Claim, main: bool, status: Status, value: Value, noun: bool) -> Holding:
        if claim.stance in ("affirm", "retract"):
            if main and status in _AFFIRMED and claim.stance == "affirm" and not self._told_by_name(claim, noun):
                # What is promised, asked or wished is weighed as such; a clause's own words decide for the rest.
                # A clause may be negative ("has refused to accept it") where what it tells is not.
                polarity = value[1] if claim.polarity == "negative" else claim.polarity
                return Holding(by=claim.id, certainty=claim.certainty, polarity=polarity)
            if claim.stance == "affirm":
                return Holding(by=claim.id, certainty=value[0], polarity=value[1])
        if claim.stance in ("deny", "retract") and main:
            return Holding(by=claim.id, certainty="certain", polarity=_flipped(value))
        return _open(claim.id)

    def _told_by_name(self, claim: Claim, noun: bool) -> bool:
        """ "denounced the bombing by the air force": who speaks of an event by its name says that it is one.

        Not so what somebody asks for by its name.
        """
        return noun and claim.polarity == "unknown" and claim.act not in _WISHED

    def _by_cue(self, attribution: Attribution, main: bool, value: Value) -> Holding:
        lemmas = {self.tree.lemma[w] for w in self._words(attribution.cue)}
        lists = tables()
        if lemmas & lists["stance.deny"]:
            if main:
                return Holding(by=attribution.id, certainty="certain", polarity=_flipped(value))
            return _open(attribution.id)
        if lemmas & lists["stance.doubt"]:
            return _open(attribution.id)
        return Holding(by=attribution.id, certainty=value[0], polarity=value[1])


def _open(by: str) -> Holding:
    return Holding(by=by, certainty="unknown", polarity="unknown")


def _flipped(value: Value) -> Polarity:
    """What a denial says of what its content says."""
    return "positive" if value[1] == "negative" else "negative"
