"""What is denied, where somebody has put it forward: two claims that are linked."""

from __future__ import annotations

import pytest

from hearsay.model import Claim
from hearsay.weigh import claims
from tests.support.weighing import attribution, sentences

# "The army VERB <object>": the object's words follow, the noun of the allegation hangs on word 2.
ARMY = "The/the/DET/DT/1/det army/army/NOUN/NN/2/nsubj {0}/{1}/VERB/VBD/2/root "
ABUSE = (
    "rights/right/NOUN/NNS/4/compound groups/group/NOUN/NNS/6/nmod:poss '/'/PART/POS/4/case "
    "allegations/allegation/NOUN/NNS/2/obj of/of/ADP/IN/8/case abuse/abuse/NOUN/NN/6/nmod"
)
POSSESSORS = (
    "the/the/DET/DT/4/det right/right/NOUN/NN/7/nmod:poss 's/'s/PART/POS/4/case group/group/NOUN/NN/7/nmod:poss "
    "allegations/allegation/NOUN/NNS/2/obj"
)
ACCUSATION = (
    "the/the/DET/DT/4/det accusation/accusation/NOUN/NN/2/obj that/that/SCONJ/IN/7/mark "
    "police/police/NOUN/NN/7/nsubj fired/fire/VERB/VBD/4/acl"
)
PRINTED = (
    "a/a/DET/DT/4/det report/report/NOUN/NN/2/obj in/in/ADP/IN/7/case the/the/DET/DT/7/det "
    "Herald/Herald/PROPN/NNP/4/nmod that/that/SCONJ/IN/10/mark it/it/PRON/PRP/10/nsubj fled/flee/VERB/VBD/4/acl"
)
INVOLVEMENT = "any/any/DET/DT/4/det involvement/involvement/NOUN/NN/2/obj"
BASELESS = (
    "as/as/ADP/IN/4/case baseless/baseless/ADJ/JJ/2/obl the/the/DET/DT/6/det claims/claim/NOUN/NNS/2/obj "
    "by/by/ADP/IN/8/case villagers/villager/NOUN/NNS/6/nmod"
)


def both(verb: str, lemma: str, row: str) -> tuple[Claim, ...]:
    parse = sentences(ARMY.format(verb, lemma) + row)
    content = " ".join(cell.split("/", maxsplit=1)[0] for cell in row.split())
    return claims(parse, [attribution(parse, "The army", verb, content)])


@pytest.mark.parametrize(
    ("row", "act", "name", "kind"),
    [
        (ABUSE, "claim", "rights groups", "organization"),
        (POSSESSORS, "claim", "the right 's group", "organization"),
        (ACCUSATION, "blame", None, "unknown"),
        (PRINTED, "state", "the Herald", "unknown"),
        (BASELESS, "claim", "villagers", "witness"),
    ],
)
def test_a_denied_noun_is_the_claim_of_whose_it_is(row: str, act: str, name: str | None, kind: str) -> None:
    denial, alleged = both("denied", "deny", row)
    assert (denial.stance, denial.linked) == ("deny", alleged.id)
    assert (alleged.act, alleged.stance, alleged.polarity) == (act, "affirm", "positive")
    assert (alleged.chain[-1].name, alleged.chain[-1].type) == (name, kind)


def test_what_nobody_has_put_forward_is_one_claim() -> None:
    (denial,) = both("denied", "deny", INVOLVEMENT)
    assert (denial.stance, denial.linked) == ("deny", None)


def test_an_accusation_is_denied_not_decided_on() -> None:
    assert both("rejected", "reject", ACCUSATION)[0].act == "state"
    proposal = "the/the/DET/DT/4/det proposal/proposal/NOUN/NN/2/obj"
    assert both("rejected", "reject", proposal)[0].act == "decide"


def test_baseless_is_what_the_denial_says_not_what_it_rests_on() -> None:
    assert both("dismissed", "dismiss", BASELESS)[0].evidence == ()


CHARGE = (
    "Police/police/NOUN/NNS/2/nsubj have/have/AUX/VBP/2/aux accused/accuse/VERB/VBN/2/root him/he/PRON/PRP/2/obj "
    "of/of/ADP/IN/5/case theft/theft/NOUN/NN/2/obl ,/,/PUNCT/,/8/punct a/a/DET/DT/8/det charge/charge/NOUN/NN/5/appos "
    "he/he/PRON/PRP/10/nsubj denies/deny/VERB/VBZ/8/acl:relcl"
)


def test_a_charge_taken_up_is_the_accusation_before_it() -> None:
    parse = sentences(CHARGE)
    accusation = attribution(parse, "Police", "have accused", "him of theft")
    denial = attribution(parse, "he", "denies", "a charge")
    first, second = claims(parse, [accusation, denial])
    assert (first.act, second.stance, second.linked) == ("blame", "deny", first.id)
    # It does not come through whom it accuses.
    assert [link.name for link in first.chain] == [None, "Police"]


BLAMED = (
    "Fires/fire/NOUN/NNS/1/nsubj spread/spread/VERB/VBD/1/root ,/,/PUNCT/,/3/punct blamed/blame/VERB/VBN/1/advcl "
    "by/by/ADP/IN/6/case the/the/DET/DT/6/det council/council/NOUN/NN/3/obl:agent on/on/ADP/IN/8/case "
    "campers/camper/NOUN/NNS/3/obl"
)


def test_a_cue_that_is_a_mere_preposition_is_read_by_the_verb_of_its_source() -> None:
    parse = sentences(BLAMED)
    assert claims(parse, [attribution(parse, "the council", "on", "campers")])[0].act == "blame"


NOT_GUILTY = (
    "The/the/DET/DT/1/det senator/senator/NOUN/NN/2/nsubj pleaded/plead/VERB/VBD/2/root not/not/PART/RB/4/advmod "
    "guilty/guilty/ADJ/JJ/2/xcomp to/to/ADP/IN/7/case the/the/DET/DT/7/det charges/charge/NOUN/NNS/4/obl"
)
ASKED_THAT = (
    "They/they/PRON/PRP/1/nsubj asked/ask/VERB/VBD/1/root that/that/SCONJ/IN/5/mark the/the/DET/DT/4/det "
    "court/court/NOUN/NN/5/nsubj hear/hear/VERB/VB/1/ccomp them/they/PRON/PRP/5/obj"
)


def test_a_plea_states_and_asking_that_demands() -> None:
    plea = sentences(NOT_GUILTY)
    assert claims(plea, [attribution(plea, "The senator", "pleaded", "not guilty to the charges")])[0].act == "state"
    asked = sentences(ASKED_THAT)
    assert claims(asked, [attribution(asked, "They", "asked", "that the court hear them")])[0].act == "demand"
