"""What the text says a claim rests on, and what it does not."""

from __future__ import annotations

import pytest

from hearsay.weigh import claims
from tests.support.weighing import attribution, sentences

THEY = "Officials/official/NOUN/NNS/1/nsubj "
LITTLE = (
    THEY + "offered/offer/VERB/VBD/1/root little/little/ADJ/JJ/3/amod evidence/evidence/NOUN/NN/1/obj "
    "that/that/SCONJ/IN/7/mark the/the/DET/DT/6/det court/court/NOUN/NN/7/nsubj knew/know/VERB/VBD/3/acl "
    ",/,/PUNCT/,/10/punct "
    "which/which/PRON/WDT/10/nsubj ruled/rule/VERB/VBD/6/acl:relcl on/on/ADP/IN/12/case it/it/PRON/PRP/10/obl"
)
SAID = THEY + "said/say/VERB/VBD/1/root walls/wall/NOUN/NNS/3/nsubj leaked/leak/VERB/VBD/1/ccomp ././PUNCT/./1/punct"


NONE_GIVEN = "They/they/PRON/PRP/1/nsubj gave/give/VERB/VBD/1/root no/no/DET/DT/3/det evidence/evidence/NOUN/NN/1/obj"


def kinds(*rows: str, source: str, cue: str, content: str) -> list[str]:
    parse = sentences(*rows)
    return [e.kind for e in claims(parse, [attribution(parse, source, cue, content)])[0].evidence]


def test_lacking_evidence_is_the_claims_that_it_is_said_of() -> None:
    found = kinds(LITTLE, source="Officials", cue="offered little evidence", content="that the court knew")
    assert found == ["lacking"]
    assert kinds(LITTLE, source="which", cue="ruled", content="on it") == []


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (NONE_GIVEN, ["lacking"]),
        ("The/the/DET/DT/1/det claim/claim/NOUN/NN/4/nsubj is/be/AUX/VBZ/4/cop still/still/ADV/RB/4/advmod "
         "unverified/unverified/ADJ/JJ/4/root", ["lacking"]),
        ("The/the/DET/DT/1/det union/union/NOUN/NN/2/nsubj gave/give/VERB/VBD/2/root no/no/DET/DT/4/det "
         "evidence/evidence/NOUN/NN/2/obj", []),
        (NONE_GIVEN + " that/that/SCONJ/IN/6/mark roofs/roof/NOUN/NNS/6/nsubj fell/fall/VERB/VBD/3/acl", []),
    ],
)  # fmt: skip
def test_the_sentence_after_counts_where_it_takes_up_the_claim(after: str, expected: list[str]) -> None:
    assert kinds(SAID, after, source="Officials", cue="said", content="walls leaked") == expected


SEE = "We/we/PRON/PRP/1/nsubj saw/see/VERB/VBD/1/root {0}"


@pytest.mark.parametrize(
    ("row", "content", "expected"),
    [
        ("smoke/smoke/NOUN/NN/1/obj", "smoke", ["eyewitness"]),
        ("a/a/DET/DT/3/det need/need/NOUN/NN/1/obj", "a need", []),
        ("how/how/ADV/WRB/3/advmod works/work/VERB/VBZ/1/ccomp", "how works", []),
    ],
)
def test_not_all_that_is_seen_is_seen_with_eyes(row: str, content: str, expected: list[str]) -> None:
    assert kinds(SEE.format(row), source="We", cue="saw", content=content) == expected


def test_what_is_not_seen_is_no_witness() -> None:
    row = (
        "We/we/PRON/PRP/3/nsubj did/do/AUX/VBD/3/aux not/not/PART/RB/3/advmod see/see/VERB/VB/3/root "
        "smoke/smoke/NOUN/NN/3/obj"
    )
    assert kinds(row, source="We", cue="did not see", content="smoke") == []


CITED = (
    "She/she/PRON/PRP/1/nsubj cited/cite/VERB/VBD/1/root a/a/DET/DT/3/det letter/letter/NOUN/NN/1/obj "
    "that/that/PRON/WDT/5/nsubj warned/warn/VERB/VBD/3/acl:relcl of/of/ADP/IN/7/case floods/flood/NOUN/NNS/5/obl"
)
STUDY = "The/the/DET/DT/1/det study/study/NOUN/NN/2/nsubj ran/run/VERB/VBD/2/root ././PUNCT/./2/punct"
FOUND = (
    "Researchers/researcher/NOUN/NNS/1/nsubj found/find/VERB/VBD/1/root that/that/SCONJ/IN/4/mark "
    "fields/field/NOUN/NNS/4/nsubj shrank/shrink/VERB/VBD/1/ccomp"
)
NO_PROOF = (
    THEY + "said/say/VERB/VBD/1/root walls/wall/NOUN/NNS/3/nsubj leaked/leak/VERB/VBD/1/ccomp but/but/CCONJ/CC/5/cc "
    "offered/offer/VERB/VBD/3/conj no/no/DET/DT/7/det evidence/evidence/NOUN/NN/5/obj"
)


