"""Other people's lists, invented small ones, read into rows that the register accepts."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.errors import ConfigError
from hearsay.resolve.importers import (
    Imported,
    format_rows,
    read_followthemoney,
    read_list,
    read_petrarch,
    read_ucdp,
    share_names,
)
from hearsay.resolve.registry import Registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry()


def _file(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _merged(imported: Imported, registry: Registry, folder: Path) -> Registry:
    """The register with the import on top, checked: what ``hearsay actors import`` leads to."""
    rows = share_names(imported.rows, registry)
    merged = registry.merge([_file(folder, format_rows(rows, head="an import\nfor a test"), "imported.csv")])
    merged.check()
    return merged


# --- PETRARCH2 ---

PETRARCH = """# an invented dictionary
!FOLK! = MAN, WOMEN

NORTHERN_EXAMPLE_FRONT_ [PERREB]  # rebels
+NEF_
+FRENTE_DEL_NORTE_
EXAMPLE_AIR_GUARD
+EAG
\t[CHLMILCOP]
CHILE_ [CHL]
+SANTIAGO_
JUANA_EJEMPLO_
\t[PERGOV 900728-001122]
\t[PERELI]
GENERAL_EJEMPLO_ [PERMIL]
UN_EXAMPLE_AGENCY_ [IGOUNO]
AID_EXAMPLE_ [NGOHLH]
ATLANTIS_GUARD_ [XQZMIL]
NAMELESS_CODE_
BROKEN_ [PERREB
Café_de_la_Paix_ [FRABUS]
"""


def test_petrarch_gives_bodies_with_their_codes(registry: Registry, tmp_path: Path) -> None:
    path = _file(tmp_path, PETRARCH, "actors.txt")
    rows = {row["name"]: row for row in read_petrarch(path, registry).rows}
    front = rows["Northern Example Front"]
    assert front["kind"] == "group"
    assert (front["code"], front["sector"], front["country"]) == ("PER", "REB", "PER")
    assert front["aliases"] == "NEF|Frente del Norte"
    assert front["basis"] == f"PETRARCH2 dictionary, {path}:4"
    guard = rows["Example Air Guard"]
    assert (guard["kind"], guard["sector"], guard["also"], guard["aliases"]) == ("institution", "MIL", "COP", "EAG")
    assert rows["Un Example Agency"]["code"] == "UNO"
    assert (rows["Aid Example"]["code"], rows["Aid Example"]["sector"]) == ("NGO", "MED")
    assert rows["Café de la Paix"]["kind"] == "business"


def test_petrarch_says_what_it_passed_over_and_why(registry: Registry, tmp_path: Path) -> None:
    path = _file(tmp_path, PETRARCH, "actors.txt")
    imported = read_petrarch(path, registry)
    assert len(imported.rows) == 5
    assert {(skip.where.rsplit(":", 1)[1], skip.reason) for skip in imported.skipped} == {
        ("10", "a country's names and cities"),
        ("12", "a person, by its dates, code or title"),
        ("15", "a person, by its dates, code or title"),
        ("18", "a code of no country or kind of body: XQZMIL"),
        ("19", "no code"),
        ("20", "a line with a bracket left open"),
    }
    assert "2 passed over: a person, by its dates, code or title" in imported.notes


def test_petrarchs_agents_become_role_nouns(registry: Registry, tmp_path: Path) -> None:
    text = "!FOLK! = MAN, WOMEN\nSODBUSTER [~AGR]\nCATTLE!FOLK! [~AGRBUS]\nHEALER_ [~HLH]\nSODBUSTER [~CVL]\n"
    imported = read_petrarch(_file(tmp_path, text, "agents.txt"), registry)
    assert [(role["form"], role["sector"], role["also"]) for role in imported.roles] == [
        ("sodbuster", "AGR", ""),
        ("cattleman", "AGR", "BUS"),
        ("cattlewomen", "AGR", "BUS"),
        ("healer", "MED", ""),
    ]
    merged = registry.merge([_file(tmp_path, format_rows(imported.roles), "roles-import.csv")])
    role = merged.role("cattlewomen")
    assert role is not None
    assert role.sector == "AGR"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("# only a comment\n+SYNONYM_\n", 2, "before any name"),
        ("\t[PERREB]\n", 1, "before any name"),
        ("CATTLE!FOLK! [~AGR]\n", 1, "the substitution !FOLK! is not defined"),
        ("!A! = !A!x, !A!y\nX!A! [~AGR]\n", 2, "more than 64 forms"),
    ],
)
def test_a_faulty_dictionary_is_refused_with_its_line(
    registry: Registry, tmp_path: Path, text: str, line: int, reason: str
) -> None:
    path = _file(tmp_path, text, "actors.txt")
    with pytest.raises(ConfigError, match=reason.replace("!", ".")) as caught:
        read_petrarch(path, registry)
    assert caught.value.where == f"{path}:{line}"


def test_a_file_that_is_no_dictionary_is_refused(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no entry of a PETRARCH2 dictionary"):
        read_petrarch(_file(tmp_path, "# nothing\n\n", "actors.txt"), registry)


def test_an_old_dictionary_in_latin_1_is_read(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "actors.txt"
    path.write_bytes("FRENTE_EJEMPLO_ÑANDÚ_ [PERREB]\n".encode("latin-1"))
    assert read_petrarch(path, registry).rows[0]["name"] == "Frente Ejemplo Ñandú"


# --- UCDP ---

_UCDP_HEAD = "ActorId,NameData,NameOrig,NameOrigFull,NameOrigFullEng,NewName,Org,Location,GWNOLoc\n"


def test_ucdp_gives_groups_the_register_lacks(registry: Registry, tmp_path: Path) -> None:
    text = _UCDP_HEAD + (
        '990001,NEF,NEF,Frente del Norte,Northern Example Front,"NEF-2, NEF-3",1,"Peru, Chile","135, 155"\n'
        "990002,Government of Exampleland,x,n/a,Government of Exampleland,,4,Peru,135\n"
        "990003,Example herders,x,n/a,n/a,,3,Kenya,501\n"
        "743,FARC,FARC,n/a,Revolutionary Armed Forces of Colombia,,1,Colombia,100\n"
    )
    imported = read_ucdp(_file(tmp_path, text, "ucdp.csv"), registry)
    (row,) = imported.rows
    assert (row["id"], row["name"], row["country"], row["code"]) == (
        "ucdp.990001",
        "Northern Example Front",
        "PER|CHL",
        "PER",
    )
    assert row["aliases"] == "NEF|Frente del Norte|NEF-2|NEF-3"
    assert [skip.reason for skip in imported.skipped] == [
        "a state; the register has its own",
        "a community, no organisation",
        "already in the register: group.farc",
    ]
    assert _merged(imported, registry, tmp_path)["ucdp.990001"].ucdp == (990001,)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("ActorId,NameData,Org\n", 1, "column 'GWNOLoc' is missing"),
        (_UCDP_HEAD + "x,NEF,,,,,1,Peru,135\n", 2, "ActorId 'x' is no number"),
        (_UCDP_HEAD + "1,NEF,1\n", 2, "3 cells where there are 9 columns"),
        (_UCDP_HEAD + '1,"NEF\n', 2, "malformed CSV"),
    ],
)
def test_a_faulty_actor_list_is_refused_with_its_line(
    registry: Registry, tmp_path: Path, text: str, line: int, reason: str
) -> None:
    path = _file(tmp_path, text, "ucdp.csv")
    with pytest.raises(ConfigError) as caught:
        read_ucdp(path, registry)
    assert caught.value.where == f"{path}:{line}"
    assert reason in caught.value.message


# --- FollowTheMoney ---

FTM = """\
{"id":"a","schema":"PublicBody","properties":{"name":["Example Harbour Board"],"country":["cl"],"topics":["gov"]}}
{"id":"b","schema":"Company","properties":{"name":["Example Shipping","ES*"],"alias":["Ex|Ship"],"jurisdiction":["PE"]}}
{"id":"c","schema":"Organization","properties":{"name":["Example Aid"],"topics":["sanction"],"wikidataId":["Q1"]}}
{"id":"d","schema":"Person","properties":{"name":["Juana Ejemplo"],"position":["minister"],"topics":["role.pep"]}}
{"id":"e","schema":"Ownership","properties":{"owner":["d"],"asset":["b"]}}
{"id":"f","schema":"LegalEntity","properties":{"name":["..."]}}

{"id":"g","schema":"LegalEntity","properties":{"name":"Example Trust","country":["atlantis"]}}
"""


def test_followthemoney_gives_bodies_and_no_person(registry: Registry, tmp_path: Path) -> None:
    imported = read_followthemoney(_file(tmp_path, FTM, "entities.ijson"), registry)
    rows = {row["name"]: row for row in imported.rows}
    assert set(rows) == {"Example Harbour Board", "Example Shipping", "Example Aid", "Example Trust"}
    board = rows["Example Harbour Board"]
    assert (board["kind"], board["sector"], board["country"], board["code"]) == ("institution", "GOV", "CHL", "CHL")
    assert rows["Example Shipping"]["aliases"] == "ES|Ex Ship"
    assert rows["Example Aid"]["wikidata"] == "Q1"
    assert rows["Example Trust"]["country"] == ""
    assert "sanction" not in format_rows(imported.rows)
    assert "Ejemplo" not in format_rows(imported.rows)


def test_followthemoneys_persons_are_counted(registry: Registry, tmp_path: Path) -> None:
    imported = read_followthemoney(_file(tmp_path, FTM, "entities.ijson"), registry)
    assert imported.notes == (
        "1 passed over: a person; the register keeps none",
        "1 passed over: a schema that names no body",
        "1 passed over: no name",
    )
    assert _merged(imported, registry, tmp_path).find("Example Harbour Board")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('{"schema":"Company","properties":{}}\n{oops\n', 2, "no JSON"),
        ("[1]\n", 1, "no JSON object"),
        ('\n\n{"id":"a"}\n', 3, "'schema' and 'properties'"),
        ('{"schema":"Company","properties":[]}\n', 1, "'schema' and 'properties'"),
    ],
)
def test_faulty_entities_are_refused_with_their_line(
    registry: Registry, tmp_path: Path, text: str, line: int, reason: str
) -> None:
    path = _file(tmp_path, text, "entities.ijson")
    with pytest.raises(ConfigError) as caught:
        read_followthemoney(path, registry)
    assert caught.value.where == f"{path}:{line}"
    assert reason in caught.value.message


# --- any CSV ---


def test_a_plain_list_is_read_by_its_columns_names(registry: Registry, tmp_path: Path) -> None:
    text = (
        "Organisation,Also known as,Country,Type,Founded,Remarks\n"
        'Northern Example Front,"NEF; Frente del Norte",Peru,group,~1990,none\n'
        "Example Gazette,,fr|BEL,media,,\n"
        '"Example\nTrust",,,,,\n'
    )
    imported = read_list(_file(tmp_path, text, "list.csv"), registry)
    front, gazette, trust = imported.rows
    assert (front["kind"], front["country"], front["aliases"], front["since"]) == (
        "group",
        "PER",
        "NEF|Frente del Norte",
        "~1990",
    )
    assert (gazette["country"], gazette["code"], gazette["kind"]) == ("FRA|BEL", "FRA", "media")
    assert (trust["name"], trust["kind"]) == ("Example Trust", "other")
    merged = _merged(imported, registry, tmp_path)
    assert [match.entry.country for match in merged.find("NEF")] == [("PER",)]


def test_a_plain_lists_columns_may_be_said(registry: Registry, tmp_path: Path) -> None:
    path = _file(tmp_path, "what,where\nExample Gazette,Chile\n", "list.csv")
    imported = read_list(path, registry, columns={"name": "what", "country": "where"})
    assert imported.rows[0]["country"] == "CHL"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("name,country\nExample Front,Atlantis\n", 2, "'Atlantis' is no country the register knows"),
        ("name,country\nExample Front,Congo\n", 2, "may be COG or COD"),
        ("name,country\n...,Peru\n", 2, "the name is empty"),
        ("name,country\nExample Front\n", 2, "1 cells where there are 2 columns"),
    ],
)
def test_a_faulty_list_is_refused_with_its_line(
    registry: Registry, tmp_path: Path, text: str, line: int, reason: str
) -> None:
    path = _file(tmp_path, text, "list.csv")
    with pytest.raises(ConfigError) as caught:
        read_list(path, registry)
    assert caught.value.where == f"{path}:{line}"
    assert reason in caught.value.message


def test_a_list_without_names_is_refused(registry: Registry, tmp_path: Path) -> None:
    path = _file(tmp_path, "colour,shape\nred,round\n", "list.csv")
    with pytest.raises(ConfigError, match="no column of names"):
        read_list(path, registry)
    with pytest.raises(ConfigError, match="column 'what' is missing"):
        read_list(path, registry, columns={"name": "what"})


# --- sharing and writing ---


def test_names_others_bear_are_starred(registry: Registry) -> None:
    rows = [
        {"id": "x.a", "kind": "group", "name": "Example Front", "aliases": "PKK|XEF", "basis": "b"},
        {"id": "x.b", "kind": "group", "name": "Other Front", "aliases": "XEF*|Solo Name", "basis": "b"},
    ]
    first, second = share_names(rows, registry)
    assert (first["name"], first["aliases"]) == ("Example Front", "PKK*|XEF*")
    assert second["aliases"] == "XEF*|Solo Name"


def test_rows_are_written_with_the_columns_they_use(tmp_path: Path) -> None:
    text = format_rows(
        [{"id": "x.a", "kind": "group", "name": 'A "b", c', "basis": "d", "since": ""}], head="one\n\ntwo"
    )
    assert text == '# one\n#\n# two\nid,kind,name,basis\nx.a,group,"A ""b"", c",d\n'


def test_no_rows_make_a_file_of_no_entries(registry: Registry, tmp_path: Path) -> None:
    merged = registry.merge([_file(tmp_path, format_rows([]), "none.csv")])
    assert len(merged) == len(registry)
