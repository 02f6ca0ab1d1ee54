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


@pytest.mark.parametrize(("owner", "expected"), [("police", []), ("press", ["hearsay"])])
def test_reports_of_somebodys_are_no_rumours_and_those_of_the_press_are(owner: str, expected: list[str]) -> None:
    compound = f"{owner}/{owner}/NOUN/NN/5/compound {{0}}"
    row = ACCORDING.replace("the/the/DET/DT/5/det {0}", compound).format("reports", "report")
    assert kinds(row, source=f"{owner} reports", cue="according to", content="Rents rose") == expected


TOLD = THEY + "said/say/VERB/VBD/1/root {0}/{0}/NOUN/NNS/3/nsubj {1}/{2}/VERB/VBD/1/ccomp {3}"
FELL = "walls/wall/NOUN/NNS/5/nsubj fell/fall/VERB/VBD/3/ccomp"


@pytest.mark.parametrize(
    ("subject", "verb", "lemma", "expected"),
    [
        ("witnesses", "described", "describe", ["eyewitness"]),
        ("clerks", "described", "describe", []),
        ("photographs", "showed", "show", ["recording"]),
        ("plans", "showed", "show", ["inference"]),
        ("records", "stated", "state", ["document"]),
    ],
)
def test_what_is_passed_on_rests_on_whose_word_or_what_thing_it_is(
    subject: str, verb: str, lemma: str, expected: list[str]
) -> None:
    row = (
        TOLD.format(subject, verb, lemma, FELL)
        .replace("/witnesses/", "/witness/")
        .replace("/photographs/", "/photograph/")
        .replace("/records/", "/record/")
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


SHE = "She/she/PRON/PRP/1/nsubj said/say/VERB/VBD/1/root "
SHE_HAD = SHE + "she/she/PRON/PRP/4/nsubj had/have/AUX/VBD/4/aux "
BOAT = " a/a/DET/DT/6/det boat/boat/NOUN/NN/4/obj"


@pytest.mark.parametrize(
    ("told", "content", "expected"),
    [
        (SHE_HAD + "seen/see/VERB/VBN/1/ccomp" + BOAT, "she had seen a boat", ["eyewitness"]),
        (SHE_HAD + "seen/see/VERB/VBN/1/ccomp a/a/DET/DT/6/det video/video/NOUN/NN/4/obj", "she had seen a video",
         ["recording"]),
        (SHE_HAD + "felt/feel/VERB/VBN/1/ccomp a/a/DET/DT/6/det duty/duty/NOUN/NN/4/obj", "she had felt a duty", []),
        (SHE_HAD + "heard/hear/VERB/VBN/1/ccomp that/that/SCONJ/IN/7/mark it/it/PRON/PRP/7/nsubj "
         "sank/sink/VERB/VBD/4/ccomp", "she had heard that it sank", ["hearsay"]),
        (SHE + "they/they/PRON/PRP/3/nsubj recalled/recall/VERB/VBD/1/ccomp seeing/see/VERB/VBG/3/xcomp "
         "smoke/smoke/NOUN/NN/4/obj", "they recalled seeing smoke", ["eyewitness"]),
        (SHE + "a/a/DET/DT/3/det friend/friend/NOUN/NN/4/nsubj told/tell/VERB/VBD/1/ccomp me/me/PRON/PRP/4/iobj "
         "it/it/PRON/PRP/7/nsubj sank/sink/VERB/VBD/4/ccomp", "a friend told me it sank", ["hearsay"]),
        (SHE + "we/we/PRON/PRP/4/nsubj:pass were/be/AUX/VBD/4/aux:pass told/tell/VERB/VBN/1/ccomp "
         "it/it/PRON/PRP/6/nsubj sank/sink/VERB/VBD/4/ccomp", "we were told it sank", ["hearsay"]),
        (SHE + "we/we/PRON/PRP/4/nsubj:pass were/be/AUX/VBD/4/aux:pass told/tell/VERB/VBN/1/ccomp to/to/PART/TO/6/mark "
         "leave/leave/VERB/VB/4/xcomp", "we were told to leave", []),
    ],
)  # fmt: skip
def test_seeing_and_hearing_that_is_told_of(told: str, content: str, expected: list[str]) -> None:
    assert kinds(told, source="She", cue="said", content=content) == expected


WENT = "said/say/VERB/VBD/{at}/root it/it/PRON/PRP/{to}/nsubj sank/sink/VERB/VBD/{at}/ccomp"


@pytest.mark.parametrize(
    ("row", "source", "expected"),
    [
        ("An/a/DET/DT/1/det attendee/attendee/NOUN/NN/2/nsubj " + WENT.format(at=2, to=4), "An attendee",
         ["eyewitness"]),
        ("A/a/DET/DT/1/det man/man/NOUN/NN/5/nsubj in/in/ADP/IN/4/case the/the/DET/DT/4/det room/room/NOUN/NN/1/nmod "
         + WENT.format(at=5, to=7), "A man in the room", ["eyewitness"]),
        ("A/a/DET/DT/1/det man/man/NOUN/NN/5/nsubj in/in/ADP/IN/4/case the/the/DET/DT/4/det trade/trade/NOUN/NN/1/nmod "
         + WENT.format(at=5, to=7), "A man in the trade", []),
        ("Crews/crew/NOUN/NNS/4/nsubj who/who/PRON/WP/2/nsubj saw/see/VERB/VBD/0/acl:relcl it/it/PRON/PRP/2/obj "
         + WENT.format(at=4, to=6), "Crews who saw it", ["eyewitness"]),
        ("Crews/crew/NOUN/NNS/4/nsubj who/who/PRON/WP/3/nsubj:pass were/be/AUX/VBD/3/aux:pass "
         "briefed/brief/VERB/VBN/0/acl:relcl " + WENT.format(at=4, to=6), "Crews who were briefed", ["hearsay"]),
    ],
)  # fmt: skip
def test_what_is_said_of_an_unnamed_source_is_its_warrant(row: str, source: str, expected: list[str]) -> None:
    assert kinds(row, source=source, cue="said", content="it sank") == expected


def test_talk_and_a_plain_passive_are_told_apart() -> None:
    talk = (
        "There/there/PRON/EX/1/expl was/be/VERB/VBD/1/root talk/talk/NOUN/NN/1/nsubj of/of/ADP/IN/5/case "
        "a/a/DET/DT/5/det strike/strike/NOUN/NN/2/nmod"
    )
    assert kinds(talk, source="", cue="talk of", content="a strike") == ["hearsay"]
    passive = (
        "It/it/PRON/PRP/2/expl was/be/AUX/VBD/2/aux:pass said/say/VERB/VBN/2/root rents/rent/NOUN/NNS/4/nsubj "
        "rose/rise/VERB/VBD/2/ccomp"
    )
    assert kinds(passive, source="", cue="was said", content="rents rose") == []
    rumoured = passive.replace("said/say", "rumored/rumor")
    assert kinds(rumoured, source="", cue="was rumored", content="rents rose") == ["hearsay"]


@pytest.mark.parametrize(
    ("row", "source", "cue", "content", "expected"),
    [
        ("Footage/footage/NOUN/NN/0/root ,/,/PUNCT/,/3/punct which/which/PRON/WDT/3/nsubj "
         "confirmed/confirm/VERB/VBD/0/acl:relcl it/it/PRON/PRP/3/obj", "which", "confirmed", "it", ["recording"]),
        ("They/they/PRON/PRP/1/nsubj left/leave/VERB/VBD/1/root ,/,/PUNCT/,/4/punct which/which/PRON/WDT/4/nsubj "
         "showed/show/VERB/VBD/1/acl:relcl fear/fear/NOUN/NN/4/obj", "which", "showed", "fear", ["inference"]),
        ("He/he/PRON/PRP/3/nsubj:pass can/can/AUX/MD/3/aux be/be/AUX/VB/3/aux:pass heard/hear/VERB/VBN/3/root "
         "asking/ask/VERB/VBG/3/xcomp why/why/ADV/WRB/4/obj in/in/ADP/IN/8/case the/the/DET/DT/8/det "
         "clip/clip/NOUN/NN/3/obl", "He", "can be heard asking", "why", ["recording"]),
        ("A/a/DET/DT/1/det review/review/NOUN/NN/4/nsubj of/of/ADP/IN/3/case ledgers/ledger/NOUN/NNS/1/nmod "
         "showed/show/VERB/VBD/4/root losses/loss/NOUN/NNS/4/obj", "A review of ledgers", "showed", "losses",
         ["document"]),
        ("Half/half/NOUN/NN/3/nsubj of/of/ADP/IN/2/case tenants/tenant/NOUN/NNS/0/nmod said/say/VERB/VBD/3/root "
         "rents/rent/NOUN/NNS/5/nsubj rose/rise/VERB/VBD/3/ccomp in/in/ADP/IN/8/case a/a/DET/DT/8/det "
         "poll/poll/NOUN/NN/3/obl", "Half of tenants", "said", "rents rose", ["data"]),
        ("They/they/PRON/PRP/1/nsubj said/say/VERB/VBD/1/root we/we/PRON/PRP/3/nsubj sampled/sample/VERB/VBD/1/ccomp "
         "trees/tree/NOUN/NNS/3/obj", "They", "said", "we sampled trees", ["forensic"]),
        ("Clerks/clerk/NOUN/NNS/4/nsubj who/who/PRON/WP/2/nsubj read/read/VERB/VBD/0/acl:relcl "
         "files/file/NOUN/NNS/2/obj said/say/VERB/VBD/4/root it/it/PRON/PRP/6/nsubj "
         "sank/sink/VERB/VBD/4/ccomp", "Clerks who read files", "said",
         "it sank", ["document"]),
    ],
)  # fmt: skip
def test_what_shows_it_wherever_that_stands(row: str, source: str, cue: str, content: str, expected: list[str]) -> None:
    assert kinds(row, source=source, cue=cue, content=content) == expected


def test_a_clause_beside_the_claim_says_what_shows_it() -> None:
    row = (
        "She/she/PRON/PRP/1/nsubj refused/refuse/VERB/VBD/1/root help/help/NOUN/NN/1/obj ,/,/PUNCT/,/6/punct "
        "the/the/DET/DT/5/det video/video/NOUN/NN/6/nsubj shows/show/VERB/VBZ/1/parataxis"
    )
    assert kinds(row, source="She", cue="refused", content="help") == ["recording"]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("It/it/PRON/PRP/4/nsubj:pass has/have/AUX/VBZ/4/aux not/not/PART/RB/4/advmod been/be/AUX/VBN/4/aux:pass "
         "denied/deny/VERB/VBN/4/root nor/nor/CCONJ/CC/6/cc confirmed/confirm/VERB/VBN/4/conj", ["lacking"]),
        ("It/it/PRON/PRP/2/nsubj is/be/AUX/VBZ/2/cop impossible/impossible/ADJ/JJ/2/root to/to/PART/TO/4/mark "
         "verify/verify/VERB/VB/2/xcomp", ["lacking"]),
        ("They/they/PRON/PRP/3/nsubj would/would/AUX/MD/3/aux not/not/PART/RB/3/advmod "
         "confirm/confirm/VERB/VB/3/root it/it/PRON/PRP/3/obj", []),
        ("They/they/PRON/PRP/1/nsubj gave/give/VERB/VBD/1/root no/no/DET/DT/3/det proof/proof/NOUN/NN/1/obj "
         "of/of/ADP/IN/5/case fraud/fraud/NOUN/NN/3/nmod", []),
    ],
)  # fmt: skip
def test_what_nobody_could_make_sure_of(after: str, expected: list[str]) -> None:
    assert kinds(SAID, after, source="Officials", cue="said", content="walls leaked") == expected


