"""Sentences, parts of speech and dependencies out of the model's values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hearsay.parse.trees import best_tree

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
# A run of words this long without a sentence end is no sentence (a table, a list): cut where the encoder's rows are.
LONGEST_SENTENCE = 200
# Arcs are worked out for about so many words at a time.
BLOCK = 4096


@dataclass(frozen=True)
class SyntaxTables:
    """The parameters that combine words into arcs and relations (see ``training/net.py`` for their shapes)."""

    arc: Floats
    root: Floats
    root_label: Floats
    relation: Floats
    relation_bias: Floats

    @classmethod
    def of(cls, tables: dict[str, Floats]) -> SyntaxTables:
        return cls(
            tables["arc"],
            tables["root"],
            tables["root_label"],
            np.ascontiguousarray(tables["relation.weight"].T),
            tables["relation.bias"],
        )


def sentences(values: Floats, paragraph: Ints, rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Word ranges of sentences: where the model sees one start, and at every paragraph's first word."""
    n = len(values)
    if not n:
        return []
    starts = values[:, 1] > values[:, 0]
    starts[0] = True
    starts[1:] |= paragraph[1:] != paragraph[:-1]
    edges = [*np.flatnonzero(starts).tolist(), n]
    row_starts = {start for start, _ in rows}
    out: list[tuple[int, int]] = []
    for a, b in pairwise(edges):
        inner = [i for i in range(a + 1, b) if i in row_starts] if b - a > LONGEST_SENTENCE else []
        cuts = [a, *inner, b]
        out += pairwise(cuts)
    return out


def dependencies(signals: dict[str, Floats], ranges: list[tuple[int, int]], tables: SyntaxTables) -> tuple[Ints, Ints]:
    """Every word's head (a root's is itself) and relation number."""
    n = len(signals["arc_dep"])
    heads, relations = np.zeros(n, np.int64), np.zeros(n, np.int64)
    for block in _blocks(ranges):
        inside = slice(block[0][0], block[-1][1])
        _heads(signals, block, tables, heads)
        relations[inside] = _relations(signals, heads, inside, tables)
    return heads, relations


def _blocks(ranges: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Neighbouring sentences, some BLOCK words at a time: what is computed on the way takes memory by the block."""
    block: list[tuple[int, int]] = []
    for sentence in ranges:
        block.append(sentence)
        if sentence[1] - block[0][0] >= BLOCK:
            yield block
            block = []
    if block:
        yield block


def _heads(signals: dict[str, Floats], block: list[tuple[int, int]], tables: SyntaxTables, heads: Ints) -> None:
    base, stop = block[0][0], block[-1][1]
    head = np.maximum(signals["arc_head"][base:stop], 0)
    projected = np.maximum(signals["arc_dep"][base:stop], 0) @ tables.arc[:-1] + tables.arc[-1]
    root = np.maximum(tables.root, 0)
    for start, end in block:
        inside = slice(start - base, end - base)
        scores = np.empty((end - start, end - start + 1), np.float32)
        scores[:, 0] = projected[inside] @ root
        scores[:, 1:] = projected[inside] @ head[inside].T
        tree = best_tree(scores)
        heads[start:end] = np.where(tree == 0, np.arange(start, end), tree - 1 + start)


def _relations(signals: dict[str, Floats], heads: Ints, inside: slice, tables: SyntaxTables) -> Ints:
    above_of = heads[inside]
    own = above_of == np.arange(inside.start, inside.stop)
    above = np.where(own[:, None], tables.root_label, signals["label_head"][above_of])
    hidden = np.maximum(signals["label_dep"][inside] + above, 0)
    out: Ints = (hidden @ tables.relation + tables.relation_bias).argmax(1)
    return out
