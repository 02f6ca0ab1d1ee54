"""The packaged register held against public lists of actors, and those lists imported; skipped where they are absent.

``HEARSAY_DATA`` names their folder; without it, ``shared/data`` beside the repository is tried.
"""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from hearsay.resolve.importers import format_rows, read_petrarch, read_ucdp, share_names
from hearsay.resolve.names import fold
from hearsay.resolve.registry import Registry

DATA = Path(os.environ.get("HEARSAY_DATA") or Path(__file__).parents[3].parent / "shared" / "data") / "actors"
UCDP = DATA / "ucdp-actor/data/ucdp_ged/ucdp-actor-221.csv"

pytestmark = pytest.mark.skipif(not UCDP.is_file(), reason="no lists of actors: set HEARSAY_DATA to their folder")

_RUN_BY = {
    "SC": {"state", "party", "movement"},
    "CaPu": {"state", "public"},
    "CaPr": {"private"},
    **{kind: {"public"} for kind in ("ISFM", "ISF", "ISM", "IP")},
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_ucdp_id_is_that_of_a_group_there_in_one_of_its_countries(registry: Registry) -> None:
    actors = {row["ActorId"]: row for row in _rows(UCDP)}
    numbers = {entry.id: str(entry.gwno) for entry in registry if entry.gwno is not None}
    # UCDP places what we place in a territory or a successor in the state of its numbers.
    numbers |= {"PSE": "666", "KOS": "345", "ESH": "600", "PRI": "2", "NCL": "220"}
    elsewhere = []
    for entry in registry.kind("group"):
        for number in map(str, entry.ucdp):
            assert actors[number]["Org"] == "1", entry.id
            places = set(re.findall(r"\d+", actors[number]["GWNOLoc"]))
            if not places & {numbers[country] for country in entry.country if country in numbers}:
                elsewhere.append(entry.id)
    # South Vietnam and Namibia under South African rule have numbers of their own there.
    assert set(elsewhere) <= {"group.viet-cong", "group.swapo"}


def test_gleditsch_and_wards_numbers_are_ucdps(registry: Registry) -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for row in _rows(UCDP):
        if "," not in row["GWNOLoc"] + row["Location"]:
            places[row["GWNOLoc"].strip()].add(fold(re.sub(r"\(.*?\)", "", row["Location"])))
    other = {"bosnia-herzegovina": "bosnia", "kingdom of eswatini": "eswatini"}
    for entry in registry.kind("country"):
        if entry.gwno is not None and places[str(entry.gwno)]:
            ours = {fold(form) for form in entry.forms("name", "official", "alias")}
            theirs = {fold(other.get(place, place)) for place in places[str(entry.gwno)]}
            assert ours & theirs, (entry.id, theirs)


def test_country_names_have_the_codes_petrarch_gives_them(registry: Registry) -> None:
    blocks: list[tuple[list[str], set[str]]] = []
    text = (DATA / "petrarch2/Phoenix.Countries.actors.txt").read_text(encoding="utf-8", errors="replace")
    for line in (line.split("#")[0].rstrip() for line in text.split("\n")):
        if line[:1].isalpha():
            blocks.append(([], set()))
        if line[:1].isalpha() or line.startswith("+"):
            blocks[-1][0].append(fold(re.sub(r"\[.*", "", line).strip("+_ \t").replace("_", " ")))
        if blocks:
            blocks[-1][1].update(re.findall(r"\[([A-Z]{3})(?: [^\]]*)?\]", line))
    codes: dict[str, set[str]] = defaultdict(set)
    for names, given in blocks:
        for name in names:
            codes[name] |= given
    members = [entry for entry in registry.kind("country") if entry.type == "un-member"]
    told = [
        entry for entry in members if any(entry.id in codes[fold(f)] for f in entry.forms("name", "official", "alias"))
    ]
    assert len(told) >= 188
    for entry in members:
        given = codes[fold(entry.name)]
        assert not given or entry.id in given or entry.id in ("MDG", "TLS"), (entry.id, given)


def test_who_runs_an_outlet_is_as_state_media_monitor_has_it(registry: Registry) -> None:
    theirs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in _rows(DATA / "media-state-asd/State_Media_Matrix.csv"):
        for form in re.split(r"[,;/()]", f"{row['Media company']},{row['Main assets']}"):
            if len(form.strip(" *")) > 1:
                theirs[fold(form)].add((fold(row["Country"]), row["Typology"].strip("?")))
    same = matched = 0
    for entry in registry.kind("media"):
        places = {fold(form) for form in registry[entry.country[0]].forms("name", "official", "alias")}
        found = {kind for form in entry.forms() for place, kind in theirs[fold(form)] if place in places}
        if found & set(_RUN_BY):
            matched += 1
            same += any(entry.run_by in _RUN_BY[kind] for kind in found & set(_RUN_BY))
    assert matched >= 180
    assert same / matched >= 0.93


@pytest.mark.parametrize(
    ("name", "rows", "roles"),
    [
        ("Phoenix.MilNonState.actors.txt", 750, 0),
        ("Phoenix.International.actors.txt", 7000, 0),
        ("Phoenix.Countries.actors.txt", 80, 0),
        ("Phoenix.agents.txt", 0, 3000),
    ],
)
def test_petrarchs_dictionaries_are_imported_and_merged(
    registry: Registry, tmp_path: Path, name: str, rows: int, roles: int
) -> None:
    imported = read_petrarch(DATA / "petrarch2" / name, registry)
    assert len(imported.rows) >= rows
    assert len(imported.roles) >= roles
    path = tmp_path / "imported.csv"
    path.write_text(format_rows(share_names(imported.rows, registry)), encoding="utf-8")
    nouns = tmp_path / "nouns.csv"
    nouns.write_text(format_rows(imported.roles), encoding="utf-8")
    merged = registry.merge([path, nouns] if imported.roles else [path])
    merged.check()
    assert len(merged) == len(registry) + len(imported.rows)


def test_ucdps_list_is_imported_and_merged(registry: Registry, tmp_path: Path) -> None:
    imported = read_ucdp(UCDP, registry)
    assert len(imported.rows) + len(imported.skipped) == len(_rows(UCDP))
    path = tmp_path / "imported.csv"
    path.write_text(format_rows(share_names(imported.rows, registry)), encoding="utf-8")
    registry.merge([path]).check()
