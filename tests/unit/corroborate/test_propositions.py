"""Propositions out of claims: what is one, what says nothing, and who is one voice."""

from __future__ import annotations

from typing import Any

import msgspec

from hearsay.corroborate.origins import Root
from hearsay.corroborate.propositions import Said, propositions
from hearsay.corroborate.structure import ClaimView, says
from hearsay.corroborate.told import AUTHOR

ROOT = Root(id="o1", kind="outlet", name="The Courier", actor=None)
_STEMS = {"plant": 4.0, "sack": 4.0, "inspector": 4.0}


def _said(number: int, source: str, root: Root = ROOT, **changed: Any) -> Said:
    view = ClaimView(
        claim=f"c{number}", document=f"d{number}", words="the plant sacked its inspector", cue="said", source=source,
        stems=_STEMS, type="named-official", certainty="certain", polarity="positive", date="2031-03-04",
    )  # fmt: skip
    view = msgspec.structs.replace(view, **changed)
    return Said(view=view, outlet="The Courier", root=root, text=view.document, folded=False)


def test_two_who_say_the_same_make_a_proposition_with_two_voices() -> None:
    (one,) = propositions([_said(1, "Ana Brom"), _said(2, "Hanne Ruiz")])
    assert (one.affirming, one.denying) == (2, 0)


def test_a_person_under_several_names_is_one_voice() -> None:
    names = ("Inspector Ana Brom", "Ms Brom", "Ana Brom, who led the team", "Brom")
    (one,) = propositions([_said(number, name) for number, name in enumerate(names)])
    assert one.affirming == 1
    assert one.grade.value == "weak"


def test_who_shares_a_last_name_is_not_thereby_one_person() -> None:
    (one,) = propositions([_said(1, "Ana Brom"), _said(2, "Ilse Brom")])
    assert one.affirming == 2


def test_one_person_is_not_in_dispute_with_themselves() -> None:
    """Two tellings of one remark, one of them read the other way about."""
    turned: dict[str, Any] = {"side": -1, "polarity": "negative", "negated": True}
    found = propositions([_said(1, "Inspector Ana Brom"), _said(2, "Ms Brom", **turned)])
    assert [one.grade.value for one in found] in ([], ["weak"], ["discounted"])


def test_a_body_is_no_person() -> None:
    found = [_said(1, "Brom Holdings", type="organization"), _said(2, "North Brom Holdings", type="organization")]
    (one,) = propositions(found)
    assert one.affirming == 2


def test_whom_a_claim_names_is_not_what_it_says() -> None:
    whole = _said(1, "Ana Brom", stems={"ruiz": 6.0, "tenaci": 5.0, "dr": 3.0}, names=("ruiz", "dr"))
    bare = _said(2, "Hanne Lund", stems={"ruiz": 6.0, "dr": 3.0}, names=("ruiz", "dr"))
    assert propositions([whole, bare]) == []
    assert says(bare.view) == 0.0


def test_a_denial_of_the_charges_is_no_proposition_but_of_what_is_charged_is() -> None:
    denied: dict[str, Any] = {"stance": "deny", "side": -1, "polarity": "negative"}
    assert propositions([_said(1, "Ana Brom", stems={"charg": 2.0, "reject": 0.6}, **denied)]) == []
    (one,) = propositions([_said(1, "Ana Brom", **denied)])
    assert (one.affirming, one.denying) == (0, 1)


def test_a_body_named_in_short_and_in_full_in_one_text_is_one_voice() -> None:
    full = _said(1, "the interior ministry of Velmar", type="organization", document="d1")
    short = _said(2, "Ministry", type="organization", document="d1")
    (one,) = propositions([full, short])
    assert one.affirming == 1
    (one,) = propositions([full, _said(2, "Ministry", type="organization", document="d2")])
    assert one.affirming == 2


