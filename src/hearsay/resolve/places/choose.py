"""Which of the places that bear a name is meant: a log-linear model over context, weighted by ``weights.toml``.

One sense per discourse (Gale, Church and Yarowsky 1992): the spots of one name are decided together, save that a name
with its state or country behind it ("Paris, Texas") is one by itself, and speaks for the bare ones. What else is near
in the article counts as in toponym resolution's "minimality" (Leidner 2007): places in the same division, the same
country, and a short way off, each weighed by how probable it is itself. So the choice is made in rounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hearsay.resolve.places.gazetteer import (
    ADMIN1,
    ADMIN2,
    ALTERNATE,
    CITY,
    COUNTRY,
    FEATURE,
    NOWHERE,
    STRIPPED,
    Gazetteer,
)
from hearsay.resolve.places.spots import Spot, containers

Vector = NDArray[np.float64]

ROUNDS = 3
MOST = 80  # places considered for one name: the most populous, and all that a container allows
_VOICES = 100  # names whose places are heard as context: those named most often
_LOUDEST = 3  # places of each name that are heard
_BLOCK = 2048  # places looked at in one table
_SCALES = (30.0, 150.0)  # km: a town's surroundings, a region

LOCAL = (
    *("town", "town-people", "admin1", "admin2", "admin2-people", "country", "feature", "most", "alternate"),
    *("stripped", "inside", "outside", "encloses", "county", "no-county", "state", "no-state", "is-town", "no-town"),
    *("country-and-towns", "namesake", "capital", "admin1-people", "seated"),
)
CONTEXT = ("same-division", "same-country", "some-division", "most-division", "close", "region", "same-place")
FEATURES = (*LOCAL, *CONTEXT, *(f"dateline-{name}" for name in ("division", "country", "close")))
"""The columns of a name's features."""


@dataclass(slots=True)
class Sense:
    """The spots of one name that are decided together, the places it may be, and their probabilities.

    ``local`` is (places, ``LOCAL``), ``p`` (places,). ``dateline`` says that it stands in the dateline.
    """

    spots: list[Spot]
    places: NDArray[np.int64]
    matches: NDArray[np.int64]
    local: Vector
    p: Vector
    contained: bool = False
    dateline: bool = False
    weight: float = 1.0
    features: Vector = field(default_factory=lambda: np.zeros((0, 0)))


def senses(spots: Sequence[Spot], gazetteer: Gazetteer, governed: Collection[int] = ()) -> list[Sense]:
    """The names of an article's spots, each with its places and what can be told of them without the others.

    ``governed`` has the countries (numbers) whose government the article speaks of: their capitals are likelier.
    """
    groups: dict[tuple[str, str], list[Spot]] = defaultdict(list)
    for spot in spots:
        if spot.hits:
            groups[spot.key, spot.container.key if spot.container else ""].append(spot)
    by_key: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        by_key[spot.key].append(spot)
    made = []
    for (name, container), own in groups.items():
        sense = _sense(own, own if container else by_key[name], gazetteer)
        if governed and not container:
            seated = _among(sense.places, gazetteer.capitals) & _among(gazetteer.country[sense.places], governed)
            sense.local[:, LOCAL.index("seated")] = seated
        sense.contained = bool(container)
        sense.dateline = any(spot.start < 0 for spot in own)
        made.append(sense)
    return made


def _sense(own: list[Spot], evidence: list[Spot], gazetteer: Gazetteer) -> Sense:
    hits = own[0].hits
    places = np.array([hit.place for hit in hits])
    matches = np.array([hit.match for hit in hits])
    inside = _inside(places, evidence, gazetteer)
    if len(places) > MOST:
        kept = np.argsort(-(gazetteer.population[places] + 1e12 * (inside[0] > 0)), kind="stable")[:MOST]
        places, matches, inside = places[kept], matches[kept], inside[:, kept]
    local = _local(places, matches, inside, evidence, gazetteer)
    sure = max(spot.probability for spot in own)
    return Sense(own, places, matches, local, np.full(len(places), 1 / len(places)), weight=sure)


def _inside(places: NDArray[np.int64], evidence: list[Spot], gazetteer: Gazetteer) -> Vector:
    """Shares of the evidence: spots whose container holds each place, and spots whose container does not."""
    held = np.zeros((2, len(places)))
    for spot in evidence:
        if spot.container is None:
            continue
        divisions, countries = containers(spot.container.hits, gazetteer)
        kinds = gazetteer.kind[places]
        within = _among(gazetteer.admin1[places], divisions) & (kinds != ADMIN1) & (kinds != COUNTRY)
        within |= _among(gazetteer.country[places], countries) & (kinds != COUNTRY)
        held[0] += within
        held[1] += ~within
    contained = sum(spot.container is not None for spot in evidence)
    return held / max(contained, 1)


