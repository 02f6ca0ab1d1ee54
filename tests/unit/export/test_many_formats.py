"""Exports that have a validator of their own: each is read back by it."""

from __future__ import annotations

import csv
import importlib
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from hearsay.errors import ConfigError
from hearsay.export import conllu as conllu_export
from hearsay.export import ftm, jsonld, shaped, stix, tables, webannotation
from hearsay.export.formats import FORMATS
from hearsay.export.sheet import cell
from hearsay.model import Document, Reading, Time
from hearsay.serve.cli import cli
from tests.support.accounts import account, made
from tests.support.exports import TEXT, attacked

EMPTY = Reading(hearsay="0", model="m", document=Document(id="d0", text="Nothing was said."))


def _sheet(parts: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(parts).decode(), newline="")))


@pytest.mark.parametrize("what", sorted(tables.COLUMNS))
def test_a_table_has_its_columns_and_no_formula(what: str) -> None:
    (row,) = _sheet(tables.as_csv(what, [attacked(), EMPTY]))
    assert tuple(row) == tables.COLUMNS[what]
    assert row["outlet"] == "'=cmd|' /C calc'!A0"
    assert not any(value[:1] in "=+@\t\r" for value in row.values() if value)
    assert int(row["end"]) > int(row["start"])


def test_a_claims_row_says_who_says_what() -> None:
    (row,) = _sheet(tables.as_csv("claims", [attacked()]))
    assert (row["source"], row["source_actor"], row["cue"], row["stance"]) == (
        "The Ridge Council",
        "x1",
        "said",
        "affirm",
    )
    assert TEXT[int(row["start"]) : int(row["end"])].startswith("The Ridge Council")


def test_an_incidents_row_says_on_whose_word() -> None:
    (row,) = _sheet(tables.as_csv("incidents", [attacked()]))
    assert (row["whose_word"], row["killed"], row["perpetrators_by"]) == (
        "The Ridge Council",
        "14",
        "The Ridge Council",
    )
    assert row["perpetrators_confidence"] == "suspected-or-accused"


