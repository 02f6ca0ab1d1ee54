"""Zones of a text: the title line, byline, dateline, captions, credits and boilerplate among its prose.

The head of a text is walked block by block until the first paragraph of prose, the foot from the end upwards,
the middle only for what shows by its own words that it is no prose. Title lines are the hard case, since a
headline may look like a sentence: see `_is_title`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hearsay.model import Zone, ZoneKind
from hearsay.read.blocks import Block, split_blocks
from hearsay.read.dateline import Dateline, is_turn, match_dateline, takes_turns
from hearsay.read.lists import fold, lists
from hearsay.read.marks import (
    ends_sentence,
    is_boilerplate,
    is_caption,
    looks_like_name,
    match_affiliation,
    match_byline,
    match_credit,
    match_date_line,
    match_masthead,
    trailing_credit,
    trailing_picture_credit,
)

_HEAD = 12
_FOOT = 8
_MOST_BLOCKS = 20_000  # what comes later in a text so long is read as prose unseen
_LONGEST_TITLE = 220
_TITLE_CASE_SLIPS = 1
_LONG_TITLE_WORDS = 18
_CLOSING = "\"'”’»)] "
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


@dataclass(slots=True)
class Layout:
    """What the zones of a text are and what they say of the article. Dates are ISO 8601."""

    zones: list[Zone] = field(default_factory=list)
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    published: str | None = None
    outlet: str | None = None


def find_zones(text: str, *, title: str | None = None) -> Layout:
    """The zones of ``text``, in order and without overlap.

    ``title`` is the article's title where something else gave it, as a page's metadata do: then only a block
    that repeats it is a title zone.
    """
    return _Walk(split_blocks(text), title).run()


class _Walk:
    """One pass over a text's blocks: `kinds` holds the zone of each whole block, `parts` the zones within one."""

    def __init__(self, blocks: list[Block], given_title: str | None) -> None:
        self.blocks = blocks
        self.given_title = given_title
        self.kinds: list[ZoneKind | None] = [None] * len(blocks)
        self.parts: list[Zone] = []
        self.layout = Layout()
        letters = [char for block in blocks[:40] for char in block.text[:400] if char.isalpha()]
        self.capitals = bool(letters) and sum(char.isupper() for char in letters) > 0.9 * len(letters)
        self.turns = takes_turns(block.text for block in blocks[:400])

    def run(self) -> Layout:
        body = self._head()
        if len(self.blocks) > 1:
            self._foot(body)
            self._middle(body)
        self._keep_some_prose()
        self._datelines(body)
        self._trailing_credits()
        whole = [Zone(b.span, kind) for b, kind in zip(self.blocks, self.kinds, strict=True) if kind]
        self.layout.zones = sorted([*whole, *self.parts], key=lambda zone: zone.span)
        self._set_title()
        return self.layout

    def _head(self) -> int:
        """Marks the blocks before the first paragraph of prose; its index."""
        if len(self.blocks) < 2:
            return 0
        index = 0
        while index < min(_HEAD, len(self.blocks) - 1):
            kind = self._head_kind(index)
            if kind is None:
                break
            self.kinds[index] = kind
            index += 1
        return index

    def _head_kind(self, index: int) -> ZoneKind | None:
        text = self.blocks[index].text
        if is_boilerplate(text):
            return "boilerplate"
        if self._take_credit(text):
            return "credit"
        if is_caption(text):
            return "caption"
        if self._take_byline(text) or self._continues_byline(index):
            return "byline"
        if (date := match_date_line(text)) is not None:
            self.layout.published = self.layout.published or date or None
            return "dateline"
        if self._dateline(text):
            return None
        if index and self.kinds[index - 1] in ("title", "byline") and (named := match_masthead(text)) is not None:
            self.layout.outlet = self.layout.outlet or named.outlet
            self.layout.published = self.layout.published or named.date
            return "credit"
        return self._name_or_title(index)

    def _name_or_title(self, index: int) -> ZoneKind | None:
        if self.given_title is not None and _same(self.blocks[index].text, self.given_title):
            return "title"
        if self._is_deck(index):
            return "title"
        if self._is_bare_name(index):
            self.layout.byline = self.layout.byline or self.blocks[index].text
            return "byline"
        if self.given_title is not None or "title" in self.kinds:
            return None
        return "title" if self._is_title(index) else None

    def _is_deck(self, index: int) -> bool:
        """Whether the block is the second line of a title whose first ends with a semicolon or a colon."""
        if index == 0 or self.kinds[index - 1] != "title":
            return False
        before, block = self.blocks[index - 1].text, self.blocks[index]
        return before.endswith((";", "//")) and block.words <= 25

    def _take_byline(self, text: str) -> bool:
        byline = match_byline(text)
        if byline is None:
            return False
        self.layout.byline = self.layout.byline or byline.names
        self._note_agency(byline.agency)
        return True

    def _continues_byline(self, index: int) -> bool:
        if index == 0 or self.kinds[index - 1] != "byline":
            return False
        found = match_affiliation(self.blocks[index].text)
        if found:
            self._note_agency(found.agency)
        return found is not None

    def _take_credit(self, text: str) -> bool:
        credit = match_credit(text)
        if credit is not None:
            self._note_agency(credit.agency)
        return credit is not None

    def _note_agency(self, agency: str | None) -> None:
        """Keeps the first agency named, but for one that is known over one that only stood in brackets."""
        known = lists().agencies.values()
        if agency and (self.layout.agency is None or (agency in known and self.layout.agency not in known)):
            self.layout.agency = agency

    def _is_bare_name(self, index: int) -> bool:
        """A line of two or three capitalised words, none of which comes back: a name. A headline's words do."""
        block = self.blocks[index]
        if self.capitals or self.layout.byline or not looks_like_name(block.text):
            return False
        if index and self.kinds[index - 1] not in ("title", "boilerplate", "caption"):
            return False
        rest = {fold(word) for other in self.blocks[index + 1 :] for word in _WORD.findall(other.text)}
        return len(rest) > 60 and not any(fold(word) in rest for word in block.text.split() if len(word) > 2)

    def _is_title(self, index: int) -> bool:
        block, text = self.blocks[index], self.blocks[index].text
        words = block.words
        if len(text) > _LONGEST_TITLE or words > 30 or text.rstrip(_CLOSING).endswith((":", ",", "-")):
            return False
        if not _opens_like_title(text) or (self.turns and is_turn(text)) or not self._body_follows(index):
            return False
        if not ends_sentence(text):
            return self._is_unstopped_title(index)
        return self._is_stopped_title(index)

    def _body_follows(self, index: int) -> bool:
        """Whether prose comes later: a line alone is to be read, whatever it looks like."""
        return any(b.words >= 8 or ends_sentence(b.text) for b in self.blocks[index + 1 : index + 30])

    def _is_unstopped_title(self, index: int) -> bool:
        """No full stop: a title, unless the whole text does without them."""
        if self.blocks[index].words > _LONG_TITLE_WORDS and not _in_title_case(self.blocks[index].text, slips=6):
            return False
        following = self.blocks[index + 1 : index + 9]
        if any(ends_sentence(block.text) for block in following):
            return True
        block = self.blocks[index]
        return block.words <= 15 and max(b.words for b in following) >= 2 * block.words

    def _is_stopped_title(self, index: int) -> bool:
        """A full stop at the end: a title only where its capitals, its brevity or what follows show it.

        A real opening sentence has articles and finite verbs in lower case, so a short line with neither, or with
        capitals throughout, is a headline to which some export added a stop.
        """
        block = self.blocks[index]
        if not self.capitals and block.words > 2 and block.words <= 24 and _in_title_case(block.text):
            return True
        if block.words <= _LONG_TITLE_WORDS and self._next_shows_title(index):
            return True
        plain = not any(fold(word) in lists().prose_words for word in _WORD.findall(block.text))
        longest = max(other.words for other in self.blocks[index + 1 : index + 4])
        return plain and block.words <= 12 and longest >= 1.5 * block.words

    def _next_shows_title(self, index: int) -> bool:
        text = self.blocks[index + 1].text
        return match_byline(text) is not None or match_date_line(text) is not None or self._dateline(text) is not None

    def _dateline(self, text: str) -> Dateline | None:
        return match_dateline(text, capitals=self.capitals, turns=self.turns)

    def _foot(self, body: int) -> None:
        """Marks bylines and credits after the last paragraph of prose."""
        for index in range(len(self.blocks) - 1, max(body, len(self.blocks) - 1 - _FOOT), -1):
            text = self.blocks[index].text
            if self._take_credit(text):
                self.kinds[index] = "credit"
            elif self._take_byline(text):
                self.kinds[index] = "byline"
            elif not (is_boilerplate(text) or is_caption(text)):
                return

    def _middle(self, body: int) -> None:
        for index in range(body, min(len(self.blocks), _MOST_BLOCKS)):
            if self.kinds[index] is None:
                self.kinds[index] = self._middle_kind(index)

    def _middle_kind(self, index: int) -> ZoneKind | None:
        text = self.blocks[index].text
        if is_caption(text) or self._is_twice(index):
            return "caption"
        if is_boilerplate(text):
            return "boilerplate"
        return "credit" if self._take_credit(text) else None

    def _is_twice(self, index: int) -> bool:
        """A block without a full stop that stands twice in a row: a picture's caption and its alternative text."""
        text = self.blocks[index].text
        near = [self.blocks[i].text for i in (index - 1, index + 1) if 0 <= i < len(self.blocks)]
        return len(text.split()) >= 4 and text in near and not ends_sentence(text)

    def _keep_some_prose(self) -> None:
        """A text whose every block is a zone has been misread: its titles and captions are its prose."""
        if None in self.kinds:
            return
        keep = ("byline", "dateline", "credit")
        self.kinds = [kind if kind in keep else None for kind in self.kinds]

    def _datelines(self, body: int) -> None:
        last = min(len(self.blocks), _MOST_BLOCKS)
        prose = [index for index in range(body, last) if self.kinds[index] is None]
        for index in prose:
            block = self.blocks[index]
            found = self._dateline(block.text)
            if found and (found.firm or index == prose[0]):
                self._add_dateline(block, found)

    def _add_dateline(self, block: Block, found: Dateline) -> None:
        start = block.span[0]
        length = len(block.text[: found.length].rstrip())
        self.parts.append(Zone((start, start + length), "dateline"))
        self.layout.published = self.layout.published or found.date
        self._note_agency(found.agency)
        self.layout.byline = self.layout.byline or found.author

    def _trailing_credits(self) -> None:
        prose = [i for i, kind in enumerate(self.kinds) if kind is None]
        for index in prose[-2:]:
            block = self.blocks[index]
            credit = trailing_credit(block.text)
            if credit is None or any(zone.span[1] > block.span[0] + credit.start for zone in self.parts):
                continue
            self._note_agency(credit.agency)
            self.parts.append(Zone((block.span[0] + credit.start, block.span[1]), "credit"))
        for index in prose[:_MOST_BLOCKS]:
            picture = trailing_picture_credit(self.blocks[index].text)
            if picture is not None:
                span = (self.blocks[index].span[0] + picture, self.blocks[index].span[1])
                self.parts.append(Zone(span, "caption"))

    def _set_title(self) -> None:
        titles = [b.text for b, kind in zip(self.blocks, self.kinds, strict=True) if kind == "title"]
        if titles:
            self.layout.title = " ".join(" ".join(titles).split())


def _opens_like_title(text: str) -> bool:
    """Whether ``text`` opens with a capital or a digit, and is not one quotation from end to end."""
    if text[0] in '"“„«' and text.rstrip(".!?,")[-1] in '"”“»':
        return False
    first = text.lstrip("\"'“‘«#([")[:1]
    return first.isupper() or first.isdigit() or not first.isascii()


def _in_title_case(text: str, *, slips: int = _TITLE_CASE_SLIPS) -> bool:
    """Whether every longer word but ``slips`` has a capital, as headlines write them and sentences do not."""
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    small = [word for word in words if word[0].islower() and word not in lists().small_words]
    return len(words) > 1 and len(small) <= min(slips, len(words) // 3)


def _same(one: str, other: str) -> bool:
    return fold(one).rstrip(".") == fold(other).rstrip(".")
