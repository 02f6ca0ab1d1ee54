"""Parses made by hand with parts of speech and a tree, for rules that ask about them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from hearsay.parsed import Parsed
from tests.support.parses import parsed

_FINE = {"NOUN": "NN", "NOUNS": "NNS", "PROPN": "NNP", "ADJ": "JJ", "VERB": "VBD", "NUM": "CD"}


def tagged(marked: str) -> Parsed:
    """A parse of ``form|UPOS|relation>word`` items; all after the form may be left out.

    ``NOUNS`` is a plural noun. The head is given by its form: the nearest word with it, a following one first.
    """
    items = [item.split("|") for item in marked.split(" ")]
    forms = [item[0] for item in items]
    plain = parsed("\n".join(" ".join(part.split()) for part in " ".join(forms).split("\n")))
    heads, relations = list(range(len(forms))), ["dep"] * len(forms)
    for i, item in enumerate(items):
        if len(item) > 2:
            relations[i], _, target = item[2].partition(">")
            heads[i] = _find(forms, i, target)
    tags = [item[1] if len(item) > 1 else "X" for item in items]
    return replace(
        plain,
        upos=["NOUN" if tag == "NOUNS" else tag for tag in tags],
        xpos=[_FINE.get(tag, "X") for tag in tags],
        head=np.array(heads, np.int64),
        relation=relations,
        lemma=[form.lower() for form in forms],
    )


def _find(forms: list[str], i: int, target: str) -> int:
    places = [j for j, form in enumerate(forms) if form == target and j != i]
    return min(places, key=lambda j: (j < i, abs(j - i)))
