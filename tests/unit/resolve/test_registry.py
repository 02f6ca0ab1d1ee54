"""The packaged register, and what a user may lay on top of it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from hearsay.errors import ConfigError
from hearsay.resolve.entries import COLUMNS, PACKAGED, ROLE_COLUMNS, packaged, read_rows
from hearsay.resolve.names import fold
from hearsay.resolve.registry import Registry, Year


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry()


def _file(folder: Path, text: str, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


_HEAD = "id,kind,name,aliases,country,parent,split_from,became,since,until,change,basis\n"


def _row(id: str, name: str, *, kind: str = "group", aliases: str = "", **cells: str) -> str:
    columns = ("country", "parent", "split_from", "became", "since", "until", "change")
    return ",".join([id, kind, name, aliases, *(cells.get(c, "") for c in columns), "invented for a test"]) + "\n"


# --- the packaged files ---


def test_the_packaged_files_are_without_fault(registry: Registry) -> None:
    registry.check()


@pytest.mark.parametrize(
    ("kind", "at_least"),
    [("igo", 60), ("group", 400), ("ngo", 80), ("media", 150), ("party", 200), ("institution", 600), ("territory", 40)],
)
def test_there_are_enough_of_each_kind(registry: Registry, kind: str, at_least: int) -> None:
    assert len(registry.kind(kind)) >= at_least  # type: ignore[arg-type]


def test_every_member_of_the_un_and_both_observers_are_there(registry: Registry) -> None:
    types = Counter(entry.type for entry in registry.kind("country"))
    assert types["un-member"] == 193
    assert {entry.id for entry in registry if entry.type == "un-observer"} == {"VAT", "PSE"}
    assert {"TWN", "KOS", "ESH", "HKG"} <= {entry.id for entry in registry}


def test_every_member_has_a_capital_a_demonym_and_a_parliament(registry: Registry) -> None:
    parliaments = {entry.country[0] for entry in registry if entry.type == "legislature"}
    for entry in registry.kind("country"):
        if entry.type == "un-member":
            assert entry.forms("capital"), entry.id
            assert entry.forms("demonym"), entry.id
            assert entry.id in parliaments, entry.id
            assert entry.wikidata, entry.id
            assert entry.iso2, entry.id


def test_every_entry_says_what_it_rests_on(registry: Registry) -> None:
    assert all(len(entry.basis) >= len("general knowledge") for entry in registry)


def test_every_sector_and_code_is_plovers(registry: Registry) -> None:
    countries = {entry.id for entry in registry.kind("country", "territory")}
    for entry in registry:
        assert entry.sector is None or entry.sector in registry.sectors
        assert entry.code in countries | {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG"}, entry.id


def test_wikidata_and_ucdp_ids_are_claimed_as_they_may_be(registry: Registry) -> None:
    items = Counter(entry.wikidata for entry in registry if entry.wikidata)
    assert [item for item, number in items.items() if number > 1] == []
    shared = {number for entry in registry for number in entry.ucdp}
    assert len(shared) >= 350


def test_no_name_a_whole_text_is_full_of_is_unguarded(registry: Registry) -> None:
    """A name of a lower-case English function word would match everywhere."""
    common = {"is", "us", "who", "it", "in", "an", "as", "at", "the", "they", "care", "may", "said", "men", "man"}
    for match in registry.names():
        if fold(match.name.form) in common:
            assert match.name.form.isupper(), (match.entry.id, match.name.form)


def test_no_designation_is_made(registry: Registry) -> None:
    words = re.compile(r"terroris|extremis|hate group|regime\b", re.I)
    for entry in registry.kind("group", "party", "ngo", "media", "country", "territory"):
        assert not words.search(f"{entry.name} {entry.type} {entry.basis}"), entry.id


def test_the_files_columns_are_the_documented_ones() -> None:
    for stem, kind in PACKAGED.items():
        rows = read_rows(packaged(stem, kind), COLUMNS, ("id", "name", "basis"))
        assert rows, stem


def test_dead_states_and_groups_have_a_last_year_and_lead_on(registry: Registry) -> None:
    assert registry["SUN"].until == Year(1991)
    assert registry.now("SUN").id == "RUS"
    assert registry.now("group.jtj").id == "group.is"
    assert registry["group.farc"].until == Year(2017)
    assert registry["group.eln"].until is None
    assert not registry["group.eln"].ended
    assert registry["group.fsa"].ended
    assert registry["group.fsa"].until is None


# --- asking ---


@pytest.mark.parametrize(
    ("text", "id", "use"),
    [
        ("Beijing", "CHN", "capital"),
        ("the Kremlin", "RUS", "metonym"),
        ("Kremlin", "RUS", "metonym"),
        ("White House", "USA", "metonym"),
        ("Downing Street", "GBR", "metonym"),
        ("Elysee", "FRA", "metonym"),
        ("Ankara", "TUR", "capital"),
        ("Uyghurs", "", ""),
        ("Chinese", "CHN", "demonym"),
        ("Turkey", "TUR", "alias"),
        ("Burma", "MMR", "alias"),
        ("DR Congo", "COD", "alias"),
        ("Daesh", "group.is", "alias"),
        ("ISIL", "group.is", "alias"),
        ("East Turkestan Islamic Movement", "group.etim", "name"),
        ("ETIM", "group.etim", "alias"),
        ("Sendero Luminoso", "group.shining-path", "alias"),
        ("Pentagon", "USA.dod", "alias"),
        ("Knesset", "ISR.knesset", "name"),
        ("State Duma", "RUS.duma", "name"),
        ("Xinhua", "media.xinhua", "name"),
        ("Amnesty International", "ngo.amnesty", "name"),
        ("World Uyghur Congress", "group.wuc", "name"),
        ("World Uighur Congress", "group.wuc", "alias"),
        ("U.N.", "igo.un", "alias"),
        ("Nato", "igo.nato", "alias"),
    ],
)
def test_a_name_is_found(registry: Registry, text: str, id: str, use: str) -> None:
    found = {match.entry.id: match.name.use for match in registry.find(text)}
    if id:
        assert found.get(id) == use
    else:
        assert found == {}


@pytest.mark.parametrize("text", ["us", "polish", "who", "is", "turkey", "march", "jordan", "", "   ", "no such body"])
def test_what_is_no_name_is_not_found(registry: Registry, text: str) -> None:
    assert registry.find(text) == ()


def test_a_shared_name_gives_every_bearer_and_says_so(registry: Registry) -> None:
    found = registry.find("Congo")
    assert {match.entry.id for match in found} == {"COG", "COD"}
    assert all(match.name.shared for match in found)


def test_any_case_is_for_those_who_ask(registry: Registry) -> None:
    assert [match.entry.id for match in registry.find("the kremlin", any_case=True)] == ["RUS", "SUN"]


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("foreign ministry", "GOV"),
        ("rebels", "REB"),
        ("Police", "COP"),
        ("lawmakers", "LEG"),
        ("protesters", "CVL"),
        ("state media", "JRN"),
        ("doctors", "MED"),
        ("gunmen", "UAF"),
        ("soldier", "MIL"),
    ],
)
def test_role_nouns_have_plovers_sectors(registry: Registry, text: str, sector: str) -> None:
    role = registry.role(text)
    assert role is not None
    assert role.sector == sector


def test_a_word_of_no_role_is_none(registry: Registry) -> None:
    assert registry.role("teapot") is None


def test_ambiguous_names_are_listed_each_with_its_bearers(registry: Registry) -> None:
    listed = {ambiguity.key: ambiguity for ambiguity in registry.check_aliases()}
    assert {m.entry.id for m in listed["eln"].matches} == {"group.eln", "group.eln-bol"}
    assert listed["brussels"].places
    assert not listed["eln"].places
    assert "kremlin" in listed
    assert "hezbollah" not in listed


def test_members_are_those_whose_parent_it_is(registry: Registry) -> None:
    assert {"group.qassam"} == {entry.id for entry in registry.members("group.hamas")}


def test_each_registry_reads_for_itself_and_once(tmp_path: Path) -> None:
    path = _file(tmp_path, _HEAD + _row("x.one", "Northern Example Front"))
    registry = Registry([path])
    assert registry.find("Northern Example Front")
    path.unlink()
    assert registry.find("Northern Example Front")
    assert not Registry().find("Northern Example Front")


# --- on top ---


def test_a_users_entry_is_added(tmp_path: Path) -> None:
    path = _file(
        tmp_path, _HEAD + _row("x.one", "Northern Example Front", aliases="NEF|NEF-A", country="CHN", since="~1999")
    )
    merged = Registry().merge([path])
    entry = merged["x.one"]
    assert (entry.kind, entry.country, entry.since) == ("group", ("CHN",), Year(1999, approximate=True))
    assert entry.where == f"{path}:2"
    assert [match.entry.id for match in merged.find("NEF")] == ["x.one"]


def test_a_users_entry_replaces_one_only_when_it_says_so(tmp_path: Path) -> None:
    silent = _file(tmp_path, _HEAD + _row("group.pkk", "Renamed Example Party"))
    with pytest.raises(ConfigError, match=r"already that of groups\.csv:[0-9]+; write 'replace'"):
        Registry([silent]).check()
    open_ = _file(tmp_path, _HEAD + _row("group.pkk", "Renamed Example Party", change="replace"))
    merged = Registry([open_])
    assert merged["group.pkk"].name == "Renamed Example Party"
    assert merged.find("PKK") == ()
    assert Registry().find("PKK")


def test_a_users_file_takes_an_entry_out(tmp_path: Path) -> None:
    path = _file(tmp_path, _HEAD + _row("media.ap", "Associated Press", kind="media", change="remove"))
    merged = Registry([path])
    assert "media.ap" not in merged
    assert merged.find("AP") == ()


def test_what_others_point_at_cannot_be_taken_out(tmp_path: Path) -> None:
    path = _file(tmp_path, _HEAD + _row("group.hamas", "Hamas", change="remove"))
    with pytest.raises(ConfigError, match=r"parent: there is no entry 'group\.hamas'"):
        Registry([path]).check()


def test_a_later_file_lies_on_an_earlier_one(tmp_path: Path) -> None:
    first = _file(tmp_path, _HEAD + _row("x.one", "First Example Front"), "first.csv")
    second = _file(tmp_path, _HEAD + _row("x.one", "Second Example Front", change="replace"), "second.csv")
    assert Registry([first]).merge([second])["x.one"].name == "Second Example Front"
    with pytest.raises(ConfigError, match=r"no entry 'x\.one' below this file to replace"):
        Registry([second, first]).check()


def test_a_name_of_the_packages_must_be_marked_in_the_users_file_only(tmp_path: Path) -> None:
    bare = _file(tmp_path, _HEAD + _row("x.one", "Northern Example Front", aliases="PKK"))
    with pytest.raises(ConfigError, match=r"the name 'PKK' is also that of 'group\.pkk'"):
        Registry([bare]).find("PKK")
    marked = _file(tmp_path, _HEAD + _row("x.one", "Northern Example Front", aliases="PKK*"))
    assert {m.entry.id for m in Registry([marked]).find("PKK")} == {"group.pkk", "x.one"}


def test_a_users_roles_replace_the_packages(tmp_path: Path) -> None:
    path = _file(tmp_path, "form,plural,sector,kind,scope\nmilitant,militants,UAF,people,nonstate\n")
    merged = Registry([path])
    role = merged.role("militants")
    assert role is not None
    assert role.sector == "UAF"
    rebel = merged.role("rebel")
    assert rebel is not None
    assert rebel.sector == "REB"


def test_a_file_named_as_ours_needs_no_kind(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,name,basis\nx.paper,Example Gazette,invented\n", "media.csv")
    assert Registry([path])["x.paper"].kind == "media"


# --- what is refused, and how it is said ---


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("id,name,basis,colour\n", 1, "unknown column 'colour'"),
        ("id,name\nx,y\n", 1, "column 'basis' is missing"),
        ("id,name,name,basis\n", 1, "a column is named twice"),
        ("id,kind,name,basis\nx.a,group,A b\n", 2, "3 cells where there are 4 columns"),
        ("id,kind,name,basis\nx.a,group,,why\n", 2, "name is empty"),
        ("id,kind,name,basis\n,group,A b,why\n", 2, "id is empty"),
        ("id,kind,name,basis\nx.a,group,A b,\n", 2, "basis is empty"),
        ("id,name,basis\nx.a,A b,why\n", 2, "kind is empty"),
        ("id,kind,name,basis\nx.a,tribe,A b,why\n", 2, "'tribe' is none of"),
        ("id,kind,name,basis\nx a,group,A b,why\n", 2, "holds white space"),
        ("id,kind,name,basis\n# a comment\n\nx.a,group,!!!,why\n", 4, "no letter or digit"),
        ("id,kind,name,aliases,basis\nx.a,group,A b,?|c,why\n", 2, "no letter or digit"),
        ("id,kind,name,since,basis\nx.a,group,A b,soon,why\n", 2, "'soon' is no year"),
        ("id,kind,name,since,basis\nx.a,group,A b,20000,why\n", 2, "'20000' is no year"),
        ("id,kind,name,since,until,basis\nx.a,group,A b,1999,1998,why\n", 2, "ends (1998) before it begins (1999)"),
        ("id,kind,name,sector,basis\nx.a,group,A b,BAD,why\n", 2, "no sector code"),
        ("id,kind,name,also,basis\nx.a,group,A b,REB|NIX,why\n", 2, "'NIX' is no sector code"),
        ("id,kind,name,code,basis\nx.a,group,A b,china,why\n", 2, "not three capital letters"),
        ("id,kind,name,code,basis\nx.a,group,A b,XQZ,why\n", 2, "no country or kind of body"),
        ("id,kind,name,country,basis\nx.a,group,A b,ATLANTIS,why\n", 2, "there is no entry 'ATLANTIS'"),
        ("id,kind,name,wikidata,basis\nx.a,group,A b,12,why\n", 2, "no Wikidata id"),
        ("id,kind,name,ucdp,basis\nx.a,group,A b,one,why\n", 2, "'one' is no number"),
        ("id,kind,name,run_by,basis\nx.a,media,A b,nobody,why\n", 2, "'nobody' is none of"),
        ("id,kind,name,change,basis\nx.a,group,A b,swap,why\n", 2, "change 'swap' is none of"),
        ("id,kind,name,change,basis\nx.a,group,A b,remove,why\n", 2, "no entry 'x.a' below this file to remove"),
        ("id,kind,name,parent,basis\nx.a,group,A b,x.z,why\n", 2, "parent: there is no entry 'x.z'"),
        ("id,kind,name,basis\nx.a,group,A b,why\nx.a,group,C d,why\n", 3, "already that of"),
        ("id,kind,name,basis\nx.a,group,A b,why\nx.b,group,A b,why\n", 3, "also that of 'x.a'"),
        ("id,kind,name,basis\nx.a,group,A b*,why\nx.b,group,A b,why\n", 3, "also that of 'x.a'"),
        ("id,kind,name,basis\nx.a,group,A b,why\nx.b,group,A b*,why\n", 3, "also that of 'x.a'"),
        ('id,kind,name,basis\nx.a,group,"A b,why\n', 2, "malformed CSV"),
        ('id,kind,name,basis\nx.a,group,"A\nb",why\n', 2, "runs over the end of its line"),
        ("form,sector,kind,scope\nfoo,REB,people,any\nfoo,GOV,people,any\n", 3, "the role 'foo' is already at"),
        ("form,sector,kind,scope\nfoo,REB,person,any\n", 2, "'person' is none of"),
        ("form,sector,kind,scope\nfoo,,people,any\n", 2, "form or sector is empty"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line_and_reason(tmp_path: Path, text: str, line: int, reason: str) -> None:
    path = _file(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        Registry([path]).check()
    assert caught.value.where == f"{path}:{line}"
    assert reason in caught.value.message


@pytest.mark.parametrize("link", ["parent", "split_from", "became"])
def test_a_circle_is_refused_and_shown(tmp_path: Path, link: str) -> None:
    rows = [_row(f"x.{a}", f"Example {a}", **{link: f"x.{b}"}) for a, b in ("ab", "bc", "ca")]
    path = _file(tmp_path, _HEAD + "".join(rows))
    with pytest.raises(ConfigError, match=f"{link} goes round in a circle: x.a -> x.b -> x.c -> x.a") as caught:
        Registry([path]).find("Example a")
    assert caught.value.where == f"{path}:4"


def test_an_entry_that_is_its_own_parent_is_a_circle(tmp_path: Path) -> None:
    path = _file(tmp_path, _HEAD + _row("x.a", "Example a", parent="x.a"))
    with pytest.raises(ConfigError, match=r"circle: x\.a -> x\.a"):
        Registry([path]).check()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file") as caught:
        Registry([tmp_path / "gone.csv"]).check()
    assert caught.value.where == str(tmp_path / "gone.csv")


# --- the documentation ---

_DOCS = Path(__file__).parents[3] / "docs" / "actors.md"


def test_the_documentation_names_every_column() -> None:
    text = _DOCS.read_text(encoding="utf-8")
    assert [column for column in (*COLUMNS, *ROLE_COLUMNS) if f"`{column}`" not in text] == []


def test_the_documentation_counts_as_the_files_do(registry: Registry) -> None:
    counted = Counter(entry.where.split(":")[0] for entry in registry)
    counted["roles.csv"] = len({role.form for role in registry.roles.values()})
    counted["sectors.csv"] = len(registry.sectors)
    told = re.findall(r"^\| `(\w+\.csv)` \| (\d+) \|", _DOCS.read_text(encoding="utf-8"), re.M)
    assert {name: int(number) for name, number in told} == counted


def test_the_documentations_example_is_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```csv\n(.*?)```", _DOCS.read_text(encoding="utf-8"), re.S)
    merged = Registry([_file(tmp_path, example)])
    merged.check()
    assert [match.entry.id for match in merged.find("NEF")] == ["mine.nef"]
    assert "media.veja" not in merged
