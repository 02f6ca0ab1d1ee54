"""Did it happen: UDS's factuality of predicates, and the polarity of GUM's attributions.

UDS (Universal Decompositional Semantics; White et al. 2016, 2020) gives predicates of EWT a number from -3 (did not
happen) to 3 (did): here its dev part, annotators' answers normalised, which leaves them between about -2 and 1.6. GUM's
discourse trees mark an attribution as negative where the speech or thought itself is denied ("I don't think that …",
"officials have not said why …"); a denial ("denied that …") is a positive attribution there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import ArrayLike

from hearsay.errors import DataError
from hearsay.evaluate.files import read_jsonl
from hearsay.evaluate.matching import match
from hearsay.evaluate.nested import GoldAttribution
from hearsay.evaluate.scores import PRF
from hearsay.evaluate.spans import overlap
from hearsay.model import Attribution, Span
from hearsay.parsed import Parsed

# Of ten sentences so many are fitted on; the others are held back.
_FITTED = 6
_HAPPENED = ("occurred", "ongoing")


class Predicate(msgspec.Struct, frozen=True):
    """One predicate: its token's number, its value (-3 to 3) and how sure annotators were (0 to 1)."""

    index: int
    token: str
    factuality: float
    confidence: float


class Sentence(msgspec.Struct, frozen=True):
    """One sentence of UDS with its predicates."""

    uds_id: str
    sent_id: str
    text: str
    tokens: tuple[str, ...]
    predicates: tuple[Predicate, ...]


class Fit(msgspec.Struct, frozen=True):
    """How near numbers come to gold numbers: Pearson's r (0 where either side does not vary), mean absolute error."""

    predicates: int
    pearson: float
    mae: float


def load(path: Path, split: str = "dev") -> list[Sentence]:
    """The sentences of one part: ``train`` (three fifths, fitted on), ``test`` (held back), anything else all.

    Raises DataError when a line is malformed or a predicate's token is not there.
    """
    sentences = list(read_jsonl(path, Sentence))
    for sentence in sentences:
        if any(not 0 <= p.index < len(sentence.tokens) for p in sentence.predicates):
            raise DataError(f"{sentence.uds_id}: a predicate lies outside the sentence", where=str(path))
    if split not in ("train", "test"):
        return sentences
    return [s for s in sentences if held_back(s.sent_id) == (split == "test")]


def held_back(sent_id: str) -> bool:
    """Whether a sentence is of the two fifths that nothing is fitted on, by a hash of its id."""
    return int(hashlib.sha256(sent_id.encode()).hexdigest()[:8], 16) % 10 >= _FITTED


def spans(sentence: Sentence) -> list[Span]:
    """Where each token stands in the sentence's text. Raises DataError where one does not."""
    found: list[Span] = []
    at = 0
    for token in sentence.tokens:
        start = sentence.text.find(token, at)
        if start < 0:
            raise DataError(f"the token {token!r} is not in the text", where=sentence.uds_id)
        at = start + len(token)
        found.append((start, at))
    return found


def word_at(parsed: Parsed, span: Span) -> int:
    """The first word that shares a character with a span of code points. Raises DataError where none does: what is
    predicted there could not be scored, and must not be left out."""
    words = np.flatnonzero((parsed.starts < span[1]) & (parsed.ends > span[0]))
    if not len(words):
        raise DataError(f"no word was read at {span}", where=parsed.document.id)
    return int(words[0])


def agreement(gold: Sequence[float], statuses: Sequence[str]) -> float:
    """The share of predicates whose status says that they happened (``occurred``, ``ongoing``) where the gold number
    is above 0, and that they did not where it is not."""
    same = [(value > 0) == (status in _HAPPENED) for value, status in zip(gold, statuses, strict=True)]
    return sum(same) / len(same) if same else 0.0


def score(gold: ArrayLike, predicted: ArrayLike) -> Fit:
    """Pearson's r and mean absolute error of numbers, pair by pair. Raises ValueError where they are not as many."""
    wanted, got = np.asarray(gold, float), np.asarray(predicted, float)
    if wanted.shape != got.shape:
        raise ValueError(f"{wanted.size} gold values, {got.size} predicted")
    varied = wanted.size > 1 and wanted.std() > 0 and got.std() > 0
    pearson = float(np.corrcoef(wanted, got)[0, 1]) if varied else 0.0
    error = float(np.abs(wanted - got).mean()) if wanted.size else 0.0
    return Fit(wanted.size, round(pearson, 4), round(error, 4))


def given_attribution(gold: GoldAttribution) -> Attribution:
    """A gold attribution as the reader would have found it."""
    return Attribution(
        id=gold.id, source=gold.source, cue=gold.cue, content=gold.content, kind="indirect", confidence=1.0
    )


def given(gold: Sequence[GoldAttribution], negative: Iterable[bool]) -> PRF:
    """Negative attributions, where the attributions themselves are given and only their polarity is asked."""
    pairs = list(zip((a.negative for a in gold), negative, strict=True))
    return PRF.of(sum(a and b for a, b in pairs), sum(b for _, b in pairs), sum(a for a, _ in pairs))


def read(gold: Sequence[GoldAttribution], found: Sequence[Attribution], negative: Sequence[bool]) -> PRF:
    """Negative attributions among those the reader found: right where the cue shares a character with a gold
    negative's, one to one."""
    wanted = [a for a in gold if a.negative]
    guessed = [a for a, so in zip(found, negative, strict=True) if so]
    weights = np.array([[overlap(a.cue, b.cue) for b in guessed] for a in wanted], float)
    return PRF.of(len(match(weights.reshape(len(wanted), len(guessed)))), len(guessed), len(wanted))


def read_known(gold: Sequence[GoldAttribution], found: Sequence[Attribution], negative: Sequence[bool]) -> PRF:
    """:func:`read` without the attributions that GUM does not have at all, whose polarity nobody has judged."""
    known = [any(overlap(a.cue, b.cue) for b in gold) for a in found]
    kept = [(a, so) for a, so, is_known in zip(found, negative, known, strict=True) if is_known]
    return read(gold, [a for a, _ in kept], [so for _, so in kept])
