"""PLOVER roots on ``plv-train``: the lexicon, a classifier by cross-validation, and both; marked and unmarked.

*Marked*: who acts on whom is given. *Unmarked*: the sentence alone is read; the root is right where an event of that
root is found, and *with its sides* where it also has the marked source and target. The data has CONCEDE and RETREAT as
one root, YIELD.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from hearsay.coding.events.classifier import ROOTS, Classifier, features, root, sides
from hearsay.errors import ConfigError, DataError
from hearsay.evaluate.files import read_jsonl
from hearsay.evaluate.scores import percent
from hearsay.model import Event, Reading, Span
from hearsay.parsed import Parsed

FOLDS = 5
QUAD = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "YIELD": 2, "COOPERATE": 2, "AID": 2, "REQUEST": 3, "ACCUSE": 3,
    "REJECT": 3, "THREATEN": 3, "SANCTION": 4, "PROTEST": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""The quad class of a root as the data has it."""
_LEAST = 2  # training sentences a feature must stand in


class Row(msgspec.Struct, frozen=True):
    """One sentence, whose source and target stand in it as they are given."""

    sentence_id: str
    sentence: str
    source: str
    target: str
    gold_root: str
    gold_penta: str

    def spans(self, text: str) -> tuple[Span, Span]:
        """Where the source and the target stand in the text as read; empty spans where they do not."""
        return _find(text, self.source), _find(text, self.target)


def _find(text: str, phrase: str) -> Span:
    at = text.find(phrase.strip())
    return (at, at + len(phrase.strip())) if at >= 0 else (0, 0)


def load(path: Path) -> list[Row]:
    """The sentences. Raises DataError for one that is malformed or of an unknown root."""
    rows = list(read_jsonl(path, Row))
    for row in rows:
        if row.gold_root not in ROOTS:
            raise DataError(f"{row.sentence_id}: there is no root {row.gold_root!r}", where=str(path))
    return rows


class Case(msgspec.Struct, frozen=True):
    """A sentence read: its features with source and target marked, and the events found without."""

    gold: str
    quad: int
    features: dict[str, float]
    events: tuple[Event, ...]
    source: Span
    target: Span


def cases(rows: Sequence[Row], read: Callable[[str], tuple[Parsed, Reading]]) -> Iterator[Case]:
    """Each sentence read once, by itself."""
    for row in rows:
        parsed, reading = read(row.sentence)
        source, target = row.spans(parsed.document.text)
        found = features(parsed, source, target, reading.events)
        yield Case(row.gold_root, int(row.gold_penta), found, reading.events, source, target)


def by_lexicon(case: Case) -> str | None:
    """The root of the event that has most of the marked sides, the first of several; None where there is no event."""
    best = max(case.events, key=lambda e: sides(e, case.source, case.target), default=None)
    return None if best is None else root(best.type)


def fit(cases: Sequence[Case], *, words: bool = True, lexicon: bool = True) -> Classifier:
    """A linear classifier: one-against-rest, squared hinge loss, classes weighed alike.

    Raises ConfigError where scikit-learn is not installed.
    """
    counts = Counter(name for case in cases for name in _kept(case, words, lexicon))
    index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= _LEAST))}
    table = np.zeros((len(cases), len(index)), np.float32)
    for row, case in enumerate(cases):
        for name, value in _kept(case, words, lexicon).items():
            if name in index:
                table[row, index[name]] = value
    machine = _machine()
    machine.fit(table, [ROOTS.index(case.gold) for case in cases])
    weights = np.full((len(index), len(ROOTS)), 0.0, np.float32)
    bias = np.full(len(ROOTS), -10.0, np.float32)
    for at, number in enumerate(machine.classes_):
        weights[:, number], bias[number] = machine.coef_[at], machine.intercept_[at]
    return Classifier(index, weights, bias)


def _kept(case: Case, words: bool, lexicon: bool) -> dict[str, float]:
    """Features of words, or of the lexicon (a status is the lexicon's)."""
    return {n: v for n, v in case.features.items() if (lexicon if _is_lexical(n) else words)}


def _is_lexical(name: str) -> bool:
    return name.split(":", 1)[0] in ("both", "one", "any", "mode-both", "mode-one", "mode-any", "status")


def _machine() -> Any:
    try:
        from sklearn.svm import LinearSVC  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        raise ConfigError("this benchmark trains a classifier: pip install 'hearsay[bench]'") from None
    return LinearSVC(C=0.3, class_weight="balanced", random_state=0)


def folds(rows: Sequence[Row]) -> list[int]:
    """The fold of each sentence, by a hash of its text within its root: stratified, and the same in any order."""
    out = [0] * len(rows)
    for name in ROOTS:
        mine = [i for i, row in enumerate(rows) if row.gold_root == name]
        mine.sort(key=lambda i: hashlib.sha256(rows[i].sentence.encode()).hexdigest())
        for rank, i in enumerate(mine):
            out[i] = rank % FOLDS
    return out


