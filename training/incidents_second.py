"""Fits the second look and prints a cross-validated score: what is left after ``training/incidents.py``.

    for fold in 0 1 2 3; do python -m training.incidents --data DATA --cache FOLDER --fold $fold --out FOLDER/$fold.npz; done
    python -m training.incidents_second --data DATA --cache FOLDER [--limits OUT.json]

Each fold's model reads the articles it was not trained on. Logistic regressions tell which of the fillers it finds are in the
key, and which of the drafts made of them can be mapped to a template of the key; their weights go into the limits, whose
thresholds stay as they are in ``data/incidents/limits.json`` (they were set by trying a few values of one after the other, for
the best F of All Templates on a third of the articles).
"""  # noqa: E501

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from hearsay.coding.incidents.drafts import Limits, drafts
from hearsay.coding.incidents.features import Describer
from hearsay.coding.incidents.fillers import fillers
from hearsay.coding.incidents.network import MODEL, Network
from hearsay.coding.incidents.scores import ROLES, Scores
from hearsay.coding.incidents.second import Second
from hearsay.coding.incidents.sets import filler_features
from hearsay.coding.incidents.stage import Known, incidents
from hearsay.coding.incidents.together import Pairs
from hearsay.coding.ontology import load as load_ontology
from hearsay.evaluate import muc4, muc4_score
from hearsay.export.muc4 import dumps
from hearsay.model import Reading
from hearsay.resolve.places import read_places
from hearsay.resolve.quantities import quantities
from hearsay.resolve.times import times
from training.incidents import ROLE_OF_SLOT, Article, articles

FOLDS = 4
STRENGTH = {"fillers": 0.5, "drafts": 0.3}


class Seen(msgspec.Struct):
    """One article, read by a model that was not trained on it."""

    article: Article
    scores: Scores
    known: Known
    network: Network


def readings(data: Path, cache: Path) -> dict[str, Reading]:
    """The development part read as users read it, for its claims, actors and events; kept in ``cache``."""
    from hearsay.pipeline import Pipeline

    pipeline = None
    out: dict[str, Reading] = {}
    for path in sorted((data / "muc4" / "dev").glob("dev-*")):
        kept = cache / f"{path.name}.readings.json"
        if not kept.exists():
            pipeline = pipeline or Pipeline.load()
            found = {name: pipeline.read(pipeline.document(text)) for name, text in muc4.texts(path)}
            kept.write_bytes(msgspec.json.encode(found))
        out |= msgspec.json.decode(kept.read_bytes(), type=dict[str, Reading])
    return out


def read(data: Path, cache: Path) -> Iterator[Seen]:
    """Every article of the development part, by the model of its fold."""
    networks = [Network.load(cache / f"{fold}.npz") for fold in range(FOLDS)]
    told = readings(data, cache)
    violent = {name for name, kind in load_ontology().types.items() if kind.violent}
    for number, part in enumerate(articles(data, cache).values()):
        network = networks[number % FOLDS]
        for article in part:
            parsed, reading = article.parsed, told[article.name]
            known = Known(
                read_places(parsed).places,
                times(parsed, parsed.document.published).times,
                quantities(parsed)[0],
                reading.attributions,
                reading.claims,
                reading.mentions,
                reading.actors,
                [event for event in reading.events if event.type in violent],
            )
            yield Seen(article, network.score(parsed, article.describer), known, network)


