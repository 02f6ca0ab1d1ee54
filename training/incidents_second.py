"""Fits the second look and prints a cross-validated score: what is left after ``training/incidents.py``.

    for fold in 0 1 2 3; do python -m training.incidents --data DATA --cache FOLDER --fold $fold --out FOLDER/$fold.npz; done
    python -m training.incidents_second --data DATA --cache FOLDER [--limits OUT.json] [--model MODEL.npz]

Each fold's model reads the articles it was not trained on. Logistic regressions tell which of the fillers it finds are in the
key, which of a draft's fillers are in the template that the draft can be mapped to, which two of its people are one, and
which of the drafts can be mapped to one. The score is of weights fitted on the other folds; those written to ``--limits``
and into ``--model`` are fitted on all. Thresholds stay as
they are in ``data/incidents/limits.json`` (they were set by trying a few values of one after the other).
"""  # noqa: E501

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from hearsay.coding.incidents.drafts import Draft, Limits, Looks, belongings, grouped, own, persons
from hearsay.coding.incidents.features import Describer
from hearsay.coding.incidents.fillers import fillers
from hearsay.coding.incidents.network import MODEL, Network
from hearsay.coding.incidents.scores import HUMAN, ROLES, Scores
from hearsay.coding.incidents.second import Second
from hearsay.coding.incidents.sets import filler_features
from hearsay.coding.incidents.stage import Known, incidents, looks, written
from hearsay.coding.incidents.telling import Tellings
from hearsay.coding.ontology import load as load_ontology
from hearsay.evaluate import muc4, muc4_score
from hearsay.export.muc4 import dumps
from hearsay.model import Incident, Reading
from hearsay.resolve.places import read_places
from hearsay.resolve.quantities import quantities
from hearsay.resolve.times import times
from training.fills import ROLE_OF_SLOT
from training.incidents import Article, articles
from training.options import add_data

FOLDS = 4
_DESCRIPTION = 19
STRENGTH = {"fillers": 0.5, "belongs": 0.005, "persons": 0.1, "drafts": 0.01}


class Seen(msgspec.Struct):
    """One article, read by a model that was not trained on it."""

    article: Article
    scores: Scores
    known: Known
    network: Network
    fold: int = 0


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
            yield Seen(article, network.score(parsed, article.describer), known, network, number % FOLDS)


def fit(rows: Sequence[np.ndarray], wanted: Sequence[bool], strength: float) -> tuple[float, ...]:
    """A logistic regression's weights, fitted to features of one spread and told for them as they are."""
    from sklearn.linear_model import LogisticRegression

    table = np.array(rows, np.float64)[:, 1:]
    mean, spread = table.mean(0), table.std(0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=strength, max_iter=1000).fit((table - mean) / spread, wanted)
    weights = model.coef_[0] / spread
    return tuple(float(f"{w:.4g}") for w in (model.intercept_[0] - weights @ mean, *weights))


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


def belonging_weights(seen: Sequence[Seen], limits: Limits) -> tuple[tuple[float, ...], ...]:
    """By role, the weights by which it is told whether a filler belongs to a draft."""
    rows: list[list[np.ndarray]] = [[] for _ in ROLES]
    wanted: list[list[bool]] = [[] for _ in ROLES]
    for one in seen:
        described, found = _grouped(one, limits)
        mapped = _mapped(one, found)
        if mapped is None:
            continue
        for number, features in enumerate(belongings(found, described)):
            for role, (fillers_of, rows_of) in enumerate(zip(found[number].roles, features, strict=True)):
                rows[role] += rows_of
                wanted[role] += [_is_of(one.article, f.phrases, role, mapped.get(number)) for f in fillers_of]
    return tuple(fit(r, w, STRENGTH["belongs"]) for r, w in zip(rows, wanted, strict=True))


def _grouped(one: Seen, limits: Limits) -> tuple[Looks, list[Draft]]:
    """An article's drafts with every filler that may belong to them, and what describes them."""
    d = one.article.describer
    tellings = Tellings(d.tree, d.phrases, one.known.events)
    described = looks(d.tree, d.phrases, one.scores, tellings, one.known, limits)
    return described, grouped(fillers(d.tree, d.phrases, one.scores, limits.least), described, limits)


def _mapped(one: Seen, found: Sequence[Draft]) -> dict[int, int] | None:
    """The key's template that each draft can be mapped to; None where discredited drafts are not written."""
    d = one.article.describer
    told = _templates(one, written(d.tree, d.phrases, one.scores, one.known, found))
    if len(told) != len(found):
        return None
    return {response: key for key, response in muc4_score.align(one.article.templates, told)}


def _is_of(article: Article, numbers: Sequence[int], role: int, template: int | None) -> bool:
    """Whether any of the phrases fills the role in the template."""
    return any(t == template and ROLE_OF_SLOT[slot] == role for n in numbers for t, slot, _ in article.labels[n])


