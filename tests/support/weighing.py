"""Parsed sentences written out word by word, for the weighing of claims."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from hearsay.model import Attribution, AttributionKind, Spans, content_id
from hearsay.parsed import Parsed
from tests.support.parses import parsed


def sentences(
    *rows: str,
    names: Sequence[tuple[int, int, str]] = (),
    mentions: Sequence[tuple[int, int, int, str, str]] = (),
    byline: str | None = None,
) -> Parsed:
    """A parse of sentences, each a string of ``form/lemma/UPOS/XPOS/head/relation`` between spaces.

    Heads count words from 0 within their sentence; a root's is its own. All sentences are one paragraph.
    """
    heads: list[int] = []
    columns: list[list[str]] = []
    ranges: list[tuple[int, int]] = []
    for row in rows:
        first = len(columns)
        cells = [word.rsplit("/", 5) for word in row.split()]
        heads += [first + int(cell[4]) for cell in cells]
        columns += cells
        ranges.append((first, len(columns)))
    made = parsed(
        " ".join(c[0] for c in columns),
        heads=heads,
        relations=[c[5] for c in columns],
        names=names,
        mentions=mentions,
        byline=byline,
    )
    return dataclasses.replace(
        made,
        sentences=ranges,
        lemma=[c[1] for c in columns],
        upos=[c[2] for c in columns],
        xpos=[c[3] for c in columns],
    )


def attribution(
    parse: Parsed,
    source: str,
    cue: str,
    content: str,
    *,
    parent: Attribution | None = None,
    kind: AttributionKind = "indirect",
    confidence: float = 1.0,
) -> Attribution:
    """The attribution of the first stretches of text that read so; an empty string for none."""
    text = parse.document.text
    spans = [_span(text, part) for part in (source, cue, content)]
    return Attribution(
        id=content_id("a", *spans),
        source=spans[0],
        cue=spans[1],
        content=spans[2],
        kind=kind,
        parent=None if parent is None else parent.id,
        source_name=source or None,
        confidence=confidence,
    )


def _span(text: str, part: str) -> Spans:
    if not part:
        return ()
    start = text.index(part)
    return ((start, start + len(part)),)
