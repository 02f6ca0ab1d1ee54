"""Hearsay as a spaCy component: what it sets on a Doc, and how it lives beside others' components."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.matcher import DependencyMatcher, Matcher
from spacy.tokens import Doc, DocBin, Span

import hearsay.spacy_component  # noqa: F401  # The entry point does this where the package is installed.
from hearsay import Pipeline
from hearsay.model import Reading

TEXT = "The board said the old pier fell.  “It did,” Anna Bell added.\n\n  Ferries left at 5pm. "


@pytest.fixture(scope="module")
def nlp(tiny_folder: Path) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("hearsay", config={"model": str(tiny_folder)})
    return nlp


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def test_words_are_the_docs_own(doc: Doc) -> None:
    assert [t.text for t in doc] == [t.text for t in spacy.blank("en")(TEXT)]
    assert doc.text == TEXT


def test_every_word_is_tagged_and_has_a_lemma_and_a_head(doc: Doc) -> None:
    assert doc.has_annotation("DEP")
    assert doc.has_annotation("SENT_START")
    assert all(t.tag_ and t.pos_ and t.lemma_ and t.dep_ for t in doc)
    for token in doc:
        assert (token.pos_ == "SPACE") == token.is_space
        assert token.head.sent == token.sent
    # One root a sentence, and nothing but white space hangs where it does because it must.
    assert all(sum(t.dep_ == "ROOT" for t in sentence) == 1 for sentence in doc.sents)
    assert all(t.head.i == t.i for t in doc if t.dep_ == "ROOT")


def test_sentences_are_the_readings(doc: Doc) -> None:
    trimmed = [(s.start_char, s.end_char - len(s.text) + len(s.text.rstrip())) for s in doc.sents]
    starts = {a for a, _ in doc._.reading.sentences}
    assert {TEXT[a:b].strip() for a, b in trimmed} == {TEXT[a:b] for a, b in doc._.reading.sentences}
    assert len(starts) == len(trimmed)


def test_spans_point_into_the_docs_text(doc: Doc) -> None:
    assert isinstance(doc._.reading, Reading)
    assert doc._.reading.document.text == doc.text
    assert doc._.attributions == doc._.reading.attributions
    assert doc._.mentions == doc._.reading.mentions
    assert doc._.attributions
    assert doc._.claims == doc._.reading.claims
    assert [c.attribution for c in doc._.claims] == [a.id for a in doc._.attributions]
    for attribution in doc._.attributions:
        for start, end in (*attribution.source, *attribution.cue, *attribution.content):
            assert doc.char_span(start, end) is not None


def test_a_doc_that_was_not_read_has_none(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    assert (doc._.reading, doc._.attributions, doc._.claims, doc._.mentions) == (None, (), (), ())
    assert (doc._.events, doc._.incidents) == ((), ())


def test_events_and_incidents_of_the_model_in_the_package() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("hearsay")
    text = "Gunmen attacked a village market near Tarapoa on Tuesday, killing at least six farmers, police said."
    doc = nlp(text)
    assert doc._.events == doc._.reading.events
    assert doc._.incidents == doc._.reading.incidents
    attack = next(e for e in doc._.events if e.type == "ASSAULT")
    assert doc.char_span(*attack.anchor).lemma_ == "attack"
    targets = {t.name: t for i in doc._.incidents for t in i.targets}
    assert doc.char_span(*targets["farmers"].span).text == "farmers"
    kept = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert (kept._.events, kept._.incidents) == (doc._.events, doc._.incidents)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a", " a ", "🙂", "a\n"])
def test_small_docs(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert len(list(doc.sents)) >= (1 if text.strip() else 0)


def test_matchers_work_on_it(nlp: Language, doc: Doc) -> None:
    matcher = Matcher(nlp.vocab)
    matcher.add("tagged", [[{"POS": doc[1].pos_, "LEMMA": doc[1].lemma_}]])
    assert (1, 2) in [(a, b) for _, a, b in matcher(doc)]
    child = next(t for t in doc if t.head.i != t.i and not t.is_space)
    arcs = DependencyMatcher(nlp.vocab)
    pattern = [
        {"RIGHT_ID": "head", "RIGHT_ATTRS": {"ORTH": child.head.text}},
        {"LEFT_ID": "head", "REL_OP": ">", "RIGHT_ID": "child", "RIGHT_ATTRS": {"ORTH": child.text, "DEP": child.dep_}},
    ]
    arcs.add("arc", [pattern])
    assert [child.head.i, child.i] in [ids for _, ids in arcs(doc)]


def test_entities_of_another_component_are_kept(tiny_folder: Path) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "VESSEL", "pattern": "Ferries"}])  # type: ignore[attr-defined]
    nlp.add_pipe("hearsay", config={"model": str(tiny_folder)})
    doc = nlp(TEXT)
    assert ("Ferries", "VESSEL") in [(e.text, e.label_) for e in doc.ents]
    assert all(isinstance(e, Span) for e in doc.ents)


def test_a_stream_is_taken_a_doc_at_a_time(nlp: Language) -> None:
    taken: list[int] = []

    def docs():  # type: ignore[no-untyped-def]
        for number in range(100):
            taken.append(number)
            yield nlp.make_doc(TEXT)

    stream = nlp.get_pipe("hearsay").pipe(docs(), batch_size=1000)
    next(stream)
    assert taken == [0]


def test_a_stream_gives_what_single_docs_give(nlp: Language) -> None:
    texts = [TEXT, "Bell left.", "", "They said so."]
    assert [d._.reading for d in nlp.pipe(texts)] == [nlp(t)._.reading for t in texts]


def test_readings_travel_with_a_docs_bytes(nlp: Language, doc: Doc) -> None:
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.reading == doc._.reading
    assert again._.attributions == doc._.attributions
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    unpacked = next(DocBin().from_bytes(packed).get_docs(nlp.vocab))
    assert unpacked._.reading == doc._.reading
    assert doc.copy()._.reading == doc._.reading


def test_a_component_reads_what_the_pipeline_reads(nlp: Language, tiny: Pipeline) -> None:
    """On words that both tokenizers cut alike."""
    text = "The board said the pier fell. Anna Bell denied it."
    ours, theirs = tiny.read(text), nlp(text)._.reading
    assert (ours.sentences, ours.mentions, ours.attributions) == (
        theirs.sentences,
        theirs.mentions,
        theirs.attributions,
    )


def test_a_text_in_another_language_is_left_as_it_is(nlp: Language) -> None:
    text = (
        "Le ministre a déclaré mardi que les pourparlers avaient échoué et que la délégation rentrerait chez elle "
        "avant la fin de la semaine, selon un communiqué publié dans la soirée."
    )
    with pytest.warns(UserWarning, match="French"):
        doc = nlp(text)
    assert doc._.reading is None
    assert doc._.attributions == ()
    assert not doc.has_annotation("DEP")
