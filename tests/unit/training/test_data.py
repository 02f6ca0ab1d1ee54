"""The training sets' readers, on small invented files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from hearsay.parse.words import GLUED, LINE, PARAGRAPH, SPACED
from training.data import (
    Attribution,
    Sample,
    add_gum_attributions,
    legal,
    read_all,
    read_conll,
    read_polnear,
    read_ud,
    tokenised,
    ud_sample,
)
from training.labels import CUE, ENTITY, FLAT, IGNORE, MENTION, UPOS

UD = """# newdoc id = GUM_news_pier
# newpar
# sent_id = 1
# text = The board's head, Anna Bell, said it can't.
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-person-new-cf1-4-sgl(2-organization-new-cf2-2-sgl
2-3\tboard's\t_\t_\t_\t_\t_\t_\t_\t_
2\tboard\tboard\tNOUN\tNN\t_\t4\tnmod:poss\t_\t_
3\t's\t's\tPART\tPOS\t_\t2\tcase\t_\tEntity=2)
4\thead\thead\tNOUN\tNN\t_\t9\tnsubj\t_\tSpaceAfter=No
5\t,\t,\tPUNCT\t,\t_\t6\tpunct\t_\t_
6\tAnna\tAnna\tPROPN\tNNP\t_\t4\tappos\t_\tEntity=(1-person-giv-cf1-1-coref
7\tBell\tBell\tPROPN\tNNP\t_\t6\tflat\t_\tEntity=1)1)|SpaceAfter=No
8\t,\t,\tPUNCT\t,\t_\t6\tpunct\t_\t_
9\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
10\tit\tit\tPRON\tPRP\t_\t11\tnsubj\t_\tEntity=(2-organization-giv-cf2-1-ana)
11-12\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
11\tca\tcan\tAUX\tMD\t_\t9\tccomp\t_\t_
12\tn't\tnot\tPART\tRB\t_\t11\tadvmod\t_\t_
12.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_
13\t.\t.\tPUNCT\t.\t_\t9\tpunct\t_\t_

# sent_id = 2
1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\t_
2\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_

# newpar
# sent_id = 3
1\t1 000\t1000\tNUM\tCD\t_\t2\tnummod\t_\t_
2\tfled\tflee\tVERB\tVBD\t_\t0\troot\t_\t_

# newdoc id = GUM_fiction_lake
# sent_id = 4
1\tBoats\tboat\tNOUN\tNNS\t_\t0\troot\t_\t_

