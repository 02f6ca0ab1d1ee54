from __future__ import annotations

import msgspec
import pytest

from hearsay.errors import DataError
from hearsay.evaluate.conllu import Word
from hearsay.evaluate.scores import PRF
from hearsay.evaluate.syntax import score, sentence_boundaries
from hearsay.reporting import reporting_verbs


class Guess(msgspec.Struct, frozen=True):
    upos: str
    lemma: str
    head: int
    deprel: str


def word(form: str, lemma: str, upos: str, head: int, deprel: str) -> Word:
    return Word(form, lemma, upos, "_", "_", head, deprel, "_", form, True)


# "She says that rivers rise ."
GOLD = [
    word("She", "she", "PRON", 2, "nsubj"),
    word("says", "say", "VERB", 0, "root"),
    word("that", "that", "SCONJ", 5, "mark"),
    word("rivers", "river", "NOUN", 5, "nsubj"),
    word("rise", "rise", "VERB", 2, "ccomp"),
    word(".", ".", "PUNCT", 2, "punct"),
]


def guesses(**changes: Guess) -> list[Guess]:
    """GOLD's own analyses, some replaced: ``w5=...`` is the fifth word."""
    right = [Guess(w.upos, w.lemma, w.head, w.deprel) for w in GOLD]
    return [changes.get(f"w{i}", guess) for i, guess in enumerate(right, start=1)]


def test_gold_against_itself() -> None:
    table = score([GOLD], [guesses()])
    assert {figure.f1 for name, figure in table.items() if figure.gold} == {1.0}
    assert table["las"] == PRF.of(6, 6, 6)


def test_each_accuracy_counts_its_own_errors_over_all_words() -> None:
    table = score(
        [GOLD],
        [
            guesses(
                w1=Guess("PROPN", "She", 2, "nsubj"),  # tag and lemma
                w4=Guess("NOUN", "river", 5, "obj"),  # label only
                w6=Guess("PUNCT", ".", 5, "punct"),  # head of punctuation
            )
        ],
    )
    assert table["upos"] == PRF.of(5, 6, 6)
    assert table["lemma"] == PRF.of(5, 6, 6)
    assert table["uas"] == PRF.of(5, 6, 6)
    assert table["las"] == PRF.of(4, 6, 6)


def test_a_subtype_is_part_of_the_label() -> None:
    table = score([GOLD], [guesses(w1=Guess("PRON", "she", 2, "nsubj:pass"))])
    assert table["las"] == PRF.of(5, 6, 6)


def test_arcs_touch_a_reporting_verb_at_either_end() -> None:
    # She -> says, says -> root, rise -> says, . -> says; not that -> rise, rivers -> rise.
    wrong_inside = score([GOLD], [guesses(w3=Guess("SCONJ", "that", 2, "mark"))])
    assert wrong_inside["las reporting"] == PRF.of(4, 4, 4)
    wrong_at = score([GOLD], [guesses(w1=Guess("PRON", "she", 5, "nsubj"))])
    assert wrong_at["las reporting"] == PRF.of(3, 4, 4)


def test_only_verbs_with_a_lemma_of_the_lexicon_report() -> None:
    assert score([GOLD], [guesses()], frozenset({"rise"}))["las reporting"] == PRF.of(3, 3, 3)
    assert score([GOLD], [guesses()], frozenset({"river"}))["las reporting"] == PRF()


def test_a_clause_mislabelled_is_missed_in_one_and_wrong_in_the_other() -> None:
    table = score([GOLD], [guesses(w5=Guess("VERB", "rise", 2, "parataxis"))])
    assert table["ccomp"] == PRF.of(0, 0, 1)
    assert table["parataxis"] == PRF.of(0, 1, 0)
    assert table["ccomp reporting"] == PRF.of(0, 0, 1)
    assert table["parataxis reporting"] == PRF.of(0, 1, 0)


def test_a_clause_at_the_wrong_head_is_wrong() -> None:
    table = score([GOLD], [guesses(w5=Guess("VERB", "rise", 1, "ccomp"))])
    assert table["ccomp"] == PRF.of(0, 1, 1)


def test_clas_leaves_function_words_and_punctuation_out() -> None:
    # Content words: She, says, rivers, rise. "that" guessed as a subject is one predicted too many.
    table = score([GOLD], [guesses(w3=Guess("PRON", "that", 5, "nsubj"))])
    assert table["clas"] == PRF.of(4, 5, 4)


def test_sentences_and_words_must_be_as_many() -> None:
    with pytest.raises(DataError, match="5 words parsed, 6 given"):
        score([GOLD], [guesses()[:-1]])
    with pytest.raises(DataError, match="0 sentences parsed, 1 given"):
        score([GOLD], [])


def test_sentence_boundaries_need_both_ends_and_ignore_white_space() -> None:
    text = "One. Two. Three."
    gold = [(0, 4), (5, 9), (10, 16)]
    assert sentence_boundaries(text, gold, [(0, 5), (5, 16)]) == PRF.of(1, 2, 3)
    assert sentence_boundaries(text, gold, []) == PRF.of(0, 0, 3)


def test_the_lexicon_follows_its_schema() -> None:
    verbs = reporting_verbs()
    assert {"say", "quote", "report", "deny", "think"} <= verbs
    assert all(verb.isascii() and verb.isalpha() and verb.islower() for verb in verbs)
    assert len(verbs) >= 250
