"""The event classifier: trained on plv-train's sentences, written as ``data/ontology/classifier.npz``.

    python -m training.events DATA

Needs scikit-learn. The weights are rounded to eight bits, each root's by a scale of its own.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from hearsay.evaluate.plover import cases, fit, load
from hearsay.evaluate.reader import PipelineReader
from hearsay.pipeline import Pipeline

TARGET = Path(__file__).resolve().parents[1] / "src/hearsay/data/ontology/classifier.npz"


def main(data: Path, target: Path = TARGET) -> None:
    """Read every sentence, train, and write the weights."""
    reader = PipelineReader(Pipeline.load())
    made = fit(list(cases(load(data / "plover/plv-train.jsonl"), reader.parsed)))
    kept = np.abs(made.weights).max(1) > 0.01
    names = [name for name, row in made.index.items() if kept[row]]
    weights = made.weights[kept]
    scale = np.abs(weights).max(0) / 127
    np.savez_compressed(
        target,
        names=np.frombuffer("\n".join(names).encode(), np.uint8),
        weights=np.round(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=made.bias,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
