"""Actors of invented reports: names, roles with a nationality, what stands for them, and metonymy."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.model import Actor, Place
from hearsay.parsed import Parsed
from hearsay.resolve.actors import actors
from hearsay.resolve.registry import Registry
from tests.support.sentences import Told, article

NAME = ("name", "place", "c1")
ORG = ("name", "organization", "c1")
NOMINAL = ("nominal", "organization", "c1")

Found = dict[str, list[str]]


def found(parse: Parsed, registry: Registry | None = None) -> Found:
    """Each actor's name and the words of its mentions."""
    spans = {mention.id: mention.span for mention in parse.mentions}
    return {
        actor.name: [parse.document.text[slice(*spans[mention])] for mention in actor.mentions]
        for actor in actors(parse, registry)
    }


def only(parse: Parsed) -> Actor:
    """The only actor."""
    (actor,) = actors(parse)
    return actor


# --- metonymy ---

GOVERNMENT = [
    "Beijing/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj",
    "Beijing/PROPN/3/nsubj is/AUX/3/cop ready/ADJ/0/root",
    "Beijing/PROPN/3/nsubj is/AUX/3/aux set/VERB/0/root to/PART/5/mark sign/VERB/3/xcomp",
    "They/PRON/2/nsubj accused/VERB/0/root/accuse Beijing/PROPN/2/obj",
    "Beijing/PROPN/3/nsubj:pass was/AUX/3/aux urged/VERB/0/root/urge to/PART/5/mark wait/VERB/3/xcomp",
    "Beijing/PROPN/3/nmod:poss 's/PART/1/case denial/NOUN/4/nsubj came/VERB/0/root/come late/ADV/4/advmod",
    "It/PRON/3/nsubj:pass was/AUX/3/aux blamed/VERB/0/root/blame by/ADP/5/case Beijing/PROPN/3/obl",
    "talks/NOUN/4/nsubj/talk with/ADP/3/case Beijing/PROPN/1/nmod failed/VERB/0/root/fail",
    "They/PRON/2/nsubj negotiated/VERB/0/root/negotiate with/ADP/4/case Beijing/PROPN/2/obl",
    "Beijing/PROPN/2/nsubj promulgated/VERB/0/root/promulgate it/PRON/2/obj",
    "Beijing/PROPN/2/nsubj has/VERB/0/root/have plans/NOUN/2/obj/plan",
    "Beijing/PROPN/2/nsubj moved/VERB/0/root/move to/PART/4/mark ban/VERB/2/advcl it/PRON/4/obj",
    "Beijing/PROPN/4/nsubj is/AUX/4/cop a/DET/4/det mediator/NOUN/0/root",
    "a/DET/2/det deal/NOUN/6/nsubj reached/VERB/2/acl/reach with/ADP/5/case Beijing/PROPN/3/obl failed/VERB/0/root",
    "It/PRON/2/nsubj put/VERB/0/root/put pressure/NOUN/2/obj on/ADP/5/case Beijing/PROPN/2/obl",
    "They/PRON/2/nsubj sent/VERB/0/root/send letters/NOUN/2/obj/letter to/ADP/5/case Beijing/PROPN/2/obl",
    "Any/DET/2/det effort/NOUN/5/nsubj by/ADP/4/case Beijing/PROPN/2/nmod failed/VERB/0/root/fail",
    "Ties/NOUN/6/nsubj/tie between/ADP/3/case Karvo/PROPN/1/nmod and/CCONJ/5/cc Beijing/PROPN/3/conj froze/VERB/0/root",
]
PLACE = [
    "They/PRON/2/nsubj met/VERB/0/root/meet in/ADP/4/case Beijing/PROPN/2/obl",
    "They/PRON/2/nsubj flew/VERB/0/root/fly from/ADP/4/case Beijing/PROPN/2/obl",
    "They/PRON/2/nsubj left/VERB/0/root/leave Beijing/PROPN/2/obj",
    "They/PRON/2/nsubj attacked/VERB/0/root/attack Beijing/PROPN/2/obj",
    "They/PRON/2/nsubj moved/VERB/0/root/move it/PRON/2/obj to/ADP/5/case Beijing/PROPN/2/obl",
    "Karvo/PROPN/3/nsubj:pass was/AUX/3/aux followed/VERB/0/root/follow by/ADP/5/case Beijing/PROPN/3/obl:agent",
    "a/DET/2/det report/NOUN/5/nsubj on/ADP/4/case Beijing/PROPN/2/nmod appeared/VERB/0/root/appear",
    "the/DET/2/det policy/NOUN/5/nsubj toward/ADP/4/case Beijing/PROPN/2/nmod changed/VERB/0/root/change",
    "the/DET/2/det invasion/NOUN/5/nsubj of/ADP/4/case Beijing/PROPN/2/nmod failed/VERB/0/root/fail",
    "the/DET/3/det Beijing/PROPN/3/compound attack/NOUN/4/nsubj failed/VERB/0/root/fail",
    "Beijing/PROPN/2/nsubj sweltered/VERB/0/root/swelter in/ADP/4/case June/PROPN/2/obl",
    "Beijing/PROPN/4/nsubj is/AUX/4/cop a/DET/4/det city/NOUN/0/root",
    "The/DET/2/det city/NOUN/5/nsubj of/ADP/4/case Beijing/PROPN/2/nmod spoke/VERB/0/root/speak",
    "Beijing/PROPN/3/nmod:poss 's/PART/1/case streets/NOUN/4/nsubj/street filled/VERB/0/root/fill",
    "a/DET/3/det Beijing/PROPN/3/compound hotel/NOUN/4/nsubj burned/VERB/0/root/burn",
    "Talks/NOUN/4/nsubj/talk in/ADP/3/case Beijing/PROPN/1/nmod failed/VERB/0/root/fail",
    "the/DET/3/det Beijing/PROPN/3/compound agreement/NOUN/4/nsubj held/VERB/0/root/hold",
]


