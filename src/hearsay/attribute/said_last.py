"""Sentences that end in who says them, where the model has passed over that: "The mill is safe, the owners maintain."

Nothing is plainer than a verb of speech with its subject between a comma and the full stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hearsay.attribute.tagging import Cue, Frame, Range
from hearsay.parsed import Parsed
from hearsay.reporting import reporting_verbs

_LONGEST = 15  # words of a subject
_SHORTEST = 3  # words of what is said
_LOOSE = frozenset(("AUX", "ADV"))
# How sure the model is of a cue, its source and its content together where they stand outside any other's content
# though the flat layer passed over them. Chosen on PolNeAR dev; 1.5 to 2.1 gain as much there.
_STANDS = 1.8
_SIGNS = (0.7, 0.7, 0.7, 0.7, 0.7, 1.0, 0.0)


def said_last(parsed: Parsed, found: Sequence[Frame]) -> list[Frame]:
    """The frames, and those of sentences whose last words say whose they are and were passed over.

    One that was found as if within another's content is there whether or not it stands in one.
    """
    by_word = {i: n for n, frame in enumerate(found) for i in range(frame.cue.start, frame.cue.end)}
    out = list(found)
    for sentence in parsed.sentences:
        frame = _last(parsed, sentence)
        if frame is None:
            continue
        n = next((by_word[i] for i in range(frame.cue.start, frame.cue.end) if i in by_word), None)
        if n is None:
            out.append(frame)
        elif out[n].cue.nested:
            out[n] = replace(out[n], cue=replace(out[n].cue, nested=False))
    return sorted(out, key=lambda f: f.cue.start)


def _last(parsed: Parsed, sentence: Range) -> Frame | None:
    start, end = sentence
    while end > start and parsed.upos[end - 1] == "PUNCT":
        end -= 1
    verb = end - 1
    if end - start < _SHORTEST + 3 or parsed.lemma[verb] not in reporting_verbs() or parsed.quote[verb]:
        return None
    cue = verb
    while cue - 1 > start and parsed.upos[cue - 1] in _LOOSE:
        cue -= 1
    near = range(cue - 1, max(start, cue - _LONGEST), -1)
    comma = next((i for i in near if parsed.words[i] == ","), start)
    subject = any(parsed.head[i] == verb and parsed.relation[i] == "nsubj" for i in range(comma + 1, cue))
    if not subject or comma - start < _SHORTEST or not _said(parsed, (start, comma), verb):
        return None
    return Frame(Cue(cue, end, parsed.row(verb), False, _SIGNS[0]), ((comma + 1, cue),), ((start, comma),), _SIGNS)


def _said(parsed: Parsed, content: Range, verb: int) -> bool:
    """Whether the tree has a verb report what stands before it: as its clause, or as what it is put beside."""
    start, end = content
    beside = parsed.relation[verb].startswith("parataxis") and start <= parsed.head[verb] < end
    clause = any(parsed.head[i] == verb and parsed.relation[i] == "ccomp" for i in range(start, end))
    return parsed.upos[verb] == "VERB" and (beside or clause)


def standing(parsed: Parsed, found: Sequence[Frame]) -> list[Frame]:
    """The frames; a verb of speech with a source that was found as if within another's content stands alone too,
    where the model is sure enough of the three, and outside quotation marks."""
    return [
        replace(frame, cue=replace(frame.cue, nested=False)) if frame.cue.nested and _stands(parsed, frame) else frame
        for frame in found
    ]


def _stands(parsed: Parsed, frame: Frame) -> bool:
    cue, source, _, content, *_ = frame.signs
    sure = bool(frame.source) and cue + source + content >= _STANDS
    words = range(frame.cue.start, frame.cue.end)
    speech = any(parsed.upos[i] == "VERB" and parsed.lemma[i] in reporting_verbs() for i in words)
    return sure and speech and not parsed.quote[frame.cue.start]