@pytest.mark.parametrize("what", sorted(tables.COLUMNS))
def test_parquet_holds_what_csv_holds(what: str, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "x.parquet"
    path.write_bytes(b"".join(tables.as_parquet(what, [attacked()] * 3)))
    table = pq.read_table(path)
    assert table.num_rows == 3
    sheet = _sheet(tables.as_csv(what, [attacked()]))[0]
    row = table.to_pylist()[0]
    assert list(row) == list(sheet)
    assert isinstance(row["start"], int)
    for name, value in row.items():
        assert sheet[name].removeprefix("'") == ("" if value is None else " ".join(str(value).split()))


def test_parquet_of_nothing_is_a_table(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "x.parquet"
    path.write_bytes(b"".join(tables.as_parquet("claims", [EMPTY])))
    assert pq.read_table(path).num_rows == 0


def test_ucdp_has_its_bounds_and_whose_word() -> None:
    (row,) = _sheet(shaped.ucdp([attacked(), EMPTY]))
    assert (row["best"], row["low"], row["high"], row["deaths_a"]) == ("14", "14", "14", "")
    assert (row["date_start"], row["date_prec"], row["where_prec"]) == ("2031-03-03", "1", "1")
    assert (row["side_a"], row["type_of_violence"], row["whose_word"]) == ("rebels", "1", "The Ridge Council")
    assert row["geom_wkt"] == "POINT (2.25 1.5)"


def test_at_least_has_no_high_and_the_bloodless_no_row() -> None:
    reading = attacked()
    low = msgspec.structs.replace(reading.quantities[0], high=None, comparator=">=")
    (row,) = _sheet(shaped.ucdp([msgspec.structs.replace(reading, quantities=(low,))]))
    assert (row["low"], row["best"], row["high"]) == ("14", "14", "")
    nobody = msgspec.structs.replace(reading.quantities[0], low=0, high=0)
    assert _sheet(shaped.ucdp([msgspec.structs.replace(reading, quantities=(nobody,))])) == []


def test_acled_takes_an_attack_of_two_armed_sides_for_a_battle() -> None:
    (row,) = _sheet(shaped.acled([attacked()]))
    assert (row["event_type"], row["sub_event_type"]) == ("Battles", "Armed clash")
    assert (row["inter1"], row["inter2"], row["fatalities"]) == ("Rebel Group", "State Forces", "14")
    assert row["notes"].startswith("=SUM") or row["notes"].startswith("'") or "attacked" in row["notes"]


@pytest.mark.parametrize(
    ("kind", "mode", "said"),
    [
        ("PROTEST", None, ("Protests", "Peaceful protest")),
        ("PROTEST", "riot", ("Riots", "Violent demonstration")),
        ("ASSAULT", "drone", ("Explosions/Remote violence", "Air/drone strike")),
        ("COERCE", "arrest", ("Strategic developments", "Arrests")),
    ],
)
def test_acled_types(kind: str, mode: str | None, said: tuple[str, str]) -> None:
    reading = attacked()
    event = msgspec.structs.replace(reading.events[0], type=kind, mode=mode)
    (row,) = _sheet(shaped.acled([msgspec.structs.replace(reading, events=(event,))]))
    assert (row["event_type"], row["sub_event_type"]) == said


def test_acled_has_no_row_for_talk_nor_for_what_is_to_come() -> None:
    reading = attacked()
    for changed in ({"type": "CONSULT"}, {"status": "future"}):
        event = msgspec.structs.replace(reading.events[0], **changed)
        assert _sheet(shaped.acled([msgspec.structs.replace(reading, events=(event,))])) == []


@pytest.mark.parametrize(
    ("begin", "end", "precision"),
    [
        ("2031-03-03", "2031-03-04", 1),
        ("2031-03-03", "2031-03-06", 2),
        ("2031-03-03", "2031-03-10", 3),
        ("2031-03-01", "2031-04-01", 4),
        ("2031-01-01", "2032-01-01", 5),
        (None, None, None),
        ("0000-13-99", "2031-01-01", None),
    ],
)
def test_date_precision(begin: str | None, end: str | None, precision: int | None) -> None:
    time = Time(id="t", span=(0, 1), type="DATE", value="X", begin=begin, end=end)
    assert shaped.date_precision(*shaped.days(time)) == precision


def test_jsonld_is_read_by_rdflib_without_fetching_anything() -> None:
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=jsonld.dumps(attacked()).decode(), format="json-ld")
    claim = rdflib.URIRef(f"urn:hearsay:{attacked().claims[0].id}")
    schema, prov = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("http://www.w3.org/ns/prov#")
    assert (claim, rdflib.RDF.type, schema.Claim) in graph
    assert (claim, prov.wasAttributedTo, rdflib.URIRef("urn:hearsay:x1")) in graph
    assert str(graph.value(claim, schema.text)).startswith("that 14 people")
    assert (rdflib.URIRef("urn:hearsay:x1"), schema.sameAs, rdflib.URIRef("http://www.wikidata.org/entity/Q1")) in graph


def test_web_annotations_find_their_words_again() -> None:
    annotations = [json.loads(line) for line in webannotation.lines(attacked()).splitlines()]
    assert {one["body"][0]["value"] for one in annotations} == {"source", "cue", "content"}
    for one in annotations:
        assert one["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert one["type"] == "Annotation"
        for target in one["target"]:
            position, quote = target["selector"]
            assert TEXT[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in TEXT


def test_followthemoney_takes_its_entities_and_no_person_is_among_them() -> None:
    library = pytest.importorskip("followthemoney")
    entities = [library.model.get_proxy(json.loads(line)) for line in ftm.entities([attacked(), EMPTY])]
    for entity in entities:
        entity.schema.validate(entity.to_dict())
    schemata = [entity.schema.name for entity in entities]
    assert "Person" not in schemata
    assert {"Article", "Organization", "PublicBody", "Mention", "Event", "Note"} <= set(schemata)
    event = next(entity for entity in entities if entity.schema.name == "Event")
    assert event.get("involved") == ["x2", "x3"]
    assert "on the word of The Ridge Council" in event.first("summary")


def test_stix_is_parsed_by_stix2_and_is_the_same_each_time() -> None:
    library = pytest.importorskip("stix2")
    bundle = library.parse(stix.dumps(attacked()).decode())
    kinds = sorted(one.type for one in bundle.objects)
    assert kinds == ["identity", "identity", "identity", "note", "report"]
    note = next(one for one in bundle.objects if one.type == "note")
    assert list(note.authors) == ["The Ridge Council"]
    assert stix.dumps(attacked()) == stix.dumps(attacked())
    assert library.parse(stix.dumps(EMPTY).decode()).objects


def test_stix_has_an_opinion_for_a_denial() -> None:
    library = pytest.importorskip("stix2")
    reading = attacked()
    denial = msgspec.structs.replace(reading.claims[0], id="c2", stance="deny", linked=reading.claims[0].id)
    bundle = library.parse(stix.dumps(msgspec.structs.replace(reading, claims=(*reading.claims, denial))).decode())
    (opinion,) = [one for one in bundle.objects if one.type == "opinion"]
    assert opinion.opinion == "strongly-disagree"


def test_a_library_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(importlib.import_module("sys").modules, "stix2", None)
    with pytest.raises(ConfigError, match=r"hearsay\[export\]"):
        stix.dumps(EMPTY)
    monkeypatch.setitem(importlib.import_module("sys").modules, "followthemoney", None)
    with pytest.raises(ConfigError, match=r"hearsay\[export\]"):
        list(ftm.entities([EMPTY]))


def test_conllu_is_read_back_as_trees() -> None:
    library = pytest.importorskip("conllu")
    from tests.support.parses import parsed

    document = parsed("The council said the road was shut .", heads=[1, 2, 2, 4, 6, 6, 2, 2])
    sentences = library.parse(conllu_export.dumps(document, _reading_of(document)).decode())
    assert [token["form"] for token in sentences[0]] == document.words
    for sentence in sentences:
        assert sum(token["head"] == 0 for token in sentence) == 1
        sentence.to_tree()
    assert document.document.text[int(sentences[0][0]["misc"]["start"]) : int(sentences[0][0]["misc"]["end"])] == "The"


def _reading_of(document: Any) -> Reading:
    return Reading(hearsay="0", model="m", document=document.document)


def test_a_page_is_of_one_article() -> None:
    assert b"".join(FORMATS["html"]([EMPTY])).startswith(b"<!DOCTYPE html>")
    with pytest.raises(ConfigError, match="one article"):
        b"".join(FORMATS["html"]([EMPTY, EMPTY]))


def test_a_ledger_is_exported(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    content = "that the ferry was late"
    text = f"The council said {content}."
    made(tmp_path / "ledger", {"a": [account(text, outlet="Karpress", says=("The council", "said", content))]})
    done = CliRunner().invoke(cli, ["export", str(tmp_path / "ledger"), "--format", "csv"])
    assert done.exit_code == 0
    assert "that the ferry was late" in done.stdout
    wrong = CliRunner().invoke(cli, ["export", str(tmp_path / "ledger"), "--format", "stix", "--what", "events"])
    assert wrong.exit_code == 2


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    given_cell = cell(text)
    assert given_cell[:1] not in ("=", "+", "@", "\t")
    assert "\n" not in given_cell


@given(st.text(max_size=40))
def test_any_title_and_outlet_is_taken(words: str) -> None:
    reading = attacked()
    document = msgspec.structs.replace(reading.document, title=words, outlet=words)
    hostile = msgspec.structs.replace(reading, document=document)
    for name in ("csv", "acled", "ucdp", "jsonld", "webannotation", "plover"):
        assert b"".join(FORMATS[name]([hostile]))
