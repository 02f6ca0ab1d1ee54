"""The five-role projection of MUC-4 that the later literature scores.

A template is a type and, for each of five roles, entities; an entity is the mentions any of which may stand for it. Two
measures over a document's templates:

* **entity micro-F1 by exact match**, the scorer of GTT (Du, Rush and Cardie, NAACL 2021): each predicted template is
  mapped to at most one gold template whose type contains its own, so that the document's F1 is greatest; a predicted
  entity is right where all its mentions are mentions of one gold entity, and the type counts as a sixth role.
* **CEAF-RME** (Chen, Gantt, White et al., "Iterative Document-level Information Extraction via Imitation Learning",
  EACL 2023): templates are aligned to maximise a similarity of their entities, of which those of other types and roles
  have nothing in common. With **phi-3** entities are aligned in turn and shared mentions are counted, against all
  mentions of both sides; it is what IterX's released scorer computes where nothing else is asked for, and so what the
  literature's CEAF-RME (GTT 32.3, IterX 35.2) is taken to be. With **phi-subset** an entity of either side counts where
  it shares a mention with one of the other's, as in CEAF-REE (Du, Rush and Cardie, EACL 2021); it runs some points
  higher. IterX's training configuration leaves articles without gold templates out of the score, its scorer does not
  unless told to: ``ceaf-rme phi-3 told`` is phi-3 over articles with gold templates alone.

Mentions are compared without case, punctuation and articles, as both do.
"""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from hearsay.evaluate.files import read_jsonl
from hearsay.evaluate.matching import assign
from hearsay.evaluate.scores import PRF, Table
from hearsay.export.muc4 import is_held
from hearsay.model import Reading, Span

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPE = "incident_type"
PHI3 = "ceaf-rme phi-3"
# Above this many mappings of one document the best sum of matches is taken instead of the best F1.
_MOST = 20_000
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)

Entity = tuple[str, ...]


class Template(msgspec.Struct, frozen=True):
    """``type`` may hold several, parted by ``/``; ``roles`` maps each role to its entities."""

    type: str
    roles: dict[str, tuple[Entity, ...]]


class Article(msgspec.Struct, frozen=True):
    """A document of the set: its id, its text in lower case and its templates."""

    id: str
    text: str
    templates: tuple[Template, ...]


def load(path: Path) -> list[Article]:
    """The articles of ``roles-*.json``, one a line. Raises DataError."""
    return [_article(record) for record in read_jsonl(path, dict)]


def _article(record: Mapping[str, Any]) -> Article:
    templates: list[Template] = []
    for raw in record["templates"]:
        roles = {r: tuple(tuple(m[0] for m in entity) for entity in raw.get(r, ()) if entity) for r in ROLES}
        template = Template(raw[TYPE], roles)
        # As GTT's scorer does: two templates that say the same are one.
        if template not in templates:
            templates.append(template)
    return Article(record["docid"], record["doctext"], tuple(templates))


