"""Does memory stay flat? ``python -m tests.support.flat_memory FOLDER [COUNT] [real] [alone]`` runs over short articles.

The reader is the fake one, unless ``real`` is given: what is measured is the reading of sources, the supervision and
the store, with ``alone`` without what comes after (`hearsay corroborate`). Prints the memory in use (MB) of the supervisor and of the largest process that reads, as the run goes on.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.support.corpora import report
from tests.support.ledgers import PROGRAM, environment

_PAGE = os.sysconf("SC_PAGE_SIZE")


def _memory(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE / 1e6
    except (OSError, IndexError):
        return 0.0


def _children(process: int) -> list[int]:
    try:
        return [int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def write(path: Path, count: int) -> None:
    """So many short articles, each different."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps({"id": number, "text": report(number), "outlet": f"Outlet {number % 40}"}) + "\n")


def main() -> None:
    """Run and print."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    program = [sys.executable, "-m", "hearsay"] if "real" in sys.argv else PROGRAM
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "many.jsonl", count)
    command = [*program, "run", str(folder / "many.jsonl"), "-o", str(folder / "ledger"), "--workers", "2"]
    command += ["--no-corroborate"] if "alone" in sys.argv else []
    told: list[tuple[int, float, float]] = []
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE) as run:
        while run.poll() is None:
            shards = len(os.listdir(folder / "ledger" / "shards")) if (folder / "ledger" / "shards").exists() else 0
            workers = max(map(_memory, _children(run.pid)), default=0.0)
            told.append((shards, _memory(run.pid), workers))
            time.sleep(0.5)
        assert run.stdout is not None
        print(run.stdout.read().decode())
    last = max(shards for shards, _, _ in told)
    for tenth in range(11):
        shards, supervisor, worker = min(told, key=lambda one: abs(one[0] - last * tenth / 10))
        print(f"{shards / last:5.0%} of the shards: supervisor {supervisor:6.1f} MB, largest reader {worker:6.1f} MB")
    after = [one for one in told if one[0] >= last / 10]
    for place, what in ((1, "supervisor"), (2, "largest reader")):
        values = [one[place] for one in after if one[place]]
        print(f"{what}: {min(values):.1f} to {max(values):.1f} MB after the first tenth")
    print(re.sub(r"\s+", " ", Path("/proc/loadavg").read_text()))


if __name__ == "__main__":
    main()
