"""Texts are cut into paragraphs and zones, and nothing but white space falls between."""

from hearsay.export.blocks import BlockKind, blocks
from hearsay.model import Document, Zone


def _cut(text: str, *zones: Zone) -> list[tuple[str, BlockKind]]:
    document = Document(id="d", text=text, zones=zones)
    return [(text[block.span[0] : block.span[1]], block.kind) for block in blocks(document)]


def test_empty_lines_part_paragraphs() -> None:
    assert _cut("\n one \n  \ntwo\n\n\n") == [("one", "paragraph"), ("two", "paragraph")]


def test_a_line_is_a_paragraph_where_lines_are_long() -> None:
    assert [text[0] for text, _ in _cut("a" * 200 + "\n" + "b" * 300 + "\nc")] == ["a", "b", "c"]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    line = "word " * 14
    assert len(_cut(f"{line}\n{line}\n{line}\nend.\n\n{line}\nend.")) == 2


def test_a_zone_on_lines_of_its_own_is_a_block() -> None:
    text = "Bridge falls\nBy A. Writer\nIt fell on Friday."
    zones = (Zone(span=(0, 13), kind="title"), Zone(span=(13, 25), kind="byline"))
    assert _cut(text, *zones) == [
        ("Bridge falls", "title"),
        ("By A. Writer", "byline"),
        ("It fell on Friday.", "paragraph"),
    ]


def test_a_zone_within_a_line_is_not_a_block() -> None:
    text = "LOVRANA (MN) — It fell."
    assert _cut(text, Zone(span=(0, 14), kind="dateline")) == [(text, "paragraph")]


def test_a_zone_cuts_a_paragraph_wrapped_by_hand() -> None:
    line = "word " * 14
    text = f"By A. Writer of the Meridian Standard, Lovrana\n{line}\nend."
    assert _cut(text, Zone(span=(0, 46), kind="byline"))[0] == (text[:46], "byline")


def test_odd_zones_do_no_harm() -> None:
    zones = (
        Zone(span=(-4, 0), kind="title"),
        Zone(span=(9, 99), kind="credit"),
        Zone(span=(3, 2), kind="title"),
    )
    assert "".join(text for text, _ in _cut("abc def ghi", *zones)).replace(" ", "") == "abcdefghi"


def test_no_text_no_blocks() -> None:
    assert _cut("") == []
    assert _cut(" \n\n \t") == []
