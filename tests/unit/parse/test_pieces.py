"""WordPiece: longest match first, over BERT's uncased normalisation."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.parse.pieces import WordPiece

VOCABULARY = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "talk", "##s", "cafe", "istanbul", "un", "##able", "##want", "##ed",
    "don", "'", "t", "(", "中", "国", "##中", "a", "##b", "##ing", "o", "##δ", "##ο", "##σ", "[", "]", "sep", "#",
]  # fmt: skip


@pytest.fixture(scope="module")
def pieces() -> WordPiece:
    return WordPiece(VOCABULARY)


def _split(pieces: WordPiece, word: str) -> list[str]:
    return [VOCABULARY[i] for i in pieces.encode(word)]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("the", ["the"]),
        ("THE", ["the"]),
        ("talks", ["talk", "##s"]),
        ("unwanted", ["un", "##want", "##ed"]),
        ("unwantedX", ["[UNK]"]),
        ("café", ["cafe"]),
        ("cafe\u0301", ["cafe"]),
        ("İstanbul", ["istanbul"]),
        ("don't", ["don", "'", "t"]),
        ("(the", ["(", "the"]),
        ("中国", ["中", "国"]),
        ("a中", ["a", "中"]),
        ("the\u200d\u00ad\ufffd\x00", ["the"]),
        ("the\u00a0the", ["the", "the"]),
        ("\u200b", []),
        ("\ud800", []),
        ("", []),
        ("🙂", ["[UNK]"]),
        ("the" * 40, ["[UNK]"]),
        # What looks like the vocabulary's own notation is not.
        ("##s", ["#", "#", "[UNK]"]),
        ("[SEP]", ["[", "sep", "]"]),
    ],
)
def test_splits(pieces: WordPiece, word: str, parts: list[str]) -> None:
    assert _split(pieces, word) == parts


def test_a_sigma_at_a_words_end_is_a_sigma() -> None:
    # Python lowers it to its final form, BERT's tokenizer does not.
    assert [VOCABULARY[i] for i in WordPiece(VOCABULARY).encode("oΔΟΣ")] == ["o", "##δ", "##ο", "##σ"]


def test_a_lookup_is_never_empty(pieces: WordPiece) -> None:
    lookup = pieces.lookup()
    assert lookup("\u200b") == [pieces.unknown]
    assert lookup("the") == [VOCABULARY.index("the")]


def test_an_endless_word_is_split_all_the_same(pieces: WordPiece) -> None:
    assert len(pieces.encode("a(" * 50_000)) == 100_000
    assert pieces.encode("a" * 200_000) == [pieces.unknown]


def test_a_vocabulary_file_is_split_at_line_ends_only(tmp_path: Path) -> None:
    path = tmp_path / "vocab.txt"
    path.write_text("[PAD]\n[UNK]\n\u2028\n\x85\nthe\n", encoding="utf-8")
    assert WordPiece.load(path).ids["the"] == 4
