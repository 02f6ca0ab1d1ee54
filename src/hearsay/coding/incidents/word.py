"""On whose word an incident and its perpetrators rest, and whether the article discredits it."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.coding.incidents.lexicon import words
from hearsay.coding.incidents.tree import Tree
from hearsay.model import Attribution, Claim, Holding, Polarity, Span

AUTHOR = "author"


class Words:
    """The attributions of one document, with the claims they were weighed as, where they were."""

    def __init__(self, tree: Tree, attributions: Sequence[Attribution], claims: Sequence[Claim] = ()) -> None:
        self._tree = tree
        self._attributions = attributions
        self._claim = {claim.attribution: claim for claim in reversed(claims)}

    def about(self, span: Span) -> list[Attribution]:
        """Whose content holds a span, the innermost first."""
        holding = [a for a in self._attributions if any(s <= span[0] and span[1] <= e for s, e in a.content)]
        return sorted(holding, key=lambda a: sum(e - s for s, e in a.content))

    def by(self, spans: Sequence[Span]) -> tuple[str, ...]:
        """On whose word what the spans tell rests: ``author`` where any of them is in no one else's words."""
        tellers = [self.about(span) for span in spans]
        if any(not t for t in tellers):
            return (AUTHOR,)
        return tuple(dict.fromkeys(self._id(t[0]) for t in tellers))

    def holdings(self, spans: Sequence[Span], perpetrators: Sequence[Span]) -> tuple[Holding, ...]:
        """Who holds that it happened, given where its surest target is told of and who is said to have done it."""
        out: dict[str, Holding] = {}
        for span in spans:
            told = self.about(span)
            if told and self._unsaid(told):
                made = Holding(by=self._id(told[0]), certainty="unknown", polarity="unknown")
            elif told:
                made = self._holding(told[0], perpetrators)
            else:
                made = Holding(by=AUTHOR, certainty="certain", polarity="positive")
            out.setdefault(made.by, made)
        return tuple(out.values())

    def _unsaid(self, told: Sequence[Attribution]) -> bool:
        """ "denied that it had accused the army of the raid": an accusation that was not made, by its maker's word."""
        inner, *outer = told
        if not self._verbal(inner.cue):
            return False
        return any(
            not words("denying").isdisjoint(self._lemmas(above.cue))
            and all(any(a <= s and e <= b for a, b in above.content) for s, e in inner.cue)
            for above in outer
        )

    def _verbal(self, spans: Sequence[Span]) -> bool:
        parsed = self._tree.parsed
        where = zip(parsed.starts, parsed.ends, self._tree.upos, strict=True)
        return any(upos == "VERB" and any(a <= s and e <= b for a, b in spans) for s, e, upos in where)

    def _id(self, attribution: Attribution) -> str:
        claim = self._claim.get(attribution.id)
        return attribution.id if claim is None else claim.id

    def _holding(self, attribution: Attribution, perpetrators: Sequence[Span]) -> Holding:
        claim = self._claim.get(attribution.id)
        denies = self._denies(attribution, perpetrators)
        if claim is not None and not denies:
            # What a denial of one's own part says no to is the part, not the happening.
            held: Polarity = "positive" if claim.polarity == "negative" else claim.polarity
            return Holding(by=claim.id, certainty=claim.certainty, polarity=held)
        polarity: Polarity = "negative" if denies else "positive"
        return Holding(by=self._id(attribution), certainty="certain", polarity=polarity)

    def _denies(self, attribution: Attribution, perpetrators: Sequence[Span]) -> bool:
        """Whether somebody who is not said to have done it denies that it happened."""
        cue, content = self._lemmas(attribution.cue), self._lemmas(attribution.content)
        if words("denying").isdisjoint(cue) or not words("owning").isdisjoint(content):
            return False
        accused = {self._text(s) for s in perpetrators}
        source = {self._text(s) for s in attribution.source} | {(attribution.source_name or "").lower()}
        return not any(a and (a in s or s in a) for a in accused for s in source if s)

    def _text(self, span: Span) -> str:
        return " ".join(self._tree.parsed.document.text[slice(*span)].lower().split())

    def _lemmas(self, spans: Sequence[Span]) -> set[str]:
        parsed = self._tree.parsed
        inside = [
            i
            for i, (s, e) in enumerate(zip(parsed.starts, parsed.ends, strict=True))
            if any(a <= s and e <= b for a, b in spans)
        ]
        return {self._tree.lemma[i] for i in inside}
