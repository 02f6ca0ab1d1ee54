"""Small labelled samples, as the training sets give them."""

from __future__ import annotations

import numpy as np

from hearsay.parse.words import Words, build
from training.data import Attribution, Mention, Sample, Told
from training.labels import CUE, ENTITY, EVENT, FILLS, FLAT, IGNORE, INCIDENTS, MENTION, UPOS

XPOS = ["DT", "NN", "NNP", "VBD", "PRP", "IN", "."]
RELATIONS = ["root", "det", "nsubj", "ccomp", "mark", "punct"]

# form, UPOS, XPOS, head (a root's is itself), relation, flat tag
_ROWS = [
    ("The", "DET", "DT", 1, "det", "B-source"),
    ("board", "NOUN", "NN", 2, "nsubj", "I-source"),
    ("said", "VERB", "VBD", 2, "root", "B-cue"),
    ("that", "SCONJ", "IN", 6, "mark", "B-content"),
    ("the", "DET", "DT", 5, "det", "I-content"),
    ("pier", "NOUN", "NN", 6, "nsubj", "I-content"),
    ("fell", "VERB", "VBD", 2, "ccomp", "I-content"),
    (".", "PUNCT", ".", 2, "punct", "O"),
    ("Bell", "PROPN", "NNP", 9, "nsubj", "B-source"),
    ("denied", "VERB", "VBD", 9, "root", "B-cue"),
    ("it", "PRON", "PRP", 9, "nsubj", "B-content"),
    (".", "PUNCT", ".", 9, "punct", "O"),
]


def words(forms: list[str], paragraph: list[int]) -> Words:
    """Words with a space before each."""
    ends = np.cumsum([len(f) + 1 for f in forms]).tolist()
    return build(
        " " * (ends[-1] if ends else 0), forms, [e - len(f) for e, f in zip(ends, forms, strict=True)], ends, paragraph
    )


def full(copies: int = 1, origin: str = "gum") -> Sample:
    """A document with every label there is: two sentences a copy, each copy a paragraph of its own."""
    rows = _ROWS * copies
    size = len(_ROWS)
    sample = Sample("full", origin, words([r[0] for r in rows], [i // size for i in range(len(rows))]))
    base = np.arange(len(rows)) // size * size
    sample.upos = np.array([UPOS.index(r[1]) for r in rows])
    sample.xpos = np.array([XPOS.index(r[2]) for r in rows])
    sample.head = np.array([r[3] for r in rows]) + base
    sample.relation = np.array([RELATIONS.index(r[4]) for r in rows])
    sample.flat = np.array([FLAT.index(r[5]) for r in rows])
    sample.sentence = np.array([int(i % size in (0, 8)) for i in range(len(rows))])
    sample.entity = np.array([ENTITY.index("B-PER" if r[0] == "Bell" else "O") for r in rows])
    sample.cue = np.array([CUE.index("B") if r[5] == "B-cue" else IGNORE if r[5][2:] == "content" else 0 for r in rows])
    sample.fills = np.zeros((len(rows), len(FILLS) + len(INCIDENTS)), np.int8)
    sample.fills[4::size, [0, len(FILLS)]] = 1
    sample.happened = np.where([r[1] == "VERB" for r in rows], 0.8, np.nan)
    sample.event = np.zeros(len(rows), np.int64)
    sample.event[2::size] = EVENT.index("ACCUSE")
    sample.told = [Told(at + 2, [at + 1], [at + 5], at, at + 8) for at in range(0, len(rows), size)]
    organization, thing = MENTION.index("organization"), MENTION.index("object")
    sample.mentions = []
    for at in range(0, len(rows), size):
        sample.attributions += [
            Attribution([(at, at + 2)], [(at + 2, at + 3)], [(at + 3, at + 7)]),
            Attribution([(at + 8, at + 9)], [(at + 9, at + 10)], [(at + 10, at + 11)]),
        ]
        sample.mentions += [
            Mention(at + 1, at, at + 1, organization, 1),
            Mention(at + 5, at + 4, at + 5, thing, 2),
            Mention(at + 8, at + 8, at + 8, MENTION.index("person"), 3),
            Mention(at + 10, at + 10, at + 10, thing, 2),
        ]
    return sample


def quoted(copies: int = 1) -> Sample:
    """News, with attributions alone: a quotation in one paragraph, its speaker's other words in the next."""
    forms = ["“", "We", "left", ",", "”", "said", "Bell", ".", "She", "denied", "the", "talks", "failed", "."] * copies
    n = len(forms)
    sample = Sample("news", "polnear", words(forms, [2 * (i // 14) + int(i % 14 >= 8) for i in range(n)]))
    flat = np.zeros(n, np.int64)
    for at in range(0, n, 14):
        a = Attribution([(at + 6, at + 7)], [(at + 5, at + 6)], [(at, at + 5)])
        b = Attribution([(at + 8, at + 9)], [(at + 9, at + 10)], [(at + 10, at + 13)])
        sample.attributions += [a, b]
        for one in (a, b):
            for role in ("content", "source", "cue"):
                for lo, hi in getattr(one, role):
                    flat[lo] = FLAT.index(f"B-{role}")
                    flat[lo + 1 : hi] = FLAT.index(f"I-{role}")
    sample.flat = flat
    sample.cue = np.where(flat >= FLAT.index("B-content"), IGNORE, (flat == FLAT.index("B-cue")).astype(np.int64))
    sample.sentence = np.full(n, IGNORE)
    sample.sentence[[i for i in range(n) if i % 14 in (0, 8)]] = 1
    return sample


def encode(word: str) -> list[int]:
    """Pieces of three letters, numbered somehow below 200."""
    return [103 + sum(map(ord, word[i : i + 3])) % 97 for i in range(0, len(word), 3)]
