"""Samples laid into rows, rows into batches, labels beside them."""

# ruff: noqa: E402  # PyTorch is asked for first.
from __future__ import annotations

import random

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch")

from hearsay.attribute import roles
from hearsay.parse.encoder import _feed, _Row
from hearsay.parse.words import CAPITAL, LOWER, UPPER
from tests.support.samples import XPOS, encode, full, quoted
from training.batches import chains, collate, mention_labels, role_pairs, rows_of, steps
from training.labels import FLAT, IGNORE, MENTION, ROLE


class TestRows:
    def test_reading_and_training_lay_words_into_the_same_rows(self) -> None:
        sample = quoted(6)
        rows = rows_of(sample, encode, 40, None)
        assert [i for r in rows for i in range(r.start, r.end)] == list(range(len(sample.words)))
        assert len(rows) > 2
        assert all(r.size <= 40 for r in rows)

    def test_training_varies_the_cuts_and_the_case_and_repeats_itself_by_seed(self) -> None:
        sample = quoted(40)

        def drawn(seed: int) -> list[tuple[int, int, str]]:
            return [(r.start, r.end, r.case) for r in rows_of(sample, encode, 40, random.Random(seed))]

        assert drawn(1) == drawn(1)
        assert drawn(1) != drawn(2)
        cases = [case for seed in range(60) for _, _, case in drawn(seed)]
        assert 0.03 < cases.count("upper") / len(cases) < 0.1
        assert cases.count("lower")

    def test_changed_case_changes_shapes_alone(self) -> None:
        sample = full()
        rows = {case: rows_of(sample, encode, 160, None)[0] for case in ("", "upper", "lower")}
        for case, row in rows.items():
            row.case = case
        plain, upper, lower = (collate([rows[case]]).inputs for case in ("", "upper", "lower"))
        for other in (upper, lower):
            assert [torch.equal(a, b) for a, b in zip(plain, other, strict=True)] == [
                True,
                False,
                True,
                True,
                True,
                True,
            ]
        words = sample.words.text
        places = plain[5].tolist()
        assert [upper[1][0, p] for p in places] == [UPPER if w.isalpha() else 0 for w in words]
        assert {int(lower[1][0, p]) for p in places} == {LOWER, 0}
        assert CAPITAL not in upper[1]


def test_the_net_is_fed_in_training_what_the_graph_is_fed_in_reading() -> None:
    """Ids, shapes, gaps, quotation states and places, to the last, row by row."""
    sample = quoted(5)
    for row in rows_of(sample, encode, 60, None):
        ids, shape, gap, quote, lengths, places = collate([row], multiple=1).inputs
        feed = _feed(_Row(row.start, row.end, row.pieces, row.size), sample.words)
        assert lengths.tolist() == [len(feed["ids"])]
        for name, tensor in (("ids", ids[0]), ("shape", shape[0]), ("gap", gap[0]), ("quote", quote[0])):
            assert np.array_equal(feed[name], tensor.numpy()), name
        assert np.array_equal(feed["places"], places.numpy())


def test_rows_are_padded_to_few_lengths() -> None:
    rows = rows_of(full(), encode, 160, None)
    ids, _, _, _, lengths, places = collate(rows, multiple=16).inputs
    assert ids.shape[1] % 16 == 0
    assert (ids[0, lengths[0] :] == 0).all()
    assert (ids.reshape(-1)[places] > 102).all()


class TestLabels:
    def test_every_word_has_its_label(self) -> None:
        sample = full()
        batch = collate(rows_of(sample, encode, 160, None))
        assert sample.upos is not None
        assert batch.labels("upos").tolist() == sample.upos.tolist()

    def test_a_sample_without_a_label_teaches_nothing(self) -> None:
        batch = collate([*rows_of(full(), encode, 160, None), *rows_of(quoted(), encode, 160, None)])
        labels = batch.labels("upos").tolist()
        assert IGNORE not in labels[:12]
        assert set(labels[12:]) == {IGNORE}

    def test_a_row_that_begins_within_a_span_begins_it_anew(self) -> None:
        sample = quoted()
        row = rows_of(sample, encode, 160, None)[0]
        row.start, row.pieces = 11, row.pieces[11:]
        batch = collate([row])
        assert [FLAT[t] for t in batch.labels("flat")] == ["B-content", "I-content", "O"]
        assert sample.flat is not None
        assert FLAT[sample.flat[11]] == "I-content"  # The sample itself is left as it was.
        assert batch.labels("cue").tolist() == [IGNORE, IGNORE, 0]

    def test_mentions_stand_at_their_heads(self) -> None:
        batch = collate([*rows_of(full(), encode, 160, None), *rows_of(quoted(), encode, 160, None)])
        labels = mention_labels(batch).tolist()
        assert [(i, MENTION[t]) for i, t in enumerate(labels[:12]) if t] == [
            (1, "organization"), (5, "object"), (8, "person"), (10, "object"),
        ]  # fmt: skip
        assert set(labels[12:]) == {IGNORE}


