"""Learns ``src/hearsay/data/places/weights.toml`` on the two thirds of the Local-Global Lexicon that are tuned on.

    python -m training.places --lgl DATA/places/lgl.xml [--parsed FILE] [--out FILE] [--figures]

Parsing takes minutes; ``--parsed`` names a pickle that keeps it. Two small models, both with an L2 prior of 1: a
logistic one of whether a phrase is a place's name, and a log-linear one of which place it is, trained in rounds, each
on the context that the round before gives. Some weights are set by hand (`BY_HAND`).
``--figures`` scores both parts with the weights the package has and learns nothing.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from hearsay.errors import InputError
from hearsay.evaluate.places import NEAR, Article, Guess, held_back, load_lgl, score
from hearsay.model import Document
from hearsay.parsed import Parsed
from hearsay.resolve.places import gazetteer, places
from hearsay.resolve.places.choose import FEATURES, LOCAL, ROUNDS, Sense, add_context, senses, softmax
from hearsay.resolve.places.gazetteer import Gazetteer, distance
from hearsay.resolve.places.lists import FOLDER
from hearsay.resolve.places.recognise import describe, probability
from hearsay.resolve.places.spots import Spot, find_spots

BY_HAND = {
    **{"dateline-division": 1.0, "dateline-country": 1.0, "dateline-close": 0.5},
    **{"state": 1.5, "no-state": -1.5, "country-and-towns": 4.0, "namesake": -1.5, "same-place": 2.0, "seated": 3.0},
}
"""LGL's texts carry no dateline apart from the prose, and they are local papers' of the United States mostly: what it
teaches of countries, and of provinces that have their capital's name, holds nowhere else."""
START = np.array([BY_HAND.get(name, 0.0) for name in FEATURES])
THRESHOLDS = {"spot": 0.35, "sure": 0.75}
HEARD = 0.2
Vector = NDArray[np.float64]
Pair = tuple[Article, Parsed]
Row = tuple[Vector, Vector, float]

HEAD = """# Learned by training/places.py on the two thirds of the Local-Global Lexicon that are tuned on: numbers only.
# Set by hand are dateline-*, state, no-state, country-and-towns, namesake and same-place (training/places.py says why),
# and the thresholds.
#
#   spot        a logistic model of whether a phrase is a place's name; features as in resolve/places/recognise.py
#   choose      a log-linear model of which of the places of that name it is; features as in resolve/places/choose.py
#   thresholds  spot: the probability from which a name is given out; sure: that of the place, below which a note
#               tells of a rival
"""


def parse(articles: Sequence[Article]) -> list[Parsed]:
    """The articles read by the pipeline; one it refuses is parsed all the same."""
    from hearsay.pipeline import Pipeline

    pipeline = Pipeline.load()
    found = []
    for article in articles:
        try:
            document = pipeline.document(article.text)
        except InputError:
            document = Document(id=article.id, text=article.text)
        found.append(replace(pipeline.parse([document])[0], signals={}, rows=[]))
    return found


def learn_spot(found: Sequence[tuple[Article, list[Spot]]]) -> dict[str, float]:
    """The weights of being a place's name."""
    names = sorted({name for _, spots in found for spot in spots for name in spot.features})
    rows, right = [], []
    for article, spots in found:
        gold = {(toponym.start, toponym.end) for toponym in article.toponyms}
        rows += [[spot.features.get(name, 0.0) for name in names] for spot in spots]
        right += [spot.span in gold for spot in spots]
    x, y = np.array(rows), np.array(right, float)

    def loss(w: Vector) -> tuple[float, Vector]:
        z = x @ w
        return float((np.logaddexp(0, z) - y * z).sum() + w @ w / 2), x.T @ (1 / (1 + np.exp(-z)) - y) + w

    return dict(zip(names, minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x.tolist(), strict=True))


