"""TempEval-3's measures on TimeML made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.errors import DataError
from hearsay.evaluate.scores import PRF
from hearsay.evaluate.times import Annotated, Expression, held_back, load, read, score

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DOCID>d</DOCID>
<DCT><TIMEX3 tid="t0" type="TIME" value="2016-08-05T10:00" functionInDocument="CREATION_TIME">Aug. 5</TIMEX3></DCT>
<TITLE>Unread</TITLE>
<TEXT>
Tar &amp; oil <EVENT eid="e1">rose</EVENT> <SIGNAL sid="s1">on</SIGNAL> <TIMEX3 tid="t1" type="DATE" value="2016-08-02"
>Tuesday</TIMEX3>.<!-- x --> It <EVENT eid="e2">fell <TIMEX3 tid="t2" type="DURATION" value="P2D">two days</TIMEX3>
ago</EVENT>. <TIMEX3 tid="t3" type="DATE" value="2016-08-05" functionInDocument="CREATION_TIME">Aug. 5</TIMEX3>
</TEXT>
</TimeML>
"""


def _file(folder: Path, name: str = "d.tml", content: str = TIMEML) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_reading_a_file(tmp_path: Path) -> None:
    document = read(_file(tmp_path))
    assert document.id == "d"
    assert document.published == "2016-08-05"
    assert document.text == "\nTar & oil rose on Tuesday. It fell two days\nago. Aug. 5\n"
    assert [(document.text[e.start : e.end], e.type, e.value) for e in document.expressions] == [
        ("Tuesday", "DATE", "2016-08-02"),
        ("two days", "DURATION", "P2D"),
    ]


@pytest.mark.parametrize("content", ["", "<TimeML>", "<TimeML></TimeML>", "text"])
def test_a_malformed_file_is_named(tmp_path: Path, content: str) -> None:
    with pytest.raises(DataError, match=r"d\.tml"):
        read(_file(tmp_path, content=content))


def test_entities_from_outside_are_not_fetched(tmp_path: Path) -> None:
    secret = _file(tmp_path, "secret.txt", "secret")
    head = f'<!DOCTYPE TimeML [<!ENTITY e SYSTEM "file://{secret}">]>'
    path = _file(tmp_path, content=f"{head}<TimeML><TEXT>a &e; b</TEXT></TimeML>")
    assert "secret" not in read(path).text


def test_the_two_parts_are_the_whole(tmp_path: Path) -> None:
    names = [f"{i}.tml" for i in range(30)]
    for name in names:
        _file(tmp_path, name)
    parts = [[document.id for document in load(tmp_path, split)] for split in ("train", "test", "all")]
    assert sorted(parts[0] + parts[1]) == sorted(parts[2])
    assert parts[1] == sorted(Path(name).stem for name in names if held_back(name))
    assert 3 <= len(parts[1]) <= 17


def test_the_split_does_not_move() -> None:
    assert [held_back(f"{i}.tml") for i in range(6)] == [False, True, False, False, False, False]


def test_no_files(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no TimeML file"):
        load(tmp_path)


TUESDAY, DAYS = Expression(5, 12, "DATE", "2016-08-02"), Expression(20, 28, "DURATION", "P2D")
GOLD = Annotated("d", "x" * 40, "2016-08-05", (TUESDAY, DAYS))


def test_gold_against_itself() -> None:
    assert {figure.f1 for figure in score(GOLD, [DAYS, TUESDAY]).values()} == {1.0}


def test_a_boundary_off_is_relaxed_but_not_strict_and_its_value_counts() -> None:
    table = score(GOLD, [TUESDAY._replace(start=2), DAYS])
    assert table["relaxed"] == PRF.of(2, 2, 2)
    assert table["strict"] == PRF.of(1, 2, 2)
    assert table["value"] == PRF.of(2, 2, 2)


def test_a_wrong_value_counts_against_value_alone() -> None:
    table = score(GOLD, [TUESDAY._replace(value="2016-08-09"), DAYS])
    assert table["strict"] == PRF.of(2, 2, 2)
    assert table["value"] == PRF.of(1, 2, 2)
    assert score(GOLD, [TUESDAY._replace(type="TIME")])["type"] == PRF.of(0, 1, 2)


def test_what_is_missed_and_what_is_too_much() -> None:
    table = score(GOLD, [TUESDAY, Expression(30, 33, "DATE", "2016")])
    assert table["relaxed"] == PRF.of(1, 2, 2)
    assert table["value"] == PRF.of(1, 2, 2)


def test_one_gold_takes_one_prediction_the_same_span_before_others() -> None:
    left = Expression(3, 6, "DATE", "X")
    table = score(GOLD, [left, TUESDAY])
    assert table["relaxed"] == PRF.of(1, 2, 2)
    assert table["strict"] == PRF.of(1, 2, 2)


def test_touching_is_not_overlapping() -> None:
    assert score(GOLD, [Expression(12, 20, "DATE", "X")])["relaxed"] == PRF.of(0, 1, 2)


def test_nothing_on_either_side() -> None:
    assert score(Annotated("d", "", None, ()), [])["relaxed"] == PRF()
