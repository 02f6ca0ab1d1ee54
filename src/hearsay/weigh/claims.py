"""Attributions to claims."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from hearsay.model import Act, Attribution, Claim, Link, Polarity, content_id
from hearsay.parsed import Parsed
from hearsay.weigh.cues import Frame, Weighed, addressee, hears, is_negated, weigh
from hearsay.weigh.evidence import evidence
from hearsay.weigh.factuality import Value, factuality, flip
from hearsay.weigh.sources import SourceTypes, first_piece
from hearsay.weigh.tables import cue_tables
from hearsay.weigh.view import View


def claims(parsed: Parsed, attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
    """One claim for each attribution, in their order.

    A denial of what another has alleged ("X denies Y's report that Z") is followed by Y's claim, to which it is
    linked; both have the denial's attribution. Raises :class:`hearsay.errors.ConfigError` where a lexicon in the
    package is damaged.
    """
    weigher = _Weigher(parsed, attributions)
    return tuple(claim for attribution in attributions for claim in weigher.weigh(attribution))


class _Weigher:
    """Weighs the attributions of one document."""

    def __init__(self, parsed: Parsed, attributions: Sequence[Attribution]) -> None:
        self._view = View(parsed)
        self._types = SourceTypes(self._view)
        self._by_id = {a.id: a for a in attributions}
        self._links: dict[str, Link] = {}

    def weigh(self, attribution: Attribution) -> list[Claim]:
        """The attribution's claim, and that of whom it denies where no attribution of its own stands for it."""
        chain = self._chain(attribution)
        frame = self._frame(attribution)
        cue = weigh(self._view, frame)
        value = factuality(self._view, frame, cue)
        claim = self._claim(attribution, frame, cue, value, chain)
        noun = self._allegation(frame) if cue.stance in ("deny", "doubt") else None
        if noun is None:
            return [claim]
        child = next((a for a in self._by_id.values() if self._alleged(a) == (attribution.id, noun)), None)
        if child is not None:
            return [msgspec.structs.replace(claim, linked=self.weigh(child)[0].id)]
        other = self._denied(attribution, noun, value)
        return [claim] if other is None else [msgspec.structs.replace(claim, linked=other.id), other]

    def _frame(self, attribution: Attribution) -> Frame:
        view = self._view
        kind = self._link(attribution).type
        return Frame(view.words(attribution.source), view.words(attribution.cue), view.words(attribution.content), kind)

    def _alleged(self, attribution: Attribution) -> tuple[str, int] | None:
        """The attribution that denies this one, and the noun it denies, where this is what is denied."""
        parent = self._by_id.get(attribution.parent or "")
        if parent is None or parent.id == attribution.id:
            return None
        frame = self._frame(parent)
        noun = self._allegation(frame)
        if noun is None or noun not in self._view.words(attribution.cue):
            return None
        return (parent.id, noun) if weigh(self._view, frame).stance in ("deny", "doubt") else None

    def _claim(
        self, attribution: Attribution, frame: Frame, cue: Weighed, value: Value, chain: tuple[Link, ...]
    ) -> Claim:
        tables, found = cue_tables(), evidence(self._view, frame, cue)
        lacking = any(e.kind == "lacking" for e in found)
        return Claim(
            id=content_id("c", attribution.id, cue.act, cue.stance, value),
            attribution=attribution.id,
            chain=chain,
            act=cue.act,
            stance=cue.stance,
            certainty=value[0],
            polarity=value[1],
            distance="distanced" if lacking else cue.distance,
            addressee=addressee(self._view, frame),
            evidence=found,
            confidence=round(attribution.confidence * (tables.listed if cue.listed else tables.unlisted), 3),
        )

    def _chain(self, attribution: Attribution) -> tuple[Link, ...]:
        """From the author to the speaker, through those in whose words the speaker is told of."""
        line = [attribution]
        seen = {attribution.id}
        at = attribution
        while (parent := self._by_id.get(at.parent or "")) is not None and parent.id not in seen:
            seen.add(parent.id)
            # Who denies an allegation does not pass it on.
            if self._alleged(at) is None:
                line.append(parent)
            at = parent
        author = Link(span=None, type="author", name=self._view.parsed.document.byline)
        return (author, *(self._link(a) for a in reversed(line)))

    def _link(self, attribution: Attribution) -> Link:
        known = self._links.get(attribution.id)
        if known is not None:
            return known
        parent = self._by_id.get(attribution.parent or "")
        view = self._view
        speaker = view.words(parent.source) if parent and parent.kind != "indirect" else []
        if hears(view, view.words(attribution.cue)):
            # "People have been told": who told them is not said.
            link = Link(span=None, type="unknown")
        else:
            words = view.words(attribution.source), speaker, view.words(attribution.content)
            name, span = attribution.source_name, first_piece(attribution.source)
            link = Link(span=span, type=self._types.type(*words), name=name)
        self._links[attribution.id] = link
        return link

    def _denied(self, attribution: Attribution, noun: int, value: Value) -> Claim | None:
        """The claim of whoever alleged what is denied, where the text says who that is."""
        owner = self._owner(noun)
        if owner is None:
            return None
        words = [i for i in self._view.subtree(owner) if self._view.form[i] not in ("'s", "’s", "'", "’", "by", "from")]
        span = self._view.span(words)
        link = Link(span=span, type=self._types.type(words), name=self._view.parsed.document.text[slice(*span)])
        act = self._alleging(noun)
        polarity = self._said(noun, owner, value)
        return Claim(
            id=content_id("c", attribution.id, "alleged", span, act),
            attribution=attribution.id,
            chain=(*self._chain(attribution)[:-1], link),
            act=act,
            stance="affirm",
            certainty="certain",
            polarity=polarity,
            distance="distanced" if act == "claim" else "neutral",
            confidence=round(attribution.confidence * cue_tables().unlisted, 3),
        )

    def _allegation(self, frame: Frame) -> int | None:
        """The noun of what is denied, where it is something put forward by somebody."""
        nouns = cue_tables().words["frames.allegations"]
        tops = [i for i in self._view.tops(frame.content) if self._view.upos[i] in ("NOUN", "PROPN")]
        return next((i for i in tops if self._view.lemma[i] in nouns), None)

    def _owner(self, noun: int) -> int | None:
        """Whose allegation it is: "Y's report", "allegations by Y", "the report from Y"."""
        view = self._view
        for child in view.children[noun]:
            if view.relation[child] == "nmod:poss":
                return child
        for child in view.children[noun]:
            forms = {view.form[c] for c in view.children[child]}
            if view.relation[child].startswith(("nmod", "obl")) and forms & {"by", "from"}:
                return child
            if view.relation[child] == "acl":
                agent = next((c for c in view.children[child] if view.relation[c] == "obl:agent"), None)
                if agent is not None and view.lemma[child] in ("make", "level", "raise", "publish", "air"):
                    return agent
        return None

    def _alleging(self, noun: int) -> Act:
        words, lemma = cue_tables().words, self._view.lemma[noun]
        if lemma in words["frames.accusing"]:
            return "blame"
        return "state" if lemma in words["frames.reporting"] else "claim"

    def _said(self, noun: int, owner: int, value: Value) -> Polarity:
        clause = next(
            (c for c in self._view.children[noun] if self._view.relation[c].startswith(("acl", "ccomp"))), None
        )
        if clause is not None and clause != owner:
            return "negative" if is_negated(self._view, clause) else "positive"
        return flip(value[1]) if value[1] != "unknown" else "positive"
