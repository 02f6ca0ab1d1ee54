"""What a document says of people, by the words around their names."""

from __future__ import annotations

import msgspec
import pytest

from hearsay.weigh.sources import SourceTypes
from hearsay.weigh.view import View
from tests.support.weighing import sentences

LIND = "Mara/Mara/PROPN/NNP/{0}/nsubj Lind/Lind/PROPN/NNP/{1}/flat "
SPOKE = "Lind/Lind/PROPN/NNP/1/nsubj spoke/speak/VERB/VBD/1/root"


def kind(first: str, at: int) -> str:
    """The type of a bare "Lind" after a sentence whose words ``at`` and the next are "Mara Lind"."""
    size = len(first.split())
    parse = sentences(first, SPOKE, names=[(at, at + 2, "PER"), (size, size + 1, "PER")])
    return SourceTypes(View(parse)).type([size])


def before(*words: str) -> str:
    """ "WORDS Mara Lind left", each word a noun on the name."""
    n = len(words)
    row = " ".join(f"{w}/{w.lower()}/{'PART' if w == chr(39) + 's' else 'NOUN'}/NN/{n}/dep" for w in words)
    return f"{row} Mara/Mara/PROPN/NNP/{n + 2}/nsubj Lind/Lind/PROPN/NNP/{n}/flat left/leave/VERB/VBD/{n + 2}/root"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("radio", "host"), "outlet"),
        (("harbour", "economist"), "expert"),
        (("district", "attorney"), "named-official"),
        (("rebel", "commander"), "party-to-conflict"),
        (("CNN", "'s"), "outlet"),
        (("gardener",), "person"),
    ],
)
def test_by_the_nouns_before_a_name(words: tuple[str, ...], expected: str) -> None:
    assert kind(before(*words), len(words)) == expected


AFTER = "Mara/Mara/PROPN/NNP/{0}/nsubj Lind/Lind/PROPN/NNP/0/flat "


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (",/,/PUNCT/,/4/punct a/a/DET/DT/4/det historian/historian/NOUN/NN/0/appos "
         "left/leave/VERB/VBD/5/root", "expert"),
        (",/,/PUNCT/,/4/punct who/who/PRON/WP/4/nsubj represents/represent/VERB/VBZ/0/acl:relcl "
         "Tarvo/Tarvo/PROPN/NNP/4/obj left/leave/VERB/VBD/6/root", "named-official"),
        ("of/of/ADP/IN/5/case the/the/DET/DT/5/det ruling/rule/VERB/VBG/5/amod party/party/NOUN/NN/0/nmod "
         "left/leave/VERB/VBD/6/root", "named-official"),
        (",/,/PUNCT/,/4/punct an/a/DET/DT/4/det art/art/NOUN/NN/5/compound major/major/NOUN/NN/0/appos "
         "left/leave/VERB/VBD/6/root", "person"),
    ],
)  # fmt: skip
def test_by_what_follows_a_name(row: str, expected: str) -> None:
    size = 2 + len(row.split())
    assert kind(AFTER.format(size - 1) + row, 0) == expected


def test_a_party_and_a_state_in_brackets() -> None:
    row = (
        "Mara/Mara/PROPN/NNP/5/nsubj Lind/Lind/PROPN/NNP/0/flat (/(/PUNCT/-LRB-/3/punct R-Ohio/R-Ohio/PROPN/NNP/0/dep "
        ")/)/PUNCT/-RRB-/3/punct left/leave/VERB/VBD/5/root"
    )
    assert kind(row, 0) == "named-official"


def test_another_of_the_same_last_name_is_another() -> None:
    first = (
        "Senator/senator/NOUN/NN/1/compound Otto/Otto/PROPN/NNP/3/nsubj Lind/Lind/PROPN/NNP/1/flat "
        "left/leave/VERB/VBD/3/root"
    )
    second = "Mara/Mara/PROPN/NNP/2/nsubj Lind/Lind/PROPN/NNP/0/flat spoke/speak/VERB/VBD/2/root"
    types = SourceTypes(View(sentences(first, second, names=[(1, 3, "PER"), (4, 6, "PER")])))
    assert types.type([4, 5]) == "person"
    assert types.type([1, 2]) == "named-official"


