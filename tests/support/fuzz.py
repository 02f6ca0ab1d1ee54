"""Damaged corpora by the hundred thousand: ``python -m tests.support.fuzz [COUNT] [SEED]``.

Each input is a sound file of some kind with a few random changes: bytes changed, cut out, doubled, moved, cut short,
or another file's put in. Every one must be read to its end, raise nothing and take less than ten seconds. The articles
that come out are made documents of too, one in twenty.
"""

from __future__ import annotations

import gzip
import io
import random
import sys
import time
from collections import Counter

from hearsay.errors import HearsayError
from hearsay.read.containers import How, items
from hearsay.read.records import Problem, document
from tests.support.corpora import capture, feed, packed, page, report, reports_warc, rows, zipped

MOST_SECONDS = 10.0


def seeds() -> dict[str, bytes]:
    """A sound file of each kind."""
    import json

    lines = "".join(json.dumps(row) + "\n" for row in rows(4)).encode()
    made = {
        "a.warc": b"".join(reports_warc(3)),
        "a.warc.gz": packed(reports_warc(3)),
        "b.warc": capture(gzip.compress(page(report(1)).encode()), more="Content-Encoding: gzip\r\n"),
        "c.warc": capture(b"5\r\nhello\r\n0\r\n\r\n", more="Transfer-Encoding: chunked\r\n"),
        "a.zip": zipped({"a.txt": report(1).encode(), "b.jsonl": lines, "c.zip": zipped({"d.txt": b"He said so."})}),
        "a.jsonl": lines,
        "a.jsonl.gz": gzip.compress(lines),
        "a.csv": ("id,text\n" + "".join(f'{n},"{report(n)}"\n' for n in range(3))).encode(),
        "a.json": json.dumps(rows(4)).encode(),
        "a.rss": feed([f"<title>{n}</title><link>https://m.example/{n}</link>" for n in range(4)]),
        "a.txt": report(2).encode(),
        "a.html": page(report(3)).encode(),
    }
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        return made
    into = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows(20)), into)
    return made | {"a.parquet": into.getvalue()}


def damaged(data: bytes, others: list[bytes], rng: random.Random) -> bytes:
    """The data with one to six changes."""
    made = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(made) + 1)
        end = min(len(made), at + rng.choice((1, 1, 2, 4, 16, 256)))
        kind = rng.randrange(6)
        if kind == 0:
            made[at:end] = rng.randbytes(end - at)
        elif kind == 1:
            del made[at:end]
        elif kind == 2:
            made[at:at] = made[at:end] * rng.randint(1, 3)
        elif kind == 3:
            made[at:end] = rng.choice((b"\0", b"\xff\xff\xff\xff", b"\r\n\r\n", b"-1", b"99999999999", b"<", b"{"))
        elif kind == 4 and rng.random() < 0.3:
            del made[at:]
        else:
            other = rng.choice(others)
            start = rng.randrange(len(other))
            made[at:end] = other[start : start + rng.choice((4, 40, 400))]
    return bytes(made)


def main() -> None:
    """Try them, and print how many there were, what came of them and how long the slowest took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    sound = seeds()
    others = list(sound.values())
    codes: Counter[str] = Counter()
    slowest = 0.0
    for number in range(count):
        name = rng.choice(list(sound))
        data = damaged(sound[name], others, rng)
        began = time.process_time()
        try:
            _read(data, name, codes, deep=number % 20 == 0)
        except BaseException:
            print(f"input {number} ({name}) of seed {sys.argv[2:]}: {data!r}"[:4000])
            raise
        slowest = max(slowest, time.process_time() - began)
        assert slowest < MOST_SECONDS, f"input {number} ({name}) took {slowest:.1f} s: {data!r}"[:4000]
    print(f"{count:,} inputs, none raised; the slowest took {slowest:.2f} s; {dict(codes.most_common())}")


def _read(data: bytes, name: str, codes: Counter[str], *, deep: bool) -> None:
    for item in items(io.BytesIO(data), name, How()):  # type: ignore[arg-type]
        if isinstance(item, Problem):
            codes[item.code] += 1
            continue
        codes["article"] += 1
        if deep:
            try:
                document(item)
            except HearsayError as error:
                codes[f"document: {error.code}"] += 1


if __name__ == "__main__":
    main()
