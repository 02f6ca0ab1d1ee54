"""Whom pronouns stand for where no coreference says so, and who speaks in broadcasts."""

from __future__ import annotations

import pytest

from hearsay.weigh.sources import SourceTypes
from hearsay.weigh.view import View
from tests.support.weighing import sentences

SENATOR = "Senator/senator/NOUN/NN/1/compound Lind/Lind/PROPN/NNP/2/nsubj left/leave/VERB/VBD/2/root"
COMPANY = "The/the/DET/DT/1/det company/company/NOUN/NN/2/nsubj grew/grow/VERB/VBD/2/root"
VOTERS = "Some/some/DET/DT/1/det voters/voter/NOUN/NNS/2/nsubj left/leave/VERB/VBD/2/root"


@pytest.mark.parametrize(
    ("before", "pronoun", "expected"),
    [
        (SENATOR, "She/she", "named-official"),
        (COMPANY, "it/it", "organization"),
        (VOTERS, "they/they", "public"),
        (SENATOR, "it/it", "unknown"),
    ],
)
def test_a_pronoun_without_a_chain_takes_up_the_nearest_subject(before: str, pronoun: str, expected: str) -> None:
    second = f"{pronoun}/PRON/PRP/1/nsubj said/say/VERB/VBD/1/root"
    names = [(1, 2, "PER")] if before is SENATOR else []
    assert SourceTypes(View(sentences(before, second, names=names))).type([3]) == expected


def test_who_is_called_by_name_is_you() -> None:
    row = (
        "Senator/senator/NOUN/NN/1/compound Lind/Lind/PROPN/NNP/4/vocative ,/,/PUNCT/,/1/punct "
        "you/you/PRON/PRP/4/nsubj said/say/VERB/VBD/4/root"
    )
    assert SourceTypes(View(sentences(row, names=[(1, 2, "PER")]))).type([3]) == "named-official"
    alone = "you/you/PRON/PRP/1/nsubj know/know/VERB/VBP/1/root"
    assert SourceTypes(View(sentences(alone))).type([0]) == "public"


def broadcast(heading: str, first: str = "WE") -> str:
    """The type of a first word in a monitored broadcast under headings."""
    marks = " ".join(f"{word}/{word.lower()}/PROPN/NNP/{n}/dep" for n, word in enumerate(heading.split()))
    size = len(heading.split())
    row = f"{first}/{first.lower()}/PRON/PRP/1/nsubj HOPE/hope/VERB/VBP/1/root"
    return SourceTypes(View(sentences(marks, row))).type([size])


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("OSLET (RADIO NORD) -- [COMMENTARY] [TEXT]", "author"),
        ("OSLET -- [SPEECH] [LIND] [TEXT]", "named-official"),
        ("OSLET -- [COMMUNIQUE] [SHINING PATH GENERAL COMMAND] [TEXT]", "party-to-conflict"),
        ("OSLET -- [TEXT] COMMUNIQUE ISSUED BY THE COMMAND OF THE SHINING PATH:", "party-to-conflict"),
        ("OSLET -- [INTERVIEW WITH LIND] [TEXT] [REPORTER]", "outlet"),
        ("OSLET -- [TEXT] [BEGIN RECORDING] [UNIDENTIFIED JUDGE]", "anonymous-official"),
    ],
)
def test_who_we_are_in_a_broadcast(heading: str, expected: str) -> None:
    assert broadcast(heading) == expected


def test_whom_a_reporter_asks_is_you() -> None:
    assert broadcast("OSLET -- [INTERVIEW WITH MINISTER LIND] [TEXT] [REPORTER]", "YOU") == "named-official"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("OSLET -- [INTERVIEW WITH MARA LIND, A MEMBER OF THE SHINING PATH] [TEXT] [LIND]", "party-to-conflict"),
        ("OSLET -- [INTERVIEW WITH MARA LIND, A DIPLOMAT AND ADMIRAL] [TEXT] [LIND]", "named-official"),
    ],
)
def test_a_group_that_a_heading_names_is_no_part_of_a_word(heading: str, expected: str) -> None:
    assert broadcast(heading) == expected