def person_weights(seen: Sequence[Seen], limits: Limits) -> tuple[float, ...]:
    """The weights by which it is told whether two people of a draft are one: of pairs both of whom the key has."""
    rows: list[np.ndarray] = []
    wanted: list[bool] = []
    for one in seen:
        described, found = _grouped(one, limits)
        known = {n: _people(one.article, n) for n in range(len(one.article.labels))}
        done: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
        for draft in own(found, described, limits):
            people = draft.roles[HUMAN]
            for i, a in enumerate(people):
                for b in people[:i]:
                    ours, theirs = (set().union(*(known[n] for n in f.phrases)) for f in (a, b))
                    if ours and theirs and (a.phrases, b.phrases) not in done:
                        done.add((a.phrases, b.phrases))
                        rows.append(described.persons.features(a, b, len(people)))
                        wanted.append(bool(ours & theirs))
    return fit(rows, wanted, STRENGTH["persons"])


def _people(article: Article, number: int) -> set[tuple[int, tuple[str, ...]]]:
    """The template and name, or description where there is no name, of each human target that a phrase is."""
    out = set()
    for t, slot, f in article.labels[number]:
        if ROLE_OF_SLOT[slot] == HUMAN:
            fill = article.templates[t].fills(slot)[f]
            out.add((t, (fill.refers if slot == _DESCRIPTION else ()) or fill.alternatives))
    return out


def draft_weights(seen: Sequence[Seen], limits: Limits) -> tuple[float, ...]:
    """The weights by which a draft's chance is told, with no draft left out before."""
    rows: list[np.ndarray] = []
    wanted: list[bool] = []
    for one in seen:
        described, found = _grouped(one, limits)
        found = persons(own(found, described, limits), described, limits)
        mapped = _mapped(one, found)
        if mapped is not None:
            rows += [described.worth.features(draft, found) for draft in found]
            wanted += [number in mapped for number in range(len(found))]
    return fit(rows, wanted, STRENGTH["drafts"])


def fitted(seen: Sequence[Seen], limits: Limits) -> Limits:
    """The limits with weights fitted to the articles."""
    limits = msgspec.structs.replace(limits, fillers=filler_weights(seen, limits))
    limits = msgspec.structs.replace(limits, belongs=belonging_weights(seen, limits))
    limits = msgspec.structs.replace(limits, persons=person_weights(seen, limits))
    return msgspec.structs.replace(limits, drafts=draft_weights(seen, limits))


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
    return _templates(one, told)


def _templates(one: Seen, told: Sequence[Incident]) -> list[muc4.Template]:
    document, known = one.article.parsed.document, one.known
    places, times = tuple(known.places), tuple(known.times)
    reading = Reading(hearsay="", model="", document=document, places=places, times=times, incidents=tuple(told))
    return muc4.parse(dumps(reading, one.article.name).decode())[one.article.name]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_data(parser)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--limits", type=Path, help="write the limits with the new weights here")
    parser.add_argument("--model", type=Path, help="write them into this model")
    args = parser.parse_args()
    settings: dict[str, Any] = json.loads(MODEL.with_name("limits.json").read_text(encoding="utf-8"))
    seen = list(read(args.data, args.cache))
    limits = msgspec.convert(settings, Limits)
    of_fold = [fitted([one for one in seen if one.fold != fold], limits) for fold in range(FOLDS)]
    scored = muc4_score.Scored()
    fills: list[tuple[muc4.Fill, muc4.Fill]] = []
    for one in seen:
        found = templates(one, of_fold[one.fold])
        scored += muc4_score.score(one.article.templates, found)
        fills += muc4_score.confidence(one.article.templates, found)
    print(json.dumps(muc4_score.summary(scored), indent=1))
    right = sum(bool(set(key.alternatives) & set(ours.alternatives)) for key, ours in fills)
    fact = sum("REPORTED AS FACT" in key.alternatives for key, _ in fills)
    print(f"confidence: {right} of {len(fills)} right; always reported as fact: {fact}")
    if args.limits is not None or args.model is not None:
        write(fitted(seen, limits), args.limits, args.model)


def write(limits: Limits, out: Path | None, model: Path | None) -> None:
    """The limits as a file of their own, and as a model's settings."""
    if out is not None:
        out.write_bytes(msgspec.json.format(msgspec.json.encode(limits), indent=1) + b"\n")
    if model is not None:
        with np.load(model) as raw:
            tables = {name: raw[name] for name in raw.files}
        tables["settings"] = np.frombuffer(msgspec.json.encode(limits), np.uint8)
        np.savez_compressed(model, **tables)


if __name__ == "__main__":
    main()
