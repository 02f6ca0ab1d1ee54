"""Sentences set into attribution frames."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest

from tests.support.samples import RELATIONS, XPOS, full, words
from training.data import Attribution, Sample
from training.frames import Framer, _templates, clauses
from training.labels import CUE, FLAT, IGNORE, UPOS

# Every label the frames use, numbered.
_EXTRA = ["compound", "nmod", "case", "nummod", "amod", "flat", "obj", "obl", "fixed", "acl", "advcl", "parataxis"]
RELATION_NUMBERS = {name: i for i, name in enumerate([*RELATIONS, *_EXTRA])}
XPOS_NUMBERS = {name: i for i, name in enumerate([*XPOS, "NNS", "VBG", "TO", "``", "''", ",", "CD", "JJ"])}


def _told() -> Sample:
    forms = ["Officials", "said", "the", "old", "pier", "had", "fallen", "on", "Monday", "."]
    sample = Sample("told", "polnear", words(forms, [0] * len(forms)))
    sample.attributions = [Attribution([(0, 1)], [(1, 2)], [(2, 9)])]
    sample.cue = np.array([0, CUE.index("B"), *[IGNORE] * 7, 0])
    sample.sentence = np.array([1, *[IGNORE] * 9])
    return sample


@pytest.fixture(scope="module")
def framed() -> list[Sample]:
    return Framer([full(), _told()], RELATION_NUMBERS, XPOS_NUMBERS).samples(400, random.Random(4))


def test_sentences_worth_framing() -> None:
    trees, told = clauses([full(), _told()])
    assert [c.forms for c in trees] == [["The", "board", "said", "that", "the", "pier", "fell"]]
    assert [c.forms for c in told] == [["Officials", "said", "the", "old", "pier", "had", "fallen", "on", "Monday"]]
    assert trees[0].head == [1, 2, 2, 6, 5, 6, 2]
    assert told[0].attributions == [Attribution([(0, 1)], [(1, 2)], [(2, 9)])]


def test_every_frame_and_phrase_is_well_formed() -> None:
    for frame in _templates()["frame"]:
        rows = [w.rsplit(" ", 5) for w in frame["words"]]
        assert all(len(row) == 6 for row in rows)
        assert sum(row[3] == "0" for row in rows) == 1
        assert sum(row[0] == "{S}" for row in rows) == 1
        assert all(row[3] == "{S}" or 0 <= int(row[3]) <= len(rows) for row in rows)
        roles = {row[5] for row in rows}
        assert {"source", "cue", "content"} <= roles <= {"source", "cue", "content", "source2", "cue2", "-"}
        assert ("cue2" in roles) == bool(frame.get("inner"))
        assert bool(frame.get("quoted")) == any(row[0] == "“" for row in rows)
        assert frame["verbs"]
    for phrase in _templates()["phrases"]["list"]:
        rows = [w.split(" ") for w in phrase]
        assert all(len(row) == 5 for row in rows)
        assert sum(row[3] == "0" for row in rows) == 1
    used = {row[1] for f in _templates()["frame"] for row in [w.rsplit(" ", 5) for w in f["words"]]} - {"-"}
    assert used <= set(UPOS)


def test_samples_repeat_themselves_by_seed() -> None:
    framer = Framer([full(), _told()], RELATION_NUMBERS, XPOS_NUMBERS)
    one, two, other = ([s.words.text for s in framer.samples(6, random.Random(seed))] for seed in (1, 1, 2))
    assert one == two
    assert one != other


def test_columns_are_as_long_as_the_words(framed: list[Sample]) -> None:
    for sample in framed:
        n = len(sample.words)
        columns = (sample.sentence, sample.cue, sample.upos, sample.xpos, sample.head, sample.relation, sample.flat)
        assert {len(c) for c in columns if c is not None} == {n}
        assert sample.origin == "frames"


def test_framed_trees_are_trees(framed: list[Sample]) -> None:
    trees = [s for s in framed if s.head is not None]
    assert len(trees) == 200
    for sample in trees:
        assert sample.head is not None
        assert sample.sentence is not None
        assert sample.relation is not None
        edges = [*np.flatnonzero(sample.sentence == 1).tolist(), len(sample.words)]
        assert len(edges) == 4
        for a, b in pairwise(edges):
            head = sample.head[a:b]
            assert ((head >= a) & (head < b)).all()
            roots = np.flatnonzero(head == np.arange(a, b)) + a
            assert len(roots) == 1
            assert sample.relation[roots[0]] == RELATION_NUMBERS["root"]
            at = np.arange(a, b)
            for _ in range(b - a):
                at = sample.head[at]
            assert set(at.tolist()) == {int(roots[0])}
            assert IGNORE not in sample.relation[a:b]


def test_every_attribution_lies_in_one_paragraph_and_has_its_parts(framed: list[Sample]) -> None:
    nested = 0
    for sample in framed:
        paragraph = sample.words.paragraph
        assert len(sample.attributions) >= 3
        for a in sample.attributions:
            assert a.cue
            assert a.content
            assert a.source
            spans = [*a.source, *a.cue, *a.content]
            assert all(0 <= lo < hi <= len(paragraph) for lo, hi in spans)
            assert len({int(paragraph[i]) for lo, hi in spans for i in range(lo, hi)}) == 1
            cue = {i for lo, hi in a.cue for i in range(lo, hi)}
            assert not cue & {i for lo, hi in (*a.source, *a.content) for i in range(lo, hi)}
            nested += any(
                all(lo <= p and q <= hi for p, q in a.cue)
                for b in sample.attributions
                for lo, hi in b.content
                if a is not b
            )
    assert nested > 200


def test_every_known_cue_is_marked(framed: list[Sample]) -> None:
    for sample in framed:
        assert sample.cue is not None
        for a in sample.attributions:
            lo, hi = a.cue[0]
            assert [CUE[t] for t in sample.cue[lo:hi]] == ["B", *["I"] * (hi - lo - 1)]


def test_the_flat_layer_marks_outermost_parts_alone(framed: list[Sample]) -> None:
    known = [s for s in framed if s.flat is not None]
    assert known
    for sample in known:
        assert sample.flat is not None
        tags = [FLAT[t] for t in sample.flat]
        assert tags.count("B-cue") == 3
        assert all(t[0] != "I" or tags[i - 1][1:] == t[1:] for i, t in enumerate(tags))
        outer = [a for a in sample.attributions if tags[a.cue[0][0]] == "B-cue"]
        assert len(outer) == 3
        for a in outer:
            assert {tags[i][2:] for lo, hi in a.content for i in range(lo, hi)} == {"content"}
            assert {tags[i][2:] for lo, hi in a.source for i in range(lo, hi)} == {"source"}


def test_sentences_begin_with_a_capital_and_go_on_without(framed: list[Sample]) -> None:
    for sample in framed:
        assert sample.sentence is not None
        for i in np.flatnonzero(sample.sentence == 1).tolist():
            first = next(w for w in sample.words.text[i:] if w[0].isalpha())
            assert first[0].isupper()
    assert any("that the board said" in " ".join(s.words.text) for s in framed)
