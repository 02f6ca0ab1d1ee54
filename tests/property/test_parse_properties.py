"""Offsets: whatever the text, every word and span lies where it says."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hearsay.model import Document, Zone
from hearsay.parse.paragraphs import prose
from hearsay.pipeline import Pipeline

WORDS = [
    "The minister",
    "said",
    "Anna Bell",
    "’s",
    "'s",
    "U.S.",
    "anti-terrorism",
    "2bn",
    "I",
    "שלום",
    "عرب",
    "中国",
    "ﬁ",
]
SPACES = [
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\u00a0",
    "\u2028",
    "\u200b",
    "\u0301",
    "\x00",
    "\x1b",
    "\ufeff",
    "\ufffd",
    "\r",
]
MARKS = ["“", "”", '"', "‘", "’", "«", "»", "„", "—", "…", "...", ".", "?!", "🙂", "👩\u200d👧", ":-)", "(", ")"]
BITS = st.sampled_from([*WORDS, *SPACES, *MARKS, "x" * 450, "http://a.example/b?c=d"])
TEXTS = st.lists(st.one_of(BITS, st.text(max_size=4)), max_size=40).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXTS)
    cut = st.integers(0, len(text))
    zones = draw(st.lists(st.tuples(cut, cut).map(lambda z: (min(z), max(z))), max_size=3))
    return Document(id="d", text=text, zones=tuple(Zone(z, "caption") for z in zones))


@given(documents())
@example(Document(id="d", text="\ud800 he said"))
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
def test_words(tiny: Pipeline, document: Document) -> None:
    words = tiny.parser.words(document)
    text = document.text
    last = 0
    for form, start, end in zip(words.text, words.starts.tolist(), words.ends.tolist(), strict=True):
        assert text[start:end] == form
        assert last <= start < end
        assert not any(start < b and a < end for a, b in (z.span for z in document.zones))
        last = end
    # Nothing is left out but white space and zones.
    kept = {i for a, b in zip(words.starts.tolist(), words.ends.tolist(), strict=True) for i in range(a, b)}
    zoned = {i for z in document.zones for i in range(*z.span)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in kept and i not in zoned)


@given(documents())
def test_paragraphs(document: Document) -> None:
    spans = prose(document.text, document.zones)
    assert all(a < b and document.text[a:b].strip() for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))


@given(documents())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=120)
def test_readings(tiny: Pipeline, document: Document) -> None:
    """A model that talks nonsense finds attributions everywhere: their spans are whole all the same."""
    reading = tiny.read(document)
    size = len(document.text)

    def sound(*spans: tuple[int, int]) -> None:
        for a, b in spans:
            assert 0 <= a < b <= size
            assert not document.text[a].isspace()
            assert not document.text[b - 1].isspace()
        assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))

    sound(*reading.sentences)
    for mention in reading.mentions:
        sound(mention.span)
        assert mention.span[0] <= mention.head[0] < mention.head[1] <= mention.span[1]
    ids = [a.id for a in reading.attributions]
    assert len(set(ids)) == len(ids)
    mentions = {m.id for m in reading.mentions}
    by_id = {a.id: a for a in reading.attributions}
    for attribution in reading.attributions:
        sound(*attribution.source)
        sound(*attribution.cue)
        sound(*attribution.content)
        assert attribution.cue
        assert attribution.content
        assert 0 <= attribution.confidence <= 1
        assert attribution.source_mention is None or attribution.source_mention in mentions
        assert bool(attribution.source) == bool(attribution.source_name)
        if attribution.parent is not None:
            parent = by_id[attribution.parent]
            assert any(a <= attribution.cue[0][0] < b for a, b in parent.content)
    assert all((note.span is None or 0 <= note.span[0] <= note.span[1] <= size) for note in reading.notes)
