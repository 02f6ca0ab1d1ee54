"""Places of invented reports: what is recognised, and which of the name is meant."""

from __future__ import annotations

import re
from dataclasses import replace

import msgspec
import pytest

from hearsay.model import Place, Zone
from hearsay.parsed import Parsed
from hearsay.resolve.places import gazetteer, places, read_places
from hearsay.resolve.places.gazetteer import DEMONYM, distance
from hearsay.resolve.places.keys import key
from tests.support.parses import parsed


def article(text: str) -> Parsed:
    """A parse of ``text``: words between spaces; ``[in brackets]`` the model's places, ``{in braces}`` its persons."""
    words = re.findall(r"[\[\]{}]|[^\s\[\]{}]+", text)
    kept: list[str] = []
    names: list[tuple[int, int, str]] = []
    start = 0
    for word in words:
        if word in "[{":
            start = len(kept)
        elif word in "]}":
            names.append((start, len(kept), "LOC" if word == "]" else "PER"))
        else:
            kept.append(word)
    made = parsed(" ".join(kept), names=names)
    return replace(made, upos=["PROPN" if word[:1].isupper() else "X" for word in kept])


def found(text: str, **more: str) -> dict[str, Place]:
    parse = article(text)
    return {parse.document.text[slice(*place.span)]: place for place in places(parse, **more)}


def test_a_town_with_its_state_behind_it() -> None:
    got = found("Police in [Springfield] , [Ill.] , closed the road to [Decatur] .")
    assert (got["Springfield"].admin1, got["Springfield"].precision) == ("IL", "city")
    assert (got["Ill."].name, got["Ill."].precision) == ("Illinois", "admin1")
    assert got["Decatur"].admin1 == "IL"


def test_the_same_name_with_another_state() -> None:
    assert found("Police in [Springfield] , [Mass.] , closed the road .")["Springfield"].admin1 == "MA"


def test_a_postal_code_counts_behind_a_comma_only() -> None:
    assert found("Police in [Springfield] , MO , spoke .")["Springfield"].admin1 == "MO"
    assert "OK" not in found("All was OK in [Springfield] , the mayor said .")


def test_a_country_behind_the_comma() -> None:
    assert found("They met in [Paris] , [Texas] .")["Paris"].admin1 == "TX"
    assert found("They met in [Paris] , [France] .")["Paris"].country == "FR"


def test_the_neighbours_decide() -> None:
    assert found("Roads from [London] to [Toronto] and [Hamilton] were closed in [Ontario] .")["London"].country == "CA"
    assert found("Roads from [London] to [Manchester] and [Leeds] were closed .")["London"].country == "GB"


def test_one_sense_in_an_article() -> None:
    parse = article("The mayor of [Springfield] , [Mo.] , spoke . Later [Springfield] was calm .")
    got = [place for place in places(parse) if place.name == "Springfield"]
    assert [place.admin1 for place in got] == ["MO", "MO"]


def test_a_province_and_a_city_within() -> None:
    got = found("The fair in the city of [Kunming] , [Yunnan] province , drew crowds from [Xinjiang] province .")
    assert (got["Kunming"].country, got["Kunming"].precision) == ("CN", "city")
    assert (got["Yunnan"].precision, got["Yunnan"].geonames) == ("admin1", 1785694)
    assert (got["Xinjiang"].admin1, got["Xinjiang"].precision) == ("13", "admin1")


def test_a_country_is_no_small_town_of_its_name() -> None:
    got = found("Talks between [China] and the [United States] went on ; the Chinese side was content .")
    assert (got["China"].country, got["China"].precision) == ("CN", "country")
    assert (got["Chinese"].name, got["Chinese"].country) == ("China", "CN")


def test_near() -> None:
    got = found("The bridge stands 20 km north of [Urumqi] and the road leads from [Kunming] .")
    assert (got["Urumqi"].precision, got["Kunming"].precision) == ("near", "city")


def test_persons_are_no_places() -> None:
    assert set(found("{ Paris Hilton } spoke in [Berlin] . { Jackson } said so .")) == {"Berlin"}


def test_small_words_and_acronyms() -> None:
    got = found("They told us in [Nice] that the [US] and the U.N. agreed .")
    assert "us" not in got
    assert got["US"].country == "US"
    assert "U.N." not in got


def test_what_the_gazetteer_has_not_has_no_point() -> None:
    got = found("The march began in [Qworplex] near [Berlin] .")["Qworplex"]
    assert (got.lat, got.lon, got.geonames, got.precision, got.name) == (None, None, None, None, "Qworplex")


def test_the_dateline_is_context() -> None:
    text = "The mayor of [Cambridge] opened the fair ."
    assert found(text, dateline="BOSTON, Mass.")["Cambridge"].admin1 == "MA"
    assert found(text, dateline="LONDON")["Cambridge"].country == "GB"


def test_the_articles_own_dateline_is_read() -> None:
    text = "KUNMING, China, March 2 (Agency) -- The fair opened ."
    parse, zone = parsed(text), Zone((0, text.index("The")), "dateline")
    parse = replace(parse, document=msgspec.structs.replace(parse.document, zones=(zone,)))
    cut = parse.words.index("The")
    parse = replace(
        parse, words=parse.words[cut:], starts=parse.starts[cut:], ends=parse.ends[cut:], upos=parse.upos[cut:],
        lemma=parse.lemma[cut:], relation=parse.relation[cut:], sentences=[(0, len(parse.words) - cut)],
    )  # fmt: skip
    assert [(text[slice(*p.span)], p.country) for p in places(parse)] == [("KUNMING", "CN"), ("China", "CN")]


def test_a_narrow_choice_is_noted() -> None:
    parse = article("The road to [Springfield] was closed .")
    reading = read_places(parse)
    assert [note.code for note in reading.notes] == ["place-ambiguous"]
    assert parse.document.text[slice(*reading.notes[0].span)] == "Springfield"  # type: ignore[misc]
    assert not read_places(article("The road to [Springfield] , [Ill.] was closed .")).notes


def test_nothing() -> None:
    assert places(parsed("")) == ()
    assert places(parsed("nothing happened here .")) == ()


@pytest.mark.parametrize(
    ("one", "other"), [("St. Petersburg", "Saint Petersburg"), ("Ft. Worth", "Fort Worth"), ("Zürich", "Zurich")]
)
def test_spellings_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_every_country_is_found_by_name_and_demonym() -> None:
    known = gazetteer()
    assert len(known.of_country) == 249
    for place in known.of_country.values():
        assert any(hit.place == place for hit in known.find(known.name(place)))
        assert -90 <= known.lat[place] <= 90
        assert -180 <= known.lon[place] <= 180
    assert any(match == DEMONYM and place == known.of_country["KE"] for place, match in known.find("Kenyan"))


def test_every_listed_name_of_a_division_is_found() -> None:
    known = gazetteer()
    for name, code in [("Bavaria", "DE.02"), ("Rakhine", "MM.01"), ("Anbar", "IQ.01"), ("Quebec", "CA.10")]:
        assert any(hit.place == known.of_division[code] for hit in known.find(name))


def test_distances() -> None:
    known = gazetteer()
    at = [max(known.find(name), key=lambda hit: known.population[hit.place]).place for name in ("Paris", "Berlin")]
    km = distance(known.lat[at], known.lon[at], 48.8566, 2.3522)
    assert km[0] < 5
    assert km[1] == pytest.approx(878, abs=8)
