"""The loaders and scorers on the public data itself; skipped where it is absent.

``HEARSAY_DATA`` names its folder; without it, ``shared/data`` beside the repository is tried.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from hearsay.evaluate import conllu, coref, ner, nested, polnear, speaker
from hearsay.evaluate.scores import percent

DATA = Path(os.environ.get("HEARSAY_DATA") or Path(__file__).parents[3].parent / "shared" / "data")

pytestmark = pytest.mark.skipif(
    not (DATA / "polnear" / "dev.jsonl").is_file(), reason="no benchmark data: set HEARSAY_DATA to its folder"
)


def test_agreement_of_polnears_annotators_is_what_is_published_in_the_docs() -> None:
    articles = [a for a in polnear.load(DATA / "polnear/train.jsonl") if a.alt_annotations]
    assert len(articles) == 16
    table = polnear.between_annotators(articles)
    rounded = {name: round(percent(score.f1), 1) for name, score in table.items()}
    assert [rounded[f"unlinked {role}"] for role in ("source", "cue", "content")] == [77.7, 70.4, 70.5]
    assert (rounded["detected"], rounded["exact"]) == (81.0, 55.9)


def test_polnear_is_read_whole() -> None:
    articles = polnear.load(DATA / "polnear/dev.jsonl")
    assert (len(articles), sum(len(a.attributions) for a in articles)) == (84, 2192)


@pytest.mark.parametrize(
    ("split", "documents", "attributions", "negative", "pairs"),
    [("dev", 30, 213, 11, 51), ("train", 177, 1417, 72, 210)],
)
def test_gum_attributions_on_natural_text(
    split: str, documents: int, attributions: int, negative: int, pairs: int
) -> None:
    treebank = conllu.load(DATA / f"ud/gum-{split}.conllu")
    spaced = nested.load(DATA / f"gum-attribution/{split}.jsonl")
    natural = nested.load_prose(DATA / f"gum-attribution/{split}.jsonl", treebank)
    found = [a for document in natural for a in document.attributions]
    assert (len(natural), len(found)) == (documents, attributions)
    assert sum(a.negative for a in found) == negative
    assert sum(a.parent is not None for a in found) == pairs
    assert all(a.cue and a.source and a.content for a in found)
    for before, after in zip(spaced, natural, strict=True):
        for one, other in zip(before.attributions, after.attributions, strict=True):
            for role in ("source", "cue", "content"):
                assert _letters(before.text, getattr(one, role)) == _letters(after.text, getattr(other, role))


def _letters(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return "".join("".join(text[start:end].split()) for start, end in spans)


@pytest.mark.parametrize("name", ["ewt-dev", "gum-dev"])
def test_treebank_prose_is_the_sentences_own_text(name: str) -> None:
    for document in conllu.load(DATA / f"ud/{name}.conllu"):
        prose = conllu.document_prose(document)
        for (start, end), sentence in zip(prose.sentences, document.sentences, strict=True):
            assert prose.text[start:end] == sentence.comments["text"].strip()


def test_gum_chains() -> None:
    documents = conllu.load(DATA / "ud/gum-dev.conllu")
    found = [coref.gum_mentions(document) for document in documents]
    chains = [
        chain
        for document, mentions in zip(documents, found, strict=True)
        for chain in coref.chains_of(mentions, conllu.document_prose(document))
    ]
    assert sum(map(len, found)) == 7897
    assert (len(chains), len(coref.drop_singletons(chains))) == (3940, 1102)


def test_entities_of_both_sets() -> None:
    layout = ner.treebank_layout(conllu.load(DATA / "ud/ewt-dev.conllu"))
    uner = ner.load_uner(DATA / "ner/uner-ewt-dev.iob2", layout)
    worldwide = ner.load_worldwide(DATA / "ner/worldwide-dev.jsonl")
    assert (len(uner), len(worldwide)) == (318, 100)
    assert Counter(e.type for a in uner for e in a.entities) == {"LOC": 399, "PER": 343, "ORG": 224}
    assert Counter(e.type for a in worldwide for e in a.entities) == {"LOC": 1341, "PER": 1050, "ORG": 891}
    for article in uner + worldwide:
        assert all(article.text[e.start : e.end].strip() for e in article.entities)


def test_speakers_to_resolve() -> None:
    treebank = conllu.load(DATA / "ud/gum-dev.conllu")
    documents = nested.load_prose(DATA / "gum-attribution/dev.jsonl", treebank)
    by_id = {document.id: document for document in treebank}
    cases = [case for document in documents for case in speaker.cases(document, by_id[document.id])]
    assert Counter(case.form for case in cases) == {
        "first-person": 46,
        "third-person": 16,
        "common-noun": 7,
        "second-person": 3,
    }
