"""Names for texts that have none marked: ``python -m training.silver --data DATA --out RUN``.

The open sets with named entities are small. EWT's proper nouns are marked by hand and say where its names stand, in
PolNeAR a model's tags do; a model already trained says of what type each is, asked over every place of a document
where the same name stands. What it leaves in doubt is ``IGNORE``. ``training.train`` takes the file up from ``RUN``.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np

from hearsay.parse.encoder import Encoder
from hearsay.sequences import softmax
from training.data import _NAME_GLUE, _TITLES, Piece, Sample, read_all
from training.kept import keep_arrays
from training.labels import ENTITY, IGNORE
from training.options import add_data

TYPES = ("PER", "ORG", "LOC", "MISC")
# A name's type is believed from this share of the four types' probability; its being a name at all from the first,
# and none below the second, of these probabilities of a word's being inside one. A word that is no proper noun is
# rarely part of a name, so less is asked to believe that it is none.
TYPE_FROM = 0.6
NAME_FROM, NONE_BELOW = 0.5, 0.2
PLAIN_BELOW = 0.4


def runs(proper: np.ndarray, sample: Sample) -> list[Piece]:
    """Stretches of proper nouns, with the small words inside them, parted where grammar does not hold them together."""
    out: list[Piece] = []
    text, paragraph = sample.words.text, sample.words.paragraph
    i = 0
    while i < len(proper):
        if not proper[i]:
            i += 1
            continue
        end = i + 1
        while end < len(proper) and paragraph[end] == paragraph[i] and _goes_on(proper, text, sample.head, i, end):
            end += 1
        while not proper[end - 1]:
            end -= 1
        out.append((i, end))
        i = end
    return out


def _goes_on(proper: np.ndarray, text: list[str], head: np.ndarray | None, start: int, at: int) -> bool:
    if not proper[at]:
        glue = text[at].lower() in _NAME_GLUE - {"and", "'s", "’s", "."}
        return glue and at + 1 < len(proper) and bool(proper[at + 1] or text[at + 1].lower() == "the")
    if head is None:
        return True
    return any(head[at] == j or head[j] == at or head[j] == head[at] != j for j in range(start, at) if proper[j])


def labels(sample: Sample, chances: np.ndarray, proper: np.ndarray) -> np.ndarray:
    """Entity tags ``(words,)``. ``chances`` ``(words, tags)`` are a model's, ``proper`` marks the proper nouns."""
    inside = 1 - chances[:, 0]
    by_type = np.stack([chances[:, [i for i, t in enumerate(ENTITY) if t[2:] == k]].sum(1) for k in TYPES], 1)
    tags = np.where(inside < PLAIN_BELOW, 0, IGNORE)
    votes: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(len(TYPES)))
    spans = runs(proper, sample)
    for start, end in spans:
        votes[_form(sample, start, end)] += by_type[start:end].mean(0)
    for start, end in spans:
        tags[start:end] = 0 if inside[start:end].max() < NONE_BELOW else IGNORE
        vote = votes[_form(sample, start, end)] + by_type[start:end].mean(0)
        best = int(vote.argmax())
        if inside[start:end].max() < NAME_FROM or vote[best] < TYPE_FROM * vote.sum():
            continue
        if TYPES[best] == "PER":
            title = [i for i in range(start, end) if sample.words.text[i].lower() in _TITLES]
            tags[start : title[-1] + 1 if title else start] = 0
            start = title[-1] + 1 if title else start
        if start < end:
            tags[start] = ENTITY.index(f"B-{TYPES[best]}")
            tags[start + 1 : end] = ENTITY.index(f"I-{TYPES[best]}")
    return tags


def _form(sample: Sample, start: int, end: int) -> str:
    return " ".join(sample.words.text[start:end]).lower()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data(parser)
    parser.add_argument("--model", type=Path, help="the model folder to ask, by default the shipped one")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    encoder = Encoder.load(args.model)
    names = np.array(encoder.manifest.labels["xpos"])
    xpos: dict[str, int] = {}
    found: dict[str, np.ndarray] = {}
    for sample in read_all(args.data, "train", {}, xpos):
        if sample.origin not in ("ewt", "polnear"):
            continue
        signals = encoder.encode([sample.words])[0].signals
        tags = np.array(list(xpos))[sample.xpos] if sample.xpos is not None else names[signals["xpos"].argmax(1)]
        found[sample.name] = labels(sample, softmax(signals["entity"]), np.isin(tags, ("NNP", "NNPS"))).astype(np.int8)
    args.out.mkdir(parents=True, exist_ok=True)
    keep_arrays(args.out / "names.npz", found)


if __name__ == "__main__":
    main()
