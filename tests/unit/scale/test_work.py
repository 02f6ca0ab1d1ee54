"""The function over a shard."""

from __future__ import annotations

import re
from pathlib import Path

import hearsay
from hearsay.corpus import Item, Problem, Raw
from hearsay.errors import ModelError
from hearsay.model import Reading
from hearsay.scale.messages import Answers, At, Done, Hello, Task, receive_task, send
from hearsay.scale.work import _MODULES, _STAGES, Fault, load, read_items, reader_name
from hearsay.store.report import Summary
from tests.support.corpora import FOREIGN, report
from tests.support.fake_reader import LOADER, FakeReader


def test_every_item_is_accounted_for_by_status_and_code() -> None:
    items: list[Item] = [
        Raw(name="good", data=report(1).encode(), outlet="The Post", key="k"),
        Raw(name="foreign", data=FOREIGN.encode()),
        Raw(name="empty", data=b"  "),
        Raw(name="binary", data=bytes(range(256)) * 10),
        Raw(name="raising", data=b"RAISING"),
        Raw(name="faulty", data=report(2).encode()),
        Problem(name="cut", code="truncated", message="cut short", url="https://m.example"),
        Problem(name="picture", code="not-a-page", message="a picture"),
        Raw(name="surrogate", data='The mayor said "\ud800" on Friday.'.encode("utf-8", "surrogatepass")),
    ]
    seen: list[int] = []
    made = read_items(FakeReader(), items, {5: Fault("crashed", "it ended twice")}, seen.append)
    assert seen == list(range(9))
    records = [entry.record for entry in made]
    assert [(r.status, r.code) for r in records[:8]] == [
        ("processed", None), ("skipped", "not-english"), ("skipped", "empty-input"), ("failed", "not-text"),
        ("failed", "internal"), ("failed", "crashed"), ("failed", "truncated"), ("skipped", "not-a-page"),
    ]  # fmt: skip
    assert records[0].outlet == "The Post"
    assert records[0].words == len(report(1).split())
    assert records[1].language == "fr"
    assert records[6].url == "https://m.example"
    assert [entry.reading is not None for entry in made[:8]] == [True] + [False] * 7


def test_memory_that_runs_out_is_the_articles_failure() -> None:
    class Greedy(FakeReader):
        def read(self, source: Raw, /) -> Reading:
            raise MemoryError

    (entry,) = read_items(Greedy(), [Raw(name="a", data=b"x")], {}, lambda _: None)
    assert entry.record.code == "out-of-memory"


def test_a_readers_name_counts_every_module_that_a_stage_imports() -> None:
    root = Path(hearsay.__file__).parent
    imported = {
        name
        for stage in _STAGES
        for path in (root / stage).rglob("*.py")
        for name in re.findall(r"^from hearsay\.(\w+) import", path.read_text(encoding="utf-8"), re.MULTILINE)
        if (root / f"{name}.py").is_file()
    }
    # What an error says is no part of a reading.
    assert imported - {"errors"} <= {module.removesuffix(".py") for module in _MODULES}


def test_a_reader_is_named_by_its_code_and_its_model() -> None:
    reader = load(LOADER, None)
    assert reader_name(reader).endswith("/fake")
    assert reader_name(reader) == reader_name(FakeReader())


def test_messages_come_out_as_they_went_in(tmp_path: object) -> None:
    import io

    task = Task("p", "r", (Raw(name="a", data=b"\xff"), Problem(name="b", code="c", message="m")), {1: Fault("c", "m")})
    pipe = io.BytesIO()
    send(pipe, task)  # type: ignore[arg-type]
    pipe.seek(0)
    assert receive_task(pipe) == task  # type: ignore[arg-type]
    assert receive_task(pipe) is None  # type: ignore[arg-type]
    out = io.BytesIO()
    answers = [Hello("r"), At(3), Done(Summary(read=1, codes={"failed": {"x": 1}}))]
    for answer in answers:
        send(out, answer)  # type: ignore[arg-type]
    held = Answers()
    found = [answer for byte in out.getvalue() for answer in held.feed(bytes([byte]))]
    assert found == answers
    assert ModelError.code == "model"
