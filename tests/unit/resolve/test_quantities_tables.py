"""The data file: complete, and its intervals the survey's."""

from __future__ import annotations

import csv
import math
import os
from pathlib import Path

import numpy as np
import pytest

from hearsay.resolve.quantities.tables import tables

SURVEY = {
    "A couple": ("a", "couple"), "A few ": ("a", "few"), "Dozens": ("dozens",), "Several": ("several",),
    "Scores of": ("scores",), "Hundreds of": ("hundreds",),
}  # fmt: skip


def test_intervals_are_in_order_and_meanings_are_at_least_two() -> None:
    for entries in tables().vague.values():
        for entry in entries:
            assert entry.low >= 2
            assert entry.high is None or entry.high > entry.low
            assert entry.follow in ("any", "of", "scale")


def test_no_phrase_has_two_comparators() -> None:
    found: dict[tuple[str, ...], str] = {}
    for pairs in [*tables().before.values(), tables().after]:
        for phrase, comparator in pairs:
            assert found.setdefault(phrase, comparator) == comparator


@pytest.mark.parametrize("column", SURVEY)
def test_an_interval_is_the_surveys(column: str) -> None:
    data = Path(os.environ.get("HEARSAY_DATA") or Path(__file__).parents[4] / "shared" / "data")
    path = data / "estimative-words" / "numberly.csv"
    if not path.is_file():
        pytest.skip("the survey is not here: name the data folder in HEARSAY_DATA")
    with path.open(encoding="utf-8", newline="") as file:
        answers = [float(row[column]) for row in csv.DictReader(file) if row[column].strip()]
    low, high = np.percentile(answers, [10, 90])
    phrase = SURVEY[column]
    entry = next(v for v in tables().vague[phrase[0]] if v.words == phrase)
    assert (entry.low, entry.high) == (math.floor(low), math.ceil(high))
