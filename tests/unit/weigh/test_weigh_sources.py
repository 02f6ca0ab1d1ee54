"""What kind of source speaks, by what the text calls it."""

from __future__ import annotations

from typing import Any

import pytest

from hearsay.model import SourceType
from hearsay.weigh.sources import SourceTypes
from hearsay.weigh.view import View
from tests.support.weighing import sentences

SAID = "said/say/VERB/VBD/{0}/root"


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("guerrilla", "party-to-conflict"),
        ("survey", "document"),
        ("spokeswoman", "anonymous-official"),
        ("economist", "expert"),
        ("survivor", "witness"),
        ("ministry", "organization"),
        ("newspaper", "outlet"),
        ("voter", "public"),
        ("gardener", "person"),
        ("lantern", "unknown"),
    ],
)
def test_by_noun(noun: str, expected: SourceType) -> None:
    parse = sentences(f"The/the/DET/DT/1/det {noun}/{noun}/NOUN/NN/2/nsubj " + SAID.format(2))
    assert SourceTypes(View(parse)).type([0, 1]) == expected


def test_a_title_with_a_name_is_a_named_official() -> None:
    row = (
        "Mara/Mara/PROPN/NNP/7/nsubj Lind/Lind/PROPN/NNP/0/flat ,/,/PUNCT/,/4/punct a/a/DET/DT/4/det "
        "spokeswoman/spokeswoman/NOUN/NN/0/appos for/for/ADP/IN/6/case police/police/NOUN/NN/4/nmod " + SAID.format(7)
    )
    types = SourceTypes(View(sentences(row, names=[(0, 2, "PER")])))
    assert types.type(range(7)) == "named-official"
    # The title counts where the source's span leaves it out, too.
    assert types.type([0, 1]) == "named-official"


def test_a_thing_named_after_a_person_is_that_thing() -> None:
    row = "A/a/DET/DT/2/det Lind/Lind/PROPN/NNP/2/compound tweet/tweet/NOUN/NN/3/nsubj " + SAID.format(3)
    assert SourceTypes(View(sentences(row, names=[(1, 2, "PER")]))).type([0, 1, 2]) == "document"


def test_a_press_secretary_is_no_press() -> None:
    row = (
        "press/press/NOUN/NN/1/compound secretary/secretary/NOUN/NN/2/compound Lind/Lind/PROPN/NNP/3/nsubj "
        + SAID.format(3)
    )
    assert SourceTypes(View(sentences(row, names=[(2, 3, "PER")]))).type([0, 1, 2]) == "named-official"


def test_a_pronoun_is_whom_it_stands_for() -> None:
    first = (
        "Senator/senator/NOUN/NN/1/compound Lind/Lind/PROPN/NNP/2/nsubj left/leave/VERB/VBD/2/root ././PUNCT/./2/punct"
    )
    second = "She/she/PRON/PRP/1/nsubj " + SAID.format(1)
    parse = sentences(
        first, second, names=[(1, 2, "PER")], mentions=[(1, 0, 2, "name", "p1"), (4, 4, 5, "pronoun", "p1")]
    )
    assert SourceTypes(View(parse)).type([4]) == "named-official"


def test_who_runs_a_campaign_stands_for_office() -> None:
    first = (
        "Lind/Lind/PROPN/NNP/2/nmod:poss 's/'s/PART/POS/0/case "
        "campaign/campaign/NOUN/NN/3/nsubj ended/end/VERB/VBD/3/root"
    )
    second = "Lind/Lind/PROPN/NNP/1/nsubj " + SAID.format(1)
    types = SourceTypes(View(sentences(first, second, names=[(0, 1, "PER"), (4, 5, "PER")])))
    assert types.type([4]) == "named-official"
    assert types.type([0, 1, 2]) == "organization"


