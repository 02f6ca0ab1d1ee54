"""How firmly the source puts the content's main event, in FactBank's values (Saurí and Pustejovsky 2009)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from hearsay.model import Certainty, Polarity
from hearsay.weigh.cues import Frame, Weighed, is_negated
from hearsay.weigh.tables import cue_tables, fact_tables
from hearsay.weigh.view import View

Value = tuple[Certainty, Polarity]
_UNKNOWN: Value = ("unknown", "unknown")
_ORDER: dict[str, int] = {"certain": 0, "probable": 1, "possible": 2, "unknown": 3}
# A chain of "I think that she believes that" longer than this is not followed.
_DEPTH = 4


def factuality(view: View, frame: Frame, cue: Weighed) -> Value:
    """Certainty and polarity of the content, as the source puts it."""
    fixed = fact_tables().acts.get(cue.act)
    if fixed:
        return cast(Value, fixed)
    top = predicate(view, frame.content)
    if top is None:
        return _UNKNOWN
    if not is_clause(view, top, frame.content) and not _said_of_things(view, frame, cue):
        return _UNKNOWN
    value = _clause(view, top, frame, 0)
    return _as_put(view, frame, cue, value)


def predicate(view: View, content: Sequence[int]) -> int | None:
    """The content's main predicate: the top of its first sentence, verbs before names."""
    first = [i for i in content if view.upos[i] not in ("PUNCT", "SYM")]
    if not first:
        return None
    sentence = set(view.sentence(first[0]))
    here = [i for i in first if i in sentence]
    if len(here) < 3 < len(first):
        here = first
    tops = [
        i for i in view.tops(here) if view.relation[i].split(":")[0] not in ("cc", "mark", "case", "discourse", "punct")
    ]
    clausal = [i for i in tops if is_clause(view, i, content)]
    found = clausal or tops
    return found[0] if found else here[0]


def is_clause(view: View, word: int, content: Sequence[int]) -> bool:
    """Whether a word is what is said of something: a verb, or what a copula or a subject goes with."""
    relations = {view.relation[c].split(":")[0] for c in view.children[word] if c in set(content)}
    if view.upos[word] in ("VERB", "AUX"):
        return view.relation[word] not in ("amod", "compound") or "nsubj" in relations
    return bool(relations & {"nsubj", "cop", "csubj"})


def _said_of_things(view: View, frame: Frame, cue: Weighed) -> bool:
    """Whether a bare thing is said to be so: "heard explosions", "showed an increase", "clashes were reported"."""
    if cue.act in ("perceive", "show") or cue.stance in ("deny", "doubt"):
        return True
    cues = cue_tables()
    if view.first(frame.cue, cues.asserting):
        return True
    return not any(view.upos[i] in ("VERB", "NOUN", "ADJ") for i in frame.cue)


def _clause(view: View, top: int, frame: Frame, depth: int) -> Value:
    """A clause's own value, by its auxiliaries, adverbs and negation, and what it depends on."""
    inner = _inner(view, top, frame)
    matrix = _matrix(view, top)
    if _wish(view, top):
        return _UNKNOWN
    if inner is not None and matrix is not None and depth < _DEPTH:
        if matrix == "unknown":
            return _UNKNOWN
        certainty, polarity = _clause(view, inner, frame, depth + 1)
        value = weaker(matrix, certainty), polarity
        if is_negated(view, top):
            value = value[0], flip(value[1])
        return value
    if _question(view, top, frame):
        return _UNKNOWN
    modal = _modal(view, top, frame, inner)
    if modal == "unknown" or (modal != "possible" and _conditional(view, top, frame)):
        return _UNKNOWN
    hedge = _hedge(view, top)
    certainty = weaker(modal, hedge)
    return certainty, _polarity(view, top, frame)


def _wish(view: View, top: int) -> bool:
    """ "We want peace": of the speaker's own wish no fact follows; that others want it is one."""
    subject = view.child(top, "nsubj")
    own = subject is not None and view.form[subject] in ("i", "we", "you", "they", "he", "she", "it")
    return own and view.upos[top] == "VERB" and view.lemma[top] in fact_tables().words["matrix.wishing"]


def _inner(view: View, top: int, frame: Frame) -> int | None:
    content = set(frame.content)
    found = [
        c for c in view.children[top] if view.relation[c].split(":")[0] in ("ccomp", "xcomp", "csubj") and c in content
    ]
    return found[0] if found else None


def _matrix(view: View, top: int) -> Certainty | None:
    """What a predicate leaves of its clause's certainty, None where it is no such predicate."""
    tables = fact_tables().words
    kinds: tuple[Certainty, ...] = ("unknown", "probable", "possible", "certain")
    for certainty in kinds:
        if view.any([top], tables[f"matrix.{certainty}"]) is not None:
            return certainty
    return None


