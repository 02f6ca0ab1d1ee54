"""Holdings on parses made by hand: with claims, and by the cue alone where there are none."""

from __future__ import annotations

import pytest

from hearsay.coding.events import Given, events
from hearsay.weigh import claims
from tests.support.weighing import attribution, sentences

ROW = (
    "The/the/DET/DT/1/det army/army/NOUN/NN/2/nsubj {0}/VERB/VBD/2/root that/that/SCONJ/IN/5/mark "
    "rebels/rebel/NOUN/NNS/5/nsubj attacked/attack/VERB/VBD/2/ccomp the/the/DET/DT/7/det "
    "village/village/NOUN/NN/5/obj ././PUNCT/./2/punct"
)
MAY = (
    "Rebels/rebel/NOUN/NNS/2/nsubj may/may/AUX/MD/2/aux attack/attack/VERB/VB/2/root the/the/DET/DT/4/det "
    "village/village/NOUN/NN/2/obj"
)
ALLEGEDLY = (
    "Rebels/rebel/NOUN/NNS/2/nsubj allegedly/allegedly/ADV/RB/2/advmod attacked/attack/VERB/VBD/2/root "
    "the/the/DET/DT/4/det village/village/NOUN/NN/2/obj"
)


@pytest.mark.parametrize(
    ("cue", "certainty", "polarity"),
    [
        ("denied/deny", "certain", "negative"),
        ("said/say", "certain", "positive"),
        ("doubted/doubt", "unknown", "unknown"),
    ],
)
@pytest.mark.parametrize("weighed", [True, False])
def test_on_a_sources_word(cue: str, certainty: str, polarity: str, weighed: bool) -> None:
    parse = sentences(ROW.format(cue), mentions=[(4, 4, 5, "nominal", "p1")])
    said = attribution(parse, "The army", cue.partition("/")[0], "rebels attacked the village")
    found = claims(parse, [said]) if weighed else ()
    (event,) = events(parse, Given([said], found))
    assert [h.by for h in event.holdings] == ([c.id for c in found] if weighed else [said.id])
    if not weighed or cue != "doubted/doubt":
        assert (event.holdings[0].certainty, event.holdings[0].polarity) == (certainty, polarity)
    assert (event.holdings[0].polarity == "positive") == (cue == "said/say")


@pytest.mark.parametrize(
    ("row", "status", "certainty"), [(MAY, "hypothetical", "possible"), (ALLEGEDLY, "occurred", "probable")]
)
def test_on_the_authors_word(row: str, status: str, certainty: str) -> None:
    (event,) = events(sentences(row, mentions=[(0, 0, 1, "nominal", "p1")]))
    assert event.status == status
    assert [(h.by, h.certainty, h.polarity) for h in event.holdings] == [("author", certainty, "positive")]
