"""The reading model in PyTorch: one encoder, many heads.

The encoder is MiniLM's (6 layers, 384 wide, uncased) in the model that ships, MPNet's in a teacher, with three small
embeddings added for what its word pieces hide: capitals, white space, quotation marks. Each group of heads reads its
own learned mix of the layers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from hearsay.parse.pairs import AGREEMENTS, DISTANCES, WORD_CLASSES
from hearsay.parse.words import GAPS, SHAPES
from hearsay.parsed import QUOTES
from training.labels import CUE, ENTITY, EVENT, FILLS, FLAT, INCIDENTS, MENTION, ROLE, UPOS


@dataclass(frozen=True)
class Sizes:
    """Widths of everything. ``relations`` and ``xpos`` depend on the treebanks."""

    relations: int
    xpos: int
    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    inner: int = 1536
    layers: int = 6
    heads: int = 12
    eps: float = 1e-12
    # Buckets of relative distance that attention is biased by (MPNet); 0 for none.
    relative: int = 0
    # The layer before which shapes, gaps and quotation states are added; the layers under it are left as they were
    # pretrained, so what they give needs computing only once a row.
    enters: int = 0
    arc: int = 256
    label: int = 192
    role: int = 192
    pointer: int = 64
    coreference: int = 128


ROLE_DISTANCES = 24
ROLE_PARAGRAPHS = 5
ROLE_BETWEEN = 4


class RowDropout(nn.Module):
    """Dropout with one mask a row, shared by all its places (Gal and Ghahramani, 2016): random numbers are
    a tenth of a CPU step otherwise."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        shape = (x.shape[0], *(1 for _ in x.shape[1:-1]), x.shape[-1])
        keep = 1 - self.share
        return x * (torch.rand(shape, device=x.device) < keep).to(x.dtype).div_(keep)


class Layer(nn.Module):
    """One post-norm transformer layer, in BERT's arrangement."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.qkv = nn.Linear(sizes.width, 3 * sizes.width)
        self.out = nn.Linear(sizes.width, sizes.width)
        self.norm1 = nn.LayerNorm(sizes.width, eps=sizes.eps)
        self.up = nn.Linear(sizes.width, sizes.inner)
        self.down = nn.Linear(sizes.inner, sizes.width)
        self.norm2 = nn.LayerNorm(sizes.width, eps=sizes.eps)
        self.dropout = RowDropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) * (q.shape[-1] ** -0.5) + mask
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        out: Tensor = self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))
        return out


class Mix(nn.Module):
    """A learned weighted sum of the layers where marks enter and above (Peters et al., 2018)."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        start = torch.zeros(layers)
        start[-1] = 2.0
        self.weights = nn.Parameter(start)

    def forward(self, layers: list[Tensor]) -> Tensor:
        weights = self.weights.softmax(0)
        out: Tensor = reduce(torch.add, (w * x for w, x in zip(weights, layers, strict=True)))
        return out


