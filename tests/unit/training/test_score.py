"""A network in the place of the shipped graph."""

# ruff: noqa: E402  # PyTorch is asked for first.
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch")

from hearsay.parse.encoder import Encoder
from tests.support.samples import words
from training.make import SHIPPED
from training.net import Net, Sizes
from training.score import load, pipeline
from training.shipped import load_shipped

FORMS = "The/board/said/on/Monday/that/the/pier/had/fallen/into/the/sea/,/and/that/nobody/was/hurt/."


@pytest.fixture(scope="module")
def shipped() -> tuple[Encoder, Net]:
    encoder = Encoder.load()
    labels = encoder.manifest.labels
    net = Net(Sizes(relations=len(labels["relations"]), xpos=len(labels["xpos"])))
    load_shipped(net, SHIPPED)
    return encoder, net.eval()


def test_the_shipped_weights_as_a_network_read_alike(shipped: tuple[Encoder, Net], tmp_path: Path) -> None:
    encoder, net = shipped
    labels = {name: list(encoder.manifest.labels[name]) for name in ("relations", "xpos")}
    read = pipeline(net, labels, tmp_path / "model")
    sentence = words(FORMS.split("/"), [0] * 20)
    own, theirs = read.parser.encoder.encode([sentence])[0], encoder.encode([sentence])[0]
    assert own.rows == theirs.rows
    assert list(own.signals)[: len(theirs.signals)] == list(theirs.signals)
    for name in ("flat", "upos", "xpos", "arc_dep", "role_word"):
        a, b = own.signals[name].ravel(), theirs.signals[name].ravel()
        assert np.corrcoef(a, b)[0, 1] > 0.99
        # Float32 is not int8: equal values would mean that the shipped graph was asked.
        assert not np.array_equal(a, b)


def test_a_run_is_loaded_from_its_end_or_its_last_checkpoint(tmp_path: Path) -> None:
    import json

    sizes = Sizes(relations=3, xpos=4)
    (tmp_path / "labels.json").write_text(json.dumps({"relations": list("abc"), "xpos": list("wxyz")}))
    torch.manual_seed(1)
    half, whole = Net(sizes), Net(sizes)
    torch.save({"net": half.state_dict(), "step": 5}, tmp_path / "checkpoint.pt")
    assert torch.equal(load(tmp_path, "minilm", 0)[0].arc, half.arc)
    torch.save({"net": whole.state_dict()}, tmp_path / "net.pt")
    net, labels = load(tmp_path, "minilm", 0)
    assert torch.equal(net.arc, whole.arc)
    assert labels["xpos"] == list("wxyz")
    assert not net.training
