"""The incident coder's training: several networks joined answer as their mean does, after packing too."""

# ruff: noqa: E402  # PyTorch is asked for first.
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch")

from hearsay.coding.incidents.features import Describer, vectors
from hearsay.coding.incidents.network import Network, packed
from hearsay.coding.incidents.phrases import phrases
from hearsay.coding.incidents.scores import SETS
from hearsay.pipeline import Pipeline
from training.incidents import Example, Net, collate, joined

TEXT = (
    "Gunmen attacked a market near Tarapoa on Tuesday. Six farmers were killed, and police blamed the Northern Front."
)


def example(describer: Describer, own: dict[str, int], bag: dict[str, int]) -> Example:
    features = [describer.features(n) for n in range(len(describer.phrases))]
    empty = np.zeros((len(features), 1), np.float32)
    return Example(
        own=[[own[f] for f in fs] for fs in features],
        bags=[[bag[w] for w in b] for b in describer.bags],
        whole=[bag[w] for w in describer.whole],
        sentence=np.array([describer.tree.sentence_of[p.head] for p in describer.phrases]),
        vectors=vectors(describer.parsed.signals, describer.tree, describer.phrases),
        roles=empty,
        types=empty,
        document=empty,
        weight=empty,
        full=len(features),
    )


@pytest.fixture(scope="module")
def describer() -> Describer:
    parsed = Pipeline.load().parse([Pipeline.load().document(TEXT)])[0]
    return Describer(parsed, phrases(parsed))


def logits(values: np.ndarray) -> np.ndarray:
    return np.log(values / (1 - values))


@pytest.mark.parametrize("count", [1, 3])
def test_joined_networks_answer_with_the_mean_of_their_log_odds(
    describer: Describer, count: int, tmp_path: Path
) -> None:
    features = {f for n in range(len(describer.phrases)) for f in describer.features(n)}
    own, bag = ({word: i for i, word in enumerate(sorted(words))} for words in (features, describer.whole))
    one = example(describer, own, bag)
    torch.manual_seed(1)
    nets = [Net(len(own), len(bag), one.vectors.shape[1]).eval() for _ in range(count)]
    for net in nets:
        for table in net.tables():
            torch.nn.init.normal_(table.weight, std=0.3)
    with torch.no_grad():
        each = [net(collate([one])) for net in nets]
    wanted = [np.mean([answer[k].numpy() for answer in each], 0) for k in range(3)]

    words = {"own": list(own), "bag": list(bag)} | {key: ["nothing"] for key in SETS}
    tables = joined(nets)
    for key, kinds in SETS.items():
        tables |= {f"{key} weight": np.zeros((1, len(kinds))), f"{key} bias": np.zeros(len(kinds))}
    path = tmp_path / "joined.npz"
    np.savez(path, **packed(tables, words, {}))
    scores = Network.load(path).score(describer.parsed, describer)
    assert np.allclose(logits(scores.roles), wanted[0], atol=0.05)
    assert np.allclose(logits(scores.types), wanted[1], atol=0.05)
    assert np.allclose(logits(scores.document), wanted[2][0], atol=0.05)
