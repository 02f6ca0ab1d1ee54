"""A reading as a table for a terminal: who · through · cue (and act) · what, with what the claim says of it.

Columns are as wide as their longest word at least, so that no word is cut; where the terminal is too narrow
for that, each attribution becomes a short list of the same four fields instead. Nothing from the article
reaches the terminal without passing `safe.for_terminal`, and none of it is read as rich's markup.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from hearsay.export.gists import Gist
from hearsay.export.rows import Row, quoted, rows
from hearsay.export.safe import for_terminal
from hearsay.model import Document, Note, Reading

_GUTTER = 2
_INDENT = 2
_DEEPEST = 5
_SURE_WIDTH = 4
_WHAT_FLOOR = 20
_WHAT_CEILING = 100
# The share of the width who, through and cue may each grow to once every column holds its longest word.
_SHARES = (0.26, 0.18, 0.14)


@dataclass(frozen=True, slots=True)
class _Line:
    """One attribution's cells and how far its source is indented."""

    who: Text
    through: Text
    cue: Text
    what: Text
    sure: Text
    indent: int


_UNKNOWN_WIDTH = 80


def render(reading: Reading, *, width: int = 80) -> str:
    """The reading as plain text without styles, ``width`` columns wide."""
    out = io.StringIO()
    show(reading, console(out, width=width, styled=False))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1])


