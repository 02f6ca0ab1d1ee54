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


TOLD = "Lind said that Klein had paid . He asked for it ."
#       0    1    2    3     4   5    6 7  8     9   10 11
TOLD_OF = [(0, 0, 1, "name", "p1"), (3, 3, 4, "name", "p2"), (7, 7, 8, "pronoun", "p2")]


def _told_of(text: str = TOLD, mentions: list[tuple[int, int, int, str, str]] | None = None, **changed: Any) -> bool:
    words = text.split()
    parse = parsed(text, mentions=mentions or TOLD_OF, xpos=["NNP"] * len(words), **changed)
    return Sources(parse).told_of(((7, 8),), ((0, 1),), ((2, 6),))


def test_whom_the_speaker_told_of_does_not_speak_next() -> None:
    assert _told_of()
    assert _told_of(mentions=[*TOLD_OF[:2], (7, 7, 8, "pronoun", "p2"), (10, 10, 11, "pronoun", "p2")])


def test_nor_where_the_chains_take_the_two_for_one() -> None:
    assert _told_of(mentions=[(h, a, b, kind, "p1") for h, a, b, kind, _ in TOLD_OF])


def test_who_is_named_outside_what_was_said_may() -> None:
    assert not _told_of("Lind said that all had paid . He asked Klein for it .", [TOLD_OF[0], *TOLD_OF[2:]])
    assert not _told_of(mentions=[TOLD_OF[0], (6, 6, 7, "name", "p2"), TOLD_OF[2]])


def test_nor_where_the_speaker_is_of_the_other_sex() -> None:
    she = (10, 10, 11, "pronoun", "p1")
    assert not _told_of(TOLD.replace("it", "her"), [*TOLD_OF, she])


def test_whose_husband_somebody_is_does_not_tell_of_their_sex() -> None:
    text = "Lind said that Klein had paid . He asked her husband ."
    relations = ["dep"] * 9 + ["nmod:poss", "dep", "punct"]
    husband = (10, 9, 11, "nominal", "p1")
    assert _told_of(text, [*TOLD_OF, husband], relations=relations[: len(text.split())])
