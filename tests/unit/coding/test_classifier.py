"""The classifier of roots: its features, its weights, and sentences with source and target marked."""

from __future__ import annotations

import numpy as np
import pytest

from hearsay.coding.events.classifier import ROOTS, Classifier, classify, features, root, shipped
from hearsay.model import Event, Participant
from hearsay.pipeline import Pipeline


def _span(text: str, phrase: str) -> tuple[int, int]:
    at = text.index(phrase)
    return at, at + len(phrase)


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("Norvania accused Eastmark of hiding the report.", "Norvania", "Eastmark", "ACCUSE"),
        ("The president met the prime minister in Geneva on Monday.", "The president", "the prime minister", "CONSULT"),
        ("Rebels attacked the army base and killed six soldiers.", "Rebels", "the army base", "ASSAULT"),
        ("Police arrested a journalist after the rally.", "Police", "a journalist", "COERCE"),
        ("The government released forty prisoners on Friday.", "The government", "forty prisoners", "YIELD"),
    ],
)
def test_marked_sentences(reader: Pipeline, text: str, source: str, target: str, expected: str) -> None:
    parsed = reader.parse([reader.document(text)])[0]
    events = reader.from_parsed(parsed).events
    assert classify(parsed, _span(text, source), _span(text, target), events) == expected


def test_features_say_what_stands_between_and_which_sides_fit(reader: Pipeline) -> None:
    text = "Norvania accused Eastmark of hiding the report."
    parsed = reader.parse([reader.document(text)])[0]
    sides = (Participant(span=_span(text, "Norvania")),), (Participant(span=_span(text, "Eastmark")),)
    event = Event(id="e", anchor=_span(text, "accused"), type="ACCUSE", actors=sides[0], recipients=sides[1])
    found = features(parsed, _span(text, "Norvania"), _span(text, "Eastmark"), [event])
    assert found["both:ACCUSE"] == 1
    assert {"m:accuse", "top:accuse", "w:report"} <= set(found)
    words = [v for n, v in found.items() if n.split(":")[0] not in ("both", "one", "any")]
    assert np.isclose(sum(v * v for v in words), 16)
    assert features(parsed, (0, 0), (0, 0), []) != found


def test_weights_in_the_package_fit_the_roots() -> None:
    made = shipped()
    assert made.weights.shape == (len(made.index), len(ROOTS))
    assert made.root({}) in ROOTS


def test_unknown_features_count_nothing() -> None:
    made = Classifier({"a": 0}, np.eye(1, 15, 3, np.float32), np.zeros(15, np.float32))
    assert made.root({"a": 2.0, "b": 9.0}) == ROOTS[3]
    assert [root(t) for t in ("CONCEDE", "RETREAT", "AID")] == ["YIELD", "YIELD", "AID"]
