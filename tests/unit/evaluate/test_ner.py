from __future__ import annotations

import json
from pathlib import Path

import pytest

from hearsay.errors import DataError
from hearsay.evaluate import conllu
from hearsay.evaluate.ner import Article, Entity, decode, load_uner, load_worldwide, score, treebank_layout
from hearsay.evaluate.scores import PRF

TEXT = "Ana Ruiz of Port Authority left Lima."
RUIZ, PORT, LIMA = Entity(0, 8, "PER"), Entity(12, 26, "ORG"), Entity(32, 36, "LOC")
ARTICLE = Article("a", TEXT, (RUIZ, PORT, LIMA))


def test_gold_against_itself() -> None:
    table = score(ARTICLE, [RUIZ, PORT, LIMA])
    assert {figure.f1 for figure in table.values()} == {1.0}


def test_a_wrong_type_is_wrong_typed_and_right_untyped() -> None:
    table = score(ARTICLE, [RUIZ, PORT._replace(type="LOC")])
    assert table["typed"] == PRF.of(1, 2, 3)
    assert table["untyped"] == PRF.of(2, 2, 3)
    assert table["LOC"] == PRF.of(0, 1, 1)
    assert table["ORG"] == PRF.of(0, 0, 1)


def test_a_boundary_off_is_wrong_both_ways() -> None:
    table = score(ARTICLE, [RUIZ._replace(end=3)])
    assert table["typed"].right == table["untyped"].right == 0


def test_repeats_and_other_types_do_not_count() -> None:
    found = [LIMA, LIMA, Entity(0, 8, "MISC")]
    assert score(ARTICLE, found)["typed"] == PRF.of(1, 1, 3)


def test_nothing_where_the_annotation_is_lost_counts() -> None:
    article = Article("a", TEXT, (RUIZ,), unsure=((12, 14),))
    assert score(article, [RUIZ, PORT, LIMA])["typed"] == PRF.of(1, 2, 1)


def test_nothing_on_either_side() -> None:
    assert score(Article("a", TEXT, ()), [])["typed"] == PRF()
    assert score(ARTICLE, [])["typed"] == PRF.of(0, 0, 3)


@pytest.mark.parametrize(
    ("tags", "entities"),
    [
        (["B-PER", "I-PER", "O"], [(0, 2, "PER")]),
        (["B-PER", "B-PER"], [(0, 1, "PER"), (1, 2, "PER")]),
        (["O", "I-ORG", "I-ORG"], [(1, 3, "ORG")]),
        (["B-PER", "I-ORG"], [(0, 1, "PER"), (1, 2, "ORG")]),
        (["B-LOC", "O", "I-LOC"], [(0, 1, "LOC"), (2, 3, "LOC")]),
        ([], []),
    ],
)
def test_decoding(tags: list[str], entities: list[tuple[int, int, str]]) -> None:
    assert decode(tags) == entities


UNER = """\
# newdoc id = d1
# sent_id = d1-1
# text = Ana Ruiz left.
1\tAna\tB-PER\t-\tx
2\tRuiz\tI-PER\t-\tx
3\tleft\tO\t-\t-
4\t.\tO\t-\t-

# sent_id = d1-2
# text = Lima did n't.
1\tLima\tB-LOC\t-\tx
2\tdid\tO\t-\t-
3\tn't\tO\t-\t-
4\t.\tO\t-\t-

# newdoc id = d2
# sent_id = d2-1
# text = #1
1\t#\tO\t-\t-
2\t1\tO\t-\t-
"""


def named(article: Article) -> list[tuple[str, str]]:
    return [(article.text[e.start : e.end], e.type) for e in article.entities]


def test_uner_documents_over_their_own_text(tmp_path: Path) -> None:
    path = tmp_path / "uner.iob2"
    path.write_text(UNER, encoding="utf-8")
    first, second = load_uner(path)
    assert (first.id, first.text) == ("d1", "Ana Ruiz left. Lima did n't.")
    assert named(first) == [("Ana Ruiz", "PER"), ("Lima", "LOC")]
    assert (second.id, second.text, second.entities) == ("d2", "#1", ())


