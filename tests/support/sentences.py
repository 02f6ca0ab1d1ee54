"""Parses written out by hand: ``form/UPOS/head/relation[/lemma]`` a word, heads counted from 1 in each sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from hearsay.model import Mention
from hearsay.parsed import Parsed
from tests.support.parses import parsed

Told = tuple[str, str, str]


def article(
    *sentences: str,
    mentions: Mapping[str, Told] | None = None,
    names: Sequence[tuple[str, str]] = (),
    published: str | None = None,
) -> Parsed:
    """A parse of sentences. ``mentions`` maps a phrase (``phrase#2``: where it stands the second time) to its kind,
    type and chain; ``names`` are phrases with the model's type, at every place they stand.
    """
    rows = [[word.split("/") for word in sentence.split()] for sentence in sentences]
    flat = [word for row in rows for word in row]
    heads, ranges = _heads(rows)
    made = parsed(" ".join(word[0] for word in flat), heads=heads, relations=[word[3] for word in flat])
    words = made.words
    spots = {phrase: _find(words, phrase) for phrase in mentions or {}}
    told = sorted(((spots[phrase], *of) for phrase, of in (mentions or {}).items()), key=lambda one: one[0])
    document = msgspec.structs.replace(made.document, published=published)
    return replace(
        made,
        document=document,
        sentences=ranges,
        upos=[word[1] for word in flat],
        xpos=["VBN" if word[1] == "VERB" and word[0].endswith("ed") else "X" for word in flat],
        lemma=[word[4] if len(word) > 4 else word[0].lower() for word in flat],
        names=[
            replace(name, start=start, end=end)
            for phrase, kind in names
            for start, end in _all(words, phrase)
            for name in parsed("x", names=[(0, 1, kind)]).names
        ],
        mentions=[_mention(made, number, heads, one) for number, one in enumerate(told)],
        mention_words=[one[0] for one in told],
    )


def _heads(rows: list[list[list[str]]]) -> tuple[list[int], list[tuple[int, int]]]:
    heads, ranges, start = [], [], 0
    for row in rows:
        heads += [start + i if word[2] == "0" else start + int(word[2]) - 1 for i, word in enumerate(row)]
        ranges.append((start, start + len(row)))
        start += len(row)
    return heads, ranges


def _all(words: list[str], phrase: str) -> list[tuple[int, int]]:
    wanted = phrase.split()
    starts = range(len(words) - len(wanted) + 1)
    return [(at, at + len(wanted)) for at in starts if words[at : at + len(wanted)] == wanted]


def _find(words: list[str], phrase: str) -> tuple[int, int]:
    bare, _, number = phrase.partition("#")
    return _all(words, bare)[int(number or 1) - 1]


def _mention(made: Parsed, number: int, heads: list[int], one: tuple[tuple[int, int], str, str, str]) -> Mention:
    (start, end), kind, type_, chain = one
    head = next(at for at in range(start, end) if heads[at] == at or not start <= heads[at] < end)
    span, at = made.span(start, end), (int(made.starts[head]), int(made.ends[head]))
    return Mention(id=f"m{number}", span=span, head=at, kind=kind, type=type_, chain=chain)  # type: ignore[arg-type]
