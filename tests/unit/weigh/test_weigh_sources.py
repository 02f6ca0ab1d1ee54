"""What kind of source speaks, by what the text calls it."""

from __future__ import annotations

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
        ("gardener", "unknown"),
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
