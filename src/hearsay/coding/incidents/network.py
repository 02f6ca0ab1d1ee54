"""The trained model: one hidden layer over summed embeddings of a phrase's features, its sentences and its document.

The hidden values are the sum of the embeddings of the phrase's own features, of its sentence's and the two neighbouring
sentences' words, of the document's words, and of a projection of the reading model's vectors; a second layer is laid on
top, and both are read by the outputs. ``training/incidents.py`` trains it and writes ``data/incidents/model.npz``:
tables are eight-bit numbers with a scale a row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hearsay.coding.incidents.features import Describer, vectors
from hearsay.coding.incidents.scores import ROLES, SETS, TYPES, Scores
from hearsay.coding.incidents.sets import BY_FILLER, Linear, phrase_features
from hearsay.errors import ModelError
from hearsay.parsed import Parsed

Floats = NDArray[np.float32]

MODEL = Path(__file__).resolve().parents[2] / "data" / "incidents" / "model.npz"
# Phrases below this chance in every role are given no set fills.
_WORTH = 0.03


@dataclass(frozen=True)
class Network:
    """The tables and layers."""

    own: dict[str, int]
    bag: dict[str, int]
    tables: dict[str, Floats]
    sets: dict[str, Linear]
    settings: dict[str, Any]

    @classmethod
    def load(cls, path: Path = MODEL) -> Network:
        """Raises :class:`hearsay.errors.ModelError` where the file is missing or damaged."""
        try:
            with np.load(path) as raw:
                return cls._of({name: raw[name] for name in raw.files})
        except (OSError, KeyError, ValueError, EOFError) as error:
            raise ModelError(f"the incident model cannot be used: {error}", where=str(path)) from error

    @classmethod
    def _of(cls, raw: dict[str, NDArray[Any]]) -> Network:
        tables = {
            name: _real(raw, name) for name in raw if not name.endswith((" scale", " words")) and name != "settings"
        }
        sets = {k: Linear(_words(raw, k), tables[f"{k} weight"], tables[f"{k} bias"]) for k in SETS}
        settings = json.loads(raw["settings"].tobytes().decode())
        return cls(_words(raw, "own"), _words(raw, "bag"), tables, sets, settings)

    @property
    def width(self) -> int:
        """How many values of the reading model a phrase is told by."""
        return int(self.tables["dense weight"].shape[1])

    def score(self, parsed: Parsed, describer: Describer) -> Scores:
        """What the model says of each phrase of a document."""
        count = len(describer.phrases)
        features = [describer.features(n) for n in range(count)]
        hidden = self._hidden(parsed, describer, features)
        roles, types = self._out("role", hidden), self._out("type", hidden)
        document = self.document(describer)
        sets = {k: np.zeros((count, len(values)), np.float32) for k, values in SETS.items()}
        scores = Scores(roles, types, sets, document)
        return self.with_sets(scores, describer, np.flatnonzero(roles.max(1) >= _WORTH).tolist() if count else ())

    def with_sets(self, scores: Scores, describer: Describer, numbers: Iterable[int]) -> Scores:
        """The scores with the set fills of the phrases numbered, worked out whatever their roles."""
        sets = {key: values.copy() for key, values in scores.sets.items()}
        for number in numbers:
            features = describer.features(number)
            for key in SETS.keys() - BY_FILLER:
                sets[key][number] = self.sets[key].chances(phrase_features(describer, number, key, features))
        return replace(scores, sets=sets)

    def _out(self, name: str, hidden: Floats) -> Floats:
        return _sigmoid(hidden @ self.tables[f"{name} weight"].T + self.tables[f"{name} bias"])

    def _hidden(self, parsed: Parsed, describer: Describer, features: list[list[str]]) -> Floats:
        t = self.tables
        width = t["bias"].shape[0]
        if not features:
            return np.zeros((0, 2 * width), np.float32)
        own = np.stack([_sum(t["own"], self.own, f) for f in features])
        sentences = self._sentences(describer)
        at = [describer.tree.sentence_of[p.head] for p in describer.phrases]
        values = vectors(parsed.signals, describer.tree, describer.phrases)
        first = own + sentences[at] + _sum(t["doc"], self.bag, describer.whole) + t["bias"]
        first = np.maximum(first + _normalised(values) @ t["dense weight"].T + t["dense bias"], 0)
        second = np.maximum(first @ t["second weight"].T + t["second bias"], 0)
        return np.concatenate([first, second], 1)

    def _sentences(self, describer: Describer) -> Floats:
        """Each sentence's part: its own words and its neighbours'."""
        here = np.stack([_sum(self.tables["sentence"], self.bag, bag) for bag in describer.bags])
        beside = np.stack([_sum(self.tables["near"], self.bag, bag) for bag in describer.bags])
        here[1:] += beside[:-1]
        here[:-1] += beside[1:]
        return here

    def document(self, describer: Describer) -> Floats:
        """``(6,)``: the chance that the document tells of an incident of each type, by its words alone."""
        whole = _sum(self.tables["doc"], self.bag, describer.whole) + self.tables["doc hidden"]
        return _sigmoid(np.maximum(whole, 0) @ self.tables["doc weight"].T + self.tables["doc bias"])


def _sum(table: Floats, numbers: dict[str, int], words: list[str]) -> Floats:
    total: Floats = table[[numbers[w] for w in words if w in numbers]].sum(0)
    return total


def _normalised(values: Floats) -> Floats:
    centred = values - values.mean(1, keepdims=True)
    out: Floats = centred / np.sqrt(values.var(1, keepdims=True) + 1e-5)
    return out


def _sigmoid(values: Floats) -> Floats:
    out: Floats = (1 / (1 + np.exp(-values))).astype(np.float32)
    return out


def _real(raw: dict[str, NDArray[Any]], name: str) -> Floats:
    """A table as real numbers: rows times their scales."""
    table = raw[name].astype(np.float32)
    scale = raw.get(f"{name} scale")
    return table if scale is None else table * scale.astype(np.float32)[:, None]


def _words(raw: dict[str, NDArray[Any]], name: str) -> dict[str, int]:
    listed = raw[f"{name} words"].tobytes().decode()
    return {word: number for number, word in enumerate(listed.split("\n"))} if listed else {}


def packed(tables: dict[str, Floats], words: dict[str, list[str]], settings: dict[str, Any]) -> dict[str, NDArray[Any]]:
    """What :meth:`Network.load` reads: tables of two dimensions in eight bits, word lists as text."""
    out: dict[str, NDArray[Any]] = {"settings": np.frombuffer(json.dumps(settings).encode(), np.uint8)}
    for name, table in tables.items():
        if table.ndim == 1:
            out[name] = table.astype(np.float32)
            continue
        scale = np.abs(table).max(1) / 127 + 1e-12
        out[name] = np.round(table / scale[:, None]).astype(np.int8)
        out[f"{name} scale"] = scale.astype(np.float32)
    for name, listed in words.items():
        out[f"{name} words"] = np.frombuffer("\n".join(listed).encode(), np.uint8)
    return out


@lru_cache(maxsize=1)
def shipped() -> Network:
    """The model in the package."""
    return Network.load()


__all__ = ["MODEL", "ROLES", "TYPES", "Network", "packed", "shipped"]
