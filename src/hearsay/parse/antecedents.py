"""Which earlier mention a mention goes back to: the model's score for each pair, and small tables laid over it.

The encoder is trained together with tables of how two mentions' wording, kind and distance agree
(:mod:`hearsay.parse.pairs`). It knows the treebank it learnt them on by heart, so there the tables learn little. The
tables used in reading are therefore learnt again on the encoder's finished values with noise added to them
(``training/coreference.py``), and there are more of them: grammar between the two, determiners, number, how sure each
mention is. A model folder without ``coreference.npz`` is read with the tables it was trained with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from hearsay.errors import ModelError
from hearsay.parse import pairs
from hearsay.parse.known import words as lists

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

TYPES = 11
DETERMINERS = 8
NUMBERS = 3
SURE = 7
LINKS = 12
SENTENCES = 7
NOVEL = 4
SIZES: dict[str, int] = {
    "class": pairs.WORD_CLASSES**2,
    "type": TYPES**2,
    "class_type": pairs.WORD_CLASSES * TYPES,
    "distance": 3 * pairs.DISTANCES,
    "agreement": 3 * pairs.AGREEMENTS,
    "sentence": pairs.WORD_CLASSES * SENTENCES,
    "tree": LINKS * 9,
    "determiner": DETERMINERS**2 * 9,
    "number": NUMBERS**2 * 3,
    "sure": SURE * 3,
    "sure_before": SURE * 3,
    "novelty": 1 + NOVEL**2 * 12,
    "speaking": 4 * TYPES * 3,
}
"""The tables by name, and how long each is."""

_TRAINED = {"class": "pair_class", "type": "pair_type", "distance": "pair_distance", "agreement": "pair_agreement"}
# Where training sets the balance between an antecedent and none at 0, a little more recall gives the best CoNLL F1.
_TRAINED_LINK = -0.5
_DETERMINER = {
    word: code
    for code, group in enumerate(
        (
            "a an",
            "the",
            "this that these those",
            "his her its their my our your",
            "some any no every each all another one two many several most",
        ),
        start=1,
    )
    for word in group.split()
}
_BARE, _PRONOUN_OR_NAME = 6, 7
_SINGULAR_CLASSES, _PLURAL_CLASSES, _EITHER_CLASSES = (2, 5, 6, 7), (3, 8), (4, 9, 10)
# How the one mention's head hangs on the other's, by relation; 1 and 2 are "X is Y" and "X is at Y".
_LINKS = {"appos": 3, "conj": 4, "nmod:poss": 5, "compound": 6, "flat": 6, "parataxis": 8, "list": 8, "dislocated": 8}
_CLAUSE, _MODIFIER, _OTHER, _SAME_GOVERNOR = 7, 9, 10, 11


@dataclass(frozen=True)
class Columns:
    """Mentions, column by column: places of head, first and last word (inclusive), classes, types, and codes."""

    heads: Ints
    firsts: Ints
    lasts: Ints
    classes: Ints
    types: Ints
    sure: Ints
    determiner: Ints
    number: Ints
    sentence: Ints
    governor: Ints
    link: Ints
    speaks: Ints

    def __len__(self) -> int:
        return len(self.heads)

    def at(self, which: slice | Ints) -> Columns:
        """Some of the mentions."""
        return Columns(*(getattr(self, name)[which] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Grammar:
    """What is known of a document's words: forms, Penn tags, heads, relations, sentences (word ranges)."""

    words: Sequence[str]
    xpos: Sequence[str]
    head: Ints
    relation: Sequence[str]
    sentences: Sequence[tuple[int, int]]


def columns(grammar: Grammar, heads: Ints, edges: tuple[Ints, Ints], types: Ints, sure: Floats) -> Columns:
    """The columns of mentions at ``heads`` with first and last words ``edges``; ``sure`` is how much the best type's
    value is above that of being no mention."""
    firsts, lasts = edges
    classes = np.array([pairs.word_class(grammar.words[h], grammar.xpos[h]) for h in heads], np.int64)
    governor = grammar.head[heads].astype(np.int64)
    return Columns(
        heads, firsts, lasts, classes, types,
        sure=np.clip(np.floor(sure / 1.5), -1, SURE - 2).astype(np.int64) + 1,
        determiner=_determiners(grammar.words, firsts, lasts, classes),
        number=_numbers(grammar, heads, classes),
        sentence=np.searchsorted([b for _, b in grammar.sentences], heads, side="right"),
        governor=np.where(governor == heads, -1, governor),
        link=_links(grammar, heads, governor),
        speaks=_speaking(grammar, heads, governor),
    )  # fmt: skip