@pytest.mark.parametrize("sentence", GOVERNMENT)
def test_a_capital_that_acts_is_the_government(sentence: str) -> None:
    actor = only(article(sentence, mentions={"Beijing": NAME}))
    assert (actor.name, actor.kind, actor.country) == ("Government of China", "institution", "CHN")
    assert (actor.code, actor.sector) == ("CHN", "GOV")


@pytest.mark.parametrize("sentence", PLACE)
def test_a_capital_where_things_happen_is_a_place(sentence: str) -> None:
    assert actors(article(sentence, mentions={"Beijing": NAME})) == ()


def test_a_country_and_its_capital_act_by_most_verbs() -> None:
    for sentence in ("{}/PROPN/2/nsubj reshuffled/VERB/0/root/reshuffle everything/PRON/2/obj",):
        for name in ("Turkey", "Ankara"):
            parse = article(sentence.format(name), mentions={name: NAME})
            assert found(parse) == {"Government of Türkiye": [name]}
            shrank = article(f"{name}/PROPN/2/nsubj shrank/VERB/0/root/shrink", mentions={name: NAME})
            assert actors(shrank) == ()
    border = "Turkey/PROPN/2/nsubj borders/VERB/0/root/border Syria/PROPN/2/obj"
    assert actors(article(border, mentions={"Turkey": NAME, "Syria": ("name", "place", "c2")})) == ()


def test_a_seat_of_power_is_the_government_unless_one_is_in_it() -> None:
    said = "the/DET/2/det Kremlin/PROPN/3/nsubj sighed/VERB/0/root/sigh"
    assert found(article(said, mentions={"the Kremlin": NAME})) == {"Government of Russia": ["the Kremlin"]}
    for inside in (
        "They/PRON/2/nsubj met/VERB/0/root/meet outside/ADP/5/case the/DET/5/det Kremlin/PROPN/2/obl",
        "They/PRON/2/nsubj toured/VERB/0/root/tour the/DET/4/det Kremlin/PROPN/2/obj",
        "They/PRON/2/nsubj drove/VERB/0/root/drive to/ADP/5/case the/DET/5/det Kremlin/PROPN/2/obl",
    ):
        assert actors(article(inside, mentions={"the Kremlin": NAME})) == ()


def test_a_seat_of_power_that_is_won_is_an_office() -> None:
    for won in (
        "They/PRON/2/nsubj won/VERB/0/root/win the/DET/4/det Kremlin/PROPN/2/obj",
        "a/DET/3/det Kremlin/PROPN/3/compound bid/NOUN/4/nsubj failed/VERB/0/root/fail",
        "a/DET/2/det race/NOUN/6/nsubj for/ADP/5/case the/DET/5/det Kremlin/PROPN/2/nmod began/VERB/0/root/begin",
    ):
        mention = "Kremlin" if "compound" in won else "the Kremlin"
        assert actors(article(won, mentions={mention: NAME})) == ()


def test_a_country_in_an_article_of_sport_is_a_team() -> None:
    replied = "Peru/PROPN/2/nsubj replied/VERB/0/root/reply late/ADV/2/advmod"
    assert found(article(replied, mentions={"Peru": NAME})) == {"Government of Peru": ["Peru"]}
    match = (
        "the/DET/2/det striker/NOUN/3/nsubj scored/VERB/0/root/score a/DET/5/det goal/NOUN/3/obj",
        "the/DET/2/det coach/NOUN/3/nsubj praised/VERB/0/root/praise the/DET/5/det team/NOUN/3/obj",
    )
    assert actors(article(*match, replied, mentions={"Peru": NAME})) == ()


