"""Did it happen, according to the sentence: the status of any predicate, by rule.

The statuses are the contract's: ``occurred``, ``ongoing``, ``future``, ``hypothetical``, ``negated``. They are the
author's: a reported happening has the status its own clause gives it ("he said they had left": occurred), because
on whose word it stands is told elsewhere.
"""

from __future__ import annotations

from typing import Literal

from hearsay.parsed import Parsed
from hearsay.weigh.clauses import Clause, base, negated
from hearsay.weigh.tables import predicate_tables
from hearsay.weigh.view import View

Status = Literal["occurred", "ongoing", "future", "hypothetical", "negated"]
# A chain of "began to try to …" longer than this is not followed.
_DEPTH = 5
# Of an infinitive under another word than these nothing follows.
_CARRYING = ("carried", "turned", "able", "factive", "believed", "said")
# A question asks whether its main clause is so; what else it holds it takes for so.
_ASKED = ("root", "conj", "ccomp", "xcomp", "parataxis")
_NOMINAL = ("obj", "obl", "nmod", "nsubj")
_TURNED: dict[Status, Status] = {"occurred": "negated", "ongoing": "negated", "negated": "occurred"}


def status(parsed: Parsed, word: int) -> Status:
    """The status of the predicate at a word (its number in the document).

    ``word`` may be a verb, an adjective or a noun. Raises IndexError where there is no such word and
    :class:`hearsay.errors.ConfigError` where the lexicon in the package is damaged.
    """
    if not 0 <= word < len(parsed):
        raise IndexError(f"no word {word} among {len(parsed)}")
    return status_in(View(parsed), word)


def status_in(view: View, word: int) -> Status:
    """:func:`status` where the document's view is at hand already."""
    return _status(Clause(view, word), 0)


def _status(clause: Clause, depth: int) -> Status:
    own = _own(clause)
    if depth >= _DEPTH or own == "hypothetical":
        return own
    if clause.tense == "none" and clause.view.upos[clause.word] in ("NOUN", "PROPN"):
        return _thing(clause, own, depth)
    if clause.tense in ("infinitive", "gerund", "participle") and clause.governor is not None:
        return _without_tense(clause, own, depth)
    return _with_tense(clause, own, depth)


def _own(clause: Clause) -> Status:
    """The status by the clause alone."""
    asked = clause.question == "asked" and clause.relation in _ASKED
    untensed = clause.tense == "infinitive" and clause.governor is None
    if clause.conditional or clause.modal or asked or untensed or clause.tense == "imperative":
        return "hypothetical"
    if clause.negated:
        return "negated"
    if clause.tense == "future" or _going_to(clause):
        return "future"
    if clause.tense == "progressive":
        return "ongoing" if _now(clause) else "future"
    return "occurred"


def _going_to(clause: Clause) -> bool:
    view, head = clause.view, clause.governor
    return head is not None and clause.tense == "infinitive" and view.form[head] in ("going", "gon")


def _now(clause: Clause) -> bool:
    """Whether a present progressive is of now: "are fighting", not "are going to Geneva" or "are leaving tomorrow"."""
    view, words = clause.view, predicate_tables().words
    if view.form[clause.word] in words["modals.futurate"]:
        return False
    return view.any(view.children[clause.word], words["adverbs.future"]) is None


def _with_tense(clause: Clause, own: Status, depth: int) -> Status:
    """A finite clause has its own status but under "nobody thinks that", "demands that", "when it does, we will"."""
    above = clause.above
    if above is not None and clause.relation == "advcl" and clause.tense in ("present", "perfect"):
        upper = _status(above, depth + 1)
        timed = clause.marks & predicate_tables().words["marks.time"]
        return upper if timed and own == "occurred" and upper in ("future", "hypothetical") else own
    if above is None or clause.relation not in ("ccomp", "csubj"):
        return own
    if clause.signature == "believed" and above.negated:
        return _TURNED.get(own, own)
    if own == "occurred" and clause.signature == "open":
        return "hypothetical"
    return "negated" if own == "occurred" and clause.signature == "turned" else own


def _without_tense(clause: Clause, own: Status, depth: int) -> Status:
    """An infinitive or a participle takes its status from what governs it."""
    above, kind = clause.above, clause.signature
    if above is None:
        return own
    if clause.tense == "infinitive":
        if kind == "future":
            return "negated" if own == "negated" else "future"
        # "went home to find" is rare: an infinitive beside a clause is its purpose.
        purpose = clause.relation in ("advcl", "acl") and kind not in ("able", "turned")
        if purpose or kind not in _CARRYING:
            return "hypothetical"
    return _under(own, _status(above, depth + 1), kind, above)


def _under(own: Status, upper: Status, kind: str | None, above: Clause) -> Status:
    """What a complement is, where what governs it has a status of its own."""
    if kind == "turned":
        upper = _TURNED.get(upper, upper)
    if kind == "able" and upper == "occurred" and above.tense not in ("past", "perfect"):
        return "hypothetical"
    if kind == "factive" and upper == "negated":
        upper = "occurred"
    if own == "negated":
        return _TURNED.get(upper, upper)
    return upper


def _thing(clause: Clause, own: Status, depth: int) -> Status:
    """A noun for an event: by its own adjectives, else by the verb it is the subject or object of."""
    described = _described(clause)
    if described is not None:
        return described
    above = clause.above
    if above is None or clause.relation not in _NOMINAL or own == "negated":
        return own
    upper = _status(above, depth + 1)
    return _thing_under(clause, own, upper)


def _thing_under(clause: Clause, own: Status, upper: Status) -> Status:
    """ "planned an attack", "prevented an attack", "will hold talks"; a place or time of a happening stays as it is."""
    kind = clause.signature
    if clause.relation == "nsubj":
        return upper if kind in ("carried", "future") or upper in ("future", "hypothetical") else own
    if clause.relation == "obj" and kind in ("open", "future"):
        return "hypothetical" if kind == "open" or upper == "hypothetical" else "future"
    if clause.relation == "obj" and kind == "turned":
        return _TURNED.get(upper, upper)
    if kind == "open" and clause.relation in ("obl", "nmod"):
        return "hypothetical"
    return upper if clause.relation == "obj" and kind not in ("factive", "said", "believed") else own


def _described(clause: Clause) -> Status | None:
    """The status by adjectives and determiners: "no attack", "a planned attack", "the alleged attack"."""
    view, words = clause.view, predicate_tables().words
    if negated(view, clause.word):
        return "negated"
    near = [c for c in view.children[clause.word] if base(view, c) in ("amod", "compound", "acl")]
    kinds: tuple[tuple[str, Status], ...] = (
        ("modifiers.negative", "negated"),
        ("modifiers.open", "hypothetical"),
        ("modifiers.future", "future"),
        ("modifiers.ongoing", "ongoing"),
    )
    return next((kind for name, kind in kinds if view.any(near, words[name]) is not None), None)
