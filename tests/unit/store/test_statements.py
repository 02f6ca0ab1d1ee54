"""The rows of the index, with claims and without."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from hearsay.model import Claim, Entry, Evidence, Link, Reading
from hearsay.store.sqlite import SqliteIndex
from hearsay.store.statements import COLUMNS, facet_term, statements
from tests.support.entries import entry


class _Weighed(Reading, frozen=True, kw_only=True):
    """A reading whose claims were weighed."""

    claims: tuple[Claim, ...] = ()


def _weighed(number: int) -> Entry:
    made = entry(number)
    assert made.reading is not None
    _, denied = made.reading.attributions
    chain = (Link(span=None, type="author"), Link(span=(0, 3), type="organization", name="A union", actor="x1"))
    claims = (
        Claim(
            id=f"c{number}a", attribution=denied.id, chain=chain, act="state", stance="deny", certainty="certain",
            polarity="negative", distance="neutral", evidence=(Evidence("document", (0, 3)), Evidence("data", (3, 6))),
            confidence=0.25,
        ),
        Claim(
            id=f"c{number}b", attribution=denied.id, chain=(), act="blame", stance="affirm", certainty="possible",
            polarity="positive", distance="distanced",
        ),
    )  # fmt: skip
    fields = {name: getattr(made.reading, name) for name in made.reading.__struct_fields__}
    return Entry(record=made.record, reading=_Weighed(**fields | {"claims": claims}))


def test_a_row_for_each_claim_and_for_each_attribution_without_one() -> None:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in statements(_weighed(1))]
    assert [row["claim"] for row in rows] == [None, "c1a", "c1b"]
    assert (rows[1]["stance"], rows[1]["source_type"], rows[1]["confidence"]) == ("deny", "organization", 0.25)
    assert rows[2]["source_type"] is None
    assert rows[0]["stance"] is None
    terms = set(rows[1]["facets"].split())
    wanted = [("stance", "deny"), ("evidence", "data"), ("evidence", "document"), ("actor", "x1"), ("act", "state")]
    assert {facet_term(facet, value) for facet, value in wanted} <= terms
    assert facet_term("stance", "deny") not in rows[2]["facets"].split()


def test_claims_are_found_by_what_they_were_weighed_to_be(tmp_path: Path) -> None:
    with contextlib.closing(SqliteIndex.writable(tmp_path / "i.sqlite")) as index:
        index.add("s", 1, "r", [_weighed(n) for n in range(9)])
        asked = [("stance", "deny"), ("evidence", "data"), ("source_type", "organization")]
        denials = index.search("complaint", facets=asked)
        assert len(denials) == 9
        assert {hit.act for hit in denials} == {"state"}
        assert not index.search("complaint", facets=[("stance", "deny"), ("act", "blame")])
        assert [place.record for place in index.find("c3b")] == [_weighed(3).record.id]
        assert dict(index.facet("distance")) == {"neutral": 9, "distanced": 9}


def test_a_facets_value_is_known_in_any_case_and_spacing() -> None:
    assert facet_term("outlet", "The  Courier") == facet_term("outlet", "the courier")
    assert facet_term("outlet", "x") != facet_term("agency", "x")
    assert facet_term("outlet", "x").isdigit()
    assert msgspec.json.encode(facet_term("outlet", "\ud800"))


def test_what_a_source_denies_is_not_shown_under_its_name() -> None:
    """A denial and the allegation it denies are two claims of one attribution."""
    entry = _weighed(1)
    assert entry.reading is not None
    denial, allegation = entry.reading.claims
    unknown = msgspec.structs.replace(allegation, chain=(Link(type="author"), Link(type="unknown")))
    fields = {name: getattr(entry.reading, name) for name in entry.reading.__struct_fields__}
    told = Entry(record=entry.record, reading=_Weighed(**fields | {"claims": (denial, unknown)}))
    rows = {row["claim"]: row for row in (dict(zip(COLUMNS, row, strict=True)) for row in statements(told))}
    assert rows["c1a"]["source"]
    assert (rows["c1b"]["source_name"], rows["c1b"]["source"]) == (None, "")
