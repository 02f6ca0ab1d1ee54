"""A reading laid out for a page: blocks of marked text, each with the ledger cards of what begins in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from hearsay.export.blocks import Block, BlockKind, blocks
from hearsay.export.rows import Row, quoted, rows
from hearsay.export.safe import for_page, one_line
from hearsay.export.segments import Piece, Segment, by_block, lanes, pieces, segments
from hearsay.model import Reading

_SAFE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_DEEPEST = 4
_LONGEST_ROW = 12  # the style sheet lets a ledger stand beside a bounded number of blocks
_ROLE_CLASS = {"source": "s", "cue": "q", "content": "c", "evidence": "e"}


@dataclass(frozen=True, slots=True)
class Card:
    """One attribution in the ledger. ``mark`` is the class its words carry in the text.

    ``act``, ``type`` (of the source) and ``said`` (the rest, in phrases) are its claim's, empty where it says nothing;
    ``claim`` and ``attribution`` are the records' ids, which an address must quote.
    """

    id: str
    mark: str
    number: str
    lane: int
    inside: Card | None
    who: str
    words: str
    through: tuple[str, ...]
    cue: str
    what: str
    kind: str
    percent: str
    act: str = ""
    type: str = ""
    said: tuple[str, ...] = ()
    claim: str = ""
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text as set: its classes (none: plain text), and what comes before and after it.

    ``cards`` are those whose number stands before it; ``opens`` and ``closes`` the lanes of the nested
    contents bracketed there.
    """

    text: str
    classes: str
    cards: tuple[Card, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


@dataclass(slots=True)
class SetBlock:
    """One block as set, and the cards of the attributions that begin in it."""

    kind: BlockKind
    words: list[Words]
    cards: list[Card] = field(default_factory=list)

    def groups(self) -> list[list[tuple[int, Card]]]:
        """The cards, each with its indent, those inside another kept with it where both begin here."""
        groups: list[list[tuple[int, Card]]] = []
        indent_of: dict[str, int] = {}
        for card in self.cards:
            above = indent_of.get(card.inside.id) if card.inside else None
            indent_of[card.id] = 0 if above is None else min(above + 1, _DEEPEST)
            if above is None:
                groups.append([])
            groups[-1].append((indent_of[card.id], card))
        return groups


@dataclass(frozen=True, slots=True)
class Layout:
    """The headline, the byline (where there is one), the article's body, and cards that belong nowhere."""

    title: SetBlock
    byline: SetBlock | None
    body: list[SetBlock]
    unplaced: SetBlock
    cards: list[Card]

    def rows(self) -> list[list[SetBlock]]:
        """The body's blocks in rows: one that has cards, and those without after it, beside the same."""
        rows: list[list[SetBlock]] = []
        for block in self.body:
            if block.cards or not rows or len(rows[-1]) == _LONGEST_ROW:
                rows.append([])
            rows[-1].append(block)
        return rows


def lay_out(reading: Reading) -> Layout:
    """Lay the reading out. All its text is ready for a page, but not yet escaped."""
    found = rows(reading)
    all_pieces = pieces(reading.document.text, found)
    lane_of = lanes(all_pieces, found)
    cards = _cards(found, lane_of)
    cut = blocks(reading.document)
    body = _Compositor(reading, all_pieces, lane_of, cards).set(cut)
    unplaced = SetBlock("paragraph", [])
    for row, card in zip(found, cards, strict=True):
        if body and row.at is not None:
            body[_block_at(cut, row.at)].cards.append(card)
        else:
            unplaced.cards.append(card)
    title, byline = _front(reading, body)
    return Layout(title=title, byline=byline, body=body, unplaced=unplaced, cards=cards)


def shown(text: str | None) -> str:
    """A name or a line of metadata ready for a page."""
    return for_page(one_line(text or ""))


class _Compositor:
    """Sets the blocks of one reading, giving each attribution its number once."""

    def __init__(
        self, reading: Reading, all_pieces: Sequence[Piece], lane_of: Sequence[int], cards: Sequence[Card]
    ) -> None:
        self._text = reading.document.text
        self._pieces = all_pieces
        self._lane_of = lane_of
        self._cards = cards
        self._zones = [zone for zone in reading.document.zones if zone.span[0] < zone.span[1]]
        self._carriers = _carriers(all_pieces)

    def set(self, cut: Sequence[Block]) -> list[SetBlock]:
        zone_edges = sorted({edge for zone in self._zones for edge in zone.span})
        touching = by_block(self._pieces, [block.span for block in cut])
        return [
            SetBlock(
                block.kind,
                [self._words(block, part) for part in segments(block.span, here, zone_edges)],
            )
            for block, here in zip(cut, touching, strict=True)
        ]

    def _words(self, block: Block, part: Segment) -> Words:
        return Words(
            text=for_page(self._text[part.start : part.end]),
            classes=" ".join(self._classes(block, part)),
            cards=self._numbers(part),
            opens=tuple(self._nested(part.begins)),
            closes=tuple(reversed(self._nested(part.ends))),
        )

    def _classes(self, block: Block, part: Segment) -> list[str]:
        classes = {_ROLE_CLASS[piece.role]: None for piece in part.pieces}
        contents = [piece for piece in part.pieces if piece.role == "content"]
        classes |= {f"l{lane}": None for lane in sorted({self._lane_of[piece.row] for piece in contents})}
        classes |= {self._cards[piece.row].mark: None for piece in part.pieces}
        if block.kind == "paragraph":
            classes |= {
                f"z-{zone.kind}": None
                for zone in self._zones
                if zone.span[0] <= part.start and part.end <= zone.span[1]
            }
        return list(classes)

    def _numbers(self, part: Segment) -> tuple[Card, ...]:
        here = [piece.row for piece in part.begins if self._carriers.get(piece.row) == piece]
        for row in here:
            del self._carriers[row]  # a content that runs on over blocks is numbered in the first
        return tuple(self._cards[row] for row in here)

    def _nested(self, some: Sequence[Piece]) -> list[int]:
        return sorted(self._lane_of[p.row] for p in some if p.role == "content" and self._lane_of[p.row])


def _carriers(all_pieces: Sequence[Piece]) -> dict[int, Piece]:
    """For each row the piece its number stands before: the content's first, else the cue's or source's."""
    carriers: dict[int, Piece] = {}
    for role in ("content", "cue", "source"):
        for piece in all_pieces:
            if piece.role == role:
                carriers.setdefault(piece.row, piece)
    return carriers


def _cards(found: Sequence[Row], lane_of: Sequence[int]) -> list[Card]:
    used: set[str] = set()
    made: dict[str, Card] = {}
    for index, (row, lane) in enumerate(zip(found, lane_of, strict=True), start=1):
        parent = made[row.parent.number] if row.parent else None
        own_id = row.attribution.id
        if own_id in used or not _SAFE_ID.fullmatch(own_id):
            own_id = f"attribution-{index}"
        used.add(own_id)
        made[row.number] = Card(
            id=own_id,
            mark=f"x{index}",
            number=row.number,
            lane=lane,
            inside=parent,
            who=shown(row.who),
            words=shown(row.words),
            through=tuple(shown(name) for name in row.through),
            cue=shown(row.cue),
            what=shown(quoted(row)),
            kind=row.attribution.kind,
            percent=row.percent,
            act=shown(row.gist.act if row.gist else ""),
            type=shown(row.gist.type if row.gist else ""),
            said=tuple(shown(phrase) for phrase in row.gist.words) if row.gist else (),
            claim=row.gist.claim if row.gist else "",
            attribution=row.attribution.id,
        )
    return list(made.values())


def _block_at(cut: Sequence[Block], at: int) -> int:
    return max(0, bisect_right([block.span[0] for block in cut], at) - 1)


def _front(reading: Reading, body: list[SetBlock]) -> tuple[SetBlock, SetBlock | None]:
    """Take the headline and the byline out of the body where they stand at its head, or make them up."""
    document = reading.document
    title = body.pop(0) if body and body[0].kind == "title" else None
    byline = body.pop(0) if body and body[0].kind == "byline" else None
    if title is None:
        title = SetBlock("title", [Words(shown(document.title) or "Untitled", "")])
    if byline is None and document.byline:
        byline = SetBlock("byline", [Words(shown(document.byline), "")])
    early = title.cards + (byline.cards if byline else [])
    if early:
        body[:0] = [] if body else [SetBlock("paragraph", [])]
        body[0].cards[:0] = early
    return title, byline
