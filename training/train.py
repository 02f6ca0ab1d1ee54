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
# What is not in the file of lower layers: news is read once, MUC-4 in part.
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
    encoder = {id(p) for m in (net.word, net.position, net.norm, net.layers) for p in m.parameters()}
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


def main() -> None:  # noqa: PLR0915
    args = _arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    # Every tensor the recipe makes is made there; nothing else differs between a CPU and a GPU.
    torch.set_default_device(args.device)
    args.out.mkdir(parents=True, exist_ok=True)
    relations: dict[str, int] = {}
    xpos: dict[str, int] = {}
    samples = read_all(args.data, "train", relations, xpos)
    news = marked.news()
    samples += [s for s in unlabelled(args.data) if args.teacher is not None or s.name in news]
    add_names(samples, args.out / "names.npz")
    marked.add_names(samples, xpos)
    marked.add_news_names(samples)
    marked.add_nested(samples)
    marked.add_happened(samples)
    samples += read_muc4(args.data)
    marked.add_events(samples)
    if args.fraction < 1:
        rng = random.Random(0)
        samples = [s for s in samples if rng.random() < args.fraction]
    (args.out / "labels.json").write_text(json.dumps({"relations": list(relations), "xpos": list(xpos)}))
    framer = Framer(samples, relations, xpos)
    encode = encoder_of(minilm())
    net = Net(sizes(args.start, len(relations), len(xpos), args.enters))
    if args.start == "mpnet":
        load_mpnet(net, mpnet(args.out / "mpnet"), minilm() / "vocab.txt")
    else:
        load_minilm(net, minilm())
    if args.begin is not None:
        from training.shipped import load_shipped

        print(f"starting from {args.begin}: {load_shipped(net, args.begin)[:12]}", flush=True)
    optimiser = _optimiser(net, args.rate, args.head_rate, args.table_rate)
    checkpoint = args.out / "checkpoint.pt"
    step = epoch = skip = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False, map_location=args.device)
        net.load_state_dict(state["net"])
        optimiser.load_state_dict(state["optimiser"])
        step, epoch, skip = state["step"], state["epoch"], state["in_epoch"]
        print(f"going on from step {step}", flush=True)
    net.train()
    below = None
    if args.enters:
        freeze(net)
        fixed = [row for s in samples if s.origin not in LATER for row in rows_of(s, encode, args.limit, None)]
        below = Below(net, args.out / "below.npy", fixed)
    taught = None
    if args.teacher is not None:
        rows = [row for s in samples if s.origin not in LATER for row in rows_of(s, encode, args.limit, None)]
        teacher = Teacher.load(args.teacher, "mpnet", args.teacher_enters, rows)
        taught = Taught(teacher, args.teacher / "taught.npy", samples, encode, args.limit)
        distil.take_transitions(net, teacher.net)
    seen: dict[str, list[float]] = defaultdict(list)
    saved, began, pieces = time.time(), time.time(), 0
    names = list(xpos)
    while step < args.steps:
        rng = random.Random(args.seed * 1000 + epoch)
        done = 0
        shown = [*samples, *framer.samples(int(FRAMED * args.fraction), rng)]
        for rows in steps(_groups(shown, encode, args.limit, rng, not below, taught is not None), args.budget, rng):
            done += 1
            if done <= skip:
                continue
            if step >= args.steps:
                break
            factor = rate(step, args.steps, args.warmup, args.cooldown)
            for group in optimiser.param_groups:
                group["lr"] = group["base"] * factor
            batch = collate(rows)
            if below is not None:
                batch.inputs = (*batch.inputs, below.of(rows, batch.inputs[0].shape[1]))
            out = net(*batch.inputs)
            terms = losses(net, batch, names, out)
            loss = sum((WEIGHTS[name] * value for name, value in terms.items()), torch.zeros(()))
            if taught is not None and taught.knows(batch):
                told = distil.losses(net, taught.net, out, taught.of(batch), batch)
                loss = loss + sum(distil.WEIGHTS[name] * value for name, value in told.items())
                terms |= {f"{name}'": value for name, value in told.items()}
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            step += 1
            pieces += sum(row.size for row in rows)
            for name, value in terms.items():
                seen[name].append(float(value.detach()))
            if step % 50 == 0:
                report = " ".join(f"{n} {sum(v) / len(v):.3f}" for n, v in seen.items())
                pace = pieces / (time.time() - began)
                print(f"step {step} epoch {epoch} {pace:.0f} pieces/s lr {factor:.2f} {report}", flush=True)
                seen.clear()
                began, pieces = time.time(), 0
            if time.time() - saved > args.save_minutes * 60 or step == args.steps - args.cooldown:
                _save(
                    checkpoint,
                    net=net.state_dict(),
                    optimiser=optimiser.state_dict(),
                    step=step,
                    epoch=epoch,
                    in_epoch=done,
                )
                if step == args.steps - args.cooldown:
                    (args.out / "before-cooldown.pt").write_bytes(checkpoint.read_bytes())
                saved = time.time()
        else:
            epoch += 1
            skip = 0
    _save(checkpoint, net=net.state_dict(), optimiser=optimiser.state_dict(), step=step, epoch=epoch, in_epoch=0)
    _save(args.out / "net.pt", net=net.state_dict(), relations=list(relations), xpos=list(xpos))
    print("done", flush=True)


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
