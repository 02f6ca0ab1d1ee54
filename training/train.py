"""Train the reading model: ``python -m training.train --data DIR --out RUN``.

Runs on a CPU or a GPU alike; checkpoints every few minutes and goes on from the last one when started
again. The learning rate warms up, holds, and falls to zero over the last ``--cooldown`` steps, so a run can be
lengthened: start it again with more ``--steps`` before the fall begins.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from hearsay.parse.words import pieces_of
from training import distil, marked
from training.batches import Row, collate, rows_of, steps
from training.below import Below
from training.data import Encode, Sample, read_all
from training.fills import read_muc4
from training.frames import Framer
from training.labels import IGNORE
from training.losses import WEIGHTS, losses
from training.net import Net
from training.options import add_data
from training.starts import load_minilm, load_mpnet, minilm, mpnet, sizes
from training.taught import Taught, Teacher, unlabelled

# How often an epoch goes over each set: the small ones carry tasks the large one does not.
REPEATS = {"polnear": 1, "ewt": 1, "gum": 3, "wikigold": 1, "crossner": 1, "frames": 1, "news": 1, "muc4": 1}
# The share of rows that an epoch sees of news and MUC-4 where nothing is marked.
IDLE = 0.25
# Samples of three framed sentences, new ones every epoch.
FRAMED = 800
# What is not in the file of lower layers: an epoch reads only part of it.
LATER = ("news", "muc4")


def encoder_of(folder: Path) -> Encode:
    """A word's piece ids by the start model's own tokenizer."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    unknown = tokenizer.token_to_id("[UNK]")
    assert unknown is not None
    return pieces_of(lambda word: tokenizer.encode(word, add_special_tokens=False).ids, unknown)


def _tells(row: Row) -> bool:
    """Whether something is marked in a row of news: names, fills of an incident, events."""
    sample, inside = row.sample, slice(row.start, row.end)
    read = sample.event is not None and bool((sample.event[inside] != IGNORE).any())
    return sample.entity is not None or read or (sample.fills is not None and bool(sample.fills[inside].any()))


def _groups(
    samples: list[Sample], encode: Encode, limit: int, rng: random.Random, moves: bool = True, taught: bool = False
) -> list[list[Row]]:
    """An epoch's rows. Without ``moves`` they are cut at the same places each time; with ``taught`` a teacher speaks on
    news in which nothing is marked."""
    groups: list[list[Row]] = []
    for sample in samples:
        for _ in range(REPEATS[sample.origin]):
            rows = rows_of(sample, encode, limit, rng, moves=moves)
            if sample.origin in LATER:
                idle = IDLE if sample.origin == "muc4" or taught else 0.0
                rows = [r for r in rows if _tells(r) or rng.random() < idle]
            groups += [rows] if sample.mentions is not None else [[row] for row in rows]
    return groups


def add_names(samples: list[Sample], path: Path) -> None:
    """Names that ``training.silver`` found, for samples that have none marked; nothing where it was not run."""
    if not path.exists():
        return
    found = np.load(path)
    for sample in samples:
        if sample.entity is None and sample.name in found:
            sample.entity = found[sample.name].astype(np.int64)


def rate(step: int, total: int, warm: int, cool: int) -> float:
    """The learning rate's factor at ``step``: up, level, down."""
    return min(1.0, (step + 1) / warm, max(0.0, (total - step) / cool))


# Scores that are looked up, not computed: they have to travel far, and one step moves them by the rate at most.
_TABLES = ("pair_class", "pair_type", "pair_distance", "pair_agreement", "flat_steps", "role_steps")


def freeze(net: Net) -> None:
    """Leave what is under the layer where marks enter as it was pretrained, dropout and all."""
    for module in (net.word, net.position, net.norm, net.relative, *net.layers[: net.sizes.enters]):
        if module is not None:
            module.eval().requires_grad_(False)


