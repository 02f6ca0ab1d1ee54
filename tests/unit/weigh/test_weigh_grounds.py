"""Reasons, evidence that lacks, and who was there, in sentences parsed as the reader parses them."""

from __future__ import annotations

import pytest

from hearsay.weigh import claims
from tests.support.weighing import attribution, sentences


@pytest.mark.parametrize(
    ("rows", "source", "cue", "content", "expected"),
    [
        (  # Lund said the bridge cannot hold because it is old
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root the/the/DET/DT/3/det "
                "bridge/bridge/NOUN/NN/6/nsubj can/can/AUX/MD/6/aux not/not/PART/RB/6/advmod "
                "hold/hold/VERB/VB/1/ccomp because/because/SCONJ/IN/10/mark it/it/PRON/PRP/10/nsubj "
                "is/be/AUX/VBZ/10/cop old/old/ADJ/JJ/6/advcl",
            ),
            "Lund", "said", "the bridge can not hold because it is old", ["inference"],
        ),
        (  # Lund said they agree that it must close, because it is old
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root they/they/PRON/PRP/3/nsubj "
                "agree/agree/VERB/VBP/1/ccomp that/that/SCONJ/IN/7/mark it/it/PRON/PRP/7/nsubj "
                "must/must/AUX/MD/7/aux close/close/VERB/VB/3/ccomp ,/,/PUNCT/,/12/punct "
                "because/because/SCONJ/IN/12/mark it/it/PRON/PRP/12/nsubj is/be/AUX/VBZ/12/cop "
                "old/old/ADJ/JJ/3/advcl",
            ),
            "Lund", "said", "they agree that it must close , because it is old", ["inference"],
        ),
        (  # Lund called the plan a trap because it binds them
            (
                "Lund/lund/PROPN/NNP/1/nsubj called/call/VERB/VBD/1/root the/the/DET/DT/3/det "
                "plan/plan/NOUN/NN/1/obj a/a/DET/DT/5/det trap/trap/NOUN/NN/1/xcomp "
                "because/because/SCONJ/IN/8/mark it/it/PRON/PRP/8/nsubj binds/bind/VERB/VBZ/1/advcl "
                "them/they/PRON/PRP/8/obj",
            ),
            "Lund", "called", "the plan a trap because it binds them", ["inference"],
        ),
        (  # Lund said he was glad because they won
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root he/he/PRON/PRP/4/nsubj "
                "was/be/AUX/VBD/4/cop glad/glad/ADJ/JJ/1/ccomp because/because/SCONJ/IN/7/mark "
                "they/they/PRON/PRP/7/nsubj won/win/VERB/VBD/4/advcl",
            ),
            "Lund", "said", "he was glad because they won", [],
        ),
        (  # Lund contended that the men fled because they were afraid
            (
                "Lund/lund/PROPN/NNP/1/nsubj contended/contend/VERB/VBD/1/root that/that/SCONJ/IN/5/mark "
                "the/the/DET/DT/4/det men/man/NOUN/NNS/5/nsubj fled/flead/VERB/VBD/1/ccomp "
                "because/because/SCONJ/IN/9/mark they/they/PRON/PRP/9/nsubj were/be/AUX/VBD/9/cop "
                "afraid/afraid/ADJ/JJ/5/advcl",
            ),
            "Lund", "contended", "that the men fled because they were afraid", [],
        ),
        (  # Police believe the men fled because the house was empty
            (
                "Police/police/NOUN/NNS/1/nsubj believe/believe/VERB/VBP/1/root the/the/DET/DT/3/det "
                "men/man/NOUN/NNS/4/nsubj fled/flead/VERB/VBD/1/ccomp because/because/SCONJ/IN/9/mark "
                "the/the/DET/DT/7/det house/house/NOUN/NN/9/nsubj was/be/AUX/VBD/9/cop "
                "empty/empty/ADJ/JJ/4/advcl",
            ),
            "Police", "believe", "the men fled because the house was empty", ["inference"],
        ),
        (  # From the marks, investigators concluded that he fell
            (
                "From/from/ADP/IN/2/case the/the/DET/DT/2/det marks/mark/NOUN/NNS/5/obl ,/,/PUNCT/,/2/punct "
                "investigators/investigator/NOUN/NNS/5/nsubj concluded/conclude/VERB/VBD/5/root "
                "that/that/SCONJ/IN/8/mark he/he/PRON/PRP/8/nsubj fell/fall/VERB/VBD/5/ccomp",
            ),
            "investigators", "concluded", "that he fell", ["inference"],
        ),
        (  # Lund said the purchase points to a shortage
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root the/the/DET/DT/3/det "
                "purchase/purchase/NOUN/NN/4/nsubj points/point/NOUN/NNS/1/ccomp to/to/ADP/IN/7/case "
                "a/a/DET/DT/7/det shortage/shortage/NOUN/NN/4/obl",
            ),
            "Lund", "said", "the purchase points to a shortage", ["inference"],
        ),
        (  # Lund said the votes were stolen but failed to prove the charge
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root the/the/DET/DT/3/det "
                "votes/vote/NOUN/NNS/5/nsubj:pass were/be/AUX/VBD/5/aux:pass stolen/steal/VERB/VBN/1/ccomp "
                "but/but/CCONJ/CC/7/cc failed/fail/VERB/VBD/5/conj to/to/PART/TO/9/mark "
                "prove/prove/VERB/VB/7/xcomp the/the/DET/DT/11/det charge/charge/NOUN/NN/9/obj",
            ),
            "Lund", "said", "the votes were stolen but failed to prove the charge", ["lacking"],
        ),
        (  # Lund said the bridge was mined, though he has yet to provide proof
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root the/the/DET/DT/3/det "
                "bridge/bridge/NOUN/NN/5/nsubj:pass was/be/AUX/VBD/5/aux:pass mined/mine/VERB/VBN/1/ccomp "
                ",/,/PUNCT/,/9/punct though/though/SCONJ/IN/9/mark he/he/PRON/PRP/9/nsubj "
                "has/have/VERB/VBZ/5/advcl yet/yet/ADV/RB/9/advmod to/to/PART/TO/12/mark "
                "provide/provide/VERB/VB/9/xcomp proof/proof/NOUN/NN/12/obj",
            ),
            "Lund", "said", "the bridge was mined , though he has yet to provide proof", ["lacking"],
        ),
        (  # Lund said the bridge was mined. There is nothing to suggest that this is so
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root the/the/DET/DT/3/det "
                "bridge/bridge/NOUN/NN/5/nsubj:pass was/be/AUX/VBD/5/aux:pass mined/mine/VERB/VBN/1/ccomp "
                "././PUNCT/./1/punct",
                "There/there/PRON/EX/1/expl is/be/VERB/VBZ/1/root nothing/nothing/PRON/NN/1/nsubj "
                "to/to/PART/TO/4/mark suggest/suggest/VERB/VB/2/acl that/that/SCONJ/IN/8/mark "
                "this/this/PRON/DT/8/nsubj is/be/AUX/VBZ/8/cop so/so/ADV/RB/1/advmod",
            ),
            "Lund", "said", "the bridge was mined", ["lacking"],
        ),
        (  # Lund said the bridge was mined. The statement's authenticity could not be established
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root the/the/DET/DT/3/det "
                "bridge/bridge/NOUN/NN/5/nsubj:pass was/be/AUX/VBD/5/aux:pass mined/mine/VERB/VBN/1/ccomp "
                "././PUNCT/./1/punct",
                "The/the/DET/DT/1/det statement/statement/NOUN/NN/3/nmod:poss 's/'s/PART/POS/1/case "
                "authenticity/authenticity/NOUN/NN/7/nsubj:pass could/could/AUX/MD/7/aux "
                "not/not/PART/RB/7/advmod be/be/AUX/VB/7/aux:pass established/establish/VERB/VBN/7/root",
            ),
            "Lund", "said", "the bridge was mined", ["lacking"],
        ),
        (  # Lund said the bridge was mined. The Gazette could not verify the claim
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root the/the/DET/DT/3/det "
                "bridge/bridge/NOUN/NN/5/nsubj:pass was/be/AUX/VBD/5/aux:pass mined/mine/VERB/VBN/1/ccomp "
                "././PUNCT/./1/punct",
                "The/the/DET/DT/1/det Gazette/gazette/PROPN/NNP/4/nsubj could/could/AUX/MD/4/aux "
                "not/not/PART/RB/4/advmod verify/verify/VERB/VB/4/root the/the/DET/DT/6/det "
                "claim/claim/NOUN/NN/4/obj",
            ),
            "Lund", "said", "the bridge was mined", ["lacking"],
        ),
        (  # Lund said the bridge was mined. His campaign declined to provide evidence
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root the/the/DET/DT/3/det "
                "bridge/bridge/NOUN/NN/5/nsubj:pass was/be/AUX/VBD/5/aux:pass mined/mine/VERB/VBN/1/ccomp "
                "././PUNCT/./1/punct",
                "His/his/PRON/PRP$/1/nmod:poss campaign/campaign/NOUN/NN/2/nsubj "
                "declined/decline/VERB/VBD/2/root to/to/PART/TO/4/mark provide/provide/VERB/VB/2/xcomp "
                "evidence/evidence/NOUN/NN/4/obj",
            ),
            "Lund", "said", "the bridge was mined", ["lacking"],
        ),
        (  # Lund said the bridge was mined. But police say the charges were found to be baseless
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root the/the/DET/DT/3/det "
                "bridge/bridge/NOUN/NN/5/nsubj:pass was/be/AUX/VBD/5/aux:pass mined/mine/VERB/VBN/1/ccomp "
                "././PUNCT/./1/punct",
                "But/but/CCONJ/CC/2/cc police/police/NOUN/NNS/2/nsubj say/say/VERB/VBP/2/root "
                "the/the/DET/DT/4/det charges/charge/NOUN/NNS/6/nsubj:pass were/be/AUX/VBD/6/aux:pass "
                "found/find/VERB/VBN/2/ccomp to/to/PART/TO/9/mark be/be/AUX/VB/9/cop "
                "baseless/baseless/ADJ/JJ/6/xcomp",
            ),
            "Lund", "said", "the bridge was mined", ["lacking"],
        ),
        (  # Lund repeated his unproven claim that the bridge was mined
            (
                "Lund/lund/PROPN/NNP/1/nsubj repeated/repeat/VERB/VBD/1/root his/his/PRON/PRP$/4/nmod:poss "
                "unproven/unproven/ADJ/JJ/4/amod claim/claim/NOUN/NN/1/obj that/that/SCONJ/IN/9/mark "
                "the/the/DET/DT/7/det bridge/bridge/NOUN/NN/9/nsubj:pass was/be/AUX/VBD/9/aux:pass "
                "mined/mine/VERB/VBN/4/acl",
            ),
            "Lund", "repeated", "his unproven claim that the bridge was mined", ["lacking"],
        ),
        (  # Lund said the fear was real. It was not completely unfounded
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root the/the/DET/DT/3/det "
                "fear/fear/NOUN/NN/5/nsubj was/be/AUX/VBD/5/cop real/real/ADJ/JJ/1/ccomp ././PUNCT/./1/punct",
                "It/it/PRON/PRP/4/nsubj was/be/AUX/VBD/4/cop not/not/PART/RB/4/advmod "
                "completely/completely/ADV/RB/4/advmod unfounded/unfounded/ADJ/JJ/4/root",
            ),
            "Lund", "said", "the fear was real", [],
        ),
        (  # Orr said there was no evidence that the bridge was mined
            (
                "Orr/orr/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root there/there/PRON/EX/3/expl "
                "was/be/VERB/VBD/1/ccomp no/no/DET/DT/5/det evidence/evidence/NOUN/NN/3/nsubj "
                "that/that/SCONJ/IN/10/mark the/the/DET/DT/8/det bridge/bridge/NOUN/NN/10/nsubj:pass "
                "was/be/AUX/VBD/10/aux:pass mined/mine/VERB/VBN/5/acl",
            ),
            "Orr", "said", "there was no evidence that the bridge was mined", [],
        ),
        (  # Lund said the bridge was mined. The charge was neither denied nor confirmed by police
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root the/the/DET/DT/3/det "
                "bridge/bridge/NOUN/NN/5/nsubj:pass was/be/AUX/VBD/5/aux:pass mined/mine/VERB/VBN/1/ccomp "
                "././PUNCT/./1/punct",
                "The/the/DET/DT/1/det charge/charge/NOUN/NN/4/nsubj:pass was/be/AUX/VBD/4/aux:pass "
                "neither/neither/PART/RB/4/cc:preconj denied/deny/VERB/VBN/4/root nor/nor/CCONJ/CC/6/cc "
                "confirmed/confirm/VERB/VBN/4/conj by/by/ADP/IN/8/case police/police/NOUN/NNS/4/obl",
            ),
            "Lund", "said", "the bridge was mined", [],
        ),
        (  # Two people who attended the meeting said he shouted
            (
                "Two/two/NUM/CD/1/nummod people/people/NOUN/NNS/6/nsubj who/who/PRON/WP/3/nsubj "
                "attended/attend/VERB/VBD/1/acl:relcl the/the/DET/DT/5/det meeting/meeting/NOUN/NN/3/obj "
                "said/say/VERB/VBD/6/root he/he/PRON/PRP/8/nsubj shouted/shout/VERB/VBD/6/ccomp",
            ),
            "Two people who attended the meeting", "said", "he shouted", ["eyewitness"],
        ),
        (  # A reporter saw the bridge and wrote that it was closed
            (
                "A/a/DET/DT/1/det reporter/reporter/NOUN/NN/2/nsubj saw/see/VERB/VBD/2/root the/the/DET/DT/4/det "
                "bridge/bridge/NOUN/NN/2/obj and/and/CCONJ/CC/6/cc wrote/write/VERB/VBD/2/conj "
                "that/that/SCONJ/IN/10/mark it/it/PRON/PRP/10/nsubj:pass was/be/AUX/VBD/10/aux:pass "
                "closed/close/VERB/VBN/6/ccomp",
            ),
            "A reporter", "wrote", "that it was closed", ["eyewitness"],
        ),
        (  # Villagers described how soldiers burned the houses
            (
                "Villagers/villager/NOUN/NNS/1/nsubj described/describe/VERB/VBD/1/root how/how/ADV/WRB/4/advmod "
                "soldiers/soldier/NOUN/NNS/4/nsubj burned/burn/VERB/VBD/1/ccomp the/the/DET/DT/6/det "
                "houses/house/NOUN/NNS/4/obj",
            ),
            "Villagers", "described", "how soldiers burned the houses", ["eyewitness"],
        ),
        (  # Not all attendees are eager to hear it
            (
                "Not/not/PART/RB/2/advmod all/all/DET/DT/2/det attendees/attendee/NOUN/NNS/4/nsubj "
                "are/be/AUX/VBP/4/cop eager/eager/ADJ/JJ/4/root to/to/PART/TO/6/mark hear/hear/VERB/VB/4/xcomp "
                "it/it/PRON/PRP/6/obj",
            ),
            "Not all attendees", "are eager to", "hear it", [],
        ),
        (  # Orr said a friend had told her that it was closed
            (
                "Orr/orr/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root a/a/DET/DT/3/det "
                "friend/friend/NOUN/NN/5/nsubj had/have/AUX/VBD/5/aux told/tell/VERB/VBN/1/ccomp "
                "her/her/PRON/PRP/5/iobj that/that/SCONJ/IN/10/mark it/it/PRON/PRP/10/nsubj:pass "
                "was/be/AUX/VBD/10/aux:pass closed/close/VERB/VBN/5/ccomp",
            ),
            "Orr", "said", "a friend had told her that it was closed", ["hearsay"],
        ),
        (  # Doctors who studied 400 patients said the drug works
            (
                "Doctors/doctor/NOUN/NNS/5/nsubj who/who/PRON/WP/2/nsubj studied/study/VERB/VBD/0/acl:relcl "
                "400/400/NUM/CD/4/nummod patients/patient/NOUN/NNS/2/obj said/say/VERB/VBD/5/root "
                "the/the/DET/DT/8/det drug/drug/NOUN/NN/8/compound works/work/NOUN/NNS/5/ccomp",
            ),
            "Doctors who studied 400 patients", "said", "the drug works", ["data"],
        ),
        (  # It is closed, according to reports
            (
                "It/it/PRON/PRP/2/nsubj:pass is/be/AUX/VBZ/2/aux:pass closed/close/VERB/VBN/2/root "
                ",/,/PUNCT/,/6/punct according/accord/VERB/VBG/6/case to/to/ADP/IN/4/fixed "
                "reports/report/NOUN/NNS/2/obl",
            ),
            "reports", "according to", "It is closed", ["hearsay"],
        ),
        (  # It is closed, according to military reports
            (
                "It/it/PRON/PRP/2/nsubj:pass is/be/AUX/VBZ/2/aux:pass closed/close/VERB/VBN/2/root "
                ",/,/PUNCT/,/7/punct according/accord/VERB/VBG/7/case to/to/ADP/IN/4/fixed "
                "military/military/ADJ/JJ/7/amod reports/report/NOUN/NNS/2/obl",
            ),
            "military reports", "according to", "It is closed", [],
        ),
        (  # It is closed, according to reports by the police
            (
                "It/it/PRON/PRP/2/nsubj:pass is/be/AUX/VBZ/2/aux:pass closed/close/VERB/VBN/2/root "
                ",/,/PUNCT/,/6/punct according/accord/VERB/VBG/6/case to/to/ADP/IN/4/fixed "
                "reports/report/NOUN/NNS/2/obl by/by/ADP/IN/9/case the/the/DET/DT/9/det "
                "police/police/NOUN/NNS/2/obl",
            ),
            "reports by the police", "according to", "It is closed", [],
        ),
        (  # The institute says that many fled, based on a survey of camps
            (
                "The/the/DET/DT/1/det institute/institute/NOUN/NN/2/nsubj says/say/VERB/VBZ/2/root "
                "that/that/SCONJ/IN/5/mark many/many/ADJ/JJ/5/nsubj fled/flead/VERB/VBD/2/ccomp "
                ",/,/PUNCT/,/7/punct based/base/VERB/VBN/5/advcl on/on/ADP/IN/10/case a/a/DET/DT/10/det "
                "survey/survey/NOUN/NN/7/obl of/of/ADP/IN/12/case camps/camp/NOUN/NNS/10/nmod",
            ),
            "The institute", "says", "that many fled , based on a survey of camps", ["data"],
        ),
        (  # Forty percent of those questioned said they would stay
            (
                "Forty/forty/NUM/CD/1/nummod percent/percent/NOUN/NN/5/nsubj of/of/ADP/IN/3/case "
                "those/that/PRON/DT/1/nmod questioned/question/VERB/VBN/1/acl said/say/VERB/VBD/5/root "
                "they/they/PRON/PRP/8/nsubj would/would/AUX/MD/8/aux stay/stay/VERB/VB/5/ccomp",
            ),
            "Forty percent of those questioned", "said", "they would stay", ["data"],
        ),
        (  # The guards fired, said Orr, who watched from her window
            (
                "The/the/DET/DT/1/det guards/guard/NOUN/NNS/2/nsubj fired/fire/VERB/VBD/4/ccomp "
                ",/,/PUNCT/,/5/punct said/say/VERB/VBD/4/root Orr/orr/PROPN/NNP/4/nsubj ,/,/PUNCT/,/8/punct "
                "who/who/PRON/WP/8/nsubj watched/watch/VERB/VBD/5/acl:relcl from/from/ADP/IN/11/case "
                "her/her/PRON/PRP$/11/nmod:poss window/window/NOUN/NN/8/obl",
            ),
            "Orr", "said", "The guards fired", ["eyewitness"],
        ),
        (  # Orr said she was in the shop when men came
            (
                "Orr/orr/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root she/she/PRON/PRP/6/nsubj "
                "was/be/AUX/VBD/6/cop in/in/ADP/IN/6/case the/the/DET/DT/6/det shop/shop/NOUN/NN/1/ccomp "
                "when/when/ADV/WRB/9/advmod men/man/NOUN/NNS/9/nsubj came/come/VERB/VBD/6/advcl",
            ),
            "Orr", "said", "she was in the shop when men came", ["eyewitness"],
        ),
        (  # Orr said she was not in the shop when men came
            (
                "Orr/orr/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root she/she/PRON/PRP/7/nsubj "
                "was/be/AUX/VBD/7/cop not/not/PART/RB/7/advmod in/in/ADP/IN/7/case the/the/DET/DT/7/det "
                "shop/shop/NOUN/NN/1/ccomp when/when/ADV/WRB/10/advmod men/man/NOUN/NNS/10/nsubj "
                "came/come/VERB/VBD/7/advcl",
            ),
            "Orr", "said", "she was not in the shop when men came", [],
        ),
        (  # Orr saw the crash from her window. It was fast, she said
            (
                "Orr/orr/PROPN/NNP/1/nsubj saw/see/VERB/VBD/1/root the/the/DET/DT/3/det "
                "crash/crash/NOUN/NN/1/obj from/from/ADP/IN/6/case her/her/PRON/PRP$/6/nmod:poss "
                "window/window/NOUN/NN/3/nmod ././PUNCT/./1/punct",
                "It/it/PRON/PRP/2/nsubj was/be/AUX/VBD/2/cop fast/fast/ADJ/JJ/5/ccomp ,/,/PUNCT/,/2/punct "
                "she/she/PRON/PRP/5/nsubj said/say/VERB/VBD/5/root",
            ),
            "she", "said", "It was fast", ["eyewitness"],
        ),
        (  # They fled, which means they are guilty, Lund said
            (
                "They/they/PRON/PRP/1/nsubj fled/flead/VERB/VBD/10/ccomp ,/,/PUNCT/,/4/punct "
                "which/which/PRON/WDT/4/nsubj means/mean/VERB/VBZ/1/advcl:relcl they/they/PRON/PRP/7/nsubj "
                "are/be/AUX/VBP/7/cop guilty/guilty/ADJ/JJ/4/ccomp ,/,/PUNCT/,/1/punct "
                "Lund/lund/PROPN/NNP/10/nsubj said/say/VERB/VBD/10/root",
            ),
            "Lund", "said", "They fled , which means they are guilty", ["inference"],
        ),
        (  # Lund said given the cost, the plan made no sense
            (
                "Lund/lund/PROPN/NNP/1/nsubj said/say/VERB/VBD/1/root given/given/ADP/VBN/4/case "
                "the/the/DET/DT/4/det cost/cost/NOUN/NN/8/obl ,/,/PUNCT/,/4/punct the/the/DET/DT/7/det "
                "plan/plan/NOUN/NN/8/nsubj made/make/VERB/VBD/1/ccomp no/no/DET/DT/10/det "
                "sense/sense/NOUN/NN/8/obj",
            ),
            "Lund", "said", "given the cost , the plan made no sense", ["inference"],
        ),
        (  # The train was late because of snow, the company said
            (
                "The/the/DET/DT/1/det train/train/NOUN/NN/3/nsubj was/be/AUX/VBD/3/cop late/late/ADJ/JJ/10/ccomp "
                "because/because/ADP/IN/6/case of/of/ADP/IN/4/fixed snow/snow/NOUN/NN/3/obl ,/,/PUNCT/,/3/punct "
                "the/the/DET/DT/9/det company/company/NOUN/NN/10/nsubj said/say/VERB/VBD/10/root",
            ),
            "the company", "said", "The train was late because of snow", [],
        ),
        (  # The court heard that Lund was paid twice
            (
                "The/the/DET/DT/1/det court/court/NOUN/NN/2/nsubj heard/hear/VERB/VBD/2/root "
                "that/that/SCONJ/IN/6/mark Lund/lund/PROPN/NNP/6/nsubj:pass was/be/AUX/VBD/6/aux:pass "
                "paid/pay/VERB/VBN/2/ccomp twice/twice/ADV/RB/6/advmod",
            ),
            "The court", "heard", "that Lund was paid twice", [],
        ),
    ],
)  # fmt: skip
def test_what_a_claim_rests_on(rows: tuple[str, ...], source: str, cue: str, content: str, expected: list[str]) -> None:
    parse = sentences(*rows)
    assert [e.kind for e in claims(parse, [attribution(parse, source, cue, content)])[0].evidence] == expected


