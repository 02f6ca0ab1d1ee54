"""Kinds of sources by what stands beside and before their names, in sentences parsed as the reader parses them."""

from __future__ import annotations

import dataclasses

import msgspec
import pytest

from hearsay.model import SourceType
from hearsay.weigh.sources import SourceTypes
from hearsay.weigh.view import View
from tests.support.weighing import sentences

Names = list[tuple[int, int, str]]


@pytest.mark.parametrize(
    ("rows", "names", "source", "expected"),
    [
        (  # The rebel group Free Coast (FC) signed. The FC said so
            (
                "The/the/DET/DT/2/det rebel/rebel/NOUN/NN/2/compound group/group/NOUN/NN/8/nsubj "
                "Free/free/ADJ/NNP/4/amod Coast/coast/PROPN/NNP/2/appos (/(/PUNCT/-LRB-/6/punct "
                "FC/fc/PROPN/NNP/2/appos )/)/PUNCT/-RRB-/6/punct signed/sign/VERB/VBD/8/root ././PUNCT/./8/punct",
                "The/the/DET/DT/1/det FC/fc/PROPN/NNP/2/nsubj said/say/VERB/VBD/2/root so/so/ADV/RB/2/advmod",
            ),
            [(3, 5, "ORG"), (6, 7, "ORG"), (11, 12, "ORG")], "The FC", "party-to-conflict",
        ),
        (  # Labour Federation (LF) representatives said so
            (
                "Labour/labour/PROPN/NNP/1/compound Federation/federation/PROPN/NNP/5/compound "
                "(/(/PUNCT/-LRB-/3/punct LF/lf/PROPN/NNP/1/appos )/)/PUNCT/-RRB-/3/punct "
                "representatives/representative/NOUN/NNS/6/nsubj said/say/VERB/VBD/6/root so/so/ADV/RB/6/ccomp",
            ),
            [(0, 2, "ORG"), (3, 4, "ORG")], "Labour Federation ( LF ) representatives", "anonymous-official",
        ),
        (  # Mara Lind, the minister's daughter, left. Mara Lind said so
            (
                "Mara/mara/PROPN/NNP/8/nsubj Lind/lind/PROPN/NNP/0/flat ,/,/PUNCT/,/6/punct the/the/DET/DT/4/det "
                "minister/minister/NOUN/NN/6/nmod:poss 's/'s/PART/POS/4/case daughter/daughter/NOUN/NN/0/appos "
                ",/,/PUNCT/,/0/punct left/leave/VERB/VBD/8/root ././PUNCT/./8/punct",
                "Mara/mara/PROPN/NNP/2/nsubj Lind/lind/PROPN/NNP/0/flat said/say/VERB/VBD/2/root "
                "so/so/ADV/RB/2/ccomp",
            ),
            [(0, 2, "PER"), (10, 12, "PER")], "Mara Lind", "person",
        ),
        (  # Mara Lind, 35, the daughter of former President Orr, said so
            (
                "Mara/mara/PROPN/NNP/12/nsubj Lind/lind/PROPN/NNP/0/flat ,/,/PUNCT/,/3/punct "
                "35/35/NUM/CD/0/appos ,/,/PUNCT/,/6/punct the/the/DET/DT/6/det daughter/daughter/NOUN/NN/0/appos "
                "of/of/ADP/IN/10/case former/former/ADJ/JJ/10/amod President/president/PROPN/NNP/10/nmod:desc "
                "Orr/orr/PROPN/NNP/6/nmod ,/,/PUNCT/,/0/punct said/say/VERB/VBD/12/root so/so/ADV/RB/12/advmod",
            ),
            [(0, 2, "PER"), (10, 11, "PER")], "Mara Lind , 35 , the daughter of former President Orr ,", "person",
        ),
        (  # There are those in the trade who said so
            (
                "There/there/PRON/EX/1/expl are/be/VERB/VBP/1/root those/that/PRON/DT/1/nsubj "
                "in/in/ADP/IN/5/case the/the/DET/DT/5/det trade/trade/NOUN/NN/2/nmod who/who/PRON/WP/7/nsubj "
                "said/say/VERB/VBD/2/acl:relcl so/so/ADV/RB/7/ccomp",
            ),
            [], "those in the trade", "public",
        ),
        (  # Senator Mara Lind and Governor Tobin Orr met. It is a fight both want
            (
                "Senator/senator/PROPN/NNP/1/nmod:desc Mara/mara/PROPN/NNP/7/nsubj Lind/lind/PROPN/NNP/1/flat "
                "and/and/CCONJ/CC/5/cc Governor/governor/PROPN/NNP/5/nmod:desc Tobin/tobin/PROPN/NNP/1/conj "
                "Orr/orr/PROPN/NNP/5/flat met/meet/VERB/VBD/7/root ././PUNCT/./7/punct",
                "It/it/PRON/PRP/3/nsubj is/be/AUX/VBZ/3/cop a/a/DET/DT/3/det fight/fight/NOUN/NN/3/root "
                "both/both/DET/DT/5/nsubj want/want/VERB/VBP/3/acl:relcl",
            ),
            [(1, 3, "PER"), (5, 7, "PER")], "both", "named-official",
        ),
        (  # There are two reports. The first one says so
            (
                "There/there/PRON/EX/1/expl are/be/VERB/VBP/1/root two/two/NUM/CD/3/nummod "
                "reports/report/NOUN/NNS/1/nsubj ././PUNCT/./1/punct",
                "The/the/DET/DT/2/det first/first/ADJ/JJ/2/amod one/one/NOUN/NN/3/nsubj says/say/VERB/VBZ/3/root "
                "so/so/ADV/RB/3/ccomp",
            ),
            [], "The first one", "document",
        ),
        (  # Tobin Orr pleaded guilty. Orr said so
            (
                "Tobin/tobin/PROPN/NNP/2/nsubj Orr/orr/PROPN/NNP/0/flat pleaded/plead/VERB/VBD/2/root "
                "guilty/guilty/ADP/JJ/2/xcomp ././PUNCT/./2/punct",
                "Orr/orr/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root so/so/ADV/RB/1/advmod",
            ),
            [(0, 2, "PER"), (5, 6, "PER")], "Orr", "party-to-conflict",
        ),
        (  # The man accused of the killing said so
            (
                "The/the/DET/DT/1/det man/man/NOUN/NN/6/nsubj accused/accuse/VERB/VBN/1/acl of/of/ADP/IN/5/case "
                "the/the/DET/DT/5/det killing/killing/NOUN/NN/2/obl said/say/VERB/VBD/6/root "
                "so/so/ADV/RB/6/ccomp",
            ),
            [], "The man accused of the killing", "party-to-conflict",
        ),
        (  # The man charged with counting the ballots said so
            (
                "The/the/DET/DT/1/det man/man/NOUN/NN/7/nsubj charged/charge/VERB/VBN/1/acl with/with/SCONJ/IN/4/mark "
                "counting/count/VERB/VBG/2/advcl the/the/DET/DT/6/det ballots/ballot/NOUN/NNS/4/obj "
                "said/say/VERB/VBD/7/root so/so/ADV/RB/7/advmod",
            ),
            [], "The man charged with counting the ballots", "person",
        ),
        (  # Two people at the ministry said so
            (
                "Two/two/NUM/CD/1/nummod people/people/NOUN/NNS/5/nsubj at/at/ADP/IN/4/case the/the/DET/DT/4/det "
                "ministry/ministry/NOUN/NN/1/nmod said/say/VERB/VBD/5/root so/so/ADV/RB/5/ccomp",
            ),
            [], "Two people at the ministry", "anonymous-official",
        ),
        (  # A spokesman for the rebels said so
            (
                "A/a/DET/DT/1/det spokesman/spokesman/NOUN/NN/5/nsubj for/for/ADP/IN/4/case the/the/DET/DT/4/det "
                "rebels/rebel/NOUN/NNS/1/nmod said/say/VERB/VBD/5/root so/so/INTJ/RB/5/ccomp",
            ),
            [], "A spokesman for the rebels", "party-to-conflict",
        ),
        (  # A spokesman for the fire fighters said so
            (
                "A/a/DET/DT/1/det spokesman/spokesman/NOUN/NN/6/nsubj for/for/ADP/IN/5/case the/the/DET/DT/5/det "
                "fire/fire/NOUN/NN/5/compound fighters/fighter/NOUN/NNS/1/nmod said/say/VERB/VBD/6/root "
                "so/so/ADV/RB/6/ccomp",
            ),
            [], "A spokesman for the fire fighters", "anonymous-official",
        ),
        (  # Lawyers for the company said so
            (
                "Lawyers/lawyer/NOUN/NNS/4/nsubj for/for/ADP/IN/3/case the/the/DET/DT/3/det "
                "company/company/NOUN/NN/0/nmod said/say/VERB/VBD/4/root so/so/INTJ/RB/4/ccomp",
            ),
            [], "Lawyers for the company", "anonymous-official",
        ),
        (  # Mara Lind, head of the law school at Halden University, said so
            (
                "Mara/mara/PROPN/NNP/12/nsubj Lind/lind/PROPN/NNP/0/flat ,/,/PUNCT/,/3/punct "
                "head/head/NOUN/NN/0/appos of/of/ADP/IN/7/case the/the/DET/DT/7/det law/law/NOUN/NN/7/compound "
                "school/school/NOUN/NN/3/nmod at/at/ADP/IN/10/case Halden/halden/PROPN/NNP/10/compound "
                "University/university/PROPN/NNP/7/nmod ,/,/PUNCT/,/0/punct said/say/VERB/VBD/12/root "
                "so/so/ADV/RB/12/advmod",
            ),
            [(0, 2, "PER"), (9, 11, "ORG")], "Mara Lind , head of the law school at Halden University ,", "expert",
        ),
        (  # Author Mara Lind said so
            (
                "Author/author/NOUN/NN/1/nmod:desc Mara/mara/PROPN/NNP/3/nsubj Lind/lind/PROPN/NNP/1/flat "
                "said/say/VERB/VBD/3/root so/so/ADV/RB/3/advmod",
            ),
            [(1, 3, "PER")], "Author Mara Lind", "person",
        ),
        (  # All the attendees said so
            (
                "All/all/DET/DT/3/nsubj:outer the/the/DET/DT/2/det attendees/attendee/NOUN/NNS/3/nsubj "
                "said/say/VERB/VBD/3/root so/so/ADV/RB/3/ccomp",
            ),
            [], "All the attendees", "public",
        ),
    ],
)  # fmt: skip
def test_what_a_source_is(rows: tuple[str, ...], names: Names, source: str, expected: SourceType) -> None:
    view = View(sentences(*rows, names=names))
    at = view.parsed.document.text.rindex(source)
    assert SourceTypes(view).type(view.words([(at, at + len(source))])) == expected


@pytest.mark.parametrize(
    ("heading", "expected"), [("LETTERS.\n\n", "person"), ("Letters of credit.\n\n", "author"), ("", "author")]
)
def test_on_a_page_of_letters_who_writes_is_a_reader(heading: str, expected: SourceType) -> None:
    parse = sentences("I/i/PRON/PRP/1/nsubj say/say/VERB/VBP/1/root so/so/ADV/RB/1/advmod")
    headed = msgspec.structs.replace(parse.document, text=heading + parse.document.text)
    assert SourceTypes(View(dataclasses.replace(parse, document=headed))).type([0]) == expected
