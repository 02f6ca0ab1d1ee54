"""MUC-4's articles with what fills their incidents' roles, as samples: :func:`read_muc4`.

The keys' strings are found in the texts, every time they stand there; the words of each are labelled with its role and
with the types of the incidents it belongs to. Articles are cut into words as the incident coder reads them, re-cased.
A quarter of the files is kept back, so that what is laid over the network can be fitted on articles it has not seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from hearsay import read
from hearsay.evaluate import muc4
from hearsay.parse.parser import cut
from hearsay.parse.words import Words
from training.data import Sample
from training.labels import FILLS, INCIDENTS

# The slots of the key by the number of the role in :data:`training.labels.FILLS`.
ROLE_OF_SLOT = {9: 0, 10: 1, 12: 2, 18: 3, 19: 3, 6: 4}
TYPE_SLOT = 4
# Every file whose number has this remainder by FOLDS is kept back.
FOLDS, KEPT_BACK = 4, 3


def files(data: Path) -> list[Path]:
    """The development part's files of texts, in order."""
    return sorted((data / "muc4" / "dev").glob("dev-*"))


def kept_back(number: int) -> bool:
    """Whether the file of this number trains no network."""
    return number % FOLDS == KEPT_BACK


def key_of(path: Path) -> dict[str, list[muc4.Template]]:
    """The templates of a file of texts, by message."""
    return muc4.load(path.with_name(f"key-dev-{path.name[9:13]}.muc4"))


def read_muc4(data: Path) -> Iterator[Sample]:
    """The articles of the files that are not kept back."""
    for number, path in enumerate(files(data)):
        if kept_back(number):
            continue
        key = key_of(path)
        for name, text in muc4.texts(path):
            words = cut(read.from_text(text), recased=True)
            if len(words):
                yield Sample(name, "muc4", words, fills=labels(words, key.get(name, [])))


def finder(words: Sequence[str]) -> Callable[[str], list[tuple[int, int]]]:
    """Where a key's string stands in a text's words: half-open ranges of words. Letters and digits alone count."""
    stream = [(token, i) for i, word in enumerate(words) for token in _tokens(word)]
    first: dict[str, list[int]] = defaultdict(list)
    for at, (token, _) in enumerate(stream):
        first[token].append(at)

    def find(name: str) -> list[tuple[int, int]]:
        wanted = _tokens(name)
        runs = (stream[at : at + len(wanted)] for at in first.get(wanted[0], ())) if wanted else ()
        return [(run[0][1], run[-1][1] + 1) for run in runs if [token for token, _ in run] == wanted]

    return find


def _tokens(text: str) -> list[str]:
    return re.findall(r"[A-Z0-9]+", text.upper())


def labels(words: Words, templates: Sequence[muc4.Template]) -> np.ndarray:
    """``(words, FILLS + INCIDENTS)``: 1 where a word is in a string that fills the role, in an incident of the type."""
    find = finder(words.text)
    out = np.zeros((len(words), len(FILLS) + len(INCIDENTS)), np.int8)
    for template in templates:
        told = [len(FILLS) + kind for kind in kinds(template)]
        for slot, role in ROLE_OF_SLOT.items():
            for name in (name for fill in template.fills(slot) for name in fill.alternatives):
                for low, high in find(name):
                    out[low:high, [role, *told]] = 1
    return out


def kinds(template: muc4.Template) -> list[int]:
    """The numbers of a template's types in :data:`training.labels.INCIDENTS`; it may have alternatives."""
    found = [a.strip().lower().replace(" ", "-") for fill in template.fills(TYPE_SLOT) for a in fill.alternatives]
    return [INCIDENTS.index(kind) for kind in found if kind in INCIDENTS]
