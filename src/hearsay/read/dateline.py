"""Datelines: "KABUL, Aug 5 (Agency) — ", "Nairobi, Kenya, 12 March (Xinhua) -- ", "PARIS — ", "(CNN) ".

A dateline is read backwards from the mark that parts it from the prose: before the mark an agency in brackets,
before that a date, before that places. Each part is evidence: a date or a known agency makes a dateline of
nearly anything; without them the place must be in capitals, well known, or followed by its state or country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hearsay.read.dates import WrittenDate, find_dates
from hearsay.read.lists import Lists, fold, lists

_SIGNED = re.compile(r"[A-Z][a-z]\w+(?: [A-Z]\w+)?")
_WINDOW = 200
_MARK = re.compile(r"(?<=\S)\s*(?:—|―)\s*|(?<=\S)\s+(?:–|--|-|−|_|\||•|·)(?:\s+|$)|(?<=\S)(?:--|\.[-–—])\s*|:(?:\s+|$)")
_CREDIT = re.compile(r"(?:\(([^()]{2,60})\)|[(\[]([^()\[\]]{2,60})[)\]]|/([^/()]{2,40})/)\s*$")
_NO_DATE = re.compile(r",?\s*NO DATE\s*$")
_UNMARKED = re.compile(r"\((?P<a>[^()]{2,40})\)\s*|/(?P<b>[A-Z][^/()]{1,30})/\.?\s+")
_OPENING = re.compile(r"[\"'“‘«„(\[$€£#@]*[\dA-ZÀ-ÞĀ-ſ]")
_TAG = re.compile(r"\s*\[([^\[\]]{1,120})\]\s*")
_WORD = re.compile(r"[^\W\d_]")
_TURN = re.compile(
    r"(?:[A-Z][A-Z.'’-]*[ ,]+){0,5}[A-Z][A-Z.'’-]*(?: \([^)]{1,40}\))?:\s|[QA][.:]\s|(?:Question|Answer):\s"
)
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline found at a block's head: its length there, and what it says.

    ``date`` is ISO 8601, only where the year is written; ``agency`` the credit in brackets; ``author`` the name
    an editor's bracket gives; ``firm`` that a date or an agency carries it, and not its look alone.
    """

    length: int
    date: str | None = None
    agency: str | None = None
    author: str | None = None
    firm: bool = False


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the mark."""

    places: tuple[str, ...]
    date: WrittenDate | None
    credit: str | None
    known_agency: str | None


def match_dateline(text: str, *, capitals: bool, turns: bool) -> Dateline | None:
    """The dateline ``text`` (a block) opens with, None where it has none.

    ``capitals`` says that the whole document is in capitals, so that those prove nothing; ``turns`` that it
    holds speakers' turns ("SMITH: …"), so that a colon does not part a dateline.
    """
    found = _marked(text[:_WINDOW], capitals, turns) or _unmarked(text[:_WINDOW], capitals)
    if found is None:
        return None
    return _with_tags(text, found, capitals, turns)


def _marked(window: str, capitals: bool, turns: bool) -> Dateline | None:
    for step, mark in enumerate(_MARK.finditer(window)):
        if step == _STEPS:
            return None
        head = _parse(window[: mark.start()])
        rest = window[mark.end() :]
        if head is not None and _convincing(head, mark.group(), rest, capitals, turns):
            return _with_date_behind(_dateline(head, mark.end()), rest)
    return None


def _with_date_behind(found: Dateline, rest: str) -> Dateline:
    """``found`` with a date between its mark and a second one: "CAIRO – 26 July 2022: "."""
    date = next(iter(find_dates(rest)), None)
    if found.firm or date is None or date.start > 0:
        return found
    mark = _MARK.match(rest, date.end)
    return found if mark is None else replace(found, length=found.length + mark.end(), date=date.iso, firm=True)


def _unmarked(window: str, capitals: bool) -> Dateline | None:
    """Datelines with no mark at all: "(CNN) The talks …", "Ulaanbaatar /MONTSAME/ The president …"."""
    for match in _UNMARKED.finditer(window):
        head = _parse(window[: match.end()].rstrip(" .\n"))
        if head is None or not head.known_agency or not _OPENING.match(window[match.end() :]):
            return None
        if not head.places or head.date or all(_place_evidence(p, lists(), capitals) for p in head.places[:1]):
            return _dateline(head, match.end())
    return None


def _dateline(head: _Head, length: int) -> Dateline:
    firm = bool(head.date or head.known_agency)
    agency = head.known_agency or (head.credit if head.date or _is_dated_by(head) else None)
    return Dateline(length, head.date.iso if head.date else None, agency, None, firm)


def _parse(head: str) -> _Head | None:
    """The parts of what stands before the mark, None where something there fits no part."""
    names = lists()
    rest, late = _take_date(head.strip())
    rest, credit = _take_credit(rest)
    rest, early = _take_date(_NO_DATE.sub("", rest))
    places: tuple[str, ...] = tuple(part for part in map(str.strip, re.split(r",|/|\s\(|\)", rest)) if part)
    if credit is not None and fold(credit) in names.regions:
        places, credit = (*places, credit), None
    if credit is None and len(places) == 1 and names.agency(places[0]):
        credit = places[0]
        places = ()
    if len(places) > 5 or not all(_is_place_like(part, names) for part in places):
        return None
    return _Head(places, early or late, credit, names.agency(credit) if credit else None)


def _take_date(text: str) -> tuple[str, WrittenDate | None]:
    """``text`` without the date it ends with, and that date."""
    bare = text.rstrip(" ,.\n")
    for date in find_dates(bare):
        if date.end == len(bare):
            return bare[: date.start].rstrip(" ,\n"), date
    return text, None


def _take_credit(text: str) -> tuple[str, str | None]:
    match = _CREDIT.search(text)
    if match is None:
        return text, None
    credit = " ".join(next(filter(None, match.groups())).split())
    return text[: match.start()].rstrip(" ,\n"), credit


def _is_place_like(part: str, names: Lists) -> bool:
    """At most six words, each with a capital or a particle's, no digits: what a place's name looks like."""
    words = part.split()
    if not words or len(words) > 6 or len(part) > 50 or fold(part) in names.labels:
        return False
    if any(char.isdigit() for char in part) or re.search(r"[!?;\"“”:]|\.\s+[A-Z][a-z]{3}", part):
        return False
    if fold(words[0]) in names.openers and fold(part) not in names.places:
        return False
    small = ("of", "the", "and", "near", "on", "in", "aboard")
    return words[0][0].isupper() and all(w[0].isupper() or fold(w) in names.particles or w in small for w in words)


def _is_known(place: str, names: Lists) -> bool:
    return fold(place) in names.places or fold(place) in names.regions


def _place_evidence(place: str, names: Lists, capitals: bool) -> bool:
    """Whether ``place`` shows by itself that it is one: known, or in capitals where others are not."""
    if _is_known(place, names):
        return True
    return not capitals and place.isupper() and len(_WORD.findall(place)) >= 3


def _convincing(head: _Head, mark: str, rest: str, capitals: bool, turns: bool) -> bool:
    names = lists()
    if mark.strip() == ":":
        return _convincing_before_colon(head, rest, capitals, turns)
    if head.known_agency or (head.credit and head.date) or _is_tagged(rest, names):
        return True
    if head.date and (head.places or head.date.iso):
        return bool(_OPENING.match(rest)) or not rest
    if not head.places or (rest and not _OPENING.match(rest)):
        return False
    if head.credit:
        plain = capitals or head.credit.isupper() or (not turns and _is_dated_by(head) and _is_sentence_start(rest))
        return plain and _place_evidence(head.places[0], names, capitals)
    first, *others = head.places
    if not _is_known(first, names) and (turns or not (mark[0].isspace() or others)):
        return False  # "SMITH--", a speaker cut short
    region = all(fold(other) in names.regions or _place_evidence(other, names, capitals) for other in others)
    return region and (_place_evidence(first, names, capitals) or fold((others or [""])[-1]) in names.regions)


def _is_dated_by(head: _Head) -> bool:
    """A place in capitals and a name in brackets, as agencies that no list has sign too: "LISSAU (Karpress) —"."""
    return bool(head.credit and head.places and head.places[0].isupper() and _SIGNED.fullmatch(head.credit))


def _convincing_before_colon(head: _Head, rest: str, capitals: bool, turns: bool) -> bool:
    """A colon parts a dateline only after a date or an agency, or a known place where nobody takes turns."""
    if not _OPENING.match(rest):
        return False
    if head.places and (head.date or head.known_agency):
        return True
    known = len(head.places) == 1 and fold(head.places[0]) in lists().places | lists().regions
    return known and not turns and not capitals and head.credit is None and _is_sentence_start(rest)


def _is_sentence_start(rest: str) -> bool:
    """Whether prose follows, and not a headline's second half ("Syria: Five Killed in Raid")."""
    words = rest.split()[:12]
    return len(words) >= 8 and sum(word[0].islower() for word in words) >= len(words) // 3


