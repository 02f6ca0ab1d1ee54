"""Whether a spot is a place here: a logistic model over what is round it, weighted by ``weights.toml``."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from hearsay.parsed import Parsed
from hearsay.resolve.places.gazetteer import (
    ABBREVIATION,
    ADMIN1,
    ADMIN2,
    CITY,
    COUNTRY,
    DEMONYM,
    FEATURE,
    NAME,
    Gazetteer,
)
from hearsay.resolve.places.lists import words
from hearsay.resolve.places.spots import Spot

_SURROUNDINGS = (
    ("next", 1, ("street", "body", "water", "media", "county", "state", "town")),
    ("before", -1, ("at", "toward", "title", "water", "part")),
)


def describe(parsed: Parsed, spots: Sequence[Spot], gazetteer: Gazetteer) -> None:
    """Fill in each spot's features."""
    agreement = _agreement(parsed, spots)
    loc, surnames = _typed_words(parsed)
    initial = {first for first, _ in parsed.sentences}
    plain = {word for word in parsed.words if word.islower()}
    for spot in spots:
        features = {"bias": 1.0}
        features.update(_by_model(spot))
        features.update(_by_gazetteer(spot, gazetteer))
        features.update(_by_neighbours(parsed, spot, spot.start in initial))
        features["loc-elsewhere"] = agreement[spot.key]
        last = parsed.words[spot.end - 1]
        features["surname"] = float(last in surnames and last not in loc)
        features["plain-elsewhere"] = float(spot.key in plain)
        spot.features = {name: value for name, value in features.items() if value}


def probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability that a spot with these features is a place's name."""
    z = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def _agreement(parsed: Parsed, spots: Sequence[Spot]) -> dict[str, float]:
    """For each key, the share of its spots that the model calls a place and nothing more."""
    exact: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for spot in spots:
        total[spot.key] += 1
        exact[spot.key] += spot.name is not None and spot.name.type == "LOC" and _is_whole(spot)
    return defaultdict(float, {name: exact[name] / total[name] for name in total})


def _typed_words(parsed: Parsed) -> tuple[set[str], set[str]]:
    """The words of the model's places, and those that end its persons' names of two words or more."""
    places = {parsed.words[i] for name in parsed.names if name.type == "LOC" for i in range(name.start, name.end)}
    ends = {parsed.words[name.end - 1] for name in parsed.names if name.type == "PER" and name.end - name.start > 1}
    return places, ends


def _is_whole(spot: Spot) -> bool:
    return spot.name is not None and (spot.name.start, spot.name.end) == (spot.start, spot.end)


def _by_model(spot: Spot) -> dict[str, float]:
    name = spot.name
    if name is None:
        return {"untyped": 1.0}
    kind = name.type.lower()
    if spot.start <= name.start and spot.end >= name.end:
        where = "whole"
    elif spot.start == name.start:
        where = "first"
    else:
        where = "last" if spot.end == name.end else "inside"
    return {f"{kind}-{where}": 1.0, f"{kind}-sure": name.probability}


def _by_gazetteer(spot: Spot, gazetteer: Gazetteer) -> dict[str, float]:
    if not spot.hits:
        return {"unknown": 1.0}
    best = max(spot.hits, key=lambda hit: (hit.match == NAME, gazetteer.population[hit.place]))
    found = {"alternate-only": float(best.match not in (NAME, ABBREVIATION, DEMONYM))}
    for label, kind in (("country", COUNTRY), ("admin1", ADMIN1), ("admin2", ADMIN2), ("feature", FEATURE)):
        found[label] = float(any(gazetteer.kind[p] == kind and m == NAME for p, m in spot.hits))
    towns = [int(gazetteer.population[p]) for p, m in spot.hits if gazetteer.kind[p] == CITY and m == NAME]
    found["town"] = math.log10(max(towns) + 10) / 7 if towns else 0.0
    found["demonym"] = float(all(m == DEMONYM for _, m in spot.hits))
    found["abbreviation"] = float(any(m == ABBREVIATION for _, m in spot.hits))
    found["long"] = float(spot.end - spot.start > 1)
    return found


def _by_neighbours(parsed: Parsed, spot: Spot, initial: bool) -> dict[str, float]:
    found: dict[str, float] = {
        "contained": float(spot.container is not None),
        "holds": float(spot.holds is not None),
        f"kind-{spot.kind}": float(spot.kind is not None),
        "near": float(spot.near),
        "proper": float(any(parsed.upos[i] == "PROPN" for i in range(spot.start, spot.end))),
        "capitals": float(parsed.words[spot.start].isupper() and len(parsed.words[spot.start]) > 3),
        "initial": float(initial),
        "compound": float(parsed.relation[spot.end - 1] in ("compound", "amod")),
        "flat": float(parsed.relation[spot.end - 1].startswith("flat")),
        "subject": float(parsed.relation[spot.end - 1].startswith("nsubj")),
    }
    after, before = _at(parsed, spot.end), _at(parsed, spot.start - 1)
    found["next-capital"] = float(after[:1].isupper())
    found["before-capital"] = float(before[:1].isupper() and not initial)
    found["next-possessive"] = float(after in ("'s", "’s", "'", "’"))
    found["before-number"] = float(before[:1].isdigit())
    found["next-number"] = float(after[:1].isdigit())
    found["before-comma"] = float(before == ",")
    found["next-comma"] = float(after == ",")
    found["hyphen"] = float("-" in (before, after) or "–" in (before, after))
    found["speaks"] = float(spot.end < len(parsed) and parsed.lemma[spot.end] in words()["speech"])
    for label, step, names in _SURROUNDINGS:
        word = (after if step > 0 else before).lower().rstrip(".")
        for name in names:
            found[f"{label}-{name}"] = float(word in words()[name])
    return found


def _at(parsed: Parsed, at: int) -> str:
    return parsed.words[at] if 0 <= at < len(parsed) else ""
