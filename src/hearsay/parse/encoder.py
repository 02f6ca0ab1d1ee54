"""The encoder at run time: words in, every head's values out.

A document is cut into rows of whole paragraphs; rows of like length go through the graph together, about 600
pieces at a time (more falls out of the processor's cache). Rows of different documents never share a batch: the
int8 graph scales a batch's activations together, so a reading would depend on what it happened to be read with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from hearsay.errors import ModelError
from hearsay.parse import weights
from hearsay.parse.pieces import WordPiece
from hearsay.parse.words import GLUED, OTHER, OUTSIDE, PARAGRAPH, Words, pack

Floats = NDArray[np.float32]
BATCH_PIECES = 640
_CLS, _SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Encoded:
    """A document's rows (word ranges) and each head's values, ``(words, -)``."""

    rows: list[tuple[int, int]]
    signals: dict[str, Floats]


@dataclass(slots=True)
class _Row:
    start: int
    end: int
    pieces: list[list[int]]
    size: int


class Encoder:
    """One loaded model. Safe to use from several threads."""

    def __init__(self, manifest: weights.Manifest, session: ort.InferenceSession, pieces: WordPiece) -> None:
        self.manifest = manifest
        self._session = session
        self._lookup = pieces.lookup()

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1, check: bool = True) -> Encoder:
        """Load a model folder (by default the one shipped). Raises :class:`ModelError` where it cannot be used."""
        manifest = weights.manifest(folder or weights.shipped())
        if check:
            weights.check(manifest)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The arena keeps the largest shapes it has seen; long articles would swell it for good.
        options.enable_cpu_mem_arena = True
        path = str(manifest.path("encoder.onnx"))
        try:
            session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises a family of types of its own
            raise ModelError(f"onnxruntime could not load it: {error}", where=path) from error
        return cls(manifest, session, WordPiece.load(manifest.path("vocab.txt")))

    def encode(self, documents: Sequence[Words]) -> list[Encoded]:
        """Every document's rows and values. A document without words has none."""
        return [self._encode(words) for words in documents]

    def _encode(self, words: Words) -> Encoded:
        rows = self._rows(words)
        widths = [sum(width for _, width in group) for group in self.manifest.groups]
        values = [np.zeros((len(words), width), np.float32) for width in widths]
        for batch in _batches(rows):
            self._run(batch, words, values)
        return Encoded([(r.start, r.end) for r in rows], self._named(values))

    def _rows(self, words: Words) -> list[_Row]:
        pieces = [self._lookup(word) for word in words.text]
        sizes = [len(p) for p in pieces]
        cuts = pack(sizes, words.text, words.paragraph.tolist(), self.manifest.limit - 2)
        return [_Row(a, b, pieces[a:b], sum(sizes[a:b]) + 2) for a, b in cuts]

    def _named(self, groups: list[Floats]) -> dict[str, Floats]:
        out: dict[str, Floats] = {}
        for group, values in zip(self.manifest.groups, groups, strict=True):
            at = 0
            for name, width in group:
                out[name] = values[:, at : at + width]
                at += width
        return out

    def _run(self, batch: list[_Row], words: Words, values: list[Floats]) -> None:
        results = self._session.run(None, _feed(batch, words))
        at = 0
        for row in batch:
            count = row.end - row.start
            for target, result in zip(values, results, strict=True):
                target[row.start : row.end] = result[at : at + count]
            at += count


def _batches(rows: list[_Row]) -> list[list[_Row]]:
    out: list[list[_Row]] = []
    longest = 0
    for row in sorted(rows, key=lambda r: -r.size):
        if not out or longest * (len(out[-1]) + 1) > BATCH_PIECES:
            out.append([])
            longest = row.size
        out[-1].append(row)
    return out


def _feed(batch: list[_Row], words: Words) -> dict[str, NDArray[np.generic]]:
    length = max(row.size for row in batch)
    table = np.zeros((4, len(batch), length), np.int64)
    table[1], table[2], table[3] = OTHER, GLUED, OUTSIDE
    places: list[NDArray[np.int64]] = []
    for r, row in enumerate(batch):
        counts = np.fromiter(map(len, row.pieces), np.int64, len(row.pieces))
        first = 1 + np.cumsum(counts) - counts
        inside = slice(1, row.size - 1)
        table[0, r, 0], table[2, r, 0] = _CLS, PARAGRAPH
        table[0, r, inside] = [i for ids in row.pieces for i in ids]
        table[1, r, inside] = np.repeat(words.shape[row.start : row.end], counts)
        table[2, r, first] = words.gap[row.start : row.end]
        table[3, r, inside] = np.repeat(words.quote[row.start : row.end], counts)
        table[0, r, row.size - 1] = _SEP
        places.append(r * length + first)
    return {
        "ids": table[0],
        "shape": table[1],
        "gap": table[2],
        "quote": table[3],
        "lengths": np.array([row.size for row in batch], np.int32),
        "places": np.concatenate(places),
    }
