"""A network small enough to build in a blink, with weights that are random but not so small that nothing shows."""

from __future__ import annotations

import torch

from tests.support.samples import RELATIONS, XPOS
from training.net import Net, Sizes

SIZES = Sizes(
    relations=len(RELATIONS), xpos=len(XPOS), vocabulary=220, positions=64, width=48, inner=96, layers=3, heads=4,
    arc=10, label=9, role=8, pointer=6, coreference=7,
)  # fmt: skip


def net(seed: int = 0, sizes: Sizes = SIZES) -> Net:
    """The same every time for a seed, every parameter random, ready for evaluation."""
    made = Net(sizes)
    torch.manual_seed(seed + 4)
    with torch.no_grad():
        for name, parameter in made.named_parameters():
            if "norm" not in name:
                parameter.copy_(torch.randn_like(parameter) * (0.3 if parameter.dim() > 1 else 0.1))
    return made.eval()