def test_a_capital_taken_for_a_person() -> None:
    said = "Lima/PROPN/2/nsubj refused/VERB/0/root/refuse"
    other = "Peru/PROPN/2/nsubj shrank/VERB/0/root/shrink"
    person: dict[str, Told] = {"Lima": ("name", "person", "c1")}
    assert found(article(other, said, mentions=person, names=[("Lima", "PER")])) == {"Government of Peru": ["Lima"]}
    assert found(article(said, mentions=person, names=[("Lima", "PER")])) == {}
    longer = "Ana/PROPN/3/nsubj Lima/PROPN/1/flat spoke/VERB/0/root/speak"
    names = [("Ana Lima", "PER"), ("Lima", "PER")]
    told: dict[str, Told] = {"Lima#2": ("name", "person", "c1")}
    assert found(article(other, longer, said, mentions=told, names=names)) == {}


def test_a_former_state_in_an_undated_article_that_names_it() -> None:
    said = "Moscow/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj"
    soviet = "the/DET/3/det Soviet/ADJ/3/amod press/NOUN/4/nsubj wrote/VERB/0/root/write"
    assert only(article(said, soviet, mentions={"Moscow": NAME})).country == "SUN"
    russian = soviet.replace("Soviet", "Russian")
    assert only(article(said, soviet, russian, mentions={"Moscow": NAME})).country == "RUS"


def test_a_seat_of_power_is_that_of_the_articles_time() -> None:
    said = "Moscow/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj"
    for published, name in (("1985-03-01", "Soviet Union"), ("2015-03-01", "Russia"), (None, "Russia")):
        assert only(article(said, mentions={"Moscow": NAME}, published=published)).name.endswith(name)


def test_one_city_twice_in_a_chain_is_government_once_and_place_once() -> None:
    parse = article(
        "Beijing/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj",
        "They/PRON/2/nsubj met/VERB/0/root/meet in/ADP/4/case Beijing/PROPN/2/obl",
        mentions={"Beijing": NAME, "Beijing#2": NAME},
    )
    assert only(parse).mentions == ("m0",)


def test_a_person_named_like_a_capital_is_nobody_here() -> None:
    sentence = "Ms/PROPN/2/compound Paris/PROPN/3/nsubj denied/VERB/0/root/deny it/PRON/3/obj"
    parse = article(sentence, mentions={"Ms Paris": ("name", "person", "c1")}, names=[("Ms Paris", "PER")])
    assert actors(parse) == ()


# --- names ---


def test_aliases_and_spellings_lead_to_one_entry() -> None:
    parse = article(
        "Daesh/PROPN/2/nsubj claimed/VERB/0/root/claim it/PRON/2/obj",
        "ISIS/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj",
        mentions={"Daesh": ("name", "organization", "c1"), "ISIS": ("name", "organization", "c2")},
    )
    actor = only(parse)
    assert (actor.entry, actor.kind, actor.mentions) == ("group.is", "group", ("m0", "m1"))


def test_an_acronym_the_text_introduces_is_the_name_before_it() -> None:
    first = (
        "the/DET/3/det Harbour/PROPN/3/compound League/PROPN/9/nsubj ,/PUNCT/6/punct or/CCONJ/6/cc HL/PROPN/3/appos "
        ",/PUNCT/6/punct then/ADV/9/advmod spoke/VERB/0/root/speak"
    )
    second = "HL/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj"
    mentions: dict[str, Told] = {"the Harbour League": ORG, "HL#2": ("name", "organization", "c9")}
    parse = article(first, second, mentions=mentions, names=[("Harbour League", "ORG"), ("HL", "ORG")])
    assert found(parse) == {"Harbour League": ["the Harbour League", "HL"]}


def test_an_unlisted_body_gets_the_sector_its_name_says() -> None:
    words = "the/DET/4/det Karvo/PROPN/4/compound District/PROPN/4/compound Court/PROPN/5/nsubj spoke/VERB/0/root/speak"
    actor = only(article(words, mentions={"the Karvo District Court": ORG}, names=[("Karvo District Court", "ORG")]))
    assert (actor.name, actor.kind, actor.sector, actor.code) == ("Karvo District Court", "other", "JUD", None)