def _determiners(words: Sequence[str], firsts: Ints, lasts: Ints, classes: Ints) -> Ints:
    out = np.where(classes == pairs.NOMINAL, _BARE, _PRONOUN_OR_NAME)
    for i in np.flatnonzero(firsts < lasts):
        out[i] = _DETERMINER.get(words[firsts[i]].lower(), 0)
    return out


def _numbers(grammar: Grammar, heads: Ints, classes: Ints) -> Ints:
    """2 for several, 1 for one, 0 for what may be either."""
    joined = {int(h) for h, r in zip(grammar.head, grammar.relation, strict=True) if r == "conj"}
    out = np.zeros(len(heads), np.int64)
    for i, (head, word_class) in enumerate(zip(heads.tolist(), classes.tolist(), strict=True)):
        tag = grammar.xpos[head]
        if word_class in _PLURAL_CLASSES:
            out[i] = 2
        elif word_class in _SINGULAR_CLASSES:
            out[i] = 1
        elif word_class not in _EITHER_CLASSES:
            out[i] = 2 if head in joined or tag in ("NNS", "NNPS") else int(tag in ("NN", "NNP"))
    return out


def _links(grammar: Grammar, heads: Ints, governor: Ints) -> Ints:
    """How each mention's head hangs on its governor, should that be a mention's head too."""
    copula = {int(h) for h, r in zip(grammar.head, grammar.relation, strict=True) if r == "cop"}
    cased = {int(h) for h, r in zip(grammar.head, grammar.relation, strict=True) if r == "case"}
    out = np.full(len(heads), _OTHER, np.int64)
    for i, (head, above) in enumerate(zip(heads.tolist(), governor.tolist(), strict=True)):
        relation = grammar.relation[head]
        if relation.startswith("nsubj") and above in copula:
            out[i] = 2 if above in cased else 1
        elif relation.startswith("acl"):
            out[i] = _CLAUSE
        else:
            out[i] = _LINKS.get(relation, _MODIFIER if relation == "nmod" else _OTHER)
    return out


def _speaking(grammar: Grammar, heads: Ints, governor: Ints) -> Ints:
    """1 for the subject of a verb of speech or thought."""
    verbs = lists()["speaking"]
    edges = zip(heads.tolist(), governor.tolist(), strict=True)
    return np.array([grammar.relation[h] == "nsubj" and grammar.words[g].lower() in verbs for h, g in edges], np.int64)


def indices(words: Sequence[str], c: Columns) -> dict[str, Ints]:
    """For each table, the ``(n, n)`` places to look up; row the later mention, column the earlier."""
    return _by_codes(c) | dict(_by_pairs(words, c))


def _by_codes(c: Columns) -> dict[str, Ints]:
    """Of the tables that ask what each of two mentions is, and nothing of how they stand to each other."""
    n = len(c)
    kind = np.minimum(c.classes, 2)
    return {
        "class": c.classes[:, None] * pairs.WORD_CLASSES + c.classes,
        "type": c.types[:, None] * TYPES + c.types,
        "class_type": c.classes[:, None] * TYPES + c.types,
        "number": (c.number[:, None] * NUMBERS + c.number) * 3 + kind[:, None],
        "sure": np.broadcast_to((c.sure * 3 + kind)[:, None], (n, n)),
        "sure_before": np.broadcast_to(c.sure * 3 + kind, (n, n)),
        "speaking": ((c.speaks[:, None] * 2 + c.speaks) * TYPES + c.types) * 3 + kind[:, None],
    }


def _by_pairs(words: Sequence[str], c: Columns) -> Iterator[tuple[str, Ints]]:
    """The other tables, one at a time: each is as large as all pairs, and long articles have many."""
    kind = np.minimum(c.classes, 2)[:, None]
    yield "distance", kind * pairs.DISTANCES + pairs.distances(len(c))
    yield "sentence", c.classes[:, None] * SENTENCES + _sentence_gap(c.sentence)
    yield "tree", (_tree(c) * 3 + _nesting(c)) * 3 + kind
    wording = pairs.wordings(words, c.firsts, c.lasts)
    shared = pairs.shared_words(wording)
    agreement = pairs.agreements_of(wording, shared, [words[h].lower() for h in c.heads], c.classes)
    yield "agreement", kind * pairs.AGREEMENTS + agreement
    yield "novelty", _novelty(c, agreement, shared)
    same = ((agreement >> 1) & 1) + (agreement & 1)
    yield "determiner", ((c.determiner[:, None] * DETERMINERS + c.determiner) * 3 + kind) * 3 + same


