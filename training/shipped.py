"""A shipped model back as a network, to train on from: ``python -m training.train --from src/hearsay/data/model …``.

Seven-bit rounding costs little: a few hundred steps make it good.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import nn

from training.export import TABLES
from training.graph import Constants, constants_of, sha256
from training.net import Net


def _table(arrays: Constants, name: str) -> torch.Tensor:
    return torch.tensor(arrays[f"{name}.q"].astype(np.float32) * arrays[f"{name}.scale"].astype(np.float32))


def _matrix(arrays: Constants, name: str) -> torch.Tensor:
    return _table(arrays, name).T


def _linear(arrays: Constants, name: str, layer: nn.Linear) -> None:
    layer.weight.copy_(_matrix(arrays, name))
    layer.bias.copy_(torch.tensor(arrays[f"{name}.bias"]))


def _norm(arrays: Constants, name: str, norm: nn.LayerNorm) -> None:
    norm.weight.copy_(torch.tensor(arrays[f"{name}.gamma"]))
    norm.bias.copy_(torch.tensor(arrays[f"{name}.beta"]))


def load_shipped(net: Net, folder: Path) -> str:
    """Fill ``net`` with a model folder's weights and return the graph's SHA-256. Layers' mixes are kept as weights
    whose softmax they are."""
    path = folder / "encoder.onnx"
    arrays = constants_of(path)
    with np.load(folder / "tables.npz") as raw:
        tables = {name: raw[name] for name in raw.files}
    with torch.no_grad():
        net.word.weight.copy_(_table(arrays, "word"))
        net.position.weight.copy_(torch.tensor(arrays["position"]))
        for name in ("shape", "gap", "quote"):
            getattr(net, name).weight.copy_(torch.tensor(arrays[f"{name}.table"]))
        _norm(arrays, "norm", net.norm)
        for i, layer in enumerate(net.layers):
            for part in ("qkv", "out", "up", "down"):
                _linear(arrays, f"layer{i}.{part}", getattr(layer, part))
            for part in ("norm1", "norm2"):
                _norm(arrays, f"layer{i}.{part}", getattr(layer, part))
        for i, (mix, projection) in enumerate(net.read_outs()):
            if f"mix{i}.0" not in arrays:
                continue  # a group of heads that the model was not trained with
            shares = [float(arrays[f"mix{i}.{j}"][0]) for j in range(len(mix.weights))]
            mix.weights.copy_(torch.tensor(shares).clamp(min=1e-6).log())
            _linear(arrays, f"group{i}", projection)
        state = net.state_dict()
        for name in TABLES:
            # What is forbidden was added for the reader; training adds it anew.
            state[name].copy_(torch.tensor(np.where(tables[name] < -1e3, 0, tables[name])))
    return sha256(path)
