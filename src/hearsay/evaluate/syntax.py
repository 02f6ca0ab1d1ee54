"""Tags, lemmas and trees on gold words; sentence boundaries on raw text; reporting constructions apart.

Attachment counts every word, punctuation too, as the CoNLL 2018 shared task does (Zeman et al. 2018), but
compares whole labels: ``nmod:poss`` is not ``nmod``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from hearsay.errors import DataError
from hearsay.evaluate.conllu import Word
from hearsay.evaluate.scores import PRF, Table, add_tables, set_prf
from hearsay.evaluate.spans import trim
from hearsay.model import Span
from hearsay.reporting import reporting_verbs

FUNCTIONAL = frozenset({"aux", "case", "cc", "clf", "cop", "det", "mark", "punct"})
"""The relations that CLAS leaves out (Nivre and Fang 2017)."""

CLAUSES = ("ccomp", "parataxis")
"""How a report hangs on its verb: as its complement, or beside it."""


class Analysis(Protocol):
    """What was found out about a word. ``head`` counts words of the sentence from 1; 0 is the root."""

    @property
    def upos(self) -> str: ...
    @property
    def lemma(self) -> str: ...
    @property
    def head(self) -> int: ...
    @property
    def deprel(self) -> str: ...


def score(
    gold: Sequence[Sequence[Word]],
    predicted: Sequence[Sequence[Analysis]],
    verbs: frozenset[str] | None = None,
) -> Table:
    """Every score of some sentences on the same words.

    ``upos``, ``lemma``, ``uas``, ``las`` are accuracies over words, and ``las reporting`` that over the arcs
    at either end of which stands a gold verb whose lemma is in ``verbs`` (by default
    :func:`hearsay.reporting.reporting_verbs`). ``clas``, ``ccomp`` and ``parataxis`` are F1 of labelled arcs with such
    labels, ``ccomp reporting`` and ``parataxis reporting`` of those among them that touch a reporting verb.

    Raises DataError when the sentences or their words are not as many on both sides.
    """
    if len(gold) != len(predicted):
        raise DataError(f"{len(predicted)} sentences parsed, {len(gold)} given")
    lexicon = reporting_verbs() if verbs is None else verbs
    return add_tables(_sentence(g, p, lexicon) for g, p in zip(gold, predicted, strict=True))


def sentence_boundaries(text: str, gold: Iterable[Span], predicted: Iterable[Span]) -> PRF:
    """Sentences with both ends right, white space at their ends aside."""
    return set_prf((trim(text, span) for span in gold), (trim(text, span) for span in predicted))


def _sentence(gold: Sequence[Word], predicted: Sequence[Analysis], verbs: frozenset[str]) -> Table:
    if len(gold) != len(predicted):
        raise DataError(f"{len(predicted)} words parsed, {len(gold)} given")
    pairs = list(zip(gold, predicted, strict=True))
    reporting = {i for i, w in enumerate(gold, 1) if w.upos == "VERB" and w.lemma.lower() in verbs}
    attached = [g.head == p.head for g, p in pairs]
    labelled = [at and g.deprel == p.deprel for at, (g, p) in zip(attached, pairs, strict=True)]
    at_verb = [i in reporting or w.head in reporting for i, w in enumerate(gold, 1)]
    told = [i in reporting or w.head in reporting for i, w in enumerate(predicted, 1)]
    table = {
        "upos": _accuracy([g.upos == p.upos for g, p in pairs]),
        "lemma": _accuracy([g.lemma == p.lemma for g, p in pairs]),
        "uas": _accuracy(attached),
        "las": _accuracy(labelled),
        "las reporting": _accuracy([right for right, at in zip(labelled, at_verb, strict=True) if at]),
        "clas": _arcs(labelled, _content(gold), _content(predicted)),
    }
    for label in CLAUSES:
        in_gold, in_predicted = _with(label, gold), _with(label, predicted)
        table[label] = _arcs(labelled, in_gold, in_predicted)
        table[f"{label} reporting"] = _arcs(labelled, _both(in_gold, at_verb), _both(in_predicted, told))
    return table


def _with(label: str, words: Sequence[Analysis]) -> list[bool]:
    return [_base(word.deprel) == label for word in words]


def _content(words: Sequence[Analysis]) -> list[bool]:
    return [_base(word.deprel) not in FUNCTIONAL for word in words]


def _both(left: Sequence[bool], right: Sequence[bool]) -> list[bool]:
    return [a and b for a, b in zip(left, right, strict=True)]


def _accuracy(right: Sequence[bool]) -> PRF:
    return PRF.of(sum(right), len(right), len(right))


def _arcs(labelled: Sequence[bool], in_gold: Sequence[bool], in_predicted: Sequence[bool]) -> PRF:
    """A word right in head and label has its arc in both selections or in neither."""
    right = sum(ok and chosen for ok, chosen in zip(labelled, in_gold, strict=True))
    return PRF.of(right, sum(in_predicted), sum(in_gold))


def _base(deprel: str) -> str:
    return deprel.partition(":")[0]
