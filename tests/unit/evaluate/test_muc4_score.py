"""MUC-4's scores on hand-made templates, whose scores were worked out by hand from the guidelines."""

from __future__ import annotations

import msgspec
import pytest

from hearsay.evaluate.muc4 import Fill, Slot, Template, task
from hearsay.evaluate.muc4_match import credit, period, places, string
from hearsay.evaluate.muc4_score import Scored, Tally, align, confidence, score, summary, total


def slot(number: int) -> Slot:
    return next(s for s in task().slot if s.number == number)


def fill(*alternatives: str, to: tuple[str, ...] = (), optional: bool = False) -> Fill:
    return Fill(alternatives, to, optional)


def template(number: int = 1, *, optional: bool = False, **slots: list[Fill]) -> Template:
    return Template("DEV-MUC3-0001", number, optional, {int(n[1:]): tuple(f) for n, f in slots.items()})


RAID = template(
    _2=[fill("03 JAN 90")],
    _3=[fill("EL SALVADOR: APOPA (CITY)")],
    _4=[fill("ATTACK")],
    _5=[fill("ACCOMPLISHED")],
    _10=[fill("RED BAND", "RB")],
    _11=[fill("REPORTED AS FACT", to=("RED BAND", "RB"))],
    _18=[fill("JUAN CRUZ")],
    _20=[fill("CIVILIAN", to=("JUAN CRUZ",))],
)
BLAST = template(
    2,
    _2=[fill("- 09 JAN 90")],
    _3=[fill("PERU: LIMA (CITY)")],
    _4=[fill("BOMBING")],
    _5=[fill("ACCOMPLISHED")],
    _12=[fill("BANK")],
    _13=[fill("FINANCIAL", to=("BANK",))],
)


@pytest.mark.parametrize(
    ("key", "response", "worth"),
    [
        ("PEASANTS", "THE 3 PEASANTS", 1),
        ("PEASANTS", "OLD PEASANTS WHO WERE WITNESSES", 1),
        ("PEASANTS", "THE 3 PEASANTS, WHO WERE ON THEIR WAY TO MARKET", 0.5),
        ("PEASANTS", "SALVADORAN PEASANTS", 1),
        ("PRESIDENT", "BODYGUARDS OF THE PRESIDENT", 0.5),
        ("POWER TOWERS", "ELECTRIC TOWERS", 0.5),
        ("POWER TOWERS", "PEASANTS", 0),
        ("FUEL TRUCK", "TRUCK", 0.5),
        ("FUEL TRUCK", "FUEL", 0),
    ],
)
def test_strings(key: str, response: str, worth: float) -> None:
    assert string(12, response, key) == worth


def test_a_part_of_a_name_is_half_right() -> None:
    assert string(18, "TORRES", "ALBERTO ROBERTO TORRES") == 0.5
    assert string(10, "BRIGADE", "6TH INFANTRY BRIGADE") == 0.5
    assert string(18, "MR. XYZ", "XYZ") == 1
    assert string(10, "ARMY OF NATIONAL LIBERATION (ELN)", "ARMY OF NATIONAL LIBERATION") == 1


@pytest.mark.parametrize(
    ("key", "response", "worth"),
    [
        ("26 AUG 89", "26 AUG 89", 1),
        ("25 AUG 89 - 26 AUG 89", "26 AUG 89", 0.5),
        ("- 26 AUG 89", "26 AUG 89", 0.5),
        ("- 26 AUG 89", "25 AUG 89", 0.5),
        ("- 26 AUG 89", "25 AUG 88", 0),
        ("25 AUG 89 - 26 AUG 89", "- 26 AUG 89", 0.5),
        ("26 AUG 89", "- 26 AUG 89", 0.5),
        ("16 AUG 89", "- 26 AUG 89", 0),
        ("24 AUG 89 - 25 AUG 89", "- 26 AUG 89", 0),
        ("26 AUG 89", "25 AUG 89", 0),
    ],
)
def test_dates_are_scored_as_the_guidelines_examples(key: str, response: str, worth: float) -> None:
    assert credit(slot(2), fill(response), fill(key)) == worth


@pytest.mark.parametrize(
    ("key", "response", "worth"),
    [
        ("COLOMBIA: MEDELLIN (CITY) - CALI (CITY)", "COLOMBIA: MEDELLIN (CITY)", 0.5),
        ("COLOMBIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)", "BOLIVIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)", 0.5),
        ("COLOMBIA: MEDELLIN (CITY)", "COLOMBIA", 0.5),
        ("COLOMBIA", "COLOMBIA: CALI (CITY)", 0.5),
        ("COLOMBIA: MEDELLIN (CITY)", "COLOMBIA: MEDELLIN (TOWN)", 1),
        ("COLOMBIA: MEDELLIN (CITY)", "PERU", 0),
    ],
)
def test_locations(key: str, response: str, worth: float) -> None:
    assert credit(slot(3), fill(response), fill(key)) == worth


