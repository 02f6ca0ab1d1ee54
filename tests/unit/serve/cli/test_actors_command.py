"""`hearsay actors`: the register listed and checked, and lists of others made into files of ours."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hearsay.resolve.registry import Registry
from hearsay.serve.cli.main import run

Out = pytest.CaptureFixture[str]

OWN = "id,kind,name,aliases,country,sector,basis\nmine.nef,group,Northern Example Front,NEF,PER,REB,field notes\n"
SHARED = "id,kind,name,aliases,country,basis\nmine.sef,group,Southern Example Front,ETIM*|NEF*,PER,field notes\n"
LIST = "Name,Aliases,Country,Kind\nHarbour Example League,HEL;Example League,Peru,ngo\nETIM,,PE,group\n"
PETRARCH = "NORTHERN_EXAMPLE_FRONT_ [PERREB]\n+NEF_\nGENERAL_EJEMPLO_ [PERMIL]\n"
AGENTS = "EXAMPLE_MARSHAL_ [~COP]\n"
UCDP = "ActorId,NameData,Org,GWNOLoc\n990001,Example Front,1,135\n990002,Government of Peru,4,135\n"
FTM = (
    '{"id": "a", "schema": "Organization", "properties": {"name": ["Example Harbour Board"], "country": ["pe"]}}\n'
    '{"id": "b", "schema": "Person", "properties": {"name": ["Juana Ejemplo"]}}\n'
)


def _file(folder: Path, text: str, name: str = "mine.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_list_finds_by_name_in_any_case(capsys: Out) -> None:
    assert run(["actors", "list", "etim"]) == 0
    out, err = capsys.readouterr()
    assert out.split()[:4] == ["group.etim", "group", "CHN", "REB"]
    assert out.endswith("East Turkestan Islamic Movement\n")
    assert err == ""


def test_list_says_who_is_nobody_and_gives_the_rest(capsys: Out) -> None:
    assert run(["actors", "list", "Qworplex", "CHN", "--json"]) == 1
    out, err = capsys.readouterr()
    assert [entry["id"] for entry in json.loads(out)] == ["CHN"]
    assert "Qworplex" in err


def test_list_by_kind_and_country_with_a_file_of_ones_own(tmp_path: Path, capsys: Out) -> None:
    own = _file(tmp_path, OWN)
    assert run(["actors", "list", "--kind", "group", "--country", "PER", "--file", own, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "mine.nef" in {entry["id"] for entry in found}
    assert {entry["kind"] for entry in found} == {"group"}
    assert all("PER" in entry["country"] for entry in found)


def test_list_without_names_is_the_whole_register(capsys: Out) -> None:
    assert run(["actors", "list"]) == 0
    assert capsys.readouterr().out.count("\n") == len(Registry())


def test_list_of_an_unknown_country_is_wrong_usage(capsys: Out) -> None:
    assert run(["actors", "list", "--country", "XQZ"]) == 2
    assert capsys.readouterr().out == ""


def test_check_lists_ambiguous_names(capsys: Out) -> None:
    assert run(["actors", "check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("ABC: media.") for line in lines)


def test_check_leaves_mere_cities_out_unless_asked(capsys: Out) -> None:
    run(["actors", "check", "--json"])
    few = json.loads(capsys.readouterr().out)
    run(["actors", "check", "--json", "--places"])
    many = json.loads(capsys.readouterr().out)
    assert not any(one["places"] for one in few)
    assert len(many) == len(few) + sum(one["places"] for one in many) > len(few)
    assert len(many) == len(Registry().check_aliases())


def test_check_of_ones_own_file_lists_its_own_ambiguities(tmp_path: Path, capsys: Out) -> None:
    own, shared = _file(tmp_path, OWN.replace("NEF,", "NEF*,")), _file(tmp_path, SHARED, "shared.csv")
    assert run(["actors", "check", own, shared, "--json"]) == 0
    found = {one["name"]: [actor["id"] for actor in one["actors"]] for one in json.loads(capsys.readouterr().out)}
    assert found == {"etim": ["group.etim", "mine.sef"], "nef": ["mine.nef", "mine.sef"]}


def test_check_names_a_malformed_file_with_its_line_and_checks_the_rest(tmp_path: Path, capsys: Out) -> None:
    bad = _file(tmp_path, OWN + "mine.x,group,,,PER,REB,notes\n", "bad.csv")
    shared = _file(tmp_path, SHARED, "shared.csv")
    assert run(["actors", "check", bad, shared]) == 1
    out, err = capsys.readouterr()
    assert f"{bad}:3: " in err
    assert err.rstrip().endswith("[config]")
    assert "mine.sef" in out


@pytest.mark.parametrize(
    ("text", "name", "ids"),
    [
        (LIST, "list.csv", ["list.harbour-example-league", "list.etim"]),
        (PETRARCH, "actors.txt", ["petrarch.northern-example-front"]),
        (UCDP, "ucdp.csv", ["ucdp.990001"]),
        (FTM, "entities.jsonl", ["ftm.example-harbour-board"]),
    ],
)
def test_import_tells_the_format_and_the_register_takes_the_result(
    tmp_path: Path, text: str, name: str, ids: list[str], capsys: Out
) -> None:
    made = tmp_path / "made.csv"
    assert run(["actors", "import", _file(tmp_path, text, name), "-o", str(made)]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{len(ids)} actors and 0 role nouns" in err
    registry = Registry([made])
    registry.check()
    assert [entry.id for entry in registry if entry.layer] == ids


def test_import_of_agents_writes_role_nouns(tmp_path: Path, capsys: Out) -> None:
    made = tmp_path / "roles.csv"
    assert run(["actors", "import", _file(tmp_path, AGENTS, "agents.txt"), "-o", str(made)]) == 0
    role = Registry([made]).role("example marshal")
    assert role is not None
    assert role.sector == "COP"


def test_import_keeps_role_nouns_apart(tmp_path: Path, capsys: Out) -> None:
    both, roles = _file(tmp_path, PETRARCH + AGENTS, "both.txt"), tmp_path / "roles.csv"
    assert run(["actors", "import", both]) == 0
    out, err = capsys.readouterr()
    assert "petrarch.northern-example-front" in out
    assert "--roles FILE" in err
    assert run(["actors", "import", both, "--roles", str(roles)]) == 0
    assert "example marshal" in roles.read_text("utf-8")


def test_import_as_json_says_what_was_passed_over(tmp_path: Path, capsys: Out) -> None:
    file = _file(tmp_path, FTM, "entities.jsonl")
    assert run(["actors", "import", file, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [entry["name"] for entry in found["entries"]] == ["Example Harbour Board"]
    assert found["skipped"] == [{"where": f"{file}:2", "reason": "a person; the register keeps none"}]


def test_import_takes_named_columns(tmp_path: Path, capsys: Out) -> None:
    file = _file(tmp_path, "Bezeichnung\nHarbour Example League\n", "list.csv")
    assert run(["actors", "import", file]) == 1
    assert "no column of names" in capsys.readouterr().err
    assert run(["actors", "import", file, "--column", "name=Bezeichnung"]) == 0
    assert "Harbour Example League" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "name", "line", "reason"),
    [
        ("name,country\nA League,Peru\nB League,Atlantis\n", "list.csv", 3, "no country"),
        ("name,kind\nA League,ngo\nB League,club\n", "list.csv", 3, "club"),
        ("id,name\nx.a,A League\nx.a,B League\n", "list.csv", 3, "x.a"),
        ('name,kind\n"A League,ngo\n', "list.csv", 2, "malformed CSV"),
        (FTM + "{broken\n", "e.jsonl", 3, "no JSON"),
        (UCDP + "many,B,1,135\n", "ucdp.csv", 4, "no number"),
        ("\t[PERREB]\n", "actors.txt", 1, ""),
    ],
)
def test_import_refuses_what_is_malformed(
    *, tmp_path: Path, text: str, name: str, line: int, reason: str, capsys: Out
) -> None:
    file, made = _file(tmp_path, text, name), tmp_path / "made.csv"
    assert run(["actors", "import", file, "-o", str(made)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{file}:{line}: " in err
    assert reason in err
    assert err.rstrip().endswith("[config]")
    assert not made.exists()


@pytest.mark.parametrize(
    "more",
    [
        ["--column", "name"],
        ["--column", "name=Name", "--from", "ftm"],
        ["--json", "--roles", "roles.csv"],
        ["-o", "one.csv", "--roles", "one.csv"],
        ["--from", "xml"],
    ],
)
def test_import_refuses_wrong_usage(tmp_path: Path, more: list[str], capsys: Out) -> None:
    assert run(["actors", "import", _file(tmp_path, LIST, "list.csv"), *more]) == 2
    assert capsys.readouterr().out == ""


def test_import_never_writes_over_its_input(tmp_path: Path, capsys: Out) -> None:
    file = _file(tmp_path, LIST, "list.csv")
    assert run(["actors", "import", file, "-o", file]) == 2
    assert Path(file).read_text("utf-8") == LIST


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path, capsys: Out) -> None:
    for command in (["import"], ["check"], ["list", "--file"]):
        assert run(["actors", *command, str(tmp_path / "none.csv")]) == 2


def test_nothing_heavy_is_imported_for_it() -> None:
    code = "import sys; from hearsay.serve.cli.main import run; run(['actors', 'list', 'CHN']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "onnxruntime", "spacy", "hearsay.pipeline"} & set(done.stdout.split())
