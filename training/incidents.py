"""Trains the incident coder on MUC-4's development part, start to finish.

    python -m training.incidents --data DATA --cache FOLDER          # data/incidents/model.npz
    python -m training.incidents --data DATA --cache FOLDER --folds 4   # cross-validation only

``--cache`` holds parsed articles between runs (about 100 MB a file of a hundred). The keys' strings are found in the
texts and label the phrases whose heads they have; the network is trained on those, the set fills' linear models on
the phrases that fill a slot, and the model of which targets belong together on pairs of them. Needs the extra
``training``.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from hearsay.coding.incidents.features import Describer, vectors
from hearsay.coding.incidents.fillers import Filler
from hearsay.coding.incidents.network import MODEL, packed
from hearsay.coding.incidents.phrases import Phrase, head_of, phrases
from hearsay.coding.incidents.scores import HUMAN, PHYSICAL, ROLES, SETS, TYPES
from hearsay.coding.incidents.sets import BY_FILLER, filler_features, phrase_features
from hearsay.coding.incidents.together import Pairs
from hearsay.evaluate import muc4
from hearsay.parsed import Parsed
from training.fills import ROLE_OF_SLOT, files, finder, key_of, kinds
from training.kept import keep_arrays
from training.options import add_data

WIDTH, EPOCHS, BATCH = 64, 8, 10
# Networks of one start each whose answers are averaged.
SEEDS = 3
# Features in fewer articles than this are dropped.
OWN_LEAST, BAG_LEAST, SET_LEAST = 6, 6, 2
# A set's model keeps this many features, those of the greatest weights.
SET_MOST = 3000
# The share of phrases without a role that an epoch sees, and how much more those with one count.
NEGATIVES, POSITIVE_WEIGHT = 0.25, 1.5
STRENGTH = {"ht": 1.0, "pt": 1.0, "it": 1.0, "he": 0.1, "pe": 0.1, "cf": 0.1, "st": 0.1, "ca": 0.05}
# Which slot of the key gives each set, for phrases that fill which slots; without slots it is the template's.
SET_SLOTS = {"ht": (20, (18, 19)), "he": (23, (18, 19)), "pt": (13, (12,)), "pe": (16, (12,)), "it": (7, (6,)),
             "cf": (11, (10,)), "st": (5, ()), "ca": (8, ())}  # fmt: skip

Label = tuple[int, int, int]
"""A template's number, a slot and the number of the fill in it."""


@dataclass
class Article:
    """One article with what is learnt from it."""

    name: str
    parsed: Parsed
    describer: Describer
    features: list[list[str]]
    vectors: np.ndarray
    labels: list[set[Label]]
    templates: list[muc4.Template]


def parse(data: Path, cache: Path) -> Iterable[tuple[str, list[tuple[str, Parsed]], dict[str, list[muc4.Template]]]]:
    """The development part, file by file, parsed once and kept in ``cache``."""
    from hearsay.pipeline import Pipeline

    pipeline = None
    for path in files(data):
        kept = cache / f"{path.name}.pkl"
        if not kept.exists():
            pipeline = pipeline or Pipeline.load()
            texts = list(muc4.texts(path))
            whole = ((name, pipeline.parse([pipeline.document(text)])[0]) for name, text in texts)
            parsed = [(name, pipeline.parser.recased(one)) for name, one in whole]
            kept.write_bytes(pickle.dumps(parsed, protocol=5))
        yield path.name, [entry[:2] for entry in pickle.loads(kept.read_bytes())], key_of(path)


def articles(data: Path, cache: Path) -> dict[str, list[Article]]:
    """Every article with features and labels, by file."""
    out: dict[str, list[Article]] = {}
    for file, parsed, key in parse(data, cache):
        out[file] = [_article(name, one, key.get(name, [])) for name, one in parsed if len(one)]
        print(file, sum(len(a.features) for a in out[file]), "phrases", flush=True)
    return out


def _article(name: str, parsed: Parsed, templates: list[muc4.Template]) -> Article:
    describer = Describer(parsed, phrases(parsed))
    features = [describer.features(n) for n in range(len(describer.phrases))]
    values = vectors(parsed.signals, describer.tree, describer.phrases).astype(np.float16)
    return Article(name, parsed, describer, features, values, match(parsed, describer.phrases, templates), templates)


