"""What a teacher says of every word, written down once: the targets of :mod:`training.distil`.

One row a word, half precision: every projection of the teacher's three groups of heads, from which its tags, arcs and
roles are computed again without its encoder. Texts without labels of their own are read as well.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from hearsay.evaluate.places import held_back
from hearsay.evaluate.suites.across import TUNED_ON
from training.batches import Batch, Row, collate, rows_of
from training.below import Below
from training.data import Attribution, Encode, Sample, tokenised
from training.labels import CUE
from training.net import Net
from training.score import load

# Rows a forward pass, and how many samples between two notes of what is done.
ROWS, EVERY = 16, 50


def unlabelled(data: Path) -> Iterator[Sample]:
    """News that may train what ships, where ``data`` has it: ECB+'s reports and the Local-Global Lexicon's.

    What benchmarks hold back of either is left out.
    """
    reports, articles = data / "ecbplus/topics-1-35.jsonl", data / "places/lgl.xml"
    for line in reports.open(encoding="utf-8") if reports.exists() else ():
        record = json.loads(line)
        if record["text"].strip() and record["topic"] <= TUNED_ON:
            yield Sample(f"ecb-{record['id']}", "news", tokenised(record["text"]))
    for article in ET.parse(articles).getroot() if articles.exists() else ():
        text, name = article.findtext("text") or "", article.get("docid") or ""
        if text.strip() and not held_back(name):
            yield Sample(f"lgl-{name}", "news", tokenised(text))


@dataclass(frozen=True)
class Teacher:
    """A trained network, its dropout off, and what its rows' lowest layers were computed to be."""

    net: Net
    below: Below | None

    @classmethod
    def load(cls, run: Path, start: str, enters: int, rows: list[Row], labels: dict[str, list[str]]) -> Teacher:
        """The network of ``run`` (``net.pt``, or the last checkpoint); ``rows`` may be in its file of lower layers.

        Raises :class:`ValueError` where its treebank labels are not ``labels``, in order.
        """
        net, own = load(run, start, enters)
        if own != labels:
            raise ValueError(f"{run} was trained on other labels than are to be learnt now")
        cached = run / "below.npy"
        return cls(net, Below(net, cached, rows) if enters and cached.exists() else None)

    def say(self, rows: list[Row]) -> np.ndarray:
        """``(words, -)``: the rows' words, every group's projections side by side."""
        inputs = collate(rows).inputs
        below = self.below.of(rows, inputs[0].shape[1]) if self.below else None
        with torch.no_grad():
            out = self.net(*inputs, below)
        values: np.ndarray = torch.cat(list(out.values()), 1).cpu().numpy().astype(np.float16)
        return values


class Taught:
    """A teacher's values by word, in a file that can be filled in several sittings."""

    def __init__(self, teacher: Teacher, path: Path, samples: list[Sample], encode: Encode, limit: int) -> None:
        self.net = teacher.net
        self.widths = {name: width for group in teacher.net.groups for name, width in group.items()}
        ends = np.cumsum([len(s.words) for s in samples])
        self.start = {s.name: int(end) - len(s.words) for s, end in zip(samples, ends, strict=True)}
        shape = (int(ends[-1]), sum(self.widths.values()))
        note = path.with_suffix(".json")
        if not path.exists():
            note.unlink(missing_ok=True)
        mode = "r+" if path.exists() else "w+"
        self.values = np.lib.format.open_memmap(path, mode=mode, dtype=np.float16, shape=shape)
        if self.values.shape != shape:
            raise ValueError(f"{path} was made of other samples ({self.values.shape}, not {shape}): remove it")
        self._fill(teacher, note, samples, encode, limit)
        for sample in samples:
            sample.heard = self._cues(sample)

    def _fill(self, teacher: Teacher, note: Path, samples: list[Sample], encode: Encode, limit: int) -> None:
        done = json.loads(note.read_text())["samples"] if note.exists() else 0
        while done < len(samples):
            chosen = samples[done : done + EVERY]
            rows = sorted((r for s in chosen for r in rows_of(s, encode, limit, None)), key=lambda r: r.size)
            for at in range(0, len(rows), ROWS):
                part = rows[at : at + ROWS]
                values = teacher.say(part)
                for row in part:
                    size = row.end - row.start
                    start = self.start[row.sample.name] + row.start
                    self.values[start : start + size] = values[:size]
                    values = values[size:]
            done += len(chosen)
            self.values.flush()
            note.write_text(json.dumps({"samples": done}))
            print(f"taught: {done} of {len(samples)} samples", flush=True)

    def _cues(self, sample: Sample) -> list[Attribution]:
        """The cues the teacher hears, at any depth."""
        names = list(self.widths)
        at = sum(self.widths[n] for n in names[: names.index("cue")])
        start = self.start[sample.name]
        tags = self.values[start : start + len(sample.words), at : at + len(CUE)].argmax(1)
        out: list[Attribution] = []
        for i, tag in enumerate(tags):
            begins = CUE[tag] == "B" or (CUE[tag] == "I" and (not i or CUE[tags[i - 1]] == "O"))
            if begins:
                end = i + 1
                while end < len(tags) and CUE[tags[end]] == "I":
                    end += 1
                out.append(Attribution([], [(i, end)], []))
        return out

    def of(self, batch: Batch) -> dict[str, Tensor]:
        """The teacher's projections for a batch's words, by head."""
        parts = []
        for row in batch.rows:
            start = self.start[row.sample.name]
            parts.append(self.values[start + row.start : start + row.end])
        values = torch.tensor(np.concatenate(parts).astype(np.float32))
        return dict(zip(self.widths, values.split(list(self.widths.values()), 1), strict=True))

    def knows(self, batch: Batch) -> bool:
        """Whether all of a batch's samples were read (framed sentences are made anew every epoch and are not)."""
        return all(row.sample.name in self.start for row in batch.rows)