def _optimiser(net: Net, encoder_rate: float, head_rate: float, table_rate: float) -> torch.optim.Optimizer:
    parts = (net.word, net.position, net.norm, net.layers, net.relative)
    encoder = {id(p) for part in parts if part is not None for p in part.parameters()}
    tables = {id(getattr(net, name)) for name in _TABLES}
    groups: list[dict[str, object]] = []
    for inside, learning in ((True, encoder_rate), (False, head_rate)):
        for decays in (True, False):
            chosen = [
                p
                for p in net.parameters()
                if (id(p) in encoder) == inside and (p.dim() > 1) == decays and id(p) not in tables
            ]
            groups.append({"params": chosen, "lr": learning, "base": learning, "weight_decay": 0.01 if decays else 0.0})
    chosen = [getattr(net, name) for name in _TABLES]
    groups.append({"params": chosen, "lr": table_rate, "base": table_rate, "weight_decay": 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def _save(path: Path, **state: object) -> None:
    held = path.with_suffix(".tmp")
    torch.save(state, held)
    os.replace(held, path)


def _samples(args: argparse.Namespace, relations: dict[str, int], xpos: dict[str, int]) -> list[Sample]:
    """All that is trained on, with our own labels laid over it."""
    samples = read_all(args.data, "train", relations, xpos)
    news = marked.news()
    samples += [s for s in unlabelled(args.data) if args.teacher is not None or s.name in news]
    samples += read_muc4(args.data)
    add_names(samples, args.out / "names.npz")
    marked.add_names(samples, xpos)
    marked.add_news_names(samples)
    marked.add_nested(samples)
    marked.add_happened(samples)
    marked.add_events(samples)
    rng = random.Random(0)
    return [s for s in samples if args.fraction >= 1 or rng.random() < args.fraction]


def _network(args: argparse.Namespace, relations: int, xpos: int) -> Net:
    net = Net(sizes(args.start, relations, xpos, args.enters))
    if args.start == "mpnet":
        load_mpnet(net, mpnet(args.out / "mpnet"), minilm() / "vocab.txt")
    else:
        load_minilm(net, minilm())
    if args.begin is not None:
        from training.shipped import load_shipped

        print(f"starting from {args.begin}: {load_shipped(net, args.begin)[:12]}", flush=True)
    return net


@dataclass
class _Report:
    """Losses and pace since the last line that was printed."""

    seen: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    began: float = field(default_factory=time.time)
    pieces: int = 0

    def add(self, rows: list[Row], terms: dict[str, torch.Tensor]) -> None:
        self.pieces += sum(row.size for row in rows)
        for name, value in terms.items():
            self.seen[name].append(float(value.detach()))

    def show(self, step: int, epoch: int, factor: float) -> None:
        means = " ".join(f"{n} {sum(v) / len(v):.3f}" for n, v in self.seen.items())
        pace = self.pieces / (time.time() - self.began)
        print(f"step {step} epoch {epoch} {pace:.0f} pieces/s lr {factor:.2f} {means}", flush=True)
        self.seen.clear()
        self.began, self.pieces = time.time(), 0


class Trainer:
    """One run: what it trains on, its network, and how far it has come."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        relations: dict[str, int] = {}
        xpos: dict[str, int] = {}
        self.samples = _samples(args, relations, xpos)
        self.labels = {"relations": list(relations), "xpos": list(xpos)}
        (args.out / "labels.json").write_text(json.dumps(self.labels))
        self.framer = Framer(self.samples, relations, xpos)
        self.encode = encoder_of(minilm())
        self.net = _network(args, len(relations), len(xpos))
        self.optimiser = _optimiser(self.net, args.rate, args.head_rate, args.table_rate)
        self.step = self.epoch = self.skip = 0
        self.checkpoint: Path = args.out / "checkpoint.pt"
        if self.checkpoint.exists():
            self._go_on()
        self.net.train()
        self.below = self._below()
        self.taught = self._taught()

    def _go_on(self) -> None:
        state = torch.load(self.checkpoint, weights_only=False, map_location=self.args.device)
        self.net.load_state_dict(state["net"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.epoch, self.skip = state["step"], state["epoch"], state["in_epoch"]
        print(f"going on from step {self.step}", flush=True)

    def _fixed(self) -> list[Row]:
        """The rows that are the same every epoch."""
        found = (rows_of(s, self.encode, self.args.limit, None) for s in self.samples if s.origin not in LATER)
        return [row for rows in found for row in rows]

    def _below(self) -> Below | None:
        if not self.args.enters:
            return None
        freeze(self.net)
        return Below(self.net, self.args.out / "below.npy", self._fixed())

    def _taught(self) -> Taught | None:
        run, args = self.args.teacher, self.args
        if run is None:
            return None
        teacher = Teacher.load(run, "mpnet", args.teacher_enters, self._fixed(), self.labels)
        taught = Taught(teacher, run / "taught.npy", self.samples, self.encode, args.limit)
        distil.take_transitions(self.net, teacher.net)
        return taught

    def rows(self, rng: random.Random) -> Iterator[list[Row]]:
        """An epoch's steps."""
        shown = [*self.samples, *self.framer.samples(int(FRAMED * self.args.fraction), rng)]
        groups = _groups(shown, self.encode, self.args.limit, rng, not self.below, self.taught is not None)
        return steps(groups, self.args.budget, rng)

    def learn(self, rows: list[Row]) -> dict[str, torch.Tensor]:
        """One step. Returns its losses."""
        batch = collate(rows)
        if self.below is not None:
            batch.inputs = (*batch.inputs, self.below.of(rows, batch.inputs[0].shape[1]))
        out = self.net(*batch.inputs)
        terms = losses(self.net, batch, self.labels["xpos"], out)
        loss = sum((WEIGHTS[name] * value for name, value in terms.items()), torch.zeros(()))
        if self.taught is not None and self.taught.knows(batch):
            told = distil.losses(self.net, self.taught.net, out, self.taught.of(batch), batch)
            loss = loss + sum(distil.WEIGHTS[name] * value for name, value in told.items())
            terms |= {f"{name}'": value for name, value in told.items()}
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimiser.step()
        return terms

    def train(self) -> None:
        """Up to ``--steps``, going on in the middle of an epoch where it was cut off."""
        args, report, saved = self.args, _Report(), time.time()
        while self.step < args.steps:
            rng = random.Random(args.seed * 1000 + self.epoch)
            for done, rows in enumerate(self.rows(rng), 1):
                if done <= self.skip:
                    continue
                if self.step >= args.steps:
                    break
                factor = rate(self.step, args.steps, args.warmup, args.cooldown)
                for group in self.optimiser.param_groups:
                    group["lr"] = group["base"] * factor
                report.add(rows, self.learn(rows))
                self.step += 1
                if self.step % 50 == 0:
                    report.show(self.step, self.epoch, factor)
                falls = self.step == args.steps - args.cooldown
                if falls or time.time() - saved > args.save_minutes * 60:
                    self.save(done)
                    saved = time.time()
                if falls:
                    (args.out / "before-cooldown.pt").write_bytes(self.checkpoint.read_bytes())
            else:
                self.epoch += 1
                self.skip = 0
        self.save(0)
        _save(args.out / "net.pt", net=self.net.state_dict(), **self.labels)
        print("done", flush=True)

    def save(self, in_epoch: int) -> None:
        """A checkpoint after so many steps of an epoch."""
        state = {"net": self.net.state_dict(), "optimiser": self.optimiser.state_dict()}
        _save(self.checkpoint, **state, step=self.step, epoch=self.epoch, in_epoch=in_epoch)


def main() -> None:
    args = _arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    # Every tensor the recipe makes is made there; nothing else differs between a CPU and a GPU.
    torch.set_default_device(args.device)
    args.out.mkdir(parents=True, exist_ok=True)
    Trainer(args).train()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data(parser)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--from", dest="begin", type=Path, help="a model folder to start from, not MiniLM alone")
    parser.add_argument("--start", choices=("minilm", "mpnet"), default="minilm", help="the pretrained encoder")
    parser.add_argument("--enters", type=int, default=0, help="leave so many layers as they are, and compute them once")
    parser.add_argument("--teacher", type=Path, help="a run of MPNet to learn from, and from news without labels too")
    parser.add_argument("--teacher-enters", type=int, default=6, help="the teacher's --enters")
    parser.add_argument("--steps", type=int, default=3600)
    parser.add_argument("--warmup", type=int, default=150)
    parser.add_argument("--cooldown", type=int, default=900)
    parser.add_argument("--budget", type=int, default=2400, help="word pieces a step")
    parser.add_argument("--limit", type=int, default=160, help="word pieces a row")
    parser.add_argument("--rate", type=float, default=2e-4, help="the encoder's learning rate")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--table-rate", type=float, default=2e-2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--fraction", type=float, default=1.0, help="share of the samples, to compare ideas quickly")
    parser.add_argument("--save-minutes", type=float, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