def console(file: TextIO, *, width: int | None = None, styled: bool = True) -> Console:
    """A rich console for `show`. Styles reach it only if ``styled`` and ``file`` is a terminal."""
    made = Console(
        file=file,
        width=width,
        color_system="auto" if styled else None,
        force_terminal=None if styled else False,
        legacy_windows=None if styled else False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    if made.width < 1:  # COLUMNS=0, as some tools set it where they do not know
        made.width = _UNKNOWN_WIDTH
    return made


def show(reading: Reading, out: Console) -> None:
    """Print the reading to a console, as wide as the console is."""
    found = rows(reading)
    out.print(Group(*_header(reading, found)))
    if found:
        out.print(_body([_line(row) for row in found], out.width))
    else:
        out.print(Text("No attributions found."))
    if reading.notes:
        out.print(Group(Text(""), *(_note(note, reading.document.text) for note in reading.notes)))


def _header(reading: Reading, found: Sequence[Row]) -> Iterator[RenderableType]:
    yield Text(for_terminal(reading.document.title or "") or "(no title)", style="bold")
    yield Text(" · ".join(_facts(reading.document)), style="dim")
    yield Text(_counts(reading, found), style="dim")
    yield Text("")


def _facts(document: Document) -> Iterator[str]:
    if document.outlet:
        yield for_terminal(document.outlet)
    if document.byline:
        yield for_terminal(document.byline)
    if document.agency:
        yield f"agency: {for_terminal(document.agency)}"
    if document.published:
        basis = f" ({for_terminal(document.published_basis)})" if document.published_basis else ""
        yield f"published {for_terminal(document.published)}{basis}"
    else:
        yield "date of publication unknown"
    yield f"language: {for_terminal(document.language)}"


def _counts(reading: Reading, found: Sequence[Row]) -> str:
    nested = sum(row.depth > 0 for row in found)
    sources = {row.who.casefold() for row in found if row.who}
    attributions = _count(len(found), "attribution") + (f", {nested} of them nested" if nested else "")
    return f"{attributions} · {_count(len(sources), 'source')} · {_count(len(reading.sentences), 'sentence')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _line(row: Row) -> _Line:
    who = Text()
    who.append(for_terminal(row.who) or "no source given", style="bold" if row.who else "dim italic")
    if row.words:
        who.append(f" ({for_terminal(row.words)})", style="dim")
    what = Text(for_terminal(quoted(row)))
    if row.attribution.kind == "mixed":
        what.append(" (partly quoted)", style="dim")
    cue = Text(for_terminal(row.cue), style="italic")
    if row.gist is not None:
        _weighed(row.gist, cue, what)
    return _Line(
        who=who,
        through=Text(" → ".join(for_terminal(name) or "unnamed" for name in row.through)),
        cue=cue,
        what=what,
        sure=Text(row.percent, style="dim"),
        indent=_INDENT * min(row.depth, _DEEPEST),
    )


def _weighed(gist: Gist, cue: Text, what: Text) -> None:
    """Put the act under the cue and the rest under what is said, each on a line of its own."""
    if gist.act:
        cue.append(f"\n({gist.act})" if cue.plain else f"({gist.act})", style="dim")
    if gist.words:
        what.append("\n" if what.plain else "")
        what.append("– " + " · ".join(for_terminal(phrase) for phrase in gist.words), style="dim")


def _body(lines: Sequence[_Line], width: int) -> RenderableType:
    widths = _widths(lines, width)
    return _table(lines, widths) if widths else _listing(lines)


def _widths(lines: Sequence[_Line], width: int) -> list[int] | None:
    """The widths of who, through, cue and what; None if their longest words do not fit beside each other."""
    columns = [
        [(line.who, line.indent) for line in lines],
        [(line.through, 0) for line in lines],
        [(line.cue, 0) for line in lines],
        [(line.what, 0) for line in lines],
    ]
    headings = ("who", "through", "cue", "what")
    wanted = [
        max(len(heading), *(_longest_line(cell) + indent for cell, indent in column))
        for heading, column in zip(headings, columns, strict=True)
    ]
    needed = [
        max(len(heading), *(_longest_word(cell) + indent for cell, indent in column))
        for heading, column in zip(headings, columns, strict=True)
    ]
    needed[3] = max(needed[3], min(_WHAT_FLOOR, wanted[3]))
    room = width - _SURE_WIDTH - _GUTTER * len(columns)
    if sum(needed) > room:
        return None
    widths = needed
    caps = [min(want, int(room * share)) for want, share in zip(wanted, _SHARES, strict=False)]
    caps.append(min(wanted[3], _WHAT_CEILING))
    for ceilings in (caps, wanted):  # first each its share, then what is left to whoever still wants it
        for index, ceiling in enumerate(ceilings):
            spare = room - sum(widths)
            widths[index] += max(0, min(spare, min(ceiling, _WHAT_CEILING) - widths[index]))
    return widths


def _longest_line(cell: Text) -> int:
    return max((cell_len(line) for line in cell.plain.split("\n")), default=0)


def _longest_word(cell: Text) -> int:
    return max((cell_len(word) for word in cell.plain.split()), default=0)


def _table(lines: Sequence[_Line], widths: Sequence[int]) -> Table:
    who, through, cue, what = widths
    table = Table(box=None, padding=(0, _GUTTER, 1, 0), pad_edge=False, header_style="dim")
    for heading, width in (("who", who), ("through", through), ("cue", cue), ("what", what)):
        table.add_column(heading, width=width, overflow="fold")
    table.add_column("sure", width=_SURE_WIDTH, justify="right", no_wrap=True)
    for line in lines:
        table.add_row(Padding(line.who, (0, 0, 0, line.indent)), line.through, line.cue, line.what, line.sure)
    return table


def _listing(lines: Sequence[_Line]) -> RenderableType:
    """For narrow terminals: each attribution as four labelled lines."""
    last = len(lines) - 1
    return Group(*(Padding(_labelled(line), (0, 0, int(at < last), line.indent)) for at, line in enumerate(lines)))


def _labelled(line: _Line) -> Table:
    labelled = Table.grid(padding=(0, _GUTTER, 0, 0))
    labelled.add_column(style="dim", width=len("through"), no_wrap=True)
    labelled.add_column(overflow="fold")
    labelled.add_row("who", line.who)
    if line.through.plain:
        labelled.add_row("through", line.through)
    labelled.add_row("cue", line.cue)
    labelled.add_row("what", line.what)
    labelled.add_row("sure", line.sure)
    return labelled


def _note(note: Note, text: str) -> Text:
    place = f", line {text.count(chr(10), 0, max(0, note.span[0])) + 1}" if note.span else ""
    return Text(f"Note: {for_terminal(note.message)} ({for_terminal(note.code)}{place})")
