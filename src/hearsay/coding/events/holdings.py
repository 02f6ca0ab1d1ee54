"""Who holds an event, and how."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from hearsay.coding.events.status import Value
from hearsay.coding.events.tree import Tree
from hearsay.coding.wordlists import tables
from hearsay.model import Attribution, Claim, Holding, Polarity, Spans, Status

_AFFIRMED: tuple[Status, ...] = ("occurred", "ongoing", "future")


class Holders:
    """The attributions of one document, by the words in their contents."""

    def __init__(self, tree: Tree, attributions: Sequence[Attribution], claims: Sequence[Claim]) -> None:
        self.tree = tree
        self._attributions = attributions
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
        main = self._is_main(verb if verb is not None else word, words) or self._is_main(word, words)
        claims = self.claims.get(attribution.id)
        if not claims:
            return (self._by_cue(attribution, main, value),)
        return tuple(self._by_claim(claim, main, status, value) for claim in claims)

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

    def _by_claim(self, claim: Claim, main: bool, status: Status, value: Value) -> Holding:
        if claim.stance in ("affirm", "retract"):
            if main and status in _AFFIRMED and claim.stance == "affirm":
                # What is promised, asked or wished is weighed as such; a clause's own words decide for the rest.
                return Holding(by=claim.id, certainty=claim.certainty, polarity=claim.polarity)
            if claim.stance == "affirm":
                return Holding(by=claim.id, certainty=value[0], polarity=value[1])
        if claim.stance in ("deny", "retract") and main:
            return Holding(by=claim.id, certainty="certain", polarity=_flipped(value))
        return Holding(by=claim.id, certainty="unknown", polarity="unknown")

    def _by_cue(self, attribution: Attribution, main: bool, value: Value) -> Holding:
        lemmas = {self.tree.lemma[w] for w in self._words(attribution.cue)}
        lists = tables()
        if lemmas & lists["stance.deny"]:
            if main:
                return Holding(by=attribution.id, certainty="certain", polarity=_flipped(value))
            return Holding(by=attribution.id, certainty="unknown", polarity="unknown")
        if lemmas & lists["stance.doubt"]:
            return Holding(by=attribution.id, certainty="unknown", polarity="unknown")
        return Holding(by=attribution.id, certainty=value[0], polarity=value[1])


def _flipped(value: Value) -> Polarity:
    """What a denial says of what its content says."""
    return "positive" if value[1] == "negative" else "negative"
