"""How good one fill of a response is against one of the key: 1 right, 0.5 half right, 0 wrong.

The rules are MUC-4's scoring guidelines (``scoring-guidelines.v7``, section 3) as far as they can be applied without a
person. What they leave to judgement is decided so:

* strings are compared without case, punctuation and bracketed short forms, and without articles, numbers, quantifiers
  and nationalities before them; equal to an alternative is right;
* an alternative with more modifiers is right: words before it that hold no preposition or conjunction, or a preposition
  or relative pronoun right after it; with anything else around it, it is half right ("goes overboard");
* a part of an alternative that keeps its head word (for names: any part) is half right;
* in slots whose string only has to corroborate a type, another string with the same head word is half right.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from hearsay.evaluate.muc4 import Fill, Slot, task

RIGHT, HALF, WRONG = 1.0, 0.5, 0.0
NAME = 18
DESCRIPTION = 19
ORGANIZATION = 10
# "- 26 AUG 89" is "on or before": a single day this long before its anchor is still part of it.
_REACH = timedelta(days=60)
_BRACKETS = re.compile(r"\s*[\[(][^\])]*[\])]")
_TOKEN = re.compile(r"'S\b|[A-Z0-9][A-Z0-9.&-]*|,")
_DAY = re.compile(r"(\d{1,2})\s+([A-Z]{3})[A-Z]*(?:\s+(\d{2}))?|([A-Z]{3})\s+(\d{1,2})")
_MONTHS = {
    m: i for i, m in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1)
}


def credit(slot: Slot, response: Fill, key: Fill) -> float:
    """The credit of a response's fill for a key's, its cross-reference taken into account."""
    value = max((_value(slot, r, k) for r in response.alternatives for k in key.alternatives), default=WRONG)
    if not slot.refers or value == WRONG:
        return value
    tag = reference(response.refers, key.refers)
    if slot.number == DESCRIPTION:
        return value if tag == RIGHT else HALF
    return value if tag > WRONG else HALF


def reference(response: tuple[str, ...], key: tuple[str, ...]) -> float:
    """How right a cross-reference is. A reference to nothing is right where the key has none."""
    if not response or not key:
        return RIGHT if not response and not key else WRONG
    return max(string(NAME, r, k) for r in response for k in key)


def _value(slot: Slot, response: str, key: str) -> float:
    response, key = " ".join(response.upper().split()), " ".join(key.upper().split())
    if response == key:
        return RIGHT
    match slot.kind:
        case "date":
            return _date(response, key)
        case "location":
            return _location(response, key)
        case "string":
            return string(slot.number, response, key)
        case "number":
            return _number(response, key)
    return HALF if _half(slot.number, response, key) else WRONG


def _half(slot: int, response: str, key: str) -> bool:
    rules = [p for p in task().partial if p.slot == slot and p.response == response]
    return any(key in p.key or "*" in p.key for p in rules)


def _number(response: str, key: str) -> float:
    """A single number is half right for a range it is an end of and for "about" it."""
    ends = [e for e in re.split(r"\s*-\s*", key.lstrip("~ ")) if e]
    return HALF if response.isdigit() and key != response and response in ends else WRONG


def string(slot: int, response: str, key: str) -> float:
    """The credit of a string, as the module says."""
    ours, theirs = _words(response), _words(key)
    if not ours or not theirs:
        return WRONG
    if ours == theirs:
        return RIGHT
    at = _inside(theirs, ours)
    if at is not None:
        return _wider(ours[:at], ours[at + len(theirs) :])
    if _inside(ours, theirs) is not None and (slot in (NAME, ORGANIZATION) or head(ours) == head(theirs)):
        return HALF
    return HALF if slot in task().strings.corroborating and head(ours) == head(theirs) else WRONG


def _wider(before: tuple[str, ...], after: tuple[str, ...]) -> float:
    """Right where what stands around the key's phrase modifies it, half right where it is an adjunct or worse."""
    strings = task().strings
    if "," in (*before, *after) or any(word in strings.joints for word in before):
        return HALF
    return RIGHT if not after or after[0] in strings.modifiers else HALF


@lru_cache(maxsize=50_000)
def _words(text: str) -> tuple[str, ...]:
    strings = task().strings
    words = [w.rstrip(".") if w.count(".") == 1 else w for w in _TOKEN.findall(_BRACKETS.sub("", text.upper()))]
    passed = {*strings.articles, *strings.quantifiers, *strings.nationalities}
    start = 0
    while start < len(words) - 1 and (words[start] in passed or words[start].isdigit()):
        start += 1
    return tuple(words[start:])


def head(words: tuple[str, ...]) -> str:
    """The head word of a phrase: the last one before a comma, a preposition or a relative pronoun."""
    strings = task().strings
    for at, word in enumerate(words):
        if at and (word == "," or (word in strings.joints and word != "'S") or word in strings.modifiers):
            return words[at - 1]
    return words[-1]


def _inside(small: tuple[str, ...], large: tuple[str, ...]) -> int | None:
    for at in range(len(large) - len(small) + 1):
        if large[at : at + len(small)] == small:
            return at
    return None


@lru_cache(maxsize=10_000)
def period(text: str) -> tuple[date | None, date | None] | None:
    """First and last day of a date fill; a first day of None for "on or before". None where it is not a date."""
    days = [_day(m) for m in _DAY.finditer(text)]
    if not days or None in days:
        return None
    if text.lstrip().startswith("-"):
        return None, days[-1]
    return days[0], days[-1]


def _day(match: re.Match[str]) -> date | None:
    day, month, year = match[1] or match[5], match[2] or match[4], int(match[3] or 89)
    try:
        return date((1900 if year > 50 else 2000) + year, _MONTHS[month], int(day))
    except (KeyError, ValueError):
        return None


def _date(response: str, key: str) -> float:
    ours, theirs = period(response), period(key)
    if ours is None or theirs is None:
        return WRONG
    (first, last), (begin, end) = ours, theirs
    if (first, last) == (begin, end):
        return RIGHT
    if last is None or end is None:
        return WRONG
    if first is None:
        # A default is half right where the article's date is the key's date or its upper anchor.
        return HALF if last == end else WRONG
    return HALF if (begin or end - _REACH) <= first and last <= end and begin != end else WRONG


Place = tuple[str, str]


@lru_cache(maxsize=10_000)
def places(text: str) -> tuple[str, tuple[Place, ...], bool]:
    """Country, ``(name, type)`` of each place from the widest on, and whether it lies between two places."""
    between = re.search(r"\)\s*-\s*", text) is not None
    parts = [p.strip() for p in re.split(r":|(?<=\))\s*-\s*", text)]
    found = []
    for part in parts[1:]:
        match = re.match(r"(.*?)\s*(?:\(([^)]*)\)?)?\Z", part)
        found.append((match[1] if match else part, _type(match[2] or "?" if match else "?")))
    return parts[0], tuple(found), between


def _type(name: str) -> str:
    name = name.strip("? ") or "?"
    return next((same[0] for same in task().locations.same if name in same), name)


def _location(response: str, key: str) -> float:
    """Half right with the country and less, or with another country alone wrong (3.2.3)."""
    country, named, _ = places(response)
    key_country, key_named, between = places(key)
    if named == key_named and country == key_country:
        return RIGHT
    if named and named == key_named:
        return HALF
    if country == key_country:
        return HALF
    return HALF if between and any(place in key_named for place in named) else WRONG
