"""Learns ``coreference.npz``, the tables laid over the model's antecedent scores: ``python -m training.coreference
--data DATA --model FOLDER [--cache FILE]``.

The encoder has learnt GUM's training part, so its own scores are far better there than on a text it has not seen
(CoNLL F1 75 and 55), and tables learnt beside them would learn next to nothing. So noise with a standard deviation of
``NOISE`` is added to the scores: they stay of use, and are no longer enough. (At 2.5, where they are about as bad as on
new texts, the tables are no better.) The loss is training's own, the marginal likelihood of a right antecedent or of
none (Lee et al., 2017), with a Gaussian prior around the trained tables.
``LINK`` was chosen on the development part. ``--cache`` names a pickle that keeps what the encoder said.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from hearsay.parse.antecedents import SIZES, Columns, Grammar, Scorer, indices, model_scores
from hearsay.parse.encoder import Encoder
from hearsay.parse.entities import DOUBT, candidates
from hearsay.parse.syntax import SyntaxTables, dependencies, sentences
from hearsay.parse.weights import tables
from training.data import CLOSED_GENRES, Sample, read_ud, ud_sample
from training.kept import keep_arrays, kept
from training.manifest import record
from training.options import add_data

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NOISE, PRIOR, LINK = 1.5, 2.0, -1.25
ROUNDS = 50
OFFSETS = dict(zip(SIZES, np.cumsum([0, *SIZES.values()]).tolist(), strict=False))
TOTAL = sum(SIZES.values())
Signals = dict[str, NDArray[np.float32]]
Heard = tuple[Sample, list[tuple[int, int]], Signals]


@dataclass
class Example:
    """One document: the encoder's scores, its anaphoric values, table places, and each mention's gold chain or -1."""

    scores: Floats
    anaphoric: Floats
    places: list[Ints]
    chains: Ints


def heard(data: Path, encoder: Encoder) -> Iterator[Heard]:
    """GUM's open training documents, and what the encoder makes of their words."""
    xpos = {name: i for i, name in enumerate(encoder.manifest.labels["xpos"])}
    relations = {name: i for i, name in enumerate(encoder.manifest.labels["relations"])}
    for document in read_ud(data / "ud/gum-train.conllu"):
        if document.name.split("_")[1] not in CLOSED_GENRES:
            sample = ud_sample(document, "gum", relations, xpos)
            encoded = encoder.encode([sample.words])[0]
            yield sample, encoded.rows, encoded.signals


def grammar_of(encoder: Encoder, said: Heard, syntax: SyntaxTables) -> Grammar:
    """The reader's own grammar of the words: it is what the tables will be used with."""
    sample, rows, signals = said
    labels = encoder.manifest.labels
    ranges = sentences(signals["sentence"], sample.words.paragraph.astype(np.int64), rows)
    head, relation = dependencies(signals, ranges, syntax)
    xpos = [labels["xpos"][i] for i in signals["xpos"].argmax(1)]
    return Grammar(sample.words.text, xpos, head, [labels["relations"][i] for i in relation], ranges)


def example(encoder: Encoder, said: Heard, syntax: SyntaxTables) -> Example | None:
    """What there is to learn from one document, None where no mention is found in it."""
    sample, rows, signals = said
    grammar = grammar_of(encoder, said, syntax)
    found = candidates(signals, grammar, rows=rows, pointer=encoder.manifest.sizes["pointer"], doubt=DOUBT)
    if found is None:
        return None
    places = indices(grammar.words, found)
    return Example(
        model_scores(signals, found.heads, anaphoric=0.0).astype(np.float64),
        signals["anaphoric"][found.heads].astype(np.float64),
        [places[name].astype(np.int16) for name in SIZES],
        _gold(sample, found),
    )


def _gold(sample: Sample, found: Columns) -> Ints:
    chains = {(m.first, m.last): m.chain for m in sample.mentions or ()}
    edges = zip(found.firsts.tolist(), found.lasts.tolist(), strict=True)
    return np.array([chains.get(edge, -1) for edge in edges], np.int64)


def loss(e: Example, scores: Floats) -> tuple[float, Floats]:
    """The document's loss and its gradient by ``scores``."""
    n = len(e.chains)
    below = np.tri(n, k=-1, dtype=bool)
    right = below & (e.chains[:, None] == e.chains) & (e.chains >= 0)[:, None]
    right = np.concatenate([~right.any(1, keepdims=True), right], 1)
    full = np.concatenate([np.zeros((n, 1)), np.where(below, scores, -1e9)], 1)
    weight = np.exp(full - full.max(1, keepdims=True))
    good = np.where(right, weight, 0)
    total, rightly = weight.sum(1), np.maximum(good.sum(1), 1e-30)
    gradient = weight / total[:, None] - good / rightly[:, None]
    return float((np.log(total) - np.log(rightly)).sum()), np.where(below, gradient[:, 1:], 0)


def score(e: Example, weights: Floats, own: Floats) -> Floats:
    """The scores of one document's pairs; ``own`` is the encoder's part."""
    out: Floats = weights[TOTAL] * own + weights[TOTAL + 1] * e.anaphoric
    for at, places in zip(OFFSETS.values(), e.places, strict=True):
        out += weights[at:][places]
    return out


def learn(examples: list[Example], start: Floats, seed: int = 0) -> Floats:
    """The weights: all tables in the order of ``SIZES``, then those of the encoder's two values."""
    random = np.random.default_rng(seed)
    noisy = [e.scores + random.normal(0, NOISE, e.scores.shape) for e in examples]

    def cost(weights: Floats) -> tuple[float, Floats]:
        off = np.where(np.arange(len(weights)) < TOTAL, weights - start, 0)
        value, slope = PRIOR / 2 * float(off @ off), PRIOR * off
        for e, own in zip(examples, noisy, strict=True):
            part, by = loss(e, score(e, weights, own))
            value += part
            for (name, at), places in zip(OFFSETS.items(), e.places, strict=True):
                slope[at : at + SIZES[name]] += np.bincount(places.ravel(), by.ravel(), SIZES[name])
            slope[TOTAL] += (by * own).sum()
            slope[TOTAL + 1] += (by.sum(1, keepdims=True) * e.anaphoric).sum()
        return value, slope

    found: Floats = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return found


def write(path: Path, weights: Floats) -> None:
    """``coreference.npz``: one array a table, and ``weights``: of the pair's score, of the anaphor's, and the link."""
    arrays = {name: weights[at : at + SIZES[name]].astype(np.float32) for name, at in OFFSETS.items()}
    keep_arrays(path, {"weights": np.array([*weights[TOTAL:], LINK], np.float32), **arrays})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data(parser)
    parser.add_argument("--model", type=Path, required=True, help="the model folder to read and to write to")
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    encoder = Encoder.load(args.model)
    raw = tables(encoder.manifest)
    syntax = SyntaxTables.of(raw)
    said = kept(args.cache, heard(args.data, encoder))
    examples = [e for e in (example(encoder, h, syntax) for h in said) if e is not None]
    trained = Scorer.trained(raw).tables
    start = np.concatenate([*(trained[name] for name in SIZES), [1.0, 1.0]]).astype(np.float64)
    write(args.model / "coreference.npz", learn(examples, start))
    record(args.model, "coreference.npz")


if __name__ == "__main__":
    main()
