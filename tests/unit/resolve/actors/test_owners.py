"""Whose a role noun is where no nationality stands beside it; names cut short; capital letters that are no body."""

from __future__ import annotations

import pytest

from hearsay.model import Place
from hearsay.parsed import Parsed
from hearsay.resolve.actors import actors
from tests.support.sentences import Told, article

ORG = ("name", "organization", "c1")
NAME = ("name", "place", "c1")
PERSON = ("name", "person", "c1")
NOMINAL = ("nominal", "organization", "c1")
PERU = "Peru/PROPN/2/nsubj slept/VERB/0/root/sleep"
LONG = ("Peruvian/ADJ/2/amod ships/NOUN/3/nsubj slept/VERB/0/root/sleep",) * 2


def found(parse: Parsed, places: list[Place] | None = None) -> dict[str, list[str]]:
    """Each actor's name and the words of its mentions."""
    spans = {mention.id: mention.span for mention in parse.mentions}
    return {
        actor.name: [parse.document.text[slice(*spans[mention])] for mention in actor.mentions]
        for actor in actors(parse, places=places or ())
    }


def _place(parse: Parsed, name: str, country: str, precision: str = "city") -> Place:
    at = parse.document.text.index(name)
    return Place(id="p", name=name, span=(at, at + len(name)), country=country, precision=precision)


# --- by a town ---


def test_a_mayor_and_a_governor_by_their_town_or_province() -> None:
    mayor = "the/DET/2/det mayor/NOUN/5/nsubj of/ADP/4/case Cusco/PROPN/2/nmod spoke/VERB/0/root/speak"
    parse = article(mayor, mentions={"the mayor of Cusco": NOMINAL})
    (actor,) = actors(parse, places=[_place(parse, "Cusco", "PE")])
    assert (actor.name, actor.kind, actor.country, actor.sector) == ("Mayor of Cusco", "office", "PER", "GOV")
    governor = "the/DET/3/det Puno/PROPN/3/compound governor/NOUN/4/nsubj spoke/VERB/0/root/speak"
    parse = article(governor, mentions={"the Puno governor": NOMINAL})
    assert list(found(parse, [_place(parse, "Puno", "PE", "admin1")])) == ["Governor of Puno"]


def test_a_towns_police_are_the_states() -> None:
    police = "police/NOUN/4/nsubj in/ADP/3/case Cusco/PROPN/1/nmod spoke/VERB/0/root/speak"
    parse = article(police, mentions={"police in Cusco": NOMINAL})
    (actor,) = actors(parse, places=[_place(parse, "Cusco", "PE")])
    assert (actor.country, actor.sector) == ("PER", "COP")


def test_an_embassy_in_a_town_is_not_the_towns() -> None:
    embassy = "the/DET/2/det embassy/NOUN/5/nsubj in/ADP/4/case Cusco/PROPN/2/nmod spoke/VERB/0/root/speak"
    parse = article(embassy, mentions={"the embassy in Cusco": NOMINAL})
    assert found(parse, [_place(parse, "Cusco", "PE")]) == {}


def test_a_place_in_a_companys_name_is_no_place() -> None:
    bank = "Cusco/PROPN/2/compound Bank/PROPN/3/nsubj grew/VERB/0/root/grow"
    said = "police/NOUN/2/nsubj spoke/VERB/0/root/speak"
    parse = article(bank, said, mentions={"police": NOMINAL}, names=[("Cusco Bank", "ORG")])
    assert found(parse, [_place(parse, "Cusco", "PE")] * 3) == {}


# --- by a leader, an owner, the article's home ---


def test_a_government_by_the_name_of_who_leads_it() -> None:
    led = "the/DET/2/det government/NOUN/6/nsubj of/ADP/4/case Ana/PROPN/2/nmod Example/PROPN/4/flat fell/VERB/0/root"
    said = (
        "Peruvian/ADJ/2/amod President/NOUN/4/nmod:desc Ana/PROPN/5/nsubj Example/PROPN/3/flat spoke/VERB/0/root/speak"
    )
    said = said.replace("President/NOUN/4", "President/NOUN/3")
    names = [("Ana Example", "PER")]
    parse = article(
        said,
        led,
        mentions={
            "Peruvian President Ana Example": PERSON,
            "the government of Ana Example": ("nominal", "organization", "c2"),
        },
        names=names,
    )
    assert found(parse)["Government of Peru"] == ["the government of Ana Example"]


