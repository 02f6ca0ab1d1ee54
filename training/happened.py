"""Fits the weights of ``hearsay.weigh.happened`` on part of UDS's dev set.

    python -m training.happened --data DATA [--cross-validate]

UDS's dev sentences are parted by a hash of their ids (:func:`hearsay.evaluate.factuality.held_back`): three fifths are
fitted on, the rest is only ever scored by ``hearsay bench factuality --split test``. The settings below were chosen by
cross-validation over the sentences fitted on. The fit is a ridge regression with Huber's loss, by reweighting
(Holland and Welsch 1977); it needs numpy alone and takes about a minute.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hearsay import Pipeline, read
from hearsay.evaluate import factuality
from hearsay.weigh import happened
from hearsay.weigh.view import View
from training.options import add_data

Floats = NDArray[np.float64]
OUT = Path(__file__).resolve().parents[1] / "src" / "hearsay" / "data" / "weigh" / "happened.csv"
# A feature must be seen so often; the ridge; where Huber's loss turns linear; the share of the model's own values.
_SEEN, _RIDGE, _HUBER, _SIGNALS = 4, 20.0, 0.5, 0.1
_ROUNDS, _FOLDS = 4, 5
_STRETCHES = np.arange(1.0, 1.51, 0.05)
_HEAD = """\
# Weights of hearsay.weigh.happened, made by training/happened.py from UDS (annotations MIT, texts CC BY-SA 4.0).
# Under CC BY-SA 4.0, as the weights of the model are.
# Columns: kind (model, bound, bias, feature, signal), name, weight.
"""
# Values beyond these percentiles of the training values are not given.
_PERCENTILES = (2, 98)


@dataclass(frozen=True)
class Examples:
    """Predicates: names of features, the model's values, gold values, and folds by sentence."""

    features: list[set[str]]
    signals: Floats
    values: Floats
    folds: NDArray[np.int64]


@dataclass(frozen=True)
class Design:
    """The columns of a fit: feature names, and how the model's values are centred and scaled."""

    names: list[str]
    mean: Floats
    scale: Floats

    def matrix(self, examples: Examples) -> Floats:
        """``(predicates, features + signals)``."""
        column = {name: i for i, name in enumerate(self.names)}
        table = np.zeros((len(examples.features), len(self.names)))
        for row, names in enumerate(examples.features):
            table[row, [column[n] for n in names if n in column]] = 1
        return np.hstack([table, (examples.signals - self.mean) / self.scale])


def examples(pipeline: Pipeline, sentences: Sequence[factuality.Sentence]) -> Examples:
    """The predicates of sentences, as the pipeline parses them."""
    names: list[set[str]] = []
    values: list[Floats] = []
    gold: list[float] = []
    folds: list[int] = []
    for sentence in sentences:
        parsed = pipeline.parse([read.from_text(sentence.text)])[0]
        view, places = View(parsed), factuality.spans(sentence)
        for predicate in sentence.predicates:
            word = factuality.word_at(parsed, places[predicate.index])
            names.append(happened.features(view, word))
            values.append(happened.signals(parsed, word))
            gold.append(predicate.factuality)
            folds.append(_fold(sentence.sent_id))
    return Examples(names, np.array(values), np.array(gold), np.array(folds))


def _fold(name: str) -> int:
    return hashlib.sha256(f"fold {name}".encode()).digest()[0] % _FOLDS


def design(some: Examples) -> Design:
    """The columns that examples give."""
    seen = Counter(name for names in some.features for name in names)
    scale = (some.signals.std(0) + 1e-6) / _SIGNALS
    return Design(sorted(n for n, count in seen.items() if count >= _SEEN), some.signals.mean(0), scale)


def fit(table: Floats, values: Floats) -> tuple[Floats, float]:
    """Weights and bias. The ridge is solved in its dual: there are fewer predicates than columns."""
    centre, mean = table.mean(0), float(values.mean())
    kernel = (table - centre) @ (table - centre).T
    penalty = np.ones(len(values))
    for _ in range(_ROUNDS + 1):
        dual = np.linalg.solve(kernel + _RIDGE * np.diag(penalty), values - mean)
        penalty = np.maximum(np.abs(values - mean - kernel @ dual), _HUBER) / _HUBER
    weights = (table - centre).T @ dual
    return weights, mean - float(centre @ weights)


def cross_validated(some: Examples) -> Floats:
    """Each predicate's value by a fit on the other folds."""
    out = np.zeros(len(some.values))
    for fold in range(_FOLDS):
        inside, outside = _part(some, some.folds != fold), some.folds == fold
        columns = design(inside)
        weights, bias = fit(columns.matrix(inside), inside.values)
        out[outside] = columns.matrix(_part(some, outside)) @ weights + bias
    return out


def _part(some: Examples, which: NDArray[np.bool_]) -> Examples:
    kept = [names for names, keep in zip(some.features, which, strict=True) if keep]
    return Examples(kept, some.signals[which], some.values[which], some.folds[which])


def stretch(predicted: Floats, gold: Floats, low: float, high: float) -> float:
    """By how much values are to be drawn apart so that the mean absolute error is least: a ridge draws them in."""
    errors = [np.abs(np.clip(predicted * by, low, high) - gold).mean() for by in _STRETCHES]
    return float(_STRETCHES[int(np.argmin(errors))])


def write(columns: Design, weights: Floats, bias: float, bounds: tuple[float, float], model: str) -> None:
    """The file that :func:`hearsay.weigh.happened.parse_weights` reads."""
    count = len(columns.names)
    signals = weights[count:] / columns.scale
    with OUT.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEAD)
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("kind", "name", "weight"))
        out.writerow(("model", model, 1))
        out.writerows(("bound", name, round(value, 4)) for name, value in zip(("low", "high"), bounds, strict=True))
        out.writerow(("bias", "bias", round(bias, 5)))
        out.writerow(("bias", "signals", round(-float(columns.mean @ signals), 5)))
        out.writerows(("feature", n, round(float(w), 4)) for n, w in zip(columns.names, weights, strict=False))
        out.writerows(("signal", i, round(float(w), 6)) for i, w in enumerate(signals))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    add_data(parser)
    parser.add_argument("--cross-validate", action="store_true", help="only print figures; write nothing")
    options = parser.parse_args()
    pipeline = Pipeline.load()
    some = examples(pipeline, factuality.load(options.data / "factuality" / "uds-dev.jsonl", "train"))
    predicted = cross_validated(some)
    low, high = (float(v) for v in np.percentile(some.values, _PERCENTILES))
    by = stretch(predicted, some.values, low, high)
    figures = factuality.score(some.values, np.clip(predicted * by, low, high))
    print(f"cross-validated: {figures}, stretched by {by:.2f}", file=sys.stderr)
    if not options.cross_validate:
        columns = design(some)
        weights, bias = fit(columns.matrix(some), some.values)
        write(columns, weights * by, bias * by, (low, high), pipeline.model)


if __name__ == "__main__":
    main()
