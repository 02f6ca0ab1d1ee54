"""Words: the cuts that spaCy's English tokenizer makes with the rules of ``training/tokenizer.py``, without spaCy.

Importing spaCy takes several times as long as reading an article. Its algorithm is short and its rules are data, so
the rules lie in ``data/tokenizer.json``, written by ``python -m training.tokenizer``, and are applied here as
``spacy.tokenizer.Tokenizer`` applies them; the tests hold the two to cut alike.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib import resources

from hearsay.model import Span

_CHUNK = re.compile(r"\S+")
_REMEMBERED = 200_000


class Tokenizer:
    """Cuts text into words; white space is none. Safe to use from several threads."""

    def __init__(self, rules: dict[str, str], exceptions: dict[str, list[str]]) -> None:
        self._prefix = re.compile(rules["prefix"]).search
        self._suffix = re.compile(rules["suffix"]).search
        self._infix = re.compile(rules["infix"]).finditer
        self._url = re.compile(rules["url"]).match
        self._exceptions = {whole: tuple(map(len, parts)) for whole, parts in exceptions.items()}
        self._known: dict[str, tuple[int, ...]] = {}
        # Exceptions that the affix rules cut into several words are put together again afterwards.
        self._scattered: dict[str, list[tuple[int, str]]] = {}
        for whole in self._exceptions:
            if self._prefix(whole) or self._suffix(whole) or any(True for _ in self._infix(whole)):
                parts = _cut(whole, self._split(whole, {}))
                self._scattered.setdefault(parts[0], []).append((len(parts), whole))

    def __call__(self, text: str) -> list[Span]:
        """The words' spans, in order."""
        out: list[Span] = []
        for chunk in _CHUNK.finditer(text):
            at = chunk.start()
            for length in self._lengths(chunk[0]):
                out.append((at, at + length))
                at += length
        return out

    def _lengths(self, chunk: str) -> tuple[int, ...]:
        known = self._known.get(chunk)
        if known is None:
            known = self._exceptions.get(chunk)
            if known is None:
                known = self._mended(chunk, self._split(chunk, self._exceptions))
            if len(self._known) < _REMEMBERED:
                self._known[chunk] = known
        return known

    def _split(self, chunk: str, exceptions: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
        """Lengths of a chunk's words: affixes off the ends, one of each at a time, then infixes in what is left."""
        before: list[int] = []
        after: list[int] = []
        rest, size = chunk, -1
        while rest and len(rest) != size and rest not in exceptions:
            size = len(rest)
            first = _end(self._prefix(rest))
            if first and rest[first:] in exceptions:
                before.append(first)
                rest = rest[first:]
                break
            last = _length(self._suffix(rest[first:]))
            if last and rest[:-last] in exceptions:
                after.append(last)
                rest = rest[:-last]
                break
            if first:
                before.append(first)
            if last and (not first or first + last <= size):
                after.append(last)
                rest = rest[first : size - last]
            else:
                rest = rest[first:]
        return (*before, *self._middle(rest, exceptions), *reversed(after))

    def _middle(self, rest: str, exceptions: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
        if not rest:
            return ()
        if rest in exceptions:
            return exceptions[rest]
        if self._url(rest):
            return (len(rest),)
        out: list[int] = []
        at = 0
        for match in self._infix(rest):
            if match.start() == 0:
                continue
            out += [match.start() - at, match.end() - match.start()]
            at = match.end()
        return tuple(n for n in (*out, len(rest) - at) if n)

    def _mended(self, chunk: str, lengths: tuple[int, ...]) -> tuple[int, ...]:
        """The longest exceptions that stand scattered over several words, each cut as it should be."""
        words = _cut(chunk, lengths)
        if not any(word in self._scattered for word in words):
            return lengths
        found = sorted(self._standing(words), key=lambda f: (f[0] - f[1], f[0]))
        taken: set[int] = set()
        at: dict[int, tuple[int, str]] = {}
        for start, end, whole in found:
            if start not in taken and end - 1 not in taken:
                at[start] = end, whole
            taken.update(range(start, end))
        out: list[int] = []
        i = 0
        while i < len(words):
            end, whole = at.get(i, (i + 1, ""))
            out += self._exceptions[whole] if whole else (len(words[i]),)
            i = end
        return tuple(out)

    def _standing(self, words: list[str]) -> list[tuple[int, int, str]]:
        return [
            (i, i + count, whole)
            for i, word in enumerate(words)
            for count, whole in self._scattered.get(word, ())
            if "".join(words[i : i + count]) == whole and i + count <= len(words)
        ]


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else 0


def _length(match: re.Match[str] | None) -> int:
    return match.end() - match.start() if match else 0


def _cut(text: str, lengths: tuple[int, ...]) -> list[str]:
    out, at = [], 0
    for length in lengths:
        out.append(text[at : at + length])
        at += length
    return out


@lru_cache(maxsize=1)
def shipped() -> Tokenizer:
    """The tokenizer of the package's rules."""
    raw = (resources.files("hearsay") / "data" / "tokenizer.json").read_text(encoding="utf-8")
    found = json.loads(raw)
    return Tokenizer(found["rules"], found["exceptions"])
