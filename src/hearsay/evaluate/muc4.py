"""MUC-4's texts and templates: readers for the task's own format.

A file of templates (an answer key, or a system's response) has one block a template, a line a slot::

    0.  MESSAGE: ID                     DEV-MUC3-9999 (EXAMPLE)
    1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
    ...
    18. HUM TGT: NAME                   "ANA LIND"
    19. HUM TGT: DESCRIPTION            "JUDGE": "ANA LIND"

and more fills of a slot on lines of their own below it. ``-`` is an empty slot, ``*`` one that does not apply, ``/``
parts alternatives, ``?`` marks a fill (and ``OPTIONAL`` a template) that may be left out, ``:`` refers to a fill of
another slot, ``;`` begins a comment. Described in the task's ``template-doc-part1.v7``, sections 4 and 7.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from hearsay.errors import DataError

TASK = Path(__file__).resolve().parents[1] / "data" / "incidents" / "muc4.toml"

_HEAD = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4}).*\n", re.MULTILINE)
_LINE = re.compile(r"\s{0,2}(\d{1,2})\.\s+([A-Z]+(?: [A-Z]+)*: [A-Z]+(?: [A-Z]+)*)(?:\s{2,}|\s*\Z)(.*)\Z")
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')


class Slot(msgspec.Struct, frozen=True):
    """One scored slot: ``kind`` is ``date``, ``location``, ``set``, ``string`` or ``number``."""

    number: int
    name: str
    kind: str
    refers: bool = False


class Partial(msgspec.Struct, frozen=True):
    """In ``slot``, ``response`` is half right for the ``key``'s fills; ``*`` stands for any."""

    slot: int
    response: str
    key: list[str]


class Strings(msgspec.Struct, frozen=True):
    """What comparing strings passes over (see the file)."""

    articles: list[str]
    quantifiers: list[str]
    nationalities: list[str]
    modifiers: list[str]
    joints: list[str]
    corroborating: list[int]


class Locations(msgspec.Struct, frozen=True):
    """Types of places that are held for one."""

    same: list[list[str]]


class Task(msgspec.Struct, frozen=True):
    """The task's slots and rules, from ``data/incidents/muc4.toml``."""

    slot: list[Slot]
    partial: list[Partial]
    strings: Strings
    locations: Locations


@lru_cache(maxsize=1)
def task() -> Task:
    """The shipped description of the task."""
    return msgspec.convert(tomllib.loads(TASK.read_text(encoding="utf-8")), Task)


class Fill(msgspec.Struct, frozen=True):
    """One fill: what may stand there, whose it is, and whether it may be left out.

    ``refers`` holds the alternatives of the fill it is cross-referenced to, none where it has no cross-reference or
    the reference is to nothing (``"-"``).
    """

    alternatives: tuple[str, ...]
    refers: tuple[str, ...] = ()
    optional: bool = False


class Template(msgspec.Struct, frozen=True):
    """One incident of one message. ``slots`` has the filled slots alone, by number."""

    message: str
    number: int
    optional: bool
    slots: dict[int, tuple[Fill, ...]]

    def fills(self, slot: int) -> tuple[Fill, ...]:
        """A slot's fills, none where it is empty."""
        return self.slots.get(slot, ())


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """``(message id, text)`` of each article of a file of texts. Raises DataError where there is none."""
    text = _read(path)
    heads = list(_HEAD.finditer(text))
    if not heads:
        raise DataError("no MUC messages", where=str(path))
    ends = [*(m.start() for m in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=True):
        yield head[1], text[head.end() : end]


def load(path: Path) -> dict[str, list[Template]]:
    """The templates of a file, by message; a message without incidents has none. Raises DataError."""
    return parse(_read(path), where=str(path))


def parse(text: str, where: str = "templates") -> dict[str, list[Template]]:
    """The templates in ``text``. Raises DataError with the line's number where it is not in the format."""
    out: dict[str, list[Template]] = {}
    for number, block in _blocks(text, where):
        if 0 not in block or 1 not in block:
            raise DataError("a template without a message id or number", where=f"{where}:{number}")
        message = block[0][0].split()[0] if block[0] and block[0][0] else ""
        if not message:
            raise DataError("an empty message id", where=f"{where}:{number}")
        templates = out.setdefault(message, [])
        which = re.match(r"(\d+)\s*(\(OPTIONAL\))?", block[1][0] if block[1] else "")
        if which is not None:
            templates.append(Template(message, int(which[1]), which[2] is not None, _slots(block)))
    return out


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="latin-1")
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", where=str(path)) from error