def _modal(view: View, top: int, frame: Frame, inner: int | None) -> Certainty:
    tables = fact_tables().words
    aux = [c for c in view.children[top] if view.relation[c].split(":")[0] == "aux"]
    if any(view.form[c] in tables["modals.perfect"] or view.lemma[c] in tables["modals.perfect"] for c in aux) and (
        any(view.form[c] == "have" for c in aux)
    ):
        return "unknown"
    if view.any(aux, tables["modals.unknown"]) is not None or view.lemma[top] in tables["modals.unknown"]:
        return "unknown"
    has = view.lemma[top] == "have" and inner is not None and view.relation[inner] == "xcomp"
    # "has to go", but not "has them worried".
    if has and inner is not None and any(view.form[c] == "to" for c in view.children[inner]):
        return "unknown"
    if view.any(aux, tables["modals.possible"]) is not None:
        return "possible"
    return "certain"


def _question(view: View, top: int, frame: Frame) -> bool:
    """Whether a clause asks or orders: a question mark, or a bare verb with no subject."""
    sentence = [i for i in view.sentence(top) if i in set(frame.content)]
    asked = [i for i in view.sentence(top) if view.form[i] == "?" and (i in sentence[-1:] or view.head[i] == top)]
    # "It was safe, right?" says so.
    if any(view.form[i - 1] not in fact_tables().words["hedges.tags"] for i in asked if i):
        return True
    bare = view.upos[top] == "VERB" and view.parsed.xpos[top] == "VB"
    relations = {view.relation[c].split(":")[0] for c in view.children[top]}
    marked = any(view.form[c] == "to" for c in view.children[top])
    return bare and not relations & {"nsubj", "csubj"} and not marked and not relations & {"aux"}


def _conditional(view: View, top: int, frame: Frame) -> bool:
    """Whether the clause hangs on an "if", or on an inverted "had it happened"."""
    marks = fact_tables().words["conditional.marks"]
    for child in view.children[top]:
        if view.relation[child].startswith("advcl") and any(
            view.form[c] in marks and view.relation[c] == "mark" and not _few_if_any(view, c)
            for c in view.children[child]
        ):
            return True
    return any(view.form[c] in ("if", "whether") and view.relation[c] == "mark" for c in view.children[top])


def _few_if_any(view: View, mark: int) -> bool:
    return mark + 1 < len(view.form) and view.form[mark + 1] == "any"


def _hedge(view: View, top: int) -> Certainty:
    words = fact_tables().words
    near = [c for c in view.children[top] if view.relation[c].split(":")[0] in ("advmod", "amod", "aux")] + [top]
    if view.any(near, words["hedges.possible"]) is not None:
        return "possible"
    if view.any(near, words["hedges.probable"]) is not None:
        return "probable"
    return "certain"


def _polarity(view: View, top: int, frame: Frame) -> Polarity:
    negative = is_negated(view, top)
    implicative = cue_tables().words["negation.implicative"]
    if view.lemma[top] in implicative and view.child(top, "xcomp") is not None:
        negative = not negative
    return "negative" if negative else "positive"


def _as_put(view: View, frame: Frame, cue: Weighed, value: Value) -> Value:
    """A clause's value under its cue: a believer's is probable, a denial turns it round."""
    certainty, polarity = value
    if cue.stance in ("not-said", "cannot-confirm"):
        return _UNKNOWN
    if cue.stance == "doubt":
        return (certainty, polarity) if certainty == "unknown" else ("probable", flip(polarity))
    if cue.act == "believe" and certainty != "unknown":
        certainty = weaker(certainty, _believed(view, frame))
    if cue.act == "show" and certainty == "certain":
        certainty = _cue_modal(view, frame)
    if cue.stance == "deny":
        polarity = flip(polarity)
    return ("unknown", "unknown") if certainty == "unknown" else (certainty, polarity)


def _believed(view: View, frame: Frame) -> Certainty:
    tables = fact_tables().words
    kinds: tuple[Certainty, ...] = ("unknown", "certain", "possible")
    for certainty in kinds:
        if view.any(frame.cue, tables[f"cues.{certainty}"]) is not None:
            return certainty
    return "probable"


def _cue_modal(view: View, frame: Frame) -> Certainty:
    """ "could represent", "would reveal": the cue itself is put as possible."""
    return "possible" if view.any(frame.cue, ("may", "might", "could", "would")) is not None else "certain"


def weaker(one: Certainty, other: Certainty) -> Certainty:
    """The less certain of two values."""
    return one if _ORDER[one] >= _ORDER[other] else other


def flip(polarity: Polarity) -> Polarity:
    """The other side; unknown stays."""
    return {"positive": "negative", "negative": "positive"}.get(polarity, "unknown")  # type: ignore[return-value]
