"""A reading as brat standoff annotations: events, and attributions with what was weighed of them.

The lines of an ``.ann`` file for ``document.text`` saved as UTF-8 beside it (brat standoff format 1.3): ``T`` for
text-bound annotations, ``E`` for events with ``Actor`` and ``Recipient``, attributions as events of type
``Attribution`` with ``Source`` and ``Content``, ``A`` for attributes. Offsets are code points, as brat has them; a span
over a line end is given in pieces.
"""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.model import Attribution, Claim, Event, Reading, Span, Spans

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"


def dumps(reading: Reading) -> bytes:
    """The annotations in UTF-8. An attribution without a cue is anchored at its content."""
    notes = _Annotations(reading)
    for attribution in reading.attributions:
        notes.attribution(attribution)
    for event in reading.events:
        notes.event(event)
    return "".join(f"{line}\n" for line in notes.lines).encode("utf-8", "replace")


class _Annotations:
    """The lines of one file, as they grow."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.document.text
        self.claims: dict[str, Claim] = {c.attribution: c for c in reversed(reading.claims)}
        self.lines: list[str] = []
        self._bound: dict[tuple[str, Spans], str] = {}
        self._counts = {"T": 0, "E": 0, "A": 0}

    def _id(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"{kind}{self._counts[kind]}"

    def bound(self, kind: str, spans: Spans) -> str:
        """The id of a text-bound annotation, one for the same words under the same name."""
        key = (kind, spans)
        if key not in self._bound:
            pieces = [p for span in spans for p in self._pieces(span)]
            self._bound[key] = self._id("T")
            offsets = ";".join(f"{a} {b}" for a, b in pieces)
            words = " ".join(self.text[a:b] for a, b in pieces)
            self.lines.append(f"{self._bound[key]}\t{kind} {offsets}\t{words}")
        return self._bound[key]

    def _pieces(self, span: Span) -> list[Span]:
        """A span without the line ends in it."""
        pieces, at = [], span[0]
        for line in self.text[span[0] : span[1]].split("\n"):
            if line.strip():
                pieces.append((at, at + len(line)))
            at += len(line) + 1
        return pieces

    def _told(self, kind: str, anchor: Spans, roles: Sequence[tuple[str, Spans]]) -> str:
        trigger = self.bound(kind, anchor)
        told = [f"{kind}:{trigger}"]
        seen: dict[str, int] = {}
        for role, spans in roles:
            seen[role] = seen.get(role, 0) + 1
            number = "" if seen[role] == 1 else str(seen[role])
            told.append(f"{role}{number}:{self.bound('Participant' if role != 'Content' else 'Content', spans)}")
        made = self._id("E")
        self.lines.append(f"{made}\t{' '.join(told)}")
        return made

    def _attribute(self, name: str, target: str, value: str | None) -> None:
        if value:
            self.lines.append(f"{self._id('A')}\t{name} {target} {value}")

    def attribution(self, attribution: Attribution) -> None:
        """One attribution with its claim's act, stance, certainty and polarity."""
        anchor = attribution.cue or attribution.content or attribution.source
        if not anchor:
            return
        roles = [("Source", attribution.source), ("Content", attribution.content)]
        made = self._told("Attribution", anchor, [(role, spans) for role, spans in roles if spans])
        claim = self.claims.get(attribution.id)
        if claim is not None:
            for name in ("act", "stance", "certainty", "polarity"):
                self._attribute(name.capitalize(), made, str(getattr(claim, name)))

    def event(self, event: Event) -> None:
        """One event with its mode, its status and whether anybody holds it."""
        roles = [("Actor", (p.span,)) for p in event.actors] + [("Recipient", (p.span,)) for p in event.recipients]
        made = self._told(_name(event.type), (event.anchor,), roles)
        self._attribute("Mode", made, event.mode)
        self._attribute("Status", made, event.status)
        held = any(h.polarity == "positive" for h in event.holdings)
        self._attribute("Held", made, "yes" if held else "no")


def _name(kind: str) -> str:
    """A type as brat takes names: letters, digits, ``-`` and ``_``."""
    return "".join(c if c in _LETTERS else "_" for c in kind) or "_"
