"""Who speaks in a transcript: names set before the words they said, "[MINISTER MARA LIND]" or "LIND:"."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_BRACKETS = re.compile(r"\[([^\[\]]{2,120})\]")
_COLON = re.compile(r"^[ \t]*((?:[A-Z][A-Z.'’-]+ ){0,4}[A-Z][A-Z'’-]+):(?=\s)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
# What stands in brackets in a monitored broadcast and is nobody.
_NOBODY = re.compile(
    r"TEXT|BEGIN|END|WORDS?|CONTINUED|EXCERPTS?|PASSAGE|SPEECH|REPORT(?!ER)|COMMENTARY|EDITORIAL|APPLAUSE|AS |SENTENCE|"
    r"INDISTINCT|NO |NOT |A REFERENCE|COMMUNIQUE|STATEMENT|ANNOUNCEMENT|ARTICLE|LETTER|MESSAGE|SIGNED|DATED?|VIDEO|"
    r"LAUGHTER|CHEERS|CROWD|MUSIC|RECORDING|FROM |TIME|PRESS |NEWS |COMMENT|DISPATCH|UNREAD|CORRECTED|SIC"
)
# "COMMUNIQUE ISSUED BY THE GENERAL COMMAND OF X:": whose words the rest is.
_ISSUED = re.compile(
    r"\b(?:COMMUNIQUE|STATEMENT|DECLARATION|MESSAGE|LETTER|PROCLAMATION)\s+(?:[A-Z]+\s+){0,3}?(?:BY|FROM|OF)\s+"
    r"(?:THE\s+)?([A-Z][A-Z\s,'-]{2,80}):"
)
# Where a monitor's headings are.
_HEAD = 500
_HEADING = re.compile(r"\[(?:EXCERPTS? OF )?(SPEECH|INTERVIEW|NEWS CONFERENCE|COMMUNIQUE|STATEMENT|MESSAGE|LETTER)")
_SIGNED = ("communique", "statement", "message", "letter")
_OPENED = re.compile(r"(?:^|[.?!\]\"”'-])\s*\Z")
# How much of the text beside a name may say what somebody is.
_BESIDE = 60


@dataclass(frozen=True, slots=True)
class Tag:
    """A name before words; ``words`` are its words in lower case, ``last`` the last of them, ``text`` all in a row."""

    at: int
    words: frozenset[str]
    last: str
    text: str


class Tags:
    """The tags of one text, by where they stand.

    Brackets are read in texts in capitals only, where monitors of broadcasts put speakers in them, and only where a
    sentence can begin: elsewhere they explain.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def before(self, offset: int) -> Tag | None:
        """The nearest tag before a place in the text, None where there is none."""
        at = bisect_right(self._starts, offset)
        if at and self.heading(offset) in _SIGNED:
            # One body's words throughout: what stands in brackets further on explains.
            return next((tag for tag in self._tags[:at] if tag.at < _HEAD), self._tags[at - 1])
        return self._tags[at - 1] if at else None

    def after(self, offset: int) -> Tag | None:
        """The first tag after a place in the text, None where there is none."""
        at = bisect_right(self._starts, offset)
        return self._tags[at] if at < len(self._tags) else None

    def heading(self, offset: int) -> str | None:
        """What the monitor of a broadcast says that its words are, "speech" or "interview"; "begin" in a recording.

        None in the station's own words.
        """
        before = self._text[:offset]
        if before.count("[BEGIN") > before.count("[END"):
            return "begin"
        hit = _HEADING.search(before[:_HEAD])
        return hit[1].lower() if hit else None

    def called(self, tag: Tag) -> frozenset[str]:
        """The words that stand beside the tag's last name anywhere in the text, in lower case."""
        found: set[str] = set()
        for hit in re.finditer(rf"\b{re.escape(tag.last)}\b", self._text, re.IGNORECASE):
            before = re.split(r"[^\w\s.'’-]", self._text[max(0, hit.start() - _BESIDE) : hit.start()])[-1]
            after = re.split(r"[^\w\s,.'’-]|\. ", self._text[hit.end() : hit.end() + _BESIDE])[0]
            if not after.startswith(","):
                after = ""
            # Words before count up to a verb's worth of them: a title stands close.
            found.update(w.lower() for w in [*_WORD.findall(before)[-4:], *_WORD.findall(after)[:4]])
        return frozenset(found)

    def told(self, tag: Tag) -> str:
        """What the heading says of a tag's name behind a comma, in lower case and spaced: " a member of the …"."""
        head = self._text[:_HEAD]
        name = re.escape(tag.last)
        hit = re.search(rf"INTERVIEW\s+WITH\s[^,\]]*\b{name},\s(AN?\s[^\].:;]*)", head, re.IGNORECASE)
        return f" {' '.join(_WORD.findall(hit[1].lower()))} " if hit else ""

    @cached_property
    def _tags(self) -> list[Tag]:
        found = [tag for hit in _COLON.finditer(self._text) if (tag := self._tag(hit.start(), hit[1]))]
        if not any(c.islower() for c in self._text):
            issued = _ISSUED.search(self._text[:_HEAD])
            tag = self._tag(issued.start(), issued[1]) if issued else None
            found += [tag] if tag else []
            for hit in _BRACKETS.finditer(self._text):
                opened = _OPENED.search(self._text[max(0, hit.start() - 12) : hit.start()])
                if opened and not _NOBODY.match(hit[1]):
                    tag = self._tag(hit.start(), hit[1].removeprefix("INTERVIEW WITH ").split(",")[0].split(" BY ")[0])
                    found += [tag] if tag else []
        return sorted(found, key=lambda tag: tag.at)

    @cached_property
    def _starts(self) -> list[int]:
        return [tag.at for tag in self._tags]

    @staticmethod
    def _tag(at: int, name: str) -> Tag | None:
        words = [w.lower() for w in _WORD.findall(name)]
        return Tag(at, frozenset(words), words[-1], " ".join(words)) if 0 < len(words) <= 9 else None