def test_an_unlisted_acronym_is_the_one_name_with_its_initials() -> None:
    first = "the/DET/3/det Harbour/PROPN/3/compound League/PROPN/4/nsubj spoke/VERB/0/root/speak"
    second = "HL/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj"
    mentions: dict[str, Told] = {"the Harbour League": ORG, "HL": ("name", "organization", "c9")}
    orgs = [("Harbour League", "ORG"), ("HL", "ORG")]
    assert found(article(first, second, mentions=mentions, names=orgs)) == {
        "Harbour League": ["the Harbour League", "HL"]
    }


def test_an_introduced_acronym_outdoes_the_register() -> None:
    first = (
        "The/DET/4/det Paper/PROPN/3/compound Keepers/PROPN/4/compound Klub/PROPN/8/nsubj (/PUNCT/6/punct "
        "PKK/PROPN/4/appos )/PUNCT/6/punct met/VERB/0/root/meet"
    )
    second = "PKK/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj"
    parse = article(first, second, mentions={"PKK#2": ORG}, names=[("Paper Keepers Klub", "ORG"), ("PKK", "ORG")])
    assert found(parse) == {"Paper Keepers Klub": ["PKK"]}
    assert found(article(second, mentions={"PKK": ORG})) == {"Kurdistan Workers' Party": ["PKK"]}


def test_a_shared_name_needs_the_articles_support() -> None:
    abc = "ABC/PROPN/2/nsubj reported/VERB/0/root/report it/PRON/2/obj"
    assert actors(article(abc, mentions={"ABC": ORG})) == ()
    places = "They/PRON/2/nsubj met/VERB/0/root/meet in/ADP/4/case {}/PROPN/2/obl"
    for country, entry in (("Australia", "media.abc-au"), ("America", "media.abc-us")):
        parse = article(abc, places.format(country), mentions={"ABC": ORG})
        assert only(parse).entry == entry


def test_a_users_file_is_heeded(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,kind,name,since,basis\nmine.het,ngo,Harbour Example Trust,2010,notes\n", "utf-8")
    words = (
        "the/DET/4/det Harbour/PROPN/4/compound Example/PROPN/4/compound Trust/PROPN/5/nsubj spoke/VERB/0/root/speak"
    )
    mentions: dict[str, Told] = {"the Harbour Example Trust": ORG}
    assert found(article(words, mentions=mentions)) == {}
    assert found(article(words, mentions=mentions), Registry([path])) == {
        "Harbour Example Trust": ["the Harbour Example Trust"]
    }
    assert found(article(words, mentions=mentions, published="1999-05-01"), Registry([path])) == {}


def test_a_noun_beside_a_name_says_what_it_is() -> None:
    words = (
        "the/DET/4/det state-run/ADJ/4/amod Xinhua/PROPN/4/compound news/NOUN/5/compound agency/NOUN/6/nsubj "
        "reported/VERB/0/root/report it/PRON/6/obj"
    ).replace("Xinhua/PROPN/4", "Xinhua/PROPN/5")
    actor = only(article(words, mentions={"the state-run Xinhua news agency": ("nominal", "organization", "c1")}))
    assert actor.entry == "media.xinhua"


# --- roles ---

ROLES = [
    (
        "Chinese/ADJ/2/amod authorities/NOUN/3/nsubj spoke/VERB/0/root/speak",
        "Chinese authorities",
        "Government of China",
    ),
    (
        "the/DET/4/det Turkish/ADJ/4/amod foreign/ADJ/4/amod ministry/NOUN/5/nsubj spoke/VERB/0/root/speak",
        "the Turkish foreign ministry",
        "Foreign ministry of Türkiye",
    ),
    (
        "China/PROPN/4/nmod:poss 's/PART/1/case Foreign/PROPN/4/compound Ministry/PROPN/5/nsubj spoke/VERB/0/root",
        "China 's Foreign Ministry",
        "Ministry of Foreign Affairs of China",
    ),
    (
        "the/DET/2/det government/NOUN/5/nsubj of/ADP/4/case Peru/PROPN/2/nmod spoke/VERB/0/root/speak",
        "the government of Peru",
        "Government of Peru",
    ),
    (
        "officials/NOUN/4/nsubj/official in/ADP/3/case Ankara/PROPN/1/nmod spoke/VERB/0/root/speak",
        "officials in Ankara",
        "Government of Türkiye",
    ),
    ("Syrian/ADJ/2/amod rebels/NOUN/3/nsubj spoke/VERB/0/root/speak", "Syrian rebels", "Syrian rebels"),
    (
        "the/DET/4/det Peruvian/ADJ/4/amod foreign/ADJ/4/amod minister/NOUN/5/nsubj spoke/VERB/0/root/speak",
        "the Peruvian foreign minister",
        "Foreign minister of Peru",
    ),
    (
        "a/DET/5/det Peruvian/ADJ/5/amod interior/NOUN/4/compound ministry/NOUN/5/compound spokesman/NOUN/6/nsubj "
        "spoke/VERB/0/root/speak",
        "a Peruvian interior ministry spokesman",
        "Interior ministry of Peru",
    ),
]


@pytest.mark.parametrize(("sentence", "phrase", "name"), ROLES)
def test_a_nationality_and_a_role_noun(sentence: str, phrase: str, name: str) -> None:
    actor = only(article(sentence, mentions={phrase: NOMINAL}))
    assert actor.name == name
    assert actor.code is not None
    assert actor.sector is not None


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("a/DET/3/det Chinese/ADJ/3/amod activist/NOUN/4/nsubj spoke/VERB/0/root/speak", "a Chinese activist"),
        ("a/DET/3/det Peruvian/ADJ/3/amod man/NOUN/4/nsubj spoke/VERB/0/root/speak", "a Peruvian man"),
        ("Peruvian/ADJ/2/amod people/NOUN/3/nsubj spoke/VERB/0/root/speak", "Peruvian people"),
        ("a/DET/3/det foreign/ADJ/3/amod ministry/NOUN/4/nsubj spoke/VERB/0/root/speak", "a foreign ministry"),
        (
            "Turkish/ADJ/3/obl -/PUNCT/3/punct backed/VERB/4/amod rebels/NOUN/5/nsubj spoke/VERB/0/root/speak",
            "Turkish - backed rebels",
        ),
    ],
)
def test_private_persons_and_nobodys_roles_are_no_actors(sentence: str, phrase: str) -> None:
    assert actors(article(sentence, mentions={phrase: ("nominal", "person", "c1")})) == ()


