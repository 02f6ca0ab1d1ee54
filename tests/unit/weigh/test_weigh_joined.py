"""Claims with the article's actors and times: links, what each party holds, when it was said."""

from __future__ import annotations

import pytest

from hearsay.model import Actor, Time
from hearsay.weigh import claims, weigh
from tests.support.weighing import attribution, sentences

MONDAY = (
    "The/the/DET/DT/1/det ministry/ministry/NOUN/NN/2/nsubj said/say/VERB/VBD/2/root on/on/ADP/IN/4/case "
    "Monday/Monday/PROPN/NNP/2/obl that/that/SCONJ/IN/8/mark talks/talk/NOUN/NNS/8/nsubj had/have/AUX/VBD/8/aux "
    "failed/fail/VERB/VBN/2/ccomp on/on/ADP/IN/10/case Friday/Friday/PROPN/NNP/8/obl"
)
AFTER = (
    "Officials/official/NOUN/NNS/1/nsubj warned/warn/VERB/VBD/1/root after/after/ADP/IN/4/case the/the/DET/DT/4/det "
    "flood/flood/NOUN/NN/1/obl of/of/ADP/IN/6/case May/May/PROPN/NNP/4/nmod that/that/SCONJ/IN/9/mark "
    "dams/dam/NOUN/NNS/9/nsubj leak/leak/VERB/VBP/1/ccomp"
)
NESTED = (
    "Reuters/Reuters/PROPN/NNP/1/nsubj {0}/{1}/VERB/VBD/1/root that/that/SCONJ/IN/5/mark the/the/DET/DT/4/det "
    "minister/minister/NOUN/NN/5/nsubj said/say/VERB/VBD/1/ccomp the/the/DET/DT/7/det dam/dam/NOUN/NN/8/nsubj "
    "leaked/leak/VERB/VBD/5/ccomp"
)


def time(name: str, text: str, word: str, kind: str = "DATE") -> Time:
    start = text.index(word)
    return Time(id=name, span=(start, start + len(word)), type=kind, value="2024-05-06")


def test_a_time_at_the_cue_is_when_it_was_said_and_one_in_the_content_is_not() -> None:
    parse = sentences(MONDAY)
    text = parse.document.text
    found = attribution(parse, "The ministry", "said", "that talks had failed on Friday")
    at_cue, at_content = time("t1", text, "Monday"), time("t2", text, "Friday")
    assert claims(parse, [found], (), (at_content, at_cue))[0].time == "t1"
    assert claims(parse, [found], (), (at_content,))[0].time is None


def test_how_long_is_not_when() -> None:
    parse = sentences(MONDAY)
    found = attribution(parse, "The ministry", "said", "that talks had failed on Friday")
    assert claims(parse, [found], (), (time("t1", parse.document.text, "Monday", "DURATION"),))[0].time is None


def test_a_time_of_something_else_beside_the_cue_is_not_when_it_was_said() -> None:
    parse = sentences(AFTER)
    found = attribution(parse, "Officials", "warned", "that dams leak")
    assert claims(parse, [found], (), (time("t1", parse.document.text, "May"),))[0].time is None


def test_a_source_has_the_actor_its_mention_stands_for() -> None:
    parse = sentences(MONDAY, mentions=[(1, 0, 2, "nominal", "o1")])
    actor = Actor(id="x1", name="Ministry", kind="institution", mentions=(parse.mentions[0].id,))
    found = attribution(parse, "The ministry", "said", "that talks had failed on Friday")
    author, speaker = claims(parse, [found], (actor,))[0].chain
    assert (author.actor, speaker.actor) == (None, "x1")
    assert claims(parse, [found])[0].chain[-1].actor is None


@pytest.mark.parametrize(
    ("form", "lemma", "held"),
    [("said", "say", ["unknown", "unknown", "certain"]), ("confirmed", "confirm", ["unknown", "unknown", "certain"])],
)
def test_who_passes_on_commits_to_nothing(form: str, lemma: str, held: list[str]) -> None:
    parse = sentences(NESTED.format(form, lemma))
    outer = attribution(parse, "Reuters", form, "that the minister said the dam leaked")
    inner = attribution(parse, "the minister", "said", "the dam leaked", parent=outer)
    assert [link.certainty for link in claims(parse, [outer, inner])[1].chain] == held


def test_a_factive_cue_commits_those_who_use_it() -> None:
    parse = sentences(NESTED.format("confirmed", "confirm"))
    outer = attribution(parse, "Reuters", "confirmed", "that the minister said the dam leaked")
    assert [link.certainty for link in claims(parse, [outer])[0].chain] == ["certain", "certain"]


def test_weigh_gives_claims_and_notes() -> None:
    parse = sentences(MONDAY)
    found = attribution(parse, "The ministry", "said", "that talks had failed on Friday")
    weighed = weigh(parse, [found])
    assert weighed.claims == claims(parse, [found])
    assert weighed.notes == ()
