"""The suites over tiny invented data: readers that know the answers, find nothing, refuse."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from hearsay.errors import ConfigError, DataError, NotEnglish
from hearsay.evaluate import bench, conllu
from hearsay.evaluate.suites import weighed
from hearsay.model import Attribution, Claim, Document, Link, Mention, Reading, Span, Spans, Time

ARTICLE = "Ana Ruiz said that the harbour was safe. “Nobody must leave,” she added."
LONG = "Ana Ruiz said rain fell. " * 80

# form, lemma, upos, features, head, relation, entity; a word before punctuation has no space after it
SENTENCES: list[list[tuple[str, str, str, str, int, str, str]]] = [
    [
        ("Ana", "Ana", "PROPN", "_", 3, "nsubj", "(1-person"),
        ("Ruiz", "Ruiz", "PROPN", "_", 1, "flat", "1)"),
        ("said", "say", "VERB", "_", 0, "root", ""),
        ("she", "she", "PRON", "Person=3", 5, "nsubj", "(1-person)"),
        ("thinks", "think", "VERB", "_", 3, "ccomp", ""),
        ("rain", "rain", "NOUN", "_", 7, "nsubj", "(2-event)"),
        ("fell", "fall", "VERB", "_", 5, "ccomp", ""),
        (".", ".", "PUNCT", "_", 3, "punct", ""),
    ],
    [
        ("Lima", "Lima", "PROPN", "_", 2, "nsubj", "(3-place)"),
        ("waits", "wait", "VERB", "_", 0, "root", ""),
        (".", ".", "PUNCT", "_", 2, "punct", ""),
    ],
]
PROSE = "Ana Ruiz said she thinks rain fell.\n\nLima waits."
SPACED = "Ana Ruiz said she thinks rain fell . Lima waits ."


def at(text: str, part: str) -> Span:
    start = text.index(part)
    return start, start + len(part)


def treebank(name: str) -> str:
    blocks = []
    for number, rows in enumerate(SENTENCES, start=1):
        head = f"# newdoc id = {name}\n# global.Entity = GRP-etype\n# meta::genre = news\n" if number == 1 else ""
        lines = []
        for i, (form, lemma, upos, feats, governor, deprel, entity) in enumerate(rows, start=1):
            misc = [f"Entity={entity}"] if entity else []
            if i < len(rows) and rows[i][0] == ".":
                misc.append("SpaceAfter=No")
            last = "|".join(misc) or "_"
            lines.append(f"{i}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{governor}\t{deprel}\t_\t{last}")
        blocks.append(f"{head}# newpar\n# sent_id = {name}-{number}\n" + "\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def attribution(text: str, source: str, cue: str, content: str, **more: Any) -> dict[str, Any]:
    return {"source": [at(text, source)], "cue": [at(text, cue)], "content": [at(text, content)]} | more


def gum_record(name: str, source: str, cue: str, content: str, nested_in: list[str]) -> dict[str, Any]:
    return {
        "id": name,
        "polarity": "positive",
        "attribution_edu": [at(SPACED, f"{source} {cue}")],
        "content": [at(SPACED, content)],
        "signals": [
            {"type": "semantic", "subtype": "attribution_source", "spans": [at(SPACED, source)]},
            {"type": "lexical", "subtype": "indicative_word", "spans": [at(SPACED, cue)]},
        ],
        "nested_in": nested_in,
    }


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    first = attribution(ARTICLE, "Ana Ruiz", "said", "that the harbour was safe")
    second = attribution(ARTICLE, "she", "added", "“Nobody must leave,”")
    article = {
        "id": "p1",
        "text": ARTICLE,
        "attributions": [first, second],
        "alt_annotations": {"k": [first]},
    }
    long = {"id": "p2", "text": LONG, "attributions": []}
    inner = gum_record("i", "she", "thinks", "rain fell", ["o"])
    outer = gum_record("o", "Ana Ruiz", "said", "she thinks rain fell", [])
    gum = {"id": "g", "genre": "news", "text": SPACED, "attributions": [outer, inner]}
    tags = {"Ana": "B-PER", "Ruiz": "I-PER", "Lima": "B-LOC"}
    uner = "\n\n".join(
        f"# sent_id = e-{number}\n"
        + "\n".join(f"{i}\t{row[0]}\t{tags.get(row[0], 'O')}\t-\t-" for i, row in enumerate(rows, start=1))
        for number, rows in enumerate(SENTENCES, start=1)
    )
    wide = {"id": "w", "text": "Lima waits.", "tokens": [["Lima", "B-Location"], ["waits", "O"], [".", "O"]]}
    files = {
        "polnear/dev.jsonl": json.dumps(article) + "\n" + json.dumps(long) + "\n",
        "gum-attribution/dev.jsonl": json.dumps(gum) + "\n",
        "ud/gum-dev.conllu": treebank("g"),
        "ud/ewt-dev.conllu": treebank("e"),
        "ner/uner-ewt-dev.iob2": "# newdoc id = e\n" + uner + "\n",
        "ner/worldwide-dev.jsonl": json.dumps(wide) + "\n",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


class Analysis(msgspec.Struct, frozen=True):
    upos: str
    lemma: str
    head: int
    deprel: str


def said(name: str, source: Spans, cue: Spans, content: Spans, **more: Any) -> Attribution:
    return Attribution(id=name, source=source, cue=cue, content=content, kind="indirect", confidence=1.0, **more)


def mention(name: str, span: Span, head: Span, chain: str | None) -> Mention:
    return Mention(id=name, span=span, head=head, kind="name", type="person", chain=chain)


class Nothing:
    """Reads every text and finds nothing in it; no word gets a right analysis."""

    def read(self, text: str, published: str | None = None) -> Reading:
        return Reading(hearsay="0", model="none", document=Document(id="d", text=text))

    def parse_words(self, sentences: Sequence[Sequence[str]], *_: object) -> list[list[Analysis]]:
        return [[Analysis("X", "?", 0, "dep") for _ in sentence] for sentence in sentences]

    def entities(self, text: str) -> list[tuple[int, int, str]]:
        return []


class Knowing(Nothing):
    """Knows the answers."""

    def read(self, text: str, published: str | None = None) -> Reading:
        attributions: tuple[Attribution, ...] = ()
        mentions: tuple[Mention, ...] = ()
        sentences: Spans = ()
        if text == ARTICLE:
            attributions = (
                said(
                    "1",
                    (at(text, "Ana Ruiz"),),
                    (at(text, "said"),),
                    (at(text, "that the harbour was safe"),),
                ),
                said("2", (at(text, "she"),), (at(text, "added"),), (at(text, "“Nobody must leave,”"),)),
                # Nested: PolNeAR does not mark these, so it must not count against the reader.
                said("3", (), (at(text, "must"),), (at(text, "leave"),), parent="2"),
            )
        if text == PROSE:
            attributions = (
                said("1", (at(text, "Ana Ruiz"),), (at(text, "said"),), (at(text, "she thinks rain fell"),)),
                said(
                    "2", (at(text, "she"),), (at(text, "thinks"),), (at(text, "rain fell"),),
                    parent="1", source_name="Ana Ruiz",
                ),
            )  # fmt: skip
            mentions = (
                mention("a", at(text, "Ana Ruiz"), at(text, "Ana"), "x"),
                mention("b", at(text, "she"), at(text, "she"), "x"),
                mention("c", at(text, "rain"), at(text, "rain"), None),
                mention("d", at(text, "Lima"), at(text, "Lima"), None),
            )
            sentences = (at(text, "Ana Ruiz said she thinks rain fell."), at(text, "Lima waits."))
        return msgspec.structs.replace(
            super().read(text), attributions=attributions, mentions=mentions, sentences=sentences
        )

    def parse_words(self, sentences: Sequence[Sequence[str]], *_: object) -> list[list[Analysis]]:
        return [[Analysis(row[2], row[1], row[4], row[5]) for row in rows] for rows in SENTENCES]

    def entities(self, text: str) -> list[tuple[int, int, str]]:
        return [(*at(text, name), kind) for name, kind in (("Ana Ruiz", "PER"), ("Lima", "LOC")) if name in text]


class Refusing(Nothing):
    def read(self, text: str, published: str | None = None) -> Reading:
        raise NotEnglish("not a language it reads")

    def entities(self, text: str) -> list[tuple[int, int, str]]:
        raise NotEnglish("not a language it reads")


def test_the_treebank_is_the_prose_it_is_meant_to_be(data: Path) -> None:
    (document,) = conllu.load(data / "ud/gum-dev.conllu")
    assert conllu.document_prose(document).text == PROSE


QUALITY: dict[str, list[tuple[str, ...]]] = {
    "polnear": [("unlinked source", "f1"), ("detected", "f1"), ("exact", "f1"), ("exact direct", "f1")],
    "nested": [("news and interview", "pairs", "f1"), ("all", "cues", "f1"), ("news", "pairs", "f1")],
    "speaker": [("all", "speaker", "f1"), ("news", "speaker reported", "recall")],
    "syntax": [("ewt", "las", "f1"), ("gum", "ccomp reporting", "f1"), ("gum", "sentences", "f1")],
    "ner": [("uner ewt", "typed", "f1"), ("worldwide", "untyped", "f1")],
    "coref": [("spans", "conll f1"), ("heads", "muc", "f1"), ("spans with singletons", "mentions", "f1")],
}


def figure(figures: Any, path: tuple[str, ...]) -> float:
    for name in path:
        figures = figures[name]
    return float(figures)


@pytest.mark.parametrize("suite", QUALITY)
def test_the_right_answers_score_a_hundred(data: Path, suite: str) -> None:
    figures = bench.run(suite, data, "dev", Knowing())
    assert figures["failed"] == {}
    assert {path: figure(figures, path) for path in QUALITY[suite]} == dict.fromkeys(QUALITY[suite], 100.0)


@pytest.mark.parametrize("suite", QUALITY)
def test_finding_nothing_scores_nothing(data: Path, suite: str) -> None:
    figures = bench.run(suite, data, "dev", Nothing())
    assert {figure(figures, path) for path in QUALITY[suite]} == {0.0}


@pytest.mark.parametrize(
    ("suite", "failed"),
    [
        ("polnear", {"p1": "not-english", "p2": "not-english"}),
        ("nested", {"g": "not-english"}),
        ("syntax", {"e": "not-english", "g": "not-english"}),
        ("ner", {"e": "not-english", "w": "not-english"}),
        ("coref", {"g": "not-english"}),
    ],
)
def test_what_the_reader_refuses_is_named_and_scored_as_empty(data: Path, suite: str, failed: dict[str, str]) -> None:
    figures = bench.run(suite, data, "dev", Refusing())
    assert figures["failed"] == failed
    assert {figure(figures, path) for path in QUALITY[suite]} == {0.0}


def test_confidence_is_judged(data: Path) -> None:
    confidence = bench.run("polnear", data, "dev", Knowing())["confidence"]
    assert confidence["attributions"] == 2
    assert (confidence["brier"], confidence["expected calibration error"]) == (0.0, 0.0)
    assert confidence["reliability"][-1]["count"] == 2


def test_annotators_need_no_reader(data: Path) -> None:
    figures = bench.run("annotators", data, "dev", Refusing())
    assert figures["documents"] == 1
    assert figures["exact"]["recall"] == 50.0


@pytest.mark.parametrize("suite", QUALITY)
def test_figures_and_predictions_are_json(data: Path, tmp_path: Path, suite: str) -> None:
    path = tmp_path / "predictions.jsonl"
    figures = bench.run(suite, data, "dev", Knowing(), path)
    assert json.loads(msgspec.json.encode(figures))["suite"] == suite
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert records
    assert all("id" in record for record in records)


def test_predictions_say_what_was_found(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "predictions.jsonl"
    bench.run("speaker", data, "dev", Knowing(), path)
    (record,) = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert record["speakers"] == [{"attribution": "i", "source": ["she"], "name": "Ana Ruiz", "right": True}]


@pytest.mark.parametrize("suite", [*QUALITY, "annotators", "speed"])
def test_missing_data_is_named(tmp_path: Path, suite: str) -> None:
    with pytest.raises(DataError, match="dev"):
        bench.run(suite, tmp_path, "dev", Nothing())


def test_a_missing_folder_and_an_unknown_suite_are_errors(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="absent"):
        bench.run("polnear", tmp_path / "absent", "dev", Nothing())
    with pytest.raises(ConfigError, match="polnear"):
        bench.run("chess", tmp_path, "dev", Nothing())


def test_a_reader_that_changes_the_text_is_found_out(data: Path) -> None:
    class Trimming(Nothing):
        def read(self, text: str, published: str | None = None) -> Reading:
            return super().read(text[:-1])

    with pytest.raises(DataError, match="changed the text"):
        bench.run("polnear", data, "dev", Trimming())


def test_speed_compares_with_spacy_over_articles_of_middle_length(data: Path) -> None:
    pytest.importorskip("spacy")
    figures = bench.run("speed", data, "dev", Nothing())
    assert (figures["texts"], figures["words"]) == (1, 400)
    assert set(figures["paces"]) == {"hearsay", "spacy cnn"}
    assert set(figures["ratios"]) == {"hearsay"}


def test_times_are_read_against_the_creation_time(tmp_path: Path) -> None:
    folder = tmp_path / "timebank"
    folder.mkdir()
    markup = (
        '<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2020-05-06" functionInDocument="CREATION_TIME">'
        "2020-05-06</TIMEX3></DCT><TEXT>It closed "
        '<TIMEX3 tid="t1" type="DATE" value="2020-05-05">yesterday</TIMEX3>.</TEXT></TimeML>'
    )
    for name in ("a", "b", "c", "d", "e", "f"):
        (folder / f"{name}.tml").write_text(markup)
    asked: list[str | None] = []

    class Yesterday(Nothing):
        def read(self, text: str, published: str | None = None) -> Reading:
            asked.append(published)
            start = text.index("yesterday")
            found = Time(id="t", span=(start, start + 9), type="DATE", value="2020-05-05")
            return Reading(hearsay="0", model="none", document=Document(id="d", text=text), times=(found,))

    figures = [bench.run("times", tmp_path, split, Yesterday()) for split in ("dev", "test")]
    assert sum(f["documents"] for f in figures) == 6
    assert all(f["value"]["f1"] == 100.0 for f in figures if f["documents"])
    assert set(asked) == {"2020-05-06"}


class Judging(Knowing):
    """Knows what happened, and takes every attribution it is asked about for negative."""

    def happened(self, text: str, spans: Sequence[Span]) -> list[tuple[float, str]]:
        return [(1.0, "occurred") if text[a:b] == "fell" else (-1.0, "future") for a, b in spans]

    def negative(self, text: str, attributions: Sequence[Attribution]) -> list[bool]:
        return [True for _ in attributions]


def uds(folder: Path) -> None:
    tokens = ["Rain", "fell", "and", "will", "fall", "."]
    predicates = [
        {"index": 1, "token": "fell", "factuality": 1.5, "confidence": 1},
        {"index": 4, "token": "fall", "factuality": -1.0, "confidence": 1},
    ]
    rows = [
        {"uds_id": f"u{i}", "sent_id": f"s{i}", "text": "Rain fell and will fall.", "tokens": tokens}
        | {"predicates": predicates}
        for i in range(20)
    ]
    path = folder / "factuality" / "uds-dev.jsonl"
    path.parent.mkdir()
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def test_factuality(data: Path) -> None:
    uds(data)
    figures = bench.run("factuality", data, "dev", Judging())
    assert figures["uds"] | {"sentences": 0, "predicates": 0} == {
        "part": "fitted on", "sentences": 0, "predicates": 0, "pearson": 1.0, "mae": 0.25, "status agrees": 100.0,
    }  # fmt: skip
    # Both of GUM's are positive here: two wrong guesses on what is given, two on what is read.
    assert [figures["gum"][name]["predicted"] for name in ("given", "read", "read, of those marked")] == [2, 2, 2]
    assert figures["gum"]["given"]["f1"] == 0
    held = bench.run("factuality", data, "test", Judging())
    assert held["uds"]["part"] == "held back"
    assert held["uds"]["sentences"] + figures["uds"]["sentences"] == 20


def test_a_part_without_data_is_skipped_and_says_so(data: Path) -> None:
    figures = bench.run("factuality", data, "dev", Judging())
    assert "uds-dev.jsonl" in figures["uds"]["skipped"]
    assert figures["gum"]["documents"] == 1
    (data / "gum-attribution" / "dev.jsonl").unlink()
    with pytest.raises(DataError, match="neither"):
        bench.run("factuality", data, "dev", Judging())


def test_the_weighing_gold_is_weighed_by_the_reader(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = {"act": "state", "stance": "affirm", "certainty": "certain", "polarity": "positive", "distance": "neutral"}
    item = {"set": "polnear", "document": "p1", "split": "dev", "source_type": "expert", **labels}
    record = {**attribution(ARTICLE, "Ana Ruiz", "said", "that the harbour was safe"), **item}
    (tmp_path / "weighing.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    monkeypatch.setattr(weighed, "gold", lambda name: tmp_path / f"{name}.jsonl")
    monkeypatch.setattr(weighed.weigh, "_documents", lambda _: iter([("polnear", "p1", ARTICLE)]))
    predictions = tmp_path / "predictions.jsonl"
    figures = bench.run("weigh", data, "dev", cast(bench.Reader, Stub()), predictions)
    assert (figures["items"], figures["act"]["accuracy"], figures["source_type"]["accuracy"]) == (1, 100.0, 0.0)
    assert json.loads(predictions.read_text())["claim"]["act"] == "state"


def test_the_later_samples_are_scored_part_by_part(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = attribution(ARTICLE, "Ana Ruiz", "said", "that the harbour was safe")
    record = {**found, "set": "polnear", "document": "p1"}
    source = {**record, "split": "first", "source_type": "witness"}
    evidence = {**record, "split": "dev", "evidence": [{"kind": "data", "span": [0, 3]}]}
    for name, item in (("sources-later", source), ("evidence-fresh", evidence), ("evidence-later", evidence)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(item) + "\n", encoding="utf-8")
    monkeypatch.setattr(weighed.actors, "measure", lambda *_: (None, []))
    monkeypatch.setattr(weighed, "gold", lambda name: tmp_path / f"{name}.jsonl")
    monkeypatch.setattr(weighed.weigh, "_documents", lambda _: iter([("polnear", "p1", ARTICLE)]))
    figures = bench.run("later", data, "dev", cast(bench.Reader, Stub()))
    assert figures["sources"]["first"] == {"items": 1, "accuracy": 100.0, "macro-F1": 100.0}
    assert figures["evidence"]["dev"]["by kind"]["data"]["gold"] == figures["evidence"]["dev"]["items"] == 1
    assert figures["evidence"]["test"]["items"] == 0
    assert (figures["evidence"]["later dev"]["items"], figures["evidence"]["later held"]["items"]) == (1, 0)


class Stub:
    """A reader that only weighs, and takes every source for a witness."""

    def weigh(self, _text: str, attributions: Sequence[Attribution]) -> list[Claim]:
        author, speaker = Link(span=None, type="author"), Link(span=(0, 8), type="witness")
        return [
            Claim(
                id="c",
                attribution=a.id,
                chain=(author, speaker),
                act="state",
                stance="affirm",
                certainty="certain",
                polarity="positive",
                distance="neutral",
            )
            for a in attributions
        ]
