"""A teacher's opinions as losses: what the shipped network learns from a larger one (Hinton et al., 2015).

Tags and relations are learnt from the teacher's probabilities, arcs from its distribution over heads, spans and roles
from its emissions, under its own transitions, which the student takes over: equal emissions are then equal sequences.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from training.batches import Batch, padded, role_pairs
from training.labels import EVENT
from training.net import Net, side_scores

CHANCES = ("fills", "incident")
TAGS = ("sentence", "upos", "xpos", "entity", "cue", "mention", "flat", "event")
WEIGHTS = {
    "sentence": 0.2, "upos": 0.3, "xpos": 0.3, "entity": 0.6, "cue": 0.3, "mention": 0.3, "flat": 2.0, "arc": 1.0,
    "relation": 0.5, "role": 2.0, "fills": 2.0, "incident": 0.3, "happened": 0.5,
    "event": 0.6, "side": 0.2,
}  # fmt: skip


def take_transitions(student: Net, teacher: Net) -> None:
    """Give the student the teacher's transitions, for good."""
    for name in ("flat_steps", "role_steps"):
        own = getattr(student, name)
        with torch.no_grad():
            own.copy_(getattr(teacher, name))
        own.requires_grad_(False)


def _apart(own: Tensor, target: Tensor) -> Tensor:
    """How far the student's distributions over the last axis are from the teacher's: mean KL divergence."""
    own, target = own.log_softmax(-1).flatten(0, -2), target.log_softmax(-1).flatten(0, -2)
    return F.kl_div(own, target, reduction="batchmean", log_target=True)


def _chances(own: Tensor, target: Tensor) -> Tensor:
    """The same for labels that do not exclude each other."""
    wanted = target.sigmoid()
    least = F.binary_cross_entropy_with_logits(target, wanted, reduction="none")
    return (F.binary_cross_entropy_with_logits(own, wanted, reduction="none") - least).sum(-1).mean()


def _starts(batch: Batch, target: dict[str, Tensor]) -> Tensor:
    """Per word, whether a sentence starts: as marked where the whole sample is, else as the teacher has it."""
    marked = batch.labels("sentence")
    return torch.where(marked >= 0, marked, target["sentence"].argmax(-1))


def _trees(student: Net, teacher: Net, out: dict[str, Tensor], target: dict[str, Tensor], batch: Batch) -> list[Tensor]:
    index, counts = padded(batch.bounds)
    n, t = index.shape
    number = _starts(batch, target)[index].cumsum(1)
    real = torch.arange(t)[None] < counts[:, None]
    inside = (number[:, :, None] == number[:, None, :]) & real[:, None, :]
    inside = torch.cat([torch.ones(n, t, 1, dtype=torch.bool), inside], -1)
    told = teacher.arcs(target["arc_dep"][index], target["arc_head"][index]).masked_fill(~inside, -1e4)
    own = student.arcs(out["arc_dep"][index], out["arc_head"][index]).masked_fill(~inside, -1e4)
    arc = _apart(own[real], told[real])
    heads = told.argmax(-1)
    labels = []
    for net, values in ((student, out), (teacher, target)):
        rooted = torch.cat([net.root_label.expand(n, 1, -1), values["label_head"][index]], 1)
        chosen = rooted.gather(1, heads[..., None].expand(-1, -1, rooted.shape[-1]))
        labels.append(net.labels(values["label_dep"][index][real], chosen[real]))
    return [arc, _apart(*labels)]


def _roles(
    student: Net, teacher: Net, out: dict[str, Tensor], target: dict[str, Tensor], batch: Batch
) -> Tensor | None:
    p = role_pairs(batch, lambda sample: sample.attributions or sample.heard)
    if p is None:
        return None
    scores = []
    for net, values in ((student, out), (teacher, target)):
        cue = values["role_first"][p.first] + values["role_last"][p.last]
        word, flat = values["role_word"][p.index], values["flat"][p.index]
        scores.append(net.roles(word, cue, p.distance, p.paragraph, p.between, flat))
    real = torch.arange(p.index.shape[1])[None] < p.counts[:, None]
    return _apart(scores[0][real], scores[1][real])


def _sides(out: dict[str, Tensor], target: dict[str, Tensor], batch: Batch) -> Tensor | None:
    """Who acts in the events that the teacher hears, among the words of their rows."""
    terms = []
    heard = target["event"].argmax(-1) != EVENT.index("O")
    for begin, end in batch.bounds:
        anchors = begin + heard[begin:end].nonzero()[:, 0]
        if len(anchors):
            words = slice(begin, end)
            own, told = (
                side_scores(v["side_anchor"][anchors], v["side_word"][words], v["side"][anchors]).flatten(0, 1)
                for v in (out, target)
            )
            terms.append(_chances(own, told))
    return torch.stack(terms).mean() if terms else None


def losses(
    student: Net, teacher: Net, out: dict[str, Tensor], target: dict[str, Tensor], batch: Batch
) -> dict[str, Tensor]:
    """Every distance to the teacher over one batch, unweighted. ``target`` holds the teacher's projections by word."""
    terms = {name: _apart(out[name], target[name]) for name in TAGS}
    terms |= {name: _chances(out[name], target[name]) for name in CHANCES}
    terms["happened"] = F.mse_loss(out["happened"], target["happened"])
    terms["arc"], terms["relation"] = _trees(student, teacher, out, target, batch)
    for name, value in (("role", _roles(student, teacher, out, target, batch)), ("side", _sides(out, target, batch))):
        if value is not None:
            terms[name] = value
    return terms
