"""Fit the confidence of attributions: ``python -m training.calibrate --data DIR --model FOLDER``.

A logistic regression from what the decoder knows of a frame to whether it turned out substantially right on
PolNeAR's development part. The weights shipped are fitted on all of it; the expected calibration error printed
is by five-fold cross-validation over articles.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from hearsay.attribute.attribution import nesting
from hearsay.evaluate import attribution as scorer
from hearsay.evaluate import polnear
from hearsay.evaluate.calibration import expected_calibration_error
from hearsay.model import Attribution
from hearsay.pipeline import Pipeline
from training.graph import sha256
from training.options import add_data

Floats = NDArray[np.float64]


def examples(pipeline: Pipeline, path: Path) -> list[tuple[Floats, NDArray[np.bool_]]]:
    """For each article: its outermost frames' signs ``(n, -)`` and whether each was right."""
    out = []
    for article in polnear.load(path):
        parsed = pipeline.parse([pipeline.document(article.text)])[0]
        frames = pipeline.attributor.frames(parsed)
        outer = [f for f, parent in zip(frames, nesting(frames), strict=True) if parent is None and not f.cue.nested]
        found = [
            Attribution(
                id=str(i), kind="direct", source=tuple(parsed.span(*r) for r in f.source),
                cue=(parsed.span(f.cue.start, f.cue.end),), content=tuple(parsed.span(*r) for r in f.content),
            )
            for i, f in enumerate(outer)
        ]  # fmt: skip
        right = scorer.outcomes(article.attributions, found)
        out.append((np.array([f.signs for f in outer]).reshape(len(outer), -1), np.array(right, bool)))
    return out


def fit(signs: Floats, right: NDArray[np.bool_]) -> tuple[Floats, float]:
    """Logistic regression with a little ridge, by Newton-like steps (L-BFGS)."""
    x, y = torch.tensor(signs), torch.tensor(right, dtype=torch.float64)
    weights = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ weights + bias, y)
        loss = loss + 1e-3 * weights.square().sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return weights.detach().numpy(), float(bias.detach())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data(parser)
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args()
    found = examples(Pipeline.load(args.model), args.data / "polnear/dev.jsonl")
    chances: list[float] = []
    truth: list[bool] = []
    for fold in range(5):
        rest = [e for i, e in enumerate(found) if i % 5 != fold]
        weights, bias = fit(np.concatenate([s for s, _ in rest]), np.concatenate([r for _, r in rest]))
        for signs, right in (e for i, e in enumerate(found) if i % 5 == fold):
            chances += (1 / (1 + np.exp(-(signs @ weights + bias)))).tolist()
            truth += right.tolist()
    print(json.dumps({"expected calibration error": expected_calibration_error(chances, truth), "frames": len(truth)}))
    weights, bias = fit(np.concatenate([s for s, _ in found]), np.concatenate([r for _, r in found]))
    path = args.model / "calibration.json"
    path.write_text(json.dumps({"weights": weights.round(4).tolist(), "bias": round(bias, 4)}) + "\n")
    manifest = args.model / "manifest.json"
    raw = json.loads(manifest.read_text())
    raw["sha256"]["calibration.json"] = sha256(path)
    manifest.write_text(json.dumps(raw, indent=1) + "\n")


if __name__ == "__main__":
    main()
