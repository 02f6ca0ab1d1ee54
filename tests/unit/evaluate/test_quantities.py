"""The scorer and the loader of quantities, on regions made by hand; and our own gold's shape."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from hearsay.errors import DataError
from hearsay.evaluate import corpus
from hearsay.evaluate.quantities import Label, Region, load, measure, score, texts
from hearsay.model import Quantity, Span

GOLD = Path(__file__).parents[2] / "gold" / "quantities.jsonl"


def _region(*labels: Label) -> Region:
    return Region(set="s", document="d", split="dev", region=(10, 90), stratum="any", quantities=labels)


def _quantity(
    span: Span, low: float | None = 1, high: float | None = 1, comparator: str = "=", unit: str | None = None
) -> Quantity:
    return Quantity(id="q", span=span, low=low, high=high, comparator=comparator, unit=unit)


def _right(region: Region, *found: Quantity) -> dict[str, float]:
    return {name: prf.right for name, prf in score(region, found).items()}


def test_all_right() -> None:
    region = _region(Label((20, 25), 3, None, ">=", None, "dead people"))
    table = score(region, [_quantity((20, 25), 3, None, ">=", "People")])
    assert {prf.f1 for prf in table.values()} == {1.0}


def test_each_part_is_scored_by_itself() -> None:
    right = _right(_region(Label((20, 25), 3, 8, "range")), _quantity((22, 30), 3, 9, "~"))
    assert right == {
        "relaxed": 1, "strict": 0, "value": 0, "low": 1, "high": 0, "comparator": 0, "hedge": 1, "unit": 1,
    }  # fmt: skip


def test_no_bound_is_not_zero() -> None:
    assert _right(_region(Label((20, 25), None, 4, "<=")), _quantity((20, 25), 0, 4, "<="))["low"] == 0


def test_what_is_outside_the_region_is_left_out_and_what_is_spurious_counts() -> None:
    table = score(_region(Label((20, 25), 1, 1, "=")), [_quantity((0, 5)), _quantity((90, 95)), _quantity((40, 45))])
    assert (table["value"].right, table["value"].predicted, table["value"].gold) == (0, 1, 1)


def test_pairs_are_one_to_one() -> None:
    region = _region(Label((20, 25), 1, 1, "="), Label((26, 30), 2, 2, "="))
    assert _right(region, _quantity((20, 30), 1, 1))["value"] == 1


def test_a_third_is_a_third() -> None:
    assert _right(_region(Label((20, 25), 0.333333333333, 0.333333333333, "=")), _quantity((20, 25), 1 / 3, 1 / 3))[
        "value"
    ]


def test_units_compare_by_the_head_word() -> None:
    label = Label((20, 25), 1, 1, "=", None, "fact-checkers")
    assert _right(_region(label), _quantity((20, 25), unit="checker"))["unit"] == 1
    assert _right(_region(label), _quantity((20, 25), unit="fact"))["unit"] == 0
    assert _right(_region(label), _quantity((20, 25)))["unit"] == 0


def test_loading(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(msgspec.json.encode(_region(Label((20, 25), 1, 1, "="))))
    assert len(load(path, "dev")) == 1
    assert load(path, "test") == []


@pytest.mark.parametrize("span", [(5, 12), (25, 25), (88, 95)])
def test_a_label_outside_its_region_is_refused(tmp_path: Path, span: Span) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(msgspec.json.encode(_region(Label(span, 1, 1, "="))))
    with pytest.raises(DataError, match="outside"):
        load(path)


def test_a_document_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(corpus, "_with_gum", lambda _data: [("s", "other", "x")])
    with pytest.raises(DataError, match="s/d"):
        texts(tmp_path, [_region()])


def test_measuring_reads_each_document_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    line = msgspec.json.encode(_region(Label((20, 25), 1, 1, "=")))
    path.write_bytes(line + b"\n" + line)
    monkeypatch.setattr(corpus, "_with_gum", lambda _data: [("s", "d", "the text")])
    reads: list[str] = []

    def read(text: str) -> list[Quantity]:
        reads.append(text)
        return [_quantity((20, 25))]

    table = measure(tmp_path, path, "dev", read)
    assert reads == ["the text"]
    assert (table["value"].right, table["value"].gold) == (2, 2)


def test_our_gold_is_sound() -> None:
    regions = load(GOLD)
    splits: dict[tuple[str, str], set[str]] = {}
    for region in regions:
        splits.setdefault((region.set, region.document), set()).add(region.split)
        for label in region.quantities:
            assert label.low is None or label.high is None or label.low <= label.high
    assert all(len(found) == 1 for found in splits.values())
    assert sum(len(r.quantities) for r in regions) >= 150
    assert {r.split for r in regions} == {"dev", "test"}
