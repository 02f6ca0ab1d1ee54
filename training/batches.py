"""Samples laid into rows of word pieces, and rows gathered into training steps."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from hearsay.attribute import roles
from hearsay.parse import pairs
from hearsay.parse.words import CAPITAL, GLUED, LOWER, MIXED, OTHER, PARAGRAPH, TITLE, UPPER, pack
from hearsay.parsed import OUTSIDE
from training.data import Attribution, Encode, Sample
from training.labels import CUE, ENTITY, FILLS, FLAT, IGNORE, INCIDENTS, ROLE


@dataclass
class Row:
    """Words ``start`` to ``end`` of a sample."""

    sample: Sample
    pieces: list[list[int]]
    start: int
    end: int
    case: str = ""

    @property
    def size(self) -> int:
        return 2 + sum(map(len, self.pieces))


def rows_of(sample: Sample, encode: Encode, limit: int, rng: random.Random | None, moves: bool = True) -> list[Row]:
    """The sample's rows. With ``rng``, the first is cut short at random (if it ``moves``) and now and then the case is
    changed."""
    pieces = [encode(word) for word in sample.words.text]
    first = rng.randint(limit // 4, limit) - 2 if rng and moves else None
    cuts = pack([len(p) for p in pieces], sample.words.text, sample.words.paragraph.tolist(), limit - 2, first)
    rows = [Row(sample, pieces[a:b], a, b) for a, b in cuts]
    for row in rows if rng else []:
        draw = rng.random()  # type: ignore[union-attr]
        row.case = "upper" if draw < 0.06 else "lower" if draw < 0.09 else ""
    return rows


def _shapes(row: Row) -> np.ndarray:
    shape = row.sample.words.shape[row.start : row.end]
    if row.case == "upper":
        shape = np.where(np.isin(shape, (LOWER, TITLE, MIXED)), UPPER, shape)
        single = np.fromiter((len(w) == 1 for w in row.sample.words.text[row.start : row.end]), bool, len(shape))
        return np.where(single & (shape == UPPER), CAPITAL, shape)
    if row.case == "lower":
        return np.where(np.isin(shape, (UPPER, TITLE, MIXED, CAPITAL)), LOWER, shape)
    return shape


# Tag sets in which a row that begins within a span must begin it anew; each B stands just before its I.
_TAGS = {"flat": FLAT, "entity": ENTITY, "cue": CUE}


@dataclass
class Batch:
    """Tensors for one step: :meth:`training.net.Net.forward`'s inputs, and where each row's words lie among them."""

    rows: list[Row]
    inputs: tuple[Tensor, ...]
    bounds: list[tuple[int, int]]

    def labels(self, name: str) -> Tensor:
        """A per-word label over the whole batch, ``IGNORE`` where a sample has none."""
        parts = []
        for row in self.rows:
            values = getattr(row.sample, name)
            size = row.end - row.start
            part = np.full(size, IGNORE, np.int64) if values is None else values[row.start : row.end]
            if name in _TAGS and row.start and part[0] > 0 and _TAGS[name][part[0]][0] == "I":
                part = part.copy()
                part[0] -= 1
            parts.append(part)
        return torch.tensor(np.concatenate(parts))

    def fills(self) -> tuple[Tensor, Tensor]:
        """``(words, FILLS + INCIDENTS)`` of 0 and 1, and which words' are known."""
        values, known = [], []
        for row in self.rows:
            size, table = row.end - row.start, row.sample.fills
            known.append(np.full(size, table is not None))
            nothing = np.zeros((size, len(FILLS) + len(INCIDENTS)), np.float32)
            values.append(nothing if table is None else table[row.start : row.end].astype(np.float32))
        return torch.tensor(np.concatenate(values)), torch.tensor(np.concatenate(known))

    def happened(self) -> Tensor:
        """``(words,)``: how far each happened, ``nan`` where that is not known."""
        parts = []
        for row in self.rows:
            values = row.sample.happened
            nothing = np.full(row.end - row.start, np.nan, np.float32)
            parts.append(nothing if values is None else values[row.start : row.end].astype(np.float32))
        return torch.tensor(np.concatenate(parts))


CLS, SEP, PAD = 101, 102, 0


