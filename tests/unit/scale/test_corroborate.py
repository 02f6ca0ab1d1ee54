"""A ledger corroborated: copies folded, origins counted, and the same whatever the order."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="ledgers are Parquet")

from hearsay.errors import LedgerError, LedgerLocked, NotInLedger
from hearsay.model import Entry
from hearsay.scale.corroborate import corroborate
from hearsay.store import Ledger
from hearsay.store.corroborating import Corroborating
from hearsay.store.corroboration import FILE
from tests.support.accounts import FERRY, account, edited, ferry_reports, fill, made

DENIED = "The harbour master said that the ferry had carried 140 passengers on Thursday morning."
DENIAL = "The Tamsin Line denied that the ferry had carried 140 passengers on Thursday morning."


def _dispute() -> list[Entry]:
    content = "that the ferry had carried 140 passengers on Thursday morning"
    return [
        account(DENIED, outlet="Karpress", says=("The harbour master", "said", content)),
        account(
            DENIAL, outlet="The Courier", published="2031-09-05", says=("The Tamsin Line", "denied", content),
            stance="deny", polarity="negative", actor="x1",
        ),
    ]  # fmt: skip


def _found(ledger: Ledger) -> dict[str, list[Any]]:
    with contextlib.closing(ledger.corroboration()) as store:
        return {
            "copies": store.copy_groups(limit=1000),
            "origins": store.origins(limit=1000),
            "happenings": store.happenings(limit=1000),
            "propositions": store.propositions(limit=1000),
            "passages": store.passages(),
        }


def test_forty_copies_and_three_reports_of_their_own_have_four_origins(tmp_path: Path) -> None:
    ledger = made(tmp_path / "ledger", {"a": ferry_reports()})
    corroborate(ledger)
    with contextlib.closing(ledger.corroboration()) as store:
        (happening,) = store.happenings(limit=10)
        assert len(happening.versions) == 43
        assert len(happening.origins) == 4
        assert sorted(store.origin(id).name for id in happening.origins) == [
            "Karpress", "Own desk 0", "Own desk 1", "Own desk 2",
        ]  # fmt: skip
        (group,) = store.copy_groups()
        assert len(group.documents) == 40
        assert store.origin(group.origin).kind == "agency"
        assert sum(version.folded for version in happening.versions) == 39


def test_tolls_of_a_happening_are_the_words_of_each_origin_once(tmp_path: Path) -> None:
    ledger = made(tmp_path / "ledger", {"a": ferry_reports(6)})
    corroborate(ledger)
    with contextlib.closing(ledger.corroboration()) as store:
        (happening,) = store.happenings()
        (series,) = happening.tolls
    assert series.measure == "killed"
    assert len(series.figures) == 4
    assert series.state == "disputed"
    assert series.low == 24
    assert series.high is None


def test_a_denial_and_what_it_denies_are_one_proposition_in_dispute(tmp_path: Path) -> None:
    ledger = made(tmp_path / "ledger", {"a": _dispute()})
    corroborate(ledger)
    with contextlib.closing(ledger.corroboration()) as store:
        (found,) = store.propositions(contested=True)
        assert (found.affirming, found.denying) == (1, 1)
        assert found.grade.value == "contested"
        assert {(p.source, p.stance) for p in found.positions} == {
            ("The harbour master", "affirm"), ("The Tamsin Line", "deny"),
        }  # fmt: skip
        claim = found.positions[0].claim
        assert store.propositions_of(claim) == [found]
        assert store.propositions(query="ferry passengers") == [found]
        assert store.propositions(query="railway") == []
        assert store.proposition(found.id) == found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_is_found_in_whatever_order_reports_come(tmp_path: Path, seed: int) -> None:
    entries = [*ferry_reports(8), *_dispute(), account("Quite another matter: the bakery on Elm Street has shut.")]
    whole = made(tmp_path / "whole", {"a": entries})
    corroborate(whole)
    random.Random(seed).shuffle(entries)
    parts = Ledger.create(tmp_path / "parts")
    for run, start in enumerate(range(0, len(entries), 4), 1):
        fill(parts, {f"s{run}": entries[start : start + 4]}, run)
        corroborate(parts)
    assert _found(parts) == _found(whole)


def test_nothing_new_changes_nothing(tmp_path: Path) -> None:
    ledger = made(tmp_path / "ledger", {"a": [*ferry_reports(5), *_dispute()]})
    counts = corroborate(ledger)
    before = _found(ledger)
    assert corroborate(ledger) == counts
    assert _found(ledger) == before


def test_what_was_cut_off_after_taking_in_is_joined_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = made(tmp_path / "ledger", {"a": [*ferry_reports(5), *_dispute()]})
    whole = made(tmp_path / "whole", {"a": [*ferry_reports(5), *_dispute()]})
    corroborate(whole)
    from hearsay.scale import corroborate as module

    with monkeypatch.context() as patched:
        patched.setattr(module, "happenings", _killed)
        with pytest.raises(KeyboardInterrupt):
            corroborate(ledger)
    corroborate(ledger)
    assert _found(ledger) == _found(whole)


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_reading_that_is_replaced_takes_its_part_with_it(tmp_path: Path) -> None:
    ledger = made(tmp_path / "ledger", {"a": ferry_reports(4)})
    corroborate(ledger)
    again = account("The ferry company has named a new director.", outlet="Paper 1", name="again.txt")
    first = ferry_reports(4)[0]
    replaced = Entry(record=first.record, reading=again.reading)
    fill(ledger, {"b": [replaced]}, run=2)
    corroborate(ledger)
    assert first.reading is not None
    with contextlib.closing(ledger.corroboration()) as store:
        assert all(v.document != first.reading.document.id for h in store.happenings() for v in h.versions)


def test_a_users_rating_changes_the_grade_and_the_grade_says_so(tmp_path: Path) -> None:
    ledger = made(tmp_path / "ledger", {"a": _dispute()})
    corroborate(ledger, reliability={"the courier": False}, anew=True)
    with contextlib.closing(ledger.corroboration()) as store:
        (found,) = store.propositions()
    assert found.grade.value == "weak"
    assert "your own ratings: The Courier" in found.grade.reason


def test_a_ledger_that_was_not_corroborated_says_so(tmp_path: Path) -> None:
    ledger = made(tmp_path / "ledger", {"a": _dispute()})
    with pytest.raises(LedgerError, match="not corroborated yet"):
        ledger.corroboration()


def test_a_damaged_file_is_said_to_be_and_made_anew(tmp_path: Path) -> None:
    ledger = made(tmp_path / "ledger", {"a": _dispute()})
    (ledger.folder / FILE).write_bytes(b"not a database, and long enough to be looked at as one" * 40)
    with pytest.raises(LedgerError, match="makes it anew"):
        ledger.corroboration()
    assert corroborate(ledger)["documents"] == 2


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    ledger = made(tmp_path / "ledger", {"a": _dispute()})
    with Ledger.open(ledger.folder).writing(), pytest.raises(LedgerLocked):
        corroborate(ledger)


def test_pages_of_a_list_leave_nothing_out(tmp_path: Path) -> None:
    entries = [account(f"Notice {n}. {edited(FERRY, n)}", outlet=f"P{n}", anchor="capsized") for n in range(3)]
    ledger = made(tmp_path / "ledger", {"a": [*entries, *_dispute()]})
    corroborate(ledger)
    with contextlib.closing(ledger.corroboration()) as store:
        every = [one.id for one in store.origins(limit=100)]
        paged: list[str] = []
        while page := store.origins(limit=2, after=paged[-1] if paged else None):
            paged += [one.id for one in page]
        assert paged == every
        with pytest.raises(NotInLedger):
            store.proposition("q0")


def test_an_unknown_record_is_refused(tmp_path: Path) -> None:
    with (
        contextlib.closing(Corroborating.writable(tmp_path / FILE)) as store,
        pytest.raises(KeyError),
        store.transaction(),
    ):
        store.put(["text"])


def test_what_is_said_of_a_happening_is_linked_to_it(tmp_path: Path) -> None:
    """A claim on whose word an event stands makes its proposition one about what several tell of that event."""
    content = "that a grain ship had capsized off the northern breakwater at Ostrel harbour"
    entries = [
        account(
            f"{who} said on Thursday {content}. Tugs stood by through the night.", outlet=outlet, anchor="capsized",
            says=(who, "said", content), toll=None,
        )
        for who, outlet in (("The harbour office", "Karpress"), ("The coast guard", "The Courier"))
    ]  # fmt: skip
    ledger = made(tmp_path / "ledger", {"a": entries})
    corroborate(ledger)
    found = _found(ledger)
    (happening,) = found["happenings"]
    (proposition,) = found["propositions"]
    assert proposition.happening == happening.id
    assert happening.propositions == (proposition.id,)
    with contextlib.closing(ledger.corroboration()) as store:
        assert store.propositions_of(happening.id) == [proposition]
