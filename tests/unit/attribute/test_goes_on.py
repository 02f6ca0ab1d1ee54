"""Whether "he" or "she" goes on as the speaker of the sentence before, though the chains say otherwise."""

from __future__ import annotations

from typing import Any

from hearsay.attribute.sources import Sources
from tests.support.parses import parsed

TEXT = "Klein spoke . But Lind said the road closed . He added more ."
MENTIONS = [(0, 0, 1, "name", "p1"), (4, 4, 5, "name", "p2"), (10, 10, 11, "pronoun", "p1")]
SPEAKER, PRONOUN, SAID = ((4, 5),), ((10, 11),), ((6, 9),)


def _goes_on(text: str = TEXT, mentions: list[tuple[int, int, int, str, str]] | None = None, **changed: Any) -> bool:
    words = text.split()
    xpos = ["NNP" if word[0].isupper() else "NN" for word in words]
    relations = ["dep"] * len(words)
    for word in changed.pop("subjects", ()):
        relations[word] = "nsubj"
    parse = parsed(text, mentions=mentions or MENTIONS, xpos=changed.pop("xpos", xpos), relations=relations)
    return Sources(parse).goes_on(PRONOUN, SPEAKER, SAID)


def test_one_person_who_has_just_spoken() -> None:
    assert _goes_on()


def test_not_where_the_pronoun_is_already_theirs_or_is_no_he_or_she() -> None:
    assert not _goes_on(mentions=[*MENTIONS[:2], (10, 10, 11, "pronoun", "p2")])
    assert not _goes_on(TEXT.replace("He", "It"))


def test_not_where_the_chain_has_a_member_since() -> None:
    assert not _goes_on(mentions=[*MENTIONS, (7, 7, 8, "nominal", "p1")])


def test_who_is_spoken_to_does_not_count() -> None:
    assert _goes_on(TEXT.replace("road", "you"), [*MENTIONS, (7, 7, 8, "pronoun", "p1")])


def test_not_for_bodies_or_several_people() -> None:
    assert not _goes_on(mentions=[MENTIONS[0], (4, 4, 5, "name", "o2"), MENTIONS[2]])
    assert not _goes_on(xpos=["NNS"] * len(TEXT.split()))


def test_not_where_somebody_else_is_the_subject_since_outside_what_was_said() -> None:
    other = (9, 9, 10, "name", "p3")
    assert not _goes_on(mentions=[*MENTIONS, other], subjects=(9,))
    assert _goes_on(mentions=[*MENTIONS, (7, 7, 8, "name", "p3")], subjects=(7,))


def test_not_where_the_speaker_is_of_the_other_sex() -> None:
    assert not _goes_on(TEXT.replace("more", "she"), [*MENTIONS, (12, 12, 13, "pronoun", "p2")])
    assert _goes_on(TEXT.replace("more", "him"), [*MENTIONS, (12, 12, 13, "pronoun", "p2")])
