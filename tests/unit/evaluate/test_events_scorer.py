"""The events scorer: what counts as right, and the peaceful sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.errors import DataError
from hearsay.evaluate import events, plover
from hearsay.model import Event, Holding, Participant

LABEL = events.Label("ASSAULT", (10, 16), ((0, 6),), ((20, 25),), "occurred", "author")
ITEM = events.Item("muc4", "d", "dev", "random", (0, 30), (LABEL,))


def _event(kind: str = "ASSAULT", actor: tuple[int, int] | None = (0, 6), anchor: tuple[int, int] = (10, 16)) -> Event:
    people = () if actor is None else (Participant(span=actor),)
    held = (Holding(by="author", certainty="certain", polarity="positive"),)
    return Event(
        id="e", anchor=anchor, type=kind, actors=people, recipients=(Participant(span=(18, 26)),), holdings=held
    )


def test_type_and_both_sides_must_agree() -> None:
    assert events.score(ITEM, [_event()])["event"].f1 == 1
    assert events.score(ITEM, [_event(kind="COERCE")])["type"].right == 0
    wrong = events.score(ITEM, [_event(actor=(7, 9))])
    assert (wrong["type"].right, wrong["type and actor"].right, wrong["type and recipient"].right) == (1, 0, 1)
    assert wrong["event"].right == 0
    assert events.score(ITEM, [_event(actor=None)])["event"].right == 0


def test_one_event_is_right_once_and_events_elsewhere_are_not_counted() -> None:
    table = events.score(ITEM, [_event(), _event(), _event(anchor=(40, 44))])
    assert (table["event"].right, table["event"].predicted, table["event"].gold) == (1, 2, 1)


def test_a_participant_outside_the_sentence_is_not_asked_for() -> None:
    assert events.score(ITEM, [_event(actor=(90, 95))])["event"].right == 0
    empty = events.Item(
        "muc4",
        "d",
        "dev",
        "random",
        (0, 30),
        (events.Label("ASSAULT", (10, 16), (), ((20, 25),), "occurred", "author"),),
    )
    assert events.score(empty, [_event(actor=(90, 95))])["event"].right == 1


@pytest.mark.parametrize(
    ("polarities", "status", "expected"),
    [(["negative"], "occurred", "denied"), (["positive"], "occurred", "source"), (["negative"], "negated", "source")],
)
def test_on_whose_word(polarities: list[str], status: str, expected: str) -> None:
    held = tuple(Holding(by="c1", certainty="certain", polarity=p) for p in polarities)  # type: ignore[arg-type]
    event = Event(id="e", anchor=(0, 1), type="ASSAULT", status=status, holdings=held)  # type: ignore[arg-type]
    assert events.holder(event) == expected


def test_a_span_outside_its_sentence_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(
        '{"set":"muc4","document":"d","split":"dev","stratum":"random","region":[0,5],"events":[{"type":"AID",'
        '"anchor":[7,9],"actors":[],"recipients":[],"status":"occurred","by":"author"}]}\n'
    )
    with pytest.raises(DataError, match="outside its sentence"):
        events.load(path)


def test_our_gold_is_sound() -> None:
    path = Path(__file__).resolve().parents[2] / "gold" / "events.jsonl"
    items = events.load(path)
    assert len(items) == 100
    assert {i.split for i in items} == {"dev", "test"}
    assert not {i.document for i in items if i.split == "dev"} & {i.document for i in items if i.split == "test"}
    later = events.load(path.with_name("events-second.jsonl"))
    assert len(later) == 120
    assert {i.split for i in later} == {"dev"}
    assert not {(i.set, i.document) for i in later} & {(i.set, i.document) for i in items}
    third = events.load(path.with_name("events-third.jsonl"))
    assert len(third) == 150
    assert {i.split for i in third} == {"first", "held"}
    assert not {(i.set, i.document) for i in third} & {(i.set, i.document) for i in (*items, *later)}
    assert not {i.document for i in third if i.split == "first"} & {i.document for i in third if i.split == "held"}
    fourth = events.load(path.with_name("events-fourth.jsonl"))
    assert len(fourth) == 100
    assert {i.split for i in fourth} == {"first", "held"}
    before = [(i.set, i.document, i.region) for i in (*items, *later, *third)]
    assert not {(i.set, i.document, i.region) for i in fourth} & set(before)
    assert not {i.document for i in fourth if i.split == "held"} & {document for _, document, _ in before}


def _cases() -> list[plover.Case]:
    made = []
    for n in range(15):
        for root, word in (("AID", "give"), ("ASSAULT", "bomb"), ("CONSULT", "meet")):
            quad = plover.QUAD[root]
            made.append(plover.Case(root, quad, {f"w:{word}": 1.0, f"w:x{n}": 1.0}, (), (0, 1), (2, 3)))
    return made


def test_the_classifier_learns_and_is_scored() -> None:
    pytest.importorskip("sklearn")
    cases = _cases()
    made = plover.fit(cases)
    assert [made.root(c.features) for c in cases] == [c.gold for c in cases]
    guesses = plover.cross_validated(cases, [i % plover.FOLDS for i in range(len(cases))])
    assert plover.figures(cases, guesses)["root accuracy"] == 100


def test_figures_of_roots_and_quads() -> None:
    cases = _cases()[:3]
    figures = plover.figures(cases, ["AID", "COERCE", None])
    assert figures == {"root accuracy": 33.33, "root macro-F1": 33.33, "quad accuracy": 66.67}


def test_folds_are_stratified_and_do_not_depend_on_order() -> None:
    rows = [plover.Row(str(i), f"sentence {i}", "a", "b", "AID", "2") for i in range(10)]
    folds = plover.folds(rows)
    assert sorted(folds) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert plover.folds(rows[::-1]) == folds[::-1]


def test_sentences_of_one_template_share_a_fold() -> None:
    made = [
        plover.Row(str(i), f"{n} lifts the blockade of the port of {n}town", n, f"{n}town", "YIELD", "2")
        for i, n in enumerate(("Aria", "Boria", "Coria"))
    ]
    made += [plover.Row(str(i), f"word{i} other{i} thing{i} last{i}", "x", "y", "AID", "2") for i in range(9)]
    folds = plover.apart(made)
    assert len(set(folds[:3])) == 1
    assert set(folds) == set(range(plover.FOLDS))
