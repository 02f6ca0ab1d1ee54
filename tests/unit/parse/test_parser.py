"""Documents to parsed documents."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from hearsay.errors import ModelError
from hearsay.model import Document, Zone
from hearsay.parse.parser import Parser
from hearsay.parsed import Parsed
from hearsay.pipeline import Pipeline

TEXT = (
    "Pier photo\n\nThe harbour board met on Tuesday.  “We’re closing the pier,” Anna Bell, its head, said.\n"
    "She gave no date. Ferries\u00a0left at 5pm — late. 🙂"
)


def _document(text: str, *zones: tuple[int, int]) -> Document:
    return Document(id="d", text=text, zones=tuple(Zone(z, "caption") for z in zones))


@pytest.fixture(scope="module")
def parser(tiny: Pipeline) -> Parser:
    return tiny.parser


@pytest.fixture(scope="module")
def parsed(parser: Parser) -> Parsed:
    return parser.parse([_document(TEXT, (0, 10))])[0]


def test_words_lie_where_they_say_and_leave_zones_and_white_space_out(parser: Parser) -> None:
    words = parser.words(_document(TEXT, (0, 10)))
    assert words.text[:4] == ["The", "harbour", "board", "met"]
    assert words.text[-5:] == ["pm", "—", "late", ".", "🙂"]
    for form, start, end in zip(words.text, words.starts, words.ends, strict=True):
        assert TEXT[start:end] == form
        assert form.strip() == form
    assert sorted(set(words.paragraph.tolist())) == [0, 1]


def test_a_title_is_read_like_a_paragraph(parser: Parser) -> None:
    document = Document(id="d", text="Pier closed\n\nIt is old.", zones=(Zone((0, 11), "title"),))
    words = parser.words(document)
    assert words.text == ["Pier", "closed", "It", "is", "old", "."]
    assert words.paragraph.tolist() == [0, 0, 1, 1, 1, 1]


def test_overlong_runs_are_one_word_and_the_rest_is_cut_as_ever(parser: Parser) -> None:
    run = "ab" * 300
    text = f'He wrote "{run}" and\n{run}\nleft. It\'s a\t{run} .'
    words = parser.words(_document(text))
    assert [w for w in words.text if len(w) > 400] == [f'"{run}"', run, run]
    assert [w for w in words.text if len(w) < 400] == ["He", "wrote", "and", "left", ".", "It", "'s", "a", "."]
    assert all(text[a:b] == w for w, a, b in zip(words.text, words.starts, words.ends, strict=True))


def test_half_a_surrogate_pair_is_no_obstacle(parser: Parser) -> None:
    text = "He said \ud800no and\udfff left."
    words = parser.words(_document(text))
    assert all(text[a:b] == w for w, a, b in zip(words.text, words.starts, words.ends, strict=True))
    assert len(parser.parse([_document(text)])[0]) == len(words)


def test_every_column_has_an_entry_a_word(parsed: Parsed, parser: Parser) -> None:
    n = len(parsed)
    columns = (
        parsed.words, parsed.starts, parsed.ends, parsed.paragraph, parsed.quote, parsed.upos, parsed.xpos,
        parsed.lemma, parsed.head, parsed.relation, *parsed.signals.values(),
    )  # fmt: skip
    assert {len(column) for column in columns} == {n}
    labels = parser.encoder.manifest.labels
    assert set(parsed.upos) <= set(labels["upos"])
    assert set(parsed.relation) <= set(labels["relations"])


def test_sentences_cover_the_words_and_heads_make_one_tree_in_each(parsed: Parsed) -> None:
    assert [i for a, b in parsed.sentences for i in range(a, b)] == list(range(len(parsed)))
    for start, end in parsed.sentences:
        inside = np.arange(start, end)
        heads = parsed.head[start:end]
        assert ((heads >= start) & (heads < end)).all()
        assert (heads == inside).sum() == 1
        at = inside
        for _ in inside:
            at = parsed.head[at]
        assert len(set(at.tolist())) == 1


def test_spans_and_quotations_of_word_ranges(parsed: Parsed) -> None:
    assert parsed.quotation(0, 3) == "The harbour board"
    assert TEXT[slice(*parsed.span(0, 3))] == "The harbour board"


def test_mentions_are_distinct_and_hold_their_heads(parser: Parser) -> None:
    text = " ".join(f"Bell met the {w} board and it left." for w in ["old", "new", "wet", "dry", "red"])
    parsed = parser.parse([_document(text)])[0]
    assert len(parsed.mentions) == len(parsed.mention_words) > 5
    assert len({m.id for m in parsed.mentions}) == len({m.span for m in parsed.mentions}) == len(parsed.mentions)
    for mention, (a, b) in zip(parsed.mentions, parsed.mention_words, strict=True):
        assert mention.span == parsed.span(a, b)
        assert mention.span[0] <= mention.head[0] < mention.head[1] <= mention.span[1]


def test_the_order_is_kept_and_none_depends_on_another(parser: Parser) -> None:
    documents = [_document(t) for t in ("One came.", "", "Two went away.\nThree stayed.", " \n ")]
    together = parser.parse(documents)
    assert [len(p) for p in together] == [3, 0, 7, 0]
    for document, parsed in zip(documents, together, strict=True):
        alone = parser.parse([document])[0]
        assert parsed.document is document
        assert (alone.words, alone.upos, alone.mentions) == (parsed.words, parsed.upos, parsed.mentions)


def test_known_sentences_are_kept(parser: Parser) -> None:
    words = parser.words(_document("One came. Two went."))
    encoded = parser.encoder.encode([words])[0]
    parsed = parser.finish(_document("One came. Two went."), words, encoded, [(0, 6)])
    assert parsed.sentences == [(0, 6)]
    assert (parsed.head == np.arange(6)).sum() == 1


def test_the_lemma_table_of_the_folder_is_used(tiny_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny_folder, tmp_path / "model"))
    labels = json.loads((folder / "manifest.json").read_text())["labels"]
    (folder / "lemmas.tsv").write_text("".join(f"pier\t{upos}\tquay\n" for upos in labels["upos"]))
    parsed = Parser.load(folder).parse([_document("The pier fell.")])[0]
    assert parsed.lemma[1] == "quay"


def test_tables_that_are_damaged_are_named(tiny_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny_folder, tmp_path / "model"))
    (folder / "tables.npz").write_bytes((folder / "tables.npz").read_bytes()[:-100])
    with pytest.raises(ModelError, match=r"tables\.npz"):
        Parser.load(folder)
