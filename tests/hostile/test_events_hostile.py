"""Events of texts nobody would write, and ontology files nobody should."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.coding.ontology import load
from hearsay.errors import ConfigError
from hearsay.model import Document
from hearsay.pipeline import Pipeline

TABLE = "\n".join(f"Norvania\t{n}\t{n * 3}\tattack\tkilled" for n in range(60))
HEADLINES = "\n\n".join(["Rebels Attack Port", "Mayor Meets Union", "Markets Fall"] * 12)


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        HEADLINES,
        "attack " * 400,
        "killed killed killed.",
        "(" * 300 + "attacked" + ")" * 300,
        "3-2, 4-1, 0-0. " * 40,
    ],
)
def test_odd_texts_are_read(reader: Pipeline, text: str) -> None:
    # A document is taken as it is: what is no English prose would be refused as a source.
    reading = reader.read(Document(id="d1", text=text))
    assert all(reading.document.text[a:b] for e in reading.events for a, b in e.tellings)


def test_a_long_article_is_read(reader: Pipeline) -> None:
    text = "Rebels attacked the port of Tarrow on Monday. The mayor condemned the attack.\n\n" * 250
    reading = reader.read(text)
    assert {"ASSAULT", "ACCUSE"} <= {e.type for e in reading.events}


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "[types.A]\nquad = 1e400\n",
        "[types.A]\nquad = true\n",
        "[[triggers]]\n",
        '[[triggers]]\ntype = "AID"\nframe = "do"\nverbs = ["x"]\nneeds = ["."]\n',
        '[[triggers]]\ntype = "AID"\nframe = "do"\nverbs = ["x"]\nneeds = ["|"]\n',
        '[[triggers]]\ntype = "AID"\nframe = "do"\nverbs = ["x"]\nneeds = [""]\n',
        "a = " + "[" * 2000 + "]" * 2000,
        "[types.A.modes]\nm = 3\n",
        "[frames.f]\nverb = { actor = 3 }\n",
    ],
)
def test_hostile_ontologies_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load((path,))
    assert "own.toml" in str(caught.value)
