"""MUC-4's keys laid onto texts: where strings stand, and what their words fill."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs PyTorch")

from hearsay.evaluate import muc4
from training import fills
from training.labels import FILLS, INCIDENTS

TEXT = """
DEV-MUC3-0001 (NOSC)

   SANTA FE, 2 MAR 90 -- [TEXT] GUNMEN OF THE NORTHERN FRONT FIRED ON A BUS AT LA UNION.  THE BUS DRIVER WAS HURT AND
THE FRONT DENIED IT.  FOUR BUSES STAYED AWAY.

DEV-MUC3-0002 (NOSC)

   SANTA FE, 3 MAR 90 -- [TEXT] THE HARBOUR BOARD MET AND AGREED ON THE NEW QUAY, SAID A CLERK OF THE BOARD.
"""
KEY = """
0.  MESSAGE: ID                     DEV-MUC3-0001 (NOSC)
1.  MESSAGE: TEMPLATE               1
4.  INCIDENT: TYPE                  ATTACK / BOMBING
6.  INCIDENT: INSTRUMENT ID         -
9.  PERP: INDIVIDUAL ID             "GUNMEN"
10. PERP: ORGANIZATION ID           "NORTHERN FRONT" / "FRONT"
12. PHYS TGT: ID                    "BUS"
18. HUM TGT: NAME                   -
19. HUM TGT: DESCRIPTION            "BUS DRIVER"
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "muc4" / "dev"
    folder.mkdir(parents=True)
    for number in range(4):
        (folder / f"dev-muc3-{number:04}").write_text(TEXT)
        (folder / f"key-dev-{number:04}.muc4").write_text(KEY)
    return tmp_path


def test_a_string_is_found_every_time_it_stands_there() -> None:
    find = fills.finder(["The", "M-19", "front", "of", "Laos", "-", "the", "M-19", "Front"])
    assert find("M-19 FRONT") == [(1, 3), (7, 9)]
    assert find("M 19") == [(1, 2), (7, 8)]
    assert find("19") == [(1, 2), (7, 8)]
    assert find("front of the") == []
    assert find("--") == []


def test_words_have_the_roles_and_types_of_what_they_stand_in(data: Path) -> None:
    first = next(iter(fills.read_muc4(data)))
    assert first.fills is not None
    assert first.name == "DEV-MUC3-0001"

    def words(label: int) -> list[str]:
        assert first.fills is not None
        return [first.words.text[i].lower() for i in np.flatnonzero(first.fills[:, label])]

    assert words(FILLS.index("individual")) == ["gunmen"]
    assert words(FILLS.index("organization")) == ["northern", "front", "front"]
    assert words(FILLS.index("physical")) == ["bus", "bus"]
    assert words(FILLS.index("human")) == ["bus", "driver"]
    assert words(FILLS.index("instrument")) == []
    told = ["gunmen", "northern", "front", "bus", "bus", "driver", "front"]
    assert words(len(FILLS) + INCIDENTS.index("bombing")) == told
    assert words(len(FILLS) + INCIDENTS.index("attack")) == told
    assert words(len(FILLS) + INCIDENTS.index("arson")) == []


def test_a_quarter_of_the_files_is_kept_back(data: Path) -> None:
    assert [p.name for p in fills.files(data)] == [f"dev-muc3-000{n}" for n in range(4)]
    assert [fills.kept_back(n) for n in range(4)] == [False, False, False, True]
    samples = list(fills.read_muc4(data))
    assert [s.name for s in samples] == ["DEV-MUC3-0001", "DEV-MUC3-0002"] * 3
    assert samples[1].fills is not None
    assert not samples[1].fills.any()


def test_a_type_that_is_none_of_muc4s_is_passed_over() -> None:
    (template,) = muc4.parse(KEY.replace("BOMBING", "STRIKE"))["DEV-MUC3-0001"]
    assert fills.kinds(template) == [INCIDENTS.index("attack")]
