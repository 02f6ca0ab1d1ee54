"""Attributions to claims, on parses made by hand."""

from __future__ import annotations

import pytest

from hearsay.model import Claim
from hearsay.parsed import Parsed
from hearsay.weigh import claims
from tests.support.weighing import attribution, sentences

SAID = (
    "The/the/DET/DT/1/det officer/officer/NOUN/NN/2/nsubj said/say/VERB/VBD/2/root the/the/DET/DT/4/det "
    "talks/talk/NOUN/NNS/6/nsubj {0}/{0}/AUX/MD/6/aux fail/fail/VERB/VB/2/ccomp ././PUNCT/./2/punct"
)
DENIED = (
    "The/the/DET/DT/1/det ministry/ministry/NOUN/NN/2/nsubj denied/deny/VERB/VBD/2/root the/the/DET/DT/4/det "
    "group/group/NOUN/NN/6/nmod:poss 's/'s/PART/POS/4/case allegation/allegation/NOUN/NN/2/obj "
    "that/that/SCONJ/IN/10/mark soldiers/soldier/NOUN/NNS/10/nsubj had/have/AUX/VBD/10/aux "
    "burned/burn/VERB/VBN/6/acl "
    "the/the/DET/DT/12/det village/village/NOUN/NN/10/obj ././PUNCT/./2/punct"
)
COMMENT = (
    "The/the/DET/DT/1/det mayor/mayor/NOUN/NN/2/nsubj refused/refuse/VERB/VBD/2/root to/to/PART/TO/4/mark "
    "comment/comment/VERB/VB/2/xcomp on/on/ADP/IN/7/case the/the/DET/DT/7/det report/report/NOUN/NN/4/obl"
)
CONFIRM = (
    "Officials/official/NOUN/NNS/3/nsubj could/could/AUX/MD/3/aux not/not/PART/RB/3/advmod "
    "confirm/confirm/VERB/VB/3/root the/the/DET/DT/5/det attack/attack/NOUN/NN/3/obj"
)
RETRACTED = (
    "The/the/DET/DT/1/det company/company/NOUN/NN/2/nsubj retracted/retract/VERB/VBD/2/root "
    "its/its/PRON/PRP$/4/nmod:poss "
    "statement/statement/NOUN/NN/2/obj that/that/SCONJ/IN/9/mark the/the/DET/DT/7/det plant/plant/NOUN/NN/9/nsubj "
    "was/be/AUX/VBD/9/cop safe/safe/ADJ/JJ/4/acl"
)
DOUBT = (
    "Analysts/analyst/NOUN/NNS/1/nsubj doubt/doubt/VERB/VBP/1/root that/that/SCONJ/IN/6/mark the/the/DET/DT/4/det "
    "talks/talk/NOUN/NNS/6/nsubj will/will/AUX/MD/6/aux succeed/succeed/VERB/VB/1/ccomp"
)
RESPONSIBLE = (
    "The/the/DET/DT/1/det rebels/rebel/NOUN/NNS/2/nsubj claimed/claim/VERB/VBD/2/root "
    "responsibility/responsibility/NOUN/NN/2/obj for/for/ADP/IN/6/case the/the/DET/DT/6/det "
    "bombing/bombing/NOUN/NN/3/nmod"
)
NOT_SAID = (
    "The/the/DET/DT/1/det minister/minister/NOUN/NN/4/nsubj did/do/AUX/VBD/4/aux not/not/PART/RB/4/advmod "
    "say/say/VERB/VB/4/root that/that/SCONJ/IN/9/mark the/the/DET/DT/7/det dam/dam/NOUN/NN/9/nsubj "
    "had/have/AUX/VBD/9/aux "
    "failed/fail/VERB/VBN/4/ccomp"
)
WITHOUT = (
    "The/the/DET/DT/1/det governor/governor/NOUN/NN/2/nsubj claimed/claim/VERB/VBD/2/root ,/,/PUNCT/,/2/punct "
    "without/without/SCONJ/IN/5/mark providing/provide/VERB/VBG/2/advcl "
    "evidence/evidence/NOUN/NN/5/obj ,/,/PUNCT/,/5/punct "
    "that/that/SCONJ/IN/13/mark the/the/DET/DT/10/det votes/vote/NOUN/NNS/13/nsubj:pass had/have/AUX/VBD/13/aux "
    "been/be/AUX/VBN/13/aux:pass miscounted/miscount/VERB/VBN/2/ccomp"
)
TOLD = (
    "A/a/DET/DT/1/det spokesman/spokesman/NOUN/NN/2/nsubj told/tell/VERB/VBD/2/root "
    "reporters/reporter/NOUN/NNS/2/obj "
    "that/that/SCONJ/IN/9/mark the/the/DET/DT/6/det bridge/bridge/NOUN/NN/9/nsubj:pass might/might/AUX/MD/9/aux "
    "be/be/AUX/VB/9/aux:pass closed/close/VERB/VBN/2/ccomp"
)
NESTED = (
    "Reuters/Reuters/PROPN/NNP/1/nsubj reported/report/VERB/VBD/1/root that/that/SCONJ/IN/5/mark "
    "the/the/DET/DT/4/det "
    "minister/minister/NOUN/NN/5/nsubj said/say/VERB/VBD/1/ccomp the/the/DET/DT/7/det dam/dam/NOUN/NN/10/nsubj "
    "had/have/AUX/VBD/10/aux not/not/PART/RB/10/advmod failed/fail/VERB/VBN/5/ccomp"
)
CALLED_ON = (
    "The/the/DET/DT/1/det union/union/NOUN/NN/2/nsubj called/call/VERB/VBD/2/root "
    "on/on/ADP/IN/5/case the/the/DET/DT/5/det "
    "government/government/NOUN/NN/2/obl to/to/PART/TO/7/mark release/release/VERB/VB/2/xcomp the/the/DET/DT/9/det "
    "report/report/NOUN/NN/7/obj"
)
ARMED = (
    "The/the/DET/DT/1/det militants/militant/NOUN/NNS/2/nsubj said/say/VERB/VBD/2/root they/they/PRON/PRP/5/nsubj "
    "would/would/AUX/MD/5/aux attack/attack/VERB/VB/2/ccomp the/the/DET/DT/7/det port/port/NOUN/NN/5/obj"
)


