"""Whether two claims are of the same thing: what speaks against it, one thing at a time."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from hearsay.corroborate.predicates import parsed, shipped
from hearsay.corroborate.structure import Amount, ClaimView, Party, claim_views, relation
from hearsay.errors import ConfigError
from hearsay.model import Attribution, Claim, Document, Link, Mention, Reading

_STEMS = {"troop": 3.0, "seize": 4.0, "airport": 5.0, "balin": 6.0}


def _view(**changed: Any) -> ClaimView:
    made = ClaimView(
        claim="c1", document="d1", words="the army seized the airport at Balin", cue="said", source="the ministry",
        stems=_STEMS, parties=(Party("noun troop", 4, False, False), Party("noun airport", 20, False, False)),
        agent="noun troop",
    )  # fmt: skip
    return msgspec.structs.replace(made, **changed)


def test_the_same_words_are_the_same() -> None:
    assert relation(_view(), _view(claim="c2")) == "same"


def test_a_denial_is_opposed() -> None:
    assert relation(_view(), _view(side=-1, stance="deny")) == "opposed"
    assert relation(_view(side=-1, stance="deny"), _view(side=-1, negated=True)) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"amounts": (Amount(14, 14, ("gunmen",)),)}, {"amounts": (Amount(40, 40, ("gunmen",)),)}),
        ({"days": (("2031-03-01", "2031-03-02"),)}, {"days": (("2031-03-05", "2031-03-06"),)}),
        ({"places": (("balin", "XK"),)}, {"places": (("dovrin", "XK"),)}),
        ({"parties": (Party("name kestria", 0, True, False),)}, {"parties": (Party("name ardania", 0, True, False),)}),
        ({}, {"agent": "noun airport"}),
        ({}, {"future": True}),
        ({"stems": _STEMS | {"rebel": 4.0}}, {"stems": _STEMS | {"polic": 4.0}}),
        ({"stems": _STEMS | {"monday": 1.0}}, {"stems": _STEMS | {"friday": 1.0}}),
    ],
)
def test_one_thing_that_differs_makes_another_claim(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert relation(_view(**one), _view(**other)) is None
    assert relation(_view(**other), _view(**one)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"amounts": (Amount(29, None, ("peopl",)),)}, {"amounts": (Amount(31, 31, ("peopl",)),)}),
        ({"amounts": (Amount(3, 3, ("week",)),)}, {"amounts": (Amount(40, 40, ("rifl",)),)}),
        ({"days": (("2031-03-01", "2031-04-01"),)}, {"days": (("2031-03-05", "2031-03-06"),)}),
        ({"places": (("balin", "XK"),)}, {}),
        ({"stems": _STEMS | {"northern": 1.0}}, {}),
        (
            {"parties": (Party("name beij", 0, True, False, "aCHN"),), "agent": "name beij"},
            {"parties": (Party("name china", 0, True, False, "aCHN"),), "agent": "name china"},
        ),
    ],
)
def test_what_can_both_be_right_does_not(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert relation(_view(**one), _view(**other)) == "same"


def test_contrary_words_are_opposed() -> None:
    rose = {"inflat": 5.0, "rise": 2.0, "percent": 3.0, "june": 3.0}
    fell = {"inflat": 5.0, "fall": 2.0, "percent": 3.0, "june": 3.0}
    assert relation(_view(stems=rose), _view(stems=fell)) == "opposed"


def test_what_both_sides_do_has_no_first_and_second() -> None:
    stems = _STEMS | {"sign": 3.0, shipped().one("agre"): 3.0}
    one = _view(stems=stems)
    assert relation(one, _view(stems=stems, agent="noun airport")) == "same"


def test_too_little_in_common_is_nothing() -> None:
    assert relation(_view(stems={"war": 3.0}), _view(stems={"war": 3.0})) is None
    assert relation(_view(stems={}), _view(stems={})) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("same = 3 =", "not TOML"),
        ("samme = []", "unknown key 'samme'"),
        ("[[same]]\nwords = []", r"\[\[same\]\] 1: 'words'"),
        ("[[contrary]]\nwords = ['a']", "'against' is no list"),
        ("[[same]]\nwords = 'kill'", "no list of words"),
    ],
)
def test_a_file_of_predicates_that_is_wrong_is_refused_with_the_place(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        parsed(text, "mine.toml")


def _reading(*claims: dict[str, Any], within: bool = False) -> Reading:
    """One claim a sentence; of two with ``within`` the second stands within the first's content."""
    text = "The ministry said residents say the bridge at Orda has collapsed. "
    attributions, made = [], []
    for number, claim in enumerate(claims):
        inner = within and number > 0
        source, cue = ((18, 27), (28, 31)) if inner else ((0, 12), (13, 17))
        content = (32, 64) if inner else (18, 64)
        attributions.append(
            Attribution(id=f"a{number}", source=(source,), cue=(cue,), content=(content,), kind="indirect",
                        confidence=0.9, parent="a0" if inner else None)
        )  # fmt: skip
        link = Link(span=(0, 12), name="The ministry", type="organization")
        whole = {"act": "state", "stance": "affirm", "certainty": "certain", "polarity": "positive"} | claim
        made.append(Claim(id=f"c{number}", attribution=f"a{number}", chain=(link,), distance="neutral", **whole))
    document = Document(id="d0", text=text)
    return Reading(hearsay="0", model="x", document=document, attributions=tuple(attributions), claims=tuple(made))


