"""Events as users get them: invented reports, read with the model in the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.coding.ontology import load
from hearsay.model import Event, Participant, Reading
from hearsay.pipeline import Pipeline


def _names(reading: Reading, people: tuple[Participant, ...]) -> list[str]:
    return [reading.document.text[p.span[0] : p.span[1]] for p in people]


def _told(reading: Reading, event: Event) -> tuple[str, list[str], list[str], str]:
    return event.type, _names(reading, event.actors), _names(reading, event.recipients), event.status


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The council imposed sweeping sanctions on Norvania.",
            ("SANCTION", ["The council"], ["Norvania"], "occurred"),
        ),
        ("In March the council imposed sweeping sanctions.", ("SANCTION", ["the council"], [], "occurred")),
        ("The army base was attacked by rebels on Sunday.", ("ASSAULT", ["rebels"], ["The army base"], "occurred")),
        ("Rebels carried out an attack on the army base.", ("ASSAULT", ["Rebels"], ["the army base"], "occurred")),
        ("At least 31 people were killed in the attack.", ("ASSAULT", [], ["At least 31 people"], "occurred")),
        ("Militants kidnapped a Norvanian engineer.", ("ASSAULT", ["Militants"], ["a Norvanian engineer"], "occurred")),
        (
            "Officials warned that militants may bomb the bridge.",
            ("ASSAULT", ["militants"], ["the bridge"], "hypothetical"),
        ),
        ("Thus far, fighting has not re-emerged in the tense region.", ("ASSAULT", [], [], "negated")),
        ("Police foiled an attack on the station.", ("ASSAULT", [], ["the station"], "negated")),
        (
            "A meeting between the mayor of Tarrow and the union leaders ended on Friday.",
            ("CONSULT", ["the mayor of Tarrow", "the union leaders"], [], "occurred"),
        ),
        (
            "The president of Norvania will visit Eastmark.",
            ("AGREE", ["The president of Norvania"], ["Eastmark"], "future"),
        ),
        ("The governor criticized the senator's plan.", ("ACCUSE", ["The governor"], ["the senator's"], "occurred")),
        (
            "The council urged Norvania to release the prisoners.",
            ("REQUEST", ["The council"], ["Norvania"], "occurred"),
        ),
        ("The rebels released five hostages on Saturday.", ("RETREAT", ["The rebels"], ["five hostages"], "occurred")),
        (
            "The government refused to negotiate with the rebels.",
            ("REJECT", ["The government"], ["the rebels"], "occurred"),
        ),
        (
            "The court sentenced the former minister to ten years.",
            ("SANCTION", ["The court"], ["the former minister"], "occurred"),
        ),
        ("Soldiers tried to storm the embassy.", ("ASSAULT", ["Soldiers"], ["the embassy"], "hypothetical")),
        (
            "The council held the mayor in contempt for refusing to meet the inspectors.",
            ("REJECT", ["the mayor"], ["the inspectors"], "occurred"),
        ),
        ("Norvania sent food and medicine to Eastmark.", ("AID", ["Norvania"], ["Eastmark"], "occurred")),
        (
            "Police arrested two journalists who had filmed the protest.",
            ("COERCE", ["Police"], ["two journalists"], "occurred"),
        ),
        ("The minister promised to send aid to the victims.", ("AGREE", ["The minister"], ["the victims"], "occurred")),
        (
            "The parade of soldiers and tanks will take place in May.",
            ("MOBILIZE", ["soldiers", "tanks"], [], "future"),
        ),
    ],
)
def test_one_sentence(reader: Pipeline, text: str, told: tuple[str, list[str], list[str], str]) -> None:
    reading = reader.read(text)
    assert told in [_told(reading, e) for e in reading.events]


@pytest.mark.parametrize(
    "text",
    [
        "Anyone with information about the fire is asked to call the police.",
        "You walk down the street and you get shot.",
        "The senator defended himself at the debate.",
    ],
)
def test_what_is_about_nobody_in_particular_or_oneself_is_no_event(reader: Pipeline, text: str) -> None:
    assert reader.read(text).events == ()


@pytest.mark.parametrize(
    "text",
    [
        "The striker shot down the field and scored in the second half.",
        "The dollar attacked the 110 mark against the yen on Friday.",
        "He had a heart attack on Sunday.",
        "The company's shares were hit by a fall in oil prices.",
        "The film shows how zombies attacked and killed the villagers.",
        "She beat her rival in the final of the tennis championship.",
    ],
)
def test_no_violence_where_there_is_none(reader: Pipeline, text: str) -> None:
    assert [e for e in reader.read(text).events if e.type in ("ASSAULT", "COERCE")] == []


def test_an_attack_its_killing_and_its_toll_are_one_event(reader: Pipeline) -> None:
    text = "Soldiers attacked the village of Tarrow on Monday, killing six people.\n\nThe attack began at dawn."
    reading = reader.read(text, published="2026-11-25")
    (event,) = [e for e in reading.events if e.type == "ASSAULT"]
    assert _names(reading, event.actors) == ["Soldiers"]
    assert {q.id: q.low for q in reading.quantities}[event.toll["killed"]] == 6
    assert [reading.document.text[a:b] for a, b in event.tellings] == ["attacked", "killing", "attack"]
    assert event.anchor == event.tellings[0]
    assert event.time is not None


@pytest.mark.parametrize(
    ("text", "measure", "figure"),
    [
        ("Three people were stabbed to death in Tarrow on Thursday.", "killed", "Three"),
        ("Nine visitors were fatally shot in Tarrow.", "killed", "Nine"),
        ("Gunmen shot and killed four guards in Tarrow.", "killed", "four"),
        ("The guard is one of seven people shot and killed by rebels in Tarrow in July.", "killed", "seven"),
        ("Two men stabbed nine visitors in Tarrow in July.", "injured", "nine"),
        (
            "The death toll from Friday's shelling of Tarrow has risen to 34 after two of the wounded died.",
            "killed",
            "34",
        ),
        ("A bomb exploded in Tarrow. The death toll is 7, police said.", "killed", "7"),
        ("Gunmen attacked a bus near Tarrow. Officials put the death toll at 12.", "killed", "12"),
        ("Rescuers recovered 31 bodies after the bombing of the depot in Tarrow.", "killed", "31"),
    ],
)
def test_what_came_of_those_attacked(reader: Pipeline, text: str, measure: str, figure: str) -> None:
    reading = reader.read(text)
    (event,) = (e for e in reading.events if e.type == "ASSAULT")
    quantities = {q.id: text[slice(*q.span)] for q in reading.quantities}
    assert {m: quantities[q] for m, q in event.toll.items()} == {measure: figure}


def test_an_age_is_no_toll(reader: Pipeline) -> None:
    reading = reader.read("The teacher Ana Lind, 58, was killed in the attack on the school in Tarrow.")
    assert [e.toll for e in reading.events if e.type == "ASSAULT"] == [{}]


def test_a_denial_holds_nothing_until_somebody_affirms_it(reader: Pipeline) -> None:
    denied = reader.read("Norvania denied that its soldiers attacked the village.").events[0]
    assert [h.polarity for h in denied.holdings] == ["negative"]
    text = "The ministry denied that soldiers attacked the bridge. A witness said that soldiers attacked the bridge."
    (both,) = [e for e in reader.read(text).events if e.type == "ASSAULT"]
    assert [h.polarity for h in both.holdings] == ["negative", "positive"]


def test_a_denial_that_points_back_disputes_what_was_said(reader: Pipeline) -> None:
    reading = reader.read("The mayor said that police had killed two protesters, but the police chief denied it.")
    (event,) = [e for e in reading.events if e.type == "ASSAULT"]
    assert [h.polarity for h in event.holdings] == ["positive", "negative"]
    claims = {c.id: c for c in reading.claims}
    assert "chief" in str(claims[event.holdings[1].by].chain[-1].name)


def test_the_author_holds_what_the_author_tells(reader: Pipeline) -> None:
    event = reader.read("Rebels attacked the army base on Sunday.").events[0]
    assert [(h.by, h.certainty, h.polarity) for h in event.holdings] == [("author", "certain", "positive")]


def test_both_sides_are_those_who_met(reader: Pipeline) -> None:
    text = "China asked the United States for help on Monday. Both sides agreed to share the costs, the ministry said."
    reading = reader.read(text)
    (agreed,) = [e for e in reading.events if e.type == "AGREE"]
    names = {a.id: a.name for a in reading.actors}
    assert {names[p.actor or ""] for p in agreed.actors} == {"Government of China", "Government of the United States"}


def test_a_new_type_works_without_python(reader: Pipeline, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[types.HARVEST]\nquad = 2\n\n[frames.reap]\nverb = { actor = ["subject"], recipient = ["object"] }\n\n'
        '[[triggers]]\ntype = "HARVEST"\nverbs = ["harvest"]\nframe = "reap"\nneeds = ["subject:person"]\n',
        encoding="utf-8",
    )
    made = Pipeline(reader.parser, [own])
    reading = made.read("Farmers harvested the wheat on Monday.")
    assert [_told(reading, e) for e in reading.events] == [("HARVEST", ["Farmers"], ["the wheat"], "occurred")]
    assert reader.read("Farmers harvested the wheat on Monday.").events == ()


def test_events_carry_what_the_ontology_says_of_their_type(reader: Pipeline) -> None:
    event = reader.read("Police arrested two journalists in Lima.").events[0]
    assert (event.type, event.mode, event.quad, event.score, event.cameo) == ("COERCE", "arrest", 4, -7.0, "17")
    assert event.place is not None
    assert set(event.contexts) <= set(load().contexts)


def test_what_happened_to_two_named_farms_is_two_events(reader: Pipeline) -> None:
    text = (
        "The army denied that rebels attacked the Santo Olmo farm. "
        "An officer said that rebels attacked the La Vista farm."
    )
    found = [e for e in reader.read(text).events if e.type == "ASSAULT"]
    assert [[h.polarity for h in e.holdings] for e in found] == [["negative"], ["positive"]]


@pytest.mark.parametrize(
    "text",
    [
        "Sixteen - year - old Ilse Brom was shot and killed by gunmen in Tarrow on Monday.",
        "The cook was accused of the murder of an aunt , 61 years old , in Tarrow on Monday.",
        "The march began some 20 blocks from where gunmen killed the driver on Monday.",
    ],
)
def test_ages_and_distances_are_no_toll(reader: Pipeline, text: str) -> None:
    assert all(event.toll == {} for event in reader.read(text).events)


def test_what_the_headline_and_the_opening_tell_is_one_event_and_one_incident(reader: Pipeline) -> None:
    text = (
        "Bomb kills 12 in Tarrow bus station\n\nTARROW, 3 May 2031 — A bomb killed 12 people at the bus station in "
        "Tarrow on Saturday, police said. The Marsh Brigade, an armed group, claimed responsibility for the attack.\n\n"
        '"We condemn this," Mayor Ana Lee said. She was in London at the time.'
    )
    reading = reader.read(text)
    told = [event for event in reading.events if event.toll]
    assert len(told) == 1
    assert len(told[0].tellings) >= 2
    assert told[0].time is not None
    (incident,) = reading.incidents
    assert incident.country is None  # London is one of three towns, and the others are not known
    (figure,) = incident.toll.values()
    assert {q.id: q.low for q in reading.quantities}[figure] == 12


def test_us_is_no_country_where_somebody_told_us(reader: Pipeline) -> None:
    text = (
        "Gunmen attacked a ferry near Tarrow on Monday and killed four sailors. Two survivors told us of it. Others "
        "told us that they had seen nobody, and one told us that it was the army."
    )
    assert [incident.country for incident in reader.read(text).incidents] == [None]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Shells hit the town of Varno on Monday.", ("ASSAULT", [], ["the town of Varno"], "occurred")),
        (
            "Rockets slammed into a market in Lissau, residents said.",
            ("ASSAULT", [], ["a market in Lissau"], "occurred"),
        ),
        ("Mortar rounds fell on the village overnight.", ("ASSAULT", [], ["the village"], "occurred")),
        ("Guerrillas set off a bomb outside the embassy.", ("ASSAULT", ["Guerrillas"], ["the embassy"], "occurred")),
        ("A car bomb exploded near the police station.", ("ASSAULT", [], ["the police station"], "occurred")),
    ],
)
def test_what_flies_or_falls_is_no_actor(
    reader: Pipeline, text: str, told: tuple[str, list[str], list[str], str]
) -> None:
    reading = reader.read(text)
    assert [_told(reading, e) for e in reading.events] == [told]


@pytest.mark.parametrize(
    ("text", "doers", "done_to"),
    [
        ("The mayor blamed the rebels for the attack on the market.", ["the rebels"], ["the market"]),
        ("The group claimed responsibility for the bombing of the station.", ["The group"], ["the station"]),
        ("The rebels are responsible for the massacre.", ["The rebels"], []),
        ("The raid on the village was blamed on the army.", ["the army"], ["the village"]),
        ("No group has claimed responsibility for the bombing of the station.", [], ["the station"]),
        (
            "The attack that the rebels carried out on the base killed five soldiers.",
            ["the rebels"],
            ["the base", "five soldiers"],
        ),
    ],
)
def test_who_is_said_to_have_done_a_deed(reader: Pipeline, text: str, doers: list[str], done_to: list[str]) -> None:
    reading = reader.read(text)
    (deed,) = (e for e in reading.events if e.type == "ASSAULT")
    assert (_names(reading, deed.actors), _names(reading, deed.recipients)) == (doers, done_to)


def test_a_crime_somebody_is_charged_with_is_by_itself_no_event(reader: Pipeline) -> None:
    assert not [
        e for e in reader.read("The former minister has been charged with murder.").events if e.type == "ASSAULT"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The talks that the government held with the rebels collapsed.",
            ("CONSULT", ["the government", "the rebels"], [], "occurred"),
        ),
        (
            "The foreign ministers of Norvania and Estmark, who met in Lissau, left on Monday.",
            ("CONSULT", ["The foreign ministers of Norvania and Estmark, who met in Lissau"], [], "occurred"),
        ),
        (
            "The union issued a statement calling on the ministry to release the prisoners.",
            ("REQUEST", ["The union"], ["the ministry"], "occurred"),
        ),
        ("The minister denied accusing the army of fraud.", ("ACCUSE", ["The minister"], ["the army"], "occurred")),
        ("The governor vowed to block the bill.", ("REJECT", ["The governor"], ["the bill"], "occurred")),
        ("The general vowed to destroy the rebels.", ("THREATEN", ["The general"], ["the rebels"], "occurred")),
        ("The minister cannot accept the proposal.", ("REJECT", ["The minister"], ["the proposal"], "occurred")),
        (
            "The governor described the plan as dangerous and absurd.",
            ("ACCUSE", ["The governor"], ["the plan"], "occurred"),
        ),
        (
            "The minister alleged that the army had broken into shops.",
            ("ACCUSE", ["The minister"], ["the army"], "occurred"),
        ),
    ],
)
def test_clauses_and_light_verbs(reader: Pipeline, text: str, told: tuple[str, list[str], list[str], str]) -> None:
    reading = reader.read(text)
    assert [_told(reading, e) for e in reading.events] == [told]


def test_a_place_that_says_where_is_no_actor(reader: Pipeline) -> None:
    (event,) = [e for e in reader.read("The Boston bombing killed ten people.").events if e.type == "ASSAULT"]
    assert event.actors == ()


def test_a_name_said_with_its_office_belongs_to_it(reader: Pipeline) -> None:
    text = "President Ivan Telk castigated Republican presidential candidate Mara Lind for her plan."
    (event,) = [e for e in reader.read(text).events if e.type == "ACCUSE"]
    assert _names(reader.read(text), event.recipients)[0].endswith("Mara Lind")


def test_a_headlines_participle_is_passive(reader: Pipeline) -> None:
    reading = reader.read("Eleven police killed, dozens wounded in car bomb attack in Lissau")
    assert [
        (_names(reading, e.actors), _names(reading, e.recipients)) for e in reading.events if e.type == "ASSAULT"
    ] == [([], ["Eleven police", "dozens"])]


def test_what_nobody_has_said_nobody_holds(reader: Pipeline) -> None:
    """A denial of an accusation says nothing of the deed; a denial of what others claim leaves them their claim."""
    unsaid = reader.read("The ministry denied that it had accused the rebels of attacking the village.")
    held = {e.type: [h.polarity for h in e.holdings] for e in unsaid.events}
    assert held == {"ACCUSE": ["negative"], "ASSAULT": ["unknown"]}
    claimed = reader.read("The ministry denied the rebels' claim that the army had attacked the village.")
    assert [h.polarity for e in claimed.events for h in e.holdings] == ["positive", "negative"]
