"""The scorer and the loader of weighed claims, on items made by hand; and our own gold's shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from hearsay.errors import DataError
from hearsay.evaluate import weigh as module
from hearsay.evaluate.scores import PRF
from hearsay.evaluate.weigh import FIELDS, Item, kappa, load, macro_f1, measure, score
from hearsay.model import Act, Claim, Evidence, EvidenceKind, Link, SourceType, Span, Stance

GOLD = Path(__file__).parents[2] / "gold" / "weighing.jsonl"


def _item(**labels: Any) -> Item:
    base = {"act": "state", "stance": "affirm", "certainty": "certain", "polarity": "positive", "distance": "neutral"}
    item = Item(set="s", document="d", split="dev", source=((0, 3),), cue=((4, 8),), content=((9, 20),))
    return msgspec.structs.replace(item, **{**base, "source_type": "expert", **labels})


def _claim(
    type_: SourceType = "expert", act: Act = "state", kinds: tuple[Any, ...] = (), to: Span | None = None
) -> Claim:
    return Claim(
        id="c",
        attribution=_item().attribution().id,
        chain=(Link(span=None, type="author"), Link(span=(0, 3), type=type_)),
        act=act,
        stance="affirm",
        certainty="certain",
        polarity="positive",
        distance="neutral",
        evidence=tuple(Evidence(kind, (0, 1)) for kind in kinds),
        addressee=to,
    )


def test_all_right() -> None:
    figures = score([(_item(), _claim())])
    assert figures.accuracy == dict.fromkeys(FIELDS, 1.0) == figures.macro_f1


def test_the_speaker_is_the_last_of_the_chain_and_macro_f1_is_over_the_golds_values() -> None:
    items = [_item(), _item(), _item(source_type="witness")]
    figures = score([(item, _claim()) for item in items])
    assert figures.accuracy["source_type"] == pytest.approx(2 / 3)
    # expert: precision 2/3, recall 1; witness: 0
    assert figures.macro_f1["source_type"] == pytest.approx(0.4)


def test_evidence_counts_kinds_and_sets() -> None:
    pairs = [
        (_item(evidence=(Evidence("data", (0, 1)), Evidence("document", (1, 2)))), _claim(kinds=("data",))),
        (_item(), _claim(kinds=("lacking",))),
        (_item(), _claim()),
    ]
    figures = score(pairs)
    assert figures.evidence == PRF.of(1, 2, 2)
    assert figures.evidence_f1 == 0.5
    assert figures.kinds == {"data": PRF.of(1, 1, 1), "document": PRF.of(0, 0, 1)}
    assert figures.table()["evidence"]["by kind"]["data"] == {
        "precision": 100.0,
        "recall": 100.0,
        "F1": 100.0,
        "gold": 1,
    }
    assert figures.evidence_sets == pytest.approx(1 / 3)


def test_addressees_share_a_character() -> None:
    pairs = [
        (_item(addressee=(5, 9)), _claim(to=(8, 12))),
        (_item(addressee=(5, 9)), _claim(to=(9, 12))),
        (_item(), _claim()),
    ]
    assert score(pairs).addressee == PRF.of(1, 2, 2)


def test_kappa_is_agreement_beyond_chance() -> None:
    same, other = ("a", "a"), ("b", "b")
    assert kappa([same, other]) == 1.0
    assert kappa([("a", "b"), ("b", "a")]) == -1.0
    # Agreement 3 of 4; chance is (3 * 2 + 1 * 2) / 16.
    assert kappa([same, same, ("a", "b"), other]) == pytest.approx(0.5)
    assert kappa([same]) == 1.0
    assert kappa([]) == 0.0


def test_the_baseline_gives_the_commonest_value() -> None:
    figures = score([(_item(), _claim(act="ask")), (_item(), _claim()), (_item(act="ask"), _claim())])
    assert figures.accuracy["act"] == pytest.approx(1 / 3)
    # state: precision 2/3, recall 1; ask: none
    assert figures.commonest["act"] == (pytest.approx(2 / 3), pytest.approx(0.4))
    assert figures.evidence_none == 1.0


def test_the_table_names_every_field_with_the_labellers_beside_it() -> None:
    table = score([(_item(), _claim())]).table()
    assert set(FIELDS) <= table.keys()
    assert table["stance"]["labellers' kappa"] == 90.0
    assert all("labellers' agreement" in table[name] for name in (*FIELDS, "evidence", "addressee"))


def test_nothing_is_nothing() -> None:
    nothing = score([])
    assert set(nothing.accuracy.values()) == set(nothing.kappa.values()) == {0.0}
    assert nothing.evidence_sets == nothing.items == 0
    assert macro_f1([(set(), {"a"})]) == 0.0


def test_load_leaves_out_what_was_struck_and_refuses_what_lacks_a_label(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    struck = {"set": "s", "document": "d", "split": "dev", "source": [], "cue": [[0, 1]], "content": [[1, 2]]}
    path.write_text(json.dumps({**struck, "label": "not-an-attribution"}) + "\n")
    assert load(path) == []
    path.write_text(json.dumps(struck | {"evidence": []} | {"label": None}) + "\n")
    assert len(load(path, partly=())) == 1
    path.write_text(json.dumps({**struck, "act": "state"}) + "\n")
    with pytest.raises(DataError, match="lacks a label"):
        load(path)


def test_measure_weighs_each_document_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gold.jsonl"
    first, second = _item(), _item(cue=((5, 8),))
    path.write_bytes(msgspec.json.encode(first) + b"\n" + msgspec.json.encode(second) + b"\n")
    monkeypatch.setattr(module, "_documents", lambda _: iter([("s", "d", "x" * 30), ("s", "other", "")]))
    read: list[str] = []

    def weigh(text: str, attributions: Any) -> list[Claim]:
        read.append(text)
        return [msgspec.structs.replace(_claim(), attribution=a.id) for a in attributions]

    assert measure(tmp_path, path, "dev", weigh).items == 2
    assert read == ["x" * 30]
    assert measure(tmp_path, path, "test", weigh).items == 0


def test_missing_documents_and_spans_outside_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_documents", lambda _: iter([]))
    with pytest.raises(DataError, match="s/d"):
        module.prepared(tmp_path, [_item()])
    monkeypatch.setattr(module, "_documents", lambda _: iter([("s", "d", "short")]))
    with pytest.raises(DataError, match="outside"):
        module.prepared(tmp_path, [_item()])


def test_our_gold_uses_the_contracts_values() -> None:
    items = load(GOLD)
    assert len(items) >= 300
    assert {i.act for i in items if i.whole} <= set(get_args(Act))
    assert {i.stance for i in items} <= set(get_args(Stance))
    assert {i.source_type for i in items} <= set(get_args(SourceType))
    documents = {i.key: set() for i in items}  # type: dict[tuple[str, str], set[str]]
    for item in items:
        documents[item.key].add(item.split)
    assert all(len(splits) == 1 for splits in documents.values())


@pytest.mark.parametrize(
    ("name", "parts"),
    [("evidence-fresh", ("dev", "test")), ("evidence-later", ("dev", "test", "held", "last", "sixth", "seventh"))],
)
def test_the_fresh_samples_have_evidence_alone_and_share_no_document(name: str, parts: tuple[str, ...]) -> None:
    items = load(GOLD.with_name(f"{name}.jsonl"), partly=())
    assert {i.split for i in items} == set(parts)
    assert not any(i.whole or i.stance or i.source_type for i in items)
    assert {e.kind for i in items for e in i.evidence} <= set(get_args(EvidenceKind))
    assert not {i.key for i in items} & {i.key for i in load(GOLD)}
    documents = [{i.key for i in items if i.split == split} for split in parts]
    assert len(set().union(*documents)) == sum(map(len, documents))


def test_the_two_passes_over_the_later_gold_agree_as_documented() -> None:
    """Labels alone are kept, so that what they differ in can be settled; the page gives percentages and kappas."""
    rows = [json.loads(line) for line in GOLD.with_name("weighing-second.jsonl").read_text("utf-8").splitlines()]
    first = {_place(one): one for one in map(json.loads, GOLD.read_text("utf-8").splitlines())}
    pairs = [(first[_place(row)], row) for row in rows]
    assert len(pairs) == 685
    page = (GOLD.parents[2] / "docs" / "gold-weighing.md").read_text("utf-8")
    for field, values in {
        "stance": [(one["stance"], other["stance"]) for one, other in pairs],
        "source type": [(one["source_type"], other["source_type"]) for one, other in pairs],
        "evidence, the set of kinds": [
            (
                "+".join(sorted({e["kind"] for e in _first_given(one)})),
                "+".join(other["evidence"]),
            )
            for one, other in pairs
        ],
    }.items():
        share = 100 * sum(a == b for a, b in values) / len(values)
        assert f"| {field} | {share:.1f}, {kappa(values):.2f} |" in page


def _first_given(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The first labeller's evidence, before it was settled or the ruling on documents was applied."""
    found: list[dict[str, Any]] = row.get("evidence_first", row.get("evidence_before", row["evidence"]))
    return found


def _place(row: dict[str, Any]) -> str:
    return json.dumps([row[name] for name in ("set", "document", "source", "cue", "content")])
