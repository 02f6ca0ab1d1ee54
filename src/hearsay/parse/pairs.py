"""What two mentions look like side by side, as numbers a coreference scorer can look up.

Everything here is a small table index, the same in training and in reading: what kind of word each mention
is (a name, a common noun, or which pronoun), how far apart they stand, and how much of their wording agrees.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

NAME, NOMINAL = 0, 1
FIRST, WE, SECOND, HE, SHE, IT, THEY = 2, 3, 4, 5, 6, 7, 8
_PRONOUNS: dict[str, int] = {
    word: code
    for code, group in enumerate(
        (
            "i me my mine myself",
            "we us our ours ourselves",
            "you your yours yourself yourselves",
            "he him his himself",
            "she her hers herself",
            "it its itself",
            "they them their theirs themselves themself em 'em ’em",
            "who whom whose which that",
            "this these those",
        ),
        start=2,
    )
    for word in group.split()
}
WORD_CLASSES = 11
DISTANCES = 10
AGREEMENTS = 8
_STOP = frozenset(
    {
        "the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your",
        "'s", "’s", "of", "in", "for", "and", ",", "-", '"', "“", "”", "(", ")", "[", "]", ".", "—", "–", ";", ":",
        "own", "same", "very", "uh", "um",
    }
)  # fmt: skip
# "Dr. Orrin" and "the doctor" share a word.
_TITLES = {
    "dr": "doctor", "prof": "professor", "sen": "senator", "gov": "governor", "gen": "general", "col": "colonel",
    "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "pres": "president", "rev": "reverend",
    "rep": "representative",
}  # fmt: skip


def word_class(form: str, xpos: str) -> int:
    """NAME, NOMINAL, or the number of the pronoun's group, for a mention's head word."""
    if xpos in ("NNP", "NNPS"):
        return NAME
    low = form.lower()
    if low in ("'s", "’s") and xpos == "PRP":
        # "Let's".
        return WE
    code = _PRONOUNS.get(low)
    if code is None or not (xpos.startswith(("PRP", "WP", "WDT")) or (xpos == "DT" and code == 10)):
        return NOMINAL
    return code


def wordings(words: Sequence[str], firsts: Ints, lasts: Ints) -> list[frozenset[str]]:
    """Each mention's words in lower case, small ones left out."""
    low = [word.lower() for word in words]
    low = [_TITLES.get(word.rstrip("."), word) for word in low]
    return [frozenset(low[a : b + 1]) - _STOP for a, b in zip(firsts.tolist(), lasts.tolist(), strict=True)]


def _ids(keys: Sequence[object]) -> Ints:
    seen: dict[object, int] = {}
    return np.fromiter((seen.setdefault(k, len(seen)) for k in keys), np.int64, len(keys))


def agreements(words: Sequence[str], heads: Ints, firsts: Ints, lasts: Ints, classes: Ints) -> Ints:
    """An ``(n, n)`` table: bit 0, same wording; bit 1, same head word; bit 2, one's wording within the other's."""
    wording = wordings(words, firsts, lasts)
    return agreements_of(wording, shared_words(wording), [words[int(h)].lower() for h in heads], classes)


def agreements_of(
    wording: list[frozenset[str]], shared: tuple[Ints, Ints], heads: Sequence[str], classes: Ints
) -> Ints:
    """:func:`agreements`, of what :func:`wordings` and :func:`shared_words` give and head words in lower case."""
    lexical = classes <= NOMINAL
    both = lexical[:, None] & lexical[None, :]
    whole, head = _ids(wording), _ids(heads)
    same = (whole[:, None] == whole[None, :]) & both
    same_head = (head[:, None] == head[None, :]) & both
    within = _within(*shared) & both
    out: Ints = same.astype(np.int64) + 2 * same_head + 4 * within
    return out


def _within(shared: Ints, size: Ints) -> NDArray[np.bool_]:
    smaller = np.minimum(size[:, None], size[None, :])
    out: NDArray[np.bool_] = (shared >= smaller) & (smaller > 0)
    return out


def shared_words(wording: list[frozenset[str]]) -> tuple[Ints, Ints]:
    """How many words of their wording two mentions share ``(n, n)``, and each one has ``(n,)``."""
    vocabulary: dict[str, int] = {}
    for words in wording:
        for word in words:
            vocabulary.setdefault(word, len(vocabulary))
    table = np.zeros((len(wording), max(1, len(vocabulary))), np.float32)
    for i, words in enumerate(wording):
        table[i, [vocabulary[w] for w in words]] = 1
    return (table @ table.T).astype(np.int64), table.sum(1).astype(np.int64)


def distances(n: int) -> Ints:
    """An ``(n, n)`` table of distance buckets, in mentions, on a doubling scale; 0 on and above the diagonal."""
    buckets = np.minimum(np.log2(np.maximum(np.arange(n), 1)).astype(np.int64) + 1, DISTANCES - 1)
    buckets[:1] = 0
    out: Ints = buckets[np.maximum(np.arange(n)[:, None] - np.arange(n), 0)]
    return out