@pytest.mark.parametrize(
    ("claim", "kept"),
    [
        ({}, True),
        ({"polarity": "unknown", "certainty": "unknown"}, False),  # a topic
        ({"stance": "deny", "polarity": "unknown"}, True),
        ({"stance": "doubt", "polarity": "unknown"}, True),
        ({"act": "decide"}, True),
        ({"act": "decide", "stance": "deny", "polarity": "negative"}, False),  # refuses, or votes it down
        ({"act": "withhold", "stance": "not-said", "polarity": "unknown"}, True),
        ({"act": "demand"}, False),
    ],
)
def test_only_who_takes_a_side_has_a_view(claim: dict[str, Any], kept: bool) -> None:
    assert bool(list(claim_views(_reading(claim)))) is kept


def test_what_is_passed_on_is_the_inner_source_s_unless_that_says_nothing() -> None:
    assert [view.claim for view in claim_views(_reading({}, {}, within=True))] == ["c1"]
    topic = {"polarity": "unknown", "certainty": "unknown"}
    assert [view.claim for view in claim_views(_reading({}, topic, within=True))] == ["c0"]
    assert [view.claim for view in claim_views(_reading({"stance": "deny"}, {}, within=True))] == ["c0", "c1"]


def test_who_owns_the_army_is_not_who_shells() -> None:
    """ "Velmar's army shelled the market" and "the army of Velmar shelled the market" have one agent."""
    agents = []
    for words, names in (
        ("Velmar's army shelled the market", (0, 6, 9, 13)),
        ("the army of Velmar shelled it", (12, 18, 4, 8)),
    ):
        text = f"The mayor said {words}."
        owner, army = ((names[0] + 15, names[1] + 15), (names[2] + 15, names[3] + 15))
        mentions = (
            Mention(id="m1", span=owner, head=owner, kind="name", type="organization", chain="o1"),
            Mention(id="m2", span=army, head=army, kind="nominal", type="organization", chain="o2"),
        )
        reading = msgspec.structs.replace(
            _reading({}), document=Document(id="d1", text=text), mentions=mentions,
            attributions=(
                Attribution(id="a0", source=((0, 9),), cue=((10, 14),), content=((15, len(text) - 1),),
                            kind="indirect"),
            ),
        )  # fmt: skip
        (view,) = claim_views(reading)
        agents.append(view.agent)
    assert agents[0] == agents[1]
    assert agents[0] is not None
    assert agents[0].startswith("noun")


_CHARGE: dict[str, Any] = {
    "stems": {"orlo": 5.0, "take": 0.9, "brib": 4.5, "builder": 4.0, "mayor": 3.0},
    "parties": (Party("name orlo", 6, True, False),),
    "agent": "name orlo",
}
_DENIAL: dict[str, Any] = {
    "stems": {"take": 0.9, "brib": 4.5}, "stance": "deny", "side": -1, "parties": (), "agent": None,
}  # fmt: skip


def test_who_is_charged_may_deny_it_in_few_words() -> None:
    charge, denial = _view(**_CHARGE), _view(source="Mayor Hanne Orlo", **_DENIAL)
    assert relation(charge, denial) == relation(denial, charge) == "opposed"
    assert relation(charge, _view(source="Ana Brom", **_DENIAL)) is None
    passed_on = _view(**_CHARGE, words="Orlo dismissed claims of having taken bribes from a builder")
    assert relation(passed_on, _view(source="Mayor Hanne Orlo", cue="dismissed", **_DENIAL)) is None
    other = _DENIAL | {"stems": {"take": 0.9, "brib": 4.5, "threaten": 4.0, "witness": 3.0}}
    assert relation(charge, _view(source="Mayor Hanne Orlo", **other)) is None


def test_short_contents_of_the_same_words_are_the_same() -> None:
    short: dict[str, Any] = {"stems": {"take": 0.9, "brib": 2.5}, "parties": (), "agent": None}
    assert relation(_view(**short), _view(**short)) == "same"
    assert relation(_view(**short), _view(**short | {"stems": {"take": 0.9, "lamp": 2.5}})) is None
