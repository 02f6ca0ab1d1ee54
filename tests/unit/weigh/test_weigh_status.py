"""Did it happen: one sentence for each thing that decides it."""

from __future__ import annotations

import pytest

from hearsay.weigh.clauses import Clause
from hearsay.weigh.status import status
from hearsay.weigh.view import View
from tests.support.weighing import sentences

SHELLED = "The/the/DET/DT/1/det army/army/NOUN/NN/2/nsubj shelled/shell/VERB/VBD/2/root it/it/PRON/PRP/2/obj"
CASES = {
    SHELLED: (2, "occurred"),
    "It/it/PRON/PRP/3/nsubj did/do/AUX/VBD/3/aux not/not/PART/RB/3/advmod fire/fire/VERB/VB/3/root": (3, "negated"),
    "It/it/PRON/PRP/3/nsubj not/not/PART/RB/2/advmod only/only/ADV/RB/3/advmod fired/fire/VERB/VBD/3/root": (
        3,
        "occurred",
    ),
    "No/no/DET/DT/1/det ship/ship/NOUN/NN/2/nsubj sank/sink/VERB/VBD/2/root": (2, "negated"),
    "They/they/PRON/PRP/2/nsubj will/will/AUX/MD/2/aux meet/meet/VERB/VB/2/root": (2, "future"),
    "They/they/PRON/PRP/2/nsubj may/may/AUX/MD/2/aux meet/meet/VERB/VB/2/root": (2, "hypothetical"),
    "They/they/PRON/PRP/2/nsubj are/be/AUX/VBP/2/aux marching/march/VERB/VBG/2/root": (2, "ongoing"),
    "They/they/PRON/PRP/2/nsubj are/be/AUX/VBP/2/aux leaving/leave/VERB/VBG/2/root tomorrow/tomorrow/NOUN/NN/2/obl": (
        2,
        "future",
    ),
    "They/they/PRON/PRP/1/nsubj managed/manage/VERB/VBD/1/root to/to/PART/TO/3/mark flee/flee/VERB/VB/1/xcomp": (
        3,
        "occurred",
    ),
    "They/they/PRON/PRP/1/nsubj failed/fail/VERB/VBD/1/root to/to/PART/TO/3/mark flee/flee/VERB/VB/1/xcomp": (
        3,
        "negated",
    ),
    "They/they/PRON/PRP/1/nsubj wanted/want/VERB/VBD/1/root to/to/PART/TO/3/mark flee/flee/VERB/VB/1/xcomp": (
        3,
        "hypothetical",
    ),
    "They/they/PRON/PRP/1/nsubj plan/plan/VERB/VBP/1/root to/to/PART/TO/3/mark flee/flee/VERB/VB/1/xcomp": (
        3,
        "future",
    ),
    "It/it/PRON/PRP/1/nsubj fled/flee/VERB/VBD/1/root to/to/PART/TO/3/mark live/live/VERB/VB/1/advcl": (
        3,
        "hypothetical",
    ),
    "It/it/PRON/PRP/1/nsubj fled/flee/VERB/VBD/1/root without/without/SCONJ/IN/3/mark firing/fire/VERB/VBG/1/advcl": (
        3,
        "negated",
    ),
    "If/if/SCONJ/IN/2/mark talks/talk/NOUN/NNS/2/nsubj fail/fail/VERB/VBP/4/advcl war/war/NOUN/NN/4/nsubj "
    "resumes/resume/VERB/VBZ/4/root": (2, "hypothetical"),
    "I/I/PRON/PRP/3/nsubj do/do/AUX/VBP/3/aux not/not/PART/RB/3/advmod think/think/VERB/VB/3/root "
    "they/they/PRON/PRP/5/nsubj left/leave/VERB/VBD/3/ccomp": (5, "negated"),
    "He/he/PRON/PRP/1/nsubj said/say/VERB/VBD/1/root they/they/PRON/PRP/3/nsubj left/leave/VERB/VBD/1/ccomp": (
        3,
        "occurred",
    ),
    "Leave/leave/VERB/VB/0/root the/the/DET/DT/2/det town/town/NOUN/NN/0/obj": (0, "hypothetical"),
    "Thank/thank/VERB/VB/0/root you/you/PRON/PRP/0/obj": (0, "occurred"),
    "Did/do/AUX/VBD/2/aux it/it/PRON/PRP/2/nsubj sink/sink/VERB/VB/2/root ?/?/PUNCT/./2/punct": (2, "hypothetical"),
    "Police/police/NOUN/NNS/1/nsubj prevented/prevent/VERB/VBD/1/root an/a/DET/DT/3/det attack/attack/NOUN/NN/1/obj": (
        3,
        "negated",
    ),
    "They/they/PRON/PRP/1/nsubj denied/deny/VERB/VBD/1/root the/the/DET/DT/4/det alleged/alleged/ADJ/JJ/4/amod "
    "attack/attack/NOUN/NN/1/obj": (4, "hypothetical"),
    "They/they/PRON/PRP/2/nsubj will/will/AUX/MD/2/aux hold/hold/VERB/VB/2/root talks/talk/NOUN/NNS/2/obj": (
        3,
        "future",
    ),
    "They/they/PRON/PRP/1/nsubj condemned/condemn/VERB/VBD/1/root the/the/DET/DT/3/det attack/attack/NOUN/NN/1/obj": (
        3,
        "occurred",
    ),
    "They/they/PRON/PRP/3/nsubj did/do/AUX/VBD/3/aux not/not/PART/RB/3/advmod eat/eat/VERB/VB/3/root "
    "or/or/CCONJ/CC/5/cc drink/drink/VERB/VB/3/conj": (5, "negated"),
    "They/they/PRON/PRP/2/nsubj will/will/AUX/MD/2/aux stop/stop/VERB/VB/2/root when/when/ADV/WRB/5/advmod "
    "rain/rain/NOUN/NN/5/nsubj comes/come/VERB/VBZ/2/advcl": (5, "future"),
}


@pytest.mark.parametrize(("row", "expected"), CASES.items(), ids=[row.split("/", 1)[0] for row in CASES])
def test_status(row: str, expected: tuple[int, str]) -> None:
    word, wanted = expected
    assert status(sentences(row), word) == wanted


@pytest.mark.parametrize("word", [-1, 4])
def test_a_word_that_is_not_there_is_refused(word: int) -> None:
    with pytest.raises(IndexError, match="among 4"):
        status(sentences(SHELLED), word)


def test_conjuncts_share_what_governs_them() -> None:
    parse = sentences(
        "They/they/PRON/PRP/1/nsubj want/want/VERB/VBP/1/root to/to/PART/TO/3/mark stay/stay/VERB/VB/1/xcomp "
        "and/and/CCONJ/CC/5/cc work/work/VERB/VB/3/conj"
    )
    clause = Clause(View(parse), 5)
    assert (clause.first, clause.governor, clause.tense, clause.signature) == (3, 1, "infinitive", "open")


def test_conjuncts_with_subjects_of_their_own_are_clauses_of_their_own() -> None:
    parse = sentences(
        "They/they/PRON/PRP/2/nsubj may/may/AUX/MD/2/aux stay/stay/VERB/VB/2/root "
        "but/but/CCONJ/CC/5/cc we/we/PRON/PRP/5/nsubj left/leave/VERB/VBD/2/conj"
    )
    assert [status(parse, word) for word in (2, 5)] == ["hypothetical", "occurred"]
