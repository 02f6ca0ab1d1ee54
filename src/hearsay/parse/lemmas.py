"""Lemmas: a table from the treebanks by form and part of speech, with lemminflect behind it."""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any

from hearsay.errors import ModelError

# Parts of speech whose lemma is the form itself (lower case unless a name).
_INFLECTED = frozenset({"NOUN", "VERB", "ADJ", "ADV", "AUX", "PROPN"})


class Lemmas:
    """Looks up lemmas and remembers them."""

    def __init__(self, table: dict[tuple[str, str], str]) -> None:
        self._known = dict(table)

    @classmethod
    def load(cls, path: Path) -> Lemmas:
        """From a tab-separated file: form, UPOS, lemma. A missing file means an empty table.

        Raises :class:`ModelError` where a line is not of that shape.
        """
        table: dict[tuple[str, str], str] = {}
        if path.exists():
            # Not splitlines(): a form may hold a character that ends a line elsewhere.
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
                cells = line.split("\t")
                if not line:
                    continue
                if len(cells) != 3:
                    raise ModelError("the lemma table is damaged: three columns expected", where=f"{path}:{number}")
                table[cells[0], cells[1]] = cells[2]
        return cls(table)

    def of(self, form: str, upos: str) -> str:
        """The lemma of ``form`` used as ``upos``."""
        key = (form if upos == "PROPN" else form.lower(), upos)
        known = self._known.get(key)
        if known is None:
            known = ruled(*key)
            if len(self._known) < 500_000:
                self._known[key] = known
        return known


def ruled(form: str, upos: str) -> str:
    """The lemma by rule alone."""
    if upos not in _INFLECTED or not any(c.isalpha() for c in form):
        return form
    found = dictionary().getLemma(form, upos)
    return str(found[0]) if found else form


@lru_cache(maxsize=1)
def dictionary() -> Any:
    """lemminflect's lemmatizer. The package itself imports spaCy to hook into it, which takes longer than reading an
    article; so its parts are imported as parts of a bare package, which is then forgotten again."""
    name = "lemminflect"
    loaded = sys.modules.get(name)
    if loaded is None:
        spec = PathFinder.find_spec(name)
        if spec is None:
            raise ModelError("lemminflect is not installed: lemmas need it")
        sys.modules[name] = module_from_spec(spec)
    try:
        from lemminflect.core.Lemmatizer import Lemmatizer
    finally:
        if loaded is None:
            del sys.modules[name]
    return Lemmatizer()
