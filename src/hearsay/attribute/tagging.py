"""Cues, and what every word is to each cue: the model's values decoded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hearsay.attribute import roles
from hearsay.parsed import Parsed
from hearsay.sequences import legal_steps, softmax, spans, viterbi

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Range = tuple[int, int]

# Cues whose rows are scored at a time: few enough to stay in the processor's cache, and a long text in memory.
TOGETHER = 32
# A nested cue is kept where the model is at least this sure of it (chosen on GUM's news and interview training
# documents: the cue layer sees few nested cues in training and is generous).
NESTED_CUE = 0.5
# On articles that it has not seen the flat layer is surer of itself than it should be (contents: 84 on what it was
# trained on, 70 on PolNeAR dev). So an outermost cue costs something, and the flat layer says a little less in roles.
# Both chosen on PolNeAR dev; a third less or more of the first costs up to 0.3 points.
CUE_COST = 0.8
FLAT_SHARE = 0.9


@dataclass(frozen=True)
class RoleTables:
    """The role scorer's parameters (see ``training/net.py``)."""

    distance: Floats
    paragraph: Floats
    between: Floats
    out: Floats
    out_bias: Floats
    flat: Floats
    flat_steps: Floats
    role_steps: Floats

    @classmethod
    def of(cls, tables: dict[str, Floats]) -> RoleTables:
        return cls(
            tables["role_distance.weight"],
            tables["role_paragraph.weight"],
            tables["role_between.weight"],
            np.ascontiguousarray(tables["role_out.weight"].T),
            tables["role_out.bias"],
            np.ascontiguousarray(tables["flat_role.weight"].T),
            tables["flat_steps"],
            tables["role_steps"],
        )

    def reserved(self, tags: Sequence[str]) -> RoleTables:
        """The tables as they are read with: less is left to the flat layer, whose ``tags`` these are."""
        steps = self.flat_steps.copy()
        steps[:, [i for i, tag in enumerate(tags) if tag == "B-cue"]] -= CUE_COST
        return replace(self, flat_steps=steps, flat=self.flat * np.float32(FLAT_SHARE))


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue's word range, the row it stands in, whether it is nested, and the model's probability of it."""

    start: int
    end: int
    row: int
    nested: bool
    probability: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue with the word ranges of its source and content, and the signs of how sure the model is of them."""

    cue: Cue
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    signs: tuple[float, ...]


def _by_row(values: Floats, rows: Sequence[Range]) -> tuple[Floats, Ints]:
    lengths = np.array([b - a for a, b in rows], np.int64)
    out = np.zeros((len(rows), int(lengths.max()), values.shape[1]), np.float32)
    for i, (a, b) in enumerate(rows):
        out[i, : b - a] = values[a:b]
    return out, lengths


