"""What each head is trained to do, as losses over one batch."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from training.batches import Batch, Chains, chains, mention_labels, padded, role_pairs
from training.labels import ENTITY, FILLS, FLAT, IGNORE, ROLE, UNTYPED
from training.net import Net, crf_loss, side_scores, transitions_allowed

WEIGHTS = {
    "flat": 1.0, "role": 1.0, "cue": 0.3, "sentence": 0.2, "upos": 0.3, "xpos": 0.3, "arc": 1.0, "relation": 0.5,
    "entity": 0.6, "mention": 0.3, "point": 0.3, "coreference": 0.4, "fills": 2.0, "incident": 0.3, "happened": 0.5,
    "event": 0.6, "side": 0.2,
}  # fmt: skip


def _tagging(values: Tensor, labels: Tensor) -> Tensor | None:
    known = labels != IGNORE
    return F.cross_entropy(values[known], labels[known]) if bool(known.any()) else None


def _names(values: Tensor, labels: Tensor) -> Tensor | None:
    """Cross entropy of entity tags; a word that is ``UNTYPED`` may be outside or in a name of another sort."""
    known, untyped = labels >= 0, labels == UNTYPED
    if not bool((known | untyped).any()):
        return None
    exact = F.cross_entropy(values[known], labels[known], reduction="sum")
    other = [i for i, tag in enumerate(ENTITY) if tag[2:] not in ("PER", "ORG", "LOC")]
    loose = values[untyped].logsumexp(-1) - values[untyped][:, other].logsumexp(-1)
    return (exact + loose.sum()) / (known | untyped).sum()


def _select(batch: Batch, attribute: str) -> list[int]:
    return [r for r, row in enumerate(batch.rows) if getattr(row.sample, attribute) is not None]


def _flat(net: Net, out: dict[str, Tensor], batch: Batch) -> Tensor | None:
    rows = _select(batch, "flat")
    if not rows:
        return None
    index, counts = padded([batch.bounds[r] for r in rows])
    labels = batch.labels("flat")
    steps = net.flat_steps + transitions_allowed(FLAT)
    return crf_loss(out["flat"][index], labels[index], counts, steps).sum() / counts.sum() * 2


def _roles(net: Net, out: dict[str, Tensor], batch: Batch) -> Tensor | None:
    p = role_pairs(batch)
    if p is None:
        return None
    cue = out["role_first"][p.first] + out["role_last"][p.last]
    scores = net.roles(out["role_word"][p.index], cue, p.distance, p.paragraph, p.between, out["flat"][p.index])
    steps = net.role_steps + transitions_allowed(ROLE)
    return crf_loss(scores, p.tags, p.counts, steps).mean() / 10


def _syntax(net: Net, out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    rows = _select(batch, "head")
    if not rows:
        return {}
    index, _ = padded([batch.bounds[r] for r in rows])
    n, t = index.shape
    heads = torch.full((n, t), IGNORE)
    relations = torch.full((n, t), IGNORE)
    sentence = torch.full((n, t), -1)
    for k, r in enumerate(rows):
        row = batch.rows[r]
        s = row.sample
        assert s.head is not None
        assert s.relation is not None
        assert s.sentence is not None
        size = row.end - row.start
        head = torch.tensor(s.head[row.start : row.end]) - row.start
        own = torch.arange(size)
        known = (head >= 0) & (head < size)
        heads[k, :size] = torch.where(known, torch.where(head == own, 0, head + 1), IGNORE)
        relations[k, :size] = torch.where(known, torch.tensor(s.relation[row.start : row.end]), IGNORE)
        sentence[k, :size] = torch.tensor(s.sentence[row.start : row.end]).cumsum(0)
    scores = net.arcs(out["arc_dep"][index], out["arc_head"][index])
    allowed = sentence[:, :, None] == sentence[:, None, :]
    allowed = torch.cat([torch.ones(n, t, 1, dtype=torch.bool), allowed], -1)
    scores = scores.masked_fill(~allowed, -1e4)
    known = heads != IGNORE
    if not bool(known.any()):
        return {}
    arc = F.cross_entropy(scores[known], heads[known])
    flat_head = out["label_head"][index]
    rooted = torch.cat([net.root_label.expand(n, 1, -1), flat_head], 1)
    chosen = rooted.gather(1, heads.clamp(min=0)[..., None].expand(-1, -1, rooted.shape[-1]))
    labels = net.labels(out["label_dep"][index][known], chosen[known])
    return {"arc": arc, "relation": F.cross_entropy(labels, relations[known])}


def _pointers(net: Net, out: dict[str, Tensor], batch: Batch, found: list[Chains]) -> Tensor | None:
    """Each mention's first and last word, picked among the words of its row."""
    width = net.sizes.pointer
    terms = []
    starts = torch.tensor([a for a, _ in batch.bounds])
    ends = torch.tensor([b for _, b in batch.bounds])
    for c in found:
        row = torch.searchsorted(ends, c.heads, right=True)
        same = (c.firsts >= starts[row]) & (c.lasts < ends[row])
        heads, firsts, lasts, row = c.heads[same], c.firsts[same], c.lasts[same], row[same]
        for r in row.unique().tolist():
            pick = row == r
            lo, hi = batch.bounds[r]
            query = out["point_head"][heads[pick]]
            keys = out["point_edge"][lo:hi]
            for part, gold in ((slice(0, width), firsts), (slice(width, None), lasts)):
                scores = query[:, part] @ keys[:, part].T
                terms.append(F.cross_entropy(scores, gold[pick] - lo, reduction="none"))
    return torch.cat(terms).mean() if terms else None


