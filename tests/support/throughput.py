"""Words a second by workers: ``python -m tests.support.throughput ROWS.jsonl FOLDER [WORKERS…]``.

Prints, for each number of workers, the processor seconds and the seconds of the clock of a run, and first those of
the pipeline alone over the same articles; then what it takes to hold the articles against each other, which a run does
when it has read them all and which is no part of the share. On a machine that others use, compare processor seconds.
Shards are made small, so that a short corpus keeps all processes busy.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.support.ledgers import environment

_ALONE = """
import json, sys, time
began = time.process_time()
from hearsay import Pipeline
from hearsay.corpus import How, read_sources, sources
pipeline = Pipeline.load()
loaded = time.process_time()
words = sum(len(pipeline.read(i).document.text.split()) for i in read_sources(sources([sys.argv[1]], How())))
print(json.dumps({"load_cpu": loaded - began, "read_cpu": time.process_time() - loaded, "words": words}))
"""
_RUN = """
import sys
import hearsay.scale.shards as shards
from hearsay.serve.cli.main import run
shards.FEWEST, shards.USUAL, shards.MOST = 2, 4, 4
sys.exit(run(sys.argv[1:]))
"""


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _measured(command: Sequence[str]) -> tuple[dict[str, float], float, float]:
    cpu, clock = _spent(), time.perf_counter()
    env = environment() | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=False)
    return json.loads(done.stdout), _spent() - cpu, time.perf_counter() - clock


def main() -> None:
    """Measure and print."""
    rows, folder = sys.argv[1], Path(sys.argv[2])
    alone, _, clock = _measured([sys.executable, "-c", _ALONE, rows])
    print(f"pipeline alone: {alone['words']} words, {alone['read_cpu']:.1f} s of processor, {clock:.1f} s in all")
    for workers in sys.argv[3:] or ("1", "2"):
        shutil.rmtree(folder, ignore_errors=True)
        command = [sys.executable, "-c", _RUN, "run", rows, "-o", str(folder), "--workers", workers]
        command += ["--no-corroborate", "--json"]
        report, cpu, clock = _measured(command)
        share = alone["read_cpu"] / (cpu - int(workers) * alone["load_cpu"])
        print(
            f"{workers} workers: {cpu:.1f} s of processor, {clock:.1f} s in all, "
            f"{report['words'] / clock:.0f} words/s; "
            f"the pipeline's share of the processor, loading apart: {share:.3f}",
            flush=True,
        )
    _, cpu, clock = _measured([sys.executable, "-m", "hearsay", "corroborate", str(folder), "--json"])
    print(f"held against each other: {cpu:.1f} s of processor, {clock:.1f} s in all")


if __name__ == "__main__":
    main()
