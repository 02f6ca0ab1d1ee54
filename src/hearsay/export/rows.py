"""Attributions in the order and with the words in which every rendering for people shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hearsay.export.gists import Gist, gists
from hearsay.export.safe import one_line
from hearsay.model import Attribution, Link, Reading, Spans

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_TRAILING = " ,;:–—"
_NO_PLACE = 1 << 62
_OPENING_QUOTES = "\"'“”„‟‘‚‛«»‹›`"


@dataclass(frozen=True, slots=True)
class Row:
    """One attribution as shown.

    ``number`` is its place in the article, ``2.1`` for the first inside the second. ``who`` is the source's
    fullest name and ``words`` what the text calls it there, where that differs. ``through`` names the
    sources it comes through, outermost first (an empty name: one that is not named). ``gist`` is its claim in words,
    None where it was not weighed. ``at`` is where it begins in the text, or None if it points at nothing.
    """

    attribution: Attribution
    number: str
    depth: int
    who: str
    words: str | None
    through: tuple[str, ...]
    cue: str
    what: str
    parent: Row | None
    gist: Gist | None
    at: int | None

    def spans(self, role: str) -> Spans:
        """The spans of the source, the cue, the content or the evidence."""
        if role == "evidence":
            return self.gist.rests_on if self.gist is not None else ()
        found: Spans = getattr(self.attribution, role)
        return found

    @property
    def percent(self) -> str:
        """The confidence as a whole percentage."""
        return f"{min(1.0, max(0.0, self.attribution.confidence)):.0%}"


def rows(reading: Reading) -> list[Row]:
    """Every attribution once: in text order, those inside another right after it."""
    children: dict[int | None, list[int]] = {}
    attributions = reading.attributions
    for index, parent in enumerate(_parents(attributions)):
        children.setdefault(parent, []).append(index)
    for siblings in children.values():
        siblings.sort(key=lambda index: _place(attributions[index]))
    made: list[Row] = []
    weighed = gists(reading)
    waiting: list[tuple[int, str, Row | None]] = _numbered(children.get(None, []), None)
    while waiting:
        index, number, parent_row = waiting.pop()
        attribution = attributions[index]
        row = _row(reading.document.text, attribution, number, parent_row, weighed.get(attribution.id))
        made.append(row)
        waiting.extend(_numbered(children.get(index, []), row))
    return made


def speaker_of(text: str, attribution: Attribution, speaker: Link) -> str:
    """Who makes a claim: the allegation that a source denies is not the source's, whoever's it is."""
    if speaker.name or attribution.source_name:
        return speaker.name or ""
    return joined(text, attribution.source)


def joined(text: str, spans: Spans) -> str:
    """The spans' text on one line; pieces with anything between them are parted by an ellipsis."""
    out = ""
    last = 0
    for start, end in within(text, spans):
        piece = one_line(text[start:end])
        if out:
            out += " " if not text[last:start].strip() else " … "
        out += piece
        last = end
    return out


def within(text: str, spans: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    """The spans in order, cut to the text, empty ones dropped."""
    cut = ((max(0, start), min(len(text), end)) for start, end in spans)
    return sorted((start, end) for start, end in cut if start < end)


def quoted(row: Row) -> str:
    """What was said, in quotation marks if it is a direct quotation and its span left them out."""
    if row.attribution.kind != "direct" or not row.what or row.what[0] in _OPENING_QUOTES:
        return row.what
    return f"“{row.what}”"


def _numbered(indices: list[int], parent: Row | None) -> list[tuple[int, str, Row | None]]:
    prefix = f"{parent.number}." if parent else ""
    numbered = [(index, f"{prefix}{place}", parent) for place, index in enumerate(indices, start=1)]
    return numbered[::-1]  # taken from the end


def _parents(attributions: Sequence[Attribution]) -> list[int | None]:
    """Each attribution's parent as an index; None also where the parent is unknown or would go in a ring."""
    index_of: dict[str, int] = {}
    for index, attribution in enumerate(attributions):
        index_of.setdefault(attribution.id, index)
    parents: list[int | None] = [
        index_of.get(attribution.parent) if attribution.parent is not None else None for attribution in attributions
    ]
    settled: set[int] = set()
    for index in range(len(parents)):
        path: set[int] = set()
        here: int | None = index
        while here is not None and here not in settled:
            path.add(here)
            above = parents[here]
            if above in path:
                parents[here] = above = None
            here = above
        settled |= path
    return parents


def _place(attribution: Attribution) -> tuple[int, int, int]:
    """Sorts attributions by where they begin; of those that share a source, by what they do not share."""
    said = attribution.cue + attribution.content
    spans = attribution.source + said
    if not spans:
        return (_NO_PLACE, 0, 0)
    begins = min(start for start, _ in spans)
    return (begins, min((start for start, _ in said), default=begins), -max(end for _, end in spans))


def _row(text: str, attribution: Attribution, number: str, parent: Row | None, gist: Gist | None) -> Row:
    who, words = _who(attribution.source_name, joined(text, attribution.source))
    at = _place(attribution)[0]
    return Row(
        attribution=attribution,
        number=number,
        depth=parent.depth + 1 if parent else 0,
        who=who,
        words=words,
        through=_through(parent, gist),
        cue=joined(text, attribution.cue),
        what=joined(text, attribution.content),
        parent=parent,
        gist=gist,
        at=None if at == _NO_PLACE else at,
    )


def _through(parent: Row | None, gist: Gist | None) -> tuple[str, ...]:
    """Those between the author and the source: the claim's chain, which leaves out who only denies it."""
    told = (*parent.through, parent.who) if parent else ()
    return told if gist is None or len(gist.through) == len(told) else gist.through


def _who(name: str | None, words: str) -> tuple[str, str | None]:
    """The name to show and the words to show beside it, if they say anything else.

    A source written out in full ("Deputy Minister Ana Brom") is shown as written, rather than as its bare
    name with the same words again in brackets.
    """
    full = one_line(name or "")
    words = words.rstrip(_TRAILING)
    if not full or _says(words, full):
        return words, None
    return full, words or None


def _says(words: str, name: str) -> bool:
    bare = re.escape(_ARTICLE.sub("", name))
    return re.search(rf"(?<!\w){bare}(?!\w)", words, re.IGNORECASE) is not None