class TestRolePairs:
    def test_every_cue_against_its_rows_words(self) -> None:
        rows = [*rows_of(quoted(), encode, 160, None), *rows_of(full(), encode, 160, None)]
        pairs = role_pairs(collate(rows))
        assert pairs is not None
        assert pairs.index.shape == (4, 14)
        assert pairs.counts.tolist() == [14, 14, 12, 12]
        assert pairs.first.tolist() == [5, 9, 14 + 2, 14 + 9]
        tags = [[ROLE[t] for t in row] for row in pairs.tags]
        assert tags[0] == ["B-content", *["I-content"] * 4, "O", "B-source", *["O"] * 7]
        assert tags[2][:8] == ["B-source", "I-source", "O", "B-content", "I-content", "I-content", "I-content", "O"]
        sample = rows[0].sample
        position, first, last = np.arange(14), np.array([5, 9]), np.array([6, 10])
        assert np.array_equal(pairs.distance[:2], roles.distance(position, first, last))
        paragraph = sample.words.paragraph
        assert np.array_equal(pairs.paragraph[:2], roles.paragraph(paragraph[position][None], paragraph[first]))
        assert np.array_equal(pairs.between[:2], roles.between(position[None], first, first))

    def test_what_a_row_cuts_off_begins_anew_and_a_cue_cut_off_is_left(self) -> None:
        row = rows_of(quoted(), encode, 160, None)[0]
        row.start, row.pieces = 4, row.pieces[4:]
        pairs = role_pairs(collate([row]))
        assert pairs is not None
        assert [[ROLE[t] for t in tags[:3]] for tags in pairs.tags] == [["B-content", "O", "B-source"], ["O", "O", "O"]]
        row.start, row.end, row.pieces = 6, 8, row.pieces[2:4]
        assert role_pairs(collate([row])) is None


class TestChains:
    def test_a_document_over_rows_is_one(self) -> None:
        sample = full(3)
        rows = rows_of(sample, encode, 30, None)
        assert len(rows) == 3
        found = chains(collate(rows), XPOS)
        assert len(found) == 1
        assert found[0].heads.tolist() == [1, 5, 8, 10, 13, 17, 20, 22, 25, 29, 32, 34]
        assert found[0].chains.tolist() == [1, 2, 3, 2] * 3
        assert found[0].classes.tolist() == [1, 1, 0, 7] * 3
        assert found[0].agreement.shape == found[0].distance.shape == (12, 12)

    def test_a_mention_cut_off_is_left_and_one_alone_is_none(self) -> None:
        rows = rows_of(full(2), encode, 30, None)
        assert found_heads(rows[:1]) == [[1, 5, 8, 10]]
        row = rows[0]
        row.end, row.pieces = 3, row.pieces[:3]
        assert found_heads([row]) == []
        assert found_heads(rows_of(quoted(), encode, 160, None)) == []


def found_heads(rows) -> list[list[int]]:  # type: ignore[no-untyped-def]
    return [c.heads.tolist() for c in chains(collate(rows), XPOS)]


def test_steps_hold_every_row_once_keep_groups_whole_and_their_size() -> None:
    samples = [full(n % 4 + 1) if n % 3 else quoted(n % 5 + 1) for n in range(60)]
    groups = []
    for sample in samples:
        rows = rows_of(sample, encode, 40, None)
        groups += [rows] if sample.mentions is not None else [[row] for row in rows]
    expected = sorted((id(r.sample), r.start) for g in groups for r in g)
    out = list(steps([list(g) for g in groups], 300, random.Random(0)))
    assert sorted((id(r.sample), r.start) for rows in out for r in rows) == expected
    for rows in out:
        assert max(r.size for r in rows) * len(rows) <= 300 * 1.15
    where = {id(r): i for i, rows in enumerate(out) for r in rows}
    assert all(len({where[id(r)] for r in group}) == 1 for group in groups)
    assert len(out) < sum(r.size for g in groups for r in g) / 300 * 1.7
    again = list(steps([list(g) for g in groups], 300, random.Random(0)))
    assert [[id(r) for r in rows] for rows in again] == [[id(r) for r in rows] for rows in out]
