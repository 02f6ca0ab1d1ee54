"""Which blocks are bylines, date lines, credits, captions or boilerplate, by their own words alone.

Every test here errs towards prose: a caption read as a sentence does little harm, a sentence taken for a
caption is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hearsay.read.dates import find_dates
from hearsay.read.lists import Lists, fold, lists

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+%[0-9A-F]{2}\S+\.html?", re.IGNORECASE)
_CONTACT = re.compile(r"(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w{2,30}|https?://\S+|www\.\S+)")
_FOLLOW = re.compile(r"\s*\bfollow\s+@\w+.*$|\s*\bfollow\s+(?:him|her|them)\b.*$", re.IGNORECASE)
_SLUG = re.compile(r"(?=\S*\d)(?=\S*[A-Za-z])[A-Z0-9]+(?:[-_.][A-Za-z0-9]+){1,6}(?:\s+\([A-Z][A-Z &/]{1,40}\))?")
_CODE = re.compile(
    r"(?:\\[a-z*']+-?\d*\s?|[{}\\;]|\b[A-Z][a-z]+;)+|[.#@]?[\w\s.,#:()@-]{1,80}\{|\}|\}?\s*[a-z-]+:\s*[^;.!?]{1,60};|<!--.*|//<!\[CDATA\[|\W{1,12}"
)
_FILE_COUNT = re.compile(r"[^\W\d_]+(?:[-_ ][\w-]+){0,3} ?\(\d{1,2}\)")
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|tiff?|bmp|svg)", re.IGNORECASE)
_PICTURE_CREDIT = re.compile(
    r"(?:\((?:[A-Z]{2,9} |File |Handout |Pool )?(?:Photo|Image|Picture|Photograph|Graphic)s?\b[^()]{0,80}\)"
    r"|\b(?:Photo|Picture|Image|Photograph|Credit|Photo credit|Photo by|Photograph by)s?"
    r"(?: courtesy)?: ?[A-Z@][^.!?]{0,60}"
    r"|\b(?:REUTERS|AFP|AP|EPA|AFP Photo|AP Photo|REUTERS Photo)/[A-Z][\w .'’-]{2,40}"
    r"|[\w .'’-]{2,40}/(?:REUTERS|AFP|AP|EPA|Reuters|Getty Images|AFP Photo|AP Photo)\)?)\.?$"
)
_COPYRIGHT_LINE = re.compile(r"©\s?[^.!?]{2,60}")
_QUOTE = re.compile(r"[\"“”„«»]")
_SAYING = re.compile(r"\b(?:said|says|say|told|tells|added|wrote|writes|according to|announced|claimed|asked)\b")
_STOP = re.compile(r"[.!?…](?:[\"'”’)\]]*)$")
_JOINED = re.compile(r"\s+(?:and|&|with)\s+|\s*[,;|/•·]\s*", re.IGNORECASE)
_TRAILING_CREDIT = re.compile(r"(?<=[.!?\"”’'»)])\s*(?:[—–-]{1,2}\s*([^\W\d_][\w/ .-]{1,30})|\(([^()]{2,40})\))\.?$")
_TRAILING_PICTURE = re.compile(r"(?<=[.!?\"”])\s+(?:Photo|Picture|Image|Photograph)s?(?: credit)?: ?[A-Z][^.!?]{1,60}$")


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline's names as written, without "By"; ``agency`` where the line names one instead or besides."""

    names: str | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit at ``start``, up to the end, of a block; the agency it names, where it names a known one."""

    start: int
    agency: str | None


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a sentence does: with a full stop, a question or an exclamation mark."""
    return bool(_STOP.search(text.rstrip()))