class Net(nn.Module):
    """Encoder and heads. :meth:`forward` gives every word-level projection; the scorers below combine them."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes
        w = sizes.width
        self.word = nn.Embedding(sizes.vocabulary, w)
        self.position = nn.Embedding(sizes.positions, w)
        self.shape = nn.Embedding(SHAPES, w)
        self.gap = nn.Embedding(GAPS, w)
        self.quote = nn.Embedding(QUOTES, w)
        self.norm = nn.LayerNorm(w, eps=sizes.eps)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))
        self.dropout = RowDropout(dropout)
        self.hidden_dropout = RowDropout(0.25)
        groups: tuple[dict[str, int], ...] = (
            {"sentence": 2, "upos": len(UPOS), "xpos": sizes.xpos, "arc_dep": sizes.arc, "arc_head": sizes.arc,
             "label_dep": sizes.label, "label_head": sizes.label},
            {"flat": len(FLAT), "cue": len(CUE), "role_word": sizes.role, "role_first": sizes.role,
             "role_last": sizes.role},
            {"entity": len(ENTITY), "mention": len(MENTION), "point_head": 2 * sizes.pointer,
             "point_edge": 2 * sizes.pointer, "anaphor": sizes.coreference, "antecedent": sizes.coreference,
             "anaphoric": 1},
            {"fills": len(FILLS), "incident": len(INCIDENTS), "happened": 1, "event": len(EVENT),
             "side_anchor": 2 * sizes.pointer, "side_word": 2 * sizes.pointer, "side": 2},
        )  # fmt: skip
        self.groups = groups
        self.mixes = nn.ModuleList(Mix(sizes.layers + 1 - sizes.enters) for _ in groups)
        self.projections = nn.ModuleList(nn.Linear(w, sum(g.values())) for g in groups)
        self.arc = nn.Parameter(torch.randn(sizes.arc + 1, sizes.arc) * 0.02)
        self.root = nn.Parameter(torch.randn(sizes.arc) * 0.05)
        self.root_label = nn.Parameter(torch.randn(sizes.label) * 0.05)
        self.relation = nn.Linear(sizes.label, sizes.relations)
        self.role_distance = nn.Embedding(ROLE_DISTANCES, sizes.role)
        self.role_paragraph = nn.Embedding(ROLE_PARAGRAPHS, sizes.role)
        self.role_between = nn.Embedding(ROLE_BETWEEN, sizes.role)
        self.role_out = nn.Linear(sizes.role, len(ROLE))
        self.flat_role = nn.Linear(len(FLAT), len(ROLE), bias=False)
        self.flat_steps = nn.Parameter(torch.zeros(len(FLAT) + 1, len(FLAT)))
        self.role_steps = nn.Parameter(torch.zeros(len(ROLE) + 1, len(ROLE)))
        self.pair_class = nn.Parameter(torch.zeros(WORD_CLASSES, WORD_CLASSES))
        self.pair_type = nn.Parameter(torch.zeros(len(MENTION), len(MENTION)))
        self.pair_distance = nn.Parameter(torch.zeros(3, DISTANCES))
        self.pair_agreement = nn.Parameter(torch.zeros(3, AGREEMENTS))
        self.relative = nn.Embedding(sizes.relative, sizes.heads) if sizes.relative else None
        for table in (self.shape, self.gap, self.quote, self.role_distance, self.role_paragraph, self.role_between):
            nn.init.normal_(table.weight, std=0.02)

    def mask(self, length: int, lengths: Tensor) -> Tensor:
        """What is added to attention's scores: ``-1e4`` past each row's end, and the bias of relative distance."""
        place = torch.arange(length, device=lengths.device)
        mask = torch.where(place[None, :] < lengths[:, None], 0.0, -1e4)[:, None, None, :]
        if self.relative is None:
            return mask
        bias = self.relative(distance_buckets(place, self.sizes.relative)).permute(2, 0, 1)
        biased: Tensor = mask + bias[None]
        return biased

    def below(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """``(rows, pieces, width)``: what the layers under :attr:`Sizes.enters` make of the pieces alone."""
        x: Tensor = self.word(ids) + self.position(torch.arange(ids.shape[1], device=ids.device))
        if not self.sizes.enters:
            return x
        x = self.norm(x)
        mask = self.mask(ids.shape[1], lengths)
        for layer in self.layers[: self.sizes.enters]:
            x = layer(x, mask)
        return x

    def above(self, below: Tensor, shape: Tensor, gap: Tensor, quote: Tensor, lengths: Tensor) -> list[Tensor]:
        """The outputs of all layers from :attr:`Sizes.enters` on, their input first."""
        x = below + self.shape(shape) + self.gap(gap) + self.quote(quote)
        x = self.dropout(x if self.sizes.enters else self.norm(x))
        mask = self.mask(below.shape[1], lengths)
        layers = [x]
        for layer in self.layers[self.sizes.enters :]:
            x = layer(x, mask)
            layers.append(x)
        return layers

    def forward(
        self,
        ids: Tensor,
        shape: Tensor,
        gap: Tensor,
        quote: Tensor,
        lengths: Tensor,
        places: Tensor,
        below: Tensor | None = None,
    ) -> dict[str, Tensor]:
        """Each head's values, one row a word, for padded rows ``(rows, pieces)`` with ``lengths`` real pieces each.

        ``places`` are words' first pieces, as indices into the flat rows; ``below`` is :meth:`below`'s answer, where it
        is known already.
        """
        layers = self.above(self.below(ids, lengths) if below is None else below, shape, gap, quote, lengths)
        picked = [x.reshape(-1, x.shape[-1])[places] for x in layers]
        out: dict[str, Tensor] = {}
        for (mix, projection), group in zip(self.read_outs(), self.groups, strict=True):
            values = projection(self.dropout(mix(picked)))
            for name, part in zip(group, values.split(list(group.values()), -1), strict=True):
                out[name] = part
        return out

    def read_outs(self) -> Iterator[tuple[Mix, nn.Linear]]:
        """Each group's mix of the layers and what projects it."""
        for mix, projection in zip(self.mixes, self.projections, strict=True):
            yield cast(Mix, mix), cast(nn.Linear, projection)

    # -------------------------------------------------------- scorers

    def arcs(self, dep: Tensor, head: Tensor) -> Tensor:
        """Biaffine arc scores ``(..., n, 1 + n)``, the root first (Dozat and Manning, 2017)."""
        dep, head = self.hidden_dropout(F.relu(dep)), self.hidden_dropout(F.relu(head))
        root = self.root.expand(*head.shape[:-2], 1, -1)
        heads = torch.cat([root, head], -2)
        one = torch.ones_like(dep[..., :1])
        return torch.cat([dep, one], -1) @ self.arc @ heads.transpose(-1, -2)

    def labels(self, dep: Tensor, head: Tensor) -> Tensor:
        """Relation scores for chosen arcs: one dependent and one head vector each."""
        out: Tensor = self.relation(self.hidden_dropout(F.relu(dep + head)))
        return out

    def roles(
        self, word: Tensor, cue: Tensor, distance: Tensor, paragraph: Tensor, between: Tensor, flat: Tensor
    ) -> Tensor:
        """What each word is to each cue: ``(cues, words, 5)``. ``word`` and ``flat`` are ``(cues, words, -)``."""
        near = self.role_distance(distance) + self.role_paragraph(paragraph) + self.role_between(between)
        out: Tensor = self.role_out(self.hidden_dropout(F.relu(word + cue[:, None] + near))) + self.flat_role(flat)
        return out