def test_a_government_by_its_party() -> None:
    led = "the/DET/3/det Hamas/PROPN/3/compound government/NOUN/4/nsubj fell/VERB/0/root/fall"
    (actor,) = actors(article(led, mentions={"the Hamas government": NOMINAL}))
    assert (actor.country, actor.sector) == ("PSE", "GOV")


def test_its_army_is_the_army_of_what_it_stands_for() -> None:
    said = "Peru/PROPN/2/nsubj refused/VERB/0/root/refuse"
    army = "its/PRON/2/nmod:poss army/NOUN/3/nsubj left/VERB/0/root/leave"
    mentions: dict[str, Told] = {
        "Peru": NAME,
        "its": ("pronoun", "place", "c1"),
        "its army": ("nominal", "organization", "c2"),
    }
    armies = [a for a in actors(article(said, army, mentions=mentions)) if a.sector == "MIL"]
    assert [army.country for army in armies] == ["PER"]


@pytest.mark.parametrize(
    ("phrase", "sector"),
    [("the riot police", "COP"), ("the new government", "GOV"), ("health officials", "GOV"), ("the governor", "GOV")],
)
def test_what_a_modifier_does_not_take_from_the_home(phrase: str, sector: str) -> None:
    words = phrase.split()
    noun = len(words)
    told = " ".join(f"{word}/NOUN/{noun}/compound" for word in words[:-1])
    said = f"{told} {words[-1]}/NOUN/{noun + 1}/nsubj spoke/VERB/0/root/speak".strip()
    said = said.replace("the/NOUN", "the/DET")
    (actor,) = actors(article(*LONG, said, mentions={phrase: ("nominal", "person", "c3")}))
    assert (actor.country, actor.sector) == ("PER", sector)


@pytest.mark.parametrize("phrase", ["the foreign police", "company officials", "the rival government"])
def test_a_modifier_that_makes_it_anothers(phrase: str) -> None:
    words = phrase.split()
    noun = len(words)
    told = " ".join(f"{word}/NOUN/{noun}/compound" for word in words[:-1])
    said = f"{told} {words[-1]}/NOUN/{noun + 1}/nsubj spoke/VERB/0/root/speak".replace("the/NOUN", "the/DET")
    assert found(article(*LONG, said, mentions={phrase: ("nominal", "person", "c3")})) == {}


def test_a_title_without_a_country_is_the_homes() -> None:
    judge = "Judge/NOUN/2/nmod:desc Example/PROPN/3/nsubj spoke/VERB/0/root/speak"
    parse = article(*LONG, judge, mentions={"Judge Example": PERSON}, names=[("Example", "PER")])
    (actor,) = actors(parse)
    assert (actor.country, actor.sector) == ("PER", "JUD")


def test_a_title_that_the_mention_leaves_out() -> None:
    said = (
        "Peruvian/ADJ/2/amod Minister/NOUN/3/nmod:desc Ana/PROPN/5/nsubj Example/PROPN/3/flat spoke/VERB/0/root/speak"
    )
    parse = article(said, mentions={"Ana Example": PERSON}, names=[("Ana Example", "PER")])
    assert list(found(parse)) == ["Minister of Peru"]


def test_a_part_of_a_body_is_linked_to_it() -> None:
    said = "a/DET/3/det Hamas/PROPN/3/compound unit/NOUN/4/nsubj left/VERB/0/root/leave"
    assert found(article(said, mentions={"a Hamas unit": NOMINAL})) == {"Hamas": ["a Hamas unit"]}


def test_many_countries_named_in_passing_do_not_take_the_home_away() -> None:
    others = [
        f"{name}/PROPN/2/nsubj slept/VERB/0/root/sleep"
        for name in ("Chile", "Spain", "Japan", "Kenya", "Egypt", "Qatar")
    ]
    said = "police/NOUN/2/nsubj spoke/VERB/0/root/speak"
    parse = article(*[PERU] * 5, *others, said, mentions={"police": NOMINAL})
    (actor,) = actors(parse)
    assert actor.country == "PER"


# --- names ---


def test_a_name_in_the_genitive_is_found_in_the_register() -> None:
    said = (
        "People/PROPN/4/nmod:poss 's/PART/1/case Liberation/PROPN/4/compound Army/PROPN/5/nsubj left/VERB/0/root/leave"
    )
    parse = article(said, mentions={"People 's Liberation Army": ORG}, names=[("People 's Liberation Army", "ORG")])
    assert list(found(parse)) == ["People's Liberation Army"]