def match_byline(text: str) -> Byline | None:
    """The byline that ``text`` is: "By Jane Roe", "By JANE ROE, Staff Writer", "By: Jason E"."""
    flat = " ".join(text.split()).strip("() —–-")
    opening = fold(flat)
    names = lists()
    prefix = next((p for p in names.byline_prefixes if opening.startswith(p)), None)
    if prefix is None or len(flat) > 140 or _is_shouted_prose(flat):
        return None
    rest = flat[len(prefix) :]
    if not rest[:1] or not (prefix.endswith(":") or rest[0] in ": "):
        return None
    if prefix == "from" and " in " not in rest:
        return None
    return _byline_of(rest.lstrip(": "), names, marked=prefix.endswith(":") or rest[0] == ":")


def _is_shouted_prose(flat: str) -> bool:
    """Whether a line in capitals throughout is too long, or too well stopped, to hold names only."""
    return flat.isupper() and (len(flat.split()) > 10 or (ends_sentence(flat) and len(flat.split()) > 4))


def _byline_of(rest: str, names: Lists, *, marked: bool) -> Byline | None:
    rest = rest.rstrip(". ") if len(rest.split()) <= 20 else rest
    agency = names.agency(rest)
    if agency or fold(rest) in names.nobody:
        return Byline(None, agency)
    rest = _CONTACT.sub(" ", _FOLLOW.sub("", rest)).strip(" ,|–—-")
    dates = find_dates(rest)
    if dates and dates[-1].end >= len(rest) - 1:
        rest = rest[: dates[0].start].strip(" ,|–—-")
    parts = [part for part in _JOINED.split(rest) if part]
    if not parts or _is_no_name(parts[0], names, marked):
        return None
    parts = [piece for part in parts for piece in _without_role(part, names)]
    if len(parts) > 1 and len(parts[0].split()) == 1 and not marked:
        return None
    if not (_is_person(parts[0], names, alone_allowed=True) or _is_organisation(parts[0], names)):
        return None
    persons = 1
    while persons < len(parts) and _is_person(parts[persons], names, alone_allowed=False):
        persons += 1
    others = parts[persons:]
    if not all(_is_affiliation(part, names) for part in others):
        return None
    return Byline(_names_only(rest, parts[:persons]), _first_agency(others, names))


def _without_role(part: str, names: Lists) -> list[str]:
    """A part as a name and the role or agency behind it: "John Doe Associated Press Writer" is two things."""
    words = part.split()
    for size in range(min(4, len(words) - 2), 0, -1):
        name, rest = " ".join(words[:-size]), words[-size:]
        while rest and fold(rest[-1]) in names.own_roles:
            rest.pop()
        if names.agency(" ".join(rest)) and _is_person(name, names, alone_allowed=False):
            return [name, " ".join(words[-size:])]
    return [part]


def _names_only(rest: str, persons: list[str]) -> str:
    end = rest.find(persons[-1], sum(map(len, persons[:-1]))) + len(persons[-1])
    return re.split(r"\s+in\s+(?=[A-Z])", rest[:end], maxsplit=1)[0].strip()


def _first_agency(parts: list[str], names: Lists) -> str | None:
    for part in parts:
        words = part.split()
        while words and fold(words[-1]) in names.roles - {"agency", "service", "news"}:
            words.pop()
        if agency := names.agency(" ".join(words)):
            return agency
    return None


def _is_no_name(part: str, names: Lists, marked: bool) -> bool:
    """Single words after "By" that are days, months or the like; a number is never a name's start."""
    first = fold(part.split(maxsplit=1)[0])
    if first in names.months or first in names.weekdays or (first in names.never_names and first != "the"):
        return True
    return len(part.split()) == 1 and not marked and len(part) < 3


def _is_person(part: str, names: Lists, *, alone_allowed: bool) -> bool:
    """One to five words with capitals, particles between them, no role word: "Jane van Roe", "JASON E"."""
    words = re.split(r"\s+in\s+(?=[A-Z])", part, maxsplit=1)[0].split()
    if not words or len(words) > 5 or (len(words) == 1 and not alone_allowed):
        return False
    if any(char.isdigit() or char in ':!?;"“”' for char in part) or fold(part) in names.regions | names.places:
        return False
    return words[0][0].isupper() and all(_is_name_word(word, names) for word in words) and not _is_role(words, names)


