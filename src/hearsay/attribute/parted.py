"""What is said on both sides of who says it: "the mill, she said, was closed", ""And now," she said, "it opens.""

The model sometimes finds one side alone. The other belongs to it where a pair of quotation marks stands on either side,
or where the tree hangs one side on the other: a clause with its conjunction ("…, he said, until it closed"), a phrase
in front ("In summer, he said, …").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hearsay.attribute.tagging import Frame, Range
from hearsay.parsed import CLOSES, OPENS, Parsed

_COMMAS = frozenset((",", "—", "–", "--"))
_ENDS = frozenset((".", "?", "!", "”", '"', "''"))
_LOOSE = 3  # words that may stand among source and cue ("he said on Monday")
_LONGEST = 200  # words of a quotation that is interrupted
_IN_FRONT = frozenset(("advcl", "obl", "csubj", "nsubj", "dislocated"))
_LINKS = frozenset(("cc", "punct", "discourse"))


def both_sides(parsed: Parsed, found: Iterable[Frame]) -> list[Frame]:
    """The frames; those with a content on one side of source and cue alone, with what belongs to it on the other."""
    found = [_of_its_clause(parsed, frame) for frame in found]
    sentence_of = {i: sentence for sentence in parsed.sentences for i in range(*sentence)}
    taken = {i for f in found for a, b in ((f.cue.start, f.cue.end), *f.content) for i in (a, b - 1)}
    return [_with_both(parsed, frame, sentence_of, taken) for frame in found]


def _with_both(parsed: Parsed, frame: Frame, sentence_of: Mapping[int, Range], taken: set[int]) -> Frame:
    sentence = sentence_of.get(frame.cue.start)
    block = None if sentence is None else _block(frame, sentence)
    if block is None or sentence is None:
        return frame
    before = [piece for piece in frame.content if piece[0] < block[0]]
    after = [piece for piece in frame.content if piece[0] >= block[1]]
    if bool(before) == bool(after) or any(not _within(piece, sentence) for piece in (before[-1:] or after[:1])):
        return frame
    side = _front(parsed, sentence, block, after[0]) if after else _back(parsed, sentence, block, before[-1])
    if side is None or not taken.isdisjoint(range(*side)):
        return frame
    return replace(frame, content=(side, *after) if after else (*before, side))


def _of_its_clause(parsed: Parsed, frame: Frame) -> Frame:
    """ "The mill, which, he says, was built by hand, will close": who says it says "which was built by hand" alone."""
    start = min(a for a, _ in ((frame.cue.start, frame.cue.end), *frame.source))
    at = start - 1 - (start > 1 and parsed.words[start - 1] in _COMMAS)
    pieces = [n for n, piece in enumerate(frame.content) if piece == (at, at + 1)]
    if not pieces or parsed.xpos[at] not in ("WDT", "WP"):
        return frame
    own = frame.content[pieces[0] :]
    if len(own) > 1 and parsed.words[start - 1] in _COMMAS:
        own = (*own[:-1], (own[-1][0], _clause_end(parsed, at, own[-1])))
    return replace(frame, content=own)


def _clause_end(parsed: Parsed, pronoun: int, piece: Range) -> int:
    """Where a relative clause ends in a piece: at a comma, if what follows hangs on nothing in the clause."""
    for i in range(piece[0] + 1, piece[1] - 1):
        clause = {pronoun, *range(piece[0], i)}
        if parsed.words[i] == "," and not any(int(parsed.head[j]) in clause for j in range(i + 1, piece[1])):
            return i
    return piece[1]


def _within(piece: Range, sentence: Range) -> bool:
    return sentence[0] <= piece[0] < sentence[1]


def _block(frame: Frame, sentence: Range) -> Range | None:
    """Source and cue as one run of words within the sentence, if they are one and in the middle of it."""
    parts = [(frame.cue.start, frame.cue.end), *frame.source]
    start, end = min(a for a, _ in parts), max(b for _, b in parts)
    loose = end - start - sum(b - a for a, b in parts)
    middle = sentence[0] <= start and end < sentence[1]
    content = any(start <= a < end or a < start < b for a, b in frame.content)
    return (start, end) if frame.source and middle and loose <= _LOOSE and not content else None


def _front(parsed: Parsed, sentence: Range, block: Range, after: Range) -> Range | None:
    """What stands before "he said, …" and belongs to what stands after it."""
    start, end = sentence[0], block[0]
    if end < 2 or after[0] > block[1] + 1 or parsed.words[after[0] - 1] not in _COMMAS:
        return None
    if parsed.quote[end - 1] == CLOSES and parsed.quote[after[0]] == OPENS:
        return _interrupted(parsed, end)
    if start + 1 >= end or parsed.words[end - 1] not in _COMMAS or _quoted(parsed, (start, end)):
        return None
    while start < end and parsed.relation[start] in _LINKS:
        start += 1
    top = _top(parsed, (start, end - 1))
    hangs = top is not None and after[0] <= parsed.head[top] < after[1]
    relation = "" if top is None else parsed.relation[top].partition(":")[0]
    return (start, end - 1) if hangs and relation in _IN_FRONT else None


def _interrupted(parsed: Parsed, end: int) -> Range | None:
    """The quotation that ends at ``end``, if it ends in a comma and stands alone before who says it."""
    paragraph = parsed.paragraph[end - 1]
    near = range(end - 1, max(-1, end - _LONGEST), -1)
    opened = next((i for i in near if parsed.quote[i] == OPENS), None)
    if opened is None or parsed.words[end - 2] not in _COMMAS or parsed.paragraph[opened] != paragraph:
        return None
    alone = opened == 0 or parsed.paragraph[opened - 1] != paragraph or parsed.words[opened - 1] in _ENDS
    return (opened, end) if alone else None


def _back(parsed: Parsed, sentence: Range, block: Range, before: Range) -> Range | None:
    """What stands after "…, he said" and belongs to what stands before it: a clause with its conjunction."""
    start, end = block[1], sentence[1]
    touches = before[1] >= block[0] - 1
    if not touches or parsed.words[start] not in _COMMAS or _quoted(parsed, (before[0], end)):
        return None
    start += 1
    while end > start and parsed.upos[end - 1] == "PUNCT":
        end -= 1
    top = _top(parsed, (start, end))
    if top is None or not before[0] <= parsed.head[top] < before[1]:
        return None
    kind = parsed.relation[top].partition(":")[0]
    marks = {parsed.relation[i] for i in range(start, top) if parsed.head[i] == top}
    whole = (kind == "advcl" and "mark" in marks) or (kind == "conj" and "cc" in marks)
    return (start, end) if whole else None


def _top(parsed: Parsed, words: Range) -> int | None:
    """The one word of a run that hangs on a word outside it, marks and links apart; None where there are several."""
    start, end = words
    tops = [
        i
        for i in range(start, end)
        if not start <= parsed.head[i] < end and parsed.relation[i].partition(":")[0] not in _LINKS
    ]
    return tops[0] if len(tops) == 1 else None


def _quoted(parsed: Parsed, words: Range) -> bool:
    return any(parsed.quote[i] for i in range(*words))
