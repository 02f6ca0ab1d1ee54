"""What an article tells of people besides what it calls them."""

from __future__ import annotations

import pytest

from hearsay.weigh.sources import SourceTypes
from hearsay.weigh.view import View
from tests.support.weighing import sentences

SAID = "said/say/VERB/VBD/{0}/root"
LIND = "Lind/Lind/PROPN/NNP/1/nsubj " + SAID.format(1)


def kind(first: str, name: tuple[int, int]) -> str:
    """The type of "Lind" after a sentence that has the name at two words."""
    size = len(first.split())
    names = [(*name, "PER"), (size, size + 1, "PER")]
    return SourceTypes(View(sentences(first, LIND, names=names))).type([size])


def test_who_is_arrested_is_accused() -> None:
    first = "Mara/Mara/PROPN/NNP/3/nsubj:pass Lind/Lind/PROPN/NNP/0/flat was/be/AUX/VBD/3/aux:pass "
    assert kind(first + "arrested/arrest/VERB/VBN/3/root", (0, 2)) == "party-to-conflict"


def test_a_professor_who_runs_a_campaign_stands_for_office() -> None:
    first = "Professor/professor/NOUN/NN/1/compound Lind/Lind/PROPN/NNP/2/nsubj left/leave/VERB/VBD/2/root"
    assert kind(first, (1, 2)) == "expert"
    campaign = " Lind/Lind/PROPN/NNP/4/compound campaign/campaign/NOUN/NN/2/obj"
    size = len((first + campaign).split())
    names = [(1, 2, "PER"), (3, 4, "PER"), (size, size + 1, "PER")]
    assert SourceTypes(View(sentences(first + campaign, LIND, names=names))).type([size]) == "named-official"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("of/of/ADP/IN/5/case the/the/DET/DT/5/det Tarvo/Tarvo/PROPN/NNP/5/compound "
         "Institute/Institute/PROPN/NNP/0/nmod left/leave/VERB/VBD/6/root", "expert"),
        (",/,/PUNCT/,/3/punct 59/59/NUM/CD/0/appos ,/,/PUNCT/,/3/punct left/leave/VERB/VBD/5/root", "person"),
        (",/,/PUNCT/,/3/punct 59/59/NUM/CD/0/appos ,/,/PUNCT/,/6/punct a/a/DET/DT/6/det "
         "senator/senator/NOUN/NN/0/appos left/leave/VERB/VBD/7/root", "named-official"),
    ],
)  # fmt: skip
def test_by_what_follows_a_name(words: str, expected: str) -> None:
    head = 6 if "Institute" in words else 5 if "senator" not in words else 7
    first = f"Mara/Mara/PROPN/NNP/{head}/nsubj Lind/Lind/PROPN/NNP/0/flat " + words
    assert kind(first, (0, 2)) == expected


def test_a_rank_ends_no_sentence_before_a_name() -> None:
    rank = "Harbour/Harbour/PROPN/NNP/1/compound Capt/Capt/PROPN/NNP/1/root ././PUNCT/./1/punct"
    name = "Mara/Mara/PROPN/NNP/2/nsubj Lind/Lind/PROPN/NNP/0/flat left/leave/VERB/VBD/2/root"
    parse = sentences(rank, name, LIND, names=[(3, 5, "PER"), (6, 7, "PER")])
    assert SourceTypes(View(parse)).type([6]) == "named-official"


def test_what_is_said_of_people_named_together_is_said_of_each() -> None:
    row = (
        "two/two/NUM/CD/1/nummod senators/senator/NOUN/NNS/6/nsubj ,/,/PUNCT/,/3/punct Aas/Aas/PROPN/NNP/1/appos "
        "and/and/CCONJ/CC/5/cc Lind/Lind/PROPN/NNP/3/conj left/leave/VERB/VBD/6/root"
    )
    parse = sentences(row, LIND, names=[(3, 4, "PER"), (5, 6, "PER"), (7, 8, "PER")])
    assert SourceTypes(View(parse)).type([7]) == "named-official"


@pytest.mark.parametrize(("noun", "expected"), [("fighter", "person"), ("guerrilla", "party-to-conflict")])
def test_a_fighter_in_praise_is_no_side(noun: str, expected: str) -> None:
    first = f"The/the/DET/DT/1/det {noun}/{noun}/NOUN/NN/2/nsubj left/leave/VERB/VBD/2/root"
    mentions = [(1, 0, 2, "nominal", "p1"), (3, 3, 4, "name", "p1")]
    assert SourceTypes(View(sentences(first, LIND, names=[(3, 4, "PER")], mentions=mentions))).type([3]) == expected


