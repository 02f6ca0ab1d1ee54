"""A model folder's manifest, kept true when a file of the folder is written anew."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def record(folder: Path, name: str) -> None:
    """Write the SHA-256 of the folder's file ``name`` into its ``manifest.json``."""
    path = folder / "manifest.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["sha256"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    path.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
