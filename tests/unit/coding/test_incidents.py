"""The incident coder on the shipped models: invented reports in mixed case and in capitals."""

from __future__ import annotations

import pytest

from hearsay.coding.incidents import Known
from hearsay.model import Actor, Incident, Reading
from hearsay.pipeline import Pipeline

STORY = """\
Gunmen attacked a village market near Tarapoa on Tuesday morning, killing at least six farmers and wounding a teacher, \
police said.

Police blamed the Northern Front for the attack. The Northern Front denied any role in it.

A second group planted a bomb outside the regional bank in the town of Loreto on Monday. The explosion destroyed the \
building but hurt nobody.
"""
PASSING = """\
The council approved a new budget for rail security on Monday. Mayor Ana Lind said that patrols would be doubled.

Spending has grown since the stabbing of June 2018 at the coach terminal of Birmingham, in which 14 people were \
killed, according to police.
"""
QUIET = (
    "Rovers attacked from the first whistle on Saturday and shot twice at the post before the captain fired home. The "
    "visitors were destroyed by a late strike, and the manager defended his side after the match.",
    "A powerful earthquake hit the southern coast on Sunday, killing ten people and destroying two villages.",
    "A farmer was killed and two others were injured when their bus crashed near Loreto on Friday, police said.",
    "The singer Ana Lind has died peacefully at home. Her death was confirmed by her family on Monday.",
    "Fifty-two people were killed when the Lady Marta capsized on Lake Tamsin on Sunday, rescuers said.",
    "A train derailed near Orlo on Monday and killed four people, the railway said.",
    "Nine miners died in a gas explosion in the Selm mine on Friday, the company said.",
    "The dollar attacked its recent highs on Friday as bonds were hit by heavy selling, and shares exploded.",
    "The museum opened a new wing on Sunday. The paintings were taken from storage, the director said.",
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load()


@pytest.fixture(scope="module")
def story(pipeline: Pipeline) -> Reading:
    return pipeline.read(STORY, published="2020-03-05")


def of(reading: Reading, kind: str) -> Incident:
    return next(i for i in reading.incidents if i.type == kind)


def test_attack_and_bombing_are_parted(story: Reading) -> None:
    assert {"attack", "bombing"} <= {i.type for i in story.incidents}


def test_targets_have_counts_and_effects(story: Reading) -> None:
    targets = {t.name: t for t in of(story, "attack").targets}
    assert (targets["farmers"].count, targets["farmers"].effect) == ("6-", "death")
    assert targets["farmers"].number in {q.id for q in story.quantities}
    assert of(story, "attack").toll["killed"] == targets["farmers"].number


def test_things_destroyed_are_counted_too(pipeline: Pipeline) -> None:
    """What no toll counts, houses and vehicles, is the number of a physical target."""
    read = pipeline.read(
        "Gunmen attacked the village of Tarrow on Monday, police said. They also destroyed 12 vehicles with a bomb."
    )
    targets = {t.name: t for t in of(read, "bombing").targets}
    assert (targets["vehicles"].kind, targets["vehicles"].count) == ("physical", "12")
    assert targets["vehicles"].number in {q.id for q in read.quantities}


def test_a_perpetrator_is_named_with_whose_word_it_rests_on(story: Reading) -> None:
    named = {p.name: p for p in of(story, "attack").perpetrators}
    assert named["Northern Front"].kind == "organization"
    assert named["Northern Front"].confidence != "reported-as-fact"


def test_spans_quote_the_text(story: Reading) -> None:
    for incident in story.incidents:
        for one in (*incident.targets, *incident.perpetrators):
            assert " ".join(STORY[slice(*one.span)].split()) == one.name


def test_ids_of_other_records_are_there(story: Reading) -> None:
    known = {r.id for r in (*story.places, *story.times, *story.claims)}
    for incident in story.incidents:
        assert {i for i in (incident.time, incident.place, *incident.places) if i} <= known
        assert {h.by for h in incident.holdings} <= known | {"author"}
    assert len({i.id for i in story.incidents}) == len(story.incidents)


def test_capitals_read_alike(pipeline: Pipeline, story: Reading) -> None:
    upper = pipeline.read(STORY.upper(), published="2020-03-05")
    assert {"attack", "bombing"} <= {i.type for i in upper.incidents}
    assert "FARMERS" in {t.name for t in of(upper, "attack").targets}


@pytest.mark.parametrize("text", QUIET)
def test_no_violence_in_sport_markets_museums_and_accidents(pipeline: Pipeline, text: str) -> None:
    assert pipeline.read(text).incidents == ()


@pytest.mark.parametrize(
    "text",
    ["Bomb.", "KILLED KILLED KILLED", "| dead | 3 |\n| wounded | 4 |", "The bomb killed the men in the town. " * 60],
)
def test_odd_texts_are_borne(pipeline: Pipeline, text: str) -> None:
    for incident in pipeline.read(text).incidents:
        assert incident.targets


def test_an_attack_told_in_passing_is_an_incident(pipeline: Pipeline) -> None:
    reading = pipeline.read(PASSING, published="2020-03-05")
    (incident,) = reading.incidents
    by_id = {r.id: r for r in (*reading.times, *reading.places, *reading.quantities, *reading.events)}
    assert (incident.type, incident.stage, incident.day) == ("attack", "accomplished", ("2018-06-01", "2018-06-30"))
    assert by_id[incident.time or ""].value == "2018-06"
    assert by_id[incident.place or ""].name == "Birmingham"
    assert by_id[incident.toll["killed"]].low == 14
    assert ("people", "14", "death") in {(t.name, t.count, t.effect) for t in incident.targets}
    assert [i.type for i in incident.instruments] == ["cutting-device"]
    assert incident.holdings == by_id[incident.events[0]].holdings != ()


def test_the_wounded_are_not_told_as_dead(pipeline: Pipeline) -> None:
    text = "Security has been tight since two men stabbed nine visitors at the fair in July 2019, the mayor said."
    reading = pipeline.read(text, published="2020-03-05")
    (incident,) = reading.incidents
    figures = {q.id: q.low for q in reading.quantities}
    assert {m: figures[q] for m, q in incident.toll.items()} == {"injured": 9}
    assert ("visitors", "injury") in {(t.name, t.effect) for t in incident.targets}


def test_incidents_name_the_events_that_make_them_up(story: Reading) -> None:
    events = {e.id: e for e in story.events}
    for kind in ("attack", "bombing"):
        told = [events[e] for e in of(story, kind).events]
        assert told
        assert {e.type for e in told} == {"ASSAULT"}


def test_a_perpetrator_is_linked_to_the_actor_it_is(pipeline: Pipeline) -> None:
    parsed = pipeline.parse([pipeline.document(STORY)])[0]
    named = tuple(m.id for m in parsed.mentions if STORY[slice(*m.span)].endswith("Northern Front"))
    front = Actor(id="a1", name="Northern Front", kind="group", mentions=named)
    found = pipeline.incidents.incidents(parsed, Known(mentions=parsed.mentions, actors=[front]))
    linked = {p.name: p.actor for i in found for p in i.perpetrators}
    assert linked["Northern Front"] == "a1"
    assert {actor for name, actor in linked.items() if name != "Northern Front"} == {None}


def test_last_week_s_attack_is_not_an_earlier_year_s(pipeline: Pipeline) -> None:
    """Undated, "last week" is no day that can be told; it is not 2014 either, nor are that year's dead its own."""
    text = (
        "The government of Velmar asked its neighbour to close the shore, saying the armed group had carried out last "
        "week's attack on a passenger ferry in which at least 14 people were killed. The group denied it.\n\n"
        "In 2014, an attack on the same crossing killed nine people. No group ever claimed responsibility for it."
    )
    reading = pipeline.read(text)
    figures = {q.id: q.low for q in reading.quantities}
    first = reading.incidents[0]
    assert first.day is None
    assert figures[first.toll["killed"]] == 14


@pytest.mark.parametrize(
    "text",
    [
        "A car bomb exploded outside a bank in Selm on Tuesday, killing three people, police chief Anton Mirr said.",
        "Rockets hit a school in Selm, killing two teachers and wounding nine pupils, headmistress Rosa Kint said.",
    ],
)
def test_who_is_only_heard_on_a_deed_has_not_come_to_harm(pipeline: Pipeline, text: str) -> None:
    targets = [target.name for incident in pipeline.read(text).incidents for target in incident.targets]
    assert targets
    assert not {"Anton Mirr", "Rosa Kint"} & set(targets)
