"""The table is readable at any width: whole words, every field, nothing a terminal would obey."""

import io
import re

import pytest
from rich.cells import cell_len

from hearsay.export import table
from hearsay.export.rows import rows
from hearsay.export.safe import for_terminal
from hearsay.model import Reading
from tests.support.readings import Sketch, bridge, plain, simple

WIDTHS = [40, 60, 72, 80, 100, 120, 200]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(cell_len, table.render(bridge(), width=width).splitlines())) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_is_cut(width: int) -> None:
    printed = set(table.render(bridge(), width=width).split())
    for row in rows(bridge()):
        for field in (row.who, row.words or "", row.cue, row.what, *row.through):
            for word in field.split():
                assert any(word in shown for shown in printed), word


@pytest.mark.parametrize("width", WIDTHS)
def test_every_row_has_its_four_fields(width: int) -> None:
    flat = re.sub(r"\s+", " ", table.render(bridge(), width=width))
    headings = ["who", "through", "cue", "what", "sure"]
    assert all(heading in flat for heading in headings)
    assert flat.count("%") == len(bridge().attributions)


def test_columns_where_there_is_room_and_a_list_where_there_is_not() -> None:
    wide = table.render(bridge(), width=80)
    assert re.search(r"^who +through +cue +what +sure$", wide, re.MULTILINE)
    narrow = table.render(bridge(), width=44)
    assert len(re.findall(r"^ *who  ", narrow, re.MULTILINE)) == len(bridge().attributions)


def test_a_child_is_indented_under_its_parent_and_names_whom_it_comes_through() -> None:
    lines = table.render(bridge(), width=200).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("  Deputy Minister Ilin Tarasco"))
    assert "The state agency Karpress" in lines[at]
    below = next(line for line in lines[at + 1 :] if "inspectors" in line[:20])
    assert below.startswith("    inspectors")
    assert "The state agency Karpress →" in below


def test_discontinuous_pieces_are_joined_by_an_ellipsis() -> None:
    assert "“Nobody in this building,” … “was ever shown" in table.render(bridge(), width=200)


def test_the_resolved_source_with_the_words_used() -> None:
    assert "Transport Ministry of Karvonia (it)" in table.render(bridge(), width=200)


def test_direct_mixed_and_indirect_can_be_told_apart() -> None:
    sketch = Sketch(["He said no. He said that “no” is no."])
    sketch.add(0, "He", "said", "no", "direct")
    sketch.add(0, "He", "said", "that “no” is no", "mixed")
    out = table.render(sketch.reading())
    assert "“no”  " in out
    assert "that “no” is no (partly quoted)" in out


def test_the_header() -> None:
    out = table.render(bridge(), width=200)
    head = out.split("\n\n")[0]
    assert "Nine missing as century-old bridge" in head
    assert "The Meridian Standard" in head
    assert "published 2031-03-14 (dateline)" in head
    assert "language: en" in head
    assert "29 attributions, 5 of them nested" in head


def test_notes_come_last_with_their_line() -> None:
    last = table.render(bridge()).splitlines()[-1]
    assert last == "Note: the dateline names no year (year-inferred, line 5)"


def test_no_attributions_is_said() -> None:
    out = table.render(plain())
    assert "No attributions found." in out
    assert "0 attributions" in out


def test_an_attribution_without_source_says_so() -> None:
    assert "no source given" in table.render(bridge())


def test_markup_is_text() -> None:
    out = table.render(simple("[bold red]Ana[/] :smile: [link=http://x]", "[/]closed[bold]"), width=120)
    assert "[bold red]Ana[/] :smile: [link=http://x]" in out
    assert "[/]closed[bold]" in out


def test_a_word_longer_than_the_line_is_folded_not_lost() -> None:
    word = "https://example.org/" + "a" * 200
    out = table.render(simple(what=word), width=60)
    assert max(map(len, out.splitlines())) <= 60
    assert word in re.sub(r"\n +", "", out)


def test_wide_characters_are_measured_in_cells() -> None:
    out = table.render(simple("王小明 发言人", "桥梁已经关闭" * 12), width=60)
    assert max(map(cell_len, out.splitlines())) <= 60


def _printed(reading: Reading, *, terminal: bool, styled: bool = True) -> str:
    out = io.StringIO()
    if terminal:
        out.isatty = lambda: True  # type: ignore[method-assign]
    table.show(reading, table.console(out, width=80, styled=styled))
    return out.getvalue()


def test_styles_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" in _printed(bridge(), terminal=True)
    assert "\x1b" not in _printed(bridge(), terminal=False)
    assert "\x1b" not in _printed(bridge(), terminal=True, styled=False)


def test_what_is_printed_is_what_was_said() -> None:
    flat = re.sub(r"\s+", " ", table.render(bridge(), width=400))
    for row in rows(bridge()):
        assert for_terminal(row.cue) in flat