def test_strategists_of_a_campaign_are_its_own() -> None:
    row = "campaign/campaign/NOUN/NN/1/compound strategists/strategist/NOUN/NNS/2/nsubj " + SAID.format(2)
    assert SourceTypes(View(sentences(row))).type([0, 1]) == "anonymous-official"
    alone = "Some/some/DET/DT/1/det strategists/strategist/NOUN/NNS/2/nsubj " + SAID.format(2)
    assert SourceTypes(View(sentences(alone))).type([0, 1]) == "expert"


def test_a_deputys_wife_is_no_deputy() -> None:
    row = (
        "Mara/Mara/PROPN/NNP/6/nsubj Lind/Lind/PROPN/NNP/0/flat the/the/DET/DT/3/det "
        "deputy/deputy/NOUN/NN/5/nmod:poss 's/'s/PART/POS/3/case wife/wife/NOUN/NN/0/appos " + SAID.format(6)
    )
    assert SourceTypes(View(sentences(row, names=[(0, 2, "PER")]))).type(range(6)) == "person"


def test_what_is_written_as_a_name_is_a_body() -> None:
    row = "the/the/DET/DT/2/det Harbour/Harbour/ADJ/JJ/2/amod Rights/Rights/NOUN/NNS/3/nsubj " + SAID.format(3)
    assert SourceTypes(View(sentences(row))).type([0, 1, 2]) == "organization"
    paper = "the/the/DET/DT/2/det Harbour/Harbour/ADJ/JJ/2/amod Beacon/Beacon/NOUN/NN/3/nsubj " + SAID.format(3)
    assert SourceTypes(View(sentences(paper))).type([0, 1, 2]) == "outlet"


@pytest.mark.parametrize(
    ("word", "body", "expected"),
    [
        ("from", "Fund/Fund", "named-official"),
        ("with", "Observatory/Observatory", "expert"),
        ("of", "Fund/Fund", "named-official"),
    ],
)
def test_who_is_of_a_named_body_speaks_for_it_or_is_asked(word: str, body: str, expected: str) -> None:
    first = (
        f"Mara/Mara/PROPN/NNP/6/nsubj Lind/Lind/PROPN/NNP/0/flat {word}/{word}/ADP/IN/5/case the/the/DET/DT/5/det "
        f"Tarvo/Tarvo/PROPN/NNP/5/compound {body}/PROPN/NNP/0/nmod left/leave/VERB/VBD/6/root"
    )
    names = [(0, 2, "PER"), (4, 6, "ORG"), (7, 8, "PER")]
    assert SourceTypes(View(sentences(first, LIND, names=names))).type([7]) == expected


def test_a_bodys_own_person_speaks_for_it() -> None:
    row = (
        "Tarvotel/Tarvotel/PROPN/NNP/2/nmod:poss 's/'s/PART/POS/0/case Mara/Mara/PROPN/NNP/4/nsubj "
        "Lind/Lind/PROPN/NNP/2/flat left/leave/VERB/VBD/4/root"
    )
    parse = sentences(row, LIND, names=[(0, 1, "ORG"), (2, 4, "PER"), (5, 6, "PER")])
    assert SourceTypes(View(parse)).type([5]) == "named-official"


def test_a_share_of_people_is_people() -> None:
    row = "42/42/NUM/CD/1/nummod %/%/NOUN/NN/2/nsubj " + SAID.format(2)
    assert SourceTypes(View(sentences(row))).type([0, 1]) == "public"


def test_kin_of_an_official_are_no_officials_of_the_same_name() -> None:
    first = "Senator/senator/NOUN/NN/1/compound Lind/Lind/PROPN/NNP/2/nsubj left/leave/VERB/VBD/2/root"
    second = (
        "his/his/PRON/PRP$/1/nmod:poss sister/sister/NOUN/NN/4/nsubj Mara/Mara/PROPN/NNP/1/appos "
        "Lind/Lind/PROPN/NNP/2/flat " + SAID.format(4)
    )
    types = SourceTypes(View(sentences(first, second, names=[(1, 2, "PER"), (5, 7, "PER")])))
    assert types.type([3, 4, 5, 6]) == "person"