def _with_tags(text: str, found: Dateline, capitals: bool, turns: bool) -> Dateline:
    """``found`` with the editors' brackets after it, and with a second dateline behind those."""
    names = lists()
    end, author, earlier = found.length, None, ""
    while tag := _TAG.match(text, end):
        inner = " ".join(tag[1].split())
        if not earlier and not _is_tag(inner, names):
            return found
        if earlier in names.authored_tags and not _is_tag(inner, names):
            author = inner
        end, earlier = tag.end(), fold(inner)
    if not earlier:
        return found
    second = _marked(text[end : end + _WINDOW], capitals, turns)
    return replace(found, length=end + (second.length if second else 0), author=author)


def _is_tag(inner: str, names: Lists) -> bool:
    """Whether an editor's bracket holds a tag, alone or with whom it was with: "INTERVIEW WITH A BY B"."""
    folded = fold(inner)
    return folded in names.tags or re.split(r" (?:with|by|of|to) ", folded)[0] in names.tags


def _is_tagged(rest: str, names: Lists) -> bool:
    tag = _TAG.match(rest)
    return tag is not None and _is_tag(" ".join(tag[1].split()), names)


def is_turn(text: str) -> bool:
    """Whether a block opens with a speaker's name in capitals and a colon, or "Q:" and its like."""
    return _TURN.match(text[:120]) is not None


def takes_turns(texts: Iterator[str]) -> bool:
    """Whether at least two of ``texts`` (blocks) open with a speaker's name in capitals and a colon."""
    count = 0
    for text in texts:
        count += is_turn(text)
        if count == 2:
            return True
    return False
