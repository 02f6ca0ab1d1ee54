"""Copies: pairs of documents, some of which carry one text, and how many of them are told.

Pairs are made of real articles, with a fixed seed: an agency copy is cut by 30 to 70%, one word in ten is changed,
and local text is put before and after. Real pairs, labelled by hand, are `tests/gold/copies.jsonl`.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from hearsay.errors import DataError
from hearsay.evaluate.scores import PRF

PAIRS = 150
"""How many are made."""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two texts, and whether the one copies the other. ``how`` tells how it was made."""

    one: str
    other: str
    copy: bool
    how: str


def score(pairs: Sequence[Pair], folds: Callable[[str, str], bool]) -> tuple[PRF, list[Pair]]:
    """Precision and recall of copies among pairs, and the pairs told wrong."""
    told = [(pair, folds(pair.one, pair.other)) for pair in pairs]
    right = sum(found and pair.copy for pair, found in told)
    predicted, gold = sum(found for _, found in told), sum(pair.copy for pair in pairs)
    return PRF.of(right, predicted, gold), [pair for pair, found in told if found != pair.copy]


def made(articles: Sequence[str], seed: int = 5) -> Iterator[Pair]:
    """`PAIRS` pairs of an article and a copy of it, edited. Raises DataError where there are too few articles."""
    chance = random.Random(seed)
    long = [article for article in articles if len(article.split()) >= 250]
    if len(long) < PAIRS * 2:
        raise DataError(f"{len(long)} articles of 250 words or more; {PAIRS * 2} are needed")
    picked = chance.sample(long, PAIRS * 2)
    vocabulary = sorted({word for article in picked for word in article.split()})
    for number in range(PAIRS):
        share = chance.choice((0.3, 0.4, 0.5, 0.6, 0.7))
        text = altered(picked[number], picked[PAIRS + number], share, vocabulary, chance)
        yield Pair(one=picked[number], other=text, copy=True, how=f"cut by {share:.0%}")


def altered(text: str, local: str, share: float, vocabulary: Sequence[str], chance: random.Random) -> str:
    """A text cut by a share from its end or in its middle, one word in ten changed, local text put about it."""
    sentences = re.split(r"(?<=[.!?”\"])\s+", text)
    keep = max(3, round(len(sentences) * (1 - share)))
    if chance.random() < 0.5:
        kept = sentences[:keep]
    else:
        kept = [sentences[i] for i in sorted(chance.sample(range(len(sentences)), keep))]
    words = " ".join(kept).split()
    noisy = [chance.choice(vocabulary) if chance.random() < 0.1 else word for word in words]
    own = local.split()[: max(20, len(noisy) // 3)]
    half = len(own) // 3
    return " ".join((*own[:half], *noisy, *own[half:]))


def ecb_texts(path: Path) -> dict[str, tuple[str, str]]:
    """ECB+'s documents: id to the happening it tells of and its text."""
    if not path.exists():
        raise DataError("no such file", where=str(path))
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: (row["happening"], row["text"]) for row in rows if row["text"].strip()}


def labelled(path: Path, texts: dict[str, tuple[str, str]], split: str, sample: str | None = None) -> list[Pair]:
    """The pairs of one split labelled by hand. Raises DataError where a text is not at hand.

    ``sample`` may be ``first`` or ``later``: only the pairs drawn first, or those drawn later from doubtful ones.
    Where two readers differed (``first``, ``second``), a third who had seen neither label settled it.
    """
    pairs = []
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    for row in (row for row in rows if row["split"] == split and sample in (None, row.get("sample", "first"))):
        try:
            one, other = texts[row["one"]][1], texts[row["other"]][1]
        except KeyError as error:
            raise DataError(f"no document {error}", where=str(path)) from error
        pairs.append(Pair(one=one, other=other, copy=row["copy"], how="real"))
    return pairs