def _is_organisation(part: str, names: Lists) -> bool:
    """Two to five words, each with a capital, not all of them a role's: "The Example Post", "Example News"."""
    words = part.split()
    capitals = all(word[0].isupper() and _is_name_word(word, names) for word in words)
    return 2 <= len(words) <= 5 and capitals and not all(fold(word) in names.roles for word in words)


def _is_name_word(word: str, names: Lists) -> bool:
    letters = word.replace(".", "").replace("'", "").replace("’", "").replace("-", "")
    return (letters.isalpha() and word[0].isupper()) or fold(word) in names.particles


def _is_role(words: list[str], names: Lists) -> bool:
    return fold(words[-1]) in names.roles or bool(names.agency(" ".join(words)))


def _is_affiliation(part: str, names: Lists) -> bool:
    words = part.split()
    return len(words) <= 12 and all(w[0].isupper() or not w[0].isalpha() or fold(w) in names.roles for w in words)


def match_affiliation(text: str) -> Byline | None:
    """The line under a byline: "Associated Press Writer", "Staff Reporter", an e-mail address, "Reuters"."""
    flat, names = " ".join(text.split()), lists()
    if len(flat) > 80 or ends_sentence(flat):
        return None
    rest = _CONTACT.sub("", flat).strip(" ,|")
    if not rest:
        return Byline(None, None)
    words = [fold(word) for word in re.findall(r"[\w'’/-]+", rest)]
    if any(word in names.own_roles for word in words) and _is_affiliation(rest, names):
        return Byline(None, _first_agency(_JOINED.split(rest), names))
    return Byline(None, names.agency(rest)) if names.agency(rest) else None


def looks_like_name(text: str) -> bool:
    """Whether a block is two or three capitalised words and nothing else: a name, or a very short headline."""
    words = text.split()
    if len(words) not in (2, 3) or ends_sentence(text) or "\n" in text:
        return False
    return _is_person(text, lists(), alone_allowed=False)


def match_date_line(text: str) -> str | None:
    """The ISO date of a line that is nothing but a date, empty where it gives no year; None for other lines."""
    if len(text) > 90:
        return None
    dates = find_dates(text)
    if not dates:
        return None
    rest = text
    for date in reversed(dates):
        rest = rest[: date.start] + " " + rest[date.end :]
    names = lists()
    words = re.findall(r"[^\W\d_][\w.'’]*", rest)
    if not all(fold(word).strip(".") in names.date_furniture for word in words):
        return None
    fresh = not re.search(r"updated|modified", text, re.IGNORECASE) or len(dates) > 1
    return (dates[0].iso or "") if fresh else ""


@dataclass(frozen=True, slots=True)
class Masthead:
    """A line that names who published the text: ``outlet``, and the ISO date beside it, if there is one with a year."""

    outlet: str
    date: str | None


def match_masthead(text: str) -> Masthead | None:
    """A line that is but a newspaper or broadcaster's name, perhaps with a date: "The Courier, 14 March 2031"."""
    if len(text) > 80 or ends_sentence(text):
        return None
    dates = find_dates(text)
    name = text
    for date in reversed(dates):
        name = name[: date.start] + " " + name[date.end :]
    name = " ".join(name.split()).strip(" ,;|–—-·")
    words = name.split()
    called = [fold(word).strip(".") in lists().mastheads for word in words]
    if not 1 < len(words) <= 5 or not any(called[1:]) or any(char in name for char in ':;"“”?!'):
        return None
    small = lists().small_words | {"of", "the", "and"}
    if not all(word[0].isupper() or fold(word) in small for word in words):
        return None
    return Masthead(name, dates[0].iso if dates else None)