@pytest.mark.parametrize(
    ("speaker", "expected"), [("p1", ["eyewitness"]), ("p2", [])], ids=["the same one", "somebody else"]
)
def test_who_saw_it_is_who_speaks(speaker: str, expected: list[str]) -> None:
    rows = (  # Lund left. Orr saw the crash from her window. It was fast, she said
        "Lund/lund/PROPN/NNP/1/nsubj left/leave/VERB/VBD/1/root ././PUNCT/./1/punct",
        "Orr/orr/PROPN/NNP/1/nsubj saw/see/VERB/VBD/1/root the/the/DET/DT/3/det crash/crash/NOUN/NN/1/obj "
        "from/from/ADP/IN/6/case her/her/PRON/PRP$/6/nmod:poss window/window/NOUN/NN/3/nmod ././PUNCT/./1/punct",
        "It/it/PRON/PRP/2/nsubj was/be/AUX/VBD/2/cop fast/fast/ADJ/JJ/5/ccomp ,/,/PUNCT/,/2/punct "
        "she/she/PRON/PRP/5/nsubj said/say/VERB/VBD/5/root",
    )
    mentions = [(0, 0, 1, "name", "p2"), (3, 3, 4, "name", "p1"), (15, 15, 16, "pronoun", speaker)]
    parse = sentences(*rows, mentions=mentions)
    assert [e.kind for e in claims(parse, [attribution(parse, "she", "said", "It was fast")])[0].evidence] == expected
