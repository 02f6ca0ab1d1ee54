"""What the model gets wrong in ways that its words alone show: cues that cannot be cues, sources taken for cues."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hearsay.attribute.tagging import Cue, Frame
from hearsay.parsed import Name, Parsed

# "They did not confirm": the auxiliary says nothing by itself. An outermost cue may be one ("Poll: …" has a colon).
_EMPTY = frozenset(("AUX", "PART", "PUNCT", "PRON", "DET", "CCONJ"))
_SPEAKERS = frozenset(("PER", "ORG"))


def speaking(parsed: Parsed, found: Iterable[Cue]) -> list[Cue]:
    """The cues without nested ones that hold no word by which anything could be said."""
    return [c for c in found if not c.nested or any(parsed.upos[i] not in _EMPTY for i in range(c.start, c.end))]


def signed(parsed: Parsed, found: Iterable[Frame]) -> list[Frame]:
    """The frames, with the name as source where a cue is nothing but a dash and a name: "… — Jane Doe"."""
    ends = {name.end: name for name in parsed.names if name.type in _SPEAKERS}
    return [_signed(parsed, frame, ends.get(frame.cue.end)) for frame in found]


def _signed(parsed: Parsed, frame: Frame, name: Name | None) -> Frame:
    cue = frame.cue
    if frame.source or name is None or not cue.start < name.start:
        return frame
    if any(c.isalnum() for word in parsed.words[cue.start : name.start] for c in word):
        return frame
    sure, _, _, *content, _, nested = frame.signs
    signs = (sure, name.probability, name.probability, *content, 1.0, nested)
    return Frame(replace(cue, end=name.start), ((name.start, name.end),), frame.content, signs)
