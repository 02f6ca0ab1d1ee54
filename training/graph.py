"""The reading model as an ONNX graph: ``python -m training.graph --model src/hearsay/data/model`` writes it anew.

The graph is built node by node from named constants instead of traced, because onnxruntime's int8 matrix product and
fused attention are what make the reader fast, and a traced graph does not fuse into them reliably. It takes one row of
pieces at a time: dynamic int8 scales all it is given together, so a row read alone is read the same in any company, and
there is neither padding to compute nor a mask, without which attention is computed in blocks.

A model folder's graph can be written anew from its own constants, without PyTorch: what it says stays the same but for
rounding.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from hearsay.parse.weights import FORMAT

Floats = NDArray[np.float32]
Constants = dict[str, NDArray[np.generic]]
MS = "com.microsoft"
LEVELS = 63
HEADS = 12


def quantised(name: str, weight: Floats) -> Constants:
    """A ``(in, out)`` weight in seven bits, one scale a column: weight, scale, zero point.

    Seven, for the eight-bit product saturates on processors without VNNI, and answers would differ between machines.
    """
    scale = np.maximum(np.abs(weight).max(0), 1e-8) / LEVELS
    rounded = np.clip(np.round(weight / scale), -LEVELS, LEVELS).astype(np.int8)
    zero = np.zeros(weight.shape[1], np.int8)
    return {f"{name}.q": rounded, f"{name}.scale": scale.astype(np.float32), f"{name}.zero": zero}


def table(name: str, weight: Floats) -> Constants:
    """An embedding table in eight bits, one scale a row."""
    scale = np.maximum(np.abs(weight).max(1, keepdims=True), 1e-8) / 127
    return {f"{name}.q": np.round(weight / scale).astype(np.int8), f"{name}.scale": scale.astype(np.float32)}


class Graph:
    """Nodes, and the constants they use."""

    def __init__(self, constants: Constants) -> None:
        self._given = constants
        self.nodes: list[onnx.NodeProto] = []
        self.used: Constants = {}

    def constant(self, name: str, value: NDArray[np.generic] | None = None) -> str:
        """A constant by its name: one of those given, or ``value``."""
        self.used[name] = self._given[name] if value is None else value
        return name

    def add(self, op: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def linear(self, name: str, x: str) -> str:
        parts = [self.constant(f"{name}.{part}") for part in ("q", "scale", "zero", "bias")]
        return self.add("DynamicQuantizeMatMul", [x, *parts], name, MS)

    def norm(self, name: str, x: str) -> str:
        # Not SkipLayerNormalization, which would add as well: it takes four times as long as the two together.
        inputs = [x, self.constant(f"{name}.gamma"), self.constant(f"{name}.beta")]
        return self.add("LayerNormalization", inputs, name, epsilon=1e-12, axis=-1)

    def rows_of(self, name: str, index: str) -> str:
        """Rows of an eight-bit table."""
        picked = self.add("Gather", [self.constant(f"{name}.q"), index], f"{name}.picked")
        scales = self.add("Gather", [self.constant(f"{name}.scale"), index], f"{name}.scales")
        cast = self.add("Cast", [picked], f"{name}.cast", to=TensorProto.FLOAT)
        return self.add("Mul", [cast, scales], name)


def build(constants: Constants, *, heads: int = HEADS) -> onnx.ModelProto:
    """The whole encoder with every head's projection, as one int8 graph over one row.

    Inputs: ``ids``, ``shape``, ``gap`` and ``quote``, ``(pieces,)``, and ``places``, ``(words,)``, each word's first
    piece. Outputs: a group of heads each, ``(words, -)``.
    """
    g = Graph(constants)
    width = len(constants["norm.gamma"])
    g.constant("one row", np.array([1, -1, 3 * width]))
    g.constant("thirds", np.array([width] * 3))
    g.constant("flat", np.array([-1, width]))
    layers = [_embedded(g)]
    for i in range(_count(constants, "layer{}.qkv.q")):
        layers.append(_layer(g, f"layer{i}", layers[-1], heads))
    picked = [g.add("Gather", [x, "places"], f"picked{i}") for i, x in enumerate(layers)]
    groups = _count(constants, "group{}.q")
    for i in range(groups):
        terms = [g.add("Mul", [p, g.constant(f"mix{i}.{j}")], f"mix{i}.term{j}") for j, p in enumerate(picked)]
        g.add("Sum", terms, f"mix{i}")
        g.linear(f"group{i}", f"mix{i}")
    return _model(g, groups)


def _count(constants: Constants, pattern: str) -> int:
    return next(i for i in range(len(constants) + 1) if pattern.format(i) not in constants)


def _embedded(g: Graph) -> str:
    g.add("Shape", ["ids"], "length")
    begin = g.constant("begin", np.array([0]))
    position = g.add("Slice", [g.constant("position"), begin, "length", begin], "position.picked")
    x = g.add("Add", [g.rows_of("word", "ids"), position], "embedded")
    for name in ("shape", "gap", "quote"):
        picked = g.add("Gather", [g.constant(f"{name}.table"), name], f"{name}.picked")
        x = g.add("Add", [x, picked], f"with.{name}")
    return g.norm("norm", x)


def _layer(g: Graph, name: str, x: str, heads: int) -> str:
    out = g.linear(f"{name}.out", _attention(g, name, x, heads))
    x = g.norm(f"{name}.norm1", g.add("Add", [out, x], f"{name}.sum1"))
    active = g.add("Gelu", [g.linear(f"{name}.up", x)], f"{name}.gelu", MS)
    down = g.linear(f"{name}.down", active)
    return g.norm(f"{name}.norm2", g.add("Add", [down, x], f"{name}.sum2"))


def _attention(g: Graph, name: str, x: str, heads: int) -> str:
    # Not QAttention, which cuts the product into one a head: a single large one is twice as fast.
    row = g.add("Reshape", [g.linear(f"{name}.qkv", x), "one row"], f"{name}.row")
    parts = [f"{name}.{part}" for part in ("query", "key", "value")]
    g.nodes.append(helper.make_node("Split", [row, "thirds"], parts, name=f"{name}.split", axis=-1))
    mixed = g.add("MultiHeadAttention", parts, f"{name}.attention", MS, num_heads=heads)
    return g.add("Reshape", [mixed, "flat"], f"{name}.attended")


def _model(g: Graph, groups: int) -> onnx.ModelProto:
    def value(name: str, kind: int, shape: list[str | int]) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, shape)

    inputs = [value(n, TensorProto.INT64, ["pieces"]) for n in ("ids", "shape", "gap", "quote")]
    inputs.append(value("places", TensorProto.INT64, ["words"]))
    outputs = [value(f"group{i}", TensorProto.FLOAT, ["words", f"width{i}"]) for i in range(groups)]
    held = [numpy_helper.from_array(np.ascontiguousarray(array), name) for name, array in g.used.items()]
    graph = helper.make_graph(g.nodes, "hearsay-reader", inputs, outputs, held)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MS, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def constants_of(path: Path) -> Constants:
    """The constants of a written graph, by name."""
    return {t.name: numpy_helper.to_array(t) for t in onnx.load(str(path)).graph.initializer}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rewrite(folder: Path) -> str:
    """Write a model folder's graph anew, and its manifest to match. Returns the model's new id."""
    path = folder / "encoder.onnx"
    onnx.save(build(constants_of(path)), str(path))
    manifest = folder / "manifest.json"
    raw = json.loads(manifest.read_text())
    raw["sha256"]["encoder.onnx"] = sha256(path)
    raw |= {"format": FORMAT, "id": model_id(raw["sha256"])}
    manifest.write_text(json.dumps(raw, indent=1) + "\n")
    return str(raw["id"])


def model_id(hashes: dict[str, str]) -> str:
    """A model's name: of its graph's hash."""
    return "reader-" + hashes["encoder.onnx"][:12]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="a model folder")
    print(rewrite(parser.parse_args().model))


if __name__ == "__main__":
    main()
