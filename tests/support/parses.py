"""Parsed documents made by hand, for the stages behind the model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hearsay.model import Document, Mention
from hearsay.parse.words import build
from hearsay.parsed import Name, Parsed

Floats = NDArray[np.float32]


def parsed(
    text: str,
    *,
    heads: Sequence[int] | None = None,
    relations: Sequence[str] | None = None,
    mentions: Sequence[tuple[int, int, int, str, str]] = (),
    names: Sequence[tuple[int, int, str]] = (),
    rows: Sequence[tuple[int, int]] | None = None,
    signals: dict[str, Floats] | None = None,
    byline: str | None = None,
    types: Sequence[str] | None = None,
    xpos: Sequence[str] | None = None,
) -> Parsed:
    """A parse of ``text``, whose words stand between spaces and whose paragraphs are its lines.

    ``heads`` are word numbers (by default every word is a root); ``mentions`` are
    ``(head, start, end, kind, chain)`` with a type by kind of chain (``p…`` a person, else an organization) unless
    ``types`` gives them.
    """
    words, starts, ends, paragraph = _cut(text)
    columns = build(text, words, starts, ends, paragraph)
    n = len(words)
    document = Document(id="d", text=text, byline=byline)
    return Parsed(
        document=document,
        words=words,
        starts=columns.starts.astype(np.int64),
        ends=columns.ends.astype(np.int64),
        paragraph=columns.paragraph.astype(np.int64),
        quote=columns.quote.astype(np.int64),
        sentences=[(0, n)] if n else [],
        upos=["X"] * n,
        xpos=list(xpos or ["X"] * n),
        lemma=list(words),
        head=np.array(heads if heads is not None else range(n), np.int64),
        relation=list(relations or ["dep"] * n),
        names=[Name(a, b, kind, 1.0) for a, b, kind in names],
        mentions=[
            Mention(
                id=f"m{i}",
                span=(starts[a], ends[b - 1]),
                head=(starts[h], ends[h]),
                kind=kind,  # type: ignore[arg-type]
                type=types[i] if types else "person" if chain.startswith("p") else "organization",
                chain=chain,
            )
            for i, (h, a, b, kind, chain) in enumerate(mentions)
        ],
        mention_words=[(a, b) for _, a, b, _, _ in mentions],
        rows=list(rows) if rows is not None else [(0, n)] if n else [],
        signals=signals or {},
    )


def _cut(text: str) -> tuple[list[str], list[int], list[int], list[int]]:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    paragraph: list[int] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        for word in line.split():
            start = text.index(word, at)
            words.append(word)
            starts.append(start)
            ends.append(start + len(word))
            paragraph.append(number)
            at = start + len(word)
    return words, starts, ends, paragraph