def test_a_cue_names_what_it_cites_and_finders_their_study() -> None:
    content = "a letter that warned of floods"
    assert kinds(CITED, source="She", cue="cited", content=content) == ["document"]
    assert kinds(STUDY, FOUND, source="Researchers", cue="found", content="that fields shrank") == ["data"]
    assert kinds(FOUND, source="Researchers", cue="found", content="that fields shrank") == []


def test_what_a_source_did_not_give_is_said_of_it_though_taken_for_content() -> None:
    content = "walls leaked but offered no evidence"
    assert kinds(NO_PROOF, source="Officials", cue="said", content=content) == ["lacking"]


ACCORDING = (
    "Rents/rent/NOUN/NNS/1/nsubj rose/rise/VERB/VBD/1/root according/accord/VERB/VBG/5/case to/to/ADP/IN/2/fixed "
    "the/the/DET/DT/5/det {0}/{1}/NOUN/NN/1/obl"
)


@pytest.mark.parametrize(
    ("noun", "lemma", "expected"),
    [
        ("poll", "poll", ["data"]),
        ("records", "record", ["document"]),
        ("letter", "letter", []),
        ("report", "report", []),
        ("reports", "report", ["hearsay"]),
    ],
)
def test_what_registers_is_a_ground_and_what_speaks_is_a_source(noun: str, lemma: str, expected: list[str]) -> None:
    row = ACCORDING.format(noun, lemma)
    assert kinds(row, source=f"the {noun}", cue="according to", content="Rents rose") == expected


def test_reports_of_somebodys_are_no_rumours() -> None:
    row = ACCORDING.replace("the/the/DET/DT/5/det {0}", "press/press/NOUN/NN/5/compound {0}").format(
        "reports", "report"
    )
    assert kinds(row, source="press reports", cue="according to", content="Rents rose") == []


TOLD = THEY + "said/say/VERB/VBD/1/root {0}/{0}/NOUN/NNS/3/nsubj {1}/{2}/VERB/VBD/1/ccomp {3}"
FELL = "walls/wall/NOUN/NNS/5/nsubj fell/fall/VERB/VBD/3/ccomp"


@pytest.mark.parametrize(
    ("subject", "verb", "lemma", "expected"),
    [
        ("witnesses", "described", "describe", ["eyewitness"]),
        ("clerks", "described", "describe", []),
        ("photographs", "showed", "show", ["recording"]),
        ("plans", "showed", "show", []),
    ],
)
def test_what_is_passed_on_rests_on_whose_word_or_what_thing_it_is(
    subject: str, verb: str, lemma: str, expected: list[str]
) -> None:
    row = (
        TOLD.format(subject, verb, lemma, FELL)
        .replace("/witnesses/", "/witness/")
        .replace("/photographs/", "/photograph/")
    )
    assert kinds(row, source="Officials", cue="said", content=f"{subject} {verb} walls fell") == expected


@pytest.mark.parametrize(("aux", "expected"), [("should", ["inference"]), ("will", [])])
def test_a_reason_is_a_ground_of_what_is_held_not_of_what_happens(aux: str, expected: list[str]) -> None:
    row = (
        THEY + f"said/say/VERB/VBD/1/root it/it/PRON/PRP/4/nsubj {aux}/{aux}/AUX/MD/4/aux close/close/VERB/VB/1/ccomp "
        "because/because/SCONJ/IN/7/mark roofs/roof/NOUN/NNS/7/nsubj leak/leak/VERB/VBP/4/advcl"
    )
    # The rows above count heads within the sentence: "close" is word 4.
    assert kinds(row, source="Officials", cue="said", content=f"it {aux} close because roofs leak") == expected


def test_details_withheld_are_not_evidence_withheld() -> None:
    row = SAID.replace(
        "././PUNCT/./1/punct",
        "without/without/ADP/IN/5/mark giving/give/VERB/VBG/1/advcl {0}/{0}/NOUN/NN/5/obj",
    )
    found = [
        kinds(row.format(what), source="Officials", cue="said", content="walls leaked")
        for what in ("details", "evidence")
    ]
    assert found == [[], ["lacking"]]
