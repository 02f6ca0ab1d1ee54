"""Who is named where, and what is no name or another's."""

from __future__ import annotations

from hearsay.weigh.sources import SourceTypes
from hearsay.weigh.view import View
from tests.support.weighing import sentences

SAID = "said/say/VERB/VBD/{0}/root"


def test_spokesmen_in_capitals_are_no_person() -> None:
    row = "HARBOUR/harbour/PROPN/NNP/1/compound SPOKESMEN/SPOKESMEN/PROPN/NNP/2/nsubj " + SAID.format(2)
    parse = sentences(row, names=[(0, 2, "PER")])
    assert SourceTypes(View(parse)).type([0, 1]) == "anonymous-official"


def test_the_short_form_of_a_body_is_that_body() -> None:
    row = (
        "THE/the/DET/DT/2/det HARBOUR/HARBOUR/PROPN/NNP/2/compound OFFICE/OFFICE/PROPN/NNP/6/nsubj "
        "(/(/PUNCT/-LRB-/4/punct HARBOFF/HARBOFF/PROPN/NNP/2/appos )/)/PUNCT/-RRB-/4/punct LEFT/leave/VERB/VBD/6/root"
    )
    again = "HARBOFF/HARBOFF/PROPN/NNP/1/nsubj SAID/say/VERB/VBD/1/root"
    parse = sentences(row, again, names=[(1, 3, "ORG"), (4, 5, "PER"), (7, 8, "PER")])
    assert SourceTypes(View(parse)).type([7]) == "organization"


def test_a_newspaper_whose_name_the_tagger_takes_for_a_persons() -> None:
    row = "EL/el/PROPN/NNP/2/nsubj HERALDO/HERALDO/PROPN/NNP/0/flat " + SAID.format(2)
    assert SourceTypes(View(sentences(row, names=[(0, 2, "PER")]))).type([0, 1]) == "outlet"


def test_a_party_in_brackets_is_no_name() -> None:
    row = "Lind/Lind/PROPN/NNP/4/nsubj (/(/PUNCT/-LRB-/2/punct D/D/PROPN/NNP/0/appos )/)/PUNCT/-RRB-/2/punct "
    named = SourceTypes(View(sentences(row + SAID.format(4), names=[(0, 1, "PER"), (2, 3, "PER")]))).named
    assert set(named.names) == {"lind"}


def test_a_name_ends_before_the_place_it_is_of() -> None:
    row = (
        "Mara/Mara/PROPN/NNP/4/nsubj Lind/Lind/PROPN/NNP/0/flat of/of/ADP/IN/3/case Oslet/Oslet/PROPN/NNP/0/nmod "
        + SAID.format(4)
    )
    assert set(SourceTypes(View(sentences(row, names=[(0, 4, "PER")]))).named.names) == {"lind"}


def test_what_belongs_to_somebody_is_not_they() -> None:
    first = "Senator/senator/NOUN/NN/1/compound Lind/Lind/PROPN/NNP/2/nsubj left/leave/VERB/VBD/2/root"
    second = "Lind/Lind/PROPN/NNP/2/nmod:poss 's/'s/PART/POS/0/case daughter/daughter/NOUN/NN/3/nsubj " + SAID.format(3)
    types = SourceTypes(View(sentences(first, second, names=[(1, 2, "PER"), (3, 4, "PER")])))
    assert types.type([3, 4, 5]) == "person"


def test_whose_last_name_is_a_title_holds_none() -> None:
    row = "Billa/Billa/PROPN/NNP/2/nsubj King/King/PROPN/NNP/0/flat " + SAID.format(2)
    assert SourceTypes(View(sentences(row, names=[(0, 2, "PER")]))).type([0, 1]) == "person"


def test_of_two_people_of_one_last_name_one_stands_for_office() -> None:
    first = (
        "Aron/Aron/PROPN/NNP/4/nmod:poss Lind/Lind/PROPN/NNP/0/flat 's/'s/PART/POS/0/case "
        "new/new/ADJ/JJ/4/amod campaign/campaign/NOUN/NN/5/nsubj ended/end/VERB/VBD/5/root"
    )
    second = "Mara/Mara/PROPN/NNP/2/nsubj Lind/Lind/PROPN/NNP/0/flat " + SAID.format(2)
    third = "Aron/Aron/PROPN/NNP/2/nsubj Lind/Lind/PROPN/NNP/0/flat " + SAID.format(2)
    names = [(0, 2, "PER"), (6, 8, "PER"), (9, 11, "PER")]
    types = SourceTypes(View(sentences(first, second, third, names=names)))
    assert types.type([6, 7]) == "person"
    assert types.type([9, 10]) == "named-official"


def test_a_listed_outlet_is_a_person_where_one_of_that_name_is_named_in_full() -> None:
    first = "Mara/Mara/PROPN/NNP/2/nsubj Reuters/Reuters/PROPN/NNP/0/flat left/leave/VERB/VBD/2/root"
    second = "Reuters/Reuters/PROPN/NNP/1/nsubj " + SAID.format(1)
    types = SourceTypes(View(sentences(first, second, names=[(0, 2, "PER"), (3, 4, "PER")])))
    assert types.type([3]) == "person"


def test_a_title_right_before_a_missed_name_makes_it_a_persons() -> None:
    row = "manager/manager/NOUN/NN/1/nmod:desc Lind/Lind/PROPN/NNP/2/nsubj " + SAID.format(2)
    assert SourceTypes(View(sentences(row))).type([0, 1]) == "named-official"


def test_the_liberals_are_the_party_and_many_liberals_are_not() -> None:
    the = "The/the/DET/DT/1/det Liberals/Liberal/PROPN/NNPS/2/nsubj " + SAID.format(2)
    assert SourceTypes(View(sentences(the))).type([0, 1]) == "organization"
    many = "Many/many/ADJ/JJ/1/amod Liberals/Liberal/PROPN/NNPS/2/nsubj " + SAID.format(2)
    assert SourceTypes(View(sentences(many))).type([0, 1]) == "public"


def test_a_network_is_an_outlet_where_its_name_says_so() -> None:
    row = "Harbour/Harbour/PROPN/NNP/2/compound {0}/{0}/PROPN/NNP/2/compound Network/network/PROPN/NNP/3/nsubj "
    kinds = [
        SourceTypes(View(sentences(row.format(word) + SAID.format(3), names=[(0, 3, "ORG")]))).type([0, 1, 2])
        for word in ("Relief", "News")
    ]
    assert kinds == ["organization", "outlet"]


def test_kin_are_no_more_than_that() -> None:
    row = (
        "the/the/DET/DT/1/det daughter/daughter/NOUN/NN/5/nsubj of/of/ADP/IN/4/case "
        "Principal/principal/PROPN/NNP/4/nmod:desc Lind/Lind/PROPN/NNP/1/nmod " + SAID.format(5)
    )
    assert SourceTypes(View(sentences(row, names=[(4, 5, "PER")]))).type(range(5)) == "person"


def test_no_single_person_has_an_article() -> None:
    row = "The/the/DET/DT/1/det Harbour/Harbour/PROPN/NNP/2/nsubj " + SAID.format(2)
    assert SourceTypes(View(sentences(row, names=[(1, 2, "PER")]))).type([0, 1]) != "person"
