from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.errors import DataError
from hearsay.evaluate.conllu import document_prose, load

FILE = """\
# newdoc id = harbour
# meta::genre = news
# newpar
# sent_id = harbour-1
# text = She can't stay.
1\tShe\tshe\tPRON\tPRP\tPerson=3\t4\tnsubj\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\tMD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tstay\tstay\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# sent_id = harbour-2
# text = Nor he (yet).
1\tNor\tnor\tCCONJ\tCC\t_\t2\tcc\t_\t_
2\the\the\tPRON\tPRP\t_\t0\troot\t_\t_
2.1\tstays\tstay\tVERB\tVBZ\t_\t_\t_\t_\t_
3\t(\t(\tPUNCT\t-LRB-\t_\t4\tpunct\t_\tX=1|SpaceAfter=No
4\tyet\tyet\tADV\tRB\t_\t2\tadvmod\t_\tSpaceAfter=No
5\t)\t)\tPUNCT\t-RRB-\t_\t4\tpunct\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newpar
# sent_id = harbour-3
1\tOver\tover\tADV\tRB\t_\t0\troot\t_\t_

# newdoc id = market
# sent_id = market-1
1\tOpen\topen\tADJ\tJJ\t_\t0\troot\t_\t_
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "tiny.conllu"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_documents_sentences_and_words(tmp_path: Path) -> None:
    harbour, market = load(write(tmp_path, FILE))
    assert (harbour.id, market.id) == ("harbour", "market")
    assert [s.id for s in harbour.sentences] == ["harbour-1", "harbour-2", "harbour-3"]
    assert [s.new_paragraph for s in harbour.sentences] == [True, False, True]
    assert harbour.comments["meta::genre"] == "news"
    stay = harbour.sentences[0].words[3]
    assert (stay.form, stay.lemma, stay.upos, stay.xpos, stay.head, stay.deprel) == (
        "stay",
        "stay",
        "VERB",
        "VB",
        0,
        "root",
    )


def test_ranges_and_empty_nodes_are_no_words(tmp_path: Path) -> None:
    harbour, _ = load(write(tmp_path, FILE))
    assert [w.form for w in harbour.sentences[0].words] == ["She", "ca", "n't", "stay", "."]
    assert [w.form for w in harbour.sentences[1].words] == ["Nor", "he", "(", "yet", ")", "."]


def test_prose_has_the_spacing_and_the_paragraphs(tmp_path: Path) -> None:
    harbour, _ = load(write(tmp_path, FILE))
    prose = document_prose(harbour)
    assert prose.text == "She can't stay. Nor he (yet).\n\nOver"
    assert [prose.text[a:b] for a, b in prose.words] == [w.form for w in harbour.words]
    assert [prose.text[a:b] for a, b in prose.sentences] == ["She can't stay.", "Nor he (yet).", "Over"]


def test_a_token_that_is_not_its_words_joined_is_written_as_itself(tmp_path: Path) -> None:
    text = (
        "1\tVote\tvote\tVERB\tVB\t_\t0\troot\t_\t_\n"
        "2-3\tdunno\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
        "2\tdo\tdo\tAUX\tVBP\t_\t1\taux\t_\t_\n"
        "3\tnot know\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n"
        "4\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_\n"
    )
    (document,) = load(write(tmp_path, text))
    prose = document_prose(document)
    assert prose.text == "Vote dunno!"
    assert [prose.text[a:b] for a, b in prose.words] == ["Vote", "dunno", "dunno", "!"]


def test_a_file_without_documents_is_one_named_after_it(tmp_path: Path) -> None:
    (document,) = load(write(tmp_path, "1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n\n"))
    assert document.id == "tiny"


def test_windows_line_ends(tmp_path: Path) -> None:
    harbour, _ = load(write(tmp_path, FILE.replace("\n", "\r\n")))
    assert document_prose(harbour).text.startswith("She can't stay.")


def test_an_empty_file_has_no_documents(tmp_path: Path) -> None:
    assert load(write(tmp_path, "\n\n")) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1\tYes\tyes", "tiny.conllu:3: 3 columns"),
        ("1\tYes\tyes\tINTJ\tUH\t_\tx\troot\t_\t_", "tiny.conllu:3: .*head 'x'"),
        ("2\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_", "tiny.conllu:3: word '2'"),
        ("1-x\tYes\t_\t_\t_\t_\t_\t_\t_\t_", "tiny.conllu:3: no range"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        load(write(tmp_path, f"# newdoc id = a\n# sent_id = 1\n{line}\n"))