def test_a_former_office_is_coded_as_that_of_the_elite() -> None:
    words = "the/DET/4/det former/ADJ/4/amod Peruvian/ADJ/4/amod president/NOUN/5/nsubj spoke/VERB/0/root/speak"
    actor = only(article(words, mentions={"the former Peruvian president": ("nominal", "person", "c1")}))
    assert (actor.name, actor.kind, actor.sector) == ("Former president of Peru", "office", "ELI")


def test_who_holds_an_office_is_known_by_it_alone() -> None:
    parse = article(
        "Peruvian/ADJ/3/amod Foreign/PROPN/3/compound Minister/PROPN/5/compound Ana/PROPN/5/compound Brom/PROPN/6/nsubj"
        " spoke/VERB/0/root/speak",
        "she/PRON/2/nsubj left/VERB/0/root/leave",
        mentions={
            "Peruvian Foreign Minister Ana Brom": ("name", "person", "c1"),
            "she": ("pronoun", "person", "c1"),
        },
        names=[("Ana Brom", "PER")],
    )
    actor = only(parse)
    assert (actor.name, actor.kind, actor.mentions) == ("Foreign minister of Peru", "office", ("m0", "m1"))
    assert "Brom" not in str(actor)


def test_who_speaks_for_a_body_is_linked_to_it() -> None:
    parse = article(
        "a/DET/2/det spokesman/NOUN/5/nsubj for/ADP/4/case UNICEF/PROPN/2/nmod spoke/VERB/0/root/speak",
        "he/PRON/2/nsubj left/VERB/0/root/leave",
        mentions={
            "a spokesman for UNICEF": ("nominal", "person", "c1"),
            "UNICEF": ("name", "organization", "c2"),
            "he": ("pronoun", "person", "c1"),
        },
    )
    assert only(parse).mentions == ("m0", "m1", "m2")


# --- what stands for a body ---

MINISTRY = "the/DET/4/det Peruvian/ADJ/4/amod interior/NOUN/4/compound ministry/NOUN/5/nsubj spoke/VERB/0/root/speak"
ARMY = "the/DET/3/det Turkish/ADJ/3/amod army/NOUN/4/nsubj spoke/VERB/0/root/speak"
LATER = "the/DET/2/det {}/NOUN/3/nsubj denied/VERB/0/root/deny it/PRON/3/obj"


def test_a_bare_noun_is_the_last_body_it_fits() -> None:
    parse = article(
        MINISTRY,
        ARMY,
        LATER.format("ministry"),
        mentions={
            "the Peruvian interior ministry": NOMINAL,
            "the Turkish army": ("nominal", "organization", "c2"),
            "the ministry": ("nominal", "organization", "c3"),
        },
    )
    assert found(parse)["Interior ministry of Peru"] == ["the Peruvian interior ministry", "the ministry"]


def test_the_government_is_that_of_the_state_named_last() -> None:
    parse = article(
        MINISTRY,
        ARMY,
        LATER.format("government"),
        mentions={
            "the Peruvian interior ministry": NOMINAL,
            "the Turkish army": ("nominal", "organization", "c2"),
            "the government": ("nominal", "organization", "c3"),
        },
    )
    assert found(parse)["Government of Türkiye"] == ["the government"]


