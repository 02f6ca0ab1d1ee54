"""Write a trained model as the package ships it: ``python -m training.export --run RUN --out src/hearsay/data/model``.

The graph itself is :mod:`training.graph`'s.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from hearsay.parse.weights import FORMAT
from training import graph
from training.graph import Constants, model_id, quantised, sha256, table
from training.kept import keep_arrays
from training.labels import CUE, ENTITY, FLAT, MENTION, ROLE, UPOS
from training.net import Net, Sizes, transitions_allowed
from training.starts import minilm

Floats = NDArray[np.float32]


def constants(net: Net) -> Constants:
    """All that the graph holds of a network, by name (see :func:`training.graph.build`)."""
    out = table("word", _array(net.word.weight))
    out["position"] = _array(net.position.weight)
    for name in ("shape", "gap", "quote"):
        out[f"{name}.table"] = _array(getattr(net, name).weight)
    out |= _norm("norm", net.norm)
    for i, layer in enumerate(net.layers):
        for part in ("qkv", "out", "up", "down"):
            out |= _linear(f"layer{i}.{part}", getattr(layer, part))
        for part in ("norm1", "norm2"):
            out |= _norm(f"layer{i}.{part}", getattr(layer, part))
    for i, (mix, projection) in enumerate(net.read_outs()):
        shares = _array(mix.weights.softmax(0))
        out |= {f"mix{i}.{j}": np.float32(share).reshape(1) for j, share in enumerate(shares)}
        out |= _linear(f"group{i}", projection)
    return out


def build(net: Net) -> onnx.ModelProto:
    """The whole encoder with every head's projection, as one int8 graph."""
    return graph.build(constants(net), heads=net.sizes.heads)


def _array(tensor: torch.Tensor) -> Floats:
    out: Floats = tensor.detach().numpy()
    return out


def _linear(name: str, layer: torch.nn.Linear) -> Constants:
    return quantised(name, _array(layer.weight).T) | {f"{name}.bias": _array(layer.bias)}


def _norm(name: str, norm: torch.nn.LayerNorm) -> Constants:
    return {f"{name}.gamma": _array(norm.weight), f"{name}.beta": _array(norm.bias)}


# Parameters that the reader combines outside the graph, in numpy.
TABLES = (
    "arc", "root", "root_label", "relation.weight", "relation.bias", "role_distance.weight", "role_paragraph.weight",
    "role_between.weight", "role_out.weight", "role_out.bias", "flat_role.weight", "flat_steps", "role_steps",
    "pair_class", "pair_type", "pair_distance", "pair_agreement",
)  # fmt: skip


def tables(net: Net) -> dict[str, Floats]:
    """The small parameters, by name; tag transitions come with the illegal ones forbidden."""
    state = net.state_dict()
    out = {name: state[name].numpy().astype(np.float32) for name in TABLES}
    out["flat_steps"] = out["flat_steps"] + transitions_allowed(FLAT).numpy()
    out["role_steps"] = out["role_steps"] + transitions_allowed(ROLE).numpy()
    return out


def load(path: Path) -> tuple[Net, dict[str, list[str]]]:
    """A trained network and its treebank label lists, from ``net.pt`` or a checkpoint beside ``labels.json``."""
    state = torch.load(path, weights_only=False, map_location="cpu")
    labels = json.loads((path.parent / "labels.json").read_text())
    net = Net(Sizes(relations=len(labels["relations"]), xpos=len(labels["xpos"])))
    net.load_state_dict(state["net"])
    return net.eval(), labels


def write(net: Net, labels: dict[str, list[str]], out: Path, extra: Path | None = None) -> None:
    """The model folder: graph, tables, tokenizer, and a manifest with every file's hash."""
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(net), str(out / "encoder.onnx"))
    with (out / "tables.npz").open("wb") as file:
        keep_arrays(file, tables(net), compressed=False)
    shutil.copy(minilm() / "vocab.txt", out / "vocab.txt")
    files = ("encoder.onnx", "tables.npz", "vocab.txt", "lemmas.tsv", "calibration.json")
    hashes = {name: sha256(out / name) for name in files if (out / name).exists()}
    manifest = {
        "format": FORMAT,
        "id": model_id(hashes),
        "limit": 160,
        "sizes": {"arc": net.sizes.arc, "label": net.sizes.label, "role": net.sizes.role, "pointer": net.sizes.pointer,
                  "coreference": net.sizes.coreference},
        "groups": [list(group.items()) for group in net.groups],
        "labels": {"upos": UPOS, "entity": ENTITY, "flat": FLAT, "cue": CUE, "role": ROLE, "mention": MENTION,
                   **labels},
        "sha256": hashes,
    }  # fmt: skip
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--net", type=Path, required=True, help="net.pt or checkpoint.pt of a run")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    net, labels = load(args.net)
    write(net, labels, args.out)


if __name__ == "__main__":
    main()