def flat(parsed: Parsed, tables: RoleTables, tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Outermost sources, cues and contents, unlinked: ``(start, end, role)`` word ranges."""
    if not len(parsed):
        return []
    emissions, lengths = _by_row(parsed.signals["flat"], parsed.rows)
    best = viterbi(emissions, lengths, tables.flat_steps)
    return [
        (a + start, a + end, role)
        for (a, b), row in zip(parsed.rows, best, strict=True)
        for start, end, role in spans([tags[t] for t in row[: b - a].tolist()])
    ]


def cues(
    parsed: Parsed, found: Sequence[tuple[int, int, str]], flat_tags: Sequence[str], cue_tags: Sequence[str]
) -> list[Cue]:
    """Outermost cues from the flat layer; whatever else the cue layer sees, as nested; in text order.

    A nested cue need not stand in a content of the flat layer (which has not seen "quoted X as saying" as a pair):
    one that ends up in no content is dropped once roles are decided.
    """
    if not len(parsed):
        return []
    row_ends = [b for _, b in parsed.rows]
    chance = softmax(parsed.signals["flat"])
    columns = [i for i, t in enumerate(flat_tags) if t.endswith("-cue")]
    out = []
    for start, end, role in found:
        if role == "cue":
            sure = float(chance[start:end][:, columns].sum(1).mean())
            out.append(Cue(start, end, int(np.searchsorted(row_ends, start, side="right")), False, sure))
    return sorted([*out, *_nested(parsed, found, cue_tags, row_ends)], key=lambda c: c.start)


def _nested(
    parsed: Parsed, found: Sequence[tuple[int, int, str]], tags: Sequence[str], row_ends: list[int]
) -> list[Cue]:
    taken = np.zeros(len(parsed), bool)
    for start, end, role in found:
        if role == "cue":
            taken[start:end] = True
    chance = softmax(parsed.signals["cue"])
    emissions, lengths = _by_row(np.log(chance + 1e-9), parsed.rows)
    best = viterbi(emissions, lengths, legal_steps(tags))
    out = []
    for number, ((a, b), row) in enumerate(zip(parsed.rows, best, strict=True)):
        for start, end, _ in spans([tags[t] for t in row[: b - a].tolist()]):
            lo, hi = a + start, a + end
            sure = float(1 - chance[lo:hi, 0].max())
            if not taken[lo:hi].any() and sure >= NESTED_CUE:
                out.append(Cue(lo, hi, number, True, sure))
    return out


def frames(parsed: Parsed, found: Sequence[Cue], tables: RoleTables, tags: Sequence[str]) -> list[Frame]:
    """Each cue's source and content, by a conditional tagging of the row it stands in."""
    starts = np.array([c.start for c in found], np.int64)
    nested = np.array([c.nested for c in found], bool)
    out: list[Frame] = []
    for at in range(0, len(found), TOGETHER):
        part = found[at : at + TOGETHER]
        scores, lengths = role_scores(parsed, part, tables, starts, starts[~nested])
        out += _decoded(parsed, part, scores, lengths, steps=tables.role_steps, tags=tags)
    return out


def _decoded(
    parsed: Parsed, found: Sequence[Cue], scores: Floats, lengths: Ints, *, steps: Floats, tags: Sequence[str]
) -> list[Frame]:
    best = viterbi(scores, lengths, steps)
    chances = softmax(scores)
    out = []
    for i, cue in enumerate(found):
        a = parsed.rows[cue.row][0]
        row = best[i, : lengths[i]]
        ranges: dict[str, list[Range]] = {"source": [], "content": []}
        for start, end, role in spans([tags[t] for t in row.tolist()]):
            ranges[role].append((a + start, a + end))
        signs = _signs(cue, row, chances[i, : lengths[i]], ranges, a)
        out.append(Frame(cue, tuple(ranges["source"]), tuple(ranges["content"]), signs))
    return out


def _signs(cue: Cue, row: Ints, chances: Floats, ranges: dict[str, list[Range]], offset: int) -> tuple[float, ...]:
    """What the confidence is computed from: the cue's probability, and how sure the edges of the rest are."""
    taken = chances[np.arange(len(row)), row]
    edges = []
    for role in ("source", "content"):
        places = [p - offset for a, b in ranges[role] for p in (a, b - 1, min(b, offset + len(row) - 1))]
        edges.append(float(taken[places].min()) if places else 0.0)
        edges.append(float(taken[places].mean()) if places else 0.0)
    return (cue.probability, *edges, float(bool(ranges["source"])), float(cue.nested))


def role_scores(
    parsed: Parsed, found: Sequence[Cue], tables: RoleTables, every: Ints, outer: Ints
) -> tuple[Floats, Ints]:
    """``(cues, words, 5)``: what each word of its row is to each cue, and the rows' lengths.

    ``every`` and ``outer`` are the first words of the document's cues and of its outermost ones.
    """
    s = parsed.signals
    starts = np.array([parsed.rows[c.row][0] for c in found], np.int64)
    lengths = np.array([parsed.rows[c.row][1] for c in found], np.int64) - starts
    longest = int(lengths.max())
    place = np.minimum(np.arange(longest)[None], lengths[:, None] - 1) + starts[:, None]
    first = np.array([c.start for c in found], np.int64)
    last = np.array([c.end for c in found], np.int64)
    hidden = s["role_word"][place]
    hidden += (s["role_first"][first] + s["role_last"][last - 1])[:, None]
    hidden += tables.distance[roles.distance(place, first, last)]
    hidden += tables.paragraph[roles.paragraph(parsed.paragraph[place], parsed.paragraph[first])]
    hidden += tables.between[_between(place, found, every, outer)]
    np.maximum(hidden, 0, out=hidden)
    scores: Floats = hidden @ tables.out + tables.out_bias + s["flat"][place] @ tables.flat
    return scores, lengths


def _between(place: Ints, found: Sequence[Cue], every: Ints, outer: Ints) -> Ints:
    """How many other cues stand between: for an outermost cue outermost ones, for a nested one all."""
    first = np.array([c.start for c in found], np.int64)
    nested = np.array([c.nested for c in found], bool)
    return np.where(nested[:, None], roles.between(place, first, every), roles.between(place, first, outer))