def test_the_government_is_rather_that_of_a_subject() -> None:
    talked = "Peru/PROPN/2/nsubj negotiated/VERB/0/root/negotiate with/ADP/4/case Turkey/PROPN/2/obl"
    mentions: dict[str, Told] = {
        "Peru": NAME,
        "Turkey": ("name", "place", "c2"),
        "the government": ("nominal", "organization", "c3"),
    }
    parse = article(talked, LATER.format("government"), mentions=mentions)
    assert found(parse) == {"Government of Peru": ["Peru", "the government"], "Government of Türkiye": ["Turkey"]}


def test_the_chain_comes_before_the_order() -> None:
    group = "the/DET/2/det group/NOUN/3/nsubj denied/VERB/0/root/deny it/PRON/3/obj"
    parse = article(
        "Hamas/PROPN/2/nsubj spoke/VERB/0/root/speak",
        "Hezbollah/PROPN/2/nsubj spoke/VERB/0/root/speak",
        group,
        mentions={
            "Hamas": ("name", "organization", "c1"),
            "Hezbollah": ("name", "organization", "c2"),
            "the group": ("nominal", "organization", "c1"),
        },
    )
    assert found(parse)["Hamas"] == ["Hamas", "the group"]


def test_a_bare_noun_with_nothing_before_it_is_nobody() -> None:
    for noun in ("ministry", "government", "group"):
        assert actors(article(LATER.format(noun), mentions={f"the {noun}": NOMINAL})) == ()


def test_a_pronoun_stands_for_a_government_only_where_it_acts() -> None:
    parse = article(
        "Beijing/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj",
        "it/PRON/2/nsubj refused/VERB/0/root/refuse",
        "they/PRON/2/nsubj met/VERB/0/root/meet near/ADP/4/case it/PRON/2/obl",
        mentions={
            "Beijing": NAME,
            "it#2": ("pronoun", "place", "c1"),
            "it#3": ("pronoun", "place", "c1"),
        },
    )
    assert found(parse) == {"Government of China": ["Beijing", "it"]}


def test_one_body_has_one_id_in_every_document() -> None:
    one, two = (article(MINISTRY, mentions={"the Peruvian interior ministry": NOMINAL}) for _ in range(2))
    longer = article(ARMY, MINISTRY, mentions={"the Peruvian interior ministry": NOMINAL})
    assert only(one).id == only(two).id == only(longer).id


def test_nothing_in_nothing_out() -> None:
    assert actors(article("", mentions={})) == ()


# --- an article's home ---

REBELS = "the/DET/2/det rebels/NOUN/3/nsubj/rebel denied/VERB/0/root/deny it/PRON/3/obj"


def test_the_government_is_the_homes_and_never_its_own_object() -> None:
    backed = "Peru/PROPN/2/nsubj backed/VERB/0/root/back the/DET/4/det government/NOUN/2/obj"
    mentions: dict[str, Told] = {"Peru": NAME, "the government": ("nominal", "organization", "c2")}
    assert "the government" not in str(found(article(backed, mentions=mentions)))
    turkish = "Turkish/ADJ/2/amod troops/NOUN/4/nsubj and/CCONJ/2/cc Turkey/PROPN/5/nsubj slept/VERB/0/root/sleep"
    parse = article(turkish, turkish, backed, mentions=mentions)
    assert found(parse)["Government of Türkiye"] == ["the government"]


def test_places_and_a_dateline_make_a_home() -> None:
    said = "the/DET/2/det police/NOUN/3/nsubj denied/VERB/0/root/deny it/PRON/3/obj"
    parse = article(said, mentions={"the police": NOMINAL})
    assert actors(parse) == ()
    place = Place(id="p", name="Cusco", span=(0, 1), country="PE", precision="city")
    (police,) = actors(parse, places=[place] * 4)
    assert (police.country, police.sector) == ("PER", "COP")
    assert actors(parse, places=[place]) == (police,)
    other = Place(id="q", name="Lagos", span=(0, 1), country="NG", precision="city")
    assert actors(parse, places=[place, other]) == ()
    feature = Place(id="r", name="Lake", span=(0, 1), country="NO", precision="feature")
    assert actors(parse, places=[feature]) == ()


