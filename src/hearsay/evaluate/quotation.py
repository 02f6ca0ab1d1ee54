"""Which characters of a text stand within quotation marks, told by the marks alone.

A quotation opens and closes within one paragraph; one that is not closed there runs to the paragraph's end
(the next paragraph opens its own, as newspapers print it). Marks inside a quotation of another kind are part
of it. Straight marks, which look the same at both ends, are told apart by what stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from hearsay.model import Span, Spans

QuotationKind = Literal["direct", "mixed", "indirect"]

CLOSERS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "``": "''",
    '"': '"',
    "''": "''",
    "‘": "’'",
    "`": "'’",
    "'": "'",
}
"""What may close a quotation, by what opened it; the two-letter marks are looked for as a whole."""

SINGLE = frozenset("‘`'")
_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"``|''|[“„«\"‘`']")
# A word that begins with an apostrophe opens nothing.
_ELISION = re.compile(r"(?:\d\ds?|em|til|tis|twas|cause|bout|round|n)\b", re.IGNORECASE)


def quoted(text: str) -> Spans:
    """The spans within quotation marks, marks included, in text order."""
    return tuple(span for paragraph in _PARAGRAPH.finditer(text) for span in _in_paragraph(text, paragraph.span()))


def quotation_kind(content: Spans, quotations: Spans, text: str) -> QuotationKind:
    """``direct`` when all letters and digits of the content stand in ``quotations``, ``mixed`` when some do.

    ``quotations`` is what :func:`quoted` gives for the whole text. A content without a letter or digit is
    judged by all its characters.
    """
    characters = [i for start, end in content for i in range(start, end)]
    telling = [i for i in characters if text[i].isalnum()] or characters
    inside = sum(any(start <= i < end for start, end in quotations) for i in telling)
    if not inside:
        return "indirect"
    return "direct" if inside == len(telling) else "mixed"


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Span]:
    position, end = paragraph
    while mark := _MARK.search(text, position, end):
        position = mark.end()
        if not _opens(text, mark.start(), mark.end(), paragraph):
            continue
        close = _close(text, mark.group(), mark.end(), end)
        # An unclosed single mark is an apostrophe; any other runs to the paragraph's end.
        if close is None and mark.group() in SINGLE:
            continue
        position = end if close is None else close
        yield mark.start(), position


def _opens(text: str, start: int, stop: int, paragraph: Span) -> bool:
    mark = text[start:stop]
    if mark in ("“", "„", "«", "``"):
        return True
    before = text[start - 1] if start > paragraph[0] else " "
    after = text[stop] if stop < paragraph[1] else " "
    if mark in ('"', "''"):
        # 5'10", or a closing mark whose opening one was lost: text before it, none after it.
        return before.isspace() or before in "([{—–-" or after.isalnum()
    if before.isalnum() or after.isspace() or before in "’'":
        return False
    return mark == "`" or not _ELISION.match(text, stop)


def _close(text: str, mark: str, start: int, end: int) -> int | None:
    closers = CLOSERS[mark]
    fallback = None
    for i in range(start, end):
        if mark in ("``", "''"):
            if text.startswith(closers, i) or text[i] == '"':
                return min(end, i + (2 if text[i] == "'" else 1))
        elif text[i] in closers:
            if mark not in SINGLE:
                return i + 1
            ends = _ends_single(text, i, start, end)
            if ends == "surely":
                return i + 1
            if ends == "perhaps":
                fallback = i + 1
    return fallback


def _ends_single(text: str, i: int, start: int, end: int) -> Literal["surely", "perhaps", "no"]:
    """Whether the mark at ``i`` closes a single quotation: an apostrophe looks the same."""
    before, after = text[i - 1], text[i + 1] if i + 1 < end else " "
    if i == start or before.isspace() or after.isalnum():
        return "no"
    # The players' union: a plural's apostrophe, unless nothing later closes.
    plural = before in "sS" and after.isspace() and i + 2 < end and text[i + 2].islower()
    return "perhaps" if plural else "surely"