def is_caption(text: str) -> bool:
    """Whether a block is a picture's caption, its credit or its file name."""
    if _FILE_COUNT.fullmatch(text) or _FILE_NAME.fullmatch(text):
        return True
    words = text.split()
    if len(words) == 1 and re.fullmatch(r"[A-Za-z]+[_-]?\d{2,}", text) and re.match(r"[A-Za-z]+", text):
        return fold(re.match(r"[A-Za-z]+", text)[0]) in lists().picture_files  # type: ignore[index]
    if len(words) > 80:
        return False
    opening = fold(text[:40])
    if lists().caption_starts.match(opening) and not _QUOTE.search(text[:12]):
        return True
    if _COPYRIGHT_LINE.fullmatch(text) and "/" in text:
        return True
    tail = text[-100:]
    if _PICTURE_CREDIT.search(tail) and len(words) <= 60:
        return True
    return len(words) <= 60 and not ends_sentence(text) and bool(lists().caption_ends.search(fold(tail)))


def match_credit(text: str) -> Credit | None:
    """The credit that a whole block is: "(Reuters)", "Reporting by A; Editing by B", "With files from AP"."""
    flat, names = " ".join(text.split()), lists()
    bare = flat.strip("()[]—–- .*")
    if agency := names.agency(bare):
        return Credit(0, agency)
    if len(flat.split()) > 45 or _is_shouted_prose(flat):
        return None
    folded = fold(bare)
    if names.credit_contains.search(folded) and not _QUOTE.search(flat):
        return Credit(0, _agency_in(bare, names))
    if names.credit_starts.match(folded) and _only_names(bare, names):
        return Credit(0, _agency_in(bare, names))
    return None


def _only_names(text: str, names: Lists) -> bool:
    words = re.findall(r"[^\W\d_][\w'’-]*", _CONTACT.sub(" ", text))
    small = [word for word in words if word[0].islower()]
    known = names.credit_words | names.roles | names.particles
    return all(fold(word) in known for word in small) and len(words) > 1


def _agency_in(text: str, names: Lists) -> str | None:
    """The agency a credit line names. Between two names a capital belongs to either: longest run first."""
    words = re.findall(r"[\w/.’'-]+", text)
    runs = (" ".join(words[i : i + size]) for size in (4, 3, 2, 1) for i in range(len(words) - size + 1))
    return next((agency for run in runs if (agency := names.agency(run))), None)


def trailing_credit(text: str) -> Credit | None:
    """A known agency after a block's last sentence: "… he said. (Reuters)", "… on Monday. — AFP"."""
    offset = max(0, len(text) - 120)
    match = _TRAILING_CREDIT.search(text[offset:])
    if match is None:
        return None
    agency = lists().agency(match[1] or match[2])
    start = offset + match.start() + len(match[0]) - len(match[0].lstrip())
    return Credit(start, agency) if agency else None


def trailing_picture_credit(text: str) -> int | None:
    """Where a picture's credit begins after the last sentence of a block of prose, None without one."""
    offset = max(0, len(text) - 120)
    match = _TRAILING_PICTURE.search(text[offset:])
    return None if match is None else offset + match.start() + len(match[0]) - len(match[0].lstrip())


def is_boilerplate(text: str) -> bool:
    """Whether a block belongs to the page or the wire, not to the article: links, notices, addresses, slugs."""
    if _ADDRESS.fullmatch(text) or _SLUG.fullmatch(text) or _CODE.fullmatch(text):
        return True
    words = len(text.split())
    if words > 80:
        return False
    names, folded = lists(), fold(_CONTACT.sub(" ", text)) if words <= 6 else fold(text)
    if not folded or folded.strip(" .:!…»>*-–—|[]()") in names.boilerplate_equals:
        return True
    if names.boilerplate_contains.search(folded) and not _QUOTE.search(text):
        return True
    if words > 30 or _QUOTE.search(text):
        return False
    if names.boilerplate_starts.match(folded):
        return True
    imperative = names.boilerplate_imperative.match(folded) and names.boilerplate_elements.search(folded)
    return bool(imperative) and not _SAYING.search(folded)
