"""What a teacher's lowest layers make of every training row: ``training.train --enters N``.

Layers that are left as they were pretrained give the same for the same row each time. Half of MPNet's layers computed
once make an epoch twice as fast; the file takes 1.5 kB a word piece (half precision, 768 wide).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.batches import Row, collate
from training.net import Net

Key = tuple[str, int, int]
# Rows a forward pass, and how many passes between two notes of what is done.
ROWS, EVERY = 16, 20


def key(row: Row) -> Key:
    """A row by its sample and words. Case makes no difference to uncased pieces."""
    return row.sample.name, row.start, row.end


class Below:
    """The lowest layers' output by row, from a file where it is there and computed where not."""

    def __init__(self, net: Net, path: Path, rows: Sequence[Row]) -> None:
        """Fill ``path`` for ``rows``, going on where an earlier filling was cut off.

        Raises :class:`ValueError` where the file was made of other rows.
        """
        self.net = net
        self.place: dict[Key, tuple[int, int]] = {}
        total = 0
        for row in rows:
            if key(row) not in self.place:
                self.place[key(row)] = (total, total + row.size)
                total += row.size
        shape = (total, net.sizes.width)
        note = path.with_suffix(".json")
        if not path.exists():
            note.unlink(missing_ok=True)
        mode = "r+" if path.exists() else "w+"
        self.values = np.lib.format.open_memmap(path, mode=mode, dtype=np.float16, shape=shape)
        if self.values.shape != shape:
            raise ValueError(f"{path} was made of other rows ({self.values.shape[0]} pieces, not {total}): remove it")
        self._fill(note, list({key(row): row for row in rows}.values()))

    def _fill(self, note: Path, rows: list[Row]) -> None:
        done = json.loads(note.read_text())["rows"] if note.exists() else 0
        order = sorted(range(len(rows)), key=lambda i: rows[i].size)
        while done < len(order):
            for _ in range(EVERY):
                chosen = [rows[i] for i in order[done : done + ROWS]]
                for row, values in zip(chosen, self._compute(chosen), strict=True):
                    start, end = self.place[key(row)]
                    self.values[start:end] = values
                done += len(chosen)
            self.values.flush()
            note.write_text(json.dumps({"rows": done}))
            print(f"below: {done} of {len(rows)} rows", flush=True)

    def _compute(self, rows: list[Row]) -> list[np.ndarray]:
        if not rows:
            return []
        inputs = collate(rows).inputs
        with torch.no_grad():
            out = self.net.below(inputs[0], inputs[4]).cpu().numpy().astype(np.float16)
        return [values[: row.size] for row, values in zip(rows, out, strict=True)]

    def of(self, rows: list[Row], length: int) -> Tensor:
        """``(rows, length, width)`` for one batch, padded with zeros."""
        out = np.zeros((len(rows), length, self.net.sizes.width), np.float32)
        missing = [row for row in rows if key(row) not in self.place]
        computed = dict(zip(map(key, missing), self._compute(missing), strict=True))
        for i, row in enumerate(rows):
            if key(row) in self.place:
                start, end = self.place[key(row)]
                out[i, : row.size] = self.values[start:end]
            else:
                out[i, : row.size] = computed[key(row)]
        return torch.tensor(out)
