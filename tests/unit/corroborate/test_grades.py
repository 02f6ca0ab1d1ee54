"""Grades: the written rule, case by case."""

from __future__ import annotations

import pytest

from hearsay.corroborate.grades import Standing, grade
from hearsay.model import EvidenceKind


def _for(*voices: str, sure: bool = True, evidence: tuple[EvidenceKind, ...] = ()) -> list[Standing]:
    return [Standing(voice=voice, side=1, sure=sure, evidence=evidence, names=(voice,)) for voice in voices]


def _against(*voices: str) -> list[Standing]:
    return [Standing(voice=voice, side=-1, names=(voice,)) for voice in voices]


@pytest.mark.parametrize(
    ("standings", "value", "rule"),
    [
        (_for("a"), "weak", "one-voice"),
        (_for("a", "a", "a"), "weak", "one-voice"),
        (_for("a", "b"), "fair", "two-voices"),
        (_for("a", "b", "c"), "confirmed", "independent-voices"),
        (_for("a", "b", evidence=("document",)), "confirmed", "independent-voices"),
        (_for("a", "b", evidence=("hearsay",)), "fair", "two-voices"),
        (_for("a", "b", evidence=("lacking",)), "weak", "evidence-lacking"),
        (_for("a", "b", "c", sure=False), "weak", "nobody-is-sure"),
        ([*_for("a", "b", "c"), *_against("d")], "contested", "denied"),
        ([*_for("a"), Standing(voice="d", side=0)], "contested", "doubted"),
        (_against("d"), "discounted", "nobody-affirms"),
        ([Standing(voice="a", side=1, retracted=True)], "discounted", "retracted"),
        ([], "discounted", "nobody-affirms"),
    ],
)
def test_the_rule(standings: list[Standing], value: str, rule: str) -> None:
    found = grade(standings)
    assert (found.value, found.rule) == (value, rule)


def test_the_reason_counts_voices_not_reports() -> None:
    assert grade([*_for("a", "a", "b", evidence=("recording",)), *_against("c", "c")]).reason == (
        "2 independent voices for it; 1 against it; evidence named: recording"
    )


def test_only_the_users_own_ratings_set_anybody_aside() -> None:
    standings = [*_for("The Courier"), *_against("Karpress")]
    assert grade(standings).value == "contested"
    rated = grade(standings, {"karpress": False, "courier": True})
    assert rated.value == "weak"
    assert "left out by your own ratings: Karpress" in rated.reason


def test_who_is_left_out_is_so_under_all_names_of_that_voice_and_an_outlet_only_for_what_comes_through_it() -> None:
    ministry = Standing(voice="name ministry", side=1, source="the Transport Ministry", names=("Courier",))
    minister = Standing(voice="name ministry", side=1, source="Transport Minister Mara Olt", names=("Gazette",))
    other = Standing(voice="name line", side=1, source="the Tamsin Line", names=("Gazette",))
    assert grade([ministry, minister, other]).value == "fair"
    rated = grade([ministry, minister, other], {"transport ministry": False})
    assert (rated.value, rated.reason.count("1 independent voice")) == ("weak", 1)
    assert grade([ministry, minister], {"gazette": False}).value == "weak"
    assert grade([minister, other], {"gazette": False}).value == "discounted"


def test_a_reports_unnamed_sources_are_one_voice_and_none_beside_somebody_named() -> None:
    crew = Standing(voice="origin o1\x1ecrew", side=1, text="d1")
    passengers = Standing(voice="origin o1\x1epassengers", side=1, text="d1")
    named = Standing(voice="name ana brom", side=1, text="d1")
    assert grade([crew, passengers]).rule == "one-voice"
    assert grade([crew, passengers, named]).rule == "one-voice"
    assert grade([crew, Standing(voice="name ana brom", side=1, text="d2")]).rule == "two-voices"
