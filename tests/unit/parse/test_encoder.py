"""The encoder at run time: rows, what is fed to the graph, and what comes back to which word."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from hearsay.errors import ModelError
from hearsay.parse.encoder import Encoder, _feed, _Row
from hearsay.parse.words import (
    CLOSES,
    GLUED,
    INSIDE,
    LOWER,
    OPENS,
    OTHER,
    OUTSIDE,
    PARAGRAPH,
    SPACED,
    TITLE,
    Words,
    build,
)
from hearsay.pipeline import Pipeline


def _words(text: str) -> Words:
    """Words between spaces, paragraphs between line ends."""
    forms: list[str] = []
    starts: list[int] = []
    paragraph: list[int] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        for form in line.split():
            at = text.index(form, at)
            forms.append(form)
            starts.append(at)
            paragraph.append(number)
            at += len(form)
    ends = [s + len(f) for s, f in zip(starts, forms, strict=True)]
    return build(text, forms, starts, ends, paragraph)


@pytest.fixture(scope="module")
def encoder(tiny_folder: Path) -> Encoder:
    return Encoder.load(tiny_folder)


def test_what_the_graph_is_fed() -> None:
    words = _words('" No " he\nLeft')
    feed = _feed(_Row(0, 4, [[1], [2, 3], [4], [5]], 7), words)
    assert feed["ids"].tolist() == [101, 1, 2, 3, 4, 5, 102]
    assert feed["places"].tolist() == [1, 2, 4, 5]
    assert feed["shape"].tolist() == [OTHER, OTHER, TITLE, TITLE, OTHER, LOWER, OTHER]
    assert feed["gap"].tolist() == [PARAGRAPH, PARAGRAPH, SPACED, GLUED, SPACED, SPACED, GLUED]
    assert feed["quote"].tolist() == [OUTSIDE, OPENS, INSIDE, INSIDE, CLOSES, OUTSIDE, OUTSIDE]
    feed = _feed(_Row(4, 5, [[6]], 3), words)
    assert feed["ids"].tolist() == [101, 6, 102]
    assert feed["gap"].tolist() == [PARAGRAPH, PARAGRAPH, GLUED]


def test_rows_keep_to_the_models_limit(encoder: Encoder) -> None:
    words = _words("\n".join(["one two three four five six ."] * 20))
    rows = encoder._rows(words)
    assert [i for r in rows for i in range(r.start, r.end)] == list(range(len(words)))
    assert all(r.size <= encoder.manifest.limit for r in rows)
    assert all(r.size == 2 + sum(map(len, r.pieces)) for r in rows)


def test_every_word_gets_the_values_of_its_own_place(encoder: Encoder) -> None:
    """The tiny graph sees a word's first piece and its codes only: like words have like values, wherever they stand."""
    words = _words("\n".join(f"{'w ' * (i % 7)}box and zoo said" for i in range(40)))
    values = encoder.encode([words])[0]
    assert len(values.rows) > 3
    seen: dict[tuple[str, int, int, int], np.ndarray] = {}
    for i, form in enumerate(words.text):
        key = form, int(words.shape[i]), int(words.gap[i]), int(words.quote[i])
        row = np.concatenate([part[i] for part in values.signals.values()])
        assert np.allclose(seen.setdefault(key, row), row, atol=1e-4)
    assert len({tuple(row.round(3)) for row in seen.values()}) == len(seen)


def test_every_head_has_its_width(encoder: Encoder) -> None:
    values = encoder.encode([_words("He said no .")])[0]
    widths = {name: width for group in encoder.manifest.groups for name, width in group}
    assert {name: part.shape for name, part in values.signals.items()} == {n: (4, w) for n, w in widths.items()}


def test_no_documents_and_empty_ones(encoder: Encoder) -> None:
    assert encoder.encode([]) == []
    empty = encoder.encode([build("", [], [], [], [])])[0]
    assert empty.rows == []
    assert all(len(part) == 0 for part in empty.signals.values())


def test_a_rows_values_do_not_depend_on_its_company(reader: Pipeline) -> None:
    """The shipped graph scales all the activations it is given together; so it is given one row at a time."""
    paragraphs = [f"The minister said it would rain in town {i} , " * 14 for i in range(3)]
    encoder = reader.parser.encoder
    alone = encoder.encode([_words(p) for p in paragraphs])
    together = encoder.encode([_words("\n".join(paragraphs))])[0]
    assert len(together.rows) == 3
    for name, part in together.signals.items():
        assert (np.concatenate([values.signals[name] for values in alone]) == part).all()


class TestLoading:
    @pytest.fixture
    def copy(self, tiny_folder: Path, tmp_path: Path) -> Path:
        return Path(shutil.copytree(tiny_folder, tmp_path / "model"))

    def test_a_damaged_graph_is_named(self, copy: Path) -> None:
        data = bytearray((copy / "encoder.onnx").read_bytes())
        data[len(data) // 2] ^= 0xFF
        (copy / "encoder.onnx").write_bytes(data)
        with pytest.raises(ModelError, match=r"encoder\.onnx: damaged"):
            Encoder.load(copy)

    def test_a_graph_that_is_none_is_named_even_unchecked(self, copy: Path) -> None:
        (copy / "encoder.onnx").write_bytes(b"no graph")
        with pytest.raises(ModelError, match=r"encoder\.onnx"):
            Encoder.load(copy, check=False)

    def test_a_missing_file_is_named(self, copy: Path) -> None:
        (copy / "vocab.txt").unlink()
        with pytest.raises(ModelError, match=r"vocab\.txt"):
            Encoder.load(copy)