def _blocks(text: str, where: str) -> Iterator[tuple[int, dict[int, list[str]]]]:
    """``(line number, the lines' texts by slot)`` of each template; slot 0 begins one."""
    block: dict[int, list[str]] = {}
    first, slot = 0, -1
    for number, line in enumerate(text.expandtabs().split("\n"), 1):
        if line.startswith(";") or not line.strip():
            continue
        named = _LINE.match(line)
        if named is not None:
            slot = int(named[1])
            if slot == 0:
                if block:
                    yield first, block
                block, first = {}, number
            block.setdefault(slot, []).append(named[3].strip())
        elif slot >= 0 and line[:1] == " ":
            block.setdefault(slot, []).append(line.strip())
        else:
            raise DataError(f"neither a slot nor a fill: {line.strip()[:40]!r}", where=f"{where}:{number}")
    if block:
        yield first, block


def _slots(block: dict[int, list[str]]) -> dict[int, tuple[Fill, ...]]:
    out = {}
    for slot in task().slot:
        fills = tuple(f for line in block.get(slot.number, ()) if (f := read_fill(slot, line)) is not None)
        if fills:
            out[slot.number] = fills
    return out


def read_fill(slot: Slot, line: str) -> Fill | None:
    """A fill as a line gives it; None for ``-`` and ``*``."""
    optional = line.startswith("?")
    line = line.lstrip("? ").strip()
    if line in ("", "-", "*"):
        return None
    if slot.kind == "string" or slot.refers:
        return _referring(slot, line, optional)
    return Fill(tuple(map(_bare, _alternatives(line))), (), optional)


def _referring(slot: Slot, line: str, optional: bool) -> Fill | None:
    # A colon within quotation marks parts nothing, so they are looked for with what is quoted blanked out.
    at = _QUOTED.sub(lambda m: "x" * len(m[0]), line).find(":") if slot.refers else -1
    value, refers = (line[:at], line[at + 1 :]) if at >= 0 else (line, "")
    found = _strings(value) if slot.kind == "string" else tuple(map(_bare, _alternatives(value)))
    if not any(found) or found == ("-",):
        return None
    return Fill(found, tuple(s for s in _strings(refers) if s != "-"), optional)


def _strings(text: str) -> tuple[str, ...]:
    """Quoted strings; where the marks do not pair (the keys have some), what stands between slashes."""
    found = tuple(s for m in _QUOTED.findall(text) if (s := _unescape(m)))
    return found or tuple(s for part in text.split("/") if (s := part.strip(' "()')))


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()


def _alternatives(text: str) -> list[str]:
    """What stands between slashes outside brackets."""
    out, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == "/" and depth == 0:
            out.append("")
        else:
            out[-1] += character
    inner = [_bare(part) for part in out]
    # "(POSSIBLE / ACQUITTED)": the brackets hold all of the alternatives.
    return _alternatives(inner[0]) if len(inner) == 1 and inner[0] != text.strip() else inner


def _bare(text: str) -> str:
    """Without brackets that hold the whole of it."""
    text = " ".join(text.split())
    if text.startswith("(") and text.endswith(")") and _closes_last(text):
        return text[1:-1].strip()
    return text


def _closes_last(text: str) -> bool:
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return at == len(text) - 1
    return False
