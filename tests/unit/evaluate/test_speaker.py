from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from hearsay.evaluate import conllu, speaker
from hearsay.evaluate.nested import GoldAttribution, GoldDocument
from hearsay.evaluate.scores import PRF
from hearsay.evaluate.speaker import Case, Name, cases, find, is_right, name_words
from hearsay.model import Spans

# word, tag, features, head, relation, entity
Row = tuple[str, str, str, int, str, str]
PRS3, PRS1 = "Person=3|PronType=Prs", "Person=1|PronType=Prs"

ROWS: list[list[Row]] = [
    [
        ("Minister", "PROPN", "_", 2, "compound", "(1-person"),
        ("Ana", "PROPN", "_", 4, "nsubj", ""),
        ("Ruiz", "PROPN", "_", 2, "flat", "1)"),
        ("met", "VERB", "_", 0, "root", ""),
        ("Omar", "PROPN", "_", 4, "obj", "(2-person"),
        ("Ruiz", "PROPN", "_", 5, "flat", "2)"),
    ],
    [
        ("She", "PRON", PRS3, 2, "nsubj", "(1-person)"),
        ("said", "VERB", "_", 0, "root", ""),
        ("rain", "NOUN", "_", 4, "nsubj", ""),
        ("fell", "VERB", "_", 2, "ccomp", ""),
    ],
    [
        ("The", "DET", "_", 2, "det", "(3-person"),
        ("farmer", "NOUN", "_", 3, "nsubj", "3)"),
        ("said", "VERB", "_", 0, "root", ""),
        ("rain", "NOUN", "_", 5, "nsubj", ""),
        ("stopped", "VERB", "_", 3, "ccomp", ""),
    ],
    [
        ("Ruiz", "PROPN", "_", 2, "nsubj", "(1-person)"),
        ("said", "VERB", "_", 0, "root", ""),
        ("the", "DET", "_", 4, "det", "(2-person"),
        ("brother", "NOUN", "_", 5, "nsubj", "2)"),
        ("said", "VERB", "_", 2, "ccomp", ""),
        ("yes", "INTJ", "_", 5, "obj", ""),
    ],
    [
        ("I", "PRON", PRS1, 2, "nsubj", "(2-person)"),
        ("agree", "VERB", "_", 0, "root", ""),
    ],
]


@pytest.fixture
def treebank(tmp_path: Path) -> conllu.TreebankDocument:
    blocks = []
    for rows in ROWS:
        blocks.append(
            "\n".join(
                f"{i}\t{form}\t{form}\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\t"
                + (f"Entity={entity}" if entity else "_")
                for i, (form, upos, feats, head, deprel, entity) in enumerate(rows, start=1)
            )
        )
    path = tmp_path / "d.conllu"
    head = "# newdoc id = d\n# global.Entity = GRP-etype\n"
    path.write_text(head + "\n\n".join(blocks) + "\n", encoding="utf-8")
    return conllu.load(path)[0]


def spans(prose: conllu.Prose, *words: int) -> Spans:
    return tuple(prose.words[i] for i in words)


@pytest.fixture
def document(treebank: conllu.TreebankDocument) -> GoldDocument:
    prose = conllu.document_prose(treebank)

    def gold(name: str, source: tuple[int, ...], cue: int, *content: int) -> GoldAttribution:
        return GoldAttribution(name, spans(prose, *source), spans(prose, cue), spans(prose, *content), None, False)

    attributions = (
        gold("she", (6,), 7, 8, 9),
        gold("farmer", (10, 11), 12, 13, 14),
        gold("ruiz", (15,), 16, 17, 18, 19, 20),
        gold("brother", (17, 18), 19, 20),
        gold("i", (21,), 22),
        gold("two heads", (1, 6), 7, 8),
        gold("none", (), 7, 8),
    )
    return GoldDocument("d", "news", prose.text, attributions)


def test_the_set_holds_pronouns_and_common_nouns_with_a_name(
    document: GoldDocument, treebank: conllu.TreebankDocument
) -> None:
    # Not the farmer, whose chain has no name; not Ruiz, who is named; not a source of two heads or none.
    found = cases(document, treebank)
    assert [(c.attribution, c.form) for c in found] == [
        ("she", "third-person"),
        ("brother", "common-noun"),
        ("i", "first-person"),
    ]
    she = found[0]
    assert she.names[0] == Name(frozenset({"minister", "ana", "ruiz"}), frozenset({"minister", "ana", "ruiz"}))
    assert she.names[1].words == {"ruiz"}
    assert she.rivals == {frozenset({"omar", "ruiz"})}


def case(*names: str, rivals: tuple[str, ...] = (), proper: str | None = None) -> Case:
    known = tuple(Name(name_words(n), name_words(proper or n)) for n in names)
    return Case("a", "third-person", ((0, 3),), ((4, 8),), ((9, 13),), known, frozenset(map(name_words, rivals)))


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Ana Ruiz", True),
        ("ANA RUIZ", True),
        ("Ruiz", True),
        ("Ana Ruiz's", True),
        ("the minister Ana Ruiz of Lima", True),
        ("Ana Torres", False),
        ("the minister", False),
        ("", False),
        ("the", False),
    ],
)
def test_a_name_is_right_when_one_holds_the_other(name: str, right: bool) -> None:
    assert is_right(case("Ana Ruiz"), name) is right


def test_a_surname_shared_with_another_is_right_unless_the_name_is_the_others() -> None:
    she = case("Ruiz", rivals=("Omar Ruiz",))
    assert is_right(she, "Ruiz")
    assert not is_right(she, "Omar Ruiz")
    assert is_right(she, "Ana Ruiz")


def test_a_word_of_the_mention_that_is_no_name_does_not_make_it_right() -> None:
    bank = case("Bank of Northern Lima", proper="Bank")
    assert not is_right(bank, "Northern")
    assert is_right(bank, "Northern Bank")


class Found(msgspec.Struct, frozen=True):
    source: Spans
    cue: Spans
    content: Spans
    source_name: str | None


def test_score_counts_the_missed_the_nameless_and_the_wrong() -> None:
    one = case("Ana Ruiz")
    right = Found(((0, 3),), ((4, 8),), (), "Ruiz")
    nameless = Found(((0, 3),), ((4, 8),), (), None)
    wrong = Found(((0, 3),), (), ((9, 10),), "Omar")
    elsewhere = Found(((50, 53),), ((4, 8),), (), "Ruiz")
    assert speaker.score([one], [right])["speaker"] == PRF.of(1, 1, 1)
    assert speaker.score([one], [nameless])["speaker"] == PRF.of(0, 0, 1)
    assert speaker.score([one], [wrong])["speaker"] == PRF.of(0, 1, 1)
    assert speaker.score([one], [elsewhere])["speaker"] == PRF.of(0, 0, 1)
    assert speaker.score([one], [])["speaker"] == PRF.of(0, 0, 1)
    assert speaker.score([], [right]) == {}


def test_the_attribution_that_shares_most_answers() -> None:
    poor = Found(((0, 3),), (), ((9, 10),), "Omar")
    good = Found(((0, 3),), ((4, 8),), ((9, 13),), "Ruiz")
    assert find(case("Ruiz"), [poor, good]) is good


def test_the_first_and_second_person_are_counted_apart() -> None:
    first = msgspec.structs.replace(case("Ana"), form="first-person")
    table = speaker.score([case("Ana"), first], [Found(((0, 3),), ((4, 8),), (), "Ana")])
    assert table["speaker"] == PRF.of(2, 2, 2)
    assert table["speaker reported"] == table["speaker third-person"] == PRF.of(1, 1, 1)
