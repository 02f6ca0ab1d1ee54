"""Accuracy floors: run the benchmark suites and fail where a figure has fallen below ``floors.toml``.

A floor is raised when a better model lands. One is lowered only for a model that is better on the whole, and then
``docs/quality.md`` says what was lost.
"""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from hearsay import Pipeline
from hearsay.evaluate import bench
from hearsay.evaluate.reader import PipelineReader


def figure(figures: dict[str, Any], path: list[str]) -> float:
    """The number at a path of keys."""
    value: Any = figures
    for key in path:
        value = value[key]
    return float(value)


def holds(value: float, floor: dict[str, Any]) -> bool:
    """Whether a figure is within its bounds, ``at_least`` and ``at_most``, either of which may be left out."""
    return bool(floor.get("at_least", value) <= value <= floor.get("at_most", value))


def line(kept: bool, suite: str, value: float, floor: dict[str, Any]) -> str:
    """What is said of one figure."""
    bounds = [f"{name.replace('_', ' ')} {floor[name]}" for name in ("at_least", "at_most") if name in floor]
    where = " / ".join(floor["path"])
    return f"{'ok    ' if kept else 'FALLEN'} {suite}: {where} = {value:.2f} ({', '.join(bounds)})"


@cache
def _reader() -> PipelineReader:
    return PipelineReader(Pipeline.load(threads=1))


def run(suite: str, data: Path) -> tuple[str, dict[str, Any]]:
    """A suite's name and its figures on the dev part."""
    return suite, bench.run(suite, data, "dev", _reader())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--floors", type=Path, default=Path(__file__).parent / "floors.toml")
    args = parser.parse_args()
    asked = tomllib.loads(args.floors.read_text(encoding="utf-8"))
    fallen = 0
    # A process reads on one core; the suites that take longest stand first in the file.
    with ProcessPoolExecutor(max_workers=os.cpu_count() or 1, mp_context=get_context("spawn")) as processes:
        for suite, figures in processes.map(run, asked, repeat(args.data)):
            for floor in asked[suite]:
                value = figure(figures, floor["path"])
                kept = holds(value, floor)
                fallen += not kept
                print(line(kept, suite, value, floor), flush=True)
    print(f"{fallen} figures have fallen" if fallen else "every figure holds")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
