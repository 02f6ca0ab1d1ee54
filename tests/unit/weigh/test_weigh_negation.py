"""Attributions that say what was not said or thought."""

from __future__ import annotations

import pytest

from hearsay.parsed import Parsed
from hearsay.weigh.negation import negative
from tests.support.weighing import attribution, sentences

THINK = (
    "I/I/PRON/PRP/3/nsubj do/do/AUX/VBP/3/aux not/not/PART/RB/3/advmod think/think/VERB/VB/3/root "
    "they/they/PRON/PRP/5/nsubj left/leave/VERB/VBD/3/ccomp"
)
STAYED = (
    "He/he/PRON/PRP/1/nsubj said/say/VERB/VBD/1/root they/they/PRON/PRP/5/nsubj had/have/AUX/VBD/5/aux "
    "not/not/PART/RB/5/advmod left/leave/VERB/VBN/1/ccomp"
)
DENY = (
    "He/he/PRON/PRP/3/nsubj did/do/AUX/VBD/3/aux not/not/PART/RB/3/advmod deny/deny/VERB/VB/3/root "
    "they/they/PRON/PRP/5/nsubj left/leave/VERB/VBD/3/ccomp"
)
DENIED = "He/he/PRON/PRP/1/nsubj denied/deny/VERB/VBD/1/root they/they/PRON/PRP/3/nsubj left/leave/VERB/VBD/1/ccomp"
SURE = (
    "I/I/PRON/PRP/3/nsubj am/be/AUX/VBP/3/cop not/not/PART/RB/3/advmod sure/sure/ADJ/JJ/3/root "
    "they/they/PRON/PRP/5/nsubj left/leave/VERB/VBD/3/ccomp"
)
NOBODY = "Nobody/nobody/PRON/NN/1/nsubj said/say/VERB/VBD/1/root they/they/PRON/PRP/3/nsubj left/leave/VERB/VBD/1/ccomp"
ABLE = (
    "I/I/PRON/PRP/3/nsubj ca/can/AUX/MD/3/aux n't/not/PART/RB/3/advmod begin/begin/VERB/VB/3/root to/to/PART/TO/5/mark "
    "say/say/VERB/VB/3/xcomp they/they/PRON/PRP/7/nsubj left/leave/VERB/VBD/5/ccomp"
)
ONLY = (
    "He/he/PRON/PRP/3/nsubj not/not/PART/RB/2/advmod only/only/ADV/RB/3/advmod said/say/VERB/VBD/3/root "
    "they/they/PRON/PRP/5/nsubj left/leave/VERB/VBD/3/ccomp"
)


@pytest.mark.parametrize(
    ("row", "source", "cue", "content", "wanted"),
    [
        (THINK, "I", "think", "they left", True),
        (SURE, "I", "sure", "they left", True),
        (NOBODY, "Nobody", "said", "they left", True),
        (ABLE, "I", "say", "they left", True),
        (STAYED, "He", "said", "they had not left", False),
        (DENIED, "He", "denied", "they left", False),
        (DENY, "He", "deny", "they left", False),
        (ONLY, "He", "said", "they left", False),
    ],
)
def test_negative(row: str, source: str, cue: str, content: str, wanted: bool) -> None:
    parse: Parsed = sentences(row)
    assert negative(parse, attribution(parse, source, cue, content)) is wanted


def test_an_attribution_without_a_cue_is_not_negative() -> None:
    parse = sentences(THINK)
    assert negative(parse, attribution(parse, "I", "", "they left")) is False
