"""The parts of the incident coder, on parses made by hand and on numbers."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest

from hearsay.coding.incidents.counts import count, quantity_of
from hearsay.coding.incidents.drafts import Limits, Looks, belongings, drafts, grouped, likely, own
from hearsay.coding.incidents.features import Describer
from hearsay.coding.incidents.fillers import Filler, fillers
from hearsay.coding.incidents.lexicon import listed, words
from hearsay.coding.incidents.nations import nation, nations, told
from hearsay.coding.incidents.network import Network, packed, shipped
from hearsay.coding.incidents.phrases import Phrase, core, head_of, phrases
from hearsay.coding.incidents.responsibility import signs
from hearsay.coding.incidents.scores import HUMAN, ROLES, SETS, TYPES, Scores
from hearsay.coding.incidents.second import chance, logit
from hearsay.coding.incidents.sets import Linear
from hearsay.coding.incidents.setting import when, where
from hearsay.coding.incidents.showing import shows
from hearsay.coding.incidents.stage import Known, looks
from hearsay.coding.incidents.telling import Tellings, makes_one
from hearsay.coding.incidents.together import NAMES, Pairs
from hearsay.coding.incidents.tree import Tree
from hearsay.coding.incidents.word import Words
from hearsay.coding.linking import Linker
from hearsay.errors import ConfigError, ModelError
from hearsay.model import (
    Actor,
    Attribution,
    Event,
    Holding,
    Mention,
    MentionKind,
    Participant,
    Place,
    Quantity,
    Span,
    Time,
    Zone,
)
from hearsay.parsed import Parsed
from tests.support.parses import parsed

#        0  1    2        3     4      5        6     7   8      9 10    11     12   13
TEXT = "The six old farmers were killed by gunmen in Loreto , the mayor said ."
HEADS = [3, 3, 3, 5, 5, 5, 7, 5, 9, 5, 13, 12, 13, 5, 5]
RELATIONS = [
    "det", "nummod", "amod", "nsubj:pass", "aux:pass", "root", "case", "obl:agent", "case", "obl", "punct", "det",
    "nsubj", "parataxis", "punct",
]  # fmt: skip
UPOS = [
    "DET", "NUM", "ADJ", "NOUN", "AUX", "VERB", "ADP", "NOUN", "ADP", "PROPN", "PUNCT", "DET", "NOUN", "VERB", "PUNCT",
]  # fmt: skip
LEMMAS = ["the", "six", "old", "farmer", "be", "kill", "by", "gunman", "in", "Loreto", ",", "the", "mayor", "say", "."]


@pytest.fixture
def one() -> Parsed:
    made = parsed(TEXT, heads=HEADS, relations=RELATIONS, names=[(9, 10, "LOC")])
    tags = ["NNS" if u == "NOUN" and w.endswith("s") else "NN" for u, w in zip(UPOS, made.words, strict=True)]
    tags[7] = "NNS"
    return replace(made, upos=UPOS, lemma=LEMMAS, xpos=tags)


@pytest.fixture
def tree(one: Parsed) -> Tree:
    return Tree(one)


def span(part: str) -> Span:
    start = TEXT.index(part)
    return start, start + len(part)


def texts(made: Parsed, found: list[Phrase]) -> list[str]:
    return [" ".join(made.words[p.start : p.end]) for p in found]


def test_phrases_are_cores_without_articles_and_numbers(one: Parsed) -> None:
    assert texts(one, phrases(one)) == ["old farmers", "gunmen", "Loreto", "mayor"]
    assert core(one, 3) == (2, 4)
    assert head_of(one, 1, 4) == 3


def test_places_in_the_tree(tree: Tree) -> None:
    assert tree.place(3) == (5, "nsubj:pass")
    assert tree.place(7) == (5, "obl:agent_by")
    assert list(tree.up(2)) == [3, 5]


def test_counts(tree: Tree, one: Parsed) -> None:
    farmers, gunmen = phrases(one)[:2]
    quantity = Quantity(id="q1", span=span("six"), low=6, high=6)
    assert quantity_of(tree, farmers, [quantity]) is quantity
    assert quantity_of(tree, gunmen, [quantity]) is None
    assert count(tree, farmers, quantity) == "6"
    assert count(tree, gunmen, None) == "plural"
    assert count(tree, phrases(one)[3], None) == "1"


@pytest.mark.parametrize(
    ("comparator", "low", "high", "written"),
    [(">=", 6, None, "6-"), (">", 6, None, "6-"), ("<=", None, 6, "-6"), ("range", 5, 7, "5-7"),
     ("~", 100, 100, "~100"), ("=", 1.5, 1.5, "plural"), ("~", 24, 60, "plural")],
)  # fmt: skip
def test_bounds_in_the_tasks_form(
    tree: Tree, one: Parsed, *, comparator: str, low: float | None, high: float | None, written: str
) -> None:
    quantity = Quantity(id="q", span=span("six"), low=low, high=high, comparator=comparator)
    assert count(tree, phrases(one)[0], quantity) == written


def test_countries_by_name_and_people(tree: Tree) -> None:
    assert nations()["peruvian"] == nations()["peru"] == "PE"
    assert told(tree, 0, len(TEXT.split())) == {}
    made = parsed(
        "Peruvian farmers fled to Bolivia .",
        heads=[1, 2, 2, 4, 2, 2],
        relations=["amod", "nsubj", "root", "case", "obl", "punct"],
    )
    assert told(Tree(made), 0, 6) == {"PE": 0.4, "BO": 1.0}
    assert nation(Tree(made), Phrase(1, 0, 2, "", -1)) == "PE"


PLACE = Place(id="p1", name="Loreto", span=span("Loreto"), country="PE", precision="city")


def test_where(tree: Tree) -> None:
    found = where(tree, [PLACE], [0])
    assert (found.country, found.places) == ("PE", (PLACE,))
    assert where(tree, [], [0]) == where(tree, [], [0])
    assert where(tree, [], [0]).country is None


def dated(made: Parsed, published: str | None) -> Tree:
    import msgspec

    return Tree(replace(made, document=msgspec.structs.replace(made.document, published=published)))


def time(part: str, value: str, begin: str, end: str) -> Time:
    return Time(id="t", span=span(part), type="DATE", value=value, begin=begin, end=end)


def test_when(one: Parsed) -> None:
    day = time("Loreto", "2020-03-02", "2020-03-02", "2020-03-03")
    assert when(dated(one, "2020-03-05"), [day], [0]).day == ("2020-03-02", "2020-03-02")
    later = time("Loreto", "2020-03-09", "2020-03-09", "2020-03-10")
    assert when(dated(one, "2020-03-05"), [later], [0]).day == (None, "2020-03-05")
    year = time("Loreto", "2018", "2018-01-01", "2019-01-01")
    assert when(dated(one, "2020-03-05"), [year], [0]).day == (None, "2020-03-05")
    assert when(dated(one, "2020-03-05"), [year], [0], {"t"}).day == ("2018-01-01", "2018-12-31")
    month = time("Loreto", "2020-03", "2020-03-01", "2020-04-01")
    assert when(dated(one, "2020-03-05"), [month], [0]).day == ("2020-03-01", "2020-03-05")
    assert when(dated(one, None), [], [0]).day is None


def test_a_time_of_the_report_is_none_of_the_incident(one: Parsed) -> None:
    said = time("mayor", "2020-03-02", "2020-03-02", "2020-03-03")
    assert when(dated(one, "2020-03-05"), [said], [0]).day == (None, "2020-03-05")


def test_what_the_incidents_own_event_gives_comes_first(one: Parsed) -> None:
    day = time("Loreto", "2020-03-02", "2020-03-02", "2020-03-03")
    own = Time(id="own", span=span("mayor"), type="DATE", value="2020-02", begin="2020-02-01", end="2020-03-01")
    assert when(dated(one, "2020-03-05"), [day, own], [0]).time is day
    assert when(dated(one, "2020-03-05"), [day, own], [0], {"own"}).time is own
    elsewhere = Place(id="p2", name="mayor", span=span("mayor"), country="EC", precision="city")
    assert where(Tree(one), [PLACE, elsewhere], [0], {"p2"}).places == (elsewhere,)


def test_datelines_and_unknown_names_are_no_place_or_time_of_an_incident(one: Parsed) -> None:
    import msgspec

    zone = Zone(kind="dateline", span=span("Loreto"))
    tree = Tree(replace(one, document=msgspec.structs.replace(one.document, zones=(zone,), published="2020-03-05")))
    day = time("Loreto", "2020-03-02", "2020-03-02", "2020-03-03")
    assert when(tree, [day], [0]).time is None
    assert where(tree, [PLACE], [0]).places == ()
    quarter = Place(id="p2", name="farmers", span=span("farmers"), country="PE", precision="feature")
    assert where(tree, [PLACE, quarter], [0]).places == (PLACE, quarter)
    unknown = Place(id="p3", name="farmers", span=span("farmers"))
    assert where(Tree(one), [PLACE, unknown], [0]).places == (PLACE,)


def attack(**fields: object) -> Event:
    told: dict[str, object] = {
        "id": "e1", "anchor": span("killed"), "tellings": (span("killed"),), "type": "ASSAULT", "mode": "firearms",
        "place": "p1", "recipients": (Participant(span=span("six old farmers")),),
        "holdings": (Holding(by="author", certainty="certain", polarity="positive"),),
    }  # fmt: skip
    return Event(**(told | fields))  # type: ignore[arg-type]


def test_events_are_linked_to_the_incident_whose_targets_they_harm(one: Parsed, tree: Tree) -> None:
    found = phrases(one)
    farmers = Filler(HUMAN, (0,), 0.9, np.ones(len(TYPES), np.float32))
    other = attack(id="e2", anchor=span("said"), tellings=(span("said"),), recipients=())
    assert [e.id for e in Tellings(tree, found, [attack(), other]).of([farmers])] == ["e1"]
    assert Tellings(tree, found, []).of([farmers]) == []


def test_an_event_told_as_one_makes_an_incident_where_none_is_told(one: Parsed, tree: Tree) -> None:
    found = phrases(one)
    ((event, draft),) = Tellings(tree, found, [attack()]).drafted([], scores(len(found), human=[0.2] * len(found)))
    assert event.id == "e1"
    assert [[found[n].head for f in role for n in f.phrases] for role in draft.roles][HUMAN] == [3]
    farmers = Filler(HUMAN, (0,), 0.9, np.ones(len(TYPES), np.float32))
    assert Tellings(tree, found, [attack()]).drafted([farmers], scores(len(found))) == []


def test_those_whom_a_toll_counts_are_harmed_where_no_one_else_is_told(one: Parsed, tree: Tree) -> None:
    found = phrases(one)
    event = attack(recipients=(), toll={"killed": "q1"})
    six = Quantity(id="q1", span=span("six"), low=6, high=6)
    assert makes_one(event)
    assert Tellings(tree, found, [event]).drafted([], scores(len(found))) == []
    ((_, draft),) = Tellings(tree, found, [event], [six]).drafted([], scores(len(found)))
    assert [[found[n].head for f in role for n in f.phrases] for role in draft.roles][HUMAN] == [3]


@pytest.mark.parametrize(
    "fields",
    [
        {"mode": "crowd-control"},
        {"status": "future"},
        {"place": None},
        {"recipients": ()},
        {"holdings": (Holding(by="c1", certainty="certain", polarity="negative"),)},
    ],
)
def test_events_that_make_no_incident(fields: dict[str, object]) -> None:
    assert makes_one(attack())
    assert not makes_one(attack(**fields))


def test_signs_of_how_responsibility_is_regarded() -> None:
    text = "Police blamed the alleged Front for the attack . The Front claimed responsibility ."
    heads = [1, 1, 4, 4, 1, 7, 7, 1, 1, 10, 11, 11, 11, 11]
    relations = [
        "nsubj", "root", "det", "amod", "obj", "case", "det", "obl", "punct", "det", "nsubj", "root", "obj", "punct",
    ]  # fmt: skip
    tags = {"Front": "PROPN", "blamed": "VERB", "claimed": "VERB", "attack": "NOUN", "responsibility": "NOUN"}
    made = parsed(text, heads=heads, relations=relations, names=[(4, 5, "ORG"), (10, 11, "ORG")])
    lemmas = [{"blamed": "blame", "claimed": "claim"}.get(w, w) for w in made.words]
    made = replace(made, upos=[tags.get(w, "X") for w in made.words], lemma=lemmas, sentences=[(0, 9), (9, 14)])
    describer = Describer(made, phrases(made))
    named = [n for n, p in enumerate(describer.phrases) if p.name == "ORG"]
    first, second = (signs(describer, [n]) for n in named)
    assert {"R alleged", "R under a verb of blame", "R beside blame"} <= first
    assert "R claims responsibility nsubj" in second
    assert "R alleged" not in second


def test_a_phrase_means_its_heads_actor_and_not_that_of_a_name_within_it() -> None:
    def mention(number: str, part: tuple[int, int], head: tuple[int, int], chain: str, kind: MentionKind) -> Mention:
        return Mention(id=number, span=part, head=head, kind=kind, type="organization", chain=chain)

    mentions = [
        mention("m1", (0, 20), (12, 20), "c1", "nominal"),  # "Norvania-led rebels"
        mention("m2", (0, 8), (0, 8), "c2", "name"),
        mention("m3", (30, 40), (30, 40), "c1", "name"),
    ]
    actors = [
        Actor(id="a1", name="Norvania", kind="country", mentions=("m2",)),
        Actor(id="a2", name="Front", kind="group", mentions=("m3",)),
    ]
    linker = Linker(mentions, actors)
    assert linker.phrase((0, 20), (12, 20)) == "a2"
    assert linker.phrase((0, 8), (0, 8)) == "a1"
    assert Linker(mentions[:2], actors).phrase((9, 20), (12, 20)) is None
    assert linker.actor(None) is None


def scores(count: int, **roles: list[float]) -> Scores:
    table = np.full((count, len(ROLES)), 0.01, np.float32)
    for name, chances in roles.items():
        table[:, ROLES.index(name)] = chances
    types = np.full((count, len(TYPES)), 0.05, np.float32)
    types[:, 0] = 0.9
    sets = {key: np.full((count, len(values)), 0.1, np.float32) for key, values in SETS.items()}
    return Scores(table, types, sets, np.full(len(TYPES), 0.5, np.float32))


def described(tree: Tree, made: Scores) -> Looks:
    found = phrases(tree.parsed)
    return looks(tree, found, made, Tellings(tree, found, []), Known(), Limits(pairs=(0.0,) * len(NAMES)))


def test_fillers_and_drafts(tree: Tree, one: Parsed) -> None:
    found = phrases(one)
    made = scores(4, human=[0.9, 0.01, 0.01, 0.3], individual=[0.01, 0.8, 0.01, 0.01])
    told_of = fillers(tree, found, made, [0.1] * 5)
    assert [(f.role, f.phrases) for f in told_of] == [(0, (1,)), (3, (0,)), (3, (3,))]
    (draft,) = drafts(told_of, described(tree, made), Limits())
    assert TYPES[draft.type] == "attack"
    assert [len(role) for role in draft.roles] == [1, 0, 0, 2, 0]
    assert draft.anchor.phrases == (0,)


def test_no_draft_without_words_of_violence(one: Parsed) -> None:
    calm = Tree(replace(one, lemma=["see" if w == "kill" else w for w in LEMMAS if True]))
    calm.lemma[7] = "woman"
    found = phrases(one)
    made = scores(4, human=[0.9, 0.01, 0.01, 0.3])
    told_of = fillers(calm, found, made, [0.1] * 5)
    assert drafts(told_of, described(calm, made), Limits()) == []


def weights(size: int, bias: float) -> tuple[float, ...]:
    """A regression that says the same of everything."""
    return (bias, *[0.0] * (size - 1))


def test_fillers_that_hardly_belong_are_left_out_but_for_the_surest_target(tree: Tree, one: Parsed) -> None:
    found = phrases(one)
    made = scores(4, human=[0.9, 0.01, 0.01, 0.3], individual=[0.01, 0.8, 0.01, 0.01])
    told_of, about = fillers(tree, found, made, [0.1] * 5), described(tree, made)
    (draft,) = grouped(told_of, about, Limits())
    rows = belongings([draft], about)
    assert [[len(role) for role in rows[0]]] == [[1, 0, 0, 2, 0]]
    size = len(rows[0][HUMAN][0])
    none, all_of_them = (Limits(belongs=(weights(size, bias),) * 5) for bias in (-5.0, 5.0))
    assert own([draft], about, all_of_them) == [draft]
    (kept,) = own([draft], about, none)
    assert [len(role) for role in kept.roles] == [0, 0, 0, 1, 0]
    assert kept.anchor == draft.anchor


def test_what_stands_far_from_an_incidents_targets_is_told_so(tree: Tree, one: Parsed) -> None:
    made = scores(4, human=[0.9, 0.01, 0.01, 0.3])
    about = described(tree, made)
    types = np.full(len(TYPES), 0.5, np.float32)
    near, far = Filler(HUMAN, (0,), 0.9, types), Filler(HUMAN, (3,), 0.4, types)
    alone = about.belonging.features(near, 0, [near], [near], [])
    beside = about.belonging.features(near, 0, [near, far], [near, far], [(0, [far])])
    assert alone.shape == beside.shape
    assert not np.array_equal(alone, beside)


def test_drafts_that_are_hardly_worth_reporting_are_left_out(tree: Tree, one: Parsed) -> None:
    made = scores(4, human=[0.9, 0.01, 0.01, 0.3])
    told_of, about = fillers(tree, phrases(one), made, [0.1] * 5), described(tree, made)
    (draft,) = grouped(told_of, about, Limits())
    size = len(about.worth.features(draft, [draft]))
    assert likely([draft], about, Limits(drafts=weights(size, -5.0))) == []
    (kept,) = likely([draft], about, Limits(drafts=weights(size, 5.0)))
    assert kept.score == pytest.approx(0.993, abs=0.001)


def test_the_shipped_weights_are_as_many_as_the_features(tree: Tree, one: Parsed) -> None:
    limits = msgspec.convert(shipped().settings, Limits)
    made = scores(4, human=[0.9, 0.01, 0.01, 0.3])
    about = described(tree, made)
    (draft,) = grouped(fillers(tree, phrases(one), made, [0.1] * 5), about, Limits())
    assert len(about.worth.features(draft, [draft])) == len(limits.drafts)
    assert {len(row) for row in limits.belongs} == {len(belongings([draft], about)[0][HUMAN][0])}
    assert len(limits.belongs) == len(limits.belong) == len(ROLES)


def test_pairs_have_their_features(tree: Tree, one: Parsed) -> None:
    nothing = np.zeros(len(TYPES), np.float32)
    a, b = Filler(HUMAN, (0,), 1.0, nothing), Filler(HUMAN, (3,), 1.0, nothing)
    features = dict(zip(NAMES, Pairs(tree, phrases(one), [PLACE], []).features(a, b, 2), strict=True))
    assert (features["apart 0"], features["both human"], features["places shared"]) == (1, 1, 1)


def attribution(source: str, cue: str, content: str) -> Attribution:
    return Attribution(id="a1", source=(span(source),), cue=(span(cue),), content=(span(content),), kind="indirect")


def test_on_whose_word(tree: Tree) -> None:
    said = attribution("the mayor", "said", "The six old farmers were killed by gunmen in Loreto")
    words_of = Words(tree, [said])
    assert words_of.by([span("gunmen")]) == ("a1",)
    assert words_of.by([span("gunmen"), span("mayor")]) == ("author",)
    (holding,) = words_of.holdings([span("old farmers")], [])
    assert (holding.by, holding.polarity) == ("a1", "positive")


def test_a_denial_that_it_happened_and_one_of_having_done_it(one: Parsed) -> None:
    denied = Tree(replace(one, lemma=["deny" if w == "say" else w for w in LEMMAS]))
    said = attribution("the mayor", "said", "The six old farmers were killed by gunmen in Loreto")
    assert Words(denied, [said]).holdings([span("old farmers")], [])[0].polarity == "negative"
    assert Words(denied, [said]).holdings([span("old farmers")], [span("mayor")])[0].polarity == "positive"


def test_nobody_holds_what_was_denied_to_have_been_said(tree: Tree, one: Parsed) -> None:
    # The clause is made to stand under a denial whose cue is "Loreto", for want of a longer sentence.
    denied = Tree(replace(one, lemma=["deny" if w == "Loreto" else w for w in LEMMAS]))
    said = attribution("the mayor", "said", "The six old farmers were killed by gunmen in Loreto")
    outer = Attribution(id="a2", source=(), cue=(span("Loreto"),), content=((0, span("said")[1]),), kind="indirect")
    assert Words(tree, [said, outer]).holdings([span("old farmers")], [])[0].polarity == "positive"
    (holding,) = Words(denied, [said, outer]).holdings([span("old farmers")], [])
    assert (holding.by, holding.polarity) == ("a1", "unknown")


def test_logistic_numbers() -> None:
    assert chance(np.zeros(3, np.float32), [1, 2, 3]) == 0.5
    assert logit(0.5) == 0
    assert logit(2.0) == logit(0.999)


def test_linear_models_pass_over_what_they_do_not_know() -> None:
    model = Linear({"a": 0}, np.array([[5.0, 0.0]], np.float32), np.zeros(2, np.float32))
    assert model.chances(["b"]).tolist() == [0.5, 0.5]
    assert model.chances(["a", "b"])[0] > 0.99


def test_tables_survive_packing() -> None:
    table = np.array([[1.0, -0.5], [0.0, 0.25]], np.float32)
    raw = packed({"t": table, "b": np.ones(2, np.float32)}, {"t": ["x", "y"]}, {"told": 0.4})
    assert np.allclose(raw["t"] * raw["t scale"][:, None], table, atol=0.01)
    assert raw["t words"].tobytes().decode() == "x\ny"


def test_a_damaged_model_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ModelError, match="incident model"):
        Network.load(tmp_path / "none.npz")
    (tmp_path / "bad.npz").write_bytes(b"PK nonsense")
    with pytest.raises(ModelError, match="bad.npz"):
        Network.load(tmp_path / "bad.npz")


def test_word_lists() -> None:
    assert "attack" in words("violent")
    assert listed("kinds")[0].startswith("[")
    with pytest.raises(ConfigError, match="nothing-such"):
        listed("nothing-such")


def test_shown_instruments() -> None:
    assert shows("attack", "shoot") == "gun"
    assert shows("kidnapping", "shoot") is None


def test_phrases_that_mean_the_same_share_how_others_stand_and_not_their_own_place() -> None:
    made = parsed("guards saw men . guards slept .", heads=[1, 1, 1, 1, 5, 5, 5])
    relations = ["nsubj", "root", "obj", "punct", "nsubj", "root", "punct"]
    tags = ["NOUN", "VERB", "NOUN", "PUNCT", "NOUN", "VERB", "PUNCT"]
    lemmas = ["guard", "see", "man", ".", "guard", "sleep", "."]
    made = replace(made, relation=relations, upos=tags, lemma=lemmas, sentences=[(0, 4), (4, 7)])
    describer = Describer(made, phrases(made))
    first, men, second = range(3)
    assert "C verb sleep" in describer.features(first)
    assert "C verb see" not in describer.features(first)
    assert "C verb see" in describer.features(second)
    assert not any(f.startswith("C ") for f in describer.features(men))
    assert describer.same([second]) == {first, second}
