"""Attributions in the order and with the words in which people are shown them."""

import pytest

from hearsay.export.rows import Row, joined, quoted, rows
from hearsay.model import Attribution, AttributionKind, Document, Reading
from tests.support.readings import Sketch, bridge, plain


def _ring(*parents: str | None) -> Reading:
    """Attributions a0, a1, … with the given parents, each on a character of its own."""
    attributions = tuple(
        Attribution(
            id=f"a{n}",
            source=((n, n + 1),),
            cue=(),
            content=(),
            kind="indirect",
            parent=parent,
            confidence=1.0,
        )
        for n, parent in enumerate(parents)
    )
    document = Document(id="d", text="abcdefghij")
    return Reading(hearsay="0", model="m", document=document, attributions=attributions)


def test_rows_follow_the_text_and_children_their_parents() -> None:
    found = rows(bridge())
    assert len(found) == len(bridge().attributions)
    numbers = [row.number for row in found]
    assert numbers[:8] == ["1", "2", "3", "4", "4.1", "4.1.1", "5", "6"]
    starts = [row.at for row in found if row.depth == 0 and row.at is not None]
    assert starts == sorted(starts)


def test_a_chain_names_the_outermost_source_first() -> None:
    innermost = next(row for row in rows(bridge()) if row.depth == 2)
    assert innermost.through == ("The state agency Karpress", "Deputy Minister Ilin Tarasco")
    assert innermost.who == "inspectors"
    assert innermost.parent is not None
    assert innermost.parent.number == "4.1"


def test_attributions_that_share_a_source_follow_what_they_do_not_share() -> None:
    sketch = Sketch(["She urged calm now and later said that all the rest of the long story was false."])
    sketch.add(0, "She", "said", "that all the rest of the long story was false")
    sketch.add(0, "She", "urged", "calm")
    assert [row.cue for row in rows(sketch.reading())] == ["urged", "said"]


def test_parents_in_a_ring_or_unknown_lose_no_row() -> None:
    found = rows(_ring("a1", "a2", "a0", "nobody", "a4", "a0"))
    assert sorted(row.attribution.id for row in found) == ["a0", "a1", "a2", "a3", "a4", "a5"]
    assert next(row for row in found if row.attribution.id == "a3").depth == 0
    assert next(row for row in found if row.attribution.id == "a4").depth == 0


def test_two_attributions_with_one_id_are_both_shown() -> None:
    reading = _ring(None, None)
    twins = tuple(Attribution(id="a", source=a.source, cue=(), content=(), kind="direct") for a in reading.attributions)
    twin_reading = Reading(hearsay="0", model="m", document=reading.document, attributions=twins)
    assert [row.who for row in rows(twin_reading)] == ["a", "b"]


def test_very_deep_nesting_does_not_overflow_the_stack() -> None:
    reading = _ring(None, *(f"a{n}" for n in range(2000)))
    assert rows(reading)[-1].depth == 2000


@pytest.mark.parametrize(
    ("words", "name", "who", "shown"),
    [
        ("it", "Foreign Ministry of Freedonia", "Foreign Ministry of Freedonia", "it"),
        ("the ministry", "Foreign Ministry of Freedonia", "Foreign Ministry of Freedonia", "the ministry"),
        ("The Foreign Ministry", "the foreign ministry", "The Foreign Ministry", None),
        ("Deputy Minister Ana Brom", "Ana Brom", "Deputy Minister Ana Brom", None),
        ("Brom", "Ana Brom", "Ana Brom", "Brom"),
        ("Ana Brom,", None, "Ana Brom", None),
        ("Bromley", "Brom", "Brom", "Bromley"),
        ("", "Ana Brom", "Ana Brom", None),
        ("", None, "", None),
    ],
)
def test_the_fullest_name_and_the_words_used(words: str, name: str | None, who: str, shown: str | None) -> None:
    text = words or "."
    attribution = Attribution(id="a", source=((0, len(words)),), cue=(), content=(), kind="direct", source_name=name)
    reading = Reading(hearsay="0", model="m", document=Document(id="d", text=text), attributions=(attribution,))
    (row,) = rows(reading)
    assert (row.who, row.words) == (who, shown)


def test_pieces_are_joined_by_an_ellipsis_only_over_something_left_out() -> None:
    text = "one, he said, two\n\nthree"
    assert joined(text, ((0, 4), (14, 17))) == "one, … two"
    assert joined(text, ((14, 17), (19, 24))) == "two three"
    assert joined(text, ((19, 24), (0, 4))) == "one, … three"


def test_spans_outside_the_text_are_cut_or_dropped() -> None:
    assert joined("abc", ((-5, 1), (2, 99), (50, 60), (1, 1))) == "a … c"


def _row(kind: AttributionKind, text: str) -> Row:
    attribution = Attribution(id="a", source=(), cue=(), content=((0, len(text)),), kind=kind)
    reading = Reading(hearsay="0", model="m", document=Document(id="d", text=text), attributions=(attribution,))
    return rows(reading)[0]


def test_a_direct_quotation_has_quotation_marks_once() -> None:
    assert quoted(_row("direct", "no")) == "“no”"
    assert quoted(_row("direct", "“no”")) == "“no”"
    assert quoted(_row("direct", "« non »")) == "« non »"
    assert quoted(_row("indirect", "no")) == "no"
    assert quoted(_row("direct", "")) == ""


@pytest.mark.parametrize(("confidence", "percent"), [(0.934, "93%"), (1.7, "100%"), (-1.0, "0%"), (float("nan"), "0%")])
def test_confidence_as_a_percentage(confidence: float, percent: str) -> None:
    attribution = Attribution(id="a", source=(), cue=(), content=(), kind="direct", confidence=confidence)
    reading = Reading(hearsay="0", model="m", document=Document(id="d", text=""), attributions=(attribution,))
    assert rows(reading)[0].percent == percent


def test_no_attributions_no_rows() -> None:
    assert rows(plain()) == []