def test_a_denial_of_what_another_said_is_the_deniers_own() -> None:
    """Its content is mostly the other's words: who affirmed it would only pass it on."""
    from hearsay.corroborate.structure import claim_views
    from hearsay.model import Attribution
    from tests.support.accounts import account, span

    text = "The miners' union denied that the company had warned workers of the danger on Monday."
    content = "that the company had warned workers of the danger on Monday"
    for stance, own in (("deny", True), ("affirm", False)):
        entry = account(text, says=("The miners' union", "denied", content), stance=stance)
        assert entry.reading is not None
        (outer,) = entry.reading.attributions
        inner = Attribution(
            id="a1", source=(span(text, "the company"),), cue=(span(text, "had warned"),), parent=outer.id,
            content=(span(text, "workers of the danger on Monday"),), kind="indirect",
        )  # fmt: skip
        (claim,) = entry.reading.claims
        theirs = msgspec.structs.replace(claim, id="c1", attribution="a1", stance="affirm", polarity="positive")
        reading = msgspec.structs.replace(entry.reading, attributions=(outer, inner), claims=(claim, theirs))
        assert (claim.id in [view.claim for view in claim_views(reading)]) is own


def test_the_holder_of_an_office_is_the_same_person_by_name_alone() -> None:
    found = [_said(1, "President Ana Brom", actor="x-president"), _said(2, "Brom"), _said(3, "Hanne Ruiz")]
    (one,) = propositions(found)
    assert one.affirming == 2


def test_who_agree_that_it_is_not_so_stand_for_what_they_say() -> None:
    """The heading has the "not" in it, so those who say so affirm the heading."""
    words = "that no aid had reached Orlo since January"
    negative: dict[str, Any] = {"words": words, "side": -1, "polarity": "negative", "negated": True}
    first = _said(1, "the relief office", type="organization", **negative)
    second = _said(2, "residents", type="public", **negative)
    (one,) = propositions([first, second])
    assert (one.text, one.affirming, one.denying) == (words, 2, 0)
    assert {position.polarity for position in one.positions} == {"positive"}
    third = _said(3, "the governor", words="that aid had reached Orlo since January")
    (one,) = propositions([first, second, third])
    assert (one.text, one.affirming, one.denying) == ("that aid had reached Orlo since January", 1, 2)


def test_what_a_report_and_its_copy_have_of_one_survivor_is_one_voice() -> None:
    seen: dict[str, Any] = {"type": "witness", "evidence": ("eyewitness",)}
    first = _said(1, "one survivor", **seen)
    again = _said(2, "one survivor, who asked not to be named", **seen)
    (one,) = propositions([first, again])
    assert (one.affirming, one.grade.value) == (1, "weak")
    (apart,) = propositions([first, _said(2, "one survivor", Root(id="o2", kind="outlet", name="The Gazette"), **seen)])
    assert apart.affirming == 2


def test_an_author_adds_nothing_to_whom_they_quote_for_it() -> None:
    (one,) = propositions([_said(1, "Ana Brom"), _said(2, AUTHOR, type="author", document="d1")])
    assert one.affirming == 1
    (two,) = propositions([_said(1, "Ana Brom"), _said(2, "Residents", type="public", document="d1")])
    assert two.affirming == 1


def test_unnamed_sources_of_one_report_may_stand_against_each_other() -> None:
    turned: dict[str, Any] = {"side": -1, "polarity": "negative", "stance": "deny"}
    found = [_said(1, "residents", type="public"), _said(2, "officials", type="anonymous-official", **turned)]
    (one,) = propositions([msgspec.structs.replace(said, text="d1") for said in found])
    assert (one.affirming, one.denying, one.grade.value) == (1, 1, "contested")


def test_the_police_of_two_reports_are_two_where_they_stand_against_each_other() -> None:
    turned: dict[str, Any] = {"side": -1, "polarity": "negative", "stance": "deny"}
    first = _said(1, "Police", type="organization")
    other = Root(id="o2", kind="outlet", name="The Gazette")
    (one,) = propositions([first, _said(2, "police", other, type="organization", **turned)])
    assert (one.affirming, one.denying, one.grade.value) == (1, 1, "contested")
    (same,) = propositions([first, _said(2, "police", other, type="organization")])
    assert same.affirming == 1