def one(row: str, source: str, cue: str, content: str) -> tuple[Parsed, Claim]:
    parse = sentences(row)
    return parse, claims(parse, [attribution(parse, source, cue, content)])[0]


NOBODY = (
    "Nobody/nobody/PRON/NN/1/nsubj {0}/{1}/VERB/VBD/1/root that/that/SCONJ/IN/5/mark the/the/DET/DT/4/det "
    "dam/dam/NOUN/NN/5/nsubj leaked/leak/VERB/VBD/1/ccomp"
)


@pytest.mark.parametrize(
    ("row", "source", "cue", "content", "expected"),
    [
        (NOBODY.format("said", "say"), "Nobody", "said", "that the dam leaked", "withhold not-said unknown unknown"),
        (NOBODY.format("knew", "know"), "Nobody", "knew", "that the dam leaked", "believe cannot-confirm unknown"),
        (COMMENT, "The mayor", "refused to comment", "on the report", "withhold not-said unknown unknown"),
        (CONFIRM, "Officials", "could not confirm", "the attack", "withhold cannot-confirm unknown unknown"),
        (RETRACTED, "The company", "retracted", "its statement that the plant was safe", "state retract"),
        (DOUBT, "Analysts", "doubt", "that the talks will succeed", "believe doubt probable negative"),
        (RESPONSIBLE, "The rebels", "claimed", "responsibility for the bombing", "claim-responsibility affirm certain"),
        (NOT_SAID, "The minister", "did not say", "that the dam had failed", "withhold not-said unknown unknown"),
        (CALLED_ON, "The union", "called on", "the government to release the report", "demand affirm unknown unknown"),
        (ARMED, "The militants", "said", "they would attack the port", "threaten affirm unknown unknown"),
        (NESTED, "the minister", "said", "the dam had not failed", "state affirm certain negative"),
        (SAID.format("may"), "The officer", "said", "the talks may fail", "state affirm possible positive"),
        (SAID.format("will"), "The officer", "said", "the talks will fail", "state affirm certain positive"),
        (SAID.format("should"), "The officer", "said", "the talks should fail", "state affirm unknown unknown"),
    ],
)
def test_act_stance_certainty_and_polarity(row: str, source: str, cue: str, content: str, expected: str) -> None:
    _, claim = one(row, source, cue, content)
    got = f"{claim.act} {claim.stance} {claim.certainty} {claim.polarity}"
    assert got.startswith(expected)


