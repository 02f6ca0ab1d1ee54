"""Toponyms scored by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from hearsay.errors import DataError
from hearsay.evaluate.places import FARTHEST, Article, Guess, Toponym, area, error_km, held_back, load_lgl, score

ARTICLE = Article(
    "a",
    "Aby, Bor, Cam, Dee",
    (Toponym(0, 3, 0.0, 0.0, 1), Toponym(5, 8, 10.0, 10.0, 2), Toponym(10, 13), Toponym(15, 18, 5, 5, 3)),
)

LGL = """<articles><article docid="7"><text>From Aby to Bor.</text><toponyms>
<toponym><start>5</start><end>8</end><phrase>Aby</phrase>
<gaztag geonameid="11"><name>Aby</name><lat>1.5</lat><lon>-2</lon></gaztag></toponym>
<toponym><start>12</start><end>15</end><phrase>Bor</phrase></toponym></toponyms></article></articles>"""


def test_one_near_one_far_one_missed_one_false() -> None:
    # 1 degree of latitude is 111.2 km; the one without coordinates is right but not asked for.
    guesses = [Guess(0, 3, 1.0, 0.0), Guess(5, 8, 20.0, 10.0), Guess(10, 13, 3.0, 3.0), Guess(0, 8, 0.0, 0.0)]
    found = score([(ARTICLE, guesses)])
    assert found.toponyms == 3
    assert found.accuracy == pytest.approx(1 / 3)
    assert found.accuracy_found == pytest.approx(1 / 2)
    assert found.recall == pytest.approx(2 / 3)
    assert found.precision == pytest.approx(3 / 4)
    assert found.median_km == pytest.approx((111.195 + 1111.95) / 2, abs=0.01)


def test_perfect() -> None:
    found = score([(ARTICLE, [Guess(t.start, t.end, t.lat, t.lon) for t in ARTICLE.toponyms])])
    assert (found.accuracy, found.precision, found.median_km, found.auc) == (1.0, 1.0, 0.0, 0.0)


def test_nothing_found() -> None:
    found = score([(ARTICLE, [])])
    assert (found.accuracy, found.recall, found.precision, found.median_km, found.auc) == (0.0, 0.0, 0.0, None, None)


def test_what_is_found_but_not_resolved_is_as_wrong_as_can_be() -> None:
    found = score([(ARTICLE, [Guess(0, 3)])])
    assert (found.recall, found.accuracy, found.median_km) == (pytest.approx(1 / 3), 0.0, FARTHEST)
    assert found.auc == pytest.approx(1.0)


def test_the_span_must_be_exact() -> None:
    assert score([(ARTICLE, [Guess(0, 4, 0.0, 0.0)])]).accuracy == 0.0


def test_area_is_a_trapezium_over_logarithms() -> None:
    worst = math.log(FARTHEST + 1)
    assert area([0.0, FARTHEST]) == pytest.approx(0.5)
    assert area([math.e - 1, 0.0, 0.0]) == pytest.approx(0.25 / worst)


def test_distance_over_the_antimeridian_and_a_pole() -> None:
    assert error_km(Toponym(0, 1, 0.0, 179.5, 1), Guess(0, 1, 0.0, -179.5)) == pytest.approx(111.195, abs=0.01)
    assert error_km(Toponym(0, 1, 90.0, 0.0, 1), Guess(0, 1, 90.0, 180.0)) == pytest.approx(0.0, abs=1e-6)
    assert error_km(Toponym(0, 1, 90.0, 0.0, 1), Guess(0, 1, -90.0, 0.0)) == pytest.approx(20015.1, abs=0.1)


def test_a_third_is_held_back() -> None:
    assert 280 < sum(held_back(str(i)) for i in range(1000)) < 390
    assert held_back("40450848") == held_back("40450848")


def test_load(tmp_path: Path) -> None:
    path = tmp_path / "lgl.xml"
    path.write_text(LGL, encoding="utf-8")
    assert load_lgl(path) == [Article("7", "From Aby to Bor.", (Toponym(5, 8, 1.5, -2.0, 11), Toponym(12, 15)))]


@pytest.mark.parametrize(
    "damage", [("<start>5", "<start>6"), ("<lat>1.5", "<lat>x"), ("</articles>", ""), ("<start>5</start>", "")]
)
def test_what_is_malformed_is_refused(tmp_path: Path, damage: tuple[str, str]) -> None:
    path = tmp_path / "lgl.xml"
    path.write_text(LGL.replace(*damage), encoding="utf-8")
    with pytest.raises(DataError, match=r"lgl\.xml"):
        load_lgl(path)
