"""How the time of `hearsay corroborate` grows: ``python -m tests.support.corroborate_curve 1000 10000``.

Documents are invented: words drawn as news draws them (the shipped count of how common words are), in stories of five,
one document in twenty an edited copy of another. Prints seconds for each size, and for a hundred documents added last.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from hearsay.corroborate.words import _commonness
from hearsay.model import Entry
from hearsay.scale.corroborate import corroborate
from hearsay.store import Ledger
from tests.support.accounts import account, fill

_STORY, _COPIES, _SHARD, _ADDED = 5, 20, 50, 100


def documents(count: int, seed: int = 1) -> Iterator[Entry]:
    """Invented documents."""
    chance = random.Random(seed)
    _, counts = _commonness()
    words, weights = list(counts), list(counts.values())
    before = ""
    for number in range(count):
        if number % _STORY == 0:
            topic = [f"{chance.choice(words)}{chance.randrange(10**6)}" for _ in range(12)]
        if number % _COPIES == 1:
            text = " ".join(word for word in before.split() if chance.random() > 0.02)
        else:
            text = " ".join(chance.choices(words, weights, k=120) + chance.choices(topic, k=30))
        before = text
        claim = f"{' '.join(chance.sample(topic, 5))} number {number % 3}"
        day = f"2031-{number // 3000 % 12 + 1:02}-{number // 100 % 28 + 1:02}"
        made = account(
            f"{text}. The body said {claim}.", outlet=f"Paper {number % 97}", published=day, name=f"{number}.txt",
            says=("The body", "said", claim), anchor=topic[0] if topic[0] in text else None,
        )  # fmt: skip
        yield msgspec.structs.replace(made)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+")
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            ledger = Ledger.create(Path(folder) / "ledger")
            entries = list(documents(size + _ADDED))
            _write(ledger, entries[:size], 1)
            whole = _timed(ledger)
            _write(ledger, entries[size:], 2)
            each, added = 1000 * whole / size, _timed(ledger)
            print(
                f"{size:>8,} documents: {whole:8.1f} s ({each:.1f} ms each); {_ADDED} more: {added:.1f} s", flush=True
            )


def _write(ledger: Ledger, entries: list[Entry], run: int) -> None:
    shards = {f"run{run}-{start}": entries[start : start + _SHARD] for start in range(0, len(entries), _SHARD)}
    fill(ledger, shards, run)


def _timed(ledger: Ledger) -> float:
    begun = time.perf_counter()
    corroborate(ledger)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