def test_a_denied_allegation_is_two_claims() -> None:
    parse = sentences(DENIED)
    content = "the group 's allegation that soldiers had burned the village"
    denial, allegation = claims(parse, [attribution(parse, "The ministry", "denied", content)])
    assert (denial.stance, denial.certainty, denial.polarity) == ("deny", "certain", "negative")
    assert (allegation.act, allegation.stance, allegation.polarity) == ("claim", "affirm", "positive")
    assert (denial.linked, allegation.linked) == (allegation.id, None)
    assert denial.attribution == allegation.attribution
    assert [link.name for link in allegation.chain] == [None, "the group"]


def test_an_allegation_that_was_found_itself_is_linked_and_does_not_come_through_its_denier() -> None:
    parse = sentences(DENIED)
    outer = attribution(parse, "The ministry", "denied", "the group 's allegation that soldiers had burned the village")
    inner = attribution(parse, "the group", "allegation", "that soldiers had burned the village", parent=outer)
    denial, allegation = claims(parse, [outer, inner])
    assert denial.linked == allegation.id
    assert [link.name for link in allegation.chain] == [None, "the group"]


def test_a_chain_runs_from_the_author_to_the_speaker() -> None:
    parse = sentences(NESTED, byline="A. Writer")
    outer = attribution(parse, "Reuters", "reported", "that the minister said the dam had not failed")
    inner = attribution(parse, "the minister", "said", "the dam had not failed", parent=outer)
    chain = claims(parse, [inner, outer])[0].chain
    assert [(link.type, link.name) for link in chain] == [
        ("author", "A. Writer"),
        ("agency", "Reuters"),
        ("named-official", "the minister"),
    ]
    assert [link.span for link in chain] == [None, (0, 7), inner.source[0]]


def test_parents_in_a_circle_end() -> None:
    parse = sentences(NESTED)
    first = attribution(parse, "Reuters", "reported", "that the minister said the dam had not failed")
    second = attribution(parse, "the minister", "said", "the dam had not failed", parent=first)
    circle = attribution(parse, "Reuters", "reported", "that the minister said the dam had not failed", parent=second)
    assert [len(c.chain) for c in claims(parse, [circle, second])] == [3, 3]


def test_evidence_that_is_lacking_sets_the_author_apart() -> None:
    parse, claim = one(WITHOUT, "The governor", "claimed", "that the votes had been miscounted")
    assert [(e.kind, parse.document.text[slice(*e.span)]) for e in claim.evidence] == [
        ("lacking", "without providing evidence")
    ]
    assert claim.distance == "distanced"


def test_an_aside_taken_into_the_content_is_seen_too() -> None:
    _, claim = one(
        WITHOUT, "The governor", "claimed", ", without providing evidence , that the votes had been miscounted"
    )
    assert [e.kind for e in claim.evidence] == ["lacking"]


def test_whom_it_was_told() -> None:
    parse, claim = one(TOLD, "A spokesman", "told", "that the bridge might be closed")
    assert claim.addressee is not None
    assert parse.document.text[slice(*claim.addressee)] == "reporters"
    assert claim.certainty == "possible"


