"""How fast the room answers: ``python -m tests.support.room_bench FOLDER [STATEMENTS]`` makes a ledger and asks it.

The statements are those of `tests.support.search_bench`; 100,000 propositions of two to fifty positions each stand
beside them, and an article of 10,000 words with 500 attributions. Prints milliseconds by the clock, in this process.
"""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import msgspec
from litestar.testing import TestClient

from hearsay.corroborated import Grade, Origin, Position, Proposition
from hearsay.model import Attribution, Claim, Document, Entry, Link, Reading, Record
from hearsay.serve.app import make_app
from hearsay.serve.desk import Desk
from hearsay.serve.settings import Settings
from hearsay.store import Ledger, Report
from hearsay.store.columns import open_columns
from hearsay.store.corroborating import Corroborating
from hearsay.store.corroboration import FILE
from hearsay.store.index import update
from hearsay.store.shards import write_shard
from hearsay.store.sqlite import SqliteIndex
from tests.support.fake_reader import load
from tests.support.search_bench import build

PROPOSITIONS, WORDS, SPANS = 100_000, 10_000, 500


def make(folder: Path, statements: int) -> None:
    """Make the ledger."""
    ledger = Ledger.create(folder)
    build(folder / "index.sqlite", statements)
    write_shard(ledger.shard("long"), [long()], "0/bench")
    ledger.save(Report(run=1, state="finished", shards=["long"]))
    with contextlib.closing(update(ledger)) as index:
        open_columns(index, folder)
        documents = [row["document"] for row in index.documents(limit=1000)]
    _propositions(folder, documents)


def long() -> Entry:
    """An article of 10,000 words with 500 attributions, each with its claim."""
    words, made, claims, at = [], [], [], 0
    for number in range(SPANS):
        sentence = f"Speaker {number} said that " + " ".join(f"word{n}" for n in range(WORDS // SPANS - 4)) + "."
        cue = at + sentence.index("said")
        name = f"{number:012x}"
        made.append(
            Attribution(
                id=f"a{name}", source=((at, cue - 1),), cue=((cue, cue + 4),),
                content=((cue + 5, at + len(sentence) - 1),), kind="indirect", source_name=f"Speaker {number}",
            )
        )  # fmt: skip
        claims.append(
            Claim(
                id=f"c{name}", attribution=f"a{name}", chain=(Link(type="author"), Link(type="person")), act="state",
                stance="affirm", certainty="certain", polarity="positive", distance="neutral",
            )
        )  # fmt: skip
        sentence += "\n\n" if number % 4 == 3 else " "
        words.append(sentence)
        at += len(sentence)
    document = Document(id="dlong00000000", text="".join(words), title="A long article")
    reading = Reading(hearsay="0", model="x", document=document, attributions=tuple(made), claims=tuple(claims))
    record = Record(id="rlong00000000", name="long", digest="long", status="processed", words=WORDS)
    return Entry(record=record, reading=reading)


def _propositions(folder: Path, documents: list[str]) -> None:
    rng = random.Random(5)
    with contextlib.closing(Corroborating.writable(folder / FILE)) as store:
        for first in range(0, PROPOSITIONS, 5000):
            with store.transaction():
                store.put(_proposition(number, rng, documents) for number in range(first, first + 5000))
        with store.transaction():
            store.put(Origin(id=f"o{n}", kind="outlet", name=f"Origin {n}") for n in range(200))


def _proposition(number: int, rng: random.Random, documents: list[str]) -> Proposition:
    sides = ("positive", "negative", "unknown")
    count = min(50, 2 + int(rng.expovariate(0.3))) if number else 50
    positions = tuple(
        Position(
            source=f"Speaker {rng.randrange(900)}", type="named-official", stance="affirm", certainty="certain",
            polarity=sides[min(2, int(rng.expovariate(1.5)))], distance="neutral",  # type: ignore[arg-type]
            document=rng.choice(documents), claim=f"c{number:06x}{place:02x}", words="that the bridge was closed " * 4,
            origin=f"o{rng.randrange(200)}", date="2031-03-04",
        )
        for place in range(count)
    )  # fmt: skip
    grade = Grade(value="contested" if number % 3 else "weak", rule="denied", reason="1 independent voice for it")
    return Proposition(
        id=f"q{number:012x}", text=f"that bridge {number} was closed", positions=positions, affirming=count, denying=1,
        doubting=0, grade=grade,
    )  # fmt: skip


def questions(folder: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Kinds of addresses, each made anew at every call."""
    rng = random.Random(11)
    with contextlib.closing(SqliteIndex.open(folder / "index.sqlite")) as index:
        rows = [index.numbered([rng.randrange(1, 900_000)])[0] for _ in range(400)]

    def claims() -> str:
        row = rng.choice(rows)
        words = " ".join(rng.sample(row.content.split(), rng.randint(1, 2)))
        facets = {"outlet": row.outlet or "", "kind": row.kind or "", "since": "2030-01"}
        return f"/claims?{urlencode({'q': words} | dict(rng.sample(sorted(facets.items()), rng.randint(0, 3))))}"

    yield "claims, words and facets", claims
    yield "claims, facets alone", lambda: f"/claims?{urlencode({'outlet': rng.choice(rows).outlet or ''})}"
    yield "claims, everything", lambda: "/claims"
    yield "dispute", lambda: f"/disputes/q{rng.randrange(PROPOSITIONS):012x}"
    yield "dispute of 50 positions", lambda: f"/disputes/q{0:012x}"
    yield "disputes", lambda: f"/disputes?q=bridge+{rng.randrange(PROPOSITIONS)}"
    yield "reader, 10,000 words", lambda: "/documents/rlong00000000"
    yield "front", lambda: "/"


def main() -> None:
    """Make the ledger if there is none, ask, and print what each kind of page takes."""
    folder, statements = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    if not (folder / FILE).exists():
        make(folder, statements)
    spent = sorted(_first_page(folder) for _ in range(15))
    shown = {"least": spent[0], "median": spent[7], "most": spent[-1]}
    print(msgspec.json.encode({"first page after the command, s": {k: round(v, 2) for k, v in shown.items()}}).decode())
    app = make_app(Desk(Ledger.open(folder)), Settings(), lambda: load(None))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for kind, address in questions(folder):
            spent = sorted(_timed(client, address()) for _ in range(100))
            shown = {f"p{p}": round(spent[p - 1], 1) for p in (50, 95, 99)}
            print(msgspec.json.encode({"page": kind, "ms": shown}).decode())


def _first_page(folder: Path) -> float:
    """Seconds from the command to the whole of the first page."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "hearsay", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as room:
        assert room.stderr is not None
        address = next(word for line in room.stderr for word in line.split() if word.startswith("http://"))
        with urlopen(address) as page:
            page.read()
        spent = time.perf_counter() - began
        room.terminate()
    return spent


def _timed(client: TestClient, address: str) -> float:  # type: ignore[type-arg]
    began = time.perf_counter()
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
