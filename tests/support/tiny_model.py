"""A model folder of a few kilobytes with random weights: what it says is noise, its shapes are the real ones.

The graph only looks up each word's first piece, its shape, gap and quotation state, and projects their sum. So
everything behind the encoder can be run, and run on nonsense, without the shipped weights or PyTorch.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hearsay.parse.pairs import AGREEMENTS, DISTANCES, WORD_CLASSES
from hearsay.parse.weights import FORMAT
from hearsay.parse.words import GAPS, SHAPES
from hearsay.parsed import QUOTES
from hearsay.sequences import legal_steps
from training.labels import CUE, ENTITY, FLAT, MENTION, ROLE, UPOS

ARC, LABEL, ROLES, POINTER, COREFERENCE, WIDTH = 8, 6, 7, 4, 5, 12
RELATIONS = ("root", "nsubj", "obj", "ccomp", "acl:relcl", "parataxis", "punct")
XPOS = ("NNP", "NN", "PRP", "VBD", "DT", ".")
GROUPS = (
    {"sentence": 2, "upos": len(UPOS), "xpos": len(XPOS), "arc_dep": ARC, "arc_head": ARC, "label_dep": LABEL,
     "label_head": LABEL},
    {"flat": len(FLAT), "cue": len(CUE), "role_word": ROLES, "role_first": ROLES, "role_last": ROLES},
    {"entity": len(ENTITY), "mention": len(MENTION), "point_head": 2 * POINTER, "point_edge": 2 * POINTER,
     "anaphor": COREFERENCE, "antecedent": COREFERENCE, "anaphoric": 1},
)  # fmt: skip


def vocabulary() -> list[str]:
    """Letters, digits and marks, with BERT's special pieces where BERT has them."""
    special = ["[PAD]", *(f"[unused{i}]" for i in range(99)), "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    return [*special, *letters, *(f"##{c}" for c in letters), *"!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~“”‘’«»„…—–"]


def write(folder: Path, seed: int = 13) -> Path:
    """Write the folder and return it. Needs the ``onnx`` package. The usual seed finds a bit of everything."""
    rng = np.random.default_rng(seed)
    (folder / "vocab.txt").write_text("\n".join(vocabulary()) + "\n", encoding="utf-8")
    with (folder / "tables.npz").open("wb") as file:
        np.savez(file, **_tables(rng))  # type: ignore[arg-type]
    _graph(folder / "encoder.onnx", rng)
    names = ("encoder.onnx", "tables.npz", "vocab.txt")
    manifest = {
        "format": FORMAT,
        "id": f"tiny-{seed}",
        "limit": 64,
        "sizes": {"arc": ARC, "label": LABEL, "role": ROLES, "pointer": POINTER, "coreference": COREFERENCE},
        "groups": [list(group.items()) for group in GROUPS],
        "labels": {"upos": UPOS, "entity": ENTITY, "flat": FLAT, "cue": CUE, "role": ROLE, "mention": MENTION,
                   "relations": RELATIONS, "xpos": XPOS},
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names},
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def _tables(rng: np.random.Generator) -> dict[str, NDArray[np.float32]]:
    shapes = {
        "arc": (ARC + 1, ARC), "root": (ARC,), "root_label": (LABEL,),
        "relation.weight": (len(RELATIONS), LABEL), "relation.bias": (len(RELATIONS),),
        "role_distance.weight": (24, ROLES), "role_paragraph.weight": (5, ROLES), "role_between.weight": (4, ROLES),
        "role_out.weight": (len(ROLE), ROLES), "role_out.bias": (len(ROLE),),
        "flat_role.weight": (len(ROLE), len(FLAT)),
        "flat_steps": (len(FLAT) + 1, len(FLAT)), "role_steps": (len(ROLE) + 1, len(ROLE)),
        "pair_class": (WORD_CLASSES, WORD_CLASSES), "pair_type": (len(MENTION), len(MENTION)),
        "pair_distance": (3, DISTANCES), "pair_agreement": (3, AGREEMENTS),
    }  # fmt: skip
    tables = {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    # Much is said, by somebody.
    tables["role_out.bias"] = np.array([-2, 1, 2, 1, 2], np.float32)
    tables["flat_steps"] += legal_steps(FLAT)
    tables["role_steps"] += legal_steps(ROLE)
    return tables


def _graph(path: Path, rng: np.random.Generator) -> None:
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    sizes = {"ids": len(vocabulary()), "shape": SHAPES, "gap": GAPS, "quote": QUOTES}
    constants = {f"{name}.table": rng.normal(size=(size, WIDTH)) for name, size in sizes.items()}
    constants |= {f"weight{i}": 0.4 * rng.normal(size=(WIDTH, sum(g.values()))) for i, g in enumerate(GROUPS)}
    nodes = [helper.make_node("Gather", [f"{name}.table", name], [f"{name}.picked"]) for name in sizes]
    nodes.append(helper.make_node("Sum", [f"{name}.picked" for name in sizes], ["sum"]))
    nodes.append(helper.make_node("Gather", ["sum", "places"], ["words"]))
    nodes += [helper.make_node("MatMul", ["words", f"weight{i}"], [f"group{i}"]) for i in range(len(GROUPS))]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["t"]) for n in sizes]
    inputs.append(helper.make_tensor_value_info("places", TensorProto.INT64, ["w"]))
    outputs = [helper.make_tensor_value_info(f"group{i}", TensorProto.FLOAT, ["w", None]) for i in range(len(GROUPS))]
    held = [numpy_helper.from_array(value.astype(np.float32), name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, held)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.save(model, str(path))
