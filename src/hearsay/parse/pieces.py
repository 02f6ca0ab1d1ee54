"""WordPiece, a word at a time, as the uncased encoder was pretrained with it (Wu et al., 2016; Devlin et al., 2019)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

from hearsay.parse.words import pieces_of

_LONGEST = 100


class WordPiece:
    """Splits words into the ids of a ``vocab.txt``."""

    def __init__(self, vocabulary: list[str]) -> None:
        self.ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown = self.ids["[UNK]"]

    @classmethod
    def load(cls, path: Path) -> WordPiece:
        return cls(path.read_text(encoding="utf-8").splitlines())

    def lookup(self) -> Callable[[str], list[int]]:
        """A remembering version of :meth:`encode` that is never empty."""
        return pieces_of(self.encode, self.unknown)

    def encode(self, word: str) -> list[int]:
        """The ids of one word's pieces; empty where nothing of it is left after normalisation."""
        known = self.ids.get(word)
        if known is not None and word.isascii():
            return [known]
        return [i for part in _split(_normal(word)) for i in self._pieces(part)]

    def _pieces(self, part: str) -> list[int]:
        if len(part) > _LONGEST:
            return [self.unknown]
        out: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                found = self.ids.get(("##" if start else "") + part[start:end])
                if found is not None:
                    break
            else:
                return [self.unknown]
            out.append(found)
            start = end
        return out


def _normal(word: str) -> str:
    kept = "".join(c for c in word if c not in "\0\ufffd" and not (unicodedata.category(c)[0] == "C" and c not in "\t\n\r"))
    folded = unicodedata.normalize("NFD", kept.lower())
    return "".join(c for c in folded if unicodedata.category(c) != "Mn")


def _punctuation(c: str) -> bool:
    code = ord(c)
    ascii_mark = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_mark or unicodedata.category(c).startswith("P")


def _cjk(c: str) -> bool:
    code = ord(c)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2CEAF


def _split(word: str) -> list[str]:
    out: list[str] = []
    joins = False
    for c in word:
        if c.isspace():
            joins = False
        elif _punctuation(c) or _cjk(c):
            out.append(c)
            joins = False
        elif joins:
            out[-1] += c
        else:
            out.append(c)
            joins = True
    return out