def match(parsed: Parsed, found: Sequence[Phrase], templates: Sequence[muc4.Template]) -> list[set[Label]]:
    """The fills that each phrase is, by where the keys' strings stand in the text and what their heads are."""
    find = finder(parsed.words)
    heads: dict[int, list[int]] = defaultdict(list)
    for number, phrase in enumerate(found):
        heads[phrase.head].append(number)
    out: list[set[Label]] = [set() for _ in found]
    for t, template in enumerate(templates):
        for slot in ROLE_OF_SLOT:
            for f, fill in enumerate(template.fills(slot)):
                for low, high in (place for name in fill.alternatives for place in find(name)):
                    for number in _within(parsed, found, heads, low=low, high=high, slot=slot):
                        out[number].add((t, slot, f))
    return out


def _within(
    parsed: Parsed, found: Sequence[Phrase], heads: dict[int, list[int]], *, low: int, high: int, slot: int
) -> list[int]:
    """Phrases with the head of a range of words, those within the range before others, names for the name slot."""
    same = heads.get(head_of(parsed, low, high), [])
    inside = [n for n in same if low <= found[n].start and found[n].end <= high] or same
    named = [n for n in inside if found[n].name] if slot == 18 else []
    return named or inside


def set_value(key: str, label: Label, templates: Sequence[muc4.Template]) -> int | None:
    """The number of the value that the key gives a phrase's label in a set, None where it gives none we have."""
    t, slot, f = label
    wanted, slots = SET_SLOTS[key]
    if slots and slot not in slots:
        return None
    fills = templates[t].fills(wanted)
    if slots:
        mine = set(templates[t].fills(slot)[f].alternatives)
        fills = tuple(fill for fill in fills if mine & set(fill.refers))
    value = fills[0].alternatives[0].lower().replace(" ", "-") if fills else ""
    return SETS[key].index(value) if value in SETS[key] else None


class Vocabulary(dict[str, int]):
    """Numbers of the words seen often enough, from 0."""

    def __init__(self, words: Iterable[str], least: int) -> None:
        counts = Counter(words)
        super().__init__((w, n) for n, w in enumerate(sorted(w for w, c in counts.items() if c >= least)))

    def numbers(self, words: Iterable[str]) -> list[int]:
        return [self[w] for w in words if w in self]


@dataclass
class Example:
    """An article as numbers."""

    own: list[list[int]]
    bags: list[list[int]]
    whole: list[int]
    sentence: np.ndarray
    vectors: np.ndarray
    roles: np.ndarray
    types: np.ndarray
    document: np.ndarray
    weight: np.ndarray
    full: int


def example(article: Article, own: Vocabulary, bag: Vocabulary) -> Example:
    """An article's numbers and what the network should say of it."""
    count = len(article.features)
    roles, types = np.zeros((count, len(ROLES)), np.float32), np.zeros((count, len(TYPES)), np.float32)
    for number, labels in enumerate(article.labels):
        for t, slot, _ in labels:
            roles[number, ROLE_OF_SLOT[slot]] = 1
            types[number, kinds(article.templates[t])] = 1
    document = np.zeros(len(TYPES), np.float32)
    for template in article.templates:
        if not template.optional:
            document[kinds(template)] = 1
    d = article.describer
    return Example(
        own=[own.numbers(f) for f in article.features],
        bags=[bag.numbers(b) for b in d.bags],
        whole=bag.numbers(d.whole),
        sentence=np.array([d.tree.sentence_of[p.head] for p in d.phrases], np.int64),
        vectors=article.vectors,
        roles=roles,
        types=types,
        document=document,
        weight=np.ones(count, np.float32),
        full=count,
    )


def sampled(one: Example, rng: np.random.Generator) -> Example:
    """With all phrases that have a role and a share of the others, weighted to stand for all."""
    positive = one.roles.sum(1) > 0
    keep = np.flatnonzero(positive | (rng.random(len(positive)) < NEGATIVES))
    weight = np.where(positive[keep], POSITIVE_WEIGHT, 1 / NEGATIVES).astype(np.float32)
    own = [one.own[i] for i in keep]
    return Example(own, one.bags, one.whole, one.sentence[keep], one.vectors[keep], one.roles[keep], one.types[keep],
                   one.document, weight, one.full)  # fmt: skip


