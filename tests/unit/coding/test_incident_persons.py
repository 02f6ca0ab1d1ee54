"""Whether two human targets of a draft are one, on a parse made by hand."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest

from hearsay.coding.incidents.drafts import Draft, Limits, Looks, persons
from hearsay.coding.incidents.fillers import Filler
from hearsay.coding.incidents.network import shipped
from hearsay.coding.incidents.persons import NAMES, Persons
from hearsay.coding.incidents.phrases import phrases
from hearsay.coding.incidents.scores import HUMAN, ROLES, SETS, TYPES, Scores
from hearsay.coding.incidents.stage import Known, looks
from hearsay.coding.incidents.telling import Tellings
from hearsay.coding.incidents.tree import Tree
from tests.support.parses import parsed

#        0       1   2    3   4      5 6   7      8   9     10  11       12  13    14
TEXT = "Senator Ana Lind was killed . The senator and three others including two guards fell ."
HEADS = [1, 4, 1, 4, 4, 4, 7, 14, 10, 10, 7, 13, 13, 10, 14, 14]
RELATIONS = [
    "compound", "nsubj:pass", "flat", "aux:pass", "root", "punct", "det", "nsubj", "cc", "nummod", "conj", "case",
    "nummod", "nmod", "root", "punct",
]  # fmt: skip
UPOS = [
    "NOUN", "PROPN", "PROPN", "AUX", "VERB", "PUNCT", "DET", "NOUN", "CCONJ", "NUM", "NOUN", "VERB", "NUM", "NOUN",
    "VERB", "PUNCT",
]  # fmt: skip
NAME, SENATOR, OTHERS, GUARDS = range(4)


@pytest.fixture
def tree() -> Tree:
    made = parsed(TEXT, heads=HEADS, relations=RELATIONS, names=[(1, 3, "PER")])
    tags = ["NNS" if w in ("others", "guards") else "NN" for w in made.words]
    lemmas = [
        {"The": "the", "others": "other", "guards": "guard", "including": "include"}.get(w, w) for w in made.words
    ]
    lemmas[0] = "senator"
    return Tree(replace(made, upos=UPOS, xpos=tags, lemma=lemmas, sentences=[(0, 6), (6, 16)]))


@pytest.fixture
def scores(tree: Tree) -> Scores:
    count = len(phrases(tree.parsed))
    sets = {key: np.full((count, len(values)), 0.1, np.float32) for key, values in SETS.items()}
    roles = np.linspace(0.9, 0.5, count * len(ROLES), dtype=np.float32).reshape(count, -1)
    return Scores(roles, np.full((count, len(TYPES)), 0.5, np.float32), sets, np.full(len(TYPES), 0.5, np.float32))


@pytest.fixture
def people(tree: Tree) -> list[Filler]:
    """The four targets, by what their phrases' heads are."""
    found, types = phrases(tree.parsed), np.full(len(TYPES), 0.5, np.float32)
    wanted = (1, 7, 10, 13)
    numbers = [tuple(n for n, p in enumerate(found) if p.head == head) for head in wanted]
    return [Filler(HUMAN, n, 0.9 - 0.1 * i, types) for i, n in enumerate(numbers)]


def told(tree: Tree, scores: Scores, a: Filler, b: Filler) -> dict[str, float]:
    values = Persons(tree, phrases(tree.parsed), scores).features(a, b, 4)
    return dict(zip(NAMES, values.tolist(), strict=True))


def weights(**wanted: float) -> tuple[float, ...]:
    return tuple(wanted.get(name.replace(" ", "_"), 0.0) for name in NAMES)


def test_a_description_has_the_names_title(tree: Tree, scores: Scores, people: list[Filler]) -> None:
    features = told(tree, scores, people[SENATOR], people[NAME])
    assert features["one named"] == features["title"] == features["later the"] == features["described the"] == 1
    assert features["both named"] == features["described first"] == features["joined"] == features["name and many"] == 0
    assert features == told(tree, scores, people[NAME], people[SENATOR])


def test_others_are_others(tree: Tree, scores: Scores, people: list[Filler]) -> None:
    features = told(tree, scores, people[SENATOR], people[OTHERS])
    assert features["joined"] == features["one and many"] == features["apart 0"] == 1
    assert told(tree, scores, people[NAME], people[OTHERS])["anybody"] == 1
    assert features["title"] == features["one named"] == 0
    assert told(tree, scores, people[OTHERS], people[GUARDS])["dependent"] == 1
    assert told(tree, scores, people[OTHERS], people[GUARDS])["included"] == 1


def test_the_likeliest_are_joined_and_keep_what_is_surest(tree: Tree, scores: Scores, people: list[Filler]) -> None:
    about = Persons(tree, phrases(tree.parsed), scores)
    joined = about.merged(people, weights(bias=-2.0, title=5.0), 0.65)
    assert [len(f.phrases) for f in joined] == [len(people[NAME].phrases) + len(people[SENATOR].phrases), 1, 1]
    assert joined[0].chance == people[NAME].chance
    assert about.merged(people, weights(bias=-2.0), 0.65) == people


def test_what_is_told_to_be_two_is_not_joined_by_a_third(tree: Tree, scores: Scores, people: list[Filler]) -> None:
    about = Persons(tree, phrases(tree.parsed), scores)
    # The senator is one with either, which are told to be two.
    joined = about.merged(people[:3], weights(bias=-3.0, title=6.0, joined=5.0), 0.65)
    assert sorted(len(f.phrases) for f in joined) == sorted((len(people[NAME].phrases) + 1, 1))
    assert about.merged(people[:1] * 31, weights(bias=9.0), 0.65) == people[:1] * 31


def test_drafts_keep_their_surest_target(tree: Tree, scores: Scores, people: list[Filler]) -> None:
    found = phrases(tree.parsed)
    about: Looks = looks(tree, found, scores, Tellings(tree, found, []), Known(), Limits())
    draft = Draft(0, ((), (), (), tuple(people), ()), people[NAME].score(0), people[NAME])
    (kept,) = persons([draft], about, Limits(persons=weights(bias=-2.0, title=5.0)))
    assert len(kept.roles[HUMAN]) == 3
    assert kept.anchor in kept.roles[HUMAN]
    assert kept.score == draft.score
    assert persons([draft], about, Limits()) == [draft]


def test_the_shipped_weights_are_as_many_as_the_features() -> None:
    assert len(msgspec.convert(shipped().settings, Limits).persons) == len(NAMES)
