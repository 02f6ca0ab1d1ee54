"""Tolls: timelines of figures, and whether the current range and state are those a careful reader would give."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import msgspec

from hearsay.corroborate.tolls import Given, series
from hearsay.corroborated import SeriesState
from hearsay.errors import DataError
from hearsay.evaluate.scores import percent


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of a timeline."""

    measure: str
    low: float | None
    high: float | None
    text: str
    source: str
    date: str | None = None


class Expected(msgspec.Struct, frozen=True):
    """What stands after the last figure."""

    state: SeriesState
    low: float | None
    high: float | None


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one event, in the order they were given, and what is expected of each measure.

    ``second`` is what a second reader expected who saw the figures alone.
    """

    name: str
    given: tuple[Said, ...]
    expected: dict[str, Expected]
    second: dict[str, Expected] = {}


def load(path: Path) -> list[Timeline]:
    """The timelines. Raises DataError, naming the line, where the file is malformed."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(msgspec.convert(json.loads(line), Timeline))
        except (ValueError, msgspec.ValidationError) as error:
            raise DataError(f"line {number}: {error}", where=str(path)) from error
    return found


def measure(timelines: Sequence[Timeline]) -> tuple[dict[str, object], list[str]]:
    """Shares of series with the right range and state, of calm ones said to be in dispute, and what is wrong."""
    ranges = states = false = calm = total = 0
    wrong = []
    for timeline in timelines:
        found = {one.measure: one for one in series(_given(timeline))}
        for name, expected in timeline.expected.items():
            one = found[name]
            total += 1
            right = (one.low, one.high) == (expected.low, expected.high)
            ranges += right
            states += one.state == expected.state
            calm += expected.state != "disputed"
            false += expected.state != "disputed" and one.state == "disputed"
            if not right or one.state != expected.state:
                wrong.append(f"{timeline.name}, {name}: {one.state} {one.low}-{one.high}")
    return {
        "series": total,
        "current figure right": percent(ranges / total) if total else 0.0,
        "state right": percent(states / total) if total else 0.0,
        "false conflicts": percent(false / calm) if calm else 0.0,
        "wrong": wrong,
    }, wrong


def _given(timeline: Timeline) -> list[Given]:
    return [
        Given(
            measure=one.measure, low=one.low, high=one.high, text=one.text, source=one.source.casefold(),
            name=one.source, document=f"d{number:03}", quantity=f"n{number:03}", origin=one.source, date=one.date,
        )
        for number, one in enumerate(timeline.given)
    ]  # fmt: skip
