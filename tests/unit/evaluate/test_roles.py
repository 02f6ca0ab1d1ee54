"""The five-role measures, on cases worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.errors import DataError
from hearsay.evaluate.roles import Entity, Template, ceaf, load, normalised, score


def template(kind: str, **roles: list[Entity]) -> Template:
    return Template(kind, {role: tuple(entities) for role, entities in roles.items()})


GOLD = [
    template("attack", PerpInd=[("armed men", "men")], Victim=[("juan cruz",), ("a guard", "guards")]),
    template("bombing", Target=[("the bank", "bank building")], Weapon=[("bomb",)]),
]


def test_normalising_drops_case_punctuation_and_articles() -> None:
    assert normalised('The "Red  Band", a group.') == "red band group"


def test_gold_against_itself_is_perfect() -> None:
    assert score(GOLD, GOLD)["micro"].f1 == 1
    assert all(prf.f1 == 1 for prf in ceaf(GOLD, GOLD).values())


def test_entities_count_by_exact_match_under_the_best_mapping() -> None:
    guess = [
        template("bombing", Target=[("bank",)], Weapon=[("bomb",)]),
        template("attack", PerpInd=[("men",)], Victim=[("Juan Cruz",), ("others",)]),
    ]
    table = score(GOLD, guess)
    # Right: two types, men, Juan Cruz, bomb. "bank" is no mention of "the bank"'s entity but for the article.
    assert (table["micro"].right, table["micro"].predicted, table["micro"].gold) == (6, 7, 7)
    assert table["Target"].right == 1
    assert table["Victim"].right == 1


def test_a_type_that_no_gold_template_has_is_spurious_with_all_it_holds() -> None:
    table = score(GOLD, [template("arson", Victim=[("juan cruz",)])])
    assert (table["micro"].right, table["micro"].predicted) == (0, 2)


def test_either_of_two_gold_types_will_do() -> None:
    gold = [template("bombing / attack", Target=[("bus",)])]
    assert score(gold, [template("attack", Target=[("bus",)])])["micro"].f1 == 1
    assert ceaf(gold, [template("attack", Target=[("bus",)])])["ceaf-rme phi-3"].f1 == 1


def test_many_templates_fall_back_to_the_best_sum() -> None:
    many = [template("attack", Victim=[(f"victim {i}",)]) for i in range(9)]
    assert score(many, many[::-1])["micro"].f1 == 1


def test_phi3_counts_mentions_and_phi_subset_entities() -> None:
    table = ceaf(GOLD, [template("attack", PerpInd=[("men",)])])
    subset, phi3 = table["ceaf-rme phi-subset"], table["ceaf-rme phi-3"]
    assert (subset.right, subset.predicted, subset.found, subset.gold) == (1, 1, 1, 5)
    assert (phi3.right, phi3.predicted, phi3.gold) == (1, 1, 8)


def test_one_mention_of_two_gold_entities_meets_one_of_them() -> None:
    gold = [template("attack", Victim=[("a guard", "guard"), ("guard", "the watchman")])]
    subset = ceaf(gold, [template("attack", Victim=[("guard",)])])["ceaf-rme phi-subset"]
    assert (subset.right, subset.predicted, subset.found, subset.gold) == (1, 1, 1, 2)


def test_articles_without_gold_templates_count_but_in_the_row_of_those_told() -> None:
    table = ceaf([], GOLD)
    assert (table["ceaf-rme phi-3"].predicted, table["ceaf-rme phi-3 told"].predicted) == (8, 0)
    assert ceaf(GOLD, [])["ceaf-rme phi-3 told"].gold == 8


def test_of_two_gold_types_each_similarity_takes_the_one_it_finds_more_in() -> None:
    gold = [template("arson / attack", Target=[("bus", "coach"), ("shop",)])]
    guess = [template("arson", Target=[("bus", "coach", "lorry")]), template("attack", Target=[("bus",), ("shop",)])]
    table = ceaf(gold, guess)
    assert table["ceaf-rme phi-3"].right == 2
    assert table["ceaf-rme phi-subset"].right == 2


def test_nothing_on_either_side() -> None:
    assert score([], [])["micro"].gold == 0
    assert score([], GOLD)["micro"].predicted == 7
    assert ceaf(GOLD, [])["ceaf-rme phi-3"].gold == 8


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "roles.json"
    path.write_text(
        '{"docid": "DEV-MUC3-0001", "doctext": "a bomb.", "templates": ['
        '{"incident_type": "bombing", "PerpInd": [], "Weapon": [[["bomb", 2]]]},'
        '{"incident_type": "bombing", "PerpInd": [], "Weapon": [[["bomb", 2]]]}]}\n'
    )
    (article,) = load(path)
    assert article.templates == (template("bombing", PerpInd=[], PerpOrg=[], Target=[], Victim=[], Weapon=[("bomb",)]),)
    path.write_text("[1]\n")
    with pytest.raises(DataError):
        load(path)