class Net(nn.Module):
    """The network; :mod:`hearsay.coding.incidents.network` says what it is and computes it without PyTorch."""

    def __init__(self, own: int, bag: int, dense: int) -> None:
        super().__init__()
        self.own, self.sentence, self.near, self.doc = (
            nn.EmbeddingBag(size + 1, WIDTH, mode="sum", padding_idx=size, sparse=True) for size in (own, bag, bag, bag)
        )
        for table in self.tables():
            nn.init.normal_(table.weight, std=0.02)
        self.dense, self.second = nn.Linear(dense, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.bias, self.hidden = nn.Parameter(torch.zeros(WIDTH)), nn.Parameter(torch.zeros(WIDTH))
        self.role, self.kind = nn.Linear(2 * WIDTH, len(ROLES)), nn.Linear(2 * WIDTH, len(TYPES))
        self.whole = nn.Linear(WIDTH, len(TYPES))
        self.drop = nn.Dropout(0.3)

    def tables(self) -> tuple[nn.EmbeddingBag, ...]:
        return self.own, self.sentence, self.near, self.doc

    def forward(self, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        here = self.sentence(batch["bag"], batch["bag at"])
        beside = self.near(batch["bag"], batch["bag at"])
        beside = torch.cat([beside, torch.zeros(1, WIDTH)])
        here = here + beside[batch["before"]] + beside[batch["after"]]
        whole = self.doc(batch["whole"], batch["whole at"])
        first = self.own(batch["own"], batch["own at"]) + here[batch["sentence"]] + whole[batch["article"]] + self.bias
        values = functional.layer_norm(batch["vectors"], batch["vectors"].shape[1:])
        first = self.drop(functional.relu(first + self.dense(self.drop(values))))
        hidden = torch.cat([first, self.drop(functional.relu(self.second(first)))], 1)
        return self.role(hidden), self.kind(hidden), self.whole(self.drop(functional.relu(whole + self.hidden)))


def collate(examples: Sequence[Example]) -> dict[str, torch.Tensor]:
    """Several articles as one batch."""
    flat: dict[str, list[int]] = defaultdict(list)
    sentences = 0
    for number, one in enumerate(examples):
        for name, lists in (("own", one.own), ("bag", one.bags), ("whole", [one.whole])):
            for numbers in lists:
                flat[f"{name} at"].append(len(flat[name]))
                flat[name] += numbers
        last = len(one.bags) - 1
        flat["before"] += [sentences + i - 1 if i else -1 for i in range(last + 1)]
        flat["after"] += [sentences + i + 1 if i < last else -1 for i in range(last + 1)]
        flat["sentence"] += (one.sentence + sentences).tolist()
        flat["article"] += [number] * len(one.own)
        sentences += last + 1
    out = {name: torch.tensor(numbers, dtype=torch.long) for name, numbers in flat.items()}
    out["vectors"] = torch.from_numpy(np.concatenate([one.vectors for one in examples]).astype(np.float32))
    return out


def train(examples: Sequence[Example], own: int, bag: int, seed: int = 0) -> Net:
    """The network, trained. Deterministic for one seed and one thread."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    net = Net(own, bag, examples[0].vectors.shape[1])
    tables = [table.weight for table in net.tables()]
    rest = [p for p in net.parameters() if not any(p is t for t in tables)]
    optimizers: list[torch.optim.Optimizer] = [torch.optim.SparseAdam(tables, lr=8e-3)]
    optimizers.append(torch.optim.AdamW(rest, lr=2e-3))
    rates, step = (8e-3, 2e-3), 0
    steps = EPOCHS * -(-len(examples) // BATCH)
    for epoch in range(EPOCHS):
        order, total = rng.permutation(len(examples)), 0.0
        for at in range(0, len(order), BATCH):
            part = [sampled(examples[i], rng) for i in order[at : at + BATCH]]
            loss = _loss(net, part, own, bag)
            for optimizer, rate in zip(optimizers, rates, strict=True):
                optimizer.param_groups[0]["lr"] = rate * min(1.0, (step + 1) / 30) * (1 - step / steps)
                optimizer.zero_grad()
            loss.backward()
            for optimizer in optimizers:
                optimizer.step()
            step, total = step + 1, total + float(loss.detach())
        print(f"epoch {epoch}: loss {total:.1f}", flush=True)
    return net.eval()


def _loss(net: Net, part: Sequence[Example], own: int, bag: int) -> torch.Tensor:
    batch = collate(part)
    for name, padding in (("own", own), ("bag", bag), ("whole", bag)):
        batch[name][torch.rand(batch[name].shape) < 0.15] = padding
    roles, types, documents = net(batch)
    wanted, kind, weight, document = (
        torch.from_numpy(np.concatenate([getattr(e, name) for e in part]))
        for name in ("roles", "types", "weight", "document")
    )
    loss = functional.binary_cross_entropy_with_logits(roles, wanted, reduction="none").sum(1) * weight
    loss = 5 * loss.sum() / sum(e.full for e in part)
    some = wanted.sum(1) > 0
    if some.any():
        loss = loss + functional.binary_cross_entropy_with_logits(types[some], kind[some])
    return loss + 0.3 * functional.binary_cross_entropy_with_logits(documents, document.reshape(len(part), -1))


def linear(
    rows: Sequence[tuple[list[str], int]], values: int, strength: float
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """A multinomial model's features, weights ``(features, values)`` and biases."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    numbers = Vocabulary((f for features, _ in rows for f in set(features)), SET_LEAST)
    cells = [(r, numbers[f]) for r, (features, _) in enumerate(rows) for f in set(features) if f in numbers]
    where = np.array(cells).T if cells else np.zeros((2, 0), int)
    table = csr_matrix((np.ones(len(cells)), where), (len(rows), len(numbers)))
    wanted = np.array([value for _, value in rows])
    model = LogisticRegression(C=strength, max_iter=200).fit(table, wanted)
    weights, bias = np.zeros((len(numbers), values)), np.full(values, -30.0)
    if len(model.classes_) == 2:
        weights[:, model.classes_[1]], bias[model.classes_] = model.coef_[0], (0.0, model.intercept_[0])
    else:
        weights[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    strongest = np.sort(np.argsort(-np.abs(weights).max(1))[:SET_MOST])
    return [list(numbers)[i] for i in strongest], weights[strongest], bias


def set_rows(found: Sequence[Article], key: str) -> list[tuple[list[str], int]]:
    """What a set's model is trained on."""
    rows = []
    for article in found:
        if key in BY_FILLER:
            rows += _filler_rows(article, key)
            continue
        for number, labels in enumerate(article.labels):
            values = [v for label in sorted(labels) if (v := set_value(key, label, article.templates)) is not None]
            if values:
                rows.append((phrase_features(article.describer, number, key, article.features[number]), values[0]))
    return rows


def _filler_rows(article: Article, key: str) -> list[tuple[list[str], int]]:
    numbers: dict[tuple[str, ...], list[int]] = defaultdict(list)
    values: dict[tuple[str, ...], int] = {}
    for number, labels in enumerate(article.labels):
        for label in sorted(labels):
            value = set_value(key, label, article.templates)
            if value is not None and not article.templates[label[0]].optional:
                name = article.templates[label[0]].fills(label[1])[label[2]].alternatives
                numbers[name].append(number)
                values.setdefault(name, value)
    return [(filler_features(article.describer, numbers[name]), values[name]) for name in numbers]


def pair_weights(found: Sequence[Article], known: dict[str, Any]) -> list[float]:
    """The weights of :data:`hearsay.coding.incidents.together.NAMES`: logistic regression over pairs of targets."""
    from sklearn.linear_model import LogisticRegression

    rows, wanted, weight = [], [], []
    for article in found:
        targets = _targets(article)
        pairs = Pairs(article.describer.tree, article.describer.phrases, *known[article.name])
        for i, (a, ours) in enumerate(targets):
            for b, theirs in targets[:i]:
                if not set(a.phrases) & set(b.phrases):
                    rows.append(pairs.features(a, b, len(targets)))
                    wanted.append(bool(ours & theirs))
                    weight.append(1 / len(targets))
    model = LogisticRegression(max_iter=200, fit_intercept=False).fit(np.array(rows), wanted, sample_weight=weight)
    return [round(float(w), 3) for w in model.coef_[0]]


def _targets(article: Article) -> list[tuple[Filler, set[int]]]:
    """The targets of the key as fillers, each with the templates it belongs to."""
    numbers: dict[tuple[bool, tuple[str, ...]], list[int]] = defaultdict(list)
    templates: dict[tuple[bool, tuple[str, ...]], set[int]] = defaultdict(set)
    for number, labels in enumerate(article.labels):
        for t, slot, f in labels:
            if slot in (12, 18, 19) and not article.templates[t].optional:
                name = slot == 12, article.templates[t].fills(slot)[f].alternatives
                if number not in numbers[name]:
                    numbers[name].append(number)
                templates[name].add(t)
    nothing = np.zeros(len(TYPES), np.float32)
    return [
        (Filler(PHYSICAL if name[0] else HUMAN, tuple(n), 1.0, nothing), templates[name]) for name, n in numbers.items()
    ]


def joined(nets: Sequence[Net]) -> dict[str, np.ndarray]:
    """The tables of one network that answers with the mean of several networks' log odds: their layers side by side."""

    def beside(values: Sequence[torch.Tensor]) -> np.ndarray:
        return np.concatenate([v.detach().numpy() for v in values], -1)

    def blocks(values: Sequence[torch.Tensor]) -> np.ndarray:
        laid: torch.Tensor = torch.block_diag(*(v.detach() for v in values))
        return laid.numpy()

    def mean(values: Sequence[torch.Tensor]) -> np.ndarray:
        out: np.ndarray = np.mean([v.detach().numpy() for v in values], 0)
        return out

    def read_out(weights: Sequence[torch.Tensor]) -> np.ndarray:
        return beside(weights) / len(nets)

    tables = {
        name: beside([net.tables()[n].weight for net in nets])[:-1]
        for n, name in enumerate(("own", "sentence", "near", "doc"))
    }
    tables |= {"bias": beside([n.bias for n in nets]), "doc hidden": beside([n.hidden for n in nets])}
    tables["dense weight"] = np.concatenate([n.dense.weight.detach().numpy() for n in nets])
    tables |= {"dense bias": beside([n.dense.bias for n in nets]), "second bias": beside([n.second.bias for n in nets])}
    tables["second weight"] = blocks([n.second.weight for n in nets])
    for name, layers in (("role", [n.role for n in nets]), ("type", [n.kind for n in nets])):
        # What reads both layers has the first layers of all before the second layers of all.
        halves = [*(la.weight[:, :WIDTH] for la in layers), *(la.weight[:, WIDTH:] for la in layers)]
        tables |= {f"{name} weight": read_out(halves), f"{name} bias": mean([la.bias for la in layers])}
    tables |= {"doc weight": read_out([n.whole.weight for n in nets]), "doc bias": mean([n.whole.bias for n in nets])}
    return tables


def model(
    found: Sequence[Article], known: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, list[str]], dict[str, Any]]:
    """All tables, word lists and settings of a model trained on the articles."""
    own = Vocabulary((f for a in found for f in {f for fs in a.features for f in fs}), OWN_LEAST)
    bag = Vocabulary((w for a in found for w in a.describer.whole), BAG_LEAST)
    print(len(own), "features", len(bag), "words", flush=True)
    examples = [example(a, own, bag) for a in found]
    tables = joined([train(examples, len(own), len(bag), seed) for seed in range(SEEDS)])
    words = {"own": list(own), "bag": list(bag)}
    for key, values in SETS.items():
        words[key], weights, bias = linear(set_rows(found, key), len(values), STRENGTH[key])
        tables |= {f"{key} weight": weights, f"{key} bias": bias}
    return tables, words, {"pairs": pair_weights(found, known)}


def resolved(found: Sequence[Article]) -> dict[str, Any]:
    """Places and times of each article, by its name."""
    from hearsay.resolve.places import read_places
    from hearsay.resolve.times import times

    return {a.name: (read_places(a.parsed).places, times(a.parsed, a.parsed.document.published).times) for a in found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_data(parser)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--fold", type=int, help="leave out every file of this number modulo four, to test on")
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.cache.mkdir(parents=True, exist_ok=True)
    by_file = articles(args.data, args.cache)
    left = [f for i, f in enumerate(by_file) if args.fold is not None and i % 4 == args.fold]
    found = [a for file, part in by_file.items() if file not in left for a in part]
    tables, words, settings = model(found, resolved(found))
    settings |= json.loads(MODEL.with_name("limits.json").read_text(encoding="utf-8"))
    keep_arrays(args.out, packed(tables, words, settings))
    print(f"{args.out}: {args.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
