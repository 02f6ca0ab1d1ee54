"""MUC-4's format read: fills with all the oddities the task's keys have."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.errors import DataError
from hearsay.evaluate import muc4
from hearsay.evaluate.muc4 import Fill

KEY = """\
;;; a comment before

0.  MESSAGE: ID                     DEV-MUC3-0001 (SOMEBODY)
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
2.  INCIDENT: DATE                  (- 17 MAY 89) / (16 MAY 89 - 17 MAY 89)
3.  INCIDENT: LOCATION              EL SALVADOR: USULUTAN (CITY / DEPARTMENT)
4.  INCIDENT: TYPE                  BOMBING
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED / ATTEMPTED
6.  INCIDENT: INSTRUMENT ID         "BOMB" / "\\"TIME\\" BOMB"
                                    ? "DYNAMITE"
7.  INCIDENT: INSTRUMENT TYPE       EXPLOSIVE / BOMB: "BOMB"
8.  PERP: INCIDENT CATEGORY         ?TERRORIST ACT
9.  PERP: INDIVIDUAL ID             -
10. PERP: ORGANIZATION ID           *
11. PERP: ORGANIZATION CONFIDENCE   (POSSIBLE / ACQUITTED): "RED BAND" / "RB"
;; a comment within
12. PHYS TGT: ID                    "A: B BANK"
14. PHYS TGT: NUMBER                1: "A: B BANK"
18. HUM TGT: NAME                   "JUAN CRUZ"
19. HUM TGT: DESCRIPTION            ? ("MAYOR" / "MR."): "JUAN CRUZ"
                                    "GUARDS"
21. HUM TGT: NUMBER                 ~3-: "GUARDS"
23. HUM TGT: EFFECT OF INCIDENT     NO INJURY / NO INJURY OR DEATH: "-"

0.  MESSAGE: ID                     DEV-MUC3-0002
1.  MESSAGE: TEMPLATE               *
2.  INCIDENT: DATE                  *
"""


@pytest.fixture
def template() -> muc4.Template:
    return muc4.parse(KEY)["DEV-MUC3-0001"][0]


def test_a_message_without_incidents_has_no_template() -> None:
    assert muc4.parse(KEY)["DEV-MUC3-0002"] == []


def test_a_template_may_be_optional(template: muc4.Template) -> None:
    assert (template.number, template.optional) == (1, True)


@pytest.mark.parametrize(
    ("slot", "fills"),
    [
        (2, [Fill(("- 17 MAY 89", "16 MAY 89 - 17 MAY 89"))]),
        (3, [Fill(("EL SALVADOR: USULUTAN (CITY / DEPARTMENT)",))]),
        (5, [Fill(("ACCOMPLISHED", "ATTEMPTED"))]),
        (6, [Fill(("BOMB", '"TIME" BOMB')), Fill(("DYNAMITE",), optional=True)]),
        (7, [Fill(("EXPLOSIVE", "BOMB"), ("BOMB",))]),
        (8, [Fill(("TERRORIST ACT",), optional=True)]),
        (9, []),
        (10, []),
        (11, [Fill(("POSSIBLE", "ACQUITTED"), ("RED BAND", "RB"))]),
        (12, [Fill(("A: B BANK",))]),
        (14, [Fill(("1",), ("A: B BANK",))]),
        (19, [Fill(("MAYOR", "MR."), ("JUAN CRUZ",), optional=True), Fill(("GUARDS",))]),
        (21, [Fill(("~3-",), ("GUARDS",))]),
        (23, [Fill(("NO INJURY", "NO INJURY OR DEATH"))]),
    ],
)
def test_fills(template: muc4.Template, slot: int, fills: list[Fill]) -> None:
    assert list(template.fills(slot)) == fills


def test_marks_that_do_not_pair_are_borne() -> None:
    slot = next(s for s in muc4.task().slot if s.number == 6)
    assert muc4.read_fill(slot, 'MACHINEGUNS"') == Fill(("MACHINEGUNS",))


def test_what_is_no_slot_is_refused_with_its_line() -> None:
    with pytest.raises(DataError, match="keys:3"):
        muc4.parse("0.  MESSAGE: ID    DEV-MUC3-0001\n1.  MESSAGE: TEMPLATE    1\nwhat is this\n", "keys")


def test_a_template_without_its_number_is_refused() -> None:
    with pytest.raises(DataError, match="without a message id or number"):
        muc4.parse("0.  MESSAGE: ID    DEV-MUC3-0001\n4.  INCIDENT: TYPE    ARSON\n")


def test_texts_are_parted_at_their_heads(tmp_path: Path) -> None:
    path = tmp_path / "texts"
    path.write_text("DEV-MUC3-0001 (X)\n\n   ONE.\n\nTST2-MUC4-0002\n\n   TWO.\n")
    assert [(name, text.strip()) for name, text in muc4.texts(path)] == [
        ("DEV-MUC3-0001", "ONE."),
        ("TST2-MUC4-0002", "TWO."),
    ]


def test_a_file_without_messages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("nothing\n")
    with pytest.raises(DataError, match="no MUC messages"):
        list(muc4.texts(tmp_path / "notes"))
    with pytest.raises(DataError, match="cannot be read"):
        muc4.load(tmp_path / "missing")
