"""Events by what their words stand beside: invented reports, read with the model in the package."""

from __future__ import annotations

import pytest

from hearsay.model import Event, Participant, Reading
from hearsay.pipeline import Pipeline


def _names(reading: Reading, people: tuple[Participant, ...]) -> list[str]:
    return [reading.document.text[p.span[0] : p.span[1]] for p in people]


def _told(reading: Reading) -> list[tuple[str, list[str], list[str]]]:
    return [(e.type, _names(reading, e.actors), _names(reading, e.recipients)) for e in reading.events]


def _one(reading: Reading, kind: str) -> Event:
    (event,) = [e for e in reading.events if e.type == kind]
    return event


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The minister survived a bomb attack by a Red Hill cell on Tuesday.",
            ("ASSAULT", ["a Red Hill cell"], ["The minister"]),
        ),
        ("The village of Tarrow came under attack on Sunday.", ("ASSAULT", [], ["The village of Tarrow"])),
        ("The mayor is under arrest.", ("COERCE", [], ["The mayor"])),
        ("The former governor is in police custody.", ("COERCE", ["police"], ["The former governor"])),
        ("The former guard is serving a life sentence for murder.", ("SANCTION", [], ["The former guard"])),
        ("Three requests were made to the president for more guards.", ("REQUEST", [], ["the president"])),
        ("The killing of the priest was widely condemned.", ("ACCUSE", [], ["the priest"])),
        ("Rebels captured, tortured and murdered three farmers.", ("ASSAULT", ["Rebels"], ["three farmers"])),
        ("Police found and arrested the driver.", ("COERCE", ["Police"], ["the driver"])),
        ("A number of civilians were killed by soldiers.", ("ASSAULT", ["soldiers"], ["A number of civilians"])),
        ("Those who were arrested on Friday are students.", ("COERCE", [], ["Those"])),
        ("The rest of the parties condemned the raid.", ("ACCUSE", ["The rest of the parties"], ["the raid"])),
        (
            "The bishops denounced the repression by the military government.",
            ("COERCE", ["the military government"], []),
        ),
        ("The army respected the ceasefire.", ("RETREAT", ["The army"], [])),
        ("Dock workers' strike enters its third week.", ("PROTEST", ["Dock workers'"], [])),
        ("The union has announced a boycott by teachers.", ("PROTEST", ["teachers"], [])),
        ("The general blamed the attack on the rebels.", ("ASSAULT", ["the rebels"], [])),
        ("Police attributed the attack to the rebel movement.", ("ASSAULT", ["the rebel movement"], [])),
        (
            "Two ministers issued a statement calling on the central bank to publish its accounts.",
            ("REQUEST", ["Two ministers"], ["the central bank"]),
        ),
        ("Police fired tear gas at the students.", ("ASSAULT", ["Police"], ["the students"])),
        ("An explosion caused by a bomb killed two guards.", ("ASSAULT", [], ["two guards"])),
    ],
)
def test_words_and_what_stands_beside_them(reader: Pipeline, text: str, told: tuple[str, list[str], list[str]]) -> None:
    assert told in _told(reader.read(text))


@pytest.mark.parametrize(
    "text",
    [
        "The minister declined to go into details.",
        "The candidate vowed to fight on.",
        "Critics were blaming the drought.",
        "An aftershock killed six people.",
        "A drunk driver killed two people on Sunday.",
        "The woman was taken to hospital in cardiac arrest.",
    ],
)
def test_words_that_tell_no_event_here(reader: Pipeline, text: str) -> None:
    assert reader.read(text).events == ()


def test_an_attack_is_one_where_the_sentence_beside_it_tells_of_violence(reader: Pipeline) -> None:
    reading = reader.read("The depot was attacked at dawn.\n\nTwo soldiers were wounded by gunfire.")
    assert ("ASSAULT", [], ["The depot"]) in _told(reading)
    assert _told(reader.read("The depot was attacked at dawn.")) == []


def test_an_article_on_sport_has_no_sackings(reader: Pipeline) -> None:
    line = "The director was fired by the board on Monday."
    sport = "The league has seen many a playoff. The quarterback of the football champions scored a touchdown. "
    assert [e.type for e in reader.read(line).events] == ["SANCTION"]
    assert reader.read(sport + line).events == ()


def test_what_a_pronoun_or_a_description_stands_for(reader: Pipeline) -> None:
    reading = reader.read("President Mara Lind spoke at noon.\n\nShe condemned the raid on the village.")
    (accused,) = [e for e in reading.events if e.type == "ACCUSE"]
    (she,) = accused.actors
    assert she.stands_for is not None
    assert "Mara Lind" in reading.document.text[slice(*she.stands_for)]
    reading = reader.read("Rebels kidnapped the town's mayor, Oren Vale, on Sunday.")
    (mayor,) = _one(reading, "ASSAULT").recipients
    assert mayor.stands_for is not None
    assert reading.document.text[slice(*mayor.stands_for)] == "Oren Vale"


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The army should not attack the village.", "ASSAULT", "hypothetical"),
        ("The envoy went to the palace to thank the president.", "SUPPORT", "occurred"),
        ("The envoy flew home after the offensive launched by the rebels.", "ASSAULT", "occurred"),
        ("Talks are being held between the president and the rebels.", "CONSULT", "ongoing"),
    ],
)
def test_status(reader: Pipeline, text: str, kind: str, status: str) -> None:
    assert _one(reader.read(text), kind).status == status


def test_who_speaks_of_an_event_by_its_name_holds_it(reader: Pipeline) -> None:
    event = _one(reader.read("The bishops denounced the bombing by the air force."), "ASSAULT")
    assert [h.polarity for h in event.holdings] == ["positive"]