def test_i_is_the_speaker_of_the_quotation_else_the_author_where_there_is_one() -> None:
    said = "The/the/DET/DT/1/det pilot/pilot/NOUN/NN/2/nsubj " + SAID.format(2)
    i = "I/I/PRON/PRP/1/nsubj think/think/VERB/VBP/1/root so/so/ADV/RB/1/advmod"
    types = SourceTypes(View(sentences(said, i, byline="A. Writer")))
    assert types.type([3]) == "author"
    economist = sentences("The/the/DET/DT/1/det economist/economist/NOUN/NN/2/nsubj " + SAID.format(2), i)
    assert SourceTypes(View(economist)).type([3], speaker=[0, 1]) == "expert"


def test_who_is_whom_its_clause_describes() -> None:
    row = (
        "Economists/economist/NOUN/NNS/4/nsubj who/who/PRON/WP/2/nsubj argue/argue/VERB/VBP/0/acl:relcl "
        "so/so/ADV/RB/2/advmod left/leave/VERB/VBD/4/root"
    )
    assert SourceTypes(View(sentences(row))).type([1]) == "expert"


def test_a_government_that_speaks_of_its_own_fighting_is_a_side() -> None:
    row = (
        "The/the/DET/DT/1/det government/government/NOUN/NN/2/nsubj "
        "announced/announce/VERB/VBD/2/root a/a/DET/DT/4/det ceasefire/ceasefire/NOUN/NN/2/obj"
    )
    types = SourceTypes(View(sentences(row)))
    assert types.type([0, 1], content=[3, 4]) == "party-to-conflict"
    assert types.type([0, 1]) == "organization"


def test_an_economist_is_not_the_economist() -> None:
    row = "The/the/DET/DT/1/det Economist/Economist/PROPN/NNP/2/nsubj " + SAID.format(2)
    assert SourceTypes(View(sentences(row))).type([0, 1]) == "outlet"


def test_no_source_is_unknown() -> None:
    assert SourceTypes(View(sentences(SAID.format(0)))).type([]) == "unknown"


def _typed(row: str, source: list[int], content: list[int] | None = None, **given: Any) -> SourceType:
    return SourceTypes(View(sentences(row, **given))).type(source, (), content or [])


@pytest.mark.parametrize(
    ("before", "expected"),
    [("news", "agency"), ("relief", "organization"), ("press", "agency"), ("space", "organization")],
)
def test_an_agency_is_one_of_news_where_it_is_called_so(before: str, expected: SourceType) -> None:
    row = f"the/the/DET/DT/2/det {before}/{before}/NOUN/NN/2/compound agency/agency/NOUN/NN/3/nsubj " + SAID.format(3)
    assert _typed(row, [0, 1, 2]) == expected


def test_the_agency_is_the_last_that_the_text_has_named() -> None:
    news = "Reuters/Reuters/PROPN/NNP/1/nsubj left/leave/VERB/VBD/1/root ././PUNCT/./1/punct"
    grain = "Grain/Grain/PROPN/NNP/1/compound Agency/Agency/PROPN/NNP/2/nsubj left/leave/VERB/VBD/2/root"
    it = "the/the/DET/DT/1/det agency/agency/NOUN/NN/2/nsubj said/say/VERB/VBD/2/root"
    assert SourceTypes(View(sentences(news, it, names=[(0, 1, "ORG")]))).type([3, 4]) == "agency"
    both = sentences(news, grain, it, names=[(0, 1, "ORG"), (3, 5, "ORG")])
    assert SourceTypes(View(both)).type([6, 7]) == "organization"


def test_some_of_them_are_what_they_are() -> None:
    row = (
        "a/a/DET/DT/1/det group/group/NOUN/NN/4/nsubj of/of/ADP/IN/3/case economists/economist/NOUN/NNS/1/nmod "
        "said/say/VERB/VBD/4/root"
    )
    assert _typed(row, [0, 1, 2, 3]) == "expert"
    assert _typed(row.replace("of/of/ADP/IN", "in/in/ADP/IN").replace("1/nmod", "4/obl"), [0, 1]) == "organization"


def test_an_address_stands_for_whoever_publishes_there() -> None:
    row = "HarbourNews.com/HarbourNews.com/PROPN/NNP/1/nsubj reports/report/VERB/VBZ/1/root"
    assert _typed(row, [0], names=[(0, 1, "ORG")]) == "outlet"