def _sentence_gap(sentence: Ints) -> Ints:
    gap = np.abs(sentence[:, None] - sentence)
    out: Ints = np.minimum(gap, 4) + (gap > 7) + (gap > 15)
    return out


def _tree(c: Columns) -> Ints:
    """Below the diagonal, how the heads of two mentions hang together; 0 where they do not."""
    same = (c.governor[:, None] == c.governor) & (c.governor >= 0)[:, None]
    out = np.where(same, _SAME_GOVERNOR, 0)
    place = {int(h): i for i, h in enumerate(c.heads)}
    for i, above in enumerate(c.governor.tolist()):
        j = place.get(above, i)
        if j != i:
            out[max(i, j), min(i, j)] = c.link[i]
    return out


def _nesting(c: Columns) -> Ints:
    """1 where the later mention stands inside the earlier one, 2 where it holds it."""
    inside = (c.firsts[:, None] >= c.firsts) & (c.lasts[:, None] <= c.lasts)
    holds = (c.firsts >= c.firsts[:, None]) & (c.lasts <= c.lasts[:, None])
    return np.where(inside, 1, np.where(holds, 2, 0))


def _novelty(c: Columns, agreement: Ints, overlap: tuple[Ints, Ints]) -> Ints:
    """How many words each has that the other has not, how many they share, and whether the head is shared; 0 where
    one is a pronoun."""
    shared, size = overlap
    later = np.minimum(size[:, None] - shared, NOVEL - 1)
    earlier = np.minimum(size - shared, NOVEL - 1)
    code = (later * NOVEL + earlier) * 3 + np.minimum(shared, 2)
    code = (code * 2 + ((agreement >> 1) & 1)) * 2 + np.minimum(c.classes, 1)[:, None]
    lexical = c.classes <= pairs.NOMINAL
    return np.where(lexical[:, None] & lexical, code + 1, 0)


@dataclass(frozen=True)
class Scorer:
    """The tables (``SIZES``), the weights of the model's own two values, and the score an antecedent must be above."""

    tables: dict[str, Floats]
    pair: float
    anaphoric: float
    link: float

    @classmethod
    def trained(cls, raw: dict[str, Floats]) -> Scorer:
        """With the tables that the encoder was trained with."""
        tables = {name: np.zeros(size, np.float32) for name, size in SIZES.items()}
        return cls(tables | {name: raw[key].ravel() for name, key in _TRAINED.items()}, 1.0, 1.0, _TRAINED_LINK)

    @classmethod
    def load(cls, path: Path, raw: dict[str, Floats]) -> Scorer:
        """The tables of a ``coreference.npz``, or the trained ones where there is none. Raises ModelError where it is
        damaged or of other sizes."""
        if not path.exists():
            return cls.trained(raw)
        try:
            with np.load(path) as file:
                tables = {name: file[name].astype(np.float32) for name in SIZES}
                pair, anaphoric, link = (float(x) for x in file["weights"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise ModelError(f"the coreference tables are damaged: {error!r}", where=str(path)) from error
        wrong = [name for name, size in SIZES.items() if tables[name].shape != (size,)]
        if wrong:
            raise ModelError(f"coreference tables of other sizes: {', '.join(wrong)}", where=str(path))
        return cls(tables, pair, anaphoric, link)

    def scores(self, signals: dict[str, Floats], words: Sequence[str], c: Columns) -> Floats:
        """``(n, n)``: the score of taking column's mention as row's antecedent, ``-inf`` on and above the diagonal."""
        out = model_scores(signals, c.heads, self.pair, self.anaphoric)
        for name, index in _by_pairs(words, c):
            out += self.tables[name][index]
        out += self._by_codes(c)
        out[np.triu_indices(len(c))] = -np.inf
        return out

    def _by_codes(self, c: Columns) -> Floats:
        """The tables that ask only what each mention is, summed once for all mentions of a sort."""
        codes = (((c.classes * TYPES + c.types) * NUMBERS + c.number) * SURE + c.sure) * 2 + c.speaks
        _, one, sort = np.unique(codes, return_index=True, return_inverse=True)
        index = _by_codes(c.at(one))
        table: Floats = np.sum([self.tables[name][places] for name, places in index.items()], axis=0)
        return table[sort][:, sort]


def model_scores(signals: dict[str, Floats], heads: Ints, pair: float = 1.0, anaphoric: float = 1.0) -> Floats:
    """The encoder's own part of the score, ``(n, n)``."""
    later, earlier = signals["anaphor"][heads], signals["antecedent"][heads]
    out: Floats = later @ earlier.T * np.float32(pair * later.shape[1] ** -0.5)
    out += np.float32(anaphoric) * signals["anaphoric"][heads]
    return out