def test_what_somebody_only_speaks_about_is_on_the_authors_word(reader: Pipeline) -> None:
    event = _one(reader.read("The colonel was referring to the massacre of six farmers by soldiers."), "ASSAULT")
    assert [h.by for h in event.holdings] == ["author"]


def test_who_only_takes_an_event_up_does_not_affirm_it(reader: Pipeline) -> None:
    text = (
        "Dozens of people have died in unrest in Tarrow, but officials offered little evidence that the violence was "
        "planned."
    )
    assert [h.by for h in _one(reader.read(text), "ASSAULT").holdings] == ["author"]


@pytest.mark.parametrize(
    "text",
    [
        "Police have been put on alert ahead of an international sports event in Lissau this month.",
        "The army is on alert ahead of the world games in Lissau.",
    ],
)
def test_a_gathering_that_lies_ahead_is_nobodys_agreement(reader: Pipeline, text: str) -> None:
    found = [(e.type, e.status) for e in reader.read(text).events if e.type != "MOBILIZE"]
    assert found == [("CONSULT", "future")]


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Four guerrillas were killed and two were wounded in clashes in the north.", [["Four guerrillas", "two"]]),
        ("The army bombed villages and murdered priests.", [["villages"], ["priests"]]),
        ("Gunmen killed a judge and wounded his driver.", [["a judge", "his driver"]]),
    ],
)
def test_the_dead_and_the_hurt_are_one_event_and_two_deeds_are_two(
    reader: Pipeline, text: str, recipients: list[list[str]]
) -> None:
    reading = reader.read(text)
    assert [_names(reading, e.recipients) for e in reading.events if e.type == "ASSAULT"] == recipients


def test_whom_a_deed_is_aimed_at(reader: Pipeline) -> None:
    assert ("ASSAULT", ["rebels"], ["The senator"]) in _told(
        reader.read("The senator was the victim of an attack by rebels.")
    )


def test_who_binds_themselves_to_others_does_it_to_them(reader: Pipeline) -> None:
    told = _told(reader.read("The presidents committed themselves to respecting human rights in the region."))
    assert told == [("AGREE", ["The presidents"], [])]


def test_a_verb_that_the_parser_coordinates_with_an_object_has_its_clause_s_subject(reader: Pipeline) -> None:
    told = _told(reader.read("The regime bombed cities and murdered priests."))
    assert ("ASSAULT", ["The regime"], ["priests"]) in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Not only did the ministry turn down requests for guards, it cut its own staff.",
            ("REJECT", ["the ministry"], ["requests for guards"]),
        ),
        (
            "The senator delivered a critique of the governor's handling of the crisis.",
            ("ACCUSE", ["The senator"], ["the governor's"]),
        ),
        ("The deputies came out in support of the mayor.", ("SUPPORT", ["The deputies"], ["the mayor"])),
        (
            "The foreign minister contacted the Norvanian ambassador.",
            ("CONSULT", ["The foreign minister", "the Norvanian ambassador"], []),
        ),
        ("The army inflicted 40 casualties on the guerrillas.", ("ASSAULT", ["The army"], ["the guerrillas"])),
        ("The soldiers rounded up peasants in the valley.", ("COERCE", ["The soldiers"], ["peasants"])),
        (
            "The court dismissed all charges against the former governor.",
            ("CONCEDE", ["The court"], ["the former governor"]),
        ),
        (
            "Thousands of Estmarkers were protesting against the treaty.",
            ("PROTEST", ["Thousands of Estmarkers"], ["the treaty"]),
        ),
        ("The mayor distanced himself from the plan.", ("REJECT", ["The mayor"], ["the plan"])),
        ("The union declared a stoppage.", ("PROTEST", ["The union"], [])),
        ("The rebels put down their weapons.", ("RETREAT", ["The rebels"], [])),
        ("Gunmen burst in and dragged two clerks away.", ("ASSAULT", ["Gunmen"], ["two clerks"])),
        ("The blockade was lifted after opposition by the council.", ("REJECT", ["the council"], [])),
        ("We cannot accept this plan.", ("REJECT", ["We"], ["this plan"])),
        ("They were isolated from the rest of the world, which condemns them.", ("ACCUSE", ["the world"], ["them"])),
        ("Fundraisers, scorned by Lind on the trail, rally behind him.", ("ACCUSE", ["Lind"], ["Fundraisers"])),
        (
            "The two went to the palace to thank President Marr for their pardon.",
            ("CONCEDE", ["President Marr"], ["their"]),
        ),
    ],
)
def test_families_of_words_and_where_their_sides_stand(
    reader: Pipeline, text: str, told: tuple[str, list[str], list[str]]
) -> None:
    assert told in _told(reader.read(text))


def test_a_kind_of_attack_is_nobody(reader: Pipeline) -> None:
    told = _told(reader.read("The capital was the target of six terrorist attacks on Sunday."))
    assert told == [("ASSAULT", [], ["The capital"])]


def test_what_one_bomb_did_is_one_event(reader: Pipeline) -> None:
    reading = reader.read("One of the bombs hit a school and killed two children.")
    assert [(e.type, _names(reading, e.actors)) for e in reading.events] == [("ASSAULT", [])]


def test_a_visit_that_is_to_end_goes_on(reader: Pipeline) -> None:
    event = _one(reader.read("The president will conclude his visit to Norvania on Friday."), "CONSULT")
    assert event.status == "ongoing"


def test_agreeing_that_something_is_so_is_no_agreement(reader: Pipeline) -> None:
    assert _told(reader.read("Analysts agreed it was still a costly plan.")) == []
