"""How common each stem is among documents: ``python -m training.commonness --data DIR``.

Counted over PolNeAR's train part and GUM's and EWT's train parts (their documents); not over MUC-4's reports, which are
all of attacks, nor ECB+'s, on which documents are compared. Only counts are kept, of stems that are in at least three
documents, so no text can be made of them.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hearsay.corroborate.words import stem, words
from training.options import add_data

OUT = Path(__file__).resolve().parent.parent / "src" / "hearsay" / "data" / "corroborate" / "commonness.tsv.gz"
LEAST = 3


def texts(data: Path) -> Iterator[str]:
    """The texts, one a document."""
    for line in (data / "polnear" / "train.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]
    for name in ("ewt-train", "gum-train"):
        yield from _treebank(data / "ud" / f"{name}.conllu")


def _treebank(path: Path) -> Iterator[str]:
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc") and lines:
            yield "\n".join(lines)
            lines = []
        elif line.startswith("# text = "):
            lines.append(line[9:])
    yield "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data(parser)
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    number = 0
    for text in texts(args.data):
        number += 1
        counts.update({stem(word) for word in words(text)})
    rows = [f"{word}\t{count}" for word, count in sorted(counts.items()) if count >= LEAST]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(gzip.compress("\n".join([str(number), *rows]).encode(), mtime=0))
    print(f"{number} documents, {len(rows)} stems")


if __name__ == "__main__":
    main()