def test_uner_takes_text_and_paragraphs_from_a_treebank(tmp_path: Path) -> None:
    path, bank = tmp_path / "uner.iob2", tmp_path / "bank.conllu"
    path.write_text(UNER, encoding="utf-8")
    rows = [("Lima", "_"), ("did", "SpaceAfter=No"), ("n't", "SpaceAfter=No"), (".", "_")]
    lines = [f"{i}\t{w}\t{w}\tX\tX\t_\t{i - 1}\tdep\t_\t{m}" for i, (w, m) in enumerate(rows, start=1)]
    other = "1\tDifferent\tx\tX\tX\t_\t0\troot\t_\t_"
    bank.write_text(
        f"# newdoc id = d1\n# newpar\n# sent_id = d1-1\n{other}\n\n# newpar\n# sent_id = d1-2\n" + "\n".join(lines),
        encoding="utf-8",
    )
    first, _ = load_uner(path, treebank_layout(conllu.load(bank)))
    # The first sentence's words differ there, so its own text stands.
    assert first.text == "Ana Ruiz left.\n\nLima didn't."
    assert named(first) == [("Ana Ruiz", "PER"), ("Lima", "LOC")]


@pytest.mark.parametrize(
    ("text", "message"),
    [("1\tAna\n", "2 columns"), ("# text = Ana\n1\tAnna\tO\t-\t-\n", "'Anna' is not in the text")],
)
def test_a_malformed_uner_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "uner.iob2"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        load_uner(path)


def worldwide(folder: Path, text: str, *tokens: tuple[str, str] | None) -> Article:
    path = folder / "worldwide.jsonl"
    path.write_text(json.dumps({"id": "w", "text": text, "tokens": tokens}) + "\n", encoding="utf-8")
    return load_worldwide(path)[0]


O, B, I = "O", "B-Organization", "I-Organization"  # noqa: E741


def test_worldwide_types_are_mapped_or_left_out(tmp_path: Path) -> None:
    article = worldwide(
        tmp_path,
        "Ana met Swiss guests at Kloten airport on Monday.",
        ("Ana", "B-Person"),
        ("met", O),
        ("Swiss", "B-NORP"),
        ("guests", O),
        ("at", O),
        ("Kloten", "B-Facility"),
        ("airport", "I-Facility"),
        ("on", O),
        ("Monday", "B-Date"),
        (".", O),
    )
    assert named(article) == [("Ana", "PER"), ("Kloten airport", "LOC")]
    assert article.unsure == ()


def test_words_lost_inside_an_entity_are_put_back(tmp_path: Path) -> None:
    article = worldwide(
        tmp_path,
        "The Bank of Lima and the Lima Port Union and Port Lima Union met.",
        ("The", O),
        ("Bank", B),
        ("of", I),
        None,
        ("and", O),
        ("the", O),
        None,
        ("Port", I),
        ("Union", I),
        ("and", O),
        ("Port", B),
        None,
        ("Union", I),
        ("met", O),
        (".", O),
    )
    assert named(article) == [("Bank of Lima", "ORG"), ("Lima Port Union", "ORG"), ("Port Lima Union", "ORG")]


def test_a_sentence_end_is_no_lost_word_and_ends_an_entity(tmp_path: Path) -> None:
    article = worldwide(
        tmp_path, "Signed: Port Union\n\nUnion men cheered", ("Signed", O), (":", O), ("Port", B),
        ("Union", I), None, ("Union", I), ("men", O), ("cheered", O),
    )  # fmt: skip
    assert named(article) == [("Port Union", "ORG"), ("Union", "ORG")]


def test_an_entity_lost_whole_is_unsure(tmp_path: Path) -> None:
    article = worldwide(tmp_path, "In Lima it rained", ("In", O), None, ("it", O), ("rained", O))
    assert (article.entities, article.unsure) == ((), ((3, 7),))


def test_a_word_mis_decoded_in_the_tokens_keeps_its_tag(tmp_path: Path) -> None:
    article = worldwide(
        tmp_path, "“Ana” met José Ruiz", ("â€œ", O), ("Ana", "B-Person"), ("â€", O), ("met", O),
        ("JosÃ©", "B-Person"), ("Ruiz", "I-Person"),
    )  # fmt: skip
    assert named(article) == [("Ana", "PER"), ("José Ruiz", "PER")]
    assert article.unsure == ()


def test_the_rest_of_a_word_whose_beginning_is_lost_goes_with_it(tmp_path: Path) -> None:
    article = worldwide(tmp_path, "Ana Núñez left", ("Ana", "B-Person"), None, ("ñez", O), ("left", O))
    assert named(article) == [("Ana Núñez", "PER")]


def test_an_unknown_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="'Planet'"):
        worldwide(tmp_path, "Mars", ("Mars", "B-Planet"))
