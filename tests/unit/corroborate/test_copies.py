"""Copies by containment, and parting what hangs together into texts."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hearsay.corroborate.copies import components, containment, folds, group, is_copy, sample, stars
from hearsay.corroborate.views import View, terms, text_shingles
from hearsay.corroborate.words import Hashes, shingles
from tests.support.accounts import FERRY, OWN, edited


def _view(name: str, text: str, published: str | None = None, outlet: str | None = None) -> View:
    hashes, size = text_shingles(text).astype("<u8").tobytes(), len(text.split())
    return View(
        record=f"r{name}", document=f"d{name}", shingles=hashes, size=size, published=published, outlet=outlet,
        terms=terms("", text),
    )  # fmt: skip


def test_a_copy_cut_changed_and_added_to_is_one() -> None:
    for seed in range(10):
        assert is_copy(text_shingles(FERRY), text_shingles(edited(FERRY, seed)))


def test_anothers_own_report_of_the_same_is_none() -> None:
    for text in OWN:
        assert not is_copy(text_shingles(FERRY), text_shingles(text))


def test_one_statement_printed_by_two_makes_no_copy() -> None:
    quoted = (
        "“The hull was inspected in spring by two engineers of the lake authori"
        "ty, who found the seams sound and the pumps in order.”"
    )
    one = f"{OWN[0]} {quoted} said the operator."
    other = f"The operator spoke to reporters at noon about the boat and its pumps. {quoted} {OWN[1]}"
    assert not is_copy(text_shingles(one), text_shingles(other))


def test_endings_do_not_hide_a_copy() -> None:
    one = "Divers searched near the harbour for barges that drifted past an eastern pier and hit derelict cranes."
    other = "Diver searching near the harbours for barge that drifting past an eastern piers and hits derelict crane."
    assert containment(shingles([one]), shingles([other])) == 1.0


def test_quotations_are_left_out_however_they_are_marked() -> None:
    said = "Two engineers of the lake authority found the seams sound and the pumps in good order in spring"
    own = (
        "The operator of the ferry spoke to reporters at noon about its pumps while divers were still at work. "
        "Rescuers from the district worked through the morning with borrowed rowing boats and two hoists."
    )
    bare = text_shingles(f" said the operator. {own}")
    for opening, closing in (("“", "”"), ('"', '"'), ('"', "''"), ("``", "''")):
        assert np.array_equal(text_shingles(f"{opening}{said}{closing} said the operator. {own}"), bare)


def test_a_mark_left_open_does_not_turn_quotations_inside_out() -> None:
    said = "two engineers of the lake authority found the seams sound and the pumps in order"
    own = "The operator of the ferry spoke to reporters at noon about its pumps while divers were still at work there."
    tail = "Rescuers from the district worked through the morning with borrowed rowing boats and two hoists."
    text = f'He called it "a bad day. {own}\n"It sank," she said. {tail} "{said}," he added.'
    found = set(text_shingles(text).tolist())
    assert set(shingles([tail]).tolist()) <= found
    assert not set(shingles([said]).tolist()) & found


def test_reports_of_one_outlet_must_share_more() -> None:
    """An outlet's standing notes are under all its reports."""
    partly = " ".join((*FERRY.split()[:40], OWN[1], OWN[2]))
    assert 0.25 < containment(text_shingles(FERRY), text_shingles(partly)) < 0.45
    assert folds(_view("1", FERRY, outlet="Tamsin Courier"), _view("2", partly, outlet="Ostrel Gazette"))
    assert not folds(_view("1", FERRY, outlet="Tamsin Courier"), _view("2", partly, outlet="The Tamsin Courier"))


def test_one_background_paragraph_under_reports_of_two_things_makes_no_copy() -> None:
    background = (
        "More than 40,000 people have left their villages along the river since the dam above Selm was opened, as "
        "told by a count that the relief office put before the provincial council."
    )
    one = (
        "The bakery in Orda was fined over noise on Tuesday after neighbours of its ovens had complained twice. The "
        "owner, a master baker in the fourth generation, told the magistrate that dough keeps no hours, and paid. "
        f"The ovens were moved to the yard in the evening. {background}"
    )
    other = (
        "Balin United will miss its striker in the cup final; he broke an ankle in training and was taken off on a "
        "door. The coach named a substitute of nineteen, who played twice this season and scored once. "
        f"Tickets for the stand beside the brewery are sold out. {background}"
    )
    assert is_copy(text_shingles(one), text_shingles(other))
    assert not folds(_view("1", one, outlet="Orda Courier"), _view("2", other, outlet="Balin Gazette"))


def test_containment_does_not_fall_with_a_cut() -> None:
    words = " ".join(f"w{n}" for n in range(300))
    half = " ".join(words.split()[:100])
    assert containment(shingles([words]), shingles([half])) == 1.0
    assert containment(shingles([words]), shingles([""])) == 0.0


def test_a_digest_of_two_reports_does_not_make_them_one_text() -> None:
    sentences = [f"On day {n} the council of ward {n * 7} heard item {n * 13} from clerk {n * 3}." for n in range(40)]
    first, second = " ".join(sentences[:20]), " ".join(sentences[20:])
    digest = " ".join((*sentences[:20], *sentences[20:33]))
    views = [_view("1", first, "2031-01-01"), _view("2", second, "2031-01-01"), _view("3", digest, "2031-01-02")]
    found = [sorted(view.record for view in star) for star in stars(views)]
    assert sorted(record for star in found for record in star) == ["r1", "r2", "r3"]
    assert ["r1", "r2"] not in found


def test_the_fullest_is_the_first_published_of_equals() -> None:
    views = [_view("late", FERRY, "2031-02-02"), _view("early", FERRY, "2031-02-01"), _view("part", edited(FERRY, 3))]
    made = group(views, "o1")
    roles = {one.document: one.role for one in made.documents}
    assert roles["dearly"] == "fullest"
    assert roles["dlate"] == "copy"


def test_a_sample_meets_in_proportion() -> None:
    hashes = shingles([FERRY])
    assert set(sample(hashes)) <= set(hashes.tolist())
    assert 0 < len(sample(hashes)) < hashes.size


@given(st.permutations(list("abcdefgh")), st.integers(0, 2**16))
def test_components_do_not_depend_on_where_one_starts(order: list[str], seed: int) -> None:
    chance = random.Random(seed)
    pairs = [tuple(chance.sample("abcdefgh", 2)) for _ in range(5)]

    def near(asked: Sequence[str]) -> dict[str, list[str]]:
        return {one: [b for a, b in pairs if a == one] + [a for a, b in pairs if b == one] for one in asked}

    assert sorted(components(order, near)) == sorted(components("abcdefgh", near))


@given(
    st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=50),
    st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=50),
)
def test_containment_is_mutual_and_a_share(one: list[int], other: list[int]) -> None:
    first, second = (np.array(sorted(values), dtype=np.uint64) for values in (one, other))
    first_hashes: Hashes = first
    assert containment(first_hashes, second) == containment(second, first_hashes)
    assert 0.0 <= containment(first_hashes, second) <= 1.0
