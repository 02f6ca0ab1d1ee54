"""What is denied, where it is something that somebody has put forward: "X denies Y's allegation that Z"."""

from __future__ import annotations

from typing import NamedTuple

from hearsay.model import Act, Polarity
from hearsay.weigh.cues import Frame, is_negated
from hearsay.weigh.factuality import Value, flip
from hearsay.weigh.tables import cue_tables
from hearsay.weigh.view import View

_NO_PART = ("'s", "’s", "'", "’", "by", "from", "of")
_MADE = ("make", "level", "raise", "publish", "air", "put", "bring", "lodge", "circulate", "voice")


class Alleged(NamedTuple):
    """Whose allegation it is (their words), what they did by it, and whether they say that it is so."""

    owner: list[int]
    act: Act
    polarity: Polarity


def allegation(view: View, frame: Frame) -> int | None:
    """The noun of what is denied, where it is something put forward by somebody."""
    nouns = cue_tables().words["frames.allegations"]
    tops = [i for i in view.tops(frame.content) if view.upos[i] in ("NOUN", "PROPN")]
    return next((i for i in tops if view.lemma[i] in nouns), None)


def alleged(view: View, noun: int, value: Value) -> Alleged | None:
    """The allegation that a noun stands for, None where the text does not say whose it is.

    ``value`` is what the denial makes of it.
    """
    owner = _owner(view, noun)
    if owner is None:
        return None
    words = [i for i in view.subtree(owner) if view.form[i] not in _NO_PART]
    return Alleged(words, _act(view, noun), _polarity(view, noun, owner, value)) if words else None


def _owner(view: View, noun: int) -> int | None:
    """Whose allegation it is: "Y's report", "allegations by Y", "the report from Y"."""
    for child in view.children[noun]:
        if view.relation[child] == "nmod:poss":
            return child
    for child in view.children[noun]:
        forms = {view.form[c] for c in view.children[child]}
        if view.relation[child].startswith(("nmod", "obl")) and forms & {"by", "from"}:
            return child
        if view.relation[child] == "acl":
            agent = next((c for c in view.children[child] if view.relation[c] == "obl:agent"), None)
            if agent is not None and view.lemma[child] in _MADE:
                return agent
    return None


def _act(view: View, noun: int) -> Act:
    words, lemma = cue_tables().words, view.lemma[noun]
    if lemma in words["frames.accusing"]:
        return "blame"
    return "state" if lemma in words["frames.reporting"] else "claim"


def _polarity(view: View, noun: int, owner: int, value: Value) -> Polarity:
    clause = next((c for c in view.children[noun] if view.relation[c].startswith(("acl", "ccomp"))), None)
    if clause is not None and clause != owner:
        return "negative" if is_negated(view, clause) else "positive"
    return flip(value[1]) if value[1] != "unknown" else "positive"
