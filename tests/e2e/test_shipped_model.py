"""The model in the package: what any good reader gets right, and that it is whole and reads the same every time."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hearsay import Pipeline
from hearsay.errors import ModelError
from hearsay.model import Attribution, Reading
from hearsay.parse.weights import NEEDED

TEXTS = [
    '"The talks have failed," the minister said.',
    "The ministry said on Monday that the pier would stay closed.",
    "Coast News quoted the deputy minister as saying that the dam was safe.",
    "It rained on the valley for three days, and the river rose above its banks.",
    "Anna Bell, who leads the harbour board, told reporters that she had been warned in May.",
    "“We were told nothing,” said Peter Ross. “And we asked more than once.”",
    "Police said the bridge had been “completely destroyed” by the flood.",
    "THE HARBOUR BOARD SAID ON THURSDAY THAT THE PIER WOULD STAY CLOSED.",
]


def _texts(reading: Reading, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [reading.document.text[a:b] for a, b in spans]


def _parts(reader: Pipeline, text: str) -> tuple[Attribution, list[str], list[str], str]:
    """The text's only attribution: itself, its source, its cue, and its content in one."""
    reading = reader.read(text)
    assert len(reading.attributions) == 1, reading.attributions
    found = reading.attributions[0]
    content = " ".join(_texts(reading, found.content))
    return found, _texts(reading, found.source), _texts(reading, found.cue), content


def test_direct_speech(reader: Pipeline) -> None:
    found, source, cue, content = _parts(reader, TEXTS[0])
    assert (source, cue, found.kind) == (["the minister"], ["said"], "direct")
    assert "The talks have failed" in content
    assert found.source_name is not None


def test_indirect_speech(reader: Pipeline) -> None:
    found, source, cue, content = _parts(reader, TEXTS[1])
    assert (source, cue, found.kind) == (["The ministry"], ["said"], "indirect")
    assert "the pier would stay closed" in content


def test_a_chain(reader: Pipeline) -> None:
    reading = reader.read(TEXTS[2])
    outer = next(a for a in reading.attributions if _texts(reading, a.source) == ["Coast News"])
    inner = next(a for a in reading.attributions if _texts(reading, a.source) == ["the deputy minister"])
    assert outer.parent is None
    assert inner.parent == outer.id
    assert "the dam was safe" in " ".join(_texts(reading, inner.content))


def test_nobody_says_anything(reader: Pipeline) -> None:
    assert reader.read(TEXTS[3]).attributions == ()


def test_scare_quotes_make_it_mixed(reader: Pipeline) -> None:
    found, source, _, _ = _parts(reader, TEXTS[6])
    assert (source, found.kind) == (["Police"], "mixed")


def test_a_quotation_goes_on_after_its_cue(reader: Pipeline) -> None:
    reading = reader.read(TEXTS[5])
    said = next(a for a in reading.attributions if "Peter Ross" in _texts(reading, a.source))
    assert said.kind == "direct"
    assert "We were told nothing" in " ".join(_texts(reading, said.content))


def test_all_capitals_are_read(reader: Pipeline) -> None:
    _, source, cue, content = _parts(reader, TEXTS[7])
    assert (source, cue) == (["THE HARBOUR BOARD"], ["SAID"])
    assert "THE PIER WOULD STAY CLOSED" in content


def test_a_pronoun_is_resolved(reader: Pipeline) -> None:
    reading = reader.read("Anna Bell leads the harbour board. She said on Monday that the pier was safe.")
    assert [a.source_name for a in reading.attributions] == ["Anna Bell"]
    assert _texts(reading, reading.attributions[0].source) == ["She"]


def test_sentences_and_syntax(reader: Pipeline) -> None:
    text = "The board met on Tuesday. Mr. Ross, of the U.S. office, was there."
    reading = reader.read(text)
    assert _texts(reading, reading.sentences) == [
        "The board met on Tuesday.",
        "Mr. Ross, of the U.S. office, was there.",
    ]
    parsed = reader.parse([reader.document("The board met the press on Tuesday.")])[0]
    found = list(zip(parsed.words, parsed.upos, parsed.relation, parsed.lemma, parsed.head.tolist(), strict=True))
    assert found[1] == ("board", "NOUN", "nsubj", "board", 2)
    assert found[2] == ("met", "VERB", "root", "meet", 2)
    assert found[4] == ("press", "NOUN", "obj", "press", 2)


def test_names(reader: Pipeline) -> None:
    parsed = reader.parse([reader.document("Anna Bell flew from Paris to Geneva on Monday.")])[0]
    assert [(parsed.quotation(n.start, n.end), n.type) for n in parsed.names] == [
        ("Anna Bell", "PER"), ("Paris", "LOC"), ("Geneva", "LOC"),
    ]  # fmt: skip


def test_confidences_are_probabilities(reader: Pipeline) -> None:
    for text in TEXTS:
        assert all(0 < a.confidence < 1 for a in reader.read(text).attributions)


def test_threads_and_streams_read_what_one_reader_reads(reader: Pipeline) -> None:
    expected = [reader.read(text) for text in TEXTS]
    assert list(reader.pipe(TEXTS)) == expected
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(reader.read, TEXTS)) == expected


def test_an_article_reads_the_same_in_any_company(reader: Pipeline) -> None:
    article = "\n\n".join(TEXTS)
    alone = reader.read(article)
    assert [r for r in reader.pipe([*TEXTS, article, *TEXTS]) if isinstance(r, Reading)][len(TEXTS)] == alone


def test_two_threads_in_the_encoder_read_what_one_reads(reader: Pipeline, model_folder: Path) -> None:
    other = Pipeline.load(model_folder, threads=2)
    for text in ("\n\n".join(TEXTS), TEXTS[0]):
        assert [(a.source, a.cue, a.content) for a in other.read(text).attributions] == [
            (a.source, a.cue, a.content) for a in reader.read(text).attributions
        ]


def test_the_manifest_vouches_for_every_file(model_folder: Path) -> None:
    named = json.loads((model_folder / "manifest.json").read_text(encoding="utf-8"))["sha256"]
    lying = {p.name for p in model_folder.iterdir()} - {"manifest.json", "README.md", "LICENSE"}
    assert set(NEEDED) <= set(named)
    assert lying == set(named)


@pytest.mark.parametrize("name", NEEDED)
def test_a_damaged_file_is_named(model_folder: Path, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(model_folder, tmp_path / "model"))
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 3] ^= 0x10
    (copy / name).write_bytes(data)
    with pytest.raises(ModelError, match="damaged") as error:
        Pipeline.load(copy)
    assert str(error.value).startswith(str(copy / name))


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_file_is_named(model_folder: Path, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(model_folder, tmp_path / "model"))
    (copy / name).unlink()
    with pytest.raises(ModelError, match="missing") as error:
        Pipeline.load(copy)
    assert str(error.value).startswith(str(copy / name))