def antecedent_scores(net: Net, out: dict[str, Tensor], c: Chains) -> Tensor:
    """``(n, n)`` scores of taking column's mention as row's antecedent; only below the diagonal is meant."""
    anaphor, antecedent = out["anaphor"][c.heads], out["antecedent"][c.heads]
    score: Tensor = anaphor @ antecedent.T * (net.sizes.coreference**-0.5) + out["anaphoric"][c.heads]
    kind = c.classes.clamp(max=2)
    score = score + net.pair_class[c.classes][:, c.classes] + net.pair_type[c.types][:, c.types]
    score = score + net.pair_distance[kind[:, None].expand_as(c.distance), c.distance]
    return score + net.pair_agreement[kind[:, None].expand_as(c.agreement), c.agreement]


def _coreference(net: Net, out: dict[str, Tensor], found: list[Chains]) -> Tensor | None:
    """Marginal likelihood of a right antecedent, or of none, at score 0 (Lee et al., 2017)."""
    terms = []
    for c in found:
        n = len(c.heads)
        below = torch.ones(n, n).tril(-1).bool()
        scores = antecedent_scores(net, out, c).masked_fill(~below, -1e4)
        right = (c.chains[:, None] == c.chains[None, :]) & below
        none = ~right.any(1)
        scores = torch.cat([torch.zeros(n, 1), scores], 1)
        right = torch.cat([none[:, None], right], 1)
        terms.append(scores.logsumexp(1) - scores.masked_fill(~right, -1e4).logsumexp(1))
    return torch.cat(terms).mean() if terms else None


def _incidents(out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """Which words fill a role of an incident and, of those that do, of what types."""
    labels, known = batch.fills()
    if not bool(known.any()):
        return {}
    roles, types = labels[known].split([len(FILLS), labels.shape[1] - len(FILLS)], 1)
    terms = {"fills": F.binary_cross_entropy_with_logits(out["fills"][known], roles, reduction="none").sum(1).mean()}
    filled = roles.any(1)
    if bool(filled.any()):
        terms["incident"] = F.binary_cross_entropy_with_logits(out["incident"][known][filled], types[filled])
    return terms


def _happened(out: dict[str, Tensor], batch: Batch) -> Tensor | None:
    values = batch.happened()
    known = ~values.isnan()
    return F.mse_loss(out["happened"][known, 0], values[known]) if bool(known.any()) else None


def _sides(out: dict[str, Tensor], batch: Batch) -> Tensor | None:
    """Who acts and who is acted on, each event against the words of its sentence."""
    terms = []
    for row, (begin, _) in zip(batch.rows, batch.bounds, strict=True):
        for told in row.sample.told:
            if not (row.start <= told.start and told.end <= row.end):
                continue
            at = begin - row.start
            words, anchor = slice(told.start + at, told.end + at), slice(told.anchor + at, told.anchor + at + 1)
            scores = side_scores(out["side_anchor"][anchor], out["side_word"][words], out["side"][anchor])[:, 0]
            wanted = torch.zeros(scores.shape)
            for side, filled in enumerate((told.actors, told.recipients)):
                wanted[side, [w - told.start for w in filled]] = 1
            terms.append(F.binary_cross_entropy_with_logits(scores, wanted, reduction="sum"))
    return torch.stack(terms).mean() if terms else None


def losses(net: Net, batch: Batch, xpos_names: list[str], out: dict[str, Tensor] | None = None) -> dict[str, Tensor]:
    """Every loss that the batch's samples have labels for, unweighted. ``out`` is the network's answer, if known."""
    out = out if out is not None else net(*batch.inputs)
    terms: dict[str, Tensor | None] = {
        name: _tagging(out[name], batch.labels(name)) for name in ("sentence", "upos", "xpos", "cue", "event")
    }
    terms["entity"] = _names(out["entity"], batch.labels("entity"))
    terms["flat"] = _flat(net, out, batch)
    terms["role"] = _roles(net, out, batch)
    terms.update(_syntax(net, out, batch))
    found = chains(batch, xpos_names)
    terms["mention"] = _tagging(out["mention"], mention_labels(batch))
    terms["point"] = _pointers(net, out, batch, found)
    terms["coreference"] = _coreference(net, out, found)
    terms.update(_incidents(out, batch))
    terms["happened"] = _happened(out, batch)
    terms["side"] = _sides(out, batch)
    return {name: value for name, value in terms.items() if value is not None}