def test_who_has_been_told_is_no_source() -> None:
    row = (
        "Residents/resident/NOUN/NNS/3/nsubj:pass have/have/AUX/VBP/3/aux been/be/AUX/VBN/3/aux:pass "
        "told/tell/VERB/VBN/3/root that/that/SCONJ/IN/7/mark the/the/DET/DT/6/det road/road/NOUN/NN/7/nsubj "
        "closed/close/VERB/VBD/3/ccomp"
    )
    _, claim = one(row, "Residents", "have been told", "that the road closed")
    assert (claim.chain[-1].type, claim.chain[-1].span, claim.addressee) == ("unknown", None, (0, 9))


def test_confidence_is_at_most_the_attributions() -> None:
    parse = sentences(SAID.format("will"))
    claim = claims(parse, [attribution(parse, "The officer", "said", "the talks will fail", confidence=0.5)])[0]
    assert 0 < claim.confidence < 0.5


def test_no_source_no_cue_no_lexicon() -> None:
    parse = sentences("Clashes/clash/NOUN/NNS/1/nsubj xyzzied/xyzzy/VERB/VBD/1/root")
    claim = claims(parse, [attribution(parse, "", "xyzzied", "Clashes")])[0]
    assert (claim.act, claim.stance, claim.chain[-1].type, claim.evidence) == ("state", "affirm", "unknown", ())


def test_ids_do_not_depend_on_the_company() -> None:
    parse = sentences(NESTED)
    outer = attribution(parse, "Reuters", "reported", "that the minister said the dam had not failed")
    inner = attribution(parse, "the minister", "said", "the dam had not failed", parent=outer)
    one_way, other_way = claims(parse, [outer, inner]), claims(parse, [inner, outer])
    assert {c.id for c in one_way} == {c.id for c in other_way}
    assert one_way == tuple(reversed(other_way))


def test_calling_an_allegation_untrue_denies_it() -> None:
    row = (
        "The/the/DET/DT/1/det minister/minister/NOUN/NN/2/nsubj called/call/VERB/VBD/2/root "
        "the/the/DET/DT/4/det {0}/{0}/NOUN/NN/2/obj baseless/baseless/ADJ/JJ/2/xcomp"
    )
    for noun, stance in (("claim", "deny"), ("house", "affirm")):
        parse = sentences(row.format(noun))
        found = claims(parse, [attribution(parse, "The minister", "called", f"the {noun} baseless")])
        assert found[0].stance == stance


def test_who_did_not_deny_it_has_not_said_it() -> None:
    row = (
        "Officials/official/NOUN/NNS/3/nsubj did/do/AUX/VBD/3/aux not/not/PART/RB/3/advmod "
        "deny/deny/VERB/VB/3/root the/the/DET/DT/5/det attack/attack/NOUN/NN/3/obj"
    )
    parse = sentences(row)
    (claim,) = claims(parse, [attribution(parse, "Officials", "did not deny", "the attack")])
    assert claim.stance == "not-said"


def test_who_neither_confirms_nor_denies_does_neither() -> None:
    row = (
        "Israel/Israel/PROPN/NNP/2/nsubj neither/neither/CCONJ/CC/2/cc:preconj confirms/confirm/VERB/VBZ/2/root "
        "nor/nor/CCONJ/CC/4/cc denies/deny/VERB/VBZ/2/conj such/such/ADJ/JJ/6/amod reports/report/NOUN/NNS/4/obj"
    )
    parse = sentences(row)
    claim = claims(parse, [attribution(parse, "Israel", "denies", "such reports")])[0]
    assert (claim.act, claim.stance) == ("withhold", "cannot-confirm")


def test_by_whom_they_have_been_told_is_the_source() -> None:
    row = (
        "Residents/resident/NOUN/NNS/2/nsubj:pass were/be/AUX/VBD/2/aux:pass told/tell/VERB/VBN/2/root "
        "by/by/ADP/IN/4/case police/police/NOUN/NN/2/obl:agent that/that/SCONJ/IN/8/mark the/the/DET/DT/7/det "
        "road/road/NOUN/NN/8/nsubj closed/close/VERB/VBD/2/ccomp"
    )
    _, claim = one(row, "police", "were told by", "that the road closed")
    assert claim.chain[-1].type == "organization"