"""


@pytest.fixture
def ud(tmp_path: Path) -> Path:
    path = tmp_path / "ud.conllu"
    path.write_text(UD, encoding="utf-8")
    return path


def _sample(ud: Path, origin: str = "gum") -> Sample:
    return ud_sample(next(iter(read_ud(ud))), origin, {}, {})


class TestTreebanks:
    def test_documents_sentences_and_paragraphs(self, ud: Path) -> None:
        first, second = read_ud(ud)
        assert (first.name, second.name) == ("GUM_news_pier", "GUM_fiction_lake")
        assert [len(s) for s in first.sentences] == [13, 2, 2]
        assert first.new_paragraph == [True, False, True]

    def test_words_stand_as_they_were_printed(self, ud: Path) -> None:
        words = _sample(ud).words
        gap = dict(zip(words.text, words.gap.tolist(), strict=True))
        assert (gap["The"], gap["board"], gap["'s"], gap["head"]) == (PARAGRAPH, SPACED, GLUED, SPACED)
        assert (gap["ca"], gap["n't"]) == (SPACED, GLUED)
        assert words.gap.tolist()[12] == GLUED  # The full stop after "can't".
        assert words.text[15] == "1\u00a0000"
        assert words.paragraph.tolist() == [0] * 15 + [1] * 2

    def test_labels(self, ud: Path) -> None:
        relations: dict[str, int] = {}
        xpos: dict[str, int] = {}
        sample = ud_sample(next(iter(read_ud(ud))), "ewt", relations, xpos)
        assert sample.sentence is not None
        assert sample.head is not None
        assert sample.upos is not None
        assert sample.relation is not None
        assert np.flatnonzero(sample.sentence).tolist() == [0, 13, 15]
        assert sample.head.tolist()[8:14] == [8, 10, 8, 10, 8, 13]
        assert [UPOS[i] for i in sample.upos[:3]] == ["DET", "NOUN", "PART"]
        names = list(relations)
        assert [names[i] for i in sample.relation[:3]] == ["det", "nmod:poss", "case"]
        assert list(xpos)[:3] == ["DT", "NN", "POS"]
        assert sample.lemma is not None
        assert sample.lemma[8] == "say"
        assert sample.mentions is None

    def test_mentions_with_their_heads_and_chains(self, ud: Path) -> None:
        sample = _sample(ud)
        found = [(m.head, m.first, m.last, MENTION[m.type], m.chain) for m in sample.mentions or []]
        assert found == [
            (1, 0, 2, "organization", 2),
            (3, 0, 6, "person", 1),
            (5, 5, 6, "person", 1),
            (9, 9, 9, "organization", 2),
        ]

    def test_names_are_the_proper_core_of_mentions(self, ud: Path) -> None:
        sample = _sample(ud)
        assert sample.entity is not None
        tagged = [(sample.words.text[i], ENTITY[t]) for i, t in enumerate(sample.entity) if t]
        assert tagged == [("Anna", "B-PER"), ("Bell", "I-PER")]


POLNEAR: dict[str, Any] = {
    "id": "a1",
    "text": "Bell said the pier fell.\nIt was old, she added.",
    "attributions": [
        {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 24], [25, 36]]},
        {"source": [[37, 40]], "cue": [[41, 46]], "content": [[25, 35]]},
    ],
}


class TestPolnear:
    @pytest.fixture
    def sample(self, tmp_path: Path) -> Sample:
        path = tmp_path / "polnear.jsonl"
        path.write_text(json.dumps(POLNEAR) + "\n")
        return next(iter(read_polnear(path)))

    def test_spans_become_words(self, sample: Sample) -> None:
        assert sample.words.text == [
            "Bell",
            "said",
            "the",
            "pier",
            "fell",
            ".",
            "It",
            "was",
            "old",
            ",",
            "she",
            "added",
            ".",
        ]
        assert sample.attributions == [
            Attribution([(0, 1)], [(1, 2)], [(2, 6), (6, 10)]),
            Attribution([(10, 11)], [(11, 12)], [(6, 9)]),
        ]

    def test_the_flat_layer_is_a_legal_sequence(self, sample: Sample) -> None:
        assert sample.flat is not None
        assert [FLAT[t] for t in sample.flat] == [
            "B-source",
            "B-cue",
            "B-content",
            "I-content",
            "I-content",
            "I-content",
            "B-content",
            "I-content",
            "I-content",
            "I-content",
            "B-source",
            "B-cue",
            "O",
        ]

    def test_cues_within_contents_are_unknown(self, sample: Sample) -> None:
        assert sample.cue is not None
        assert sample.cue.tolist() == [0, CUE.index("B"), *[IGNORE] * 8, 0, CUE.index("B"), 0]

    def test_only_a_paragraphs_start_is_known_to_begin_a_sentence(self, sample: Sample) -> None:
        assert sample.sentence is not None
        assert sample.sentence.tolist() == [1, *[IGNORE] * 5, 1, *[IGNORE] * 6]


def test_tokenised_text_is_cut_as_the_reader_cuts_it() -> None:
    words = tokenised("The anti-terrorism law,\n\nshe  said.\n")
    assert words.text == ["The", "anti-terrorism", "law", ",", "she", "said", "."]
    assert words.paragraph.tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert LINE not in words.gap.tolist()


def test_legal_tags() -> None:
    tags = np.array([FLAT.index(t) for t in ("I-cue", "I-cue", "B-source", "I-content", "I-content", "O", "I-source")])
    assert [FLAT[t] for t in legal(tags, FLAT)] == [
        "B-cue",
        "I-cue",
        "B-source",
        "B-content",
        "I-content",
        "O",
        "B-source",
    ]


class TestGumAttributions:
    RECORD: ClassVar[dict[str, Any]] = {
        "id": "GUM_news_pier",
        "text": "The board 's head , Anna Bell , said it ca n't . No . 1\u00a0000 fled",
        "attributions": [
            {
                "attribution_edu": [[0, 36]],
                "content": [[37, 46]],
                "signals": [
                    {"subtype": "indicative_word", "spans": [[32, 36]]},
                    {"subtype": "attribution_source", "spans": [[20, 24], [25, 29]]},
                ],
            },
            {"attribution_edu": [[49, 51]], "content": [[54, 59]], "signals": []},
        ],
    }

    def test_they_are_laid_onto_the_treebanks_words(self, ud: Path, tmp_path: Path) -> None:
        path = tmp_path / "gum.jsonl"
        path.write_text(
            json.dumps(self.RECORD) + "\n" + json.dumps({"id": "GUM_other", "text": "", "attributions": []})
        )
        sample = _sample(ud)
        assert self.RECORD["text"].split(" ") == sample.words.text
        assert add_gum_attributions(path, {sample.name: sample}) == (1, 1)
        assert sample.attributions == [Attribution([(5, 7)], [(8, 9)], [(9, 12)])]
        assert sample.cue is not None
        # Where a cue is not known, nothing is taught.
        assert sample.cue.tolist() == [0] * 8 + [CUE.index("B")] + [0] * 4 + [IGNORE] + [0] * 3


def test_names_in_columns(tmp_path: Path) -> None:
    path = tmp_path / "names.conll"
    path.write_text(
        "Anna I-person\nBell I-person\n( O\nParis B-city\n) O\n\nRoss B-person\nBell B-person\n\n\n" + "a O\n\n" * 5
    )
    samples = list(read_conll(path, "wikigold", {"person": "PER", "city": "LOC"}))
    assert [len(s.words) for s in samples] == [10, 2]
    assert samples[0].entity is not None
    assert [ENTITY[t] for t in samples[0].entity[:7]] == ["B-PER", "I-PER", "O", "B-LOC", "O", "B-PER", "B-PER"]
    assert samples[0].words.gap.tolist()[:6] == [PARAGRAPH, SPACED, SPACED, GLUED, GLUED, PARAGRAPH]
    assert samples[0].flat is None
    assert samples[0].mentions is None


def test_sets_that_may_not_train_weights_are_left_out(tmp_path: Path) -> None:
    for folder in ("polnear", "ud", "gum-attribution", "ner"):
        (tmp_path / folder).mkdir()
    (tmp_path / "polnear/train.jsonl").write_text(json.dumps(POLNEAR) + "\n")
    (tmp_path / "ud/ewt-train.conllu").write_text(UD, encoding="utf-8")
    (tmp_path / "ud/gum-train.conllu").write_text(UD, encoding="utf-8")
    (tmp_path / "gum-attribution/train.jsonl").write_text(json.dumps(TestGumAttributions.RECORD) + "\n")
    (tmp_path / "ner/wikigold.conll").write_text("Anna I-PER\n\n")
    for part in ("train", "dev"):
        (tmp_path / f"ner/crossner-politics-{part}.conll").write_text("Anna B-politician\n\n")
    relations: dict[str, int] = {}
    samples = read_all(tmp_path, "train", relations, {})
    assert [(s.origin, s.name) for s in samples if s.origin in ("polnear", "ewt", "gum")] == [
        ("polnear", "a1"), ("ewt", "GUM_news_pier"), ("ewt", "GUM_fiction_lake"), ("gum", "GUM_news_pier"),
    ]  # fmt: skip
    assert [s.origin for s in samples[4:]] == ["wikigold", "crossner", "crossner"]
    assert "root" in relations
    everything = read_all(tmp_path, "train", {}, {}, closed=True)
    assert [s.name for s in everything if s.origin == "gum"] == ["GUM_news_pier", "GUM_fiction_lake"]