@pytest.mark.parametrize("word", ["this", "the"])
def test_this_administration_is_the_homes(word: str) -> None:
    said = f"{word}/DET/2/det administration/NOUN/3/nsubj denied/VERB/0/root/deny it/PRON/3/obj"
    peru = "Peru/PROPN/2/nsubj slept/VERB/0/root/sleep"
    mentions: dict[str, Told] = {"Peru": NAME, f"{word} administration": ("nominal", "organization", "c2")}
    parse = article(peru, peru, said, mentions=mentions)
    assert found(parse) == {"Government of Peru": [f"{word} administration"]}


def test_what_an_office_is_in_charge_of_leaves_it_the_homes() -> None:
    said = "the/DET/2/det prosecutor/NOUN/5/nsubj in/ADP/4/case charge/NOUN/2/nmod denied/VERB/0/root/deny"
    peru = "Peru/PROPN/2/nsubj slept/VERB/0/root/sleep"
    mentions: dict[str, Told] = {"Peru": NAME, "the prosecutor in charge": ("nominal", "person", "c2")}
    (office,) = actors(article(peru, peru, said, mentions=mentions))
    assert (office.country, office.sector) == ("PER", "JUD")


def test_his_administration_is_the_government_he_leads() -> None:
    told = "the/DET/3/det Peruvian/ADJ/3/amod president/NOUN/4/compound Orrin/PROPN/5/nsubj slept/VERB/0/root/sleep"
    his = "his/PRON/2/nmod:poss administration/NOUN/3/nsubj denied/VERB/0/root/deny it/PRON/3/obj"
    mentions: dict[str, Told] = {
        "the Peruvian president Orrin": ("name", "person", "c1"),
        "his": ("pronoun", "person", "c1"),
        "his administration": ("nominal", "organization", "c2"),
    }
    parse = article(told, his, mentions=mentions, names=[("Orrin", "PER")])
    assert found(parse)["Government of Peru"] == ["his administration"]


def test_what_is_told_to_a_country_is_told_to_its_government() -> None:
    told = "They/PRON/2/nsubj indicated/VERB/0/root/indicate to/ADP/4/case Peru/PROPN/2/obl it/PRON/2/obj"
    assert found(article(told, mentions={"Peru": NAME})) == {"Government of Peru": ["Peru"]}


def test_a_body_not_listed_has_the_country_of_a_place_in_its_name_or_the_homes() -> None:
    state = "Cusco/PROPN/3/compound Road/PROPN/3/compound Bureau/PROPN/4/nsubj slept/VERB/0/root/sleep"
    parse = article(state, mentions={"Cusco Road Bureau": ORG}, names=[("Cusco Road Bureau", "ORG")])
    place = Place(id="p", name="Cusco", span=(0, 5), country="PE", precision="city")
    (bureau,) = actors(parse, places=[place])
    assert (bureau.kind, bureau.country, bureau.sector) == ("other", "PER", "GOV")
    paper = "Example/PROPN/2/compound Herald/PROPN/3/nsubj slept/VERB/0/root/sleep"
    home = "Peru/PROPN/2/nsubj slept/VERB/0/root/sleep"
    parse = article(home, home, paper, mentions={"Example Herald": ORG}, names=[("Example Herald", "ORG")])
    (herald,) = actors(parse)
    assert (herald.country, herald.sector) == ("PER", "JRN")


def test_rebels_are_the_group_named_else_their_countrys() -> None:
    mentions: dict[str, Told] = {"the rebels": ("nominal", "person", "c2")}
    named = "Hamas/PROPN/2/nsubj spoke/VERB/0/root/speak"
    told = mentions | {"Hamas": ORG}
    assert found(article(named, REBELS, mentions=told)) == {"Hamas": ["Hamas", "the rebels"]}
    peru = "Peru/PROPN/3/nsubj and/CCONJ/1/cc slept/VERB/0/root/sleep"
    assert found(article(peru, peru, REBELS, mentions=mentions)) == {"Peruvian rebels": ["the rebels"]}


def test_a_leaders_administration_is_the_homes_government() -> None:
    leader = "Ana/PROPN/3/nsubj Example/PROPN/1/flat spoke/VERB/0/root/speak"
    peru = "Peru/PROPN/2/nsubj slept/VERB/0/root/sleep"
    acted = "the/DET/3/det Example/PROPN/3/compound administration/NOUN/4/nsubj acted/VERB/0/root/act"
    names = [("Ana Example", "PER"), ("Example administration", "ORG")]
    mentions: dict[str, Told] = {"the Example administration": ORG}
    parse = article(leader, peru, peru, acted, mentions=mentions, names=names)
    assert found(parse) == {"Government of Peru": ["the Example administration"]}
    alone = article(peru, peru, acted, mentions=mentions, names=names[1:])
    assert found(alone) == {"Example administration": ["the Example administration"]}