def apart(rows: Sequence[Row]) -> list[int]:
    """Folds that keep sentences of one template together: many differ in little but the names.

    Two are of one template where three tenths of the shorter one's triples of words, names left out, are shared.
    """
    groups: dict[int, list[int]] = {}
    for i, top in enumerate(_templates(rows)):
        groups.setdefault(top, []).append(i)
    counts: list[Counter[str]] = [Counter() for _ in range(FOLDS)]
    out = [0] * len(rows)
    for group in sorted(groups.values(), key=lambda g: (-len(g), rows[g[0]].sentence)):
        roots = Counter(rows[i].gold_root for i in group)
        fold = min(range(FOLDS), key=lambda f: (sum(counts[f][r] * n for r, n in roots.items()), counts[f].total()))
        counts[fold] += roots
        for i in group:
            out[i] = fold
    return out


def _templates(rows: Sequence[Row]) -> list[int]:
    """For each sentence the number of one that stands for its template."""
    triples = [_triples(row) for row in rows]
    having: dict[tuple[str, ...], list[int]] = {}
    top = list(range(len(rows)))

    def find(i: int) -> int:
        while top[i] != i:
            i = top[i]
        return i

    for i, mine in enumerate(triples):
        shared = Counter(j for t in mine for j in having.get(t, ()))
        for j, n in shared.items():
            if n >= 0.3 * max(1, min(len(mine), len(triples[j]))):
                top[find(i)] = find(j)
        for t in mine:
            having.setdefault(t, []).append(i)
    return [find(i) for i in range(len(rows))]


def _triples(row: Row) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", row.sentence.replace(row.source, "S").replace(row.target, "T").lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def cross_validated(
    cases: Sequence[Case], fold: Sequence[int], *, words: bool = True, lexicon: bool = True
) -> list[str]:
    """Each sentence's root by a classifier trained on the other folds."""
    out = [""] * len(cases)
    for held in range(FOLDS):
        machine = fit([c for c, f in zip(cases, fold, strict=True) if f != held], words=words, lexicon=lexicon)
        for i, case in enumerate(cases):
            if fold[i] == held:
                out[i] = machine.root(_kept(case, words, lexicon))
    return out


def figures(cases: Sequence[Case], guesses: Sequence[str | None]) -> dict[str, float]:
    """Accuracy and macro-F1 of roots and accuracy of quad classes, as percentages."""
    golds = [case.gold for case in cases]
    right = sum(g == p for g, p in zip(golds, guesses, strict=True))
    quads = sum(QUAD.get(p or "") == case.quad for case, p in zip(cases, guesses, strict=True))
    size = max(1, len(cases))
    return {
        "root accuracy": percent(right / size),
        "root macro-F1": percent(_macro(golds, guesses)),
        "quad accuracy": percent(quads / size),
    }


def _macro(golds: Sequence[str], guesses: Sequence[str | None]) -> float:
    scores = []
    for name in dict.fromkeys(golds):
        both = sum(g == p == name for g, p in zip(golds, guesses, strict=True))
        scores.append(2 * both / (golds.count(name) + list(guesses).count(name)))
    return sum(scores) / len(scores) if scores else 0.0


def unmarked(cases: Sequence[Case]) -> dict[str, float]:
    """End to end, nothing marked: shares of sentences, and of the events found, as percentages."""
    size = max(1, len(cases))
    right = [[e for e in case.events if root(e.type) == case.gold] for case in cases]
    sided = [
        [e for e in found if sides(e, case.source, case.target) == 2] for case, found in zip(cases, right, strict=True)
    ]
    total = max(1, sum(len(case.events) for case in cases))
    return {
        "root found": percent(sum(map(bool, right)) / size),
        "root found with its sides": percent(sum(map(bool, sided)) / size),
        "events of the root, of all found": percent(sum(map(len, right)) / total),
        "quad found": percent(sum(_quad_found(case) for case in cases) / size),
        "sentences without an event": percent(sum(not case.events for case in cases) / size),
        "events": total,
    }


def _quad_found(case: Case) -> bool:
    return any(QUAD.get(root(e.type)) == case.quad for e in case.events)


def measure(rows: Sequence[Row], read: Callable[[str], tuple[Parsed, Reading]]) -> tuple[dict[str, Any], list[Any]]:
    """All figures, and a record of predictions for each sentence."""
    found, fold = list(cases(rows, read)), folds(rows)
    guesses: dict[str, Sequence[str | None]] = {
        "marked, lexicon alone": [by_lexicon(case) for case in found],
        "marked, classifier of words alone": cross_validated(found, fold, lexicon=False),
        "marked, both": cross_validated(found, fold),
        "marked, both, templates kept together": cross_validated(found, apart(rows)),
    }
    made: dict[str, Any] = {name: figures(found, guess) for name, guess in guesses.items()}
    made["unmarked"] = unmarked(found)
    records = [
        {"id": row.sentence_id, "gold": row.gold_root, **{name: guess[i] for name, guess in guesses.items()}}
        | {"events": case.events}
        for i, (row, case) in enumerate(zip(rows, found, strict=True))
    ]
    return made, records
