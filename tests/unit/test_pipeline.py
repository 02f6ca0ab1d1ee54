"""The order of the stages: one article, many, several threads; what goes wrong and how it is said."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

import hearsay
from hearsay import Pipeline
from hearsay.errors import ConfigError, EmptyInput, HearsayError, InputError, ModelError, NotEnglish, NotText
from hearsay.model import Document, Reading, Zone

TEXTS = [
    '"The talks have failed," the minister said on Monday. He blamed the union for it.',
    "The harbour board said the pier would stay closed. It gave no date.\n\nFerries leave from the old quay.",
    "Nobody knows what happened next, and nobody has asked.",
    "Anna Bell, who leads the board, told reporters that she had been warned in May.",
    "“We were told nothing,” said Ross. “Not a word.”\n\n“And we asked,” he added, “more than once.”",
    "It rained on the valley for three days, and the river rose above its banks.",
    "According to the report, the dam was safe; engineers who had seen it denied that.",
    "Officials did not say who had ordered the march, or why the police had left.",
]
GERMAN = (
    "Der Minister sagte am Montag, dass die Gespräche gescheitert seien und niemand daran schuld sei, auch er nicht. "
    "Die Hafenbehörde teilte mit, der nördliche Kai bleibe geschlossen, bis die Ingenieure jeden Pfahl geprüft hätten. "
    "Eine Sprecherin erklärte, die Fähren würden so lange von der alten Brücke ablegen, eine Stunde später als sonst."
)


@pytest.fixture
def copy(tiny_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_folder, tmp_path / "model"))


class TestRead:
    def test_a_text(self, tiny: Pipeline) -> None:
        reading = tiny.read(TEXTS[1], published="2024-05-02", outlet="Coast News")
        assert reading.document.text == TEXTS[1]
        assert (reading.document.published, reading.document.outlet) == ("2024-05-02", "Coast News")
        assert reading.model == tiny.model
        assert reading.hearsay == hearsay.__version__
        assert reading.sentences
        assert {claim.attribution for claim in reading.claims} == {a.id for a in reading.attributions}

    def test_a_path_bytes_and_a_document_give_what_the_text_gives(self, tiny: Pipeline, tmp_path: Path) -> None:
        path = tmp_path / "article.txt"
        path.write_text(TEXTS[0], encoding="utf-8")
        expected = tiny.read(TEXTS[0])
        assert tiny.read(path) == expected
        assert tiny.read(TEXTS[0].encode()) == expected
        assert tiny.read(tiny.document(TEXTS[0])) == expected

    def test_a_string_that_is_a_path_is_a_text(self, tiny: Pipeline) -> None:
        assert tiny.read("/etc/hostname").document.text == "/etc/hostname"

    def test_a_url_is_fetched_and_refused_where_it_leads_home(self, tiny: Pipeline) -> None:
        with pytest.raises(InputError):
            tiny.read("http://127.0.0.1:9/article")
        sentence = "http://127.0.0.1:9/article was down, the board said."
        assert tiny.read(sentence).document.text == sentence

    @pytest.mark.parametrize(("text", "error"), [("", EmptyInput), (" \n\t", EmptyInput), (GERMAN, NotEnglish)])
    def test_what_cannot_be_read(self, tiny: Pipeline, text: str, error: type[HearsayError]) -> None:
        with pytest.raises(error):
            tiny.read(text)

    def test_a_date_that_is_none(self, tiny: Pipeline) -> None:
        with pytest.raises(ConfigError):
            tiny.read(TEXTS[0], published="last week")

    def test_a_date_that_the_text_implies(self, tiny: Pipeline) -> None:
        reading = tiny.read(
            "A parade will be held in September to mark seventy years since the end of the Second World War, he said."
        )
        assert reading.document.published is not None
        assert reading.document.published.startswith("2015")
        assert reading.document.published_basis == "inferred"
        assert "published-inferred" in {note.code for note in reading.notes}

    def test_times_are_read_against_the_date_given(self, tiny: Pipeline) -> None:
        reading = tiny.read("The bridge was closed on March 3, the harbour office said.", published="2020-05-06")
        found = [(t.value, reading.document.text[slice(*t.span)]) for t in reading.times]
        assert found == [("2020-03-03", "March 3")]
        assert reading.document.published_basis == "given"

    def test_a_text_without_prose_is_noted(self, tiny: Pipeline) -> None:
        document = Document(id="d", text="Photo: A. Bell", zones=(Zone((0, 14), "caption"),))
        reading = tiny.read(document)
        assert [n.code for n in reading.notes] == ["no-prose"]
        assert (reading.sentences, reading.mentions, reading.attributions) == ((), (), ())

    def test_the_titles_words_are_no_sentence(self, tiny: Pipeline) -> None:
        text = "Pier closed\n\nThe pier is old."
        reading = tiny.read(Document(id="d", text=text, zones=(Zone((0, 11), "title"),)))
        assert all(a >= 13 for a, _ in reading.sentences)
        assert reading.sentences

    def test_a_reading_is_json_and_comes_back_whole(self, tiny: Pipeline) -> None:
        reading = tiny.read(TEXTS[4])
        assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


class TestPipe:
    def test_readings_come_in_order_each_as_if_read_alone(self, tiny: Pipeline) -> None:
        assert list(tiny.pipe(TEXTS)) == [tiny.read(text) for text in TEXTS]

    def test_an_error_stands_in_its_place(self, tiny: Pipeline, tmp_path: Path) -> None:
        sources = [TEXTS[0], "", tmp_path / "none.txt", TEXTS[1], GERMAN, b"\x00\x01\x02\x03" * 50]
        results = list(tiny.pipe(sources))
        assert [type(r).__name__ for r in results[:2]] == ["Reading", "EmptyInput"]
        assert [isinstance(r, Reading) for r in results] == [True, False, False, True, False, False]
        assert all(isinstance(r, (Reading, HearsayError)) for r in results)
        assert "none.txt" in str(results[2])

    def test_no_source_is_taken_before_its_turn(self, tiny: Pipeline) -> None:
        """So memory is bounded by the article at hand, however many follow."""
        taken: list[int] = []

        def endless() -> Iterator[str]:
            for number in range(10**9):
                taken.append(number)
                yield TEXTS[number % len(TEXTS)]

        results = tiny.pipe(endless())
        for expected in range(1, 4):
            next(results)
            assert len(taken) == expected

    def test_options_hold_for_every_source(self, tiny: Pipeline) -> None:
        results = tiny.pipe(TEXTS[:2], published="2024-05-02", outlet="Coast News")
        assert {(r.document.published, r.document.outlet) for r in results if isinstance(r, Reading)} == {
            ("2024-05-02", "Coast News")
        }

    def test_nothing(self, tiny: Pipeline) -> None:
        assert list(tiny.pipe([])) == []

    def test_an_error_that_is_not_ours_is_not_swallowed(self, tiny: Pipeline) -> None:
        def sources() -> Iterator[str]:
            yield TEXTS[0]
            raise RuntimeError("the disk is gone")

        with pytest.raises(RuntimeError, match="gone"):
            list(tiny.pipe(sources()))


def test_four_threads_read_what_one_reads(tiny: Pipeline) -> None:
    expected = [tiny.read(text) for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(3):
            assert list(pool.map(tiny.read, TEXTS)) == expected


class TestModels:
    def test_a_folder_without_a_model(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match=r"manifest\.json"):
            Pipeline.load(tmp_path)

    @pytest.mark.parametrize("name", ["encoder.onnx", "tables.npz", "vocab.txt"])
    def test_a_cut_file_is_named(self, copy: Path, name: str) -> None:
        data = (copy / name).read_bytes()
        (copy / name).write_bytes(data[: len(data) // 2])
        with pytest.raises(ModelError) as error:
            Pipeline.load(copy)
        assert str(error.value).startswith(str(copy / name))
        assert error.value.code == "model"

    def test_a_calibration_of_the_folder_is_used(self, copy: Path, tiny: Pipeline) -> None:
        (copy / "calibration.json").write_text(json.dumps({"weights": [0] * 7, "bias": 0}))
        found = Pipeline.load(copy).read(TEXTS[4]).attributions
        assert {a.confidence for a in found} == {0.5}
        assert {a.confidence for a in tiny.read(TEXTS[4]).attributions} != {0.5}

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[]",
            "{}",
            '{"weights": [1], "bias": 0}',
            '{"weights": 1, "bias": 0}',
            '{"weights": ["a"], "bias": 0}',
        ],
    )
    def test_a_damaged_calibration_is_named(self, copy: Path, text: str) -> None:
        (copy / "calibration.json").write_text(text)
        with pytest.raises(ModelError, match=r"calibration\.json"):
            Pipeline.load(copy)


def test_the_package_offers_what_it_says() -> None:
    for name in hearsay.__all__:
        assert getattr(hearsay, name) is not None
    with pytest.raises(AttributeError, match="nonesuch"):
        _ = hearsay.nonesuch


def test_what_is_no_input_costs_itself_alone(tiny: Pipeline) -> None:
    bad, good = tiny.pipe([None, bytearray(b"The mayor said yes.")])  # type: ignore[list-item]
    assert isinstance(bad, NotText)
    assert isinstance(good, Reading)
    assert good.document.text == "The mayor said yes."
