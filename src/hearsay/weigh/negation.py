"""Whether the speech or thought of an attribution is itself denied: "I don't think that …", "has not said why …"."""

from __future__ import annotations

from hearsay.model import Attribution
from hearsay.parsed import Parsed
from hearsay.weigh.clauses import base, subject
from hearsay.weigh.tables import predicate_tables
from hearsay.weigh.view import View

_PREDICATES = ("VERB", "ADJ", "AUX", "NOUN")
_RELATIONS = ("advmod", "aux", "cc", "dep", "mark")


def negative(parsed: Parsed, attribution: Attribution) -> bool:
    """Whether the attribution says that its source did *not* say or think its content.

    A denial ("denied that …") is a thing said, and not negative; "did not deny" is no denial and not negative either.
    Raises :class:`hearsay.errors.ConfigError` where the lexicon in the package is damaged.
    """
    return negative_in(View(parsed), attribution)


def negative_in(view: View, attribution: Attribution) -> bool:
    """:func:`negative` where the document's view is at hand already."""
    cue = view.words(attribution.cue)
    content = set(view.words(attribution.content))
    if view.any(cue, predicate_tables().words["negation.of_denials"]) is not None:
        return False
    predicates = [i for i in cue if view.upos[i] in _PREDICATES]
    return any(_negated(view, i, content) for i in predicates) or any(_negates(view, i) for i in cue)


def _negated(view: View, word: int, content: set[int]) -> bool:
    """Whether a negation outside the content hangs on a word, or on the verb whose infinitive or part it is."""
    if any(_hangs(view, c) for c in view.children[word] if c not in content):
        return True
    above = view.head[word]
    joined = base(view, word) == "xcomp" or (base(view, word) == "conj" and subject(view, word) is None)
    return joined and above != word and above not in content and any(_hangs(view, c) for c in view.children[above])


def _hangs(view: View, word: int) -> bool:
    words = predicate_tables().words
    nobody = base(view, word) == "nsubj" and view.form[word] in words["negation.determiners"]
    return nobody or (base(view, word) in _RELATIONS and _negates(view, word))


def _negates(view: View, word: int) -> bool:
    words = predicate_tables().words
    after = view.form[word + 1] if word + 1 < len(view.form) else ""
    return view.form[word] in words["negation.words"] and after not in words["negation.not_by"]