def test_a_chain_does_not_make_a_party_of_a_parliament() -> None:
    first = "the/DET/3/det Peruvian/ADJ/3/amod parliament/NOUN/4/nsubj met/VERB/0/root/meet"
    then = "the/DET/2/det party/NOUN/3/nsubj left/VERB/0/root/leave"
    parse = article(first, then, mentions={"the Peruvian parliament": NOMINAL, "the party": NOMINAL})
    assert "the party" not in str(found(parse))


# --- what was mended on the fifth and the sixth fresh sample ---


def test_what_a_body_is_called_before_for_says_what_it_is() -> None:
    said = (
        "Union/PROPN/6/nsubj for/ADP/5/case the/DET/5/det New/PROPN/5/amod Constitution/PROPN/1/nmod "
        "slept/VERB/0/root/sleep"
    )
    name = "Union for the New Constitution"
    parse = article(said, mentions={name: ORG}, names=[(name, "ORG")])
    assert only(parse).name == name


def test_a_body_that_the_model_takes_for_a_place_is_told_by_its_noun() -> None:
    said = "Harbour/PROPN/3/compound Example/PROPN/3/compound Commission/PROPN/4/nsubj slept/VERB/0/root/sleep"
    name = "Harbour Example Commission"
    assert only(article(said, mentions={name: NAME}, names=[(name, "ORG")])).sector == "GOV"
    said = said.replace("Commission", "Department")
    name = "Harbour Example Department"
    assert actors(article(said, mentions={name: NAME}, names=[(name, "ORG")])) == ()


def test_the_company_is_no_court() -> None:
    court = "Example/PROPN/3/compound District/PROPN/3/compound Court/PROPN/4/nsubj slept/VERB/0/root/sleep"
    said = "the/DET/2/det company/NOUN/3/nsubj denied/VERB/0/root/deny it/PRON/3/obj"
    mentions: dict[str, Told] = {"Example District Court": ORG, "the company": ("nominal", "organization", "c2")}
    parse = article(court, said, mentions=mentions, names=[("Example District Court", "ORG")])
    assert "the company" not in str(found(parse))


def test_a_namesake_of_a_capital_is_none() -> None:
    said = "Victoria/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj"
    parse = article(said, mentions={"Victoria": NAME})
    assert only(parse).country == "SYC"
    place = Place(id="p", name="Victoria", span=(0, 8), country="AU", precision="admin1")
    assert actors(parse, places=[place]) == ()


def test_a_noun_before_another_needs_no_article() -> None:
    named = "Hamas/PROPN/2/nsubj slept/VERB/0/root/sleep"
    said = "Group/NOUN/2/compound leaders/NOUN/3/nsubj/leader denied/VERB/0/root/deny it/PRON/3/obj"
    mentions: dict[str, Told] = {"Hamas": ORG, "Group": ("nominal", "organization", "c2")}
    assert found(article(named, said, mentions=mentions)) == {"Hamas": ["Hamas", "Group"]}


def test_a_countrys_plans_to_act_are_its_governments() -> None:
    plans = "Peru/PROPN/2/compound plans/NOUN/5/nsubj/plan to/PART/4/mark help/VERB/2/acl failed/VERB/0/root/fail"
    assert found(article(plans, mentions={"Peru": NAME})) == {"Government of Peru": ["Peru"]}
    plans = "Peru/PROPN/2/compound plans/NOUN/3/nsubj/plan failed/VERB/0/root/fail"
    assert found(article(plans, mentions={"Peru": NAME})) == {}


def test_a_palace_that_somebody_is_at_is_a_place() -> None:
    met = "They/PRON/2/nsubj met/VERB/0/root/meet at/ADP/6/case the/DET/6/det Peruvian/ADJ/6/amod palace/NOUN/2/obl"
    assert actors(article(met, mentions={"the Peruvian palace": ("nominal", "place", "c1")})) == ()


def test_a_group_of_a_bodys_people_is_the_body() -> None:
    said = (
        "a/DET/2/det group/NOUN/6/nsubj of/ADP/5/case Hamas/PROPN/5/compound members/NOUN/2/nmod/member "
        "denied/VERB/0/root/deny"
    )
    mentions: dict[str, Told] = {"a group of Hamas members": ("nominal", "person", "c1"), "Hamas": ORG}
    assert found(article(said, mentions=mentions)) == {"Hamas": ["a group of Hamas members", "Hamas"]}


def test_in_a_county_is_a_place() -> None:
    said = "They/PRON/2/nsubj met/VERB/0/root/meet in/ADP/5/case Example/PROPN/5/compound County/PROPN/2/obl"
    parse = article(said, mentions={"Example County": ORG}, names=[("Example County", "ORG")])
    assert actors(parse) == ()