def test_a_bodys_own_lawyer_speaks_for_it_and_one_who_is_asked_does_not() -> None:
    named = "Mara/Mara/PROPN/NNP/9/nsubj Lind/Lind/PROPN/NNP/0/flat ,/,/PUNCT/,/4/punct an/a/DET/DT/4/det "
    of = "the/the/DET/DT/7/det fund/fund/NOUN/NN/{0}/{1} ,/,/PUNCT/,/0/punct said/say/VERB/VBD/9/root"
    own = named + "attorney/attorney/NOUN/NN/0/appos with/with/ADP/IN/7/case " + of.format(4, "nmod")
    asked = named + "attorney/attorney/NOUN/NN/0/appos in/in/ADP/IN/7/case " + of.format(4, "nmod")
    union = own.replace("fund/fund", "union/union")
    assert _typed(union, list(range(8)), names=[(0, 2, "PER")]) == "named-official"
    assert _typed(asked, list(range(8)), names=[(0, 2, "PER")]) == "expert"


def test_who_leads_a_part_of_a_university_is_asked_for_what_they_know() -> None:
    row = (
        "Mara/Mara/PROPN/NNP/10/nsubj Lind/Lind/PROPN/NNP/0/flat ,/,/PUNCT/,/4/punct a/a/DET/DT/4/det "
        "chair/chair/NOUN/NN/0/appos of/of/ADP/IN/7/case political/political/ADJ/JJ/7/amod "
        "science/science/NOUN/NN/4/nmod "
        "at/at/ADP/IN/9/case {0}/{0}/NOUN/NN/4/nmod ,/,/PUNCT/,/0/punct said/say/VERB/VBD/11/root"
    ).replace("/10/nsubj", "/11/nsubj")
    assert _typed(row.format("university"), list(range(10)), names=[(0, 2, "PER")]) == "expert"
    assert _typed(row.format("bank"), list(range(10)), names=[(0, 2, "PER")]) == "named-official"


def test_forces_that_tell_of_battle_are_a_side_of_it() -> None:
    row = (
        "the/the/DET/DT/1/det army/army/NOUN/NN/2/nsubj said/say/VERB/VBD/2/root rebels/rebel/NOUN/NNS/4/nsubj "
        "{0}/{0}/VERB/VBD/2/ccomp the/the/DET/DT/6/det road/road/NOUN/NN/4/obj"
    )
    assert _typed(row.format("attack"), [0, 1], [3, 4, 5, 6]) == "party-to-conflict"
    assert _typed(row.format("photograph"), [0, 1], [3, 4, 5, 6]) == "organization"


def test_a_people_is_no_person_whatever_the_tagger_says() -> None:
    row = "many/many/ADJ/JJ/1/amod Kenyans/Kenyan/PROPN/NNPS/2/nsubj said/say/VERB/VBD/2/root"
    assert _typed(row, [0, 1], names=[(1, 2, "PER")]) == "public"


def test_what_the_text_calls_it_is_no_person() -> None:
    first = "Velcom/Velcom/PROPN/NNP/1/nsubj left/leave/VERB/VBD/1/root ././PUNCT/./1/punct"
    second = "{0}/{0}/PRON/PRP/1/nsubj said/say/VERB/VBD/1/root"
    for pronoun, expected in (("It", "organization"), ("She", "person")):
        mentions = [(0, 0, 1, "name", "c1"), (3, 3, 4, "pronoun", "c1")]
        parse = sentences(first, second.format(pronoun), names=[(0, 1, "PER")], mentions=mentions)
        assert (SourceTypes(View(parse)).type([0]) == "person") is (expected == "person")


def test_a_paper_after_a_bodys_name_is_what_speaks() -> None:
    row = (
        "a/a/DET/DT/2/det Roads/Road/PROPN/NNPS/2/compound Ministry/Ministry/PROPN/NNP/4/nsubj "
        "statement/statement/NOUN/NN/2/dep said/say/VERB/VBD/4/root"
    )
    assert _typed(row, [0, 1, 2, 3], names=[(1, 3, "ORG")]) == "document"
