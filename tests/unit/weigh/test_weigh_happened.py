"""The number of a predicate: what it is made of, its bounds, and its file."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from hearsay.errors import ConfigError
from hearsay.parse import weights as shipped
from hearsay.parsed import Parsed
from hearsay.weigh import happened
from tests.support.weighing import sentences

SHELLED = "The/the/DET/DT/1/det army/army/NOUN/NN/2/nsubj shelled/shell/VERB/VBD/2/root it/it/PRON/PRP/2/obj"
WILL = "They/they/PRON/PRP/2/nsubj will/will/AUX/MD/2/aux meet/meet/VERB/VB/2/root"
NOT = "It/it/PRON/PRP/3/nsubj did/do/AUX/VBD/3/aux not/not/PART/RB/3/advmod fire/fire/VERB/VB/3/root"
FILE = """\
# a comment
kind,name,weight
model,m1,1
bound,low,-2
bound,high,1.5
bias,bias,0.25
bias,signals,0.5
feature,tense=past,1
feature,tense=future,-1
signal,0,2
signal,1,-1
"""


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(happened, "weights", lambda: happened.parse_weights(FILE.splitlines()))
    monkeypatch.setattr(happened, "SIGNALS", ("flat",))


def signalled(row: str, *values: float) -> Parsed:
    parse = sentences(row)
    parse.signals["flat"] = np.tile(np.array(values, np.float32), (len(parse), 1))
    return parse


@pytest.mark.usefixtures("known")
def test_a_number_is_the_sum_of_its_features_weights() -> None:
    assert happened.happened(sentences(SHELLED), 2) == 1.25
    assert happened.happened(sentences(WILL), 2) == -0.75


@pytest.mark.usefixtures("known")
def test_the_models_values_count_where_the_weights_are_of_that_model() -> None:
    parse = signalled(WILL, 0.25, 0.5)
    assert happened.happened(parse, 2, "m1") == -0.25
    assert happened.happened(parse, 2, "m2") == -0.75


@pytest.mark.usefixtures("known")
def test_numbers_keep_to_their_bounds() -> None:
    assert happened.happened(signalled(SHELLED, 9, 0), 2, "m1") == 1.5
    assert happened.happened(signalled(SHELLED, -9, 0), 2, "m1") == -2


@pytest.mark.usefixtures("known")
def test_what_is_plainly_denied_is_never_above_zero() -> None:
    assert happened.happened(signalled(NOT, 9, 0), 3, "m1") == 0


@pytest.mark.usefixtures("known")
def test_a_word_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError, match="no word 9 among 4"):
        happened.happened(sentences(SHELLED), 9)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("feature,tense=past,1", "feature,tense=past,nan"),
        ("feature,tense=past,1", "feature,tense=past,much"),
        ("feature,tense=past,1", "colour,red,1"),
        ("bound,low,-2", "bound,low,-9"),
        ("bound,high,1.5", "bound,high,-2"),
        ("signal,0,2", "signal,2,2"),
        ("model,m1,1\n", ""),
        ("bias,signals,0.5\n", ""),
    ],
)
def test_a_damaged_file_is_refused(old: str, new: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        happened.parse_weights(FILE.replace(old, new).splitlines())


def test_damage_in_the_package_is_said_to_be_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_lines: object) -> happened.Weights:
        raise ValueError("bounds 1 and 0")

    monkeypatch.setattr(happened, "parse_weights", refuse)
    happened.weights.cache_clear()
    with pytest.raises(ConfigError, match=r"happened\.csv is damaged.*bounds 1 and 0"):
        happened.weights()
    happened.weights.cache_clear()


def test_the_weights_are_of_the_model_in_the_package() -> None:
    """Where this fails the model has changed: run ``python -m training.happened`` again."""
    manifest = json.loads((shipped.shipped() / "manifest.json").read_text(encoding="utf-8"))
    known = happened.weights()
    assert known.model == manifest["id"]
    widths = {name: width for group in manifest["groups"] for name, width in group}
    assert known.signals.shape == (sum(widths[name] for name in happened.SIGNALS),)


def test_grammar_alone_puts_what_happened_above_what_is_to_come() -> None:
    past, future, denied = (happened.happened(sentences(row), at) for row, at in ((SHELLED, 2), (WILL, 2), (NOT, 3)))
    assert past > 0.8
    assert future < -0.5
    assert denied <= 0
    assert not any(math.isnan(v) for v in (past, future, denied))