@pytest.mark.parametrize(
    ("number", "key", "response", "worth"),
    [
        (4, "BOMBING", "ATTACK", 0.5),
        (4, "ATTACK", "BOMBING", 0),
        (7, "MACHINE GUN", "GUN", 0.5),
        (11, "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED", 0.5),
        (11, "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES", 0),
        (14, "5 - 7", "7", 0.5),
        (14, "~7", "7", 0.5),
        (14, "7", "PLURAL", 0),
        (16, "SOME DAMAGE", "DESTROYED", 0.5),
        (20, "GOVERNMENT OFFICIAL", "POLITICAL FIGURE", 0.5),
        (23, "NO INJURY OR DEATH", "NO DEATH", 0.5),
    ],
)
def test_set_fills_and_numbers(number: int, key: str, response: str, worth: float) -> None:
    assert credit(slot(number), fill(response), fill(key)) == worth


def test_a_right_fill_with_a_wrong_reference_is_half_right() -> None:
    key = fill("CIVILIAN", to=("TORRES",))
    assert credit(slot(20), fill("CIVILIAN", to=("TORRES",)), key) == 1
    assert credit(slot(20), fill("CIVILIAN", to=("SANCHEZ",)), key) == 0.5
    assert credit(slot(20), fill("DIPLOMAT", to=("TORRES",)), key) == 0


def test_a_description_is_right_only_with_its_name() -> None:
    key = fill("MAYOR OF ACHI", to=("PEDRO TORRES",))
    assert credit(slot(19), fill("MAYOR OF ACHI", to=("PEDRO TORRES",)), key) == 1
    assert credit(slot(19), fill("MAYOR OF ACHI", to=("TORRES",)), key) == 0.5
    assert credit(slot(19), fill("MAYOR", to=("PEDRO TORRES",)), key) == 0.5


def test_a_key_scored_against_itself_is_perfect() -> None:
    figures = summary(score([RAID, BLAST], [BLAST, RAID]))
    assert figures["all templates"]["f1"] == 100
    assert figures["templates"]["cor"] == 2


def test_missing_and_spurious_templates_count_with_all_their_fills() -> None:
    lost = score([RAID, BLAST], [RAID])
    assert total(lost.missing) == Tally(missing=6)
    assert summary(lost)["all templates"]["recall"] == pytest.approx(100 * 8 / 14, abs=0.01)
    assert summary(lost)["matched only"]["recall"] == 100
    extra = summary(score([RAID], [RAID, BLAST]))
    assert extra["all templates"]["precision"] == pytest.approx(100 * 8 / 14, abs=0.01)
    assert extra["matched/missing"]["precision"] == 100


def test_optional_templates_and_fills_may_be_left_out() -> None:
    optional = msgspec.structs.replace(BLAST, optional=True)
    assert total(score([RAID, optional], [RAID]).missing) == Tally()
    key = template(_4=[fill("ATTACK")], _18=[fill("A B"), fill("C D", optional=True)])
    response = template(_4=[fill("ATTACK")], _18=[fill("A B")])
    assert summary(score([key], [response]))["all templates"]["recall"] == 100


def test_a_slots_wrong_fills_are_incorrect_and_the_rest_missing_or_spurious() -> None:
    key = template(_4=[fill("ATTACK")], _9=[fill("MEN")], _12=[fill("BANK"), fill("BRIDGE"), fill("SHOP")])
    response = template(_4=[fill("ATTACK")], _9=[fill("MEN")], _12=[fill("BANK"), fill("CAR")])
    assert score([key], [response]).matched[12] == Tally(correct=1, incorrect=1, missing=1)


def test_templates_are_mapped_for_the_greatest_credit_and_only_by_content() -> None:
    other = template(2, _4=[fill("ATTACK")], _2=[fill("03 JAN 90")], _18=[fill("ANA DIAZ")])
    assert align([RAID, BLAST], [other]) == []
    vague = template(_4=[fill("ATTACK")], _12=[fill("BANK")])
    assert align([RAID, BLAST], [vague]) == [(1, 0)]
    near = template(_4=[fill("ATTACK")], _18=[fill("CRUZ")])
    assert align([RAID, RAID], [near, RAID]) == [(0, 1), (1, 0)] or align([RAID, RAID], [near, RAID]) == [
        (0, 0),
        (1, 1),
    ]


def test_confidence_pairs_are_those_of_organisations_found() -> None:
    response = msgspec.structs.replace(RAID, slots=RAID.slots | {11: (fill("POSSIBLE", to=("RB",)),)})
    assert [(k.alternatives, r.alternatives) for k, r in confidence([RAID], [response])] == [
        (("REPORTED AS FACT",), ("POSSIBLE",))
    ]


def test_scores_add_up() -> None:
    both = score([RAID], [RAID]) + score([BLAST], [])
    assert summary(both)["all templates"]["recall"] == pytest.approx(100 * 8 / 14, abs=0.01)
    assert summary(both)["text filtering"]["recall"] == 50
    assert summary(Scored())["all templates"]["f1"] == 0


def test_periods_and_places_are_read() -> None:
    assert period("nonsense") is None
    assert period("31 FEB 89") is None
    assert places("PERU: LIMA (CITY): MIRAFLORES (NEIGHBORHOOD)") == (
        "PERU",
        (("LIMA", "CITY"), ("MIRAFLORES", "NEIGHBORHOOD")),
        False,
    )
