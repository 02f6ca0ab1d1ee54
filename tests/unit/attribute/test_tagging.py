"""Cues, and what every word is to each cue."""

from __future__ import annotations

import numpy as np
import pytest

from hearsay.attribute import tagging
from hearsay.attribute.tagging import Cue, RoleTables, cues, flat, frames
from hearsay.parsed import Parsed
from hearsay.sequences import legal_steps
from tests.support.parses import parsed

FLAT = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
CUE = ["O", "B", "I"]
ROLE = ["O", "B-source", "I-source", "B-content", "I-content"]
WIDTH = 6


def _one_hot(tags: list[str], names: list[str], sure: float = 6.0) -> np.ndarray:
    values = np.zeros((len(tags), len(names)), np.float32)
    for i, tag in enumerate(tags):
        values[i, names.index(tag)] = sure
    return values


def _tables(rng: np.random.Generator | None = None) -> RoleTables:
    """All nought but for the forbidden steps, or random."""

    def table(*shape: int) -> np.ndarray:
        made = np.zeros(shape) if rng is None else rng.normal(size=shape)
        return made.astype(np.float32)

    return RoleTables(
        distance=table(24, WIDTH),
        paragraph=table(5, WIDTH),
        between=table(4, WIDTH),
        out=table(WIDTH, len(ROLE)),
        out_bias=table(len(ROLE)),
        flat=table(len(FLAT), len(ROLE)),
        flat_steps=table(len(FLAT) + 1, len(FLAT)) + legal_steps(FLAT),
        role_steps=table(len(ROLE) + 1, len(ROLE)) + legal_steps(ROLE),
    )


TEXT = "Bell said that Ross denied it .\nShe left ."
TAGS = ["B-source", "B-cue", "B-content", "I-content", "I-content", "I-content", "I-content", "O", "O", "O"]


def _parse(flat_tags: list[str], cue_tags: list[str], rows: list[tuple[int, int]] | None = None) -> Parsed:
    n = len(flat_tags)
    signals = {"flat": _one_hot(flat_tags, FLAT), "cue": _one_hot(cue_tags, CUE)}
    signals |= {name: np.zeros((n, WIDTH), np.float32) for name in ("role_word", "role_first", "role_last")}
    return parsed(TEXT, rows=rows, signals=signals)


def test_a_doubtful_cue_is_no_cue_when_tables_are_reserved() -> None:
    document = _parse(TAGS, ["O"] * 10)
    doubtful = document.signals["flat"]
    doubtful[1] = 0.0
    doubtful[1, [0, 3]] = 1.0, 1.5
    plain, reserved = _tables(), _tables().reserved(FLAT)
    assert (1, 2, "cue") in flat(document, plain, FLAT)
    assert (1, 2, "cue") not in flat(document, reserved, FLAT)
    doubtful[1, 3] = 6.0
    assert (1, 2, "cue") in flat(document, reserved, FLAT)
    assert plain.flat_steps.max() == 0.0  # the tables given are left as they were


def test_outermost_spans() -> None:
    document = _parse(TAGS, ["O"] * 10)
    assert flat(document, _tables(), FLAT) == [(0, 1, "source"), (1, 2, "cue"), (2, 7, "content")]


def test_spans_end_where_rows_do() -> None:
    tags = TAGS.copy()
    tags[3] = "B-content"
    document = _parse(tags, ["O"] * 10, rows=[(0, 3), (3, 10)])
    assert flat(document, _tables(), FLAT)[2:] == [(2, 3, "content"), (3, 7, "content")]


def test_cues_of_both_layers_in_text_order() -> None:
    document = _parse(TAGS, ["O", "B", "O", "O", "B", "I", "O", "O", "O", "O"], rows=[(0, 3), (3, 7), (7, 10)])
    found = cues(document, flat(document, _tables(), FLAT), FLAT, CUE)
    assert [(c.start, c.end, c.row, c.nested) for c in found] == [(1, 2, 0, False), (4, 6, 1, True)]
    assert all(0.9 < c.probability <= 1 for c in found)


def test_a_nested_cue_the_model_is_unsure_of_is_left() -> None:
    document = _parse(TAGS, ["O"] * 10)
    document.signals["cue"][4] = [0.0, 0.05, -9]
    assert len(cues(document, flat(document, _tables(), FLAT), FLAT, CUE)) == 2
    document.signals["cue"][4] = [0.0, -0.05, -9]
    assert len(cues(document, flat(document, _tables(), FLAT), FLAT, CUE)) == 1


def test_no_words_no_cues() -> None:
    empty = parsed("")
    assert flat(empty, _tables(), FLAT) == []
    assert cues(empty, [], FLAT, CUE) == []
    assert frames(empty, [], _tables(), ROLE) == []


def test_roles_are_decoded_a_row_at_a_time_with_their_signs() -> None:
    document = _parse(TAGS, ["O"] * 10, rows=[(0, 7), (7, 10)])
    tables = _tables()
    for i, tag in enumerate(FLAT):
        if tag in ROLE:
            tables.flat[i, ROLE.index(tag)] = 1  # What the flat layer takes for a source or content is one.
    cue = Cue(1, 2, 0, False, 0.9)
    frame = frames(document, [cue], tables, ROLE)[0]
    assert (frame.source, frame.content) == (((0, 1),), ((2, 7),))
    assert frame.signs[0] == 0.9
    assert len(frame.signs) == 7
    assert all(0 < sign <= 1 for sign in frame.signs[1:5])
    assert frame.signs[5:] == (1.0, 0.0)


def test_a_cue_with_nothing_said() -> None:
    document = _parse(["O"] * 10, ["O"] * 10)
    frame = frames(document, [Cue(1, 2, 0, True, 0.6)], _tables(), ROLE)[0]
    assert (frame.source, frame.content) == ((), ())
    assert frame.signs == (0.6, 0, 0, 0, 0, 0, 1)


@pytest.mark.parametrize("together", [1, 3, 100])
def test_frames_do_not_depend_on_how_many_are_scored_at_a_time(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    text = "\n".join("a b c d e f g h" for _ in range(6))
    signals = {"flat": rng.normal(size=(48, len(FLAT))), "cue": rng.normal(size=(48, len(CUE)))}
    signals |= {name: rng.normal(size=(48, WIDTH)) for name in ("role_word", "role_first", "role_last")}
    document = parsed(
        text, rows=[(0, 16), (16, 24), (24, 48)], signals={n: v.astype(np.float32) for n, v in signals.items()}
    )
    tables = _tables(rng)
    found = cues(document, flat(document, tables, FLAT), FLAT, CUE)
    assert {c.nested for c in found} == {True, False}
    whole = frames(document, found, tables, ROLE)
    monkeypatch.setattr(tagging, "TOGETHER", together)
    parts = frames(document, found, tables, ROLE)
    assert [(f.source, f.content) for f in parts] == [(f.source, f.content) for f in whole]
    assert np.allclose([f.signs for f in parts], [f.signs for f in whole], atol=1e-5)
