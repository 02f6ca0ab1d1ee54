"""How fast an index answers: ``python -m tests.support.search_bench FOLDER [STATEMENTS]`` makes one and asks it.

Statements are of invented words whose frequencies fall as those of a language do (Zipf), from 400 outlets over three
years. A query is one to three words, drawn as a reader would (from a statement), with three facets or with none.
"""

from __future__ import annotations

import contextlib
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from hearsay.model import Attribution, Document, Entry, Reading, Record, Span
from hearsay.store.sqlite import SqliteIndex

EACH, WORDS, OUTLETS = 30, 60_000, 400
_KINDS = ("direct", "indirect", "mixed")


def _vocabulary(rng: random.Random) -> tuple[list[str], list[float]]:
    syllables = [c + v for c in "bcdfghjklmnprstvz" for v in "aeiou"]
    words = {"".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(WORDS)}
    ordered = sorted(words)
    rng.shuffle(ordered)
    total, weights = 0.0, []
    for rank in range(len(ordered)):
        total += 1 / (rank + 8)
        weights.append(total)
    return ordered, weights


def _entry(number: int, rng: random.Random, words: list[str], weights: list[float]) -> Entry:
    text: list[str] = []
    found = []
    at = 0

    def put(count: int) -> Span:
        nonlocal at
        piece = " ".join(rng.choices(words, cum_weights=weights, k=count))
        start, at = at, at + len(piece) + 1
        text.append(piece)
        return (start, at - 1)

    for place in range(EACH):
        spans = put(rng.randint(1, 5)), put(1), put(rng.randint(6, 24))
        found.append(
            Attribution(
                id=f"a{number:08x}{place:02x}",
                source=(spans[0],),
                cue=(spans[1],),
                content=(spans[2],),
                kind=rng.choice(_KINDS),  # type: ignore[arg-type]
                source_name=text[-3],
            )
        )
    day = number % 1000
    document = Document(
        id=f"d{number:010x}",
        text=" ".join(text),
        title=text[2],
        outlet=f"Outlet {min(int(rng.expovariate(0.02)), OUTLETS)}",
        agency=rng.choice((None, None, "Karpress", "Meridian News")),
        published=f"{2029 + day // 336}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}",
    )
    record = Record(id=f"r{number:010x}", name=f"n{number}", digest=f"{number}", status="processed", words=len(text))
    return Entry(record=record, reading=Reading(hearsay="0", model="x", document=document, attributions=tuple(found)))


def build(path: Path, statements: int) -> None:
    """Make an index of so many statements, and say how long it takes."""
    rng = random.Random(7)
    words, weights = _vocabulary(rng)
    began = time.process_time()
    with contextlib.closing(SqliteIndex.writable(path)) as index:
        for first in range(0, statements // EACH, 64):
            index.add(f"{first}", 1, "x", [_entry(n, rng, words, weights) for n in range(first, first + 64)])
        index.optimise()
        told = {"counts": index.counts(), "cpu_seconds": round(time.process_time() - began)}
        print(msgspec.json.encode(told).decode())


def questions(index: SqliteIndex, count: int, facets: bool) -> Iterator[Callable[[], object]]:
    """Searches as a reader would ask them."""
    rng = random.Random(11)
    total = index.counts()["statements"]
    for _ in range(count):
        offset = rng.randrange(total)
        row = index._db.execute("SELECT content, outlet, kind, agency FROM statements WHERE id > ? LIMIT 1", (offset,))
        content, outlet, kind, agency = row.fetchone()
        query = " ".join(rng.sample(content.split(), rng.randint(1, 3)))
        third = ("agency", agency) if agency else ("kind", kind)
        asked = [("outlet", outlet), ("kind", kind), third] if facets else []
        since = "2030-01" if facets and not agency else None
        yield lambda query=query, asked=asked, since=since: index.search(query, facets=asked, since=since)


def main() -> None:
    """Build if there is none, ask, and print milliseconds of processor time and of the clock."""
    path, statements = Path(sys.argv[1]) / "index.sqlite", int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    if not path.exists():
        build(path, statements)
    with contextlib.closing(SqliteIndex.open(path)) as index:
        for facets in (True, False):
            spent = sorted(_timed(question) for question in questions(index, 400, facets))
            cpu, clock = sorted(c for c, _ in spent), sorted(w for _, w in spent)
            shown = {f"p{p}": (round(cpu[4 * p - 1], 1), round(clock[4 * p - 1], 1)) for p in (50, 95, 99)}
            print(msgspec.json.encode({"facets": 3 if facets else 0, "cpu_ms, clock_ms": shown}).decode())


def _timed(question: Callable[[], object]) -> tuple[float, float]:
    cpu, clock = time.process_time(), time.perf_counter()
    question()
    return 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - clock)


if __name__ == "__main__":
    main()