def test_a_name_shortened_to_its_noun() -> None:
    first = "the/DET/3/det Harbour/PROPN/3/compound Tribunal/PROPN/4/nsubj met/VERB/0/root/meet"
    then = "the/DET/2/det Tribunal/PROPN/3/nsubj left/VERB/0/root/leave"
    parse = article(
        first,
        then,
        mentions={"the Harbour Tribunal": ORG, "the Tribunal": ("name", "organization", "c2")},
        names=[("Harbour Tribunal", "ORG"), ("the Tribunal", "ORG")],
    )
    assert found(parse) == {"Harbour Tribunal": ["the Harbour Tribunal", "the Tribunal"]}


def test_an_organ_called_in_full_is_not_the_noun_alone() -> None:
    said = "the/DET/4/det Peruvian/ADJ/4/amod Weather/PROPN/4/compound Department/PROPN/5/nsubj spoke/VERB/0/root/speak"
    parse = article(
        said, mentions={"the Peruvian Weather Department": ORG}, names=[("Peruvian Weather Department", "ORG")]
    )
    (actor,) = actors(parse)
    assert (actor.name, actor.country, actor.sector) == ("Peruvian Weather Department", "PER", "GOV")


def test_america_is_no_country_in_latin_america() -> None:
    said = "Latin/ADJ/3/amod American/ADJ/3/amod soldiers/NOUN/4/nsubj slept/VERB/0/root/sleep"
    assert found(article(said, mentions={"Latin American soldiers": ("nominal", "person", "c1")})) == {}


def test_capitals_that_do_nothing_are_no_body() -> None:
    form = "they/PRON/2/nsubj filed/VERB/0/root/file an/DET/4/det QZX/PROPN/2/obj"
    assert found(article(form, mentions={"QZX": ORG}, names=[("QZX", "ORG")])) == {}
    said = "QZX/PROPN/2/nsubj spoke/VERB/0/root/speak"
    assert found(article(said, mentions={"QZX": ORG}, names=[("QZX", "ORG")])) == {"QZX": ["QZX"]}
    told = "Qar/PROPN/2/compound Zax/PROPN/6/nsubj (/PUNCT/4/punct QZX/PROPN/2/appos )/PUNCT/4/punct met/VERB/0/root"
    both = article(told, form, mentions={"QZX#2": ORG}, names=[("QZX", "ORG")])
    assert found(both) == {"QZX": ["QZX"]}


def test_a_country_that_is_a_surname_here() -> None:
    whole = "Ana/PROPN/3/nsubj Chad/PROPN/1/flat spoke/VERB/0/root/speak"
    said = "Chad/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj"
    mentions: dict[str, Told] = {"Chad#2": NAME}
    assert found(article(whole, said, mentions=mentions, names=[("Ana Chad", "PER")])) == {}
    people = "Chadian/ADJ/2/amod ships/NOUN/3/nsubj slept/VERB/0/root/sleep"
    assert found(article(whole, said, people, mentions=mentions, names=[("Ana Chad", "PER")])) == {
        "Government of Chad": ["Chad"]
    }


# --- metonymy ---


@pytest.mark.parametrize(
    ("sentence", "government"),
    [
        ("it/PRON/3/nsubj is/AUX/3/cop critical/ADJ/0/root of/ADP/5/case Beijing/PROPN/3/obl", True),
        ("Beijing/PROPN/2/nsubj saw/VERB/0/root/see the/DET/4/det report/NOUN/2/obj", True),
        ("Beijing/PROPN/2/nsubj saw/VERB/0/root/see the/DET/4/det rain/NOUN/2/obj", False),
        ("Beijing/PROPN/2/nsubj flourished/VERB/0/root/flourish", False),
    ],
)
def test_attitudes_and_papers(sentence: str, government: bool) -> None:
    assert bool(found(article(sentence, mentions={"Beijing": NAME}))) is government


def test_in_front_of_a_seat_of_power_is_a_place_and_a_leaders_seat_is_a_government() -> None:
    lawn = "the/DET/2/det lawn/NOUN/6/nsubj of/ADP/5/case the/DET/5/det Kremlin/PROPN/2/nmod burned/VERB/0/root/burn"
    assert found(article(lawn, mentions={"the Kremlin": NAME})) == {}
    led = "in/ADP/4/case the/DET/4/det Putin/PROPN/4/compound Kremlin/PROPN/6/obl they/PRON/6/nsubj sat/VERB/0/root/sit"
    parse = article(led, mentions={"the Putin Kremlin": ORG}, names=[("Putin", "PER")])
    assert found(parse) == {"Government of Russia": ["the Putin Kremlin"]}