def fit(rows: Sequence[np.ndarray], wanted: Sequence[bool], strength: float) -> tuple[float, ...]:
    """A logistic regression's weights."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=500, fit_intercept=False).fit(np.array(rows), wanted)
    return tuple(round(float(w), 3) for w in model.coef_[0])


def filler_weights(seen: Sequence[Seen], limits: Limits) -> tuple[tuple[float, ...], ...]:
    """By role, the weights by which a filler's chance is told again."""
    rows: list[list[np.ndarray]] = [[] for _ in ROLES]
    wanted: list[list[bool]] = [[] for _ in ROLES]
    for one in seen:
        d, labels = one.article.describer, one.article.labels
        second = Second(d.tree, d.phrases, one.scores)
        for filler in fillers(d.tree, d.phrases, one.scores, limits.least):
            slots = {slot for n in filler.phrases for _, slot, _ in labels[n]}
            rows[filler.role].append(second.filler(filler))
            wanted[filler.role].append(any(ROLE_OF_SLOT[slot] == filler.role for slot in slots))
    return tuple(fit(r, w, STRENGTH["fillers"]) for r, w in zip(rows, wanted, strict=True))


def draft_weights(seen: Sequence[Seen], limits: Limits) -> tuple[float, ...]:
    """The weights by which a draft's chance is told, with no draft left out before."""
    loose = msgspec.structs.replace(limits, drafts=(), found=tuple(min(f, 0.15) for f in limits.found))
    rows: list[np.ndarray] = []
    wanted: list[bool] = []
    for one in seen:
        d = one.article.describer
        second, pairs = (
            Second(d.tree, d.phrases, one.scores),
            Pairs(d.tree, d.phrases, one.known.places, one.known.times),
        )
        found = drafts(fillers(d.tree, d.phrases, one.scores, loose.least), second, pairs, loose)
        told = templates(msgspec.structs.replace(one, known=replace(one.known, events=())), loose)
        # Discredited incidents are not written, so drafts and templates no longer go together.
        if len(told) == len(found):
            mapped = {r for _, r in muc4_score.align(one.article.templates, told)}
            for number, draft in enumerate(found):
                rivals = sum(other.type == draft.type for other in found)
                rows.append(second.draft(draft.type, draft.roles, draft.score, drafts=len(found), rivals=rivals))
                wanted.append(number in mapped)
    return fit(rows, wanted, STRENGTH["drafts"])


def templates(one: Seen, limits: Limits) -> list[muc4.Template]:
    """The templates that would be exported."""
    d: Describer = one.article.describer
    held = one.network.sets["cf"]
    told = incidents(
        d.parsed,
        d.phrases,
        one.scores,
        one.known,
        limits,
        confidence=lambda n: held.chances(filler_features(d, n)),
        sets=lambda scores, n: one.network.with_sets(scores, d, n),
    )
    document, known = d.parsed.document, one.known
    reading = Reading(
        hearsay="", model="", document=document, places=tuple(known.places), times=tuple(known.times), incidents=told
    )
    return muc4.parse(dumps(reading, one.article.name).decode())[one.article.name]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--limits", type=Path, help="write the limits with the new weights here")
    args = parser.parse_args()
    settings: dict[str, Any] = json.loads(MODEL.with_name("limits.json").read_text(encoding="utf-8"))
    seen = list(read(args.data, args.cache))
    limits = msgspec.convert(settings, Limits)
    limits = msgspec.structs.replace(limits, fillers=filler_weights(seen, limits))
    limits = msgspec.structs.replace(limits, drafts=draft_weights(seen, limits))
    scored = muc4_score.Scored()
    fills: list[tuple[muc4.Fill, muc4.Fill]] = []
    for one in seen:
        found = templates(one, limits)
        scored += muc4_score.score(one.article.templates, found)
        fills += muc4_score.confidence(one.article.templates, found)
    print(json.dumps(muc4_score.summary(scored), indent=1))
    right = sum(bool(set(key.alternatives) & set(ours.alternatives)) for key, ours in fills)
    fact = sum("REPORTED AS FACT" in key.alternatives for key, _ in fills)
    print(f"confidence: {right} of {len(fills)} right; always reported as fact: {fact}")
    if args.limits is not None:
        args.limits.write_bytes(msgspec.json.format(msgspec.json.encode(limits), indent=1) + b"\n")


if __name__ == "__main__":
    main()
