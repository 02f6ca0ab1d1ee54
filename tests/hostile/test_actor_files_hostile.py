"""Actor files made to break the reader: whatever they hold, it is read or refused by name, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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

_SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_REGISTRY = Registry()
_READERS: dict[str, Callable[[Path, Registry], Imported]] = {
    "petrarch": read_petrarch,
    "ucdp": read_ucdp,
    "ftm": read_followthemoney,
    "list": read_list,
}
_HEAD = "id,kind,name,aliases,parent,became,basis\n"


def _refusal(act: Callable[[], object]) -> ConfigError | None:
    """What ``act`` was refused with, or None where it went through; any other error is the test's failure."""
    try:
        act()
    except ConfigError as error:
        return error
    return None


def _refused_or_read(path: Path) -> Registry | None:
    registry = Registry([path])
    refusal = _refusal(registry.check)
    if refusal is None:
        return registry
    assert (refusal.where or "").startswith(str(path))
    assert refusal.message
    return None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n\n\n",
        b"# nothing but a comment",
        b"\xff\xfe\x00\x01",
        b"id,kind,name,basis\nx.a,group,\xe9,b\n",
        b"id,kind,name,basis\nx.a,group,A\x00b,b\n",
        b"\xef\xbb\xbfid,kind,name,basis\r\nx.a,group,Example Front,b\r\n",
        b"id,kind,name,basis\rx.a,group,Example Front,b\r",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"PK\x03\x04",
        b'id,kind,name,basis\nx.a,group,"Example ""Front",b\n',
        b'id,kind,name,basis\nx.a,group,Example "Front",b\n',
        b"id,kind,name,basis\n" + b"x" * 200_000 + b",group,A b,c\n",
        b"id;kind;name;basis\nx.a;group;Example Front;b\n",
        b",,,\n,,,\n",
    ],
)
def test_bytes_of_any_kind_are_read_or_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(raw)
    _refused_or_read(path)
    for read in _READERS.values():
        refusal = _refusal(lambda read=read: read(path, _REGISTRY))  # type: ignore[misc]
        assert refusal is None or str(path) in (refusal.where or "")


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert _refused_or_read(tmp_path) is None
    for read in _READERS.values():
        with pytest.raises(ConfigError):
            read(tmp_path, _REGISTRY)
        with pytest.raises(ConfigError):
            read(tmp_path / "gone", _REGISTRY)


def test_line_ends_and_marks_of_every_system_are_read_alike(tmp_path: Path) -> None:
    for end in ("\n", "\r\n", "\r"):
        path = tmp_path / "mine.csv"
        path.write_bytes(("\ufeff" + _HEAD + "x.a,group,Example Front,,,,b\n").replace("\n", end).encode())
        registry = _refused_or_read(path)
        assert registry is not None
        assert registry["x.a"].name == "Example Front"


def test_a_separator_inside_a_line_ends_no_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(_HEAD + "x.a,group,Example\u2028Front\x0b,,,,b\nx.b,group,,,,,b\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        Registry([path]).check()
    assert caught.value.where == f"{path}:3"


def test_a_long_circle_and_a_long_chain_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    number = 5000
    chain = [f"x.{i},group,Example {i} front,,x.{i + 1},,b\n" for i in range(number)]
    path.write_text(_HEAD + "".join(chain) + f"x.{number},group,Example last front,,,,b\n", encoding="utf-8")
    assert _refused_or_read(path) is not None
    path.write_text(_HEAD + "".join(chain) + f"x.{number},group,Example last front,,x.0,,b\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="circle"):
        Registry([path]).check()


def test_a_name_borne_ten_thousand_times_is_handled(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    rows = [f"x.{i},group,Example {i} front,Shared Front*,,,b\n" for i in range(10_000)]
    path.write_text(_HEAD + "".join(rows), encoding="utf-8")
    registry = _refused_or_read(path)
    assert registry is not None
    assert len(registry.find("Shared Front")) == 10_000


@_SETTINGS
@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(raw)
    _refused_or_read(path)


@_SETTINGS
@given(st.lists(st.lists(st.text(max_size=12), min_size=7, max_size=7), max_size=6))
def test_random_cells_are_read_or_refused(tmp_path: Path, cells: list[list[str]]) -> None:
    columns = ("id", "kind", "name", "aliases", "parent", "became", "basis")
    text = format_rows([dict(zip(columns, row, strict=True)) for row in cells])
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    _refused_or_read(path)


@_SETTINGS
@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=8))
def test_whatever_a_list_names_is_imported_merged_and_found_or_refused(tmp_path: Path, names: list[str]) -> None:
    path = tmp_path / "list.ijson"
    entities = [{"schema": "Organization", "properties": {"name": [name]}} for name in names]
    path.write_text("\n".join(map(json.dumps, entities)), encoding="utf-8")
    imported = read_followthemoney(path, _REGISTRY)
    merged_file = tmp_path / "imported.csv"
    merged_file.write_text(format_rows(share_names(imported.rows, _REGISTRY)), encoding="utf-8", newline="")
    merged = _REGISTRY.merge([merged_file])
    merged.check()
    assert len(merged) == len(_REGISTRY) + len(imported.rows)
    for row in imported.rows:
        assert any(match.entry.id == row["id"] for match in merged.find(row["name"], any_case=True))


@_SETTINGS
@given(st.text(alphabet="AB_+[]~!=# \t\n{}0123é", max_size=120), st.sampled_from(sorted(_READERS)))
def test_random_lists_are_read_or_refused(tmp_path: Path, text: str, reader: str) -> None:
    path = tmp_path / "theirs.txt"
    path.write_text(text, encoding="utf-8")
    refusal = _refusal(lambda: _READERS[reader](path, _REGISTRY))
    assert refusal is None or str(path) in (refusal.where or "")


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_may_be_asked_for(text: str) -> None:
    for match in _REGISTRY.find(text):
        assert match.entry.id in _REGISTRY
    _REGISTRY.role(text)


def test_deeply_nested_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.ijson"
    path.write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")
    with pytest.raises(ConfigError):
        read_followthemoney(path, _REGISTRY)
