"""Who is one voice with whom, by what the texts call them."""

from __future__ import annotations

from typing import Any

import pytest

from hearsay.corroborate.origins import Root
from hearsay.corroborate.told import AUTHOR, Voice
from hearsay.corroborate.voices import joined, speaker_in
from hearsay.model import SourceType

ROOT = Root(id="o1", kind="outlet", name="The Courier", actor=None)


def _voices(*said: tuple[str, Any, str], actors: tuple[str | None, ...] = ()) -> list[str]:
    """The voices of sources with their types and texts."""
    acting = actors or (None,) * len(said)
    speakers = [
        speaker_in(str(number), text, Voice(source=source, type=kind, actor=actor, claim=f"c{number}"), ROOT)
        for number, ((source, kind, text), actor) in enumerate(zip(said, acting, strict=True))
    ]
    found = joined(speakers)
    return [found[str(number)] for number in range(len(said))]


MINISTRY = ("the Transport Ministry", "organization", "d1")


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("a spokesman for the Transport Ministry", "anonymous-official"),
        ("a Transport Ministry spokeswoman", "anonymous-official"),
        ("two senior officials of the transport ministry", "anonymous-official"),
        ("a statement by the Transport Ministry", "document"),
        ("Transport Minister Mara Olt", "named-official"),
        ("Mara Olt, the transport minister", "named-official"),
        ("Transport Ministry spokesman Tam Reve", "named-official"),
    ],
)
@pytest.mark.parametrize("text", ["d1", "d2"])
def test_a_body_its_head_and_who_speaks_for_it_are_one(source: str, kind: SourceType, text: str) -> None:
    assert len({*_voices(MINISTRY, (source, kind, text))}) == 1
    assert len({*_voices((source, kind, text), MINISTRY)}) == 1


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("a former Transport Ministry official", "anonymous-official"),
        ("a source close to the Transport Ministry", "anonymous-official"),
        ("a Finance Ministry spokesman", "anonymous-official"),
        ("Finance Minister Hanne Ruiz", "named-official"),
        ("officials", "anonymous-official"),
        ("the Transport Workers Union", "organization"),
        (AUTHOR, "author"),
    ],
)
@pytest.mark.parametrize("text", ["d1", "d2"])
def test_who_speaks_for_another_body_or_for_it_no_more_is_another_voice(
    source: str, kind: SourceType, text: str
) -> None:
    assert len({*_voices(MINISTRY, (source, kind, text))}) == 2


def test_a_short_name_is_the_bodys_only_beside_its_full_one() -> None:
    short: tuple[str, SourceType] = ("a ministry spokesman", "anonymous-official")
    assert len({*_voices(MINISTRY, (*short, "d1"))}) == 1
    assert len({*_voices(MINISTRY, (*short, "d2"))}) == 2
    assert len({*_voices(MINISTRY, ("the Finance Ministry", "organization", "d1"), (*short, "d1"))}) == 3


def test_any_number_may_speak_for_one_body() -> None:
    spokesmen = [
        ("a spokesman for the Transport Ministry", "anonymous-official", "d1"),
        ("a Transport Ministry spokeswoman", "anonymous-official", "d2"),
        ("Transport Minister Mara Olt", "named-official", "d3"),
        ("Ministry", "organization", "d1"),
    ]
    assert len({*_voices(*spokesmen, MINISTRY)}) == 1
    assert len({*_voices(MINISTRY, *spokesmen)}) == 1


def test_what_is_short_in_two_texts_is_not_joined_through_the_one_that_has_the_full_name() -> None:
    """The other's "ministry" may be any."""
    full, first, second = _voices(MINISTRY, ("Ministry", "organization", "d1"), ("Ministry", "organization", "d2"))
    assert full == first
    assert second != full


def test_two_who_hold_one_office_or_stand_for_one_party_are_two() -> None:
    senators = [("Sen. Ana Brom", "named-official", "d1"), ("Senator Tam Reve", "named-official", "d1")]
    assert len({*_voices(*senators, actors=("a-senator", "a-senator"))}) == 2
    again = [*senators, ("Brom", "named-official", "d2")]
    assert len({*_voices(*again, actors=("a-senator", "a-senator", None))}) == 2


def test_a_name_after_a_description_is_the_persons() -> None:
    described = ("A Karpress spokesman, Tam Reve", "named-official", "d1")
    assert len({*_voices(described, ("Tam Reve", "named-official", "d1"), actors=("a-karpress", "a-karpress"))}) == 1
    assert len({*_voices(described, ("Ana Brom", "named-official", "d1"), actors=("a-karpress", "a-karpress"))}) == 2


def test_a_body_is_one_under_all_its_names() -> None:
    assert len({*_voices(MINISTRY, ("Velmar", "organization", "d2"), actors=("a1", "a1"))}) == 1


def test_what_bears_no_name_is_its_reports_and_joins_nobody_to_it() -> None:
    author, unknown, ministry = _voices((AUTHOR, "author", "d1"), ("the Transport Ministry", "unknown", "d1"), MINISTRY)
    assert author == "origin o1"
    assert unknown == ministry != author


def test_one_name_and_one_actor_are_one_whatever_they_are_taken_for() -> None:
    said = (("Ana Brom", "outlet", "d1"), ("Ana Brom", "named-official", "d2"))
    assert len({*_voices(*said, actors=("a1", "a1"))}) == 1
    assert len({*_voices(*said, actors=("a1", "a2"))}) == 2
