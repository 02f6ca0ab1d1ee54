"""A run scored without being shipped: ``python -m training.score --run RUN --data DATA polnear syntax ner``.

Any network of :mod:`training.net` reads in the place of the shipped graph, a teacher or half-trained one too, in
float32. What is laid over its values (names, coreference, confidence) stays the shipped model's, so figures of those
are a little low until ``training.make`` has fitted them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from hearsay import Pipeline
from hearsay.evaluate import bench
from hearsay.evaluate.reader import PipelineReader
from hearsay.parse.encoder import Encoder
from hearsay.parse.parser import Parser
from training.export import tables
from training.graph import sha256
from training.kept import keep_arrays
from training.make import SHIPPED
from training.net import Net
from training.options import add_data
from training.starts import sizes


class TorchSession:
    """Answers as onnxruntime's session of the shipped graph does, from a network."""

    def __init__(self, net: Net) -> None:
        self._net = net

    def run(self, _names: None, feed: Mapping[str, NDArray[np.generic]]) -> list[NDArray[np.float32]]:
        """Each group's projections ``(words, -)`` for one row's pieces."""
        columns = [torch.tensor(feed[name])[None] for name in ("ids", "shape", "gap", "quote")]
        with torch.no_grad():
            out = self._net(*columns, torch.tensor([columns[0].shape[1]]), torch.tensor(feed["places"]))
        return [torch.cat([out[name] for name in group], 1).numpy() for group in self._net.groups]


def pipeline(net: Net, labels: dict[str, list[str]], folder: Path) -> Pipeline:
    """A pipeline that reads with ``net``, its small tables laid into a copy of the shipped model at ``folder``."""
    shutil.copytree(SHIPPED, folder, dirs_exist_ok=True)
    with (folder / "tables.npz").open("wb") as file:
        keep_arrays(file, tables(net), compressed=False)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["labels"] |= labels
    manifest["groups"] = [list(group.items()) for group in net.groups]
    manifest["sha256"]["tables.npz"] = sha256(folder / "tables.npz")
    (folder / "manifest.json").write_text(json.dumps(manifest))
    encoder = Encoder.load(folder)
    vars(encoder)["_session"] = TorchSession(net)
    return Pipeline(Parser(encoder))


def load(run: Path, start: str, enters: int) -> tuple[Net, dict[str, list[str]]]:
    """The network of a run (``net.pt``, or the last checkpoint) and its label lists."""
    path = run / "net.pt"
    state: dict[str, Any] = torch.load(
        path if path.exists() else run / "checkpoint.pt", weights_only=False, map_location="cpu"
    )
    labels = json.loads((run / "labels.json").read_text())
    net = Net(sizes(start, len(labels["relations"]), len(labels["xpos"]), enters))
    net.load_state_dict(state["net"])
    return net.eval().requires_grad_(False), labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data(parser)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--start", choices=("minilm", "mpnet"), default="minilm")
    parser.add_argument("--enters", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("suites", nargs="+")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    net, labels = load(args.run, args.start, args.enters)
    with tempfile.TemporaryDirectory() as folder:
        read = PipelineReader(pipeline(net, labels, Path(folder)))
        for suite in args.suites:
            print(json.dumps({suite: bench.run(suite, args.data, "dev", read)}), flush=True)


if __name__ == "__main__":
    main()