def _local(
    places: NDArray[np.int64], matches: NDArray[np.int64], inside: Vector, evidence: list[Spot], gazetteer: Gazetteer
) -> Vector:
    kind = gazetteer.kind[places]
    people = np.log10(gazetteer.population[places] + 10.0) / 7
    town = kind == CITY
    most = np.zeros(len(places))
    if town.any():
        most[np.argmax(np.where(town, people, -1))] = 1
    columns: dict[str, NDArray[np.generic]] = {
        "town": town,
        "town-people": people * town,
        "admin1": kind == ADMIN1,
        "admin2": kind == ADMIN2,
        "admin2-people": people * (kind == ADMIN2),
        "country": kind == COUNTRY,
        "feature": kind == FEATURE,
        "most": most,
        "alternate": matches == ALTERNATE,
        "stripped": matches == STRIPPED,
        "inside": inside[0],
        "outside": inside[1],
        # "China" is a country and a few small towns; "Georgia" is a country and a state.
        "country-and-towns": (kind == COUNTRY) & (not (kind == ADMIN1).any()),
        "namesake": _namesake(kind, gazetteer.admin1[places]),
        "capital": town & _among(places, gazetteer.capitals),
        "admin1-people": people * (kind == ADMIN1),
        "encloses": _encloses(places, evidence, gazetteer),
        "seated": np.zeros(len(places)),
    }
    for name, kinds in (("county", (ADMIN2,)), ("state", (ADMIN1, COUNTRY)), ("town", (CITY,))):
        share = sum(spot.kind == name for spot in evidence) / len(evidence)
        fits = _among(kind, kinds)
        columns["is-town" if name == "town" else name] = share * fits
        columns[f"no-{name}"] = share * ~fits
    return np.stack([columns[name].astype(np.float64) for name in LOCAL], axis=1)


def _among(values: NDArray[np.generic], wanted: Collection[int]) -> NDArray[np.bool_]:
    """Which values are wanted: a name has few places, for which ``np.isin`` takes ten times as long."""
    found = frozenset(wanted)
    return np.fromiter((value in found for value in values.tolist()), bool, len(values))


def _namesake(kind: Vector, admin1: Vector) -> NDArray[np.bool_]:
    """Whether a place is a division with a town of its own name in it ("Kharkiv"), which is mostly what is meant."""
    return np.asarray((kind == ADMIN1) & _among(admin1, admin1[kind == CITY].tolist()))


def _encloses(places: NDArray[np.int64], evidence: list[Spot], gazetteer: Gazetteer) -> Vector:
    """Shares of the evidence in which the name stands behind another's comma, and the place could hold that one."""
    total = np.zeros(len(places))
    kind = gazetteer.kind[places]
    for spot in evidence:
        if spot.holds is None:
            continue
        inner = np.array([place for place, _ in spot.holds.hits], dtype=np.int64)
        total += (kind == ADMIN1) & _among(gazetteer.admin1[places], gazetteer.admin1[inner].tolist())
        total += (kind == COUNTRY) & _among(gazetteer.country[places], gazetteer.country[inner].tolist())
    return np.asarray(total / len(evidence))


def decide(made: Sequence[Sense], gazetteer: Gazetteer, weights: Mapping[str, float]) -> None:
    """Set each sense's probabilities, in rounds: first without context, then with the others' latest."""
    vector = np.array([weights.get(name, 0.0) for name in FEATURES])
    for sense in made:
        sense.p = softmax(sense.local @ vector[: len(LOCAL)])
    for _ in range(ROUNDS):
        add_context(made, gazetteer)
        for sense in made:
            sense.p = softmax(sense.features @ vector)


def softmax(scores: Vector) -> Vector:
    """Probabilities out of scores."""
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


@dataclass(frozen=True, slots=True)
class _Voices:
    """The places heard: a row each, with whose they are, how probable, and where."""

    owner: NDArray[np.int64]
    p: Vector
    place: NDArray[np.int64]


def add_context(made: Sequence[Sense], gazetteer: Gazetteer) -> None:
    """Set each sense's features, out of its local ones and the others' present probabilities."""
    voices = _voices(made)
    own = [i for i, sense in enumerate(made) if sense.dateline]
    from_dateline = _heard(made, voices, gazetteer, set(own)) if own else None
    for i, (sense, context) in enumerate(zip(made, _heard(made, voices, gazetteer, None), strict=True)):
        extra = np.zeros((len(sense.places), 3))
        if from_dateline is not None and i not in own:
            extra = from_dateline[i][:, (0, 1, 4)]
        sense.features = np.concatenate([sense.local, context, extra], axis=1)


