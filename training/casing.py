"""How news writes words that a dictionary cannot case: ``python -m training.casing --data DATA``.

Counts how words are written within sentences (PolNeAR and EWT, train) and writes
``src/hearsay/data/casing.txt``: words in lower case that lemminflect's dictionary does not know, and words it knows
that news writes with a capital. :mod:`hearsay.parse.casing` uses both. Only words seen twice are listed.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from hearsay.parse.casing import CASING, known
from training.options import add_data

_TOKEN = re.compile(r"[A-Za-z][A-Za-z.'’-]*[A-Za-z.]|[A-Za-z]|[.!?\"“”:]|\n")
_JSONL = ("polnear/train.jsonl",)
# No set for non-commercial use, as for the weights.
_CONLLU = ("ud/ewt-train.conllu",)
# What the corpora lack and reports of conflict have.
_EXTRA = (
    "subversive",
    "subversives",
    "machinegunned",
    "paramilitaries",
    "narcos",
    *["Mr", "Mrs", "Ms", "Dr", "Gen", "Col", "Lt", "Maj", "Msgr", "Sgt", "Capt", "Mr.", "Mrs.", "Ms.", "Dr."],
)


def texts(data: Path) -> Iterator[str]:
    """Every text of the training parts."""
    for file in _JSONL:
        for line in (data / file).read_text(encoding="utf-8").split("\n"):
            if line.strip():
                yield json.loads(line)["text"]
    for file in _CONLLU:
        for line in (data / file).read_text(encoding="utf-8").split("\n"):
            if line.startswith("# text = "):
                yield ". " + line[9:]


def count(data: Path) -> dict[str, Counter[str]]:
    """For each word in lower case, how often each form of it stands inside a sentence."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts(data):
        first = True
        for token in _TOKEN.findall(text):
            inside = token[0].isalpha()
            if inside and not first:
                word = token.rstrip(".") if token.count(".") == 1 else token
                forms[word.lower()][word] += 1
            first = not inside
    return forms


def listed(forms: dict[str, Counter[str]]) -> Iterator[str]:
    """The forms worth a line."""
    for word, seen in forms.items():
        form, times = seen.most_common(1)[0]
        if times < 2 or not word.isascii() or ("." in word[:-1] and len(word) > 8):
            continue
        common = known(word)
        if not common if form == word else times > 2 * seen[word] and (common or form.isupper()):
            yield form


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data(parser)
    args = parser.parse_args()
    found = sorted({*listed(count(args.data)), *_EXTRA})
    CASING.write_text("".join(f"{form}\n" for form in found), encoding="utf-8")
    print(f"{len(found)} forms")


if __name__ == "__main__":
    main()
