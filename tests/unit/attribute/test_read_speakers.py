"""Who speaks, as users get it: invented reports, read with the model in the package."""

from __future__ import annotations

import pytest

from hearsay.model import Reading
from hearsay.pipeline import Pipeline


def _said_by(reading: Reading, cue: str) -> str | None:
    text = reading.document.text
    (found,) = [a for a in reading.attributions if any(text[slice(*span)] == cue for span in a.cue)]
    return found.source_name


def test_she_is_whoever_spoke_before_and_not_whom_she_speaks_of(reader: Pipeline) -> None:
    text = (
        "President Petra Lund of Velmar addressed the assembly on Tuesday. "
        '"We have waited long enough," she told the deputies. Kharzan, she said, "invents a war every spring".'
    )
    assert "Lund" in (_said_by(reader.read(text), "said") or "")


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        (
            "The government of Velmar asked its neighbour to close the shore, saying the armed group had carried out "
            "the attack on the ferry.",
            "saying",
            "The government of Velmar",
        ),
        ("The union called off the strike, saying that its demands had been met.", "saying", "The union"),
    ],
)
def test_a_participle_has_the_subject_of_its_clause(reader: Pipeline, text: str, cue: str, source: str) -> None:
    assert _said_by(reader.read(text), cue) == source