def _voices(made: Sequence[Sense]) -> _Voices:
    order = sorted(range(len(made)), key=lambda i: -len(made[i].spots) * made[i].weight)[:_VOICES]
    owner, p, place = [], [], []
    for i in sorted(order):
        sense = made[i]
        for at in np.argsort(-sense.p, kind="stable")[:_LOUDEST]:
            owner.append(i)
            p.append(sense.p[at] * sense.weight)
            place.append(sense.places[at])
    return _Voices(np.array(owner, np.int64), np.array(p), np.array(place, np.int64))


def _heard(made: Sequence[Sense], voices: _Voices, gazetteer: Gazetteer, only: set[int] | None) -> list[Vector]:
    """For each sense (places, ``CONTEXT``): what the voices of the others, or of ``only`` those, say of its places."""
    keys = _same_name(made)
    allowed = voices.p * (np.ones(len(voices.owner), bool) if only is None else np.isin(voices.owner, [*only]))
    found: list[Vector] = []
    for block in _blocks(made):
        sizes = [len(made[i].places) for i in block]
        places = np.concatenate([made[i].places for i in block])
        others = np.repeat(keys[block], sizes)[:, None] != keys[voices.owner]
        context = _context(places, allowed * others, voices, gazetteer)
        most = np.concatenate([_is_most(part) for part in np.split(context[:, 2], np.cumsum(sizes)[:-1])])
        context[:, 3] = most
        found += np.split(context, np.cumsum(sizes)[:-1])
    return found


def _blocks(made: Sequence[Sense]) -> list[list[int]]:
    """The senses' numbers in blocks of so few places that the tables stay small."""
    blocks: list[list[int]] = [[]]
    size = 0
    for i, sense in enumerate(made):
        if blocks[-1] and size + len(sense.places) > _BLOCK:
            blocks.append([])
            size = 0
        blocks[-1].append(i)
        size += len(sense.places)
    return [block for block in blocks if block]


def _context(places: NDArray[np.int64], p: Vector, voices: _Voices, gazetteer: Gazetteer) -> Vector:
    """``CONTEXT`` for each of ``places``; ``p`` (places, voices) is how loud each voice is to each."""
    admin1, country = gazetteer.admin1[voices.place], gazetteer.country[voices.place]
    same = (gazetteer.admin1[places][:, None] == admin1) & (admin1 != NOWHERE)
    nation = (gazetteer.country[places][:, None] == country) & (country != NOWHERE)
    total = np.maximum(p.sum(axis=1), 1e-9)
    division = (same * p).sum(axis=1)
    km = _kilometres(places, voices.place, gazetteer)
    columns = [division / total, (nation * p).sum(axis=1) / total, np.log1p(division), np.zeros(len(places))]
    columns += [np.log1p((np.exp(-km / scale) * p).sum(axis=1)) for scale in _SCALES]
    # Another name for the same place: "Chinese" speaks for China, the country.
    columns.append(np.minimum(((places[:, None] == voices.place) * p).sum(axis=1), 1.0))
    return np.stack(columns, axis=1)


def _is_most(logs: Vector) -> NDArray[np.bool_]:
    """Which of a name's places lie in the division heard of most, if it is heard of at all."""
    return np.asarray((logs > np.log1p(0.5)) & (logs == logs.max()))


def _same_name(made: Sequence[Sense]) -> NDArray[np.int64]:
    """A number for each sense's name: a name is no context for itself."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(sense.spots[0].key, len(numbers)) for sense in made], np.int64)


def _unit(gazetteer: Gazetteer, places: NDArray[np.int64]) -> Vector:
    """Points on the unit sphere, so that neither the poles nor the antimeridian are a special case."""
    lat, lon = np.radians(gazetteer.lat[places].astype(float)), np.radians(gazetteer.lon[places].astype(float))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _kilometres(places: NDArray[np.int64], others: NDArray[np.int64], gazetteer: Gazetteer) -> Vector:
    """Distances (places, others) between towns and counties; without end for what is no point."""
    chord = np.sqrt(np.maximum(0, 2 - 2 * _unit(gazetteer, places) @ _unit(gazetteer, others).T))
    km = 2 * 6371.0 * np.arcsin(np.minimum(1, chord / 2))
    points = [(kind == CITY) | (kind == ADMIN2) for kind in (gazetteer.kind[places], gazetteer.kind[others])]
    return np.asarray(np.where(points[0][:, None] & points[1], km, np.inf))


__all__ = ["CONTEXT", "FEATURES", "LOCAL", "Sense", "add_context", "decide", "senses", "softmax"]
