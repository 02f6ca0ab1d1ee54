"""Incidents as MUC-4's templates, in the task's own format (``template-doc-part1.v7``, sections 4 to 7).

Fills are in upper case; ``-`` stands for an empty slot and ``*`` for one that does not apply to the type. A reading
without incidents gives one template of asterisks. Incidents that nobody holds to have happened are left out.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources

import msgspec

from hearsay.model import Incident, Perpetrator, Reading, Span, Target
from hearsay.place_types import place_type

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MESSAGE, _TEMPLATE = "MESSAGE: ID", "MESSAGE: TEMPLATE"
_COLUMN = 32
# Slots that do not apply to a type (template-skeletons.v3).
_IDLE = {"kidnapping": {6, 7, *range(12, 18)}, "arson": {6, 7}}
# Our names are MUC-4's in lower case with hyphens for spaces; this one has a hyphen of its own.
_HYPHENED = {"state-sponsored-violence": "STATE-SPONSORED VIOLENCE"}


class _Slot(msgspec.Struct, frozen=True):
    number: int
    name: str


class _Task(msgspec.Struct, frozen=True):
    slot: list[_Slot]
    countries: dict[str, str]


@lru_cache(maxsize=1)
def _task() -> _Task:
    path = resources.files("hearsay").joinpath("data", "incidents", "muc4.toml")
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Task)


def dumps(reading: Reading, message: str | None = None) -> bytes:
    """The reading's templates, an empty line after each. ``message`` is the message id, by default the document's."""
    name = message or reading.document.id
    told = [i for i in reading.incidents if is_held(i)]
    blocks = [_block(name, str(n), i.type, slots(reading, i)) for n, i in enumerate(told, 1)]
    return "\n".join(blocks or [_block(name, "*", None, {})]).encode("utf-8", "replace")


def templates(readings: Iterable[Reading]) -> Iterator[bytes]:
    """The templates of each reading, an empty line between readings."""
    for number, reading in enumerate(readings):
        yield (b"\n" if number else b"") + dumps(reading)


def is_held(incident: Incident) -> bool:
    """Whether anybody holds that it happened, or nothing is known of who does."""
    return not incident.holdings or any(h.polarity != "negative" for h in incident.holdings)


def _block(message: str, number: str, kind: str | None, filled: dict[int, list[str]]) -> str:
    lines = [_line(0, _MESSAGE, message), _line(1, _TEMPLATE, number)]
    for slot in _task().slot:
        empty = "*" if kind is None or slot.number in _IDLE.get(kind, ()) else "-"
        fills = filled.get(slot.number) if empty == "-" else None
        first, *rest = fills or [empty]
        lines += [_line(slot.number, slot.name, first), *(" " * (_COLUMN + 4) + fill for fill in rest)]
    return "\n".join(lines) + "\n"


def _line(number: int, name: str, fill: str) -> str:
    return f"{f'{number}.':<4}{name:<{_COLUMN}}{fill}"


def slots(reading: Reading, incident: Incident) -> dict[int, list[str]]:
    """The fills of each filled slot, as they are written."""
    found: dict[int, list[str]] = {
        2: [_date(incident)],
        3: [location(reading, incident)],
        4: [_set(incident.type)],
        5: [_set(incident.stage)],
        8: [_set(incident.category)],
    }
    _add(found, _instruments(reading, incident))
    _add(found, _perpetrators(reading, incident.perpetrators))
    for target in incident.targets:
        _add(found, _target(reading, incident, target))
    return {n: list(dict.fromkeys(f for f in fills if f)) for n, fills in found.items() if any(fills)}


def _add(found: dict[int, list[str]], more: Iterable[tuple[int, str]]) -> None:
    for number, fill in more:
        found.setdefault(number, []).append(fill)


def _set(value: str | None) -> str:
    return "" if value is None else _HYPHENED.get(value, value.upper().replace("-", " "))


def _quoted(text: str) -> str:
    escaped = " ".join(text.upper().split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", " ".join(text.upper().split()))
    return "".join(c for c in letters if not unicodedata.combining(c))


def _at(reading: Reading, span: Span) -> str:
    return _quoted(reading.document.text[span[0] : span[1]])


def _date(incident: Incident) -> str:
    if incident.day is None:
        return ""
    first, last = incident.day
    if first is None:
        return f"- {_day(last)}"
    return _day(last) if first == last else f"{_day(first)} - {_day(last)}"


def _day(iso: str) -> str:
    return f"{iso[8:10]} {_MONTHS[int(iso[5:7]) - 1]} {iso[2:4]}"


def _instruments(reading: Reading, incident: Incident) -> Iterator[tuple[int, str]]:
    for instrument in incident.instruments:
        text = _at(reading, instrument.span) if instrument.named else '"-"'
        if instrument.named:
            yield 6, text
        if instrument.type is not None:
            yield 7, f"{_set(instrument.type)}: {text}"


def _perpetrators(reading: Reading, perpetrators: Iterable[Perpetrator]) -> Iterator[tuple[int, str]]:
    for one in perpetrators:
        text = _at(reading, one.span)
        if one.kind == "individual":
            yield 9, text
        else:
            yield 10, text
            yield 11, f"{_set(one.confidence)}: {text}"


def _target(reading: Reading, incident: Incident, target: Target) -> Iterator[tuple[int, str]]:
    text = _at(reading, target.span)
    if target.kind == "physical":
        base = 12
        yield 12, text
    else:
        base = 19
        yield from _described(reading, target, text)
    yield base + 1, f"{_set(target.type)}: {text}"
    yield base + 2, f"{target.count.upper()}: {text}"
    nation = _task().countries.get(target.nation or "")
    if nation is not None and target.nation != incident.country:
        yield base + 3, f"{nation}: {text}"
    if target.effect is not None:
        yield base + 4, f"{_set(target.effect)}: {text}"


def _described(reading: Reading, target: Target, text: str) -> Iterator[tuple[int, str]]:
    if target.named:
        yield 18, text
        if target.description is not None:
            yield 19, f"{_at(reading, target.description)}: {text}"
    else:
        yield 19, text


def location(reading: Reading, incident: Incident) -> str:
    """The location fill: the country and the places within it, from the widest on; empty where nothing is known."""
    by_id = {p.id: p for p in reading.places}
    inside = [by_id[p] for p in incident.places if p in by_id and by_id[p].precision != "country"]
    country = _task().countries.get(incident.country or "")
    if country is None:
        return ""
    text = reading.document.text
    # The keys write names as the text does, but for marks on letters.
    names = [(_plain(text[slice(*p.span)]), place_type(text, p).name) for p in inside]
    return ": ".join([country, *(f"{name} ({kind})" for name, kind in names)])