def collate(rows: list[Row], multiple: int = 16) -> Batch:
    """Padded rows, to a length rounded up so that few different shapes occur (many make memory grow)."""
    longest = max(row.size for row in rows)
    length = -(-longest // multiple) * multiple
    table = np.zeros((4, len(rows), length), np.int64)
    table[1], table[2], table[3] = OTHER, GLUED, OUTSIDE
    places: list[int] = []
    bounds: list[tuple[int, int]] = []
    for r, row in enumerate(rows):
        words, at = row.sample.words, 1
        shape = _shapes(row)
        table[0, r, 0], table[2, r, 0] = CLS, PARAGRAPH
        begin = len(places)
        for i, ids in enumerate(row.pieces):
            stop = at + len(ids)
            table[0, r, at:stop] = ids
            table[1, r, at:stop] = shape[i]
            table[2, r, at] = words.gap[row.start + i]
            table[3, r, at:stop] = words.quote[row.start + i]
            places.append(r * length + at)
            at = stop
        table[0, r, at] = SEP
        bounds.append((begin, len(places)))
    lengths = torch.tensor([row.size for row in rows])
    tensors = tuple(torch.tensor(t) for t in table)
    return Batch(rows, (*tensors, lengths, torch.tensor(places)), bounds)


def padded(bounds: list[tuple[int, int]]) -> tuple[Tensor, Tensor]:
    """Indices ``(rows, longest)`` into the flat words and each row's count; places past the end repeat the first."""
    counts = torch.tensor([b - a for a, b in bounds])
    longest = int(counts.max())
    place = torch.arange(longest)
    starts = torch.tensor([a for a, _ in bounds])
    index = starts[:, None] + torch.where(place[None] < counts[:, None], place[None], 0)
    return index, counts


@dataclass
class RolePairs:
    """Every cue of a batch, marked or heard by a teacher, against the words of its row."""

    index: Tensor
    counts: Tensor
    first: Tensor
    last: Tensor
    distance: Tensor
    paragraph: Tensor
    between: Tensor
    tags: Tensor


def _inside(pieces: list[tuple[int, int]], start: int, end: int) -> bool:
    return bool(pieces) and all(start <= a and b <= end for a, b in pieces)


def _role_tags(a: Attribution, start: int, size: int) -> np.ndarray:
    tags = np.zeros(size, np.int64)
    for role in ("content", "source"):
        for lo, hi in getattr(a, role):
            lo, hi = max(lo - start, 0), min(hi - start, size)
            if lo < hi:
                tags[lo] = ROLE.index(f"B-{role}")
                tags[lo + 1 : hi] = ROLE.index(f"I-{role}")
    return tags


def labelled(sample: Sample) -> list[Attribution]:
    """The attributions a sample is labelled with."""
    return sample.attributions


def role_pairs(batch: Batch, of: Callable[[Sample], list[Attribution]] = labelled) -> RolePairs | None:
    """The (cue, word) pairs of a batch's attributions, those that ``of`` gives, or None where no row has a cue."""
    items = []
    for row, (begin, stop) in zip(batch.rows, batch.bounds, strict=True):
        cues = [a for a in of(row.sample) if _inside(a.cue, row.start, row.end)]
        starts = np.array([a.cue[0][0] for a in cues], np.int64)
        for a in cues:
            items.append((row, begin, stop, a, starts))
    if not items:
        return None
    bounds = [(begin, stop) for _, begin, stop, _, _ in items]
    index, counts = padded(bounds)
    longest = index.shape[1]
    at = np.arange(longest)[None] + np.array([row.start for row, *_ in items])[:, None]
    first = np.array([a.cue[0][0] for *_, a, _ in items])
    last = np.array([a.cue[0][1] for *_, a, _ in items])
    word_paragraph = np.stack(
        [np.resize(row.sample.words.paragraph[row.start : row.end], longest) for row, *_ in items], dtype=np.int64
    )
    cue_paragraph = np.array([row.sample.words.paragraph[a.cue[0][0]] for row, _, _, a, _ in items], np.int64)
    between = np.concatenate([roles.between(at[i : i + 1], first[i : i + 1], items[i][4]) for i in range(len(items))])
    tags = np.zeros((len(items), longest), np.int64)
    for i, (row, _, _, a, _) in enumerate(items):
        size = row.end - row.start
        tags[i, :size] = _role_tags(a, row.start, size)
    offset = np.array([begin - row.start for row, begin, *_ in items])
    return RolePairs(
        index,
        counts,
        torch.tensor(first + offset),
        torch.tensor(last - 1 + offset),
        torch.tensor(roles.distance(at, first, last)),
        torch.tensor(roles.paragraph(word_paragraph, cue_paragraph)),
        torch.tensor(between),
        torch.tensor(tags),
    )


@dataclass
class Chains:
    """One document's gold mentions within a batch: flat word places and the tables the scorer looks up."""

    heads: Tensor
    firsts: Tensor
    lasts: Tensor
    classes: Tensor
    types: Tensor
    chains: Tensor
    agreement: Tensor
    distance: Tensor


def chains(batch: Batch, xpos_names: list[str]) -> list[Chains]:
    """The coreference documents of a batch (their rows stand together)."""
    out = []
    by_sample: dict[int, list[int]] = {}
    for r, row in enumerate(batch.rows):
        if row.sample.mentions is not None:
            by_sample.setdefault(id(row.sample), []).append(r)
    for numbers in by_sample.values():
        sample = batch.rows[numbers[0]].sample
        place = {}
        for r in numbers:
            row = batch.rows[r]
            place.update({w: batch.bounds[r][0] + w - row.start for w in range(row.start, row.end)})
        mentions = [m for m in sample.mentions or [] if m.first in place and m.last in place and m.head in place]
        if len(mentions) < 2:
            continue
        text, xpos = sample.words.text, sample.xpos
        assert xpos is not None
        heads = np.array([m.head for m in mentions])
        firsts, lasts = np.array([m.first for m in mentions]), np.array([m.last for m in mentions])
        classes = np.array([pairs.word_class(text[m.head], xpos_names[xpos[m.head]]) for m in mentions])
        out.append(
            Chains(
                torch.tensor([place[m.head] for m in mentions]),
                torch.tensor([place[m.first] for m in mentions]),
                torch.tensor([place[m.last] for m in mentions]),
                torch.tensor(classes),
                torch.tensor([m.type for m in mentions]),
                torch.tensor([m.chain for m in mentions]),
                torch.tensor(pairs.agreements(text, heads, firsts, lasts, classes)),
                torch.tensor(pairs.distances(len(mentions))),
            )
        )
    return out


def mention_labels(batch: Batch) -> Tensor:
    """Per word: the type of the mention it heads, 0 for none, ``IGNORE`` in samples without mentions."""
    parts = []
    for row in batch.rows:
        size = row.end - row.start
        if row.sample.mentions is None:
            parts.append(np.full(size, IGNORE, np.int64))
            continue
        values = np.zeros(size, np.int64)
        for m in row.sample.mentions:
            if row.start <= m.head < row.end:
                values[m.head - row.start] = m.type
        parts.append(values)
    return torch.tensor(np.concatenate(parts))


def steps(groups: list[list[Row]], budget: int, rng: random.Random, chunk: int = 10) -> Iterator[list[Row]]:
    """Rows for one step after another, about ``budget`` padded pieces each.

    A group (a coreference document) stays whole. Within stretches of ``chunk`` steps, rows of like length go
    together, so that little is padding; the steps of a stretch come in random order.
    """
    rng.shuffle(groups)
    stretch: list[list[Row]] = []
    size = 0
    for group in groups:
        stretch.append(group)
        size += sum(row.size for row in group)
        if size >= budget * chunk:
            yield from _by_length(stretch, budget, rng)
            stretch, size = [], 0
    yield from _by_length(stretch, budget, rng)


def _by_length(stretch: list[list[Row]], budget: int, rng: random.Random) -> list[list[Row]]:
    out: list[list[Row]] = [[]]
    for group in sorted(stretch, key=lambda g: max(row.size for row in g)):
        longest = max(row.size for row in group)
        if out[-1] and longest * (len(out[-1]) + len(group)) > budget * 1.15:
            out.append([])
        out[-1] += group
    rng.shuffle(out)
    return [rows for rows in out if rows]


__all__ = [
    "CLS", "FLAT", "PAD", "SEP", "Batch", "Chains", "RolePairs", "Row", "chains", "collate", "mention_labels",
    "padded", "role_pairs", "rows_of", "steps",
]  # fmt: skip
