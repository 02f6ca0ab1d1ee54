"""The encoder at run time: words in, every head's values out.

A document is cut into rows of whole paragraphs, and each row goes through the graph alone. The int8 graph scales all
that it is given together, so a row's values would otherwise depend on what it happened to be read with; and a row alone
needs no padding. A larger batch gains nothing: a row of a hundred pieces keeps the matrix products busy.
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
from hearsay.parse.words import GLUED, OTHER, PARAGRAPH, Words, pack
from hearsay.parsed import OUTSIDE

Floats = NDArray[np.float32]
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
        # The graph is fused as it is written; what onnxruntime would fuse further is slower (see training/graph.py).
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
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
        values = [np.empty((len(words), width), np.float32) for width in widths]
        for row in rows:
            results = self._session.run(None, _feed(row, words))
            for target, result in zip(values, results, strict=True):
                target[row.start : row.end] = result
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


def _feed(row: _Row, words: Words) -> dict[str, NDArray[np.generic]]:
    table = np.zeros((4, row.size), np.int64)
    table[1], table[2], table[3] = OTHER, GLUED, OUTSIDE
    counts = np.fromiter(map(len, row.pieces), np.int64, len(row.pieces))
    first = 1 + np.cumsum(counts) - counts
    table[0, 0], table[2, 0], table[0, -1] = _CLS, PARAGRAPH, _SEP
    table[0, 1:-1] = [i for ids in row.pieces for i in ids]
    table[1, 1:-1] = np.repeat(words.shape[row.start : row.end], counts)
    table[2, first] = words.gap[row.start : row.end]
    table[3, 1:-1] = np.repeat(words.quote[row.start : row.end], counts)
    return {"ids": table[0], "shape": table[1], "gap": table[2], "quote": table[3], "places": first}
