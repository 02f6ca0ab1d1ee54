"""The table where the width is not known."""

from __future__ import annotations

import io

import pytest

from hearsay.export.table import console, show
from tests.support.readings import simple


def test_a_width_of_nought_is_one_that_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "0")
    out = io.StringIO()
    made = console(out, styled=False)
    show(simple(), made)
    assert made.width == 80
    assert out.getvalue().strip()