def normalised(text: str) -> str:
    """Without case, punctuation, articles and doubled spaces."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def _plain(templates: Sequence[Template]) -> list[Template]:
    return [
        Template(t.type, {r: tuple(tuple(map(normalised, e)) for e in t.roles.get(r, ())) for r in ROLES})
        for t in templates
    ]


def score(gold: Sequence[Template], predicted: Sequence[Template]) -> Table:
    """Entity micro-F1 of one document: ``micro``, each role, and the type."""
    golds, guesses = _plain(gold), _plain(predicted)
    hits = {(p, g): _hits(golds[g], guesses[p]) for p in range(len(guesses)) for g in range(len(golds))}
    hits = {pair: table for pair, table in hits.items() if guesses[pair[0]].type in golds[pair[1]].type}
    best = _best(hits, golds, guesses)
    table = {}
    for role in (TYPE, *ROLES):
        right = sum(hits[pair][role][0] for pair in best)
        found = sum(hits[pair][role][1] for pair in best)
        table[role] = PRF(right, _size(guesses, role), found, _size(golds, role))
    return {"micro": sum(table.values(), PRF())} | table


def _size(templates: Sequence[Template], role: str) -> int:
    return len(templates) if role == TYPE else sum(len(t.roles[role]) for t in templates)


def _hits(gold: Template, guess: Template) -> dict[str, tuple[int, int]]:
    """By role, predicted entities that are right and gold entities that are found."""
    out = {TYPE: (1, 1)}
    for role in ROLES:
        golds, guesses = gold.roles[role], guess.roles[role]
        right = sum(any(set(p) <= set(g) for g in golds) for p in guesses)
        out[role] = right, sum(any(set(p) <= set(g) for p in guesses) for g in golds)
    return out


Pair = tuple[int, int]


def _best(
    hits: Mapping[Pair, Mapping[str, tuple[int, int]]], gold: Sequence[Template], guess: Sequence[Template]
) -> list[Pair]:
    weights = {pair: (sum(h[0] for h in t.values()), sum(h[1] for h in t.values())) for pair, t in hits.items()}
    if (len(gold) + 1) ** len(guess) > _MOST:
        table = np.zeros((len(guess), len(gold)))
        for (p, g), both in weights.items():
            table[p, g] = sum(both)
        return assign(table)
    sizes = sum(_size(guess, r) for r in (TYPE, *ROLES)), sum(_size(gold, r) for r in (TYPE, *ROLES))

    def f1(pairs: Sequence[Pair]) -> float:
        return PRF(sum(weights[p][0] for p in pairs), sizes[0], sum(weights[p][1] for p in pairs), sizes[1]).f1

    return max(_mappings(weights, len(guess)), key=f1, default=[])


def _mappings(weights: Mapping[Pair, object], count: int) -> Iterator[list[Pair]]:
    choices = [[None, *(g for p, g in weights if p == i)] for i in range(count)]
    for chosen in itertools.product(*choices):
        used = [g for g in chosen if g is not None]
        if len(set(used)) == len(used):
            yield [(p, g) for p, g in enumerate(chosen) if g is not None]


def ceaf(gold: Sequence[Template], predicted: Sequence[Template]) -> Table:
    """CEAF-RME of one document: ``phi-3``, the same for documents with gold templates alone, and ``phi-subset``."""
    guesses = [_entities(t, t.type) for t in _plain(predicted)]
    phi3 = _phi3(_split(_plain(gold), guesses, _common), guesses)
    subset = _subset(_split(_plain(gold), guesses, _shared), guesses)
    return {PHI3: phi3, f"{PHI3} told": phi3 if gold else PRF(), "ceaf-rme phi-subset": subset}


Tagged = list[list[tuple[str, str, str]]]


def _entities(template: Template, kind: str) -> Tagged:
    return [[(kind, role, m) for m in e] for role in ROLES for e in template.roles[role]]


def _split(
    gold: Sequence[Template], guesses: Sequence[Tagged], similarity: Callable[[Tagged, Tagged], float]
) -> list[Tagged]:
    """Gold templates; of one with two types, the reading that the predictions match best."""
    out = []
    for template in gold:
        readings = [_entities(template, kind.strip()) for kind in template.type.split("/")]
        out.append(max(readings, key=lambda r: sum(similarity(r, g) for g in guesses)))
    return out


def _shared(gold: Tagged, guess: Tagged) -> int:
    """Predicted entities that share a mention with one of the gold."""
    return sum(_first(gold, e) is not None for e in guess)


def _met(gold: Tagged, guess: Tagged) -> int:
    """Gold entities that a predicted one shares a mention with, each predicted one meeting the first alone."""
    return len({_first(gold, e) for e in guess} - {None})


def _first(gold: Tagged, entity: Sequence[tuple[str, str, str]]) -> int | None:
    """The number of the gold entity that the earliest of a predicted entity's mentions belongs to."""
    return next((n for m in entity for n, e in enumerate(gold) if m in e), None)


def _subset(golds: Sequence[Tagged], guesses: Sequence[Tagged]) -> PRF:
    table = np.array([[_shared(g, p) for p in guesses] for g in golds], float).reshape(len(golds), len(guesses))
    pairs = assign(table)
    right, found = sum(table[i, j] for i, j in pairs), sum(_met(golds[i], guesses[j]) for i, j in pairs)
    return PRF(float(right), sum(map(len, guesses)), found, sum(map(len, golds)))


def _phi3(golds: Sequence[Tagged], guesses: Sequence[Tagged]) -> PRF:
    table = np.array([[_common(g, p) for p in guesses] for g in golds], float).reshape(len(golds), len(guesses))
    right = float(sum(table[i, j] for i, j in assign(table)))
    return PRF.of(right, sum(len(e) for t in guesses for e in t), sum(len(e) for t in golds for e in t))


def _common(gold: Tagged, guess: Tagged) -> float:
    table = np.array([[sum(m in g for m in p) for p in guess] for g in gold], float).reshape(len(gold), len(guess))
    return float(sum(table[i, j] for i, j in assign(table)))


def project(reading: Reading) -> list[Template]:
    """A reading's incidents in the five roles, an entity's mention being what the incident quotes."""
    out = []
    for incident in reading.incidents:
        if is_held(incident):
            roles: dict[str, list[Entity]] = {role: [] for role in ROLES}
            for one in incident.perpetrators:
                roles["PerpOrg" if one.kind == "organization" else "PerpInd"].append((_quoted(reading, one.span),))
            for target in incident.targets:
                # The projection takes its victims from the slot of names alone.
                if target.kind == "physical" or target.named:
                    roles["Target" if target.kind == "physical" else "Victim"].append((_quoted(reading, target.span),))
            roles["Weapon"] = [(_quoted(reading, one.span),) for one in incident.instruments if one.named]
            kind = incident.type.replace("-", " ")
            out.append(Template(kind, {role: tuple(dict.fromkeys(found)) for role, found in roles.items()}))
    return out


def _quoted(reading: Reading, span: Span) -> str:
    return " ".join(reading.document.text[span[0] : span[1]].split())
