"""What is denied, where it is something that somebody has put forward: "X denies Y's allegation that Z"."""

from __future__ import annotations

from typing import NamedTuple

from hearsay.model import Act, Polarity
from hearsay.weigh.cues import Frame, is_negated
from hearsay.weigh.factuality import Value, flip
from hearsay.weigh.tables import cue_tables
from hearsay.weigh.view import View

_NO_PART = ("'s", "’s", "'", "’", "by", "from", "of", "in")
_PRINTED = ("report", "story", "account", "article", "claim")
_MADE = ("make", "level", "raise", "publish", "air", "put", "bring", "lodge", "circulate", "voice")


class Alleged(NamedTuple):
    """Whose allegation it is (their words, none where the text does not say), what they did by it, and whether they
    say that it is so.
    """

    owner: list[int]
    act: Act
    polarity: Polarity


def allegation(view: View, frame: Frame) -> int | None:
    """The noun of what is denied, where it is something put forward by somebody: "the claim", "…, which they deny"."""
    nouns = cue_tables().words["frames.allegations"]
    inside = set(frame.content)
    objects = [c for i in frame.cue for c in view.children[i] if view.relation[c] in ("obj", "nsubj:pass")]
    # "dismissed as baseless the claims that …"
    called = frame.content if frame.content and view.form[frame.content[0]] == "as" else []
    for i in [*view.tops(frame.content), *(c for c in objects if c in inside), *called]:
        noun = _antecedent(view, i)
        if view.upos[noun] in ("NOUN", "PROPN") and view.lemma[noun] in nouns:
            return noun
    return None


def _antecedent(view: View, word: int) -> int:
    """For "which" and "that" the noun whose clause they stand in."""
    if view.form[word] not in ("which", "that"):
        return word
    return next((view.head[at] for at in view.up(word) if view.relation[at].startswith("acl")), word)


def alleged(view: View, noun: int, value: Value) -> Alleged:
    """The allegation that a noun stands for; ``value`` is what the denial makes of it."""
    owner = _owner(view, noun)
    words = [] if owner is None else [i for i in _whole(view, owner, noun) if view.form[i] not in _NO_PART]
    return Alleged(words, _act(view, noun), _polarity(view, noun, owner, value))


def _whole(view: View, owner: int, noun: int) -> list[int]:
    """All of an owner; of two possessors in a row ("the right's group's report") both are its words."""
    possessors = [c for c in view.children[noun] if view.relation[c] == "nmod:poss"]
    owners = possessors if owner in possessors else [owner]
    return sorted({i for o in owners for i in view.subtree(o)})


def _owner(view: View, noun: int) -> int | None:
    """Whose allegation it is: "Y's report", "allegations by Y", "the report from Y"."""
    for child in view.children[noun]:
        if view.relation[child] == "nmod:poss" and view.upos[child] != "PRON":
            return child
    for child in view.children[noun]:
        forms = {view.form[c] for c in view.children[child]}
        if view.relation[child].startswith(("nmod", "obl")) and forms & {"by", "from"}:
            return child
        if "in" in forms and view.upos[child] == "PROPN" and view.lemma[noun] in _PRINTED:
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


def _polarity(view: View, noun: int, owner: int | None, value: Value) -> Polarity:
    clause = next((c for c in view.children[noun] if view.relation[c].startswith(("acl", "ccomp"))), None)
    if clause is not None and clause != owner:
        return "negative" if is_negated(view, clause) else "positive"
    return flip(value[1]) if value[1] != "unknown" else "positive"
