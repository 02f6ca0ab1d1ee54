"""WordPiece, a word at a time, as the uncased encoder was pretrained with it (Wu et al., 2016; Devlin et al., 2019)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

from hearsay.parse.words import pieces_of

_LONGEST = 100
# Control, format, private and surrogate characters; unassigned ones stay, whatever Python's Unicode version is.
_DROPPED = frozenset({"Cc", "Cf", "Co", "Cs"})
# The blocks whose characters stand alone, as BERT's tokenizer has them (the gap before 2B920 included).
_CJK = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class WordPiece:
    """Splits words into the ids of a ``vocab.txt``."""

    def __init__(self, vocabulary: list[str]) -> None:
        self.ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown = self.ids["[UNK]"]

    @classmethod
    def load(cls, path: Path) -> WordPiece:
        """From a file with a piece a line; other characters that may end a line are pieces."""
        return cls(path.read_text(encoding="utf-8").removesuffix("\n").split("\n"))

    def lookup(self) -> Callable[[str], list[int]]:
        """A remembering version of :meth:`encode` that is never empty."""
        return pieces_of(self.encode, self.unknown)

    def encode(self, word: str) -> list[int]:
        """The ids of one word's pieces; empty where nothing of it is left after normalisation."""
        known = self.ids.get(word)
        # Letters and digits only: "##ing" and "[SEP]" in a text are not the vocabulary's own.
        if known is not None and word.isascii() and word.isalnum():
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
    kept = "".join(c for c in word if c in "\t\n\r" or (c != "\ufffd" and unicodedata.category(c) not in _DROPPED))
    # Letter by letter: lowered together, a sigma that ends a word takes another form.
    folded = unicodedata.normalize("NFD", "".join(map(str.lower, kept)))
    return "".join(c for c in folded if unicodedata.category(c) != "Mn")


def _punctuation(c: str) -> bool:
    code = ord(c)
    ascii_mark = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_mark or unicodedata.category(c).startswith("P")


def _cjk(c: str) -> bool:
    code = ord(c)
    return any(first <= code <= last for first, last in _CJK)


def _split(word: str) -> list[str]:
    out: list[str] = []
    start = 0
    for i, c in enumerate(word):
        alone = _punctuation(c) or _cjk(c)
        if alone or c.isspace():
            out += [word[start:i]] * (start < i) + [c] * alone
            start = i + 1
    return out + [word[start:]] * (start < len(word))