def side_scores(anchor: Tensor, word: Tensor, side: Tensor) -> Tensor:
    """``(2, anchors, words)``: the log odds that a word is an actor, and a recipient, of the event an anchor tells."""
    queries, keys = anchor.chunk(2, -1), word.chunk(2, -1)
    scale = queries[0].shape[-1] ** -0.5
    return torch.stack([q @ k.T * scale + b[:, None] for q, k, b in zip(queries, keys, side.unbind(-1), strict=True)])


def distance_buckets(place: Tensor, buckets: int, furthest: int = 128) -> Tensor:
    """``(n, n)``: the bucket of the way from row's place to column's, in T5's and MPNet's manner: half of them for each
    direction, near ones of their own, far ones by the logarithm."""
    way = place[None, :] - place[:, None]
    half = buckets // 2
    far = way.abs()
    exact = half // 2
    log = exact + (far.clamp(min=1).float() / exact).log() / math.log(furthest / exact) * (half - exact)
    near = torch.where(far < exact, far, log.long().clamp(max=half - 1))
    return near + (way > 0).long() * half


def transitions_allowed(tags: tuple[str, ...]) -> Tensor:
    """``(1 + n, n)``: 0 where a tag may follow (row 0: may begin), -1e4 where not: I-x only after B-x or I-x."""
    table = torch.zeros(len(tags) + 1, len(tags))
    for j, tag in enumerate(tags):
        if tag.startswith("I"):
            for i, before in enumerate(("^", *tags)):
                if before[1:] != tag[1:] or before in ("^", "O"):
                    table[i, j] = -1e4
    return table


def crf_loss(emissions: Tensor, tags: Tensor, lengths: Tensor, steps: Tensor) -> Tensor:
    """Each sequence's negative log-likelihood under a linear-chain CRF.

    ``emissions`` ``(n, t, k)``; ``steps`` ``(1 + k, k)``, row 0 for the beginning. The partition function is a
    product of matrices in the log semiring, taken pairwise as a tree: log2(t) large steps instead of t small ones.
    """
    n, t, k = emissions.shape
    place = torch.arange(t, device=emissions.device)
    real = place[None, :] < lengths[:, None]
    before = torch.cat([torch.zeros_like(tags[:, :1]), tags[:, :-1] + 1], 1)
    gold = emissions.gather(-1, tags[..., None])[..., 0] + steps[before, tags]
    score = (gold * real).sum(1)
    first = emissions[:, 0] + steps[0]
    if t == 1:
        return first.logsumexp(-1) - score
    unit = torch.full((k, k), -1e4, device=emissions.device).fill_diagonal_(0.0)
    chain = torch.where(real[:, 1:, None, None], emissions[:, 1:, None, :] + steps[1:], unit)
    while chain.shape[1] > 1:
        if chain.shape[1] % 2:
            chain = torch.cat([chain, unit.expand(n, 1, k, k)], 1)
        left, right = chain[:, 0::2], chain[:, 1::2]
        chain = (left[..., :, :, None] + right[..., None, :, :]).logsumexp(-2)
    total = (first[:, :, None] + chain[:, 0]).logsumexp((1, 2))
    return total - score
