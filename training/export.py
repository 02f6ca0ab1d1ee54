"""Write a trained model as the package ships it: ``python -m training.export --run RUN --out src/hearsay/data/model``.

The ONNX graph is built node by node instead of traced, because onnxruntime's fused int8 operators (attention,
matrix product, layer norm) are what make the reader fast, and a traced graph does not fuse into them reliably.
Weights are rounded to seven bits: on processors without VNNI the eight-bit product saturates, and answers would
then differ from one machine to the next.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.labels import CUE, ENTITY, FLAT, MENTION, ROLE, UPOS
from training.net import Net, Sizes, transitions_allowed
from training.train import start_weights

Floats = NDArray[np.float32]
MS = "com.microsoft"
LEVELS = 63


class Graph:
    """Nodes and constants, gathered."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, op: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def quantised(self, name: str, weight: Floats) -> tuple[str, str, str]:
        """A ``(in, out)`` weight in seven bits, one scale a column; returns weight, scale, zero point."""
        scale = np.maximum(np.abs(weight).max(0), 1e-8) / LEVELS
        rounded = np.clip(np.round(weight / scale), -LEVELS, LEVELS).astype(np.int8)
        return (
            self.constant(f"{name}.q", rounded),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(weight.shape[1], np.int8)),
        )

    def linear(self, name: str, x: str, layer: torch.nn.Linear) -> str:
        q, scale, zero = self.quantised(name, layer.weight.detach().numpy().T)
        bias = self.constant(f"{name}.bias", layer.bias.detach().numpy())
        return self.add("DynamicQuantizeMatMul", [x, q, scale, zero, bias], name, MS)

    def table(self, name: str, weight: Floats, index: str) -> str:
        """Rows of an embedding table kept in eight bits, one scale a row."""
        scale = np.maximum(np.abs(weight).max(1, keepdims=True), 1e-8) / 127
        rounded = np.round(weight / scale).astype(np.int8)
        picked = self.add("Gather", [self.constant(f"{name}.q", rounded), index], f"{name}.picked")
        scales = self.add("Gather", [self.constant(f"{name}.scale", scale.astype(np.float32)), index], f"{name}.scales")
        cast = self.add("Cast", [picked], f"{name}.cast", to=TensorProto.FLOAT)
        return self.add("Mul", [cast, scales], name)


def build(net: Net) -> onnx.ModelProto:
    """The whole encoder with every head's projection, as one int8 graph."""
    g = Graph()
    word = g.table("word", net.word.weight.detach().numpy(), "ids")
    g.add("Shape", ["ids"], "length", start=1, end=2)
    positions = g.constant("position", net.position.weight.detach().numpy())
    begin = g.constant("begin", np.array([0]))
    position = g.add("Slice", [positions, begin, "length", begin], "position.picked")
    x = g.add("Add", [word, position], "embedded")
    for name in ("shape", "gap", "quote"):
        table = g.constant(name + ".table", getattr(net, name).weight.detach().numpy())
        x = g.add("Add", [x, g.add("Gather", [table, name], f"{name}.picked")], f"with.{name}")
    gamma = g.constant("norm.gamma", net.norm.weight.detach().numpy())
    beta = g.constant("norm.beta", net.norm.bias.detach().numpy())
    x = g.add("LayerNormalization", [x, gamma, beta], "norm", epsilon=1e-12, axis=-1)
    outputs = [x]
    for i, layer in enumerate(net.layers):
        x = _layer(g, f"layer{i}", x, layer)
        outputs.append(x)
    g.constant("flat.shape", np.array([-1, net.sizes.width]))
    flat = [_pick(g, f"picked{i}", x) for i, x in enumerate(outputs)]
    for i, (mix, projection) in enumerate(zip(net.mixes, net.projections, strict=True)):
        weights = mix.weights.softmax(0).detach().numpy()
        terms = [
            g.add("Mul", [p, g.constant(f"mix{i}.{j}", np.float32(w).reshape(1))], f"mix{i}.term{j}")
            for j, (p, w) in enumerate(zip(flat, weights, strict=True))
        ]
        mixed = g.add("Sum", terms, f"mix{i}")
        g.linear(f"group{i}", mixed, projection)
    return _model(g, len(net.mixes))


def _pick(g: Graph, name: str, x: str) -> str:
    rows = g.add("Reshape", [x, "flat.shape"], f"{name}.rows")
    return g.add("Gather", [rows, "places"], name)


def _layer(g: Graph, name: str, x: str, layer: torch.nn.Module) -> str:
    q, scale, zero = g.quantised(f"{name}.qkv", layer.qkv.weight.detach().numpy().T)
    bias = g.constant(f"{name}.qkv.bias", layer.qkv.bias.detach().numpy())
    g.nodes.append(
        helper.make_node("DynamicQuantizeLinear", [x], [f"{name}.u8", f"{name}.u8s", f"{name}.u8z"], name=f"{name}.u8")
    )
    attended = g.add(
        "QAttention",
        [f"{name}.u8", q, bias, f"{name}.u8s", scale, "lengths", f"{name}.u8z", zero],
        f"{name}.attention", MS, num_heads=layer.heads,
    )  # fmt: skip
    out = g.linear(f"{name}.out", attended, layer.out)
    x = _norm(g, f"{name}.norm1", out, x, layer.norm1)
    up = g.linear(f"{name}.up", x, layer.up)
    active = g.add("Gelu", [up], f"{name}.gelu", MS)
    down = g.linear(f"{name}.down", active, layer.down)
    return _norm(g, f"{name}.norm2", down, x, layer.norm2)


def _norm(g: Graph, name: str, x: str, skip: str, norm: torch.nn.LayerNorm) -> str:
    gamma = g.constant(f"{name}.gamma", norm.weight.detach().numpy())
    beta = g.constant(f"{name}.beta", norm.bias.detach().numpy())
    return g.add("SkipLayerNormalization", [x, skip, gamma, beta], name, MS, epsilon=1e-12)


def _model(g: Graph, groups: int) -> onnx.ModelProto:
    def value(name: str, kind: int, shape: list[str | int]) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, shape)

    inputs = [value(n, TensorProto.INT64, ["rows", "pieces"]) for n in ("ids", "shape", "gap", "quote")]
    inputs += [value("lengths", TensorProto.INT32, ["rows"]), value("places", TensorProto.INT64, ["words"])]
    outputs = [value(f"group{i}", TensorProto.FLOAT, ["words", f"width{i}"]) for i in range(groups)]
    graph = helper.make_graph(g.nodes, "hearsay-reader", inputs, outputs, g.constants)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MS, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


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


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(net: Net, labels: dict[str, list[str]], out: Path, extra: Path | None = None) -> None:
    """The model folder: graph, tables, tokenizer, and a manifest with every file's hash."""
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(net), str(out / "encoder.onnx"))
    with (out / "tables.npz").open("wb") as file:
        np.savez(file, **tables(net))
    shutil.copy(start_weights() / "vocab.txt", out / "vocab.txt")
    files = ("encoder.onnx", "tables.npz", "vocab.txt", "lemmas.tsv", "calibration.json")
    hashes = {name: sha256(out / name) for name in files if (out / name).exists()}
    manifest = {
        "format": 1,
        "id": "reader-" + hashes["encoder.onnx"][:12],
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