@pytest.mark.parametrize(
    ("mark", "expected"),
    [("because/because/SCONJ/IN/8/mark", ["inference"]), ("unless/unless/SCONJ/IN/8/mark", [])],
)
def test_a_reason_for_what_somebody_is_called(mark: str, expected: list[str]) -> None:
    row = (
        SHE + "he/he/PRON/PRP/5/nsubj is/be/AUX/VBZ/5/cop a/a/DET/DT/5/det winner/winner/NOUN/NN/1/ccomp "
        f"{mark} he/he/PRON/PRP/8/nsubj leads/lead/VERB/VBZ/5/advcl"
    )
    word = mark.split("/", maxsplit=1)[0]
    assert kinds(row, source="She", cue="said", content=f"he is a winner {word} he leads") == expected


def test_an_experts_calling_is_a_ground_in_the_first_person() -> None:
    row = (
        SHE + "as/as/ADP/IN/4/case a/a/DET/DT/4/det psychologist/psychologist/NOUN/NN/6/obl I/i/PRON/PRP/6/nsubj "
        "disagree/disagree/VERB/VBP/1/ccomp"
    )
    assert kinds(row, source="She", cue="said", content="as a psychologist I disagree") == ["expert-judgement"]
    other = row.replace("I/i/PRON/PRP", "he/he/PRON/PRP").replace("disagree/disagree/VERB/VBP", "works/work/VERB/VBZ")
    assert kinds(other, source="She", cue="said", content="as a psychologist he works") == []
