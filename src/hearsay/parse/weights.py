"""The reading model's files: found, checked and loaded."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from hearsay.errors import ModelError

# 2: the graph takes one row at a time.
FORMAT = 2
NEEDED = ("encoder.onnx", "tables.npz", "vocab.txt")
Floats = NDArray[np.float32]


def shipped() -> Path:
    """The folder of the model inside the package."""
    return Path(str(resources.files("hearsay") / "data" / "model"))


@dataclass(frozen=True)
class Manifest:
    """``manifest.json``: what the model is, how its outputs are laid out, and each file's SHA-256."""

    folder: Path
    id: str
    limit: int
    sizes: dict[str, int]
    groups: list[list[tuple[str, int]]]
    labels: dict[str, list[str]]
    sha256: dict[str, str]

    def path(self, name: str) -> Path:
        return self.folder / name


def manifest(folder: Path) -> Manifest:
    """Read a model folder's manifest. Raises :class:`ModelError` where it is missing or not to be understood."""
    path = folder / "manifest.json"
    try:
        raw: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"no reading model here: {error.strerror or error}", where=str(path)) from error
    except ValueError as error:
        raise ModelError(f"the model's manifest is damaged: {error}", where=str(path)) from error
    found = raw.get("format") if isinstance(raw, dict) else None
    if found != FORMAT:
        raise ModelError(f"made for another version: format {found!r}, this version reads {FORMAT}", where=str(path))
    try:
        groups = [[(str(n), int(w)) for n, w in group] for group in raw["groups"]]
        return Manifest(folder, raw["id"], int(raw["limit"]), raw["sizes"], groups, raw["labels"], dict(raw["sha256"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"the model's manifest is damaged: {error!r}", where=str(path)) from error


def check(found: Manifest) -> None:
    """Compare every file with its hash. Raises :class:`ModelError` naming the first that is missing or changed."""
    for name in NEEDED:
        if name not in found.sha256:
            raise ModelError(f"the model's manifest is damaged: no SHA-256 of {name}", where=str(found.path(name)))
    for name, expected in found.sha256.items():
        path = found.path(name)
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(f"a file of the model is missing: {error.strerror or error}", where=str(path)) from error
        if digest != expected:
            raise ModelError(
                f"damaged: its SHA-256 is {digest[:12]}…, the manifest says {expected[:12]}…; install the package anew",
                where=str(path),
            )


def tables(found: Manifest) -> dict[str, Floats]:
    """The small parameters that are used outside the graph. Raises :class:`ModelError` where they cannot be read."""
    path = found.path("tables.npz")
    try:
        with np.load(path) as raw:
            return {name: raw[name] for name in raw.files}
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        raise ModelError(f"the model's tables cannot be read: {error}", where=str(path)) from error