def test_an_unnamed_official_is_not_whom_a_chain_happens_to_name() -> None:
    row = "A/a/DET/DT/1/det spokesman/spokesman/NOUN/NN/2/nsubj spoke/speak/VERB/VBD/2/root"
    name = "Lind/Lind/PROPN/NNP/1/nsubj left/leave/VERB/VBD/1/root"
    parse = sentences(row, name, names=[(3, 4, "PER")], mentions=[(1, 0, 2, "nominal", "p1"), (3, 3, 4, "name", "p1")])
    assert SourceTypes(View(parse)).type([0, 1]) == "anonymous-official"


def test_a_paper_is_a_paper_whoever_made_it() -> None:
    row = "the/the/DET/DT/2/det FBI/FBI/PROPN/NNP/2/compound summary/summary/NOUN/NN/3/nsubj says/say/VERB/VBZ/3/root"
    assert SourceTypes(View(sentences(row, names=[(1, 2, "ORG")]))).type([0, 1, 2]) == "document"


def test_who_runs_an_outlet_speaks_for_it() -> None:
    row = (
        "Mara/Mara/PROPN/NNP/7/nsubj Lind/Lind/PROPN/NNP/0/flat ,/,/PUNCT/,/3/punct "
        "president/president/NOUN/NN/0/appos of/of/ADP/IN/5/case CNN/CNN/PROPN/NNP/3/nmod ,/,/PUNCT/,/3/punct "
        "spoke/speak/VERB/VBD/7/root"
    )
    parse = sentences(row, names=[(0, 2, "PER"), (5, 6, "ORG")])
    assert SourceTypes(View(parse)).type(range(7)) == "named-official"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("igo", "organization"), ("group", "party-to-conflict"), ("media", "outlet"), ("", "unknown")],
)
def test_a_body_the_text_has_no_word_for_is_of_its_registered_kind(kind: str, expected: str) -> None:
    row = "Tarvonia/Tarvonia/PROPN/NNP/1/nsubj spoke/speak/VERB/VBD/1/root"
    parse = sentences(row, mentions=[(0, 0, 1, "name", "x1")])
    parse.mentions[0] = msgspec.structs.replace(parse.mentions[0], type="abstract")
    assert SourceTypes(View(parse), {parse.mentions[0].id: kind}).type([0]) == expected


@pytest.mark.parametrize(
    ("article", "noun", "expected"),
    [
        ("the", "president", "named-official"),
        ("a", "president", "anonymous-official"),
        ("the", "spokesman", "anonymous-official"),
    ],
)
def test_an_office_that_one_person_holds_tells_who_it_is(article: str, noun: str, expected: str) -> None:
    row = f"{article}/{article}/DET/DT/1/det {noun}/{noun}/NOUN/NN/2/nsubj spoke/speak/VERB/VBD/2/root"
    assert SourceTypes(View(sentences(row))).type([0, 1]) == expected


@pytest.mark.parametrize(("name", "expected"), [("Herald", "outlet"), ("Harbour", "organization")])
def test_a_body_is_an_outlet_by_its_name(name: str, expected: str) -> None:
    row = (
        f"the/the/DET/DT/2/det Tarvo/Tarvo/PROPN/NNP/2/compound {name}/{name}/PROPN/NNP/3/nsubj "
        "wrote/write/VERB/VBD/3/root"
    )
    assert SourceTypes(View(sentences(row, names=[(1, 3, "ORG")]))).type([0, 1, 2]) == expected


def test_partisans_are_people_at_large_whatever_the_tagger_says_and_one_is_a_politician() -> None:
    many = "Democrats/democrat/PROPN/NNPS/1/nsubj spoke/speak/VERB/VBD/1/root"
    assert SourceTypes(View(sentences(many, names=[(0, 1, "PER")]))).type([0]) == "public"
    one = "the/the/DET/DT/1/det Democrat/democrat/PROPN/NNP/2/nsubj spoke/speak/VERB/VBD/2/root"
    assert SourceTypes(View(sentences(one, names=[(1, 2, "PER")]))).type([0, 1]) == "named-official"
    named = (
        "Democrat/democrat/PROPN/NNP/2/compound Mara/Mara/PROPN/NNP/2/compound Lind/Lind/PROPN/NNP/3/nsubj "
        "spoke/speak/VERB/VBD/3/root"
    )
    assert SourceTypes(View(sentences(named, names=[(1, 3, "PER")]))).type([1, 2]) == "named-official"