def target(sense: Sense, article: Article, known: Gazetteer) -> tuple[int, Vector]:
    """How many of a sense's spots have a gold place among its places, and which places most of them have."""
    gold = {(toponym.start, toponym.end): toponym for toponym in article.toponyms}
    votes, count = np.zeros(len(sense.places)), 0
    for spot in sense.spots:
        toponym = gold.get(spot.span)
        if toponym is None or toponym.lat is None or toponym.lon is None:
            continue
        near = distance(known.lat[sense.places], known.lon[sense.places], toponym.lat, toponym.lon) < NEAR
        same = near & (known.geonames[sense.places] == toponym.geonames)
        right = same if same.any() else near
        votes, count = votes + right, count + bool(right.any())
    return count, (votes >= max(1, count / 2)).astype(float)


def fit(rows: Sequence[Row], start: Vector) -> Vector:
    """The log-linear weights that make the right places probable; those set by hand stay as they are."""
    free = np.array([name not in BY_HAND for name in FEATURES[: len(start)]], float)

    def loss(w: Vector) -> tuple[float, Vector]:
        total, slope = w @ w / 2, w.copy()
        for x, right, weight in rows:
            p = softmax(x @ w)
            good = max(float(p @ right), 1e-12)
            total -= weight * np.log(good)
            slope += weight * (x.T @ (p - p * right / good))
        return float(total), slope * free

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x)


def learn_choose(found: Sequence[tuple[Article, list[Spot]]], known: Gazetteer) -> dict[str, float]:
    """The weights of being this place."""
    made = [(article, senses([s for s in spots if s.probability >= HEARD], known)) for article, spots in found]
    aims = [(sense, *target(sense, article, known)) for article, group in made for sense in group]
    aims = [(sense, count, right) for sense, count, right in aims if count and len(sense.places) > 1]
    local = fit([(s.local, right, count**0.5) for s, count, right in aims], START[: len(LOCAL)])
    w = np.concatenate([local, START[len(LOCAL) :]])
    for _, group in made:
        for sense in group:
            sense.p = softmax(sense.local @ local)
    for _ in range(ROUNDS):
        for _, group in made:
            add_context(group, known)
        w = fit([(s.features, right, count**0.5) for s, count, right in aims], w)
        for _, group in made:
            for sense in group:
                sense.p = softmax(sense.features @ w)
    return dict(zip(FEATURES, w.tolist(), strict=True))


def learn(pairs: Sequence[Pair]) -> str:
    """The weights as TOML."""
    known = gazetteer()
    found = []
    for article, parsed in pairs:
        spots = find_spots(parsed, known)
        describe(parsed, spots, known)
        found.append((article, spots))
    spot = learn_spot(found)
    for _, spots in found:
        for one in spots:
            one.probability = probability(one.features, spot)
    tables = {"spot": spot, "choose": learn_choose(found, known), "thresholds": THRESHOLDS}
    text = HEAD
    for name, table in tables.items():
        text += f"\n[{name}]\n" + "".join(f"{key} = {round(value, 3)}\n" for key, value in table.items())
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lgl", type=Path, required=True)
    parser.add_argument("--parsed", type=Path)
    parser.add_argument("--out", type=Path, default=FOLDER / "weights.toml")
    parser.add_argument("--figures", action="store_true")
    options = parser.parse_args()
    articles = load_lgl(options.lgl)
    if options.parsed and options.parsed.exists():
        parsed = pickle.loads(options.parsed.read_bytes())
    else:
        parsed = parse(articles)
        if options.parsed:
            options.parsed.write_bytes(pickle.dumps(parsed))
    pairs = list(zip(articles, parsed, strict=True))
    if not options.figures:
        options.out.write_text(learn([pair for pair in pairs if not held_back(pair[0].id)]), encoding="utf-8")
        return
    for name, part in (("tuned", False), ("held-back", True)):
        chosen = [pair for pair in pairs if held_back(pair[0].id) == part]
        print(name, score((a, [Guess(*q.span, q.lat, q.lon) for q in places(p)]) for a, p in chosen))


if __name__ == "__main__":
    main()
