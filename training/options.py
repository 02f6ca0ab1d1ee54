"""Options that several programs of the recipe have."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_data(parser: argparse.ArgumentParser) -> None:
    """``--data``, the folder of benchmark data; ``HEARSAY_DATA`` where it is not given."""
    folder = os.environ.get("HEARSAY_DATA")
    parser.add_argument("--data", type=Path, default=folder, required=folder is None)
