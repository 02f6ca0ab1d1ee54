"""Coreference measures on chains small enough to score by hand.

The two worked examples are those of Pradhan et al. (ACL 2014): its figure of seven key and nine response
mentions, and cases after its scorer's own tests, key {a} {b c} {d e f}. Each figure is derived beside it.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from hearsay.errors import DataError
from hearsay.evaluate import conllu, coref
from hearsay.evaluate.coref import (
    Chains,
    ceaf_e,
    chains_of,
    conll_f1,
    drop_singletons,
    gum_mentions,
    mentions,
)
from hearsay.evaluate.scores import PRF, add_tables

KEY: Chains = ["a", "bc", "def"]


def figures(score: PRF) -> tuple[float, float]:
    return score.recall, score.precision


def check(gold: Chains, predicted: Chains, name: str, recall: object, precision: object) -> None:
    got = coref.score(gold, predicted)[name]
    assert figures(got) == pytest.approx((float(recall), float(precision)))  # type: ignore[arg-type]


def test_equal_chains_are_perfect() -> None:
    table = coref.score(KEY, KEY)
    assert conll_f1(table) == 1.0


PAPER_KEY, PAPER_RESPONSE = ["abc", "defg"], ["ab", "cd", "fghi"]


@pytest.mark.parametrize(
    ("name", "recall", "precision"),
    [
        # abc: cut into ab|c keeps 1 of 2; defg: d|e|fg keeps 1 of 3. ab keeps 1 of 1, cd 0 of 1, fghi 1 of 3.
        ("muc", Fraction(2, 5), Fraction(2, 5)),
        # abc: (4+1)/3, defg: (1+4)/4, of 7 mentions. ab: 4/2, cd: (1+1)/2, fghi: 4/4, of 8.
        ("b-cubed", Fraction(35, 84), Fraction(4, 8)),
        # abc~ab 4/5 and defg~fghi 4/8: 1.3 of 2 and of 3 chains.
        ("ceaf-e", Fraction(13, 20), Fraction(13, 30)),
    ],
)
def test_the_papers_example(name: str, recall: Fraction, precision: Fraction) -> None:
    check(PAPER_KEY, PAPER_RESPONSE, name, recall, precision)


@pytest.mark.parametrize(
    ("name", "recall", "precision"),
    [
        ("muc", Fraction(1, 3), 1),
        ("b-cubed", Fraction(7, 18), 1),  # 1 + 4/3 of 6; 1 + 2 of 3
        ("ceaf-e", Fraction(6, 10), Fraction(9, 10)),  # 1 + 4/5 of 3 and of 2
    ],
)
def test_missing_mentions_cost_recall(name: str, recall: Fraction, precision: Fraction) -> None:
    check(KEY, ["a", "de"], name, recall, precision)


@pytest.mark.parametrize(
    ("name", "recall", "precision"),
    [
        ("muc", 1, Fraction(3, 5)),
        ("b-cubed", 1, (1 + Fraction(4, 3) + Fraction(9, 4)) / 9),
        ("ceaf-e", (1 + Fraction(4, 5) + Fraction(6, 7)) / 3, (1 + Fraction(4, 5) + Fraction(6, 7)) / 4),
    ],
)
def test_invented_mentions_cost_precision(name: str, recall: Fraction, precision: Fraction) -> None:
    check(KEY, ["a", "bcx", "defy", "z"], name, recall, precision)


@pytest.mark.parametrize(
    ("name", "recall", "precision"),
    [
        ("muc", Fraction(3, 3), Fraction(3, 5)),
        ("b-cubed", 1, (1 + 4 + 9) / 36),  # one chain of six: (1 + 4 + 9) / 6 of 6
        ("ceaf-e", Fraction(6, 9) / 3, Fraction(6, 9)),  # def: 2*3/(3+6)
    ],
)
def test_one_chain_of_everything(name: str, recall: Fraction, precision: Fraction) -> None:
    check(KEY, ["abcdef"], name, recall, precision)


@pytest.mark.parametrize(
    ("name", "recall", "precision"),
    [
        ("muc", 0, 0),
        ("b-cubed", 3 / 6, 1),  # 1 + 2*1/2 + 3*1/3 of 6
        ("ceaf-e", (1 + 2 / 3 + 2 / 4) / 3, (1 + 2 / 3 + 2 / 4) / 6),
    ],
)
def test_every_mention_alone(name: str, recall: float, precision: float) -> None:
    check(KEY, "abcdef", name, recall, precision)


def test_alignment_is_the_best_there_is_and_not_greedy() -> None:
    gold, predicted = ["abcde", "fg"], ["abcfg", "de"]
    # Greedy takes abcde~abcfg, 6/10, and leaves fg~de nothing. Crossed: abcde~de 4/7 and fg~abcfg 4/7.
    assert ceaf_e(gold, predicted).right == pytest.approx(8 / 7)


def test_turning_key_and_response_round_turns_recall_and_precision_round() -> None:
    there, back = coref.score(PAPER_KEY, PAPER_RESPONSE), coref.score(PAPER_RESPONSE, PAPER_KEY)
    for name in coref.METRICS:
        assert figures(there[name]) == pytest.approx(figures(back[name])[::-1])


def test_the_conll_score_is_the_mean_of_three() -> None:
    table = coref.score(PAPER_KEY, PAPER_RESPONSE)
    b_cubed = 2 * (35 / 84) * 0.5 / (35 / 84 + 0.5)
    assert conll_f1(table) == pytest.approx((0.4 + b_cubed + 0.52) / 3)


def test_documents_are_summed_before_division() -> None:
    total = add_tables([coref.score(["ab"], ["ab"]), coref.score(["cdef"], [])])
    assert figures(total["muc"]) == (0.25, 1.0)


def test_nothing_on_either_side() -> None:
    assert conll_f1(coref.score([], [])) == 0.0
    assert conll_f1(coref.score(KEY, [])) == 0.0
    assert conll_f1(coref.score([], KEY)) == 0.0


def test_a_mention_in_two_chains_counts_in_the_first() -> None:
    assert coref.score(["ab"], ["ab", "ac", "b"]) == coref.score(["ab"], ["ab", "c"])


def test_a_mention_listed_twice_counts_once() -> None:
    assert coref.score(["ab"], [["a", "a", "b"]]) == coref.score(["ab"], ["ab"])
    assert drop_singletons([["a", "a"], "bc"]) == ["bc"]


def test_mentions_count_whatever_their_chain() -> None:
    assert mentions(["ab", "c"], ["a", "bx"]) == PRF.of(2, 3, 3)


ENTITY = "GRP-etype-infstat-salience-centering-minspan-link-identity"


def document(folder: Path, *rows: tuple[str, str, int, str, str], entity: str = ENTITY) -> conllu.TreebankDocument:
    """A one-sentence document: form, tag, head, relation and ``Entity`` of each word."""
    lines = [
        f"{i}\t{form}\t{form}\t{upos}\t_\t{'PronType=Prs' if upos == 'PRON' else '_'}\t{head}\t{deprel}\t_\t"
        + (f"Entity={misc}" if misc else "_")
        for i, (form, upos, head, deprel, misc) in enumerate(rows, start=1)
    ]
    path = folder / "gum.conllu"
    path.write_text(f"# newdoc id = d\n# global.Entity = {entity}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return conllu.load(path)[0]


RIVER = (
    ("Ana", "PROPN", 6, "nsubj", "(1-person-new-nnnnn-cf1-1,2-coref-Ana_Ruiz"),
    ("Ruiz", "PROPN", 1, "flat", "1)"),
    ("of", "ADP", 4, "case", ""),
    ("Lima", "PROPN", 1, "nmod", "(2-place-new-nnnnn-cf2-1-sgl-Lima)"),
    ("herself", "PRON", 6, "obl", "(1-person-giv:act-nnnnn-cf1-1-ana)"),
    ("left", "VERB", 0, "root", ""),
    ("her", "PRON", 8, "nmod:poss", "(3-object-new-nnnnn-cf3-2-sgl(1-person-giv:act-nnnnn-cf1-1-ana)"),
    ("boat", "NOUN", 6, "obj", "3)"),
)


def test_mentions_with_nested_brackets(tmp_path: Path) -> None:
    found = gum_mentions(document(tmp_path, *RIVER))
    assert [(m.chain, m.words, m.head, m.type, m.kind, m.identity) for m in found] == [
        ("1", (0, 1), 0, "person", "name", "Ana_Ruiz"),
        ("2", (3,), 3, "place", "name", "Lima"),
        ("1", (4,), 4, "person", "pronoun", None),
        ("3", (6, 7), 7, "object", "nominal", None),
        ("1", (6,), 6, "person", "pronoun", None),
    ]


def test_a_mention_inside_another_of_its_chain(tmp_path: Path) -> None:
    rows = (
        ("Ruiz", "PROPN", 0, "root", "(1-person(1-person)"),
        (",", "PUNCT", 1, "punct", ""),
        ("minister", "NOUN", 1, "appos", "1)"),
    )
    found = gum_mentions(document(tmp_path, *rows, entity="GRP-etype"))
    assert [m.words for m in found] == [(0, 1, 2), (0,)]


def test_the_parts_of_a_discontinuous_mention_are_one(tmp_path: Path) -> None:
    rows = (
        ("men", "NOUN", 0, "root", "(4[1/2]-person-new)"),
        ("came", "VERB", 1, "dep", ""),
        ("armed", "ADJ", 1, "acl", "(4[2/2]-person-new)"),
        ("men", "NOUN", 1, "dep", "(4[1/2]-person-new)"),
        ("fled", "VERB", 4, "dep", ""),
        ("unarmed", "ADJ", 4, "acl", "(4[2/2]-person-new)"),
    )
    found = gum_mentions(document(tmp_path, *rows, entity="GRP-etype-infstat"))
    assert [(m.chain, m.words, m.head) for m in found] == [("4", (0, 2), 0), ("4", (3, 5), 3)]


def test_the_order_of_attributes_is_the_files_own(tmp_path: Path) -> None:
    rows = (("Ana", "PROPN", 0, "root", "(1-Ana_Ruiz-person)"),)
    (mention,) = gum_mentions(document(tmp_path, *rows, entity="GRP-identity-etype"))
    assert (mention.type, mention.identity) == ("person", "Ana_Ruiz")


@pytest.mark.parametrize("misc", ["1)", "(1-person"])
def test_brackets_that_do_not_match_are_refused(tmp_path: Path, misc: str) -> None:
    with pytest.raises(DataError, match=r"open|closed"):
        gum_mentions(document(tmp_path, ("Ana", "PROPN", 0, "root", misc)))


def test_chains_by_span_and_by_head(tmp_path: Path) -> None:
    river = document(tmp_path, *RIVER)
    prose = conllu.document_prose(river)
    found = gum_mentions(river)

    def texts(chains: list[list[tuple[int, int]]]) -> list[list[str]]:
        return sorted(sorted(prose.text[a:b] for a, b in chain) for chain in chains)

    assert texts(chains_of(found, prose)) == [["Ana Ruiz", "her", "herself"], ["Lima"], ["her boat"]]
    assert texts(chains_of(found, prose, by_head=True)) == [["Ana", "her", "herself"], ["Lima"], ["boat"]]


def test_by_head_the_widest_mention_stands_for_all_with_that_head(tmp_path: Path) -> None:
    rows = (
        ("Minister", "NOUN", 2, "compound", "(1-person"),
        ("Ruiz", "PROPN", 0, "root", "(2-person)1)"),
    )
    ruiz = document(tmp_path, *rows, entity="GRP-etype")
    prose = conllu.document_prose(ruiz)
    assert len(chains_of(gum_mentions(ruiz), prose)) == 2
    assert chains_of(gum_mentions(ruiz), prose, by_head=True) == [[(9, 13)]]


def test_a_part_whose_first_part_is_missing_is_a_mention_by_itself(tmp_path: Path) -> None:
    rows = (("armed", "ADJ", 0, "root", "(4[2/2]-person)"),)
    (mention,) = gum_mentions(document(tmp_path, *rows, entity="GRP-etype"))
    assert (mention.chain, mention.words) == ("4", (0,))
