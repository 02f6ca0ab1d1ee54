"""Actors of any parse: each mention once at most, in text order, the same every time, and never a person's name."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.parsed import Parsed
from hearsay.resolve.actors import actors
from tests.support.parses import parsed

WORDS = ["Beijing", "China", "Chinese", "Turkish", "the", "ministry", "government", "group", "of", "in", "by", "said"]
WORDS += [
    "Hamas",
    "ETIM",
    "(",
    ")",
    "or",
    ",",
    "spokesman",
    "minister",
    "Kremlin",
    "'s",
    "officials",
    "it",
    "Xinhua",
    "-",
]
RELATIONS = ["nsubj", "nsubj:pass", "obj", "obl", "nmod", "nmod:poss", "compound", "amod", "case", "conj", "cc", "root"]


@st.composite
def parses(draw: st.DrawFn) -> Parsed:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
    n = len(words)
    at = st.integers(0, n - 1)
    mentions = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(at)
        end = draw(st.integers(start + 1, n))
        head = draw(st.integers(start, end - 1))
        kind = draw(st.sampled_from(["name", "nominal", "pronoun"]))
        mentions.append((head, start, end, kind, draw(st.sampled_from(["p1", "o1", "o2"]))))
    start = draw(at)
    names = [(start, draw(st.integers(start + 1, n)), draw(st.sampled_from(["PER", "ORG", "LOC"])))]
    made = parsed(
        " ".join(words),
        heads=draw(st.lists(at, min_size=n, max_size=n)),
        relations=draw(st.lists(st.sampled_from(RELATIONS), min_size=n, max_size=n)),
        mentions=sorted(mentions, key=lambda mention: mention[1:3]),
        names=names,
    )
    return replace(made, upos=["VERB" if word == "said" else "X" for word in words], lemma=words)


@settings(max_examples=200, deadline=None)
@given(parses())
def test_sound(parse: Parsed) -> None:
    found = actors(parse)
    spans = {mention.id: mention.span for mention in parse.mentions}
    linked = [mention for actor in found for mention in actor.mentions]
    assert len(linked) == len(set(linked))
    assert len({actor.id for actor in found}) == len(found)
    for actor in found:
        assert actor.name
        assert actor.mentions
        told = [spans[mention] for mention in actor.mentions]
        assert told == sorted(told)
    firsts = [spans[actor.mentions[0]] for actor in found]
    assert firsts == sorted(firsts)
    assert actors(parse) == found


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["Ana", "Brom", "Washington", "Paris", "said"]), min_size=1, max_size=6))
def test_what_the_model_takes_for_a_person_is_no_actor(words: list[str]) -> None:
    n = len(words)
    mentions = [(n - 1, 0, n, "name", "p1")]
    assert actors(parsed(" ".join(words), heads=[n - 1] * n, mentions=mentions, names=[(0, n, "PER")])) == ()
