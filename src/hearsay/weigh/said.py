"""When something was said: the time that goes with the cue, not with what is said."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.model import Time
from hearsay.weigh.cues import Frame
from hearsay.weigh.tables import cue_tables
from hearsay.weigh.view import View

# "an interview on Friday with the paper's board": so many steps from the time up to the cue.
_STEPS = 5
_POINTS = ("DATE", "TIME")


class When:
    """The times of one document by the words they stand at."""

    def __init__(self, view: View, times: Sequence[Time]) -> None:
        self._view = view
        self._at: dict[int, Time] = {}
        self._words: dict[str, list[int]] = {}
        named = {i for n in view.parsed.names if n.type == "ORG" for i in range(n.start, n.end)}
        for time in times:
            words = view.words((time.span,))
            # The "Today" of a newspaper's name is no day.
            if time.type in _POINTS and not any(i in named for i in words):
                self._words[time.id] = words
                self._at |= dict.fromkeys(words, time)

    def said(self, frame: Frame) -> str | None:
        """The id of the time at which an attribution's source spoke, None where the text does not say."""
        if not self._at or not frame.cue:
            return None
        near = self._near(frame)
        return None if near is None else near.id

    def _near(self, frame: Frame) -> Time | None:
        """The time in the cue or nearest below it; what belongs to the content or the source is not asked."""
        closed = {*frame.content, *frame.source}
        cue = set(frame.cue)
        best: tuple[int, int] | None = None
        for i in self._view.sentence(frame.cue[0]):
            time = self._at.get(i)
            if time is None or closed.intersection(self._words[time.id]):
                continue
            steps = self._steps(i, cue, closed)
            if steps is not None and (best is None or steps < best[0]):
                best = steps, i
        return None if best is None else self._at[best[1]]

    def _elsewhen(self, word: int) -> bool:
        """Whether a noun on the way is no occasion of speaking: "after the attacks of September"."""
        noun = self._view.upos[word] in ("NOUN", "PROPN") and word not in self._at
        return noun and self._view.lemma[word] not in cue_tables().words["relations.occasions"]

    def _steps(self, word: int, cue: set[int], closed: set[int]) -> int | None:
        """How many heads up the cue is, None where it is too far or what is said or who says it lies between."""
        if word in cue:
            return 0
        for steps, at in enumerate(self._view.up(word), start=1):
            if at in cue:
                return steps
            if at in closed or steps == _STEPS or self._elsewhen(at):
                return None
        return None
