"""The encoder at run time: rows, batches, what is fed to the graph, and what comes back to which word."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest

from hearsay.errors import ModelError
from hearsay.parse import encoder as module
from hearsay.parse.encoder import Encoder, _batches, _feed, _Row
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
    rows = [_Row(0, 4, [[1], [2, 3], [4], [5]], 7), _Row(4, 5, [[6]], 3)]
    feed = _feed(rows, words)
    assert feed["ids"].tolist() == [[101, 1, 2, 3, 4, 5, 102], [101, 6, 102, 0, 0, 0, 0]]
    assert feed["lengths"].tolist() == [7, 3]
    assert feed["places"].tolist() == [1, 2, 4, 5, 8]
    assert feed["shape"].tolist()[0] == [OTHER, OTHER, TITLE, TITLE, OTHER, LOWER, OTHER]
    assert feed["gap"].tolist() == [
        [PARAGRAPH, PARAGRAPH, SPACED, GLUED, SPACED, SPACED, GLUED],
        [PARAGRAPH, PARAGRAPH, GLUED, GLUED, GLUED, GLUED, GLUED],
    ]
    assert feed["quote"].tolist()[0] == [OUTSIDE, OPENS, INSIDE, INSIDE, CLOSES, OUTSIDE, OUTSIDE]


def test_rows_of_like_length_go_together_and_batches_are_bounded() -> None:
    sizes = [160, 20, 150, 30, 25, 160, 90, 160, 10] * 5
    rows = [_Row(i, i + 1, [], size) for i, size in enumerate(sizes)]
    batches = _batches(rows)
    assert sorted(r.start for batch in batches for r in batch) == list(range(len(sizes)))
    for batch in batches:
        assert max(r.size for r in batch) * len(batch) <= module.BATCH_PIECES
    edges = [(max(r.size for r in b), min(r.size for r in b)) for b in batches]
    assert all(low >= high for (_, low), (high, _) in itertools.pairwise(edges))
    assert len(batches) <= sum(sizes) / module.BATCH_PIECES * 2


def test_a_row_longer_than_a_batch_goes_alone() -> None:
    assert [len(b) for b in _batches([_Row(0, 1, [], 5000), _Row(1, 2, [], 10)])] == [1, 1]
    assert _batches([]) == []


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


def test_a_documents_values_do_not_depend_on_its_company(reader: Pipeline) -> None:
    """The shipped graph scales a batch's activations together."""
    documents = [_words("The minister said it would rain ."), _words("WAR !\nPEACE ?"), _words('" No , " he said .')]
    encoder = reader.parser.encoder
    together = encoder.encode(documents)
    for words, values in zip(documents, together, strict=True):
        alone = encoder.encode([words])[0]
        assert all((alone.signals[name] == part).all() for name, part in values.signals.items())


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
