"""Sources that grammar gives where the model gave none: "…, saying that …", "X denied it and added …".

A participle, an infinitive or a second conjunct has no subject of its own; its subject is that of the clause it hangs on
(control and shared arguments in Universal Dependencies' sense), and a participle after a noun is said of that noun.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from hearsay.attribute.tagging import Frame, Range
from hearsay.parsed import Parsed

_SHARES_SUBJECT = frozenset({"advcl", "xcomp", "conj"})
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
# How far a chain of conjuncts and participles is followed.
_STEPS = 3


class Control:
    """Finds understood subjects in one parsed document."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._children: dict[int, list[int]] = defaultdict(list)
        for i, head in enumerate(parsed.head.tolist()):
            if head != i:
                self._children[head].append(i)

    def complete(self, frames: Sequence[Frame]) -> list[Frame]:
        """The frames, those without a source given the understood subject of their cue where there is one."""
        return [f if f.source else self._with_subject(f) for f in frames]

    def _with_subject(self, frame: Frame) -> Frame:
        found = self._subject(frame.cue.start, frame.cue.end)
        if found is None or any(a < found[1] and found[0] < b for a, b in frame.content):
            return frame
        return Frame(frame.cue, (found,), frame.content, frame.signs)

    def _subject(self, start: int, end: int) -> Range | None:
        head = self._parsed.head
        verb = next((i for i in range(start, end) if not start <= head[i] < end or head[i] == i), start)
        if self._parsed.upos[verb] not in ("VERB", "AUX"):
            return None
        for _ in range(_STEPS):
            relation = self._parsed.relation[verb].split(":")[0]
            if self._own_subject(verb) is not None:
                return None
            above = int(head[verb])
            if relation == "acl" and self._parsed.upos[above] in ("NOUN", "PROPN", "PRON"):
                return self._phrase(above, start)
            if relation not in _SHARES_SUBJECT or above == verb:
                return None
            subject = self._own_subject(above)
            if subject is not None:
                return self._phrase(subject, start)
            verb = above
        return None

    def _own_subject(self, verb: int) -> int | None:
        return next((c for c in self._children[verb] if self._parsed.relation[c] in _SUBJECTS), None)

    def _phrase(self, top: int, cue: int) -> Range | None:
        """The words under ``top``, up to the cue; None where they do not stand together before or after it."""
        under, todo = {top}, [top]
        while todo:
            for child in self._children[todo.pop()]:
                if child not in under:
                    under.add(child)
                    todo.append(child)
        first, last = min(under), max(under) + 1
        if top < cue:
            last = min(last, cue)
            while last > top + 1 and self._parsed.upos[last - 1] == "PUNCT":
                last -= 1
        return (first, last) if first <= top < last else None
