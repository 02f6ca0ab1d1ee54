"""Each part of the coder can be imported first: packages that need each other must not do so in a circle."""

from __future__ import annotations

import subprocess
import sys

import pytest

PARTS = (
    "hearsay.coding.counted",
    "hearsay.coding.events",
    "hearsay.coding.incidents.features",
    "hearsay.coding.linking",
)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_can_be_imported_first(part: str) -> None:
    done = subprocess.run([sys.executable, "-c", f"import {part}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
